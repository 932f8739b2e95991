package client

import (
	"context"
	"encoding/json"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Check reads the state of the card with code. It changes nothing.
func (c *Client) Check(ctx context.Context, code unspent.Code) (api.CardStatus, error) {
	return ask[api.CardStatus](ctx, c, api.Ask{Call: api.Calls().Check, Body: api.CodeRequest{Code: code.Reveal()}})
}

// CheckHold reads the state of a held card for its counterparty, who has the
// hold's secret and not the code.
func (c *Client) CheckHold(ctx context.Context, hold unspent.Seq, secret unspent.Secret) (api.CardStatus, error) {
	return ask[api.CardStatus](ctx, c, api.Ask{Call: api.Calls().CheckHold, Args: []string{hold.HoldID()}, Body: api.SecretRequest{Secret: secret.Reveal()}})
}

// Checks does what Check does for at most [MaxChecks] codes, in their order. It
// needs an API key.
func (c *Client) Checks(ctx context.Context, codes []unspent.Code) ([]api.CheckedCard, error) {
	body := make([]api.CodeRequest, len(codes))
	for i, code := range codes {
		body[i].Code = code.Reveal()
	}
	found, err := ask[api.ChecksAnswer](ctx, c, api.Ask{Call: api.Calls().Checks, Body: body})
	if err == nil && len(found.Checks) != len(codes) {
		return nil, garbled(nil)
	}
	return found.Checks, err
}

// Proof says what receipt is wanted.
type Proof struct {
	Code     unspent.Code
	Audience string        // who it is for; "" is anyone
	Nonce    string        // what the audience asked to have repeated
	TTL      time.Duration // how long it is valid; 0 is the server's default
}

// Prove asks for a receipt, which package proof verifies. It changes nothing.
func (c *Client) Prove(ctx context.Context, p Proof) (api.ReceiptAnswer, error) {
	body := api.ReceiptRequest{Code: p.Code.Reveal(), Audience: p.Audience, Nonce: p.Nonce}
	if p.TTL != 0 {
		body.TTL = p.TTL.String()
	}
	return ask[api.ReceiptAnswer](ctx, c, api.Ask{Call: api.Calls().Receipt, Body: body})
}

// VerifyReceipt lets the server verify one of its receipts and compare it with
// what is true now. audience and nonce, if not empty, must be the receipt's.
// Package proof verifies without a server.
func (c *Client) VerifyReceipt(ctx context.Context, compact, audience, nonce string) (api.VerifyAnswer, error) {
	return ask[api.VerifyAnswer](ctx, c, api.Ask{Call: api.Calls().VerifyReceipt,
		Body: api.VerifyRequest{Receipt: compact, Audience: audience, Nonce: nonce}})
}

// JWKS returns the public keys that receipts are verified with, as the document
// that proof.ParseKeys reads.
func (c *Client) JWKS(ctx context.Context) ([]byte, error) {
	return ask[json.RawMessage](ctx, c, api.Ask{Call: api.Calls().JWKS})
}
