package client

import (
	"context"
	"net/http"
	"net/url"

	"github.com/unspent-dev/unspent"
)

// Issue makes cards of a program, at most [unspent.MaxIssue].
func (c *Client) Issue(ctx context.Context, id string, cmd unspent.Issue) ([]NewCard, error) {
	var w wireCards
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/cards", id: id, body: issueBody(cmd)}, &w); err != nil {
		return nil, err
	}
	return w.parse()
}

func issueBody(cmd unspent.Issue) any {
	return struct {
		Program   string    `json:"program"`
		Value     wireMoney `json:"value"`
		Count     int       `json:"count"`
		Activate  bool      `json:"activate"`
		Order     string    `json:"order,omitempty"`
		Recipient string    `json:"recipient,omitempty"`
	}{cmd.Program, moneyOf(cmd.Value), cmd.Count, cmd.Activate, cmd.Order, cmd.Recipient}
}

// wireCards are new cards.
type wireCards struct {
	Cards []wireNewCard `json:"cards"`
}

func (w wireCards) parse() ([]NewCard, error) {
	cards := make([]NewCard, len(w.Cards))
	for i := range w.Cards {
		var err error
		if cards[i], err = w.Cards[i].parse(); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

// staff does a staff transition of one card and returns what it became.
func (c *Client) staff(ctx context.Context, id string, serial unspent.Serial, verb string, body any) (Event, error) {
	var w struct {
		Event wireEvent `json:"event"`
	}
	r := call{method: http.MethodPost, path: "/v1/cards/" + serial.String() + "/" + verb, id: id, body: body}
	if err := c.do(ctx, r, &w); err != nil {
		return Event{}, err
	}
	return w.Event.parse()
}

type wireReason struct {
	Reason unspent.Reason `json:"reason"`
	Note   string         `json:"note,omitempty"`
}

// Activate sells a card that was made before.
func (c *Client) Activate(ctx context.Context, id string, cmd unspent.Activate) (Event, error) {
	return c.staff(ctx, id, cmd.Serial, "activate", nil)
}

// Deactivate undoes a mistaken sale.
func (c *Client) Deactivate(ctx context.Context, id string, cmd unspent.Deactivate) (Event, error) {
	return c.staff(ctx, id, cmd.Serial, "deactivate", nil)
}

// Freeze stops a card.
func (c *Client) Freeze(ctx context.Context, id string, cmd unspent.Freeze) (Event, error) {
	return c.staff(ctx, id, cmd.Serial, "freeze", wireReason{cmd.Reason, cmd.Note})
}

// Unfreeze ends a stop.
func (c *Client) Unfreeze(ctx context.Context, id string, cmd unspent.Unfreeze) (Event, error) {
	return c.staff(ctx, id, cmd.Serial, "unfreeze", wireReason{cmd.Reason, cmd.Note})
}

// Void cancels the sale of a card for good.
func (c *Client) Void(ctx context.Context, id string, cmd unspent.Void) (Event, error) {
	return c.staff(ctx, id, cmd.Serial, "void", wireReason{cmd.Reason, cmd.Note})
}

// Adjust corrects a balance, up or down.
func (c *Client) Adjust(ctx context.Context, id string, cmd unspent.Adjust) (Event, error) {
	body := struct {
		Delta wireMoney `json:"delta"`
		wireReason
	}{moneyOf(cmd.Delta), wireReason{cmd.Reason, cmd.Note}}
	return c.staff(ctx, id, cmd.Serial, "adjust", body)
}

// Reissue gives the same holder a new code for a card.
func (c *Client) Reissue(ctx context.Context, id string, cmd unspent.Reissue) (Replaced, error) {
	body := struct {
		Note string `json:"note,omitempty"`
	}{cmd.Note}
	return c.replace(ctx, call{method: http.MethodPost, path: "/v1/cards/" + cmd.Serial.String() + "/reissue", id: id, body: body})
}

// Card reads a card by its serial, for the staff.
func (c *Client) Card(ctx context.Context, serial unspent.Serial) (Card, error) {
	var w wireCard
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/cards/" + serial.String()}, &w); err != nil {
		return Card{}, err
	}
	return w.parse()
}

// Wanted says which cards are searched for: those that have everything which is
// not empty.
type Wanted struct {
	Order     string `json:"order,omitempty"`
	Recipient string `json:"recipient,omitempty"` // name or mail address
	Last4     string `json:"last4,omitempty"`     // of the code
}

// Search finds cards for the staff, and says where to go on.
func (c *Client) Search(ctx context.Context, want Wanted, cursor string) (cards []Card, next string, err error) {
	body := struct {
		Wanted
		Cursor string `json:"cursor,omitempty"`
	}{want, cursor}
	var w struct {
		Cards []wireCard `json:"cards"`
		Next  string     `json:"next"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/cards/search", body: body}, &w); err != nil {
		return nil, "", err
	}
	for _, one := range w.Cards {
		card, err := one.parse()
		if err != nil {
			return nil, "", err
		}
		cards = append(cards, card)
	}
	return cards, w.Next, nil
}

// Page is a part of a list, newest first.
type Page struct {
	Events []Event
	Next   string // cursor of the next page, "" if there is none
}

// CardEvents lists what happened to a card. cursor is "" or a page's Next;
// limit 0 is the server's default.
func (c *Client) CardEvents(ctx context.Context, serial unspent.Serial, cursor string, limit int) (Page, error) {
	return c.page(ctx, "/v1/cards/"+serial.String()+"/events", cursor, limit)
}

// History is an account's usage history, paged as [Client.CardEvents] is.
func (c *Client) History(ctx context.Context, account, cursor string, limit int) (Page, error) {
	return c.page(ctx, "/v1/accounts/"+url.PathEscape(account)+"/history", cursor, limit)
}

func (c *Client) page(ctx context.Context, path, cursor string, limit int) (Page, error) {
	var w struct {
		Events []wireEvent `json:"events"`
		Next   string      `json:"next"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: path, query: paged(cursor, limit)}, &w); err != nil {
		return Page{}, err
	}
	p := Page{Next: w.Next, Events: make([]Event, len(w.Events))}
	for i := range w.Events {
		var err error
		if p.Events[i], err = w.Events[i].parse(); err != nil {
			return Page{}, err
		}
	}
	return p, nil
}

// Account reads an account's balance.
func (c *Client) Account(ctx context.Context, account string) (Account, error) {
	var w wireAccount
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/accounts/" + url.PathEscape(account)}, &w); err != nil {
		return Account{}, err
	}
	return w.parse()
}
