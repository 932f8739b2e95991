package gift

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/follow"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Resend gives the card at a place of an order a new code, which is mailed to the
// recipient, and kills the one before. The same id again is not sent once more. It
// answers with the reason of the book if the card is not in a state for that.
func (s *Shop) Resend(ctx context.Context, number string, n int, id string) (Order, error) {
	return s.again(ctx, number, n, unspent.Serial{}, resend{id: requestID(number, id)})
}

// SendTo gives a card a new code, which is mailed to an address, for by. A card of
// an order is sent again as that order's, to the address if one is given; any other
// becomes an order of its own. It answers with the reason of the book if the card is
// not in a state for that.
func (s *Shop) SendTo(ctx context.Context, by unspent.Actor, id string, serial unspent.Serial, to notify.Address, lang notify.Lang) (Order, error) {
	o, n, err := s.OfCard(ctx, serial)
	if errors.Is(err, unspent.NotFound) {
		n = 0
		o, err = s.adopt(ctx, by, id, serial, to, lang)
	}
	switch {
	case err != nil:
		return Order{}, err
	case to == (notify.Address{}) && o.Cards[n].Sheet():
		return Order{}, errNoAddress
	}
	return s.again(ctx, o.Number, n, serial, resend{id: requestID(o.Number, id), to: to, lang: lang})
}

// adopt makes an order of a card that belongs to none.
func (s *Shop) adopt(ctx context.Context, by unspent.Actor, id string, serial unspent.Serial, to notify.Address, lang notify.Lang) (Order, error) {
	seen, err := s.book.Card(ctx, serial)
	c := seen.Card
	switch {
	case err != nil:
		return Order{}, err
	case c.State != unspent.StateActive || c.Frozen != "":
		return Order{}, unspent.Errorf(unspent.WrongState, "the card is not in a state for a new code")
	case to == (notify.Address{}):
		return Order{}, errNoAddress
	}
	o := Order{Program: c.Program, At: s.now(), By: by.ID, Cards: []Card{{To: to, Lang: lang, Value: c.Balance, Serials: []unspent.Serial{serial}, begun: true}}}
	return s.keep(ctx, o.askedBy(s.book.Asked(by), id), 0)
}

var errNoAddress = unspent.Errorf(unspent.Invalid, "say to which mail address the new code goes")

// again sends a card of an order once more, as r asks. of is the serial that was
// asked about, which must be the card's newest; zero is whatever that is.
func (s *Shop) again(ctx context.Context, number string, n int, of unspent.Serial, r resend) (Order, error) {
	r.what, r.at = s.print(r), s.now()
	o, err := s.change(ctx, number, Asked, func(o *Order) error {
		if n < 0 || n >= len(o.Cards) || !o.stage(n).may(Asked) {
			return unspent.Errorf(unspent.NotFound, "this card of the order has not been sent yet")
		}
		return o.Cards[n].begin(r, of)
	})
	if err != nil || !o.Cards[n].sending(r.id) {
		return o, err
	}
	serial, _, decided, err := s.reissue(ctx, o, n, len(o.Cards[n].Serials))
	if err == nil {
		old := o.Cards[n].Serial()
		return s.change(ctx, number, Renewed, func(o *Order) error { // or read does, after a crash
			o.Cards[n].follow(old, serial)
			return nil
		})
	}
	if decided {
		_, failed := s.change(ctx, number, nothingNew, func(o *Order) error {
			o.Cards[n].giveUp()
			return nil
		})
		err = errors.Join(err, failed)
	}
	return Order{}, err
}

// print hashes what r asks for with a key of the book: a plain hash of an address
// could be undone by trying addresses.
func (s *Shop) print(r resend) string {
	sum := s.book.Print(unspent.Reissue{Note: string(r.lang) + " " + r.to.String()})
	return hex.EncodeToString(sum[:])
}

// begin notes that the card is being sent again, unless it was by the same request.
func (c *Card) begin(r resend, of unspent.Serial) error {
	var last resend
	for _, last = range c.resends {
		if last.id != r.id {
			continue
		}
		if last.what != r.what {
			return unspent.Errorf(unspent.Conflict, "this request id (Idempotency-Key) was used to send the card to another address; take a new one")
		}
		return nil
	}
	waited := r.at.Sub(last.at)
	switch {
	case !of.IsZero() && of != c.Serial():
		return unspent.Errorf(unspent.WrongState, "this code was replaced by another already; the card has the number %s by now", c.Serial())
	case c.forgotten && r.to == (notify.Address{}):
		return unspent.Errorf(unspent.Invalid, "its recipient asked to be forgotten, so there is no address; the staff can send the card to another one")
	case last.id != "" && last.serial.IsZero() && waited < stuckAfter:
		return unspent.Errorf(unspent.Busy, "the card is being sent again just now; try again in a moment")
	case last.id != "" && r.to == (notify.Address{}) && !c.Sheet() && waited < ResendPause:
		return unspent.Errorf(unspent.LimitExceeded, "the card was sent again less than %.0f minutes ago; its mail may still be on its way", ResendPause.Minutes())
	case len(c.Serials) > MaxResends:
		return unspent.Errorf(unspent.LimitExceeded, "a card is sent again at most %d times", MaxResends)
	}
	c.giveUp()
	c.resends = append(c.resends, r)
	return nil
}

