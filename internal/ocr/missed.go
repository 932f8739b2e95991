package ocr

import (
	"context"
	"image"

	"github.com/unspent-dev/unspent/internal/sight"
)

// missed returns the lines of a part of a picture in which letters stand though no
// word was read: a page of few words is divided as if they were drawings. Most of
// the ink of such a line has no word on it.
func (r ready) missed(words []sight.Word, of part) (lines []textLine) {
	boxes := make([]image.Rectangle, len(words))
	for i, w := range words {
		boxes[i] = r.level(w.Box.Add(image.Pt(0, of.from)))
	}
	from, to := of.from*r.fit.den/r.fit.num, (of.from+of.rows)*r.fit.den/r.fit.num
	for _, l := range r.lines {
		high := l.bottom - l.top
		if l.top < from || l.bottom > to || 2*high < r.high || high > 4*r.high {
			continue
		}
		bare, all := 0, 0
		for _, s := range l.ink {
			wide := s.to - s.from
			if all += wide; !l.read(s, boxes) {
				bare += wide
			}
		}
		if bare >= 2*r.high && 2*bare > all && len(l.ink) >= fewPieces {
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
func (p *Program) seek(ctx context.Context, worked plane, r ready, of part, lines []textLine) (words []sight.Word, err error) {
	bare := newPlane(worked.w, worked.h)
	for i := range bare.pix {
		bare.pix[i] = 255
	}
	scaled := func(y int) int { return min(max(y*r.fit.num/r.fit.den-of.from, 0), worked.h) }
	inside := make([]bool, worked.h)
	for _, l := range lines {
		room := (l.bottom - l.top) / 3
		from, to := r.across(worked.w, l, room)
		for y := scaled(l.top - room); y < scaled(l.bottom+room); y++ {
			copy(bare.row(y)[from:to], worked.row(y)[from:to])
			inside[y] = true
		}
	}
	all, err := p.divided(ctx, bare, asScattered)
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
