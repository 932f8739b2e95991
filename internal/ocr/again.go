package ocr

import (
	"context"
	"image"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/sight"
)

// Again reads lines of a picture once more, all in one run, with only these
// symbols allowed and no dictionary: what stands in them is no word of a language.
// Of more lines than it reads it refuses all.
func (p *Program) Again(ctx context.Context, picture image.Image, lines []image.Rectangle, symbols string) (sight.Sheet, error) {
	whole := picture.Bounds()
	sheet := sight.Sheet{Size: whole.Size()}
	switch {
	case !p.Reads():
		return sheet, errNone()
	case len(lines) > maxAgain:
		return sheet, unspent.Errorf(unspent.TooLarge, "at most %d lines of a picture are read again (maxAgain)", maxAgain)
	}
	if err := admit(whole.Size()); err != nil {
		return sheet, err
	}
	rows := stack(picture, lines)
	if len(rows.all) == 0 {
		return sheet, nil
	}
	language := "jpn"
	if slices.Contains(p.languages, "eng") {
		language = "eng"
	}
	answer, err := p.run(ctx, rows.plane, "stdout", "-l", language, "--psm", "6", "--dpi", "300", "-c", "tessedit_char_whitelist="+symbols,
		"-c", "load_system_dawg=0", "-c", "load_freq_dawg=0", "tsv")
	if err != nil {
		return sheet, err
	}
	words, err := parseTSV(answer, image.Pt(rows.plane.w, rows.plane.h))
	if err != nil {
		return sheet, err
	}
	for _, w := range words {
		if box, ok := rows.back(w.Box); ok {
			w.Box = box.Intersect(whole)
			if !w.Box.Empty() {
				sheet.Words = append(sheet.Words, w)
			}
		}
	}
	return sheet, nil
}

// stacked are lines of a picture, one below the other.
type stacked struct {
	plane plane
	all   []strip
}

// strip is a line of a picture at its place in a stack.
type strip struct {
	from image.Rectangle // in the picture
	at   image.Rectangle // in the stack
	fit  fit
}

// stack cuts lines out of a picture and makes them as high as is read best.
func stack(m image.Image, lines []image.Rectangle) stacked {
	var s stacked
	var planes []plane
	w, y := 0, goodHeight
	for _, line := range lines {
		pad := line.Dy() / 3
		from := line.Inset(-pad).Intersect(m.Bounds())
		if from.Dx() < minSide || from.Dy() < minSide || line.Dy() < minSide {
			continue
		}
		f := fit{num: min(max(4*goodHeight/line.Dy(), 1), 4*maxEnlarge), den: 4}
		if f.num*from.Dx() > 4*maxSide || f.num*from.Dx()/4*(f.num*from.Dy()/4) > maxWorked/4 {
			continue
		}
		g := grey(m, from, 1)
		if usual, _ := groundOf(g).usual(); usual < darkPaper {
			g.invert()
		}
		g = g.fitted(f, 0, max(1, g.h*f.num/f.den), 255)
		at := image.Rect(0, y, g.w, y+g.h).Add(image.Pt(goodHeight, 0))
		s.all = append(s.all, strip{from, at, f})
		planes = append(planes, g)
		y = at.Max.Y + goodHeight/2
		w = max(w, at.Max.X)
	}
	s.plane = newPlane(w+goodHeight, y+goodHeight/2)
	for i := range s.plane.pix {
		s.plane.pix[i] = 255
	}
	for i, g := range planes {
		at := s.all[i].at
		for y := range g.h {
			copy(s.plane.row(at.Min.Y + y)[at.Min.X:], g.row(y))
		}
	}
	return s
}

// back returns where in the picture a place of the stack is.
func (s stacked) back(box image.Rectangle) (image.Rectangle, bool) {
	middle := (box.Min.Y + box.Max.Y) / 2
	for _, strip := range s.all {
		if middle >= strip.at.Min.Y && middle < strip.at.Max.Y {
			return strip.fit.back(box.Intersect(strip.at).Sub(strip.at.Min)).Add(strip.from.Min), true
		}
	}
	return image.Rectangle{}, false
}
