package ocr

import (
	"image"
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
