package unspent

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// Money is an amount in minor units of a currency: {5000, JPY} is ¥5,000 and
// {5000, EUR} is €50.00. The zero value is nothing in no currency.
type Money struct {
	units int64
	cur   Currency
}

// NewMoney returns units minor units of cur.
func NewMoney(units int64, cur Currency) Money { return Money{units, cur} }

// ParseMoney reads a decimal amount of cur, such as "50.00" for EUR or "5000"
// for JPY: no more decimals than the currency has, no grouping, no exponent.
// Digits may be in full width.
func ParseMoney(text string, cur Currency) (Money, error) {
	bad := Errorf(Invalid, "write %s amounts as digits only, such as 5000: no comma, no sign, no decimals", cur)
	if d := cur.Digits(); d > 0 {
		bad = Errorf(Invalid, "write %s amounts as digits with at most %d decimals, such as 50.%s: no comma, no sign", cur, d, strings.Repeat("0", d))
	}
	text = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		return r
	}, text)
	whole, frac, dotted := strings.Cut(text, ".")
	digits := cur.Digits()
	if dotted && (frac == "" || len(frac) > digits) || strings.TrimLeft(whole, "-") == "" || !plainDigits(frac) ||
		!plainDigits(strings.TrimPrefix(whole, "-")) {
		return Money{}, bad
	}
	units, err := strconv.ParseInt(whole+frac+strings.Repeat("0", digits-len(frac)), 10, 64)
	if err != nil {
		return Money{}, bad
	}
	return Money{units, cur}, nil
}

// plainDigits reports whether text is made of ASCII digits only.
func plainDigits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// Units returns the amount in minor units.
func (m Money) Units() int64 { return m.units }

// Currency returns the currency.
func (m Money) Currency() Currency { return m.cur }

// IsZero reports whether nothing is left.
func (m Money) IsZero() bool { return m.units == 0 }

// IsPositive reports whether m is more than nothing.
func (m Money) IsPositive() bool { return m.units > 0 }

// Covers reports whether n, in the same currency, can be taken out of m.
func (m Money) Covers(n Money) bool { return m.cur == n.cur && m.units >= n.units }

// Add returns m+n. It fails if the currencies differ or the sum overflows.
func (m Money) Add(n Money) (Money, error) {
	sum := m.units + n.units
	switch {
	case m.cur != n.cur:
		return Money{}, Errorf(Invalid, "cannot add %s to %s", n, m)
	case (sum > m.units) != (n.units > 0):
		return Money{}, Errorf(Invalid, "sum of %s and %s is out of range", m, n)
	}
	return Money{sum, m.cur}, nil
}

// Sub returns m-n. It fails as [Money.Add] does.
func (m Money) Sub(n Money) (Money, error) {
	if n.units == math.MinInt64 {
		return Money{}, Errorf(Invalid, "difference of %s and %s is out of range", m, n)
	}
	return m.Add(n.Neg())
}

// Neg returns -m.
func (m Money) Neg() Money { return Money{-m.units, m.cur} }

// String returns the amount as a plain decimal and its currency: "50.00 EUR".
func (m Money) String() string {
	if d := m.Decimal(); m.cur.code != "" {
		return d + " " + m.cur.code
	} else {
		return d
	}
}

// Decimal returns the amount as a plain decimal that [ParseMoney] reads back.
func (m Money) Decimal() string {
	text := strconv.FormatInt(m.units, 10)
	digits := m.cur.Digits()
	if digits == 0 {
		return text
	}
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	if short := digits + 1 - len(text); short > 0 {
		text = strings.Repeat("0", short) + text
	}
	return sign + text[:len(text)-digits] + "." + text[len(text)-digits:]
}

// wireMoney is how an amount is written as JSON.
type wireMoney struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// MarshalJSON writes minor units and the currency: {"amount":5000,"currency":"JPY"}.
func (m Money) MarshalJSON() ([]byte, error) { return json.Marshal(wireMoney{m.units, m.cur.code}) }

// UnmarshalJSON reads what MarshalJSON wrote. Nothing in no currency is the zero
// value, and so is null.
func (m *Money) UnmarshalJSON(b []byte) error {
	var w wireMoney
	if err := json.Unmarshal(b, &w); err != nil {
		return Errorf(Invalid, "an amount is minor units and a currency, such as {\"amount\":5000,\"currency\":\"JPY\"}")
	}
	if w == (wireMoney{}) {
		*m = Money{}
		return nil
	}
	cur, err := ParseCurrency(w.Currency)
	*m = Money{w.Amount, cur}
	return err
}
