package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
)

type holderWords struct {
	send, enter, look, claim, claimed, review, order, placed, opened, show, codes, next, staffSign string
}

// A holder signs in by mail, claims, looks at their history, gives, and prints a
// sheet; the recipient claims; the staff looks at the orders. In both languages,
// at the width of a desk and of a phone.
func TestHolderInBrowser(t *testing.T) {
	words := map[string]holderWords{
		"ja": {"リンクを送る", "サインインする", "カードを確かめる", "受け取る", "受け取りました", "内容を確認する", "注文する", "送信中", "届け先の方が確認済み", "コード入りのシートを表示する", "ここで、コードを内側にして", "として", "サインイン"},
		"en": {"Send the link", "Sign in", "Look at the card", "Claim it", "Claimed", "See what it comes to", "Order", "On its way",
			"Opened by the recipient", "Show the sheets", "Fold here", "Sign in as", "Sign in"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				giveAndClaim(t, chromePeople(t, chrome, width, lang), lang, lang+"-"+device+"-", say)
			})
		}
	}
}

// people open browsers of one width and language on one world.
type people struct {
	*world
	open func() *browser
}

func chromePeople(t *testing.T, chrome context.Context, width int64, lang string) people {
	w := newWorld(t)
	return people{w, func() *browser {
		b := person(t, chrome, width, lang)
		b.do(chromedp.Navigate(w.base + "/?lang=" + lang))
		return b
	}}
}

func giveAndClaim(t *testing.T, p people, lang, shots string, say holderWords) {
	code, _ := p.card("a")
	taro := p.open()
	signIn(p, taro, "taro@example.jp", shots, say)
	taro.shot(shots + "account-empty")
	taro.do(chromedp.Navigate(p.base+"/claim"), chromedp.SendKeys("#code", grouped(code)))
	taro.shot(shots + "claim")
	taro.press(say.look)
	taro.shot(shots + "claim-look")
	taro.press(say.claim)
	taro.sees(say.claimed)
	taro.shot(shots + "claimed")

	taro.do(chromedp.Navigate(p.base + "/give"))
	taro.do(chromedp.SendKeys("#to", "hanako@example.jp"), chromedp.SendKeys("#sheets", "1"), chromedp.SendKeys("#amount", "1000"),
		chromedp.SendKeys("#name", "太郎"), chromedp.SendKeys("#message", "お誕生日おめでとう。また会いましょう。"))
	taro.shot(shots + "gift")
	taro.press(say.review)
	taro.sees("2,000")
	taro.shot(shots + "gift-review")
	taro.press(say.order)
	taro.sees(say.placed, "hanako@example.jp")
	taro.shot(shots + "gift-order")
	order := run(taro, chromedp.Location())
	taro.press(say.show)
	taro.sees(say.codes)
	taro.shot(shots + "gift-sheets")

	orders, err := p.shop.Orders(t.Context(), gift.Page{}, 1)
	must(t, err)
	sent, err := p.shop.Code(t.Context(), orders[0].Number, 0)
	must(t, err)
	hanako := p.open()
	signIn(p, hanako, "hanako@example.jp", "", say)
	hanako.sees("太郎", "1,000")
	hanako.do(chromedp.Navigate(p.base+"/claim"), chromedp.SendKeys("#code", sent.Reveal()))
	hanako.press(say.look)
	taro.do(chromedp.Navigate(order))
	taro.sees(say.opened)
	hanako.press(say.claim)
	hanako.sees(say.claimed)
	hanako.do(chromedp.Navigate(p.base + "/account"))
	hanako.shot(shots + "account-received")
	taro.do(chromedp.Navigate(p.base + "/account"))
	taro.shot(shots + "account")

	staff := p.open()
	staff.do(chromedp.Navigate(p.base+"/desk?lang="+lang), chromedp.SendKeys("#key", p.key(unspent.Admin)))
	staff.press(say.staffSign)
	staff.do(chromedp.Navigate(p.base + "/desk/orders"))
	staff.shot(shots + "desk-orders")
	staff.do(chromedp.Navigate(p.base + "/desk/give"))
	staff.shot(shots + "desk-give")
	staff.do(chromedp.Navigate(p.base + "/desk/orders/" + orders[0].Number))
	staff.shot(shots + "desk-order")
}

// signIn signs in by the link that is mailed: opened in the same browser, it only
// asks whether to.
func signIn(p people, b *browser, mail, shots string, say holderWords) {
	b.t.Helper()
	b.do(chromedp.Navigate(p.base+"/sign-in"), chromedp.SendKeys("#mail", mail))
	if shots != "" {
		b.shot(shots + "sign-in")
	}
	b.press(say.send)
	b.sees(mail)
	if shots != "" {
		b.shot(shots + "sign-in-sent")
	}
	b.do(chromedp.Navigate(p.link()))
	b.sees(say.next, mail)
	if shots != "" {
		b.shot(shots + "sign-in-sure")
	}
	b.press(say.enter)
	b.sees(mail)
}

// A puzzle that stops a link is solved by the page, which then goes on with the link
// and not with its other form.
func TestPuzzleOfLinkInBrowser(t *testing.T) {
	p := chromePeople(t, chromium(t), 1280, "ja")
	taro, others := p.open(), p.visitor("ja")
	taro.do(chromedp.Navigate(p.base+"/sign-in"), chromedp.SendKeys("#mail", "taro@example.jp"))
	taro.press("リンクを送る")
	link := p.link()
	for others.send("/sign-in/look", "link", strings.Repeat("a", 32)).status != http.StatusForbidden {
	}
	taro.do(chromedp.SendKeys("#link", link))
	taro.press("進む")
	taro.do(chromedp.WaitVisible(`form[action="/sign-in/enter"]`))
	taro.press("サインインする")
	taro.do(chromedp.WaitVisible(`form[action="/sign-out"]`))
	taro.sees("taro@example.jp")
}
