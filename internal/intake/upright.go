package intake

import "image"

// upright turns a picture as its camera was held, so that its lines are level.
func upright(m image.Image, orientation int) image.Image {
	if orientation == 1 {
		return m
	}
	at := m.Bounds()
	w, h := at.Dx(), at.Dy()
	from := func(x, y int) (int, int) { // where what comes to x, y is now
		switch orientation {
		case 2:
			x = w - 1 - x
		case 3:
			x, y = w-1-x, h-1-y
		case 4:
			y = h - 1 - y
		case 5:
			x, y = y, x
		case 6:
			x, y = y, h-1-x
		case 7:
			x, y = w-1-y, h-1-x
		case 8:
			x, y = w-1-y, x
		}
		return x + at.Min.X, y + at.Min.Y
	}
	size := image.Rect(0, 0, w, h)
	if orientation > 4 {
		size = image.Rect(0, 0, h, w)
	}
	if m, ok := m.(*image.YCbCr); ok {
		out := image.NewYCbCr(size, image.YCbCrSubsampleRatio444)
		for y := range size.Max.Y {
			for x := range size.Max.X {
				fx, fy := from(x, y)
				i := out.YOffset(x, y)
				c := m.COffset(fx, fy)
				out.Y[i], out.Cb[i], out.Cr[i] = m.Y[m.YOffset(fx, fy)], m.Cb[c], m.Cr[c]
			}
		}
		return out
	}
	out := image.NewNRGBA(size)
	for y := range size.Max.Y {
		for x := range size.Max.X {
			fx, fy := from(x, y)
			out.Set(x, y, m.At(fx, fy))
		}
	}
	return out
}
