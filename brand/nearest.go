package brand

import (
	"cmp"
	"slices"
	"strings"
)

// Nearest returns the messages of p that are most like a text, the likest first:
// one for each meaning, in the language of the text as far as it goes. It is what
// to offer a person whose message nobody could read.
func (p *Profile) Nearest(text string, most int) []Phrase {
	type like struct {
		phrase Phrase
		score  int
	}
	pairs := pairsOf(text)
	var all []like
	for _, phrase := range p.Messages {
		if phrase.Sample == "" || japanese(phrase.Sample) != japanese(text) {
			continue
		}
		own, shared := pairsOf(phrase.Sample), 0
		for pair := range own {
			if pairs[pair] {
				shared++
			}
		}
		l := like{phrase, 2000 * shared / (len(own) + len(pairs) + 1)}
		if i := slices.IndexFunc(all, func(o like) bool { return o.phrase.Means == phrase.Means }); i < 0 {
			all = append(all, l)
		} else if all[i].score < l.score {
			all[i] = l
		}
	}
	slices.SortStableFunc(all, func(a, b like) int { return cmp.Compare(b.score, a.score) })
	var nearest []Phrase
	for _, l := range all[:min(most, len(all))] {
		nearest = append(nearest, l.phrase)
	}
	return nearest
}

func japanese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff })
}

// pairsOf returns the pairs of neighbouring letters of a text.
func pairsOf(text string) map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	var before rune
	for _, r := range strings.ToLower(NormaliseText(text)) {
		if before != 0 {
			pairs[[2]rune{before, r}] = true
		}
		before = r
	}
	return pairs
}
