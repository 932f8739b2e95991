package web_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

type orderWords struct {
	send, enter, sure, claimLook, claim, review, past, twice, order, cancelAsk, cancel, cancelled, resendAsk, resend, resent, noPage, noOrder, sign,
	find, waits, next, above, raise, raised string
}

// What is mistyped in an order, what is asked before it is done, and what is not
// there, in both languages, at the width of a desk and of a phone.
func TestOrdersInBrowser(t *testing.T) {
	words := map[string]orderWords{
		"ja": {"リンクを送る", "サインインする", "として", "カードを確かめる", "受け取る", "内容を確認する", "この日時は過ぎています", "2枚届きます", "注文する", "取り消す…", "送っていない分を取り消す", "残高に戻しました", "再送する…",
			"新しいコードで再送する", "再送しました",
			"お探しのページはありません", "注文はありません", "サインイン", "探す", "送信待ち", "内容を確認する", "発行時の金額", "残高を増やす", "残高を増やしました"},
		"en": {"Send the link", "Sign in", "Sign in as", "Look at the card", "Claim it", "See what it comes to", "This time is over", "gets 2 cards",
			"Order", "has not been sent…", "Cancel what has not been sent", "is back on the account", "Send again…", "Send again with a new code",
			"again, under a new code",
			"no such page", "no order", "Sign in", "Find", "to be sent: 1", "Go on", "than it was made for", "Raise the balance", "The balance was raised"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				p := chromePeople(t, chrome, width, lang)
				mistypedOrder(t, p, lang+"-"+device+"-order-", say)
				askedAtTheDesk(t, p, lang, lang+"-"+device+"-order-", say)
			})
		}
	}
}

func mistypedOrder(t *testing.T, p people, shots string, say orderWords) {
	code, _ := p.card("a")
	taro := p.open()
	signIn(p, taro, "taro@example.jp", "", holderWords{send: say.send, enter: say.enter, next: say.sure})
	taro.do(chromedp.Navigate(p.base+"/claim"), chromedp.SendKeys("#code", grouped(code)))
	taro.press(say.claimLook)
	taro.press(say.claim)

	taro.do(chromedp.Navigate(p.base + "/give"))
	taro.shot(shots + "empty")
	yesterday, tomorrow := p.now().Add(-24*time.Hour), p.now().Add(24*time.Hour)
	fill := func(values map[string]string) {
		for id, value := range values {
			run(taro, chromedp.Evaluate[bool](`((id, value) => { const f = document.getElementById(id); f.value = value; f.form.noValidate = true;
				return true })("`+id+`", "`+value+`")`))
		}
	}
	fill(map[string]string{"to": "hanako@example", "amount": "９，０００円", "sheets": "0", "date": yesterday.Format("2006-01-02T15:04")})
	taro.press(say.review)
	taro.sees(say.past)
	at := ""
	for range 100 { // the browser moves the focus when it has drawn the page
		if at = run(taro, chromedp.Evaluate[string](`document.activeElement.id`)); at != "" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if at != "to" {
		t.Errorf("the focus is on %q, want the first field that is wrong", at)
	}
	taro.shot(shots + "wrong")
	fill(map[string]string{"to": "hanako@example.jp Hanako@example.jp", "amount": "１，０００円", "date": tomorrow.Format("2006-01-02T15:04"), "sheets": ""})
	taro.press(say.review)
	taro.sees(say.twice, "2,000")
	taro.shot(shots + "twice")
	taro.press(say.order)
	taro.shot(shots + "waits")
	taro.press(say.cancelAsk)
	taro.sees("2,000")
	taro.shot(shots + "cancel-sure")
	taro.press(say.cancel)
	taro.sees(say.cancelled)
	taro.shot(shots + "cancelled")

	taro.do(chromedp.Navigate(p.base + "/give"))
	fill(map[string]string{"to": "hanako@example.jp", "amount": "1000", "sheets": "1"})
	taro.press(say.review)
	taro.press(say.order)
	taro.press(say.resendAsk)
	taro.sees("hanako@example.jp", "1,000")
	taro.shot(shots + "resend-sure")
	taro.press(say.resend)
	taro.sees(say.resent)
	taro.shot(shots + "resent")
	taro.do(chromedp.Navigate(p.base + "/nothing?x=1"))
	taro.sees(say.noPage)
	taro.shot(shots + "no-page")
	taro.do(chromedp.Navigate(p.base + "/orders/G-0"))
	taro.sees(say.noOrder)
	taro.shot(shots + "no-order")
	taro.do(chromedp.Navigate(p.base + "/give"))
	fill(map[string]string{"to": "hanako@example.jp", "amount": "100", "date": tomorrow.Format("2006-01-02T15:04")})
	taro.press(say.review)
	taro.press(say.order)
}

func askedAtTheDesk(t *testing.T, p people, lang, shots string, say orderWords) {
	_, serial := p.card("b")
	staff := p.open()
	staff.do(chromedp.Navigate(p.base+"/desk?lang="+lang), chromedp.SendKeys("#key", p.key(unspent.Admin)))
	staff.press(say.sign)
	staff.shot(shots + "desk")
	staff.do(chromedp.SendKeys("#serial", "hanako@example.jp"))
	staff.press(say.find)
	staff.sees(say.waits)
	staff.shot(shots + "desk-found")
	staff.do(chromedp.Navigate(p.base + "/desk/cards/" + serial.String()))
	run(staff, chromedp.Evaluate[bool](`(() => { const a = document.getElementById("raise-amount"); a.closest("details").open = true;
		a.value = "￥1,000"; a.form.querySelector("button").id = "go"; return true })()`))
	staff.shot(shots + "desk-raise")
	staff.do(chromedp.Click("#go"))
	staff.sees(say.above, "6,000")
	staff.shot(shots + "desk-raise-sure")
	staff.press(say.raise)
	staff.sees(say.raised)
	staff.shot(shots + "desk-raised")
	for name, path := range map[string]string{"desk-keys": "/desk/keys", "desk-log": "/desk/log", "desk-mails": "/desk/mails",
		"desk-orders": "/desk/orders", "desk-give": "/desk/give", "desk-no-order": "/desk/orders/G-0"} {
		staff.do(chromedp.Navigate(p.base + path))
		staff.shot(shots + name)
	}
}
