package intake_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"testing"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/scan"
	"github.com/unspent-dev/unspent/internal/sight"
)

// drawing is a picture with codes one below the other, as a PNG.
func drawing(t *testing.T, codes ...barcode.Barcode) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 800, 200+300*len(codes)))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for i, c := range codes {
		if c.Metadata().Dimensions == 1 {
			c, _ = barcode.Scale(c, c.Bounds().Dx()*2, 120)
		} else {
			c, _ = barcode.Scale(c, c.Bounds().Dx()*6, c.Bounds().Dy()*6)
		}
		draw.Draw(m, c.Bounds().Add(image.Pt(60, 180+300*i)), c, image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func qrOf(t *testing.T, text string) barcode.Barcode {
	t.Helper()
	c, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func barsOf(t *testing.T, text string) barcode.Barcode {
	t.Helper()
	c, err := code128.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The codes of a card's picture tell which card it is: its serial number, or the
// last four of its code, and never the code.
func TestDrawnCodes(t *testing.T) {
	const whole, serial = "AQ7K-9XPT4M-7Q2M", "6064360123456789"
	own := unspent.DeriveCode([32]byte{7}, 1).Reveal()
	tests := map[string]struct {
		codes              []barcode.Barcode
		told               string // the case's serial number
		wantSerial, want4  string
		wantCut, wantOwned bool
	}{
		"no code":                      {},
		"a serial number":              {codes: []barcode.Barcode{barsOf(t, serial)}, wantSerial: serial},
		"of the case, with a checksum": {codes: []barcode.Barcode{barsOf(t, "999"+serial+"123")}, told: serial, wantSerial: serial},
		"longer than the case's":       {codes: []barcode.Barcode{barsOf(t, "6064360123456000123")}, told: serial},
		"of another card":              {codes: []barcode.Barcode{barsOf(t, "6064360000000000")}, told: serial, wantSerial: "6064360000000000"},
		"of goods":                     {codes: []barcode.Barcode{barsOf(t, "4901234567894")}},
		"a whole code":                 {codes: []barcode.Barcode{qrOf(t, whole)}, want4: "7Q2M", wantCut: true},
		"a whole code as bars":         {codes: []barcode.Barcode{barsOf(t, whole)}, want4: "7Q2M", wantCut: true},
		"a code of our own":            {codes: []barcode.Barcode{qrOf(t, own)}, want4: brand.Normalise(own)[16:], wantCut: true, wantOwned: true},
		"a link":                       {codes: []barcode.Barcode{qrOf(t, "https://www.amazon.co.jp/gc/balance")}},
		"a serial number and the code": {codes: []barcode.Barcode{barsOf(t, serial), qrOf(t, whole)}, wantSerial: serial, want4: "7Q2M", wantCut: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Serial: tt.told})
			o.Eyes, o.Keep = fakeEyes{words: []sight.Word{word(20, 20, "ありがとうございます"), word(20, 60, strings.ReplaceAll(whole, "-", ""))}}, true
			in, err := intake.Read(t.Context(), "card.png", drawing(t, tt.codes...), o)
			if err != nil || len(in.Evidence) != 1 || len(in.Kept) != 1 {
				t.Fatalf("Read = %+v, %v", in, err)
			}
			e := in.Evidence[0]
			if e.Card.Serial != tt.wantSerial || e.Card.Last4 != tt.want4 {
				t.Errorf("the card is %q %q, want %q %q", e.Card.Serial, e.Card.Last4, tt.wantSerial, tt.want4)
			}
			if _, is := notes(e)[assess.OwnCode]; is != tt.wantOwned {
				t.Errorf("notes %+v, want of our own: %v", e.Notes, tt.wantOwned)
			}
			if _, is := notes(e)[assess.CodeRedacted]; is != tt.wantCut {
				t.Errorf("notes %+v, want that a code was cut: %v", e.Notes, tt.wantCut)
			}
			for _, r := range in.Readings {
				if r.Box.Empty() || !r.Certain || len(brand.Normalise(r.Value)) > 16 {
					t.Errorf("reading %+v", r)
				}
			}
			m, _, err := image.Decode(bytes.NewReader(in.Kept[0]))
			if err != nil {
				t.Fatal(err)
			}
			if left, _ := scan.Codes(t.Context(), m); len(left) > 0 {
				t.Errorf("the copy still has %d codes", len(left))
			}
			if y := color.GrayModel.Convert(m.At(30, 70)).(color.Gray).Y; y > 8 {
				t.Errorf("the code that is printed is not blacked out: %d", y)
			}
		})
	}
}

// A copy without codes is made of a picture only if all its codes were looked for.
func TestManyDrawnCodes(t *testing.T) {
	qrCode := func(i int) barcode.Barcode { return qrOf(t, fmt.Sprintf("AQ7K-9XPT4M-7Q%02d", i)) }
	bars := func(i int) barcode.Barcode { return barsOf(t, fmt.Sprintf("AQ7K-9XPT4M-7Q%02d", i)) }
	for _, tt := range []struct {
		n    int
		of   func(int) barcode.Barcode
		kept int
	}{{6, qrCode, 1}, {6, bars, 1}, {20, qrCode, 0}, {20, bars, 0}} {
		var all []barcode.Barcode
		for i := range tt.n {
			all = append(all, tt.of(i))
		}
		o := options(t, "amazon-jp", assess.Card{})
		o.Eyes, o.Keep = fakeEyes{words: []sight.Word{word(20, 20, "ありがとうございます")}}, true
		in, err := intake.Read(t.Context(), "sheet.png", drawing(t, all...), o)
		if err != nil || len(in.Kept) != tt.kept {
			t.Fatalf("of a picture with %d codes %d copies are kept, %v; want %d", tt.n, len(in.Kept), err, tt.kept)
		}
		for _, kept := range in.Kept {
			m, _, err := image.Decode(bytes.NewReader(kept))
			if err != nil {
				t.Fatal(err)
			}
			if left, _ := scan.Codes(t.Context(), m); len(left) > 0 {
				t.Errorf("the copy of a picture with %d codes still has %d", tt.n, len(left))
			}
		}
	}
}

// A code that stands in a QR code is in no text, however it is printed beside it.
func TestPrintedDrawnCode(t *testing.T) {
	const bare = "AQ7K9XPT4M7Q2M"
	for name, tt := range map[string]struct {
		qr    string
		words []sight.Word
	}{
		"alone":               {bare, []sight.Word{word(20, 60, "AQ7K-9XPT4M-7Q2M")}},
		"after a word":        {bare, []sight.Word{word(20, 60, "PIN"+bare)}},
		"with a bar in it":    {bare, []sight.Word{word(20, 60, "AQ7K-9XPT|4M-7Q2M")}},
		"a bar for a symbol":  {"AQ7K-9XPT1M-7Q2M", []sight.Word{word(20, 60, "PINAQ7K9XPT|M7Q2M")}},
		"a twin of a symbol":  {bare, []sight.Word{word(20, 60, "PINA07K9XPT4M702M")}},
		"in two cells":        {bare, []sight.Word{word(20, 60, "PINAQ7K9XP"), word(500, 60, "T4M7Q2M")}},
		"in two lines":        {bare, []sight.Word{word(20, 60, "PINAQ7K9XP"), word(20, 100, "T4M7Q2M")}},
		"of a link":           {"https://www.amazon.co.jp/gc/redeem?claimCode=AQ7K-9XPT4M-7Q2M", []sight.Word{word(20, 60, "PIN"+bare)}},
		"of a link with more": {"https://www.amazon.co.jp/gc/redeem?claimCode=AQ7K-9XPT4M-7Q2M&ref=x", []sight.Word{word(20, 60, "PIN"+bare)}},
	} {
		o := options(t, "amazon-jp", assess.Card{})
		o.Eyes, o.Keep = fakeEyes{words: append([]sight.Word{word(20, 20, "ありがとうございます")}, tt.words...)}, true
		in, err := intake.Read(t.Context(), "card.png", drawing(t, qrOf(t, tt.qr)), o)
		if err != nil || len(in.Evidence) != 1 || len(in.Kept) != 1 {
			t.Fatalf("%s: Read = %+v, %v", name, in, err)
		}
		if seen := brand.Normalise(in.Text); !strings.Contains(seen, "ありがとうございます") || strings.Contains(seen, "K9XP") || !strings.HasSuffix(in.Text, "7Q2M") &&
			!strings.HasSuffix(in.Text, "…") {
			t.Errorf("%s: the text is %q", name, in.Text)
		}
		if _, is := notes(in.Evidence[0])[assess.CodeRedacted]; !is {
			t.Errorf("%s: nothing says that a code was cut", name)
		}
		m, _, err := image.Decode(bytes.NewReader(in.Kept[0]))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range tt.words {
			if y := color.GrayModel.Convert(m.At(w.Box.Min.X+10, w.Box.Min.Y+10)).(color.Gray).Y; y > 8 {
				t.Errorf("%s: the code that is printed is not blacked out: %d", name, y)
			}
		}
	}
}
