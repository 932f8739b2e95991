package web_test

import (
	"context"
	"encoding/base64"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// chosen writes a file to choose.
func chosen(t *testing.T, name, content string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(content), 0o600))
	return []string{path}
}

// Two phones: a seller makes a page of what they have, a buyer asks for a fresh picture,
// the seller answers from their case, and the buyer's page has the new time.
func TestInBrowserShow(t *testing.T) {
	chrome := chromium(t)
	for lang, say := range map[string]struct {
		width                                                    int64
		answer, make, from, limits, ask, wished, look, add, word string
	}{
		"ja": {360, "答えを見る", "見せるページを作る", "さんのカードの記録", "この記録から言えないこと", "撮り直しを頼む", "新しい確認を頼まれています", "内容を確かめる", "判定に加える", "撮り直しの合い言葉"},
		"en": {1280, "See the answer", "Make the page", "Hanako’s card", "What this does not prove", "Ask for a fresh one", "Somebody asks for a fresh",
			"Look at what was read",
			"Add it to the answer", "Word of a fresh picture"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			seller, buyer := person(t, chrome, say.width, lang), person(t, chrome, say.width, lang)
			seller.do(chromedp.Navigate(w.base + "/ask?brand=amazon-jp&for=show&intent=sell&channel=issuer&form=mail&lang=" + lang))
			seller.do(chromedp.SetUploadFiles("#file-me", chosen(t, "order.txt", unusedPage)), chromedp.SendKeys("#last4", "A2B3"), chromedp.SendKeys("#amount", "5000"))
			seller.press(say.answer)
			seller.do(chromedp.SendKeys("#show-name", "Hanako"))
			seller.shot(lang + "-show-answer")
			seller.press(say.make)
			seller.shot(lang + "-show-made")
			buyer.do(chromedp.Navigate(w.base+"/?lang="+lang), chromedp.Navigate(run(seller, chromedp.Value("#link-0"))))
			buyer.sees(say.from, say.limits)
			buyer.shot(lang + "-show")
			buyer.press(say.ask)
			word := run(buyer, chromedp.Text("strong.code"))
			buyer.shot(lang + "-show-wished")
			seller.do(chromedp.Reload())
			seller.sees(say.wished, word)
			seller.shot(lang + "-show-asked")
			seller.do(chromedp.SetUploadFiles("#wish-0", chosen(t, "now.txt", unusedPage+word)))
			seller.tap(`document.querySelector("#wish-0").form.querySelector("button")`)
			seller.shot(lang + "-show-check")
			seller.press(say.add)
			seller.shot(lang + "-show-added")
			buyer.do(chromedp.Reload())
			buyer.sees(say.word, word)
			buyer.shot(lang + "-show-fresh")
		})
	}
}

// Whoever is accused tells first when they handed the card over, and answers by a link:
// the other side sees the records and the letter, and sends what it was shown.
func TestInBrowserRebuttal(t *testing.T) {
	chrome := chromium(t)
	for lang, say := range map[string]struct {
		width                                            int64
		make, lead, letter, read, send, thanks, answered string
	}{
		"ja": {360, "返事のリンクを作る", "使用済みだった」というご連絡への返事です", "返事", "内容を確かめる", "この内容を送る", "ありがとうございます", "返事あり"},
		"en": {1280, "Make the link of your answer", "This answers a message", "The answer", "Look at what was read", "Send this", "thank you", "answered"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			seller, buyer := person(t, chrome, say.width, lang), person(t, chrome, say.width, lang)
			seller.do(chromedp.Navigate(w.base + "/ask?brand=amazon-jp&for=accused&lang=" + lang))
			if asks := run(seller, chromedp.Evaluate[bool](`!!document.getElementById("handed")`)); !asks {
				t.Fatal("the time of the hand-over is not asked first")
			}
			seller.do(chromedp.Navigate(w.base + "/ask?brand=amazon-jp&for=accused&handed=2026-11-20T10:00&like=already_elsewhere&channel=issuer&lang=" + lang))
			seller.do(chromedp.SetUploadFiles("#file-me", chosen(t, "order.txt", unusedPage)), chromedp.SendKeys("#last4", "A2B3"), chromedp.SendKeys("#amount", "5000"))
			seller.tap(`document.querySelector("main button.main")`)
			seller.shot(lang + "-rebut-answer")
			seller.do(chromedp.SendKeys("#ask-name", "Jiro"))
			seller.press(say.make)
			buyer.do(chromedp.Navigate(w.base+"/?lang="+lang), chromedp.Navigate(run(seller, chromedp.Value("#link-0"))))
			buyer.sees(say.lead, say.letter)
			buyer.shot(lang + "-rebut")
			buyer.do(chromedp.SetUploadFiles("#file-me", chosen(t, "message.txt", "このギフトカードは2026年11月25日に別のアカウントに登録済みです")))
			buyer.press(say.read)
			buyer.press(say.send)
			buyer.sees(say.thanks)
			buyer.shot(lang + "-rebut-sent")
			seller.do(chromedp.Reload())
			seller.sees(say.answered)
			seller.shot(lang + "-rebut-answered")
		})
	}
}

