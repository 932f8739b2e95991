package book_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A serial that a lost event had given to a card is given to no other one: neither by
// the event that has its number now, nor by one beyond all that anybody had seen, nor
// after a second loss of which the same copy knows nothing either.
func TestRow03SerialsAfterLoss(t *testing.T) {
	const cards = 3000
	d := newDesk(t, memory.New(), book.Options{}) // for its keyring and its clock
	issue := func(st store.Store, count int) map[unspent.Serial]bool {
		t.Helper()
		b, err := book.Open(t.Context(), st, d.ring, d.o)
		wantReason(t, "Open", err, "")
		_, err = b.CreateProgram(t.Context(), admin(), gift())
		wantReason(t, "CreateProgram", err, "")
		all := map[unspent.Serial]bool{}
		for from := 0; from < count; from += unspent.MaxIssue {
			made, err := b.Do(t.Context(), unspent.Request{Key: fmt.Sprint(count, "-", from), By: admin(),
				Command: unspent.Issue{Program: "gift", Value: euro(1), Count: min(unspent.MaxIssue, count-from), Activate: true}})
			wantReason(t, "Issue", err, "")
			for _, e := range made.Events {
				serial, _ := e.Subject().Serial()
				all[serial] = true
			}
		}
		wantReason(t, "Close", b.Close(), "")
		return all
	}
	// those of the events after what a book had kept
	serials := func(losses ...store.Loss) map[unspent.Serial]bool {
		t.Helper()
		st := memory.New()
		if len(losses) > 0 {
			issue(st, int(losses[len(losses)-1].Kept))
		}
		for _, l := range losses {
			doc, err := l.Document()
			wantReason(t, "Document", err, "")
			wantReason(t, "Lose", st.Update(t.Context(), func(tx store.Tx) error { return tx.PutDocument(t.Context(), doc) }), "")
		}
		all := issue(st, cards)
		wantReason(t, "Close", st.Close(), "")
		return all
	}
	accepted := func(epoch int64, kept unspent.Seq, at time.Time, known ...store.Loss) store.Loss {
		return store.Loss{Epoch: epoch, Kept: kept, Last: kept, At: at, By: "Sato", Serials: store.Ahead(known, kept, at)}
	}
	now := d.clock()
	first := accepted(1, 0, now)
	second := accepted(2, 0, now.Add(-time.Hour), first) // by a clock that was put right meanwhile
	books := map[string]map[unspent.Serial]bool{
		"the book that was lost":        serials(),
		"a copy from its beginning":     serials(first),
		"the same copy, a minute later": serials(accepted(1, 0, now.Add(time.Minute))),
		"a copy that has more":          serials(accepted(1, 12_000, now.Add(time.Hour))),
		"an older copy, a minute later": serials(accepted(1, 4_000, now.Add(time.Hour+time.Minute))),
		"after another loss":            serials(first, accepted(2, 12_001, now.Add(3*time.Hour), first)),
		"a copy from between those":     serials(first, accepted(2, 4_001, now.Add(3*time.Hour+time.Minute), first)),
		"a copy of the second":          serials(first, second),
	}
	if again := serials(first); len(again) != cards || !same(again, books["a copy from its beginning"]) {
		t.Error("the serials of one book are not always the same")
	}
	for name, one := range books {
		for other, all := range books {
			for serial := range one {
				if name < other && all[serial] {
					t.Fatalf("%s and %s both have a card %s", name, other, serial)
				}
			}
		}
	}
}

func same(x, y map[unspent.Serial]bool) bool {
	for s := range x {
		if !y[s] {
			return false
		}
	}
	return len(x) == len(y)
}
