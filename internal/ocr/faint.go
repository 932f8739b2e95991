package ocr

import (
	"image"
	"slices"
)

// A faint rule is hardly darker or lighter than its paper, so that it is no ink: what
// pages draw between the rows of a list, and the edges of their boxes.
const (
	strokeWide  = 16 // pixels of which the mean is taken: one alone is noise in a photograph
	leastFaint  = 4  // shades that it differs by
	faintReach  = 5  // pixels above and below between which it is looked for
	faintParts  = 5  // of the page's width: two of these are as long as a rule is at least
	faintMisses = 2  // strokes within it that may not show it
	evenPaper   = 4  // shades by which paper differs from row to row
)

// strokes are the means of short stretches of the rows of a plane.
type strokes struct {
	mean []uint8
	w, h int // strokes of a row, rows
}

func strokesOf(g plane) strokes {
	s := strokes{w: g.w / strokeWide, h: g.h}
	s.mean = make([]uint8, s.w*s.h)
	for y := range g.h {
		row := g.row(y)
		for i := range s.w {
			sum := 0
			for _, v := range row[i*strokeWide : (i+1)*strokeWide] {
				sum += int(v)
			}
			s.mean[y*s.w+i] = uint8(sum / strokeWide)
		}
	}
	return s
}

// faint returns the faint rules of a plane that leans so much, as if it were level. What
// has ink is none.
func (s strokes) faint(dark []bool, w, lean int) (rules []image.Rectangle) {
	least := s.w * 2 / faintParts
	if least < 4 {
		return nil
	}
	last := -2 * faintReach
	for y := faintReach; y < s.h-faintReach; y++ {
		from, to := s.longest(y, lean)
		if to-from < least || y-last <= 2*faintReach || inked(dark, w, lean, image.Rect(from*strokeWide, y-2, to*strokeWide, y+3)) {
			continue
		}
		last = y
		rules = append(rules, image.Rect(from*strokeWide, y, to*strokeWide, y+1))
	}
	return rules
}

// inked reports whether letters stand where a rule is looked for.
func inked(dark []bool, w, lean int, at image.Rectangle) bool {
	const most = 50 // parts of the place
	n := 0
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			if i := (y+x*lean/1000)*w + x; i >= 0 && i < len(dark) && dark[i] {
				n++
			}
		}
	}
	return n*most > at.Dx()*at.Dy()
}

// longest returns between which strokes of a row a rule goes, which is as faint
// everywhere: letters are not.
func (s strokes) longest(y, lean int) (from, to int) {
	start, missed, was := -1, 0, 0
	for i := range s.w + 1 {
		depth := 0
		if i < s.w {
			depth = s.depth(i, y+(i*strokeWide+strokeWide/2)*lean/1000)
		}
		same := depth != 0 && (start < 0 || abs(depth-was) <= max(evenPaper, abs(was)/4))
		switch {
		case same && start < 0:
			start, missed, was = i, 0, depth
		case same:
			missed = 0
		case start >= 0:
			if missed++; missed > faintMisses || i == s.w {
				if end := i - missed + 1; end-start > to-from {
					from, to = start, end
				}
				start = -1
			}
		}
	}
	return from, to
}

// depth is by how much a stroke is lighter or darker than the even paper above and below
// it, or by how much one even paper differs from the next one, if they meet there; 0 if
// neither is so.
func (s strokes) depth(i, y int) int {
	if y < faintReach || y >= s.h-faintReach {
		return 0
	}
	at := func(d int) int { return int(s.mean[(y+d)*s.w+i]) }
	above, below := at(-faintReach), at(faintReach)
	if abs(above-at(1-faintReach)) > evenPaper || abs(below-at(faintReach-1)) > evenPaper { // letters
		return 0
	}
	middle := at(0)
	switch thin := middle - (above+below)/2; {
	case abs(thin) >= leastFaint && abs(middle-above) >= leastFaint && abs(middle-below) >= leastFaint && (middle < above) == (middle < below):
		return thin
	case abs(above-below) >= leastFaint && abs(at(-1)-above) <= evenPaper && abs(at(1)-below) <= abs(above-below)/2:
		return below - above
	}
	return 0
}

// addFaint adds a faint rule, unless one of ink is there.
func (r *ready) addFaint(rule image.Rectangle, high int) {
	if !slices.ContainsFunc(r.rules, func(o image.Rectangle) bool { return abs(o.Min.Y-rule.Min.Y) < max(4, high/2) }) {
		r.rules = append(r.rules, rule)
	}
}
