package brand

import (
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// FormAll stands in an [Expiry] for every form that no other row of its time
// names.
const FormAll FormKind = "all"

// NoEnd is the period of cards that do not end.
const NoEnd = "none"

// Expiry is how long cards of one form stay valid that were issued in a span of
// time. Rows may overlap where sources differ: then any of them is possible.
type Expiry struct {
	Form    FormKind `yaml:"form"`         // or FormAll
	From    string   `yaml:"issued-from"`  // the first day, YYYY-MM-DD; empty: ever since
	Until   string   `yaml:"issued-until"` // the last day; empty: until today
	After   string   `yaml:"after"`        // an ISO 8601 period, as P1Y, or NoEnd
	UpTo    bool     `yaml:"up-to"`        // the period is the longest; a card may have a shorter one
	Sourced `yaml:",inline"`
}

// Period returns how long such a card is valid; the zero period has no end.
func (e Expiry) Period() unspent.Period {
	if e.After == NoEnd {
		return unspent.Period{}
	}
	p, _ := unspent.ParsePeriod(e.After) // Load has refused what cannot be read
	return p
}

// covers reports whether a card of the day has this row.
func (e Expiry) covers(day string) bool {
	return (e.From == "" || e.From <= day) && (e.Until == "" || day <= e.Until)
}

// Ends returns the latest end that a card of this form and day of issue can
// have, and the fact that says so: after it the card has expired whichever row
// is the right one. The zero time with ok is a card that need not end. Without
// ok no row covers the card, and nothing can be said.
//
// The card is valid on its last day: end is the midnight after it, in the zone
// of issued, whose day there counts. A form that is unknown may be any. Where
// only the day is known on which a card was received, that day is what to give:
// the card was issued on it or before, so its end is not later than what this
// says, as long as a brand has not shortened its validity.
func (p *Profile) Ends(form FormKind, issued time.Time) (end time.Time, fact Expiry, ok bool) {
	later := func(sofar, next time.Time) bool { return next.IsZero() || !sofar.IsZero() && next.After(sofar) }
	return p.ending(form, issued, Expiry.latest, later)
}

// MayEnd returns the earliest end that a card can have, as [Profile.Ends]
// returns the latest. Between the two it is open whether the card has expired.
// Of a card that is valid for a period at most, it is the time of issue. The
// zero time with ok is a card that certainly has no end.
func (p *Profile) MayEnd(form FormKind, issued time.Time) (end time.Time, fact Expiry, ok bool) {
	sooner := func(sofar, next time.Time) bool { return !next.IsZero() && (sofar.IsZero() || next.Before(sofar)) }
	return p.ending(form, issued, Expiry.earliest, sooner)
}

// ending picks one of the possible rows: the one whose end is better than those
// of the others.
func (p *Profile) ending(form FormKind, issued time.Time, at func(Expiry, time.Time) time.Time,
	better func(sofar, next time.Time) bool) (end time.Time, fact Expiry, ok bool) {
	if issued.IsZero() {
		return time.Time{}, Expiry{}, false
	}
	for _, e := range p.possible(form, issued.Format(time.DateOnly)) {
		if next := at(e, issued); !ok || better(end, next) {
			end, fact, ok = next, e, true
		}
	}
	return end, fact, ok
}

// possible returns the rows of which one is that of the card.
func (p *Profile) possible(form FormKind, day string) (rows []Expiry) {
	var general []Expiry
	unknown := form == FormUnknown || form == ""
	named := map[FormKind]bool{}
	for _, e := range p.Expiry {
		switch {
		case !e.covers(day):
		case e.Form == FormAll:
			general = append(general, e)
		case unknown || e.Form == form:
			rows, named[e.Form] = append(rows, e), true
		}
	}
	if !unknown && len(rows) > 0 {
		return rows
	}
	for _, f := range p.Forms { // of an unknown form: only where a row for all is left for one
		if !named[f.Kind] {
			return append(rows, general...)
		}
	}
	if len(rows) == 0 {
		return general
	}
	return rows
}

func (e Expiry) earliest(issued time.Time) time.Time {
	if e.UpTo {
		return issued
	}
	return e.latest(issued)
}

func (e Expiry) latest(issued time.Time) time.Time {
	period := e.Period()
	if period == (unspent.Period{}) {
		return time.Time{}
	}
	y, m, d := period.After(issued).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, issued.Location())
}

// expiry checks the rows of a validity.
func (c *checker) expiry(where string, e Expiry) {
	oneOf(c, where+".form", e.Form, FormAll, FormMail, FormPrint, FormPosted, FormShop, FormSheet, FormTopUp, FormLink)
	c.day(where+".issued-from", e.From)
	c.day(where+".issued-until", e.Until)
	if e.From != "" && e.Until != "" && e.Until < e.From {
		c.add(where+".issued-until", "%s is before issued-from, %s", e.Until, e.From)
	}
	if e.After == NoEnd {
		if e.UpTo {
			c.add(where+".up-to", "is of a period; %s has no longest one", NoEnd)
		}
		return
	}
	if _, err := unspent.ParsePeriod(e.After); err != nil || strings.TrimSpace(e.After) == "" {
		c.add(where+".after", "is %q; it is a period as P1Y or P6M, or %s", e.After, NoEnd)
	}
}

// day checks a date that may be left out.
func (c *checker) day(where, day string) {
	if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
		c.add(where, "is %q; it is a day as 2017-04-24", day)
	}
}

// expiries finds rows that say a thing twice, and forms that are not sold.
func (l *linter) expiries() {
	for i, e := range l.p.Expiry {
		where := fmt.Sprintf("expiry[%d]", i)
		for j, o := range l.p.Expiry[:i] {
			if e.Form == o.Form && e.From == o.From && e.Until == o.Until && e.After == o.After {
				l.add(false, where, "says the same as expiry[%d]", j)
			}
		}
		if e.Form != FormAll && !l.sold(e.Form) {
			l.add(true, where+".form", "%s is none of the forms of this brand", e.Form)
		}
	}
}

func (l *linter) sold(form FormKind) bool {
	for _, f := range l.p.Forms {
		if f.Kind == form {
			return true
		}
	}
	return false
}
