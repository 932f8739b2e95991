package gift

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options say how a shop works. The zero value is right for production.
type Options struct {
	Now func() time.Time // time.Now if nil
	Log *slog.Logger     // of orders that could not be seen through; none if nil
}

// Shop takes orders and sees them through. It is safe for concurrent use.
type Shop struct {
	store store.Store
	book  *book.Book
	o     Options
	due   *jobs.Worker
}

// New returns a shop of a book and the store that it stands on.
func New(st store.Store, b *book.Book, o Options) *Shop {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Shop{store: st, book: b, o: o}
	s.due = jobs.New(st, s.dueQueue(), jobs.Options{Now: o.Now, Log: o.Log})
	return s
}

func (s *Shop) now() time.Time { return s.o.Now().UTC().Truncate(time.Microsecond) }

// By is the name under which orders stand in the journal.
const By = "gifts"

// itself is who asks the book for what an order needs.
func itself() unspent.Actor { return unspent.Actor{ID: By, Role: unspent.System} }

// Letter returns the kind of the mail that brings a card, for the first time or
// again.
func Letter(again bool) string { return notify.Gift{Again: again}.Kind() }

// requestID names one step of an order to the book. It is too long to be guessed
// away, and nobody else asks under this actor.
func requestID(number, step string) string {
	sum := sha256.Sum256([]byte("gift\n" + number + "\n" + step))
	return "gift-" + base32.StdEncoding.EncodeToString(sum[:20])
}

// Place takes an order of by, under their request id: asked again it is answered
// with the order of the first time. A holder's order is paid from their account
// at once, in full, and refused with the reason of the book if that cannot be. A
// number that is left out is made; a holder always leaves it out. What is to be
// sent now is issued before Place returns.
func (s *Shop) Place(ctx context.Context, by unspent.Actor, id string, o Order) (Order, error) {
	program, err := s.program(o.Program)
	if err != nil {
		return Order{}, err
	}
	now := s.now()
	if err := o.validate(program, now); err != nil {
		return Order{}, err
	}
	if err := s.mayPlace(ctx, by, o, program); err != nil {
		return Order{}, err
	}
	if o, err = s.keep(ctx, o.placed(by, s.book.Asked(by), id, now), program.Limits.PerMonth); err != nil {
		return Order{}, err
	}
	return s.advance(ctx, o.Number)
}

// mayPlace reports why by may not place an order. A holder's is refused here if
// their account could never pay it, so that every order that is kept is paid or
// declined by the book. They choose no number: by those that are taken they would
// learn of other people's orders.
func (s *Shop) mayPlace(ctx context.Context, by unspent.Actor, o Order, p unspent.Program) error {
	switch by.Role {
	case unspent.Admin, unspent.System, unspent.Issuer:
		return nil
	case unspent.Holder:
	case unspent.Support, unspent.Store, unspent.Merchant, unspent.Auditor, unspent.Partner:
		return unspent.Errorf(unspent.Forbidden, "role %s may not order cards", by.Role)
	default:
		return unspent.Errorf(unspent.Forbidden, "role %q may not order cards", by.Role)
	}
	if o.Number != "" {
		return unspent.Errorf(unspent.Invalid, "leave the number out: the order gets one")
	}
	account, err := s.book.Account(ctx, by.ID)
	switch {
	case errors.Is(err, unspent.NotFound):
		return unspent.Errorf(unspent.NotFound, "there is nothing on the account yet")
	case err != nil:
		return err
	case account.Program != o.Program:
		return &Fault{Field: "program", err: unspent.Errorf(unspent.WrongProgram, "the account holds value of program %q; order cards of that one", account.Program)}
	}
	return handsOn(p, o)
}

