package assess

import (
	"cmp"
	"slices"

	"github.com/unspent-dev/unspent/brand"
)

// whichMessage is the ask that offers choices.
const whichMessage = "which-message"

// Choice is a message that one nobody could read may mean.
type Choice struct {
	Means  brand.Meaning
	Sample string // as the brand shows it, letter for letter; empty: not known
}

// Choices returns what to offer to a person whose message could not be read: the
// messages of the brand that are most like it, the likest first, and then what
// messages mean with any brand.
func Choices(p *brand.Profile, text string) []Choice {
	var all, rest []Choice
	for i, phrase := range p.Nearest(text, len(brand.MessageMeanings())) {
		if c := (Choice{phrase.Means, phrase.Sample}); i < mostLike {
			all = append(all, c)
		} else {
			rest = append(rest, c)
		}
	}
	for _, m := range anyMessage() {
		is := func(c Choice) bool { return c.Means == m }
		if len(all) == mostChoices || slices.ContainsFunc(all, is) {
			continue
		}
		c := Choice{Means: m}
		if i := slices.IndexFunc(rest, is); i >= 0 {
			c = rest[i]
		}
		all = append(all, c)
	}
	return all
}

// anyMessage are the meanings that messages of any brand have, those first that
// most need to be told apart.
func anyMessage() []brand.Meaning {
	return []brand.Meaning{brand.AlreadyElsewhere, brand.AlreadyHere, brand.Invalid, brand.NotActivated, brand.Blocked, brand.Expired}
}

// unread returns the first message that nobody could read.
func (s situation) unread() (Evidence, bool) {
	var all []Evidence
	for _, e := range s.all {
		if (e.Kind == Message || e.Kind == Picture) && e.Says == brand.NothingToTell && e.Shown != "" && e.Grade != Contradicted {
			all = append(all, e)
		}
	}
	if len(all) == 0 {
		return Evidence{}, false
	}
	return slices.MinFunc(all, func(a, b Evidence) int { return cmp.Or(len(a.ID)-len(b.ID), cmp.Compare(a.ID, b.ID)) }), true
}

// chosen are the outcomes of being asked which message an unread one is most like.
func (s situation) chosen(Owner) (all []Evidence) {
	e, _ := s.unread()
	for _, c := range Choices(s.p, e.Shown) {
		o := s.outcome(Message, e.Owner, Unverified, c.Means)
		o.Notes = []Note{{ID: MessageChosen}}
		all = append(all, o)
	}
	return all
}

// chosen reports whether a person has said what a message means that nobody could
// read.
func (e Evidence) chosen() bool {
	return slices.ContainsFunc(e.Notes, func(n Note) bool { return n.ID == MessageChosen })
}
