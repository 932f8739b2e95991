package ocr

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/sight"
)

// A line in which no word was read is looked for again, one with words is not, and
// neither is what is not of letters.
func TestMissed(t *testing.T) {
	for name, lean := range map[string]int{"level": 0, "sinks": 30} {
		t.Run(name, func(t *testing.T) {
			r := prepare(page(600, 700, 32, 0, 255, lean).image())
			_, h := r.fit.size(r.plane.w, r.plane.h)
			of := part{0, h}
			if len(r.lines) < 5 {
				t.Fatalf("the page has %d lines", len(r.lines))
			}
			if got := r.missed(nil, of); len(got) < len(r.lines)-1 { // one may be cut by the edge
				t.Errorf("without words %d lines of %d were missed", len(got), len(r.lines))
			}
			var words []sight.Word
			for i, l := range r.lines {
				if i != 2 {
					words = append(words, sight.Word{Text: "word", Box: image.Rect(0, l.top, 2*r.plane.w, l.bottom), Score: 90})
				}
			}
			if got := r.missed(words, of); len(got) != 1 || got[0].top != r.lines[2].top {
				t.Errorf("one line was missed, not %v", got)
			}
			from, to := r.across(r.plane.w, r.lines[2], 4)
			if ink := r.lines[2].ink; from > ink[0].from+r.fit.left || to < ink[len(ink)-1].to || to > r.plane.w {
				t.Errorf("it stands from %d to %d", from, to)
			}
		})
	}
}

// On a Japanese sheet a line is read once more in which Latin letters were hardly read,
// and Japanese is taken for them; on another sheet it is not.
func TestForeign(t *testing.T) {
	r := prepare(page(600, 700, 32, 0, 255, 0).image())
	_, h := r.fit.size(r.plane.w, r.plane.h)
	of := part{0, h}
	word := func(line int, text string, score int) sight.Word {
		l := r.lines[line]
		return sight.Word{Text: text, Box: image.Rect(l.ink[0].from, l.top, l.ink[len(l.ink)-1].to, l.bottom), Score: score}
	}
	if got := r.foreign([]sight.Word{word(0, "Order", 95), word(1, "West,", 17)}, of); len(got) != 0 {
		t.Errorf("on an English sheet %d lines are foreign", len(got))
	}
	words := []sight.Word{word(0, "カード", 95), word(1, "its", 58), word(2, "Amazon", 92), word(3, "82%", 50)}
	lines := r.foreign(words, of)
	if len(lines) != 1 || lines[0].top != r.lines[1].top {
		t.Fatalf("on a Japanese sheet these are foreign: %v", lines)
	}
	for text, score := range map[string]int{"残高": 55, "its": 58} { // a little worse, or as good
		got := r.better(words, []sight.Word{word(1, text, score)}, lines, of)
		if !slices.ContainsFunc(got, func(w sight.Word) bool { return w.Text == text }) || len(got) != len(words) {
			t.Errorf("read once more as %s, it is %v", text, got)
		}
	}
}

// What reaches out of a line is cut off, and an upright rule is no letter.
func TestTrim(t *testing.T) {
	r := ready{fit: fit{num: 1, den: 1}, lines: []textLine{{10, 30, []stretch{{20, 200}}}}, high: 20}
	got := r.trim([]sight.Word{{Text: "額", Box: image.Rect(20, 2, 40, 46)}, {Text: "|", Box: image.Rect(2, 0, 4, 60)},
		{Text: "|", Box: image.Rect(44, 10, 46, 30)}}, part{0, 100})
	if len(got) != 2 || got[0].Box != image.Rect(20, 10, 40, 30) || got[1].Text != "|" {
		t.Errorf("trimmed to %v", got)
	}
}

