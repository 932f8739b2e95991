package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Order orders gift cards.
func (c *Client) Order(ctx context.Context, id string, o api.OrderRequest) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, call{method: http.MethodPost, path: "/v1/orders", id: id, body: listed(o)})
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
	return ask[api.OrderReview](ctx, c, call{method: http.MethodPost, path: "/v1/orders/review", body: listed(o)})
}

// Orders lists orders, the newest first: a holder's own, or everybody's for the
// staff.
func (c *Client) Orders(ctx context.Context, cursor api.Cursor) (api.OrderPage, error) {
	return ask[api.OrderPage](ctx, c, call{method: http.MethodGet, path: "/v1/orders", query: paged(cursor, 0)})
}

// SearchOrders finds orders for the staff, also those that wait to be sent.
func (c *Client) SearchOrders(ctx context.Context, want api.OrderSearch) (api.OrderPage, error) {
	return ask[api.OrderPage](ctx, c, call{method: http.MethodPost, path: "/v1/orders/search", body: want})
}

func orderPath(number string) string { return "/v1/orders/" + url.PathEscape(number) }

// OrderByNumber reads an order.
func (c *Client) OrderByNumber(ctx context.Context, number string) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, call{method: http.MethodGet, path: orderPath(number)})
}

// Resend sends the card at a place of an order, from 0, again under a new code.
func (c *Client) Resend(ctx context.Context, id, number string, n int) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, call{method: http.MethodPost, path: orderPath(number) + "/cards/" + strconv.Itoa(n) + "/resend", id: id})
}

// SendCard mails a card to an address under a new code, for the staff. A card of an
// order needs none.
func (c *Client) SendCard(ctx context.Context, id string, serial unspent.Serial, to, lang string) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, call{method: http.MethodPost, path: "/v1/cards/" + serial.String() + "/send", id: id,
		body: api.SendRequest{To: to, Lang: lang}})
}

// CancelOrder cancels what an order has not sent yet.
func (c *Client) CancelOrder(ctx context.Context, id, number string) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, call{method: http.MethodPost, path: orderPath(number) + "/cancel", id: id})
}

// OrderNotices switches the opening notices of an order on or off.
func (c *Client) OrderNotices(ctx context.Context, number string, notices bool) (api.OrderRecord, error) {
	return ask[api.OrderRecord](ctx, c, call{method: http.MethodPut, path: orderPath(number) + "/notices", body: api.NoticeRequest{Notices: notices}})
}

// Sheets returns what is to be printed of an order, to whoever placed it.
func (c *Client) Sheets(ctx context.Context, number string) ([]api.Sheet, error) {
	printed, err := ask[api.SheetPage](ctx, c, call{method: http.MethodPost, path: orderPath(number) + "/sheets"})
	return printed.Sheets, err
}
