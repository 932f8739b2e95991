package web_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Somebody who searched reads a guide and goes on to the first screen that fits: on a
// phone and at a desk, in both languages. The browser refuses nothing of the page, and
// takes its manifest as it is.
func TestInBrowserGuides(t *testing.T) {
	chrome := chromium(t)
	for _, tt := range []struct {
		lang  string
		width int64
	}{{"ja", 360}, {"en", 1280}, {"en", 320}, {"ja", 1280}} {
		t.Run(fmt.Sprint(tt.lang, tt.width), func(t *testing.T) {
			w, name := newWorld(t), fmt.Sprint(tt.lang, "-", tt.width, "-")
			b := person(t, chrome, tt.width, tt.lang)
			for path, then := range map[string]string{
				"/guide/is-my-card-used": "/ask?for=got", "/guide/code-taken": "/ask?for=told", "/guide/cards-issued-here": "/check",
				"/guide/amazon-jp": "/ask?brand=amazon-jp&for=got", "/guide/amazon-jp/messages": "/ask?brand=amazon-jp&for=message",
				"/guide/messages": "/ask?for=message",
			} {
				b.do(chromedp.Navigate(w.base + path + "?lang=" + tt.lang))
				b.shot(name + strings.ReplaceAll(path[1:], "/", "-"))
				if n := run(b, chromedp.Evaluate[int](`[...document.querySelectorAll('script[type="application/ld+json"]')]
					.map((s) => JSON.parse(s.text)).length`)); n != 2 {
					t.Errorf("%s has %d blocks for machines", path, n)
				}
				b.tap(`document.querySelector(".next a")`)
				if at := run(b, chromedp.Location()); at != w.base+then {
					t.Errorf("%s leads to %s", path, at)
				}
			}
			for _, page := range []string{"guide", "about", "privacy"} {
				b.do(chromedp.Navigate(w.base + "/" + page + "?lang=" + tt.lang))
				b.shot(name + page)
			}
			if refused := b.refused(w.base + "/guide/amazon-jp"); refused != "" {
				t.Errorf("the browser refuses %s", refused)
			}
			b.installable()
			b.do(chromedp.Navigate(w.base + "/docs?lang=" + tt.lang))
			b.sees(map[string]string{"ja": "誤りの理由", "en": "Problems"}[tt.lang], "/v1/check")
			b.shot(name + "docs")
		})
	}
}

// refused opens a page, and returns what the browser does not load or run of it.
func (b *browser) refused(address string) string {
	b.t.Helper()
	run(b, func(ctx context.Context, t *chromedp.Target) (cdppage.AddScriptToEvaluateOnNewDocumentResult, error) {
		return cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
			Source: `window.refused = []; addEventListener("securitypolicyviolation", (e) => refused.push(e.violatedDirective + " " + e.blockedURI))`})
	})
	b.do(chromedp.Navigate(address))
	return run(b, chromedp.Evaluate[string](`window.refused.join(", ")`))
}

// installable fails if the browser finds a fault in the manifest.
func (b *browser) installable() {
	b.t.Helper()
	m := run(b, func(ctx context.Context, t *chromedp.Target) (cdppage.GetAppManifestResult, error) {
		return cdp.Call(ctx, t, cdppage.GetAppManifest, cdppage.GetAppManifestParams{})
	})
	if len(m.Errors) > 0 || !strings.Contains(m.URL, "/manifest.webmanifest") || !strings.Contains(m.Data, "share_target") {
		b.t.Errorf("the manifest at %q: %v in %s", m.URL, m.Errors, m.Data)
	}
}
