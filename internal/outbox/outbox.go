package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/follow"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/jobs"
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
	mails *jobs.Worker
	tidy  time.Time // when reminders were looked for last; the worker's

	mu     sync.Mutex             // guards what follows
	handed map[string][]time.Time // by address: when it was mailed of hand-overs within the last hour
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
	box := &Outbox{store: st, book: b, shop: shop, door: door, o: o, handed: map[string][]time.Time{}}
	box.mails = jobs.New(st, jobs.Queue{Kind: mailKind, Do: box.try, Lost: box.lost, Wait: notify.Wait, Lease: HandingOver, Grace: stopGrace,
		AtOnce: maxAtOnce, Once: true, Cuts: maxUnsure}, jobs.Options{Now: o.Now, Log: o.Log})
	return box
}

func (o *Outbox) now() time.Time { return o.o.Now().UTC().Truncate(time.Microsecond) }

// Work sends mails as they come due, until ctx is done. Without a mail server it
// returns at once.
func (o *Outbox) Work(ctx context.Context) {
	if o.o.Post == nil {
		return
	}
	jobs.Every(ctx, workEvery, nil, o.Step, func(err error) { o.o.Log.Warn("mails wait; they are tried again", "error", err) })
}

// Step reads what happened and sends what is due, once.
func (o *Outbox) Step(ctx context.Context) error {
	if o.o.Post == nil {
		return nil
	}
	failed := o.announce(ctx) // what cannot be read now holds up nothing that waits already
	for more := failed == nil; more && failed == nil; {
		more, failed = o.read(ctx)
	}
	if now := o.now(); now.Sub(o.tidy) >= tidyEvery {
		o.mu.Lock()
		maps.DeleteFunc(o.handed, func(_ string, times []time.Time) bool { return now.Sub(times[len(times)-1]) >= time.Hour })
		o.mu.Unlock()
		err := errors.Join(o.remind(ctx), o.sweep(ctx))
		if err == nil {
			o.tidy = now
		}
		failed = errors.Join(failed, err)
	}
	return errors.Join(failed, o.mails.Step(ctx))
}

// told returns what reads the journal for the outbox.
func (o *Outbox) told() *follow.Follower {
	return &follow.Follower{Store: o.store, Kind: cursorKind, Now: o.now, Wants: func(e unspent.Event) bool {
		return letterOf(e) != "" && o.now().Sub(e.At) <= MaxLate
	}}
}

// read turns the next events into rows. more says that there may be others.
func (o *Outbox) read(ctx context.Context) (more bool, err error) {
	return o.told().Next(ctx, func(ctx context.Context, events []unspent.Event) (follow.Write, error) {
		var rows []row
		for _, e := range events {
			due, err := o.derive(ctx, e)
			if err != nil {
				return nil, err
			}
			rows = append(rows, due...)
		}
		return func(ctx context.Context, tx store.Tx) error { return putRows(ctx, tx, rows, o.now()) }, nil
	})
}

func putRows(ctx context.Context, tx store.Tx, rows []row, now time.Time) error {
	for _, r := range rows {
		j, err := r.job(now)
		if err != nil {
			return err
		}
		if err := jobs.Put(ctx, tx, mailKind, j); err != nil {
			return err
		}
	}
	return nil
}

// announce turns orders that were accepted into rows. Both are one write, of what is
// there when it is written: so each is announced once, whoever else does the same.
func (o *Outbox) announce(ctx context.Context) error {
	pick := store.Pick{Kind: gift.AcceptedKind, Limit: maxRead}
	var some []store.Document
	err := o.store.View(ctx, func(r store.Reader) (err error) { some, err = r.Documents(ctx, pick); return err })
	if err != nil || len(some) == 0 {
		return err
	}
	return o.store.Update(ctx, func(tx store.Tx) error {
		accepted, err := tx.Documents(ctx, pick)
		if err != nil {
			return err
		}
		var rows []row
		for _, d := range accepted {
			if o.now().Sub(d.At) <= MaxLate {
				rows = append(rows, row{Kind: notify.Order{}.Kind(), Order: d.ID})
			}
			if err := tx.DropDocument(ctx, gift.AcceptedKind, d.ID); err != nil {
				return err
			}
		}
		return putRows(ctx, tx, rows, o.now())
	})
}

// errUnsure is why a mail is dead that a kill cut short too often.
var errUnsure = unspent.Errorf(unspent.Unavailable, "the server ended while the mail was being handed over, and once more at the second try: "+
	"it may have arrived; ask the "+
	"recipient before you try again")

// lost ends a mail of which nobody knows whether a server took it, or what it is.
func (o *Outbox) lost(ctx context.Context, j jobs.Job) jobs.Result {
	r, err := readRow(j)
	if err != nil {
		return jobs.Result{Err: jobs.Final{Err: errUnread}}
	}
	return jobs.Result{Err: jobs.Final{Err: errUnsure}, First: o.bounced(o.serialOf(ctx, r))}
}

