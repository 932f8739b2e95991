package book

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// clock is what the book goes by. Nothing that was written can be dated back, so
// one event of a clock that is far ahead would take the whole book there. The
// clock is therefore compared with the newest event when the book is opened, and
// from then on with a clock that nobody can set. What it says after a jump ahead
// is not written. A step back is followed, the book waits; but a way forward after
// it is measured from where the clock was before.
type clock struct {
	read     func() time.Time
	steady   func() time.Duration // nil: jumps are not noticed
	tell     func(error)
	sure     func() bool      // a second source says that the clock is right
	accepted func() time.Time // the newest time that somebody called right; zero if none

	mu     sync.Mutex
	seen   time.Time // when the book last noted that it was alive
	high   time.Time // what read said, as far as it was ever believed, when steady was 0; zero: nothing is believed yet
	jumped bool      // it is not believed now
}

// now reads the clock once, in UTC and microseconds, which every store keeps,
// and without the monotonic reading, which would hide a jump.
func (c *clock) now() time.Time { return c.read().UTC().Truncate(time.Microsecond) }

// stamp reads the clock for what is written after the newest event. It fails with
// Unavailable while the clock is further ahead than can be: of the last reading,
// by more than time has passed; of the newest event, when the book was opened
// just now, by longer than a book is left alone. A reading from far before the
// newest event is known to be wrong, and of an empty book any may be: they are no
// reference.
func (c *clock) stamp(newest time.Time) (time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if c.steady == nil {
		return now, nil
	}
	ran := c.steady()
	zero := now.Add(-ran) // read second: a pause between the two looks like a step back
	behind := newest.Sub(now) > maxClockError
	var err error
	switch {
	case newest.IsZero():
	case !c.high.IsZero():
		err = jump(zero.Sub(c.high))
	case !behind:
		err = c.longQuiet(newest, now, ran)
	}
	vouched := err != nil && c.vouched(now)
	if err != nil && !vouched {
		c.note(err)
		return time.Time{}, err
	}
	if !newest.IsZero() && !behind && zero.After(c.high) || vouched {
		c.high = zero
	}
	c.note(nil)
	return now, nil
}

// jump is the error of a clock that is ahead of the one that nobody can set.
func jump(ahead time.Duration) error {
	if ahead <= maxClockError {
		return nil
	}
	return unspent.Errorf(unspent.Unavailable, "the clock of this machine jumped ahead by %s and nothing is written; "+
		"put the time right, or say that it is right with unspent clock accept, and ask again with the same request id", ahead.Round(time.Second))
}

// longQuiet is the error of a clock that, at a start, is further ahead of the
// newest event than a book is left alone.
func (c *clock) longQuiet(newest, now time.Time, ran time.Duration) error {
	if c.seen.After(newest) {
		newest = c.seen
	}
	quiet := now.Sub(newest) - ran
	if quiet <= maxQuiet || quiet <= maxSureQuiet && c.sure != nil && c.sure() {
		return nil
	}
	return unspent.Errorf(unspent.Unavailable, "the clock of this machine is %d days ahead of the newest event of the book and nothing is written; "+
		"put the time right, or say that it is right with unspent clock accept, and ask again with the same request id", int(quiet/(24*time.Hour)))
}

// vouched reports whether somebody said, not long ago, that the clock is right.
func (c *clock) vouched(now time.Time) bool {
	if c.accepted == nil {
		return false
	}
	at := c.accepted()
	return !at.IsZero() && now.Sub(at) >= -maxClockError && now.Sub(at) <= acceptedFor
}

// note tells of a jump, and of its end, once.
func (c *clock) note(err error) {
	if was := c.jumped; was != (err != nil) && c.tell != nil {
		c.tell(err)
	}
	c.jumped = err != nil
}

// newest returns when the newest event happened, as the corrections tell.
func (b *Book) newest(s *store.State) time.Time { return s.Newest(*b.corrections.Load()) }

// stamp reads the clock for what is written outside a batch.
func (b *Book) stamp(ctx context.Context) (time.Time, error) {
	s, err := b.load(ctx, store.Want{})
	if err != nil {
		return time.Time{}, err
	}
	return b.clock.stamp(b.newest(s))
}

// Lead returns how far the clock is ahead of the newest event: negative if it is
// behind, 0 if nothing has happened yet.
func (b *Book) Lead(ctx context.Context) (time.Duration, error) {
	s, err := b.load(ctx, store.Want{})
	if err != nil || s.At.IsZero() {
		return 0, err
	}
	return b.now().Sub(b.newest(s)), nil
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
		err = unspent.Errorf(unspent.Unavailable, "the clock of this machine is %s behind the newest event of the book; check the time, "+
			"and if it is right, the book has jumped: unspent clock correct brings it home", -lead.Round(time.Second))
	}
	return err
}

// CorrectClock says that the newest events were dated by a clock that was ahead,
// and that the clock is right now: from here on events are dated by it again,
// earlier than those. What was written stays, and audit knows. Invalid if the
// clock is not behind the newest event.
func (b *Book) CorrectClock(ctx context.Context, by unspent.Actor, note string) (c store.Correction, err error) {
	if by.Role != unspent.Admin && by.Role != unspent.System {
		return c, unspent.Errorf(unspent.Forbidden, "role %s may not correct the clock", by.Role)
	}
	if note == "" || len(note) > unspent.MaxReference {
		return c, unspent.Errorf(unspent.Invalid, "say why in at most %d bytes", unspent.MaxReference)
	}
	now := b.now()
	err = b.change(ctx, "", func(tx store.Tx) error {
		s := store.NewState()
		if err := tx.Load(ctx, store.Want{}, s); err != nil {
			return err
		}
		if b.newest(s).Sub(now) <= maxClockError {
			return unspent.Errorf(unspent.Invalid, "the newest event is of %s and the clock is not behind it; there is nothing to correct", s.At.Format(time.RFC3339))
		}
		c = store.Correction{Seq: s.Seq, Was: s.At, To: now, By: by.ID, Note: note}
		d, err := c.Document()
		if err != nil {
			return err
		}
		alive := store.Document{Kind: aliveKind, ID: aliveKind, At: now} // it may have jumped too
		if err := errors.Join(tx.PutDocument(ctx, d), tx.PutDocument(ctx, alive)); err != nil {
			return err
		}
		if err := tx.LogAction(ctx, store.Action{At: now, By: by.ID, Name: "correct clock", Subject: s.Seq.EventID()}); err != nil {
			return err
		}
		all := append([]store.Correction{c}, *b.corrections.Load()...)
		b.corrections.Store(&all) // before the next batch is decided; change reads it again
		return nil
	})
	return c, err
}
