package httpapi_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A server over a book in memory refuses a code that cannot exist before it
// looks anything up.
func Example() {
	now := func() time.Time { return time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC) }
	ring, err := keyring.New(rand.Reader, now())
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := book.Open(context.Background(), memory.New(), ring, book.Options{Now: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Close()
	g, err := gate.New(gate.Options{Now: now, Rand: rand.Reader})
	if err != nil {
		fmt.Println(err)
		return
	}
	const base = "http://cards.example"
	signer := receipt.New(ring, base)
	o, err := counter.New(counter.Config{Book: b, Signer: signer, Gate: g, BaseURL: base, Now: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	api, err := httpapi.New(httpapi.Config{Counter: o})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/check", strings.NewReader(`{"code":"00000-00000-00000-00001"}`))
	w := httptest.NewRecorder()
	api.ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Body)
	fmt.Print(w.Code, " ", string(body))
	// Output:
	// 422 {"type":"/docs#mistyped_code","title":"Unprocessable Entity","status":422,"reason":"mistyped_code","detail":"a symbol is wrong or two are swapped: compare the code with the card","faults":[{"word":"code.swapped"}]}
}
