package signin_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// Somebody asks for a link, opens the mail, and is in. The link works once.
func Example() {
	var mailed notify.SignIn
	door := signin.New(memory.New(), signin.Options{Pages: "https://cards.example",
		Send: func(_ context.Context, l notify.Letter, _ notify.Envelope) error {
			mailed = l.(notify.SignIn)
			return nil
		}})
	ctx := context.Background()
	taro, err := notify.ParseAddress("taro@example.jp")
	fmt.Println(err, door.Ask(ctx, taro, notify.Japanese, "/claim"))
	_, link, _ := strings.Cut(mailed.Link, "#")
	mail, next, err := door.Look(link)
	fmt.Println(mail, next, err)
	session, person, err := door.Enter(ctx, link)
	account, _ := door.Who(session)
	fmt.Println(person.Mail, account == person.Account, err)
	_, _, err = door.Enter(ctx, link)
	fmt.Println(err)
	// Output:
	// <nil> <nil>
	// taro@example.jp /claim <nil>
	// taro@example.jp true <nil>
	// this link has been used, or its time is over; ask for a new one
}
