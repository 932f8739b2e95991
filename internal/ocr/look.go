package ocr

import (
	"cmp"
	"context"
	"image"
	"maps"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/sight"
)

// Look returns the words of a picture, with their places in it.
func (p *Program) Look(ctx context.Context, picture image.Image) (sight.Sheet, error) {
	whole := picture.Bounds()
	sheet := sight.Sheet{Size: whole.Size()}
	if !p.Reads() {
		return sheet, errNone()
	}
	if err := admit(whole.Size()); err != nil {
		return sheet, err
	}
	ready := prepare(picture)
	sheet.Lean = ready.fit.lean
	for _, r := range ready.gaps {
		sheet.Gaps = append(sheet.Gaps, r.Add(whole.Min))
	}
	for _, r := range ready.rules {
		sheet.Rules = append(sheet.Rules, r.Add(whole.Min))
	}
	parts, err := ready.parts()
	if err != nil {
		return sheet, err
	}
	for _, part := range parts {
		words, err := p.words(ctx, ready, part)
		if err != nil {
			return sheet, err
		}
		if len(words)+len(sheet.Words) > maxBoxes {
			return sheet, errMany()
		}
		for _, w := range words {
			w.Box = ready.back(w.Box.Add(image.Pt(0, part.from))).Intersect(image.Rectangle{Max: sheet.Size})
			if !w.Box.Empty() {
				w.Box = w.Box.Add(whole.Min)
				sheet.Words = append(sheet.Words, w)
			}
		}
	}
	return sheet, nil
}

// How tesseract divides a picture: as a page with columns, which reads most; or if
// that finds hardly anything, as words that are scattered.
const (
	asPage      = "3"
	asScattered = "11"
	asBlock     = "6"
	hardly      = 4 // words
)

// words returns the words of a part of a picture.
func (p *Program) words(ctx context.Context, r ready, of part) (words []sight.Word, err error) {
	worked := r.plane.fitted(r.fit, of.from, of.rows, 255)
	ways := []string{asPage, asScattered}
	if len(r.fit.bands) > 0 {
		ways = ways[1:]
	}
	for _, way := range ways {
		if words, err = p.divided(ctx, worked, way, p.best()); err != nil {
			return nil, err
		}
		if len(words) > hardly {
			break
		}
	}
	lines := r.missed(words, of)
	if len(lines) > 0 {
		more, err := p.seek(ctx, worked, r, of, lines, asScattered, p.best())
		if err != nil {
			return nil, err
		}
		words = r.better(words, more, lines, of)
	}
	if lines = r.left(lines, words, of); len(lines) > 0 && len(p.languages) == 2 {
		more, err := p.seek(ctx, worked, r, of, lines, asBlock, p.best()[:1])
		if err != nil {
			return nil, err
		}
		words = r.better(words, more, lines, of)
	}
	return r.masked(r.trim(words, of), of), nil
}

// divided returns the words of a plane that is divided in one of the ways.
func (p *Program) divided(ctx context.Context, worked plane, way string, languages []string) ([]sight.Word, error) {
	answer, err := p.run(ctx, worked, "stdout", "-l", strings.Join(languages, "+"), "--psm", way, "--dpi", "300", "tsv")
	if err != nil {
		return nil, err
	}
	return parseTSV(answer, image.Pt(worked.w, worked.h))
}

// best are the languages in the order in which tesseract reads them best: most of
// what is brought is Japanese with Latin numbers.
func (p *Program) best() []string {
	if len(p.languages) == 2 {
		return []string{"jpn", "eng"}
	}
	return p.languages
}

// admit refuses a picture that would cost too much, or in which nothing can be
// written.
func admit(size image.Point) error {
	switch w, h := size.X, size.Y; {
	case w < minSide || h < minSide:
		return unspent.Errorf(unspent.Invalid, "the picture is too small to read anything in it")
	case w > maxSide || h > maxSide || int64(w)*int64(h) > maxPixels:
		return unspent.Errorf(unspent.TooLarge, "the picture has %d×%d pixels, which is more than %d in all: crop it to the part that matters (maxPixels)", w, h,
			maxPixels)
	}
	return nil
}

// ready is a picture that is prepared to be read.
type ready struct {
	plane plane
	times int // how many times smaller it was made, before it was fitted
	fit   fit
	dark  []bool // ink of the plane
	faint strokes

	gaps, rules, masks []image.Rectangle // as if the plane were level
	lines              []textLine
	high               int // of most letters; 0: there are hardly any
}

// back returns where in the picture what stands at a place of the fitted plane is.
func (r ready) back(box image.Rectangle) image.Rectangle {
	box = r.fit.back(box)
	return image.Rectangle{box.Min.Mul(r.times), box.Max.Mul(r.times)}
}

// goodHeight is how high letters and digits are that are read best; between
// fairLow and fairHigh nothing is gained by changing them.
const goodHeight, fairLow, fairHigh = 30, 22, 44

