package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/web"
)

// everything returns the addresses of every page of a method, with a card and an
// order that exist in those that name one.
func everything(t *testing.T, w *world, method string) (all []string) {
	t.Helper()
	_, serial := w.card("everything")
	o := w.give("A-1", "<i>太郎</i>", "hanako@example.jp", "")
	for _, pattern := range web.Patterns() {
		m, path, _ := strings.Cut(pattern, " ")
		if m != method {
			continue
		}
		path = strings.NewReplacer("{$}", "", "{serial}", serial.String(), "{number}", o.Number, "{action}", "nonsense", "{token}", "none", "{name}",
			"none", "{id}", "none").Replace(path)
		all = append(all, path)
	}
	if len(all) < 15 {
		t.Fatalf("there are only %d pages: %v", len(all), all)
	}
	return all
}

// give places an order of the staff; of somebody who is named "" a sheet.
func (w *world) give(number, from string, people ...string) gift.Order {
	w.t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	must(w.t, err)
	o := gift.Order{Number: number, Program: "gift-jpy", Giver: gift.Giver{Name: from, Lang: notify.Japanese}}
	for _, p := range people {
		c := gift.Card{Lang: notify.Japanese, Value: unspent.NewMoney(1000, cur), Message: hostile}
		if p != "" {
			c.To, err = notify.ParseAddress(p)
			must(w.t, err)
		}
		o.Cards = append(o.Cards, c)
	}
	o, err = w.shop.Place(w.t.Context(), admin(), number, o)
	must(w.t, err)
	return o
}

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}`

// No form of any page is taken from another site, whoever is signed in.
func TestEveryFormIsOurs(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn("en", "taro@example.jp")
	v.send("/desk/sign-in", "key", w.key(unspent.Admin)).want(http.StatusOK)
	for _, path := range everything(t, w, http.MethodPost) {
		for _, foreign := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+path, strings.NewReader(""))
			must(t, err)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for name, value := range foreign {
				r.Header.Set(name, value)
			}
			if p := v.do(r); p.status != http.StatusForbidden {
				t.Errorf("POST %s from another site (%v) is answered with %d", path, foreign, p.status)
			}
		}
	}
}

// Every page, for whoever is signed in, keeps to the same rules: nothing of another
// host, no script or style in it, in no frame, kept by nobody, and light.
func TestEveryPage(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn("ja", "hanako@example.jp")
	v.send("/desk/sign-in", "key", w.key(unspent.Admin)).want(http.StatusOK)
	for _, path := range everything(t, w, http.MethodGet) {
		p := v.open(path)
		if p.status >= http.StatusInternalServerError {
			t.Errorf("GET %s is answered with %d", path, p.status)
		}
		if csp := p.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") ||
			!strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("GET %s has the policy %q", path, csp)
		}
		if p.header.Get("Cache-Control") != "no-store" || p.header.Get("Referrer-Policy") != "no-referrer" || p.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("GET %s has the headers %v", path, p.header)
		}
		if !strings.HasPrefix(p.header.Get("Content-Type"), "text/html") {
			continue
		}
		if m := regexp.MustCompile(`(?:src|href|action)="(https?:)?//`).FindString(strings.ReplaceAll(p.html, `href="`+w.base+"/", `href="/`)); m != "" {
			t.Errorf("GET %s asks another host: %s", path, m)
		}
		// JSON-LD is data: no browser runs it.
		running := strings.ReplaceAll(p.html, `<script type="application/ld+json">`, "")
		if m := regexp.MustCompile(`<script(?:>| [^>]*>[^<])|style="|<style|<[a-z][^>]* on[a-z]+="`).FindString(running); m != "" {
			t.Errorf("GET %s has script or style in it: %s", path, m)
		}
		if len(p.html) > 60<<10 {
			t.Errorf("GET %s weighs %d bytes without its assets", path, len(p.html))
		}
	}
}

