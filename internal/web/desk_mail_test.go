package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

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
			hanako, err := notify.ParseAddress("hanako@example.jp")
			must(t, err)
			cur, err := unspent.ParseCurrency("JPY")
			must(t, err)
			_, err = w.shop.Place(t.Context(), admin(), "form-1", gift.Order{Number: "G-77", Program: "gift-jpy",
				Cards: []gift.Card{{To: hanako, Lang: notify.Japanese, Value: unspent.NewMoney(3000, cur)}}})
			must(t, err)
			w.lost = &notify.Failure{Code: 550, Says: "<hanako@example.jp>: no such user"}
			must(t, w.box.Step(t.Context()))

			auditor := w.signed(lang, unspent.Auditor).open("/desk/mails").want(http.StatusOK, say.title, say.dead, say.bounced, "no such user", `href="/desk/orders/G-77"`)
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
