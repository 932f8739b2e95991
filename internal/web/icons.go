package web

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// icon is the mark as a picture of dots: some devices show no other, and nobody who
// shows the preview of a link takes an SVG.
type icon struct {
	name   string
	w, h   int
	mark   float64 // how wide it is, of the width
	x      float64 // where its middle is, of the width
	ground color.Color
	title  string
}

func icons() []icon {
	paper := color.RGBA{0xf6, 0xf5, 0xf1, 0xff}
	return []icon{
		{"icon-192.png", 192, 192, 1, .5, color.Transparent, ""},
		{"icon-512.png", 512, 512, 1, .5, color.Transparent, ""},
		{"icon-mask.png", 512, 512, .6, .5, paper, ""}, // which a phone cuts to a shape of its own
		{"touch.png", 180, 180, .72, .5, paper, ""},
		{"preview.png", 1200, 630, .28, .27, paper, "unspent"},
	}
}

// iconFiles are the pictures by name, drawn when they are first asked for. A page that names
// one that could not be drawn cannot be parsed.
var iconFiles = sync.OnceValue(func() map[string][]byte {
	all := map[string][]byte{}
	for _, p := range icons() {
		if body, err := p.draw(); err == nil {
			all[p.name] = body
		}
	}
	return all
})

func (p icon) draw() ([]byte, error) {
	img := image.NewNRGBA(image.Rect(0, 0, p.w, p.h))
	act := color.NRGBA{0x0a, 0x6a, 0x63, 0xff}
	unit := p.mark * float64(p.w) / 32 // of the mark's own drawing, which is 32 wide
	left, top := p.x*float64(p.w)-16*unit, float64(p.h)/2-16*unit
	for y := range p.h {
		for x := range p.w {
			at := vector{(float64(x) + .5 - left) / unit, (float64(y) + .5 - top) / unit}
			dot := over(color.NRGBAModel.Convert(p.ground).(color.NRGBA), act, covers(toCard(at), unit))
			img.SetNRGBA(x, y, over(dot, color.NRGBA{0xff, 0xff, 0xff, 0xff}, covers(toTick(at), unit)))
		}
	}
	if p.title != "" {
		if err := write(img, p.title, p.x+p.mark/2+.05); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// vector is a place in the drawing of the mark.
type vector struct{ x, y float64 }

// toCard is how far a place is outside the card of the mark; inside it is negative.
func toCard(at vector) float64 {
	const round = 5
	x, y := math.Abs(at.x-16)-15+round, math.Abs(at.y-16)-11+round
	return math.Hypot(max(x, 0), max(y, 0)) + min(max(x, y), 0) - round
}

// toTick is how far a place is from the line of the mark.
func toTick(at vector) float64 {
	const half = 1.5
	return min(toLine(at, vector{8, 16.5}, vector{13, 21.5}), toLine(at, vector{13, 21.5}, vector{24, 11})) - half
}

func toLine(at, a, b vector) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	along := min(max(((at.x-a.x)*dx+(at.y-a.y)*dy)/(dx*dx+dy*dy), 0), 1)
	return math.Hypot(at.x-a.x-along*dx, at.y-a.y-along*dy)
}

// covers is how much of a dot is inside, by how far its middle is.
func covers(distance, unit float64) float64 { return min(max(.5-distance*unit, 0), 1) }

// over lays a colour over another, so far as it covers it.
func over(below, above color.NRGBA, covers float64) color.NRGBA {
	if covers == 0 {
		return below
	}
	if below.A == 0 {
		above.A = uint8(math.Round(255 * covers))
		return above
	}
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*covers)) }
	return color.NRGBA{mix(below.R, above.R), mix(below.G, above.G), mix(below.B, above.B), 0xff}
}

// write writes a word beside the mark.
func write(img *image.NRGBA, word string, from float64) error {
	parsed, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return err
	}
	size := float64(img.Bounds().Dy()) * .22
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return err
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.NRGBA{0x14, 0x18, 0x1c, 0xff}), Face: face,
		Dot: fixed.P(int(from*float64(img.Bounds().Dx())), img.Bounds().Dy()/2+int(size*.3))}
	d.DrawString(word)
	return face.Close()
}