// What somebody blacks out in a picture is black in what is sent, and only that is sent.
func TestInBrowserBlackout(t *testing.T) {
	chrome := chromium(t)
	picture := chosen(t, "shot.png", asPNG(t, blankPaper(400)))
	for lang, width := range map[string]int64{"ja": 360, "en": 1280} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			b := person(t, chrome, width, lang)
			b.do(chromedp.Navigate(w.base+"/ask?brand=amazon-jp&for=got&channel=person&form=mail&lang="+lang), chromedp.SetUploadFiles("#file-me", picture))
			b.do(chromedp.Click("button.hide"))
			if !b.until(`!!document.querySelector("dialog[open] canvas")`) {
				t.Fatal("nothing opens")
			}
			place := run(b, chromedp.Evaluate[[]float64](`(() => { const r = document.querySelector("dialog canvas").getBoundingClientRect(); return [r.left, r.top, r.width, r.height] })()`))
			at := func(x, y float64) (float64, float64) { return place[0] + x*place[2], place[1] + y*place[3] }
			x, y := at(0.25, 0.25)
			b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, x, y, chromedp.Button("left"), chromedp.ClickCount(1)))
			x, y = at(0.75, 0.75)
			b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, x, y, chromedp.Button("left")))
			b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, x, y, chromedp.Button("left"), chromedp.ClickCount(1)))
			b.shot(lang + "-blackout")
			b.do(chromedp.Click("[data-done]"))
			if !b.until(`document.querySelector("dialog") === null && document.getElementById("file-me").files.length === 1`) {
				t.Fatal("it does not close")
			}
			b.shot(lang + "-blackout-done")
			sent := run(b, chromedp.Evaluate[string](`document.getElementById("file-me").files[0].arrayBuffer().then((all) => btoa(String.fromCharCode(...new Uint8Array(all))))`,
				chromedp.EvalAwaitPromise))
			m, err := png.Decode(base64.NewDecoder(base64.StdEncoding, strings.NewReader(sent)))
			must(t, err)
			size := m.Bounds().Size()
			for name, tt := range map[string]struct {
				x, y  float64
				black bool
			}{"the middle": {.5, .5, true}, "beside the edge": {.28, .72, true}, "a corner": {.1, .1, false}, "another": {.9, .9, false}} {
				r, _, _, _ := m.At(int(tt.x*float64(size.X)), int(tt.y*float64(size.Y))).RGBA()
				if (r == 0) != tt.black {
					t.Errorf("%s is %x", name, r)
				}
			}
		})
	}
}

// On paper the answer is a record: the facts, the reasons and the time line, without
// what only a screen can do.
func TestInBrowserPaper(t *testing.T) {
	w := newWorld(t)
	b := person(t, chromium(t), 794, "ja") // A4
	b.do(chromedp.Navigate(w.base + "/ask?brand=amazon-jp&for=accused&handed=2026-11-20T10:00&like=already_elsewhere&channel=issuer&lang=ja"))
	b.do(chromedp.SetUploadFiles("#file-me", chosen(t, "order.txt", unusedPage)), chromedp.SendKeys("#last4", "A2B3"), chromedp.SendKeys("#amount", "5000"))
	b.tap(`document.querySelector("main button.main")`)
	run(b, func(ctx context.Context, t *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	})
	b.sees("判定した日時", "2026-11-20 10:00", "いつ、何があったか", "資料の原本は、持ち主が保管しています")
	if left := run(b, chromedp.Evaluate[[]string](`[...document.querySelectorAll("form, button, header nav, #requests, .next")].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))`)); len(left) > 0 {
		t.Errorf("on paper stands %q", left)
	}
	if dir := os.Getenv("UNSPENT_SHOTS"); dir != "" {
		must(t, os.WriteFile(filepath.Join(dir, "paper.png"), run(b, chromedp.FullScreenshot(100)), 0o600))
	}
}
