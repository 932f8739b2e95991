package counter

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gift"
)

func (x *Errand) reviewOrder(in *api.OrderRequest) (*api.OrderReview, error) {
	o, faults, err := x.parseOrder(in)
	if err != nil {
		return nil, err
	}
	r, err := x.c.Shop.Review(x.ctx, x.by, o)
	if err != nil {
		return nil, err
	}
	r.Faults = append(faults, r.Faults...)
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

func (x *Errand) searchOrders(in *api.OrderSearch) (*api.OrderPage, error) {
	if in.Number == "" && in.Recipient == "" {
		return nil, unspent.Errorf(unspent.Invalid, "name a number or a recipient")
	}
	x.wanted = []string{in.Number, in.Recipient}
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

func (x *Errand) foundOrders(in *api.OrderSearch) (*api.OrderPage, error) {
	to, err := addressOf(unspent.FoldAddress(in.Recipient))
	if err != nil {
		return nil, err
	}
	if in.Number != "" {
		o, err := x.c.Shop.Order(x.ctx, in.Number)
		switch {
		case errors.Is(err, unspent.NotFound):
			return x.viewOrders(nil, 1)
		case err != nil:
			return nil, err
		case in.Recipient != "" && !slices.ContainsFunc(o.Cards, func(c gift.Card) bool { return strings.EqualFold(c.To.String(), to.String()) }):
			return x.viewOrders(nil, 1)
		}
		return x.viewOrders([]gift.Order{o}, 2)
	}
	var after gift.Page
	if in.Cursor != "" {
		place, err := x.place(string(in.Cursor))
		if err != nil || json.Unmarshal(place, &after) != nil {
			return nil, errCursor
		}
	}
	found, err := x.c.Shop.Received(x.ctx, to, after, DefaultPage)
	if err != nil {
		return nil, err
	}
	return x.viewOrders(found, DefaultPage)
}
