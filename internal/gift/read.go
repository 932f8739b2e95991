package gift

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Order returns the order with a number; NotFound if there is none.
func (s *Shop) Order(ctx context.Context, number string) (o Order, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		d, err := r.Document(ctx, orderKind, number)
		if err == nil && d.ID == "" {
			err = errNoOrder
		}
		if err == nil {
			o, err = readOrder(d)
		}
		return err
	})
	return o, err
}

// Page is where a list of orders goes on: behind the last one that was read.
type Page = store.Place

// Given returns orders that an account gave, the newest first.
func (s *Shop) Given(ctx context.Context, account string, after Page, limit int) ([]Order, error) {
	return s.pick(ctx, store.Pick{Key: keyOfGiver(account), After: after, Newest: true, Limit: limit})
}

// Orders returns orders of anybody, the newest first.
func (s *Shop) Orders(ctx context.Context, after Page, limit int) ([]Order, error) {
	return s.pick(ctx, store.Pick{After: after, Newest: true, Limit: limit})
}

// Received returns orders with a card for an address, the newest first.
func (s *Shop) Received(ctx context.Context, to notify.Address, after Page, limit int) ([]Order, error) {
	return s.pick(ctx, store.Pick{Key: keyOfRecipient(to), After: after, Newest: true, Limit: limit})
}

// About returns orders with a card for an address, or that were given with it, the
// newest first, and what of them is of other people blanked.
func (s *Shop) About(ctx context.Context, mail notify.Address, after Page, limit int) ([]Order, error) {
	found, err := s.pick(ctx, store.Pick{Key: keyOfRecipient(mail), After: after, Newest: true, Limit: limit})
	for i := range found {
		o := &found[i]
		if sameMailbox(o.Giver.Mail, mail) {
			continue
		}
		o.Giver.Mail = notify.Address{}
		o.Cards = slices.Clone(o.Cards)
		for n := range o.Cards {
			if c := &o.Cards[n]; !sameMailbox(c.To, mail) {
				c.To, c.Message, c.Failed = notify.Address{}, "", ""
			}
		}
	}
	return found, err
}

// OfCard returns the order that a card belongs to, and its place there from 0;
// NotFound if it belongs to none.
func (s *Shop) OfCard(ctx context.Context, serial unspent.Serial) (o Order, n int, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		o, n, err = ofCard(ctx, r, serial)
		return err
	})
	return o, n, err
}

func ofCard(ctx context.Context, r store.Documents, serial unspent.Serial) (Order, int, error) {
	found, err := pick(ctx, r, store.Pick{Key: keyOfCard(serial), Limit: 1})
	if err != nil {
		return Order{}, 0, err
	}
	for _, o := range found {
		for n, c := range o.Cards {
			if slices.Contains(c.Serials, serial) {
				return o, n, nil
			}
		}
	}
	return Order{}, 0, errNoOrder
}

// OnRecord reports whether an address is that of a card's recipient: of its order,
// or with whom it was issued. No address is whoever that is.
func (s *Shop) OnRecord(ctx context.Context, serial unspent.Serial, to notify.Address) (bool, error) {
	if to == (notify.Address{}) {
		return true, nil
	}
	o, n, err := s.OfCard(ctx, serial)
	if err == nil {
		return sameMailbox(o.Cards[n].To, to), nil
	}
	if !errors.Is(err, unspent.NotFound) {
		return false, err
	}
	seen, err := s.book.Card(ctx, serial)
	if err != nil || seen.Card.Recipient == "" {
		return false, err
	}
	text, err := s.book.Party(ctx, seen.Card.Recipient)
	if err != nil {
		return false, err
	}
	known, err := notify.ParseAddress(text)
	return err == nil && sameMailbox(known, to), nil
}

func (s *Shop) pick(ctx context.Context, p store.Pick) (orders []Order, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		orders, err = pick(ctx, r, p)
		return err
	})
	return orders, err
}

func pick(ctx context.Context, r store.Documents, p store.Pick) (orders []Order, err error) {
	p.Kind, p.Limit = orderKind, min(p.Limit, maxPage)
	found, err := r.Documents(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		o, err := readOrder(d)
		if err != nil {
			return nil, err
		}
		orders = append(orders, o)
	}
	return orders, nil
}

// Status is how far a card of an order is. Delivery and redemption are two things:
// a card whose mail did not arrive can still be claimed.
type Status string

