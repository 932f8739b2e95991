package mailin_test

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/notify"
)

// A box begins a case and says where its mails are to be sent.
func Example() {
	box, err := mailin.New(mailin.Options{
		Domain: "in.cards.example", Resolver: net.DefaultResolver,
		Post: func(context.Context, notify.Letter, notify.Envelope) (string, error) { return "", nil },
		Now:  func() time.Time { return time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		panic(err)
	}
	taro, err := notify.ParseAddress("taro@example.jp")
	if err != nil {
		panic(err)
	}
	to, until, err := box.Address(taro, casefile.Input{Brand: "amazon-jp", Language: "ja",
		Case: assess.Case{Asker: assess.Holder, Channel: assess.FromPerson, Card: assess.Card{Last4: "7Q2M"}}})
	if err != nil {
		panic(err)
	}
	fmt.Println(to.String()[:5], to.Domain(), until.Format(time.DateOnly))
	// Output: case+ in.cards.example 2026-12-06
}
