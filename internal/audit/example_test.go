package audit_test

import (
	"context"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A card is issued and sold; the audit agrees with what the store keeps.
func ExampleRun() {
	ctx := context.Background()
	jpy, _ := unspent.ParseCurrency("JPY")
	serial, _ := unspent.NewSerial(600100, 1)
	face := unspent.NewMoney(5000, jpy)
	s := memory.New()
	defer s.Close()
	if err := s.Update(ctx, func(tx store.Tx) error {
		if err := tx.PutProgram(ctx, unspent.Program{ID: "gift", Currency: jpy}); err != nil {
			return err
		}
		state := store.NewState()
		if err := tx.Load(ctx, store.Want{}, state); err != nil {
			return err
		}
		_, err := state.Record(unspent.Event{Kind: unspent.Issued, Program: "gift", Debit: unspent.WorldRef("gift"),
			Credit: unspent.CardRef(serial), Amount: face, Face: face, Key: unspent.CardKey{1},
			Request: unspent.RequestID{1}, By: "key_1"}, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			return err
		}
		return tx.Append(ctx, state, nil, nil)
	}); err != nil {
		fmt.Println(err)
	}
	err := s.View(ctx, func(r store.Reader) error {
		got, err := audit.Run(ctx, r, audit.Options{})
		fmt.Println(got.Events, "event,", got.Cards, "card, clean:", got.Clean())
		fmt.Println(got.Sums[0].Currency, "world", got.Sums[0].World, "cards", got.Sums[0].Cards)
		return err
	})
	fmt.Println(err)
	// Output:
	// 1 event, 1 card, clean: true
	// JPY world -5000 cards 5000
	// <nil>
}
