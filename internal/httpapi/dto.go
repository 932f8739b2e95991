package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

// money is an amount in minor units: {"amount":5000,"currency":"JPY"} is ¥5,000.
type money struct {
	Amount   int64  `json:"amount" doc:"Minor units: 5000 is ¥5,000 or €50.00." example:"5000"`
	Currency string `json:"currency" doc:"ISO 4217 code." example:"JPY"`
}

func viewMoney(m unspent.Money) money { return money{m.Units(), m.Currency().String()} }

func (m money) parse() (unspent.Money, error) {
	cur, err := unspent.ParseCurrency(m.Currency)
	return unspent.NewMoney(m.Amount, cur), err
}

// parseTime reads an RFC 3339 time. Microseconds are what the book keeps.
func parseTime(what, text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || t.Year() < 1970 || t.Year() > 9999 {
		return time.Time{}, unspent.Errorf(unspent.Invalid, "%s is a time such as 2027-03-31T15:00:00Z", what)
	}
	return t.UTC().Truncate(time.Microsecond), nil
}

// cardStatus is what a check answers.
type cardStatus struct {
	Serial    string     `json:"serial" doc:"The card's public number."`
	Program   string     `json:"program"`
	State     string     `json:"state" enum:"inactive,active,claimed,spent,void,replaced,expired"`
	Unspent   bool       `json:"unspent" doc:"Active, with its whole value, not held for somebody, not frozen, at asOf."`
	Face      money      `json:"face" doc:"Value at activation."`
	Balance   money      `json:"balance" doc:"Value left."`
	Held      *heldUntil `json:"held" doc:"The hold that is in force, or null."`
	Frozen    bool       `json:"frozen"`
	ExpiresAt *time.Time `json:"expiresAt" doc:"End of the validity; null: never, or not active yet."`
	AsOf      time.Time  `json:"asOf" doc:"When this was true."`
	Seq       int64      `json:"seq" doc:"Place of the card's newest event in the journal."`
	Head      string     `json:"head" doc:"Hash of that event, and so of the card's whole history."`
}

type heldUntil struct {
	ID       string    `json:"id"`
	Until    time.Time `json:"until"`
	Released bool      `json:"released" doc:"The counterparty may take the card."`
}

func viewCard(seen book.Sighting) cardStatus {
	c, now := seen.Card, seen.AsOf
	v := cardStatus{
		Serial: c.Serial.String(), Program: c.Program, State: string(c.Standing(now)), Unspent: seen.Unspent(),
		Face: viewMoney(c.Face), Balance: viewMoney(c.Balance), Frozen: c.Frozen != "", ExpiresAt: viewTime(c.ExpiresAt),
		AsOf: now, Seq: int64(c.Head.Seq), Head: c.Head.Hash.String(),
	}
	if c.Held(now) {
		v.Held = &heldUntil{c.Hold.ID.HoldID(), c.Hold.Until.UTC(), c.Hold.Released}
	}
	return v
}

func viewTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// cardRecord is what the staff sees of a card.
type cardRecord struct {
	cardStatus
	FrozenFor string `json:"frozenFor,omitempty" doc:"Why the staff stopped it."`
	Successor string `json:"successor,omitempty" doc:"Of a replaced card: the serial of the newer one."`
	Order     string `json:"order,omitempty" doc:"The issuer's order number."`
	Last4     string `json:"last4,omitempty" doc:"The last four symbols of the code; not of cards that are older than this was kept."`
	Recipient string `json:"recipient,omitempty" doc:"Opaque id of the recipient, whom DELETE /v1/parties/{id} forgets."`
	HeldFor   string `json:"heldFor,omitempty" doc:"Opaque id of the newest hold's counterparty."`
}

func viewRecord(seen book.Sighting) cardRecord {
	c := seen.Card
	return cardRecord{viewCard(seen), string(c.Frozen), c.Successor.String(), c.Order, c.Last4, c.Recipient, c.Hold.For}
}