// sending reports whether the request with an id is the one that is under way.
func (c *Card) sending(id string) bool {
	last := len(c.resends) - 1
	return last >= 0 && c.resends[last].id == id && c.resends[last].serial.IsZero()
}

// giveUp forgets the request that was under way: the book has declined it, or
// whoever asked went away before the book was asked.
func (c *Card) giveUp() {
	c.resends = slices.DeleteFunc(c.resends, func(r resend) bool { return r.serial.IsZero() })
}

// told returns what reads the journal for the shop: a crash may have come between a new
// code and its order.
func (s *Shop) told() *follow.Follower {
	return &follow.Follower{Store: s.store, Kind: cursorKind, Now: s.now,
		Wants: func(e unspent.Event) bool { return e.Kind == unspent.Reissued && e.By == By }}
}

// read notes the new serials that the journal tells of. more says that there may be others.
func (s *Shop) read(ctx context.Context) (more bool, err error) {
	return s.told().Next(ctx, func(_ context.Context, events []unspent.Event) (follow.Write, error) {
		return func(ctx context.Context, tx store.Tx) error {
			for _, e := range events {
				old, _ := e.Debit.Serial()
				serial, _ := e.Credit.Serial()
				o, n, err := ofCard(ctx, tx, old)
				if errors.Is(err, unspent.NotFound) || err == nil && o.Cards[n].Serial() != old {
					continue
				}
				if err != nil {
					return err
				}
				from := o.stages()
				o.Cards[n].follow(old, serial)
				if err := errors.Join(o.moved(from, Renewed), put(ctx, tx, o)); err != nil {
					return err
				}
			}
			return nil
		}, nil
	})
}

// follow notes that the card has a new serial, unless that is known.
func (c *Card) follow(old, serial unspent.Serial) {
	if c.Serial() != old {
		return
	}
	c.Serials = append(c.Serials, serial)
	c.Mailed, c.Failed, c.Opened = time.Time{}, "", time.Time{}
	last := len(c.resends) - 1
	if last < 0 || !c.resends[last].serial.IsZero() {
		return
	}
	r := &c.resends[last]
	if r.to != (notify.Address{}) {
		c.named, c.moved = c.Named(), true
		c.To, c.Lang, c.forgotten = r.to, r.lang, false
	}
	r.serial, r.to, r.lang = serial, notify.Address{}, ""
}

// Cancel takes back what an order has not sent yet, and refunds its part of the
// payment. What was sent stays sent. NotFound if there is nothing left to cancel.
func (s *Shop) Cancel(ctx context.Context, number string) (Order, error) {
	o, err := s.change(ctx, number, CalledOff, func(o *Order) error {
		switch stages := o.stages(); {
		case slices.Contains(stages, StageUnpaid):
			return unspent.Errorf(unspent.Busy, "the order is being paid just now; try again in a moment")
		case o.anyMay(CalledOff):
			o.Cancelled = s.now()
		case !slices.Contains(stages, StageOwed) && !slices.Contains(stages, StageCancelled):
			return unspent.Errorf(unspent.NotFound, "everything of this order has been sent")
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
	return s.note(ctx, serial, Mailed, func(c *Card) { c.Mailed, c.Failed = at, "" })
}

// Bounced notes why the mail of a card with a serial did not arrive.
func (s *Shop) Bounced(ctx context.Context, serial unspent.Serial, why string) error {
	return s.note(ctx, serial, Bounced, func(c *Card) { c.Failed = why })
}

// note changes what is known of the delivery of a card, if it is still the one
// that its order sent.
func (s *Shop) note(ctx context.Context, serial unspent.Serial, h Happening, f func(*Card)) error {
	o, n, err := s.OfCard(ctx, serial)
	if errors.Is(err, unspent.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.change(ctx, o.Number, h, func(o *Order) error {
		if c := &o.Cards[n]; c.Serial() == serial {
			f(c)
		}
		return nil
	})
	return err
}

// See notes that the recipient at an address has seen a card that was sent to them
// here. Of any other card nothing is noted.
func (s *Shop) See(ctx context.Context, to notify.Address, serial unspent.Serial) error {
	o, n, err := s.OfCard(ctx, serial)
	if errors.Is(err, unspent.NotFound) {
		return nil
	}
	unseen := func(c Card) bool {
		return sameMailbox(c.To, to) && c.Serial() == serial && c.Opened.IsZero()
	}
	if err != nil || !unseen(o.Cards[n]) {
		return err
	}
	_, err = s.change(ctx, o.Number, Seen, func(o *Order) error {
		if c := &o.Cards[n]; unseen(*c) {
			c.Opened = s.now()
		}
		return nil
	})
	return err
}

// Silence switches the opening notices of an order off or on.
func (s *Shop) Silence(ctx context.Context, number string, quiet bool) (Order, error) {
	return s.change(ctx, number, nothingNew, func(o *Order) error {
		o.Giver.Quiet = quiet
		return nil
	})
}
