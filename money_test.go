package unspent_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
)

// currency returns a currency that exists.
func currency(code string) unspent.Currency {
	c, err := unspent.ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

func jpy(units int64) unspent.Money { return unspent.NewMoney(units, currency("JPY")) }
func eur(units int64) unspent.Money { return unspent.NewMoney(units, currency("EUR")) }

func TestParseCurrency(t *testing.T) {
	for text, digits := range map[string]int{"JPY": 0, "KRW": 0, "BIF": 0, "XPF": 0, "EUR": 2, "USD": 2, "AED": 2, "ZWG": 2, "CAD": 2,
		"COP": 2, "HNL": 2, "HTG": 2, "SEK": 2, "XCD": 2, "BHD": 3, "TND": 3} {
		got, err := unspent.ParseCurrency(text)
		if err != nil || got.String() != text || got.Digits() != digits {
			t.Errorf("ParseCurrency(%q) = %s with %d digits, %v; want %d digits", text, got, got.Digits(), err, digits)
		}
	}
	for _, text := range []string{"", "JP", "JPYY", "jpy", "XXX", "XTS", "XAU", "USN", "PY ", " JP", "D A", "DAF", "JPY ", "円"} {
		if got, err := unspent.ParseCurrency(text); !errors.Is(err, unspent.Invalid) {
			t.Errorf("ParseCurrency(%q) = %s, %v; want invalid", text, got, err)
		}
	}
}

func TestParseMoney(t *testing.T) {
	tests := []struct {
		text, cur string
		want      int64
		canonical string // "" if refused
	}{
		{"5000", "JPY", 5000, "5000"},
		{"0", "JPY", 0, "0"},
		{"007", "JPY", 7, "7"},
		{"-5", "JPY", -5, "-5"},
		{"50.00", "EUR", 5000, "50.00"},
		{"50.0", "EUR", 5000, "50.00"},
		{"50", "EUR", 5000, "50.00"},
		{"0.01", "EUR", 1, "0.01"},
		{"-0.01", "EUR", -1, "-0.01"},
		{"-0.5", "EUR", -50, "-0.50"},
		{"1.234", "KWD", 1234, "1.234"},
		{"0.001", "KWD", 1, "0.001"},
		{"9223372036854775807", "JPY", math.MaxInt64, "9223372036854775807"},
		{"-92233720368547758.08", "EUR", math.MinInt64, "-92233720368547758.08"},
		{"92233720368547758.08", "EUR", 0, ""},
		{"9223372036854775808", "JPY", 0, ""},
		{"50.", "EUR", 0, ""},
		{".5", "EUR", 0, ""},
		{"-.5", "EUR", 0, ""},
		{"5.0", "JPY", 0, ""},
		{"5.", "JPY", 0, ""},
		{"1.005", "EUR", 0, ""},
		{"1,000", "JPY", 0, ""},
		{"1_000", "JPY", 0, ""},
		{"1e3", "JPY", 0, ""},
		{"0x10", "JPY", 0, ""},
		{"+5", "JPY", 0, ""},
		{"--5", "JPY", 0, ""},
		{"5-", "JPY", 0, ""},
		{"1.-5", "EUR", 0, ""},
		{"1.2.3", "KWD", 0, ""},
		{"", "JPY", 0, ""},
		{"-", "JPY", 0, ""},
		{".", "EUR", 0, ""},
		{" 5", "JPY", 0, ""},
		{"５０００", "JPY", 5000, "5000"},
		{"１２.3０", "EUR", 1230, "12.30"},
		{"５，０００", "JPY", 0, ""},
		{"NaN", "EUR", 0, ""},
	}
	for _, tt := range tests {
		got, err := unspent.ParseMoney(tt.text, currency(tt.cur))
		switch {
		case tt.canonical == "" && !errors.Is(err, unspent.Invalid):
			t.Errorf("ParseMoney(%q, %s) = %v, %v; want invalid", tt.text, tt.cur, got, err)
		case tt.canonical != "" && (err != nil || got.Units() != tt.want || got.Decimal() != tt.canonical || got.String() != tt.canonical+" "+tt.cur):
			t.Errorf("ParseMoney(%q, %s) = %v, %v; want %d units, %s", tt.text, tt.cur, got, err, tt.want, tt.canonical)
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, text := range []string{"5000", "50.00", "-0.01", "1.234", ".", "-", "92233720368547758.07", "1e9", "００"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, code := range []string{"JPY", "EUR", "KWD"} {
			m, err := unspent.ParseMoney(text, currency(code))
			if err != nil {
				continue
			}
			again, err := unspent.ParseMoney(m.Decimal(), currency(code))
			if err != nil || again != m || again.Decimal() != m.Decimal() {
				t.Errorf("ParseMoney(%q, %s) prints %q, which reads as %v, %v", text, code, m.Decimal(), again, err)
			}
		}
	})
}

func TestMoneyArithmetic(t *testing.T) {
	const highest, lowest = math.MaxInt64, math.MinInt64
	tests := map[string]struct {
		a, b     unspent.Money
		sum, dif unspent.Money // the zero value: refused
	}{
		"plain":       {jpy(5), jpy(3), jpy(8), jpy(2)},
		"negative":    {jpy(-5), jpy(3), jpy(-2), jpy(-8)},
		"nothing":     {jpy(5), jpy(0), jpy(5), jpy(5)},
		"currencies":  {jpy(5), eur(3), unspent.Money{}, unspent.Money{}},
		"no currency": {jpy(5), unspent.Money{}, unspent.Money{}, unspent.Money{}},
		"top":         {jpy(highest), jpy(1), unspent.Money{}, jpy(highest - 1)},
		"bottom":      {jpy(lowest), jpy(1), jpy(lowest + 1), unspent.Money{}},
		"both tops":   {jpy(highest), jpy(highest), unspent.Money{}, jpy(0)},
		"minus low":   {jpy(0), jpy(lowest), jpy(lowest), unspent.Money{}},
		"both low":    {jpy(lowest), jpy(lowest), unspent.Money{}, unspent.Money{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := tt.a.Add(tt.b); got != tt.sum || (err == nil) != (tt.sum != unspent.Money{}) {
				t.Errorf("%v.Add(%v) = %v, %v; want %v", tt.a, tt.b, got, err, tt.sum)
			}
			if got, err := tt.a.Sub(tt.b); got != tt.dif || (err == nil) != (tt.dif != unspent.Money{}) {
				t.Errorf("%v.Sub(%v) = %v, %v; want %v", tt.a, tt.b, got, err, tt.dif)
			}
		})
	}
}

func TestMoneyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := jpy(rapid.Int64().Draw(t, "a")), jpy(rapid.Int64().Draw(t, "b"))
		sum, err := a.Add(b)
		swapped, errSwapped := b.Add(a)
		if sum != swapped || (err == nil) != (errSwapped == nil) {
			t.Fatalf("%v + %v = %v, %v; the other way round %v, %v", a, b, sum, err, swapped, errSwapped)
		}
		if err == nil {
			if back, err := sum.Sub(b); b.Units() != math.MinInt64 && (err != nil || back != a) {
				t.Fatalf("%v - %v = %v, %v; want %v", sum, b, back, err, a)
			}
			if a.IsPositive() && b.IsPositive() && !(sum.Covers(a) && sum.Covers(b)) {
				t.Fatalf("%v does not cover its parts %v and %v", sum, a, b)
			}
		}
		if a.Covers(b) != (a.Units() >= b.Units()) || a.Covers(eur(b.Units())) {
			t.Fatalf("%v covers %v: %t, in another currency: %t", a, b, a.Covers(b), a.Covers(eur(b.Units())))
		}
	})
}
