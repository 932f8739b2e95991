package client

import (
	"context"

	"github.com/unspent-dev/unspent/api"
)

// Import takes over cards that were issued elsewhere, or tells what would come of each
// in a dry run.
func (c *Client) Import(ctx context.Context, id string, in api.ImportRequest) (api.ImportAnswer, error) {
	return ask[api.ImportAnswer](ctx, c, api.Ask{Call: api.Calls().Imports, ID: id, Body: in})
}
