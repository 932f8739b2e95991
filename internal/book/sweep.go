package book

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Sweep books the expiry of every card whose validity has ended, and of what has ended
// in accounts, and erases the seals whose reveal window has. The state of an expired card does not depend on
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
	var key unspent.CardKey
	cards := func(r store.Reader, now time.Time) (ends []end, more bool, err error) {
		lapsed, next, err := r.Lapsed(ctx, now, key, b.sweepPage())
		for _, c := range lapsed {
			ends = append(ends, end{unspent.Expire{Serial: c.Serial}, c.Serial.String(), c.Head.Seq})
		}
		key = next
		return ends, next != unspent.CardKey{}, err
	}
	var ref unspent.Ref
	accounts := func(r store.Reader, now time.Time) (ends []end, more bool, err error) {
		lapsed, next, err := r.LapsedAccounts(ctx, now, ref, b.sweepPage())
		for _, a := range lapsed {
			ends = append(ends, end{unspent.Expire{Account: a.Ref.Name()}, "account", a.Head.Seq})
		}
		ref = next
		return ends, next != "", err
	}
	for _, lapsed := range []func(store.Reader, time.Time) ([]end, bool, error){cards, accounts} {
		booked, err := b.expireAll(ctx, lapsed)
		if expired += booked; err != nil {
			return expired, seals, err
		}
	}
	return expired, seals, nil
}

// end is an expiry to book: of what, and the newest event of that.
type end struct {
	command unspent.Expire
	name    string
	head    unspent.Seq
}

// expireAll books what lapsed gives, page by page, and returns how many that were.
func (b *Book) expireAll(ctx context.Context, lapsed func(store.Reader, time.Time) ([]end, bool, error)) (expired int, err error) {
	for {
		now, err := b.stamp(ctx)
		if err != nil {
			return expired, err
		}
		var page []end
		more := false
		err = b.store.View(ctx, func(r store.Reader) error {
			page, more, err = lapsed(r, now)
			return err
		})
		if err != nil {
			return expired, unavailable(err)
		}
		booked, err := b.expire(ctx, page)
		if expired += booked; err != nil || !more {
			return expired, err
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

// expire books a page of expiries. Each one's id names the newest event of the card or
// account: a second sweep that sees the same repeats it.
func (b *Book) expire(ctx context.Context, ends []end) (booked int, err error) {
	page := make([]*pending, 0, len(ends))
	for _, e := range ends {
		p, err := b.prepare(ctx, unspent.Request{
			Key:     "expire-" + e.name + "-" + e.head.EventID(),
			By:      unspent.Actor{ID: "sweep", Role: unspent.System},
			Command: e.command,
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
