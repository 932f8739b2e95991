package book_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// TestRow16HeldByWhoLooks looks at a held card as its counterparty, as everyone else,
// and as somebody whose own hold is over.
func TestRow16HeldByWhoLooks(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	code := d.cards(1)[0]
	held, err := d.ask(unspent.PlaceHold{Code: code, For: "buyer", Until: d.clock().Add(time.Hour)})
	wantReason(t, "PlaceHold", err, "")
	hold := held.Events[0].Seq
	mine, err := d.CheckHold(t.Context(), hold, held.Secret)
	if wantReason(t, "CheckHold", err, ""); !mine.Unspent() {
		t.Error("to whom it is held it is not unspent")
	}
	other, err := d.Check(t.Context(), code)
	if wantReason(t, "Check", err, ""); other.Unspent() {
		t.Error("to everyone else it is unspent")
	}
	other.Hold = hold + 1
	if other.Unspent() {
		t.Error("to who has another hold it is unspent")
	}
	mine.Card.Frozen = "support_issue"
	if mine.Unspent() {
		t.Error("frozen, it is unspent to whom it is held")
	}
	d.wait(2 * time.Hour)
	if lapsed, err := d.Check(t.Context(), code); err != nil || !lapsed.Unspent() {
		t.Errorf("after the hold: %t, %v", lapsed.Unspent(), err)
	}
}

// TestRow16UndoWindow counts the window of a store from the sale that counts, whatever
// happened to the card in between.
func TestRow16UndoWindow(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	d.cards(1)
	made, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: 1})
	wantReason(t, "Issue", err, "")
	serial, _ := made.Events[0].Subject().Serial()
	till := unspent.Actor{ID: "key_till", Role: unspent.Store}
	do := func(what, id string, c unspent.Command, want unspent.Reason) {
		t.Helper()
		_, err := d.Do(t.Context(), unspent.Request{Key: id, By: till, Command: c})
		wantReason(t, what, err, want)
	}
	do("sale", "1", unspent.Activate{Serial: serial}, "")
	do("undone", "2", unspent.Deactivate{Serial: serial}, "")
	d.wait(unspent.UndoWindow + time.Hour)
	do("second sale", "3", unspent.Activate{Serial: serial}, "")
	d.wait(unspent.UndoWindow - time.Minute)
	_, err = d.ask(unspent.Freeze{Serial: serial, Reason: "support_issue"})
	wantReason(t, "Freeze", err, "")
	_, err = d.ask(unspent.Unfreeze{Serial: serial, Reason: "cleared"})
	wantReason(t, "Unfreeze", err, "")
	do("undone within the window of the second", "4", unspent.Deactivate{Serial: serial}, "")
	do("third sale", "5", unspent.Activate{Serial: serial}, "")
	d.wait(unspent.UndoWindow + time.Second)
	do("undone after it", "6", unspent.Deactivate{Serial: serial}, unspent.Forbidden)
}
