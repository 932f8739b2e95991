package client

import (
	"context"
	"net/url"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// AskLink has a link mailed that signs its reader in. next is told again by
// [Client.LookAtLink].
func (c *Client) AskLink(ctx context.Context, mail, lang, next string) error {
	return c.do(ctx, api.Ask{Call: api.Calls().AskLink, Body: api.LinkRequest{Mail: mail, Lang: lang, Next: next}}, nil)
}

// LookAtLink tells whom a link signs in, and where they wanted to go. The link is
// not used up.
func (c *Client) LookAtLink(ctx context.Context, link string) (api.LinkView, error) {
	return ask[api.LinkView](ctx, c, api.Ask{Call: api.Calls().LookAtLink, Body: api.LinkSecret{Link: link}})
}

// Enter uses a link up and returns a session, to be the Key of a [Client].
func (c *Client) Enter(ctx context.Context, link string) (api.SessionAnswer, error) {
	return ask[api.SessionAnswer](ctx, c, api.Ask{Call: api.Calls().Enter, Body: api.LinkSecret{Link: link}})
}

// Renew returns the session to go on with instead of this client's.
func (c *Client) Renew(ctx context.Context) (session string, err error) {
	renewed, err := ask[api.RenewedSession](ctx, c, api.Ask{Call: api.Calls().RenewSession})
	return renewed.Session, err
}

// Leave signs this client's session out.
func (c *Client) Leave(ctx context.Context) error {
	return c.do(ctx, api.Ask{Call: api.Calls().Leave}, nil)
}

// Me returns who is signed in.
func (c *Client) Me(ctx context.Context) (api.Personal, error) {
	return ask[api.Personal](ctx, c, api.Ask{Call: api.Calls().Me})
}

// ChangeMe changes the language and whether opening notices come.
func (c *Client) ChangeMe(ctx context.Context, lang string, notices bool) (api.Personal, error) {
	return ask[api.Personal](ctx, c, api.Ask{Call: api.Calls().ChangeMe, Body: api.Wishes{Lang: lang, Notices: notices}})
}

// ForgetMe erases what is known of the person.
func (c *Client) ForgetMe(ctx context.Context) error {
	return c.do(ctx, api.Ask{Call: api.Calls().ForgetMe}, nil)
}

// Received lists the cards that were sent to the person, the newest first.
func (c *Client) Received(ctx context.Context, cursor api.Cursor) (api.ReceivedPage, error) {
	return ask[api.ReceivedPage](ctx, c, api.Ask{Call: api.Calls().Received, Query: paged(cursor, 0)})
}

// Seen notes for the giver that the person has looked at a card that was sent to
// them.
func (c *Client) Seen(ctx context.Context, serial unspent.Serial) error {
	return c.do(ctx, api.Ask{Call: api.Calls().Seen, Args: []string{serial.String()}}, nil)
}

// paged are the parameters of a list: cursor is "" or a page's Next; limit 0 is the
// server's default.
func paged(cursor api.Cursor, limit int) url.Values {
	query := url.Values{}
	if cursor != "" {
		query.Set("cursor", string(cursor))
	}
	if limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	return query
}
