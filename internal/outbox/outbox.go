package outbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
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

	mu     sync.Mutex             // guards what follows
	handed map[string][]time.Time // by address: when it was mailed of hand-overs within the last hour
	open   map[string]outcome     // by row: what came of a try, and could not be written down yet
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
	return &Outbox{store: st, book: b, shop: shop, door: door, o: o, handed: map[string][]time.Time{}, open: map[string]outcome{}}
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
	for {
		n, err := o.send(ctx)
		if err != nil || n == 0 {
			return errors.Join(failed, err)
		}
	}
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
		d, err := r.document(mailKind, now)
		if err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, d); err != nil {
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

// outcome is what came of one try.
type outcome struct {
	id     string // of the document
	row    row
	drop   bool      // it is settled
	dead   bool      // and kept among the dead
	next   time.Time // otherwise, the next try
	token  string    // of the mail that was taken; "" if none was
	serial unspent.Serial

	read, marked store.Document // the row before the try, and as it was marked for it
}

// owns reports whether a row is still what was read before the try, or marked for it: if
// not, another worker has it, and what came of this try is none of its business.
func (one outcome) owns(d store.Document) bool {
	return d.ID != "" && (same(d, one.read) || same(d, one.marked))
}

func same(x, y store.Document) bool {
	return x.ID == y.ID && x.At.Equal(y.At) && bytes.Equal(x.Body, y.Body)
}

// saidUnsure is why a mail is dead that a kill cut short too often.
const saidUnsure = "the server ended while the mail was being handed over, and once more at the second try: it may have arrived; ask the " +
	"recipient before you try again"

// send tries what is due, and returns how many rows it looked at.
func (o *Outbox) send(ctx context.Context) (int, error) {
	var rows []store.Document
	err := o.store.View(ctx, func(r store.Reader) (err error) {
		rows, err = r.Documents(ctx, store.Pick{Kind: mailKind, Until: o.now(), Limit: maxSend})
		return err
	})
	if err != nil {
		return 0, err
	}
	rows = append(rows, o.unwritten(rows)...)
	errs := make([]error, len(rows))
	var crew sync.WaitGroup
	room := make(chan struct{}, maxAtOnce)
	for i, d := range rows {
		room <- struct{}{}
		crew.Go(func() {
			defer func() { <-room }()
			errs[i] = o.sendOne(ctx, d)
		})
	}
	crew.Wait()
	return len(rows), errors.Join(errs...)
}

// unwritten returns the rows of which it is known what came of a try, and that could
// not be written down yet, beside some that are known.
func (o *Outbox) unwritten(beside []store.Document) (rows []store.Document) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for id := range o.open {
		if !slices.ContainsFunc(beside, func(d store.Document) bool { return d.ID == id }) {
			rows = append(rows, store.Document{Kind: mailKind, ID: id})
		}
	}
	return rows
}

// sendOne tries one mail and writes down what came of it, before and after. What
// stands there before is all that is known after a kill: so a mail whose handing over
// was cut short is tried once more, and not for ever.
func (o *Outbox) sendOne(ctx context.Context, d store.Document) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	o.mu.Lock()
	out, known := o.open[d.ID]
	o.mu.Unlock()
	if !known {
		var sure bool
		var err error
		if out, sure, err = o.attempt(ctx, d); err != nil || !sure {
			return errors.Join(err, ctx.Err())
		}
	}
	o.remember(out)
	ended := ctx.Err()
	ctx = context.WithoutCancel(ctx) // what a server took is still written down
	mine, err := o.mine(ctx, out)
	if err != nil {
		return err
	}
	if mine {
		if err := o.note(ctx, out); err != nil {
			return err
		}
		if err := o.settle(ctx, out); err != nil {
			return err
		}
	}
	o.mu.Lock()
	delete(o.open, d.ID)
	o.mu.Unlock()
	return errors.Join(ended, o.confirm(ctx, out))
}

// attempt marks a row, and tries its mail. It is not sure of a try that was cut
// short when the process was told to stop: the mark stays. Neither is it of a row that
// another worker has marked since it was read.
func (o *Outbox) attempt(ctx context.Context, d store.Document) (out outcome, sure bool, err error) {
	r, err := readRow(d)
	r.Try = "" // of a try that was cut short
	switch {
	case err != nil: // it is damaged, or of another version: the others must not wait for it
		o.o.Log.Error("a mail that waits cannot be read", "id", d.ID, "error", err)
		out = outcome{row: row{Kind: unread, Said: "its record cannot be read"}, dead: true}
	case r.Unsure >= maxUnsure:
		out = o.buried(ctx, outcome{row: r})
	default:
		marked, mine, err := o.mark(ctx, d)
		if err != nil { // it may stand there all the same, and nothing was handed over
			o.remember(outcome{id: d.ID, row: r, next: d.At, read: d, marked: marked})
		}
		if err != nil || !mine {
			return out, false, err
		}
		grace, cancel := lasting(ctx, stopGrace)
		defer cancel()
		if out = o.try(grace, r); grace.Err() != nil && out.token == "" {
			return out, false, nil
		}
		out.marked = marked
	}
	out.id, out.read = d.ID, d
	return out, true, nil
}

