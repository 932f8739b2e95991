package staff_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

func Example() {
	ctx := context.Background()
	check := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	ring, err := keyring.New(rand.Reader, now)
	check(err)
	st := memory.New()
	b, err := book.Open(ctx, st, ring, book.Options{Now: clock})
	check(err)
	defer b.Close()
	desk, err := staff.Open(ctx, st, b, ring, staff.Options{Pages: "https://cards.example", Now: clock})
	check(err)

	_, link, err := desk.Add(ctx, unspent.Actor{Role: unspent.System}, "Hanako", unspent.Support, time.Time{})
	check(err)
	_, secret, _ := strings.Cut(link, "#")
	offer, err := desk.Look(ctx, secret)
	check(err)
	digits := func() string { // what Hanako's phone shows
		text, err := totp.GenerateCode(offer.Secret, now)
		check(err)
		return text
	}
	_, who, err := desk.Enrol(ctx, secret, offer.Secret, digits())
	check(err)
	fmt.Println(who.Role)

	from := gate.Remote("203.0.113.9:4711")
	_, _, err = desk.Enter(ctx, from, "hanako", digits()) // which were used
	fmt.Println(unspent.ReasonOf(err))
	now = now.Add(30 * time.Second)
	_, _, err = desk.Enter(ctx, from, "hanako", digits())
	fmt.Println(err)
	// Output:
	// support
	// unauthenticated
	// <nil>
}
