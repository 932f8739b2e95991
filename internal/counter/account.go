package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (x *Errand) account(*struct{}) (*api.AccountRecord, error) {
	id := x.asked.PathValue("id")
	if err := x.actFor(id); err != nil {
		return nil, err
	}
	a, err := x.c.Book.Account(x.ctx, id)
	if err != nil {
		return nil, err
	}
	v := &api.AccountRecord{ID: id, Program: a.Program, Balance: a.Balance, Frozen: a.Frozen != "", Closed: a.Closed,
		Lots: append([]api.Lot{}, viewLots(a.Lots, a.Balance.Currency())...)}
	if x.by.Role != unspent.Holder && x.by.Role != unspent.Partner {
		v.FrozenFor = a.Frozen
	}
	return v, nil
}

func (x *Errand) accountHistory(*struct{}) (*api.EventPage, error) {
	id := x.asked.PathValue("id")
	if err := x.actFor(id); err != nil {
		return nil, err
	}
	if _, err := x.c.Book.Account(x.ctx, id); err != nil {
		return nil, err
	}
	return x.history(unspent.AccountRef(id))
}

// history answers one page of the events of ref.
func (x *Errand) history(ref unspent.Ref) (*api.EventPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	before, err := numberAt(cursor)
	if err != nil {
		return nil, err
	}
	events, next, err := x.c.Book.History(x.ctx, ref, unspent.Seq(before), limit)
	if err != nil {
		return nil, err
	}
	out := &api.EventPage{Events: make([]api.Event, len(events))}
	for i, ev := range events {
		out.Events[i] = viewEvent(ev, ref)
	}
	if next != 0 {
		out.Next = x.cursorAt(uint64(next))
	}
	return out, nil
}