// The statuses.
const (
	Waiting   Status = "waiting"   // to be sent at its date
	Cancelled Status = "cancelled" // it is not sent any more
	Printed   Status = "printed"   // issued, as a sheet to print
	Sent      Status = "sent"      // issued; its mail is on its way
	Delivered Status = "delivered" // a mail server took the mail
	Failed    Status = "failed"    // the mail did not arrive
	Opened    Status = "opened"    // its recipient has seen it here
	Claimed   Status = "claimed"   // its value is in an account
	Used      Status = "used"      // something of it was spent
	PassedOn  Status = "passed_on" // its holder gave it on, under a new code
	Stopped   Status = "stopped"   // frozen, cancelled by the staff, or expired
)

// Statuses returns every status.
func Statuses() []Status {
	return []Status{Waiting, Cancelled, Printed, Sent, Delivered, Failed, Opened, Claimed, Used, PassedOn, Stopped}
}

// Statuses returns how far each card of an order is.
func (s *Shop) Statuses(ctx context.Context, o Order) ([]Status, error) {
	all, err := s.StatusesOf(ctx, []Order{o})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// StatusesOf returns the same of several orders, from one reading of the book.
func (s *Shop) StatusesOf(ctx context.Context, orders []Order) ([][]Status, error) {
	var want store.Want
	for _, o := range orders {
		for _, c := range o.Cards {
			if serial := c.Serial(); !serial.IsZero() {
				want.Serials = append(want.Serials, serial)
			}
		}
	}
	state := store.NewState()
	if err := s.store.View(ctx, func(r store.Reader) error { return r.Load(ctx, want, state) }); err != nil {
		return nil, err
	}
	now, all := s.now(), make([][]Status, len(orders))
	for i, o := range orders {
		for n, c := range o.Cards {
			all[i] = append(all[i], status(o, n, state.Cards[c.Serial()], now))
		}
	}
	return all, nil
}

func status(o Order, n int, card unspent.Card, now time.Time) Status {
	stage := o.stage(n)
	switch stage {
	case StageOwed, StageCancelled:
		return Cancelled
	case StageUnpaid, StageWaiting, StageBegun:
		return Waiting
	case StageSent, StageDelivered, StageFailed, StageOpened:
	}
	switch card.Standing(now) {
	case unspent.StateClaimed:
		return Claimed
	case unspent.StateSpent:
		return Used
	case unspent.StateReplaced:
		return PassedOn
	case unspent.StateVoid, unspent.StateExpired, unspent.StateInactive: // its sale was taken back
		return Stopped
	case unspent.StateActive:
	}
	switch {
	case card.Frozen != "":
		return Stopped
	case !unspent.Whole(card.Balance, card.Face):
		return Used
	case o.Cards[n].Sheet() && stage != StageOpened:
		return Printed
	}
	return Status(stage)
}

// Code returns the code of the card at a place of an order, inside the program's
// reveal window: NotFound once that has ended, or the card is not the one that
// the order sent any more. It is for whoever mails or prints it.
func (s *Shop) Code(ctx context.Context, number string, n int) (unspent.Code, error) {
	o, err := s.Order(ctx, number)
	if err != nil {
		return unspent.Code{}, err
	}
	if n < 0 || n >= len(o.Cards) || len(o.Cards[n].Serials) == 0 {
		return unspent.Code{}, errNoOrder
	}
	var codes []unspent.Code
	if again := len(o.Cards[n].Serials) - 1; again == 0 {
		_, codes, err = s.issue(ctx, o, n)
	} else {
		_, codes, _, err = s.reissue(ctx, o, n, again)
	}
	if err != nil && !errors.Is(err, unspent.Conflict) { // it was issued to another address, which was changed or forgotten since
		return unspent.Code{}, err
	}
	if len(codes) == 0 {
		return unspent.Code{}, unspent.Errorf(unspent.NotFound, "the code of this card can no longer be shown; send the card again, under a new one")
	}
	return codes[0], nil
}

// reissue asks the book for the again-th new code of a card, or asks it again. A
// decline of before, such as of a card that was frozen then, is not the answer:
// the next try has an id of its own. decided says that an error is the book's word.
func (s *Shop) reissue(ctx context.Context, o Order, n, again int) (serial unspent.Serial, codes []unspent.Code, decided bool, err error) {
	for try := range maxDeclined {
		step := strconv.Itoa(n) + " again " + strconv.Itoa(again)
		if try > 0 {
			step += " try " + strconv.Itoa(try)
		}
		done, refused := s.book.Do(ctx, unspent.Request{Key: requestID(o.Number, step), By: itself(),
			Command: unspent.Reissue{Serial: o.Cards[n].Serials[again-1], Note: o.Number}})
		if refused == nil {
			serial, _ := done.Events[0].Credit.Serial()
			return serial, done.Codes, true, nil
		}
		err, decided = refused, len(done.Events) > 0
		if !done.Replayed || !decided {
			break
		}
	}
	return unspent.Serial{}, nil, decided, err
}
