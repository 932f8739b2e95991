package ocr

import (
	"cmp"
	"image"
	"slices"
)

// textLine is the place of a line of text, as if it were level, and the ink in it
// from left to right.
type textLine struct {
	top, bottom int
	ink         []stretch
}

// stretch is what lies between two places of a row.
type stretch struct{ from, to int }

// linesOf finds the lines in which letters stand, with everything that is in them.
func (k ink) linesOf(gone map[int][]span, letter, lean int) []textLine {
	type placed struct{ top, bottom, left, right int }
	var all []placed
	low, high := 0, 0
	for i, p := range k.pieces {
		if _, is := gone[i]; is || p.parent != i || max(p.wide(), p.high()) < max(2, letter/8) || p.high() > 4*letter {
			continue
		}
		sink, shift := (p.left+p.right)/2*lean/1000, (p.top+p.bottom)/2*lean/1000
		q := placed{p.top - sink, p.bottom + 1 - sink, p.left + shift, p.right + shift}
		low, high = min(low, q.top), max(high, q.bottom)
		all = append(all, q)
	}
	steps := make([]int, high-low+2)
	for _, q := range all {
		if q.bottom-q.top >= letter/3 {
			steps[q.top-low]++
			steps[q.bottom-low]--
		}
	}
	var lines []textLine
	for y, n := 0, 0; y < len(steps); y++ {
		was := n
		n += steps[y]
		switch {
		case was == 0 && n > 0:
			lines = append(lines, textLine{top: y + low})
		case was > 0 && n == 0:
			lines[len(lines)-1].bottom = y + low
		}
	}
	for _, q := range all {
		at, _ := slices.BinarySearchFunc(lines, (q.top+q.bottom)/2, func(l textLine, y int) int { return cmp.Compare(l.bottom, y+1) })
		if at < len(lines) && (q.top+q.bottom)/2 >= lines[at].top {
			lines[at].ink = append(lines[at].ink, stretch{q.left, q.right})
		}
	}
	for i := range lines {
		lines[i].ink = joined(lines[i].ink)
	}
	return slices.DeleteFunc(lines, func(l textLine) bool { return len(l.ink) == 0 })
}

