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

// Choices returns what to offer to a person whose message could not be read: with
// one brand always the same meanings, whatever the language, those first whose
// messages are most like it.
func Choices(p *brand.Profile, text string) []Choice {
	meanings := offered(p)
	var all []Choice
	for _, phrase := range p.Nearest(text, len(brand.MessageMeanings())) {
		if slices.Contains(meanings, phrase.Means) {
			all = append(all, Choice{phrase.Means, phrase.Sample})
		}
	}
	for _, m := range meanings {
		if !slices.ContainsFunc(all, func(c Choice) bool { return c.Means == m }) {
			all = append(all, Choice{Means: m})
		}
	}
	return all
}

// offered are the meanings to choose from: what messages mean with any brand, and
// what others of this brand are known to.
func offered(p *brand.Profile) []brand.Meaning {
	all := anyMessage()
	for _, m := range brand.MessageMeanings() {
		known := slices.ContainsFunc(p.Messages, func(phrase brand.Phrase) bool { return phrase.Means == m })
		if known && !slices.Contains(all, m) && len(all) < mostChoices {
			all = append(all, m)
		}
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
