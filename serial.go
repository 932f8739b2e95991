package unspent

import (
	"fmt"
	"strconv"
)

// Serial is the public number of a card: 19 digits, of which 6 are the issuer's
// prefix, 12 are random and the last is the Luhn digit. Whoever knows it learns
// nothing about the card. The zero value is no serial.
type Serial struct{ number int64 } // the first 18 digits

const (
	serialDigits = 19
	serialRandom = 1_000_000_000_000 // 12 digits
	prefixMin    = 100_000
	prefixMax    = 999_999
)

// NewSerial returns the serial with an issuer's prefix (six digits, the first
// not zero) and 12 digits taken from random.
func NewSerial(prefix int, random uint64) (Serial, error) {
	if prefix < prefixMin || prefix > prefixMax {
		return Serial{}, Errorf(Invalid, "an issuer prefix has six digits and does not start with 0")
	}
	return Serial{int64(prefix)*serialRandom + int64(random%serialRandom)}, nil
}

// SerialOf returns the serial whose first 18 digits are number, as
// [Serial.Number] gave them.
func SerialOf(number int64) (Serial, error) {
	if number < prefixMin*serialRandom || number >= (prefixMax+1)*serialRandom {
		return Serial{}, Errorf(Invalid, "%d is not the number of a serial", number)
	}
	return Serial{number}, nil
}

// ParseSerial reads 19 digits, spaces and hyphens allowed between them.
func ParseSerial(text string) (Serial, error) {
	digits := make([]byte, 0, serialDigits)
	for _, r := range text {
		switch {
		case r == ' ' || r == '-':
			continue
		case r < '0' || r > '9' || len(digits) == serialDigits:
			return Serial{}, Errorf(Invalid, "a serial has %d digits", serialDigits)
		}
		digits = append(digits, byte(r))
	}
	if len(digits) != serialDigits {
		return Serial{}, Errorf(Invalid, "a serial has %d digits; this has %d", serialDigits, len(digits))
	}
	number, err := strconv.ParseInt(string(digits[:serialDigits-1]), 10, 64)
	if err != nil {
		return Serial{}, Errorf(Invalid, "a serial has %d digits", serialDigits)
	}
	s, err := SerialOf(number)
	if err != nil {
		return Serial{}, Errorf(Invalid, "a serial does not start with 0")
	}
	if luhn(number) != digits[serialDigits-1]-'0' {
		return Serial{}, Errorf(Invalid, "a digit of the serial is wrong: compare it with the card")
	}
	return s, nil
}

// Number returns the first 18 digits, which identify the card.
func (s Serial) Number() int64 { return s.number }

// IsZero reports whether s is no serial.
func (s Serial) IsZero() bool { return s.number == 0 }

// String returns the 19 digits.
func (s Serial) String() string {
	if s.IsZero() {
		return ""
	}
	return strconv.FormatInt(s.number, 10) + string('0'+luhn(s.number))
}

// MarshalText is String.
func (s Serial) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what [ParseSerial] reads; nothing is no serial.
func (s *Serial) UnmarshalText(text []byte) (err error) {
	if *s = (Serial{}); len(text) > 0 {
		*s, err = ParseSerial(string(text))
	}
	return err
}

// Format keeps a serial readable under every verb.
func (s Serial) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// luhn returns the check digit of number (ISO/IEC 7812-1 annex B).
func luhn(number int64) byte {
	sum, double := 0, true
	for ; number > 0; number /= 10 {
		d := int(number % 10)
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return byte((10 - sum%10) % 10)
}
