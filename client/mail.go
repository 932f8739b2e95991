package client

import (
	"context"

	"github.com/unspent-dev/unspent/api"
)

// Mails tells how an issuer's mails stand.
func (c *Client) Mails(ctx context.Context) (api.MailState, error) {
	return ask[api.MailState](ctx, c, api.Ask{Call: api.Calls().Mails})
}

// RetryMail lets a dead mail be tried once more.
func (c *Client) RetryMail(ctx context.Context, id string) error {
	return c.do(ctx, api.Ask{Call: api.Calls().RetryMail, Body: api.RetryRequest{ID: id}}, nil)
}

// ReportBounce tells of a mail that came back to an address with a token.
func (c *Client) ReportBounce(ctx context.Context, token, status, text string) error {
	return c.do(ctx, api.Ask{Call: api.Calls().Bounce, Body: api.BounceRequest{Token: token, Status: status, Text: text}}, nil)
}
