package main

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// An acceptance that was cut short while it kept numbers free is gone on with in whatever
// words, also where an earlier program had put its own on the card.
func TestRow03AcceptedInOtherWords(t *testing.T) {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	for name, cut := range map[string]func(*accepting) error{
		"by this program": func(a *accepting) error {
			_, err := a.burn(t.Context(), 30)
			return err
		},
		"by an earlier one": func(a *accepting) error {
			by := unspent.Actor{ID: book.LocalKeyID, Role: unspent.Admin}
			made, err := a.book.Do(t.Context(), unspent.Request{Key: a.key + "-card", By: by, Command: unspent.Issue{Program: "gift",
				Value: unspent.NewMoney(1, cur), Count: 1, Order: forLost}})
			if err != nil {
				return err
			}
			card, _ := made.Events[0].Subject().Serial()
			_, err = a.book.Do(t.Context(), unspent.Request{Key: a.key + "-void", By: by,
				Command: unspent.Void{Serial: card, Reason: "sale_cancelled", Note: a.loss.Note}})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			before, st, _ := acceptingBook(t)
			if err := cut(before); err != nil {
				t.Fatal(err)
			}
			again := &accepting{sh: before.sh, store: st, book: before.book, loss: store.Loss{Note: "the disk of 31 March"}, key: before.key}
			newest, err := again.burn(t.Context(), 60)
			if err != nil || newest != 60 {
				t.Fatalf("gone on with in other words: %s, %v; want evt_60", newest.EventID(), err)
			}
			kinds := map[unspent.Kind]int{}
			err = st.View(t.Context(), func(r store.Reader) error {
				return r.Journal(t.Context(), 1, func(e unspent.Event) error { kinds[e.Kind]++; return nil })
			})
			if err != nil || kinds[unspent.Issued] != 1 || kinds[unspent.Voided] != 1 || kinds[unspent.Declined] != 58 {
				t.Errorf("the events are %v, %v; want one card, voided, and 58 refusals", kinds, err)
			}
		})
	}
}

// Cut short between the card and its end, with the card at the very last number, the
// card is voided all the same when it is gone on with.
func TestRow03LastNumberIsTheCards(t *testing.T) {
	a, _, cur := acceptingBook(t)
	by := unspent.Actor{ID: book.LocalKeyID, Role: unspent.Admin}
	made, err := a.book.Do(t.Context(), unspent.Request{Key: a.key + "-card", By: by, Command: unspent.Issue{Program: "gift",
		Value: unspent.NewMoney(1, cur), Count: 1, Order: forLost}})
	if err != nil {
		t.Fatal(err)
	}
	last := made.Events[0].Seq
	if newest, err := a.burn(t.Context(), last); err != nil || newest != last+1 {
		t.Fatalf("gone on with: %s, %v; want the card voided after %s", newest.EventID(), err, last.EventID())
	}
	serial, _ := made.Events[0].Subject().Serial()
	if seen, err := a.book.Card(t.Context(), serial); err != nil || seen.Card.State != unspent.StateVoid {
		t.Errorf("the card is %s, %v", seen.Card.State, err)
	}
	if newest, err := a.burn(t.Context(), last); err != nil || newest != last+1 {
		t.Errorf("once more: %s, %v", newest.EventID(), err)
	}
}

// acceptingBook is an acceptance of a loss of an empty book with one program.
func acceptingBook(t *testing.T) (*accepting, *memory.Store, unspent.Currency) {
	t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	sh := newShell("unspent", func(string) string { return "" }, &out, &out, &out)
	ring, err := keyring.New(rand.Reader, sh.now())
	if err != nil {
		t.Fatal(err)
	}
	st := memory.New()
	b, err := book.Open(t.Context(), st, ring, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	admin := unspent.Actor{ID: book.LocalKeyID, Role: unspent.Admin}
	if _, err := b.CreateProgram(t.Context(), admin, unspent.Program{ID: "gift", Name: "Gift", Currency: cur}); err != nil {
		t.Fatal(err)
	}
	return &accepting{sh: sh, store: st, book: b, loss: store.Loss{Note: "disk"}, key: "accept-1-0"}, st, cur
}
