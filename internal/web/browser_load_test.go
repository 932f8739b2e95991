package web_test

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// mostLoaded is how many bytes come with a first page, without pictures.
const mostLoaded = 100 << 10

// slowPhone is a phone with a slow processor at the edge of a network.
func (b *browser) slowPhone() {
	b.t.Helper()
	run(b, func(ctx context.Context, t *chromedp.Target) (cdp.Empty, error) {
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return cdp.Empty{}, err
		}
		const mbit = 1e6 / 8
		_, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: 150, DownloadThroughput: 1.6 * mbit, UploadThroughput: .75 * mbit}}})
		if err != nil {
			return cdp.Empty{}, err
		}
		return cdp.Call(ctx, t, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4})
	})
}

// What somebody loads first is small. How long it takes until the largest thing is
// painted on a slow phone is told in the log: the machine of a test is not a phone.
func TestInBrowserFirstLoad(t *testing.T) {
	w := newWorld(t)
	chrome := chromium(t)
	for _, path := range []string{"/?lang=ja", "/?lang=en", "/guide?lang=ja", "/guide/amazon-jp?lang=ja", "/guide/amazon-jp/messages?lang=ja",
		"/guide/is-my-card-used?lang=en", "/ask?brand=amazon-jp&for=got&lang=ja", "/check?lang=ja"} {
		b := person(t, chrome, 360, "ja")
		b.slowPhone()
		b.do(chromedp.Navigate(w.base + path))
		loaded := run(b, chromedp.Evaluate[int](`[performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")]
			.filter((e) => !/\.(png|svg)$/.test(e.name)).reduce((n, e) => n + e.transferSize, 0)`))
		painted := run(b, chromedp.Evaluate[int](`new Promise((done) => new PerformanceObserver((l) => done(Math.round(l.getEntries().at(-1).startTime)))
			.observe({type: "largest-contentful-paint", buffered: true}))`, chromedp.EvalAwaitPromise))
		t.Logf("%s: %d KiB, painted after %d ms on a slow phone", path, loaded>>10, painted)
		if loaded == 0 || loaded > mostLoaded {
			t.Errorf("%s loads %d bytes, want at most %d", path, loaded, mostLoaded)
		}
	}
}
