package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	_ "image/gif"  // a kind of picture that is read
	_ "image/jpeg" // a kind of picture that is read
	_ "image/png"  // a kind of picture that is read
	"slices"

	_ "golang.org/x/image/bmp"  // a kind of picture that is read
	_ "golang.org/x/image/webp" // a kind of picture that is read

	"github.com/unspent-dev/unspent"
)

// admit looks at the header of a picture and refuses one that would cost too much
// to decode.
func admit(picture []byte) error {
	if !plain(picture) {
		return errKind()
	}
	c, kind, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return errKind()
	}
	most := int64(maxPixels)
	if deep(c.ColorModel) || kind == "jpeg" && !baseline(picture) {
		most = maxDeepPixels
	}
	if int64(c.Width)*int64(c.Height) > most {
		return unspent.Errorf(unspent.TooLarge, "the picture has %d×%d pixels, which is more than %d in all: cut out the part that matters", c.Width, c.Height, most)
	}
	return nil
}

// plain reports whether a picture begins as one of the kinds that are read here. A
// decoder of another kind that some room has registered, such as one of
// photographs, is not for this process.
func plain(b []byte) bool {
	for _, head := range [...]string{"\x89PNG", "\xff\xd8", "GIF8", "BM"} {
		if bytes.HasPrefix(b, []byte(head)) {
			return true
		}
	}
	return len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}

func errKind() error {
	return unspent.Errorf(unspent.Invalid, "this is no PNG, JPEG, GIF, WebP or BMP that can be read")
}

// deep reports whether a pixel of the model takes more than four bytes, or is
// decoded by way of another model.
func deep(m color.Model) bool {
	return slices.Contains([]color.Model{color.RGBA64Model, color.NRGBA64Model, color.Gray16Model, color.CMYKModel}, m)
}

// baseline reports whether a JPEG is of the plain kind, which is decoded piece by
// piece: others are kept whole, as numbers, until the last byte was read.
func baseline(b []byte) bool {
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		switch marker := b[at+1]; {
		case marker == 0xff: // filling
			at++
		case marker == 0xc0 || marker == 0xc1:
			return true
		case marker == 0xc2 || marker == 0xda:
			return false
		default:
			at += 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		}
	}
	return false
}

// timed reads a picture, which ends when the time for it is over: a progressive
// JPEG of a few bytes a scan takes a decoder minutes.
type timed func(p []byte) (int, error)

func (read timed) Read(p []byte) (int, error) { return read(p) }

// Decode decodes a picture of a kind that is read here, if its header says that it
// costs no more than a picture may. It ends with its context. Whoever calls it sees
// to it that few are decoded at once.
func Decode(ctx context.Context, picture []byte) (image.Image, error) {
	if err := admit(picture); err != nil {
		return nil, err
	}
	rest := bytes.NewReader(picture)
	m, _, err := image.Decode(timed(func(p []byte) (int, error) {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		return rest.Read(p[:min(len(p), 4<<10)])
	}))
	switch {
	case ctx.Err() != nil:
		return nil, unspent.Errorf(unspent.TooLarge, "the picture takes too long to decode: cut out the part that matters")
	case err != nil:
		return nil, errKind()
	}
	return m, nil
}

// grey is a picture in shades of grey.
type grey struct {
	pix  []byte // rows of w
	w, h int
}

// newGrey takes the colours out of a picture. What is transparent is white, as on
// a page.
func newGrey(m image.Image) grey {
	at := m.Bounds()
	g := grey{make([]byte, at.Dx()*at.Dy()), at.Dx(), at.Dy()}
	row := func(y int) []byte { return g.pix[y*g.w : (y+1)*g.w] }
	switch m := m.(type) {
	case *image.YCbCr:
		for y := range g.h {
			copy(row(y), m.Y[m.YOffset(at.Min.X, at.Min.Y+y):])
		}
	case *image.Gray:
		for y := range g.h {
			copy(row(y), m.Pix[m.PixOffset(at.Min.X, at.Min.Y+y):])
		}
	case *image.Paletted:
		shades := make([]byte, 256) // a pixel may name more than the palette has
		for i, c := range m.Palette {
			shades[i] = shade(color.RGBA64Model.Convert(c).(color.RGBA64))
		}
		for y := range g.h {
			for x, i := range m.Pix[m.PixOffset(at.Min.X, at.Min.Y+y):][:g.w] {
				row(y)[x] = shades[i]
			}
		}
	default:
		for y := range g.h {
			for x, line := 0, row(y); x < g.w; x++ {
				line[x] = shade(colour(m, at.Min.X+x, at.Min.Y+y))
			}
		}
	}
	return g
}

