package httpapi

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// begin reads who asks, and has the counter say whether they may.
func (x *exchange) begin(rt *route) error {
	token, err := x.bearer()
	if err != nil {
		return err
	}
	ids := x.r.Header["Idempotency-Key"]
	id := ""
	if len(ids) > 0 {
		id = ids[0]
	}
	if err := x.Begin(rt.entry, x, x, token, id); err != nil {
		return err
	}
	if len(ids) > 1 && rt.entry.Write {
		return unspent.Errorf(unspent.Invalid, "the header Idempotency-Key is given twice")
	}
	if x.r.URL.RawQuery == "" {
		return nil
	}
	return x.checkQuery(rt.query)
}

// bearer returns the key that a request brings, "" if it brings none.
func (x *exchange) bearer() (string, error) {
	values := x.r.Header["Authorization"]
	if len(values) == 0 {
		return "", nil
	}
	scheme, key, _ := strings.Cut(values[0], " ")
	if len(values) > 1 || !strings.EqualFold(scheme, "Bearer") || key == "" || len(key) > maxKeyHeader {
		return "", unspent.Errorf(unspent.Unauthenticated, "send one API key as Authorization: Bearer uk_…, or none")
	}
	return key, nil
}

// Client implements [counter.Visitor].
func (x *exchange) Client() gate.Client { return Remote(x.s.Proxies)(x.r) }

// Work implements [counter.Visitor].
func (x *exchange) Work() string { return x.r.Header.Get(workHeader) }

// Failed implements [counter.Visitor].
func (x *exchange) Failed() { x.s.Failures.Add(x.r, ByKey) }

// PathValue implements [counter.Asked].
func (x *exchange) PathValue(place string) string { return x.r.PathValue(place) }

// Values implements [counter.Asked].
func (x *exchange) Values() url.Values { return x.r.URL.Query() }

// checkQuery refuses parameters that the call does not know: a misspelt one
// would change the answer silently, and a secret must not travel there.
func (x *exchange) checkQuery(known []string) error {
	for name, values := range x.r.URL.Query() {
		switch {
		case !slices.Contains(known, name) && len(known) == 0:
			return unspent.Errorf(unspent.Invalid, "this call takes no query parameters")
		case !slices.Contains(known, name):
			return unspent.Errorf(unspent.Invalid, "the query has a parameter that this call does not know; it takes %s", strings.Join(known, ", "))
		case len(values) > 1:
			return unspent.Errorf(unspent.Invalid, "query parameter %s is given twice", name)
		}
	}
	return nil
}

// wants reports whether the caller asked for an answer of a kind.
func (x *exchange) wants(kind string) bool {
	for _, accept := range x.r.Header["Accept"] {
		for part := range strings.SplitSeq(accept, ",") {
			one, _, _ := strings.Cut(part, ";")
			if strings.EqualFold(strings.TrimSpace(one), kind) {
				return true
			}
		}
	}
	return false
}

const (
	ndjson   = "application/x-ndjson"
	jsonType = "application/json"

	problemType = "application/problem+json"
)

// nowhere is the pattern of every address that no other route serves.
const nowhere = "/"

// notFound answers what no route serves: 405 if another method would, else 404.
func (s *server) notFound(x *exchange) error {
	var allowed []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		r := &http.Request{Method: m, URL: x.r.URL, Host: x.r.Host}
		if _, pattern := s.mux.Handler(r); pattern != "" && pattern != nowhere {
			allowed = append(allowed, m)
		}
	}
	if len(allowed) == 0 {
		return unspent.Errorf(unspent.NotFound, "there is nothing at this address; /docs lists every call")
	}
	x.w.Header().Set("Allow", strings.Join(allowed, ", "))
	return &misfit{http.StatusMethodNotAllowed, unspent.Errorf(unspent.Invalid, "this address answers to %s only", strings.Join(allowed, ", "))}
}
