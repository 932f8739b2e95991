package scan

import (
	"cmp"
	"context"
	"image"
	"math"
	"slices"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/detector"

	"github.com/unspent-dev/unspent"
)

// Reader reads pictures, a few at a time. Many goroutines may share one.
type Reader struct {
	turns chan struct{}
	time  time.Duration // for one picture
}

// New returns a reader.
func New() *Reader { return &Reader{make(chan struct{}, maxAtOnce), maxTime} }

// Read returns the text of the QR code in a picture. Its error has the reason
// [unspent.Invalid] for what is no picture that is read, [unspent.TooLarge],
// [unspent.NotFound] for one without a QR code that can be read, or
// [unspent.Busy] if others are in the way.
func (r *Reader) Read(ctx context.Context, picture []byte) (string, error) {
	if len(picture) > MaxPicture {
		return "", unspent.Errorf(unspent.TooLarge, "the picture is larger than %d MiB: cut out its QR code", MaxPicture>>20)
	}
	if err := admit(picture); err != nil {
		return "", err // before its turn: it costs nothing to refuse
	}
	wait, stop := context.WithTimeout(ctx, maxWait)
	defer stop()
	select {
	case r.turns <- struct{}{}:
		defer func() { <-r.turns }()
	case <-wait.Done():
		return "", unspent.Errorf(unspent.Busy, "too many pictures are being read now: try again in a moment")
	}
	ctx, stop = context.WithTimeout(ctx, r.time)
	defer stop()
	m, err := Decode(ctx, picture)
	if err != nil {
		return "", err
	}
	if c, ok := newGrey(m).qr(ctx); ok {
		return c.Text, nil
	}
	return "", unspent.Errorf(unspent.NotFound, "there is no QR code in this picture that can be read")
}

// qr looks for a QR code in every scale.
func (g grey) qr(ctx context.Context) (Code, bool) {
	for _, k := range scales(g.w, g.h) {
		s := g.scaled(k)
		for _, part := range parts(s.w, s.h) {
			if c, ok := search(ctx, s, part); ok {
				c.Box = k.back(c.Box.Add(part.Min)).Intersect(image.Rect(0, 0, g.w, g.h))
				return c, true
			}
		}
	}
	return Code{}, false
}

// search looks for a QR code in a part of a picture, once with the threshold of each place, which shadows
// do not mislead, and once with one threshold for all, which noise does not.
func search(ctx context.Context, g grey, part image.Rectangle) (Code, bool) {
	for _, binarizer := range []func(gozxing.LuminanceSource) gozxing.Binarizer{gozxing.NewHybridBinarizer, gozxing.NewGlobalHistgramBinarizer} {
		if ctx.Err() != nil {
			return Code{}, false
		}
		if c, ok := try(ctx, g, part, binarizer); ok {
			return c, true
		}
	}
	return Code{}, false
}

func try(ctx context.Context, g grey, part image.Rectangle, binarizer func(gozxing.LuminanceSource) gozxing.Binarizer) (c Code, ok bool) {
	defer func() {
		// The library has no other way to be stopped, and one of its bugs over a
		// foreign picture must not be worse than a picture without a QR code.
		if recover() != nil {
			c, ok = Code{}, false
		}
	}()
	source, err := gozxing.NewPlanarYUVLuminanceSource(g.pix, g.w, g.h, part.Min.X, part.Min.Y, part.Dx(), part.Dy(), false)
	if err != nil {
		return Code{}, false
	}
	ink, err := binarizer(source).GetBlackMatrix()
	if err != nil {
		return Code{}, false
	}
	spots := 0
	finder := detector.NewFinderPatternFinder(ink, func(gozxing.ResultPoint) {
		if spots++; spots > maxSpots || ctx.Err() != nil {
			panic("enough") // each is compared with all: a picture full of them would never end
		}
	})
	meet(finder, ink)
	if spots <= maxCompared {
		if best, err := finder.SelectBestPatterns(); err == nil {
			if c, ok := readAt(ink, best[0], best[1], best[2]); ok {
				return c, true
			}
		}
	}
	// On cloth or wood, and among its own modules, the best three by their places
	// may be no corners at all. Corners are those that were met in row after row.
	all := finder.GetPossibleCenters()
	slices.SortStableFunc(all, func(a, b *detector.FinderPattern) int { return b.GetCount() - a.GetCount() })
	first := all[:min(len(all), maxCorners)]
	for i := range first {
		for j := range i {
			for k := range j {
				if ctx.Err() != nil {
					return Code{}, false
				}
				if c, ok := readAt(ink, first[i], first[j], first[k]); ok {
					return c, true
				}
			}
		}
	}
	if len(all) > len(first) {
		return nearest(ctx, ink, all[:min(len(all), maxCompared)])
	}
	return Code{}, false
}

