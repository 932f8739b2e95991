package scan_test

import (
	"fmt"
	"image"
	"image/draw"
	"testing"
	"time"

	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent/internal/scan"
)

// sheet puts n pictures in rows on white, each in a square of so many pixels.
func sheet(n, columns, side int, of func(i int) *image.Gray) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, columns*side, (n+columns-1)/columns*side))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for i := range n {
		one := of(i)
		draw.Draw(m, one.Rect.Add(image.Pt(i%columns*side, i/columns*side)), one, image.Point{}, draw.Src)
	}
	return m
}

// Of a sheet of cards every code is found, or it is said that not all were looked
// for.
func TestSheets(t *testing.T) {
	symbols := func(n int) *image.Gray {
		return sheet(n, 4, 200, func(i int) *image.Gray { return enlarged(symbol(t, fmt.Sprintf("AQ7K-9XPT4M-7Q%02d", i), qr.M), 5) })
	}
	barcodes := func(n int) *image.Gray {
		return sheet(n, 1, 190, func(i int) *image.Gray { return bars(t, fmt.Sprintf("60643601234567%02d", i)) })
	}
	large := image.NewGray(image.Rect(0, 0, 3000, 1200)) // whose coarse scale has lost what is fine
	draw.Draw(large, large.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(large, image.Rect(0, 0, 3000, 600), enlarged(bars(t, "A1"), 6), image.Point{}, draw.Src)
	draw.Draw(large, image.Rect(1500, 700, 3000, 1200), bars(t, serial), image.Point{}, draw.Src)
	tests := map[string]struct {
		picture *image.Gray
		want    int
		whole   bool
	}{
		"five QR codes":               {symbols(5), 5, true},
		"sixteen QR codes":            {symbols(16), 16, true},
		"more than are looked for":    {symbols(20), 16, false},
		"askew":                       {photo(symbols(16), 2016, 1512, flat(1300, 1000, 750, 3)), 16, true},
		"six barcodes":                {barcodes(6), 6, true},
		"more bars than looked for":   {barcodes(17), 16, false},
		"a coarse one and a fine one": {large, 2, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, whole := scan.PatientCodes(t.Context(), tt.picture)
			texts := map[string]bool{}
			for _, c := range got {
				texts[c.Text] = true
			}
			if len(texts) != tt.want || whole != tt.whole {
				t.Errorf("Codes finds %d, to its end: %v; want %d, %v", len(texts), whole, tt.want, tt.whole)
			}
		})
	}
}

// A search that had no time left did not come to its end.
func TestCodesInTime(t *testing.T) {
	m := enlarged(symbol(t, code, qr.M), 4)
	for most, want := range map[time.Duration]bool{0: false, time.Hour: true} {
		if got, whole := scan.CodesWithin(t.Context(), m, most); whole != want || want && len(got) != 1 {
			t.Errorf("within %v Codes finds %d, to its end: %v", most, len(got), whole)
		}
	}
}
