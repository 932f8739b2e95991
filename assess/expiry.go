package assess

import (
	"strings"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// ended is what a brand's profile says of a card that is too old: no piece of
// evidence, so it has no id.
const ended brand.Meaning = "ended"

// validity is until when the card of a case is good, by its brand's profile.
type validity struct {
	issued     time.Time    // the last day on which it can have been issued
	last, soon time.Time    // the last day on which it can be good, and the first that can be its last; zero: no end
	fact       brand.Expiry // that says last
	known      bool
}

func validityOf(c Case, p *brand.Profile) (v validity) {
	v.issued = c.issued()
	end, fact, ok := p.Ends(c.Form, v.issued)
	soon, _, _ := p.MayEnd(c.Form, v.issued)
	if !ok {
		return v
	}
	v.fact, v.known = fact, true
	if !end.IsZero() {
		v.last = end.AddDate(0, 0, -1)
	}
	if !soon.IsZero() {
		v.soon = soon.AddDate(0, 0, -1)
	}
	return v
}

// over reports whether the card has certainly ended, if what is known of its
// brand is right.
func (v validity) over(now time.Time) bool {
	return v.known && !v.last.IsZero() && !now.Before(v.last.AddDate(0, 0, 1))
}

// perhaps reports whether it may have ended.
func (v validity) perhaps(now time.Time) bool {
	return v.known && !v.over(now) && !v.soon.IsZero() && !now.Before(v.soon.AddDate(0, 0, 1))
}

// near reports whether it ends before long.
func (v validity) near(now time.Time) bool {
	return v.known && !v.over(now) && !v.perhaps(now) && !v.soon.IsZero() && v.soon.Sub(now) < SoonEnds
}

// slots are what texts say of it.
func (v validity) slots() slots {
	if !v.known || v.issued.IsZero() {
		return slots{"issued": {}, "period": {}, "last": {}, "soon": {}, "lastsource": {}}
	}
	day := func(t time.Time) brand.Text {
		if t.IsZero() {
			return brand.Text{}
		}
		return brand.DayText(t)
	}
	source, _, _ := strings.Cut(v.fact.Source, " ") // behind it stands a note in English
	return slots{"issued": day(v.issued), "period": spellPeriod(v), "last": day(v.last), "soon": day(v.soon), "lastsource": alike(source)}
}

// spellPeriod writes how long such a card is good.
func spellPeriod(v validity) brand.Text {
	months := (v.last.Year()-v.issued.Year())*12 + int(v.last.Month()) - int(v.issued.Month())
	if v.last.IsZero() || months <= 0 {
		return brand.Text{}
	}
	if months%12 == 0 {
		years := int64(months / 12)
		return count(years, "年", " year", " years")
	}
	return count(int64(months), "か月", " month", " months")
}

// expire adds what the profile says of a card that is too old to be good.
func (w *weighing) expire() {
	v := validityOf(w.c, w.p)
	if !v.over(w.now) {
		return
	}
	e := newPiece(w.c, Evidence{Kind: Statement, Owner: Issuers, Says: ended, At: v.last, Grade: Unverified})
	e.binding, e.because = Exact, nil
	f := w.found1(e, v.slots())
	f.Weight = f.rule.Weight
	if !v.fact.Confirmed {
		f.least(Fair, fill(brand.Text{
			JA: "有効期間は、発行者ではないところで確かめた情報です（出典：{lastsource}）。カードやメールに書かれた期限があれば、そちらが正しいものです。",
			EN: "The period of validity is not the issuer's own word (source: {lastsource}). If a date stands on the card or in its mail, that date holds.",
		}, v.slots()))
	}
	f.raw = f.Weight
	w.found = append(w.found, f)
	for _, g := range w.found {
		if g.State == Unused && g.e.Says != brand.BalanceFull && g.e.Says != brand.BookUnspent {
			g.least(min(f.Weight, Fair), brand.Text{
				JA: "未使用であっても、有効期限が切れていると考えられます。",
				EN: "Unused or not, it seems to have expired.",
			})
			g.raw = min(g.raw, g.Weight)
		}
	}
}