// handsOn refuses what a program does not allow to be given from an account: that
// hands value on, as a transfer does.
func handsOn(p unspent.Program, o Order) error {
	if !p.Transferable {
		return &Fault{Field: "program", err: unspent.Errorf(unspent.AgainstTerms, "the terms of this program do not allow giving from an account")}
	}
	for i, c := range o.Cards {
		if c.Value.Units() < MinValue {
			return &Fault{Field: "cards.value", err: unspent.Errorf(unspent.LimitExceeded, "card %d is worth too little to be sent: at least %s", i+1,
				unspent.NewMoney(MinValue, p.Currency))}
		}
		if most := p.Limits.PerTransfer; most > 0 && c.Value.Units() > most {
			limit := unspent.NewMoney(most, p.Currency)
			return &Fault{Field: "cards.value", Most: limit, err: unspent.Errorf(unspent.LimitExceeded, "card %d is over what may be handed on at once: %s", i+1, limit)}
		}
	}
	return nil
}

// hash hashes texts, of which none runs into the next.
func hash(texts ...string) string {
	h := sha256.New()
	for _, text := range texts {
		fmt.Fprintf(h, "%q\n", text)
	}
	return base32.StdEncoding.EncodeToString(h.Sum(nil)[:20])
}

// print hashes what an order asks for.
func (o Order) print() string {
	texts := []string{o.Number, o.Program, o.Giver.Mail.String(), o.Giver.Name, string(o.Giver.Lang), strconv.FormatBool(o.Giver.Quiet)}
	for _, c := range o.Cards {
		texts = append(texts, c.To.String(), string(c.Lang), c.Message, c.Value.String(), strconv.FormatInt(c.Send.UnixMicro(), 10))
	}
	return hash(texts...)
}

// madeNumber returns the number that an order without one gets; the next, if that
// belongs to another order. It is short enough to be read aloud, and has no letters,
// because a number that looks like a code is taken for one.
func madeNumber(by string, try int) string {
	sum := sha256.Sum256([]byte(by + "\n" + strconv.Itoa(try)))
	return fmt.Sprintf("G-%010d", binary.BigEndian.Uint64(sum[:])%1e10)
}

// keep writes a new order down, or finds it.
func (s *Shop) keep(ctx context.Context, o Order, perMonth int64) (kept Order, err error) {
	err = s.store.Update(ctx, func(tx store.Tx) error {
		var known bool
		if kept, known, err = find(ctx, tx, o); err != nil {
			return err
		}
		if known {
			if kept.asked.what != o.asked.what && kept.asked.what != "" {
				return taken(kept.Number)
			}
			return nil
		}
		if kept = o; kept.Number == "" {
			kept.Number, err = freeNumber(ctx, tx, o.asked.by)
		} else if d, broken := tx.Document(ctx, orderKind, o.Number); broken != nil || d.ID != "" {
			return cmp.Or(broken, taken(o.Number))
		}
		if err == nil {
			err = withinMonth(ctx, tx, o, perMonth)
		}
		if err != nil {
			return err
		}
		kept.announce = o.Giver.Account == ""
		return put(ctx, tx, kept)
	})
	return kept, err
}

// find returns the order that was kept under the same request, if there is one.
func find(ctx context.Context, r store.Documents, o Order) (Order, bool, error) {
	for _, by := range append([]string{o.asked.by}, o.older...) {
		for try := 0; ; try++ {
			number := o.Number
			if number == "" {
				number = madeNumber(by, try)
			}
			d, err := r.Document(ctx, orderKind, number)
			if err != nil {
				return Order{}, false, err
			}
			if d.ID == "" {
				break
			}
			kept, err := readOrder(d)
			if err != nil || kept.asked.by == by {
				return kept, err == nil, err
			}
			if o.Number != "" {
				break
			}
		}
	}
	return Order{}, false, nil
}

// freeNumber returns the first number of a request that no other order has.
func freeNumber(ctx context.Context, r store.Documents, by string) (string, error) {
	for try := 0; ; try++ {
		number := madeNumber(by, try)
		if d, err := r.Document(ctx, orderKind, number); err != nil || d.ID == "" {
			return number, err
		}
	}
}

// Placed reports whether an order was placed before under the same request id.
func (s *Shop) Placed(ctx context.Context, r store.Documents, by unspent.Actor, id string, o Order) (bool, error) {
	_, known, err := find(ctx, r, o.askedBy(s.book.Asked(by), id))
	return known, err
}

