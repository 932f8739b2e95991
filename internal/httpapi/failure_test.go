package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

// bare is a server with nothing behind it, for routes that the test brings.
func bare(t *testing.T) (*server, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	lines := slog.New(slog.NewTextHandler(log, nil))
	s := &server{Config: Config{Counter: &counter.Counter{Config: counter.Config{Log: lines}}}, mux: http.NewServeMux(), headers: securityHeaders("http://x")}
	s.exchanges.New = func() any { return &exchange{s: s} }
	var err error
	if s.metrics, err = newHTTPMetrics(prometheus.NewRegistry()); err != nil {
		t.Fatal(err)
	}
	return s, log
}

// answer returns what r gets, and the problem in it if there is one.
func answer(s *server, r *http.Request) (*httptest.ResponseRecorder, api.Problem) {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var p api.Problem
	if json.Unmarshal(w.Body.Bytes(), &p) != nil {
		return w, api.Problem{}
	}
	return w, p
}

// Our own faults say nothing but an id, and the log knows the id.
func TestInternalErrors(t *testing.T) {
	tests := map[string]func(*exchange) error{
		"a panic":         func(*exchange) error { panic("the ledger is on fire") },
		"a strange error": func(*exchange) error { return errors.New("the ledger is on fire") },
		"an internal one": func(*exchange) error { return unspent.Errorf(unspent.Internal, "the ledger is on fire") },
		"an unknown one":  func(*exchange) error { return unspent.Errorf("brand_new", "the ledger is on fire") },
		"with a cause too": func(*exchange) error {
			return &unspent.Error{Reason: unspent.Internal, Err: errors.New("the ledger is on fire")}
		},
	}
	for name, serve := range tests {
		t.Run(name, func(t *testing.T) {
			s, log := bare(t)
			s.plain("GET /x", serve)
			w, p := answer(s, httptest.NewRequest("GET", "/x", nil))
			if w.Code != 500 || p.Reason != unspent.Internal || !strings.HasPrefix(p.Incident, "inc_") || strings.Contains(w.Body.String(), "fire") {
				t.Errorf("answers %d %s", w.Code, w.Body)
			}
			if !strings.Contains(log.String(), p.Incident) || !strings.Contains(log.String(), "fire") {
				t.Errorf("the log does not know %s: %s", p.Incident, log)
			}
		})
	}
}

func TestPanicAfterTheAnswerBegan(t *testing.T) {
	s, log := bare(t)
	s.plain("GET /x", func(x *exchange) error {
		x.send(200, jsonType, []byte("{}"))
		panic("too late")
	})
	if w, _ := answer(s, httptest.NewRequest("GET", "/x", nil)); w.Code != 200 || w.Body.String() != "{}" {
		t.Errorf("answers %d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "too late") {
		t.Errorf("the log is %s", log)
	}
}

func TestRetryLater(t *testing.T) {
	for _, reason := range []unspent.Reason{unspent.Busy, unspent.Unavailable} {
		s, _ := bare(t)
		s.plain("GET /x", func(*exchange) error { return unspent.Errorf(reason, "later") })
		if w, p := answer(s, httptest.NewRequest("GET", "/x", nil)); w.Code != 503 || w.Header().Get("Retry-After") == "" || p.Reason != reason {
			t.Errorf("%s answers %d, Retry-After %q, %s", reason, w.Code, w.Header().Get("Retry-After"), w.Body)
		}
	}
}

func TestNotReady(t *testing.T) {
	s, log := bare(t)
	s.Ready = func(context.Context) error { return errors.New("the disk is full") }
	s.plain("GET /readyz", (*exchange).ready)
	w, p := answer(s, httptest.NewRequest("GET", "/readyz", nil))
	if w.Code != 503 || p.Reason != unspent.Unavailable || strings.Contains(w.Body.String(), "disk") || !strings.Contains(log.String(), "disk") {
		t.Errorf("answers %d %s, logs %s", w.Code, w.Body, log)
	}
}

// A body is bounded whether or not it says its length, and may break off.
func TestBodies(t *testing.T) {
	s, _ := bare(t)
	s.plain("POST /x", func(x *exchange) error {
		b, err := x.body(10)
		if err != nil {
			return err
		}
		return x.say(string(b))
	})
	tests := map[string]struct {
		body   io.Reader
		length int64
		status int
	}{
		"short":             {strings.NewReader("0123456789"), 10, 200},
		"long":              {strings.NewReader("0123456789a"), 11, 413},
		"long, in chunks":   {strings.NewReader("0123456789a"), -1, 413},
		"endless":           {neverEnding{}, -1, 413},
		"breaks off":        {io.MultiReader(strings.NewReader("{"), broke{io.ErrUnexpectedEOF}), 9, 400},
		"connection is cut": {broke{errors.New("reset")}, 9, 400},
		"none":              {http.NoBody, 0, 200},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/x", io.NopCloser(tt.body))
			r.ContentLength = tt.length
			if w, _ := answer(s, r); w.Code != tt.status {
				t.Errorf("answers %d %s; want %d", w.Code, w.Body, tt.status)
			}
		})
	}
}

type neverEnding struct{}

func (neverEnding) Read(b []byte) (int, error) { return len(b), nil }

type broke struct{ err error }

func (b broke) Read([]byte) (int, error) { return 0, b.err }

// What one exchange read and wrote is not there for the next to see.
func TestExchangesForget(t *testing.T) {
	s, _ := bare(t)
	x := s.exchanges.New().(*exchange)
	x.r = httptest.NewRequest("POST", "/x", strings.NewReader("7Q2MX-7Q2MX"))
	body, err := x.body(100)
	if err != nil {
		t.Fatal(err)
	}
	x.out = append(x.out, body...)
	out := x.out
	x.release()
	if strings.Contains(string(body)+string(out), "7Q2M") {
		t.Error("a used buffer still holds the code")
	}
}

func TestContentTypes(t *testing.T) {
	for ct, want := range map[string]bool{"application/json": true, "application/json; charset=utf-8": true, "Application/JSON;charset=\"UTF-8\"": true,
		"application/json; charset=shift_jis": false, "application/jsonp": false, "text/plain": false, "": false, "application/x-www-form-urlencoded": false} {
		if got := isJSON(ct); got != want {
			t.Errorf("isJSON(%q) = %v", ct, got)
		}
	}
}
