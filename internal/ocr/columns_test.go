package ocr

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// box draws a letter, or what else is filled.
func (g plane) box(r image.Rectangle, ink byte) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			g.row(y)[x] = ink
		}
	}
}

// table draws rows of three lines in columns that begin at these places, with so
// many letters each, and a rule below each row.
func table(w, rows int, starts, letters []int) plane {
	const high, apart = 24, 12
	g := newPlane(w, 40+rows*(3*(high+apart)+20))
	for i := range g.pix {
		g.pix[i] = 255
	}
	for r := range rows {
		top := 20 + r*(3*(high+apart)+20)
		for line := range 3 {
			for c, start := range starts {
				for n := range letters[c] - line {
					x, y := start+n*20, top+line*(high+apart)
					g.box(image.Rect(x, y, x+16, y+4), 0)
					g.box(image.Rect(x, y, x+4, y+high), 0)
				}
			}
		}
		g.box(image.Rect(10, top+3*(high+apart)+4, w-10, top+3*(high+apart)+6), 0)
	}
	return g
}

// Columns that hardly stand apart are found and pulled apart, and what is found in
// them stands where it stood.
func TestColumns(t *testing.T) {
	g := table(700, 3, []int{20, 146, 500}, []int{5, 12, 5})
	r := prepare(g.image())
	if len(r.rules) != 3 || len(r.gaps) != 2 {
		t.Fatalf("rules %v, gaps %v", r.rules, r.gaps)
	}
	for _, gap := range r.gaps {
		if gap.Dy() < g.h*3/4 || gap.Dx() < 16 {
			t.Errorf("a gap at %v of %d", gap, g.h)
		}
	}
	if len(r.fit.bands) == 0 || r.fit.bands[0].pulls[0].at < 112 || r.fit.bands[0].pulls[0].at > 146 {
		t.Errorf("bands %+v", r.fit.bands)
	}
	for _, v := range r.plane.row(r.rules[0].Min.Y) {
		if v < 200 {
			t.Fatal("a rule is still there")
		}
	}
	w, _ := r.fit.size(g.w, g.h)
	to := r.plane.fitted(r.fit, 0, g.h, 255)
	if to.w != w || w < g.w+40 {
		t.Errorf("%d wide, and is %d", w, to.w)
	}
	for x, v := range to.row(22) {
		if back := r.back(image.Rect(x, 20, x+1, 24)).Min; v < 100 && g.row(22)[back.X] > 100 {
			t.Fatalf("ink at %d comes from %d", x, back.X)
		}
	}
	if r := prepare(page(600, 900, 32, 0, 255, 0).image()); len(r.fit.bands) > 0 {
		t.Errorf("a page without columns has %+v", r.fit.bands)
	}
}

// A frame around a button is taken off, and its letters are not.
func TestFrames(t *testing.T) {
	g := table(700, 2, []int{60}, []int{12})
	g.box(image.Rect(30, 4, 400, 6), 0)
	g.box(image.Rect(30, 134, 400, 136), 0)
	g.box(image.Rect(30, 4, 32, 136), 0)
	g.box(image.Rect(398, 4, 400, 136), 0)
	r := prepare(g.image())
	at := func(x, y int) byte { return r.plane.row(y)[x] }
	if at(31, 70) < 200 || at(200, 5) < 200 || at(399, 70) < 200 {
		t.Error("a frame is still there")
	}
	if at(61, 30) > 50 || at(241, 21) > 50 {
		t.Error("a letter is gone")
	}
}

// What is nothing but noise costs no more than its bound.
func TestNoise(t *testing.T) {
	dark := make([]bool, 3000*2000)
	for i := range dark {
		dark[i] = (i%3000+i/3000)%2 == 0
	}
	if k := inkOf(dark, 3000, 2000); len(k.spans) > 0 || len(k.pieces) > 0 {
		t.Errorf("%d spans", len(k.spans))
	}
}

// However many pictures are brought at once, no more programs run than there are
// processors: their memory is bounded in all.
func TestRunsAtOnce(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	p := fake(t, fmt.Sprintf("echo + >> %s; sleep 0.05; echo - >> %s; printf '%s1234\\n'", log, log, oneRow))
	var all sync.WaitGroup
	for range 6 * runtime.NumCPU() {
		all.Go(func() {
			if _, err := p.Look(t.Context(), blank()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	said, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	now, most, runs := 0, 0, 0
	for line := range strings.Lines(string(said)) {
		if line == "+\n" {
			now, runs = now+1, runs+1
		} else {
			now--
		}
		most = max(most, now)
	}
	if most > runtime.NumCPU() || runs < 6*runtime.NumCPU() || now != 0 {
		t.Errorf("%d runs, %d at once on %d processors", runs, most, runtime.NumCPU())
	}
}
