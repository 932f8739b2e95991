package gift

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Order is what a giver, or the staff, asked to be sent.
type Order struct {
	Number    string
	Program   string
	At        time.Time
	By        string // who placed it: the id of an API key, or an account
	Giver     Giver
	Cards     []Card
	Paid      unspent.Seq // the event of the giver's payment; 0: not yet, or not from an account
	Cancelled time.Time   // what had not been sent by then is not sent; zero: it goes on

	asked    asked
	older    []string    // what asked.by would be of the same request from before parties were; not kept
	back     unspent.Seq // the event by which what was cancelled was paid back; 0: not yet, or nothing was
	announce bool        // it was just accepted: the giver is to be told
}

// asked tells an order that is asked for again from another one.
type asked struct {
	by   string // hash of who placed it under which request id
	what string // hash of what it asks for; "" once somebody in it was forgotten
}

// Giver is who gives. Only an order of a holder has an account, from which it is
// paid.
type Giver struct {
	Account string
	Mail    notify.Address // for the order mail and opening notices; zero: none go out
	Name    string         // as the recipient reads it; optional
	Lang    notify.Lang
	Quiet   bool // no opening notices for this order
}

// Card is one card of an order.
type Card struct {
	To      notify.Address // zero: a sheet to print
	Lang    notify.Lang
	Message string // as the giver typed it; optional
	Value   unspent.Money
	Send    time.Time // when it is issued and mailed; zero: at once

	Serials []unspent.Serial // the newest last; none before it is issued
	Mailed  time.Time        // when a mail server took the newest mail; zero: not yet
	Failed  string           // why the newest mail did not arrive; "" if nothing is known of that
	Opened  time.Time        // when its recipient first saw it here; zero: not yet

	begun     bool           // it is being issued, and can no longer be cancelled
	forgotten bool           // it was issued to somebody who was forgotten since
	moved     bool           // the staff has sent it to another address than the giver named
	named     notify.Address // whom the giver named, if it was moved and they were not forgotten
	resends   []resend
}

// resend is a request by which a card was sent again. It is kept before the book
// is asked for the new code, so that whoever reads the journal first knows where
// that is mailed.
type resend struct {
	id     string         // hash of the request id
	what   string         // keyed hash of what it asks for
	at     time.Time      // when it was asked for first
	serial unspent.Serial // of the card that it made; zero: it is under way
	to     notify.Address // while it is under way; zero: where the card went before
	lang   notify.Lang    // beside to
}

// elsewhere returns the addresses that the card keeps beside the one it went to.
func (c Card) elsewhere() (all []notify.Address) {
	if c.named != (notify.Address{}) {
		all = append(all, c.named)
	}
	for _, r := range c.resends {
		if r.to != (notify.Address{}) {
			all = append(all, r.to)
		}
	}
	return all
}

// Named returns whom the giver named. Where the staff had the card sent since is
// not the giver's to know.
func (c Card) Named() notify.Address {
	if c.moved {
		return c.named
	}
	return c.To
}

// Sheet reports whether the card is a sheet to print, whose code is for whoever
// placed the order.
func (c Card) Sheet() bool { return c.To == (notify.Address{}) && !c.forgotten }

// issue is the command by which a card of an order is issued.
func (c Card) issue(o Order) unspent.Issue {
	return unspent.Issue{Program: o.Program, Value: c.Value, Count: 1, Activate: true, Order: o.Number, Recipient: c.To.String()}
}

// Serial returns the serial that the card has now; zero before it is issued.
func (c Card) Serial() unspent.Serial {
	if len(c.Serials) == 0 {
		return unspent.Serial{}
	}
	return c.Serials[len(c.Serials)-1]
}

// Total returns what all cards of the order are worth together.
func (o Order) Total() (unspent.Money, error) {
	return o.sum(func(int) bool { return true })
}

// left returns what the cards are worth together that are to be paid back.
func (o Order) left() (unspent.Money, error) {
	return o.sum(func(n int) bool { return o.stage(n) == StageOwed })
}

func (o Order) sum(counts func(n int) bool) (total unspent.Money, err error) {
	for n, c := range o.Cards {
		switch {
		case !counts(n):
		case total.IsZero():
			total = c.Value
		default:
			if total, err = total.Add(c.Value); err != nil {
				return total, err
			}
		}
	}
	return total, nil
}

