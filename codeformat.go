package unspent

import (
	"encoding/binary"
	"math/big"
	"strconv"
	"strings"
)

// CodeFormat is how the codes of a program look that are not ours: those that an
// issuer brings along, or digits for a keypad. The zero value is none: the codes of
// such a program are ours. Letters are in capitals.
type CodeFormat struct {
	Alphabet string // each symbol once: ASCII capitals and digits
	Length   int    // symbols, check digit included
	Check    string // [CheckLuhn], [CheckEAN], or "" for none: the last symbol is a check digit
	PIN      int    // digits that stand beside the code, 0 for none
}

// The check digits that a code may have. Both are of digits only.
const (
	CheckLuhn = "luhn" // of payment cards
	CheckEAN  = "ean"  // of goods: weights three and one
)

// Digits is the alphabet of numeric codes.
const Digits = "0123456789"

const (
	minOwnCode  = 6
	maxOwnCode  = 40
	maxPIN      = 12
	guessBits   = 60  // below these a code alone can be guessed
	pinMark     = '+' // between a code and its PIN
	formatParts = 4
)

// ParseCodeFormat reads what [CodeFormat.String] gave; "" is the zero format.
func ParseCodeFormat(text string) (f CodeFormat, err error) {
	if text == "" {
		return f, nil
	}
	parts := strings.Split(text, ":")
	if len(parts) != formatParts {
		return f, Errorf(Invalid, "%q is not a format of codes, such as 0123456789:16:luhn:4", clip(text))
	}
	f.Alphabet, f.Check = parts[0], parts[2]
	length, err1 := strconv.Atoi(parts[1])
	pin, err2 := strconv.Atoi(parts[3])
	if err1 != nil || err2 != nil {
		return CodeFormat{}, Errorf(Invalid, "%q is not a format of codes, such as 0123456789:16:luhn:4", clip(text))
	}
	f.Length, f.PIN = length, pin
	return f, f.Validate()
}

// String spells f as alphabet, length, check and digits of the PIN, "" if it is none.
func (f CodeFormat) String() string {
	if f.IsZero() {
		return ""
	}
	return f.Alphabet + ":" + strconv.Itoa(f.Length) + ":" + f.Check + ":" + strconv.Itoa(f.PIN)
}

// IsZero reports whether f is none.
func (f CodeFormat) IsZero() bool { return f == CodeFormat{} }

// Validate reports the first thing that is wrong with f. A text that could be one of
// our codes is of no other format: of those one in ten thousand million has digits only.
func (f CodeFormat) Validate() error {
	if f.IsZero() {
		return nil
	}
	seen := map[rune]bool{}
	for _, r := range f.Alphabet {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') || seen[r] {
			return Errorf(Invalid, "the alphabet of codes has capital letters A to Z and digits, each once")
		}
		seen[r] = true
	}
	switch {
	case len(f.Alphabet) < 2:
		return Errorf(Invalid, "the alphabet of codes has at least two symbols")
	case f.Length < minOwnCode || f.Length > maxOwnCode:
		return Errorf(Invalid, "a code has %d to %d symbols", minOwnCode, maxOwnCode)
	case f.PIN < 0 || f.PIN > maxPIN:
		return Errorf(Invalid, "a PIN has at most %d digits; 0 is none", maxPIN)
	case f.Check != "" && f.Check != CheckLuhn && f.Check != CheckEAN:
		return Errorf(Invalid, "a check digit is luhn or ean, or left out")
	case f.Check != "" && f.Alphabet != Digits:
		return Errorf(Invalid, "a check digit belongs to codes of digits 0123456789, in this order")
	case f.symbols() == CodeSymbols && f.Alphabet != Digits:
		return Errorf(Invalid, "code and PIN together have not %d symbols, unless they are digits: those are the codes that are made here", CodeSymbols)
	}
	return nil
}

// symbols is how many symbols are typed: those of the code, then those of the PIN.
func (f CodeFormat) symbols() int { return f.Length + f.PIN }

// Meets reports whether a text might be of either format, which are not one.
func (f CodeFormat) Meets(other CodeFormat) bool {
	return f != other && !f.IsZero() && !other.IsZero() && f.symbols() == other.symbols()
}

// Short reports whether somebody who tries could find a code without its PIN: it is
// one of fewer than 2⁶⁰.
func (f CodeFormat) Short() bool { return !f.IsZero() && f.fewer(0) }

// Guessable reports whether code and PIN together are one of fewer than 2⁶⁰.
func (f CodeFormat) Guessable() bool { return !f.IsZero() && f.fewer(f.PIN) }

