package client

import (
	"context"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Claim moves the whole balance of a card to an account.
func (c *Client) Claim(ctx context.Context, id string, cmd unspent.Claim) (api.ClaimAnswer, error) {
	return ask[api.ClaimAnswer](ctx, c, api.Ask{Call: api.Calls().Claim, ID: id,
		Body: api.ClaimRequest{Code: cmd.Code.Reveal(), Account: cmd.Account}})
}

// Spend pays a part or all of a card, by its code, or of an account.
func (c *Client) Spend(ctx context.Context, id string, cmd unspent.Spend) (api.SpendAnswer, error) {
	return ask[api.SpendAnswer](ctx, c, api.Ask{Call: api.Calls().Spend, ID: id,
		Body: api.SpendRequest{Code: cmd.Code.Reveal(), Account: cmd.Account, Amount: cmd.Amount, Merchant: cmd.Merchant, Reference: cmd.Reference}})
}

// Refund puts a part or all of a payment back where it came from.
func (c *Client) Refund(ctx context.Context, id string, cmd unspent.Refund) (api.SpendAnswer, error) {
	return ask[api.SpendAnswer](ctx, c, api.Ask{Call: api.Calls().Refund, ID: id,
		Body: api.RefundRequest{Event: api.EventID(cmd.Event), Amount: cmd.Amount, Reference: cmd.Reference}})
}

// Hold reserves a card for a counterparty, for whom the answer's secret is; it is
// the zero Secret once the program's reveal window has ended.
func (c *Client) Hold(ctx context.Context, id string, cmd unspent.PlaceHold) (api.HoldAnswer, error) {
	return ask[api.HoldAnswer](ctx, c, api.Ask{Call: api.Calls().Hold, ID: id,
		Body: api.HoldRequest{Code: cmd.Code.Reveal(), For: cmd.For, Until: cmd.Until.UTC(), SecretDigest: cmd.SecretDigest}})
}

// Release gives a held card up to its counterparty.
func (c *Client) Release(ctx context.Context, id string, cmd unspent.Release) error {
	return c.do(ctx, api.Ask{Call: api.Calls().Release, Args: []string{cmd.Hold.HoldID()}, ID: id,
		Body: api.CodeRequest{Code: cmd.Code.Reveal()}}, nil)
}

// CancelHold ends a hold early, for its counterparty.
func (c *Client) CancelHold(ctx context.Context, id string, cmd unspent.CancelHold) error {
	return c.do(ctx, api.Ask{Call: api.Calls().CancelHold, Args: []string{cmd.Hold.HoldID()}, ID: id,
		Body: api.SecretRequest{Secret: cmd.Secret.Reveal()}}, nil)
}

// Take receives a held and released card under a new code.
func (c *Client) Take(ctx context.Context, id string, cmd unspent.Take) (api.TransferAnswer, error) {
	return ask[api.TransferAnswer](ctx, c, api.Ask{Call: api.Calls().Transfer, ID: id,
		Body: api.TransferRequest{Hold: cmd.Hold.HoldID(), Secret: cmd.Secret.Reveal()}})
}

// Transfer moves a card to a new code for the next holder.
func (c *Client) Transfer(ctx context.Context, id string, cmd unspent.Transfer) (api.TransferAnswer, error) {
	return ask[api.TransferAnswer](ctx, c, api.Ask{Call: api.Calls().Transfer, ID: id, Body: api.TransferRequest{Code: cmd.Code.Reveal()}})
}
