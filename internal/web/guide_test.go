package web_test

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/docs/guides"
	"github.com/unspent-dev/unspent/internal/web"
)

// mapped are the addresses of the sitemap, without their language.
func (v *visitor) mapped() (all []string) {
	var m struct {
		Pages []struct {
			Address string `xml:"loc"`
		} `xml:"url"`
	}
	must(v.w.t, xml.Unmarshal([]byte(v.open("/sitemap.xml").want(http.StatusOK).html), &m))
	for _, p := range m.Pages {
		at, _, _ := strings.Cut(strings.TrimPrefix(p.Address, v.w.base), "?")
		all = append(all, at)
	}
	return slices.Compact(all)
}

// Of all pages those of a list may be found by searching, and the sitemap has them: no
// page with a card or a case.
func TestFindable(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn("ja", "hanako@example.jp")
	v.send("/desk/sign-in", "key", w.key("admin")).want(http.StatusOK)
	want := []string{"/", "/about", "/guide", "/guide/messages", "/privacy"}
	for _, name := range guides.Names() {
		want = append(want, "/guide/"+name)
	}
	for _, p := range brand.Builtin().All() {
		if p.ID == "unspent" || p.Country == brand.Anywhere {
			continue
		}
		want = append(want, "/guide/"+p.ID)
		if len(p.Messages) > 0 {
			want = append(want, "/guide/"+p.ID+"/messages")
		}
	}
	got := v.mapped()
	slices.Sort(want)
	if sorted := slices.Sorted(slices.Values(got)); !slices.Equal(sorted, want) {
		t.Errorf("the sitemap has %q, want %q", sorted, want)
	}
	for _, path := range append(everything(t, w, http.MethodGet), want...) {
		p := v.open(path)
		found := slices.Contains(want, path)
		if says := p.header.Get("X-Robots-Tag") == ""; says != found {
			t.Errorf("%s: X-Robots-Tag is %q", path, p.header.Get("X-Robots-Tag"))
		}
		if says := strings.Contains(p.html, `<meta name="robots" content="noindex">`); strings.HasPrefix(p.html, "<!doctype") && says == found {
			t.Errorf("%s says noindex: %v", path, says)
		}
	}
}

// Every page that may be found has a title of its own, says what it is about in its
// language, where it stands in both, and what it answers, in a form for machines.
func TestGuidesSayWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	for _, lang := range []string{"ja", "en"} {
		v, titles := w.visitor(lang), map[string]string{}
		for _, path := range v.mapped() {
			p := v.open(path+"?lang="+lang).want(http.StatusOK, `<html lang="`+lang+`">`, `<link rel="canonical" href="`+w.base+path+"?lang="+lang+`">`,
				`hreflang="ja" href="`+w.base+path+`?lang=ja"`, `hreflang="en" href="`+w.base+path+`?lang=en"`, `hreflang="x-default" href="`+w.base+path+`"`,
				`<meta property="og:image" content="`+w.base+"/assets/preview.")
			title := first(t, p, `<title>([^<]+) · unspent</title>`)
			if was, taken := titles[title]; taken {
				t.Errorf("%s and %s are both called %q", path, was, title)
			}
			titles[title] = path
			if about := first(t, p, `<meta name="description" content="([^"]+)">`); len([]rune(about)) < 40 || len([]rune(about)) > 260 {
				t.Errorf("%s is about %q", path, about)
			}
			for _, m := range regexp.MustCompile(`<script type="application/ld\+json">(.*?)</script>`).FindAllStringSubmatch(p.html, -1) {
				checkLinked(t, path, m[1])
			}
			if guide := strings.HasPrefix(path, "/guide"); guide && !strings.Contains(p.html, `"BreadcrumbList"`) {
				t.Errorf("%s does not say where it stands", path)
			}
			if strings.HasPrefix(path, "/guide/") && !strings.Contains(p.html, `"FAQPage"`) {
				t.Errorf("%s answers nothing", path)
			}
		}
	}
}

func first(t *testing.T, p page, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(p.html)
	if m == nil {
		t.Fatalf("the page has no %s:\n%s", pattern, p.html)
	}
	return html.UnescapeString(m[1])
}

