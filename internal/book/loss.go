package book

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Epoch returns how often the book went on without its end: 0 if it never did.
func (b *Book) Epoch() int64 {
	all := *b.losses.Load()
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1].Epoch
}

// Lost returns the loss that took an event of which a receipt of an epoch and a
// time says that it was there.
func (b *Book) Lost(epoch int64, seq unspent.Seq, at time.Time) (store.Loss, bool) {
	return store.LostBy(*b.losses.Load(), epoch, seq, at)
}
