package house

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/unpack"
	"github.com/unspent-dev/unspent/internal/web"
	"github.com/unspent-dev/unspent/proof"
)

// Options are what a house is built of. Store, Ring and BaseURL are needed.
type Options struct {
	Store   store.Store
	Ring    *keyring.Ring
	BaseURL string // such as https://cards.example
	Version string
	Log     *slog.Logger     // none if nil
	Now     func() time.Time // time.Now if nil
	Steady  func() time.Time // a clock that nobody can set; Go's own if nil
	Rand    io.Reader        // crypto/rand if nil
	Book    book.Options     // but for its clock, randomness, and whom it tells

	// KeysOnly lets neither holders nor people of the staff sign in: nothing is kept of
	// what the staff does. If the book has a local key, whoever asks has the files: there
	// are no pages, no mails come in, and nobody's leave is needed.
	KeysOnly bool

	Brands   brand.Catalogue // that assessments know; the built-in ones if it is empty
	DKIM     intake.Keys     // where the keys of mails are looked up; nil: nowhere
	Eyes     intake.Eyes     // read the text of pictures; nil: nobody does
	Papers   *unpack.Papers  // read PDFs; nil: nothing does
	Post     Post            // how mails go out
	Lang     notify.Lang     // of mails to people of whom no other is known; Japanese if empty
	MailIn   *mailin.Options // how mails come in, but for what is known here too; nil: none do
	Demo     *web.Demo       // what only a demo has; nil: it is none
	Operator web.Operator    // who runs the server, as its pages say
	Face     web.Face        // what its pages look like
	Site     web.Site        // whose service the pages are; web.SiteBoth if empty
	Proxies  []netip.Prefix  // whose X-Forwarded-For is believed
	Gate     gate.Limits     // of look-ups; the usual ones if zero

	SecondPerson approval.Most               // that one member of the staff may move alone; the zero value is any
	IssueDay     approval.Most               // that one key may issue alone within a day; SecondPerson if zero
	Room         func(context.Context) error // nil error: there is room to write; nil: it is not looked at
}

// House is everything that answers for one book. It is safe for concurrent use; its
// fields never change.
type House struct {
	Options
	Book    *book.Book
	Counter *counter.Counter
	Cases   *keep.Cases      // that people keep
	API     http.Handler     // nil if it is local
	Pages   http.Handler     // and the API behind them; nil if it is local
	Numbers http.Handler     // the metrics
	Door    *signin.Door     // nil with keys only, as what follows
	Desk    *staff.Desk      //
	Shop    *gift.Shop       //
	Outbox  *outbox.Outbox   //
	Batches *approval.Runner // nil if it is local, too
	Mails   *mailin.Box      // nil: no mails are taken
}

