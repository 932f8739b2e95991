package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
)

// onlooker is somebody with a browser of their own.
type onlooker struct {
	t   *testing.T
	ctx context.Context
}

// chromium starts a browser; .ci/need installs it.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	for _, name := range []string{"chromium-browser", "google-chrome"} {
		if err != nil {
			path, err = exec.LookPath(name)
		}
	}
	if err != nil {
		t.Fatal("Chromium is not installed: run .ci/need")
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(),
		append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
			chromedp.Flag("force-prefers-reduced-motion", true))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func newOnlooker(t *testing.T, chrome context.Context) *onlooker {
	ctx, cancel := chromedp.NewContext(chrome, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	o := &onlooker{t, ctx}
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil { // opens the window, which lives as long as this context
		t.Fatal(err)
	}
	browse(o, chromedp.EmulateViewport(900, 700))
	return o
}

func browse[T any](o *onlooker, a chromedp.Action[T]) T {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.ctx, 60*time.Second)
	defer cancel()
	got, err := chromedp.Run(ctx, a)
	if err != nil {
		o.t.Fatal(err)
	}
	return got
}

func (o *onlooker) open(address string) { o.t.Helper(); browse(o, chromedp.Navigate(address)) }

func (o *onlooker) typeIn(field, text string) {
	o.t.Helper()
	browse(o, chromedp.SendKeys(field, text))
}

// press sends the form whose button says text, and waits for the next page.
func (o *onlooker) press(text string) {
	o.t.Helper()
	browse(o, chromedp.Evaluate[bool](fmt.Sprintf(`(() => { document.body.dataset.old = 1;
		[...document.querySelectorAll("main button")].find((b) => b.textContent.includes(%q)).click(); return true })()`, text)))
	o.until(`!!document.body && !document.body.dataset.old && document.readyState === "complete"`)
}

// sees waits until the page says a text.
func (o *onlooker) sees(text string) {
	o.t.Helper()
	o.until(fmt.Sprintf(`document.querySelector("main").innerText.includes(%q)`, text))
}

func (o *onlooker) until(expression string) {
	o.t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, err := chromedp.Run(o.ctx, chromedp.Evaluate[bool](expression)); err == nil && ok {
			return
		}
	}
	o.t.Fatalf("never: %s on\n%s", expression, browse(o, chromedp.Text("main")))
}

// shot saves a picture for the README, into the folder UNSPENT_SHOTS if that is set.
func (o *onlooker) shot(name string) {
	o.t.Helper()
	dir := os.Getenv("UNSPENT_SHOTS")
	if dir == "" {
		return
	}
	browse(o, chromedp.EmulateViewport(900, min(1100, browse(o, chromedp.Evaluate[int64](`document.documentElement.scrollHeight`)))))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), browse(o, chromedp.CaptureScreenshot()), 0o644); err != nil {
		o.t.Fatal(err)
	}
	browse(o, chromedp.EmulateViewport(900, 700))
}

// mail opens the newest mail of the demo with a subject, and waits for it to come.
func (o *onlooker) mail(base, subject string) string {
	o.t.Helper()
	o.open(base + "/demo")
	find := fmt.Sprintf(`[...document.querySelectorAll("main .rows a")].find((a) => a.textContent.includes(%q)
		&& a.href.includes("/demo/mails/"))?.href ?? ""`, subject)
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if at := browse(o, chromedp.Evaluate[string](find)); at != "" {
			o.open(at)
			return browse(o, chromedp.Text("#letter"))
		}
		o.open(base + "/demo")
	}
	o.t.Fatalf("no mail %q came", subject)
	return ""
}

// The walk of the README: check, prove, verify in a second browser, hand over,
// claim, and the opening notice in the demo's mailbox proves that the card is used.
func TestDemoInBrowser(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"unspent", "demo", "--addr", "127.0.0.1:0", "--dir", dir, "--lang", "en"}, func(string) string { return "" },
			strings.NewReader(""), &strings.Builder{}, os.Stderr)
	}()
	defer func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("the demo ended with %d", code)
		}
	}()
	base := waitFor(t, filepath.Join(dir, "address"))
	code := waitFor(t, filepath.Join(dir, "gift.code"))
	chrome := chromium(t)
	holder, buyer := newOnlooker(t, chrome), newOnlooker(t, chrome)
	holder.open(base + "/?lang=en")
	buyer.open(base + "/?lang=en")

	holder.shot("walk-home")
	holder.typeIn("#code", code)
	holder.press("Check")
	holder.sees("Unspent")
	holder.shot("walk-check")
	holder.press("Prove this")
	holder.press("Make the receipt")
	link := browse(holder, chromedp.Value("#link"))
	buyer.open(link)
	buyer.sees("A genuine receipt")
	buyer.sees("This browser has checked")
	buyer.shot("walk-verify")

	buyer.open(base + "/handover")
	buyer.press("Begin")
	holder.open(browse(buyer, chromedp.Value("#link")))
	holder.typeIn("#code", code)
	holder.typeIn("#for", "Hanako")
	holder.press("Hold the card")
	buyer.sees("held for you")
	holder.press("Confirm the hand-over")
	buyer.until(`[...document.querySelectorAll("main button")].some((b) => b.textContent.includes("Take it"))`)
	buyer.press("Take it")
	buyer.sees("The card is yours")
	buyer.shot("walk-handover")

	buyer.open(base + "/sign-in")
	buyer.typeIn("#mail", demoFriend)
	buyer.press("Send the link")
	letter := buyer.mail(base, "Your sign-in link")
	buyer.open(letter[strings.Index(letter, base):][:strings.IndexByte(letter[strings.Index(letter, base):], '\n')])
	buyer.sees("Sign in as " + demoFriend)
	buyer.press("Sign in")
	gift := buyer.mail(base, "ギフトカードが届いています")
	fresh := ""
	for word := range strings.FieldsSeq(strings.ReplaceAll(gift, "：", " ")) {
		if _, err := unspent.ParseCode(word); err == nil {
			fresh = word
		}
	}
	buyer.open(base + "/claim")
	buyer.typeIn("#code", fresh)
	buyer.press("Look at the card")
	buyer.press("Claim it")
	buyer.sees("Claimed")
	buyer.shot("walk-claim")

	if notice := holder.mail(base, "開封通知"); !strings.Contains(notice, demoFriend) {
		time.Sleep(2 * time.Second) // the outbox looks once a second
		if notice = holder.mail(base, "開封通知"); !strings.Contains(notice, demoFriend) {
			t.Fatalf("the newest notice is about somebody else:\n%s", notice)
		}
	}
	holder.shot("walk-notice")
	holder.press("Judge the card")
	holder.sees("Used")
	holder.sees("proven")
	holder.shot("walk-verdict")
}

// waitFor reads a file of the demo when it is there.
func waitFor(t *testing.T, path string) string {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			return strings.TrimSpace(string(text))
		}
	}
	t.Fatalf("%s was never written", filepath.Base(path))
	return ""
}
