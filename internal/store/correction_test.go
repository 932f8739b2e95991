package store_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Along the journal, the times that the corrections tell never run backwards.
func TestStraight(t *testing.T) {
	day := func(n int) time.Time { return start().AddDate(0, 0, n) }
	fixes := []store.Correction{{Seq: 4, Was: day(4000), To: day(3)}, {Seq: 6, Was: day(900), To: day(5)}}
	at := []time.Time{day(0), day(2), day(4000), day(4000), day(4), day(900), day(6)}
	want := []time.Time{day(0), day(2), day(3), day(3), day(4), day(5), day(6)}
	for i := range at {
		got := store.Straight(fixes, unspent.Event{Seq: unspent.Seq(i + 1), At: at[i]})
		if !got.Equal(want[i]) {
			t.Errorf("event %d happened at %v, want %v", i+1, got, want[i])
		}
		newest := (&store.State{Seq: unspent.Seq(i + 1), At: at[i]}).Newest(fixes)
		bound := at[i]
		if i == 3 || i == 5 {
			bound = want[i]
		}
		if !newest.Equal(bound) {
			t.Errorf("after event %d none is earlier than %v, want %v", i+1, newest, bound)
		}
	}
}
