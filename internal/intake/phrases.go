package intake

import (
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// phrases reads many texts by one list of phrases. Rows of a history differ in
// little but their digits, so which phrase fits is remembered by a text with all
// digits alike, if no phrase tells one digit from another.
type phrases struct {
	p     *brand.Profile
	list  []brand.Phrase
	alike bool
	fits  map[string]int // by text with its digits alike: the phrase, or -1
}

func phrasesOf(p *brand.Profile, list []brand.Phrase) *phrases {
	ph := &phrases{p: p, list: list, alike: true, fits: map[string]int{}}
	for _, phrase := range list {
		tree, err := syntax.Parse(phrase.Match, syntax.Perl)
		ph.alike = ph.alike && err == nil && digitsAlike(tree)
	}
	return ph
}

// read returns the first phrase that text matches, as [brand.Profile.Read] does.
func (ph *phrases) read(text string) (brand.Phrase, map[string]string, bool) {
	if !ph.alike {
		return ph.p.Read(ph.list, text)
	}
	key := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, text)
	if k, known := ph.fits[key]; known {
		return ph.p.Read(ph.list[max(k, 0):k+1], text)
	}
	phrase, values, ok := ph.p.Read(ph.list, text)
	ph.fits[key] = -1
	if ok {
		ph.fits[key] = slices.IndexFunc(ph.list, func(p brand.Phrase) bool { return p.Match == phrase.Match })
	}
	return phrase, values, ok
}

// digitsAlike reports whether a pattern matches a text whatever its digits are.
func digitsAlike(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if r >= '0' && r <= '9' {
				return false
			}
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			lo, hi := re.Rune[i], re.Rune[i+1]
			if hi >= '0' && lo <= '9' && !(lo <= '0' && hi >= '9') {
				return false
			}
		}
	default: // only what it is made of matters
	}
	for _, sub := range re.Sub {
		if !digitsAlike(sub) {
			return false
		}
	}
	return true
}
