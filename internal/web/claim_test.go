package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/web"
)

// Whoever opens the link of a gift mail sees the card at once, is told why they sign in,
// and goes on with it afterwards: one button is left to press.
func TestClaimFromMail(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	hanako := w.visitor("ja")
	hanako.open("/claim").want(http.StatusOK, `data-fragment="code"`)
	seen := hanako.send("/claim", "code", code.Reveal()).want(http.StatusOK, "￥5,000", "取り違えないため", `action="/sign-in"`, `class="plastic ok"`, code.Last4())
	if strings.Contains(seen.html, code.Reveal()) {
		t.Error("the code stands on the page")
	}
	hanako.send("/sign-in", "mail", "hanako@example.jp", "next", "/claim").want(http.StatusOK)
	look := hanako.send("/sign-in/look", "link", w.link())
	ready := hanako.send("/sign-in/enter", "ticket", look.field("ticket"), "next", "/claim").want(http.StatusOK, "￥5,000", `action="/claim/do"`)
	hanako.send("/claim/do", "ticket", ready.field("ticket"), "id", ready.field("id")).want(http.StatusOK, "unwrapped")
	hanako.open("/claim").want(http.StatusOK, `data-fragment="code"`)
}

// The link of the mail itself, in a browser: the code leaves the address at once.
func TestClaimLinkInBrowser(t *testing.T) {
	p := chromePeople(t, chromium(t), 360, "ja")
	w := p.world
	taro := w.funded("ja", "taro@example.jp")
	form := []string{"to", "hanako@example.jp", "amount", "1000", "name", "太郎", "message", "おめでとう。"}
	review := taro.send("/give", form...)
	taro.send("/give/order", append(form, "id", review.field("id"))...)
	orders, err := w.shop.Orders(t.Context(), gift.Page{}, 1)
	must(t, err)
	code, err := w.shop.Code(t.Context(), orders[0].Number, 0)
	must(t, err)
	taro.open("/account").want(http.StatusOK, "送信中")
	b := p.open()
	signIn(p, b, "hanako@example.jp", "", holderWords{send: "リンクを送る", next: "として", enter: "サインインする"})
	if !b.until(`!!document.querySelector('main a.btn[href="/claim"]')`) {
		t.Error("the account has no button to claim")
	}
	b.do(chromedp.Navigate(w.base + "/claim#" + code.Reveal()))
	b.sees("太郎さんからの贈り物", "おめでとう", "1,000")
	b.shot("claim-link-ja")
	if at := run(b, chromedp.Location()); strings.Contains(at, code.Reveal()) || strings.Contains(at, "#") {
		t.Errorf("the code stays in the address: %s", at)
	}
	b.press("受け取る")
	b.shot("claim-done-ja")
	b.theme("dark")
	b.shot("claim-done-dark")
}

// An issuer's pages have its name, colour and logo; the logo is a picture of their own
// address, and nothing in it can run.
func TestIssuersFace(t *testing.T) {
	w := newWorld(t)
	logo := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="#8a1c4a"/></svg>`
	pages, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: w.base, Site: web.SiteIssuer,
		Face: web.Face{Name: "花見カード", Colour: "#8a1c4a", Logo: []byte(logo)}})
	must(t, err)
	w.handler = pages
	v := w.visitor("ja")
	p := v.open("/check").want(http.StatusOK, "花見カード</a>", " · 花見カード</title>", "/assets/face.", `<img class="logo" src="/assets/logo.`)
	if strings.Contains(p.html, "unspent") {
		t.Errorf("the page names the program:\n%s", p.html)
	}
	for _, at := range regexp.MustCompile(`/assets/(?:face|logo)\.[^"]*`).FindAllString(p.html, -1) {
		got := v.open(at).want(http.StatusOK, "#8a1c4a")
		if policy := got.header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("%s is served with the policy %q", at, policy)
		}
	}
	both, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: w.base, Face: web.Face{Name: "花見カード"}})
	must(t, err)
	w.handler = both
	if m := v.open("/manifest.webmanifest?lang=ja").want(http.StatusOK, `"short_name":"花見カード"`); strings.Contains(m.html, "unspent") {
		t.Errorf("the phone's program is called another name: %s", m.html)
	}
	if g := v.open("/guide?lang=ja").want(http.StatusOK, "BreadcrumbList", `"name":"花見カード"`); strings.Contains(g.html, `"name":"unspent"`) {
		t.Error("the way to a guide names the program")
	}
	if _, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: w.base, Face: web.Face{Colour: "#ffee00"}}); err == nil {
		t.Error("a colour that cannot be read is worn")
	}
}
