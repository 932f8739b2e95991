package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountApprovals() {
	const tag = "second person"
	missing := []unspent.Reason{unspent.NotFound}
	shown := api.ApprovalView{ID: "apr_3f6c1d0a9b27e8453f6c1d0a", Kind: "issued", Batch: true, Subject: "gift-jpy", Amount: yen(100_000_000),
		Value: yen(5000), Count: 20_000, Activate: true, Note: "order-9", By: "key_1a2b3c", ByName: "Hanako", Key: "order-9-try",
		AskedAt: exampleTime(), State: "waiting"}
	mount(s, endpoint[struct{}, api.ApprovalPage]{
		call: api.Calls().Approvals, tag: tag, summary: "List what waits for a second person",
		about: "The newest first, with what was judged or carried out; only=open leaves out the latter, only=batch all that is no batch.",
		query: append(pageQuery(), "only"), out: api.ApprovalPage{Approvals: []api.ApprovalView{shown}},
	})
	mount(s, endpoint[struct{}, api.ApprovalView]{
		call: api.Calls().Approval, tag: tag, summary: "See one request", reasons: missing, out: shown,
	})
	judge := func(call api.Call, summary string) {
		mount(s, endpoint[struct{}, api.ApprovalView]{
			call: call, tag: tag, summary: summary,
			about: "Somebody else's, with a role that may do the same. Then the one who asked sends the same call again. Once two admins have enrolled as " +
				"persons of the staff, only persons judge, at the desk, and what a key asks for waits until two of them have approved it.",
			reasons: missing, out: shown,
		})
	}
	judge(api.Calls().Approve, "Approve what somebody else asks for")
	judge(api.Calls().Refuse, "Refuse what somebody else asks for")
	mount(s, endpoint[api.BatchRequest, api.ApprovalView]{
		call: api.Calls().PlanBatch, tag: tag, summary: "Plan a batch of cards",
		about: "Issues nothing yet: it asks for a second person for the whole batch, if it is worth so much, and is approved at once otherwise. " +
			"Its parts are then issued by POST /v1/cards: 10,000 cards each, the last one the rest, under the batch's Idempotency-Key with -0, -1, … added.",
		status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.LimitExceeded},
		in: api.BatchRequest{Program: "gift-jpy", Value: yen(5000), Count: 20_000, Activate: true, Order: "order-9"}, out: shown,
	})
}

func (s *server) mountActions() {
	mount(s, endpoint[struct{}, api.ActionPage]{
		call: api.Calls().Actions, tag: "second person", summary: "List what the staff did",
		about: "The newest first. Whatever a key of the staff changed, every showing of codes and every search for cards or orders, but payments and " +
			"hand-overs; done or refused. It only grows: nobody can change or remove a line.",
		query: pageQuery(),
		out: api.ActionPage{Actions: []api.Action{{N: 7, At: exampleTime(), By: "key_1a2b3c", ByName: "Hanako", Name: "freeze", Subject: exampleSerial,
			Outcome: ""}}},
	})
}
