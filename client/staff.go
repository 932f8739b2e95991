package client

import (
	"context"
	"maps"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Issue makes cards of a program, at most [unspent.MaxIssue].
func (c *Client) Issue(ctx context.Context, id string, cmd unspent.Issue) ([]api.IssuedCard, error) {
	made, err := ask[api.IssueAnswer](ctx, c, api.Ask{Call: api.Calls().Issue, ID: id, Body: issueBody(cmd)})
	return made.Cards, err
}

func issueBody(cmd unspent.Issue) api.IssueRequest {
	return api.IssueRequest{Program: cmd.Program, Value: cmd.Value, Count: cmd.Count, Activate: cmd.Activate, Order: cmd.Order, Recipient: cmd.Recipient}
}

// staff does a staff transition of one card and returns what it became.
func (c *Client) staff(ctx context.Context, id string, serial unspent.Serial, call api.Call, body any) (api.Event, error) {
	done, err := ask[api.EventAnswer](ctx, c, api.Ask{Call: call, Args: []string{serial.String()}, ID: id, Body: body})
	return done.Event, err
}

// Activate sells a card that was made before.
func (c *Client) Activate(ctx context.Context, id string, cmd unspent.Activate) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, api.Calls().Activate, nil)
}

// Deactivate undoes a mistaken sale.
func (c *Client) Deactivate(ctx context.Context, id string, cmd unspent.Deactivate) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, api.Calls().Deactivate, nil)
}

// Freeze stops a card.
func (c *Client) Freeze(ctx context.Context, id string, cmd unspent.Freeze) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, api.Calls().Freeze, api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Unfreeze ends a stop.
func (c *Client) Unfreeze(ctx context.Context, id string, cmd unspent.Unfreeze) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, api.Calls().Unfreeze, api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Void cancels the sale of a card for good.
func (c *Client) Void(ctx context.Context, id string, cmd unspent.Void) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, api.Calls().Void, api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Adjust corrects a balance, up or down.
func (c *Client) Adjust(ctx context.Context, id string, cmd unspent.Adjust) (api.Event, error) {
	return c.staff(ctx, id, cmd.Serial, api.Calls().Adjust, api.AdjustRequest{Delta: cmd.Delta, Reason: cmd.Reason, Note: cmd.Note})
}

// onAccount does a staff transition of one account and returns what it became.
func (c *Client) onAccount(ctx context.Context, id, account string, call api.Call, body any) (api.Event, error) {
	done, err := ask[api.EventAnswer](ctx, c, api.Ask{Call: call, Args: []string{account}, ID: id, Body: body})
	return done.Event, err
}

// FreezeAccount stops an account.
func (c *Client) FreezeAccount(ctx context.Context, id string, cmd unspent.Freeze) (api.Event, error) {
	return c.onAccount(ctx, id, cmd.Account, api.Calls().FreezeAccount, api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// UnfreezeAccount ends a stop.
func (c *Client) UnfreezeAccount(ctx context.Context, id string, cmd unspent.Unfreeze) (api.Event, error) {
	return c.onAccount(ctx, id, cmd.Account, api.Calls().UnfreezeAccount, api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// AdjustAccount corrects an account's balance, up or down.
func (c *Client) AdjustAccount(ctx context.Context, id string, cmd unspent.Adjust) (api.Event, error) {
	return c.onAccount(ctx, id, cmd.Account, api.Calls().AdjustAccount, api.AdjustRequest{Delta: cmd.Delta, Reason: cmd.Reason, Note: cmd.Note})
}

// CloseAccount ends an account for good.
func (c *Client) CloseAccount(ctx context.Context, id string, cmd unspent.Close) (api.Event, error) {
	return c.onAccount(ctx, id, cmd.Account, api.Calls().CloseAccount, api.StaffRequest{Reason: cmd.Reason, Note: cmd.Note})
}

// Unclaim undoes a claim, as far as its value is still in the account.
func (c *Client) Unclaim(ctx context.Context, id string, cmd unspent.Unclaim) (api.UndoAnswer, error) {
	return ask[api.UndoAnswer](ctx, c, api.Ask{Call: api.Calls().UndoClaim, ID: id,
		Body: api.UndoRequest{Event: api.EventID(cmd.Event), Reason: cmd.Reason, Note: cmd.Note}})
}

// Reissue gives the same holder a new code for a card.
func (c *Client) Reissue(ctx context.Context, id string, cmd unspent.Reissue) (api.TransferAnswer, error) {
	return ask[api.TransferAnswer](ctx, c, api.Ask{Call: api.Calls().Reissue, Args: []string{cmd.Serial.String()}, ID: id,
		Body: api.ReissueRequest{Note: cmd.Note}})
}

// Card reads a card by its serial, for the staff.
func (c *Client) Card(ctx context.Context, serial unspent.Serial) (api.CardRecord, error) {
	return ask[api.CardRecord](ctx, c, api.Ask{Call: api.Calls().Card, Args: []string{serial.String()}})
}

// Cards lists cards for the staff: those that have everything which want says, all
// if it says nothing. cursor and limit are as of [Client.CardEvents].
func (c *Client) Cards(ctx context.Context, want api.CardList, cursor api.Cursor, limit int) (api.CardPage, error) {
	query := want.Query()
	maps.Copy(query, paged(cursor, limit))
	return ask[api.CardPage](ctx, c, api.Ask{Call: api.Calls().Cards, Query: query})
}

// Search finds cards for the staff, and says where to go on.
func (c *Client) Search(ctx context.Context, want api.SearchRequest) (api.SearchAnswer, error) {
	return ask[api.SearchAnswer](ctx, c, api.Ask{Call: api.Calls().SearchCards, Body: want})
}

// CardEvents lists what happened to a card, newest first. cursor is "" or a page's
// Next; limit 0 is the server's default.
func (c *Client) CardEvents(ctx context.Context, serial unspent.Serial, cursor api.Cursor, limit int) (api.EventPage, error) {
	return ask[api.EventPage](ctx, c, api.Ask{Call: api.Calls().CardEvents, Args: []string{serial.String()}, Query: paged(cursor, limit)})
}

// History is an account's usage history, paged as [Client.CardEvents] is.
func (c *Client) History(ctx context.Context, account string, cursor api.Cursor, limit int) (api.EventPage, error) {
	return ask[api.EventPage](ctx, c, api.Ask{Call: api.Calls().History, Args: []string{account}, Query: paged(cursor, limit)})
}

// Account reads an account's balance.
func (c *Client) Account(ctx context.Context, account string) (api.AccountRecord, error) {
	return ask[api.AccountRecord](ctx, c, api.Ask{Call: api.Calls().Account, Args: []string{account}})
}
