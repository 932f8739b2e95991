package assess

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// Judge gives the verdict of a case at now. It changes nothing that it is
// given. Without a profile nothing is known of the brand.
func Judge(c Case, all []Evidence, p *brand.Profile, now time.Time) Verdict {
	if p == nil {
		p = new(brand.Profile)
	}
	w := newWeighing(c, all, p, now, true)
	v := w.verdict()
	if s := (situation{c: c, all: all, v: v, p: p, now: now}); s.inOwnAccount() && !c.Claimed && c.HandedOver.IsZero() {
		v.Own, v.Summary = true, timed(v.AsOf).fill(ownSummaries[v.Confidence])
	}
	v.Advice = advise(c, v, p, now)
	v.Missing = missing(c, all, p, now)
	v.Remedies = remedies(c, all, v, p, now)
	v.Next = situation{c: c, all: all, v: v, p: p, now: now}.next()
	if v.State == Unknown && v.Next.Text != (brand.Text{}) {
		v.Summary = w.unknown(v.Next.Text)
	}
	return v
}

// weigh is [Judge] without what to do, and without sentences: what would be, if
// there were other evidence.
func weigh(c Case, all []Evidence, p *brand.Profile, now time.Time) Verdict {
	return newWeighing(c, all, p, now, false).verdict()
}

// weighing is one judgement at work.
type weighing struct {
	c      Case
	p      *brand.Profile
	now    time.Time
	told   bool // in sentences
	rules  []Rule
	pieces []*piece
	found  []*found // the weightiest first

	divided bool // what says a state is denied by as much
}

// newWeighing weighs every piece of evidence.
func newWeighing(c Case, all []Evidence, p *brand.Profile, now time.Time, told bool) *weighing {
	if p == nil {
		p = new(brand.Profile)
	}
	w := &weighing{c: c, p: p, now: now, told: told, rules: table()}
	for _, e := range all {
		w.pieces = append(w.pieces, newPiece(c, e))
	}
	for _, e := range w.pieces {
		w.found = append(w.found, w.find(e))
	}
	w.expire()
	w.weighTogether()
	slices.SortFunc(w.found, byWeight)
	return w
}

// find says what one piece of evidence says.
func (w *weighing) find(e *piece) *found {
	f := w.found1(e, nil)
	w.weighAlone(f)
	return f
}

// found1 is the rule's word on a piece, not weighed yet. More has what its text
// names beside what all texts do.
func (w *weighing) found1(e *piece, more slots) *found {
	r := w.rule(e)
	f := &found{rule: r, e: e, Finding: Finding{
		Rule: r.ID, Evidence: e.ID, State: r.State, Weight: r.Weight, Binding: e.binding, At: e.at,
	}}
	if w.told {
		slots := timed(e.at)
		slots["card"] = e.spell(w.c.Card)
		slots["whose"], slots["who"] = spellOwner(e.owner)
		slots["quote"] = quote(e.Shown)
		maps.Copy(slots, more)
		f.Text = sentence(slots.fill(r.Text))
	}
	return f
}

// byWeight puts findings in one order, whatever the order of the evidence was.
func byWeight(a, b *found) int {
	return cmp.Or(
		cmp.Compare(b.Weight, a.Weight),
		b.At.Compare(a.At),
		cmp.Compare(a.Evidence, b.Evidence),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Binding, b.Binding),
		cmp.Compare(a.Text.EN, b.Text.EN),
		slices.CompareFunc(a.Because, b.Because, func(a, b brand.Text) int { return cmp.Compare(a.EN, b.EN) }),
	)
}

// States returns every state in the order in which the first wins if two are
// equally weighty.
func States() []State { return []State{Used, Replaced, Blocked, Inactive, Unused, Unknown} }

// verdict chooses the state.
func (w *weighing) verdict() Verdict {
	v := Verdict{State: Unknown}
	weight := None
	for _, s := range States() {
		if best := w.best(s); s != Unknown && best >= Fair && best > weight {
			v.State, weight = s, best
		}
	}
	// What nobody has signed does not undo a proof: it stands among the findings.
	if v.State == Used && w.takenBack() && (weight < Proof || w.best(Blocked) == Proof) {
		v.State, weight = Blocked, w.best(Blocked)
	}
	v.AsOf = w.asOf(v.State, weight)
	if weight >= Fair && weight < Proof && w.disputed(v.State, weight) {
		weight--
	}
	w.divided = weight == Hint
	switch weight {
	case Proof:
		v.Confidence = Proven
	case Strong:
		v.Confidence = Likely
	case Fair:
		v.Confidence = Possible
	case Hint, None:
		v.State = Unknown
		v.AsOf = w.asOf(Unknown, None)
	}
	for _, f := range w.found {
		v.Findings = append(v.Findings, f.Finding)
	}
	if w.told {
		v.Summary = w.summary(v)
		v.Contradictions = slices.Concat(w.contradictions(), w.activation(), w.againstCase())
	}
	return v
}

// best returns the greatest weight of a state's findings.
func (w *weighing) best(s State) Weight {
	best := None
	for _, f := range w.found {
		if f.State == s {
			best = max(best, f.Weight)
		}
	}
	return best
}

// takenBack reports whether the issuer took the value back after its last use.
func (w *weighing) takenBack() bool {
	var lastUse, lastBlock time.Time
	for _, f := range w.found {
		switch {
		case f.State == Used && f.Weight >= Fair && f.At.After(lastUse):
			lastUse = f.At
		case f.State == Blocked && f.Weight >= Strong && f.e.Says != ended && f.At.After(lastBlock):
			lastBlock = f.At
		}
	}
	return lastBlock.After(lastUse)
}

// asOf returns the time a state is known for: for used the earliest by which it
// was, else the latest at which it was so. For unknown it is the time of the
// newest evidence that is about the card.
func (w *weighing) asOf(s State, weight Weight) (at time.Time) {
	for _, f := range w.found {
		switch {
		case f.At.IsZero():
		case s == Unknown && (!f.e.counts() || f.At.After(w.now)):
		case s != Unknown && (f.State != s || f.Weight != weight):
		case at.IsZero(), s == Used && f.At.Before(at), s != Used && f.At.After(at):
			at = f.At
		}
	}
	if at.After(w.now) { // it is known now, whatever its date says
		return w.now
	}
	return at
}
