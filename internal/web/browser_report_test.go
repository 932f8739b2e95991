package web_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

type reportSay struct{ sign, none, first, show, claims, table string }

// The issuer's figures of no day, one day and many, in both languages, at the
// width of a desk and of a phone.
func TestReportsInBrowser(t *testing.T) {
	words := map[string]reportSay{
		"ja": {"サインイン", "残高も動きもありません", "登録されたカードはありません", "表示する", "1日ごとの登録件数", "同じ数字を表で見る"},
		"en": {"Sign in", "nothing happened to one", "Nothing was claimed", "Show", "Claims per day", "The same figures as a table"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				w, shots := newWorld(t), lang+"-"+device+"-reports-"
				b := person(t, chrome, width, lang)
				b.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#key", w.key(unspent.Auditor)))
				b.press(say.sign)
				b.do(chromedp.Navigate(w.base + "/desk/reports"))
				b.sees(say.none)
				b.shot(shots + "none")
				w.card("a")
				b.do(chromedp.Reload())
				b.sees(say.first)
				b.shot(shots + "first")
				w.large()
				w.past(100)
				b.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#key", w.key(unspent.Auditor))) // the session ended long ago
				b.press(say.sign)
				b.do(chromedp.Navigate(w.base + "/desk/reports"))
				run(b, chromedp.Evaluate[string](`document.getElementById("days").value = "90"`))
				b.press(say.show)
				b.sees(say.claims)
				b.shot(shots + "many")
				run(b, chromedp.Evaluate[bool](`(() => { for (const d of document.querySelectorAll("details")) d.open = true; return true })()`))
				b.shot(shots + "tables")
				for _, class := range []string{"line", "bar"} { // the style sheet reaches the drawings
					if !run(b, chromedp.Evaluate[bool](fmt.Sprintf(`(() => { const r = document.querySelector(".chart .%s").getBoundingClientRect();
						return r.width > 0 && r.height > 5 })()`, class))) {
						t.Errorf("nothing is seen of the %s", class)
					}
				}
			})
		}
	}
}
