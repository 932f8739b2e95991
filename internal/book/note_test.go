package book_test

import (
	"context"
	"errors"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// unlogged is a store that cannot write the staff's log.
type unlogged struct{ store.Store }

func (s unlogged) Update(ctx context.Context, f func(store.Tx) error) error {
	return s.Store.Update(ctx, func(tx store.Tx) error { return f(unloggedTx{tx}) })
}

type unloggedTx struct{ store.Tx }

func (unloggedTx) LogAction(context.Context, store.Action) error { return errors.New("no log") }

func lines(t *testing.T, s store.Store) (all []store.Action) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) (err error) {
		all, err = r.Actions(t.Context(), 0, 100)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What is done and the line that tells of it are written together: with a log that
// cannot be written nothing is done, and a line tells how it ended.
func TestNotesAreWrittenWithWhatTheyTell(t *testing.T) {
	kept := memory.New()
	d := newDesk(t, kept, book.Options{})
	d.cards(1)
	made, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: 1, Activate: true})
	if err != nil {
		t.Fatal(err)
	}
	serial, _ := made.Events[0].Subject().Serial()
	freeze := unspent.Request{Key: "freeze", By: admin(), Command: unspent.Freeze{Serial: serial, Reason: "lost_or_stolen"}}
	note := &book.Note{By: "key_admin", Name: "freeze", Subject: serial.String()}
	if _, err := d.Do(book.WithNote(t.Context(), note), freeze); err != nil || !note.Written() {
		t.Fatalf("freeze: %v, noted %t", err, note.Written())
	}
	again := &book.Note{By: "key_admin", Name: "freeze"}
	if a, err := d.Do(book.WithNote(t.Context(), again), freeze); err != nil || !a.Replayed || again.Written() {
		t.Errorf("freeze again: %v, replayed %t, noted %t", err, a.Replayed, again.Written())
	}
	second := freeze
	second.Key = "freeze-2"
	declined := &book.Note{By: "key_admin", Name: "freeze", Subject: serial.String()}
	_, err = d.Do(book.WithNote(t.Context(), declined), second)
	wantReason(t, "freezing twice", err, unspent.WrongState)
	maker := &book.Note{By: "key_admin", Name: "createKey", Subject: "apr_1"}
	k, _, err := d.CreateKey(book.WithNote(t.Context(), maker), admin(), "till", unspent.Store, "")
	if err != nil || !maker.Written() {
		t.Errorf("a new key: %v, noted %t", err, maker.Written())
	}
	got := lines(t, kept)
	want := []store.Action{{Name: "createKey", Subject: k.ID + " apr_1"}, {Name: "freeze", Subject: serial.String(), Outcome: string(unspent.WrongState)},
		{Name: "freeze", Subject: serial.String()}}
	if len(got) != len(want) {
		t.Fatalf("the log has %+v", got)
	}
	for i, w := range want {
		if g := got[i]; g.Name != w.Name || g.Subject != w.Subject || g.Outcome != w.Outcome || g.By != "key_admin" || g.At.IsZero() {
			t.Errorf("line %d is %+v, want %+v", i, g, w)
		}
	}
}

func TestNothingIsDoneWithoutItsLine(t *testing.T) {
	kept := memory.New()
	d := newDesk(t, unlogged{kept}, book.Options{})
	codes := d.cards(1)
	note := &book.Note{By: "key_admin", Name: "spend"}
	_, err := d.Do(book.WithNote(t.Context(), note), unspent.Request{Key: "s", By: admin(), Command: spend(codes[0], 100)})
	if wantReason(t, "a payment whose line cannot be written", err, unspent.Unavailable); note.Written() {
		t.Error("the line is taken for written")
	}
	if seen, err := d.Check(t.Context(), codes[0]); err != nil || seen.Card.Balance != euro(1000) {
		t.Errorf("the card has %s, %v", seen.Card.Balance, err)
	}
	if _, _, err := d.CreateKey(book.WithNote(t.Context(), note), admin(), "till", unspent.Store, ""); err == nil || note.Written() {
		t.Errorf("a key is made without its line: %v", err)
	}
}
