package web_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// Every answer says what it is, texts in which encoding too, and is not to be taken
// for anything else: pages, what they load, the reference, and what is not there.
func TestAnswersSayWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn("ja", "hanako@example.jp")
	v.send("/desk/sign-in", "key", w.key(unspent.Admin)).want(http.StatusOK)
	paths := append(everything(t, w, http.MethodGet), "/docs", "/docs/docs.js", "/docs/docs.css", "/openapi.json", "/.well-known/jwks.json", "/healthz",
		"/v1/nowhere", "/assets/none.css", "/nothing")
	for _, m := range regexp.MustCompile(`"(/assets/[^"]+)"`).FindAllStringSubmatch(v.open("/").html, -1) {
		paths = append(paths, m[1])
	}
	for _, path := range paths {
		p := v.open(path)
		kind := p.header.Get("Content-Type")
		if text := strings.HasPrefix(kind, "text/"); kind == "" || text && !strings.Contains(kind, "charset=utf-8") {
			t.Errorf("GET %s is answered as %q", path, kind)
		}
		if p.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("GET %s lets browsers guess what it is", path)
		}
		if csp := p.header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("GET %s can be framed: %q", path, csp)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+"/handover/buy", nil)
	must(t, err)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if p := v.do(r).want(http.StatusForbidden); !strings.Contains(p.header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Error("the refusal of another site's form can be framed")
	}
}

// TRACE is refused everywhere, and nothing of what was asked comes back.
func TestTraceTellsNothing(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	for _, path := range []string{"/", "/desk", "/account", "/v1/check", "/v1/cards", "/healthz", "/nothing", "/assets/none.css"} {
		for _, accept := range []string{"", "text/html"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodTrace, w.base+path, io.NopCloser(strings.NewReader("")))
			must(t, err)
			r.Header.Set("Accept", accept)
			r.Header.Set("X-Told", "what a proxy added")
			if p := v.do(r); p.status < http.StatusBadRequest || strings.Contains(p.html, "what a proxy added") || p.header.Get("X-Told") != "" {
				t.Errorf("TRACE %s is answered with %d: %s", path, p.status, p.html)
			}
		}
	}
}

// Every page that needs somebody to be signed in lets them sign out.
func TestSignOutIsInSight(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn("en", "hanako@example.jp")
	v.send("/desk/sign-in", "key", w.key(unspent.Admin)).want(http.StatusOK)
	seen := 0
	for _, path := range everything(t, w, http.MethodGet) {
		form := ""
		switch {
		case path == "/desk/enrol": // for whoever is not signed in
		case strings.HasPrefix(path, "/desk"):
			form = `action="/desk/sign-out"`
		case path == "/account", path == "/claim", path == "/give", strings.HasPrefix(path, "/orders/"):
			form = `action="/sign-out"`
		}
		p := v.open(path)
		if form == "" || p.status != http.StatusOK || !strings.HasPrefix(p.header.Get("Content-Type"), "text/html") {
			continue
		}
		seen++
		if !strings.Contains(p.html, form) {
			t.Errorf("nobody can sign out at %s", path)
		}
	}
	if seen < 6 {
		t.Errorf("only %d pages were looked at", seen)
	}
}
