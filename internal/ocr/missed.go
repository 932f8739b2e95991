package ocr

import (
	"context"
	"image"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/internal/sight"
)

// missed returns the lines of a part of a picture in which letters stand though no
// word was read, or only badly: a page of few words is divided as if they were
// drawings, and so is a column of them that stands far from the rest.
func (r ready) missed(words []sight.Word, of part) (lines []textLine) {
	boxes := r.levelled(words, of)
	from, to := of.from*r.fit.den/r.fit.num, (of.from+of.rows)*r.fit.den/r.fit.num
	for _, l := range r.lines {
		high := l.bottom - l.top
		if l.top < from || l.bottom > to || 2*high < r.high || high > 4*r.high || len(l.ink) < fewPieces {
			continue
		}
		if l.bare(boxes, r.high) || l.doubted(words, boxes) {
			lines = append(lines, l)
		}
	}
	if len(lines) > maxMissed {
		return nil // drawings, or a hand's writing
	}
	return lines
}

// fewPieces is of how many pieces of ink a line is at least that letters stand in:
// what is of less is an icon or a rule.
const fewPieces = 2

// bare reports whether no word stands on most of the ink of a line, or on what
// stands by itself in it.
func (l textLine) bare(boxes []image.Rectangle, high int) bool {
	bare, all := 0, 0         // how wide
	alone, pieces := 0, 0     // of what stands together
	apart, missed := 0, false // whether that was read
	for i, s := range l.ink {
		if i > 0 && s.from-l.ink[i-1].to > 2*high {
			missed = missed || apart == 0 && pieces >= fewPieces && alone >= 3*high/2
			alone, pieces, apart = 0, 0, 0
		}
		wide := s.to - s.from
		all, alone, pieces = all+wide, alone+wide, pieces+1
		if l.read(s, boxes) {
			apart++
		} else {
			bare += wide
		}
	}
	missed = missed || apart == 0 && pieces >= fewPieces && alone >= 3*high/2
	return missed || bare >= 2*high && 2*bare > all
}

// hardlyRead is a score below which a word is looked at once more.
const hardlyRead = 45

// doubted reports whether a word of a line was hardly read.
func (l textLine) doubted(words []sight.Word, boxes []image.Rectangle) bool {
	for i, b := range boxes {
		if words[i].Score < hardlyRead && b.Dx() > b.Dy()/2 && l.has(b) {
			return true
		}
	}
	return false
}

// foreignRead is a score below which Latin letters on a Japanese sheet may be Japanese.
const foreignRead = 80

// foreign returns the lines in which Latin letters were read that may be Japanese ones,
// on a sheet that has such.
func (r ready) foreign(words []sight.Word, of part) (lines []textLine) {
	boxes := r.levelled(words, of)
	if !slices.ContainsFunc(words, func(w sight.Word) bool { return strings.ContainsFunc(w.Text, japanese) }) {
		return nil
	}
	for _, l := range r.lines {
		for i, b := range boxes {
			if words[i].Score < foreignRead && strings.ContainsFunc(words[i].Text, latin) && l.has(b) {
				lines = append(lines, l)
				break
			}
		}
	}
	return lines[:min(len(lines), maxMissed)]
}

func japanese(c rune) bool { return c >= 'ぁ' && c <= 'ヺ' || kanji(c) }

func kanji(c rune) bool { return c >= 0x4e00 && c <= 0x9fff }

func latin(c rune) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// has reports whether the middle of a place is in a line.
func (l textLine) has(b image.Rectangle) bool {
	middle := (b.Min.Y + b.Max.Y) / 2
	return middle >= l.top && middle < l.bottom
}

// better returns the words of a part after some of its lines were read once more:
// of each of these lines those of the look that read more of it, or read it better.
// Japanese is taken for Latin letters if it was read a little worse, too.
func (r ready) better(words, more []sight.Word, lines []textLine, of part) []sight.Word {
	old, fresh := r.levelled(words, of), r.levelled(more, of)
	gone := make([]bool, len(words))
	var out []sight.Word
	for _, l := range lines {
		before, after := l.worth(words, old), l.worth(more, fresh)
		if l.japanese(more, fresh) && !l.japanese(words, old) {
			before = before * 3 / 4
		}
		if after <= before {
			continue
		}
		for i, b := range old {
			gone[i] = gone[i] || l.has(b)
		}
		for k, f := range fresh {
			if !l.has(f) {
				continue
			}
			out = append(out, more[k])
			for i, b := range old { // the same word, whose place reaches out of the line
				both := b.Intersect(f)
				gone[i] = gone[i] || 2*both.Dx()*both.Dy() > f.Dx()*f.Dy()
			}
		}
	}
	for i, w := range words {
		if !gone[i] {
			out = append(out, w)
		}
	}
	return out
}

