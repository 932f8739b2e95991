package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// errSettled means that there is nothing to be mailed, or nobody to mail it to,
// any more.
var errSettled = errors.New("nothing is to be mailed")

// due is a mail that is due: the letter, to whom, and what it is about.
type due struct {
	letter   notify.Letter
	envelope notify.Envelope
	serial   unspent.Serial // of a gift's card; zero of all others
}

// write finds out what a row is to tell, and to whom.
func (o *Outbox) write(ctx context.Context, r row) (due, error) {
	switch {
	case r.Order != "":
		return o.writeOrder(ctx, r)
	case r.Serial != "":
		return o.writeReminder(ctx, r)
	}
	ev, err := o.event(ctx, r.Seq)
	if err != nil {
		return due{}, err
	}
	switch ev.Kind {
	case unspent.Issued, unspent.Reissued:
		return o.writeGift(ctx, ev)
	case unspent.Claimed:
		return o.writeOpened(ctx, ev)
	case unspent.Held, unspent.Released, unspent.Taken:
		return o.writeHandover(ctx, ev)
	default:
		return due{}, errSettled
	}
}

// lang returns the language of whoever has an address: that which they have
// chosen here, or else.
func (o *Outbox) lang(ctx context.Context, to notify.Address, otherwise notify.Lang) (notify.Lang, error) {
	p, err := o.door.Find(ctx, to)
	if err == nil {
		return p.Lang, nil
	}
	if !errors.Is(err, unspent.NotFound) {
		return "", err
	}
	if otherwise == "" {
		otherwise = o.o.Lang
	}
	return otherwise, nil
}

func (o *Outbox) writeGift(ctx context.Context, ev unspent.Event) (due, error) {
	ref := ev.Credit
	order, n, ok, err := o.orderOf(ctx, ref)
	early := !ok && ev.Kind == unspent.Issued
	if !ok && err == nil && ev.Kind == unspent.Reissued {
		_, _, early, err = o.orderOf(ctx, ev.Debit)
	}
	switch {
	case err != nil:
		return due{}, err
	case early:
		return due{}, errTooEarly
	case !ok || order.Cards[n].To == notify.Address{} || order.Cards[n].Serial() != mustSerial(ref):
		return due{}, errSettled
	}
	seen, err := o.book.Card(ctx, mustSerial(ref))
	if err != nil {
		return due{}, err
	}
	if seen.Card.State != unspent.StateActive {
		return due{}, errSettled
	}
	code, err := o.shop.Code(ctx, order.Number, n)
	if err != nil {
		return due{}, err
	}
	if seen.Card.Frozen != "" {
		return due{}, errStopped
	}
	c := order.Cards[n]
	return due{serial: mustSerial(ref), envelope: notify.Envelope{To: c.To, Lang: c.Lang, Cause: ev.Seq.EventID(), At: ev.At},
		letter: notify.Gift{Code: code, Face: seen.Card.Balance, Expires: seen.Card.ExpiresAt, Order: order.Number, Giver: order.Giver.Name,
			Message: c.Message, Again: ev.Kind == unspent.Reissued}}, nil
}

// errStopped means that a card cannot be used now, so that its mail waits.
var errStopped = unspent.Errorf(unspent.Unavailable, "the card is stopped; its mail waits until the stop is lifted")

// errTooEarly means that a card was issued, or has a new code, and its order does not
// know it yet.
var errTooEarly = unspent.Errorf(unspent.Unavailable, "the order of this card is still being written")

func (o *Outbox) writeOpened(ctx context.Context, ev unspent.Event) (due, error) {
	order, n, ok, err := o.orderOf(ctx, ev.Debit)
	if err != nil {
		return due{}, err
	}
	to := order.Giver.Mail
	if !ok || to == (notify.Address{}) || order.Giver.Quiet {
		return due{}, errSettled
	}
	if p, err := o.door.Find(ctx, to); err == nil && p.Quiet {
		return due{}, errSettled
	}
	seen, err := o.book.Card(ctx, mustSerial(ev.Debit))
	if err != nil {
		return due{}, err
	}
	lang, err := o.lang(ctx, to, order.Giver.Lang)
	return due{envelope: notify.Envelope{To: to, Lang: lang, Cause: ev.Seq.EventID(), At: ev.At},
		letter: notify.Opened{Face: ev.Amount, Recipient: order.Cards[n].Named(), At: ev.At, Order: order.Number, Serial: mustSerial(ev.Debit),
			Last4: seen.Card.Last4}}, err
}

