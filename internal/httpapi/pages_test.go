package httpapi_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// The pages load nothing from anywhere else, and nothing in them is markup or
// script that the policy would have to allow.
func TestPagesAreSelfContained(t *testing.T) {
	w := newWorld(t)
	pages := []string{"/docs", "/docs/docs.js", "/docs/docs.css", "/v", "/v/verify.js", "/v/verify.css"}
	for _, path := range pages {
		res := w.ask("nobody", "GET", path, "")
		body := text(t, res)
		if res.StatusCode != 200 || regexp.MustCompile(`https?:|//[a-z]+\.|innerHTML|@import|\beval\b|<style|\sstyle=|\son[a-z]+="|<script[^>]*>[^<]`).MatchString(body) {
			t.Errorf("%s answers %d and may load from elsewhere, or has script or style in its markup", path, res.StatusCode)
		}
		if policy := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if got := res.Header.Get("Referrer-Policy"); got != "no-referrer" {
			t.Errorf("%s: referrer policy %q", path, got)
		}
	}
	entries, err := os.ReadDir("docs")
	check(t, err)
	if len(entries) != len(pages) {
		t.Errorf("%d files in docs; this test knows %d", len(entries), len(pages))
	}
}

func TestRootLeadsToTheReference(t *testing.T) {
	res := newWorld(t).ask("nobody", "GET", "/", "")
	if got := res.Header.Get("Location"); res.StatusCode != 302 || got != "/docs" {
		t.Errorf("/ answers %d, Location %q", res.StatusCode, got)
	}
}

// What a receipt's link opens is there, and takes the receipt from behind the #
// into a body.
func TestLinkOfAReceipt(t *testing.T) {
	w := newWorld(t)
	body := text(t, w.ask("nobody", "POST", "/v1/receipts", `{"code":"`+w.cards(1)[0]+`"}`))
	address, receipt, _ := strings.Cut(strings.TrimPrefix(read(t, body, "link"), "https://cards.example"), "#")
	res := w.ask("nobody", "GET", address, "")
	page := text(t, res)
	if res.StatusCode != 200 || receipt != read(t, body, "receipt") || !strings.Contains(page, "unspent verify") || res.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("%s#%.10s… opens %d %s", address, receipt, res.StatusCode, page)
	}
	if res := w.ask("nobody", "GET", address+"?from=chat", ""); res.StatusCode != 200 {
		t.Errorf("%s with a query answers %d", address, res.StatusCode)
	}
	script := text(t, w.ask("nobody", "GET", "/v/verify.js", ""))
	if fetches := regexp.MustCompile(`fetch\(("[^"]*")?`).FindAllString(script, -1); len(fetches) != 1 || fetches[0] != `fetch("/v1/receipts/verify"` {
		t.Errorf("verify.js fetches %q", fetches)
	}
	// The fields it reads are in the answer.
	answer := text(t, w.ask("nobody", "POST", "/v1/receipts/verify", `{"receipt":"`+receipt+`"}`))
	for _, of := range []string{"then", "now"} {
		for _, field := range regexp.MustCompile(`\b(?:`+of+`|card)\.(\w+)`).FindAllStringSubmatch(script, -1) {
			if field[1] != "audience" && field[1] != "nonce" && !strings.Contains(answer, `"`+field[1]+`":`) {
				t.Errorf("verify.js reads %s, which is not in %s", field[0], answer)
			}
		}
	}
}

// The page says every reason and every state in both languages.
func TestLinkSaysEverything(t *testing.T) {
	b, err := os.ReadFile("docs/verify.js")
	check(t, err)
	_, rest, _ := strings.Cut(string(b), "  en: {")
	english, rest, _ := strings.Cut(rest, "  ja: {")
	japanese, _, _ := strings.Cut(rest, "\n};")
	names := func(text string) (all []string) {
		for _, m := range regexp.MustCompile(`(?m)(?:^    |[",\])}\x60] )(\w+): [\["(]`).FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		return all
	}
	en, ja := strings.Join(names(english), " ")+" ", strings.Join(names(japanese), " ")+" "
	if en != ja {
		t.Errorf("the languages say different things:\n%s\n%s", en, ja)
	}
	for _, r := range unspent.Reasons() {
		if strings.HasPrefix(string(r), "receipt_") && !strings.Contains(en, string(r)+" ") {
			t.Errorf("verify.js does not say %s", r)
		}
	}
	for _, state := range []unspent.State{unspent.StateInactive, unspent.StateActive, unspent.StateClaimed, unspent.StateSpent, unspent.StateVoid, unspent.StateReplaced} {
		if !strings.Contains(en, string(state)+" ") {
			t.Errorf("verify.js does not say %s", state)
		}
	}
}

// The page counts minor units as the book does.
func TestLinkKnowsMinorUnits(t *testing.T) {
	b, err := os.ReadFile("docs/verify.js")
	check(t, err)
	lists := regexp.MustCompile(`const (?:no|three)MinorUnits = "([^"]*)"`).FindAllStringSubmatch(string(b), -1)
	if len(lists) != 2 {
		t.Fatalf("verify.js has %d lists of currencies", len(lists))
	}
	var code [3]byte
	for i := range 26 * 26 * 26 {
		code[0], code[1], code[2] = byte('A'+i/676), byte('A'+i/26%26), byte('A'+i%26)
		c, err := unspent.ParseCurrency(string(code[:]))
		if err != nil {
			continue
		}
		want := 2
		if strings.Contains(lists[0][1], c.String()) {
			want = 0
		} else if strings.Contains(lists[1][1], c.String()) {
			want = 3
		}
		if c.Digits() != want {
			t.Errorf("%s has %d digits; verify.js says %d", c, c.Digits(), want)
		}
	}
}
