package scan_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/scan"
)

const (
	code    = "0A1B2-C3D4E-5F6G7-H8J9K"
	receipt = "https://cards.example/v#"
)

// long is as long as a receipt's link.
func long() string {
	random := rand.New(rand.NewPCG(3, 4))
	const symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var b strings.Builder
	b.WriteString(receipt)
	for range 600 {
		b.WriteByte(symbols[random.IntN(len(symbols))])
	}
	return b.String()
}

func TestRead(t *testing.T) {
	short, large := symbol(t, code, qr.Q), symbol(t, long(), qr.L)
	tests := map[string]struct {
		picture []byte
		want    string
	}{
		"as it is drawn":           {asPNG(t, enlarged(short, 8)), code},
		"three pixels a module":    {asPNG(t, enlarged(short, 3)), code},
		"one pixel a module":       {asPNG(t, short), code},
		"of the smallest kind":     {asPNG(t, enlarged(symbol(t, code, qr.L), 8)), code},
		"a corner in its middle":   {asPNG(t, enlarged(symbol(t, "javascript:alert(1)", qr.L), 6)), "javascript:alert(1)"},
		"large modules":            {asPNG(t, enlarged(short, 60)), code},
		"a GIF of many frames":     {asGIF(t, enlarged(short, 4), 40), code},
		"coloured on nothing":      {asPNG(t, coloured(enlarged(short, 5))), code},
		"a screenshot":             {asPNG(t, photo(short, 1080, 2340, flat(300, 500, 900, 0))), code},
		"a small screenshot":       {asPNG(t, photo(short, 640, 480, flat(100, 300, 200, 0))), code},
		"turned to its side":       {asJPEG(t, photo(short, 900, 1200, flat(500, 450, 600, 90))), code},
		"upside down":              {asJPEG(t, photo(short, 900, 1200, flat(500, 450, 600, 180))), code},
		"askew":                    {asJPEG(t, photo(short, 900, 1200, flat(420, 450, 600, 33))), code},
		"far away":                 {asJPEG(t, noisy(photo(short, 1600, 1200, flat(90, 300, 200, 5)), 8)), code},
		"very tilted":              {asJPEG(t, photo(short, 1200, 900, tilted(500, 600, 450, .5))), code},
		"tilted":                   {asJPEG(t, photo(short, 1200, 900, tilted(500, 600, 450, .25))), code},
		"in the evening":           {asJPEG(t, noisy(photo(short, 1200, 900, tilted(450, 600, 450, .15)), 60)), code},
		"in a shadow":              {asJPEG(t, shadowed(photo(short, 1200, 900, flat(400, 600, 450, 12)))), code},
		"small in a large photo":   {asJPEG(t, noisy(photo(short, 4032, 3024, flat(240, 3100, 700, 7)), 20)), code},
		"a receipt":                {asPNG(t, enlarged(large, 4)), long()},
		"a photo of a receipt":     {asJPEG(t, noisy(photo(large, 3024, 4032, flat(1400, 1500, 2000, 4)), 20)), long()},
		"a receipt on a web cam":   {asJPEG(t, photo(large, 1280, 720, flat(640, 640, 360, 3))), long()},
		"a code on a web cam":      {asJPEG(t, noisy(photo(short, 640, 480, flat(220, 320, 240, 8)), 25)), code},
		"words that are not Latin": {asPNG(t, enlarged(symbol(t, "ギフト券 ¥5,000", qr.H), 6)), "ギフト券 ¥5,000"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := scan.Patient().Read(t.Context(), tt.picture); got != tt.want || err != nil {
				t.Errorf("Read = %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

// bomb is the header of a PNG that says it is w by h pixels of so many bits.
func bomb(w, h uint32, bits, kind byte) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(name string, body []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(len(body)))
		whole := append([]byte(name), body...)
		b.Write(whole)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(whole))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	chunk("IHDR", append(head, bits, kind, 0, 0, 0))
	chunk("IDAT", []byte("nothing"))
	return b.Bytes()
}

// jpegHead is the header of a JPEG of a kind: 0xc0 is the plain one, 0xc2 the
// progressive.
func jpegHead(kind byte, w, h uint16) []byte {
	b := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), 0xff, kind, 0, 17, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 3)
	return append(b, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
}

// corners is a picture full of what looks like a corner of a QR code.
func corners(t *testing.T) []byte {
	m := image.NewGray(image.Rect(0, 0, 2000, 2000))
	for i := range m.Pix {
		x, y := i%2000%10, i/2000%10
		ring := max(max(x-3, 3-x), max(y-3, 3-y))
		if ring == 2 || ring > 3 {
			m.Pix[i] = 255
		}
	}
	return asPNG(t, m)
}

func TestReadRefuses(t *testing.T) {
	table := photo(symbol(t, code, qr.Q), 800, 600, flat(1, -100, -100, 0))
	half := asPNG(t, enlarged(symbol(t, code, qr.Q), 4))
	gifBomb := append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02"), 0)
	cut := enlarged(symbol(t, code, qr.Q), 6).SubImage(image.Rect(0, 0, 120, 250))
	tests := map[string]struct {
		picture []byte
		want    unspent.Reason
	}{
		"nothing":                {nil, unspent.Invalid},
		"text":                   {[]byte(code), unspent.Invalid},
		"a page":                 {[]byte("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), unspent.Invalid},
		"a WebP":                 {[]byte("RIFF\x24\x00\x00\x00WEBPVP8 "), unspent.Invalid},
		"half a picture":         {half[:len(half)/2], unspent.Invalid},
		"a table":                {asJPEG(t, table), unspent.NotFound},
		"white":                  {asPNG(t, image.NewRGBA(image.Rect(0, 0, 300, 300))), unspent.NotFound},
		"a pixel":                {asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1))), unspent.NotFound},
		"a line":                 {asPNG(t, image.NewGray(image.Rect(0, 0, 9000, 1))), unspent.NotFound},
		"a column":               {asPNG(t, image.NewGray(image.Rect(0, 0, 1, 9000))), unspent.NotFound},
		"half a QR code":         {asPNG(t, cut), unspent.NotFound},
		"noise":                  {asPNG(t, noisy(image.NewGray(image.Rect(0, 0, 900, 900)), 255)), unspent.NotFound},
		"corners of QR codes":    {corners(t), unspent.NotFound},
		"too many bytes":         {append(half, make([]byte, scan.MaxPicture)...), unspent.TooLarge},
		"a bomb":                 {bomb(60_000, 60_000, 8, 2), unspent.TooLarge},
		"the largest bomb":       {bomb(1<<31-1, 1<<31-1, 8, 0), unspent.Invalid},
		"a bomb of 16 bits":      {bomb(4000, 4000, 16, 6), unspent.TooLarge},
		"a bomb of a GIF":        {gifBomb, unspent.TooLarge},
		"a huge photo":           {jpegHead(0xc0, 8064, 6048), unspent.TooLarge},
		"a large photo, cut off": {jpegHead(0xc0, 5712, 4284), unspent.Invalid},
		"progressive":            {jpegHead(0xc2, 4032, 3024), unspent.TooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := scan.New().Read(t.Context(), tt.picture)
			if got != "" || unspent.ReasonOf(err) != tt.want {
				t.Errorf("Read = %q, %v (%s); want %s", got, err, unspent.ReasonOf(err), tt.want)
			}
		})
	}
}

