package httpapi

import (
	"net/http"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
)

// access says who may make a call.
type access struct {
	kind  unspent.Kind   // of the command, if it is one: the roles of unspent.Actor.May
	roles []unspent.Role // otherwise; admin may always
	self  bool           // beside those a holder who is signed in, for themselves
	open  bool           // anyone, with or without a key
}

func (a access) permits(by unspent.Actor) bool {
	switch {
	case a.open:
		return true
	case by.Role == unspent.Holder && a.self:
		return by.ID != ""
	case a.kind != "":
		return by.May(a.kind)
	}
	return by.Role == unspent.Admin || slices.Contains(a.roles, by.Role)
}

// String says who may, for the reference.
func (a access) String() string {
	if a.open {
		return "anyone, with or without a key"
	}
	var names []string
	for _, role := range unspent.KeyRoles() {
		if a.permits(unspent.Actor{Role: role}) {
			names = append(names, string(role))
		}
	}
	if a.self {
		names = append(names, "and a holder who is signed in, for themselves")
	}
	text := strings.Join(names, ", ")
	if a.permits(unspent.Actor{Role: unspent.Holder}) {
		return "holders without a key, and keys of the roles " + text
	}
	return text
}

// admit reads who asks, and checks that they may, the request id and the query.
func (x *exchange) admit(rt *route) error {
	var err error
	if x.by, err = x.actor(); err != nil {
		return x.unknown(err)
	}
	if !rt.access.permits(x.by) {
		switch {
		case x.by.ID != "" && x.by.Role == unspent.Holder:
			return unspent.Errorf(unspent.Forbidden, "a holder may not make this call")
		case x.by.ID == "":
			return unspent.Errorf(unspent.Unauthenticated, "this call needs an API key: Authorization: Bearer uk_…")
		}
		return unspent.Errorf(unspent.Forbidden, "role %s may not make this call", x.by.Role)
	}
	if rt.write {
		if x.key, err = requestID(x.r.Header["Idempotency-Key"]); err != nil {
			return err
		}
	}
	if x.r.URL.RawQuery == "" || rt.name == nowhere { // there it matters that there is nothing, not how it was asked for
		return nil
	}
	return x.checkQuery(rt.query)
}

// actor returns who asks: a holder if there is no key.
func (x *exchange) actor() (unspent.Actor, error) {
	values := x.r.Header["Authorization"]
	if len(values) == 0 {
		return unspent.Actor{Role: unspent.Holder}, nil
	}
	scheme, key, _ := strings.Cut(values[0], " ")
	if len(values) > 1 || !strings.EqualFold(scheme, "Bearer") || key == "" || len(key) > maxKeyHeader {
		return unspent.Actor{Role: unspent.Holder}, unspent.Errorf(unspent.Unauthenticated, "send one API key as Authorization: Bearer uk_…, or none")
	}
	if strings.HasPrefix(key, signin.SessionPrefix) && x.s.Door != nil {
		account, err := x.s.Door.Who(key)
		return unspent.Actor{ID: account, Role: unspent.Holder}, err
	}
	if staff.IsPass(key) && x.s.Staff != nil {
		by, err := x.s.Staff.Who(key)
		if err != nil {
			return unspent.Actor{Role: unspent.Holder}, err
		}
		return by, nil
	}
	by, err := x.s.Book.Authenticate(key)
	if err != nil {
		return unspent.Actor{Role: unspent.Holder}, err
	}
	return by, nil
}

// unknown counts a key that is not in force. A session that is over is no sign-in that
// failed.
func (x *exchange) unknown(err error) error {
	_, key, _ := strings.Cut(x.r.Header.Get("Authorization"), " ")
	if unspent.ReasonOf(err) == unspent.Unauthenticated && !strings.HasPrefix(key, signin.SessionPrefix) && !staff.IsPass(key) {
		x.s.Failures.Add(x.r, ByKey)
	}
	return err
}

// requestID checks an Idempotency-Key as package unspent does.
func requestID(values []string) (string, error) {
	switch {
	case len(values) == 0 || values[0] == "":
		return "", unspent.Errorf(unspent.Invalid, "a write needs the header Idempotency-Key: an id of your choice, the same when you retry")
	case len(values) > 1:
		return "", unspent.Errorf(unspent.Invalid, "the header Idempotency-Key is given twice")
	}
	id := values[0]
	plain := len(id) <= unspent.MaxRequestID
	for i := 0; plain && i < len(id); i++ {
		plain = id[i] >= '!' && id[i] <= '~'
	}
	if !plain {
		return "", unspent.Errorf(unspent.Invalid, "an Idempotency-Key has 1 to %d printable ASCII characters without spaces", unspent.MaxRequestID)
	}
	return id, nil
}

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
	return &refusal{status: http.StatusMethodNotAllowed, err: unspent.Errorf(unspent.Invalid, "this address answers to %s only", strings.Join(allowed, ", "))}
}
