package client

import (
	"context"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Order orders gift cards.
func (c *Client) Order(ctx context.Context, id string, o api.OrderRequest) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, api.Ask{Call: api.Calls().Order, ID: id, Body: listed(o)})
}

// listed is o with a list of cards, if an empty one: none is not null.
func listed(o api.OrderRequest) api.OrderRequest {
	if o.Cards == nil {
		o.Cards = []api.OrderCardRequest{}
	}
	return o
}

// ReviewOrder says what would be wrong with an order, and places nothing.
func (c *Client) ReviewOrder(ctx context.Context, o api.OrderRequest) (api.OrderReview, error) {
	return ask[api.OrderReview](ctx, c, api.Ask{Call: api.Calls().ReviewOrder, Body: listed(o)})
}

// Orders lists orders, the newest first: a holder's own, or everybody's for the
// staff.
func (c *Client) Orders(ctx context.Context, cursor api.Cursor) (api.OrderPage, error) {
	return ask[api.OrderPage](ctx, c, api.Ask{Call: api.Calls().Orders, Query: paged(cursor, 0)})
}

// SearchOrders finds orders for the staff, also those that wait to be sent.
func (c *Client) SearchOrders(ctx context.Context, want api.OrderSearch) (api.OrderPage, error) {
	return ask[api.OrderPage](ctx, c, api.Ask{Call: api.Calls().SearchOrders, Body: want})
}

// OrderByNumber reads an order.
func (c *Client) OrderByNumber(ctx context.Context, number string) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, api.Ask{Call: api.Calls().OrderByNumber, Args: []string{number}})
}

// Resend sends the card at a place of an order, from 0, again under a new code.
func (c *Client) Resend(ctx context.Context, id, number string, n int) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, api.Ask{Call: api.Calls().Resend, Args: []string{number, strconv.Itoa(n)}, ID: id})
}

// SendCard mails a card to an address under a new code, for the staff. A card of an
// order needs none.
func (c *Client) SendCard(ctx context.Context, id string, serial unspent.Serial, to, lang string) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, api.Ask{Call: api.Calls().SendCard, Args: []string{serial.String()}, ID: id,
		Body: api.SendRequest{To: to, Lang: lang}})
}

// CancelOrder cancels what an order has not sent yet.
func (c *Client) CancelOrder(ctx context.Context, id, number string) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, api.Ask{Call: api.Calls().CancelOrder, Args: []string{number}, ID: id})
}

// OrderNotices switches the opening notices of an order on or off.
func (c *Client) OrderNotices(ctx context.Context, number string, notices bool) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, api.Ask{Call: api.Calls().OrderNotices, Args: []string{number}, Body: api.NoticeRequest{Notices: notices}})
}

// Sheets returns what is to be printed of an order, to whoever placed it.
func (c *Client) Sheets(ctx context.Context, number string) ([]api.Sheet, error) {
	printed, err := ask[api.SheetPage](ctx, c, api.Ask{Call: api.Calls().Sheets, Args: []string{number}})
	return printed.Sheets, err
}