// withinMonth refuses an order of a holder with which they would give more within
// a calendar month (UTC, as the book counts) than the program allows. 0 is no limit.
func withinMonth(ctx context.Context, tx store.Reader, o Order, most int64) error {
	if o.Giver.Account == "" || most <= 0 {
		return nil
	}
	total, err := o.Total()
	if err != nil {
		return err
	}
	given, month := total.Units(), o.At.UTC().Format("2006-01")
	for after := (Page{}); ; {
		earlier, err := tx.Documents(ctx, store.Pick{Kind: orderKind, Key: keyOfGiver(o.Giver.Account), After: after, Newest: true, Limit: maxPage})
		if err != nil {
			return err
		}
		for _, d := range earlier {
			one, err := readOrder(d)
			if err != nil {
				return err
			}
			if one.At.UTC().Format("2006-01") != month {
				earlier = nil
				break
			}
			for n, c := range one.Cards {
				if stage := one.stage(n); stage != StageOwed && stage != StageCancelled {
					given += c.Value.Units()
				}
			}
			after = d.Place()
		}
		if given > most {
			limit := unspent.NewMoney(most, total.Currency())
			return &Fault{Field: "total", Most: limit, err: unspent.Errorf(unspent.LimitExceeded, "this is over what may be given within a month: %s", limit)}
		}
		if len(earlier) < maxPage {
			return nil
		}
	}
}

// put writes an order, and when it has something to do next.
func put(ctx context.Context, tx store.Tx, o Order) error {
	d, err := o.document()
	if err != nil {
		return err
	}
	if err := tx.PutDocument(ctx, d, o.keys()...); err != nil {
		return err
	}
	if o.announce {
		if err := tx.PutDocument(ctx, store.Document{Kind: AcceptedKind, ID: o.Number, At: o.At}); err != nil {
			return err
		}
	}
	return putDue(ctx, tx, o)
}

// change lets f change an order, because of h; nothing but that may happen to its cards.
// f may be run again.
func (s *Shop) change(ctx context.Context, number string, h Happening, f func(*Order) error) (o Order, err error) {
	err = s.store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Document(ctx, orderKind, number)
		if err != nil {
			return err
		}
		if d.ID == "" {
			return errNoOrder
		}
		if o, err = readOrder(d); err != nil {
			return err
		}
		from := o.stages()
		if err := f(&o); err != nil {
			return err
		}
		return errors.Join(o.moved(from, h), put(ctx, tx, o))
	})
	return o, err
}

var errNoOrder = unspent.Errorf(unspent.NotFound, "there is no such order")

// advance does what an order has to do by now: it is paid, its cards are issued,
// and what was cancelled is paid back.
func (s *Shop) advance(ctx context.Context, number string) (Order, error) {
	o, err := s.Order(ctx, number)
	if err == nil && o.unpaid() {
		o, err = s.pay(ctx, o)
	}
	if err != nil {
		return o, err
	}
	now := s.now()
	o, err = s.change(ctx, number, Begun, func(o *Order) error { // a card is begun or cancelled, never both
		for n := range o.Cards {
			if c := &o.Cards[n]; o.stage(n).may(Begun) && !c.Send.After(now) {
				c.begun = true
			}
		}
		return nil
	})
	if err != nil {
		return o, err
	}
	serials, err := s.issueBegun(ctx, o)
	o, failed := s.change(ctx, number, Issued, func(o *Order) error {
		for n := range o.Cards {
			if c := &o.Cards[n]; o.stage(n).may(Issued) && !serials[n].IsZero() {
				c.Serials = []unspent.Serial{serials[n]}
			}
		}
		return nil
	})
	if failed == nil && o.owed() {
		o, failed = s.payBack(ctx, o)
	}
	return o, errors.Join(err, failed)
}