// serialOf returns the card that a gift's mail brings; zero of all others.
func (o *Outbox) serialOf(ctx context.Context, r row) (serial unspent.Serial) {
	if r.Seq != 0 && isGift(r.Kind) {
		if ev, err := o.event(ctx, r.Seq); err == nil {
			serial = mustSerial(ev.Credit)
		}
	}
	return serial
}

// late reports whether what a mail is about happened so long ago that nothing is
// still being written about it.
func (o *Outbox) late(ctx context.Context, r row) bool {
	ev, err := o.event(ctx, r.Seq)
	return err == nil && o.now().Sub(ev.At) > time.Hour
}

// try sends one mail.
func (o *Outbox) try(ctx context.Context, j jobs.Job) jobs.Result {
	r, err := readRow(j)
	if err != nil {
		return jobs.Result{Err: jobs.Final{Err: errUnread}}
	}
	d, err := o.write(ctx, r)
	switch {
	case errors.Is(err, errSettled):
		return jobs.Result{}
	case errors.Is(err, errStopped):
		return jobs.Result{Err: jobs.Later{At: o.now().Add(stoppedAgain), Said: err.Error()}}
	case errors.Is(err, errTooEarly) && !o.late(ctx, r):
		return jobs.Result{Err: jobs.Later{At: o.now().Add(workEvery)}}
	case err == nil && isHandover(r.Kind):
		if next, full := o.full(d.envelope.To); full {
			return jobs.Result{Err: jobs.Later{At: next, Said: fmt.Sprintf("%d mails about hand-overs went to this address within an hour; it waits", MaxHandovers)}}
		}
	}
	if err == nil {
		var token string
		if token, err = o.o.Post(ctx, d.letter, d.envelope); err == nil {
			return o.taken(r, d.serial, token)
		}
	}
	again := true
	if f, ok := errors.AsType[*notify.Failure](err); ok {
		again = f.Again
	} else if reason := unspent.ReasonOf(err); reason == unspent.Invalid || reason == unspent.NotFound {
		again = false // it cannot be written, or its code can no longer be shown
	}
	said := error(&unspent.Error{Reason: unspent.ReasonOf(err), Detail: plain(err.Error())})
	if !again {
		said = jobs.Final{Err: said}
	}
	return jobs.Result{Err: said, First: o.bounced(o.serialOf(ctx, r))}
}

// bounced returns what tells the order that its mail is dead. It comes before the row is
// gone: cut short here, the same is noted once more.
func (o *Outbox) bounced(serial unspent.Serial) func(context.Context, jobs.Job, bool) error {
	return func(ctx context.Context, j jobs.Job, dead bool) error {
		if !dead || serial.IsZero() {
			return nil
		}
		return o.shop.Bounced(ctx, serial, j.Said)
	}
}

// taken is what comes of a mail that a server took, whoever has its row by now. Its token
// is kept for its bounce, and its order is told. That its code is not shown any more comes
// after the row is gone, because a mail that goes out once more needs its code; cut short
// there, the reveal window ends by itself.
func (o *Outbox) taken(r row, serial unspent.Serial, token string) jobs.Result {
	return jobs.Result{Stands: true,
		First: func(ctx context.Context, _ jobs.Job, _ bool) error {
			if serial.IsZero() {
				return nil
			}
			return o.shop.Mailed(ctx, serial, o.now())
		},
		With: func(ctx context.Context, tx store.Tx) error {
			d, err := store.Doc[sent]{ID: token, At: o.now(), Body: sent{Kind: r.Kind, Serial: serialText(serial)}}.Document(sentKind)
			if err != nil {
				return err
			}
			return tx.PutDocument(ctx, d)
		},
		Last: func(ctx context.Context) error {
			if serial.IsZero() {
				return nil
			}
			err := o.book.ConfirmDelivery(ctx, unspent.Actor{Role: unspent.System}, r.Seq)
			if errors.Is(err, unspent.NotFound) {
				return nil
			}
			return err
		}}
}

// full reports whether an address was mailed of so many hand-overs that the next one
// waits, and until when; otherwise it counts one more. Whoever holds a card types the
// address, and could have it flooded.
func (o *Outbox) full(to notify.Address) (next time.Time, full bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now, key := o.now(), strings.ToLower(to.String())
	times := slices.DeleteFunc(o.handed[key], func(at time.Time) bool { return now.Sub(at) >= time.Hour })
	if len(times) >= MaxHandovers {
		return times[0].Add(time.Hour), true
	}
	o.handed[key] = append(times, now)
	return now, false
}

func serialText(s unspent.Serial) string {
	if s.IsZero() {
		return ""
	}
	return s.String()
}
