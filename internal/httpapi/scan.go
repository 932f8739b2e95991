package httpapi

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
)

// scanner reads one JSON document strictly: exact field names, each at most
// once, no null, whole numbers only, valid UTF-8, nothing after the end. Every
// body of the API is read by it, on the hot routes by hand and elsewhere
// through [decodeValue], so that both refuse the same things in the same words.
// Its errors never repeat what was sent: that could be a code.
type scanner struct {
	b []byte
	i int
}

// fields are the names of an object's fields. Those in the bit mask required
// must be there.
type fields struct {
	names    []string
	required uint64
}

func (s *scanner) skip() {
	for s.i < len(s.b) {
		switch s.b[s.i] {
		case ' ', '\t', '\r', '\n':
			s.i++
		default:
			return
		}
	}
}

// peek returns the next byte that is not space, 0 at the end.
func (s *scanner) peek() byte {
	s.skip()
	if s.i == len(s.b) {
		return 0
	}
	return s.b[s.i]
}

// take consumes c if it comes next.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.i++
	return true
}

func broken() error { return unspent.Errorf(unspent.Invalid, "the body is not valid JSON") }

// wrong is the error of a value of another type at the scanner's place.
func (s *scanner) wrong(what, want string) error {
	switch c := s.peek(); {
	case c == 0:
		return s.cut()
	case strings.IndexByte(`"{[-0123456789tfn`, c) < 0:
		return broken()
	}
	if what == "" {
		what = "the body"
	}
	return unspent.Errorf(unspent.Invalid, "%s has to be %s", what, want)
}

// end refuses anything but space after the document.
func (s *scanner) end() error {
	if s.peek() != 0 || s.i < len(s.b) {
		return unspent.Errorf(unspent.Invalid, "something follows the end of the JSON document")
	}
	return nil
}

// object reads an object and calls f with the index of each field when the
// scanner stands before its value.
func (s *scanner) object(what string, in fields, f func(field int) error) error {
	if !s.take('{') {
		return s.wrong(what, "a JSON object")
	}
	var seen uint64
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return s.cut()
		}
		i, err := s.name(in)
		switch {
		case err != nil:
			return err
		case seen&(1<<i) != 0:
			return unspent.Errorf(unspent.Invalid, "%s is given twice", in.names[i])
		}
		seen |= 1 << i
		if !s.take(':') {
			return s.cut()
		}
		if err := f(i); err != nil {
			return err
		}
	}
	if missing := in.required &^ seen; missing != 0 {
		for i, name := range in.names {
			if missing&(1<<i) != 0 {
				return unspent.Errorf(unspent.Invalid, "%s is missing", name)
			}
		}
	}
	return nil
}

// cut tells a document that ends too early, or is none, from one that is broken.
func (s *scanner) cut() error {
	switch {
	case s.peek() != 0 || s.i < len(s.b):
		return broken()
	case len(bytes.TrimSpace(s.b)) == 0:
		return unspent.Errorf(unspent.Invalid, "the body is empty")
	}
	return unspent.Errorf(unspent.Invalid, "the body ends too early")
}

// name reads a field's name and returns its index.
func (s *scanner) name(in fields) (int, error) {
	if s.peek() != '"' {
		return 0, s.cut()
	}
	raw, plain, err := s.raw()
	if err != nil {
		return 0, err
	}
	if !plain {
		text, err := unescape(raw)
		if err != nil {
			return 0, err
		}
		raw = []byte(text)
	}
	for i, name := range in.names {
		if string(raw) == name {
			return i, nil
		}
	}
	if len(in.names) == 0 {
		return 0, unspent.Errorf(unspent.Invalid, "the body has a field; this call takes none")
	}
	return 0, unspent.Errorf(unspent.Invalid, "the body has a field that this call does not know; it takes %s", strings.Join(in.names, ", "))
}

