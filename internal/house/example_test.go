package house_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

func Example() {
	ctx := context.Background()
	ring, err := keyring.New(rand.Reader, time.Now())
	if err != nil {
		fmt.Println(err)
		return
	}
	h, err := house.Open(ctx, house.Options{Store: memory.New(), Ring: ring, BaseURL: "https://cards.example"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, key, err := h.Book.CreateKey(ctx, unspent.Actor{Role: unspent.System}, "first", unspent.Admin, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	s := httptest.NewServer(h.Pages)
	keys, err := (&client.Client{BaseURL: s.URL, Key: key}).Keys(ctx)
	fmt.Println(len(keys), keys[0].Role, err)
	s.Close()
	fmt.Println(h.Close())
	// Output:
	// 1 admin <nil>
	// <nil>
}