// placed returns the order as it is kept first: what by asked for, and nothing
// that only becomes of it.
func (o Order) placed(by unspent.Actor, names []string, id string, now time.Time) Order {
	o = o.askedBy(names, id)
	o.At, o.By, o.Paid, o.Cancelled, o.back, o.announce = now, by.ID, 0, time.Time{}, 0, false
	if o.Giver.Account = ""; by.Role == unspent.Holder {
		o.Giver.Account = by.ID
	}
	cards := make([]Card, len(o.Cards))
	for n, c := range o.Cards {
		cards[n] = Card{To: c.To, Lang: c.Lang, Message: c.Message, Value: c.Value}
		if c.Send.After(now) {
			cards[n].Send = c.Send.UTC().Truncate(time.Microsecond)
		}
	}
	o.Cards = cards
	return o
}

// askedBy names the request of an order, by the names that whoever asks is known under.
func (o Order) askedBy(names []string, id string) Order {
	o.asked, o.older = asked{hash(names[0], id), o.print()}, nil
	for _, name := range names[1:] {
		o.older = append(o.older, hash(name, id))
	}
	return o
}

var numberForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// validate reports what is wrong with an order as it was asked for.
func (o Order) validate(p unspent.Program, now time.Time) error {
	if all := o.faults(p, now); len(all) > 0 {
		return all[0]
	}
	return nil
}

// faults returns everything that is wrong with an order as it was asked for, once
// for each field.
func (o Order) faults(p unspent.Program, now time.Time) (all []*Fault) {
	wrong := func(field string, reason unspent.Reason, format string, args ...any) {
		all = append(all, &Fault{Field: field, err: unspent.Errorf(reason, format, args...)})
	}
	if o.Number != "" && (len(o.Number) > MaxNumber || !numberForm.MatchString(o.Number)) {
		wrong("number", unspent.Invalid, "an order number has at most %d plain letters, digits and . _ -", MaxNumber)
	} else if _, err := unspent.ParseCode(o.Number); err == nil {
		wrong("number", unspent.Invalid, "the order number looks like a card code; choose another")
	}
	if len(o.Cards) == 0 || len(o.Cards) > MaxCards {
		wrong("cards", unspent.Invalid, "an order has 1 to %d cards", MaxCards)
	}
	if utf8.RuneCountInString(o.Giver.Name) > MaxName {
		wrong("giver.name", unspent.Invalid, "the giver's name is at most %d characters long", MaxName)
	}
	for i, c := range o.Cards {
		switch {
		case c.Value.Currency() != p.Currency:
			wrong("cards.value", unspent.WrongCurrency, "program %q is in %s", p.ID, p.Currency)
		case !c.Value.IsPositive() || c.Value.Units() > unspent.MaxAmount:
			wrong("cards.value", unspent.Invalid, "card %d needs an amount", i+1)
		}
		if utf8.RuneCountInString(c.Message) > MaxMessage {
			wrong("cards.message", unspent.Invalid, "the message of card %d is longer than %d characters", i+1, MaxMessage)
		}
		switch {
		case c.Send.After(now.Add(MaxAhead)):
			wrong("cards.send", unspent.Invalid, "card %d is to be sent later than a year from now", i+1)
		case c.To == (notify.Address{}) && c.Send.After(now):
			wrong("cards.send", unspent.Invalid, "card %d is a sheet to print, which is made at once: leave its date out", i+1)
		}
		if len(all) == 0 { // or it would be paid, and never issued
			if err := c.issue(o).Validate(); err != nil {
				all = append(all, &Fault{Field: "cards.to", err: fmt.Errorf("card %d: %w", i+1, err)})
			}
		}
	}
	total, err := o.Total()
	switch {
	case err != nil:
		all = append(all, &Fault{Field: "total", err: err})
	case total.Units() > unspent.MaxAmount:
		wrong("total", unspent.Invalid, "the cards of an order are worth at most %d minor units together", int64(unspent.MaxAmount))
	}
	return firsts(append(all, o.useless(p)...))
}