// list reads an array and calls f for each element.
func (s *scanner) list(what string, most int, f func() error) error {
	if !s.take('[') {
		return s.wrong(what, "a JSON array")
	}
	for n := 0; !s.take(']'); n++ {
		switch {
		case n > 0 && !s.take(','):
			return s.cut()
		case n == most:
			return unspent.Errorf(unspent.TooLarge, "at most %d entries fit in one call; send the rest in another", most)
		}
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// text reads a string.
func (s *scanner) text(what string) (string, error) {
	if s.peek() != '"' {
		return "", s.wrong(what, "text in quotes")
	}
	raw, plain, err := s.raw()
	if err != nil {
		return "", err
	}
	if plain {
		return string(raw), nil
	}
	return unescape(raw)
}

// raw reads a string and returns what is between its quotes. plain says that
// it is the string itself; otherwise it is to be unescaped.
func (s *scanner) raw() (raw []byte, plain bool, err error) {
	s.i++
	start, ascii, escaped := s.i, true, false
	for s.i < len(s.b) {
		switch c := s.b[s.i]; {
		case c == '"':
			raw = s.b[start:s.i]
			s.i++
			if !ascii && !utf8.Valid(raw) {
				return nil, false, unspent.Errorf(unspent.Invalid, "the body is not valid UTF-8")
			}
			return raw, !escaped, nil
		case c < ' ':
			return nil, false, broken()
		case c == '\\':
			escaped = true
			s.i++
		case c >= utf8.RuneSelf:
			ascii = false
		}
		s.i++
	}
	return nil, false, unspent.Errorf(unspent.Invalid, "the body ends too early")
}

// unescape resolves the escapes of a string.
func unescape(raw []byte) (string, error) {
	b := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b = append(b, raw[i])
			continue
		}
		i++
		if i == len(raw) {
			return "", broken()
		}
		if k := strings.IndexByte(`"\/bfnrt`, raw[i]); k >= 0 {
			b = append(b, "\"\\/\b\f\n\r\t"[k])
			continue
		}
		r, ok := hex4(raw, i)
		if !ok {
			return "", broken()
		}
		i += 4
		if utf16.IsSurrogate(r) {
			low, ok := hex4(raw, i+2)
			if i+2 >= len(raw) || raw[i+1] != '\\' || !ok {
				return "", broken()
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", broken()
			}
			i += 6
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b), nil
}

// hex4 reads uXXXX at raw[i].
func hex4(raw []byte, i int) (r rune, ok bool) {
	if i+5 > len(raw) || raw[i] != 'u' {
		return 0, false
	}
	for _, c := range raw[i+1 : i+5] {
		k := strings.IndexByte("0123456789abcdef", c|0x20)
		if k < 0 || c < '0' {
			return 0, false
		}
		r = r<<4 | rune(k)
	}
	return r, true
}

// whole reads a whole number: no fraction, no exponent, no overflow.
func (s *scanner) whole(what string) (int64, error) {
	const want = "a whole number"
	c := s.peek()
	if c != '-' && (c < '0' || c > '9') {
		return 0, s.wrong(what, want)
	}
	neg := c == '-'
	if neg {
		s.i++
	}
	start := s.i
	var n uint64
	for s.i < len(s.b) && s.b[s.i] >= '0' && s.b[s.i] <= '9' {
		if n > (math.MaxInt64-9)/10 {
			return 0, unspent.Errorf(unspent.Invalid, "%s is out of range", what)
		}
		n = n*10 + uint64(s.b[s.i]-'0')
		s.i++
	}
	switch {
	case s.i == start, s.b[start] == '0' && s.i > start+1:
		return 0, broken()
	case s.i < len(s.b) && strings.IndexByte(".eE", s.b[s.i]) >= 0:
		return 0, unspent.Errorf(unspent.Invalid, "%s has to be %s: no fraction, no exponent", what, want)
	case neg:
		return -int64(n), nil
	}
	return int64(n), nil
}

// boolean reads true or false.
func (s *scanner) boolean(what string) (bool, error) {
	s.skip()
	rest := s.b[s.i:]
	switch {
	case len(rest) >= 4 && string(rest[:4]) == "true":
		s.i += 4
		return true, nil
	case len(rest) >= 5 && string(rest[:5]) == "false":
		s.i += 5
		return false, nil
	}
	return false, s.wrong(what, "true or false")
}
