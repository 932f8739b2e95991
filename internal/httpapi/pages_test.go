package httpapi_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The docs page loads nothing from anywhere else, and nothing in it is markup or
// script that the policy would have to allow.
func TestDocsAreSelfContained(t *testing.T) {
	w := newWorld(t)
	pages := []string{"/docs", "/docs/docs.js", "/docs/docs.css"}
	for _, path := range pages {
		res := w.ask("nobody", "GET", path, "")
		body := text(t, res)
		if res.StatusCode != 200 ||
			regexp.MustCompile(`https?:|//[a-z]+\.|innerHTML|@import|\beval\b|<style|\sstyle=|\son[a-z]+="|<script[^>]*>[^<]`).MatchString(body) {
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

// The page of the docs is in the reader's language: what they choose, or prefer.
func TestDocsLanguage(t *testing.T) {
	w := newWorld(t)
	for name, tt := range map[string]struct{ path, prefers, want string }{
		"chosen": {"/docs?lang=ja", "en", "誤りの理由"}, "preferred": {"/docs", "ja,en;q=0.5", "呼び出し"}, "other": {"/docs", "fr", "Calls"},
		"English": {"/docs?lang=en", "ja", "Calls"}, "no language": {"/docs?lang=xx", "", "Calls"},
	} {
		t.Run(name, func(t *testing.T) {
			if body := text(t, w.ask("nobody", "GET", tt.path, "", "Accept-Language", tt.prefers)); !strings.Contains(body, tt.want) {
				t.Errorf("it does not say %q:\n%s", tt.want, body)
			}
		})
	}
}
