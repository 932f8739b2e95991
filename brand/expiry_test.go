package brand_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// When cards end, at the latest and at the earliest.
func TestEnds(t *testing.T) {
	const never = "never"
	rows := &brand.Profile{Forms: []brand.Form{{Kind: brand.FormMail}, {Kind: brand.FormShop}, {Kind: brand.FormLink}}, Expiry: []brand.Expiry{
		{Form: brand.FormAll, From: "2020-01-01", After: brand.NoEnd},
		{Form: brand.FormAll, Until: "2019-12-31", After: "P3Y", UpTo: true},
		{Form: brand.FormShop, From: "2018-01-01", Until: "2019-12-31", After: "P1Y"},
		{Form: brand.FormLink, From: "2025-01-01", After: "P6M"},
	}}
	amazon := one(t, "amazon-jp")
	tests := map[string]struct {
		p              *brand.Profile
		form           brand.FormKind
		issued         string
		latest, soon   string // "": nothing is said
		fact, soonFact string // After of the row
	}{
		"a card of 2015":                 {amazon, brand.FormShop, "2015-12-24", "2016-12-25", "2016-12-25", "P1Y", "P1Y"},
		"the last day before":            {amazon, brand.FormShop, "2017-04-23", "2018-04-24", "2018-04-24", "P1Y", "P1Y"},
		"the first day after":            {amazon, brand.FormShop, "2017-04-24", "2027-04-25", "2027-04-25", "P10Y", "P10Y"},
		"a sheet, of which sources part": {amazon, brand.FormSheet, "2016-03-01", "2019-03-02", "2018-03-02", "P3Y", "P2Y"},
		"an unknown form of 2016":        {amazon, brand.FormUnknown, "2016-03-01", "2019-03-02", "2017-03-02", "P3Y", "P1Y"},
		"no form at all, of 2026":        {amazon, "", "2026-11-22", "2036-11-23", "2036-11-23", "P10Y", "P10Y"},
		"a form that is not sold":        {amazon, brand.FormLink, "2016-03-01", "", "", "", ""},
		"never":                          {rows, brand.FormMail, "2024-05-05", never, never, "none", "none"},
		"at most":                        {rows, brand.FormMail, "2019-05-05", "2022-05-06", "2019-05-05", "P3Y", "P3Y"},
		"a row of its own":               {rows, brand.FormShop, "2019-05-05", "2020-05-06", "2020-05-06", "P1Y", "P1Y"},
		"before a row of its own":        {rows, brand.FormShop, "2017-05-05", "2020-05-06", "2017-05-05", "P3Y", "P3Y"},
		"unknown, never or soon":         {rows, brand.FormUnknown, "2025-01-31", never, "2025-08-01", "none", "P6M"},
		"no rows":                        {&brand.Profile{}, brand.FormMail, "2024-05-05", "", "", "", ""},
		"a leap day":                     {amazon, brand.FormMail, "2020-02-29", "2030-03-01", "2030-03-01", "P10Y", "P10Y"},
	}
	japan := time.FixedZone("JST", 9*60*60)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			issued, err := time.ParseInLocation(time.DateOnly, tt.issued, japan)
			if err != nil {
				t.Fatal(err)
			}
			issued = issued.Add(23 * time.Hour)
			for _, ask := range []struct {
				of         func(brand.FormKind, time.Time) (time.Time, brand.Expiry, bool)
				want, fact string
			}{{tt.p.Ends, tt.latest, tt.fact}, {tt.p.MayEnd, tt.soon, tt.soonFact}} {
				end, fact, ok := ask.of(tt.form, issued)
				got := ""
				switch {
				case ok && end.IsZero():
					got = never
				case ok:
					got = end.Format(time.DateOnly)
				}
				if got != ask.want || fact.After != ask.fact {
					t.Errorf("it ends %q by %q; want %q by %q", got, fact.After, ask.want, ask.fact)
				}
				if ok && !end.IsZero() && end != issued && (end.Hour() != 0 || end.Location() != japan) {
					t.Errorf("it ends at %s, which is no midnight there", end)
				}
			}
		})
	}
	if _, _, ok := amazon.Ends(brand.FormShop, time.Time{}); ok {
		t.Error("a card whose issue is not known ends")
	}
}

// Of every built-in brand the earliest end is not later than the latest, and
// what stands for all forms covers every day.
func TestExpiryOfAll(t *testing.T) {
	for _, p := range builtin().All() {
		for _, form := range []brand.FormKind{brand.FormUnknown, brand.FormMail, brand.FormShop, brand.FormSheet, brand.FormLink} {
			for issued := time.Date(2010, 1, 31, 12, 0, 0, 0, time.UTC); issued.Year() < 2027; issued = issued.AddDate(0, 1, 13) {
				late, _, ok := p.Ends(form, issued)
				soon, _, ok2 := p.MayEnd(form, issued)
				if ok != ok2 || ok && !late.IsZero() && (soon.IsZero() || soon.After(late) || soon.Before(issued)) {
					t.Errorf("%s: a card of %s ends between %s and %s", p.ID, issued.Format(time.DateOnly), soon, late)
				}
			}
		}
	}
}

func TestStepsFor(t *testing.T) {
	step := []brand.Text{{JA: "あ", EN: "a"}}
	p := &brand.Profile{Steps: []brand.Steps{
		{For: brand.ToHistory, Device: brand.OnComputer, Steps: step},
		{For: brand.ToHistory, Device: brand.OnAnyDevice, Steps: step},
		{For: brand.ToSaveMail, Device: brand.OnComputer, Steps: step},
		{For: brand.ToSaveMail, Device: brand.OnPhone, Steps: step},
	}}
	tests := map[string]struct {
		what   brand.Task
		device brand.Device
		want   brand.Device // "": none
	}{
		"its own":          {brand.ToHistory, brand.OnComputer, brand.OnComputer},
		"that of any":      {brand.ToHistory, brand.OnPhone, brand.OnAnyDevice},
		"any first":        {brand.ToHistory, brand.OnAnyDevice, brand.OnAnyDevice},
		"the phone's next": {brand.ToSaveMail, "", brand.OnPhone},
		"none":             {brand.ToResend, brand.OnPhone, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := p.StepsFor(tt.what, tt.device)
			if got.Device != tt.want || ok != (tt.want != "") {
				t.Errorf("StepsFor = for %q, %v; want %q", got.Device, ok, tt.want)
			}
		})
	}
}

// A profile of no currency takes that of the card.
func TestIn(t *testing.T) {
	other, amazon := one(t, "other-one-shot"), one(t, "amazon-jp")
	if !other.Takes("EUR") || other.In("EUR").Currency != "EUR" || other.Currency != "" || other.In("") != other {
		t.Error("a brand of no currency does not take euros")
	}
	if amazon.Takes("EUR") || amazon.In("EUR") != amazon {
		t.Error("a brand of yen takes euros")
	}
}
