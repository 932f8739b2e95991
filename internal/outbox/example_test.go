package outbox_test

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
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A card is ordered for somebody: they are mailed.
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
	box := outbox.New(st, b, shop, signin.New(st, signin.Options{}), outbox.Options{
		Post: func(_ context.Context, l notify.Letter, e notify.Envelope) (string, error) {
			fmt.Println(l.Kind(), "to", e.To)
			return "token", nil
		}})
	hanako, _ := notify.ParseAddress("hanako@example.jp")
	o, err := shop.Place(ctx, staff, "form-1", gift.Order{Program: "gift-jpy",
		Cards: []gift.Card{{To: hanako, Lang: notify.Japanese, Value: unspent.NewMoney(3000, jpy)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(box.Step(ctx))
	fmt.Println(box.Step(ctx)) // nothing more is due
	o, _ = shop.Order(ctx, o.Number)
	statuses, err := shop.Statuses(ctx, o)
	fmt.Println(statuses, err)
	// Output:
	// gift to hanako@example.jp
	// <nil>
	// <nil>
	// [delivered] <nil>
}
