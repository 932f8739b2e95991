package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// tap follows a link or presses a button of the page, and waits for the next.
func (b *browser) tap(find string) {
	b.t.Helper()
	at := fmt.Sprintf(`(() => { const e = %s; if (!e) return false; document.body.dataset.old = 1; e.id = "tapped"; return true })()`, find)
	if !run(b, chromedp.Evaluate[bool](at)) {
		b.t.Fatalf("there is no %s at %s:\n%s", find, run(b, chromedp.Location()), run(b, chromedp.Text("main")))
	}
	b.do(chromedp.Click("#tapped"))
	if !b.until(`!!document.body && !document.body.dataset.old && document.readyState === "complete"`) {
		b.t.Fatalf("nothing came of %s", find)
	}
}

// From the first page to an answer, whatever has happened: at most six taps without a
// file, at most eight with one screenshot, with and without script, on a phone and at a
// desk, in both languages.
func TestInBrowserWays(t *testing.T) {
	chrome := chromium(t)
	for _, tt := range []struct {
		lang   string
		width  int64
		script bool
	}{{"ja", 360, true}, {"en", 360, false}, {"ja", 1280, false}, {"en", 1280, true}} {
		t.Run(fmt.Sprint(tt.lang, tt.width, tt.script), func(t *testing.T) {
			for _, way := range []string{"got", "message", "show", "accused", "shop", "gave", "told"} {
				w := newWorld(t)
				w.eyes.now = reader{"7Q2M"}
				for _, files := range []bool{false, true} {
					b := person(t, chrome, tt.width, tt.lang)
					if !tt.script {
						b.withoutScript()
					}
					name := fmt.Sprint(tt.lang, "-", tt.width, "-", way, "-")
					taps := b.way(w, tt.lang, way, name, files, tt.script && !files)
					if most := map[bool]int{false: 6, true: 8}[files]; taps > most {
						t.Errorf("%s with files %v takes %d taps", way, files, taps)
					}
					b.sees(map[string]string{"ja": "ほかにできること", "en": "What else you can do"}[tt.lang])
					if !files && tt.script {
						b.shot(name + "answer")
					}
				}
			}
		})
	}
}

// way goes one way to its answer, choosing what stands first, and returns how many taps
// that took.
func (b *browser) way(w *world, lang, way, shots string, files, looks bool) (taps int) {
	b.t.Helper()
	b.do(chromedp.Navigate(w.base + "/?lang=" + lang))
	shot := func(name string) {
		if looks { // what looks for faults is script itself
			b.shot(shots + name)
		}
	}
	if way == "got" {
		shot("home")
	}
	b.tap(`document.querySelector("a[href='/ask?for=` + way + `']")`)
	b.tap(`[...document.querySelectorAll(".tile")].find((a) => a.href.includes("amazon-jp"))`)
	for taps = 2; ; taps++ {
		if taps > 10 {
			b.t.Fatalf("%s does not end: %s", way, run(b, chromedp.Location()))
		}
		if run(b, chromedp.Evaluate[bool](`!!document.getElementById("file-me")`)) {
			break
		}
		if files {
			b.tap(`[...document.querySelectorAll("main a")].find((a) => a.href.includes("show="))`)
			continue
		}
		shot(fmt.Sprint(taps))
		if run(b, chromedp.Evaluate[bool](`!!document.getElementById("handed")`)) {
			run(b, chromedp.Evaluate[bool](`(() => { document.getElementById("handed").value = "2026-11-20T10:00"; return true })()`))
			b.tap(`document.querySelector("main button.main")`)
		} else {
			b.tap(`document.querySelector(".choice a")`)
		}
	}
	if files {
		b.do(chromedp.SetUploadFiles("#file-me", []string{picturesOf(b.t)}))
		taps += 2 // to open the gallery and choose
	} else {
		shot("bring")
	}
	b.tap(`document.querySelector("main button.main")`)
	taps++
	if run(b, chromedp.Evaluate[bool](`!!document.querySelector(".over, .choices")`)) {
		b.tap(`document.querySelector("main button.main")`)
		taps++
	}
	return taps
}

