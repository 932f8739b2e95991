package ocr

import "testing"

// Rules that are hardly darker than their paper are found, in a level picture and in one
// that leans, with noise too; letters and an even sheet are none.
func TestFaint(t *testing.T) {
	sheet := func(lean, shade, grain int) plane {
		g := page(800, 900, 24, 20, 250, lean)
		seed := uint32(7)
		for i := range g.pix {
			seed = seed*1664525 + 1013904223
			if grain > 0 && g.pix[i] > 100 {
				g.pix[i] = byte(min(255, int(g.pix[i])+int(seed>>24)%(2*grain+1)-grain))
			}
		}
		for x := 0; shade > 0 && x < 800; x++ {
			for thick := range 3 {
				if y := 450 + thick + x*lean/1000; g.row(y)[x] > 100 { // between two rows of letters
					g.row(y)[x] -= byte(shade)
				}
			}
		}
		return g
	}
	tests := map[string]struct {
		g    plane
		lean int
		want int
	}{
		"a light grey line": {sheet(0, 24, 0), 0, 1},
		"a very light one":  {sheet(0, 8, 0), 0, 1},
		"taken askew":       {sheet(30, 16, 0), 30, 1},
		"with noise":        {sheet(0, 24, 8), 0, 1},
		"none":              {sheet(0, 0, 0), 0, 0},
		"noise alone":       {sheet(0, 0, 12), 0, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := strokesOf(tt.g).faint(tt.g.ink(groundOf(tt.g)), tt.g.w, tt.lean)
			if len(got) != tt.want || tt.want > 0 && (got[0].Min.Y < 446 || got[0].Min.Y > 456) {
				t.Errorf("%d rules %v, want %d", len(got), got, tt.want)
			}
		})
	}
}
