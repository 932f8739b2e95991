package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// loseGift places an order whose gift mail is refused.
func (w *world) loseGift() {
	w.t.Helper()
	hanako, err := notify.ParseAddress("hanako@example.jp")
	must(w.t, err)
	cur, err := unspent.ParseCurrency("JPY")
	must(w.t, err)
	_, err = w.shop.Place(w.t.Context(), admin(), "form-1", gift.Order{Number: "G-77", Program: "gift-jpy",
		Cards: []gift.Card{{To: hanako, Lang: notify.Japanese, Value: unspent.NewMoney(3000, cur)}}})
	must(w.t, err)
	w.lost = &notify.Failure{Code: 550, Says: "<hanako@example.jp>: no such user"}
	must(w.t, w.box.Step(w.t.Context()))
}

// A gift that was refused stands among the dead, with its order, where it can be
// sent again; who may do that tries it once more, and it is delivered.
func TestMailsPage(t *testing.T) {
	tests := map[string]struct{ title, dead, retry, bounced string }{
		"ja": {"メール", "送信を断念したもの", "もう一度試す", "戻ってきたもの"},
		"en": {"Mails", "Given up", "Try again", "Came back"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			w.loseGift()

			auditor := w.signed(lang, unspent.Auditor).open("/desk/mails").want(http.StatusOK, say.title, say.dead, say.bounced, "no such user",
				`href="/desk/orders/G-77"`)
			if strings.Contains(auditor.html, "hanako") || strings.Contains(auditor.html, say.retry) {
				t.Errorf("an auditor reads an address or may try again:\n%s", auditor.html)
			}
			v := w.signed(lang, unspent.Support)
			v.open("/desk").want(http.StatusOK, `href="/desk/mails"`)
			v.open("/desk/mails").want(http.StatusOK, say.retry)
			if w.lost = nil; strings.Contains(v.send("/desk/mails", "mail", "gift evt_1").want(http.StatusOK, "G-77").html, say.retry) {
				t.Error("what is tried again still stands among the dead")
			}
			v.send("/desk/mails", "mail", "gift evt_1").want(http.StatusNotFound)
			must(t, w.box.Step(t.Context()))
			must(t, w.box.Bounce(t.Context(), "token evt_1", "5.1.1", "no such user"))
			back := v.open("/desk/mails").want(http.StatusOK, "5.1.1", "/desk/cards/")
			if strings.Contains(back.html, "G-77") {
				t.Error("a mail that was delivered still stands there")
			}
			w.signed(lang, unspent.Store).open("/desk/mails").want(http.StatusForbidden)
		})
	}
}

// The page is well made, narrow and wide, and a dead mail is tried again by hand.
func TestMailsInBrowser(t *testing.T) {
	words := map[string][2]string{"ja": {"サインイン", "もう一度試す"}, "en": {"Sign in", "Try again"}}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.loseGift()
				b := person(t, chrome, width, lang)
				b.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#key", w.key(unspent.Support)))
				b.press(say[0])
				b.do(chromedp.Navigate(w.base + "/desk/mails"))
				b.sees("G-77", "550")
				b.shot(lang + "-" + device + "-staff-mails")
				w.lost = nil
				b.press(say[1])
				must(t, w.box.Step(t.Context()))
				must(t, w.box.Bounce(t.Context(), "token evt_1", "5.1.1", "no such user"))
				b.do(chromedp.Navigate(w.base + "/desk/mails"))
				b.sees("5.1.1")
				b.shot(lang + "-" + device + "-staff-mails-bounced")
			})
		}
	}
}
