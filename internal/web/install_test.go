package web_test

import (
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/web"
)

// sharing is what the share sheet of a phone sends: nobody's page began it.
func sharing() map[string]string {
	return map[string]string{"Sec-Fetch-Site": "none", "Origin": "null"}
}

// What is shared to the pages from a phone is judged with what is chosen then: the
// brand, what has happened, and nothing else is asked before.
func TestShare(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("ja")
	came := v.uploadAs(sharing(), "/share", part{"title", "", "利用履歴"}, part{"text", "", ""}, part{"file-me", "history.txt", theirs}).
		want(http.StatusOK, "どのカードですか", "共有された画面を受け取りました")
	way := v.open(link(t, came, "brand=amazon-jp")).want(http.StatusOK, "どうしましたか")
	bring := v.open(link(t, way, "for=got")).want(http.StatusOK, "共有された画面やファイルを", "history.txt", "shared.txt")
	parts := []part{}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`).FindAllStringSubmatch(bring.html, -1) {
		parts = append(parts, part{m[1], "", html.UnescapeString(m[2])})
	}
	v.upload("/assess", append(parts, part{"last4", "", "A2B3"}, part{"amount", "", "5000"})...).want(http.StatusOK, "使用済み", "history.txt")
	v.open(strings.Replace(link(t, bring, "/assess?"), "&amp;", "&", -1)).want(http.StatusOK, "history.txt", `name="held"`)

	at := link(t, way, "for=got")
	other := w.visitor("ja").open(at).want(http.StatusOK, "もう一度共有するか")
	if strings.Contains(other.html, "history.txt") || strings.Contains(other.html, `name="held"`) {
		t.Error("somebody else has what was shared")
	}
	w.wait(2 * time.Hour)
	v.open(at).want(http.StatusOK, "もう一度共有するか")
	if strings.Contains(w.log.String(), "history.txt") {
		t.Error("the log has the name of a file")
	}
}

func TestShareRefuses(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	picture := part{"file-me", "a.png", "\x89PNG"}
	v.uploadAs(map[string]string{"Sec-Fetch-Site": "cross-site"}, "/share", picture).want(http.StatusForbidden)
	v.uploadAs(sharing(), "/share").want(http.StatusOK, "Which card is it?")
	v.uploadAs(sharing(), "/share", part{"text", "", strings.Repeat("a", 17<<10)}).want(http.StatusUnprocessableEntity)
	v.post("/share", nil).want(http.StatusUnprocessableEntity)
	code := v.uploadAs(sharing(), "/share", part{"text", "", "use AQ7X-K2M9PL-K7QM"}, part{"file-me", "AQ7X-K2M9PL-K7QM.png", "x"})
	way := v.open(link(t, code, "brand=amazon-jp"))
	if p := v.open(link(t, way, "for=got")); strings.Contains(p.html, "K2M9PL") {
		t.Errorf("the page shows a code:\n%s", p.html)
	}
	newWorldOf(t, web.SiteIssuer).visitor("en").uploadAs(sharing(), "/share", picture).want(http.StatusNotFound)
}

// The manifest names pictures that there are, and takes shares; an issuer's site has none.
func TestManifest(t *testing.T) {
	w := newWorld(t)
	for lang, name := range map[string]string{"ja": "未使用", "en": "gift card"} {
		v := w.visitor(lang)
		v.open("/").want(http.StatusOK, `<link rel="manifest" href="/manifest.webmanifest?lang=`+lang+`">`)
		p := v.open("/manifest.webmanifest?lang="+lang).want(http.StatusOK, name, `"/share"`)
		if kind := p.header.Get("Content-Type"); kind != "application/manifest+json" {
			t.Errorf("it is %q", kind)
		}
		var m struct {
			Icons []struct{ Src, Type string }
		}
		must(t, json.Unmarshal([]byte(p.html), &m))
		if len(m.Icons) != 4 {
			t.Errorf("it has the icons %v", m.Icons)
		}
		for _, icon := range m.Icons {
			if kind := v.open(icon.Src).want(http.StatusOK).header.Get("Content-Type"); kind != icon.Type {
				t.Errorf("%s is %q", icon.Src, kind)
			}
		}
	}
	issuer := newWorldOf(t, web.SiteIssuer).visitor("ja")
	issuer.open("/manifest.webmanifest").want(http.StatusNotFound)
	if p := issuer.open("/"); strings.Contains(p.html, "manifest") {
		t.Error("an issuer's page names a manifest")
	}
}

// link returns the first address of a page that has a text in it.
func link(t *testing.T, p page, has string) string {
	t.Helper()
	for _, m := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(p.html, -1) {
		if to := html.UnescapeString(m[1]); strings.Contains(to, has) {
			return to
		}
	}
	t.Fatalf("no link has %q:\n%s", has, p.html)
	return ""
}
