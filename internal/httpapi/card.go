package httpapi

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (s *server) mountCards() {
	mount(s, endpoint[api.IssueRequest, api.IssueAnswer]{
		id: "issue", method: "POST", path: "/v1/cards", tag: "cards", summary: "Issue cards",
		about: "All or none. Inside the program's reveal window a retry with the same Idempotency-Key shows the same codes again; afterwards nobody can. " +
			"With Accept: application/x-ndjson one card a line. The header Unspent-Event names the event to confirm the delivery of.",
		access: access{kind: unspent.Issued}, write: true, status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.SecondPerson},
		in:  api.IssueRequest{Program: "gift-jpy", Value: yen(5000), Count: 2, Activate: true},
		out: api.IssueAnswer{Cards: []api.IssuedCard{{Serial: serialOf(exampleSerial), Code: newCode(), State: "active"}}}, do: (*exchange).issue, lines: (*exchange).issueLines,
	})
	mount(s, endpoint[struct{}, api.CardRecord]{
		id: "card", method: "GET", path: "/v1/cards/{serial}", tag: "cards", summary: "See a card by its serial",
		access: staffAccess(), reasons: []unspent.Reason{unspent.NotFound}, out: api.CardRecord{CardStatus: *exampleCard()}, do: (*exchange).card,
	})
	mount(s, endpoint[struct{}, api.EventPage]{
		id: "cardEvents", method: "GET", path: "/v1/cards/{serial}/events", tag: "cards", summary: "List what happened to a card",
		about: "Newest first.", access: staffAccess(), query: pageQuery(), reasons: []unspent.Reason{unspent.NotFound},
		out: api.EventPage{Events: []api.Event{exampleEvent(unspent.Spent, 1200, 3800)}}, do: (*exchange).cardEvents,
	})
	mount(s, endpoint[api.SearchRequest, api.SearchAnswer]{
		id: "searchCards", method: "POST", path: "/v1/cards/search", tag: "cards", summary: "Find cards by order, recipient, or last four of the code",
		about:  "Those that have everything which is given. A read: it is a POST so that nobody's name or address stands in an address. It looks at every card. Each search is in the log of the staff, by what and how many were found; a key searches 60 times an hour.",
		access: access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}, logged: true, reasons: []unspent.Reason{unspent.TooLarge, unspent.TooManyMisses}, in: api.SearchRequest{Recipient: "hanako@example.jp"}, out: api.SearchAnswer{Cards: []api.CardRecord{{CardStatus: *exampleCard(), Last4: "7Q2M"}}}, do: (*exchange).searchCards,
	})
	mountStep(s, "activate", unspent.Activated, "Sell a card that was made before", struct{}{},
		func(serial unspent.Serial, _ *struct{}) (unspent.Command, error) {
			return unspent.Activate{Serial: serial}, nil
		})
	mountStep(s, "deactivate", unspent.Deactivated, "Undo a mistaken sale", struct{}{},
		func(serial unspent.Serial, _ *struct{}) (unspent.Command, error) {
			return unspent.Deactivate{Serial: serial}, nil
		})
	mountStep(s, "freeze", unspent.Frozen, "Stop a card", api.StaffRequest{Reason: "lost_or_stolen", Note: "caller says it was in a bag"},
		func(serial unspent.Serial, in *api.StaffRequest) (unspent.Command, error) {
			return unspent.Freeze{Serial: serial, Reason: in.Reason, Note: in.Note}, nil
		})
	mountStep(s, "unfreeze", unspent.Unfrozen, "End a stop", api.StaffRequest{Reason: "cleared", Note: ""},
		func(serial unspent.Serial, in *api.StaffRequest) (unspent.Command, error) {
			return unspent.Unfreeze{Serial: serial, Reason: in.Reason, Note: in.Note}, nil
		})
	mountStep(s, "void", unspent.Voided, "Cancel a sale for good", api.StaffRequest{Reason: "sale_cancelled", Note: ""},
		func(serial unspent.Serial, in *api.StaffRequest) (unspent.Command, error) {
			return unspent.Void{Serial: serial, Reason: in.Reason, Note: in.Note}, nil
		})
	mountStep(s, "adjust", unspent.Adjusted, "Correct a balance", api.AdjustRequest{Delta: yen(-500), Reason: "balance_accidentally_increased", Note: ""},
		func(serial unspent.Serial, in *api.AdjustRequest) (unspent.Command, error) {
			return unspent.Adjust{Serial: serial, Delta: in.Delta, Reason: in.Reason, Note: in.Note}, nil
		})
	mount(s, endpoint[api.ReissueRequest, api.TransferAnswer]{
		id: "reissue", method: "POST", path: "/v1/cards/{serial}/reissue", tag: "cards", summary: "Give the same holder a new code",
		about:  "The remedy for a lost code where there is no mail address; where there is one, send the card. The new code is answered to who asks, so it takes a second person, whatever is on the card. The old code is dead in the same instant.",
		access: access{kind: unspent.Reissued}, write: true, optional: true, status: 201, reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState, unspent.SecondPerson),
		in: api.ReissueRequest{Note: "mail was lost"}, out: api.TransferAnswer{Card: api.NewCard{Serial: serialOf("6001007330921648503"), Code: newCode()}, Replaced: serialOf(exampleSerial)}, do: (*exchange).reissue,
	})
}

