package unspent_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
)

// serialOf returns the serial of a test's n-th card.
func serialOf(n uint64) unspent.Serial {
	s, err := unspent.NewSerial(600100, n)
	if err != nil {
		panic(err)
	}
	return s
}

// passesLuhn is the rule as a clerk would apply it, from right to left.
func passesLuhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d = []int{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}[d]
		}
		sum += d
	}
	return sum%10 == 0
}

func TestSerial(t *testing.T) {
	if got, want := serialOf(0).String(), "6001000000000000002"; got != want {
		t.Errorf("serial 0 is %s, want %s", got, want)
	}
	for _, prefix := range []int{-1, 0, 99_999, 1_000_000} {
		if s, err := unspent.NewSerial(prefix, 1); !errors.Is(err, unspent.Invalid) || !s.IsZero() {
			t.Errorf("NewSerial(%d, 1) = %s, %v; want invalid", prefix, s, err)
		}
	}
	for _, number := range []int64{-1, 0, 1, 99_999_999_999_999_999, 1_000_000_000_000_000_000} {
		if s, err := unspent.SerialOf(number); !errors.Is(err, unspent.Invalid) {
			t.Errorf("SerialOf(%d) = %s, %v; want invalid", number, s, err)
		}
	}
	if s := (unspent.Serial{}); !s.IsZero() || s.String() != "" {
		t.Errorf("no serial prints %q", s.String())
	}
	s := serialOf(42)
	for _, verb := range []string{"%v", "%s", "%d", "%+v", "%#v", "%q", "%x"} {
		if got := fmt.Sprintf(verb, s); got != s.String() {
			t.Errorf("%s prints %q, want %q", verb, got, s.String())
		}
	}
}

func TestParseSerial(t *testing.T) {
	text := serialOf(123_456_789_012).String()
	for _, good := range []string{text, text[:6] + " " + text[6:], text[:4] + "-" + text[4:8] + "-" + text[8:], " " + text + " "} {
		if got, err := unspent.ParseSerial(good); err != nil || got != serialOf(123_456_789_012) {
			t.Errorf("ParseSerial(%q) = %s, %v; want %s", good, got, err, text)
		}
	}
	for name, bad := range map[string]string{
		"empty": "", "short": text[1:], "long": text + "0", "letter": "A" + text[1:], "leading zero": "0" + text[1:],
		"full width": strings.Replace(text, "6", "６", 1), "sign": "+" + text[1:], "NUL": "\x00" + text, "tab": text[:3] + "\t" + text[3:],
	} {
		if got, err := unspent.ParseSerial(bad); !errors.Is(err, unspent.Invalid) || !got.IsZero() {
			t.Errorf("%s: ParseSerial(%q) = %s, %v; want invalid", name, bad, got, err)
		}
	}
	// Luhn notices every wrong digit, and every swap of neighbours but 09 and 90.
	for i := range text {
		for d := byte('0'); d <= '9'; d++ {
			bad := text[:i] + string(d) + text[i+1:]
			if _, err := unspent.ParseSerial(bad); (err == nil) != (bad == text) {
				t.Errorf("ParseSerial(%q), made from %q: %v", bad, text, err)
			}
		}
	}
}

func TestSerialProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := unspent.NewSerial(rapid.IntRange(100_000, 999_999).Draw(t, "prefix"), rapid.Uint64().Draw(t, "random"))
		if err != nil {
			t.Fatal(err)
		}
		if len(s.String()) != 19 || !passesLuhn(s.String()) {
			t.Fatalf("%q is not 19 digits with a Luhn digit", s)
		}
		if again, err := unspent.ParseSerial(s.String()); again != s || err != nil {
			t.Fatalf("ParseSerial(%q) = %q, %v", s, again, err)
		}
		if again, err := unspent.SerialOf(s.Number()); again != s || err != nil {
			t.Fatalf("SerialOf(%d) = %q, %v; want %q", s.Number(), again, err, s)
		}
		if again, ok := unspent.CardRef(s).Serial(); again != s || !ok {
			t.Fatalf("the serial of %s is %q, %t", unspent.CardRef(s), again, ok)
		}
	})
}

func FuzzParseSerial(f *testing.F) {
	f.Add("6001000000000000002")
	f.Add("6001-0000 0000-0000002")
	f.Add("0001000000000000002")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := unspent.ParseSerial(text)
		if err != nil {
			return
		}
		plain := strings.NewReplacer(" ", "", "-", "").Replace(text)
		if s.String() != plain || !passesLuhn(plain) {
			t.Errorf("ParseSerial(%q) prints %q", text, s)
		}
	})
}
