package client

import (
	"context"
	"net/http"

	"github.com/unspent-dev/unspent/api"
)

// Mails tells how an issuer's mails stand.
func (c *Client) Mails(ctx context.Context) (api.MailState, error) {
	return ask[api.MailState](ctx, c, call{method: http.MethodGet, path: "/v1/mails"})
}

// RetryMail lets a dead mail be tried once more.
func (c *Client) RetryMail(ctx context.Context, id string) error {
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/mails/retry", body: api.RetryRequest{ID: id}}, nil)
}

// ReportBounce tells of a mail that came back to an address with a token.
func (c *Client) ReportBounce(ctx context.Context, token, status, text string) error {
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/bounces", body: api.BounceRequest{Token: token, Status: status, Text: text}}, nil)
}
