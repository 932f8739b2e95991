package client_test

import (
	"context"
	"fmt"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gate"
)

// An issuer sells a card; whoever has its code checks it.
func Example() {
	address, key, stop, err := serve(gate.Limits{}) // a server for this example
	if err != nil {
		panic(err)
	}
	defer stop()
	ctx := context.Background()
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}

	issuer := &client.Client{BaseURL: address, Key: key}
	_, err = issuer.CreateProgram(ctx, "program-1", unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: yen, Claimable: true})
	if err != nil {
		panic(err)
	}
	cards, err := issuer.Issue(ctx, "order-9", unspent.Issue{Program: "gift-jpy", Value: unspent.NewMoney(5000, yen), Count: 1, Activate: true})
	if err != nil {
		panic(err)
	}

	holder := &client.Client{BaseURL: address}
	card, err := holder.Check(ctx, cards[0].Code)
	if err != nil {
		panic(err)
	}
	fmt.Println(card.Unspent, card.Balance)

	_, err = holder.Claim(ctx, "claim-1", unspent.Claim{Code: cards[0].Code, Account: "acct_taro"})
	fmt.Println(unspent.ReasonOf(err))
	// Output:
	// true 5000 JPY
	// unauthenticated
}
