package httpapi

import (
	"encoding"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// plan is how a struct of a request is read: its fields in order, with the plan
// of those that are structs themselves. It is made once per type, at start.
type plan struct {
	fields fields
	kinds  []reflect.Kind
	nested []*plan
}

// planOf reads the json tags of t. A field is required unless its tag says
// that it may be omitted, which is also what the OpenAPI document is made from.
func planOf(t reflect.Type) *plan {
	p := &plan{}
	for f := range fieldsOf(t) {
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if option == "" {
			p.fields.required |= 1 << len(p.fields.names)
		}
		p.fields.names = append(p.fields.names, name)
		ft := f.Type
		if ft.Kind() == reflect.Pointer {
			ft = ft.Elem()
		}
		var nested *plan
		switch {
		case reflect.PointerTo(ft).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) || ft == reflect.TypeFor[unspent.Money]():
			// it has one spelling
		case ft.Kind() == reflect.Struct:
			nested = planOf(ft)
		case ft.Kind() == reflect.Slice && ft.Elem().Kind() == reflect.Struct:
			nested = planOf(ft.Elem())
		}
		p.kinds = append(p.kinds, ft.Kind())
		p.nested = append(p.nested, nested)
	}
	return p
}

func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

// decode reads the whole of body into v, a pointer to the struct of p.
func (p *plan) decode(body []byte, v any) error {
	s := scanner{b: body}
	if err := p.read(&s, "", reflect.ValueOf(v).Elem()); err != nil {
		return err
	}
	return s.end()
}

func (p *plan) read(s *scanner, what string, v reflect.Value) error {
	return s.object(what, p.fields, func(i int) error {
		f, name := v.Field(i), p.fields.names[i]
		if f.Kind() == reflect.Pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		return p.readField(s, name, i, f)
	})
}

func (p *plan) readField(s *scanner, name string, i int, f reflect.Value) error {
	switch v := f.Addr().Interface().(type) {
	case *unspent.Money:
		return decodeMoney(s, name, v)
	case *time.Time:
		return decodeTime(s, name, v)
	case *api.Time:
		return decodeTime(s, name, &v.Time)
	case encoding.TextUnmarshaler:
		text, err := s.text(name)
		if err != nil {
			return err
		}
		return v.UnmarshalText([]byte(text))
	}
	switch p.kinds[i] {
	case reflect.String:
		text, err := s.text(name)
		f.SetString(text)
		return err
	case reflect.Int, reflect.Int64:
		n, err := s.whole(name)
		f.SetInt(n)
		return err
	case reflect.Bool:
		yes, err := s.boolean(name)
		f.SetBool(yes)
		return err
	case reflect.Slice:
		if p.nested[i] != nil {
			return s.list(name, maxParts, func() error {
				f.Set(reflect.Append(f, reflect.Zero(f.Type().Elem())))
				return p.nested[i].read(s, name, f.Index(f.Len()-1))
			})
		}
		return s.list(name, maxTexts, func() error {
			text, err := s.text(name)
			f.Set(reflect.Append(f, reflect.ValueOf(text)))
			return err
		})
	case reflect.Struct:
		return p.nested[i].read(s, name, f)
	}
	panic("a request has a field of a kind that cannot be read: " + name)
}

func decodeTime(s *scanner, name string, t *time.Time) error {
	text, err := s.text(name)
	if err == nil {
		*t, err = api.ParseTime(name, text)
	}
	return err
}

// body reads the request's body into x's buffer, which lives as long as x.
func (x *exchange) body(most int64) ([]byte, error) {
	if ct := x.r.Header["Content-Type"]; x.r.ContentLength != 0 && len(ct) > 0 && !isJSON(ct[0]) {
		return nil, &misfit{http.StatusUnsupportedMediaType, unspent.Errorf(unspent.Invalid, "send the body as Content-Type: application/json")}
	}
	tooLarge := func() error {
		x.w.Header().Set("Connection", "close")
		return unspent.Errorf(unspent.TooLarge, "the body of this call is at most %d bytes", most)
	}
	if x.r.ContentLength > most {
		return nil, tooLarge()
	}
	x.buf.Reset()
	if n := x.r.ContentLength; n > 0 {
		x.buf.Grow(int(n) + 512)
	}
	x.limited = io.LimitedReader{R: x.r.Body, N: most + 1}
	_, err := x.buf.ReadFrom(&x.limited)
	switch {
	case int64(x.buf.Len()) > most:
		return nil, tooLarge()
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, unspent.Errorf(unspent.Invalid, "the body ends too early")
	case err != nil:
		return nil, unspent.Errorf(unspent.Invalid, "the body could not be read to its end")
	}
	return x.buf.Bytes(), nil
}

// isJSON reports whether a Content-Type is JSON, in UTF-8 if it says so.
func isJSON(ct string) bool {
	if ct == "application/json" {
		return true
	}
	kind, params, _ := strings.Cut(strings.ToLower(ct), ";")
	params = strings.ReplaceAll(strings.ReplaceAll(params, " ", ""), `"`, "")
	return strings.TrimSpace(kind) == "application/json" && (params == "" || params == "charset=utf-8")
}
