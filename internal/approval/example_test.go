package approval_test

import (
	"context"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

func Example() {
	ctx, st := context.Background(), memory.New()
	err := st.Update(ctx, func(tx store.Tx) error {
		for _, id := range []string{"key_a", "key_b"} {
			if err := tx.PutKey(ctx, store.APIKey{ID: id, Role: unspent.Support}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	k := approval.New(st, time.Now)
	much := unspent.NewMoney(2_000_000, yen)
	call := approval.Request{Kind: unspent.Adjusted, Subject: "6001000000000000424", Amount: much, Value: much, By: "key_a", Key: "case-9"}

	_, err = k.Pass(ctx, call)
	fmt.Println(unspent.ReasonOf(err))
	waiting, err := k.List(ctx, approval.Open, store.Place{}, 10)
	if err != nil {
		panic(err)
	}
	_, err = k.Judge(ctx, unspent.Actor{ID: "key_b", Role: unspent.Support}, waiting[0].ID, true, false)
	if err != nil {
		panic(err)
	}
	passed, err := k.Pass(ctx, call)
	fmt.Println(passed.Judge, err)
	// Output:
	// second_person_needed
	// key_b <nil>
}
