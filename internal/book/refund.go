package book

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// refund decides what is put back of a payment: it goes to where the value that it was
// paid from is now.
func (d *desk) refund(p *pending, c unspent.Refund) (unspent.Event, error) {
	spend := d.state.Events[c.Event]
	by, merchant := p.request.By, spend.Credit.Merchant()
	if spend.Kind != unspent.Spent || by.Bound != "" && !by.MaySettle(merchant) {
		return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no such payment")
	}
	if !by.MaySettle(merchant) {
		return unspent.Event{}, unspent.Errorf(unspent.Forbidden, "this paid for gift cards; cancel order %q, which refunds what was not sent yet", spend.Note)
	}
	to, err := d.heir(spend.Debit)
	if err != nil {
		d.broken = err
		return unspent.Event{}, err
	}
	done := d.state.Refunded[c.Event].Units
	if serial, ok := to.Serial(); ok {
		return d.state.Cards[serial].Refund(spend, done, c.Amount, c.Reference, d.now), nil
	}
	return d.state.Accounts[to].Refund(spend, done, c.Amount, c.Reference), nil
}

// heir returns where the value of a card or an account is now, and loads that: on the
// card that took its place, and the next, and in the account that it was claimed to.
func (d *desk) heir(ref unspent.Ref) (unspent.Ref, error) {
	for {
		serial, ok := ref.Serial()
		if !ok {
			return ref, d.ensure(ref)
		}
		if err := d.ensureCard(serial); err != nil {
			return ref, err
		}
		switch card := d.state.Cards[serial]; card.State {
		case unspent.StateReplaced:
			ref = unspent.CardRef(card.Successor)
		case unspent.StateClaimed:
			account, err := d.claimedTo(ref)
			if err != nil {
				return ref, err
			}
			ref = account
		case unspent.StateInactive, unspent.StateActive, unspent.StateSpent, unspent.StateVoid, unspent.StateExpired:
			return ref, nil
		default:
			return ref, unspent.Errorf(unspent.Internal, "card %s is %q", serial, card.State)
		}
	}
}

// ensureCard loads a card that prefetch could not foresee.
func (d *desk) ensureCard(serial unspent.Serial) error {
	if _, ok := d.state.Cards[serial]; ok {
		return nil
	}
	want := store.Want{Serials: []unspent.Serial{serial}}
	d.batch.want.Add(want)
	return d.tx.Load(d.ctx, want, d.state)
}

// claimedTo returns the account that a claimed card's value went to.
func (d *desk) claimedTo(ref unspent.Ref) (unspent.Ref, error) {
	for from := unspent.Seq(0); ; {
		events, next, err := d.state.Back(ref, from, claimPage, d.event)
		if err != nil {
			return "", err
		}
		for _, e := range events {
			if e.Kind == unspent.Claimed {
				return e.Credit, nil
			}
		}
		if from = next; from == 0 {
			return "", unspent.Errorf(unspent.Internal, "%s is claimed, and no event says where to", ref)
		}
	}
}

// event reads one event, of this batch or of before.
func (d *desk) event(seq unspent.Seq) (unspent.Event, error) {
	if seq >= d.first {
		return d.state.Journal[seq-d.first], nil
	}
	s := store.NewState()
	err := d.tx.Load(d.ctx, store.Want{Events: []unspent.Seq{seq}}, s)
	return s.Events[seq], err
}
