package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountHolds() {
	mount(s, endpoint[api.HoldRequest, api.HoldAnswer]{
		call: api.Calls().Hold, tag: "hand over", summary: "Reserve a card for somebody",
		about:  "Nobody can use the card until the hold ends. Only the counterparty, who has the secret, can end it early.",
		status: 201, reasons: lookupReasons(cardReasons()...),
		in:  api.HoldRequest{Code: exampleCode, For: "buyer@example.jp", Until: time.Date(2027, 4, 1, 9, 0, 0, 0, time.UTC)},
		out: api.HoldAnswer{Hold: api.PlacedHold{ID: 45, Until: exampleTime().AddDate(0, 0, 1)}, Secret: must(unspent.ParseSecret(exampleSecret))},
	})
	mount(s, endpoint[api.CodeRequest, api.EventAnswer]{
		call: api.Calls().Release, tag: "hand over", summary: "Give a held card up",
		about:   "From now on the counterparty may take it.",
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld)...), in: api.CodeRequest{Code: exampleCode},
		out: api.EventAnswer{Event: exampleEvent(unspent.Released, 0, 5000)},
	})
	mount(s, endpoint[api.SecretRequest, api.EventAnswer]{
		call: api.Calls().CancelHold, tag: "hand over", summary: "End a hold early",
		about:   "For the counterparty: the secret is in the body.",
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld)...), in: api.SecretRequest{Secret: exampleSecret},
		out: api.EventAnswer{Event: exampleEvent(unspent.Unheld, 0, 5000)},
	})
	mount(s, endpoint[api.SecretRequest, api.CardStatus]{
		call: api.Calls().CheckHold, tag: "hand over", summary: "See the held card",
		about:   "The counterparty's check: by the hold's secret, without the code. A wrong secret and an unknown hold look the same.",
		reasons: lookupReasons(), in: api.SecretRequest{Secret: exampleSecret}, out: exampleCard(),
	})
	mount(s, endpoint[api.TransferRequest, api.TransferAnswer]{
		call: api.Calls().Transfer, tag: "hand over", summary: "Move a card to a new code",
		about:   "Either the holder, by the code, or the counterparty of a released hold, by its secret. The old code is dead in the same instant.",
		status:  201,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld, unspent.NotReleased)...),
		in:      api.TransferRequest{Hold: "hld_45", Secret: exampleSecret},
		out:     api.TransferAnswer{Card: api.NewCard{Serial: serialOf("6001007330921648503"), Code: newCode()}, Replaced: serialOf(exampleSerial)},
	})
}