func (f CodeFormat) fewer(pin int) bool {
	free := f.Length
	if f.Check != "" {
		free--
	}
	power := func(base, n int) *big.Int {
		return new(big.Int).Exp(big.NewInt(int64(base)), big.NewInt(int64(n)), nil)
	}
	all := new(big.Int).Mul(power(len(f.Alphabet), free), power(len(Digits), pin))
	return all.BitLen() <= guessBits
}

// Read reads a code of the format leniently, its PIN behind it: in any case if the
// alphabet allows, with spaces and hyphens, in full width, O for 0 and I or L for 1
// where those are no symbols themselves. Its error has reason [MistypedCode] and never
// repeats what was typed.
func (f CodeFormat) Read(text string) (Code, error) {
	var b strings.Builder
	n := 0
	for _, r := range text {
		symbol, skip := f.fold(r)
		if skip {
			continue
		}
		of := f.Alphabet
		if n >= f.Length {
			of = Digits
		}
		if n == f.symbols() || strings.IndexByte(of, symbol) < 0 {
			return Code{}, f.mistyped()
		}
		if n == f.Length {
			b.WriteByte(pinMark)
		}
		b.WriteByte(symbol)
		n++
	}
	if n != f.symbols() || !f.checks(b.String()[:f.Length]) {
		return Code{}, f.mistyped()
	}
	canonical := b.String()
	return Code{&canonical}, nil
}

func (f CodeFormat) mistyped() error {
	if f.PIN > 0 {
		return Errorf(MistypedCode, "a code of this program has %d symbols and a PIN of %d digits behind it: compare them with the card", f.Length, f.PIN)
	}
	return Errorf(MistypedCode, "a code of this program has %d symbols: compare it with the card", f.Length)
}

// fold returns a typed character as the alphabet has it, or skip for one that only
// separates; 0 is no symbol of any.
func (f CodeFormat) fold(r rune) (symbol byte, skip bool) {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if _, skip := symbolOf(r); skip || r == pinMark {
		return 0, true
	}
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	if r >= 0x80 {
		return 0, false
	}
	for _, like := range [...]struct{ typed, meant rune }{{'O', '0'}, {'I', '1'}, {'L', '1'}} {
		if r == like.typed && !strings.ContainsRune(f.Alphabet, r) {
			r = like.meant
		}
	}
	return byte(r), false
}

// checks reports whether the check digit of a code is right.
func (f CodeFormat) checks(code string) bool {
	last := len(code) - 1
	return f.Check == "" || f.digit(code[:last]) == code[last]
}

// digit returns the check digit of what stands before it.
func (f CodeFormat) digit(code string) byte {
	sum := 0
	for i := range len(code) {
		d := int(code[len(code)-1-i] - '0')
		switch {
		case i%2 == 1:
		case f.Check == CheckEAN:
			d *= 3
		default:
			d = 2*d/10 + 2*d%10
		}
		sum += d
	}
	return '0' + byte((10-sum%10)%10)
}

// Derive returns the n-th code of a batch in this format, as [DeriveCode] does for
// ours.
func (f CodeFormat) Derive(seed [32]byte, n int) Code {
	if f.IsZero() {
		return DeriveCode(seed, n)
	}
	sum := append(derive(seed, "own", n), derive(seed, "own more", n)...)
	all := new(big.Int).SetBytes(sum)
	draw := func(of string) byte {
		place := new(big.Int)
		all.QuoRem(all, big.NewInt(int64(len(of))), place)
		return of[place.Int64()]
	}
	b := make([]byte, 0, f.symbols()+1)
	for len(b) < f.Length {
		if f.Check != "" && len(b) == f.Length-1 {
			b = append(b, f.digit(string(b)))
			break
		}
		b = append(b, draw(f.Alphabet))
	}
	if f.PIN > 0 {
		b = append(b, pinMark)
	}
	for range f.PIN {
		b = append(b, draw(Digits))
	}
	text := string(b)
	return Code{&text}
}

// ReadCode reads a code as people type it: of one of the formats, which of says, or one
// of ours.
func ReadCode(text string, formats []CodeFormat) (code Code, of CodeFormat, err error) {
	var wrong error
	for _, f := range formats {
		if f.count(text) != f.symbols() {
			continue
		}
		if code, wrong = f.Read(text); wrong == nil {
			return code, f, nil
		}
	}
	if code, err = ParseCode(text); err != nil && wrong != nil {
		err = wrong
	}
	return code, of, err
}

// count counts what is typed and does not only separate.
func (f CodeFormat) count(text string) (n int) {
	for _, r := range text {
		if _, skip := f.fold(r); !skip {
			n++
		}
	}
	return n
}

// own returns the code without its PIN.
func (c Code) own() string {
	code, _, _ := strings.Cut(c.Reveal(), string(pinMark))
	return code
}

// appendCount appends a number to a print.
func appendCount(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }
