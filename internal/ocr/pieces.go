package ocr

import (
	"image"
	"slices"
)

// span is a run of ink in a row, and the piece that it belongs to.
type span struct{ y, from, to, piece int32 }

// piece is ink that hangs together.
type piece struct{ parent, left, right, top, bottom, ink int }

// ink is all ink of a plane. The pieces that are their own parents are whole.
type ink struct {
	spans  []span
	pieces []piece
}

func (k ink) root(i int) int {
	for k.pieces[i].parent != i {
		k.pieces[i].parent = k.pieces[k.pieces[i].parent].parent
		i = k.pieces[i].parent
	}
	return i
}

// inkOf puts together what hangs together, or returns nothing if a plane is full
// of noise.
func inkOf(dark []bool, w, h int) (k ink) {
	before := 0 // where the spans of the row before begin
	for y := range h {
		first, j := len(k.spans), before
		row := dark[y*w : (y+1)*w]
		for x := 0; x < w; x++ {
			if !row[x] {
				continue
			}
			s := span{y: int32(y), from: int32(x), piece: -1}
			for x < w && row[x] {
				x++
			}
			s.to = int32(x)
			for j < first && k.spans[j].to < s.from {
				j++
			}
			for i := j; i < first && k.spans[i].from <= s.to; i++ {
				k.hang(&s, k.root(int(k.spans[i].piece)))
			}
			if len(k.spans) == maxSpans || len(k.pieces) == maxPieces {
				return ink{}
			}
			if s.piece < 0 {
				s.piece = int32(len(k.pieces))
				k.pieces = append(k.pieces, piece{parent: int(s.piece), left: int(s.from), right: x, top: y, bottom: y})
			}
			k.pieces[s.piece].join(piece{left: int(s.from), right: x, top: y, bottom: y, ink: int(s.to - s.from)})
			k.spans = append(k.spans, s)
		}
		before = first
	}
	return k
}

// hang makes a span one with a piece.
func (k ink) hang(s *span, other int) {
	if s.piece >= 0 && int(s.piece) != other {
		k.pieces[other].join(k.pieces[s.piece])
		k.pieces[s.piece].parent = other
	}
	s.piece = int32(other)
}

func (p *piece) join(q piece) {
	p.left, p.right = min(p.left, q.left), max(p.right, q.right)
	p.top, p.bottom = min(p.top, q.top), max(p.bottom, q.bottom)
	p.ink += q.ink
}

func (p piece) wide() int { return p.right - p.left }
func (p piece) high() int { return p.bottom - p.top + 1 }

// letterHeight returns how high most letters and digits are, or 0 if there are
// hardly any. High ones count more: what a lens makes of an edge is many and small.
func (k ink) letterHeight() int {
	var heights []int
	sum := 0
	for i, p := range k.pieces {
		if high, wide := p.high(), p.wide(); p.parent == i && high >= 6 && high <= 240 && wide <= 3*high && high <= 6*max(wide, 1) {
			heights = append(heights, high)
			sum += high
		}
	}
	if len(heights) < 8 {
		return 0
	}
	slices.Sort(heights)
	at, under := 0, 0
	for ; 10*(under+heights[at]) < 6*sum; at++ {
		under += heights[at]
	}
	return heights[at]
}

// letters returns the ink of what can be letters, if there are any: the edge of a
// sheet that lies askew is in steps, each of which is level.
func (k ink) letters(dark []bool, w, high int) []bool {
	if high == 0 {
		return dark
	}
	only := make([]bool, len(dark))
	for _, s := range k.spans {
		p := k.pieces[k.root(int(s.piece))]
		if 3*p.high() < high || p.high() > 3*high || p.wide() > 6*high {
			continue
		}
		row := int(s.y) * w
		copy(only[row+int(s.from):row+int(s.to)], dark[row+int(s.from):row+int(s.to)])
	}
	return only
}

// line reports whether a piece is a rule, or a frame around text, of which it
// keeps its reader from seeing the letters.
func (p piece) line(letter int) bool {
	high, wide := p.high(), p.wide()
	thin := max(3, letter/3)
	switch {
	case wide > 8*letter && high <= thin, high > 4*letter && wide <= thin:
		return true
	}
	return wide > 3*letter && high > letter && 7*p.ink < wide*high
}

// erase takes rules and frames off a plane, and returns them by their pieces.
func (k ink) erase(g plane, b ground, dark []bool, letter int) map[int][]span {
	gone := map[int][]span{}
	for i, p := range k.pieces {
		if p.parent == i && p.line(letter) {
			gone[i] = nil
		}
	}
	k.whiten(gone, g, b, dark, letter)
	return gone
}

// whiten takes pieces off a plane, and writes down of which spans they are.
func (k ink) whiten(pieces map[int][]span, g plane, b ground, dark []bool, letter int) {
	if len(pieces) == 0 {
		return
	}
	edge := max(1, letter/10) // what a lens or JPEG has made of its sides
	for _, s := range k.spans {
		at := k.root(int(s.piece))
		if _, is := pieces[at]; !is {
			continue
		}
		pieces[at] = append(pieces[at], s)
		from, to := max(0, int(s.from)-edge), min(g.w, int(s.to)+edge)
		for y := max(0, int(s.y)-edge); y <= min(g.h-1, int(s.y)+edge); y++ {
			row, papers := g.row(y), b.paper[y/blockSide*b.w:]
			for x := from; x < to; x++ {
				if y == int(s.y) || !dark[y*g.w+x] {
					row[x] = papers[x/blockSide]
				}
			}
		}
	}
	for _, spans := range pieces {
		for _, s := range spans {
			for x := s.from; x < s.to; x++ {
				dark[int(s.y)*g.w+int(x)] = false
			}
		}
	}
}

// level returns the place of spans as if they did not lean.
func level(spans []span, lean int) (box image.Rectangle) {
	for i, s := range spans {
		y := int(s.y) - int(s.from+s.to)/2*lean/1000
		x := int(s.y) * lean / 1000
		r := image.Rect(int(s.from)+x, y, int(s.to)+x, y+1)
		if i == 0 {
			box = r
		}
		box = box.Union(r)
	}
	return box
}
