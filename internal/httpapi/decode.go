package httpapi

import (
	"bytes"
	"encoding"
	"errors"
	"io"
	"math/bits"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// reading is one JSON document that is read strictly: exact names, each at most once,
// no null, whole numbers only, nothing after the end. What JSON is, is the library's;
// that a field has to be there, and what is said of one that is wrong, is ours: it
// never repeats what was sent, which could be a code.
type reading struct {
	jsontext.Decoder
	raw []byte
	in  bytes.Buffer // over raw
}

// value reads what comes next into v. name is what it is called if it is wrong.
type value func(r *reading, name string, v reflect.Value) error

// decode reads the whole of raw into what v points to.
func (r *reading) decode(raw []byte, read value, v any) error {
	r.raw, r.in = raw, *bytes.NewBuffer(raw)
	r.Reset(&r.in, jsontext.AllowDuplicateNames(true)) // objectOf refuses them, by name
	if err := read(r, "the body", reflect.ValueOf(v).Elem()); err != nil {
		return err
	}
	if _, err := r.ReadToken(); !errors.Is(err, io.EOF) {
		return unspent.Errorf(unspent.Invalid, "something follows the end of the JSON document")
	}
	return nil
}

// broken says what is wrong with a document that is no JSON.
func (r *reading) broken(err error) error {
	switch {
	case !utf8.Valid(r.raw):
		return unspent.Errorf(unspent.Invalid, "the body is not valid UTF-8")
	case len(bytes.TrimSpace(r.raw)) == 0:
		return unspent.Errorf(unspent.Invalid, "the body is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return unspent.Errorf(unspent.Invalid, "the body ends too early")
	}
	return unspent.Errorf(unspent.Invalid, "the body is not valid JSON")
}

// next reads what comes next if it is of a kind: of an object or a list only its
// beginning, anything else as it is spelled.
func (r *reading) next(kind jsontext.Kind, name, want string) (raw []byte, err error) {
	switch k := r.PeekKind(); {
	case k != kind && strings.IndexByte(`"{[0tfn`, byte(k)) >= 0:
		return nil, unspent.Errorf(unspent.Invalid, "%s has to be %s", name, want)
	case kind == '{' || kind == '[':
		_, err = r.ReadToken()
	default:
		raw, err = r.ReadValue()
	}
	if err != nil {
		return nil, r.broken(err)
	}
	return raw, nil
}

// unquoted returns the text that raw is spelled as.
func unquoted(raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	text, _ := jsontext.AppendUnquote(nil, raw) // was read as valid
	return text
}

func (r *reading) text(name string) (string, error) {
	raw, err := r.next('"', name, "text in quotes")
	if err != nil {
		return "", err
	}
	return string(unquoted(raw)), nil
}

func (r *reading) whole(name string) (int64, error) {
	const want = "a whole number"
	raw, err := r.next('0', name, want)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	switch {
	case err == nil:
		return n, nil
	case bytes.ContainsAny(raw, ".eE"):
		return 0, unspent.Errorf(unspent.Invalid, "%s has to be %s: no fraction, no exponent", name, want)
	}
	return 0, unspent.Errorf(unspent.Invalid, "%s is out of range", name)
}

func (r *reading) boolean(name string) (bool, error) {
	yes := r.PeekKind() == 't'
	kind := jsontext.Kind('f')
	if yes {
		kind = 't'
	}
	_, err := r.next(kind, name, "true or false")
	return yes, err
}

// valueOf says how a value of a request is read, with at most so many entries if it
// is a list. It is asked once for each type, at start.
func valueOf(t reflect.Type, most int) value {
	switch {
	case t.Kind() == reflect.Pointer:
		read := valueOf(t.Elem(), most)
		return func(r *reading, name string, v reflect.Value) error {
			v.Set(reflect.New(t.Elem()))
			return read(r, name, v.Elem())
		}
	case t == reflect.TypeFor[unspent.Money]():
		return moneyValue()
	case t == reflect.TypeFor[time.Time](), t == reflect.TypeFor[api.Time]():
		return func(r *reading, name string, v reflect.Value) error {
			text, err := r.text(name)
			if err != nil {
				return err
			}
			at, err := api.ParseTime(name, text)
			if t != reflect.TypeFor[time.Time]() {
				v = v.Field(0)
			}
			v.Set(reflect.ValueOf(at))
			return err
		}
	case reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		return func(r *reading, name string, v reflect.Value) error {
			text, err := r.text(name)
			if err != nil {
				return err
			}
			return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
		}
	}
	switch t.Kind() {
	case reflect.String:
		return func(r *reading, name string, v reflect.Value) error {
			text, err := r.text(name)
			v.SetString(text)
			return err
		}
	case reflect.Int, reflect.Int64:
		return func(r *reading, name string, v reflect.Value) error {
			n, err := r.whole(name)
			v.SetInt(n)
			return err
		}
	case reflect.Bool:
		return func(r *reading, name string, v reflect.Value) error {
			yes, err := r.boolean(name)
			v.SetBool(yes)
			return err
		}
	case reflect.Slice:
		return listOf(t.Elem(), most)
	case reflect.Struct:
		return objectOf(t)
	}
	panic("a request has a field of a kind that cannot be read: " + t.String())
}

// moneyValue reads an amount. Its size is checked here as well as by the command: a
// field that is missing behind it would hide what is wrong with it.
func moneyValue() value {
	type amount struct {
		Amount   int64  `json:"amount"`
		Currency string `json:"currency"`
	}
	read := objectOf(reflect.TypeFor[amount]())
	return func(r *reading, name string, v reflect.Value) error {
		var in amount
		if err := read(r, name, reflect.ValueOf(&in).Elem()); err != nil {
			return err
		}
		if name != "delta" && (in.Amount < 1 || in.Amount > unspent.MaxAmount) {
			return unspent.Errorf(unspent.Invalid, "%s is between 1 and %d minor units", name, int64(unspent.MaxAmount))
		}
		cur, err := unspent.ParseCurrency(in.Currency)
		*v.Addr().Interface().(*unspent.Money) = unspent.NewMoney(in.Amount, cur)
		return err
	}
}

// listOf reads a list of at most so many.
func listOf(t reflect.Type, most int) value {
	read := valueOf(t, most)
	return func(r *reading, name string, v reflect.Value) error {
		if _, err := r.next('[', name, "a JSON array"); err != nil {
			return err
		}
		for n := 0; r.PeekKind() != ']'; n++ {
			if n == most && r.PeekKind() != 0 {
				return unspent.Errorf(unspent.TooLarge, "at most %d entries fit in one call; send the rest in another", most)
			}
			v.Set(reflect.Append(v, reflect.Zero(t)))
			if err := read(r, name, v.Index(n)); err != nil {
				return err
			}
		}
		_, err := r.ReadToken()
		return err
	}
}

// objectOf reads an object. A field is required unless its tag says that it may be
// omitted, which is also what the OpenAPI document is made from.
func objectOf(t reflect.Type) value {
	var names []string
	var required uint64
	var values []value
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if option == "" {
			required |= 1 << i
		}
		most := maxTexts
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
			most = maxParts
		}
		if f.Type == reflect.TypeFor[[]api.ImportedCard]() {
			most = unspent.MaxImport
		}
		names, values = append(names, name), append(values, valueOf(f.Type, most))
	}
	return func(r *reading, name string, v reflect.Value) error {
		if _, err := r.next('{', name, "a JSON object"); err != nil {
			return err
		}
		var seen uint64
		for r.PeekKind() != '}' {
			i, err := r.field(names)
			switch {
			case err != nil:
				return err
			case seen&(1<<i) != 0:
				return unspent.Errorf(unspent.Invalid, "%s is given twice", names[i])
			}
			seen |= 1 << i
			if err := values[i](r, names[i], v.Field(i)); err != nil {
				return err
			}
		}
		if missing := required &^ seen; missing != 0 {
			return unspent.Errorf(unspent.Invalid, "%s is missing", names[bits.TrailingZeros64(missing)])
		}
		_, err := r.ReadToken()
		return err
	}
}

// field reads the name of a field and returns its index.
func (r *reading) field(names []string) (int, error) {
	raw, err := r.ReadValue()
	if err != nil {
		return 0, r.broken(err)
	}
	got := unquoted(raw)
	for i, name := range names {
		if string(got) == name {
			return i, nil
		}
	}
	if len(names) == 0 {
		return 0, unspent.Errorf(unspent.Invalid, "the body has a field; this call takes none")
	}
	return 0, unspent.Errorf(unspent.Invalid, "the body has a field that this call does not know; it takes %s", strings.Join(names, ", "))
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
