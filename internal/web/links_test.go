package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Whoever looks for links, or has one thing after another kept, is asked to wait;
// afterwards links open again.
func TestLinksAreGated(t *testing.T) {
	for name, do := range map[string]func(v *visitor, i int) page{
		"requests": func(v *visitor, i int) page { return v.send("/r", "link", unknownLink(i)) },
		"cases":    func(v *visitor, i int) page { return v.send("/case/open", "link", unknownLink(i)) },
		"asking": func(v *visitor, i int) page {
			return v.send("/case", "case", unknownLink(i), "do", "ask", "id", "form-"+strconv.Itoa(i), "whom", "giver")
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			v := w.visitor("ja")
			link := v.asks().find(requestLink, 2)
			for i := 0; do(v, i).status == http.StatusNotFound; i++ {
				if i > 100 {
					t.Fatal("a hundred links were looked for")
				}
			}
			v.send("/r", "link", link).want(http.StatusTooManyRequests, "5分ほどおいて")
			w.wait(30 * time.Minute)
			v.send("/r", "link", link).want(http.StatusOK, "お願い")
		})
	}
}

// unknownLink is the secret of nothing.
func unknownLink(i int) string { return strings.Repeat("0", 23) + strconv.Itoa(100+i) }

// A browser keeps the secrets of the newest answers only.
func TestAnswersDoNotPileUp(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	var first string
	for i := range 9 {
		p := v.upload("/assess", about()...).want(http.StatusOK)
		if i == 0 {
			first = p.find(regexp.MustCompile(`(/answer/[a-z2-7]+)[?]lang`), 1)
		}
	}
	at, err := url.Parse(w.base)
	must(t, err)
	n := 0
	for _, c := range v.http.Jar.Cookies(at) {
		if strings.Contains(c.Name, "case-") {
			n++
		}
	}
	if n != 8 {
		t.Errorf("the browser keeps %d answers", n)
	}
	v.open(first).want(http.StatusNotFound)
}
