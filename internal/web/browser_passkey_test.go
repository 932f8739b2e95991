package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

type passkeySay struct{ digits, raise, make, made, sign, again, out, wrong, remove string }

// authenticator plugs a security key in, which knows its owner.
func (b *browser) authenticator() {
	b.t.Helper()
	run(b, func(ctx context.Context, t *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, t, webauthn.Enable, webauthn.EnableParams{})
	})
	run(b, func(ctx context.Context, t *chromedp.Target) (webauthn.AddVirtualAuthenticatorResult, error) {
		return cdp.Call(ctx, t, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{
			Options: &webauthn.VirtualAuthenticatorOptions{Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
				HasResidentKey:      true,
				HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}})
	})
}

// answer presses a button and returns what the passkey answered, instead of sending it.
func (b *browser) answer(button string) (ticket, answer string) {
	b.t.Helper()
	run(b, chromedp.Evaluate[bool](`(() => { window.sent = null; HTMLFormElement.prototype.submit = function () {
		window.sent = [this.elements.ticket.value, this.elements.answer.value] }; return true })()`))
	run(b, chromedp.Evaluate[bool](`(() => { [...document.querySelectorAll("main button")].
		find((b) => b.textContent.includes("`+button+`")).click(); return true })()`))
	if !b.until(`!!window.sent`) {
		b.t.Fatal("the passkey does not answer")
	}
	return run(b, chromedp.Evaluate[string](`window.sent[0]`)), run(b, chromedp.Evaluate[string](`window.sent[1]`))
}

// A person makes a passkey, signs in with it and is asked again for it, in both
// languages. An answer is good once, and for its challenge only.
func TestPasskeyInBrowser(t *testing.T) {
	words := map[string]passkeySay{
		"ja": {"サインインする", "残高を増やす",
			"パスキーを作成する", "登録済みのパスキー", "パスキーでサインインする", "パスキーで確認して続ける", "サインアウト", "このパスキーは登録されていない", "削除する"},
		"en": {"Sign in", "Raise the balance",
			"Make a passkey", "Passkeys", "Sign in with a passkey", "Confirm with a passkey", "Sign out", "This passkey is not known", "Remove"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, "localhost")
			_, serial := w.card("a")
			c := w.colleague("花子 Hanako", unspent.Admin, lang)
			b := person(t, chrome, 320, lang)
			b.authenticator()
			b.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#name", c.name), chromedp.SendKeys("#digits", c.fresh()))
			b.press(say.digits)
			b.do(chromedp.Navigate(w.base + "/desk/passkeys"))
			b.shot(lang + "-phone-passkeys")
			b.do(chromedp.SendKeys("#name", "laptop"))
			b.press(say.make)
			b.sees(say.made, "laptop")
			b.press(say.out)

			b.shot(lang + "-phone-passkey-sign")
			b.press(say.sign)
			w.wait(16 * time.Minute)
			b.do(chromedp.Navigate(w.base + "/desk/cards/" + serial.String()))
			run(b, chromedp.Evaluate[bool](`(() => { const amount = document.getElementById("raise-amount");
				amount.closest("details").open = true; amount.value = "1000"; amount.form.querySelector("button").click(); return true })()`))
			b.do(chromedp.WaitVisible("#again-digits"))
			b.shot(lang + "-phone-passkey-again")
			b.press(say.again)
			b.press(say.raise)
			b.sees("6,000")
			b.press(say.out)
			stolenAnswers(t, w, b, c, say)
		})
	}
}

// stolenAnswers sends what a passkey answered from elsewhere, and again.
func stolenAnswers(t *testing.T, w *world, b *browser, c *colleague, say passkeySay) {
	enter := func(ticket, answer string) page {
		return w.visitor(c.lang).send("/desk/sign-in", "ticket", ticket, "answer", answer)
	}
	ticket, answer := b.answer(say.sign)
	b.do(chromedp.Navigate(w.base + "/desk"))
	other, _ := b.answer(say.sign)
	enter(other, answer).want(http.StatusUnauthorized, say.wrong) // another challenge
	enter(ticket, strings.Replace(answer, `"signature":"`, `"signature":"AAAA`, 1)).want(http.StatusUnauthorized, say.wrong)
	enter(ticket, "{}").want(http.StatusUnauthorized, say.wrong)
	enter(ticket[1:], answer).want(http.StatusUnprocessableEntity)
	w.wait(time.Minute) // the client has been wrong three times
	enter(ticket, answer).want(http.StatusOK, `action="/desk/sign-out"`)
	enter(ticket, answer).want(http.StatusUnauthorized, say.wrong)

	w.wait(time.Hour)
	b.do(chromedp.Navigate(w.base + "/desk"))
	late, old := b.answer(say.sign)
	w.wait(11 * time.Minute)
	enter(late, old).want(http.StatusUnauthorized, say.wrong)

	// Whoever is reset has no passkey any more.
	w.wait(time.Hour)
	b.do(chromedp.Navigate(w.base + "/desk"))
	ticket, answer = b.answer(say.sign)
	_, link, err := w.desk.Reset(t.Context(), admin(), c.id)
	must(t, err)
	enter(ticket, answer).want(http.StatusUnauthorized, say.wrong)
	c.enrol(link).want(http.StatusOK)
	w.wait(2 * time.Minute)
	enter(ticket, answer).want(http.StatusUnauthorized, say.wrong)

	w.wait(time.Hour)
	// Nor does one that was removed open anything, though the device has it still.
	b.do(chromedp.Navigate(w.base+"/desk"), chromedp.SendKeys("#name", c.name), chromedp.SendKeys("#digits", c.fresh()))
	b.press(say.digits)
	b.do(chromedp.Navigate(w.base + "/desk/passkeys"))
	b.press(say.make)
	b.press(say.remove)
	b.press(say.out)
	enter(b.answer(say.sign)).want(http.StatusUnauthorized, say.wrong)
}
