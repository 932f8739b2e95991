package keep

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
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
	got := discreet([]casefile.CopyJSON{{File: "plain", JPEG: []byte("as it is"), Looked: true},
		{File: "a", JPEG: b.Bytes(), Of: [2]int{400, 200}, Looked: true, Private: box}, {File: "of before", JPEG: b.Bytes(), Of: [2]int{400, 200}},
		{File: "broken", JPEG: []byte("x"), Of: [2]int{400, 200}, Looked: true, Private: box}, {File: "no size", JPEG: b.Bytes(), Looked: true, Private: box}})
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

// The number of an order, in the shape that the brand's orders have, and addresses of mail
// are in nothing that somebody else reads, unless the order is shared.
func TestReticent(t *testing.T) {
	c := New(nil, Options{})
	said := []casefile.EvidenceJSON{{Shown: "Order W123456789 for taro@example.jp: sent",
		Card:  casefile.CardJSON{Order: "W123456789", Recipient: "hanako@example.jp"},
		Notes: []api.Note{{ID: assess.RowsUnread, Detail: "W123456789"}}}}
	for order, want := range map[string][3]string{"": {"Order … for …: sent", "", "…"},
		"W123456789": {"Order W123456789 for …: sent", "W123456789", "W123456789"}} {
		got := c.reticent(said, map[string]string{"brand": "apple-us", "order": order})[0]
		if now := [3]string{got.Shown, got.Card.Order, got.Notes[0].Detail}; now != want || got.Card.Recipient != "" {
			t.Errorf("order %q: %+v, want %+v", order, got, want)
		}
	}
	if said[0].Card.Order == "" || said[0].Notes[0].Detail != "W123456789" {
		t.Errorf("the case itself is changed: %+v", said)
	}
}
