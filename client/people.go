package client

import (
	"context"

	"github.com/unspent-dev/unspent/api"
)

// Staff lists the people who work at the desk, and those who did.
func (c *Client) Staff(ctx context.Context) ([]api.StaffPerson, error) {
	all, err := ask[api.PersonList](ctx, c, api.Ask{Call: api.Calls().People})
	return all.People, err
}

// AddPerson adds somebody who works at the desk. The answer has the link that they
// enrol by, which is shown this once.
func (c *Client) AddPerson(ctx context.Context, id string, p api.PersonRequest) (api.LinkedPerson, error) {
	return ask[api.LinkedPerson](ctx, c, api.Ask{Call: api.Calls().AddPerson, ID: id, Body: p})
}

// ResetPerson gives somebody who lost their phone or their link a new link, and signs
// them out.
func (c *Client) ResetPerson(ctx context.Context, id, person string) (api.LinkedPerson, error) {
	return ask[api.LinkedPerson](ctx, c, api.Ask{Call: api.Calls().ResetPerson, Args: []string{person}, ID: id})
}

// DisablePerson ends somebody's work at the desk at once, and for good.
func (c *Client) DisablePerson(ctx context.Context, id, person string) error {
	return c.do(ctx, api.Ask{Call: api.Calls().DisablePerson, Args: []string{person}, ID: id}, nil)
}