// useless finds cards that nobody may claim. What a program's cards can only be spent
// with has no such limit.
func (o Order) useless(p unspent.Program) (all []*Fault) {
	if !p.Claimable {
		if !p.Spendable {
			all = append(all, &Fault{Field: "program", err: unspent.Errorf(unspent.AgainstTerms, "cards of program %q can be neither claimed nor spent", p.ID)})
		}
		return all
	}
	most := int64(0)
	for _, limit := range []int64{p.Limits.PerTransfer, p.Limits.PerMonth, p.Limits.AccountCap} {
		if limit > 0 && (most == 0 || limit < most) {
			most = limit
		}
	}
	for i, c := range o.Cards {
		if most > 0 && c.Value.Units() > most {
			limit := unspent.NewMoney(most, p.Currency)
			all = append(all, &Fault{Field: "cards.value", Most: limit,
				err: unspent.Errorf(unspent.LimitExceeded, "nobody could claim card %d: by the program's limits a claim is at most %s", i+1, limit)})
		}
	}
	return all
}

// due returns when the order has something to do next; false if nothing is left.
func (o Order) due() (at time.Time, more bool) {
	if o.owed() {
		return o.Cancelled, true
	}
	for n, c := range o.Cards {
		send := o.At
		switch o.stage(n) {
		case StageUnpaid:
		case StageWaiting, StageBegun:
			send = cmp.Or(c.Send, o.At)
		case StageSent, StageDelivered, StageFailed, StageOpened, StageOwed, StageCancelled:
			continue
		}
		if !more || send.Before(at) {
			at, more = send, true
		}
	}
	return at, more
}

func (o Order) unpaid() bool { return o.Giver.Account != "" && o.Paid == 0 }

// owed reports whether something of the payment is still to be paid back.
func (o Order) owed() bool { return slices.Contains(o.stages(), StageOwed) }

// The documents of this room.
const (
	orderKind  = store.KindOrder
	dueKind    = store.KindOrderDue
	cursorKind = store.KindOrderRead

	// AcceptedKind is the kind of the documents that name, by id, the orders whose
	// givers are still to be told that they were accepted. Whoever tells them drops it.
	AcceptedKind = store.KindAccepted
)

// The keys that orders are found by.
func keyOfGiver(account string) string       { return "giver " + account }
func keyOfRecipient(a notify.Address) string { return "to " + strings.ToLower(a.String()) }
func keyOfGiverMail(a notify.Address) string { return "giver-mail " + strings.ToLower(a.String()) }
func keyOfElsewhere(a notify.Address) string { return "elsewhere " + strings.ToLower(a.String()) }
func keyOfCard(s unspent.Serial) string      { return "card " + s.String() }

