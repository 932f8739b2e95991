package unspent

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Crockford's base-32 alphabet: no I, L, O or U.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	// CodeSymbols is how many symbols a code has: 19 random and one check symbol.
	CodeSymbols = 20

	codeGroup = 5 // symbols between hyphens

	last4Symbols = 4 // of which three are random
)

// Code is the bearer secret of a card: 20 symbols, 95 random bits and a check
// symbol. It prints as a mask under every verb and refuses to be marshalled;
// the zero value is no code.
type Code struct{ secret *string }

// ParseCode reads a code leniently: in any case, with spaces and hyphens, in
// full width, O for 0 and I or L for 1. Its error has reason [MistypedCode] and
// never repeats what was typed.
func ParseCode(text string) (Code, error) {
	var symbols [CodeSymbols]byte
	n := 0
	for _, r := range text {
		s, skip := symbolOf(r)
		switch {
		case skip:
			continue
		case s < 0:
			return Code{}, Errorf(MistypedCode, "a code has letters and digits only, and no letter U; check symbol %d", n+1).With(Wrong("", "code.alien", "Symbol", n+1))
		case n == CodeSymbols:
			return Code{}, Errorf(MistypedCode, "a code has %d symbols; this has more", CodeSymbols).With(Wrong("", "code.longer", "Symbols", CodeSymbols))
		}
		symbols[n] = byte(s)
		n++
	}
	if n < CodeSymbols {
		return Code{}, Errorf(MistypedCode, "a code has %d symbols; this has %d", CodeSymbols, n).With(Wrong("", "code.shorter", "Symbols", CodeSymbols, "Typed", n))
	}
	if checkSymbol(symbols[:CodeSymbols-1]) != symbols[CodeSymbols-1] {
		return Code{}, Errorf(MistypedCode, "a symbol is wrong or two are swapped: compare the code with the card").With(Wrong("", "code.swapped"))
	}
	return codeOf(symbols), nil
}

// DeriveCode returns the n-th code of a batch from the batch's random seed. The
// same seed and n always give the same code, so a retried request can show it
// again without the code ever being stored.
func DeriveCode(seed [32]byte, n int) Code {
	sum := derive(seed, "code", n)
	var symbols [CodeSymbols]byte
	hi, lo := binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])
	for i := range CodeSymbols - 1 {
		symbols[i] = byte(lo & 31)
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	symbols[CodeSymbols-1] = checkSymbol(symbols[:CodeSymbols-1])
	return codeOf(symbols)
}

func derive(seed [32]byte, label string, n int) []byte {
	mac := hmac.New(sha256.New, seed[:])
	io.WriteString(mac, label)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return mac.Sum(nil)
}

func codeOf(symbols [CodeSymbols]byte) Code {
	var b strings.Builder
	for i, s := range symbols {
		if i > 0 && i%codeGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[s])
	}
	text := b.String()
	return Code{&text}
}

// symbolOf returns the value of one typed character, or skip for one that only
// separates, or -1.
func symbolOf(r rune) (value int, skip bool) {
	if r >= '！' && r <= '～' { // full width
		r -= '！' - '!'
	}
	switch {
	case strings.ContainsRune(" -\t\r\n\u00a0\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u3000\u30fc\uff70\u200b\ufeff", r):
		return 0, true
	case r >= 'a' && r <= 'z':
		r -= 'a' - 'A'
	case r >= 0x80:
		return -1, false
	}
	switch r {
	case 'O':
		r = '0'
	case 'I', 'L':
		r = '1'
	}
	return strings.IndexRune(alphabet, r), false
}

// checkSymbol is the sum over GF(32) of every symbol times its own power of the
// generator. No weight is zero and no two are equal, so every single wrong
// symbol and every swap of neighbours changes it.
func checkSymbol(symbols []byte) byte {
	var sum byte
	for _, s := range symbols {
		sum = timesX(sum ^ s)
	}
	return sum
}

// timesX multiplies by x in GF(32) = GF(2)[x]/(x^5+x^2+1), where x generates
// all 31 elements other than zero.
func timesX(s byte) byte {
	s <<= 1
	if s&32 != 0 {
		s ^= 0b100101
	}
	return s
}

