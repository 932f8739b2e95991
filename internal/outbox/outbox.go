package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options say how an outbox works.
type Options struct {
	// Post writes, signs and hands a letter to a mail server. Its errors are
	// [*notify.Failure] where another try can tell. nil: there is no mail server.
	Post func(ctx context.Context, l notify.Letter, e notify.Envelope) (id string, err error)
	Lang notify.Lang      // of people of whom no other is known; Japanese if empty
	Now  func() time.Time // time.Now if nil
	Log  *slog.Logger     // none if nil
}

// Outbox sends what is due. Its worker is one goroutine; the rest is safe for
// concurrent use.
type Outbox struct {
	store store.Store
	book  *book.Book
	shop  *gift.Shop
	door  *signin.Door
	o     Options
	tidy  time.Time // when reminders were looked for last; the worker's
}

// New returns the outbox of a book, its orders and its people.
func New(st store.Store, b *book.Book, shop *gift.Shop, door *signin.Door, o Options) *Outbox {
	if o.Lang == "" {
		o.Lang = notify.Japanese
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Outbox{store: st, book: b, shop: shop, door: door, o: o}
}

func (o *Outbox) now() time.Time { return o.o.Now().UTC().Truncate(time.Microsecond) }

// Work sends mails as they come due, until ctx is done. Without a mail server it
// returns at once.
func (o *Outbox) Work(ctx context.Context) {
	if o.o.Post == nil {
		return
	}
	tick := time.NewTicker(workEvery)
	defer tick.Stop()
	for {
		if err := o.Step(ctx); err != nil && ctx.Err() == nil {
			o.o.Log.Warn("mails wait; they are tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Step reads what happened and sends what is due, once.
func (o *Outbox) Step(ctx context.Context) error {
	if o.o.Post == nil {
		return nil
	}
	for more := true; more; {
		var err error
		if more, err = o.read(ctx); err != nil {
			return err
		}
	}
	if now := o.now(); now.Sub(o.tidy) >= tidyEvery {
		if err := errors.Join(o.remind(ctx), o.sweep(ctx)); err != nil {
			return err
		}
		o.tidy = now
	}
	for {
		n, err := o.send(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

var errEnough = errors.New("enough for one time")

// read turns the next events, and orders that were accepted, into rows. more says
// that there may be others.
func (o *Outbox) read(ctx context.Context) (more bool, err error) {
	var events []unspent.Event
	var accepted []store.Document
	var from unspent.Seq
	err = o.store.View(ctx, func(r store.Reader) error {
		events = nil
		var err error
		if from, err = cursor(ctx, r); err != nil {
			return err
		}
		if accepted, err = r.Documents(ctx, store.Pick{Kind: gift.AcceptedKind, Limit: maxRead}); err != nil {
			return err
		}
		head := store.NewState()
		if err := r.Load(ctx, store.Want{}, head); err != nil || head.Seq == from {
			return err
		}
		return r.Journal(ctx, from+1, func(e unspent.Event) error {
			if events = append(events, e); len(events) == maxRead {
				return errEnough
			}
			return nil
		})
	})
	if err != nil && !errors.Is(err, errEnough) || len(events)+len(accepted) == 0 {
		return false, err
	}
	now := o.now()
	var rows []row
	to := from
	for _, e := range events {
		to = e.Seq
		if now.Sub(e.At) > MaxLate {
			continue
		}
		due, err := o.derive(ctx, e)
		if err != nil {
			return false, err
		}
		rows = append(rows, due...)
	}
	for _, d := range accepted {
		rows = append(rows, row{Kind: notify.Order{}.Kind(), Order: d.ID})
	}
	return len(events) == maxRead, o.store.Update(ctx, func(tx store.Tx) error {
		at, err := cursor(ctx, tx)
		if err != nil || at != from {
			return err // somebody else has read them
		}
		for _, r := range rows {
			d, err := r.document(mailKind, now)
			if err != nil {
				return err
			}
			if err := tx.PutDocument(ctx, d); err != nil {
				return err
			}
		}
		for _, d := range accepted {
			if err := tx.DropDocument(ctx, gift.AcceptedKind, d.ID); err != nil {
				return err
			}
		}
		return tx.PutDocument(ctx, store.Document{Kind: cursorKind, ID: cursorID, At: now, Body: []byte(strconv.FormatInt(int64(to), 10))})
	})
}

// cursor returns up to where the journal was read.
func cursor(ctx context.Context, r store.Documents) (unspent.Seq, error) {
	d, err := r.Document(ctx, cursorKind, cursorID)
	if err != nil || d.ID == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(string(d.Body), 10, 64)
	return unspent.Seq(n), err
}

// outcome is what came of one try.
type outcome struct {
	row    row
	drop   bool      // it is settled
	dead   bool      // and kept among the dead
	next   time.Time // otherwise, the next try
	token  string    // of the mail that was taken; "" if none was
	serial unspent.Serial
}

// send tries what is due, and returns how many rows it looked at.
func (o *Outbox) send(ctx context.Context) (int, error) {
	var rows []store.Document
	err := o.store.View(ctx, func(r store.Reader) (err error) {
		rows, err = r.Documents(ctx, store.Pick{Kind: mailKind, Until: o.now(), Limit: maxSend})
		return err
	})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	out, failed := make([]outcome, len(rows)), make([]error, len(rows))
	var crew sync.WaitGroup
	room := make(chan struct{}, maxAtOnce)
	for i, d := range rows {
		room <- struct{}{}
		crew.Go(func() {
			defer func() { <-room }()
			r, err := readRow(d)
			if err == nil {
				out[i] = o.try(ctx, r)
			}
			failed[i] = err
		})
	}
	crew.Wait()
	if err := errors.Join(failed...); err != nil {
		return 0, err
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err := o.settle(ctx, out); err != nil {
		return 0, err
	}
	return len(rows), o.tell(ctx, out)
}

// try sends one mail.
func (o *Outbox) try(ctx context.Context, r row) outcome {
	out := outcome{row: r}
	d, err := o.write(ctx, r)
	if errors.Is(err, errSettled) {
		out.drop = true
		return out
	}
	if err == nil {
		out.serial = d.serial
		if out.token, err = o.o.Post(ctx, d.letter, d.envelope); err == nil {
			out.drop = true
			return out
		}
		out.token = ""
	}
	again := true
	if f, ok := errors.AsType[*notify.Failure](err); ok {
		again = f.Again
	} else if reason := unspent.ReasonOf(err); reason == unspent.Invalid || reason == unspent.NotFound {
		again = false // it cannot be written, or its code can no longer be shown
	}
	out.row.Said = clip(err.Error())
	out.row.Tries++
	wait, more := notify.Wait(out.row.Tries, r.id())
	if out.dead = !again || !more; !out.dead {
		out.next = o.now().Add(wait)
		if errors.Is(err, errTooEarly) {
			out.row.Tries, out.next = r.Tries, o.now().Add(workEvery)
		}
	}
	if r.Seq != 0 && isGift(r.Kind) && out.dead && out.serial.IsZero() {
		if ev, err := o.event(ctx, r.Seq); err == nil {
			out.serial = mustSerial(ev.Credit)
		}
	}
	return out
}

func clip(text string) string {
	if len(text) <= maxText {
		return text
	}
	return text[:maxText] + "…"
}

// settle writes what came of the tries, all in one.
func (o *Outbox) settle(ctx context.Context, all []outcome) error {
	now := o.now()
	return o.store.Update(ctx, func(tx store.Tx) error {
		for _, one := range all {
			if err := o.settleOne(ctx, tx, one, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (o *Outbox) settleOne(ctx context.Context, tx store.Tx, one outcome, now time.Time) error {
	if one.dead {
		d, err := one.row.document(deadKind, now)
		if err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, d); err != nil {
			return err
		}
	}
	if one.token != "" {
		body, err := json.Marshal(sent{Kind: one.row.Kind, Serial: serialText(one.serial)})
		if err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, store.Document{Kind: sentKind, ID: one.token, At: now, Body: body}); err != nil {
			return err
		}
	}
	if one.drop || one.dead {
		return tx.DropDocument(ctx, mailKind, one.row.id())
	}
	d, err := one.row.document(mailKind, one.next)
	if err != nil {
		return err
	}
	return tx.PutDocument(ctx, d)
}

func serialText(s unspent.Serial) string {
	if s.IsZero() {
		return ""
	}
	return s.String()
}

// tell notes with the orders what became of their mails, and ends the showing of
// codes that arrived. It comes after the rows are gone: cut short before, the mail
// goes out once more; cut short here, the reveal window ends by itself.
func (o *Outbox) tell(ctx context.Context, all []outcome) error {
	var errs []error
	for _, one := range all {
		if one.serial.IsZero() {
			continue
		}
		switch {
		case one.token != "":
			errs = append(errs, o.shop.Mailed(ctx, one.serial, o.now()))
			err := o.book.ConfirmDelivery(ctx, unspent.Actor{Role: unspent.System}, one.row.Seq)
			if err != nil && !errors.Is(err, unspent.NotFound) {
				errs = append(errs, err)
			}
		case one.dead:
			errs = append(errs, o.shop.Bounced(ctx, one.serial, one.row.Said))
		}
	}
	return errors.Join(errs...)
}

// remind makes a row for every card whose validity ends soon and whose holder is
// known, once for each end.
func (o *Outbox) remind(ctx context.Context) error {
	now := o.now()
	for after := (unspent.CardKey{}); ; {
		var cards []unspent.Card
		var next unspent.CardKey
		err := o.store.View(ctx, func(r store.Reader) (err error) {
			cards, next, err = r.Lapsed(ctx, now.Add(RemindAhead), after, lapsePage)
			return err
		})
		if err != nil {
			return err
		}
		var rows []row
		for _, c := range cards {
			if !c.ExpiresAt.After(now) || c.Recipient == "" {
				continue
			}
			rows = append(rows, row{Kind: notify.Expiring{}.Kind(), Serial: c.Serial.String(), Until: c.ExpiresAt})
		}
		if err := o.addReminders(ctx, rows, now); err != nil {
			return err
		}
		if after = next; after == (unspent.CardKey{}) {
			return nil
		}
	}
}

func (o *Outbox) addReminders(ctx context.Context, rows []row, now time.Time) error {
	if len(rows) == 0 {
		return nil
	}
	return o.store.Update(ctx, func(tx store.Tx) error {
		for _, r := range rows {
			known, err := tx.Document(ctx, remindKind, r.id())
			if err != nil {
				return err
			}
			if known.ID != "" {
				continue
			}
			d, err := r.document(mailKind, now)
			if err != nil {
				return err
			}
			err = errors.Join(tx.PutDocument(ctx, d), tx.PutDocument(ctx, store.Document{Kind: remindKind, ID: r.id(), At: r.Until}))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// sweep drops what need not be kept any longer.
func (o *Outbox) sweep(ctx context.Context) error {
	ends := map[string]time.Time{sentKind: o.now().Add(-keepSent), bounceKind: o.now().Add(-keepSent), remindKind: o.now()}
	return o.store.Update(ctx, func(tx store.Tx) error {
		for kind, until := range ends {
			old, err := tx.Documents(ctx, store.Pick{Kind: kind, Until: until, Limit: lapsePage})
			if err != nil {
				return err
			}
			for _, d := range old {
				if err := tx.DropDocument(ctx, kind, d.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