func (o Order) keys() []string {
	var keys []string
	if o.Giver.Account != "" {
		keys = append(keys, keyOfGiver(o.Giver.Account))
	}
	if o.Giver.Mail != (notify.Address{}) {
		keys = append(keys, keyOfGiverMail(o.Giver.Mail))
	}
	for _, c := range o.Cards {
		if c.To != (notify.Address{}) {
			keys = append(keys, keyOfRecipient(c.To))
		}
		for _, a := range c.elsewhere() {
			keys = append(keys, keyOfElsewhere(a))
		}
		for _, s := range c.Serials {
			keys = append(keys, keyOfCard(s))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// orderBody and cardBody are how an order is kept.
type orderBody struct {
	Program   string     `json:"program"`
	Currency  string     `json:"currency"`
	By        string     `json:"by"`
	Account   string     `json:"account,omitempty"`
	Mail      string     `json:"mail,omitempty"`
	Name      string     `json:"name,omitempty"`
	Lang      string     `json:"lang"`
	Quiet     bool       `json:"quiet,omitempty"`
	Paid      int64      `json:"paid,omitempty"`
	Cancelled time.Time  `json:"cancelled,omitzero"`
	Back      int64      `json:"back,omitempty"`
	AskedBy   string     `json:"askedBy"`
	Asked     string     `json:"asked"`
	Cards     []cardBody `json:"cards"`
}

type cardBody struct {
	To      string      `json:"to,omitempty"`
	Named   string      `json:"named,omitempty"`
	Moved   bool        `json:"moved,omitempty"`
	Lang    string      `json:"lang"`
	Message string      `json:"message,omitempty"`
	Units   int64       `json:"units"`
	Send    time.Time   `json:"send,omitzero"`
	Serials []string    `json:"serials,omitempty"`
	Mailed  time.Time   `json:"mailed,omitzero"`
	Failed  string      `json:"failed,omitempty"`
	Opened  time.Time   `json:"opened,omitzero"`
	Begun   bool        `json:"begun,omitempty"`
	Forgot  bool        `json:"forgotten,omitempty"`
	Resends []againBody `json:"resends,omitempty"`
}

type againBody struct {
	ID     string    `json:"id"`
	What   string    `json:"what"`
	At     time.Time `json:"at"`
	Serial string    `json:"serial,omitempty"`
	To     string    `json:"to,omitempty"`
	Lang   string    `json:"lang,omitempty"`
}

func (o Order) document() (store.Document, error) {
	b := orderBody{Program: o.Program, By: o.By, Account: o.Giver.Account, Mail: o.Giver.Mail.String(), Name: o.Giver.Name, Lang: string(o.Giver.Lang),
		Quiet: o.Giver.Quiet, Paid: int64(o.Paid), Cancelled: o.Cancelled, Back: int64(o.back), AskedBy: o.asked.by, Asked: o.asked.what}
	for _, c := range o.Cards {
		b.Currency = c.Value.Currency().String()
		one := cardBody{To: c.To.String(), Named: c.named.String(), Moved: c.moved, Lang: string(c.Lang), Message: c.Message, Units: c.Value.Units(),
			Send: c.Send, Mailed: c.Mailed, Failed: c.Failed, Opened: c.Opened, Begun: c.begun, Forgot: c.forgotten}
		for _, s := range c.Serials {
			one.Serials = append(one.Serials, s.String())
		}
		for _, r := range c.resends {
			again := againBody{ID: r.id, What: r.what, At: r.at, To: r.to.String(), Lang: string(r.lang)}
			if !r.serial.IsZero() {
				again.Serial = r.serial.String()
			}
			one.Resends = append(one.Resends, again)
		}
		b.Cards = append(b.Cards, one)
	}
	return store.Doc[orderBody]{ID: o.Number, At: o.At, Body: b}.Document(orderKind)
}

// readOrder is the inverse of Order.document. What cannot be read is our fault,
// whatever is wrong with it.
func readOrder(d store.Document) (Order, error) {
	o, err := parseOrder(d)
	if err != nil {
		return Order{}, &unspent.Error{Reason: unspent.Internal, Detail: fmt.Sprintf("order %q cannot be read", d.ID), Err: err}
	}
	return o, nil
}

func parseOrder(d store.Document) (Order, error) {
	doc, err := store.ReadDoc[orderBody](d)
	if err != nil {
		return Order{}, err
	}
	b := doc.Body
	o := Order{Number: d.ID, Program: b.Program, At: d.At, By: b.By, Paid: unspent.Seq(b.Paid), Cancelled: b.Cancelled, back: unspent.Seq(b.Back),
		asked: asked{b.AskedBy, b.Asked},
		Giver: Giver{Account: b.Account, Name: b.Name, Lang: notify.Lang(b.Lang), Quiet: b.Quiet}}
	cur, err := unspent.ParseCurrency(b.Currency)
	if err != nil {
		return Order{}, err
	}
	if o.Giver.Mail, err = optionalAddress(b.Mail); err != nil {
		return Order{}, err
	}
	for _, one := range b.Cards {
		c := Card{Lang: notify.Lang(one.Lang), Message: one.Message, Value: unspent.NewMoney(one.Units, cur), Send: one.Send, Mailed: one.Mailed,
			Failed: one.Failed, Opened: one.Opened, begun: one.Begun, forgotten: one.Forgot, moved: one.Moved}
		var bad [2]error
		c.To, bad[0] = optionalAddress(one.To)
		c.named, bad[1] = optionalAddress(one.Named)
		if err := errors.Join(bad[:]...); err != nil {
			return Order{}, err
		}
		for _, text := range one.Serials {
			s, err := unspent.ParseSerial(text)
			if err != nil {
				return Order{}, err
			}
			c.Serials = append(c.Serials, s)
		}
		for _, again := range one.Resends {
			r, err := again.parse()
			if err != nil {
				return Order{}, err
			}
			c.resends = append(c.resends, r)
		}
		o.Cards = append(o.Cards, c)
	}
	return o, nil
}

func (b againBody) parse() (r resend, err error) {
	r = resend{id: b.ID, what: b.What, at: b.At, lang: notify.Lang(b.Lang)}
	if r.to, err = optionalAddress(b.To); err != nil || b.Serial == "" {
		return r, err
	}
	r.serial, err = unspent.ParseSerial(b.Serial)
	return r, err
}

func optionalAddress(text string) (notify.Address, error) {
	if text == "" {
		return notify.Address{}, nil
	}
	return notify.ParseAddress(text)
}