// joined puts stretches together that touch.
func joined(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	var out []stretch
	for _, s := range all {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// river is a place without ink that goes down between words of several lines: two
// columns have it between them.
type river struct {
	stretch
	top, bottom int
	starts      []int // where words begin right of it, in lines that have words on both sides
	ends        []int // and where the column ends that begins there
}

// enoughLines is how many lines tell columns from words that stand below each
// other by chance.
const enoughLines = 3

// riversIn finds the rivers of lines, and how high a line is.
func riversIn(lines []textLine) (found []river, high int) {
	if len(lines) < enoughLines {
		return nil, 0
	}
	var heights []int
	for _, l := range lines {
		heights = append(heights, l.bottom-l.top)
	}
	slices.Sort(heights)
	high = heights[len(heights)/2]
	least := max(3, high*7/10)
	var open []river
	for i, l := range lines {
		if i > 0 && l.top-lines[i-1].bottom > 3*high {
			found, open = append(found, open...), nil
		}
		var still []river
		for _, r := range open {
			if r.narrow(l, least) {
				still = append(still, r)
			} else {
				found = append(found, r)
			}
		}
		for n := 1; n < len(l.ink) && len(still) < mostRivers; n++ {
			s := stretch{l.ink[n-1].to, l.ink[n].from}
			if s.to-s.from >= least {
				still = append(still, river{stretch: s, top: l.top, bottom: l.bottom, starts: []int{s.to}, ends: []int{l.end(n, least)}})
			}
		}
		open = still
	}
	found = slices.DeleteFunc(append(found, open...), func(r river) bool { return !inRow(r.starts, high/3) && !inRow(r.ends, high/3) })
	slices.SortStableFunc(found, func(a, b river) int { return cmp.Compare(a.top-a.bottom, b.top-b.bottom) })
	var all []river
	for _, r := range found { // of those that lie in each other, the longest
		if !slices.ContainsFunc(all, func(long river) bool {
			return long.top <= r.top && long.bottom >= r.bottom && long.from < r.to && r.from < long.to
		}) {
			all = append(all, r)
		}
	}
	return all, high
}

// mostRivers bounds how many are followed at a time.
const mostRivers = 64

// inRow reports whether enough places are the same but for a little.
func inRow(places []int, little int) bool {
	sorted := slices.Sorted(slices.Values(places))
	for i := range len(sorted) - enoughLines + 1 {
		if sorted[i+enoughLines-1]-sorted[i] <= little {
			return true
		}
	}
	return false
}

// end returns where the words end that begin with a piece of ink.
func (l textLine) end(n, least int) int {
	for n+1 < len(l.ink) && l.ink[n+1].from-l.ink[n].to < least {
		n++
	}
	return l.ink[n].to
}

// narrow makes a river as narrow as a line leaves it, and reports whether it still
// flows.
func (r *river) narrow(l textLine, least int) bool {
	left, right := l.ink[0].from-r.to-1, l.ink[len(l.ink)-1].to+r.to+1 // without end on both sides
	best, at := stretch{}, 0
	for n := 0; n <= len(l.ink); n++ {
		s := stretch{left, right}
		if n > 0 {
			s.from = l.ink[n-1].to
		}
		if n < len(l.ink) {
			s.to = l.ink[n].from
		}
		if s = (stretch{max(s.from, r.from), min(s.to, r.to)}); s.to-s.from > best.to-best.from {
			best, at = s, n
		}
	}
	if best.to-best.from < least {
		return false
	}
	r.stretch, r.bottom = best, l.bottom
	if at > 0 && at < len(l.ink) {
		r.starts, r.ends = append(r.starts, l.ink[at].from), append(r.ends, l.end(at, least))
	}
	return true
}

// band is some rows of a level plane, and where they are pulled apart.
type band struct {
	from, to int
	pulls    []pull
}

// pull is how much room is put in at a place.
type pull struct{ at, more int }

// wideGap is how many lines high a gap is that everybody takes for one between
// columns.
const wideGap = 3

// bandsOf returns where columns are pulled apart, so that they are read as such.
func bandsOf(rivers []river, high int) (bands []band) {
	var cuts []int
	for _, r := range rivers {
		cuts = append(cuts, r.top-high/4, r.bottom+high/4)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := range cuts[:max(0, len(cuts)-1)] {
		b := band{from: cuts[i], to: cuts[i+1]}
		for _, r := range rivers {
			if more := wideGap*high - (r.to - r.from); more > 0 && r.top-high/4 <= b.from && r.bottom+high/4 >= b.to {
				b.pulls = append(b.pulls, pull{(r.from + r.to) / 2, more})
			}
		}
		if len(b.pulls) > 0 {
			slices.SortFunc(b.pulls, func(p, q pull) int { return cmp.Compare(p.at, q.at) })
			bands = append(bands, b)
		}
	}
	return bands
}

// more is how much wider a band is pulled.
func (b band) more() (sum int) {
	for _, p := range b.pulls {
		sum += p.more
	}
	return sum
}

// back returns where a place of the band was before it was pulled, both in so many
// parts of a pixel.
func (b band) back(x, one int) int {
	for _, p := range b.pulls {
		switch {
		case x < p.at*one:
			return x
		case x < (p.at+p.more)*one:
			return p.at * one
		}
		x -= p.more * one
	}
	return x
}

// gaps returns rivers as the places of gaps between columns.
func gaps(rivers []river, times int) (all []image.Rectangle) {
	for _, r := range rivers {
		all = append(all, image.Rect(r.from*times, r.top*times, r.to*times, r.bottom*times))
	}
	return all
}
