package audit

import (
	"fmt"
	"slices"

	"github.com/unspent-dev/unspent"
)

// lot is value in an account that ends, in µs since 1970.
type lot struct{ ends, units int64 }

// lots are ordered by their ends; a lot of nothing is none.
type lots []lot

// said are the lots that e names.
func said(e *unspent.Event) (all lots) {
	for _, l := range e.Lots.List() {
		all = append(all, lot{micros(l.Ends), l.Units})
	}
	return all
}

// with returns l and units more that end at ends; units may be negative.
func (l lots) with(ends, units int64) lots {
	for i := range l {
		if l[i].ends != ends {
			continue
		}
		next := slices.Clone(l)
		if next[i].units += units; next[i].units == 0 {
			return slices.Delete(next, i, i+1)
		}
		return next
	}
	if units == 0 {
		return l
	}
	next := append(slices.Clone(l), lot{ends, units})
	slices.SortFunc(next, func(a, b lot) int { return int(min(max(a.ends-b.ends, -1), 1)) })
	return next
}

// all adds or takes everything of m, by sign.
func (l lots) all(m lots, sign int64) lots {
	for _, one := range m {
		l = l.with(one.ends, sign*one.units)
	}
	return l
}

func (l lots) sum() (units int64) {
	for _, one := range l {
		units += one.units
	}
	return units
}

// gone is what of l had ended at now, and left what had not.
func (l lots) gone(now int64) (gone, left lots) {
	for _, one := range l {
		if one.ends <= now {
			gone = append(gone, one)
		} else {
			left = append(left, one)
		}
	}
	return gone, left
}

// first are the units of l that end first.
func (l lots) first(units int64) (taken lots) {
	for _, one := range l {
		if one.units = min(one.units, units); one.units > 0 {
			taken = append(taken, one)
			units -= one.units
		}
	}
	return taken
}

// between are the units of l from one to another, counted from the first to end.
func (l lots) between(from, to int64) (part lots) {
	at := int64(0)
	for _, one := range l {
		if units := min(at+one.units, to) - max(at, from); units > 0 {
			part = append(part, lot{one.ends, units})
		}
		at += one.units
	}
	return part
}

// lotsFault checks the lots that e names against those that it has to name.
func (a *auditor) lotsFault(e *unspent.Event, debit, credit side) string {
	got, now, units := said(e), micros(e.At), e.Amount.Units()
	var want lots
	switch {
	case e.Kind == unspent.Claimed:
		if debit.card.expires != 0 && e.Format >= endsOfClaims && !a.programs[e.Program].Endless {
			want = lots{{debit.card.expires, units}}
		}
	case e.Kind == unspent.Refunded && credit.kind == holder:
		var fault string
		if want, fault = a.back(e); fault != "" {
			return fault
		}
	case debit.kind == holder && e.Kind != unspent.Declined:
		gone, left := debit.acct.lots.gone(now)
		usable := debit.balance - gone.sum()
		switch e.Kind {
		case unspent.Spent, unspent.Adjusted:
			want = left.first(units)
		case unspent.Unclaimed:
			want = a.undone(e, left)
		case unspent.Closed:
			want, usable = debit.acct.lots, debit.balance
		case unspent.Expired:
			want, usable = gone, debit.balance
		default:
		}
		if units > usable {
			return fmt.Sprintf("it takes %d of an account in which %d had not ended", units, usable)
		}
	}
	if !slices.Equal(got, want) {
		return fmt.Sprintf("what of it ends, and when, is %v and should be %v", got, want)
	}
	return ""
}

// endsOfClaims is the first format whose claims name the end of what they move.
const endsOfClaims = 3

// undone are the lots that an undone claim takes: its own, then the first to end.
func (a *auditor) undone(e *unspent.Event, left lots) lots {
	at, ok := a.payment(e.Of)
	if !ok {
		return nil
	}
	claim, units := a.payments.at(at).units, e.Amount.Units()
	for _, own := range a.ending[at] {
		for _, one := range left {
			if one.ends == own.ends {
				mine := min(one.units, units, claim)
				return left.with(one.ends, -one.units).first(units-mine).with(one.ends, mine)
			}
		}
	}
	return left.first(units)
}

// back are the lots that a refund to an account puts back: those that were taken last,
// and what of them has ended at the term for refunds.
func (a *auditor) back(e *unspent.Event) (lots, string) {
	at, ok := a.payment(e.Of)
	if !ok {
		return nil, ""
	}
	p, units, now := a.payments.at(at), e.Amount.Units(), micros(e.At)
	left := p.units - a.refunds[at].units
	want := a.ending[at].between(left-units, left)
	if p.payer&1 == 1 { // of a card that was claimed
		want = nil
		if end := a.claims[a.heirCard(p.payer)].ends; end != 0 {
			want = lots{{end, units}}
		}
	}
	gone, want := want.gone(now)
	if gone.sum() == 0 {
		return want, ""
	}
	term, ok := a.renewedUntil(e)
	if !ok {
		return nil, "what it puts back had ended, and its program does not refund that"
	}
	return want.with(term, gone.sum()), ""
}

// renewedUntil is the end of what is refunded with e after its own end, and whether the
// terms have that.
func (a *auditor) renewedUntil(e *unspent.Event) (int64, bool) {
	p := a.programs[e.Program]
	if p.RefundTerm == (unspent.Period{}) {
		return 0, false
	}
	p.Validity = p.RefundTerm
	return micros(p.Ends()(e.At)), true
}

// renewal checks a refund that made a card because that, or the account, to which it would
// have gone was over.
func (a *auditor) renewal(e *unspent.Event, to side) string {
	at, ok := a.payment(e.Of)
	if !ok {
		return ""
	}
	heir, over := a.heir(a.payments.at(at).payer), false
	if heir&1 == 1 {
		c := a.cards.at(heir >> 1)
		over = c.state == expired || (c.state == active || c.state == spent) && c.lapsed(micros(e.At))
	} else {
		over = a.accounts.at(heir >> 1).closed
	}
	until, has := a.renewedUntil(e)
	switch {
	case !to.fresh:
		return "the card exists already"
	case !over:
		return "it made a new card although the one that paid, or its account, was not over"
	case !has || micros(e.Until) != until:
		return "its validity is not that of its program's refunds"
	case e.Face != e.Amount:
		return "a card of a refund is worth what is refunded"
	}
	return ""
}

// heirCard is the last card of those that took the place of one that paid.
func (a *auditor) heirCard(who uint32) uint32 {
	at := who >> 1
	for c := a.cards.at(at); c.state == replaced && c.successor != 0; c = a.cards.at(at) {
		at = c.successor
	}
	return at
}
