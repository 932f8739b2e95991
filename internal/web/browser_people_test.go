package web_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

type personSay struct{ enrol, sign, out, again, raise, people string }

// A person enrols by a link that is opened, signs in, and is asked again before value
// moves, in both languages, at the width of a desk and of a phone.
func TestPersonInBrowser(t *testing.T) {
	words := map[string]personSay{
		"ja": {"登録してサインインする", "サインインする", "サインアウト", "確認して続ける", "残高を増やす", "スタッフの管理"},
		"en": {"Enrol and sign in", "Sign in", "Sign out", "Confirm and go on", "Raise the balance", "People of the staff"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				walkPerson(t, chrome, width, lang, lang+"-"+device+"-person-", say)
			})
		}
	}
}

func walkPerson(t *testing.T, chrome context.Context, width int64, lang, shots string, say personSay) {
	w := newWorld(t)
	_, serial := w.card("a")
	_, link, err := w.desk.Add(t.Context(), admin(), "花子 Hanako", unspent.Admin, time.Time{})
	must(t, err)
	b := person(t, chrome, width, lang)
	b.do(chromedp.Navigate(w.base + "/desk/enrol?lang=" + lang))
	b.shot(shots + "link")
	b.do(chromedp.Navigate(link))
	b.sees("花子 Hanako")
	b.do(chromedp.WaitVisible("#secret"))
	b.shot(shots + "enrol")
	phone := &colleague{visitor: w.visitor(lang), secret: strings.ReplaceAll(run(b, chromedp.Text("#secret")), " ", "")}
	b.do(chromedp.SendKeys("#digits", phone.digits()))
	b.press(say.enrol)
	b.press(say.out)
	b.do(chromedp.SendKeys("#name", "花子 hanako"), chromedp.SendKeys("#digits", "000000"))
	b.press(say.sign)
	b.shot(shots + "wrong")
	b.do(chromedp.SendKeys("#digits", phone.fresh()))
	b.press(say.sign)

	b.do(chromedp.Navigate(w.base + "/desk/people"))
	b.sees(say.people, "花子 Hanako")
	b.shot(shots + "people")
	w.wait(16 * time.Minute)
	b.do(chromedp.Navigate(w.base + "/desk/cards/" + serial.String()))
	raise := `(() => { const amount = document.getElementById("raise-amount"); amount.closest("details").open = true; amount.value = "1000";
		amount.form.querySelector("button").click(); return true })()`
	run(b, chromedp.Evaluate[bool](raise))
	b.do(chromedp.WaitVisible("#again-digits"))
	b.shot(shots + "again")
	b.do(chromedp.SendKeys("#again-digits", phone.digits()))
	b.press(say.again)
	b.press(say.raise)
	b.sees("6,000")
}
