package gift

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
)

// Resend gives the card at a place of an order a new code, which is mailed to the
// recipient, and kills the one before. The same id again is not sent once more. It
// answers with the reason of the book if the card is not in a state for that.
func (s *Shop) Resend(ctx context.Context, number string, n int, id string) (Order, error) {
	o, err := s.Order(ctx, number)
	switch {
	case err != nil:
		return Order{}, err
	case n < 0 || n >= len(o.Cards) || len(o.Cards[n].Serials) == 0:
		return Order{}, unspent.Errorf(unspent.NotFound, "this card of the order has not been sent yet")
	case o.Cards[n].again == requestID(number, id):
		return o, nil
	case len(o.Cards[n].Serials) > MaxResends:
		return Order{}, unspent.Errorf(unspent.LimitExceeded, "a card is sent again at most %d times", MaxResends)
	}
	again := len(o.Cards[n].Serials)
	serial, _, err := s.reissue(ctx, o, n, again)
	if err != nil {
		return Order{}, err
	}
	old := o.Cards[n].Serial()
	return s.change(ctx, number, func(o *Order) error {
		o.Cards[n].follow(old, serial)
		o.Cards[n].again = requestID(number, id)
		return nil
	})
}

// SendTo gives a card a new code, which is mailed to an address, for by. A card of
// an order is sent again as that order's, to the address if one is given; any other
// becomes an order of its own. It answers with the reason of the book if the card is
// not in a state for that.
func (s *Shop) SendTo(ctx context.Context, by unspent.Actor, id string, serial unspent.Serial, to notify.Address, lang notify.Lang) (Order, error) {
	seen, err := s.book.Card(ctx, serial)
	if err != nil {
		return Order{}, err
	}
	c := seen.Card
	if c.State != unspent.StateActive || c.Frozen != "" {
		return Order{}, unspent.Errorf(unspent.WrongState, "the card is not in a state for a new code")
	}
	o, n, err := s.OfCard(ctx, serial)
	switch {
	case err == nil:
		if to != (notify.Address{}) {
			_, err = s.change(ctx, o.Number, func(o *Order) error {
				o.Cards[n].To, o.Cards[n].Lang = to, lang
				return nil
			})
		}
		if err == nil && o.Cards[n].To == (notify.Address{}) && to == (notify.Address{}) {
			err = errNoAddress
		}
		if err != nil {
			return Order{}, err
		}
		return s.Resend(ctx, o.Number, n, id)
	case !errors.Is(err, unspent.NotFound):
		return Order{}, err
	case to == (notify.Address{}):
		return Order{}, errNoAddress
	}
	o = Order{Program: c.Program, At: s.now(), By: by.ID, Cards: []Card{{To: to, Lang: lang, Value: c.Balance, Serials: []unspent.Serial{serial}, begun: true}}}
	o.asked = asked{hash(by.ID, id), o.print()}
	if o, err = s.keep(ctx, o); err != nil {
		return Order{}, err
	}
	return s.Resend(ctx, o.Number, 0, id)
}

var errNoAddress = unspent.Errorf(unspent.Invalid, "say to which mail address the new code goes")

// Follow notes that a card of an order has a new serial, unless that is known.
// Resend does so itself; after a crash between the two, whoever reads the journal
// does.
func (s *Shop) Follow(ctx context.Context, number string, n int, old, serial unspent.Serial) (Order, error) {
	return s.change(ctx, number, func(o *Order) error {
		if n < 0 || n >= len(o.Cards) {
			return errNoOrder
		}
		o.Cards[n].follow(old, serial)
		return nil
	})
}

func (c *Card) follow(old, serial unspent.Serial) {
	if c.Serial() == old {
		c.Serials = append(c.Serials, serial)
		c.Mailed, c.Failed, c.Opened = time.Time{}, "", time.Time{}
	}
}

// Cancel takes back what an order has not sent yet, and refunds its part of the
// payment. What was sent stays sent. NotFound if there is nothing left to cancel.
func (s *Shop) Cancel(ctx context.Context, number string) (Order, error) {
	o, err := s.change(ctx, number, func(o *Order) error {
		left, err := o.left()
		switch {
		case err != nil:
			return err
		case o.unpaid():
			return unspent.Errorf(unspent.Busy, "the order is being paid just now; try again in a moment")
		case left.IsZero():
			return unspent.Errorf(unspent.NotFound, "everything of this order has been sent")
		case o.Cancelled.IsZero():
			o.Cancelled = s.now()
		}
		return nil
	})
	if err != nil {
		return Order{}, err
	}
	if !o.owed() {
		return o, nil
	}
	return s.payBack(ctx, o)
}

// Mailed notes that a mail server took the mail of a card with a serial.
func (s *Shop) Mailed(ctx context.Context, serial unspent.Serial, at time.Time) error {
	return s.note(ctx, serial, func(c *Card) { c.Mailed, c.Failed = at, "" })
}

// Bounced notes why the mail of a card with a serial did not arrive.
func (s *Shop) Bounced(ctx context.Context, serial unspent.Serial, why string) error {
	return s.note(ctx, serial, func(c *Card) { c.Failed = why })
}

// note changes what is known of the delivery of a card, if it is still the one
// that its order sent.
func (s *Shop) note(ctx context.Context, serial unspent.Serial, f func(*Card)) error {
	o, n, err := s.OfCard(ctx, serial)
	if errors.Is(err, unspent.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.change(ctx, o.Number, func(o *Order) error {
		if c := &o.Cards[n]; c.Serial() == serial {
			f(c)
		}
		return nil
	})
	return err
}

// See notes that the recipient at an address has seen what was sent to them here.
func (s *Shop) See(ctx context.Context, to notify.Address, o Order) error {
	unseen := false
	for _, c := range o.Cards {
		unseen = unseen || sameMailbox(c.To, to) && len(c.Serials) > 0 && c.Opened.IsZero()
	}
	if !unseen {
		return nil
	}
	_, err := s.change(ctx, o.Number, func(o *Order) error {
		for n := range o.Cards {
			if c := &o.Cards[n]; sameMailbox(c.To, to) && len(c.Serials) > 0 && c.Opened.IsZero() {
				c.Opened = s.now()
			}
		}
		return nil
	})
	return err
}

// Silence switches the opening notices of an order off or on.
func (s *Shop) Silence(ctx context.Context, number string, quiet bool) (Order, error) {
	return s.change(ctx, number, func(o *Order) error {
		o.Giver.Quiet = quiet
		return nil
	})
}
