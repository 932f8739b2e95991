package intake

import (
	"image"
	"image/color"

	"github.com/corona10/goimagehash"
)

// lookSide is the side of what a perceptual hash is made of.
const lookSide = 64

// lookOf returns the perceptual hash of a picture: two that look nearly the same
// differ in few of its bits. It is never zero.
func lookOf(m image.Image) uint64 {
	at := m.Bounds()
	small := image.NewGray(image.Rect(0, 0, lookSide, lookSide))
	for y := range lookSide {
		for x := range lookSide {
			small.SetGray(x, y, color.Gray{Y: shadeOf(m, image.Rect(
				at.Min.X+x*at.Dx()/lookSide, at.Min.Y+y*at.Dy()/lookSide,
				at.Min.X+(x+1)*at.Dx()/lookSide, at.Min.Y+(y+1)*at.Dy()/lookSide))})
		}
	}
	hash, err := goimagehash.PerceptionHash(small)
	if err != nil || hash.GetHash() == 0 {
		return 1
	}
	return hash.GetHash()
}

// shadeOf returns the mean of some pixels of a part of a picture.
func shadeOf(m image.Image, part image.Rectangle) uint8 {
	sum, n := 0, 0
	for y := part.Min.Y; y < max(part.Max.Y, part.Min.Y+1); y += max(1, part.Dy()/8) {
		for x := part.Min.X; x < max(part.Max.X, part.Min.X+1); x += max(1, part.Dx()/8) {
			sum += int(color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y)
			n++
		}
	}
	return uint8(sum / n)
}
