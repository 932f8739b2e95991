package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/sight"
)

// barClock is the time of day in the bar on top of a phone.
var barClock = regexp.MustCompile(`^(?:午前|午後|AM|PM)? ?([01]?\d|2[0-3])[:.]([0-5]\d)(?: ?(?:AM|PM))?$`)

// fresh notes what tells when a picture was taken: the case's challenge word in
// it, and the clock of the phone.
func (s *sighting) fresh(in *Import) {
	var notes []assess.Note
	if word := s.o.Challenge; word != "" {
		if rd, ok := s.challenge(word); ok {
			in.Readings = append(in.Readings, rd)
			notes = append(notes, assess.Note{ID: assess.ChallengeShown})
		} else {
			notes = append(notes, assess.Note{ID: assess.ChallengeMissing})
		}
	}
	if rd, ok := s.clock(); ok {
		in.Readings = append(in.Readings, rd)
		notes = append(notes, assess.Note{ID: assess.ClockShown, Detail: rd.Value})
	}
	for i := range in.Evidence {
		in.Evidence[i].Notes = append(in.Evidence[i].Notes, notes...)
	}
}

// freshText notes that the case's challenge word stands in the text of a file. That it
// does not says nothing: a mail that came by itself has none.
func (in *Import) freshText(word string) {
	want := plainWord(word)
	if want == "" || !strings.Contains(plainWord(in.Text), want) {
		return
	}
	for i, e := range in.Evidence {
		looked := slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == assess.ChallengeShown || n.ID == assess.ChallengeMissing })
		if !looked {
			in.Evidence[i].Notes = append(in.Evidence[i].Notes, assess.Note{ID: assess.ChallengeShown})
		}
	}
}

// plainWord is a word as eyes compare it: without spaces, in one case and width.
func plainWord(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(brand.NormaliseText(text))), "")
}

func (s *sighting) challenge(word string) (Reading, bool) {
	want := plainWord(word)
	for _, l := range s.lines {
		if want == "" || !strings.Contains(plainWord(l.text()), want) {
			continue
		}
		words := l.line.Words()
		for len(words) > 1 && strings.Contains(plainWords(words[1:]), want) {
			words = words[1:]
		}
		for len(words) > 1 && strings.Contains(plainWords(words[:len(words)-1]), want) {
			words = words[:len(words)-1]
		}
		score := least(words)
		return Reading{Evidence: -1, Field: "challenge", Value: word, Picture: l.picture, Box: sight.Box(words), Score: score, Certain: score >= certainWords}, true
	}
	return Reading{}, false
}

func plainWords(words []sight.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Text)
	}
	return plainWord(b.String())
}

// clock reads the time of day in the first line of a picture, if it stands there
// by itself as in the bar on top of a phone.
func (s *sighting) clock() (Reading, bool) {
	for i, l := range s.lines {
		m := s.pictures[l.picture]
		box := sight.Box(l.line.Words())
		if i > 3 || box.Min.Y-m.Bounds().Min.Y > m.Bounds().Dy()/12 {
			break
		}
		for c, cell := range l.cells {
			at := barClock.FindStringSubmatch(brand.NormaliseText(cell))
			if at == nil {
				continue
			}
			words := l.line.Cells[c].Words
			hour := at[1]
			if len(hour) == 1 {
				hour = "0" + hour
			}
			score := least(words)
			return Reading{Evidence: -1, Field: "clock", Value: hour + ":" + at[2], Picture: l.picture, Box: sight.Box(words), Score: score,
				Certain: score >= certainNumber}, true
		}
	}
	return Reading{}, false
}
