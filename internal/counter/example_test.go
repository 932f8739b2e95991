package counter_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// passerBy has no key, and comes from one place.
type passerBy struct{}

func (passerBy) Client() gate.Client { return gate.Remote("192.0.2.1:1") }
func (passerBy) Work() string        { return "" }
func (passerBy) Failed()             {}

// Whoever has no key is told about a code, and nothing about the staff's business.
func Example() {
	if err := ask(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// not_found: no card answers to this: compare what you typed with the card
	// unauthenticated: this call needs an API key: Authorization: Bearer uk_…
}

func ask() error {
	ctx := context.Background()
	ring, err := keyring.New(rand.Reader, time.Now())
	if err != nil {
		return err
	}
	b, err := book.Open(ctx, memory.New(), ring, book.Options{})
	if err != nil {
		return err
	}
	g, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader})
	if err != nil {
		return err
	}
	const base = "https://cards.example"
	c, err := counter.New(counter.Config{Book: b, Signer: receipt.New(ring, base), Gate: g, BaseURL: base})
	if err != nil {
		return err
	}
	var card api.CardStatus
	err = c.Answer(ctx, passerBy{}, api.Ask{Call: api.Calls().Check, Body: api.CodeRequest{Code: "00000-00000-00000-00000"}}, &card)
	fmt.Printf("%s: %v\n", unspent.ReasonOf(err), err)
	err = c.Answer(ctx, passerBy{}, api.Ask{Call: api.Calls().Keys}, nil)
	fmt.Printf("%s: %v\n", unspent.ReasonOf(err), err)
	return b.Close()
}
