package casefile_test

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

func Example() {
	in, err := casefile.Parse([]byte(`
brand: amazon-jp
asker: holder
channel: shop
form: shop
card: {amount: 3000 JPY}
evidence:
  - seal: broken
    at: 2026-11-22
`))
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }
	r, err := casefile.Assess(ctx, in, casefile.Deps{Brands: brand.Builtin(), Now: now})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Verdict.State, r.Verdict.Confidence)

	var bundle bytes.Buffer
	if err := casefile.Bundle(ctx, &bundle, r, casefile.Options{Program: "v1"}); err != nil {
		panic(err)
	}
	check, err := casefile.Verify(ctx, bundle.Bytes(), casefile.Known{Program: "v1", Brands: brand.Builtin()})
	if err != nil {
		panic(err)
	}
	fmt.Println("sound:", check.Sound)
	for _, s := range check.Steps {
		fmt.Println(s.ID, s.Outcome)
	}
	// Output:
	// used possible
	// sound: true
	// files passed
	// brand passed
	// verdict passed
	// texts passed
	// originals not_checked
	// stamp not_checked
}
