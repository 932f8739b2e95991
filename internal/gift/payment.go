package gift

import (
	"context"
	"errors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
)

// payment is the command by which a holder's order is paid.
func (o Order) payment(total unspent.Money) unspent.Spend {
	return unspent.Spend{Account: o.Giver.Account, Amount: total, Merchant: unspent.GiftShop, Reference: o.Number}
}

// pay pays an order from the giver's account. If the book declines that, or the
// same request was declined for another order, nothing of the order is kept.
func (s *Shop) pay(ctx context.Context, o Order) (Order, error) {
	total, err := o.Total()
	if err != nil {
		return o, err
	}
	done, refused := s.book.Do(ctx, unspent.Request{Key: requestID(o.Number, "pay "+o.asked.by), By: itself(), Command: o.payment(total)})
	switch {
	case refused == nil:
		return s.change(ctx, o.Number, Paid, func(o *Order) error {
			if o.Paid == 0 { // or somebody else has noted it, and the giver may have been told
				o.Paid, o.announce = done.Events[0].Seq, true
			}
			return nil
		})
	case len(done.Events) == 0 && !errors.Is(refused, unspent.Conflict):
		return o, refused // not decided: the same is asked again
	}
	return o, errors.Join(refused, s.drop(ctx, o))
}

// drop forgets an order that was not paid, unless its number is another's by now.
func (s *Shop) drop(ctx context.Context, o Order) error {
	return s.store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Document(ctx, orderKind, o.Number)
		if err != nil || d.ID == "" {
			return err
		}
		if kept, err := readOrder(d); err != nil || kept.asked != o.asked || kept.Paid != 0 {
			return err
		}
		return errors.Join(tx.DropDocument(ctx, orderKind, o.Number), jobs.Drop(ctx, tx, dueKind, o.Number))
	})
}

// payBack refunds what was paid for cards that are not sent any more. It is tried
// until the book has decided, whoever cancelled. Where the book refuses for any reason
// but that all is paid back, the order stays owed, and what is tried in vain is seen.
func (s *Shop) payBack(ctx context.Context, o Order) (Order, error) {
	left, err := o.left()
	if err != nil {
		return o, err
	}
	done, refused := s.book.Do(ctx, unspent.Request{Key: requestID(o.Number, "cancel"), By: itself(),
		Command: unspent.Refund{Event: o.Paid, Amount: left, Reference: o.Number}})
	if refused != nil && (len(done.Events) == 0 || unspent.ReasonOf(refused) != unspent.RefundExceeded) {
		return o, refused
	}
	o, err = s.change(ctx, o.Number, PaidBack, func(o *Order) error { // that nothing is left to refund ends it too
		o.back = done.Events[0].Seq
		return nil
	})
	return o, errors.Join(refused, err)
}
