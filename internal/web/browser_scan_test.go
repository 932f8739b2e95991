package web_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

type scanWords struct{ open, do, unspent, nothing, foreign, isReceipt, toVerify, genuine, isCode, toCheck, same, give, camera, look, close, noCamera string }

func scanLanguages() map[string]scanWords {
	return map[string]scanWords{
		"ja": {"QRコードを読み取る", "画像を読み取る", "未使用です", "画像の中にQRコードが見つかりません", "この発行者のカードや証明書のものではありません", "証明書のQRコードです", "この証明書を確かめる",
			"本物の証明書です", "カードのコードです", "このカードを確かめる", "もう一度入れる必要はありません", "カードを渡す", "カメラで読み取る", "QRコードをカメラに写して", "カメラを止める", "カメラを使えません"},
		"en": {"Read a QR code instead", "Read the picture", "Unspent", "No QR code was found", "neither to a card nor to a receipt",
			"the QR code of a receipt", "Verify this receipt",
			"A genuine receipt", "the code of a card", "Check this card", "no need to type its code again", "Give a card", "Scan with the camera",
			"Hold the QR code in front", "Stop the camera", "The camera cannot be used"},
	}
}

// saved is a file with a picture.
func saved(t *testing.T, picture string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "picture.png")
	must(t, os.WriteFile(name, []byte(picture), 0o600))
	return name
}

// show opens the form for pictures, picks one and sends it.
func (b *browser) show(say scanWords, file string) {
	b.t.Helper()
	if !run(b, chromedp.Evaluate[bool](`document.querySelector(".scan").open`)) {
		b.do(chromedp.Click(".scan summary"))
	}
	b.do(chromedp.SetUploadFiles("#picture", []string{file}))
	b.press(say.do)
}

// answered waits for the answer, whose words are also a part of the question.
func (b *browser) answered(say scanWords) {
	b.t.Helper()
	if !b.until(`!!document.querySelector(".answer.ok")`) {
		b.t.Fatalf("there is no answer:\n%s", run(b, chromedp.Text("main")))
	}
	b.sees(say.unspent)
}

// A picture of a QR code does what its text would, in both languages, at the width
// of a desk and of a phone, with script and without.
func TestInBrowserScan(t *testing.T) {
	chrome := chromium(t)
	for lang, say := range scanLanguages() {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) { t.Parallel(); scanWalk(t, chrome, lang, width, lang+"-"+device+"-scan-", say) })
		}
		t.Run(lang+" without script", func(t *testing.T) {
			w := newWorld(t)
			code, _ := w.card("a")
			b := person(t, chrome, 360, lang)
			b.withoutScript()
			b.do(chromedp.Navigate(w.base + "/check?lang=" + lang))
			b.show(say, saved(t, drawn(t, grouped(code))))
			b.answered(say)
		})
	}
}

func scanWalk(t *testing.T, chrome context.Context, lang string, width int64, shots string, say scanWords) {
	w := newWorld(t)
	code, _ := w.card("a")
	card := saved(t, drawn(t, grouped(code)))
	v := w.visitor(lang)
	proving := v.send("/check", "code", grouped(code))
	receipt := saved(t, drawn(t, v.send("/prove", "ask", "1", "ticket", proving.field("ticket"), "hours", "24").area("link")))
	receiver := saved(t, drawn(t, v.send("/handover/buy").area("link")))

	b := person(t, chrome, width, lang)
	b.do(chromedp.Navigate(w.base + "/check?lang=" + lang))
	b.shot(shots + "closed")
	if run(b, chromedp.Evaluate[bool](`document.querySelector("[data-camera]").checkVisibility()`)) {
		t.Error("a browser without a camera offers one")
	}
	b.show(say, saved(t, asPNG(t, blankPaper(300))))
	b.sees(say.nothing)
	b.shot(shots + "nothing")
	b.show(say, saved(t, drawn(t, "https://evil.example/")))
	b.sees(say.foreign)
	b.show(say, receipt)
	b.sees(say.isReceipt)
	b.shot(shots + "receipt")
	b.press(say.toVerify)
	b.sees(say.genuine)
	b.do(chromedp.Navigate(w.base + "/v"))
	b.show(say, card)
	b.sees(say.isCode)
	b.shot(shots + "code")
	b.press(say.toCheck)
	b.answered(say)
	b.do(chromedp.Navigate(w.base + "/handover"))
	b.shot(shots + "handover")
	b.show(say, receiver)
	b.sees(say.give)
	b.show(say, card)
	b.sees(say.same)
	b.shot(shots + "give")
	b.do(chromedp.Navigate(w.base + "/check"))
	b.show(say, card)
	b.answered(say)
	address := run(b, chromedp.Location())
	if html := run(b, chromedp.Evaluate[string](`document.documentElement.outerHTML`)); !strings.HasPrefix(address, w.base+"/check/") ||
		strings.Contains(html, grouped(code)) {
		t.Errorf("the code stands at %s or in its page", address)
	}
}

