package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkCheck is the cost of the edge itself, without a network.
func BenchmarkCheck(b *testing.B) {
	w := newWorld(b)
	body := `{"code":"` + w.cards(1)[0] + `"}`
	rec := httptest.NewRecorder()
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/v1/check", strings.NewReader(body))
		rec.Body.Reset()
		w.handler.ServeHTTP(rec, r)
	}
}
