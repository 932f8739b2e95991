package client

import (
	"context"
	"net/http"
	"time"
)

// Mails is how an issuer's mails stand.
type Mails struct {
	Configured bool          `json:"configured"` // there is a mail server
	Behind     int64         `json:"behind"`     // events that were not looked at yet
	Waiting    []WaitingMail `json:"waiting"`
	Dead       []WaitingMail `json:"dead"` // not tried any more, the newest first
	Bounces    []Bounce      `json:"bounces"`
}

// WaitingMail is a mail that no server has taken.
type WaitingMail struct {
	ID     string    `json:"id"`
	Kind   string    `json:"kind"`
	Event  string    `json:"event"`
	Order  string    `json:"order"`
	Serial string    `json:"serial"`
	At     time.Time `json:"at"` // of the next try, or when it was given up
	Tries  int       `json:"tries"`
	Said   string    `json:"said"`  // why the last try failed
	Until  time.Time `json:"until"` // of a gift: until when its code can be shown
}

// Bounce is a mail that came back.
type Bounce struct {
	Kind   string    `json:"kind"`
	Serial string    `json:"serial"` // of a gift's card
	At     time.Time `json:"at"`
	Status string    `json:"status"` // RFC 3463
	Text   string    `json:"text"`
}

// Mails tells how mails stand.
func (c *Client) Mails(ctx context.Context) (m Mails, err error) {
	err = c.do(ctx, call{method: http.MethodGet, path: "/v1/mails"}, &m)
	return m, err
}

// RetryMail lets a dead mail be tried once more.
func (c *Client) RetryMail(ctx context.Context, id string) error {
	body := struct {
		ID string `json:"id"`
	}{id}
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/mails/retry", body: body}, nil)
}

// ReportBounce tells of a mail that came back to an address with a token.
func (c *Client) ReportBounce(ctx context.Context, token, status, text string) error {
	body := struct {
		Token  string `json:"token"`
		Status string `json:"status"`
		Text   string `json:"text,omitempty"`
	}{token, status, text}
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/bounces", body: body}, nil)
}