// nearest tries each corner with two of those next to it: on a sheet of many codes
// those that were met most often are of several.
func nearest(ctx context.Context, ink *gozxing.BitMatrix, all []*detector.FinderPattern) (Code, bool) {
	for _, middle := range all {
		near := slices.DeleteFunc(slices.Clone(all), func(o *detector.FinderPattern) bool {
			a, b := o.GetEstimatedModuleSize(), middle.GetEstimatedModuleSize()
			return o == middle || 3*min(a, b) < 2*max(a, b)
		})
		slices.SortFunc(near, func(a, b *detector.FinderPattern) int {
			return cmp.Compare(apart(middle, a), apart(middle, b))
		})
		near = near[:min(len(near), maxCorners)]
		for i, a := range near {
			for _, b := range near[:i] {
				if ctx.Err() != nil {
					return Code{}, false
				}
				if !square(middle, a, b) {
					continue
				}
				if c, ok := readAt(ink, middle, a, b); ok {
					return c, true
				}
			}
		}
	}
	return Code{}, false
}

func apart(a, b gozxing.ResultPoint) float64 {
	return math.Hypot(a.GetX()-b.GetX(), a.GetY()-b.GetY())
}

// square reports whether two places lie about as far from a middle one, and about
// at a right angle, as it looks from a little aside.
func square(middle, a, b gozxing.ResultPoint) bool {
	p, q, across := apart(middle, a), apart(middle, b), apart(a, b)
	return 3*min(p, q) >= 2*max(p, q) && math.Abs(p*p+q*q-across*across) < .7*p*q
}

// meet shows the finder all that looks like a corner in a row: dark, light, three
// times as much dark, light, dark. The finder's own way through the rows leaves
// some out once it believes that it has met two, and is wrong for one QR code in
// two hundred.
func meet(finder *detector.FinderPatternFinder, ink *gozxing.BitMatrix) {
	w, h := ink.GetWidth(), ink.GetHeight()
	for y := 0; y < h; y += 2 {
		runs, dark := make([]int, 5), false
		for x := 0; x <= w; x++ {
			if x < w && ink.Get(x, y) == dark {
				runs[4]++
				continue
			}
			if dark && likeCorner(runs) {
				finder.HandlePossibleCenter(runs, y, x)
			}
			copy(runs, runs[1:])
			runs[4], dark = 1, !dark
		}
	}
}

// likeCorner reports whether five runs are as long as 1, 1, 3, 1 and 1 modules,
// give or take half of that.
func likeCorner(runs []int) bool {
	total := runs[0] + runs[1] + runs[2] + runs[3] + runs[4]
	for i, run := range runs {
		modules := 1
		if i == 2 {
			modules = 3
		}
		if off := 2*modules*total - 14*run; run == 0 || max(off, -off) >= modules*total {
			return false
		}
	}
	return total >= 7
}

// readAt reads the QR code with three corners.
func readAt(ink *gozxing.BitMatrix, a, b, c *detector.FinderPattern) (Code, bool) {
	low, mid, high := gozxing.ResultPoint_OrderBestPatterns(a, b, c)
	corners := detector.NewFinderPatternInfo(low.(*detector.FinderPattern), mid.(*detector.FinderPattern), high.(*detector.FinderPattern))
	found, err := detector.NewDetector(ink).ProcessFinderPatternInfo(corners)
	if err != nil {
		return Code{}, false
	}
	read, err := decoder.NewDecoder().Decode(found.GetBits(), nil)
	if err != nil {
		return Code{}, false
	}
	return Code{QR, read.GetText(), around(low, mid, high, (a.GetEstimatedModuleSize()+b.GetEstimatedModuleSize()+c.GetEstimatedModuleSize())/3)}, true
}

// around is the box of a QR code with the middles of three corners, of which the
// second lies between the others.
func around(a, b, c gozxing.ResultPoint, module float64) image.Rectangle {
	const room = 6 // modules from the middle of a corner to its edge, and as many as a tilt can add
	box := image.Rectangle{}
	for i, at := range [...][2]float64{{a.GetX(), a.GetY()}, {b.GetX(), b.GetY()}, {c.GetX(), c.GetY()},
		{a.GetX() + c.GetX() - b.GetX(), a.GetY() + c.GetY() - b.GetY()}} {
		x, y, out := int(at[0]), int(at[1]), int(math.Ceil(room*module))
		one := image.Rect(x-out, y-out, x+out+1, y+out+1)
		if i == 0 {
			box = one
		}
		box = box.Union(one)
	}
	return box
}
