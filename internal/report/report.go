package report

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
)

// ProgramValue is what holders of one program could still use at an instant.
type ProgramValue struct {
	Program  string
	Currency unspent.Currency
	Cards    unspent.Money // on cards, held and frozen ones too
	Accounts unspent.Money // in holders' accounts

	UnspentCards  int64 // cards from which nothing is missing
	PartUsedCards int64 // cards with less than their face value, but something
	Holders       int64 // accounts with something in them
}

// Total returns the unspent value, on cards and in accounts.
func (v ProgramValue) Total() unspent.Money {
	return unspent.NewMoney(v.Cards.Units()+v.Accounts.Units(), v.Currency)
}

// Unspent returns the unspent value at an instant: after everything dated at or
// before it. What ended by then, on a card or in an account, is none. Programs are sorted by
// id and there is one line for each that the journal knew by then, even if
// nothing is left. An instant ahead answers as if nothing happened until then
// but the end of validities.
func Unspent(ctx context.Context, r Journal, at time.Time) ([]ProgramValue, error) {
	if at.IsZero() {
		return nil, unspent.Errorf(unspent.Invalid, "say as of which instant, such as 2027-03-31T15:00:00Z")
	}
	l := newLedger()
	if err := l.read(ctx, r, func(t time.Time) bool { return !t.After(at) }, func(unspent.Event) {}); err != nil {
		return nil, err
	}
	cards, accounts := make([]int64, len(l.pots)), make([]int64, len(l.pots))
	values := make([]ProgramValue, len(l.pots))
	for _, c := range l.cards {
		switch {
		case c.balance == 0 || c.lapsed(at):
			continue
		case c.whole():
			values[c.pot].UnspentCards++
		default:
			values[c.pot].PartUsedCards++
		}
		cards[c.pot] += c.balance
	}
	for _, p := range l.purses {
		if units := p.balance - p.lots.Ended(at).Units(); units != 0 {
			accounts[p.pot] += units
			values[p.pot].Holders++
		}
	}
	for i, p := range l.pots {
		v := &values[i]
		v.Program, v.Currency = p.program, p.currency
		v.Cards, v.Accounts = unspent.NewMoney(cards[i], p.currency), unspent.NewMoney(accounts[i], p.currency)
	}
	slices.SortFunc(values, inOrder)
	return values, nil
}

// Flow is how often something happened, and how much it moved in minor units.
type Flow struct {
	Count  int64
	Amount int64
}

func (f *Flow) add(units int64) {
	f.Count++
	f.Amount += units
}

// Day is what happened to one program on one day.
type Day struct {
	Date     string // such as 2027-03-31, in the zone that was asked for
	Program  string
	Currency unspent.Currency

	Issued      Flow // cards made or imported, sold or not; the amount is their face value
	Activated   Flow // cards sold, those sold when they were made too; of imported ones what is left
	Deactivated Flow // mistaken sales undone
	Claimed     Flow // cards moved to accounts; no value enters or leaves
	Spent       Flow // payments from cards and accounts
	Refunded    Flow
	Raised      Flow // adjustments up
	Lowered     Flow // adjustments down
	Voided      Flow // sales cancelled, cards that were never sold among them
	Expired     Flow // cards, and parts of accounts, whose validity ended on this day with something left
}

// Change returns by how much the day changed the unspent value, in minor units.
func (d Day) Change() int64 {
	return d.Activated.Amount + d.Refunded.Amount + d.Raised.Amount -
		d.Deactivated.Amount - d.Spent.Amount - d.Lowered.Amount - d.Voided.Amount - d.Expired.Amount
}

// Daily returns what happened from from until before to, per day in loc (UTC if
// nil), program and currency, in that order. Days on which nothing happened to a
// program are left out. An expiry belongs to the day on which the validity ended.
func Daily(ctx context.Context, r Journal, from, to time.Time, loc *time.Location) ([]Day, error) {
	if !from.Before(to) {
		return nil, unspent.Errorf(unspent.Invalid, "the report ends before it begins; give the earlier time first")
	}
	if loc == nil {
		loc = time.UTC
	}
	c := &calendar{ledger: newLedger(), from: from, to: to, loc: loc, days: map[dayKey]*Day{}}
	if err := c.read(ctx, r, func(t time.Time) bool { return t.Before(to) }, c.count); err != nil {
		return nil, err
	}
	for _, card := range c.cards { // past their validity and not booked yet
		if p := c.pots[card.pot]; card.balance > 0 && !card.expires.IsZero() {
			c.expired(p, card.expires, card.balance)
		}
	}
	for _, purse := range c.purses {
		c.lapsed(c.pots[purse.pot], purse.lots)
	}
	days := make([]Day, 0, len(c.days))
	for _, d := range c.days {
		days = append(days, *d)
	}
	slices.SortFunc(days, func(a, b Day) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Program, b.Program), cmp.Compare(a.Currency.String(), b.Currency.String()))
	})
	return days, nil
}

type dayKey struct {
	year, day int
	pot       pot
}

// calendar counts per day.
type calendar struct {
	*ledger
	from, to time.Time
	loc      *time.Location
	days     map[dayKey]*Day
}

// day returns the line of t.
func (c *calendar) day(p pot, t time.Time) *Day {
	t = t.In(c.loc)
	key := dayKey{t.Year(), t.YearDay(), p}
	if c.days[key] == nil {
		c.days[key] = &Day{Date: t.Format(time.DateOnly), Program: p.program, Currency: p.currency}
	}
	return c.days[key]
}

// expired counts value that left at the end of a validity.
func (c *calendar) expired(p pot, at time.Time, units int64) {
	if !at.Before(c.from) && at.Before(c.to) {
		c.day(p, at).Expired.add(units)
	}
}

// lapsed counts lots that left at their ends.
func (c *calendar) lapsed(p pot, lots unspent.Lots) {
	for _, lot := range lots.List() {
		c.expired(p, lot.Ends, lot.Units)
	}
}

// count counts one event.
func (c *calendar) count(e unspent.Event) {
	p, units := pot{e.Program, e.Amount.Currency()}, e.Amount.Units()
	if e.Kind == unspent.Expired {
		if c.lapsed(p, e.Lots); e.Lots.IsZero() {
			c.expired(p, e.Until, units)
		}
		return
	}
	if e.At.Before(c.from) {
		return
	}
	switch e.Kind {
	case unspent.Issued, unspent.Imported:
		d := c.day(p, e.At)
		d.Issued.add(e.Face.Units())
		if units > 0 {
			d.Activated.add(units)
		}
	case unspent.Activated:
		c.day(p, e.At).Activated.add(units)
	case unspent.Deactivated:
		c.day(p, e.At).Deactivated.add(units)
	case unspent.Claimed:
		c.day(p, e.At).Claimed.add(units)
	case unspent.Spent:
		c.day(p, e.At).Spent.add(units)
	case unspent.Refunded:
		c.day(p, e.At).Refunded.add(units)
	case unspent.Adjusted:
		if e.Debit.IsWorld() {
			c.day(p, e.At).Raised.add(units)
		} else {
			c.day(p, e.At).Lowered.add(units)
		}
	case unspent.Voided, unspent.Closed:
		c.day(p, e.At).Voided.add(units)
	case unspent.Unclaimed: // between a card and an account, as a claim
	case unspent.Expired, unspent.Held, unspent.Released, unspent.Unheld, unspent.Taken, unspent.Transferred,
		unspent.Reissued, unspent.Frozen, unspent.Unfrozen, unspent.Declined:
	}
}
