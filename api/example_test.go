package api_test

import (
	"encoding/json"
	"fmt"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// A code in an answer prints as a mask; only the answer's JSON spells it out.
func Example() {
	card := api.IssuedCard{Code: unspent.DeriveCode([32]byte{1}, 0), State: unspent.StateActive}
	fmt.Printf("%v\n", card.Code)
	text, err := json.Marshal(card)
	if err != nil {
		panic(err)
	}
	var read api.IssuedCard
	if err := json.Unmarshal(text, &read); err != nil {
		panic(err)
	}
	fmt.Println(read.Code.Reveal() == card.Code.Reveal())
	// Output:
	// code(redacted)
	// true
}
