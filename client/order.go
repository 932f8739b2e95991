package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
)

// Giver is who gives the cards of an order.
type Giver struct {
	Name    string `json:"name,omitempty"`
	Mail    string `json:"mail,omitempty"`
	Lang    string `json:"lang,omitempty"`
	Notices bool   `json:"notices,omitempty"` // they are told when a card is claimed
}

// NewOrder is what is ordered.
type NewOrder struct {
	Program string
	Number  string // made if empty; only for API keys
	Giver   Giver
	Cards   []NewGift
}

// NewGift is one card that is ordered.
type NewGift struct {
	To      string // a mail address; empty: a sheet to print
	Lang    string
	Message string
	Value   unspent.Money
	Send    time.Time // zero: now
}

// Order is an order and how far it is.
type Order struct {
	Number    string
	Program   string
	At        time.Time
	By        string
	Giver     Giver
	Total     unspent.Money
	Paid      string    // id of the event by which a holder's order was paid; "" of others
	Cancelled time.Time // zero: it goes on
	Cards     []Gift
}

// Gift is one card of an order. Its Status is one of those that the API's
// reference lists.
type Gift struct {
	To      string
	Lang    string
	Message string
	Value   unspent.Money
	Send    time.Time // zero: at once
	Serial  unspent.Serial
	Status  string
	Mailed  time.Time
	Failed  string
	Opened  time.Time
}

type wireOrder struct {
	Number    string     `json:"number"`
	Program   string     `json:"program"`
	At        time.Time  `json:"at"`
	By        string     `json:"by"`
	Giver     Giver      `json:"giver"`
	Total     wireMoney  `json:"total"`
	Paid      string     `json:"paid"`
	Cancelled *time.Time `json:"cancelled"`
	Cards     []wireGift `json:"cards"`
}

type wireGift struct {
	To      string     `json:"to"`
	Lang    string     `json:"lang"`
	Message string     `json:"message"`
	Value   wireMoney  `json:"value"`
	Send    *time.Time `json:"send"`
	Serial  string     `json:"serial"`
	Status  string     `json:"status"`
	Mailed  *time.Time `json:"mailed"`
	Failed  string     `json:"failed"`
	Opened  *time.Time `json:"opened"`
}

func (w wireOrder) parse() (Order, error) {
	o := Order{Number: w.Number, Program: w.Program, At: w.At, By: w.By, Giver: w.Giver, Paid: w.Paid, Cancelled: optionalTime(w.Cancelled)}
	var err error
	if o.Total, err = w.Total.parse(); err != nil {
		return Order{}, err
	}
	for _, one := range w.Cards {
		g := Gift{To: one.To, Lang: one.Lang, Message: one.Message, Send: optionalTime(one.Send), Status: one.Status,
			Mailed: optionalTime(one.Mailed), Failed: one.Failed, Opened: optionalTime(one.Opened)}
		var errs [2]error
		g.Value, errs[0] = one.Value.parse()
		g.Serial, errs[1] = optionalSerial(one.Serial)
		if err := firstOf(errs[:]...); err != nil {
			return Order{}, err
		}
		o.Cards = append(o.Cards, g)
	}
	return o, nil
}

