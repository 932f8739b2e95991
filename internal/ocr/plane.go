package ocr

import (
	"fmt"
	"image"
	"image/color"
	"io"
)

// plane is a picture in shades of grey.
type plane struct {
	pix  []byte // rows of w
	w, h int
}

func newPlane(w, h int) plane { return plane{make([]byte, w*h), w, h} }

func (g plane) row(y int) []byte { return g.pix[y*g.w : (y+1)*g.w] }

// WriteTo writes g as a PGM file.
func (g plane) WriteTo(w io.Writer) (int64, error) {
	n, err := fmt.Fprintf(w, "P5\n%d %d\n255\n", g.w, g.h)
	if err != nil {
		return int64(n), err
	}
	m, err := w.Write(g.pix)
	return int64(n + m), err
}

// grey takes the colours out of a part of a picture, and makes it smaller so many
// times. What is transparent is white, as on a page.
func grey(m image.Image, part image.Rectangle, smaller int) plane {
	g := newPlane(max(1, part.Dx()/smaller), max(1, part.Dy()/smaller))
	line := make([]byte, part.Dx())
	sums := make([]int, g.w)
	shades := palette(m)
	for y := range g.h {
		if smaller == 1 {
			greyRow(m, part.Min.X, part.Min.Y+y, g.row(y), shades)
			continue
		}
		clear(sums)
		rows := min(smaller, part.Dy())
		for i := range rows {
			greyRow(m, part.Min.X, part.Min.Y+y*smaller+i, line, shades)
			for x := range sums {
				for _, v := range line[x*smaller : min((x+1)*smaller, len(line))] {
					sums[x] += int(v)
				}
			}
		}
		n := rows * min(smaller, part.Dx())
		for x, sum := range sums {
			g.row(y)[x] = byte(sum / n)
		}
	}
	return g
}

// palette returns the shades of the colours of a picture that has few.
func palette(m image.Image) (shades []byte) {
	p, ok := m.(*image.Paletted)
	if !ok {
		return nil
	}
	shades = make([]byte, 256) // a pixel may name more than the palette has
	for i, c := range p.Palette[:min(len(p.Palette), 256)] {
		shades[i] = shade(color.RGBA64Model.Convert(c).(color.RGBA64))
	}
	return shades
}

// greyRow reads a row of a picture from x on into to.
func greyRow(m image.Image, x, y int, to, shades []byte) {
	switch m := m.(type) {
	case *image.YCbCr:
		copy(to, m.Y[m.YOffset(x, y):])
	case *image.Gray:
		copy(to, m.Pix[m.PixOffset(x, y):])
	case *image.Paletted:
		for i, v := range m.Pix[m.PixOffset(x, y):][:len(to)] {
			to[i] = shades[v]
		}
	case *image.RGBA:
		eight(m.Pix[m.PixOffset(x, y):], to, true)
	case *image.NRGBA:
		eight(m.Pix[m.PixOffset(x, y):], to, false)
	case image.RGBA64Image:
		for i := range to {
			to[i] = shade(m.RGBA64At(x+i, y))
		}
	default:
		for i := range to {
			to[i] = shade(color.RGBA64Model.Convert(m.At(x+i, y)).(color.RGBA64))
		}
	}
}

// eight reads pixels of four bytes, whose colours are multiplied by the last of
// them already or are not.
func eight(pix, to []byte, multiplied bool) {
	for i := range to {
		p := pix[4*i : 4*i+4 : 4*i+4]
		y := (19595*uint32(p[0]) + 38470*uint32(p[1]) + 7471*uint32(p[2]) + 1<<15) >> 16
		switch a := uint32(p[3]); {
		case a == 255:
		case multiplied:
			y += 255 - a
		default:
			y = y*a/255 + 255 - a
		}
		to[i] = byte(min(y, 255))
	}
}

// shade returns how light a colour is on white paper.
func shade(c color.RGBA64) byte {
	y := (19595*uint32(c.R) + 38470*uint32(c.G) + 7471*uint32(c.B)) >> 16
	return byte(min((y+0xffff-uint32(c.A))>>8, 255))
}

// fit is how a picture was changed to be read: each point of it was first moved
// up by lean thousandths of how far it is to the right, and then made num/den
// times as large.
type fit struct{ num, den, lean int }

// back returns where in the picture what stands at a place of the changed one is.
// Both begin at zero.
func (f fit) back(r image.Rectangle) image.Rectangle {
	down := func(v int) int { return v * f.den / f.num }
	up := func(v int) int { return (v*f.den + f.num - 1) / f.num }
	sink := (down(r.Min.X) + up(r.Max.X)) / 2 * f.lean / 1000
	return image.Rect(down(r.Min.X), down(r.Min.Y)+sink, up(r.Max.X), up(r.Max.Y)+sink)
}

// fitted returns rows of g, from a place on, as f changes it. Between pixels it
// takes their mean by distance; outside of g all is paper.
func (g plane) fitted(f fit, from, rows int, paper byte) plane {
	if f.num == f.den && f.lean == 0 {
		return plane{g.pix[from*g.w : (from+rows)*g.w], g.w, rows}
	}
	const one = 1 << 10
	w := g.w * f.num / f.den
	to := newPlane(w, rows)
	type column struct{ x, right, sink int } // right: the share of the next pixel
	columns := make([]column, w)
	for x := range columns {
		at := max(0, ((2*x+1)*f.den*one/f.num-one)/2)
		columns[x] = column{at / one, at % one, at * f.lean / 1000}
	}
	pixel := func(x, y int) int {
		if y < 0 || y >= g.h {
			return int(paper)
		}
		return int(g.pix[y*g.w+min(x, g.w-1)])
	}
	for y := range rows {
		base := ((2*(from+y)+1)*f.den*one/f.num - one) / 2
		line := to.row(y)
		for x, c := range columns {
			at := base + c.sink
			up, below := at>>10, at&(one-1)
			var top, bottom int
			if c.x+1 < g.w && up >= 0 && up+1 < g.h {
				a := g.pix[up*g.w+c.x:]
				b := g.pix[(up+1)*g.w+c.x:]
				top, bottom = int(a[0])*(one-c.right)+int(a[1])*c.right, int(b[0])*(one-c.right)+int(b[1])*c.right
			} else {
				top = pixel(c.x, up)*(one-c.right) + pixel(c.x+1, up)*c.right
				bottom = pixel(c.x, up+1)*(one-c.right) + pixel(c.x+1, up+1)*c.right
			}
			line[x] = byte((top*(one-below) + bottom*below) >> 20)
		}
	}
	return to
}
