package follow_test

import (
	"context"
	"fmt"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/follow"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A room writes down what it derives; the next look hands on only what came since.
func Example() {
	ctx, st := context.Background(), memory.New()
	f := &follow.Follower{Store: st, Kind: "welcome-cursor", Now: now, Wants: func(e unspent.Event) bool { return e.Kind == unspent.Issued }}
	look := func() {
		_, err := f.Next(ctx, func(_ context.Context, events []unspent.Event) (follow.Write, error) {
			fmt.Println(len(events), "cards were issued")
			return func(ctx context.Context, tx store.Tx) error {
				return tx.PutDocument(ctx, store.Document{Kind: "welcome", ID: events[0].Seq.EventID(), At: now()})
			}, nil
		})
		if err != nil {
			fmt.Println(err)
		}
	}
	jpy, _ := unspent.ParseCurrency("JPY")
	for n := range int64(2) {
		err := st.Update(ctx, func(tx store.Tx) error {
			s := store.NewState()
			if err := tx.Load(ctx, store.Want{}, s); err != nil {
				return err
			}
			serial, err := unspent.NewSerial(600100, uint64(n))
			if err != nil {
				return err
			}
			_, err = s.Record(unspent.Event{Kind: unspent.Issued, Program: "gift-jpy", Debit: unspent.CardRef(serial), Amount: unspent.NewMoney(500, jpy)}, now())
			if err != nil {
				return err
			}
			return tx.Append(ctx, s, nil, nil)
		})
		if err != nil {
			fmt.Println(err)
		}
		look()
		look()
	}
	// Output:
	// 1 cards were issued
	// 1 cards were issued
}
