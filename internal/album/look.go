package album

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// Look is how a page came to be a picture.
type Look struct {
	Name    string
	Scale   int  // pixels of the picture for one of the page
	Dark    bool // the phone's dark mode
	Quality int  // of JPEG; 0: PNG
	Tilt    float64
	Photo   bool // a photograph of the screen or of a sheet of paper: uneven light, blur and noise
	Cropped bool // only what is below the phone's bar
	Parts   bool // two pictures, the second scrolled down
}

// Looks returns every look: all but the photographs are clean.
func Looks() []Look {
	return []Look{
		{Name: "2x", Scale: 2},
		{Name: "3x-dark", Scale: 3, Dark: true},
		{Name: "3x-jpeg80", Scale: 3, Quality: 80},
		{Name: "2x-dark-jpeg90", Scale: 2, Dark: true, Quality: 90},
		{Name: "photo", Scale: 3, Quality: 80, Photo: true, Tilt: 1.5},
		{Name: "1x", Scale: 1},
		{Name: "2x-jpeg60", Scale: 2, Quality: 60},
		{Name: "3x-cropped", Scale: 3, Cropped: true},
		{Name: "2x-tilted", Scale: 2, Quality: 90, Tilt: -2.5},
		{Name: "2x-parts", Scale: 2, Parts: true},
		{Name: "photo-dark", Scale: 3, Quality: 70, Photo: true, Dark: true, Tilt: -2},
	}
}

// Shot is a page as somebody brings it.
type Shot struct {
	Page  Page
	Look  Look
	Files [][]byte // PNG or JPEG; more than one if it was scrolled
}

// Shots renders every page in so many of these looks, taking turns through all of
// them, and gives each to use. The same pages give the same pictures.
func Shots(ctx context.Context, b Browser, pages []Page, looks []Look, each int, use func(Shot) error) error {
	for l, look := range looks {
		var own []Page
		var files []string
		for i, p := range pages {
			for k := range each {
				if (i*each+k)%len(looks) == l {
					own, files = append(own, p), append(files, p.HTML(look.Dark))
				}
			}
		}
		for from := 0; from < len(own); from += atOnce { // not all at once in memory
			some := own[from:min(len(own), from+atOnce)]
			pictures, err := b.Pictures(ctx, files[from:from+len(some)], look.Scale)
			if err != nil {
				return err
			}
			for i, picture := range pictures {
				files, err := look.files(picture)
				if err != nil {
					return err
				}
				if err := use(Shot{some[i], look, files}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// files makes a rendered page what somebody brings.
func (l Look) files(picture image.Image) ([][]byte, error) {
	m := crop(picture, l)
	if l.Tilt != 0 {
		m = tilt(m, l.Tilt)
	}
	if l.Photo {
		m = photograph(m)
	}
	var files [][]byte
	for _, part := range l.parts(m) {
		var b bytes.Buffer
		var err error
		if l.Quality > 0 {
			err = jpeg.Encode(&b, part, &jpeg.Options{Quality: l.Quality})
		} else {
			err = png.Encode(&b, part)
		}
		if err != nil {
			return nil, err
		}
		files = append(files, b.Bytes())
	}
	return files, nil
}

// crop cuts the phone's bar off, and what is empty below the page.
func crop(m image.Image, l Look) *image.RGBA {
	r := m.Bounds()
	if l.Cropped {
		r.Min.Y += 45 * l.Scale
	}
	last := r.Min.Y
	ground := m.At(r.Max.X-1, r.Max.Y-1)
	for y := r.Max.Y - 1; y > r.Min.Y && last == r.Min.Y; y -= l.Scale {
		for x := r.Min.X; x < r.Max.X; x += l.Scale {
			if m.At(x, y) != ground {
				last = y
				break
			}
		}
	}
	r.Max.Y = min(r.Max.Y, last+60*l.Scale)
	out := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(out, out.Bounds(), m, r.Min, draw.Src)
	return out
}

// parts cuts a long page into two pictures that share a fifth.
func (l Look) parts(m *image.RGBA) []image.Image {
	h := m.Bounds().Dy()
	if !l.Parts {
		return []image.Image{m}
	}
	return []image.Image{m.SubImage(image.Rect(0, 0, m.Bounds().Dx(), h*6/10)), m.SubImage(image.Rect(0, h*4/10, m.Bounds().Dx(), h))}
}

// tilt turns a picture by so many degrees on a dark table.
func tilt(m *image.RGBA, degrees float64) *image.RGBA {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(m.Bounds().Dx()), float64(m.Bounds().Dy())
	margin := 40.0
	out := image.NewRGBA(image.Rect(0, 0, int(w+math.Abs(h*sin)+2*margin), int(h+math.Abs(w*sin)+2*margin)))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.RGBA{58, 52, 48, 255}), image.Point{}, draw.Src)
	dx, dy := float64(out.Bounds().Dx())/2, float64(out.Bounds().Dy())/2
	draw.BiLinear.Transform(out, f64.Aff3{cos, -sin, dx - cos*w/2 + sin*h/2, sin, cos, dy - sin*w/2 - cos*h/2}, m, m.Bounds(), draw.Over, nil)
	return out
}

// photograph gives a picture uneven light, a blur of about a pixel, and noise.
func photograph(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(m.Bounds())
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	seed := uint32(7)
	for y := range h {
		for x := range w {
			light := 205 + 45*x/w - 60*y/h // in 256ths
			i := m.PixOffset(x, y)
			seed = seed*1664525 + 1013904223
			grain := int(seed>>24)%25 - 12
			for c := range 3 {
				sum, n := 0, 0
				for _, d := range [...][2]int{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
					if nx, ny := x+d[0], y+d[1]; nx >= 0 && ny >= 0 && nx < w && ny < h {
						sum, n = sum+int(m.Pix[m.PixOffset(nx, ny)+c]), n+1
					}
				}
				out.Pix[i+c] = uint8(min(255, max(0, sum/n*light/256+grain)))
			}
			out.Pix[i+3] = 255
		}
	}
	return out
}
