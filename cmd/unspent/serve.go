package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
	"github.com/unspent-dev/unspent/internal/web"
	"github.com/unspent-dev/unspent/proof"
)

// keysOf returns where the keyring of a database is.
func keysOf(db string) string { return db + ".keys" }

// house is everything that answers for one book: database, keyring, book, API.
type house struct {
	store   store.Store
	ring    *keyring.Ring
	book    *book.Book
	counter *counter.Counter
	handler http.Handler // the API; nil for a command with the file
	pages   http.Handler // the pages, and the API behind them; nil if nobody is served
	door    *signin.Door
	desk    *staff.Desk
	shop    *gift.Shop
	outbox  *outbox.Outbox
	mailIn  *mailin.Box                 // nil: no mails are taken
	numbers http.Handler                // the metrics
	room    func(context.Context) error // there is room to write
	batches *approval.Runner            // nil if there are no pages
}

// houseOptions say how a book is opened.
type houseOptions struct {
	local   string      // key of the admin of this process, "" for none
	baseURL string      // instead of that of the settings
	post    *post       // instead of that of the settings
	dkim    intake.Keys // instead of that of the settings
	demo    *web.Demo   // what only a demo has
	log     *slog.Logger
}

// openHouse opens the database of the settings and all that stands on it.
func (sh *shell) openHouse(ctx context.Context, o houseOptions) (*house, error) {
	ring, err := sh.ring(ctx)
	if err != nil {
		return nil, err
	}
	options := sqlite.Options{Tell: func(text string) { sh.note("%s", text) }}
	if o.log != nil {
		options.Tell = func(text string) { o.log.Warn("files", "told", text) }
	}
	if o.local != "" {
		options.Overlay = localOverlay
	}
	db, err := sqlite.Open(sh.config.DB, options)
	if errors.Is(err, sqlite.ErrServed) {
		return nil, withHint(err, "use.served")
	}
	if _, alarm := errors.AsType[*sqlite.Alarm](err); alarm {
		return nil, withHint(err, "use.seeFiles", "File", sh.config.DB)
	}
	if err != nil {
		return nil, err
	}
	h := &house{store: db, ring: ring, room: db.Room}
	if o.local != "" {
		local := &withLocalKey{Store: db, key: o.local}
		defer local.hidden.Store(true)
		h.store = local
	}
	if err := h.build(ctx, sh, o); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

// build opens the book and makes the API on it.
func (h *house) build(ctx context.Context, sh *shell, o houseOptions) error {
	reg := prometheus.NewRegistry()
	if o.local == "" {
		reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	}
	h.numbers = httpapi.Numbers(reg)
	metrics, err := httpapi.NewMetrics(reg)
	if err != nil {
		return err
	}
	base, log := sh.config.baseURL(), o.log
	if o.baseURL != "" {
		base = o.baseURL
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	metrics.Growing = func(growing bool, rows, moves int) { grows(log, growing, rows, moves) }
	began := time.Now()
	h.book, err = book.Open(ctx, h.store, h.ring, book.Options{Now: sh.now, Rand: sh.rand, Prefix: sh.config.Prefix,
		Queue: sh.config.Queue, Batch: sh.config.Batch, Observe: metrics.Observe,
		Steady: func() time.Duration { return time.Since(began) }, Jumped: func(err error) { jumped(log, err) },
		Sure: sh.synced, Clock: func() time.Time { return acceptedClock(sh.config.DB) }})
	if err != nil {
		return err
	}
	if h.desk, err = staff.Open(ctx, h.store, h.book, h.ring, staff.Options{Pages: base, Now: sh.now, Rand: sh.rand}); err != nil {
		return err
	}
	signer := receipt.New(h.ring, base)
	set, err := signer.JWKS()
	if err != nil {
		return err
	}
	keys, err := proof.ParseKeys(set)
	if err != nil {
		return err
	}
	proxies, err := sh.config.proxies()
	if err != nil {
		return err
	}
	lookups, err := gate.New(gate.Options{Now: sh.now, Rand: sh.rand})
	if err != nil {
		return err
	}
	brands, p, err := h.openMails(sh, o, base, log)
	if err != nil {
		return err
	}
	dkim := sh.config.dkimKeys()
	if o.dkim != nil {
		dkim = o.dkim
	}
	eyes, err := sh.eyes(ctx)
	if err != nil {
		return err
	}
	read := papers()
	if o.local == "" {
		if h.mailIn, err = sh.openMailIn(p, mailin.Options{Brands: brands, Keys: dkim, Eyes: eyes, Papers: read, Metrics: reg, Log: log}); err != nil {
			return err
		}
	}
	return h.answer(ctx, sh, o, counter.Config{Eyes: eyes, Papers: read, Book: h.book, Signer: signer, Keys: keys, Gate: lookups, BaseURL: base,
		Version: version(), Log: log, Metrics: reg, Now: sh.now, Brands: brands, DKIM: dkim, Door: h.door, Staff: h.desk, Shop: h.shop,
		Outbox: h.outbox, Store: h.store}, httpapi.Config{Signer: signer, BaseURL: base, Version: version(), Log: log, Metrics: reg, Now: sh.now,
		Ready: h.ready, Proxies: proxies, Store: h.store})
}

// ready reports why the house cannot do its work.
func (h *house) ready(ctx context.Context) error {
	if err := h.book.Ready(ctx); err != nil || h.room == nil {
		return err
	}
	return h.room(ctx)
}

// answer opens the counter, and makes the API and, unless nobody is served, the pages.
func (h *house) answer(ctx context.Context, sh *shell, o houseOptions, at counter.Config, c httpapi.Config) (err error) {
	if o.local == "" { // whoever has the file needs nobody's leave
		if at.SecondPerson, err = approval.ParseMost(cmp.Or(sh.config.SecondPerson, "0")); err != nil {
			return err
		}
		if at.IssueDay, err = approval.ParseMost(cmp.Or(sh.config.IssueDay, "0")); err != nil {
			return err
		}
	}
	if h.counter, err = counter.New(at); err != nil || o.local != "" {
		return err
	}
	c.Counter = h.counter
	if c.Failures, err = httpapi.NewFailures(c); err != nil {
		return err
	}
	h.handler, err = httpapi.New(c)
	if err != nil {
		return err
	}
	h.batches = approval.NewRunner(approval.New(h.store, sh.now), h.desk.InForce, h.counter.IssueCleared, c.Log)
	h.pages, err = web.New(web.Config{Counter: c.Counter, API: h.handler, Client: httpapi.Remote(c.Proxies), Who: h.book.Authenticate, Staff: h.desk,
		Batches: h.batches, Demo: o.demo, Brands: at.Brands,
		BaseURL: c.BaseURL, Log: c.Log, Now: sh.now,
		Acted: func(ctx context.Context, who unspent.Actor, name string) {
			h.acted(ctx, c.Log, store.Action{At: sh.now(), By: who.ID, Name: name})
		},
		Failed: func(r *http.Request) { c.Failures.Add(r, httpapi.AtDesk) }, ManyFailed: c.Failures.Many})
	return err
}

// acted writes what somebody did at the desk into the log of the staff.
func (h *house) acted(ctx context.Context, log *slog.Logger, a store.Action) {
	a.At = a.At.UTC().Truncate(time.Microsecond)
	if err := h.store.Update(context.WithoutCancel(ctx), func(tx store.Tx) error { return tx.LogAction(ctx, a) }); err != nil {
		log.Error("not in the log of the staff", "name", a.Name, "by", a.By, "error", err)
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

// close finishes what was accepted and gives everything up.
func (h *house) close() error {
	var err error
	if h.book != nil {
		err = h.book.Close()
	}
	return errors.Join(err, h.store.Close())
}

// serveCmd runs the server.
type serveCmd struct{}

// Run serves until it is told to stop.
func (c *serveCmd) Run(ctx context.Context, sh *shell) error {
	if err := exists(sh.config.DB); err != nil {
		return err
	}
	log := sh.logger()
	f, err := sh.openFront(ctx, log)
	if err != nil {
		return err
	}
	h, err := sh.openHouse(ctx, houseOptions{baseURL: f.base, log: log})
	if err != nil {
		return errors.Join(err, f.close())
	}
	f.tell(sh.config, log)
	err = h.serve(ctx, f, log)
	log.Info("stopped")
	return err
}

func (sh *shell) logger() *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(sh.config.LogLevel)) != nil {
		level = slog.LevelInfo // Validate has refused anything else
	}
	o := &slog.HandlerOptions{Level: level}
	if sh.config.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(sh.stderr, o))
	}
	return slog.New(slog.NewTextHandler(sh.stderr, o))
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, withHint(refuse(err, unspent.Unavailable, "use.listen", "Addr", addr), "use.otherAddr")
	}
	return l, nil
}

