package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

// A form of a card is answered with the address of a page, right or wrong: it can be
// loaded again, read in the other language, and gone back to, for an hour and in this
// browser only. No code stands in it.
func TestFormLeadsToPage(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	taro, hanako := w.visitor("ja"), w.visitor("ja")
	taro.open("/check")
	checked := taro.send("/check", "code", code.Reveal())
	proved := taro.send("/prove", "ask", "1", "ticket", checked.field("ticket"), "hours", "24")
	begun := taro.send("/handover/buy")
	hanako.open(begun.area("link"))
	held := hanako.send("/handover/give", "to", strings.Split(begun.area("link"), "to=")[1], "code", code.Reveal(), "for", "太郎", "hours", "24",
		"id", "hold-1", "from", "")
	hanako.send("/handover/release", "ticket", held.field("ticket"), "id", "release-1")
	ready := taro.send("/handover/look", "ticket", begun.field("ticket"), "hold", held.area("hold-number"))
	taken := taro.send("/handover/take", "ticket", ready.field("ticket"), "hold", ready.field("hold"), "id", ready.field("id"))
	fresh := taken.area("new-code")
	for name, tt := range map[string]struct {
		who    *visitor
		page   page
		under  string
		status int
		says   string // that stands there in English
	}{
		"check":     {taro, checked, "/check/", http.StatusOK, "Unspent"},
		"mistyped":  {taro, taro.send("/check", "code", "12345"), "/check/", http.StatusUnprocessableEntity, "too short"},
		"prove":     {taro, proved, "/prove/", http.StatusOK, "Here is the receipt"},
		"verify":    {taro, taro.send("/v", "receipt", proved.area("link")), "/v/", http.StatusOK, "something has changed since"},
		"take":      {taro, taken, "/handover/take/", http.StatusOK, fresh},
		"take, ask": {taro, taken, "/handover/take/", http.StatusOK, "For an hour"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.HasPrefix(tt.page.at, tt.under) || strings.Contains(tt.page.at, code.Reveal()) || strings.Contains(tt.page.at, fresh) {
				t.Fatalf("the form leads to %s, want a page under %s without a code", tt.page.at, tt.under)
			}
			if again := tt.who.open(tt.page.at); again.html != tt.page.html || again.status != tt.status {
				t.Errorf("loaded again, it is another page (%d):\n%s", again.status, again.html)
			}
			tt.who.open(tt.page.at+"?lang=en").want(tt.status, tt.says)
			tt.who.open(tt.page.at + "?lang=ja")
			stranger := w.visitor("ja")
			stranger.open("/check")
			if got := stranger.open(tt.page.at).want(http.StatusNotFound, "もう残っていません"); strings.Contains(got.html, fresh) {
				t.Error("another browser is shown the code")
			}
		})
	}
	w.wait(time.Hour)
	taro.open(taken.at).want(http.StatusNotFound, "もう残っていません")
}

// Who signs out takes along what was kept for their browser; a page of the desk is
// shown to nobody who is not signed in there.
func TestPagesGoWithSession(t *testing.T) {
	w := newWorld(t)
	taro := w.visitor("ja")
	taro.open("/check")
	begun := taro.send("/handover/buy").want(http.StatusOK)
	taro.send("/sign-out")
	taro.open(begun.at).want(http.StatusNotFound)

	staff := w.visitor("ja")
	staff.open("/desk")
	staff.send("/desk/sign-in", "key", w.key(unspent.Admin))
	found := staff.send("/desk/found", "serial", "A-1").want(http.StatusOK)
	staff.open(found.at).want(http.StatusOK, "A-1")
	w.wait(31 * time.Minute) // a desk that nobody works at is closed
	if got := staff.open(found.at); strings.Contains(got.html, "A-1") {
		t.Errorf("the page is shown without a session:\n%s", got.html)
	}
}

