package book

import (
	"context"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// batch is a number of commands that are decided together, and what has been
// read ahead for them while the batch before was being made durable.
type batch struct {
	pending []*pending
	cards   int // events that it may yield
	ahead   int // commands that have been read ahead for

	want  store.Want
	asked map[unspent.Ref]struct{} // the accounts in want
	state *store.State             // what Views loaded of want; nil: nothing, load it all
	lost  bool                     // reading ahead failed; the Update will say why
}

func newBatch() *batch {
	return &batch{asked: map[unspent.Ref]struct{}{}, state: store.NewState()}
}

func (bt *batch) add(p *pending) {
	bt.pending = append(append(bt.pending, p), p.beside...)
	bt.cards += p.weight() + len(p.beside)
}

// readAhead loads what the commands that were added last touch, in two reads:
// first what they name, then what that leads to.
func (b *Book) readAhead(bt *batch) {
	added := bt.pending[bt.ahead:]
	bt.ahead = len(bt.pending)
	named := bt.names(added)
	bt.want.Add(named)
	if bt.lost {
		return
	}
	ctx := context.Background()
	err := b.store.View(ctx, func(r store.Reader) error {
		if err := r.Load(ctx, named, bt.state); err != nil {
			return err
		}
		next := bt.follow(bt.state, added)
		bt.want.Add(next)
		if empty(next) {
			return nil
		}
		return r.Load(ctx, next, bt.state)
	})
	if err != nil {
		bt.lost, bt.state = true, nil
	}
}

func empty(w store.Want) bool {
	return len(w.Serials)+len(w.Accounts)+len(w.Events) == 0
}

// names returns what the commands name.
func (bt *batch) names(added []*pending) (want store.Want) {
	for _, p := range added {
		want.Requests = append(append(want.Requests, p.id), p.older...)
		want.Codes = append(want.Codes, p.keys...)
		if s := p.touched.Serial; !s.IsZero() {
			want.Serials = append(want.Serials, s)
		}
		if seq := p.touched.Event; seq != 0 {
			want.Events = append(want.Events, seq)
			if kind := p.request.Command.Kind(); kind == unspent.Refunded || kind == unspent.Unclaimed {
				want.Refunded = append(want.Refunded, seq)
			}
		}
		if id := p.touched.Account; id != "" {
			want.Accounts = ask(bt.asked, want.Accounts, unspent.AccountRef(id))
		}
	}
	return want
}

// follow returns what the commands lead to, now that what they name is in s.
func (bt *batch) follow(s *store.State, added []*pending) (want store.Want) {
	for _, p := range added {
		bt.followOne(s, p, &want)
	}
	return want
}

func (bt *batch) followOne(s *store.State, p *pending, want *store.Want) {
	if a, ok := answered(s, p.id, p.older); ok {
		for seq := a.First; seq <= a.Last; seq++ {
			want.Events = append(want.Events, seq)
		}
		return
	}
	if ev, ok := s.Events[p.touched.Event]; ok {
		for _, ref := range [...]unspent.Ref{ev.Debit, ev.Credit} {
			if serial, isCard := ref.Serial(); isCard {
				want.Serials = append(want.Serials, serial)
			} else if ref != "" {
				want.Accounts = ask(bt.asked, want.Accounts, ref)
			}
		}
	}
	program := ""
	if c, ok := s.CardByKey(p.keys...); ok {
		program = c.Program
	} else if c, ok := s.Cards[p.touched.Serial]; ok {
		program = c.Program
	} else if a, ok := s.Accounts[unspent.AccountRef(p.touched.Account)]; ok {
		program = a.Program
	}
	switch c := p.request.Command.(type) {
	case unspent.Import:
		want.Accounts = ask(bt.asked, want.Accounts, unspent.WorldRef(c.Program))
	case unspent.Issue:
		want.Accounts = ask(bt.asked, want.Accounts, unspent.WorldRef(c.Program))
	case unspent.Spend:
		want.Accounts = ask(bt.asked, want.Accounts, unspent.MerchantRef(program, c.Merchant))
	case unspent.Activate, unspent.Deactivate, unspent.Void, unspent.Adjust, unspent.Close:
		want.Accounts = ask(bt.asked, want.Accounts, unspent.WorldRef(program))
	case unspent.Expire:
		want.Accounts = ask(bt.asked, want.Accounts, unspent.BreakageRef(program))
	}
}

// ask adds ref to those to load, once.
func ask(asked map[unspent.Ref]struct{}, refs []unspent.Ref, ref unspent.Ref) []unspent.Ref {
	if _, ok := asked[ref]; ok {
		return refs
	}
	asked[ref] = struct{}{}
	return append(refs, ref)
}
