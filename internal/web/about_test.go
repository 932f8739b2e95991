package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/web"
)

// The pages say who runs them, as the settings do, and how to reach them; where nobody
// has said, they say so.
func TestAbout(t *testing.T) {
	for name, tt := range map[string]struct {
		operator web.Operator
		want     []string
	}{
		"a mail address": {web.Operator{Name: "株式会社<花見>", Contact: "hello@cards.example"}, []string{
			"株式会社&lt;花見&gt;", `href="mailto:hello@cards.example"`}},
		"a page":   {web.Operator{Name: "Hanami", Contact: "https://cards.example/contact"}, []string{`href="https://cards.example/contact"`}},
		"a script": {web.Operator{Name: "Hanami", Contact: "javascript:alert(1)://"}, []string{`href="#ZgotmplZ"`}},
		"nobody":   {web.Operator{}, []string{"まだ書かれていません"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			pages, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: w.base, Operator: tt.operator})
			must(t, err)
			w.handler = pages
			w.visitor("ja").open("/about").want(http.StatusOK, tt.want...)
		})
	}
}

// Every page leads to who runs it and to what is kept, which fit the site; whoever has to
// sign in reads why.
func TestPrivacy(t *testing.T) {
	for lang, say := range map[string]struct{ any, own, why string }{
		"ja": {"最長1時間だけ", "元に戻せない形", "取り違えないため"},
		"en": {"for 1 hour at most", "cannot be found again", "taken for the owner"},
	} {
		w := newWorld(t)
		v := w.visitor(lang)
		for _, path := range []string{"/", "/guide", "/assess", "/check", "/desk"} {
			v.open(path).want(http.StatusOK, `href="/about"`, `href="/privacy"`)
		}
		v.open("/privacy").want(http.StatusOK, say.any, say.own, say.why, "30", "7")
		for _, path := range []string{"/claim", "/give", "/account"} {
			v.open(path).want(http.StatusOK, say.why)
		}
		for site, lacks := range map[web.Site]string{web.SiteCheck: say.own, web.SiteIssuer: say.any} {
			if p := newWorldOf(t, site).visitor(lang).open("/privacy").want(http.StatusOK); strings.Contains(p.html, lacks) {
				t.Errorf("%s says %q", site, lacks)
			}
		}
	}
}
