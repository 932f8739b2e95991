package unspent_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
)

// period returns a period that exists.
func period(text string) unspent.Period {
	p, err := unspent.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

// giftYen is a program that allows everything and limits nothing.
func giftYen() unspent.Program {
	return unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: currency("JPY"), Claimable: true, Spendable: true,
		Transferable: true, RevealWindow: unspent.DefaultRevealWindow}
}

func TestProgramValidate(t *testing.T) {
	if err := giftYen().Validate(); err != nil {
		t.Errorf("a good program: %v", err)
	}
	for name, change := range map[string]func(*unspent.Program){
		"no id":           func(p *unspent.Program) { p.ID = "" },
		"long id":         func(p *unspent.Program) { p.ID = strings.Repeat("a", unspent.MaxName+1) },
		"slash in id":     func(p *unspent.Program) { p.ID = "a/b" },
		"colon in id":     func(p *unspent.Program) { p.ID = "a:b" },
		"kana in id":      func(p *unspent.Program) { p.ID = "ギフト" },
		"space in id":     func(p *unspent.Program) { p.ID = "a b" },
		"not UTF-8 id":    func(p *unspent.Program) { p.ID = "a\xff" },
		"no name":         func(p *unspent.Program) { p.Name = "" },
		"long name":       func(p *unspent.Program) { p.Name = strings.Repeat("a", unspent.MaxProgramName+1) },
		"no currency":     func(p *unspent.Program) { p.Currency = unspent.Currency{} },
		"negative cap":    func(p *unspent.Program) { p.Limits.AccountCap = -1 },
		"negative each":   func(p *unspent.Program) { p.Limits.PerTransfer = -1 },
		"negative month":  func(p *unspent.Program) { p.Limits.PerMonth = -1 },
		"negative window": func(p *unspent.Program) { p.RevealWindow = -1 },
		"long window":     func(p *unspent.Program) { p.RevealWindow = 30*24*time.Hour + 1 },
	} {
		p := giftYen()
		change(&p)
		if err := p.Validate(); !errors.Is(err, unspent.Invalid) {
			t.Errorf("%s: Validate() = %v, want invalid", name, err)
		}
	}
}

func TestDefaultLimits(t *testing.T) {
	if got, want := unspent.DefaultLimits(currency("JPY")), (unspent.Limits{AccountCap: 300_000, PerTransfer: 100_000, PerMonth: 300_000}); got != want {
		t.Errorf("limits of a yen program are %+v, want %+v", got, want)
	}
	if got := unspent.DefaultLimits(currency("EUR")); got != (unspent.Limits{}) {
		t.Errorf("limits of a euro program are %+v, want none", got)
	}
}

func TestParsePeriod(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "P10Y": "P10Y", "P6M": "P6M", "P180D": "P180D", "P1Y2M3D": "P1Y2M3D", "P2W": "P14D", "P1W3D": "P10D", "P1Y2W": "P1Y14D",
		"P010Y": "P10Y", "P0Y1D": "P1D", "P5000Y5000M5000D": "P5000Y5000M5000D", "P714W2D": "P5000D",
	} {
		got, err := unspent.ParsePeriod(text)
		if err != nil || got.String() != want {
			t.Errorf("ParsePeriod(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"P", "10Y", "p10y", "P10", "PY", "P-1Y", "P+1Y", "P1.5Y", "P1D1Y", "P1Y1Y", "PT1H", "P1YT1H", "P0Y", "P0D", "P 1Y",
		"P1Y ", "P5001Y", "P5001D", "P715W", "P714W3D", "P9999W", "P99999999999999999999Y", "P１Y", "P1\xffY"} {
		if got, err := unspent.ParsePeriod(text); !errors.Is(err, unspent.Invalid) {
			t.Errorf("ParsePeriod(%q) = %q, %v; want invalid", text, got, err)
		}
	}
}

func TestPeriodAfter(t *testing.T) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 15, 4, 5, 6000, time.UTC) }
	for _, tt := range []struct {
		period   string
		from, to time.Time
	}{
		{"P10Y", at(2026, 4, 1), at(2036, 4, 1)},
		{"P6M", at(2026, 4, 30), at(2026, 10, 30)},
		{"P6M", at(2026, 8, 31), at(2027, 2, 28)},
		{"P6M", at(2027, 8, 31), at(2028, 2, 29)},
		{"P1M", at(2026, 1, 31), at(2026, 2, 28)},
		{"P1M", at(2026, 12, 31), at(2027, 1, 31)},
		{"P1Y", at(2028, 2, 29), at(2029, 2, 28)},
		{"P4Y", at(2028, 2, 29), at(2032, 2, 29)},
		{"P180D", at(2026, 4, 1), at(2026, 9, 28)},
		{"P1M1D", at(2026, 1, 31), at(2026, 3, 1)},
		{"", at(2026, 4, 1), time.Time{}},
	} {
		if got := period(tt.period).After(tt.from); !got.Equal(tt.to) || got.IsZero() != tt.to.IsZero() {
			t.Errorf("%q after %v is %v, want %v", tt.period, tt.from, got, tt.to)
		}
	}
}

