package client

import (
	"context"
	"net/http"
	"net/url"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Issue makes cards of a program, at most [unspent.MaxIssue].
func (c *Client) Issue(ctx context.Context, id string, cmd unspent.Issue) ([]api.IssuedCard, error) {
	made, err := ask[api.IssueAnswer](ctx, c, call{method: http.MethodPost, path: "/v1/cards", id: id, body: issueBody(cmd)})
	return made.Cards, err
}

func issueBody(cmd unspent.Issue) api.IssueRequest {
	return api.IssueRequest{Program: cmd.Program, Value: cmd.Value, Count: cmd.Count, Activate: cmd.Activate, Order: cmd.Order, Recipient: cmd.Recipient}
}

// staff does a staff transition of one card and returns what it became.
func (c *Client) staff(ctx context.Context, id string, serial unspent.Serial, verb string, body any) (api.Event, error) {
	done, err := ask[api.EventAnswer](ctx, c, call{method: http.MethodPost, path: "/v1/cards/" + serial.String() + "/" + verb, id: id, body: body})
	return done.Event, err
}

// Activate sells a card that was made before.
func (c *Client) Activate(ctx context.Context, id string, cmd unspent.Activate) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, "activate", nil)
}

// Deactivate undoes a mistaken sale.
func (c *Client) Deactivate(ctx context.Context, id string, cmd unspent.Deactivate) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, "deactivate", nil)
}

// Freeze stops a card.
func (c *Client) Freeze(ctx context.Context, id string, cmd unspent.Freeze) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, "freeze", api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Unfreeze ends a stop.
func (c *Client) Unfreeze(ctx context.Context, id string, cmd unspent.Unfreeze) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, "unfreeze", api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Void cancels the sale of a card for good.
func (c *Client) Void(ctx context.Context, id string, cmd unspent.Void) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, "void", api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Adjust corrects a balance, up or down.
func (c *Client) Adjust(ctx context.Context, id string, cmd unspent.Adjust) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, "adjust", api.AdjustRequest{Delta: cmd.Delta, Reason: cmd.Reason, Note: cmd.Note})
}

// Reissue gives the same holder a new code for a card.
func (c *Client) Reissue(ctx context.Context, id string, cmd unspent.Reissue) (api.TransferAnswer, error) {
	return ask[api.TransferAnswer](ctx, c, call{method: http.MethodPost, path: "/v1/cards/" + cmd.Serial.String() + "/reissue", id: id,
		body: api.ReissueRequest{Note: cmd.Note}})
}

// Card reads a card by its serial, for the staff.
func (c *Client) Card(ctx context.Context, serial unspent.Serial) (api.CardRecord, error) {
	return ask[api.CardRecord](ctx, c, call{method: http.MethodGet, path: "/v1/cards/" + serial.String()})
}

// Search finds cards for the staff, and says where to go on.
func (c *Client) Search(ctx context.Context, want api.SearchRequest) (api.SearchAnswer, error) {
	return ask[api.SearchAnswer](ctx, c, call{method: http.MethodPost, path: "/v1/cards/search", body: want})
}

// CardEvents lists what happened to a card, newest first. cursor is "" or a page's
// Next; limit 0 is the server's default.
func (c *Client) CardEvents(ctx context.Context, serial unspent.Serial, cursor api.Cursor, limit int) (api.EventPage, error) {
	return ask[api.EventPage](ctx, c, call{method: http.MethodGet, path: "/v1/cards/" + serial.String() + "/events", query: paged(cursor, limit)})
}

// History is an account's usage history, paged as [Client.CardEvents] is.
func (c *Client) History(ctx context.Context, account string, cursor api.Cursor, limit int) (api.EventPage, error) {
	return ask[api.EventPage](ctx, c, call{method: http.MethodGet, path: "/v1/accounts/" + url.PathEscape(account) + "/history", query: paged(cursor, limit)})
}

// Account reads an account's balance.
func (c *Client) Account(ctx context.Context, account string) (api.AccountRecord, error) {
	return ask[api.AccountRecord](ctx, c, call{method: http.MethodGet, path: "/v1/accounts/" + url.PathEscape(account)})
}
