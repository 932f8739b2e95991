package keep_test

import (
	"context"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// Somebody keeps a case and asks who gave them the card. The giver's answer changes the
// verdict of both, and neither sees more than the other has shared.
func Example() {
	ctx, brands := context.Background(), brand.Builtin()
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	cases := keep.New(memory.New(), keep.Options{Brands: brands, Now: func() time.Time { return now }})

	link, _ := cases.Draw()
	_, err := cases.Save(ctx, link, 0, keep.Content{Said: map[string]string{"brand": "amazon-jp", "language": "en", "asker": "holder",
		"channel": "person", "form": "mail", "last4": "7Q2M", "amount": "5000", "currency": "JPY", "got": "2027-01-02"}})
	fmt.Println(link, err)
	asked, err := cases.Ask(ctx, link, "form-1", keep.Ask{Whom: assess.Givers, What: "giver-order-page", Name: "Taro", Share: []string{"last4", "amount"}})
	fmt.Println(asked.State, err)

	// The giver opens the link, which a messenger has brought.
	theirs, _ := keep.ParseRequestLink("https://cards.example/r#" + asked.Link.Reveal())
	request, err := cases.Look(ctx, theirs)
	fmt.Println(request.Name, "asks about", request.Facts["last4"], request.Facts["got"] == "", err)
	seen := now
	yen, _ := unspent.ParseCurrency("JPY")
	amount := unspent.NewMoney(5000, yen)
	read := casefile.EvidenceJSON{ID: "e1", File: "file-1.png", Kind: assess.OrderPage, Says: brand.OrderRedeemed, Seen: &seen, Grade: assess.Unverified,
		Card: casefile.CardJSON{Last4: "7Q2M", Amount: &amount}}
	request, err = cases.Deposit(ctx, theirs, keep.Deposit{ID: "form-2", Name: "Hanako", Evidence: []casefile.EvidenceJSON{read}})
	fmt.Println(request.State, err)

	mine, _ := cases.Open(ctx, link)
	for _, judge := range []func(brand.Catalogue, time.Time) (casefile.Answer, error){mine.Answer, request.Answer} {
		answer, err := judge(brands, now)
		fmt.Println(answer.State, answer.Confidence, answer.Evidence[0].Owner, err)
	}
	// Output:
	// secret(redacted) <nil>
	// open <nil>
	// Taro asks about 7Q2M true <nil>
	// answered <nil>
	// used likely giver <nil>
	// used likely mine <nil>
}
