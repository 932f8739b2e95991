package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountAdmin() {
	yes, at := true, exampleTime()
	shown := api.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: "JPY", Validity: "P10Y", Zone: "Asia/Tokyo", Claimable: true, Spendable: true,
		Transferable: true,
		Limits:       api.AllLimits{AccountCap: 300000, PerTransfer: 100000, PerMonth: 300000}, RevealWindow: "24h", CreatedAt: at}
	mount(s, endpoint[api.ProgramRequest, api.Program]{
		call: api.Calls().CreateProgram, tag: "administration", summary: "Create a program",
		about:  "Terms never change: the same program again is answered with the first one, other terms under the same id are a conflict.",
		status: 201, out: shown,
		in: api.ProgramRequest{ID: "gift-jpy", Name: "ギフトカード", Currency: "JPY", Validity: "P10Y", Claimable: &yes, Spendable: &yes, Transferable: &yes},
	})
	mount(s, endpoint[struct{}, api.Program]{
		call: api.Calls().Program, tag: "administration", summary: "See a program",
		about: "The terms of its cards, for whoever has one: no key is needed.", reasons: []unspent.Reason{unspent.NotFound},
		out: shown,
	})
	mount(s, endpoint[struct{}, api.ProgramPage]{
		call: api.Calls().Programs, tag: "administration", summary: "List programs", about: "By id.",
		query: pageQuery(), out: api.ProgramPage{Programs: []api.Program{shown}},
	})
	key := api.KeyRecord{ID: "key_1a2b3c", Name: "till 4", Role: "merchant", Merchant: "m1", CreatedAt: at}
	mount(s, endpoint[api.KeyRequest, api.NewKey]{
		call: api.Calls().CreateKey, tag: "administration", summary: "Create an API key",
		about: "Only its hash is kept, so this call alone cannot be replayed: asked again it makes another key. Revoke the one whose answer was lost. Where " +
			"there are two admins, or were, it takes both of them: an admin who made keys alone could be two persons.",
		status: 201, reasons: []unspent.Reason{unspent.SecondPerson}, in: api.KeyRequest{Name: "till 4", Role: "merchant",
			Merchant: "m1"}, out: api.NewKey{KeyRecord: key, Key: "uk_1a2b3c_…"},
	})
	mount(s, endpoint[struct{}, api.KeyList]{
		call: api.Calls().Keys, tag: "administration", summary: "List API keys", about: "Revoked ones too.",
		out: api.KeyList{Keys: []api.KeyRecord{key}},
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().RevokeKey, tag: "administration", summary: "Revoke an API key at once",
		status: 204, reasons: []unspent.Reason{unspent.NotFound},
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().Forget, tag: "administration", summary: "Forget a person",
		about: "Erases the name or address behind an opaque id for good. An address is erased under every id that it is known by, in orders and their messages and in " +
			"requests that wait, and nobody signs in with it any more. Money and history stay.",
		status: 204, reasons: []unspent.Reason{unspent.Busy, unspent.Conflict},
	})
	mount(s, endpoint[struct{}, api.PartyRecord]{
		call: api.Calls().Party, tag: "administration", summary: "Export what is known of a person",
		about: "By one of their opaque ids. After an erasure it shows that nothing is. Each look is in the log of the staff.",
		out: api.PartyRecord{ID: "per_1x2y3z", Known: true, Text: "hanako@example.jp", IDs: []string{"per_4a5b6c"},
			Orders: []api.OrderRecord{exampleOrder()}},
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().ConfirmDelivery, tag: "cards", summary: "Confirm that the codes arrived",
		about: "Ends the reveal window early: from now on nobody can show these codes or secrets again. The id is in the header Unspent-Event of the answer " +
			"that had them.",
		status: 204,
	})
}