func colour(m image.Image, x, y int) color.RGBA64 {
	if m, ok := m.(image.RGBA64Image); ok {
		return m.RGBA64At(x, y)
	}
	return color.RGBA64Model.Convert(m.At(x, y)).(color.RGBA64)
}

// shade returns how light a colour is on white paper.
func shade(c color.RGBA64) byte {
	y := (19595*uint32(c.R) + 38470*uint32(c.G) + 7471*uint32(c.B)) >> 16
	return byte((y + 0xffff - uint32(c.A)) >> 8)
}

// A scale is how many pixels of the picture become one, or if it is below zero
// how many one becomes.
type scale int

// back returns where in the picture a place of the scaled one is.
func (k scale) back(box image.Rectangle) image.Rectangle {
	if k < 0 {
		n := int(-k)
		return image.Rect(box.Min.X/n, box.Min.Y/n, (box.Max.X+n-1)/n, (box.Max.Y+n-1)/n)
	}
	return image.Rectangle{box.Min.Mul(int(k)), box.Max.Mul(int(k))}
}

// scales returns those in which a picture of w by h is searched. A middling one
// comes first: it is quick, and it has lost noise and the patterns of screens. A
// QR code that is small in a large photo needs the finest.
func scales(w, h int) []scale {
	long := max(w, h)
	if long < minSide {
		return []scale{1, -3}
	}
	all := []scale{}
	for _, side := range [...]int{1200, maxWhole, maxSide, 600} {
		k := scale((long + side - 1) / side)
		if !slices.Contains(all, k) {
			all = append(all, k)
		}
	}
	return all
}

// parts returns those of a picture of w by h that are searched: the whole, and if
// it is large the tiles of it, each half over the next. What looks like a corner
// in one tile cannot mislead the search in another.
func parts(w, h int) (all []image.Rectangle) {
	whole := image.Rect(0, 0, w, h)
	if max(w, h) <= maxWhole {
		all = append(all, whole)
	}
	if max(w, h) > tileSide*3/2 {
		for y := 0; y == 0 || y+tileSide/2 < h; y += tileSide / 2 {
			for x := 0; x == 0 || x+tileSide/2 < w; x += tileSide / 2 {
				all = append(all, image.Rect(x, y, x+tileSide, y+tileSide).Intersect(whole))
			}
		}
	}
	return all
}

// scaled returns g in a scale: each pixel the mean of those that it stands for.
func (g grey) scaled(k scale) grey {
	switch {
	case k == 1:
		return g
	case k < 0:
		return g.enlarged(int(-k))
	}
	n := int(k)
	s := grey{w: max(g.w/n, 1), h: max(g.h/n, 1)}
	s.pix = make([]byte, s.w*s.h)
	sums := make([]int, s.w)
	for y := range s.h {
		clear(sums)
		rows := min(n, g.h)
		for i := range rows {
			row := g.pix[(y*n+i)*g.w:][:g.w]
			for x := range sums {
				for _, p := range row[x*n : min((x+1)*n, g.w)] {
					sums[x] += int(p)
				}
			}
		}
		for x, sum := range sums {
			s.pix[y*s.w+x] = byte(sum / (rows * min(n, g.w)))
		}
	}
	return s
}

func (g grey) enlarged(n int) grey {
	s := grey{make([]byte, g.w*n*g.h*n), g.w * n, g.h * n}
	for y := range s.h {
		for x := range s.w {
			s.pix[y*s.w+x] = g.pix[y/n*g.w+x/n]
		}
	}
	return s
}
