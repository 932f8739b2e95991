package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func viewCard(seen book.Sighting) api.CardStatus {
	c, now := seen.Card, seen.AsOf
	v := api.CardStatus{
		Serial: c.Serial, Program: c.Program, State: c.Standing(now), Unspent: seen.Unspent(),
		Face: c.Face, Balance: c.Balance, Frozen: c.Frozen != "", ExpiresAt: api.TimeOf(c.ExpiresAt),
		AsOf: now, Seq: c.Head.Seq, Head: c.Head.Hash.String(),
	}
	if c.Held(now) {
		v.Held = &api.HeldUntil{ID: api.HoldID(c.Hold.ID), Until: c.Hold.Until.UTC(), Released: c.Hold.Released}
	}
	return v
}

func viewRecord(seen book.Sighting) api.CardRecord {
	c := seen.Card
	return api.CardRecord{CardStatus: viewCard(seen), FrozenFor: c.Frozen, Successor: c.Successor, Order: c.Order, Last4: c.Last4,
		Recipient: c.Recipient, HeldFor: c.Hold.For,
		CreatedAt: api.TimeOf(c.Made), ActivatedAt: api.TimeOf(c.Began)}
}

// viewEvent shows e as seen from ref.
func viewEvent(e unspent.Event, ref unspent.Ref) api.Event {
	v := api.Event{
		ID: api.EventID(e.Seq), Kind: e.Kind, Seq: e.Seq, At: e.At.UTC(), Program: e.Program, Debit: e.Debit, Credit: e.Credit,
		Amount: e.Amount, Reason: e.Reason, Asked: e.Asked, Wanted: e.Wanted, Until: api.TimeOf(e.Until), Of: api.EventID(e.Of),
		Party: e.Party, By: e.By, Hash: e.Hash.String(),
	}
	if e.Kind == unspent.Imported { // it is no sum there
		v.Wanted = 0
	}
	v.Lots = viewLots(e.Lots, e.Amount.Currency())
	if ofStaff(e) {
		v.Note = e.Note
	} else {
		v.Reference = e.Note
	}
	prev, _ := e.Previous(ref)
	after := e.DebitAfter
	if ref == e.Credit {
		after = e.CreditAfter
	}
	v.Balance, v.Prev = unspent.NewMoney(after, e.Amount.Currency()), api.EventID(prev)
	return v
}

// viewLots shows what ends, nil if nothing does.
func viewLots(lots unspent.Lots, cur unspent.Currency) (all []api.Lot) {
	for _, l := range lots.List() {
		all = append(all, api.Lot{Amount: unspent.NewMoney(l.Units, cur), EndsAt: l.Ends})
	}
	return all
}

// ofStaff reports whether the text of e is a note of the staff.
func ofStaff(e unspent.Event) bool {
	kind := e.Kind
	if kind == unspent.Declined {
		kind = e.Asked
	}
	return kind == unspent.Reissued || unspent.StaffReasons(kind, false) != nil
}