func (o *Outbox) writeHandover(ctx context.Context, ev unspent.Event) (due, error) {
	hold := ev
	var err error
	if ev.Kind != unspent.Held {
		if hold, err = o.event(ctx, ev.Of); err != nil {
			return due{}, err
		}
	}
	h := notify.Handover{Step: notify.Step(ev.Kind), Hold: hold.Seq.HoldID(), Serial: mustSerial(hold.Subject()), Until: hold.Until}
	var to notify.Address
	if ev.Kind == unspent.Taken {
		h.Balance, h.Until = ev.Amount, time.Time{}
		to, err = o.holderOf(ctx, ev.Debit)
	} else {
		seen, e := o.book.Card(ctx, h.Serial)
		if e != nil {
			return due{}, e
		}
		if seen.Card.Hold.ID != hold.Seq || !seen.Card.Held(seen.AsOf) {
			return due{}, errSettled // it is over already
		}
		h.Balance = seen.Card.Balance
		to, err = o.party(ctx, hold.Party)
	}
	if err != nil {
		return due{}, err
	}
	if to == (notify.Address{}) {
		return due{}, errSettled
	}
	lang, err := o.lang(ctx, to, "")
	return due{letter: h, envelope: notify.Envelope{To: to, Lang: lang, Cause: ev.Seq.EventID(), At: ev.At}}, err
}

func (o *Outbox) writeOrder(ctx context.Context, r row) (due, error) {
	order, err := o.shop.Order(ctx, r.Order)
	if errors.Is(err, unspent.NotFound) {
		return due{}, errSettled
	}
	if err != nil {
		return due{}, err
	}
	to := order.Giver.Mail
	if to == (notify.Address{}) {
		return due{}, errSettled
	}
	letter := notify.Order{Number: order.Number, Quiet: order.Giver.Quiet}
	if letter.Total, err = order.Total(); err != nil {
		return due{}, err
	}
	for _, c := range order.Cards {
		letter.Items = append(letter.Items, notify.Item{To: c.Named(), Face: c.Value, Send: c.Send})
	}
	lang, err := o.lang(ctx, to, order.Giver.Lang)
	return due{letter: letter, envelope: notify.Envelope{To: to, Lang: lang, Cause: "order " + order.Number, At: order.At}}, err
}

func (o *Outbox) writeReminder(ctx context.Context, r row) (due, error) {
	serial, err := unspent.ParseSerial(r.Serial)
	if err != nil {
		return due{}, err
	}
	seen, err := o.book.Card(ctx, serial)
	if err != nil {
		return due{}, err
	}
	c := seen.Card
	if c.State != unspent.StateActive || !c.ExpiresAt.Equal(r.Until) || !c.ExpiresAt.After(seen.AsOf) || !c.Balance.IsPositive() {
		return due{}, errSettled
	}
	to, err := o.holderOf(ctx, unspent.CardRef(serial))
	if err != nil {
		return due{}, err
	}
	if to == (notify.Address{}) {
		return due{}, errSettled
	}
	lang, err := o.lang(ctx, to, "")
	return due{letter: notify.Expiring{Serial: serial, Balance: c.Balance, Expires: c.ExpiresAt},
		envelope: notify.Envelope{To: to, Lang: lang, Cause: "expiring:" + serial.String() + ":" + r.Until.UTC().Format("20060102"),
			At: r.Until.Add(-RemindAhead)}}, err
}

// isHandover reports whether a row tells one side of a hand-over what the other did.
func isHandover(kind string) bool {
	return kind == string(notify.Held) || kind == string(notify.Released) || kind == string(notify.Taken)
}

// isGift reports whether a row brings a card.
func isGift(kind string) bool { return kind == gift.Letter(false) || kind == gift.Letter(true) }
