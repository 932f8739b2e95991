package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/web"
)

// The front page asks for a code, in the language of whoever opens it.
func Example() {
	pages, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: "https://cards.example"})
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
	// Output: 200 Is this gift card still good? · unspent
}

// closed is a counter at which nobody is.
type closed struct{}

func (closed) Answer(context.Context, counter.Visitor, api.Ask, any) error {
	return unspent.Errorf(unspent.NotFound, "nobody is here")
}

func (closed) ReadCode(text string) (unspent.Code, error) { return unspent.ParseCode(text) }
