package intake

import (
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/internal/sight"
)

// Of a picture it is known how much room is between its lines, and where rules go. What
// stands close together is of one row, as an element of a saved page is: so lines that
// stand closest are grouped first, then those groups, until the page is one.

const (
	mostGroupings = 8   // of lines, of these, and so on
	alikeGap      = 3   // tenths of the height of a line by which gaps that are meant to be the same differ
	ruleGap       = 400 // hundredths of the height of a line that a rule is worth
)

// grouped returns the groups of lines of one picture as elements that stand in each
// other, or nothing if the text has other lines.
func (s *sighting) grouped(text string) *elements {
	if len(s.pictures) != 1 || len(s.lines) < 2 || strings.Count(text, "\n") != len(s.lines)-1 {
		return nil
	}
	var heights, gaps []int
	for i, l := range s.lines {
		for _, c := range l.line.Cells {
			heights = append(heights, sight.Box(c.Words[:1]).Dy())
		}
		if i+1 < len(s.lines) {
			gap, _ := s.gap(i)
			gaps = append(gaps, gap)
		}
	}
	slices.Sort(heights)
	high := max(1, heights[len(heights)/2])
	for i := range gaps {
		if s.ruled(i) {
			gaps[i] += high * ruleGap / 100
		}
	}
	e := &elements{within: []int32{0}, line: make([]int32, len(s.lines))}
	levels := levelsOf(gaps, high*alikeGap/10)
	if len(levels) > mostGroupings {
		levels = levels[len(levels)-mostGroupings:]
	}
	for _, most := range slices.Backward(levels) { // from the page down to its lines
		var at int32
		was := slices.Clone(e.line)
		for i := range s.lines {
			if i == 0 || gaps[i-1] > most || was[i] != was[i-1] {
				at = e.next(was[i])
			}
			e.line[i] = at
		}
	}
	for i := range e.line {
		e.line[i] = e.next(e.line[i])
	}
	return e
}

// levelsOf returns the largest of each lot of gaps that are alike but for a little.
func levelsOf(gaps []int, little int) (levels []int) {
	sorted := slices.Sorted(slices.Values(gaps))
	for i, gap := range sorted {
		if i > 0 && gap-sorted[i-1] <= little {
			levels[len(levels)-1] = gap
			continue
		}
		levels = append(levels, gap)
	}
	return levels
}

// ruled reports whether a rule goes between a line and the next one.
func (s *sighting) ruled(line int) bool {
	_, bottom := s.edges(line)
	top, _ := s.edges(line + 1)
	return slices.ContainsFunc(s.rules, func(y int) bool { return y >= bottom-1 && y <= top+1 })
}

// gap is the room between a line and the next one of its picture, as if it were level.
func (s *sighting) gap(line int) (room int, ok bool) {
	if line < 0 || line+1 >= len(s.lines) || s.lines[line].picture != s.lines[line+1].picture {
		return 0, false
	}
	_, bottom := s.edges(line)
	top, _ := s.edges(line + 1)
	return max(0, top-bottom), true
}

// edges are where a line begins and ends, as if its picture were level.
func (s *sighting) edges(line int) (top, bottom int) {
	l := s.lines[line]
	lean := s.leans[l.picture]
	top, bottom = endless, -endless
	for _, w := range l.line.Words() {
		sunk := (w.Box.Min.X + w.Box.Max.X) / 2 * lean / 1000
		top, bottom = min(top, w.Box.Min.Y-sunk), max(bottom, w.Box.Max.Y-sunk)
	}
	return top, bottom
}

const endless = 1 << 30
