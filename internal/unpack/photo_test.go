package unpack_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"slices"
	"testing"

	"github.com/gen2brain/avif"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// decoder is the argument with which this program of tests is what decodes.
const decoder = "decode-picture"

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == decoder {
		if len(os.Environ()) > 1 { // the shell may tell where it is
			os.Exit(3)
		}
		if err := unpack.DecodePhoto(context.Background(), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func photos(t *testing.T) *unpack.Papers {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return unpack.NewPapers("").WithPhotos(self, decoder)
}

func photo(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Photographs of four fields: red, green, blue, white. The second was taken with
// the camera on its side, and says so in its irot box and once more in its EXIF block.
func TestPhoto(t *testing.T) {
	tests := map[string]struct {
		size   image.Point
		fields [4]string // left above, right above, left below, right below
	}{
		"photo.heic":  {image.Pt(322, 201), [4]string{"red", "green", "blue", "white"}},
		"turned.heic": {image.Pt(201, 322), [4]string{"blue", "red", "white", "green"}},
	}
	for name, tt := range tests {
		m, err := photos(t).Photo(t.Context(), photo(t, name))
		if err != nil || m.Bounds().Size() != tt.size {
			t.Fatalf("%s: Photo = %v, %v; want %v", name, m, err, tt.size)
		}
		w, h := tt.size.X, tt.size.Y
		got := [4]string{named(m.At(w/4, h/4)), named(m.At(w*3/4, h/4)), named(m.At(w/4, h*3/4)), named(m.At(w*3/4, h*3/4))}
		if got != tt.fields {
			t.Errorf("%s shows %v, want %v", name, got, tt.fields)
		}
	}
}

// An AVIF is decoded by the same program.
func TestPhotoAVIF(t *testing.T) {
	drawn := image.NewNRGBA(image.Rect(0, 0, 64, 32))
	for y := range 32 {
		for x := range 64 {
			drawn.Set(x, y, color.NRGBA{R: 255 * uint8(1-x/32), B: 255 * uint8(x/32), A: 255})
		}
	}
	var b bytes.Buffer
	if err := avif.Encode(&b, drawn); err != nil {
		t.Fatal(err)
	}
	m, err := photos(t).Photo(t.Context(), b.Bytes())
	if err != nil || m.Bounds().Size() != image.Pt(64, 32) {
		t.Fatalf("Photo = %v, %v", m, err)
	}
	if left, right := named(m.At(16, 16)), named(m.At(48, 16)); left != "red" || right != "blue" {
		t.Errorf("it shows %s and %s", left, right)
	}
}

// named is what a colour is most.
func named(c color.Color) string {
	r, g, b, _ := c.RGBA()
	const much = 0x9000
	switch {
	case r > much && g > much && b > much:
		return "white"
	case r > much:
		return "red"
	case g > much:
		return "green"
	case b > much:
		return "blue"
	}
	return "black"
}

// sized is a photograph that says of itself that it has another size.
func sized(b []byte, w, h uint32) []byte {
	b = slices.Clone(b)
	at := bytes.Index(b, []byte("ispe")) + 8
	binary.BigEndian.PutUint32(b[at:], w)
	binary.BigEndian.PutUint32(b[at+4:], h)
	return b
}

func TestPhotoRefused(t *testing.T) {
	good := photo(t, "photo.heic")
	parts := slices.Clone(good)
	at := bytes.Index(parts, []byte("iinf")) + 8
	binary.BigEndian.PutUint16(parts[at:], 5000)
	tests := map[string]struct {
		content []byte
		want    unspent.Reason
	}{
		"a flood of pixels": {sized(good, 100_000, 100_000), unspent.TooLarge},
		"more than an int":  {sized(good, 1<<32-1, 1<<32-1), unspent.TooLarge},
		"a long thin flood": {sized(good, 19_999, 19_999), unspent.TooLarge},
		"a flood of parts":  {parts, unspent.TooLarge},
		"no size":           {sized(good, 0, 0), unspent.Invalid},
		"cut short":         {good[:len(good)-40], unspent.Invalid},
		"cut in its boxes":  {good[:200], unspent.Invalid},
		"its head alone":    {good[:24], unspent.Invalid},
		"nothing":           {nil, unspent.Invalid},
		"boxes in a ring":   {bytes.Replace(good, []byte("iprp"), []byte("meta"), 1), unspent.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m, err := photos(t).Photo(t.Context(), tt.content)
			if !errors.Is(err, tt.want) {
				t.Errorf("Photo = %v, %v; want %s", m, err, tt.want)
			}
		})
	}
}

// A program that answers something else, too much or never is not believed, and ends.
func TestPhotoOfAnother(t *testing.T) {
	for name, does := range map[string]string{
		"another":      "echo hello",
		"more":         "cat /dev/zero",
		"nothing":      "exit 0",
		"a failure":    "exit 7",
		"killed":       "kill -9 $$",
		"a huge head":  `printf '\0\0\0\0\377\377\377\377\377\377\377\377'`,
		"too few rows": `printf '\0\0\0\0\0\0\0\2\0\0\0\2abc'`,
	} {
		t.Run(name, func(t *testing.T) {
			m, err := unpack.NewPapers("").WithPhotos("/bin/sh", "-c", does).Photo(t.Context(), photo(t, "photo.heic"))
			if reason := unspent.ReasonOf(err); reason != unspent.Invalid && reason != unspent.TooLarge {
				t.Errorf("Photo = %v, %v", m, err)
			}
		})
	}
}

// However boxes are made, reading them ends, and a size is within its limits.
func FuzzPhotoSize(f *testing.F) {
	f.Add(photo(f, "photo.heic"))
	f.Add(photo(f, "turned.heic"))
	f.Add([]byte("\x00\x00\x00\x00meta\x00\x00\x00\x00\x00\x00\x00\x01iprp\x00\x00\x00\x00\x00\x00\x00\x10"))
	f.Fuzz(func(t *testing.T, b []byte) {
		size, err := unpack.PhotoSize(b)
		if err == nil && (size.X < 1 || size.Y < 1 || size.X*size.Y > 25<<20) {
			t.Errorf("PhotoSize = %v", size)
		}
	})
}