func optionalTime(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func (c *Client) order(ctx context.Context, r call) (Order, error) {
	var w wireOrder
	if err := c.do(ctx, r, &w); err != nil {
		return Order{}, err
	}
	return w.parse()
}

type wireNewGift struct {
	To      string     `json:"to,omitempty"`
	Lang    string     `json:"lang,omitempty"`
	Message string     `json:"message,omitempty"`
	Value   wireMoney  `json:"value"`
	Send    *time.Time `json:"send,omitempty"`
}

type wireNewOrder struct {
	Program string        `json:"program"`
	Number  string        `json:"number,omitempty"`
	Giver   Giver         `json:"giver"`
	Cards   []wireNewGift `json:"cards"`
}

func (o NewOrder) wire() wireNewOrder {
	w := wireNewOrder{o.Program, o.Number, o.Giver, []wireNewGift{}}
	for _, g := range o.Cards {
		one := wireNewGift{To: g.To, Lang: g.Lang, Message: g.Message, Value: moneyOf(g.Value)}
		if !g.Send.IsZero() {
			one.Send = new(g.Send.UTC())
		}
		w.Cards = append(w.Cards, one)
	}
	return w
}

// Order orders gift cards.
func (c *Client) Order(ctx context.Context, id string, o NewOrder) (Order, error) {
	return c.order(ctx, call{method: http.MethodPost, path: "/v1/orders", id: id, body: o.wire()})
}

// OrderReview is what an order would come to.
type OrderReview struct {
	Total  unspent.Money // the zero value if that cannot be said
	Most   unspent.Money // that one card may be worth by the program's limits; the zero value: they set none
	Faults []OrderFault  // empty: it could be placed now
}

// OrderFault is one thing that is wrong with an order.
type OrderFault struct {
	Field  string // as the API's reference lists them
	Reason unspent.Reason
	Detail string
	Most   unspent.Money // what would be allowed; the zero value: it is about no amount
}

// ReviewOrder says what would be wrong with an order, and places nothing.
func (c *Client) ReviewOrder(ctx context.Context, o NewOrder) (OrderReview, error) {
	var w struct {
		Total  wireMoney `json:"total"`
		Most   wireMoney `json:"most"`
		Faults []struct {
			Field  string         `json:"field"`
			Reason unspent.Reason `json:"reason"`
			Detail string         `json:"detail"`
			Most   wireMoney      `json:"most"`
		} `json:"faults"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/orders/review", body: o.wire()}, &w); err != nil {
		return OrderReview{}, err
	}
	var r OrderReview
	var errs [2]error
	r.Total, errs[0] = w.Total.parse()
	r.Most, errs[1] = w.Most.parse()
	for _, f := range w.Faults {
		most, err := f.Most.parse()
		if err != nil {
			return OrderReview{}, err
		}
		r.Faults = append(r.Faults, OrderFault{f.Field, f.Reason, f.Detail, most})
	}
	return r, firstOf(errs[:]...)
}

// Orders lists orders, the newest first: a holder's own, or everybody's for the
// staff; and where to go on.
func (c *Client) Orders(ctx context.Context, cursor string) (orders []Order, next string, err error) {
	return c.orders(ctx, call{method: http.MethodGet, path: "/v1/orders", query: cursorQuery(cursor)})
}

// WantedOrder says which orders are searched for: those that have everything which
// is not empty.
type WantedOrder struct {
	Number    string `json:"number,omitempty"`
	Recipient string `json:"recipient,omitempty"` // mail address of somebody who gets a card of it
}

// SearchOrders finds orders for the staff, also those that wait to be sent, and
// says where to go on.
func (c *Client) SearchOrders(ctx context.Context, want WantedOrder, cursor string) (orders []Order, next string, err error) {
	body := struct {
		WantedOrder
		Cursor string `json:"cursor,omitempty"`
	}{want, cursor}
	return c.orders(ctx, call{method: http.MethodPost, path: "/v1/orders/search", body: body})
}

func (c *Client) orders(ctx context.Context, r call) (orders []Order, next string, err error) {
	var w struct {
		Orders []wireOrder `json:"orders"`
		Next   string      `json:"next"`
	}
	if err := c.do(ctx, r, &w); err != nil {
		return nil, "", err
	}
	for _, one := range w.Orders {
		o, err := one.parse()
		if err != nil {
			return nil, "", err
		}
		orders = append(orders, o)
	}
	return orders, w.Next, nil
}

func orderPath(number string) string { return "/v1/orders/" + url.PathEscape(number) }

// OrderByNumber reads an order.
func (c *Client) OrderByNumber(ctx context.Context, number string) (Order, error) {
	return c.order(ctx, call{method: http.MethodGet, path: orderPath(number)})
}

// Resend sends the card at a place of an order, from 0, again under a new code.
func (c *Client) Resend(ctx context.Context, id, number string, n int) (Order, error) {
	return c.order(ctx, call{method: http.MethodPost, path: orderPath(number) + "/cards/" + strconv.Itoa(n) + "/resend", id: id})
}

// SendCard mails a card to an address under a new code, for the staff. A card of an
// order needs none.
func (c *Client) SendCard(ctx context.Context, id string, serial unspent.Serial, to, lang string) (Order, error) {
	body := struct {
		To   string `json:"to,omitempty"`
		Lang string `json:"lang,omitempty"`
	}{to, lang}
	return c.order(ctx, call{method: http.MethodPost, path: "/v1/cards/" + serial.String() + "/send", id: id, body: body})
}

// CancelOrder cancels what an order has not sent yet.
func (c *Client) CancelOrder(ctx context.Context, id, number string) (Order, error) {
	return c.order(ctx, call{method: http.MethodPost, path: orderPath(number) + "/cancel", id: id})
}

// OrderNotices switches the opening notices of an order on or off.
func (c *Client) OrderNotices(ctx context.Context, number string, notices bool) (Order, error) {
	body := struct {
		Notices bool `json:"notices"`
	}{notices}
	return c.order(ctx, call{method: http.MethodPut, path: orderPath(number) + "/notices", body: body})
}

// Sheet is a card of an order to print, with its code.
type Sheet struct {
	N       int
	Serial  unspent.Serial
	Code    unspent.Code
	Value   unspent.Money
	Message string
	Until   time.Time // end of the validity; zero: never
}

// Sheets returns what is to be printed of an order, to whoever placed it.
func (c *Client) Sheets(ctx context.Context, number string) ([]Sheet, error) {
	var w struct {
		Sheets []struct {
			N       int        `json:"n"`
			Serial  string     `json:"serial"`
			Code    string     `json:"code"`
			Value   wireMoney  `json:"value"`
			Message string     `json:"message"`
			Until   *time.Time `json:"until"`
		} `json:"sheets"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: orderPath(number) + "/sheets"}, &w); err != nil {
		return nil, err
	}
	var out []Sheet
	for _, one := range w.Sheets {
		s := Sheet{N: one.N, Message: one.Message, Until: optionalTime(one.Until)}
		var errs [3]error
		s.Serial, errs[0] = optionalSerial(one.Serial)
		s.Code, errs[1] = unspent.ParseCode(one.Code)
		s.Value, errs[2] = one.Value.parse()
		if err := firstOf(errs[:]...); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
