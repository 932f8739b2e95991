package web_test

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/scan"
)

// drawn is a picture of the QR code of text.
func drawn(t testing.TB, text string) string {
	t.Helper()
	code, err := qr.Encode(text, qr.L, qr.Auto)
	must(t, err)
	side := code.Bounds().Dx() * 6
	large, err := barcode.Scale(code, side, side)
	must(t, err)
	paper := blankPaper(side + 48)
	draw.Draw(paper, large.Bounds().Add(image.Pt(24, 24)), large, image.Point{}, draw.Src)
	return asPNG(t, paper)
}

func blankPaper(side int) *image.Gray {
	paper := image.NewGray(image.Rect(0, 0, side, side))
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	return paper
}

func asPNG(t testing.TB, m image.Image) string {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, m))
	return b.String()
}

// show posts a picture to a page, with what its form carries besides.
func (v *visitor) show(path, picture string, fields ...string) page {
	v.w.t.Helper()
	var parts []part
	for i := 0; i+1 < len(fields); i += 2 {
		parts = append(parts, part{name: fields[i], content: fields[i+1]})
	}
	return v.upload(path, append(parts, part{name: "picture", file: "IMG_0001.PNG", content: picture})...)
}

// What can be typed can be shown.
func TestScan(t *testing.T) {
	tests := map[string]struct{ unspent, genuine, held, receipt, same string }{
		"ja": {"未使用です", "本物の証明書です", "取り置き中です", "証明書ができました", "もう一度入れる必要はありません"},
		"en": {"Unspent", "A genuine receipt", "Held for ", "Here is the receipt", "no need to type its code again"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, serial := w.card("a")
			picture := drawn(t, grouped(code))
			holder, other := w.visitor(lang), w.visitor(lang)
			checked := holder.show("/check", picture).want(http.StatusOK, say.unspent, serial.String())
			proving := holder.show("/prove", picture).want(http.StatusOK, say.same)
			proved := holder.send("/prove", "ask", "1", "ticket", proving.field("ticket"), "hours", "24").want(http.StatusOK, say.receipt)
			verified := other.show("/v", drawn(t, proved.area("link"))).want(http.StatusOK, say.genuine)
			begun := other.send("/handover/buy").want(http.StatusOK)
			form := holder.show("/handover", drawn(t, begun.area("link"))).want(http.StatusOK)
			giving := holder.show("/handover/give", picture, "to", form.field("to")).want(http.StatusOK, say.same)
			holder.send("/handover/give", "to", giving.field("to"), "id", giving.field("id"), "from", giving.field("from"), "ticket", giving.field("ticket"),
				"for", "花子", "hours", "24").want(http.StatusOK, say.held)
			for name, p := range map[string]page{"checked": checked, "proving": proving, "proved": proved, "verified": verified, "giving": giving} {
				if strings.Contains(p.html, code.Reveal()) || strings.Contains(p.html, grouped(code)) {
					t.Errorf("the page %q shows the code", name)
				}
			}
			if strings.Contains(w.log.String(), code.Reveal()) {
				t.Error("the log has the code")
			}
		})
	}
}

// A browser that reads QR codes itself sends what it read.
func TestScanSeen(t *testing.T) {
	w := newWorld(t)
	code, serial := w.card("a")
	v := w.visitor("en")
	v.upload("/check", part{name: "seen", content: grouped(code)}).want(http.StatusOK, "Unspent", serial.String())
	v.upload("/check", part{name: "seen", content: "https://evil.example/x"}).want(http.StatusUnprocessableEntity, "neither to a card nor to a receipt")
	v.upload("/v", part{name: "seen", content: w.base + "/v#not.a.receipt"}).want(http.StatusUnprocessableEntity)
}

