package unpack

import (
	"encoding/binary"
	"image"

	"github.com/unspent-dev/unspent"
)

// PhotoSize returns the size of the largest picture that a HEIC or AVIF file says it has,
// by its boxes alone. It refuses one that is too large, that has too many parts, or
// that says no size.
func PhotoSize(b []byte) (image.Point, error) {
	r := photoBoxes{}
	if !r.read(b, 0) {
		return image.Point{}, errPhoto()
	}
	switch {
	case r.parts > maxPhotoParts, r.large:
		return image.Point{}, unspent.Errorf(unspent.TooLarge, "the photograph has more than %d pixels, or more than %d parts: bring a screenshot "+
			"(maxPhotoPixels, maxPhotoParts)", maxPhotoPixels, maxPhotoParts)
	case r.size == image.Point{}:
		return image.Point{}, errPhoto()
	}
	return r.size, nil
}

// photoBoxes is what the boxes of a file say.
type photoBoxes struct {
	seen  int
	parts int
	size  image.Point
	large bool
}

// read reads boxes that stand one after the other. It reports whether they are
// whole as far as they matter.
func (r *photoBoxes) read(b []byte, depth int) bool {
	const head, full = 8, 4 // bytes of a box's size and name; and of its version
	for len(b) >= head {
		if r.seen++; r.seen > maxPhotoBoxes {
			return false
		}
		size, from := uint64(binary.BigEndian.Uint32(b)), uint64(head)
		switch {
		case size == 0: // to the end
			size = uint64(len(b))
		case size == 1 && len(b) >= 2*head:
			size, from = binary.BigEndian.Uint64(b[head:]), 2*head
		}
		name := string(b[4:head])
		if size < from || size > uint64(len(b)) {
			return depth == 0 && r.size != (image.Point{}) // the pixels may be cut short, which the decoder sees
		}
		inner := b[from:size]
		switch name {
		case "meta":
			if len(inner) < full || depth > 0 || !r.read(inner[full:], depth+1) {
				return false
			}
		case "iprp", "ipco":
			if !r.read(inner, depth+1) {
				return false
			}
		case "ispe":
			if len(inner) < full+8 {
				return false
			}
			r.spans(binary.BigEndian.Uint32(inner[full:]), binary.BigEndian.Uint32(inner[full+4:]))
		case "iinf":
			if len(inner) < full+4 {
				return false
			}
			r.parts = int(binary.BigEndian.Uint16(inner[full:]))
			if inner[0] > 0 {
				r.parts = int(binary.BigEndian.Uint32(inner[full:]))
			}
		}
		b = b[size:]
	}
	return true
}

// spans notes the size of a picture.
func (r *photoBoxes) spans(w, h uint32) {
	if w > maxPhotoSide || h > maxPhotoSide || uint64(w)*uint64(h) > maxPhotoPixels {
		r.large = true
		return
	}
	if int(w)*int(h) > r.size.X*r.size.Y {
		r.size = image.Pt(int(w), int(h))
	}
}
