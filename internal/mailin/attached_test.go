package mailin_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// screenshot is a picture of lines of text, as a PNG.
func screenshot(t *testing.T, lines ...string) []byte {
	t.Helper()
	letters, err := opentype.Parse(goregular.TTF)
	must(t, err)
	face, err := opentype.NewFace(letters, &opentype.FaceOptions{Size: 34, DPI: 72})
	must(t, err)
	m := image.NewGray(image.Rect(0, 0, 1080, 100+70*len(lines)))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for i, line := range lines {
		d := font.Drawer{Dst: m, Src: image.NewUniform(color.Gray{20}), Face: face, Dot: fixed.P(40, 80+70*i)}
		d.DrawString(line)
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, m))
	return b.Bytes()
}

// withFiles is a mail with files attached, each with its media type.
func withFiles(from, text string, files ...[2]string) string {
	mail := "From: <" + from + ">\r\nTo: case@" + domain + "\r\nSubject: a card\r\nMessage-ID: <files@example.jp>\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n"
	for i, f := range files {
		mail += "--b1\r\nContent-Type: " + f[0] + "\r\n"
		if f[0] == "message/rfc822" {
			mail += "\r\n" + f[1] + "\r\n"
			continue
		}
		mail += fmt.Sprintf("Content-Disposition: inline; filename=\"IMG_%d\"\r\nContent-Transfer-Encoding: base64\r\n\r\n", i)
		for coded := base64.StdEncoding.EncodeToString([]byte(f[1])); coded != ""; coded = coded[min(76, len(coded)):] {
			mail += coded[:min(76, len(coded))] + "\r\n"
		}
	}
	return mail + "--b1--\r\n"
}

// seeing has a box read pictures with the program that is installed.
func seeing(t *testing.T) func(*mailin.Options) {
	t.Helper()
	eyes, err := ocr.Find(t.Context(), "auto")
	if err != nil || !eyes.Reads() {
		t.Fatalf("the tests need tesseract, which .ci/need installs: %v", err)
	}
	return func(o *mailin.Options) { o.Eyes, o.Papers = eyes, unpack.NewPapers("") }
}

// A screenshot that is attached is read, and what brand it is of is found by it; the
// answer holds none of its code.
func TestScreenshot(t *testing.T) {
	picture := screenshot(t, "Amazon.com Gift Card", "AQ7K-9XPT4M-7Q2M", "This gift card has already been redeemed to another account.")
	f := open(t, seeing(t))
	logo := screenshot(t)
	if code, text := f.send("taro@example.jp", "case@"+domain, withFiles("taro@example.jp", "Is it good?", [2]string{"image/png", string(picture)},
		[2]string{"image/png", string(logo)})); code != 250 {
		t.Fatalf("the mail is refused: %d %s", code, text)
	}
	a := <-f.sink.took // however long reading takes
	if !strings.Contains(a.text, "Verdict: used") || !strings.Contains(a.text, "Amazon") {
		t.Errorf("the answer to a screenshot is\n%s", a.text)
	}
	if strings.Contains(a.text, "9XPT4M") {
		t.Errorf("the answer holds the code:\n%s", a.text)
	}
}

// noting are eyes that note until when they may look.
type noting struct {
	intake.Eyes
	until chan time.Time
}

func (n noting) Turn(ctx context.Context) (func(), error) {
	until, _ := ctx.Deadline()
	n.until <- until
	return n.Eyes.Turn(ctx)
}

// What a mail is about and what it shows is found out before one and the same moment.
func TestOneTimeForAMail(t *testing.T) {
	until := make(chan time.Time, 100)
	f := open(t, func(o *mailin.Options) {
		seeing(t)(o)
		o.Eyes = noting{o.Eyes, until}
	})
	picture := screenshot(t, "Amazon.com Gift Card", "AQ7K-9XPT4M-7Q2M", "This gift card has already been redeemed to another account.")
	f.send("taro@example.jp", "case@"+domain, withFiles("taro@example.jp", "Is it good?", [2]string{"image/png", string(picture)}))
	<-f.sink.took
	close(until)
	all := map[time.Time]int{}
	n := 0
	for at := range until {
		all[at]++
		n++
	}
	if n < 2 || len(all) != 1 {
		t.Errorf("%d looks end at %d moments", n, len(all))
	}
}

// Without eyes a mail with a picture is answered as one that says nothing.
func TestScreenshotUnseen(t *testing.T) {
	f := open(t, nil)
	f.send("taro@example.jp", "case@"+domain, withFiles("taro@example.jp", "Is it good?", [2]string{"image/png", string(screenshot(t, "Amazon.com Gift Card"))}))
	if a := f.answer(); strings.Contains(a.text, "Verdict:") || !strings.Contains(a.text, "screenshot") {
		t.Errorf("the answer is\n%s", a.text)
	}
}

// Several mails that are attached to one are judged each by itself: that of the
// issuer counts, whatever stands before it.
func TestSeveralAttached(t *testing.T) {
	f := open(t, nil)
	other := "From: <shop@example.jp>\r\nTo: <taro@example.jp>\r\nSubject: news\r\nDate: Fri, 20 Nov 2026 09:00:00 +0900\r\n" +
		"Message-ID: <n@example.jp>\r\n\r\nnothing of a card\r\n"
	mail := withFiles("taro@example.jp", "これです。どうなっていますか。", [2]string{"message/rfc822", other}, [2]string{"message/rfc822", notice(t)})
	if code, text := f.send("taro@example.jp", "case@"+domain, mail); code != 250 {
		t.Fatalf("the mail is refused: %d %s", code, text)
	}
	if a := f.answer(); !strings.Contains(a.text, "判定：使用済み") || !strings.Contains(a.text, "250-1234567-1234567") {
		t.Errorf("the answer to two mails is\n%s", a.text)
	}
}
