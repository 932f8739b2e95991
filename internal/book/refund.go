package book

import (
	"context"
	"time"

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
	to, claim, err := d.trail().heir(spend.Debit)
	if err != nil {
		d.broken = err
		return unspent.Event{}, err
	}
	done, program := d.state.Refunded[c.Event].Units, d.programs[spend.Program]
	ev, person := refunded(d.state, program, spend, claim, to, c, d.now)
	if !ev.Renewable(program) || by.Role == unspent.System { // to which nobody could be told the code
		return ev, nil
	}
	next, err := d.book.newSerial(d.state.Seq + 1)
	if err != nil {
		return unspent.Event{}, err
	}
	return program.Renew(spend, done, c.Amount, c.Reference, next, p.fresh.keys[0], person, d.now), nil
}

// trail follows value to where it is now.
type trail struct {
	ctx   context.Context
	load  func(store.Want) error // into state
	state *store.State
	event func(unspent.Seq) (unspent.Event, error)
}

// trail is that of what the desk sees.
func (d *desk) trail() trail {
	return trail{d.ctx, func(want store.Want) error {
		d.batch.want.Add(want)
		return d.tx.Load(d.ctx, want, d.state)
	}, d.state, d.event}
}

// heir returns where the value of a card or an account is now, and loads that: on the
// card that took its place, and the next, and in the account that it was claimed to,
// with the claim.
func (t trail) heir(ref unspent.Ref) (unspent.Ref, unspent.Event, error) {
	var claim unspent.Event
	for {
		serial, ok := ref.Serial()
		if !ok {
			return ref, claim, t.load(store.Want{Accounts: []unspent.Ref{ref}})
		}
		if _, known := t.state.Cards[serial]; !known {
			if err := t.load(store.Want{Serials: []unspent.Serial{serial}}); err != nil {
				return ref, claim, err
			}
		}
		switch card := t.state.Cards[serial]; card.State {
		case unspent.StateReplaced:
			ref = unspent.CardRef(card.Successor)
		case unspent.StateClaimed:
			var err error
			if claim, err = t.claimOf(ref); err != nil {
				return ref, claim, err
			}
			ref = claim.Credit
		case unspent.StateInactive, unspent.StateActive, unspent.StateSpent, unspent.StateVoid, unspent.StateExpired:
			return ref, claim, nil
		default:
			return ref, claim, unspent.Errorf(unspent.Internal, "card %s is %q", serial, card.State)
		}
	}
}

// claimOf returns the claim by which a claimed card's value went to an account.
func (t trail) claimOf(ref unspent.Ref) (unspent.Event, error) {
	for from := unspent.Seq(0); ; {
		events, next, err := t.state.Back(ref, from, claimPage, t.event)
		if err != nil {
			return unspent.Event{}, err
		}
		for _, e := range events {
			if e.Kind == unspent.Claimed {
				return e, nil
			}
		}
		if from = next; from == 0 {
			return unspent.Event{}, unspent.Errorf(unspent.Internal, "%s is claimed, and no event says where to", ref)
		}
	}
}

// event reads one event, of this batch or of before.
func (d *desk) event(seq unspent.Seq) (unspent.Event, error) {
	if seq >= d.first {
		return d.state.Journal[seq-d.first], nil
	}
	return eventAt(d.ctx, d.tx, seq)
}

func eventAt(ctx context.Context, r store.Loader, seq unspent.Seq) (unspent.Event, error) {
	s := store.NewState()
	err := r.Load(ctx, store.Want{Events: []unspent.Seq{seq}}, s)
	return s.Events[seq], err
}

// refunded decides the refund of spend to where its value is, to; person is whose card
// that is.
func refunded(s *store.State, p unspent.Program, spend, claim unspent.Event, to unspent.Ref, c unspent.Refund,
	now time.Time) (ev unspent.Event, person string) {
	done := s.Refunded[c.Event].Units
	if serial, ok := to.Serial(); ok {
		card := s.Cards[serial]
		return card.Refund(spend, done, c.Amount, c.Reference, now), card.Recipient
	}
	return s.Accounts[to].Refund(p, spend, claim, done, c.Amount, c.Reference, now), ""
}

// Renews reports whether c would make a new card, whose code is shown to who asks.
func (b *Book) Renews(ctx context.Context, c unspent.Refund) (renews bool, err error) {
	err = b.store.View(ctx, func(r store.Reader) error {
		s := store.NewState()
		load := func(want store.Want) error { return r.Load(ctx, want, s) }
		if err := load(store.Want{Events: []unspent.Seq{c.Event}, Refunded: []unspent.Seq{c.Event}}); err != nil {
			return err
		}
		spend := s.Events[c.Event]
		if spend.Kind != unspent.Spent {
			return nil
		}
		t := trail{ctx, load, s, func(seq unspent.Seq) (unspent.Event, error) { return eventAt(ctx, r, seq) }}
		to, claim, err := t.heir(spend.Debit)
		if err != nil {
			return err
		}
		program := (*b.programs.Load())[spend.Program]
		ev, _ := refunded(s, program, spend, claim, to, c, later(b.now(), s.At))
		renews = ev.Renewable(program)
		return nil
	})
	if err != nil {
		return false, unavailable(err)
	}
	return renews, nil
}
