package api

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// CardStatus is what a check answers.
type CardStatus struct {
	Serial    unspent.Serial `json:"serial" doc:"The card's public number."`
	Program   string         `json:"program"`
	State     unspent.State  `json:"state" enum:"inactive,active,claimed,spent,void,replaced,expired"`
	Unspent   bool           `json:"unspent" doc:"Active, with its whole value, not held for somebody, not frozen, at asOf."`
	Face      unspent.Money  `json:"face" doc:"Value at activation."`
	Balance   unspent.Money  `json:"balance" doc:"Value left."`
	Held      *HeldUntil     `json:"held" doc:"The hold that is in force, or null."`
	Frozen    bool           `json:"frozen"`
	ExpiresAt Time           `json:"expiresAt" doc:"End of the validity; null: never, or not active yet."`
	AsOf      time.Time      `json:"asOf" doc:"When this was true."`
	Seq       unspent.Seq    `json:"seq" doc:"Place of the card's newest event in the journal."`
	Head      string         `json:"head" doc:"Hash of that event, and so of the card's whole history."`
}

// HeldUntil is the hold that is in force.
type HeldUntil struct {
	ID       HoldID    `json:"id,omitzero"`
	Until    time.Time `json:"until"`
	Released bool      `json:"released" doc:"The counterparty may take the card."`
}

// CardRecord is what the staff sees of a card.
type CardRecord struct {
	CardStatus
	FrozenFor   unspent.Reason `json:"frozenFor,omitempty" doc:"Why the staff stopped it."`
	Successor   unspent.Serial `json:"successor,omitzero" doc:"Of a replaced card: the serial of the newer one."`
	Order       string         `json:"order,omitempty" doc:"The issuer's order number."`
	Last4       string         `json:"last4,omitempty" doc:"The last four symbols of the code; not of cards that are older than this was kept."`
	Recipient   string         `json:"recipient,omitempty" doc:"Opaque id of the recipient, whom DELETE /v1/parties/{id} forgets."`
	CreatedAt   Time           `json:"createdAt" doc:"When it was made, with this code."`
	ActivatedAt Time           `json:"activatedAt" doc:"When its value was sold, with an older code too; null: it is not."`
	HeldFor     string         `json:"heldFor,omitempty" doc:"Opaque id of the newest hold's counterparty."`
}

// Event is one line of the journal as seen from one card or account.
type Event struct {
	ID        EventID        `json:"id" example:"evt_43"`
	Kind      unspent.Kind   `json:"kind" enum:"issued,imported,activated,deactivated,claimed,spent,refunded,held,released,unheld,taken,transferred,reissued,frozen,unfrozen,voided,adjusted,unclaimed,closed,expired,declined" example:"claimed"`
	Seq       unspent.Seq    `json:"seq" doc:"Place in the journal."`
	At        time.Time      `json:"at"`
	Program   string         `json:"program"`
	Debit     unspent.Ref    `json:"debit" doc:"Where the amount came from, or what the event is about if nothing moved."`
	Credit    unspent.Ref    `json:"credit,omitempty" doc:"Where the amount went."`
	Amount    unspent.Money  `json:"amount"`
	Balance   unspent.Money  `json:"balance" doc:"Balance after the event of the card or account it is seen from."`
	Reason    unspent.Reason `json:"reason,omitempty" doc:"Why it was declined, or what the staff gave as the reason."`
	Asked     unspent.Kind   `json:"asked,omitempty" enum:"issued,imported,activated,deactivated,claimed,spent,refunded,held,released,unheld,taken,transferred,reissued,frozen,unfrozen,voided,adjusted,unclaimed,closed,expired" doc:"Of a declined event: what was asked."`
	Wanted    int64          `json:"wanted,omitempty" doc:"Of a declined event: the amount that was asked for, in minor units."`
	Until     Time           `json:"until,omitzero" doc:"End of a hold or of the validity."`
	Lots      []Lot          `json:"lots,omitempty" doc:"What of the amount ends, of what leaves an account or reaches one."`
	Of        EventID        `json:"of,omitzero" doc:"The earlier event that this one is about: a refunded payment, a hold."`
	Party     string         `json:"party,omitempty" doc:"Opaque id of a recipient or counterparty."`
	Reference string         `json:"reference,omitempty" doc:"Reference of a payment, order number of an issue."`
	Note      string         `json:"note,omitempty" doc:"Note of the staff."`
	By        string         `json:"by" doc:"Id of the API key that asked, or holder."`
	ByName    string         `json:"byName,omitempty" doc:"Of a card's events: what the staff calls that key."`
	Prev      EventID        `json:"prev,omitzero" doc:"The previous event of the same card or account."`
	Hash      string         `json:"hash" doc:"SHA-256 over this event and its predecessors."`
}

