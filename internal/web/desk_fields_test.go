package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// A number at the desk that cannot be is said beside its field, and what was typed
// stands there still.
func TestDeskNumbers(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	card := "/desk/cards/" + serial.String()
	for lang, say := range map[string]struct{ amount, count, limit, validity, currency, mail string }{
		"ja": {"0より大きい金額", "1から100,000までの整数", "0より大きい金額", "P10Y（10年）", "3文字の通貨コード", "メールを送れません"},
		"en": {"more than 0", "whole number from 1 to 100,000", "more than nothing", "P10Y (10 years)", "three letters", "no mail address"},
	} {
		for name, tt := range map[string]struct {
			path   string
			fields []string
			want   map[string]string
		}{
			"batch of -3 and 0": {"/desk/batches", []string{"program", "gift-jpy", "value", "-3", "count", "0"},
				map[string]string{"value": say.amount, "count": say.count}},
			"batch of too many": {"/desk/batches", []string{"program", "gift-jpy", "value", "100", "count", "100001"}, map[string]string{"count": say.count}},
			"raise by -3":       {card + "/raise", []string{"amount", "-3", "note", "x"}, map[string]string{"raise-amount": say.amount}},
			"lower by nothing":  {card + "/lower", []string{"amount", "0", "note", "x"}, map[string]string{"lower-amount": say.amount}},
			"send to nobody":    {card + "/send", []string{"mail", "nobody"}, map[string]string{"send-mail": say.mail}},
			"program": {"/desk/programs", []string{"program", "x", "name", "X", "currency", "JPY", "validity", "forever", "cap", "-1", "month", "0"},
				map[string]string{"validity": say.validity, "cap": say.limit, "month": say.limit}},
			"currency": {"/desk/programs", []string{"program", "x", "name", "X", "currency", "yen?"}, map[string]string{"currency": say.currency}},
		} {
			t.Run(lang+" "+name, func(t *testing.T) {
				w.t = t
				v := w.signed(lang, unspent.Admin)
				p := v.send(tt.path, append(tt.fields, "id", strings.Repeat("a", 32))...).want(http.StatusUnprocessableEntity)
				for field, want := range tt.want {
					if got := p.said(field); !strings.Contains(got, want) {
						t.Errorf("beside %s stands %q, want %q", field, got, want)
					}
				}
				for i := 0; i < len(tt.fields); i += 2 {
					if name, typed := tt.fields[i], tt.fields[i+1]; name != "program" && !strings.Contains(p.html, `value="`+typed+`"`) {
						t.Errorf("what was typed as %s is gone:\n%s", name, p.html)
					}
				}
			})
		}
	}
}

// What was typed for a gift waits for its giver when they are no longer signed in, and
// for nobody else.
func TestGiftWaitsForSignIn(t *testing.T) {
	w := newWorld(t)
	const message = "お誕生日おめでとう。"
	taro := w.funded("ja", "taro@example.jp")
	owner := taro.open("/give").field("owner")
	taro.send("/sign-out") // in another tab
	taro.send("/give", "owner", owner, "to", "hanako@example.jp", "amount", "1000", "message", message).want(http.StatusOK, "リンクを送る")
	enter := func(mail string) {
		w.wait(2 * time.Minute) // links are not mailed more often
		taro.send("/sign-in", "mail", mail, "next", "/give").want(http.StatusOK)
		look := taro.send("/sign-in/look", "link", w.link())
		taro.send("/sign-in/enter", "ticket", look.field("ticket"), "next", "/give")
	}
	enter("jiro@example.jp")
	if got := taro.open("/give"); strings.Contains(got.html, message) {
		t.Errorf("somebody else sees the message:\n%s", got.html)
	}
	enter("taro@example.jp")
	taro.open("/give").want(http.StatusOK, message, "hanako@example.jp")
}
