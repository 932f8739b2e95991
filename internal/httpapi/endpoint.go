package httpapi

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

// endpoint is one call of the counter over HTTP: how it is described, read and
// written. I is the body it reads, none if it is struct{}; O the body it answers,
// likewise.
type endpoint[I, O any] struct {
	call     api.Call
	summary  string
	about    string
	tag      string
	optional bool // the body may be left out
	query    []string
	reasons  []unspent.Reason // beside those that every call has
	in       any              // example body
	out      any              // example answer
	status   int              // of the answer; 0 is 200
	most     int64            // bytes of the body; 0 is maxBody

	// A hot call is written by hand, and is served before the mux.
	hot    bool
	encode func([]byte, *O) []byte
	// A call that can answer line by line does when it is asked to.
	lines func(*exchange, *O) error
}

// mount serves e and puts it into the OpenAPI document. The bodies are read by
// [reading] rather than by huma: huma's reading goes through float64 and
// repeats a refused value in its problem, and that value could be a code.
func mount[I, O any](s *server, e endpoint[I, O]) {
	rt, op := newRoute(s, e)
	do, err := counter.Do[I, O](rt.entry)
	s.wrong = errors.Join(s.wrong, err)
	rt.serve = serveFunc(e, do)
	if e.hot {
		s.hot[e.call.Path] = rt
	}
	s.api.Adapter().Handle(op, func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		s.serve(rt, w, r)
	})
}

// newRoute describes e, and returns how it is found.
func newRoute[I, O any](s *server, e endpoint[I, O]) (*route, *huma.Operation) {
	entry, err := s.Counter.Entry(e.call.Name)
	if err != nil {
		s.wrong, entry = errors.Join(s.wrong, err), &counter.Entry{Call: e.call}
	}
	rt := &route{name: e.call.Method + " " + e.call.Path, entry: entry, query: e.query}
	rt.count = s.metrics.route(rt.name)
	if entry.Looks != slices.Contains(e.reasons, unspent.WorkRequired) {
		s.wrong = errors.Join(s.wrong, fmt.Errorf("%s asks for work, or is said to, and not both", e.call.Name))
	}
	if entry.Changes() {
		e.reasons = append(e.reasons, unspent.TooManyChanges)
	}
	op := operation(s.api.OpenAPI().Components.Schemas, entry, e)
	s.api.OpenAPI().AddOperation(op)
	return rt, op
}

// serveFunc is the path from body to answer.
func serveFunc[I, O any](e endpoint[I, O], do func(*counter.Errand, *I) (*O, error)) func(*exchange) error {
	if e.status == 0 {
		e.status = http.StatusOK
	}
	if e.most == 0 {
		e.most = maxBody
	}
	read, write := reader(e), writer(e)
	return func(x *exchange) error {
		in := new(I)
		if err := read(x, in); err != nil {
			return err
		}
		out, err := do(&x.Errand, in)
		if err != nil {
			return err
		}
		if e.lines != nil && x.wants(ndjson) {
			return e.lines(x, out)
		}
		if x.out = write(x.out[:0], out); len(x.out) == 0 {
			x.send(e.status, "", nil)
			return nil
		}
		x.out = append(x.out, '\n')
		x.send(e.status, jsonType, x.out)
		return nil
	}
}

// reader returns how e's body is read.
func reader[I, O any](e endpoint[I, O]) func(*exchange, *I) error {
	t := reflect.TypeFor[I]()
	read := valueOf(t, counter.MaxChecks)
	bodiless := t.Kind() == reflect.Struct && t.NumField() == 0
	return func(x *exchange, in *I) error {
		body, err := x.body(e.most)
		if err != nil || len(body) == 0 && (bodiless || e.optional) {
			return err
		}
		return x.reading.decode(body, read, in)
	}
}

// writer returns how e's answer is written.
func writer[I, O any](e endpoint[I, O]) func([]byte, *O) []byte {
	t := reflect.TypeFor[O]()
	switch {
	case e.encode != nil:
		return e.encode
	case t.Kind() == reflect.Struct && t.NumField() == 0:
		return func(b []byte, _ *O) []byte { return b }
	}
	return func(b []byte, out *O) []byte { return appendJSON(b, out) }
}