// remember keeps what came of a try until it is written down.
func (o *Outbox) remember(out outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open[out.id] = out
}

// lasting returns a context that ends a while after ctx does.
func lasting(ctx context.Context, while time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(while, cancel) })
	return longer, func() { stop(); cancel() }
}

// mark notes that a row's mail is about to be handed over, and keeps others from it for
// as long as that can take. The row is not ours if it has gone, or is not any more what
// was read.
func (o *Outbox) mark(ctx context.Context, read store.Document) (marked store.Document, mine bool, err error) {
	r, err := readRow(read)
	if err != nil {
		return marked, false, err
	}
	r.Unsure++
	r.Try = rand.Text()
	if marked, err = r.document(mailKind, o.now().Add(HandingOver)); err != nil {
		return marked, false, err
	}
	err = o.store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Document(ctx, mailKind, read.ID)
		if mine = err == nil && same(d, read); !mine {
			return err
		}
		return tx.PutDocument(ctx, marked)
	})
	return marked, mine && err == nil, err
}

// mine reports whether what came of a try is to be written down: the row is this worker's
// still, or its mail was taken, which ends it whoever has it.
func (o *Outbox) mine(ctx context.Context, one outcome) (mine bool, err error) {
	err = o.store.View(ctx, func(r store.Reader) error {
		d, err := r.Document(ctx, mailKind, one.id)
		mine = one.token != "" || one.owns(d)
		return err
	})
	return mine, err
}

// buried ends a mail of which nobody knows whether a server took it.
func (o *Outbox) buried(ctx context.Context, out outcome) outcome {
	out.dead, out.row.Said = true, saidUnsure
	if out.row.Seq != 0 && isGift(out.row.Kind) {
		if ev, err := o.event(ctx, out.row.Seq); err == nil {
			out.serial = mustSerial(ev.Credit)
		}
	}
	return out
}

// late reports whether what a mail is about happened so long ago that nothing is
// still being written about it.
func (o *Outbox) late(ctx context.Context, r row) bool {
	ev, err := o.event(ctx, r.Seq)
	return err == nil && o.now().Sub(ev.At) > time.Hour
}

// try sends one mail.
func (o *Outbox) try(ctx context.Context, r row) outcome {
	out := outcome{row: r}
	d, err := o.write(ctx, r)
	if errors.Is(err, errSettled) {
		out.drop = true
		return out
	}
	if errors.Is(err, errStopped) {
		out.next, out.row.Said = o.now().Add(stoppedAgain), err.Error()
		return out
	}
	if err == nil && isHandover(r.Kind) {
		if next, full := o.full(d.envelope.To); full {
			out.next, out.row.Said = next, fmt.Sprintf("%d mails about hand-overs went to this address within an hour; it waits", MaxHandovers)
			return out
		}
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
	if errors.Is(err, errTooEarly) && !o.late(ctx, r) {
		out.next = o.now().Add(workEvery)
		return out
	}
	out = o.again(out, err.Error())
	out.dead = out.dead || !again
	if r.Seq != 0 && isGift(r.Kind) && out.dead && out.serial.IsZero() {
		if ev, err := o.event(ctx, r.Seq); err == nil {
			out.serial = mustSerial(ev.Credit)
		}
	}
	return out
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

// settle writes what came of a try.
func (o *Outbox) settle(ctx context.Context, one outcome) error {
	now := o.now()
	return o.store.Update(ctx, func(tx store.Tx) error { return o.settleOne(ctx, tx, one, now) })
}

func (o *Outbox) settleOne(ctx context.Context, tx store.Tx, one outcome, now time.Time) error {
	if d, err := tx.Document(ctx, mailKind, one.id); err != nil || one.token == "" && !one.owns(d) {
		return err // another worker has settled it, or is about to
	}
	if one.dead {
		d, err := one.row.document(deadKind, now)
		if err != nil {
			return err
		}
		d.ID = one.id
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
		return tx.DropDocument(ctx, mailKind, one.id)
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

// note tells the order what became of its mail. It comes before the row is gone:
// cut short here, the same is noted once more.
func (o *Outbox) note(ctx context.Context, one outcome) error {
	switch {
	case one.serial.IsZero():
	case one.token != "":
		return o.shop.Mailed(ctx, one.serial, o.now())
	case one.dead:
		return o.shop.Bounced(ctx, one.serial, one.row.Said)
	}
	return nil
}

// again puts off a mail to its next try; it is dead if that was the last.
func (o *Outbox) again(one outcome, said string) outcome {
	one.row.Tries++
	one.row.Said = plain(said)
	wait, more := notify.Wait(one.row.Tries, one.row.id())
	one.dead, one.next = !more, o.now().Add(wait)
	return one
}

// confirm ends the showing of a code that a mail server took. It comes after the
// row is gone, because a mail that goes out once more needs its code; cut short
// here, the reveal window ends by itself.
func (o *Outbox) confirm(ctx context.Context, one outcome) error {
	if one.serial.IsZero() || one.token == "" {
		return nil
	}
	err := o.book.ConfirmDelivery(ctx, unspent.Actor{Role: unspent.System}, one.row.Seq)
	if errors.Is(err, unspent.NotFound) {
		return nil
	}
	return err
}
