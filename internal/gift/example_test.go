package gift_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// The staff orders a card for somebody; it is issued at once, and its code is
// there for whoever mails it.
func Example() {
	ctx, st := context.Background(), memory.New()
	ring, err := keyring.New(rand.Reader, time.Now())
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := book.Open(ctx, st, ring, book.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Close()
	jpy, _ := unspent.ParseCurrency("JPY")
	staff := unspent.Actor{ID: "key_1", Role: unspent.Admin}
	if _, err := b.CreateProgram(ctx, staff, unspent.Program{ID: "gift-jpy", Name: "Gift", Currency: jpy, Claimable: true}); err != nil {
		fmt.Println(err)
		return
	}
	shop := gift.New(st, b, gift.Options{})
	hanako, _ := notify.ParseAddress("hanako@example.jp")
	o, err := shop.Place(ctx, staff, "form-1", gift.Order{Number: "A-1", Program: "gift-jpy",
		Cards: []gift.Card{{To: hanako, Lang: notify.Japanese, Value: unspent.NewMoney(3000, jpy)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	statuses, err := shop.Statuses(ctx, o)
	fmt.Println(o.Number, statuses, err)
	code, err := shop.Code(ctx, o.Number, 0)
	fmt.Println(code, err)
	// Output:
	// A-1 [sent] <nil>
	// code(redacted) <nil>
}
