package httpapi

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// mountOrderReads mounts the reads of orders that take a body. see is who may see
// orders.
func (s *server) mountOrderReads(see access) {
	mount(s, endpoint[api.OrderRequest, api.OrderReview]{
		id: "reviewOrder", method: "POST", path: "/v1/orders/review", tag: "gifts", summary: "See what would be wrong with an order",
		about:  "By the same rules as ordering, and nothing is placed or paid. A date that is over is a fault here; an order takes it for now.",
		access: access{kind: unspent.Issued, self: true}, most: maxOrderBody, reasons: []unspent.Reason{unspent.NotFound},
		in:  api.OrderRequest{Program: "gift-jpy", Cards: []api.OrderCardRequest{{To: "hanako@example.jp", Value: yen(3000)}}},
		out: api.OrderReview{Total: new(yen(3000)), Most: new(yen(100_000)), Faults: []api.OrderFault{{Field: "total", Reason: unspent.Insufficient, Detail: "the account cannot pay this: its balance is 1000 JPY", Most: new(yen(1000))}}},
		do:  (*exchange).reviewOrder,
	})
	mount(s, endpoint[api.OrderSearch, api.OrderPage]{
		id: "searchOrders", method: "POST", path: "/v1/orders/search", tag: "gifts", summary: "Find orders by number or recipient",
		about:  "Those that have everything which is given, whether or not a card of them was sent yet. A read: it is a POST so that nobody's address stands in an address. Logged and limited as a search for cards is.",
		access: access{roles: see.roles}, logged: true, reasons: []unspent.Reason{unspent.TooManyMisses}, in: api.OrderSearch{Recipient: "hanako@example.jp"}, out: api.OrderPage{Orders: []api.OrderRecord{exampleOrder()}}, do: (*exchange).searchOrders,
	})
}

func (x *exchange) reviewOrder(in *api.OrderRequest) (*api.OrderReview, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	o, err := x.parseOrder(in)
	if err != nil {
		return nil, err
	}
	r, err := shop.Review(x.r.Context(), x.by, o)
	if err != nil {
		return nil, err
	}
	out := &api.OrderReview{Most: someMoney(r.Most), Faults: []api.OrderFault{}}
	if total, err := o.Total(); err == nil {
		out.Total = someMoney(total)
	}
	for _, f := range r.Faults {
		out.Faults = append(out.Faults, api.OrderFault{Field: f.Field, Reason: unspent.ReasonOf(f), Detail: f.Error(), Most: someMoney(f.Most)})
	}
	return out, nil
}

// someMoney is m, or null if it is of no currency.
func someMoney(m unspent.Money) *unspent.Money {
	if m == (unspent.Money{}) {
		return nil
	}
	return &m
}

func (x *exchange) searchOrders(in *api.OrderSearch) (*api.OrderPage, error) {
	if in.Number == "" && in.Recipient == "" {
		return nil, unspent.Errorf(unspent.Invalid, "name a number or a recipient")
	}
	if err := x.searching(); err != nil {
		return nil, err
	}
	out, err := x.foundOrders(in)
	if err != nil {
		return nil, err
	}
	numbers := make([]string, len(out.Orders))
	for i, o := range out.Orders {
		numbers[i] = o.Number
	}
	x.searched(map[string]string{"number": in.Number, "recipient": in.Recipient}, numbers)
	return out, nil
}

func (x *exchange) foundOrders(in *api.OrderSearch) (*api.OrderPage, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	var to notify.Address
	if in.Recipient != "" {
		if to, err = notify.ParseAddress(in.Recipient); err != nil {
			return nil, err
		}
	}
	if in.Number != "" {
		o, err := shop.Order(x.r.Context(), in.Number)
		switch {
		case errors.Is(err, unspent.NotFound):
			return x.viewOrders(shop, nil, 1)
		case err != nil:
			return nil, err
		case in.Recipient != "" && !slices.ContainsFunc(o.Cards, func(c gift.Card) bool { return strings.EqualFold(c.To.String(), to.String()) }):
			return x.viewOrders(shop, nil, 1)
		}
		return x.viewOrders(shop, []gift.Order{o}, 2)
	}
	var after gift.Page
	if in.Cursor != "" {
		place, err := base64.RawURLEncoding.DecodeString(string(in.Cursor))
		if err != nil || json.Unmarshal(place, &after) != nil {
			return nil, errCursor
		}
	}
	found, err := shop.Received(x.r.Context(), to, after, defaultPage)
	if err != nil {
		return nil, err
	}
	return x.viewOrders(shop, found, defaultPage)
}