// TestRow10LastDay ends a validity with the last day in its program's zone.
func TestRow10LastDay(t *testing.T) {
	for _, tt := range []struct {
		zone, period, from, end string
	}{
		{"Asia/Tokyo", "P1Y", "2027-01-15T10:00:00Z", "2028-01-15T14:59:59Z"},
		{"Asia/Tokyo", "P1Y", "2027-01-15T15:00:00Z", "2028-01-16T14:59:59Z"}, // the next day there
		{"UTC", "P1Y", "2027-01-15T15:00:00Z", "2028-01-15T23:59:59Z"},
		{"Asia/Tokyo", "P6M", "2027-08-30T15:30:00Z", "2028-02-29T14:59:59Z"}, // 31 August there
		{"Europe/Berlin", "P1D", "2027-03-27T12:00:00Z", "2027-03-28T21:59:59Z"},
		{"", "P1Y", "2027-01-15T10:00:00Z", "2028-01-15T10:00:00Z"}, // of before there were zones
	} {
		from, err := time.Parse(time.RFC3339, tt.from)
		if err != nil {
			t.Fatal(err)
		}
		p := unspent.Program{ID: "p", Zone: tt.zone, Validity: period(tt.period)}
		if got := p.Ends()(from).Format(time.RFC3339); got != tt.end {
			t.Errorf("%s in %q from %s ends at %s, want %s", tt.period, tt.zone, tt.from, got, tt.end)
		}
	}
	if end := (unspent.Program{Zone: "Asia/Tokyo"}).Ends()(time.Now()); !end.IsZero() {
		t.Errorf("without a validity it ends at %s", end)
	}
	for _, zone := range []string{"Asia/Nowhere", "Local", "../etc/passwd"} {
		p := unspent.Program{ID: "p", Name: "P", Currency: jpy(0).Currency(), Zone: zone}
		if err := p.Validate(); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("zone %q: %v", zone, err)
		}
	}
}

func TestPeriodProperties(t *testing.T) {
	part := rapid.IntRange(0, 5000)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(t, "months")
		from := time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "from"), 0).UTC()
		end := period("P" + itoa(n) + "M").After(from)
		months := (end.Year()-from.Year())*12 + int(end.Month()-from.Month())
		if months != n || end.Day() > from.Day() || end.AddDate(0, 0, 1).Month() == end.Month() && end.Day() != from.Day() {
			t.Fatalf("%d months after %v is %v", n, from, end)
		}
		text := "P" + itoa(part.Draw(t, "Y")) + "Y" + itoa(part.Draw(t, "M")) + "M" + itoa(part.Draw(t, "D")) + "D"
		if p, err := unspent.ParsePeriod(text); err == nil && p.After(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)).Year() > 9999 {
			t.Fatalf("%s ends in the year %d, which RFC 3339 cannot write", text, p.After(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)).Year())
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{"P10Y", "P6M", "P1Y2M3W4D", "P9999W", "P0D", "", "PT1H"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := unspent.ParsePeriod(text)
		if err != nil {
			return
		}
		if again, err := unspent.ParsePeriod(p.String()); err != nil || again != p {
			t.Errorf("ParsePeriod(%q) prints %q, which reads as %q, %v", text, p, again, err)
		}
	})
}
