package web_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

// browser is Chromium; every test has a context of its own in it.
type browser struct {
	t   *testing.T
	ctx context.Context
	axe string // source of axe-core

	width int64 // of its window
}

// chromium starts Chromium. A machine without it fails the test: .ci/need
// installs it.
func chromium(t *testing.T, flags ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("Chromium is not installed: run .ci/need")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("force-prefers-reduced-motion", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// person opens a context of their own, with its own cookies, in a window of a
// width and a language.
func person(t *testing.T, chrome context.Context, width int64, lang string) *browser {
	t.Helper()
	ctx, cancel := chromedp.NewContext(chrome, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil { // opens the window, which lives as long as this context
		t.Fatal(err)
	}
	axe, err := os.ReadFile("testdata/axe/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is not installed: run .ci/need (%v)", err)
	}
	b := &browser{t, ctx, string(axe), width}
	b.do(chromedp.EmulateViewport(width, 900))
	return b
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for _, a := range actions {
		run(b, a)
	}
}

// run does one action, for as long as any of these pages may take.
func run[T any](b *browser, a chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	got, err := chromedp.Run(ctx, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return got
}

// press sends the form whose button says text, and waits for the next page.
func (b *browser) press(text string) {
	b.t.Helper()
	find := fmt.Sprintf(`(() => { const b = [...document.querySelectorAll("main button")].find((b) => b.textContent.includes(%q));
		if (!b) return false; document.body.dataset.old = 1; b.id = "pressed"; return true })()`, text)
	if !run(b, chromedp.Evaluate[bool](find)) {
		b.t.Fatalf("there is no button %q:\n%s", text, run(b, chromedp.Text("main")))
	}
	b.do(chromedp.Click("#pressed"))
	if !b.until(`!!document.body && !document.body.dataset.old && document.readyState === "complete"`) {
		b.t.Fatalf("nothing came of %q", text)
	}
}

// until asks again and again whether an expression holds. While one page makes
// way for the next there is nobody to ask.
func (b *browser) until(expression string) bool {
	ctx, cancel := context.WithTimeout(b.ctx, 60*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && ok {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// sees waits until the page says every text.
func (b *browser) sees(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !b.until(fmt.Sprintf(`document.querySelector("main").innerText.includes(%q)`, text)) {
			b.t.Fatalf("the page does not say %q:\n%s", text, run(b, chromedp.Text("main")))
		}
	}
}

// shot saves the page as a picture in the folder UNSPENT_SHOTS, if that is set,
// and fails if the page is wider than its window.
func (b *browser) shot(name string) {
	b.t.Helper()
	if run(b, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > document.documentElement.clientWidth`)) {
		b.t.Errorf("%s is wider than its window", name)
	}
	for _, theme := range []string{"dark", "light"} {
		b.theme(theme)
		b.accessible(name + " " + theme)
	}
	dir := os.Getenv("UNSPENT_SHOTS")
	if dir == "" {
		return
	}
	// A window as high as the page, for a moment: a full screenshot leaves one in
	// which nothing can be clicked any more.
	b.do(chromedp.EmulateViewport(b.width, max(900, run(b, chromedp.Evaluate[int64](`document.documentElement.scrollHeight`)))))
	picture := run(b, chromedp.CaptureScreenshot())
	b.do(chromedp.EmulateViewport(b.width, 900))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// withoutScript is how some browse.
func (b *browser) withoutScript() {
	b.t.Helper()
	run(b, func(ctx context.Context, t *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	})
}

// theme is the one that the visitor's system asks for.
func (b *browser) theme(name string) {
	b.t.Helper()
	run(b, func(ctx context.Context, t *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	})
}

// accessible fails for every violation that axe-core finds on the page.
func (b *browser) accessible(name string) {
	b.t.Helper()
	if found := b.violations(); found != "" {
		b.t.Errorf("%s: axe finds\n%s", name, found)
	}
}

func (b *browser) violations() string {
	b.t.Helper()
	if !run(b, chromedp.Evaluate[bool](`typeof axe === "object"`)) {
		run(b, chromedp.Evaluate[bool](b.axe+";true"))
	}
	return run(b, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) =>
		v.id + ": " + v.help + "\n" + v.nodes.map((n) => "    " + n.html + " " + n.failureSummary).join("\n")).join("\n"))`, chromedp.EvalAwaitPromise))
}

// What checks the pages finds what is wrong with one.
func TestAxeFinds(t *testing.T) {
	b := person(t, chromium(t), 800, "en")
	b.do(chromedp.Navigate(`data:text/html,<title>x</title><main><img src="x"><input></main>`))
	if found := b.violations(); !strings.Contains(found, "image-alt") || !strings.Contains(found, "label") {
		t.Errorf("axe finds %q in a page with a picture without words and a field without a label", found)
	}
}

// Without script everything works but what needs it: here a receipt is pasted.
func TestInBrowserWithoutScript(t *testing.T) {
	chrome := chromium(t)
	w := newWorld(t)
	code, _ := w.card("a")
	open := func() *browser {
		b := person(t, chrome, 360, "en")
		b.withoutScript()
		b.do(chromedp.Navigate(w.base + "/?lang=en"))
		return b
	}
	holder, buyer := open(), open()
	holder.do(chromedp.SendKeys("#code", grouped(code)))
	holder.press("Check")
	holder.sees("Unspent")
	holder.press("Prove this")
	holder.press("Make the receipt")
	holder.sees("Here is the receipt")
	link := run(holder, chromedp.Value("#link"))
	buyer.do(chromedp.Navigate(w.base+"/v"), chromedp.SendKeys("#receipt", link))
	buyer.press("Verify")
	buyer.sees("A genuine receipt")
	buyer.do(chromedp.Navigate(w.base + "/handover"))
	buyer.press("Begin")
	holder.do(chromedp.Navigate(run(buyer, chromedp.Value("#link"))), chromedp.SendKeys("#code", code.Reveal()), chromedp.SendKeys("#for", "Hanako"))
	holder.press("Hold the card")
	holder.press("Confirm the hand-over")
	buyer.do(chromedp.Reload())
	buyer.press("Take it")
	buyer.sees("The card is yours")
	holder.do(chromedp.Navigate(w.base + "/assess"))
	run(holder, chromedp.Evaluate[string](`document.getElementById("brand").value = "amazon-jp"`))
	holder.do(chromedp.SendKeys("#message", "This gift card has already been redeemed"))
	holder.press("Judge")
	holder.sees("Why")

	// The link of a mail is pasted, since what stands behind its # needs script.
	fresh, _ := w.card("b")
	holder.do(chromedp.Navigate(w.base+"/account"), chromedp.SendKeys("#mail", "taro@example.jp"))
	holder.press("Send the link")
	holder.do(chromedp.SendKeys("#link", w.link()))
	holder.press("Go on")
	holder.press("Sign in")
	holder.do(chromedp.Navigate(w.base + "/claim"))
	holder.do(chromedp.Navigate(w.base+"/claim"), chromedp.SendKeys("#code", fresh.Reveal()))
	holder.press("Look at the card")
	holder.press("Claim it")
	holder.sees("Claimed")
	holder.do(chromedp.Navigate(w.base+"/give"), chromedp.SendKeys("#to", "hanako@example.jp"), chromedp.SendKeys("#amount", "1000"))
	holder.press("See what it comes to")
	holder.press("Order")
	holder.sees("On its way")
	holder.press("Send again…")
	holder.sees("hanako@example.jp")
	holder.press("Send again with a new code")
	holder.sees("The code before no longer works")
}

type say struct {
	check, unspent, prove, make, made, genuine, itself, begin, look, hold, held, confirm, take, yours, mistyped, again, judge, verdict, sign string
}

// Three people do everything that the holder's pages offer, with script, in both
// languages, at the width of a desk and of a phone.
func TestInBrowser(t *testing.T) {
	words := map[string]say{
		"ja": {"確かめる", "未使用です", "証明する", "証明書を作る", "証明書ができました", "本物の証明書です", "このブラウザーでも", "受け取りを始める", "取り置きを確かめる",
			"取り置く", "取り置き中です", "引き渡しを確定する", "受け取る（新しいコードを表示）", "あなたのものになりました", "文字数が合いません", "最新の状態を見る", "判定する", "判定の理由", "サインイン"},
		"en": {"Check", "Unspent", "Prove this", "Make the receipt", "Here is the receipt", "A genuine receipt", "This browser has checked", "Begin",
			"Look at the card",
			"Hold the card", "Held for ", "Confirm the hand-over", "Take it", "The card is yours", "too short or too long", "Look again", "Judge",
			"Why", "Sign in"},
	}
	chrome := chromium(t)
	for lang, say := range words {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				code, serial := w.card("a")
				walk(t, w, chrome, width, lang, lang+"-"+device+"-", code, serial, say)
			})
		}
	}
}

func walk(t *testing.T, w *world, chrome context.Context, width int64, lang, shots string, code unspent.Code, serial unspent.Serial, say say) {
	holder := person(t, chrome, width, lang)
	holder.do(chromedp.Navigate(w.base + "/?lang=" + lang))
	holder.do(chromedp.SendKeys("#code", "12345\t"))
	holder.sees(say.mistyped)
	holder.shot(shots + "mistyped")
	holder.do(chromedp.Navigate(w.base+"/"), chromedp.SendKeys("#code", grouped(code)))
	holder.press(say.check)
	holder.sees(say.unspent)
	holder.shot(shots + "checked")
	holder.press(say.prove)
	holder.shot(shots + "prove")
	holder.do(chromedp.SendKeys("#audience", "shop.example"))
	holder.press(say.make)
	holder.sees(say.made)
	holder.shot(shots + "proved")
	link := run(holder, chromedp.Value("#link"))

	buyer := person(t, chrome, width, lang)
	buyer.do(chromedp.Navigate(w.base + "/?lang=" + lang))
	buyer.do(chromedp.Navigate(link))
	buyer.sees(say.genuine, say.itself)
	buyer.shot(shots + "verified")
	if address := run(buyer, chromedp.Location()); strings.Contains(address, "#") {
		t.Errorf("the receipt stays in the address: %s", address)
	}

	buyer.do(chromedp.Navigate(w.base + "/handover"))
	buyer.shot(shots + "handover")
	buyer.press(say.begin)
	buyer.shot(shots + "receive")
	holder.do(chromedp.Navigate(run(buyer, chromedp.Value("#link"))))
	holder.do(chromedp.SendKeys("#code", code.Reveal()), chromedp.SendKeys("#for", "hanako@example.jp"))
	holder.shot(shots + "give")
	holder.press(say.hold)
	holder.sees(say.held)
	holder.shot(shots + "held")
	buyer.sees("5,000") // by itself
	buyer.shot(shots + "waiting")
	holder.press(say.confirm)
	buyer.do(chromedp.WaitVisible(`form[action="/handover/take"]`)) // by itself
	buyer.shot(shots + "ready")
	buyer.press(say.take)
	buyer.sees(say.yours)
	buyer.shot(shots + "yours")
	fresh := run(buyer, chromedp.Text("#new-code"))
	buyer.do(chromedp.Reload()) // as people do who fear that it is lost
	buyer.sees(say.yours, fresh)
	if _, err := unspent.ParseCode(fresh); err != nil {
		t.Errorf("the new code is %q: %v", fresh, err)
	}

	holder.do(chromedp.Navigate(w.base + "/assess"))
	holder.shot(shots + "assess")
	run(holder, chromedp.Evaluate[bool](`(() => { for (const [id, value] of Object.entries({brand: "amazon-jp", asker: "seller", channel: "issuer",
		intent: "sell", last4: "A2B3", amount: "5000",
		seal: "intact",
		message: "別のアカウントに登録済みです。ギフトカードの登録ができません。", messageOwner: "buyer"})) document.getElementById(id).value = value;
		document.getElementById("claimed").checked = true; return true })()`))
	holder.press(say.judge)
	holder.sees(say.verdict)
	holder.shot(shots + "verdict")

	staff := person(t, chrome, width, lang)
	staff.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#key", w.key(unspent.Admin)))
	staff.shot(shots + "signin")
	staff.press(say.sign)
	staff.shot(shots + "desk")
	staff.do(chromedp.Navigate(w.base + "/desk/cards/" + serial.String()))
	staff.shot(shots + "deskcard")
	staff.do(chromedp.Navigate(w.base + "/design"))
	staff.shot(shots + "design")
}