// prepare makes a picture grey, dark on light and even, finds how its lines lean,
// and how large it is to be made.
func prepare(m image.Image) ready {
	at := m.Bounds()
	r := ready{times: 1}
	for long := at.Dy() > 4*at.Dx(); !long && at.Dx()/r.times*(at.Dy()/r.times) > maxWorked; {
		r.times++ // a long one is read in parts instead
	}
	g := grey(m, at, r.times)
	b := groundOf(g)
	usual, spread := b.usual()
	if usual < darkPaper {
		g.invert()
		b = groundOf(g)
		usual, _ = b.usual()
	}
	g.turnPanels(usual)
	b = groundOf(g)
	r.faint = strokesOf(g)
	if spread > 16 && !g.drawn() {
		g.even(b)
		b = groundOf(g)
	}
	r.plane, r.dark = g, g.ink(b)
	high := r.columns(b)
	if high > 0 && (high < fairLow || high > fairHigh) {
		num := min(max((4*goodHeight+high/2)/high, 1), 4*maxEnlarge) // in quarters
		for num > 4 && g.w*num/4*minSide > maxWorked {
			num--
		}
		r.fit.num, r.fit.den = num, 4
	}
	return r
}

// columns takes rules and frames off the plane, finds how it leans and where
// columns are, and returns how high its letters are.
func (r *ready) columns(b ground) int {
	k := inkOf(r.dark, r.plane.w, r.plane.h)
	high := k.letterHeight()
	var gone map[int][]span
	if high > 0 {
		gone = k.erase(r.plane, b, r.dark, high)
	}
	r.fit = fit{num: 1, den: 1, lean: leanOf(k.letters(r.dark, r.plane.w, high), r.plane.w, r.plane.h)}
	r.fit.left = max(0, -r.plane.h*r.fit.lean/1000)
	if high == 0 {
		return 0
	}
	for _, spans := range gone {
		if rule := level(spans, r.fit.lean); rule.Dx() > 8*high && rule.Dy() <= max(4, high/2) {
			r.rules = append(r.rules, image.Rectangle{rule.Min.Mul(r.times), rule.Max.Mul(r.times)})
		}
	}
	for _, rule := range r.faint.faint(r.dark, r.plane.w, r.fit.lean) {
		r.addFaint(image.Rectangle{rule.Min.Mul(r.times), rule.Max.Mul(r.times)}, high*r.times)
	}
	slices.SortFunc(r.rules, func(p, q image.Rectangle) int { return cmp.Compare(p.Min.Y, q.Min.Y) })
	rows := k.alikeIn(gone, high, r.fit.lean)
	leaders := map[int][]span{}
	r.masks = masks(slices.DeleteFunc(rows, func(row alike) bool {
		leads := k.leads(row, gone, high, r.fit.lean)
		for i := 0; leads && i < len(row.pieces); i++ {
			leaders[row.pieces[i]] = nil
		}
		return leads
	}))
	k.whiten(leaders, r.plane, b, r.dark, high)
	maps.Copy(gone, leaders)
	r.lines, r.high = k.linesOf(gone, high, r.fit.lean), high
	rivers, line := riversIn(r.lines)
	r.gaps, r.fit.bands = gaps(rivers, r.times), bandsOf(rivers, line)
	for i := range r.fit.bands {
		for n := range r.fit.bands[i].pulls {
			r.fit.bands[i].pulls[n].at += r.fit.left
		}
	}
	return high
}

// part is some rows of a fitted plane.
type part struct{ from, rows int }

// parts divides a plane where nothing is written, so that each part is small
// enough to be read.
func (r ready) parts() ([]part, error) {
	w, h := r.fit.size(r.plane.w, r.plane.h)
	room := r.plane.w * r.fit.num / r.fit.den * r.fit.lean / 1000
	from, to := min(0, -room), h+max(0, -room)
	most := maxWorked / max(w, 1)
	if to-from <= most {
		return []part{{from, to - from}}, nil
	}
	ink := r.inkByRow()
	var all []part
	for from < to {
		if len(all) == maxParts {
			return nil, unspent.Errorf(unspent.TooLarge, "the picture is too long: bring it in several parts (maxParts)")
		}
		end := to
		if to-from > most {
			end = r.clearest(ink, from+most*3/4, from+most)
		}
		all = append(all, part{from, end - from})
		from = end
	}
	return all, nil
}

// inkByRow counts the ink along each row of the plane, as its lines lean. The first
// is as far above the plane as they lean at all.
func (r ready) inkByRow() []int {
	room := abs(r.plane.w*r.fit.lean/1000) + 1
	rows := make([]int, r.plane.h+2*room)
	for y := range r.plane.h {
		for x := 0; x < r.plane.w; x += 2 {
			if r.dark[y*r.plane.w+x] {
				rows[y+room-x*r.fit.lean/1000]++
			}
		}
	}
	return rows
}

// clearest returns the middle of the widest gap between lines that lies between
// two rows of the fitted plane, or the row with the least ink.
func (r ready) clearest(ink []int, low, high int) int {
	room := abs(r.plane.w*r.fit.lean/1000) + 1
	count := func(y int) int { return ink[min(max(y*r.fit.den/r.fit.num+room, 0), len(ink)-1)] }
	least := count(low)
	for y := low; y < high; y++ {
		least = min(least, count(y))
	}
	best, at, run := 0, high, 0
	for y := low; y < high; y++ {
		if run++; count(y) != least {
			run = 0
		}
		if run > best {
			best, at = run, y-run/2
		}
	}
	return at
}

func abs(v int) int { return max(v, -v) }