// checkLinked reads JSON-LD as a robot does.
func checkLinked(t *testing.T, path, text string) {
	t.Helper()
	var data struct {
		Context string `json:"@context"`
		Type    string `json:"@type"`
		Asks    []struct {
			Type, Name string
			Answer     struct{ Text string } `json:"acceptedAnswer"`
		} `json:"mainEntity"`
		Way []struct {
			Position   int
			Name, Item string
		} `json:"itemListElement"`
	}
	if err := json.Unmarshal([]byte(text), &data); err != nil {
		t.Fatalf("%s: %v in %s", path, err, text)
	}
	if data.Context != "https://schema.org" || data.Type == "FAQPage" && len(data.Asks) == 0 || data.Type == "BreadcrumbList" && len(data.Way) < 2 {
		t.Errorf("%s says %s", path, text)
	}
	for _, q := range data.Asks {
		if q.Name == "" || q.Answer.Text == "" {
			t.Errorf("%s: %q is answered by %q", path, q.Name, q.Answer.Text)
		}
	}
	for i, step := range data.Way {
		if step.Position != i+1 || step.Name == "" || !strings.HasPrefix(step.Item, "http") {
			t.Errorf("%s: step %d is %+v", path, i, step)
		}
	}
}

// Every link of a guide leads somewhere, and each guide leads to a first screen.
func TestGuideLinks(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("ja")
	looked := map[string]bool{}
	for _, path := range v.mapped() {
		for _, lang := range []string{"ja", "en"} {
			p := v.open(path + "?lang=" + lang)
			_, body, _ := strings.Cut(p.html, `<main id="main">`)
			body, _, _ = strings.Cut(body, "</main>")
			screens := 0
			for _, m := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
				to := html.UnescapeString(m[1])
				if strings.HasPrefix(to, "/ask?") || to == "/check" {
					screens++
				}
				if !looked[to] {
					looked[to] = true
					v.open(to).want(http.StatusOK)
				}
			}
			if screens == 0 && strings.HasPrefix(path, "/guide/") {
				t.Errorf("%s leads to no first screen", path)
			}
		}
	}
	v.open("/guide/none").want(http.StatusNotFound)
	v.open("/guide/operate").want(http.StatusNotFound)
	v.open("/guide/starbucks-jp/messages").want(http.StatusNotFound)
}

// A site has the guides that fit it: an issuer's has that of its own cards, and nothing
// of it is for robots; who checks any card has none of an issuer.
func TestGuidesOfASite(t *testing.T) {
	for _, tt := range []struct {
		site       web.Site
		with, lack []string
		robots     int
	}{
		{web.SiteIssuer, []string{"/guide", "/guide/cards-issued-here"}, []string{"/guide/amazon-jp", "/guide/messages", "/guide/buy-safely"}, http.StatusNotFound},
		{web.SiteCheck, []string{"/guide", "/guide/amazon-jp", "/guide/messages"}, []string{"/guide/cards-issued-here"}, http.StatusOK},
	} {
		t.Run(string(tt.site), func(t *testing.T) {
			w := newWorldOf(t, tt.site)
			v := w.visitor("ja")
			for _, path := range tt.with {
				p := v.open(path).want(http.StatusOK)
				if tag := p.header.Get("X-Robots-Tag"); (tag == "") != (tt.robots == http.StatusOK) {
					t.Errorf("%s: X-Robots-Tag is %q", path, tag)
				}
			}
			for _, path := range tt.lack {
				v.open(path).want(http.StatusNotFound)
			}
			if about := first(t, v.open("/"), `<meta name="description" content="([^"]+)">`); strings.Contains(about, "Amazon") != tt.site.Any() {
				t.Errorf("the first page is about %q", about)
			}
			v.open("/sitemap.xml").want(tt.robots)
			if list := v.open("/robots.txt").want(http.StatusOK, "User-agent: *"); strings.Contains(list.html, "Sitemap: ") != (tt.robots == http.StatusOK) {
				t.Errorf("robots read %q", list.html)
			}
		})
	}
}