// A brand is found while its name is typed. That there is none is said at once, and what
// fits any card stays.
func TestInBrowserFindsBrand(t *testing.T) {
	b := person(t, chromium(t), 360, "ja")
	b.do(chromedp.Navigate(newWorld(t).base + "/ask?for=told&lang=ja"))
	b.sees("これ以上、番号もお金も送らないでください", "どのカードですか")
	type shown struct{ Tiles, Any, None int }
	const look = `(() => { const seen = (q) => [...document.querySelectorAll(q)].filter((e) => !e.hidden).length;
		return {Tiles: seen("#tiles > :not([data-any])"), Any: seen("#tiles > [data-any]"), None: seen("#none")} })()`
	all := run(b, chromedp.Evaluate[shown](look))
	for typed, want := range map[string]shown{"セブン": {0, all.Any, 1}, "ｎｉｎ": {1, all.Any, 0}} {
		b.do(chromedp.Evaluate[chromedp.Void](`{ const f = document.getElementById("find"); f.value = "` + typed + `"; f.dispatchEvent(new Event("input")) }`))
		if got := run(b, chromedp.Evaluate[shown](look)); got.None != want.None || got.Any != want.Any || (got.Tiles > 0) != (want.Tiles > 0) {
			t.Errorf("%s: %+v, want %+v of %+v", typed, got, want, all)
		}
	}
	if all.Any == 0 || all.None != 0 {
		t.Errorf("before anything was typed: %+v", all)
	}
	b.accessible("told")
}

// picturesOf writes a picture to choose.
func picturesOf(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shot.png")
	must(t, os.WriteFile(path, []byte(asPNG(t, blankPaper(400))), 0o600))
	return path
}

// The code of another brand is known before it is sent, and leads to that brand.
func TestInBrowserCodeOfAnother(t *testing.T) {
	w := newWorld(t)
	b := person(t, chromium(t), 360, "ja")
	b.do(chromedp.Navigate(w.base+"/?lang=ja"), chromedp.SendKeys("#code", "AQ7X-K2M9PL-K7QM\r"))
	b.sees("コードはまだ送っていません")
	if address := run(b, chromedp.Location()); strings.TrimSuffix(address, "?lang=ja") != w.base+"/" || run(b, chromedp.Value("#code")) != "" {
		t.Errorf("it was sent to %s, or stays in its field", address)
	}
	b.sees("Amazon")
	run(b, chromedp.Evaluate[bool](`(() => { document.querySelector("#code-said a").click(); return true })()`))
	b.sees("どうしましたか")
}

// Two phones: one asks, the other is led to the screen, sees what will be shown, and
// sends it; the answer of the first changes.
func TestInBrowserRequest(t *testing.T) {
	chrome := chromium(t)
	history := filepath.Join(t.TempDir(), "history.txt")
	must(t, os.WriteFile(history, []byte(theirs), 0o600))
	for lang, say := range map[string]struct {
		width                                              int64
		make, asks, read, check, send, thanks, came, found string
	}{
		"ja": {360, "お願いリンクを作る", "さんからのお願い", "内容を確かめる", "送る前に確かめてください", "この内容を送る", "ありがとうございます", "返事あり", "使用済み"},
		"en": {1280, "Make a request link", "A request from", "Look at what was read", "Before it is sent", "Send this", "thank you", "answered", "Used"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			asker, giver := person(t, chrome, say.width, lang), person(t, chrome, say.width, lang)
			asker.do(chromedp.Navigate(w.base + "/ask?brand=amazon-jp&for=got&channel=person&form=mail&lang=" + lang))
			asker.do(chromedp.SendKeys("#last4", "A2B3"), chromedp.SendKeys("#amount", "5000"))
			asker.tap(`document.querySelector("main button.main")`)
			asker.do(chromedp.SendKeys("#ask-name", "Taro"))
			asker.press(say.make)
			asker.shot(lang + "-request-asked")
			giver.do(chromedp.Navigate(w.base+"/?lang="+lang), chromedp.Navigate(run(asker, chromedp.Value("#link-0"))))
			giver.sees(say.asks, "A2B3")
			giver.shot(lang + "-request")
			giver.do(chromedp.SetUploadFiles("#file-me", []string{history}))
			giver.press(say.read)
			giver.sees(say.check)
			giver.shot(lang + "-request-check")
			giver.press(say.send)
			giver.sees(say.thanks, map[string]string{"ja": "あなたのアカウントに登録されています", "en": "It is in your account"}[lang])
			giver.shot(lang + "-request-sent")
			asker.do(chromedp.Reload())
			asker.sees(say.came, say.found)
			asker.shot(lang + "-request-answered")
		})
	}
}
