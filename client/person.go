package client

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/unspent-dev/unspent"
)

// Person is a holder who is signed in.
type Person struct {
	Account string `json:"account"`
	Mail    string `json:"mail"`
	Lang    string `json:"lang"`    // ja or en
	Notices bool   `json:"notices"` // they are told when a card that they gave is claimed
}

type wireLink struct {
	Link string `json:"link"`
}

// AskLink has a link mailed that signs its reader in. next is told again by
// [Client.LookAtLink].
func (c *Client) AskLink(ctx context.Context, mail, lang, next string) error {
	body := struct {
		Mail string `json:"mail"`
		Lang string `json:"lang,omitempty"`
		Next string `json:"next,omitempty"`
	}{mail, lang, next}
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/sign-ins", body: body}, nil)
}

// LookAtLink tells whom a link signs in, and where they wanted to go. The link is
// not used up.
func (c *Client) LookAtLink(ctx context.Context, link string) (mail, next string, err error) {
	var w struct {
		Mail string `json:"mail"`
		Next string `json:"next"`
	}
	err = c.do(ctx, call{method: http.MethodPost, path: "/v1/sign-ins/look", body: wireLink{link}}, &w)
	return w.Mail, w.Next, err
}

// Enter uses a link up and returns a session, to be the Key of a [Client].
func (c *Client) Enter(ctx context.Context, link string) (session string, p Person, err error) {
	var w struct {
		Session string `json:"session"`
		Person  Person `json:"person"`
	}
	err = c.do(ctx, call{method: http.MethodPost, path: "/v1/sessions", body: wireLink{link}}, &w)
	return w.Session, w.Person, err
}

// Renew returns the session to go on with instead of this client's.
func (c *Client) Renew(ctx context.Context) (session string, err error) {
	var w struct {
		Session string `json:"session"`
	}
	err = c.do(ctx, call{method: http.MethodPost, path: "/v1/sessions/renew"}, &w)
	return w.Session, err
}

// Leave signs this client's session out.
func (c *Client) Leave(ctx context.Context) error {
	return c.do(ctx, call{method: http.MethodDelete, path: "/v1/sessions/current"}, nil)
}

// Me returns who is signed in.
func (c *Client) Me(ctx context.Context) (p Person, err error) {
	err = c.do(ctx, call{method: http.MethodGet, path: "/v1/me"}, &p)
	return p, err
}

// ChangeMe changes the language and whether opening notices come.
func (c *Client) ChangeMe(ctx context.Context, lang string, notices bool) (p Person, err error) {
	body := struct {
		Lang    string `json:"lang"`
		Notices bool   `json:"notices"`
	}{lang, notices}
	err = c.do(ctx, call{method: http.MethodPut, path: "/v1/me", body: body}, &p)
	return p, err
}

// ForgetMe erases what is known of the person.
func (c *Client) ForgetMe(ctx context.Context) error {
	return c.do(ctx, call{method: http.MethodDelete, path: "/v1/me"}, nil)
}

// Received is a card that was sent to the person.
type Received struct {
	Order   string
	From    string // the giver's name, as they typed it
	Message string
	Value   unspent.Money
	At      time.Time
	Serial  unspent.Serial
	Status  string
}

// Received lists the cards that were sent to the person, the newest first, and
// where to go on.
func (c *Client) Received(ctx context.Context, cursor string) (cards []Received, next string, err error) {
	var w struct {
		Cards []struct {
			Order   string    `json:"order"`
			From    string    `json:"from"`
			Message string    `json:"message"`
			Value   wireMoney `json:"value"`
			At      time.Time `json:"at"`
			Serial  string    `json:"serial"`
			Status  string    `json:"status"`
		} `json:"cards"`
		Next string `json:"next"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/me/cards", query: cursorQuery(cursor)}, &w); err != nil {
		return nil, "", err
	}
	for _, one := range w.Cards {
		r := Received{Order: one.Order, From: one.From, Message: one.Message, At: one.At, Status: one.Status}
		var errs [2]error
		r.Value, errs[0] = one.Value.parse()
		r.Serial, errs[1] = optionalSerial(one.Serial)
		if err := firstOf(errs[:]...); err != nil {
			return nil, "", err
		}
		cards = append(cards, r)
	}
	return cards, w.Next, nil
}

// Seen notes for the giver that the person has looked at a card that was sent to
// them.
func (c *Client) Seen(ctx context.Context, serial unspent.Serial) error {
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/me/cards/" + serial.String() + "/seen"}, nil)
}

func cursorQuery(cursor string) url.Values {
	if cursor == "" {
		return nil
	}
	return url.Values{"cursor": {cursor}}
}