// What is shown to a page that can do nothing with it is led to the one that can.
func TestScanElsewhere(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	v := w.visitor("en")
	proving := v.show("/prove", drawn(t, grouped(code)))
	link := v.send("/prove", "ask", "1", "ticket", proving.field("ticket"), "hours", "24").area("link")
	pictures := map[string]string{"code": drawn(t, grouped(code)), "receipt": drawn(t, link), "handover": drawn(t, v.send("/handover/buy").area("link"))}
	tests := map[string]struct {
		pages []string
		says  string
		next  func(page) page
		want  string
	}{
		"receipt": {[]string{"/check", "/prove", "/handover", "/handover/give"}, "the QR code of a receipt",
			func(p page) page { return v.send("/v", "receipt", p.field("receipt")) }, "A genuine receipt"},
		"code": {[]string{"/v", "/handover"}, "the code of a card",
			func(p page) page { return v.send("/check", "ticket", p.field("ticket")) }, "Unspent"},
		"handover": {[]string{"/check", "/prove", "/v", "/handover/give"}, "wants to receive a card",
			func(p page) page {
				_, after, _ := strings.Cut(p.html, `href="/handover/give?to=`)
				to, _, _ := strings.Cut(after, `"`)
				return v.open("/handover/give?to=" + to)
			}, "Give a card"},
	}
	for kind, tt := range tests {
		for _, path := range tt.pages {
			t.Run(kind+" on "+path, func(t *testing.T) {
				p := v.show(path, pictures[kind])
				p.t = t
				p.want(http.StatusUnprocessableEntity, tt.says)
				if strings.Contains(p.html, code.Reveal()) || strings.Contains(p.html, grouped(code)) {
					t.Error("the page shows the code")
				}
				tt.next(p).want(http.StatusOK, tt.want)
			})
		}
	}
}

// What leads to nothing is said in words, and a QR code of somebody else is not
// repeated.
func TestScanRefused(t *testing.T) {
	w := newWorld(t)
	foreign := "https://evil.example/" + strings.Repeat("x", 40)
	link, err := url.Parse(w.base)
	must(t, err)
	tests := map[string]struct {
		picture string
		status  int
		says    string
	}{
		"a foreign link":           {drawn(t, foreign), http.StatusUnprocessableEntity, "neither to a card nor to a receipt"},
		"a link with our name":     {drawn(t, "https://"+link.Host+".evil.example/v#a.b.c"), http.StatusUnprocessableEntity, "neither to a card nor to a receipt"},
		"another page of ours":     {drawn(t, w.base+"/desk"), http.StatusUnprocessableEntity, "neither to a card nor to a receipt"},
		"a damaged hand-over":      {drawn(t, w.base+"/handover/give?to=x"), http.StatusUnprocessableEntity, "neither to a card nor to a receipt"},
		"a mistyped code":          {drawn(t, "00000-00000-00000-00001"), http.StatusUnprocessableEntity, "neither to a card nor to a receipt"},
		"script":                   {drawn(t, "javascript:alert(1)"), http.StatusUnprocessableEntity, "neither to a card nor to a receipt"},
		"a code that is unknown":   {drawn(t, "00000-00000-00000-00000"), http.StatusNotFound, "No card answers"},
		"no picture":               {"", http.StatusUnprocessableEntity, "no picture that can be read"},
		"a mail":                   {"Subject: hello\r\n\r\n", http.StatusUnprocessableEntity, "no picture that can be read"},
		"too large":                {strings.Repeat("x", scan.MaxPicture+1), http.StatusRequestEntityTooLarge, "too large"},
		"a picture without a code": {asPNG(t, blankPaper(300)), http.StatusNotFound, "No QR code was found"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := w.visitor("en").show("/check", tt.picture)
			p.t = t
			p.want(tt.status, tt.says, `name="picture"`)
			if strings.Contains(p.html, "evil") || strings.Contains(p.html, "alert(1)") {
				t.Error("the page repeats what the QR code holds")
			}
		})
	}
	if strings.Contains(w.log.String(), "evil") {
		t.Error("the log repeats what a QR code holds")
	}
}

// A picture is taken by the pages that have a form for it, and by no other.
func TestScanOnlyThere(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	v := w.visitor("en")
	if p := v.show("/desk/sign-in", drawn(t, grouped(code))); p.status == http.StatusOK || strings.Contains(p.html, "QR") {
		t.Errorf("the desk answers a picture with %d:\n%s", p.status, p.html)
	}
	v.send("/handover").want(http.StatusUnprocessableEntity)
	v.send("/scan").want(http.StatusUnprocessableEntity)
	for picture, want := range map[string]int{drawn(t, grouped(code)): http.StatusOK, drawn(t, "hello"): http.StatusOK,
		asPNG(t, blankPaper(300)): http.StatusNoContent, "x": http.StatusNoContent} {
		if p := v.show("/scan", picture); p.status != want || p.html != "" {
			t.Errorf("a frame is answered with %d %q, want %d and nothing", p.status, p.html, want)
		}
	}
}

// Looking at a card by its QR code leaves it as it is.
func TestScanConsumesNothing(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	v := w.visitor("en")
	for range 3 {
		v.show("/check", drawn(t, grouped(code))).want(http.StatusOK, "Unspent")
	}
	_, err := w.book.Do(t.Context(), unspent.Request{Key: "claim", By: admin(), Command: unspent.Claim{Code: code, Account: "acct_taro"}})
	must(t, err)
}
