package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gift"
)

func exampleOrder() api.OrderRecord {
	return api.OrderRecord{Number: "G-4821093755", Program: "gift-jpy", At: exampleTime(), By: "acct_5m2k…",
		Giver: api.Giver{Name: "太郎", Mail: "taro@example.jp", Lang: "ja", Notices: true},
		Total: yen(3000), Paid: "evt_50", Cards: []api.OrderCard{{To: "hanako@example.jp", Lang: "ja", Message: "お誕生日おめでとう", Value: yen(3000),
			Serial: serialOf(exampleSerial), Status: string(gift.Delivered), Mailed: api.TimeOf(exampleTime())}}}
}

func (s *server) mountOrders() {
	one, missing := exampleOrder(), []unspent.Reason{unspent.NotFound}
	s.mountOrderReads()
	mount(s, endpoint[api.OrderRequest, api.OrderRecord]{
		call: api.Calls().Order, tag: "gifts", summary: "Order gift cards",
		about: "Each card is issued and mailed at its date, or is a sheet to print. A holder pays from their account, in full and at once, within the limits " +
			"that the program sets to handing value on; an order of an API key was paid elsewhere.",
		status: 201, most: maxOrderBody, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.WrongProgram, unspent.Insufficient,
			unspent.AgainstTerms, unspent.LimitExceeded},
		in: api.OrderRequest{Program: "gift-jpy", Giver: api.Giver{Name: "太郎", Notices: true},
			Cards: []api.OrderCardRequest{{To: "hanako@example.jp", Message: "お誕生日おめでとう", Value: yen(3000)}}},
		out: one,
	})
	mount(s, endpoint[struct{}, api.OrderPage]{
		call: api.Calls().Orders, tag: "gifts", summary: "List orders", about: "Of a holder, their own.",
		query: pageQuery(), out: api.OrderPage{Orders: []api.OrderRecord{one}},
	})
	mount(s, endpoint[struct{}, api.OrderRecord]{
		call: api.Calls().OrderByNumber, tag: "gifts", summary: "See an order",
		about: "Somebody else's is not_found to a holder.", reasons: missing, out: one,
	})
	mount(s, endpoint[struct{}, api.OrderRecord]{
		call: api.Calls().Resend, tag: "gifts", summary: "Send a card again, under a new code",
		about:   "The code that was sent before is dead in the same instant. n is the card's place in the order, from 0.",
		reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState), out: one,
	})
	mount(s, endpoint[struct{}, api.OrderRecord]{
		call: api.Calls().CancelOrder, tag: "gifts", summary: "Cancel what an order has not sent yet",
		about: "Its part of the payment goes back to the giver's account.", reasons: missing, out: one,
	})
	mount(s, endpoint[api.NoticeRequest, api.OrderRecord]{
		call: api.Calls().OrderNotices, tag: "gifts", summary: "Switch the opening notices of an order on or off",
		reasons: missing, in: api.NoticeRequest{}, out: one,
	})
	mount(s, endpoint[struct{}, api.SheetPage]{
		call: api.Calls().Sheets, tag: "gifts", summary: "Get the sheets to print, with their codes",
		about:   "Only for whoever placed the order, and inside the program's reveal window.",
		reasons: missing,
		out:     api.SheetPage{Sheets: []api.Sheet{{N: 0, Serial: serialOf(exampleSerial), Code: newCode(), Value: yen(3000), Message: ""}}},
	})
	mount(s, endpoint[api.SendRequest, api.OrderRecord]{
		call: api.Calls().SendCard, tag: "gifts", summary: "Mail a card to somebody, under a new code",
		about: "The code before is dead in the same instant, and nobody but the recipient sees the new one. A card of an order needs no address: it goes to " +
			"its recipient again. To an address that is not the recipient's on record it takes a second person.",
		optional: true, reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState, unspent.SecondPerson),
		in: api.SendRequest{To: "hanako@example.jp", Lang: "ja"}, out: one,
	})
	mount(s, endpoint[struct{}, api.ReceivedPage]{
		call: api.Calls().Received, tag: "holders", summary: "List the cards that were sent to one",
		about: "Codes are in the mails only.", query: pageQuery(), reasons: []unspent.Reason{unspent.NotFound},
		out: api.ReceivedPage{Cards: []api.ReceivedCard{{Order: "G-4821093755", From: "太郎", Message: "お誕生日おめでとう", Value: yen(3000), At: exampleTime(),
			Serial: serialOf(exampleSerial), Status: string(gift.Opened)}}},
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().Seen, tag: "holders", summary: "Note that one has looked at a card that was sent to one",
		about: "The giver sees it as opened. Of any other card nothing is noted, with the same answer.", status: 204,
	})
}
