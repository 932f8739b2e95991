package assess

import (
	"cmp"
	"slices"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// asked is one line of the table of evidence that can be asked for.
type asked struct {
	id       string
	rows     string // of the procedure that it answers
	had      int    // in how many of a hundred such cases whoever is asked has it
	first    bool   // nothing may come before it
	rare     bool   // it is there or not: nobody can make it
	task     brand.Task
	act      brand.Text // the same in one sentence, which comes first of all
	theirAct brand.Text
	when     func(situation) bool
	whom     func(situation) Owner // who has it
	outcomes func(situation, Owner) []Evidence
	own      brand.Text // to the asker, who has it
	theirs   brand.Text // to the asker, if somebody else has it
	step     brand.Text // to that somebody: a line of the message
}

// gap is an ask that would change the verdict of a case.
type gap struct {
	asked
	owner Owner
	again brand.Text // why it is asked for although the case has one; empty if it has none
	could []State
	gain  Weight
	swing int
}

// missing returns the evidence that would change the verdict, that first from
// which most can be expected: by how much it changes, and how likely it is to be had. Each piece is tried: the case is weighed with every outcome it
// can have. All asks to one person carry the same message, which asks for all.
func missing(c Case, all []Evidence, p *brand.Profile, now time.Time) []Ask {
	if c.Intent == ToCash {
		return nil // a warning is all there is
	}
	s := situation{c: tellable(c, all), all: all, p: p, now: now}
	s.v = weigh(s.c, all, p, now)
	var gaps []gap
	for _, a := range askTable {
		if !a.when(s) {
			continue
		}
		g := gap{asked: a, owner: a.whom(s)}
		outcomes := a.outcomes(s, g.owner)
		var good bool
		if good, g.again = s.brought(g.owner, outcomes); good {
			continue
		}
		if g.try(s, outcomes); g.swing > 0 {
			gaps = append(gaps, g)
		}
	}
	asks := make([]Ask, 0, len(gaps))
	s.c = c // which tells no more of the card than was told
	values := s.slots()
	messages := map[Owner]brand.Text{}
	for _, g := range gaps {
		if _, done := messages[g.owner]; !done {
			messages[g.owner] = s.message(g.owner, gaps, values)
		}
	}
	slices.SortStableFunc(gaps, func(a, b gap) int {
		return cmp.Or(compareBool(b.first, a.first), compareBool(a.rare, b.rare), cmp.Compare(b.worth(), a.worth()), cmp.Compare(b.had, a.had))
	})
	for _, g := range gaps {
		ask := Ask{ID: g.id, Whom: g.owner, Act: s.actOf(g, values), Text: s.text(g, values), Message: messages[g.owner], Could: g.could, Gain: g.gain}
		if e, is := s.unread(); is && g.id == whichMessage {
			ask.Evidence, ask.Choices = e.ID, Choices(p, e.Shown)
		}
		asks = append(asks, ask)
	}
	return asks
}

// tellable is the case with a last four where nothing tells the card yet: whoever asks
// can read it off the card, and what is brought then binds. Without it no page could
// change anything, and nobody would be led to one.
func tellable(c Case, all []Evidence) Case {
	told := func(card Card) bool { return card.Last4+card.Serial+card.Order != "" }
	if !told(c.Card) && !slices.ContainsFunc(all, func(e Evidence) bool { return told(e.Card) }) {
		c.Card.Last4 = "0000"
	}
	return c
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// worth is what can be expected of a gap.
func (g gap) worth() int {
	odds := map[Owner]int{Mine: 10, Givers: 6, Shops: 5, Sellers: 4, Buyers: 4, Issuers: 3} // who answers, of ten
	return g.swing * g.had * odds[g.owner]
}

// actOf is the ask in one sentence.
func (s situation) actOf(g gap, values slots) brand.Text {
	t := g.act
	if g.owner != Mine && g.theirAct != (brand.Text{}) {
		_, values["who"] = spellOwner(g.owner)
		t = g.theirAct
	}
	return sentence(values.fill(t))
}

// text is what the ask says to the asker.
func (s situation) text(g gap, values slots) brand.Text {
	t := g.own
	if g.owner != Mine && g.theirs != (brand.Text{}) {
		_, values["who"] = spellOwner(g.owner)
		t = g.theirs
	}
	t = sentence(values.fill(t))
	return brand.Text{JA: g.again.JA + t.JA, EN: g.again.EN + t.EN}
}

// brought reports whether the case has such evidence already: as authentic as
// could be had and, where it tells of "unused", fresh. If what it has is not
// good enough, it says why.
func (s situation) brought(owner Owner, outcomes []Evidence) (good bool, again brand.Text) {
	for _, e := range s.all {
		i := slices.IndexFunc(outcomes, func(o Evidence) bool { return o.Says == e.Says && o.Kind == e.Kind })
		if i < 0 || ownerFor(s.c.Asker, e.Owner) != owner || e.Grade == Contradicted {
			continue
		}
		at := e.At
		if at.IsZero() {
			at = e.Seen
		}
		switch {
		case e.Grade == Unverified && outcomes[i].Grade == Verified:
			again = brand.Text{
				JA: "いまある資料では、本物かどうかを確かめられません。元の形のものが必要です。",
				EN: "What the case has cannot be checked for being genuine; it takes the original. ",
			}
		case passing(e.Says) && s.now.Sub(at) > FreshFor:
			if again == (brand.Text{}) {
				again = brand.Text{
					JA: "いまある資料は日付が古くなっています。今日のものを取り直してください。",
					EN: "What the case has is old; get a new one, of today. ",
				}
			}
		default:
			return true, brand.Text{}
		}
	}
	return false, again
}

// passing reports whether a meaning is of a state that time can change.
func passing(m brand.Meaning) bool {
	return slices.Contains([]brand.Meaning{brand.OrderSent, brand.RowAbsent, brand.BalanceFull, brand.SealIntact, brand.SaidUnused,
		brand.NoNotice, brand.BookUnspent, brand.BookInactive}, m)
}

// hypothesis is the id of evidence that is only thought of.
const hypothesis = "?"

// try weighs the case with each outcome added, and keeps what changes.
func (g *gap) try(s situation, outcomes []Evidence) {
	good, bad := 0, 0
	states := map[State]bool{}
	for _, e := range outcomes {
		with := weigh(s.c, append(slices.Clip(slices.Clone(s.all)), e), s.p, s.now)
		swing := distance(s.v, with)
		if swing == 0 {
			continue
		}
		states[with.State] = true
		if with.State == Unused {
			good = max(good, swing)
		} else {
			bad = max(bad, swing)
		}
		for _, f := range with.Findings {
			if f.Evidence == hypothesis {
				g.gain = max(g.gain, f.Weight)
			}
		}
	}
	g.swing = good + bad
	for _, state := range States() {
		if states[state] {
			g.could = append(g.could, state)
		}
	}
}

// distance is how far one verdict is from another, in steps of confidence.
func distance(a, b Verdict) int {
	steps := func(v Verdict) int {
		return 1 + slices.Index([]Confidence{Possible, Likely, Proven}, v.Confidence) // none is 0
	}
	if a.State == b.State {
		return max(steps(a)-steps(b), steps(b)-steps(a))
	}
	return max(1, steps(a)+steps(b))
}

// source is who has the page of the order and the mails about it.
func (s situation) source() Owner {
	if s.c.Channel == FromIssuer {
		return Mine
	}
	return s.counterpart()
}

// keeper is who has the card.
func (s situation) keeper() Owner {
	if s.withSeller() {
		return Sellers
	}
	return Mine
}

// outcome is evidence that is only thought of: about this card, of now.
func (s situation) outcome(kind Kind, owner Owner, grade Grade, says brand.Meaning) Evidence {
	e := Evidence{ID: hypothesis, Kind: kind, Owner: owner, Says: says, Card: s.c.Card, At: s.now, Seen: s.now, Grade: grade}
	if successor(says) { // which names another code
		e.Card.Last4, e.Card.Serial = "", ""
	}
	return e
}

// outcomes returns a function for the table: the meanings that evidence of a
// kind can have.
func outcomes(kind Kind, grade Grade, says ...brand.Meaning) func(situation, Owner) []Evidence {
	return func(s situation, owner Owner) []Evidence {
		var all []Evidence
		for _, m := range says {
			all = append(all, s.outcome(kind, owner, grade, m))
		}
		return all
	}
}