// A browser that keeps nothing is answered at once.
func TestFormWithoutCookies(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	bare := w.visitor("ja")
	bare.http.Jar = nil
	bare.open("/check")
	if got := bare.send("/check", "code", code.Reveal()).want(http.StatusOK, "未使用です"); got.at != "/check" {
		t.Errorf("it is led to %s", got.at)
	}
}

// back goes back to a page that has an element.
func back(b *browser, find string) {
	b.t.Helper()
	run(b, chromedp.Evaluate[bool]("(history.back(), true)"))
	if !b.until(`!!document.querySelector("main ` + find + `")`) {
		b.t.Fatal("there is no way back")
	}
}

// Back and loading again ask nobody to send a form again, and lose nothing.
func TestInBrowserBack(t *testing.T) {
	chrome := chromium(t)
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, _ := w.card("a")
			b := person(t, chrome, 1280, lang)
			do, prove, held, take := "確かめる", "証明する", "未使用です", "受け取る"
			if lang == "en" {
				do, prove, held, take = "Check", "Prove this", "Unspent", "Take it"
			}
			b.do(chromedp.Navigate(w.base+"/check?lang="+lang), chromedp.SendKeys("#code", grouped(code)))
			b.press(do)
			b.sees(held)
			b.press(prove)
			back(b, ".answer")
			b.sees(held)
			b.do(chromedp.Reload())
			b.sees(held)

			giver := w.visitor(lang)
			b.do(chromedp.Navigate(w.base + "/handover"))
			b.do(chromedp.Click(`form[action="/handover/buy"] button`), chromedp.WaitVisible("#link"))
			link := run(b, chromedp.Value("#link"))
			giver.open(link)
			placed := giver.send("/handover/give", "to", strings.Split(link, "to=")[1], "code", code.Reveal(), "for", "taro", "hours", "24", "id", "hold-1")
			giver.send("/handover/release", "ticket", placed.field("ticket"), "id", "release-1").want(http.StatusOK)
			b.do(chromedp.WaitVisible(`form[action="/handover/take"]`)) // by itself
			b.press(take)
			fresh := run(b, chromedp.Text("#new-code"))
			b.do(chromedp.Reload())
			b.sees(fresh)
			b.do(chromedp.Navigate(w.base + "/"))
			back(b, "#new-code")
			b.sees(fresh)
		})
	}
}

// Nobody has to tell the number of a hold: the receiver's page finds it, and both pages
// show how far the other side is when they are loaded again. The giver's link leads the
// receiver's browser to the hold.
func TestHandOverByItself(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	taro, hanako := w.visitor("ja"), w.visitor("ja")
	taro.open("/handover")
	begun := taro.send("/handover/buy").want(http.StatusOK, "data-live", "この画面に自動で出ます")
	hanako.open(begun.area("link"))
	held := hanako.send("/handover/give", "to", strings.Split(begun.area("link"), "to=")[1], "code", code.Reveal(), "for", "太郎", "hours", "24", "id", "hold-1").
		want(http.StatusOK, "data-live", "受け取る方のために取り置き中です")
	taro.open(begun.at).want(http.StatusOK, "￥5,000", "約束が済んだら")
	taro.open(held.area("hold-link")).want(http.StatusOK, "￥5,000")
	hanako.open(held.at).want(http.StatusOK, "/handover/release")
	hanako.send("/handover/release", "ticket", held.field("ticket"), "id", "release-1").want(http.StatusOK)
	ready := taro.open(begun.at).want(http.StatusOK, `action="/handover/take"`)
	taro.send("/handover/take", "ticket", ready.field("ticket"), "hold", ready.field("hold"), "id", ready.field("id")).want(http.StatusOK, "new-code")
	hanako.open(held.at).want(http.StatusOK, `受け取り：<span class="state">済`)
	stranger := w.visitor("ja")
	stranger.open(held.area("hold-link")).want(http.StatusOK, `value="hld_`, `name="secret"`)
}
