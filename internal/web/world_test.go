package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/web"
	"github.com/unspent-dev/unspent/proof"
)

// world is the pages over a whole API and a book in memory, served on a real
// address.
type world struct {
	t    testing.TB
	book *book.Book
	kept store.Store
	base string
	log  *bytes.Buffer

	handler http.Handler // the pages, and the API behind them
	shop    *gift.Shop
	door    *signin.Door
	desk    *staff.Desk
	sent    chan notify.Letter // sign-in mails
	told    []keep.Notice      // of what came for a case
	box     *outbox.Outbox
	lost    error // what the mail server says; nil: it takes every mail
	batches *approval.Runner
	cancel  func()        // tells the server that issues batches to stop
	stop    func()        // and waits for it
	fails   error         // of every part of a batch; nil: none does
	held    chan struct{} // if not nil, no part of a batch is issued until it is closed, and each that waits fails then
	eyes    changing      // that read pictures

	mu    sync.Mutex
	ahead time.Duration // of the real clock
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

// work is a server that issues batches, until it is stopped.
func (w *world) work() {
	ctx, cancel := context.WithCancel(context.Background())
	var crew sync.WaitGroup
	crew.Go(func() { w.batches.Work(ctx) })
	w.cancel, w.stop = cancel, func() { cancel(); crew.Wait() }
}

// issue issues a part of a batch, unless parts are held.
func (w *world) issue(ctx context.Context, _ approval.Request, by unspent.Actor, key string, cmd unspent.Issue) error {
	w.mu.Lock()
	held, err := w.held, w.fails
	w.mu.Unlock()
	if held != nil {
		<-held
		return context.Canceled
	}
	if err != nil {
		return err
	}
	_, err = w.book.Do(ctx, unspent.Request{Key: key, By: by, Command: cmd})
	return err
}

// hold holds every part of a batch from now on until held is closed; nil: none.
func (w *world) hold(held chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.held = held
}

// secondPerson is the sum that one member of the staff may move alone here.
const secondPerson = 100_000

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldAt(t, "127.0.0.1")
}

// newWorldOf is newWorld of a site.
func newWorldOf(t testing.TB, site web.Site) *world {
	t.Helper()
	return buildWorld(t, "127.0.0.1", site)
}

// newWorldAt is newWorld under a name of this machine.
func newWorldAt(t testing.TB, host string) *world {
	t.Helper()
	return buildWorld(t, host, web.SiteBoth)
}

func buildWorld(t testing.TB, host string, site web.Site) *world {
	t.Helper()
	w := &world{t: t, log: &bytes.Buffer{}}
	random := &shared{random: rand.NewChaCha8([32]byte{1})}
	ring, err := keyring.New(random, w.now())
	must(t, err)
	kept := memory.New()
	w.kept = kept
	w.book, err = book.Open(t.Context(), kept, ring, book.Options{Now: w.now, Rand: random})
	must(t, err)
	g, err := gate.New(gate.Options{Now: w.now, Rand: random})
	must(t, err)
	// The address is known before its handler is.
	served := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.handler.ServeHTTP(rw, r) }))
	who := func(ctx context.Context, id string) (unspent.Actor, error) { return w.desk.InForce(ctx, id) } // it is opened later
	w.batches = approval.NewRunner(approval.New(kept, w.now), who, w.issue, nil)
	w.work()
	t.Cleanup(func() { served.Close(); w.stop(); must(t, w.book.Close()) })
	w.base = strings.Replace(served.URL, "127.0.0.1", host, 1)
	signer := receipt.New(ring, w.base)
	jwks, err := signer.JWKS()
	must(t, err)
	keys, err := proof.ParseKeys(jwks)
	must(t, err)
	log := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.shop = gift.New(kept, w.book, gift.Options{Now: w.now})
	w.sent = make(chan notify.Letter, 100)
	w.door = signin.New(kept, signin.Options{Pages: w.base, Now: w.now, Rand: random, Send: func(_ context.Context, l notify.Letter, _ notify.Envelope) error {
		w.sent <- l
		return nil
	}})
	w.box = outbox.New(kept, w.book, w.shop, w.door, outbox.Options{Now: w.now, Post: func(_ context.Context, _ notify.Letter, e notify.Envelope) (string, error) {
		return "token " + e.Cause, w.lost
	}})
	w.desk, err = staff.Open(t.Context(), kept, w.book, ring, staff.Options{Pages: w.base, Now: w.now, Rand: random})
	must(t, err)
	o, err := counter.New(counter.Config{Book: w.book, Door: w.door, Staff: w.desk, Shop: w.shop, Outbox: w.box, Signer: signer, Keys: keys, Gate: g,
		BaseURL: w.base,
		Version: "test", Eyes: &w.eyes, Now: w.now, Log: log, Store: kept, SecondPerson: approval.MostOf(secondPerson)})
	must(t, err)
	config := httpapi.Config{Counter: o}
	config.Failures, err = httpapi.NewFailures(config)
	must(t, err)
	api, err := httpapi.New(config)
	must(t, err)
	w.handler, err = web.New(web.Config{Counter: o, API: api, BaseURL: w.base, Site: site,
		Cases: keep.New(kept, keep.Options{Brands: brand.Builtin(), Now: w.now, Rand: random}),
		Tell:  func(_ context.Context, n keep.Notice) error { w.told = append(w.told, n); return w.lost },
		Log:   log, Now: w.now, Rand: random, Who: w.book.Authenticate,
		Staff: w.desk, Batches: w.batches,
		Failed: func(r *http.Request) { config.Failures.Add(r, httpapi.AtDesk) }, ManyFailed: config.Failures.Many,
		Acted: func(ctx context.Context, who unspent.Actor, name string) {
			must(t, kept.Update(ctx, func(tx store.Tx) error {
				return tx.LogAction(ctx, store.Action{At: w.now().UTC(), By: who.ID, Name: name})
			}))
		}})
	must(t, err)
	cur, err := unspent.ParseCurrency("JPY")
	must(t, err)
	validity, err := unspent.ParsePeriod("P10Y")
	must(t, err)
	_, err = w.book.CreateProgram(t.Context(), admin(), unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: cur, Validity: validity,
		Claimable: true, Spendable: true, Transferable: true})
	must(t, err)
	return w
}