// Open builds a house, and opens its book.
func Open(ctx context.Context, o Options) (*House, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Steady == nil {
		o.Steady = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	h := &House{Options: o}
	if err := h.build(ctx); err != nil {
		if h.Book != nil {
			err = errors.Join(err, h.Book.Close())
		}
		return nil, err
	}
	return h, nil
}

func (h *House) build(ctx context.Context) error {
	reg := prometheus.NewRegistry()
	if !h.local() {
		reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	}
	h.Numbers = httpapi.Numbers(reg)
	if err := h.openBook(ctx, reg); err != nil {
		return err
	}
	lookups, err := gate.New(gate.Options{Now: h.Now, Rand: h.Rand, Limits: h.Gate})
	if err != nil {
		return err
	}
	signer := receipt.New(h.Ring, h.BaseURL)
	set, err := signer.JWKS()
	if err != nil {
		return err
	}
	keys, err := proof.ParseKeys(set)
	if err != nil {
		return err
	}
	if h.Brands, err = h.Post.brands(h.Brands); err != nil {
		return err
	}
	h.Cases = keep.New(h.Store, keep.Options{Brands: h.Brands, Now: h.Now, Rand: h.Rand})
	c := counter.Config{Book: h.Book, Signer: signer, Keys: keys, Gate: lookups, BaseURL: h.BaseURL, Version: h.Version, Log: h.Log, Metrics: reg,
		Now: h.Now, Brands: h.Brands, DKIM: h.DKIM, Eyes: h.Eyes, Papers: h.Papers}
	if !h.local() { // whoever has the file needs nobody's leave
		c.SecondPerson, c.IssueDay = h.SecondPerson, h.IssueDay
	}
	if !h.KeysOnly {
		if err := h.openPeople(ctx); err != nil {
			return err
		}
		c.Door, c.Staff, c.Shop, c.Outbox, c.Store = h.Door, h.Desk, h.Shop, h.Outbox, h.Store
	}
	if h.Counter, err = counter.New(c); err != nil || h.local() {
		return err
	}
	if err := h.openMailIn(reg); err != nil {
		return err
	}
	return h.openPages()
}

// openBook opens the book, and has somebody told of what it notices.
func (h *House) openBook(ctx context.Context, reg *prometheus.Registry) error {
	metrics, err := httpapi.NewMetrics(reg)
	if err != nil {
		return err
	}
	metrics.Growing = func(growing bool, rows, moves int) { grows(h.Log, growing, rows, moves) }
	began := h.Steady()
	o := h.Options.Book
	o.Now, o.Rand, o.Observe, o.Jumped = h.Now, h.Rand, metrics.Observe, func(err error) { jumped(h.Log, err) }
	o.Steady = func() time.Duration { return h.Steady().Sub(began) }
	h.Book, err = book.Open(ctx, h.Store, h.Ring, o)
	return err
}

// openPeople opens what holders and the staff sign in by, the orders and the outbox.
func (h *House) openPeople(ctx context.Context) (err error) {
	door := signin.Options{Pages: h.BaseURL, Now: h.Now, Rand: h.Rand}
	box := outbox.Options{Now: h.Now, Log: h.Log, Lang: h.Lang}
	if h.Post.Take != nil {
		box.Post, door.Send = h.Post.Send, func(ctx context.Context, l notify.Letter, e notify.Envelope) error {
			_, err := h.Post.Send(ctx, l, e)
			return err
		}
	}
	h.Door = signin.New(h.Store, door)
	h.Shop = gift.New(h.Store, h.Book, gift.Options{Now: h.Now, Log: h.Log})
	h.Outbox = outbox.New(h.Store, h.Book, h.Shop, h.Door, box)
	h.Desk, err = staff.Open(ctx, h.Store, h.Book, h.Ring, staff.Options{Pages: h.BaseURL, Now: h.Now, Rand: h.Rand})
	return err
}

// openMailIn opens the box that takes mails, if there is to be one.
func (h *House) openMailIn(reg *prometheus.Registry) (err error) {
	if h.MailIn == nil {
		return nil
	}
	o := *h.MailIn
	o.Own, o.Post, o.Now, o.Rand, o.Log, o.Metrics = []notify.Address{h.Post.From}, h.Post.Send, h.Now, h.Rand, h.Log, reg
	o.Brands, o.Keys, o.Eyes, o.Papers = h.Brands, h.DKIM, h.Eyes, h.Papers
	h.Mails, err = mailin.New(o)
	return err
}

// openPages opens the API, and the pages in front of it.
func (h *House) openPages() (err error) {
	c := httpapi.Config{Counter: h.Counter, Ready: h.Ready, Proxies: h.Proxies}
	if c.Failures, err = httpapi.NewFailures(c); err != nil {
		return err
	}
	if h.API, err = httpapi.New(c); err != nil {
		return err
	}
	w := web.Config{Counter: h.Counter, API: h.API, Client: httpapi.Remote(h.Proxies), Demo: h.Demo, Brands: h.Brands, BaseURL: h.BaseURL,
		Site: h.Site, Face: h.Face, Operator: h.Operator, Cases: h.Cases,
		Log: h.Log, Now: h.Now, Rand: h.Rand}
	if !h.KeysOnly {
		h.Batches = approval.NewRunner(approval.New(h.Store, h.Now), h.Desk.InForce, h.Counter.IssueCleared, h.Log)
		w.Who, w.Staff, w.Batches, w.Acted = h.Book.Authenticate, h.Desk, h.Batches, h.acted
		w.Failed, w.ManyFailed = func(r *http.Request) { c.Failures.Add(r, httpapi.AtDesk) }, c.Failures.Many
	}
	if h.Post.Take != nil && !h.KeysOnly {
		w.Tell = h.tell
	}
	h.Pages, err = web.New(w)
	return err
}

// tell mails that something has come for a case.
func (h *House) tell(ctx context.Context, n keep.Notice) error {
	to, err := notify.ParseAddress(n.To)
	if err != nil {
		return err
	}
	_, err = h.Post.Send(ctx, notify.Came{Stop: h.BaseURL + "/notice#" + n.Stop.Reveal()},
		notify.Envelope{To: to, Lang: notify.Lang(n.Lang), Cause: n.Cause, At: n.At})
	return err
}

// local reports whether whoever asks has the files.
func (h *House) local() bool { return h.Options.Book.Local != "" }

// Ready reports why the house cannot do its work.
func (h *House) Ready(ctx context.Context) error {
	if err := h.Book.Ready(ctx); err != nil || h.Room == nil {
		return err
	}
	return h.Room(ctx)
}

// Work does what is due by itself, until ctx is done.
func (h *House) Work(ctx context.Context) {
	var crew sync.WaitGroup
	crew.Go(func() { h.sweep(ctx) })
	if !h.KeysOnly {
		crew.Go(func() { h.Shop.Work(ctx) })
		crew.Go(func() { h.Outbox.Work(ctx) })
		crew.Go(func() { h.Batches.Work(ctx) })
	}
	crew.Wait()
}

// Close finishes what was accepted, and gives the store up.
func (h *House) Close() error { return errors.Join(h.Book.Close(), h.Store.Close()) }

// acted writes what somebody did at the desk into the log of the staff.
func (h *House) acted(ctx context.Context, who unspent.Actor, name string) {
	a := store.Action{At: h.Now().UTC().Truncate(time.Microsecond), By: who.ID, Name: name}
	if err := h.Store.Update(context.WithoutCancel(ctx), func(tx store.Tx) error { return tx.LogAction(ctx, a) }); err != nil {
		h.Log.Error("not in the log of the staff", "name", a.Name, "by", a.By, "error", err)
	}
}

// grows logs that the journal fills without value moving, or no longer does.
func grows(log *slog.Logger, growing bool, rows, moves int) {
	if growing {
		log.Warn("the journal grows without value moving: see who asks, and which cards (GET /v1/gate, log of requests)", "rows", rows, "moves", moves)
		return
	}
	log.Info("the journal grows with the value again", "rows", rows, "moves", moves)
}

// jumped logs that the clock is no longer believed, or is again.
func jumped(log *slog.Logger, err error) {
	if err != nil {
		log.Error("writes are refused", "error", err)
		return
	}
	log.Info("the clock is back; writes are accepted")
}
