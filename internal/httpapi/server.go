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

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/upload"
)

// Config is what the API is made of. A counter is needed.
type Config struct {
	*counter.Counter // whose settings are those of the API too

	Proxies []netip.Prefix              // whose X-Forwarded-For is believed; none if empty
	Ready   func(context.Context) error // nil error: /readyz answers 200

	// Failures counts sign-ins that fail, for the pages in front of the API too; one of
	// its own if nil.
	Failures *Failures
}

// server is the API. All its fields but one are set by New and never change.
type server struct {
	Config
	mux       *http.ServeMux
	hot       map[string]*route // POST routes that are served before the mux is asked
	api       huma.API
	wrong     error // of what was mounted
	metrics   *httpMetrics
	exchanges sync.Pool
	uploads   *upload.Shares
	jwks      []byte
	headers   http.Header // on every answer
	disbelief disbelief
}

// filled returns c with what may be left out, or says what may not.
func (c Config) filled() (Config, error) {
	if c.Counter == nil {
		return c, errors.New("the HTTP API needs a counter")
	}
	if c.Failures != nil {
		return c, nil
	}
	var err error
	c.Failures, err = NewFailures(c)
	return c, err
}

// New returns the handler of the whole API.
func New(c Config) (http.Handler, error) {
	c, err := c.filled()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, mux: http.NewServeMux(), hot: map[string]*route{}, headers: securityHeaders(c.BaseURL)}
	s.uploads = upload.New(upload.Limits{Each: maxUploadsEach, Network: maxUploadsNetwork, All: maxUploads, Memory: maxUploadMemory,
		Grace: uploadGrace, Rate: minUploadRate, Time: maxUploadTime})
	s.exchanges.New = func() any { return &exchange{s: s} }
	if s.metrics, err = newHTTPMetrics(c.Metrics); err != nil {
		return nil, err
	}
	if c.Store != nil {
		if err := register(c.Metrics, newJobNumbers(c.Store, c.Now)); err != nil {
			return nil, err
		}
	}
	if s.jwks, err = c.Signer.JWKS(); err != nil {
		return nil, fmt.Errorf("write the public keys: %w", err)
	}
	s.api = humago.New(s.mux, openAPI(c))
	describeValues(s.api.OpenAPI().Components.Schemas)
	s.mountCalls()
	if err := errors.Join(s.wrong, s.mountOperations()); err != nil {
		return nil, err
	}
	return s, nil
}

// mountCalls serves every call that is described.
func (s *server) mountCalls() {
	s.mountChecks()
	s.mountPayments()
	s.mountHolds()
	s.mountCards()
	s.mountReceipts()
	s.mountAccounts()
	s.mountAccountSteps()
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
	name  string         // method and path, as logs and metrics call it
	entry *counter.Entry // nil if it is none of the counter's
	query []string       // parameters it knows
	serve func(*exchange) error
	count counters
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
	counter.Errand
	s       *server
	w       http.ResponseWriter
	r       *http.Request
	status  int // of the answer, 0 while there is none
	buf     bytes.Buffer
	limited io.LimitedReader
	reading reading
	out     []byte
}

// serve answers r by rt.
func (s *server) serve(rt *route, w http.ResponseWriter, r *http.Request) {
	x := s.exchanges.Get().(*exchange)
	x.Errand, x.w, x.r, x.status = s.Counter.Errand(r.Context()), w, r, 0
	defer func() {
		rt.count.of(x.status).Inc()
		if s.Log.Enabled(r.Context(), slog.LevelDebug) {
			s.Log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("route", rt.name), slog.Int("status", x.status), slog.String("by", x.By().ID))
		}
		x.release()
	}()
	err := x.served(rt)
	told := x.End(err)
	if err != nil && x.status == 0 {
		x.fail(err, told)
	}
}

// served makes the call, and answers it if it succeeds. A bug is an error, and net/http's
// own way of dropping a connection passes through.
func (x *exchange) served(rt *route) (err error) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if e, ok := v.(error); ok && errors.Is(e, http.ErrAbortHandler) {
			panic(v)
		}
		err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
	}()
	if rt.entry != nil {
		if err := x.begin(rt); err != nil {
			return err
		}
	}
	return rt.serve(x)
}

// release gives x back, without what was in it.
func (x *exchange) release() {
	clear(x.buf.Bytes())
	clear(x.out)
	x.Errand, x.w, x.r, x.limited.R, x.reading.raw = counter.Errand{}, nil, nil, nil, nil
	if x.buf.Cap() > keepBuffer || cap(x.out) > keepBuffer {
		return
	}
	x.s.exchanges.Put(x)
}

// head writes what comes before the body.
func (x *exchange) head(status int, contentType string) {
	h := x.w.Header()
	if x.Replayed {
		h.Set("Idempotent-Replayed", "true")
	}
	if x.Event != 0 {
		h.Set("Unspent-Event", x.Event.EventID())
	}
	if contentType != "" {
		h["Content-Type"] = []string{contentType}
	}
	x.status = status
	x.w.WriteHeader(status)
}

// send writes the whole answer.
func (x *exchange) send(status int, contentType string, body []byte) {
	x.head(status, contentType)
	x.w.Write(body) // an error means that the caller is gone
}