// issueBegun issues what has been begun, several cards at once, so that they
// share commits of the book. It returns the new serials by their places.
func (s *Shop) issueBegun(ctx context.Context, o Order) ([]unspent.Serial, error) {
	serials, failed := make([]unspent.Serial, len(o.Cards)), make([]error, len(o.Cards))
	var crew sync.WaitGroup
	room := make(chan struct{}, issuesAtOnce)
	for n, c := range o.Cards {
		if len(c.Serials) > 0 || !c.begun {
			continue
		}
		room <- struct{}{}
		crew.Go(func() {
			defer func() { <-room }()
			serials[n], _, failed[n] = s.issue(ctx, o, n)
		})
	}
	crew.Wait()
	for _, err := range failed {
		if err != nil {
			return serials, err // the others are much the same
		}
	}
	return serials, nil
}

// issue asks the book for the card at a place of an order, or asks it again.
func (s *Shop) issue(ctx context.Context, o Order, n int) (unspent.Serial, []unspent.Code, error) {
	c := o.Cards[n]
	done, err := s.book.Do(ctx, unspent.Request{Key: requestID(o.Number, strconv.Itoa(n)), By: itself(),
		Command: c.issue(o)})
	if err != nil {
		return unspent.Serial{}, nil, err
	}
	serial, _ := done.Events[0].Credit.Serial()
	return serial, done.Codes, nil
}

// Work sees orders through as they come due, until ctx is done.
func (s *Shop) Work(ctx context.Context) {
	jobs.Every(ctx, workEvery, nil, func(ctx context.Context) error { s.Catch(ctx); return nil }, func(error) {})
}

// Catch notes what the journal tells of orders, and sees through every one that is
// due by now.
func (s *Shop) Catch(ctx context.Context) {
	var err error
	for more := true; more && err == nil; {
		more, err = s.read(ctx)
	}
	if err = errors.Join(err, s.due.Step(ctx)); err != nil && ctx.Err() == nil {
		s.o.Log.Warn("orders wait; they are tried again", "error", err)
	}
}

// dueQueue is the work that orders have. It is never given up: value may have been paid.
func (s *Shop) dueQueue() jobs.Queue {
	return jobs.Queue{Kind: dueKind, Lease: lease, Do: s.seeThrough,
		Lost: func(context.Context, jobs.Job) jobs.Result {
			return jobs.Result{Err: jobs.Later{At: s.now().Add(retryMost)}}
		},
		Wait: func(tries int, _ string) (time.Duration, bool) {
			return min(retryAfter*time.Duration(tries), retryMost), true
		}}
}

// seeThrough does what an order has to do by now. What it has to do next, put has written
// down already, unless nothing has changed.
func (s *Shop) seeThrough(ctx context.Context, j jobs.Job) jobs.Result {
	o, err := s.advance(ctx, j.ID)
	switch at, more := o.due(); {
	case errors.Is(err, errNoOrder):
		return jobs.Result{}
	case err != nil:
		s.o.Log.Warn("an order could not be seen through; it is tried again", "order", j.ID, "error", err)
		return jobs.Result{Err: err}
	case more:
		if soonest := s.now().Add(retryAfter); at.Before(soonest) {
			at = soonest
		}
		return jobs.Result{Err: jobs.Later{At: at}, On: true}
	}
	return jobs.Result{}
}

// putDue keeps when an order has something to do. A job that is there for the same is
// left alone: somebody may be at it, or it has failed and waits. A dead one, which an
// earlier program gave up, begins anew.
func putDue(ctx context.Context, tx store.Tx, o Order) error {
	j, dead, known, err := jobs.One(ctx, tx, dueKind, o.Number)
	if err != nil {
		return err
	}
	at, more := o.due()
	work, err := json.Marshal(at)
	switch {
	case err != nil || !more && !known || more && known && !dead && bytes.Equal(j.Work, work):
		return err
	case !more:
		return jobs.Drop(ctx, tx, dueKind, o.Number)
	}
	return jobs.Put(ctx, tx, dueKind, jobs.Job{ID: o.Number, At: at, Work: work})
}