// PaysOrder reports whether an event of an account paid for an order of gift cards.
func (e Event) PaysOrder() bool {
	return e.Kind == unspent.Spent && e.Reference != "" && strings.HasSuffix(string(e.Credit), "/"+unspent.GiftShop)
}

// Account is a holder's account with its balance.
type Account struct {
	ID      string        `json:"id" example:"acct_taro"`
	Balance unspent.Money `json:"balance"`
}

// IssuedCard is a card with its code, shown while the reveal window lasts.
type IssuedCard struct {
	Serial unspent.Serial `json:"serial" example:"6001004821930557712"`
	Code   unspent.Code   `json:"code,omitzero" doc:"The bearer secret. Absent once the reveal window has ended: then nobody can recover it." example:"7Q2MX-…"`
	State  unspent.State  `json:"state" enum:"active,inactive"`
}

// NewCard is the card that took another's place.
type NewCard struct {
	Serial unspent.Serial `json:"serial"`
	Code   unspent.Code   `json:"code,omitzero" doc:"The new code. Absent once the reveal window has ended."`
}

// AccountRecord is an account as a check of it answers.
type AccountRecord struct {
	ID      string        `json:"id" example:"acct_taro"`
	Program string        `json:"program" doc:"An account holds value of one program: that of its first claim."`
	Balance unspent.Money `json:"balance"`

	Frozen    bool           `json:"frozen" doc:"Stopped by the staff: nothing is claimed to it or paid from it."`
	FrozenFor unspent.Reason `json:"frozenFor,omitempty" doc:"Why, for the staff."`
	Closed    bool           `json:"closed" doc:"Ended by the staff, for good."`
	Lots      []Lot          `json:"lots" doc:"What of the balance ends, the first to end first, which is spent first. The rest has no end."`
}

// Lot is value in an account that ends.
type Lot struct {
	Amount unspent.Money `json:"amount"`
	EndsAt time.Time     `json:"endsAt"`
}

// EventPage is a part of a history.
type EventPage struct {
	Events []Event `json:"events" doc:"Newest first."`
	Next   Cursor  `json:"next" doc:"Cursor of the next page, null at the end."`
}

// CodeRequest names a card by its code.
type CodeRequest struct {
	Code string `json:"code" doc:"The card's code, in any spelling that people type." minLength:"20"`
}

// ChecksAnswer has one entry for each code that was asked for.
type ChecksAnswer struct {
	Checks []CheckedCard `json:"checks" doc:"One for each code, in the order of the request."`
}

// IssueRequest asks for new cards.
type IssueRequest struct {
	Program   string        `json:"program"`
	Value     unspent.Money `json:"value" doc:"Of each card."`
	Count     int           `json:"count" minimum:"1" maximum:"10000"`
	Activate  bool          `json:"activate" doc:"Sold at once; otherwise a till activates the card when it is sold."`
	Order     string        `json:"order,omitempty" doc:"Your order number." maxLength:"200"`
	Recipient string        `json:"recipient,omitempty" doc:"A mail address or name. Kept apart from the journal and erasable." maxLength:"320"`
}

// IssueAnswer has the cards that were made.
type IssueAnswer struct {
	Cards []IssuedCard `json:"cards"`
	Event EventID      `json:"-"` // the first; over HTTP it is in the header Unspent-Event
}

