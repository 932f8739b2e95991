package keep

import (
	"bytes"
	"image"
	paint "image/draw"
	"image/jpeg"

	"github.com/unspent-dev/unspent/internal/casefile"
)

// shownQuality is that of a copy that is drawn again.
const shownQuality = 75

// discreet are the copies as somebody else sees them: addresses of mail and order
// numbers in them are black. One that cannot be made so is not shown.
func discreet(copies []casefile.CopyJSON) (all []casefile.CopyJSON) {
	for _, c := range copies {
		if len(c.Private) > 0 {
			m, err := jpeg.Decode(bytes.NewReader(c.JPEG))
			if err != nil || c.Of[0] < 1 || c.Of[1] < 1 {
				continue
			}
			at := m.Bounds()
			drawn := image.NewRGBA(at)
			paint.Draw(drawn, at, m, at.Min, paint.Src)
			for _, p := range c.Private {
				x := func(n int) int { return n * at.Dx() / c.Of[0] }
				y := func(n int) int { return n * at.Dy() / c.Of[1] }
				paint.Draw(drawn, image.Rect(x(p[0])-1, y(p[1])-1, x(p[2])+1, y(p[3])+1), image.Black, image.Point{}, paint.Src)
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, drawn, &jpeg.Options{Quality: shownQuality}); err != nil {
				continue
			}
			c.JPEG, c.Private = b.Bytes(), nil
		}
		all = append(all, c)
	}
	return all
}
