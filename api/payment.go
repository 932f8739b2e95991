package api

import (
	"encoding/json"
	"time"

	"github.com/unspent-dev/unspent"
)

// ClaimRequest moves a card's whole balance to an account.
type ClaimRequest struct {
	Code    string `json:"code"`
	Account string `json:"account" doc:"Your id of the holder's account." maxLength:"64"`
}

// ClaimAnswer is a claim that was done.
type ClaimAnswer struct {
	Event   Event   `json:"event"`
	Account Account `json:"account"`
}

// UndoRequest undoes a claim.
type UndoRequest struct {
	Event  EventID        `json:"event" doc:"Id of the claim's event." example:"evt_43"`
	Reason unspent.Reason `json:"reason" doc:"One of the reasons that the reference lists for this step."`
	Note   string         `json:"note,omitempty" maxLength:"200"`
}

// UndoAnswer is a claim that was undone.
type UndoAnswer struct {
	Event   Event          `json:"event"`
	Serial  unspent.Serial `json:"serial" doc:"The card that has the value again; its code is good as before."`
	Missing unspent.Money  `json:"missing" doc:"What of the claim was not in the account any more, and stays where it went."`
}

// SpendRequest pays from a card or an account.
type SpendRequest struct {
	Code      string        `json:"code,omitempty" doc:"Either this or account."`
	Account   string        `json:"account,omitempty" doc:"Either this or code."`
	Amount    unspent.Money `json:"amount" doc:"Part of the balance or all of it."`
	Merchant  string        `json:"merchant" doc:"Who is paid." maxLength:"64"`
	Reference string        `json:"reference,omitempty" doc:"Your order number." maxLength:"200"`
}

// SpendAnswer is a payment or a refund that was done.
type SpendAnswer struct {
	Event   Event         `json:"event"`
	Balance unspent.Money `json:"balance" doc:"What is left on the card or account."`
	Card    *NewCard      `json:"card,omitempty" doc:"Of a refund whose card is over, or whose account is closed: the new card that has it, if the program's terms have that."`
}

// RefundRequest puts a payment back.
type RefundRequest struct {
	Event     EventID       `json:"event" doc:"Id of the payment's event." example:"evt_44"`
	Amount    unspent.Money `json:"amount"`
	Reference string        `json:"reference,omitempty" maxLength:"200"`
}

// HoldRequest reserves a card for somebody.
type HoldRequest struct {
	Code         string         `json:"code"`
	For          string         `json:"for" doc:"Who the card is held for, such as a mail address. Kept apart from the journal and erasable." maxLength:"320"`
	Until        time.Time      `json:"until" doc:"At most 72 hours from now." format:"date-time"`
	SecretDigest unspent.Digest `json:"secretDigest,omitzero" doc:"SHA-256, in hexadecimal, of a secret that the counterparty chose: 26 random symbols of Crockford's base 32, in capitals. Then nobody but the counterparty can take the card or give the hold up. If left out, a secret is made and answered to the holder." minLength:"64" maxLength:"64"`
}

// HoldAnswer is a hold that was placed.
type HoldAnswer struct {
	Hold   PlacedHold     `json:"hold"`
	Secret unspent.Secret `json:"secret,omitzero" doc:"For the counterparty. Absent if the counterparty chose it, and once the reveal window has ended."`
}

// PlacedHold is a hold as its answer names it.
type PlacedHold struct {
	ID    HoldID    `json:"id" example:"hld_45"`
	Until time.Time `json:"until"`
}

// SecretRequest names a hold by its secret.
type SecretRequest struct {
	Secret string `json:"secret" doc:"The hold's secret, which only the counterparty has."`
}

// EventAnswer is what was done.
type EventAnswer struct {
	Event Event `json:"event"`
}

// TransferRequest moves a card to a new code, in one of two ways.
type TransferRequest struct {
	Code   string `json:"code,omitempty" doc:"The holder's way: the card's code."`
	Hold   string `json:"hold,omitempty" doc:"The counterparty's way: the hold's id, with its secret." example:"hld_45"`
	Secret string `json:"secret,omitempty"`
}

// TransferAnswer is the card that took another's place.
type TransferAnswer struct {
	Card     NewCard        `json:"card"`
	Replaced unspent.Serial `json:"replaced" doc:"Serial of the card whose code is dead now."`
}

// MarshalJSON spells the secret out.
func (a HoldAnswer) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Hold   PlacedHold `json:"hold"`
		Secret string     `json:"secret,omitempty"`
	}{a.Hold, a.Secret.Reveal()})
}
