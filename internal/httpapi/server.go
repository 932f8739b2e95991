package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/unpack"
	"github.com/unspent-dev/unspent/proof"
)

// Config is what the API is made of. Book, Signer, Gate and BaseURL are needed.
type Config struct {
	Book    *book.Book
	Signer  *receipt.Signer
	Keys    proof.Keys // that receipts are verified with
	Gate    *gate.Gate
	Door    *signin.Door    // by which holders sign in; nil: nobody can
	Staff   *staff.Desk     // the people who work at the desk; nil: there are keys only
	Shop    *gift.Shop      // that takes orders; nil: none does
	Outbox  *outbox.Outbox  // of mails; nil: there is none
	Brands  brand.Catalogue // that assessments know; the built-in ones if it is empty
	Papers  *unpack.Papers  // read PDFs of assessments; nil: they are refused
	DKIM    intake.Keys     // where assessments look the keys of mails up; nil: nowhere
	Eyes    intake.Eyes     // that read the text of pictures; nil: nobody does
	Proxies []netip.Prefix  // whose X-Forwarded-For is believed; none if empty
	BaseURL string          // such as https://cards.example, without a slash at its end
	Version string
	Log     *slog.Logger                // slog.Default if nil
	Metrics *prometheus.Registry        // that counts what is asked, for [Numbers]; a new one if nil
	Now     func() time.Time            // time.Now if nil
	Ready   func(context.Context) error // nil error: /readyz answers 200
	Store   store.Store                 // of the book, for what waits for a second person and the log of the staff; neither is kept if nil

	// Failures counts sign-ins that fail, for the pages in front of the API too; one of
	// its own if nil.
	Failures *Failures

	// SecondPerson is what one member of the staff may move alone: by one call, and
	// within a day, of one card too. The zero value is any; otherwise it needs the Store.
	SecondPerson approval.Most
	// IssueDay is what one key may issue alone within a day, in calls that are each
	// within SecondPerson; that if it asks for nobody.
	IssueDay approval.Most
}

// server is the API. All its fields but one are set by New and never change.
type server struct {
	Config
	log       *slog.Logger
	mux       *http.ServeMux
	hot       map[string]*route // POST routes that are served before the mux is asked
	gated     []string          // paths of the calls that look a secret up
	api       huma.API
	metrics   *httpMetrics
	exchanges sync.Pool
	assessors *assessors
	changes   *gate.Gate       // counts the writes of holders, and of a card's holders, as Gate counts misses
	changing  map[string]bool  // paths of the calls that it counts
	approvals *approval.Keeper // nil without a store
	searches  *gate.Gate       // of the staff
	reports   reports
	brands    func() brand.Catalogue // read when the first case comes: other commands start without them
	scopes    sync.Map               // what each key acts for, by its id: a scope
	jwks      []byte
	headers   http.Header // on every answer
	disbelief disbelief
}

