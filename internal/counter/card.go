package counter

import (
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (x *Errand) searchCards(in *api.SearchRequest) (*api.SearchAnswer, error) {
	x.wanted = []string{in.Order, in.Recipient, in.Last4}
	after, err := x.afterCard(in.Cursor)
	if err != nil {
		return nil, err
	}
	if err := x.searching(); err != nil {
		return nil, err
	}
	found, next, err := x.c.Book.Find(x.ctx, book.Wanted{Order: in.Order, Recipient: in.Recipient, Last4: in.Last4}, after, DefaultPage)
	if err != nil {
		return nil, err
	}
	out, serials := &api.SearchAnswer{Cards: make([]api.CardRecord, len(found))}, make([]string, len(found))
	for i, seen := range found {
		out.Cards[i], serials[i] = viewRecord(seen), seen.Card.Serial.String()
	}
	x.searched(map[string]string{"order": in.Order, "recipient": in.Recipient, "last4": in.Last4}, serials)
	if !next.IsZero() {
		out.Next = x.cursorAt(uint64(next.Number()))
	}
	return out, nil
}

// cards lists them. That one begins to is in the log of the staff; the pages that
// follow have a cursor that nobody else can make.
func (x *Errand) cards(*struct{}) (*api.CardPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	x.further = cursor != nil
	l, err := x.listing()
	if err != nil {
		return nil, err
	}
	after, err := serialAt(cursor)
	if err != nil {
		return nil, err
	}
	found, next, err := x.c.Book.List(x.ctx, l, after, limit)
	if err != nil {
		return nil, err
	}
	out := &api.CardPage{Cards: make([]api.CardRecord, len(found))}
	for i, seen := range found {
		out.Cards[i] = viewRecord(seen)
	}
	if !next.IsZero() {
		out.Next = x.cursorAt(uint64(next.Number()))
	}
	return out, nil
}

// listing reads which cards are asked for.
func (x *Errand) listing() (l book.Listing, err error) {
	q := x.asked.Values()
	l = book.Listing{Program: q.Get("program"), Order: q.Get("order"), State: unspent.State(q.Get("state"))}
	if l.State != "" && !slices.Contains(unspent.States(), l.State) {
		return l, unspent.Errorf(unspent.Invalid, "state is one of the states of a card, such as active")
	}
	for name, at := range map[string]*time.Time{"createdFrom": &l.Made.From, "createdBefore": &l.Made.To,
		"activatedFrom": &l.Began.From, "activatedBefore": &l.Began.To} {
		if q.Has(name) && err == nil {
			*at, err = api.ParseTime(name, q.Get(name))
		}
	}
	if err == nil {
		err = unspent.CheckNoCode("order", l.Order)
	}
	return l, err
}

// afterCard returns the last card of the page before a cursor of a search.
func (x *Errand) afterCard(cursor api.Cursor) (unspent.Serial, error) {
	if cursor == "" {
		return unspent.Serial{}, nil
	}
	place, err := x.place(string(cursor))
	if err != nil {
		return unspent.Serial{}, err
	}
	return serialAt(place)
}

// serialAt returns the last card of the page before; no place is the first page.
func serialAt(place []byte) (unspent.Serial, error) {
	n, err := numberAt(place)
	if n == 0 {
		return unspent.Serial{}, err
	}
	serial, err := unspent.SerialOf(n)
	if err != nil {
		return unspent.Serial{}, errCursor
	}
	return serial, nil
}

func (x *Errand) issue(in *api.IssueRequest) (*api.IssueAnswer, error) {
	cmd := unspent.Issue{Program: in.Program, Value: in.Value, Count: in.Count, Activate: in.Activate, Order: in.Order, Recipient: in.Recipient}
	if x.issuable(cmd) == nil {
		x.subject = in.Program
	}
	done, err := x.guarded(cmd)
	if err != nil {
		return nil, err
	}
	x.names(done.Events[0])
	return &api.IssueAnswer{Cards: issuedCards(done), Event: api.EventID(x.Event)}, nil
}

func issuedCards(done book.Answer) []api.IssuedCard {
	cards := make([]api.IssuedCard, len(done.Events))
	for i, ev := range done.Events {
		ref, state := ev.Debit, unspent.StateInactive
		if ev.Credit != "" {
			ref, state = ev.Credit, unspent.StateActive
		}
		cards[i].State = state
		cards[i].Serial, _ = ref.Serial()
		if i < len(done.Codes) {
			cards[i].Code = done.Codes[i]
		}
	}
	return cards
}

func (x *Errand) card(*struct{}) (*api.CardRecord, error) {
	serial, err := unspent.ParseSerial(x.asked.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	seen, err := x.c.Book.Card(x.ctx, serial)
	if err != nil {
		return nil, err
	}
	v := viewRecord(seen)
	return &v, nil
}

func (x *Errand) cardEvents(*struct{}) (*api.EventPage, error) {
	serial, err := unspent.ParseSerial(x.asked.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	if _, err := x.c.Book.Card(x.ctx, serial); err != nil {
		return nil, err
	}
	out, err := x.history(unspent.CardRef(serial))
	if err != nil {
		return nil, err
	}
	names, err := x.keyNames()
	if err != nil {
		return nil, err
	}
	for i := range out.Events {
		out.Events[i].ByName = names[out.Events[i].By]
	}
	return out, nil
}

func (x *Errand) reissue(in *api.ReissueRequest) (*api.TransferAnswer, error) {
	serial, err := unspent.ParseSerial(x.asked.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	done, err := x.guarded(unspent.Reissue{Serial: serial, Note: in.Note})
	if err != nil {
		return nil, err
	}
	return x.successor(done), nil
}
