package report_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/report"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// The figure of a base date: a card of ¥5,000 was sold before it, one of ¥700
// after it.
func ExampleUnspent() {
	ctx := context.Background()
	tokyo := time.FixedZone("JST", 9*60*60)
	jpy, _ := unspent.ParseCurrency("JPY")
	s := memory.New()
	defer s.Close()
	err := s.Update(ctx, func(tx store.Tx) error {
		state := store.NewState()
		if err := tx.Load(ctx, store.Want{}, state); err != nil {
			return err
		}
		for i, day := range []int{30, 32} {
			serial, err := unspent.NewSerial(600100, uint64(i))
			if err != nil {
				return err
			}
			face := unspent.NewMoney([]int64{5000, 700}[i], jpy)
			if _, err := state.Record(unspent.Event{Kind: unspent.Issued, Program: "gift", Debit: unspent.WorldRef("gift"),
				Credit: unspent.CardRef(serial), Amount: face, Face: face, Key: unspent.CardKey{byte(i)}},
				time.Date(2027, 3, day, 12, 0, 0, 0, tokyo).UTC()); err != nil {
				return err
			}
		}
		return tx.Append(ctx, state, nil, nil)
	})
	if err != nil {
		fmt.Println(err)
	}
	endOfMarch := time.Date(2027, 4, 1, 0, 0, 0, 0, tokyo).Add(-time.Microsecond)
	err = s.View(ctx, func(r store.Reader) error {
		values, err := report.Unspent(ctx, r, endOfMarch)
		if err != nil {
			return err
		}
		return report.WriteValuesCSV(os.Stdout, endOfMarch, values)
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// at,program,currency,total,cards,accounts,unspent_cards,part_used_cards,holders
	// 2027-03-31T14:59:59.999999Z,gift,JPY,5000,5000,0,1,0,0
}