// serve answers at f, and takes mails if it is to, until ctx is done, then finishes what was accepted and
// closes h.
func (h *house) serve(ctx context.Context, f *front, log *slog.Logger) error {
	servers := f.servers(h, log)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var crew sync.WaitGroup
	crew.Go(func() { h.sweep(ctx, log) })
	crew.Go(func() { h.shop.Work(ctx) })
	crew.Go(func() { h.outbox.Work(ctx) })
	crew.Go(func() { h.batches.Work(ctx) })
	failed := make(chan error, len(servers)+1)
	if f.mails != nil {
		crew.Go(func() {
			if err := h.mailIn.Serve(ctx, f.mails); err != nil {
				failed <- err
			}
		})
	}
	for _, s := range servers {
		crew.Go(func() {
			if err := s.run(); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		})
	}
	var err error
	select {
	case err = <-failed:
		for _, s := range servers {
			err = errors.Join(err, s.Close())
		}
	case <-ctx.Done():
		log.Info("stopping", "grace", stopWindow)
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWindow)
		err = shut(grace, servers)
		cancel()
	}
	stop()
	crew.Wait()
	return errors.Join(err, h.close())
}

// sweep books what has expired, at once and then every hour. It is a job that is due
// whatever the clock says, since that may be put right, and by a clock that nobody can
// set it is put anew each hour.
func (h *house) sweep(ctx context.Context, log *slog.Logger) {
	w := jobs.New(h.store, jobs.Queue{Kind: store.KindSweep, Lease: sweepEvery, Do: h.swept(log),
		Wait: func(tries int, _ string) (time.Duration, bool) { return time.Duration(tries) * sweepAgain, true }}, jobs.Options{Log: log})
	next := time.Now()
	if h.doubtful(ctx, log) {
		next = next.Add(sweepEvery)
	}
	first := next
	jobs.Every(ctx, sweepLook, nil, func(ctx context.Context) error {
		now := time.Now()
		if now.Before(first) { // one that was cut short waits too
			return nil
		}
		if !now.Before(next) {
			if err := h.store.Update(ctx, func(tx store.Tx) error {
				return jobs.Put(ctx, tx, store.KindSweep, jobs.Job{ID: "book", At: time.Unix(0, 0).UTC()})
			}); err != nil {
				return err
			}
			next = now.Add(sweepEvery)
		}
		return w.Step(ctx)
	}, func(err error) { log.Warn("the sweep waits; it is tried again", "error", err) })
}

