package scan_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/scan"
)

// symbol draws the QR code of text, a pixel a module, with quiet modules around.
func symbol(t testing.TB, text string, level qr.ErrorCorrectionLevel) *image.Gray {
	t.Helper()
	code, err := qr.Encode(text, level, qr.Auto)
	must(t, err)
	const quiet = 4
	n := code.Bounds().Dx()
	m := image.NewGray(image.Rect(0, 0, n+2*quiet, n+2*quiet))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				m.SetGray(x+quiet, y+quiet, color.Gray{})
			}
		}
	}
	return m
}

// photo lays the symbol into a picture of w by h: place says where in it, from 0
// to 1 along both of its sides, a pixel is. Around it is a table that is not even.
func photo(s *image.Gray, w, h int, place func(x, y float64) (u, v float64)) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, w, h))
	n := float64(s.Bounds().Dx())
	for y := range h {
		for x := range w {
			u, v := place(float64(x)+.5, float64(y)+.5)
			shade := byte(90 + 30*math.Sin(float64(x)/37) + 20*math.Cos(float64(y)/53))
			if u >= 0 && u < 1 && v >= 0 && v < 1 {
				shade = 25 + s.GrayAt(int(u*n), int(v*n)).Y/5*4
			}
			m.Pix[y*m.Stride+x] = shade
		}
	}
	return m
}

// flat is a symbol of a size whose middle is at x, y, turned by degrees.
func flat(size, x, y, degrees float64) func(x, y float64) (u, v float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return func(px, py float64) (u, v float64) {
		dx, dy := px-x, py-y
		return (dx*cos+dy*sin)/size + .5, (dy*cos-dx*sin)/size + .5
	}
}

// tilted is a symbol whose far side is shorter, as one that lies on a table.
func tilted(size, x, y, tilt float64) func(x, y float64) (u, v float64) {
	return func(px, py float64) (u, v float64) {
		dx, dy := (px-x)/size, (py-y)/size
		depth := 1 + tilt*dy
		return dx/depth + .5, dy*1.1/depth + .5
	}
}

// noisy spoils a picture as a small lens in the evening does.
func noisy(m *image.Gray, by int) *image.Gray {
	random := rand.New(rand.NewPCG(1, 2))
	for i, p := range m.Pix {
		m.Pix[i] = byte(max(0, min(255, int(p)+random.IntN(2*by+1)-by)))
	}
	return m
}

// shadowed has light that falls off to one side.
func shadowed(m *image.Gray) *image.Gray {
	w := m.Bounds().Dx()
	for i, p := range m.Pix {
		m.Pix[i] = byte(int(p) * (w + 3*(i%w)) / (4 * w))
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m))
	return b.Bytes()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, &jpeg.Options{Quality: 70}))
	return b.Bytes()
}

// asGIF makes a GIF of many frames, of which only the first has the symbol.
func asGIF(t testing.TB, first image.Image, frames int) []byte {
	t.Helper()
	shades := color.Palette{color.Black, color.White}
	all := &gif.GIF{}
	for i := range frames {
		m := image.NewPaletted(first.Bounds(), shades)
		if i == 0 {
			for y := range m.Bounds().Dy() {
				for x := range m.Bounds().Dx() {
					m.Set(x, y, first.At(x, y))
				}
			}
		}
		all.Image, all.Delay = append(all.Image, m), append(all.Delay, 1)
	}
	var b bytes.Buffer
	must(t, gif.EncodeAll(&b, all))
	return b.Bytes()
}

// coloured is the picture with colours, of which the dark ones are drawn on
// nothing at all.
func coloured(m *image.Gray) image.Image {
	c := image.NewNRGBA(m.Bounds())
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if m.GrayAt(x, y).Y < 128 {
				c.Set(x, y, color.NRGBA{0, 40, 90, 255})
			}
		}
	}
	return c
}

// enlarged is the symbol with n pixels a module.
func enlarged(s *image.Gray, n int) *image.Gray {
	side := s.Bounds().Dx() * n
	m := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			m.SetGray(x, y, s.GrayAt(x/n, y/n))
		}
	}
	return m
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A decoder that another room has registered, as those of photographs are, is not
// asked: what it costs nobody has bounded here.
func TestForeignDecoderIsNotAsked(t *testing.T) {
	asked := false
	image.RegisterFormat("photograph", "????ftypheic", func(io.Reader) (image.Image, error) { asked = true; return nil, image.ErrFormat },
		func(io.Reader) (image.Config, error) { asked = true; return image.Config{Width: 1, Height: 1}, nil })
	picture := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
	_, err := scan.Decode(t.Context(), picture)
	_, err2 := scan.New().Read(t.Context(), picture)
	if !errors.Is(err, unspent.Invalid) || !errors.Is(err2, unspent.Invalid) || asked {
		t.Errorf("Decode = %v, Read = %v, asked %v", err, err2, asked)
	}
}
