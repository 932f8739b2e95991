package web_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

type staffSay struct {
	sign, batch, waits, approve, approved, carry, issue, issued, confirm, confirmed, create, made, raise string
}

// Two members of the staff do what takes two, and an admin the rest, in both
// languages, at the width of a desk and of a phone.
func TestStaffInBrowser(t *testing.T) {
	words := map[string]staffSay{
		"ja": {"サインイン", "内容を確認する", "もう一人の承認を待っています", "承認する", "承認済み", "実行する", "この内容で発行する", "10,001枚すべてを発行しました", "コードが届いたことを確認する", "もうだれにも表示できません", "作成する",
			"キーができました", "残高を増やす"},
		"en": {"Sign in", "Review the batch", "waits for a second person", "Approve", "approved", "carry it out", "Issue the cards",
			"All 10,001 cards are issued", "Confirm that the codes", "Nobody can show", "Create", "Here is the key", "Raise the balance"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				walkStaff(t, chrome, width, lang, lang+"-"+device+"-staff-", say)
			})
		}
	}
}

func walkStaff(t *testing.T, chrome context.Context, width int64, lang, shots string, say staffSay) {
	w := newWorld(t)
	_, serial := w.card("a")
	enter := func(role unspent.Role) *browser {
		b := person(t, chrome, width, lang)
		b.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#key", w.key(role)))
		b.press(say.sign)
		return b
	}
	admin, issuer, support := enter(unspent.Admin), enter(unspent.Issuer), enter(unspent.Support)
	admin.shot(shots + "desk")

	issuer.do(chromedp.Navigate(w.base+"/desk/batches"), chromedp.SendKeys("#value", "500"), chromedp.SendKeys("#count", "10,001"),
		chromedp.SendKeys("#order", "order-9"), chromedp.Click("#activate"))
	issuer.shot(shots + "batches")
	issuer.press(say.batch)
	issuer.sees(say.waits)
	issuer.shot(shots + "batch-waits")

	support.do(chromedp.Navigate(w.base + "/desk/cards/" + serial.String()))
	run(support, chromedp.Evaluate[bool](`(() => { const amount = document.getElementById("raise-amount"); amount.closest("details").open = true;
		amount.value = "150000"; amount.form.querySelector("button").click(); return true })()`))
	support.sees("155,000", "5,000", serial.String())
	support.shot(shots + "card-sure")
	support.press(say.raise)
	support.sees("150,000", serial.String())
	support.shot(shots + "approvals-mine")

	admin.do(chromedp.Navigate(w.base + "/desk/approvals"))
	admin.shot(shots + "approvals")
	admin.press(say.approve)
	admin.press(say.approve)
	admin.sees(say.approved)

	support.do(chromedp.Navigate(w.base + "/desk/approvals"))
	support.shot(shots + "approvals-carry")
	support.press(say.carry)
	support.sees("155,000")

	issuer.do(chromedp.Reload())
	issuer.shot(shots + "batch-ready")
	issuer.press(say.issue)
	issuer.sees(say.issued)
	issuer.shot(shots + "batch-done")
	issuer.press(say.confirm)
	issuer.sees(say.confirmed)
	issuer.shot(shots + "batch-confirmed")

	admin.do(chromedp.Navigate(w.base + "/desk/programs"))
	admin.shot(shots + "programs")
	admin.do(chromedp.Navigate(w.base+"/desk/keys"), chromedp.SendKeys("#name", "Hanako"))
	admin.press(say.create)
	admin.sees(say.made)
	admin.shot(shots + "keys")
	admin.do(chromedp.Navigate(w.base + "/desk/log"))
	admin.shot(shots + "log")
}
