package keep

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"github.com/unspent-dev/unspent/internal/casefile"
)

// What is private in a picture is black for somebody else, and nothing beside it; a
// picture that cannot be read is not shown.
func TestDiscreet(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 200, 100))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, white, nil); err != nil {
		t.Fatal(err)
	}
	box := [][4]int{{100, 40, 200, 80}} // of a picture twice as large
	got := discreet([]casefile.CopyJSON{{File: "plain", JPEG: []byte("as it is")}, {File: "a", JPEG: b.Bytes(), Of: [2]int{400, 200}, Private: box},
		{File: "broken", JPEG: []byte("x"), Of: [2]int{400, 200}, Private: box}, {File: "no size", JPEG: b.Bytes(), Private: box}})
	if len(got) != 2 || string(got[0].JPEG) != "as it is" || got[1].File != "a" || got[1].Private != nil {
		t.Fatalf("shown: %+v", got)
	}
	m, err := jpeg.Decode(bytes.NewReader(got[1].JPEG))
	if err != nil {
		t.Fatal(err)
	}
	for at, dark := range map[image.Point]bool{{52, 22}: true, {98, 38}: true, {40, 30}: false, {75, 60}: false} {
		if y := color.GrayModel.Convert(m.At(at.X, at.Y)).(color.Gray).Y; (y < 40) != dark {
			t.Errorf("%v is %d", at, y)
		}
	}
}
