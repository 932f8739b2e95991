package store_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Which loss took an event: row 3 of what surrounds the journal.
func TestRow03LostBy(t *testing.T) {
	day := func(n int) time.Time { return start().AddDate(0, 0, n) }
	all := []store.Loss{{Epoch: 1, Kept: 10, At: day(10)}, {Epoch: 2, Kept: 30, At: day(20)}}
	for name, tt := range map[string]struct {
		epoch int64
		seq   unspent.Seq
		day   int
		want  int64 // 0: none
	}{
		"kept by both":                     {0, 10, 5, 0},
		"of the first epoch, lost":         {0, 11, 5, 1},
		"the same number, of the second":   {1, 11, 15, 0},
		"the last that the second kept":    {1, 30, 15, 0},
		"of the second epoch, lost":        {1, 31, 15, 2},
		"of the epoch that is":             {2, 31, 25, 0},
		"of an epoch that counts again":    {2, 31, 15, 2},
		"of the first, beyond both":        {0, 99, 5, 1},
		"of one that is still to come":     {3, 99, 25, 0},
		"at the very time of the loss":     {2, 31, 20, 0},
		"of the first, by a clock too far": {0, 11, 900, 1},
	} {
		got, lost := store.LostBy(all, tt.epoch, tt.seq, day(tt.day))
		if got.Epoch != tt.want || lost != (tt.want != 0) {
			t.Errorf("%s: lost by %d, %v; want %d", name, got.Epoch, lost, tt.want)
		}
	}
}

// From which numbers serials are made after losses: row 3 of what surrounds the journal.
func TestRow03SerialsFromTheLoss(t *testing.T) {
	lost := func(kept, last unspent.Seq, at time.Time, known ...store.Loss) store.Loss {
		return store.Loss{Kept: kept, Last: last, At: at, Serials: store.Ahead(known, last, at)}
	}
	if got := store.Number(nil, 7); got != 7 {
		t.Errorf("the number of event 7 without a loss is %d", got)
	}
	one, two := lost(2_000_000, 2_000_000, start()), lost(1_000_000, 2_500_000, start().Add(time.Hour))
	from := store.Number([]store.Loss{one}, one.Last)
	if got := store.Number([]store.Loss{two}, two.Last) - from; got != 600_000 {
		t.Errorf("two losses an hour apart are %d serials apart, want 10,000 for each minute", got)
	}
	if got := store.Number([]store.Loss{two}, two.Kept+5); got != from+600_000 {
		t.Errorf("the card that keeps numbers free has the number %d", got-from)
	}
	if got := store.Number([]store.Loss{two}, two.Last+9); got != from+600_009 {
		t.Errorf("the ninth event after the loss has the number %d", got-from)
	}
	for name, at := range map[string]time.Time{"a minute later": start().Add(time.Minute), "by a clock behind": start().Add(-time.Hour), "by no clock": {}} {
		third := lost(2_100_000, 2_100_000, at, one)
		last, next := store.Number([]store.Loss{one}, 2_100_000), store.Number([]store.Loss{third, one}, 2_100_001)
		if next-last < 900_000_000 {
			t.Errorf("%s: only %d numbers are left for what nobody has seen", name, next-last)
		}
	}
	if got := store.Number([]store.Loss{lost(5, 5, time.Time{})}, 6); got <= 1_000_000_000 {
		t.Errorf("by no clock the first loss counts from %d", got)
	}
}
