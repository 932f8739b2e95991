package httpapi

import (
	"fmt"
	"net/http"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountCards() {
	mount(s, endpoint[api.IssueRequest, api.IssueAnswer]{
		call: api.Calls().Issue, tag: "cards", summary: "Issue cards",
		about: "All or none. Inside the program's reveal window a retry with the same Idempotency-Key shows the same codes again; afterwards nobody can. " +
			"With Accept: application/x-ndjson one card a line. The header Unspent-Event names the event to confirm the delivery of.",
		status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.SecondPerson},
		in:  api.IssueRequest{Program: "gift-jpy", Value: yen(5000), Count: 2, Activate: true},
		out: api.IssueAnswer{Cards: []api.IssuedCard{{Serial: serialOf(exampleSerial), Code: newCode(), State: "active"}}}, lines: (*exchange).issueLines,
	})
	mount(s, endpoint[api.ImportRequest, api.ImportAnswer]{
		call: api.Calls().Imports, tag: "cards", summary: "Import cards that were issued elsewhere",
		about: "Each card by itself: what is wrong with one is told of it, and stops no other. What is left on a card is its opening balance, an event of the " +
			"journal. A code that the book knows is not imported again, so a file that was begun can be sent again. It counts as issuing: above what one " +
			"person moves alone it takes a second one.",
		status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.LimitExceeded, unspent.SecondPerson, unspent.TooLarge}, most: maxImportBody,
		in:  api.ImportRequest{Program: "gift-jpy", Cards: []api.ImportedCard{{Code: "4000123412341230", PIN: "0417", Face: yen(5000), Balance: new(yen(3800))}}},
		out: api.ImportAnswer{Imported: 1, Rows: []api.ImportRow{{Row: 1, Outcome: "imported", Serial: serialOf(exampleSerial)}}},
	})
	mount(s, endpoint[struct{}, api.CardPage]{
		call: api.Calls().Cards, tag: "cards", summary: "List all cards",
		about: "In the order of their serials, whatever they were issued with; those that have everything which the filters say. A card that was there when " +
			"the first page was asked for is on one page and no other, whatever is written meanwhile; one that was made since may be. A cursor holds for " +
			"the same filters only. A page looks at 5,000 cards at most, so with a filter it may have fewer than limit, or none, and yet not be the last: " +
			"next is null there. That a list was begun is in the log of the staff.",
		query: append(pageQuery(), "program", "state", "order", "createdFrom", "createdBefore", "activatedFrom", "activatedBefore"),
		out:   api.CardPage{Cards: []api.CardRecord{exampleRecord()}},
	})
	mount(s, endpoint[struct{}, api.CardRecord]{
		call: api.Calls().Card, tag: "cards", summary: "See a card by its serial",
		reasons: []unspent.Reason{unspent.NotFound}, out: exampleRecord(),
	})
	mount(s, endpoint[struct{}, api.EventPage]{
		call: api.Calls().CardEvents, tag: "cards", summary: "List what happened to a card",
		about: "Newest first.", query: pageQuery(), reasons: []unspent.Reason{unspent.NotFound},
		out: api.EventPage{Events: []api.Event{exampleEvent(unspent.Spent, 1200, 3800)}},
	})
	mount(s, endpoint[api.SearchRequest, api.SearchAnswer]{
		call: api.Calls().SearchCards, tag: "cards", summary: "Find cards by order, recipient, or last four of the code",
		about: "Those that have everything which is given. A read: it is a POST so that nobody's name or address stands in an address. It looks at every " +
			"card. Each search is in the log of the staff, by what and how many were found; a key searches 60 times an hour.",
		reasons: []unspent.Reason{unspent.TooLarge, unspent.TooManyMisses}, in: api.SearchRequest{Recipient: "hanako@example.jp"},
		out: api.SearchAnswer{Cards: []api.CardRecord{exampleRecord()}},
	})
	mountStep(s, api.Calls().Activate, unspent.Activated, "Sell a card that was made before", struct{}{})
	mountStep(s, api.Calls().Deactivate, unspent.Deactivated, "Undo a mistaken sale", struct{}{})
	mountStep(s, api.Calls().Freeze, unspent.Frozen, "Stop a card", api.StaffRequest{Reason: "lost_or_stolen", Note: "caller says it was in a bag"})
	mountStep(s, api.Calls().Unfreeze, unspent.Unfrozen, "End a stop", api.StaffRequest{Reason: "cleared", Note: ""})
	mountStep(s, api.Calls().Void, unspent.Voided, "Cancel a sale for good", api.StaffRequest{Reason: "sale_cancelled", Note: ""})
	mountStep(s, api.Calls().Adjust, unspent.Adjusted, "Correct a balance",
		api.AdjustRequest{Delta: yen(-500), Reason: "balance_accidentally_increased", Note: ""})
	mount(s, endpoint[api.ReissueRequest, api.TransferAnswer]{
		call: api.Calls().Reissue, tag: "cards", summary: "Give the same holder a new code",
		about: "The remedy for a lost code where there is no mail address; where there is one, send the card. The new code is answered to who asks, so it " +
			"takes a second person, whatever is on the card. The old code is dead in the same instant.",
		optional: true, status: 201, reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState, unspent.SecondPerson),
		in:  api.ReissueRequest{Note: "mail was lost"},
		out: api.TransferAnswer{Card: api.NewCard{Serial: serialOf("6001007330921648503"), Code: newCode()}, Replaced: serialOf(exampleSerial)},
	})
}

func exampleRecord() api.CardRecord {
	at := api.TimeOf(exampleTime())
	return api.CardRecord{CardStatus: *exampleCard(), Last4: "7Q2M", CreatedAt: at, ActivatedAt: at}
}

// mountStep mounts one staff transition of a card.
func mountStep[I any](s *server, call api.Call, kind unspent.Kind, summary string, in I) {
	e := endpoint[I, api.EventAnswer]{
		call: call, tag: "cards", summary: summary,
		reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState),
		in:      in, out: api.EventAnswer{Event: exampleEvent(kind, 0, 5000)},
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

// issueLines writes one card a line, a buffer at a time.
func (x *exchange) issueLines(out *api.IssueAnswer) error {
	x.head(http.StatusCreated, ndjson)
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
