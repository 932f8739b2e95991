package gift

import (
	"context"
	"errors"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Forget blanks an account's name and address and everything it wrote in the
// orders that it gave, or that the staff placed for its address; and an address,
// what was written to it and what mail servers said of it in those that were sent to
// it, there and beside the journal. Numbers, amounts, serials and the addresses of
// other people stay. What the account had ordered for later is cancelled and refunded
// first; what was to be sent to the address later becomes a sheet. Cut short, it goes
// on where it was when it is asked for again.
func (s *Shop) Forget(ctx context.Context, account string, mail notify.Address) error {
	for {
		given, err := s.Given(ctx, account, Page{}, maxPage)
		if err != nil {
			return err
		}
		for _, o := range given {
			if _, err := s.Cancel(ctx, o.Number); err != nil && !errors.Is(err, unspent.NotFound) {
				return err
			}
		}
		all := given
		for _, key := range []string{keyOfGiverMail(mail), keyOfRecipient(mail), keyOfElsewhere(mail)} {
			found, err := s.pick(ctx, store.Pick{Key: key, Newest: true, Limit: maxPage})
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
		if len(all) == 0 {
			return nil
		}
		for _, o := range all {
			if err := s.forget(ctx, o, account, mail); err != nil {
				return err
			}
		}
	}
}

// forget forgets somebody in one order. A card that is being issued is issued
// first: the book knows it by its recipient, and would take it for another one.
func (s *Shop) forget(ctx context.Context, o Order, account string, mail notify.Address) error {
	var stuck error
	if o.underWay() {
		_, stuck = s.advance(ctx, o.Number)
	}
	return s.store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Document(ctx, orderKind, o.Number)
		if err != nil || d.ID == "" {
			return err
		}
		o, err := readOrder(d)
		if err != nil {
			return err
		}
		switch {
		case o.underWay() && stuck != nil:
			return stuck
		case o.underWay():
			return unspent.Errorf(unspent.Busy, "order %q is being paid or sent just now; try again in a moment", o.Number)
		}
		from := o.stages()
		for _, serial := range o.forget(account, mail) {
			if err := eraseRecipient(ctx, tx, serial); err != nil {
				return err
			}
		}
		if err := tx.DropDocument(ctx, orderKind, o.Number); err != nil { // so that the text before leaves no trace
			return err
		}
		return errors.Join(o.moved(from, WasForgot), put(ctx, tx, o))
	})
}

// eraseRecipient forgets whom a card was issued to.
func eraseRecipient(ctx context.Context, tx store.Tx, serial unspent.Serial) error {
	state := store.NewState()
	if err := tx.Load(ctx, store.Want{Serials: []unspent.Serial{serial}}, state); err != nil {
		return err
	}
	if party := state.Cards[serial].Recipient; party != "" {
		return tx.EraseParty(ctx, party)
	}
	return nil
}

// underWay reports whether the order is being paid, or a card issued, just now.
func (o Order) underWay() bool {
	return slices.ContainsFunc(o.stages(), func(s Stage) bool { return s == StageUnpaid || s == StageBegun })
}

// forget blanks what is known of an account, and of whoever has an address. It
// returns the serials of the cards that were issued to them.
func (o *Order) forget(account string, mail notify.Address) (issued []unspent.Serial) {
	mine := account != "" && o.Giver.Account == account || sameMailbox(o.Giver.Mail, mail)
	if mine {
		o.Giver = Giver{Lang: o.Giver.Lang, Quiet: true}
	}
	for n := range o.Cards {
		c := &o.Cards[n]
		theirs := sameMailbox(c.To, mail)
		if mine || theirs {
			c.Message, o.asked.what = "", "" // a hash of what one knows the rest of can be undone
		}
		if theirs {
			issued = append(issued, c.Serials...)
			c.To, c.Failed, c.forgotten = notify.Address{}, "", len(c.Serials) > 0
		}
		if sameMailbox(c.named, mail) {
			c.named = notify.Address{}
		}
		c.resends = slices.DeleteFunc(c.resends, func(r resend) bool { return sameMailbox(r.to, mail) })
	}
	return issued
}

// sameMailbox reports whether two addresses reach the same person.
func sameMailbox(a, b notify.Address) bool {
	return a != (notify.Address{}) && keyOfRecipient(a) == keyOfRecipient(b)
}
