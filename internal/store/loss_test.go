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
