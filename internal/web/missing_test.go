package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// browse asks as a browser does: for a page.
func (v *visitor) browse(method, path string) page {
	v.w.t.Helper()
	r, err := http.NewRequestWithContext(v.w.t.Context(), method, v.w.base+path, nil)
	must(v.w.t, err)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	return v.do(r)
}

// Whoever comes to an address where there is nothing is told so on a page; a
// program is told in JSON.
func TestNoSuchPage(t *testing.T) {
	w := newWorld(t)
	for lang, say := range map[string]string{"ja": "お探しのページはありません", "en": "There is no such page"} {
		v := w.visitor(lang)
		for _, path := range []string{"/nothing", "/nothing?x=1", "/nothing?x=1&x=2", "/desk/nothing?y", "/orders", "/%E8%B4%88%E3%82%8B"} {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				p := v.browse(method, path).want(http.StatusNotFound, say, `<html lang="`+lang+`">`)
				if kind := p.header.Get("Content-Type"); kind != "text/html; charset=utf-8" {
					t.Errorf("%s %s is answered as %s", method, path, kind)
				}
			}
		}
		other := map[string]string{"ja": "en", "en": "ja"}[lang]
		w.visitor(lang).browse(http.MethodGet, "/nothing?lang="+other).want(http.StatusNotFound, `<html lang="`+other+`">`)
		for _, p := range []page{v.open("/nothing"), v.open("/nothing?x=1"), v.browse(http.MethodGet, "/v1/nothing"), v.browse(http.MethodGet, "/v1/nothing?x=1")} {
			if p.want(http.StatusNotFound, `"reason":"not_found"`); p.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("a program is answered as %s", p.header.Get("Content-Type"))
			}
		}
	}
}

// What is missing is named, and the way back leads to the list of what there is.
func TestMissing(t *testing.T) {
	w := newWorld(t)
	holder, staff := w.signedIn("en", "taro@example.jp"), w.signed("en", unspent.Admin)
	for name, tt := range map[string]struct {
		page       page
		says, back string
	}{
		"an order of mine":      {holder.open("/orders/G-1"), "no order", "/account"},
		"an order to cancel":    {holder.send("/orders/G-1/cancel", "id", "x"), "no order", "/account"},
		"an order at the desk":  {staff.open("/desk/orders/G-1"), "no order", "/desk/orders"},
		"a batch":               {staff.open("/desk/batches/apr_1"), "no batch", "/desk/batches"},
		"a card":                {staff.open("/desk/cards/6001000000000000012"), "No card has", "/desk"},
		"a card that cannot be": {staff.open("/desk/cards/nonsense"), "No card has", "/desk"},
		"a mail to try again":   {staff.send("/desk/mails", "mail", "gift evt_99"), "no such mail", "/desk"},
	} {
		if tt.page.status != http.StatusNotFound {
			t.Errorf("%s: status %d", name, tt.page.status)
		}
		if !strings.Contains(tt.page.html, tt.says) || !strings.Contains(tt.page.html, `<a href="`+tt.back+`">`) ||
			strings.Contains(tt.page.html, "Compare what you typed") {
			t.Errorf("%s: want %q and a way back to %s in\n%s", name, tt.says, tt.back, tt.page.html)
		}
	}
}