// filled returns c with what may be left out, or says what may not.
func (c Config) filled() (Config, error) {
	if c.Book == nil || c.Signer == nil || c.Gate == nil || c.BaseURL == "" {
		return c, errors.New("the HTTP API needs a book, a signer, a gate and its own address")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Metrics == nil {
		c.Metrics = prometheus.NewRegistry()
	}
	if !c.IssueDay.Asks() {
		c.IssueDay = c.SecondPerson
	}
	if c.SecondPerson.Asks() && c.Store == nil {
		return c, errors.New("the HTTP API needs the store to keep what waits for a second person")
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	return c, nil
}

// New returns the handler of the whole API.
func New(c Config) (http.Handler, error) {
	c, err := c.filled()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, log: c.Log, mux: http.NewServeMux(), hot: map[string]*route{}, changing: map[string]bool{}, headers: securityHeaders(c.BaseURL)}
	s.brands = sync.OnceValue(func() brand.Catalogue {
		if len(c.Brands.All()) == 0 {
			return brand.Builtin()
		}
		return c.Brands
	})
	if c.Store != nil {
		s.approvals = approval.New(c.Store, c.Now)
	}
	s.exchanges.New = func() any { return &exchange{s: s} }
	if s.metrics, err = newHTTPMetrics(c.Metrics); err != nil {
		return nil, err
	}
	if err := s.openGates(); err != nil {
		return nil, err
	}
	if s.jwks, err = c.Signer.JWKS(); err != nil {
		return nil, fmt.Errorf("write the public keys: %w", err)
	}
	s.api = humago.New(s.mux, openAPI(c))
	describeValues(s.api.OpenAPI().Components.Schemas)
	s.mountCalls()
	if err := s.mountOperations(); err != nil {
		return nil, err
	}
	return s, nil
}

// openGates makes what counts calls, beside the gate of look-ups.
func (s *server) openGates() (err error) {
	if s.assessors, err = newAssessors(s.Now); err != nil {
		return err
	}
	if s.Failures == nil {
		if s.Failures, err = NewFailures(s.Config); err != nil {
			return err
		}
	}
	if s.searches, err = newSearches(s.Now); err != nil {
		return err
	}
	if s.changes, err = newChanges(s.Now); err != nil {
		return err
	}
	return nil
}

// mountCalls serves every call that is described.
func (s *server) mountCalls() {
	s.mountChecks()
	s.mountPayments()
	s.mountHolds()
	s.mountCards()
	s.mountReceipts()
	s.mountAccounts()
	s.mountAdmin()
	s.mountStaff()
	s.mountSignIn()
	s.mountOrders()
	s.mountMails()
	s.mountAssessments()
	s.mountReports()
	if s.Store != nil {
		s.mountApprovals()
		s.mountActions()
	}
}

func securityHeaders(base string) http.Header {
	h := http.Header{
		"Cache-Control":                {"no-store"},
		"Content-Security-Policy":      {"default-src 'none'; frame-ancestors 'none'"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
		"Referrer-Policy":              {"no-referrer"},
		"X-Content-Type-Options":       {"nosniff"},
	}
	if strings.HasPrefix(base, "https:") {
		h["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	return h
}

// route is one call, ready to be served.
type route struct {
	name   string // method and path, as logs and metrics call it
	path   string
	access access
	write  bool     // needs an Idempotency-Key
	query  []string // parameters it knows
	action string   // what the log of the staff calls it; "" if it is not written there
	serve  func(*exchange) error
	count  counters
}

// ServeHTTP answers one request.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, values := range s.headers {
		h[name] = values
	}
	s.hear(r)
	if rt, ok := s.hot[r.URL.Path]; ok && r.Method == http.MethodPost {
		s.serve(rt, w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// exchange is one request on its way to its answer. It is reused: nothing may
// keep it, or bytes of its buffers, after the answer.
type exchange struct {
	s        *server
	w        http.ResponseWriter
	r        *http.Request
	route    *route
	by       unspent.Actor
	key      string // Idempotency-Key
	replayed bool
	note     *book.Note     // the line of the log that the book may write
	subject  string         // what it is about, for the log of the staff
	reason   unspent.Reason // why it was refused
	status   int            // of the answer, 0 while there is none
	buf      bytes.Buffer
	limited  io.LimitedReader
	out      []byte
}

// serve answers r by rt.
func (s *server) serve(rt *route, w http.ResponseWriter, r *http.Request) {
	x := s.exchanges.Get().(*exchange)
	x.w, x.r, x.route, x.by, x.key, x.replayed, x.note, x.subject, x.reason, x.status = w, r, rt, unspent.Actor{}, "", false, nil, "", "", 0
	defer func() {
		if v := recover(); v != nil {
			x.panicked(v)
		}
		rt.count.of(x.status).Inc()
		if x.logged() && !x.note.Written() {
			x.logAction()
		}
		if s.log.Enabled(r.Context(), slog.LevelDebug) {
			s.log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("route", rt.name), slog.Int("status", x.status), slog.String("by", x.by.ID))
		}
		x.release()
	}()
	err := x.admit(rt)
	if err == nil {
		err = rt.serve(x)
	}
	if err != nil && x.status == 0 {
		x.fail(err)
	}
}

// release gives x back, without what was in it.
func (x *exchange) release() {
	clear(x.buf.Bytes())
	clear(x.out)
	x.w, x.r, x.limited.R = nil, nil, nil
	if x.buf.Cap() > keepBuffer || cap(x.out) > keepBuffer {
		return
	}
	x.s.exchanges.Put(x)
}

// panicked turns a bug into an internal error. net/http's own way of dropping a
// connection passes through.
func (x *exchange) panicked(v any) {
	if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(v)
	}
	err := fmt.Errorf("panic: %v\n%s", v, debug.Stack())
	if x.status != 0 {
		x.s.incident(x.r.Context(), err) // too late to say anything else
		return
	}
	x.fail(err)
}

// send writes the whole answer.
func (x *exchange) send(status int, contentType string, body []byte) {
	h := x.w.Header()
	if x.replayed {
		h.Set("Idempotent-Replayed", "true")
	}
	if contentType != "" {
		h["Content-Type"] = []string{contentType}
	}
	x.status = status
	x.w.WriteHeader(status)
	x.w.Write(body) // an error means that the caller is gone
}