// Nobody who is not signed in sees anything of an account, an order or the desk.
func TestEveryPageOfSomebody(t *testing.T) {
	w := newWorld(t)
	stranger, other := w.visitor("en"), w.signedIn("en", "jiro@example.jp")
	for _, path := range everything(t, w, http.MethodGet) {
		for who, v := range map[string]*visitor{"a stranger": stranger, "somebody else": other} {
			if p := v.open(path); strings.Contains(p.html, "hanako@example.jp") || strings.Contains(p.html, "太郎") {
				t.Errorf("%s sees at %s\n%s", who, path, p.html)
			}
		}
		if p := stranger.open(path); strings.HasPrefix(path, "/desk") && path != "/desk/enrol" && !strings.Contains(p.html, `name="key"`) {
			t.Errorf("a stranger is not asked for a key at %s: %d", path, p.status)
		}
	}
}

// What somebody types is shown as text, wherever it comes up again.
func TestHostileTexts(t *testing.T) {
	w := newWorld(t)
	o := w.give("A-2", hostile, "hanako@example.jp", "")
	hanako := w.signedIn("en", "hanako@example.jp")
	staff := w.visitor("en")
	staff.send("/desk/sign-in", "key", w.key(unspent.Admin)).want(http.StatusOK)
	pages := []page{
		hanako.open("/account"), staff.open("/desk/orders"), staff.open("/desk/orders/" + o.Number),
		hanako.send("/give", "to", hostile, "amount", hostile, "name", hostile, "message", hostile, "date", hostile, "sheets", hostile),
		staff.send("/desk/give", "program", hostile, "number", hostile, "mail", hostile, "to", hostile, "amount", "5", "name", hostile),
		hanako.send("/claim", "code", hostile), hanako.send("/sign-in", "mail", hostile, "next", hostile), hanako.send("/sign-in/look", "link", hostile),
		hanako.open("/account?kind=" + "%22%3E%3Cscript%3E" + "&from=%22%3E%3Cscript%3E"),
		staff.send("/desk/found", "serial", hostile), staff.send("/desk/mails", "mail", hostile),
		hanako.open("/orders/" + "%22%3E%3Cscript%3Ealert"), staff.send("/desk/sign-in", "key", hostile, "invite", hostile),
	}
	for i, p := range pages {
		if strings.Contains(p.html, "<script>alert") || strings.Contains(p.html, "<img") || strings.Contains(p.html, "{{") && !strings.Contains(p.html, "{{.}}") {
			t.Errorf("script came through page %d:\n%s", i, p.html)
		}
	}
}

// A sheet shows its code to whoever placed the order, and to no other of the staff.
func TestSheetsAreTheOrderers(t *testing.T) {
	w := newWorld(t)
	issuer, other, auditor := w.visitor("en"), w.visitor("en"), w.visitor("en")
	key := w.key(unspent.Issuer)
	issuer.send("/desk/sign-in", "key", key).want(http.StatusOK)
	other.send("/desk/sign-in", "key", w.key(unspent.Admin)).want(http.StatusOK)
	auditor.send("/desk/sign-in", "key", w.key(unspent.Auditor)).want(http.StatusOK)
	form := []string{"program", "gift-jpy", "number", "B-1", "sheets", "1", "amount", "1000", "lang", "en"}
	review := issuer.send("/desk/give", form...).want(http.StatusOK)
	issuer.send("/desk/give/order", append(form, "id", review.field("id"))...).want(http.StatusOK, "Made, to be printed")
	if p := issuer.send("/desk/orders/B-1/sheets").want(http.StatusOK, "Fold here",
		w.base+"/</strong>"); strings.Contains(p.header.Get("Location")+p.html, "?code=") {
		t.Error("a code is in an address")
	}
	other.send("/desk/orders/B-1/sheets").want(http.StatusNotFound)
	auditor.send("/desk/orders/B-1/sheets").want(http.StatusForbidden)
	auditor.open("/desk/orders/B-1").want(http.StatusOK)
	auditor.send("/desk/orders/B-1/cancel", "id", "x-cancel").want(http.StatusForbidden)
	auditor.send("/desk/give/order", append(form, "id", "some-id")...).want(http.StatusForbidden)
	store := w.visitor("en")
	store.send("/desk/sign-in", "key", w.key(unspent.Store)).want(http.StatusOK)
	store.open("/desk/orders").want(http.StatusForbidden)
	store.open("/desk/mails").want(http.StatusForbidden)

	w.wait(25 * time.Hour)
	issuer.send("/desk/sign-in", "key", key).want(http.StatusOK)
	issuer.send("/desk/orders/B-1/sheets").want(http.StatusNotFound, "can no longer be shown", "B-1")
}
