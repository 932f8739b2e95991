package client

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// programOf reads a program as the server answers it.
func programOf(w api.Program) (unspent.Program, error) {
	p := unspent.Program{ID: w.ID, Name: w.Name, Limits: unspent.Limits(w.Limits), Zone: w.Zone, Claimable: w.Claimable, Spendable: w.Spendable,
		Transferable: w.Transferable, Endless: w.Endless, CodeFormat: w.CodeFormat.Format(), CreatedAt: w.CreatedAt}
	var errs [4]error
	p.Currency, errs[0] = unspent.ParseCurrency(w.Currency)
	p.Validity, errs[1] = unspent.ParsePeriod(w.Validity)
	p.RefundTerm, errs[3] = unspent.ParsePeriod(w.RefundTerm)
	p.RevealWindow, errs[2] = time.ParseDuration(w.RevealWindow)
	for _, err := range errs {
		if err != nil {
			return p, garbled(err)
		}
	}
	return p, nil
}

func (c *Client) program(ctx context.Context, r api.Ask) (unspent.Program, error) {
	p, err := ask[api.Program](ctx, c, r)
	if err != nil {
		return unspent.Program{}, err
	}
	return programOf(p)
}

// CreateProgram starts a program. Limits that are all zero and a reveal window
// of zero become the defaults, which the result shows. No term for refunds is none, see
// [unspent.Program.ParseRefundTerm].
func (c *Client) CreateProgram(ctx context.Context, id string, p unspent.Program) (unspent.Program, error) {
	body := api.ProgramRequest{ID: p.ID, Name: p.Name, Currency: p.Currency.String(), Validity: p.Validity.String(), Zone: p.Zone,
		Claimable: &p.Claimable, Spendable: &p.Spendable, Transferable: &p.Transferable, CodeFormat: api.FormatOf(p.CodeFormat),
		Endless: p.Endless, RefundTerm: p.RefundTerm.String()}
	if body.RefundTerm == "" {
		body.RefundTerm = "none"
	}
	if p.Limits != (unspent.Limits{}) {
		body.Limits = new(api.Limits(p.Limits))
	}
	if p.RevealWindow != 0 {
		body.RevealWindow = p.RevealWindow.String()
	}
	return c.program(ctx, api.Ask{Call: api.Calls().CreateProgram, ID: id, Body: body})
}

// Program reads one program; no key is needed. Its terms never change.
func (c *Client) Program(ctx context.Context, id string) (unspent.Program, error) {
	return c.program(ctx, api.Ask{Call: api.Calls().Program, Args: []string{id}})
}

// Programs lists every program, by id.
func (c *Client) Programs(ctx context.Context) ([]unspent.Program, error) {
	var all []unspent.Program
	for cursor := api.Cursor(""); ; {
		page, err := ask[api.ProgramPage](ctx, c, api.Ask{Call: api.Calls().Programs, Query: paged(cursor, 0)})
		if err != nil {
			return nil, err
		}
		for _, w := range page.Programs {
			p, err := programOf(w)
			if err != nil {
				return nil, err
			}
			all = append(all, p)
		}
		if cursor = page.Next; cursor == "" || len(page.Programs) == 0 {
			return all, nil
		}
	}
}

// Keys lists every API key, revoked ones too.
func (c *Client) Keys(ctx context.Context) ([]api.KeyRecord, error) {
	all, err := ask[api.KeyList](ctx, c, api.Ask{Call: api.Calls().Keys})
	return all.Keys, err
}

// CreateKey makes an API key. The answer has the key itself, which is shown this
// once. Asked again it makes another key: revoke the one whose answer was lost.
func (c *Client) CreateKey(ctx context.Context, id string, k api.KeyRequest) (api.NewKey, error) {
	return ask[api.NewKey](ctx, c, api.Ask{Call: api.Calls().CreateKey, ID: id, Body: k})
}

// RevokeKey ends an API key at once.
func (c *Client) RevokeKey(ctx context.Context, id, key string) error {
	return c.do(ctx, api.Ask{Call: api.Calls().RevokeKey, Args: []string{key}, ID: id}, nil)
}

// Forget erases the name or address behind a party's opaque id for good.
func (c *Client) Forget(ctx context.Context, id, party string) error {
	return c.do(ctx, api.Ask{Call: api.Calls().Forget, Args: []string{party}, ID: id}, nil)
}

// Party tells what is known of a person by their opaque id.
func (c *Client) Party(ctx context.Context, party string) (api.PartyRecord, error) {
	return ask[api.PartyRecord](ctx, c, api.Ask{Call: api.Calls().Party, Args: []string{party}})
}

// ConfirmDelivery ends the reveal window of the request whose first event is
// given: from now on nobody can show its codes or secret again.
func (c *Client) ConfirmDelivery(ctx context.Context, id string, event unspent.Seq) error {
	return c.do(ctx, api.Ask{Call: api.Calls().ConfirmDelivery, Args: []string{event.EventID()}, ID: id}, nil)
}
