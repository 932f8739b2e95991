package client

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/unspent-dev/unspent"
)

type wireLimits struct {
	AccountCap  int64 `json:"accountCap"`
	PerTransfer int64 `json:"perTransfer"`
	PerMonth    int64 `json:"perMonth"`
}

type wireProgram struct {
	ID           string      `json:"id"`
	Name         string      `json:"name"`
	Currency     string      `json:"currency"`
	Validity     string      `json:"validity,omitempty"`
	Claimable    bool        `json:"claimable"`
	Spendable    bool        `json:"spendable"`
	Transferable bool        `json:"transferable"`
	Limits       *wireLimits `json:"limits,omitempty"`
	RevealWindow string      `json:"revealWindow,omitempty"`
}

// wireMadeProgram is a program as the server answers it.
type wireMadeProgram struct {
	wireProgram
	CreatedAt time.Time `json:"createdAt"`
}

func (w wireMadeProgram) parse() (unspent.Program, error) {
	p := unspent.Program{ID: w.ID, Name: w.Name, Claimable: w.Claimable, Spendable: w.Spendable,
		Transferable: w.Transferable, CreatedAt: w.CreatedAt}
	if w.Limits != nil {
		p.Limits = unspent.Limits(*w.Limits)
	}
	var errs [3]error
	p.Currency, errs[0] = unspent.ParseCurrency(w.Currency)
	p.Validity, errs[1] = unspent.ParsePeriod(w.Validity)
	if w.RevealWindow != "" {
		p.RevealWindow, errs[2] = time.ParseDuration(w.RevealWindow)
	}
	return p, firstOf(errs[:]...)
}

// CreateProgram starts a program. Limits that are all zero and a reveal window
// of zero become the defaults, which the result shows.
func (c *Client) CreateProgram(ctx context.Context, id string, p unspent.Program) (unspent.Program, error) {
	body := wireProgram{ID: p.ID, Name: p.Name, Currency: p.Currency.String(), Validity: p.Validity.String(),
		Claimable: p.Claimable, Spendable: p.Spendable, Transferable: p.Transferable}
	if p.Limits != (unspent.Limits{}) {
		body.Limits = &wireLimits{p.Limits.AccountCap, p.Limits.PerTransfer, p.Limits.PerMonth}
	}
	if p.RevealWindow != 0 {
		body.RevealWindow = p.RevealWindow.String()
	}
	var w wireMadeProgram
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/programs", id: id, body: body}, &w); err != nil {
		return unspent.Program{}, err
	}
	return w.parse()
}

// Program reads one program; no key is needed. Its terms never change.
func (c *Client) Program(ctx context.Context, id string) (unspent.Program, error) {
	var w wireMadeProgram
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/programs/" + url.PathEscape(id)}, &w); err != nil {
		return unspent.Program{}, err
	}
	return w.parse()
}

// Programs lists every program, by id.
func (c *Client) Programs(ctx context.Context) ([]unspent.Program, error) {
	var all []unspent.Program
	for query := (url.Values{}); ; {
		var w struct {
			Programs []wireMadeProgram `json:"programs"`
			Next     string            `json:"next"`
		}
		if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/programs", query: query}, &w); err != nil {
			return nil, err
		}
		for i := range w.Programs {
			p, err := w.Programs[i].parse()
			if err != nil {
				return nil, err
			}
			all = append(all, p)
		}
		if w.Next == "" || len(w.Programs) == 0 {
			return all, nil
		}
		query = url.Values{"cursor": {w.Next}}
	}
}

// Key is an API key as the staff sees it: never the key itself.
type Key struct {
	ID        string
	Name      string
	Role      unspent.Role
	Merchant  string   // the one merchant it may act as, "" for any
	Accounts  []string // what a merchant's or a partner's key acts for: ids, or beginnings of ids and a star
	CreatedAt time.Time
	RevokedAt time.Time // zero: in force
}

type wireKey struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Role      unspent.Role `json:"role"`
	Merchant  string       `json:"merchant"`
	Accounts  []string     `json:"accounts"`
	CreatedAt time.Time    `json:"createdAt"`
	RevokedAt time.Time    `json:"revokedAt"`
}

// Keys lists every API key, revoked ones too.
func (c *Client) Keys(ctx context.Context) ([]Key, error) {
	var w struct {
		Keys []wireKey `json:"keys"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/keys"}, &w); err != nil {
		return nil, err
	}
	keys := make([]Key, len(w.Keys))
	for i, k := range w.Keys {
		keys[i] = Key(k)
	}
	return keys, nil
}

// CreateKey makes an API key and returns it with the key itself, which is shown
// this once. Asked again it makes another key: revoke the one whose answer was
// lost. merchant, if not empty, is the one merchant it may act as; accounts are
// those that a merchant's or a partner's key acts for, such as acct_shop1_* or *.
func (c *Client) CreateKey(ctx context.Context, id, name string, role unspent.Role, merchant string, accounts ...string) (Key, string, error) {
	body := struct {
		Name     string       `json:"name"`
		Role     unspent.Role `json:"role"`
		Merchant string       `json:"merchant,omitempty"`
		Accounts []string     `json:"accounts,omitempty"`
	}{name, role, merchant, accounts}
	var w struct {
		wireKey
		Key string `json:"key"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/keys", id: id, body: body}, &w); err != nil {
		return Key{}, "", err
	}
	return Key(w.wireKey), w.Key, nil
}

// RevokeKey ends an API key at once.
func (c *Client) RevokeKey(ctx context.Context, id, key string) error {
	return c.do(ctx, call{method: http.MethodDelete, path: "/v1/keys/" + url.PathEscape(key), id: id}, nil)
}

// Forget erases the name or address behind a party's opaque id for good.
func (c *Client) Forget(ctx context.Context, id, party string) error {
	return c.do(ctx, call{method: http.MethodDelete, path: "/v1/parties/" + url.PathEscape(party), id: id}, nil)
}

// ConfirmDelivery ends the reveal window of the request whose first event is
// given: from now on nobody can show its codes or secret again.
func (c *Client) ConfirmDelivery(ctx context.Context, id string, event unspent.Seq) error {
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/events/" + event.EventID() + "/confirm", id: id}, nil)
}
