package unspent_test

import (
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
)

// A card decides what a command yields. Nothing here does I/O: who calls appends
// the event and shows the answer.
func ExampleCard_Spend() {
	yen, _ := unspent.ParseCurrency("JPY")
	serial, _ := unspent.NewSerial(600100, 42)
	terms := unspent.Program{ID: "gift-jpy", Currency: yen, Spendable: true}
	card := unspent.Card{Serial: serial, Program: "gift-jpy", State: unspent.StateActive,
		Face: unspent.NewMoney(5000, yen), Balance: unspent.NewMoney(5000, yen)}
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

	fmt.Println(card.Unspent(now))
	paid := card.Spend(terms, unspent.NewMoney(1200, yen), "shop", "order-9", now)
	fmt.Println(paid.Kind, paid.Amount, paid.Credit)
	refused := card.Spend(terms, unspent.NewMoney(5001, yen), "shop", "order-10", now)
	fmt.Println(refused.Kind, refused.Reason)
	// Output:
	// true
	// spent 1200 JPY merchant:gift-jpy/shop
	// declined insufficient_funds
}

// Codes are read leniently, and a typing mistake is told before any look-up.
func ExampleParseCode() {
	code, err := unspent.ParseCode("ｆ40d2 f3d3w 44go9 3ebcd")
	fmt.Println(code, err)
	fmt.Println(code.Reveal() == "F40D2-F3D3W-44G09-3EBCD")
	_, err = unspent.ParseCode("F40D2-F3D3W-44G09-3EBDC")
	fmt.Println(err)
	// Output:
	// code(redacted) <nil>
	// true
	// a symbol is wrong or two are swapped: compare the code with the card
}
