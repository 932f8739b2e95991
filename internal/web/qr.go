package web

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrCode is a QR code as the path of a drawing of Size by Size modules.
type qrCode struct {
	Frame int // with four modules of quiet around it
	Size  int
	Path  template.HTMLAttr
}

// newQR draws text. One row after the other becomes a few strokes, so a page
// stays small. The QR code of a card's code is one size larger than it could be:
// the smallest kind has three marks only, and a photo of it cannot be read unless
// it was taken from straight above.
func newQR(text string) (*qrCode, error) {
	level := qr.L
	if len(text) <= shortText {
		level = qr.Q
	}
	code, err := qr.Encode(text, level, qr.Auto)
	if err != nil {
		return nil, err
	}
	size := code.Bounds().Dx()
	dark := func(x, y int) bool { r, _, _, _ := code.At(x, y).RGBA(); return r == 0 }
	var b strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			from := x
			for x < size && dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	return &qrCode{size + 8, size, template.HTMLAttr(`d="` + b.String() + `"`)}, nil
}
