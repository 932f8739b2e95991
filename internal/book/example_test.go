package book_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// An issuer sells a card; whoever has its code sees that it is unspent, spends
// part of it, and sees that it is not unspent any more.
func Example() {
	ctx := context.Background()
	ring, err := keyring.New(rand.Reader, time.Now())
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := book.Open(ctx, memory.New(), ring, book.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Close()
	jpy, _ := unspent.ParseCurrency("JPY")
	admin := unspent.Actor{ID: "key_1", Role: unspent.Admin}
	if _, err := b.CreateProgram(ctx, admin, unspent.Program{ID: "gift-jpy", Name: "Gift", Currency: jpy, Spendable: true}); err != nil {
		fmt.Println(err)
		return
	}
	sold, err := b.Do(ctx, unspent.Request{Key: "order-1", By: admin,
		Command: unspent.Issue{Program: "gift-jpy", Value: unspent.NewMoney(5000, jpy), Count: 1, Activate: true}})
	if err != nil {
		fmt.Println(err)
		return
	}
	seen, err := b.Check(ctx, sold.Codes[0])
	fmt.Println(seen.Unspent(), seen.Card.Balance, err)
	paid, err := b.Do(ctx, unspent.Request{Key: "sale-1", By: admin,
		Command: unspent.Spend{Code: sold.Codes[0], Amount: unspent.NewMoney(1200, jpy), Merchant: "m1"}})
	fmt.Println(paid.Events[0].SubjectAfter(), err)
	seen, err = b.Check(ctx, sold.Codes[0])
	fmt.Println(seen.Unspent(), seen.Card.Balance, err)
	// Output:
	// true 5000 JPY <nil>
	// 3800 JPY <nil>
	// false 3800 JPY <nil>
}