// event is one line of the journal as seen from one card or account.
type event struct {
	ID        string     `json:"id" example:"evt_43"`
	Kind      string     `json:"kind" example:"claimed"`
	Seq       int64      `json:"seq" doc:"Place in the journal."`
	At        time.Time  `json:"at"`
	Program   string     `json:"program"`
	Debit     string     `json:"debit" doc:"Where the amount came from, or what the event is about if nothing moved."`
	Credit    string     `json:"credit,omitempty" doc:"Where the amount went."`
	Amount    money      `json:"amount"`
	Balance   money      `json:"balance" doc:"Balance after the event of the card or account it is seen from."`
	Reason    string     `json:"reason,omitempty" doc:"Why it was declined, or what the staff gave as the reason."`
	Asked     string     `json:"asked,omitempty" doc:"Of a declined event: what was asked."`
	Wanted    int64      `json:"wanted,omitempty" doc:"Of a declined event: the amount that was asked for, in minor units."`
	Until     *time.Time `json:"until,omitempty" doc:"End of a hold or of the validity."`
	Of        string     `json:"of,omitempty" doc:"The earlier event that this one is about: a refunded payment, a hold."`
	Party     string     `json:"party,omitempty" doc:"Opaque id of a recipient or counterparty."`
	Reference string     `json:"reference,omitempty" doc:"Reference of a payment, order number of an issue."`
	Note      string     `json:"note,omitempty" doc:"Note of the staff."`
	By        string     `json:"by" doc:"Id of the API key that asked, or holder."`
	ByName    string     `json:"byName,omitempty" doc:"Of a card's events: what the staff calls that key."`
	Prev      string     `json:"prev,omitempty" doc:"The previous event of the same card or account."`
	Hash      string     `json:"hash" doc:"SHA-256 over this event and its predecessors."`
}

// viewEvent shows e as seen from ref.
func viewEvent(e unspent.Event, ref unspent.Ref) event {
	v := event{
		ID: e.Seq.EventID(), Kind: string(e.Kind), Seq: int64(e.Seq), At: e.At.UTC(), Program: e.Program,
		Debit: string(e.Debit), Credit: string(e.Credit), Amount: viewMoney(e.Amount), Reason: string(e.Reason),
		Asked: string(e.Asked), Wanted: e.Wanted, Until: viewTime(e.Until), Party: e.Party, By: e.By,
		Hash: e.Hash.String(),
	}
	if ofStaff(e) {
		v.Note = e.Note
	} else {
		v.Reference = e.Note
	}
	if e.Of != 0 {
		v.Of = e.Of.EventID()
	}
	prev, after := e.DebitPrev, e.DebitAfter
	if ref == e.Credit {
		prev, after = e.CreditPrev, e.CreditAfter
	}
	v.Balance = money{after, v.Amount.Currency}
	if prev != 0 {
		v.Prev = prev.EventID()
	}
	return v
}

// ofStaff reports whether the text of e is a note of the staff.
func ofStaff(e unspent.Event) bool {
	kind := e.Kind
	if kind == unspent.Declined {
		kind = e.Asked
	}
	return kind == unspent.Reissued || unspent.StaffReasons(kind, false) != nil
}

// account is a holder's account with its balance.
type account struct {
	ID      string `json:"id" example:"acct_taro"`
	Balance money  `json:"balance"`
}

// issuedCard is a card with its code, shown while the reveal window lasts.
type issuedCard struct {
	Serial string `json:"serial" example:"6001004821930557712"`
	Code   string `json:"code,omitempty" doc:"The bearer secret. Absent once the reveal window has ended: then nobody can recover it." example:"7Q2MX-…"`
	State  string `json:"state" enum:"active,inactive"`
}

// newCard is the card that took another's place.
type newCard struct {
	Serial string `json:"serial"`
	Code   string `json:"code,omitempty" doc:"The new code. Absent once the reveal window has ended."`
}
