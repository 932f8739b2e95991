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

// fit is how a picture was changed to be read: each point of it was first turned
// level, moved right by left, pulled apart where columns are, and then made num/den
// times as large.
type fit struct {
	num, den int
	lean     int // thousandths by which lines sink to the right
	left     int
	bands    []band
}

// parts of a pixel that places are counted in
const one = 1 << 10

// size is how large a plane becomes, but for the room above it that leaning lines
// need.
func (f fit) size(w, h int) (int, int) {
	more := 0
	for _, b := range f.bands {
		more = max(more, b.more())
	}
	return (w + abs(h*f.lean/1000) + more) * f.num / f.den, h * f.num / f.den
}

// band returns the pulls of a row of the level plane.
func (f fit) band(y int) band {
	for _, b := range f.bands {
		if y >= b.from && y < b.to {
			return b
		}
	}
	return band{}
}

// back returns where in the picture what stands at a place of the changed one is.
// Both begin at zero.
func (f fit) back(r image.Rectangle) image.Rectangle {
	down := func(v int) int { return v * f.den / f.num }
	up := func(v int) int { return (v*f.den + f.num - 1) / f.num }
	middle := (down(r.Min.Y) + up(r.Max.Y)) / 2
	b := f.band(middle)
	shift := f.left + middle*f.lean/1000
	left, right := b.back(down(r.Min.X), 1)-shift, b.back(up(r.Max.X), 1)-shift
	sink := (left + right) / 2 * f.lean / 1000
	return image.Rect(left, down(r.Min.Y)+sink, right, up(r.Max.Y)+sink)
}

// fitted returns rows of g, from a place on, as f changes it. Between pixels it
// takes their mean by distance; outside of g all is paper.
func (g plane) fitted(f fit, from, rows int, paper byte) plane {
	if f.num == f.den && f.lean == 0 && len(f.bands) == 0 {
		return plane{g.pix[from*g.w : (from+rows)*g.w], g.w, rows}
	}
	w, _ := f.size(g.w, g.h)
	to := newPlane(w, rows)
	columns := make([]int, w)
	var b band
	for y := range rows {
		base := ((2*(from+y)+1)*f.den*one/f.num - one) / 2
		if next := f.band(base / one); y == 0 || next.from != b.from || next.to != b.to {
			b = next
			for x := range columns {
				columns[x] = b.back(max(0, ((2*x+1)*f.den*one/f.num-one)/2), one) - f.left*one
			}
		}
		g.fittedRow(to.row(y), columns, base, f.lean, int(paper))
	}
	return to
}

// fittedRow reads a row whose pixels stand in these columns.
func (g plane) fittedRow(line []byte, columns []int, base, lean, paper int) {
	pixel := func(x, y int) int {
		if y < 0 || y >= g.h || x < 0 || x >= g.w {
			return paper
		}
		return int(g.pix[y*g.w+x])
	}
	shift := base * lean / 1000
	for i, at := range columns {
		at -= shift
		down := base + at*lean/1000
		x, right, y, below := at>>10, at&(one-1), down>>10, down&(one-1)
		var top, bottom int
		if x >= 0 && x+1 < g.w && y >= 0 && y+1 < g.h {
			a := g.pix[y*g.w+x:]
			b := g.pix[(y+1)*g.w+x:]
			top, bottom = int(a[0])*(one-right)+int(a[1])*right, int(b[0])*(one-right)+int(b[1])*right
		} else {
			top = pixel(x, y)*(one-right) + pixel(x+1, y)*right
			bottom = pixel(x, y+1)*(one-right) + pixel(x+1, y+1)*right
		}
		line[i] = byte((top*(one-below) + bottom*below) >> 20)
	}
}
