package counter

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (x *Errand) searchCards(in *api.SearchRequest) (*api.SearchAnswer, error) {
	after, err := placeOf(string(in.Cursor))
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
		out.Next = newCursor(binary.AppendUvarint(nil, uint64(next.Number())))
	}
	return out, nil
}

// placeOf returns the last card of the page before, which the cursor of a search
// names; no cursor is the first page.
func placeOf(cursor string) (unspent.Serial, error) {
	if cursor == "" {
		return unspent.Serial{}, nil
	}
	place, err := base64.RawURLEncoding.DecodeString(cursor)
	n, size := binary.Uvarint(place)
	if err != nil || len(cursor) > maxCursor || size != len(place) || n > math.MaxInt64 {
		return unspent.Serial{}, errCursor
	}
	serial, err := unspent.SerialOf(int64(n))
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
