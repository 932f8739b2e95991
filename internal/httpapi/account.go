package httpapi

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountAccounts() {
	who := access{roles: []unspent.Role{unspent.Partner, unspent.Issuer, unspent.Support, unspent.Auditor}, self: true}
	mount(s, endpoint[struct{}, api.AccountRecord]{
		id: "account", method: "GET", path: "/v1/accounts/{id}", tag: "accounts", summary: "Read an account's balance",
		about:  "A partner's key reads the accounts that it is bound to, a holder who is signed in their own. Any other is not_found to it, as one that does not exist.",
		access: who, reasons: []unspent.Reason{unspent.NotFound}, out: api.AccountRecord{ID: "acct_taro", Program: "gift-jpy", Balance: yen(5000)},
		do: (*exchange).account,
	})
	mount(s, endpoint[struct{}, api.EventPage]{
		id: "history", method: "GET", path: "/v1/accounts/{id}/history", tag: "accounts", summary: "List an account's usage history (利用履歴)",
		about: "Newest first, and for a partner or a holder as the account itself.", access: who, query: pageQuery(), reasons: []unspent.Reason{unspent.NotFound},
		out: api.EventPage{Events: []api.Event{exampleClaim().Event}}, do: (*exchange).accountHistory,
	})
}

func (x *exchange) account(*struct{}) (*api.AccountRecord, error) {
	id := x.r.PathValue("id")
	if err := x.actFor(id); err != nil {
		return nil, err
	}
	a, err := x.s.Book.Account(x.r.Context(), id)
	if err != nil {
		return nil, err
	}
	return &api.AccountRecord{ID: id, Program: a.Program, Balance: a.Balance}, nil
}

func (x *exchange) accountHistory(*struct{}) (*api.EventPage, error) {
	id := x.r.PathValue("id")
	if err := x.actFor(id); err != nil {
		return nil, err
	}
	if _, err := x.s.Book.Account(x.r.Context(), id); err != nil {
		return nil, err
	}
	return x.history(unspent.AccountRef(id))
}

// history answers one page of the events of ref.
func (x *exchange) history(ref unspent.Ref) (*api.EventPage, error) {
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
	events, next, err := x.s.Book.History(x.r.Context(), ref, before, limit)
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

// pageQuery are the parameters of a paged call.
func pageQuery() []string { return []string{"cursor", "limit"} }

var errCursor = unspent.Errorf(unspent.Invalid, "the cursor is not one that this call gave; start again without")

// page reads the paging parameters. A nil cursor is the first page.
func (x *exchange) page() (limit int, cursor []byte, err error) {
	q := x.r.URL.Query()
	limit = defaultPage
	if q.Has("limit") {
		limit, err = strconv.Atoi(q.Get("limit"))
		if err != nil || limit < 1 || limit > maxPage {
			return 0, nil, unspent.Errorf(unspent.Invalid, "limit is a number from 1 to %d", maxPage)
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
