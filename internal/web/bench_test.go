package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// What the front page costs beside the call behind it, without a network.
func BenchmarkCheck(b *testing.B) {
	w := newWorld(b)
	code, _ := w.card("a")
	form := url.Values{"code": {code.Reveal()}}.Encode()
	page := func() *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/check", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept-Language", "ja,en;q=0.8")
		return r
	}
	call := func() *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/v1/check", strings.NewReader(`{"code":"`+code.Reveal()+`"}`))
		r.Header.Set("Content-Type", "application/json")
		return r
	}
	for name, request := range map[string]func() *http.Request{"page": page, "call": call} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rec := httptest.NewRecorder()
				w.handler.ServeHTTP(rec, request())
				if rec.Code != http.StatusOK {
					b.Fatal(rec.Code)
				}
			}
		})
	}
}
