package ocr

import (
	"context"
	"image"
	"regexp"
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
		if (l.bare(boxes, r.high) || r.doubted(l, words, boxes)) && !r.bar(l, words, boxes) {
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
const (
	fewPieces  = 2
	wordPieces = 4 // a word that a line goes on with
)

// bare reports whether no word stands on most of the ink of a line, on what stands by
// itself in it, or on as much of it as a word has.
func (l textLine) bare(boxes []image.Rectangle, high int) bool {
	bare, all := 0, 0         // how wide
	alone, pieces := 0, 0     // of what stands together
	apart, missed := 0, false // whether that was read
	skipped, letters := 0, 0  // of what was not read and stands together
	for i, s := range l.ink {
		if i > 0 && s.from-l.ink[i-1].to > 2*high {
			missed = missed || apart == 0 && pieces >= fewPieces && alone >= 3*high/2
			alone, pieces, apart = 0, 0, 0
			skipped, letters = 0, 0
		}
		wide := s.to - s.from
		all, alone, pieces = all+wide, alone+wide, pieces+1
		if l.read(s, boxes) {
			apart++
			skipped, letters = 0, 0
		} else {
			bare += wide
			skipped, letters = skipped+wide, letters+1
		}
		missed = missed || skipped >= 2*high && letters >= wordPieces
	}
	missed = missed || apart == 0 && pieces >= fewPieces && alone >= 3*high/2
	return missed || bare >= 2*high && 2*bare > all
}

// hardlyRead is a score below which a word is looked at once more.
const hardlyRead = 45

// doubted reports whether a word of a line was hardly read, and is none of a mask.
func (r ready) doubted(l textLine, words []sight.Word, boxes []image.Rectangle) bool {
	for i, b := range boxes {
		common := min(b.Max.Y, l.bottom) - max(b.Min.Y, l.top)
		if words[i].Score < hardlyRead && b.Dx() > b.Dy()/2 && 2*common > l.bottom-l.top && !r.inMask(b) {
			return true
		}
	}
	return false
}

// inMask reports whether most of a word is a mask: nobody needs to read it better.
func (r ready) inMask(b image.Rectangle) bool {
	return slices.ContainsFunc(r.masks, func(m image.Rectangle) bool {
		return m.Overlaps(b) && 2*(min(m.Max.X, b.Max.X)-max(m.Min.X, b.Min.X)) > b.Dx()
	})
}

// clock is what the bar on top of a phone has, beside icons.
var clock = regexp.MustCompile(`^\d{1,2}:\d{2}$`)

// bar reports whether a line is the bar of a phone whose clock was read: nobody needs the
// rest of it.
func (r ready) bar(l textLine, words []sight.Word, boxes []image.Rectangle) bool {
	for i, w := range words {
		if l.top == r.lines[0].top && w.Score >= foreignRead && clock.MatchString(w.Text) && l.has(boxes[i]) {
			return true
		}
	}
	return false
}

// foreignRead is a score below which Latin letters on a Japanese sheet may be Japanese.
const foreignRead = 80

// halfSum is an amount of which a part was taken for letters: its first digit, or the
// 円 at its end.
var halfSum = regexp.MustCompile(`^,\d{3}|^[¥￥\\]?[\d,.]*\d[A-Za-z|'’:;-]{1,2}\d?$`)

// foreign returns the lines in which Latin letters were read that may be Japanese ones,
// on a sheet that has such.
func (r ready) foreign(words []sight.Word, of part) (lines []textLine) {
	boxes := r.levelled(words, of)
	if !slices.ContainsFunc(words, func(w sight.Word) bool { return strings.ContainsFunc(w.Text, japanese) }) {
		return nil
	}
	for _, l := range r.lines {
		for i, b := range boxes {
			read := words[i].Text
			odd := words[i].Score < foreignRead && strings.ContainsFunc(read, latin) || halfSum.MatchString(read) ||
				words[i].Score < hardlyRead && strings.ContainsAny(read, "0123456789")
			if odd && l.has(b) && !r.inMask(b) && !r.bar(l, words, boxes) {
				lines = append(lines, l)
				break
			}
		}
	}
	return lines[:min(len(lines), maxMissed)]
}

// left returns the lines to be read as Japanese: those that have foreign letters, and
// those of which something is missed still after they were sought.
func (r ready) left(sought []textLine, words []sight.Word, of part) []textLine {
	lines := r.foreign(words, of)
	if len(sought) == 0 || len(lines) == maxMissed {
		return lines
	}
	for _, l := range r.missed(words, of) {
		same := func(o textLine) bool { return o.top == l.top }
		if len(lines) < maxMissed && slices.ContainsFunc(sought, same) && !slices.ContainsFunc(lines, same) {
			lines = append(lines, l)
		}
	}
	return lines
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
// of each of these lines those of the look that read more of it, or read it better. A
// whole amount stays if the other look has none.
// Japanese is taken for Latin letters if it was read a little worse, too: for a line
// of them, and for those among Japanese.
func (r ready) better(words, more []sight.Word, lines []textLine, of part) []sight.Word {
	old, fresh := r.levelled(words, of), r.levelled(more, of)
	gone := make([]bool, len(words))
	var out []sight.Word
	for _, l := range lines {
		before, after := l.worth(words, old), l.worth(more, fresh)
		if l.with(japanese, more, fresh) && (!l.with(japanese, words, old) || l.with(latin, words, old) && !l.with(latin, more, fresh)) {
			before = before * 3 / 4
		}
		if after <= before || l.sum(words, old) && !l.sum(more, fresh) {
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

// wholeSum is an amount with all of its digits.
var wholeSum = regexp.MustCompile(`(?:^|\D)\d{1,3}(?:[.,]{1,2}\d{3})+(?:\D|$)`)

// sum reports whether a whole amount was read in a line.
func (l textLine) sum(words []sight.Word, boxes []image.Rectangle) bool {
	for i, b := range boxes {
		if l.has(b) && wholeSum.MatchString(words[i].Text) {
			return true
		}
	}
	return false
}

// with reports whether letters of a kind were read in a line.
func (l textLine) with(kind func(rune) bool, words []sight.Word, boxes []image.Rectangle) bool {
	for i, b := range boxes {
		if l.has(b) && strings.ContainsFunc(words[i].Text, kind) {
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
	var places []shrunk
	for _, l := range lines {
		room := (l.bottom - l.top) / 3
		from, to := r.across(worked.w, l, room)
		at := image.Rect(from, scaled(l.top-room), to, scaled(l.bottom+room))
		p := shrunk{at, 1}
		if high := (l.bottom - l.top) * r.fit.num / r.fit.den; high > hugeHeight && l.huge() {
			p.times = (high + goodHeight/2) / goodHeight
		}
		p.draw(bare, worked)
		bare.whiten(p.to())
		places = append(places, p)
	}
	all, err := p.divided(ctx, bare, way, languages)
	if err != nil {
		return nil, err
	}
	for _, w := range all {
		middle := w.Box.Min.Add(w.Box.Max).Div(2)
		if i := slices.IndexFunc(places, func(p shrunk) bool { return middle.Y >= p.at.Min.Y && middle.Y < p.to().Max.Y }); i >= 0 {
			w.Box = places[i].back(w.Box)
			words = append(words, w)
		}
	}
	return words, nil
}

// hugeHeight is how high a line is that is made smaller to be read once more.
const hugeHeight = 50

// huge reports whether the letters of a line are as large as it is high: cells of a table
// that stand a little above each other make a high line, too.
func (l textLine) huge() bool {
	var wide []int
	for _, s := range l.ink {
		wide = append(wide, s.to-s.from)
	}
	slices.Sort(wide)
	return len(wide) > 0 && 5*wide[len(wide)/2] >= 2*(l.bottom-l.top)
}

// shrunk is a place that is so many times smaller, with its first corner where it was.
type shrunk struct {
	at    image.Rectangle
	times int
}

func (s shrunk) to() image.Rectangle {
	return image.Rectangle{s.at.Min, s.at.Min.Add(s.at.Size().Div(s.times))}
}

func (s shrunk) back(box image.Rectangle) image.Rectangle {
	box = box.Sub(s.at.Min)
	return image.Rectangle{box.Min.Mul(s.times), box.Max.Mul(s.times)}.Add(s.at.Min)
}

// draw puts a place of a plane into another one.
func (s shrunk) draw(to, from plane) {
	place := s.to()
	for y := place.Min.Y; y < place.Max.Y; y++ {
		row := to.row(y)
		for x := place.Min.X; x < place.Max.X; x++ {
			sum := 0
			for k := range s.times {
				in := from.row(s.at.Min.Y + (y-s.at.Min.Y)*s.times + k)
				for _, v := range in[s.at.Min.X+(x-s.at.Min.X)*s.times:][:s.times] {
					sum += int(v)
				}
			}
			row[x] = byte(sum / (s.times * s.times))
		}
	}
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
