package api

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// OrderRequest orders gift cards.
type OrderRequest struct {
	Program string             `json:"program"`
	Number  string             `json:"number,omitempty" maxLength:"64" doc:"Your order number; one is made if it is left out. Only for API keys."`
	Giver   Giver              `json:"giver,omitzero" doc:"Of a holder only name and notices count: the rest is their own."`
	Cards   []OrderCardRequest `json:"cards" maxItems:"200"`
}

// Giver is who gives.
type Giver struct {
	Name    string `json:"name,omitempty" maxLength:"60" doc:"As the recipient reads it."`
	Mail    string `json:"mail,omitempty" maxLength:"254" doc:"For the order mail and the opening notices."`
	Lang    string `json:"lang,omitempty" enum:"ja,en"`
	Notices bool   `json:"notices,omitempty" doc:"The giver is told when a card is claimed."`
}

// OrderCardRequest is one card that is ordered.
type OrderCardRequest struct {
	To      string        `json:"to,omitempty" maxLength:"254" doc:"The recipient's mail address; none: a sheet to print."`
	Lang    string        `json:"lang,omitempty" enum:"ja,en" doc:"Of the mail; ja if left out."`
	Message string        `json:"message,omitempty" maxLength:"1000"`
	Value   unspent.Money `json:"value"`
	Send    Time          `json:"send,omitzero" doc:"When to send it, at most a year ahead; now if left out."`
}

// OrderRecord is an order and how far it is.
type OrderRecord struct {
	Number    string        `json:"number" example:"G-4821093755"`
	Program   string        `json:"program"`
	At        time.Time     `json:"at"`
	By        string        `json:"by" doc:"Id of the API key or the account that placed it."`
	Giver     Giver         `json:"giver"`
	Total     unspent.Money `json:"total"`
	Paid      string        `json:"paid,omitempty" doc:"Of a holder's order: the event by which it was paid from their account."`
	Cancelled Time          `json:"cancelled" doc:"Since when nothing more of it is sent, or null."`
	Cards     []OrderCard   `json:"cards"`
}

// OrderCard is one card of an order, and how far it is.
type OrderCard struct {
	To      string         `json:"to,omitempty"`
	Lang    string         `json:"lang" enum:"ja,en"`
	Message string         `json:"message,omitempty"`
	Value   unspent.Money  `json:"value"`
	Send    Time           `json:"send" doc:"null: at once."`
	Serial  unspent.Serial `json:"serial,omitzero" doc:"Once it is issued; the newest, if it was sent again."`
	Status  string         `json:"status" enum:"waiting,cancelled,printed,sent,delivered,failed,opened,claimed,used,passed_on,stopped" doc:"Delivery and redemption are two things: a card whose mail failed can still be claimed."`
	Mailed  Time           `json:"mailed" doc:"When a mail server took the newest mail, or null."`
	Failed  string         `json:"failed,omitempty" doc:"Why the newest mail did not arrive."`
	Opened  Time           `json:"opened" doc:"When the recipient first saw it on these pages, or null."`
}

// OrderPage is a part of a list of orders.
type OrderPage struct {
	Orders []OrderRecord `json:"orders" doc:"Newest first."`
	Next   Cursor        `json:"next" doc:"Cursor of the next page, null at the end."`
}

// ReceivedCard is a card that was sent to the person.
type ReceivedCard struct {
	Order   string         `json:"order"`
	From    string         `json:"from,omitempty" doc:"The giver's name, as they typed it."`
	Message string         `json:"message,omitempty"`
	Value   unspent.Money  `json:"value"`
	At      time.Time      `json:"at"`
	Serial  unspent.Serial `json:"serial"`
	Status  string         `json:"status" enum:"waiting,cancelled,printed,sent,delivered,failed,opened,claimed,used,passed_on,stopped"`
}

// Waits reports whether the card waits to be claimed.
func (c ReceivedCard) Waits() bool {
	return c.Status == "sent" || c.Status == "delivered" || c.Status == "opened"
}

// ReceivedPage is a part of the cards that were sent to the person.
type ReceivedPage struct {
	Cards []ReceivedCard `json:"cards" doc:"Newest first."`
	Next  Cursor         `json:"next" doc:"Cursor of the next page, null at the end."`
}

// SheetPage has an order's cards to print.
type SheetPage struct {
	Sheets []Sheet `json:"sheets"`
}

// Sheet is one card to print.
type Sheet struct {
	N       int            `json:"n" doc:"Place of the card in the order, from 0."`
	Serial  unspent.Serial `json:"serial"`
	Code    unspent.Code   `json:"code" doc:"The bearer secret."`
	Value   unspent.Money  `json:"value"`
	Message string         `json:"message,omitempty"`
	Until   Time           `json:"until" doc:"End of the validity; null: never."`
}

// SendRequest says whom a card is mailed to.
type SendRequest struct {
	To   string `json:"to,omitempty" maxLength:"254"`
	Lang string `json:"lang,omitempty" enum:"ja,en" doc:"Of the mail; ja if left out."`
}

// NoticeRequest switches opening notices on or off.
type NoticeRequest struct {
	Notices bool `json:"notices"`
}

// OrderReview is what an order would come to.
type OrderReview struct {
	Total  *unspent.Money `json:"total" doc:"What all cards come to; null if that cannot be said."`
	Most   *unspent.Money `json:"most" doc:"The most that one card may be worth by the program's limits, or null."`
	Faults []OrderFault   `json:"faults" doc:"All that is wrong with it, once for each field; empty: it could be placed now."`
}

// OrderFault is one thing that is wrong with an order.
type OrderFault struct {
	Field  string         `json:"field" doc:"The field that it is about; total is what all cards come to." enum:"program,number,giver.mail,giver.name,cards,cards.to,cards.value,cards.message,cards.send,total" example:"total"`
	Reason unspent.Reason `json:"reason" doc:"Why placing it would be refused." example:"insufficient_funds"`
	Detail string         `json:"detail" doc:"One clause for people; its wording may change."`
	Most   *unspent.Money `json:"most" doc:"What would be allowed, of a limit or a balance; otherwise null."`
}

// OrderSearch says which orders are looked for.
type OrderSearch struct {
	Number    string `json:"number,omitempty" maxLength:"64"`
	Recipient string `json:"recipient,omitempty" maxLength:"254" doc:"The mail address of somebody who gets a card of it."`
	Cursor    Cursor `json:"cursor,omitempty" maxLength:"200" doc:"Where to go on: next of the page before. Opaque."`
}

// MarshalJSON spells the code out.
func (s Sheet) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		N       int            `json:"n"`
		Serial  unspent.Serial `json:"serial"`
		Code    string         `json:"code"`
		Value   unspent.Money  `json:"value"`
		Message string         `json:"message,omitempty"`
		Until   Time           `json:"until"`
	}{s.N, s.Serial, s.Code.Reveal(), s.Value, s.Message, s.Until})
}
