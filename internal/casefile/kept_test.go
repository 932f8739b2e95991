package casefile_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/boombuler/barcode/qr"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/scan"
)

// drawn is a picture of lines of text, as a PNG.
func drawn(t *testing.T, lines ...string) []byte {
	t.Helper()
	letters, err := opentype.Parse(gomono.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(letters, &opentype.FaceOptions{Size: 32, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewRGBA(image.Rect(0, 0, 900, 80+64*len(lines)))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	for i, line := range lines {
		d := font.Drawer{Dst: m, Src: image.NewUniform(color.Gray{30}), Face: face, Dot: fixed.P(40, 80+64*i)}
		d.DrawString(line)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with draws a QR code below a picture.
func with(t *testing.T, picture []byte, symbol image.Image) []byte {
	t.Helper()
	above, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	const module, quiet = 6, 40
	size := above.Bounds().Size()
	side := symbol.Bounds().Dx() * module
	m := image.NewRGBA(image.Rect(0, 0, size.X, size.Y+side+2*quiet))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(m, above.Bounds(), above, image.Point{}, draw.Src)
	for y := range side {
		for x := range side {
			m.Set(quiet+x, size.Y+quiet+y, symbol.At(x/module, y/module))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reader is the program that reads pictures, as it is installed.
func reader(t *testing.T) *ocr.Program {
	t.Helper()
	p, err := ocr.Find(t.Context(), "auto")
	if err != nil || !p.Reads() {
		t.Fatalf("the tests need tesseract, which .ci/need installs: %v", err)
	}
	return p
}

// seenIn is all that can be read in a file: its letters and digits, and if it is a
// picture those that are written in it.
func seenIn(t *testing.T, eyes *ocr.Program, content []byte) string {
	t.Helper()
	seen := brand.Normalise(string(content))
	m, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return seen
	}
	sheet, err := eyes.Look(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range sheet.Lines() {
		seen += " " + brand.Normalise(l.Text())
	}
	return seen
}

// sealed are the files that a bundle has under its passphrase, and those within
// archives among them.
func sealed(t *testing.T, packed []byte, passphrase string) (all []file) {
	t.Helper()
	for _, f := range files(t, packed) {
		if f.name != "originals.age" {
			continue
		}
		id, err := age.NewScryptIdentity(passphrase)
		if err != nil {
			t.Fatal(err)
		}
		r, err := age.Decrypt(bytes.NewReader(f.content), id)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = files(t, content)
	}
	for _, f := range all {
		if strings.HasPrefix(string(f.content), "PK") {
			all = append(all, files(t, f.content)...)
		}
	}
	return all
}

func zipped(t *testing.T, all ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range all {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A picture with a whole code gets into no file of a bundle with originals: what is
// kept is its copy without the code. Its digest says which picture it was.
func TestNoCodeInPictures(t *testing.T) {
	const code, pass = "AQ7K-9XPT4M-7Q2M", "あさがお 7"
	picture := drawn(t, "Your gift card is here", "Claim code: "+code, "Amount 5,000 yen", "Order 250-1234567-1234567")
	text := []byte("2026年11月22日 登録 (ギフト券番号: xxxx-xxxxxx-7Q2M) ¥5,000\n")
	at := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	eyes := reader(t)
	symbol, err := qr.Encode(code, qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	picture = with(t, picture, symbol)
	bare := brand.Normalise(code[:len(code)-5])
	if seen := seenIn(t, eyes, picture); !strings.Contains(seen, bare) {
		t.Fatalf("the picture of the test shows no code: %s", seen)
	}
	kept := map[string][]byte{"code.png": picture, "all.zip": zipped(t, file{"history.txt", text}, file{"code.png", picture}), "history.txt": text,
		"plain.zip": zipped(t, file{"history.txt", text})}
	in := casefile.Input{Brand: "amazon-jp", Case: assess.Case{Asker: assess.Buyer, Channel: assess.FromPerson, Card: assess.Card{Last4: "7Q2M"}}}
	for _, name := range []string{"code.png", "all.zip", "history.txt", "plain.zip"} {
		in.Evidence = append(in.Evidence, casefile.Item{File: name, Owner: assess.Sellers, Seen: at})
	}
	d := casefile.Deps{Brands: brand.Builtin(), Now: func() time.Time { return at }, Originals: true, Eyes: eyes,
		Open: func(name string) (io.ReadCloser, error) { return casefile.Held(kept[name]), nil }}
	r, err := casefile.Assess(t.Context(), in, d)
	if err != nil || len(r.Faults) > 0 || len(r.Unkept()) > 0 {
		t.Fatalf("Assess = %v, %v, nothing kept of %v", r.Faults, err, r.Unkept())
	}
	packed := bundled(t, r, casefile.Options{Passphrase: pass}.Cheap())
	inside := sealed(t, packed, pass)
	pictures := 0
	for _, f := range append(files(t, packed), inside...) {
		seen := seenIn(t, eyes, f.content)
		if m, _, err := image.Decode(bytes.NewReader(f.content)); err == nil {
			if left, _ := scan.Codes(t.Context(), m); len(left) > 0 {
				t.Errorf("%s has the QR code", f.name)
			}
		}
		if strings.Contains(seen, bare) {
			t.Errorf("%s shows the code", f.name)
		}
		if strings.Contains(seen, "YOURGIFTCARDISHERE") && strings.Contains(seen, "ORDER25012345671234567") && !strings.HasPrefix(string(f.content), "{") {
			pictures++
		}
	}
	if pictures < 2 {
		t.Errorf("%d of %d originals show the rest of the picture, want 2", pictures, len(inside))
	}
	k := known()
	k.Passphrase = pass
	check, err := casefile.Verify(t.Context(), packed, k)
	if err != nil || !check.Sound || outcomes(check)[casefile.StepOriginals] != casefile.NotChecked {
		t.Errorf("Verify = %+v, %v", check, err)
	}

	// Where nobody can look for codes, nothing of a picture is kept.
	d.Eyes = nil
	if r, err = casefile.Assess(t.Context(), in, d); err != nil || strings.Join(r.Unkept(), " ") != "code.png" {
		t.Fatalf("without eyes nothing is kept of %v, %v; want of code.png", r.Unkept(), err)
	}
	for _, f := range sealed(t, bundled(t, r, casefile.Options{Passphrase: pass}.Cheap()), pass) {
		if strings.Contains(seenIn(t, eyes, f.content), bare) {
			t.Errorf("without eyes %s shows the code", f.name)
		}
	}
}
