package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// The documents of this room.
const (
	mailKind   = store.KindMail
	sentKind   = store.KindMailSent
	bounceKind = store.KindMailBounce
	remindKind = store.KindMailRemind
	cursorKind = store.KindMailRead
)

// unread is the kind of a dead mail whose row could not be read.
const unread = "unread"

// row is what a job that sends a mail is about. It holds no name, address or code; what
// a mail server said is kept without any.
type row struct {
	Kind   string      `json:"kind"`             // of the letter
	Seq    unspent.Seq `json:"seq,omitempty"`    // of the event that it is about
	Order  string      `json:"order,omitempty"`  // of an order mail
	Serial string      `json:"serial,omitempty"` // of a reminder
	Until  time.Time   `json:"until,omitzero"`   // of a reminder
}

// id names the row, the same each time.
func (r row) id() string {
	switch {
	case r.Order != "":
		return r.Kind + " " + r.Order
	case r.Serial != "":
		return r.Kind + " " + r.Serial + " " + r.Until.UTC().Format(time.DateOnly)
	}
	return r.Kind + " " + r.Seq.EventID()
}

// job is the row as work that is due at a time.
func (r row) job(at time.Time) (jobs.Job, error) {
	work, err := json.Marshal(r)
	return jobs.Job{ID: r.id(), At: at, Work: work}, err
}

func readRow(j jobs.Job) (r row, err error) {
	err = json.Unmarshal(j.Work, &r)
	return r, err
}

// errUnread is of a row that is damaged, or of another version.
var errUnread = unspent.Errorf(unspent.Internal, "its record cannot be read")

// letterOf returns the kind of the mail that may be due because of an event; "" if none is.
func letterOf(ev unspent.Event) string {
	switch ev.Kind {
	case unspent.Issued, unspent.Reissued:
		if again := ev.Kind == unspent.Reissued; ev.By == gift.By && (again || ev.Party != "") {
			return gift.Letter(again)
		}
	case unspent.Claimed:
		return notify.Opened{}.Kind()
	case unspent.Held, unspent.Released, unspent.Taken:
		return string(notify.Step(ev.Kind))
	case unspent.Activated, unspent.Deactivated, unspent.Spent, unspent.Refunded, unspent.Unheld, unspent.Transferred, unspent.Frozen,
		unspent.Unfrozen, unspent.Voided, unspent.Adjusted, unspent.Unclaimed, unspent.Closed, unspent.Expired, unspent.Declined, unspent.Imported:
	}
	return ""
}

// derive returns the mails that are due because of an event. What tells apart
// whether there is somebody to be mailed is only looked at; whether they still
// want it is seen when it is sent.
func (o *Outbox) derive(ctx context.Context, ev unspent.Event) ([]row, error) {
	due := true
	var to notify.Address
	var err error
	switch ev.Kind {
	case unspent.Claimed:
		_, _, due, err = o.orderOf(ctx, ev.Debit)
	case unspent.Held:
		to, err = o.party(ctx, ev.Party)
		due = to != notify.Address{}
	case unspent.Released:
		var hold unspent.Event
		if hold, err = o.event(ctx, ev.Of); err == nil {
			to, err = o.party(ctx, hold.Party)
		}
		due = to != notify.Address{}
	case unspent.Taken:
		to, err = o.holderOf(ctx, ev.Debit)
		due = to != notify.Address{}
	default:
	}
	if !due || err != nil {
		return nil, err
	}
	return []row{{Kind: letterOf(ev), Seq: ev.Seq}}, nil
}

// orderOf returns the order that a card was sent by, and its place there.
func (o *Outbox) orderOf(ctx context.Context, card unspent.Ref) (gift.Order, int, bool, error) {
	serial, ok := card.Serial()
	if !ok {
		return gift.Order{}, 0, false, nil
	}
	order, n, err := o.shop.OfCard(ctx, serial)
	if errors.Is(err, unspent.NotFound) {
		return order, 0, false, nil
	}
	return order, n, err == nil, err
}

// event reads one event.
func (o *Outbox) event(ctx context.Context, seq unspent.Seq) (unspent.Event, error) {
	s := store.NewState()
	err := o.store.View(ctx, func(r store.Reader) error { return r.Load(ctx, store.Want{Events: []unspent.Seq{seq}}, s) })
	return s.Events[seq], err
}

// party returns the mail address of a recipient or counterparty; none if it is a
// name, or was forgotten.
func (o *Outbox) party(ctx context.Context, id string) (notify.Address, error) {
	if id == "" {
		return notify.Address{}, nil
	}
	text, err := o.book.Party(ctx, id)
	if err != nil {
		return notify.Address{}, err
	}
	to, err := notify.ParseAddress(strings.TrimSpace(text))
	if err != nil {
		return notify.Address{}, nil
	}
	return to, nil
}

// holderOf returns where the holder of a card is mailed, as far as that is known:
// whom its order sent it to, or its recipient.
func (o *Outbox) holderOf(ctx context.Context, ref unspent.Ref) (notify.Address, error) {
	order, n, ok, err := o.orderOf(ctx, ref)
	if err != nil || ok {
		if ok && order.Cards[n].Serial() != mustSerial(ref) {
			return notify.Address{}, err // it was sent again under another code since
		}
		if ok {
			return order.Cards[n].To, nil
		}
		return notify.Address{}, err
	}
	serial, ok := ref.Serial()
	if !ok {
		return notify.Address{}, nil
	}
	seen, err := o.book.Card(ctx, serial)
	if err != nil {
		return notify.Address{}, err
	}
	return o.party(ctx, seen.Card.Recipient)
}

func mustSerial(ref unspent.Ref) unspent.Serial {
	s, _ := ref.Serial()
	return s
}

var addressForm = regexp.MustCompile(`[^\s<>()"',;:]+@[^\s<>()"',;:]+`)

// plain returns what a mail server said, on one line and cut, without the
// addresses and codes that it may have repeated.
func plain(text string) string {
	words := strings.Fields(addressForm.ReplaceAllString(strings.ToValidUTF8(text, ""), "…"))
	for i, word := range words {
		if _, err := unspent.ParseCode(strings.Trim(word, `<>()"',;:.`)); err == nil {
			words[i] = "…"
		}
	}
	text = strings.Join(words, " ")
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}
