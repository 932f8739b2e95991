package gift

import (
	"slices"

	"github.com/unspent-dev/unspent"
)

// Stage is where a card of an order stands, as far as the order goes. What became of
// the card itself is the book's. Being sent again, forgotten, and sent elsewhere are
// beside it.
type Stage string

// The stages of a card of an order.
const (
	StageUnpaid    Stage = "unpaid"    // its order is kept, and not paid yet
	StageWaiting   Stage = "waiting"   // it is issued at its date
	StageBegun     Stage = "begun"     // it is being issued, and can no longer be cancelled
	StageSent      Stage = "sent"      // issued; its newest mail is on its way, or it is a sheet
	StageDelivered Stage = "delivered" // a mail server took the newest mail
	StageFailed    Stage = "failed"    // the newest mail did not arrive
	StageOpened    Stage = "opened"    // its recipient has seen it here
	StageOwed      Stage = "owed"      // cancelled, and its part of the payment is still to be paid back
	StageCancelled Stage = "cancelled" // it is not sent any more
)

// Happening is what moves a card of an order on.
type Happening string

// What can happen to a card of an order.
const (
	Paid       Happening = "paid"
	Begun      Happening = "begun"
	Issued     Happening = "issued"
	Mailed     Happening = "mailed"    // a server took its mail
	Bounced    Happening = "bounced"   // its mail did not arrive
	Seen       Happening = "seen"      // by its recipient
	Asked      Happening = "asked"     // to be sent again
	Renewed    Happening = "renewed"   // it has a new code, which is mailed
	CalledOff  Happening = "cancelled" // with its order
	PaidBack   Happening = "paid_back"
	WasForgot  Happening = "forgotten" // its recipient, and what mail servers said of them
	nothingNew Happening = ""          // something else of the order is changed
)

// Transition is one step that a card of an order may take.
type Transition struct {
	From Stage
	By   Happening
	To   Stage
}

// Transitions is the whole table of what may happen to a card of an order. What is not
// in it is refused, or is a bug. docs/reference/states.md draws it.
func Transitions() []Transition { return slices.Clone(transitions[:]) }

var transitions = [...]Transition{
	{StageUnpaid, Paid, StageWaiting},
	{StageWaiting, Begun, StageBegun},
	{StageWaiting, CalledOff, StageCancelled}, // it was not paid from an account
	{StageWaiting, CalledOff, StageOwed},
	{StageBegun, Issued, StageSent},
	{StageSent, Mailed, StageDelivered},
	{StageSent, Bounced, StageFailed},
	{StageSent, Seen, StageOpened},
	{StageSent, Asked, StageSent},
	{StageSent, Renewed, StageSent},
	{StageDelivered, Mailed, StageDelivered},
	{StageDelivered, Bounced, StageFailed},
	{StageDelivered, Seen, StageOpened},
	{StageDelivered, Asked, StageDelivered},
	{StageDelivered, Renewed, StageSent},
	{StageFailed, Mailed, StageDelivered},
	{StageFailed, Bounced, StageFailed},
	{StageFailed, Seen, StageOpened},
	{StageFailed, Asked, StageFailed},
	{StageFailed, Renewed, StageSent},
	{StageFailed, WasForgot, StageSent},
	{StageFailed, WasForgot, StageDelivered},
	{StageOpened, Mailed, StageOpened},
	{StageOpened, Bounced, StageOpened},
	{StageOpened, Asked, StageOpened},
	{StageOpened, Renewed, StageSent},
	{StageOwed, PaidBack, StageCancelled},
}

// may reports whether the table has any step by h from s.
func (s Stage) may(h Happening) bool {
	return slices.ContainsFunc(transitions[:], func(t Transition) bool { return t.From == s && t.By == h })
}

// stage returns where the card at a place stands.
func (o Order) stage(n int) Stage {
	switch c := o.Cards[n]; {
	case len(c.Serials) == 0 && c.begun:
		return StageBegun
	case len(c.Serials) > 0 && !c.Opened.IsZero():
		return StageOpened
	case len(c.Serials) > 0 && c.Failed != "":
		return StageFailed
	case len(c.Serials) > 0 && !c.Mailed.IsZero():
		return StageDelivered
	case len(c.Serials) > 0:
		return StageSent
	case o.unpaid():
		return StageUnpaid
	case o.Cancelled.IsZero():
		return StageWaiting
	case o.Paid != 0 && o.back == 0:
		return StageOwed
	}
	return StageCancelled
}

func (o Order) stages() []Stage {
	all := make([]Stage, len(o.Cards))
	for n := range o.Cards {
		all[n] = o.stage(n)
	}
	return all
}

// anyMay reports whether some card of the order has a step by h.
func (o Order) anyMay(h Happening) bool {
	return slices.ContainsFunc(o.stages(), func(s Stage) bool { return s.may(h) })
}

// moved refuses what the table does not have: a card that by h came from another stage
// to where it is. That is a bug, or a damaged order.
func (o Order) moved(from []Stage, h Happening) error {
	for n, to := range o.stages() {
		if from[n] != to && !slices.Contains(transitions[:], Transition{from[n], h, to}) {
			return unspent.Errorf(unspent.Internal, "card %d of order %q cannot be %s and then %s, by %q", n+1, o.Number, from[n], to, h)
		}
	}
	return nil
}
