package receipt_test

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/proof"
)

func Example() {
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	ring, err := keyring.New(rand.Reader, now)
	if err != nil {
		panic(err)
	}
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	signer := receipt.New(ring, "https://gift.example")
	signed, err := signer.Sign(proof.Receipt{
		Serial: "6001000000000000424", Program: "gift-jpy", State: unspent.StateActive, Unspent: true,
		Face: unspent.NewMoney(5000, yen), Balance: unspent.NewMoney(5000, yen),
		AsOf: now, Until: now.Add(time.Hour), Seq: 42, Head: unspent.Digest{1},
	})
	if err != nil {
		panic(err)
	}

	jwks, err := signer.JWKS()
	if err != nil {
		panic(err)
	}
	keys, err := proof.ParseKeys(jwks)
	if err != nil {
		panic(err)
	}
	r, err := proof.Verify(signed, keys, proof.Expect{Now: now})
	fmt.Println(r.Issuer, r.Unspent, r.Balance, err)
	// Output: https://gift.example true 5000 JPY <nil>
}
