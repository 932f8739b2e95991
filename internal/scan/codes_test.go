package scan_test

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent/internal/scan"
)

// bars draws the barcode of text in the middle of a white square.
func bars(t testing.TB, text string) *image.Gray {
	t.Helper()
	code, err := code128.Encode(text)
	must(t, err)
	const quiet = 12
	n := code.Bounds().Dx()
	m := image.NewGray(image.Rect(0, 0, n+2*quiet, n+2*quiet))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for x := range n {
		if r, _, _, _ := code.At(x, 0).RGBA(); r == 0 {
			draw.Draw(m, image.Rect(x+quiet, m.Rect.Dy()/3, x+quiet+1, m.Rect.Dy()*2/3), image.Black, image.Point{}, draw.Src)
		}
	}
	return m
}

// beside puts pictures one below the other.
func beside(all ...image.Image) image.Image {
	w, h := 0, 0
	for _, m := range all {
		w, h = max(w, m.Bounds().Dx()), h+m.Bounds().Dy()
	}
	whole := image.NewRGBA(image.Rect(7, 9, 7+w, 9+h)) // its first pixel need not be at 0, 0
	draw.Draw(whole, whole.Rect, image.White, image.Point{}, draw.Src)
	y := 9
	for _, m := range all {
		draw.Draw(whole, m.Bounds().Sub(m.Bounds().Min).Add(image.Pt(7, y)), m, m.Bounds().Min, draw.Src)
		y += m.Bounds().Dy()
	}
	return whole
}

const serial = "6064360123456789012"

// What is found is told with its place: a picture in which the places are blacked
// out has no codes any more, and still most of what else it shows.
func TestCodes(t *testing.T) {
	one, two := symbol(t, code, qr.Q), symbol(t, "https://cards.example/v#eyJ", qr.M)
	b := bars(t, serial)
	tests := map[string]struct {
		picture image.Image
		want    []string
	}{
		"nothing":                {photo(symbol(t, "x", qr.L), 1170, 2532, flat(1, -500, -500, 0)), nil},
		"a QR code":              {enlarged(one, 8), []string{"qr " + code}},
		"in a photo":             {photo(one, 1600, 1200, flat(300, 900, 500, 20)), []string{"qr " + code}},
		"tilted":                 {photo(one, 1200, 900, tilted(500, 600, 450, .25)), []string{"qr " + code}},
		"two QR codes":           {beside(enlarged(one, 6), photo(two, 900, 600, flat(250, 400, 300, 5))), []string{"qr " + code, "qr https://cards.example/v#eyJ"}},
		"bars":                   {enlarged(b, 3), []string{"code128 " + serial}},
		"bars of letters":        {enlarged(bars(t, "GCA1234567890AB"), 2), []string{"code128 GCA1234567890AB"}},
		"bars in a photo":        {noisy(photo(b, 1600, 1200, flat(700, 800, 600, 4)), 20), []string{"code128 " + serial}},
		"bars in a large photo":  {noisy(photo(b, 4032, 3024, flat(900, 3000, 900, 3)), 20), []string{"code128 " + serial}},
		"bars in a shadow":       {shadowed(photo(b, 1200, 900, flat(600, 600, 450, 2))), []string{"code128 " + serial}},
		"bars that stand":        {photo(b, 1200, 1600, flat(700, 600, 800, 92)), []string{"code128 " + serial}},
		"bars upside down":       {photo(b, 1200, 900, flat(600, 600, 450, 179)), []string{"code128 " + serial}},
		"bars hanging":           {photo(b, 1200, 1600, flat(700, 600, 800, -90)), []string{"code128 " + serial}},
		"a QR code and bars":     {beside(enlarged(b, 2), enlarged(one, 5)), []string{"code128 " + serial, "qr " + code}},
		"bars of another number": {enlarged(bars(t, "4901234567894"), 3), []string{"code128 4901234567894"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := image.NewRGBA(tt.picture.Bounds())
			draw.Draw(m, m.Rect, tt.picture, m.Rect.Min, draw.Src)
			var got []string
			all, whole := scan.PatientCodes(t.Context(), m)
			if !whole {
				t.Error("Codes did not come to its end")
			}
			for _, c := range all {
				got = append(got, string(c.Kind)+" "+c.Text)
				if !c.Box.In(m.Rect) || c.Box.Empty() {
					t.Errorf("%s is at %v, which is not in %v", c.Kind, c.Box, m.Rect)
				}
				draw.Draw(m, c.Box, image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("Codes = %q, want %q", got, tt.want)
			}
			if left, _ := scan.PatientCodes(t.Context(), m); len(left) > 0 {
				t.Errorf("after its places are blacked out there are still %+v", left)
			}
		})
	}
}

// However a picture is made, looking for codes ends and stays within it.
func FuzzCodes(f *testing.F) {
	f.Add(uint8(40), uint8(30), enlarged(symbol(f, "x", qr.L), 1).Pix)
	f.Add(uint8(200), uint8(9), bars(f, "A1").Pix)
	f.Add(uint8(1), uint8(1), []byte{})
	f.Fuzz(func(t *testing.T, w, h uint8, pix []byte) {
		m := image.NewGray(image.Rect(0, 0, int(w)+1, int(h)+1))
		copy(m.Pix, pix)
		all, _ := scan.PatientCodes(t.Context(), m)
		for _, c := range all {
			if !c.Box.In(m.Rect) {
				t.Errorf("a code is at %v of %v", c.Box, m.Rect)
			}
		}
	})
}