// swept is one sweep.
func (h *house) swept(log *slog.Logger) func(context.Context, jobs.Job) jobs.Result {
	return func(ctx context.Context, _ jobs.Job) jobs.Result {
		expired, seals, err := h.book.Sweep(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			log.Warn("sweep stopped; it goes on in a while", "expired", expired, "seals", seals, "error", err)
		case expired+seals > 0:
			log.Info("swept", "expired", expired, "seals", seals)
		}
		return jobs.Result{Err: err}
	}
}

// doubtful compares the clock with the book at start, and reports whether the
// first sweep waits for an hour, since what a sweep books cannot be undone. If
// the clock is far ahead of the newest event, either the server was off for long,
// and an hour more does not matter, or the clock is wrong, and somebody has an
// hour to put it right. A clock that is behind is only told of: by it, less has
// expired.
func (h *house) doubtful(ctx context.Context, log *slog.Logger) bool {
	if err := h.ready(ctx); err != nil {
		log.Warn("not ready", "error", err)
	}
	lead, err := h.book.Lead(ctx)
	switch {
	case err != nil:
		log.Warn("the clock cannot be compared with the book; the first sweep waits for an hour", "error", err)
	case lead > maxQuiet:
		log.Warn("the newest event of the book is long past; in case the clock of this machine is wrong, the first sweep waits for an hour",
			"newest_event_ago", lead.Round(time.Second))
	default:
		return false
	}
	return true
}
