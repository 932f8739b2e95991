package httpapi

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

type orderReview struct {
	Total  *money       `json:"total" doc:"What all cards come to; null if that cannot be said."`
	Most   *money       `json:"most" doc:"The most that one card may be worth by the program's limits, or null."`
	Faults []orderFault `json:"faults" doc:"All that is wrong with it, once for each field; empty: it could be placed now."`
}

type orderFault struct {
	Field  string `json:"field" doc:"The field that it is about; total is what all cards come to." enum:"program,number,giver.name,cards,cards.to,cards.value,cards.message,cards.send,total" example:"total"`
	Reason string `json:"reason" doc:"Why placing it would be refused." example:"insufficient_funds"`
	Detail string `json:"detail" doc:"One clause for people; its wording may change."`
	Most   *money `json:"most" doc:"What would be allowed, of a limit or a balance; otherwise null."`
}

type orderSearch struct {
	Number    string `json:"number,omitempty" maxLength:"64"`
	Recipient string `json:"recipient,omitempty" maxLength:"254" doc:"The mail address of somebody who gets a card of it."`
	Cursor    string `json:"cursor,omitempty" maxLength:"200" doc:"Where to go on: next of the page before. Opaque."`
}

// mountOrderReads mounts the reads of orders that take a body. see is who may see
// orders.
func (s *server) mountOrderReads(see access) {
	mount(s, endpoint[orderRequest, orderReview]{
		id: "reviewOrder", method: "POST", path: "/v1/orders/review", tag: "gifts", summary: "See what would be wrong with an order",
		about:  "By the same rules as ordering, and nothing is placed or paid. A date that is over is a fault here; an order takes it for now.",
		access: access{kind: unspent.Issued, self: true}, most: maxOrderBody, reasons: []unspent.Reason{unspent.NotFound},
		in:  orderRequest{Program: "gift-jpy", Cards: []orderCardRequest{{To: "hanako@example.jp", Value: money{3000, "JPY"}}}},
		out: orderReview{&money{3000, "JPY"}, &money{100_000, "JPY"}, []orderFault{{"total", string(unspent.Insufficient), "the account cannot pay this: its balance is 1000 JPY", &money{1000, "JPY"}}}},
		do:  (*exchange).reviewOrder,
	})
	mount(s, endpoint[orderSearch, orderPage]{
		id: "searchOrders", method: "POST", path: "/v1/orders/search", tag: "gifts", summary: "Find orders by number or recipient",
		about:  "Those that have everything which is given, whether or not a card of them was sent yet. A read: it is a POST so that nobody's address stands in an address. Logged and limited as a search for cards is.",
		access: access{roles: see.roles}, logged: true, reasons: []unspent.Reason{unspent.TooManyMisses}, in: orderSearch{Recipient: "hanako@example.jp"}, out: orderPage{Orders: []orderRecord{exampleOrder()}}, do: (*exchange).searchOrders,
	})
}

func (x *exchange) reviewOrder(in *orderRequest) (*orderReview, error) {
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
	out := &orderReview{Most: someMoney(r.Most), Faults: []orderFault{}}
	if total, err := o.Total(); err == nil {
		out.Total = someMoney(total)
	}
	for _, f := range r.Faults {
		out.Faults = append(out.Faults, orderFault{f.Field, string(unspent.ReasonOf(f)), f.Error(), someMoney(f.Most)})
	}
	return out, nil
}

// someMoney is m, or null if it is of no currency.
func someMoney(m unspent.Money) *money {
	if m == (unspent.Money{}) {
		return nil
	}
	return new(viewMoney(m))
}

func (x *exchange) searchOrders(in *orderSearch) (*orderPage, error) {
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

func (x *exchange) foundOrders(in *orderSearch) (*orderPage, error) {
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
		place, err := base64.RawURLEncoding.DecodeString(in.Cursor)
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
