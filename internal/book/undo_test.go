package book_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A store undoes its own sale only. The book decides that together with the rest:
// between a look at the card and the command another store could have sold it again.
func TestStoreUndoesItsOwnSale(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	d.cards(1)
	made, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: 1})
	if err != nil {
		t.Fatal(err)
	}
	serial, _ := made.Events[0].Subject().Serial()
	till, other := unspent.Actor{ID: "key_till", Role: unspent.Store}, unspent.Actor{ID: "key_other", Role: unspent.Store}
	n := 0
	do := func(by unspent.Actor, c unspent.Command) error {
		n++
		_, err := d.Do(context.Background(), unspent.Request{Key: fmt.Sprintf("till-%d", n), By: by, Command: c})
		return err
	}
	sell, undo := unspent.Activate{Serial: serial}, unspent.Deactivate{Serial: serial}
	steps := []struct {
		name string
		by   unspent.Actor
		c    unspent.Command
		want unspent.Reason
	}{
		{"sold", till, sell, ""},
		{"undone by another", other, undo, unspent.Forbidden},
		{"undone", till, undo, ""},
		{"sold by another", other, sell, ""},
		{"undone by who sold it before", till, undo, unspent.Forbidden},
		{"undone by who sold it last", other, undo, ""},
		{"undone twice", other, undo, unspent.CardInactive},
		{"sold again", till, sell, ""},
	}
	for _, s := range steps {
		wantReason(t, s.name, do(s.by, s.c), s.want)
	}
	d.wait(unspent.UndoWindow + time.Second)
	wantReason(t, "too late", do(till, undo), unspent.Forbidden)
	wantReason(t, "by support", do(unspent.Actor{ID: "key_desk", Role: unspent.Support}, undo), "")
}
