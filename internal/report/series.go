package report

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
)

// Series returns what [Unspent] returns for each of the instants, which are in
// order of time, in one walk of the journal.
//
// Memory beside that of a report: 24 bytes for each instant, program and currency.
func Series(ctx context.Context, r Journal, at []time.Time) ([][]ProgramValue, error) {
	if len(at) == 0 || at[0].IsZero() || !slices.IsSortedFunc(at, time.Time.Compare) {
		return nil, unspent.Errorf(unspent.Invalid, "say as of which instants, the earlier ones first")
	}
	s := &series{ledger: newLedger(), at: at, values: make([][]ProgramValue, 0, len(at))}
	last := at[len(at)-1]
	err := r.Journal(ctx, 1, func(e unspent.Event) error {
		s.upTo(e.At)
		if e.At.After(last) {
			return errPast
		}
		s.add(e)
		return nil
	})
	if err != nil && !errors.Is(err, errPast) {
		return nil, err
	}
	s.upTo(last.Add(time.Nanosecond)) // nothing more happened
	return s.values, nil
}

// series keeps sums of the ledger while it is read.
type series struct {
	*ledger
	at     []time.Time
	values [][]ProgramValue // of the instants that are passed
	sums   []sum            // by pot: all that is in the ledger
	lapses [][]lapse        // by pot and instant: what of it has lapsed there, but not at the instant before
}

// sum is what one pot holds.
type sum struct{ cards, accounts, unspent, partUsed, holders int64 }

// lapse is what cards and accounts of one pot lose at once.
type lapse struct{ units, unspent, partUsed, accounts, holders int64 }

// upTo notes the value at every instant before now.
func (s *series) upTo(now time.Time) {
	for n := len(s.values); n < len(s.at) && s.at[n].Before(now); n++ {
		s.values = append(s.values, s.value(n))
	}
}

// value is the value at the instant n, when all that was until then is added.
func (s *series) value(n int) []ProgramValue {
	values := make([]ProgramValue, len(s.pots))
	for i, p := range s.pots {
		left := s.sums[i]
		for _, l := range s.lapses[i][:n+1] {
			left.cards, left.unspent, left.partUsed = left.cards-l.units, left.unspent-l.unspent, left.partUsed-l.partUsed
			left.accounts, left.holders = left.accounts-l.accounts, left.holders-l.holders
		}
		values[i] = ProgramValue{Program: p.program, Currency: p.currency,
			Cards: unspent.NewMoney(left.cards, p.currency), Accounts: unspent.NewMoney(left.accounts, p.currency),
			UnspentCards: left.unspent, PartUsedCards: left.partUsed, Holders: left.holders}
	}
	slices.SortFunc(values, inOrder)
	return values
}

// add folds one event: only what it moves between changes a sum.
func (s *series) add(e unspent.Event) {
	s.count(e.Debit, -1)
	s.count(e.Credit, -1)
	s.apply(e)
	for len(s.sums) < len(s.pots) {
		s.sums, s.lapses = append(s.sums, sum{}), append(s.lapses, make([]lapse, len(s.at)+1)) // the last: after them all
	}
	s.count(e.Debit, 1)
	s.count(e.Credit, 1)
}

// count adds what ref holds to the sums, sign times.
func (s *series) count(ref unspent.Ref, sign int64) {
	serial, isCard := ref.Serial()
	if p := s.purses[ref]; !isCard && p.balance != 0 {
		s.sums[p.pot].accounts += sign * p.balance
		s.sums[p.pot].holders += sign
		list := p.lots.List()
		for i, lot := range list {
			n, _ := slices.BinarySearchFunc(s.at, lot.Ends, time.Time.Compare)
			there := &s.lapses[p.pot][n]
			there.accounts += sign * lot.Units
			if i == len(list)-1 && p.lots.Units() == p.balance { // nothing is left then
				there.holders += sign
			}
		}
	}
	c := s.cards[serial]
	if !isCard || c.balance == 0 {
		return
	}
	l := lapse{units: sign * c.balance, unspent: sign}
	if !c.whole() {
		l.unspent, l.partUsed = 0, sign
	}
	all := &s.sums[c.pot]
	all.cards, all.unspent, all.partUsed = all.cards+l.units, all.unspent+l.unspent, all.partUsed+l.partUsed
	if !c.expires.IsZero() {
		n, _ := slices.BinarySearchFunc(s.at, c.expires, time.Time.Compare)
		there := &s.lapses[c.pot][n]
		there.units, there.unspent, there.partUsed = there.units+l.units, there.unspent+l.unspent, there.partUsed+l.partUsed
	}
}

// inOrder compares lines by program and currency.
func inOrder(a, b ProgramValue) int {
	return cmp.Or(cmp.Compare(a.Program, b.Program), cmp.Compare(a.Currency.String(), b.Currency.String()))
}
