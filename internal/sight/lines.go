package sight

import (
	"slices"
	"strings"
)

// Lines returns the lines of a sheet from top to bottom.
func (s Sheet) Lines() []Line {
	words := slices.Clone(s.Words)
	slices.SortFunc(words, compare)
	var lines []Line
	for _, w := range words {
		lines = append(lines, Line{[]Cell{{strings.TrimSpace(w.Text), []Word{w}}}})
	}
	return lines
}

func compare(a, b Word) int {
	if d := a.Box.Min.Y - b.Box.Min.Y; d != 0 {
		return d
	}
	return a.Box.Min.X - b.Box.Min.X
}
