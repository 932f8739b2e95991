package client

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// Card is what a check says about a card. Everything was true AsOf; whoever
// knows the code can change it at any moment.
type Card struct {
	Serial    unspent.Serial
	Program   string
	State     unspent.State
	Unspent   bool // active, with its whole value, not held for somebody, not frozen
	Face      unspent.Money
	Balance   unspent.Money
	Hold      *Hold // the hold in force, nil for none
	Frozen    bool
	ExpiresAt time.Time // zero: never, or not active yet
	AsOf      time.Time
	Seq       unspent.Seq // the card's newest event
	Head      string      // that event's hash, in hexadecimal

	// What only the staff sees.
	FrozenFor unspent.Reason
	Successor unspent.Serial // of a replaced card
	Order     string
	Last4     string // of the code; "" if it is not known
	Recipient string // opaque id
	HeldFor   string // opaque id
}

// Hold is a reservation of a card for one counterparty.
type Hold struct {
	ID       unspent.Seq
	Until    time.Time
	Released bool // the counterparty may take the card
}

// NewCard is a card that was made. Its Code is the zero Code once the program's
// reveal window has ended: then nobody can recover it.
type NewCard struct {
	Serial unspent.Serial
	Code   unspent.Code
	State  unspent.State
}

// Event is one line of the journal as seen from one card or account.
type Event struct {
	Seq       unspent.Seq
	Kind      unspent.Kind
	At        time.Time
	Program   string
	Debit     unspent.Ref
	Credit    unspent.Ref // "" if nothing moved
	Amount    unspent.Money
	Balance   unspent.Money // after the event
	Reason    unspent.Reason
	Asked     unspent.Kind // of a declined event
	Wanted    int64        // of a declined event, in minor units
	Until     time.Time
	Of        unspent.Seq // the earlier event that this one is about
	Party     string      // opaque id
	Reference string      // of a payment; order number of an issue
	Note      string      // of the staff
	By        string
	ByName    string // of a card's events: what the staff calls that key
	Hash      string
}

// Account is a holder's account.
type Account struct {
	ID      string
	Program string // whose value it holds; "" in the answer to a claim
	Balance unspent.Money
}
