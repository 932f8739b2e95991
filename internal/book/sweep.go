package book

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Sweep books the expiry of every card whose validity has ended, and erases the
// seals whose reveal window has. The state of an expired card does not depend on
// it: expiry is evaluated whenever a card is read.
//
// It goes page by page: a page waits in one place of the queue and is decided in
// one batch, together with what others ask, and the next is read a moment after
// that. It stops when ctx ends, when the queue is full (callers go first) or the
// clock cannot be believed; the next Sweep goes on with what is left.
func (b *Book) Sweep(ctx context.Context) (expired, seals int, err error) {
	now, err := b.stamp(ctx)
	if err != nil {
		return 0, 0, err
	}
	if err := b.store.Update(ctx, func(tx store.Tx) error {
		if err := tx.PutDocument(ctx, store.Document{Kind: aliveKind, ID: aliveKind, At: now}); err != nil {
			return err
		}
		seals, err = tx.EraseSeals(ctx, now)
		return err
	}); err != nil {
		return 0, 0, unavailable(err)
	}
	var after unspent.CardKey
	for {
		now, err := b.stamp(ctx)
		if err != nil {
			return expired, seals, err
		}
		var cards []unspent.Card
		err = b.store.View(ctx, func(r store.Reader) error {
			cards, after, err = r.Lapsed(ctx, now, after, b.sweepPage())
			return err
		})
		if err != nil {
			return expired, seals, unavailable(err)
		}
		booked, err := b.expire(ctx, cards)
		expired += booked
		if err != nil || after == (unspent.CardKey{}) {
			return expired, seals, err
		}
		rest(ctx)
	}
}

// rest leaves the book to its callers between two pages.
func rest(ctx context.Context) {
	t := time.NewTimer(sweepRest)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// sweepPage leaves half of a batch to callers.
func (b *Book) sweepPage() int { return max(1, min(sweepPage, b.o.Batch/2)) }

// expire books a page of expiries. Each one's id names the card's newest event:
// a second sweep that sees the same card repeats it.
func (b *Book) expire(ctx context.Context, cards []unspent.Card) (booked int, err error) {
	page := make([]*pending, 0, len(cards))
	for _, c := range cards {
		p, err := b.prepare(ctx, unspent.Request{
			Key:     "expire-" + c.Serial.String() + "-" + c.Head.Seq.EventID(),
			By:      unspent.Actor{ID: "sweep", Role: unspent.System},
			Command: unspent.Expire{Serial: c.Serial},
		})
		if err != nil {
			return 0, err
		}
		page = append(page, p)
	}
	if len(page) == 0 {
		return 0, nil
	}
	page[0].beside = page[1:]
	if err := b.enqueue(page[0]); err != nil {
		return 0, err
	}
	for _, p := range page {
		_, failed := p.wait(ctx)
		switch unspent.ReasonOf(failed) {
		case "":
			booked++
		case unspent.Busy, unspent.Unavailable, unspent.Internal:
			err = failed
		default: // somebody else ended the card in between
		}
	}
	return booked, err
}

// aliveKind is the document that says when a sweep was last begun, so that a book
// in which nothing happens for long still knows what time it was.
const aliveKind = store.KindAlive

// lastSweep returns when a sweep was last begun, by a clock that was believed.
func (b *Book) lastSweep(ctx context.Context) (at time.Time, err error) {
	err = b.store.View(ctx, func(r store.Reader) error {
		d, err := r.Document(ctx, aliveKind, aliveKind)
		at = d.At
		return err
	})
	if err != nil {
		return at, unavailable(err)
	}
	return at, nil
}