// Whoever has gone is not waited for, and takes no turn.
func TestReadGone(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	r := scan.New()
	picture := asPNG(t, enlarged(symbol(t, code, qr.Q), 4))
	for range 10 {
		if got, err := r.Read(gone, picture); err == nil {
			t.Fatalf("Read = %q for somebody who has gone", got)
		}
	}
	if got, err := r.Read(t.Context(), picture); got != code || err != nil {
		t.Errorf("Read = %q, %v after those who have gone; want %q", got, err, code)
	}
}

// Many may ask at once; they take turns.
func TestReadTogether(t *testing.T) {
	r, picture := scan.New(), asPNG(t, enlarged(symbol(t, code, qr.Q), 4))
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if got, err := r.Read(t.Context(), picture); got != code || err != nil {
				t.Errorf("Read = %q, %v; want %q", got, err, code)
			}
		})
	}
	all.Wait()
}

func FuzzRead(f *testing.F) {
	short := symbol(f, code, qr.Q)
	f.Add(asPNG(f, enlarged(short, 3)))
	f.Add(asJPEG(f, enlarged(short, 3)))
	f.Add(asGIF(f, enlarged(short, 3), 2))
	f.Add(bomb(60_000, 60_000, 8, 2))
	f.Add(jpegHead(0xc2, 64, 64))
	r := scan.New()
	f.Fuzz(func(t *testing.T, picture []byte) {
		text, err := r.Read(t.Context(), picture)
		switch reason := unspent.ReasonOf(err); reason {
		case "", unspent.Invalid, unspent.TooLarge, unspent.NotFound:
		default:
			t.Errorf("Read fails with %v (%s)", err, reason)
		}
		if c, e := png.DecodeConfig(bytes.NewReader(picture)); e == nil && err == nil && c.Width*c.Height < 21*21 {
			t.Errorf("Read finds %q in %d×%d pixels", text, c.Width, c.Height)
		}
	})
}
