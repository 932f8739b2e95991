package unspent

import "time"

// NewCard returns the card that e made, which [Event.Makes] one. A refund's reference is
// no order number.
func NewCard(e Event, s Serial) Card {
	c := Card{Serial: s, Key: e.Key, Last4: e.Last4, Program: e.Program, State: StateInactive, Face: e.Face,
		Balance: Money{0, e.Face.cur}, Order: e.Note, Recipient: e.Party, Made: e.At, Head: Head{e.Seq, e.Hash}}
	if e.Kind == Refunded {
		c.Order = ""
	}
	if e.Amount.IsPositive() {
		c.State, c.Balance, c.ExpiresAt, c.Began = StateActive, e.Amount, e.Until, e.At
	}
	if e.Kind == Imported {
		return c.imported(e)
	}
	return c
}

// Succeed returns the card that e, which replaces c, made.
func (c Card) Succeed(e Event, s Serial) Card {
	next := Card{Serial: s, Key: e.Key, Last4: e.Last4, Program: c.Program, State: StateActive, Face: c.Face, Balance: e.Amount,
		ExpiresAt: c.ExpiresAt, Order: c.Order, Recipient: c.Recipient, Moved: c.Moved,
		Made: e.At, Began: c.Began, Head: Head{e.Seq, e.Hash}}
	if e.Kind != Reissued {
		next.Recipient = ""
		next.Moved = c.Moved.plus(e.Amount.units, e.At)
	}
	return next
}

// Apply returns c after e, which is about it or takes from it or gives to it.
// It fails if the transition table has no such step: then the journal is
// damaged or written by a newer program.
func (c Card) Apply(e Event) (Card, error) {
	ref := CardRef(c.Serial)
	after := e.DebitAfter
	if e.Credit == ref {
		after = e.CreditAfter
	}
	c.Head = Head{e.Seq, e.Hash}
	if e.Kind == Declined {
		return c, nil
	}
	to, ok := c.State.step(e.Kind, after)
	if !ok || after < 0 {
		return Card{}, Errorf(Internal, "event %d: a card that is %s cannot be %s", e.Seq, c.State, e.Kind)
	}
	c.State = to
	c.Balance = Money{after, c.Balance.cur}
	switch e.Kind {
	case Activated:
		c.ExpiresAt, c.Sold, c.Began = e.Until, Sale{e.By, e.At}, e.At
	case Deactivated:
		c.ExpiresAt, c.Hold, c.Sold, c.Began = e.Until, Reservation{}, Sale{}, time.Time{}
	case Held:
		c.Hold = Reservation{ID: e.Seq, For: e.Party, Until: e.Until, Secret: e.Secret}
	case Released:
		c.Hold.Released = true
	case Unheld, Voided, Expired:
		c.Hold = Reservation{}
	case Taken, Transferred, Reissued:
		c.Hold = Reservation{}
		c.Successor, _ = e.Credit.Serial()
	case Frozen:
		c.Frozen = e.Reason
	case Unfrozen:
		c.Frozen = ""
	case Issued, Imported, Claimed, Spent, Refunded, Adjusted, Unclaimed, Closed, Declined:
	}
	return c, nil
}