// japanese reports whether Japanese was read in a line.
func (l textLine) japanese(words []sight.Word, boxes []image.Rectangle) bool {
	for i, b := range boxes {
		if l.has(b) && strings.ContainsFunc(words[i].Text, japanese) {
			return true
		}
	}
	return false
}

// worth is how much of a line was read, and how well.
func (l textLine) worth(words []sight.Word, boxes []image.Rectangle) (sum int) {
	for _, s := range l.ink {
		best := 0
		for i, b := range boxes {
			if l.has(b) && b.Min.X < s.to && b.Max.X > s.from {
				best = max(best, words[i].Score)
			}
		}
		sum += best * (s.to - s.from)
	}
	return sum
}

// levelled returns where words of a part are among the lines.
func (r ready) levelled(words []sight.Word, of part) []image.Rectangle {
	boxes := make([]image.Rectangle, len(words))
	for i, w := range words {
		boxes[i] = r.level(w.Box.Add(image.Pt(0, of.from)))
	}
	return boxes
}

// trim takes from the places of words what reaches out of their line: a place that is
// too high would stand in two of them. It leaves out upright rules that were read as
// letters at the edge of a line.
func (r ready) trim(words []sight.Word, of part) (left []sight.Word) {
	boxes := r.levelled(words, of)
	for i, w := range words {
		b := boxes[i]
		if strings.Trim(w.Text, "|｜丨") == "" && !slices.ContainsFunc(boxes, func(o image.Rectangle) bool {
			return o != b && o.Min.Y < b.Max.Y && o.Max.Y > b.Min.Y && o.Min.X < b.Max.X+r.high/2 && o.Max.X > b.Min.X-r.high/2
		}) {
			continue
		}
		for _, l := range r.lines {
			if over, under := l.top-b.Min.Y, b.Max.Y-l.bottom; l.has(b) {
				w.Box.Min.Y += max(0, over) * r.fit.num / r.fit.den
				w.Box.Max.Y -= max(0, under) * r.fit.num / r.fit.den
			}
		}
		left = append(left, w)
	}
	return left
}

// read reports whether a word stands on a stretch of a line.
func (l textLine) read(s stretch, boxes []image.Rectangle) bool {
	for _, b := range boxes {
		if b.Min.X < s.to && b.Max.X > s.from && b.Min.Y < l.bottom && b.Max.Y > l.top {
			return true
		}
	}
	return false
}

// level returns where a place of the fitted plane is among the lines.
func (r ready) level(box image.Rectangle) image.Rectangle {
	box = r.fit.back(box)
	x, y := (box.Min.X+box.Max.X)/2, (box.Min.Y+box.Max.Y)/2
	return box.Add(image.Pt(y*r.fit.lean/1000, -x*r.fit.lean/1000))
}

// seek reads such lines of a part once more, with nothing else in sight.
func (p *Program) seek(ctx context.Context, worked plane, r ready, of part, lines []textLine, way string, languages []string) (words []sight.Word, err error) {
	bare := newPlane(worked.w, worked.h)
	for i := range bare.pix {
		bare.pix[i] = 255
	}
	scaled := func(y int) int { return min(max(y*r.fit.num/r.fit.den-of.from, 0), worked.h) }
	inside := make([]bool, worked.h)
	for _, l := range lines {
		room := (l.bottom - l.top) / 3
		from, to := r.across(worked.w, l, room)
		top, bottom := scaled(l.top-room), scaled(l.bottom+room)
		for y := top; y < bottom; y++ {
			copy(bare.row(y)[from:to], worked.row(y)[from:to])
			inside[y] = true
		}
		bare.whiten(image.Rect(from, top, to, bottom))
	}
	all, err := p.divided(ctx, bare, way, languages)
	if err != nil {
		return nil, err
	}
	for _, w := range all {
		if inside[min((w.Box.Min.Y+w.Box.Max.Y)/2, worked.h-1)] {
			words = append(words, w)
		}
	}
	return words, nil
}

// whiten makes the paper of a place white: what stands on a shade of its own would be
// taken for a drawing.
func (g plane) whiten(r image.Rectangle) {
	var count [256]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.row(y)[r.Min.X:r.Max.X] {
			count[v]++
		}
	}
	paper := max(1, middleOf(&count))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := g.row(y)[r.Min.X:r.Max.X]
		for x, v := range row {
			row[x] = byte(min(int(v)*255/paper, 255))
		}
	}
}

// across returns between which columns of the fitted plane a line stands, with so
// much room beside it: what is further out is the table that the picture lay on.
func (r ready) across(wide int, l textLine, room int) (from, to int) {
	b := r.fit.band((l.top + l.bottom) / 2)
	left, right := l.ink[0].from-room, l.ink[len(l.ink)-1].to+room
	for from = 0; from < wide && b.back(from*r.fit.den/r.fit.num, 1)-r.fit.left < left; {
		from++
	}
	for to = from; to < wide && b.back(to*r.fit.den/r.fit.num, 1)-r.fit.left < right; {
		to++
	}
	return from, to
}
