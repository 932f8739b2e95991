package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/unspent-dev/unspent/internal/web"
)

// The front page asks for a code, in the language of whoever opens it.
func Example() {
	pages, err := web.New(web.Config{API: http.NotFoundHandler(), BaseURL: "https://cards.example"})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Language", "en")
	w := httptest.NewRecorder()
	pages.ServeHTTP(w, r)
	title, _, _ := strings.Cut(strings.SplitAfter(w.Body.String(), "<title>")[1], "<")
	fmt.Println(w.Code, title)
	// Output: 200 Is this card unspent? · unspent
}
