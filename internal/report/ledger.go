package report

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
)

// Journal is what a report reads; every store.Reader is one.
type Journal interface {
	// Journal calls f with every event from seq on, in order, and returns f's error.
	Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error
}

// pot is what a report has one line for.
type pot struct {
	program  string
	currency unspent.Currency
}

// card is a card that was sold and may still have value.
type card struct {
	pot     uint32
	balance int64
	face    int64
	expires time.Time // zero: never
}

// whole reports whether nothing is missing from c.
func (c card) whole() bool {
	return unspent.Whole(unspent.NewMoney(c.balance, unspent.Currency{}), unspent.NewMoney(c.face, unspent.Currency{}))
}

// lapsed reports whether c's validity has ended at now.
func (c card) lapsed(now time.Time) bool { return !c.expires.IsZero() && !now.Before(c.expires) }

// purse is the account of a holder.
type purse struct {
	pot     uint32
	balance int64
	lots    unspent.Lots // what of it ends
}

// ledger folds events as far as reports need it.
type ledger struct {
	cards   map[unspent.Serial]card
	claimed map[unspent.Serial]card // what a claim that is undone brings back
	purses  map[unspent.Ref]purse
	places  map[pot]uint32
	pots    []pot
}

func newLedger() *ledger {
	return &ledger{cards: map[unspent.Serial]card{}, claimed: map[unspent.Serial]card{}, purses: map[unspent.Ref]purse{}, places: map[pot]uint32{}}
}

// errPast ends a read at the first event that is too late.
var errPast = errors.New("past the report")

// read applies every event for which within is true: the journal is in order of
// time, so the first one that is not ends it.
func (l *ledger) read(ctx context.Context, r Journal, within func(time.Time) bool, each func(unspent.Event)) error {
	err := r.Journal(ctx, 1, func(e unspent.Event) error {
		if !within(e.At) {
			return errPast
		}
		l.apply(e)
		each(e)
		return nil
	})
	if errors.Is(err, errPast) {
		return nil
	}
	return err
}

// place returns the number of e's line.
func (l *ledger) place(e unspent.Event) uint32 {
	p := pot{e.Program, e.Amount.Currency()}
	at, ok := l.places[p]
	if !ok {
		at = uint32(len(l.pots))
		l.places[p] = at
		l.pots = append(l.pots, p)
	}
	return at
}

// apply folds one event.
func (l *ledger) apply(e unspent.Event) {
	at := l.place(e)
	from, _ := e.Debit.Serial()
	to, _ := e.Credit.Serial()
	switch e.Kind {
	case unspent.Issued, unspent.Activated:
		if e.Amount.IsPositive() { // sold
			l.cards[to] = card{pot: at, balance: e.Amount.Units(), face: e.Amount.Units(), expires: e.Until}
		}
	case unspent.Imported:
		if e.Amount.IsPositive() {
			l.cards[to] = card{pot: at, balance: e.Amount.Units(), face: e.Face.Units(), expires: e.Until}
		}
	case unspent.Taken, unspent.Transferred, unspent.Reissued:
		l.cards[to] = l.cards[from]
		delete(l.cards, from)
	case unspent.Claimed:
		l.claimed[from] = l.cards[from]
		delete(l.cards, from)
		l.move(e.Credit, at, e.Amount.Units())
	case unspent.Unclaimed:
		l.move(e.Debit, at, -e.Amount.Units())
		claimed := l.claimed[to]
		claimed.balance = e.Amount.Units()
		l.cards[to] = claimed
		delete(l.claimed, to)
	case unspent.Closed:
		l.move(e.Debit, at, -e.Amount.Units())
	case unspent.Deactivated, unspent.Voided, unspent.Expired:
		if e.Debit.IsAccount() {
			l.move(e.Debit, at, -e.Amount.Units())
		}
		delete(l.cards, from)
	case unspent.Refunded:
		if e.Makes() {
			l.cards[to] = card{pot: at, face: e.Amount.Units(), expires: e.Until}
		}
		l.move(e.Debit, at, -e.Amount.Units())
		l.move(e.Credit, at, e.Amount.Units())
	case unspent.Spent, unspent.Adjusted:
		l.move(e.Debit, at, -e.Amount.Units())
		l.move(e.Credit, at, e.Amount.Units())
	case unspent.Held, unspent.Released, unspent.Unheld, unspent.Frozen, unspent.Unfrozen, unspent.Declined:
	}
	if p, ok := l.purses[e.Debit]; ok && !e.Lots.IsZero() {
		p.lots, _ = p.lots.Minus(e.Lots)
		l.purses[e.Debit] = p
	}
	if p, ok := l.purses[e.Credit]; ok && !e.Lots.IsZero() {
		p.lots = p.lots.Plus(e.Lots)
		l.purses[e.Credit] = p
	}
}

// move adds units to ref if it is owed to a holder.
func (l *ledger) move(ref unspent.Ref, at uint32, units int64) {
	if serial, ok := ref.Serial(); ok {
		c := l.cards[serial]
		c.balance += units
		l.cards[serial] = c
	} else if ref.IsAccount() {
		p := l.purses[ref]
		p.pot, p.balance = at, p.balance+units
		l.purses[ref] = p
	}
}
