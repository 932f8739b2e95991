package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// mountOrderReads mounts the reads of orders that take a body.
func (s *server) mountOrderReads() {
	mount(s, endpoint[api.OrderRequest, api.OrderReview]{
		call: api.Calls().ReviewOrder, tag: "gifts", summary: "See what would be wrong with an order",
		about: "By the same rules as ordering, and nothing is placed or paid. A date that is over is a fault here; an order takes it for now.",
		most:  maxOrderBody, reasons: []unspent.Reason{unspent.NotFound},
		in: api.OrderRequest{Program: "gift-jpy", Cards: []api.OrderCardRequest{{To: "hanako@example.jp", Value: yen(3000)}}},
		out: api.OrderReview{Total: new(yen(3000)), Most: new(yen(100_000)),
			Faults: []api.OrderFault{{Field: "total", Reason: unspent.Insufficient, Detail: "the account cannot pay this: its balance is 1000 JPY",
				Most: new(yen(1000))}}},
	})
	mount(s, endpoint[api.OrderSearch, api.OrderPage]{
		call: api.Calls().SearchOrders, tag: "gifts", summary: "Find orders by number or recipient",
		about: "Those that have everything which is given, whether or not a card of them was sent yet. A read: it is a POST so that nobody's address stands " +
			"in an address. Logged and limited as a search for cards is.",
		reasons: []unspent.Reason{unspent.TooManyMisses}, in: api.OrderSearch{Recipient: "hanako@example.jp"},
		out: api.OrderPage{Orders: []api.OrderRecord{exampleOrder()}},
	})
}
