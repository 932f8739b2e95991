package scan

import (
	"context"
	"image"
	"time"
)

// Kind is what a code is drawn as.
type Kind string

// The kinds of code that are read.
const (
	QR   Kind = "qr"
	Bars Kind = "code128" // with a check character
)

// Code is a code in a picture.
type Code struct {
	Kind Kind
	Text string
	Box  image.Rectangle // where it is, with some room around
}

// Codes returns the codes that can be read in a decoded picture, and where they
// are: first the barcodes, then the QR codes. It ends with its time, or where there
// are more than it looks for, with what it has until then: whole says that neither
// happened, so that no code is left that it would have found. Whoever calls it has
// counted the picture's pixels and sees to it that few are searched at once.
func Codes(ctx context.Context, m image.Image) (all []Code, whole bool) {
	return codes(ctx, m, maxSearch)
}

func codes(ctx context.Context, m image.Image, most time.Duration) (all []Code, whole bool) {
	ctx, stop := context.WithTimeout(ctx, most)
	defer stop()
	g := newGrey(m)
	all, whole = g.barcodes(ctx)
	for n := 0; ; n++ {
		c, ok := g.qr(ctx)
		if !ok {
			break
		}
		if n == maxCodes {
			whole = false
			break
		}
		all = append(all, c)
		g.blank(c.Box)
	}
	for i := range all {
		all[i].Box = all[i].Box.Add(m.Bounds().Min)
	}
	return all, whole && ctx.Err() == nil
}

// blank takes a place out of a picture.
func (g grey) blank(box image.Rectangle) {
	box = box.Intersect(image.Rect(0, 0, g.w, g.h))
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			g.pix[y*g.w+x] = 255
		}
	}
}
