package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
)

// State is how mails stand.
type State struct {
	Configured bool   // there is a mail server
	Behind     int64  // events that were not looked at yet
	Waiting    []Mail // not taken yet; at most 200, those that are tried next first
	Dead       []Mail // not tried any more, the newest first
	Bounces    []Bounce
}

// Mail is one that was not taken by a mail server. It tells no address.
type Mail struct {
	ID     string
	Kind   string      // of the letter
	About  unspent.Seq // the event, 0 if it is about none
	Order  string      // of an order mail, and of a gift
	Serial string      // of a reminder
	At     time.Time   // of the next try, or when it died
	Tries  int
	Said   string    // why the last try failed
	Until  time.Time // of a gift that waits: until when its code can be shown; zero of others
}

// Bounce is a mail that came back after it had been taken.
type Bounce struct {
	Kind   string
	Serial string // of a gift's card; "" of others
	At     time.Time
	Status string // RFC 3463, such as 5.1.1
	Text   string
}

// sent is what is kept of a mail that was taken, to understand its bounce.
type sent struct {
	Kind   string `json:"kind"`
	Serial string `json:"serial,omitempty"`
}

type bounced struct {
	sent
	Status string `json:"status"`
	Text   string `json:"text"`
}

// State tells how mails stand.
func (o *Outbox) State(ctx context.Context) (s State, err error) {
	s.Configured = o.o.Post != nil
	err = o.store.View(ctx, func(r store.Reader) error {
		var err error
		if s.Behind, err = o.told().Behind(ctx, r); err != nil {
			return err
		}
		waiting, err := jobs.Waiting(ctx, r, mailKind)
		if err != nil {
			return err
		}
		dead, err := jobs.Dead(ctx, r, mailKind)
		if err != nil {
			return err
		}
		s.Waiting, s.Dead = mails(waiting), mails(dead)
		if err = o.windows(ctx, r, s.Waiting); err != nil {
			return err
		}
		back, err := r.Documents(ctx, store.Pick{Kind: bounceKind, Limit: maxList, Newest: true})
		if err != nil {
			return err
		}
		s.Bounces = nil
		for _, d := range back {
			var b bounced
			if err := json.Unmarshal(d.Body, &b); err != nil {
				return err
			}
			s.Bounces = append(s.Bounces, Bounce{b.Kind, b.Serial, d.At, b.Status, b.Text})
		}
		return nil
	})
	if err != nil {
		return s, err
	}
	return s, errors.Join(o.nameOrders(ctx, s.Waiting), o.nameOrders(ctx, s.Dead))
}

// nameOrders puts in by which orders gifts were sent: there they can be sent again.
func (o *Outbox) nameOrders(ctx context.Context, all []Mail) error {
	for i, m := range all {
		if !isGift(m.Kind) {
			continue
		}
		ev, err := o.event(ctx, m.About)
		if err != nil {
			return err
		}
		order, _, ok, err := o.orderOf(ctx, ev.Credit)
		if err != nil {
			return err
		}
		if ok {
			all[i].Order = order.Number
		}
	}
	return nil
}

// windows tells until when the codes of gifts that wait can be shown.
func (o *Outbox) windows(ctx context.Context, r store.Reader, waiting []Mail) error {
	var want store.Want
	for _, m := range waiting {
		if isGift(m.Kind) {
			want.Events = append(want.Events, m.About)
		}
	}
	if len(want.Events) == 0 {
		return nil
	}
	programs, err := r.Programs(ctx)
	if err != nil {
		return err
	}
	s := store.NewState()
	if err := r.Load(ctx, want, s); err != nil {
		return err
	}
	for i, m := range waiting {
		if ev, ok := s.Events[m.About]; ok && isGift(m.Kind) {
			waiting[i].Until = ev.At.Add(programs[ev.Program].RevealWindow)
		}
	}
	return nil
}

func mails(found []jobs.Job) (all []Mail) {
	for _, j := range found {
		r, err := readRow(j)
		if err != nil {
			r = row{Kind: unread}
		}
		all = append(all, Mail{j.ID, r.Kind, r.Seq, r.Order, r.Serial, j.At, j.Tries, j.Said, time.Time{}})
	}
	return all
}

// Retry lets a dead mail be tried once more, from the beginning; NotFound if
// there is none with this id.
func (o *Outbox) Retry(ctx context.Context, id string) error {
	if err := o.mayRetry(ctx, id); err != nil {
		return err
	}
	return o.store.Update(ctx, func(tx store.Tx) error { return jobs.Retry(ctx, tx, mailKind, id, o.now()) })
}

// mayRetry refuses a gift whose code can no longer be shown: it would only die
// again.
func (o *Outbox) mayRetry(ctx context.Context, id string) error {
	var j jobs.Job
	var dead bool
	err := o.store.View(ctx, func(r store.Reader) (err error) { j, dead, _, err = jobs.One(ctx, r, mailKind, id); return err })
	if err == nil && !dead {
		err = unspent.Errorf(unspent.NotFound, "there is no such dead mail")
	}
	if err != nil {
		return err
	}
	r, err := readRow(j)
	if err != nil || !isGift(r.Kind) {
		return err
	}
	if _, err = o.write(ctx, r); errors.Is(err, unspent.NotFound) {
		return unspent.Errorf(unspent.WrongState, "the code of this card can no longer be shown; send the card again from its order, under a new one")
	}
	return nil
}

var statusForm = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}$`)

// Bounce notes that a mail came back. token is what its envelope sender carried,
// status that of the notification, text its words. NotFound if no mail of the last
// 30 days had this token. Only a status that is final (5) means that the mail did
// not arrive.
func (o *Outbox) Bounce(ctx context.Context, token, status, text string) error {
	if !statusForm.MatchString(status) {
		return unspent.Errorf(unspent.Invalid, "the status of a bounce looks like 5.1.1")
	}
	text = plain(text)
	var s sent
	err := o.store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Document(ctx, sentKind, token)
		if err != nil {
			return err
		}
		if d.ID == "" {
			return unspent.Errorf(unspent.NotFound, "no mail of the last 30 days came from this envelope sender")
		}
		if err := json.Unmarshal(d.Body, &s); err != nil {
			return err
		}
		back, err := store.Doc[bounced]{ID: token, At: o.now(), Body: bounced{s, status, text}}.Document(bounceKind)
		if err != nil {
			return err
		}
		return tx.PutDocument(ctx, back)
	})
	if err != nil || s.Serial == "" || status[0] != '5' {
		return err
	}
	serial, err := unspent.ParseSerial(s.Serial)
	if err != nil {
		return err
	}
	return o.shop.Bounced(ctx, serial, strings.TrimSpace(status+" "+text))
}
