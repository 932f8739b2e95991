package book

import (
	"context"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// clock is what the book goes by. Nothing that was written can be dated back, so
// one event of a clock that is far ahead would take the whole book there. The
// clock is therefore compared with one that nobody can set, and what it says
// after a jump ahead is not written. A step back is followed: the book waits.
type clock struct {
	read   func() time.Time
	steady func() time.Duration // nil: jumps are not noticed
	tell   func(error)

	mu     sync.Mutex
	zero   time.Time // what read said, as far as it is believed, when steady was 0; zero: nothing is believed yet
	jumped bool      // it is not believed now
}

// now reads the clock once, in UTC and microseconds, which every store keeps,
// and without the monotonic reading, which would hide a jump.
func (c *clock) now() time.Time { return c.read().UTC().Truncate(time.Microsecond) }

// stamp reads the clock for what is written after the newest event. It fails with
// Unavailable while the clock is further ahead of the last reading than time has
// passed. A reading from far before the newest event is known to be wrong, and a
// new machine's may be: nothing is compared with those, so they can be set right.
func (c *clock) stamp(newest time.Time) (time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if c.steady == nil {
		return now, nil
	}
	zero := now.Add(-c.steady()) // read second: a pause between the two looks like a step back
	if ahead := zero.Sub(c.zero); !c.zero.IsZero() && ahead > maxClockError {
		err := unspent.Errorf(unspent.Unavailable, "the clock of this machine jumped ahead by %s and nothing is written; "+
			"check the time and restart, or wait until it is back, and ask again with the same request id", ahead.Round(time.Second))
		c.note(err)
		return time.Time{}, err
	}
	c.zero = zero
	if newest.IsZero() || newest.Sub(now) > maxClockError {
		c.zero = time.Time{}
	}
	c.note(nil)
	return now, nil
}

// note tells of a jump, and of its end, once.
func (c *clock) note(err error) {
	if was := c.jumped; was != (err != nil) && c.tell != nil {
		c.tell(err)
	}
	c.jumped = err != nil
}

// stamp reads the clock for what is written outside a batch.
func (b *Book) stamp(ctx context.Context) (time.Time, error) {
	s, err := b.load(ctx, store.Want{})
	if err != nil {
		return time.Time{}, err
	}
	return b.clock.stamp(s.At)
}

// Lead returns how far the clock is ahead of the newest event: negative if it is
// behind, 0 if nothing has happened yet.
func (b *Book) Lead(ctx context.Context) (time.Duration, error) {
	s, err := b.load(ctx, store.Want{})
	if err != nil || s.At.IsZero() {
		return 0, err
	}
	return b.now().Sub(s.At), nil
}

// Ready reports why commands cannot be answered, or not as they should: the
// store does not answer, or the clock cannot be right. Commands go on while the
// clock is behind the newest event, but all happen at that event's time.
func (b *Book) Ready(ctx context.Context) error {
	if _, err := b.stamp(ctx); err != nil {
		return err
	}
	lead, err := b.Lead(ctx)
	if err == nil && lead < -maxClockError {
		err = unspent.Errorf(unspent.Unavailable, "the clock of this machine is %s behind the newest event of the book; check the time", -lead.Round(time.Second))
	}
	return err
}
