package counter

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

func (x *Errand) reviewOrder(in *api.OrderRequest) (*api.OrderReview, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	o, err := x.parseOrder(in)
	if err != nil {
		return nil, err
	}
	r, err := shop.Review(x.ctx, x.by, o)
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

func (x *Errand) searchOrders(in *api.OrderSearch) (*api.OrderPage, error) {
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

func (x *Errand) foundOrders(in *api.OrderSearch) (*api.OrderPage, error) {
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
		o, err := shop.Order(x.ctx, in.Number)
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
	found, err := shop.Received(x.ctx, to, after, DefaultPage)
	if err != nil {
		return nil, err
	}
	return x.viewOrders(shop, found, DefaultPage)
}