// CardList says which cards a list has: those that have everything which is set.
type CardList struct {
	Program       string
	State         unspent.State // as it stands
	Order         string
	CreatedFrom   time.Time // with this code
	CreatedBefore time.Time

	ActivatedFrom   time.Time // when the value was sold
	ActivatedBefore time.Time
}

// Query is the list's part of the address.
func (l CardList) Query() url.Values {
	q := url.Values{}
	set := func(name, text string) {
		if text != "" {
			q.Set(name, text)
		}
	}
	set("program", l.Program)
	set("state", string(l.State))
	set("order", l.Order)
	for name, at := range map[string]time.Time{"createdFrom": l.CreatedFrom, "createdBefore": l.CreatedBefore,
		"activatedFrom": l.ActivatedFrom, "activatedBefore": l.ActivatedBefore} {
		if !at.IsZero() {
			set(name, at.UTC().Format(time.RFC3339Nano))
		}
	}
	return q
}

// CardPage is a part of the list of all cards.
type CardPage struct {
	Cards []CardRecord `json:"cards" doc:"In the order of their serials. With a filter there may be fewer than limit, or none, and yet more to come."`
	Next  Cursor       `json:"next" doc:"Cursor of the next page, null at the end."`
}

// SearchRequest says which cards are looked for: those that have everything which is given.
type SearchRequest struct {
	Order     string `json:"order,omitempty" maxLength:"200"`
	Recipient string `json:"recipient,omitempty" maxLength:"320" doc:"Name or mail address, as the card was issued with it."`
	Last4     string `json:"last4,omitempty" maxLength:"20" doc:"The last four letters and digits of the code, in any spelling. Never the whole code."`
	Cursor    Cursor `json:"cursor,omitempty" maxLength:"200" doc:"Where to go on: next of the page before. Opaque."`
}

// SearchAnswer is a part of what was found.
type SearchAnswer struct {
	Cards []CardRecord `json:"cards" doc:"At most 50, in no order that means anything."`
	Next  Cursor       `json:"next" doc:"Cursor of the next page, null at the end."`
}

// StaffRequest is why the staff does something to a card.
type StaffRequest struct {
	Reason unspent.Reason `json:"reason" doc:"One of the reasons that the reference lists for this step."`
	Note   string         `json:"note,omitempty" maxLength:"200"`
}

// AdjustRequest is a correction of a balance.
type AdjustRequest struct {
	Delta  unspent.Money  `json:"delta" doc:"What is added to the balance; negative takes away."`
	Reason unspent.Reason `json:"reason"`
	Note   string         `json:"note,omitempty" maxLength:"200"`
}

// ReissueRequest is why a card gets a new code.
type ReissueRequest struct {
	Note string `json:"note,omitempty" maxLength:"200"`
}

// CheckedCard is what a check of one code would have answered: the card, or why
// there is none.
type CheckedCard struct {
	*CardStatus
	Problem *Problem
}

// MarshalJSON writes the one that there is.
func (c CheckedCard) MarshalJSON() ([]byte, error) {
	var one any = c.CardStatus
	if c.Problem != nil {
		one = c.Problem
	}
	return marshal(one)
}

// UnmarshalJSON reads the one that there is: only a problem has a reason.
func (c *CheckedCard) UnmarshalJSON(b []byte) error {
	*c = CheckedCard{}
	var p Problem
	if err := json.Unmarshal(b, &p); err == nil && p.Reason != "" {
		c.Problem = &p
		return nil
	}
	return json.Unmarshal(b, &c.CardStatus)
}

// MarshalJSON spells the code out.
func (c IssuedCard) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Serial unspent.Serial `json:"serial"`
		Code   string         `json:"code,omitempty"`
		State  unspent.State  `json:"state"`
	}{c.Serial, c.Code.Reveal(), c.State})
}

// MarshalJSON spells the code out.
func (c NewCard) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Serial unspent.Serial `json:"serial"`
		Code   string         `json:"code,omitempty"`
	}{c.Serial, c.Code.Reveal()})
}
