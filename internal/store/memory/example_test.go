package memory_test

import (
	"context"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// Example makes a card in one Update and reads it back.
func Example() {
	ctx, now := context.Background(), time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	yen, _ := unspent.ParseCurrency("JPY")
	serial, _ := unspent.NewSerial(600100, 7)
	issued := unspent.Event{
		Kind: unspent.Issued, Program: "gift-jpy", Debit: unspent.CardRef(serial),
		Amount: unspent.NewMoney(0, yen), Face: unspent.NewMoney(5000, yen), Key: unspent.CardKey{1},
	}

	s := memory.New()
	defer s.Close()
	err := s.Update(ctx, func(tx store.Tx) error {
		state := store.NewState()
		if err := tx.Load(ctx, store.Want{Serials: []unspent.Serial{serial}}, state); err != nil {
			return err
		}
		if _, err := state.Record(issued, now); err != nil {
			return err
		}
		return tx.Append(ctx, state, nil, nil)
	})
	if err != nil {
		fmt.Println(err)
	}

	state := store.NewState()
	err = s.View(ctx, func(r store.Reader) error {
		return r.Load(ctx, store.Want{Codes: []unspent.CardKey{{1}}}, state)
	})
	card, found := state.CardByKey(unspent.CardKey{1})
	fmt.Println(card.State, card.Face, found, err)
	// Output: inactive 5000 JPY true <nil>
}
