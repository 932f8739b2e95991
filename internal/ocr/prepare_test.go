package ocr

import (
	"image"
	"testing"
)

// page draws rows of letters, as high as told, dark on light or light on dark, that
// sink to the right by thousandths.
func page(w, h, high int, ink, paper byte, lean int) plane {
	g := newPlane(w, h)
	for i := range g.pix {
		g.pix[i] = paper
	}
	for y := 2 * high; y+2*high < h; y += 3 * high {
		for x := high; x+2*high < w; x += high {
			for dy := range high {
				for dx := range high / 2 {
					if at := y + dy + x*lean/1000; (dx < high/8 || dy < high/8) && at >= 0 && at < h {
						g.row(at)[x+dx] = ink
					}
				}
			}
		}
	}
	return g
}

func (g plane) image() image.Image {
	return &image.Gray{Pix: g.pix, Stride: g.w, Rect: image.Rect(0, 0, g.w, g.h)}
}

func TestPrepare(t *testing.T) {
	tests := map[string]struct {
		g    plane
		num  int // quarters of the size
		lean int
	}{
		"good as it is":   {page(600, 900, 32, 0, 255, 0), 4, 0},
		"dark mode":       {page(600, 900, 32, 230, 20, 0), 4, 0},
		"small":           {page(600, 900, 12, 0, 255, 0), 10, 0},
		"large":           {page(1500, 2000, 80, 0, 255, 0), 2, 0},
		"sinks by 2°":     {page(900, 900, 24, 0, 255, 36), 4, 36},
		"rises by 3°":     {page(900, 900, 24, 0, 255, -52), 4, -52},
		"nothing written": {page(100, 100, 60, 0, 255, 0), 4, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := prepare(tt.g.image())
			if got := 4 * r.fit.num / r.fit.den; got != tt.num {
				t.Errorf("made %d/4 as large, want %d/4", got, tt.num)
			}
			if d := r.fit.lean - tt.lean; d < -6 || d > 6 {
				t.Errorf("leans by %d, want %d", r.fit.lean, tt.lean)
			}
			if usual, _ := groundOf(r.plane).usual(); usual < 200 {
				t.Errorf("its paper is %d", usual)
			}
		})
	}
}

// The edge of a sheet that lies askew on something dark is in steps, which are level:
// its lines are not.
func TestAskew(t *testing.T) {
	for _, lean := range []int{-44, 35} {
		g := page(900, 700, 24, 0, 255, lean)
		for y := range g.h {
			for x := range g.w {
				if top := y - x*lean/1000; top < 40 || top > 640 || x < 30 {
					g.row(y)[x] = 53
				} else if top > 240 { // few words
					g.row(y)[x] = 255
				}
			}
		}
		if d := prepare(g.image()).fit.lean - lean; d < -6 || d > 6 {
			t.Errorf("leans by %d, want %d", lean+d, lean)
		}
	}
}

// Light letters on a bar are made dark on light, as the others are.
func TestPanel(t *testing.T) {
	for _, shade := range [...]byte{80, 140} {
		g := page(600, 600, 24, 0, 255, 0)
		bar := page(600, 100, 24, 255, shade, 0)
		copy(g.pix, bar.pix)
		before := len(prepare(page(600, 600, 24, 0, 255, 0).image()).lines)
		r := prepare(g.image())
		if v := r.plane.row(5)[300]; v < 200 || len(r.lines) < before {
			t.Errorf("the bar of %d is %d and %d lines of %d are found", shade, v, len(r.lines), before)
		}
	}
}

// What is found in a fitted plane stands where it stood, whatever was done to it.
func TestBack(t *testing.T) {
	for _, f := range []fit{{num: 1, den: 1}, {num: 10, den: 4}, {num: 2, den: 4}, {num: 1, den: 1, lean: 40}, {num: 6, den: 4, lean: -50, left: 15},
		{num: 6, den: 4, bands: []band{{100, 200, []pull{{100, 60}, {150, 20}}}}}, {num: 1, den: 1, lean: 30, bands: []band{{100, 200, []pull{{100, 60}}}}}} {
		g := newPlane(400, 300)
		for i := range g.pix {
			g.pix[i] = 255
		}
		spot := image.Rect(200, 140, 216, 160)
		for y := spot.Min.Y; y < spot.Max.Y; y++ {
			for x := spot.Min.X; x < spot.Max.X; x++ {
				g.row(y)[x] = 0
			}
		}
		to := g.fitted(f, 0, g.h*f.num/f.den, 255)
		var found image.Rectangle
		for y := range to.h {
			for x, v := range to.row(y) {
				if v < 128 {
					found = found.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		if back := f.back(found); !back.In(spot.Inset(-3)) || !spot.In(back.Inset(-3)) {
			t.Errorf("%+v: what stands at %v comes back to %v", f, spot, back)
		}
	}
}

// A long picture is divided between its lines, and nothing of it is left out.
func TestParts(t *testing.T) {
	r := prepare(page(1200, 20_000, 30, 0, 255, 0).image())
	parts, err := r.parts()
	if err != nil || len(parts) < 3 {
		t.Fatalf("parts = %v, %v", parts, err)
	}
	at := 0
	for _, p := range parts {
		if p.from != at || p.rows <= 0 || p.rows*r.plane.w > maxWorked {
			t.Errorf("part %+v, want from %d", p, at)
		}
		at += p.rows
		for x := range r.plane.w {
			if at < r.plane.h && r.dark[at*r.plane.w+x] {
				t.Fatalf("a line is cut at %d", at)
			}
		}
	}
	if at != r.plane.h*r.fit.num/r.fit.den {
		t.Errorf("the parts end at %d of %d", at, r.plane.h)
	}
}

// The paper of a light page on a dark table is that of the page, though half of all is
// table and panels.
func TestUsualPaper(t *testing.T) {
	b := ground{paper: []byte{52, 52, 52, 79, 116, 116, 240, 240, 240, 240}, w: 10, h: 1}
	if got, _ := b.usual(); got != 240 {
		t.Errorf("the usual paper is %d", got)
	}
	b.paper = []byte{30, 30, 30, 30, 30, 30, 60, 240, 240, 240}
	if got, _ := b.usual(); got != 30 {
		t.Errorf("the usual paper of a dark page is %d", got)
	}
}
