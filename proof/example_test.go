package proof_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/proof"
)

func Example() {
	jwks, err := os.ReadFile("testdata/vector.jwks") // from the issuer's /.well-known/jwks.json
	if err != nil {
		panic(err)
	}
	keys, err := proof.ParseKeys(jwks)
	if err != nil {
		panic(err)
	}
	compact, err := os.ReadFile("testdata/vector.jws")
	if err != nil {
		panic(err)
	}
	text := string(compact[:len(compact)-1]) // without the line's end

	r, err := proof.Verify(text, keys, proof.Expect{
		Audience: "shop.example", Now: time.Date(2026, 4, 1, 13, 0, 0, 0, time.UTC),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Serial, r.State, r.Balance, "as of", r.AsOf)
	fmt.Println("unspent:", r.Unspent, "held until:", r.Hold.Until)

	_, err = proof.Verify(text, keys, proof.Expect{
		Audience: "other.example", Now: time.Date(2026, 4, 1, 13, 0, 0, 0, time.UTC),
	})
	fmt.Println(unspent.ReasonOf(err))
	// Output:
	// 6001000000000000424 active 5000 JPY as of 2026-04-01 12:00:00.123456 +0000 UTC
	// unspent: false held until: 2026-04-04 12:00:00 +0000 UTC
	// receipt_audience
}

// The vector's claims are what Claims writes of the receipt that Verify reads.
func TestVector(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile("testdata/vector." + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text[:len(text)-1])
	}
	k, err := proof.ParseKeys([]byte(read("jwks")))
	if err != nil {
		t.Fatal(err)
	}
	r, err := proof.Verify(read("jws"), k, proof.Expect{Now: noon})
	if err != nil {
		t.Fatalf("Verify: %v", err)
	}
	if got, want := claims(t, r), read("json"); got != want {
		t.Errorf("Claims = %s, want %s", got, want)
	}
}