// Reveal returns the code in its canonical spelling, XXXXX-XXXXX-XXXXX-XXXXX.
// Call it only to show the code to its owner or to hash it.
func (c Code) Reveal() string {
	if c.secret == nil {
		return ""
	}
	return *c.secret
}

// Last4 returns the last four symbols of the code, by which its owner tells it
// from others; "" of the zero code. Whoever knows them still has to guess 75 bits:
// three of the symbols are random, and the check symbol is one equation more.
func (c Code) Last4() string {
	text := c.own()
	return strings.Clone(text[max(len(text)-last4Symbols, 0):]) // a part of it would keep the whole code in memory
}

// ParseLast4 reads the last four symbols of a code, as leniently as [ParseCode]
// reads a whole one. Its error never repeats what was typed.
func ParseLast4(text string) (string, error) {
	b := make([]byte, 0, last4Symbols)
	for _, r := range text {
		s, skip := symbolOf(r)
		if skip {
			continue
		}
		if s < 0 || len(b) == last4Symbols {
			return "", notLast4()
		}
		b = append(b, alphabet[s])
	}
	if len(b) != last4Symbols {
		return "", notLast4()
	}
	return string(b), nil
}

func notLast4() error {
	return Errorf(Invalid, "the last four of a code are %d letters and digits, such as 7Q2M; never give the whole code", last4Symbols)
}

// IsZero reports whether c is no code.
func (c Code) IsZero() bool { return c.secret == nil }

// Format prints a mask, whatever the verb.
func (c Code) Format(f fmt.State, _ rune) { io.WriteString(f, "code(redacted)") }

// LogValue logs a mask.
func (c Code) LogValue() slog.Value { return slog.StringValue("redacted") }

// MarshalText refuses: a code leaves the program only through Reveal.
func (c Code) MarshalText() ([]byte, error) { return nil, errors.New("a card code is not marshalable") }

// UnmarshalText reads what [ParseCode] reads.
func (c *Code) UnmarshalText(text []byte) (err error) {
	*c, err = ParseCode(string(text))
	return err
}

// Secret is the secret of a hold: 26 symbols, 130 random bits. It prints as a
// mask under every verb; the zero value is no secret.
type Secret struct{ secret *string }

const secretSymbols = 26

// DeriveSecret returns the secret that belongs to a request's random seed.
func DeriveSecret(seed [32]byte) Secret {
	sum := derive(seed, "secret", 0)
	b := make([]byte, secretSymbols)
	for i := range b {
		b[i] = alphabet[sum[i]&31]
	}
	text := string(b)
	return Secret{&text}
}

// ParseSecret reads a hold's secret, as leniently as [ParseCode] reads a code.
func ParseSecret(text string) (Secret, error) {
	b := make([]byte, 0, secretSymbols)
	for _, r := range text {
		s, skip := symbolOf(r)
		if skip {
			continue
		}
		if s < 0 || len(b) == secretSymbols {
			return Secret{}, Errorf(Invalid, "a hold's secret has %d letters and digits", secretSymbols)
		}
		b = append(b, alphabet[s])
	}
	if len(b) != secretSymbols {
		return Secret{}, Errorf(Invalid, "a hold's secret has %d letters and digits", secretSymbols)
	}
	canonical := string(b)
	return Secret{&canonical}, nil
}

// Digest returns the SHA-256 of the secret, which is all that an event keeps of
// it. Its 130 random bits cannot be found from that.
func (s Secret) Digest() Digest { return sha256.Sum256([]byte(s.Reveal())) }

// Reveal returns the secret. Call it only to show it to its owner or to hash it.
func (s Secret) Reveal() string {
	if s.secret == nil {
		return ""
	}
	return *s.secret
}

// IsZero reports whether s is no secret.
func (s Secret) IsZero() bool { return s.secret == nil }

// Format prints a mask, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, "secret(redacted)") }

// LogValue logs a mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue("redacted") }

// MarshalText refuses: a secret leaves the program only through Reveal.
func (s Secret) MarshalText() ([]byte, error) {
	return nil, errors.New("a hold's secret is not marshalable")
}

// UnmarshalText reads what [ParseSecret] reads.
func (s *Secret) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSecret(string(text))
	return err
}