func (x *exchange) searchCards(in *api.SearchRequest) (*api.SearchAnswer, error) {
	after, err := placeOf(string(in.Cursor))
	if err != nil {
		return nil, err
	}
	if err := x.searching(); err != nil {
		return nil, err
	}
	found, next, err := x.s.Book.Find(x.r.Context(), book.Wanted{Order: in.Order, Recipient: in.Recipient, Last4: in.Last4}, after, defaultPage)
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

// staffAccess is who may see cards by serial.
func staffAccess() access {
	return access{roles: []unspent.Role{unspent.Issuer, unspent.Store, unspent.Support, unspent.Auditor}}
}

// mountStep mounts one staff transition of a card.
func mountStep[I any](s *server, verb string, kind unspent.Kind, summary string, in I, command func(unspent.Serial, *I) (unspent.Command, error)) {
	e := endpoint[I, api.EventAnswer]{
		id: verb, method: "POST", path: "/v1/cards/{serial}/" + verb, tag: "cards", summary: summary,
		access: access{kind: kind}, write: true, reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState),
		in: in, out: api.EventAnswer{Event: exampleEvent(kind, 0, 5000)},
	}
	if allowed := unspent.StaffReasons(kind, false); allowed != nil {
		e.about = "Reasons: " + reasonList(allowed) + "."
	}
	if kind == unspent.Deactivated {
		e.about = fmt.Sprintf("Only of a card whose value is untouched. A store undoes what it sold itself, within %.0f hours.", unspent.UndoWindow.Hours())
	}
	if kind == unspent.Activated {
		e.about = "Of support and admin it counts into what one person moves alone."
		e.reasons = append(e.reasons, unspent.SecondPerson)
	}
	if kind == unspent.Adjusted {
		e.about = "Reasons down: " + reasonList(unspent.StaffReasons(kind, false)) + ". Reasons up: " + reasonList(unspent.StaffReasons(kind, true)) + "."
		e.reasons = append(e.reasons, unspent.WrongCurrency, unspent.Insufficient, unspent.SecondPerson)
	}
	e.do = func(x *exchange, in *I) (*api.EventAnswer, error) {
		serial, err := unspent.ParseSerial(x.r.PathValue("serial"))
		if err != nil {
			return nil, err
		}
		cmd, err := command(serial, in)
		if err != nil {
			return nil, err
		}
		return happened(x.guarded(cmd))
	}
	mount(s, e)
}

func reasonList(all []unspent.Reason) string {
	text := ""
	for i, r := range all {
		if i > 0 {
			text += ", "
		}
		text += string(r)
	}
	return text
}

func (x *exchange) issue(in *api.IssueRequest) (*api.IssueAnswer, error) {
	cmd := unspent.Issue{Program: in.Program, Value: in.Value, Count: in.Count, Activate: in.Activate, Order: in.Order, Recipient: in.Recipient}
	if x.issuable(cmd) == nil {
		x.subject = in.Program
	}
	done, err := x.guarded(cmd)
	if err != nil {
		return nil, err
	}
	x.names(done.Events[0])
	return &api.IssueAnswer{Cards: issuedCards(done)}, nil
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

// issueLines writes one card a line, a buffer at a time.
func (x *exchange) issueLines(out *api.IssueAnswer) error {
	h := x.w.Header()
	h.Set("Content-Type", ndjson)
	if x.replayed {
		h.Set("Idempotent-Replayed", "true")
	}
	x.status = 201
	x.w.WriteHeader(x.status)
	b := x.out[:0]
	for i, c := range out.Cards {
		b = field(b, `{"serial":`, c.Serial.String())
		b = optional(b, `,"code":`, c.Code.Reveal())
		b = append(field(b, `,"state":`, string(c.State)), "}\n"...)
		if len(b) < keepBuffer/2 && i < len(out.Cards)-1 {
			continue
		}
		if _, err := x.w.Write(b); err != nil {
			return nil // the caller is gone, and can ask again with the same id
		}
		b = b[:0]
	}
	x.out = b
	return nil
}

func (x *exchange) card(*struct{}) (*api.CardRecord, error) {
	serial, err := unspent.ParseSerial(x.r.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	seen, err := x.s.Book.Card(x.r.Context(), serial)
	if err != nil {
		return nil, err
	}
	v := viewRecord(seen)
	return &v, nil
}

func (x *exchange) cardEvents(*struct{}) (*api.EventPage, error) {
	serial, err := unspent.ParseSerial(x.r.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	if _, err := x.s.Book.Card(x.r.Context(), serial); err != nil {
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

func (x *exchange) reissue(in *api.ReissueRequest) (*api.TransferAnswer, error) {
	serial, err := unspent.ParseSerial(x.r.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	done, err := x.guarded(unspent.Reissue{Serial: serial, Note: in.Note})
	if err != nil {
		return nil, err
	}
	return x.successor(done), nil
}