// Stars that were read as letters are stars again; digits and words that stand there
// are not.
func TestMasks(t *testing.T) {
	var k ink
	draw := func(x, y, w, h, ink int) {
		k.pieces = append(k.pieces, piece{parent: len(k.pieces), left: x, right: x + w, top: y, bottom: y + h - 1, ink: ink})
	}
	for i := range 4 {
		draw(20+12*i, 30, 9, 10, 30) // a star
		draw(200+12*i, 20, 9+2*(i%2), 18, 80)
	}
	for i := range 3 {
		draw(20+12*i, 90, 9, 10, 30) // too few
	}
	masks := masks(k.alikeIn(nil, 20, 0))
	if want := image.Rect(20, 30, 65, 40); len(masks) != 1 || masks[0] != want {
		t.Fatalf("masks at %v, want %v", masks, want)
	}
	r := ready{fit: fit{num: 1, den: 1}, high: 20, masks: masks}
	for _, tt := range []struct {
		words []sight.Word
		want  string
	}{
		{[]sight.Word{{Text: "werk", Box: image.Rect(20, 28, 66, 42), Score: 50}, {Text: "0334", Box: image.Rect(80, 20, 130, 42), Score: 90}}, "0334 ****"},
		{[]sight.Word{{Text: "キネ", Box: image.Rect(19, 28, 44, 42), Score: 88}, {Text: "※", Box: image.Rect(44, 28, 66, 42), Score: 70}}, "****"},
		{[]sight.Word{{Text: "本本本本", Box: image.Rect(20, 30, 66, 40), Score: 90}}, "****"},
		{[]sight.Word{{Text: "next", Box: image.Rect(20, 28, 66, 42), Score: 96}}, "next"},
		{[]sight.Word{{Text: "1111", Box: image.Rect(20, 28, 66, 42), Score: 90}}, "1111"},
		{[]sight.Word{{Text: "残高確認", Box: image.Rect(20, 24, 66, 44), Score: 90}}, "残高確認"},
		{[]sight.Word{{Text: "eeee-eeeeee-9C93", Box: image.Rect(20, 28, 140, 42), Score: 60}}, "****-9C93"},
		{[]sight.Word{{Text: "mark-7Q2M", Box: image.Rect(20, 28, 140, 42), Score: 90}}, "mark-7Q2M"},
	} {
		var texts []string
		for _, w := range r.masked(tt.words, part{0, 100}) {
			texts = append(texts, w.Text)
		}
		if got := strings.Join(texts, " "); got != tt.want {
			t.Errorf("%v is %q, want %q", tt.words, got, tt.want)
		}
	}
}

// A row of small dots on which the letters beside it stand leads from a name to an
// amount; one in the middle of its line is a mask.
func TestLeaders(t *testing.T) {
	for name, tt := range map[string]struct {
		y, n int
		want bool
	}{"leader": {36, 12, true}, "mask": {28, 12, false}, "short": {36, 4, false}} {
		var k ink
		draw := func(x, y, w, h, ink int) {
			k.pieces = append(k.pieces, piece{parent: len(k.pieces), left: x, right: x + w, top: y, bottom: y + h - 1, ink: ink})
		}
		draw(20, 20, 14, 20, 150) // a letter
		for i := range tt.n {
			draw(50+10*i, tt.y, 4, 4, 14)
		}
		rows := k.alikeIn(nil, 20, 0)
		if len(rows) != 1 || k.leads(rows[0], nil, 20, 0) != tt.want {
			t.Errorf("%s: rows %v", name, rows)
		}
	}
}

// A line of which a word was left out is read once more, and the bar of a phone whose
// clock was read is not.
func TestMissedWords(t *testing.T) {
	letters := func(n int) (ink []stretch) {
		for i := range n {
			ink = append(ink, stretch{20 + 15*i, 32 + 15*i})
		}
		return ink
	}
	r := ready{fit: fit{num: 1, den: 1}, high: 20, lines: []textLine{{10, 30, letters(20)}, {50, 70, letters(20)}}}
	words := []sight.Word{{Text: "9:41", Box: image.Rect(20, 10, 60, 30), Score: 95}, {Text: "already", Box: image.Rect(20, 50, 230, 70), Score: 95}}
	if got := r.missed(words, part{0, 100}); len(got) != 1 || got[0].top != 50 {
		t.Errorf("missed %v", got)
	}
	words[1].Box.Max.X = 320
	if got := r.missed(words, part{0, 100}); len(got) != 0 {
		t.Errorf("missed %v, though all is read", got)
	}
}

// A place that was made smaller goes back to where it was, and only large letters are.
func TestShrunk(t *testing.T) {
	if !(textLine{10, 70, []stretch{{20, 52}, {60, 70}, {80, 115}}}).huge() || (textLine{10, 70, []stretch{{20, 30}, {34, 43}, {50, 97}}}).huge() {
		t.Error("letters are not told from cells that stand above each other")
	}
	s := shrunk{image.Rect(10, 20, 110, 80), 2}
	if got := s.back(s.to()); got != s.at {
		t.Errorf("%v is %v", s.at, got)
	}
}

// An amount that was read whole is not given up for one that was not.
func TestWholeSumStays(t *testing.T) {
	box := image.Rect(20, 10, 200, 60)
	r := ready{fit: fit{num: 1, den: 1}, high: 20}
	lines := []textLine{{10, 60, []stretch{{20, 200}}}}
	got := r.better([]sight.Word{{Text: "2,000F3", Box: box, Score: 40}}, []sight.Word{{Text: "2,00073", Box: box, Score: 80}}, lines, part{0, 100})
	if len(got) != 1 || got[0].Text != "2,000F3" {
		t.Errorf("read %v", got)
	}
}
