package counter

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"

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
	v := &api.AccountRecord{ID: id, Program: a.Program, Balance: a.Balance, Frozen: a.Frozen != "", Closed: a.Closed}
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
	var before unspent.Seq
	if cursor != nil {
		n, k := binary.Uvarint(cursor)
		if before = unspent.Seq(n); k != len(cursor) || before < 1 {
			return nil, errCursor
		}
	}
	events, next, err := x.c.Book.History(x.ctx, ref, before, limit)
	if err != nil {
		return nil, err
	}
	out := &api.EventPage{Events: make([]api.Event, len(events))}
	for i, ev := range events {
		out.Events[i] = viewEvent(ev, ref)
	}
	if next != 0 {
		out.Next = newCursor(binary.AppendUvarint(nil, uint64(next)))
	}
	return out, nil
}

var errCursor = unspent.Errorf(unspent.Invalid, "the cursor is not one that this call gave; start again without")

// page reads the paging parameters. A nil cursor is the first page.
func (x *Errand) page() (limit int, cursor []byte, err error) {
	q := x.asked.Values()
	limit = DefaultPage
	if q.Has("limit") {
		limit, err = strconv.Atoi(q.Get("limit"))
		if err != nil || limit < 1 || limit > MaxPage {
			return 0, nil, unspent.Errorf(unspent.Invalid, "limit is a number from 1 to %d", MaxPage)
		}
	}
	if !q.Has("cursor") {
		return limit, nil, nil
	}
	text := q.Get("cursor")
	cursor, err = base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(cursor) == 0 || len(text) > maxCursor {
		return 0, nil, errCursor
	}
	return limit, cursor, nil
}

// newCursor makes a place opaque: callers must not build on what is in it.
func newCursor(place []byte) api.Cursor {
	return api.Cursor(base64.RawURLEncoding.EncodeToString(place))
}
