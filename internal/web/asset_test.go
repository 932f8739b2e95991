package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// The style sheet comes packed to a browser that unpacks it, and as it is to any other;
// pages, in which secrets stand, are never packed.
func TestAssetsArePacked(t *testing.T) {
	w := newWorld(t)
	sheet := first(t, w.visitor("en").open("/"), `href="(/assets/style[^"]+)"`)
	ask := func(path, takes string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+path, nil)
		must(t, err)
		r.Header.Set("Accept-Encoding", takes) // so that Go's client leaves it as it is
		res, err := http.DefaultClient.Do(r)
		must(t, err)
		t.Cleanup(func() { res.Body.Close() })
		return res
	}
	plain, err := io.ReadAll(ask(sheet, "identity").Body)
	must(t, err)
	res := ask(sheet, "br, gzip")
	if got := res.Header.Get("Content-Encoding"); got != "gzip" || res.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("the sheet is encoded as %q", got)
	}
	z, err := gzip.NewReader(res.Body)
	must(t, err)
	unpacked, err := io.ReadAll(z)
	must(t, err)
	if string(unpacked) != string(plain) || !strings.Contains(string(plain), ":root") {
		t.Error("what is packed is not what is there")
	}
	if got := ask("/", "gzip").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("a page is encoded as %q", got)
	}
}