// shared lets several goroutines read one source.
type shared struct {
	mu     sync.Mutex
	random *rand.ChaCha8
}

func (s *shared) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.random.Read(b)
}

func admin() unspent.Actor { return unspent.Actor{ID: "key_admin", Role: unspent.Admin} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// card issues a card of 5,000 yen and returns its code.
func (w *world) card(id string) (unspent.Code, unspent.Serial) {
	w.t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	must(w.t, err)
	done, err := w.book.Do(w.t.Context(), unspent.Request{Key: "issue-" + id, By: admin(),
		Command: unspent.Issue{Program: "gift-jpy", Value: unspent.NewMoney(5000, cur), Count: 1, Activate: true}})
	must(w.t, err)
	serial, ok := done.Events[0].Debit.Serial()
	if !ok {
		serial, _ = done.Events[0].Credit.Serial()
	}
	return done.Codes[0], serial
}

// key makes an API key of a role.
func (w *world) key(role unspent.Role) string {
	w.t.Helper()
	_, key, err := w.book.CreateKey(w.t.Context(), admin(), "desk "+string(role), role, "")
	must(w.t, err)
	return key
}

// visitor is a person with a browser of their own, without script.
type visitor struct {
	w    *world
	http *http.Client
	lang string
}

func (w *world) visitor(lang string) *visitor {
	jar, err := cookiejar.New(nil)
	must(w.t, err)
	return &visitor{w, &http.Client{Jar: jar}, lang}
}

// page is what a visitor sees.
type page struct {
	t      testing.TB
	status int
	header http.Header
	html   string
	at     string // its path, after whatever led there
}

func (v *visitor) do(r *http.Request) page {
	v.w.t.Helper()
	r.Header.Set("Accept-Language", v.lang)
	res, err := v.http.Do(r)
	must(v.w.t, err)
	defer res.Body.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(res.Body)
	must(v.w.t, err)
	return page{v.w.t, res.StatusCode, res.Header, b.String(), res.Request.URL.RequestURI()}
}

func (v *visitor) open(path string) page {
	v.w.t.Helper()
	r, err := http.NewRequestWithContext(v.w.t.Context(), http.MethodGet, v.w.base+strings.TrimPrefix(path, v.w.base), nil)
	must(v.w.t, err)
	return v.do(r)
}

// send posts a form with the fields, given as names and values; of a name that is given
// twice, the last.
func (v *visitor) send(path string, fields ...string) page {
	v.w.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return v.post(path, form)
}

// post sends a form as it stands.
func (v *visitor) post(path string, form url.Values) page {
	v.w.t.Helper()
	r, err := http.NewRequestWithContext(v.w.t.Context(), http.MethodPost, v.w.base+path, strings.NewReader(form.Encode()))
	must(v.w.t, err)
	r.Header.Add("Content-Type", "application/x-www-form-urlencoded")
	return v.do(r)
}

// field returns the value of a hidden field.
func (p page) field(name string) string {
	p.t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(p.html)
	if m == nil {
		p.t.Fatalf("the page has no field %q:\n%s", name, p.html)
	}
	return m[1]
}

// work solves the puzzle of a page.
func (p page) work() string {
	p.t.Helper()
	m := regexp.MustCompile(`data-puzzle="([^"]*)" data-bits="(\d+)"`).FindStringSubmatch(p.html)
	if m == nil {
		p.t.Fatalf("the page has no puzzle:\n%s", p.html)
	}
	bits, err := strconv.Atoi(m[2])
	must(p.t, err)
	solution, err := gate.Solve(p.t.Context(), gate.Challenge{Text: m[1], Bits: bits})
	must(p.t, err)
	return solution
}

// first returns the address of the form which the script of a page sends when a
// puzzle is solved: that which was stopped, or else the first.
func (p page) first() string {
	p.t.Helper()
	forms := regexp.MustCompile(`<form method="post" action="([^"]*)"`).FindAllStringSubmatch(p.html, -1)
	if forms == nil {
		p.t.Fatalf("the page has no form:\n%s", p.html)
	}
	stopped := regexp.MustCompile(`data-form="([^"]*)"`).FindStringSubmatch(p.html)
	for _, f := range forms {
		if stopped != nil && f[1] == stopped[1] {
			return f[1]
		}
	}
	return forms[0][1]
}

// area returns the text of a text area or a paragraph by its id.
func (p page) area(id string) string {
	p.t.Helper()
	m := regexp.MustCompile(`id="` + id + `"[^>]*>([^<]*)<`).FindStringSubmatch(p.html)
	if m == nil {
		p.t.Fatalf("the page has no element %q:\n%s", id, p.html)
	}
	return strings.NewReplacer("&#43;", "+", "&amp;", "&").Replace(m[1])
}

// want fails unless the page has the status and every text.
func (p page) want(status int, texts ...string) page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("status %d, want %d:\n%s", p.status, status, p.html)
	}
	for _, text := range texts {
		if !strings.Contains(p.html, text) {
			p.t.Errorf("the page does not say %q:\n%s", text, p.html)
		}
	}
	return p
}