// film is a film that a camera without a lens shows again and again: the picture
// in the middle of a table.
func film(t *testing.T, picture string) string {
	t.Helper()
	const w, h = 640, 480
	m, err := png.Decode(strings.NewReader(picture))
	must(t, err)
	at := m.Bounds()
	var b bytes.Buffer
	fmt.Fprintf(&b, "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420mpeg2\n", w, h)
	for range 10 {
		b.WriteString("FRAME\n")
		for y := range h {
			for x := range w {
				shade, p := byte(110+x/16), image.Pt(x-(w-at.Dx())/2, y-(h-at.Dy())/2)
				if p.In(at) {
					light, _, _, _ := m.At(p.X, p.Y).RGBA()
					shade = byte(16 + light>>8*219/255)
				}
				b.WriteByte(shade)
			}
		}
		b.Write(bytes.Repeat([]byte{128}, w*h/2))
	}
	name := filepath.Join(t.TempDir(), "film.y4m")
	must(t, os.WriteFile(name, b.Bytes(), 0o600))
	return name
}

// camera starts a Chromium that has a camera, which shows a film.
func camera(t *testing.T, picture string, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	return chromium(t, append(more, chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-video-capture", film(t, picture)))...)
}

func allowed() chromedp.ExecAllocatorOption {
	return chromedp.Flag("use-fake-ui-for-media-stream", true)
}

// aim opens the camera of a page.
func (b *browser) aim(say scanWords) {
	b.t.Helper()
	b.do(chromedp.Click(".scan summary"))
	if !b.until(`document.querySelector("[data-open]").checkVisibility()`) {
		b.t.Fatal("a browser with a camera does not offer it")
	}
	b.do(chromedp.Click("[data-open]"))
}

// A code that is held before the camera is checked. The browser here cannot read
// QR codes, so the server looks at frames.
func TestInBrowserCamera(t *testing.T) {
	for lang, say := range scanLanguages() {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, _ := w.card("a")
			b := person(t, camera(t, drawn(t, grouped(code)), allowed()), 320, lang)
			b.do(chromedp.Navigate(w.base + "/check?lang=" + lang))
			b.aim(say)
			b.answered(say)
			if address := run(b, chromedp.Location()); !strings.HasPrefix(address, w.base+"/check/") {
				t.Errorf("the answer stands at %s", address)
			}
			b.do(chromedp.Navigate(w.base + "/v"))
			b.aim(say)
			b.sees(say.isCode)
		})
	}
}

// Where the browser reads QR codes itself, it sends what it has read; where it only
// says that it does, the server looks at frames.
func TestInBrowserReadsItself(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	say := scanLanguages()["en"]
	tests := map[string]struct{ film, detect string }{
		"it does":     {asPNG(t, blankPaper(200)), fmt.Sprintf("return [{rawValue: %q}]", grouped(code))},
		"it does not": {drawn(t, grouped(code)), `throw new Error("there is no service")`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := person(t, camera(t, tt.film, allowed()), 1280, "en")
			run(b, func(ctx context.Context, t *chromedp.Target) (cdppage.AddScriptToEvaluateOnNewDocumentResult, error) {
				return cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
					Source: `window.BarcodeDetector = class { static async getSupportedFormats() { return ["qr_code"] } async detect() { ` + tt.detect + ` } }`})
			})
			b.do(chromedp.Navigate(w.base + "/check?lang=en"))
			b.aim(say)
			b.answered(say)
		})
	}
}

// runs waits until the camera shows something.
func (b *browser) runs() {
	b.t.Helper()
	if !b.until(`document.querySelector("video").videoWidth > 0
		&& (window.track = document.querySelector("video").srcObject.getTracks()[0]).readyState === "live"`) {
		b.t.Fatal("the camera does not run")
	}
}

// stopped fails if the camera that ran is not let go.
func (b *browser) stopped(how string) {
	b.t.Helper()
	if !b.until(`window.track.readyState === "ended" && document.querySelector("video").srcObject === null`) {
		b.t.Errorf("the camera runs on when it was %s", how)
	}
}

// The camera is off as soon as nobody looks through it any more.
func TestInBrowserCameraStops(t *testing.T) {
	w := newWorld(t)
	for lang, say := range scanLanguages() {
		t.Run(lang, func(t *testing.T) {
			chrome := camera(t, asPNG(t, blankPaper(200)), allowed())
			for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
				b := person(t, chrome, width, lang)
				b.do(chromedp.Navigate(w.base + "/check?lang=" + lang))
				b.aim(say)
				b.runs()
				b.sees(say.look)
				b.shot(lang + "-" + device + "-scan-camera")
				b.do(chromedp.Click("[data-close]"))
				b.stopped("closed")
				b.do(chromedp.Click("[data-open]"))
				b.runs()
				b.do(chromedp.Click(".scan summary"))
				b.stopped("folded away")
			}
		})
	}
}

// Whoever allows no camera is told how to go on.
func TestInBrowserCameraRefused(t *testing.T) {
	w := newWorld(t)
	say := scanLanguages()["ja"]
	b := person(t, camera(t, asPNG(t, blankPaper(200)), chromedp.Flag("deny-permission-prompts", true)), 320, "ja")
	b.do(chromedp.Navigate(w.base + "/check?lang=ja"))
	b.aim(say)
	b.sees(say.noCamera)
	b.shot("ja-phone-scan-refused")
}
