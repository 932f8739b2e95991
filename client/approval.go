package client

import (
	"context"
	"fmt"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// The kinds of requests for a new API key, a new person of the staff, and a new link for
// one of them.
const (
	KeyMade     unspent.Kind = "key_made"
	PersonAdded unspent.Kind = "person_added"
	PersonReset unspent.Kind = "person_reset"
)

// Approvals lists what waits for a second person, and what did, newest first: only
// is "open" for what waits or can be carried out, "batch" for batches, "" for all.
// cursor is "" or a page's Next; limit 0 is the server's default.
func (c *Client) Approvals(ctx context.Context, only string, cursor api.Cursor, limit int) (api.ApprovalPage, error) {
	query := paged(cursor, limit)
	if only != "" {
		query.Set("only", only)
	}
	return ask[api.ApprovalPage](ctx, c, api.Ask{Call: api.Calls().Approvals, Query: query})
}

// Approval reads one request.
func (c *Client) Approval(ctx context.Context, request string) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, api.Ask{Call: api.Calls().Approval, Args: []string{request}})
}

// Approve lets the call of somebody else pass when they send it again.
func (c *Client) Approve(ctx context.Context, id, request string) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, api.Ask{Call: api.Calls().Approve, Args: []string{request}, ID: id})
}

// Refuse keeps the call of somebody else from passing.
func (c *Client) Refuse(ctx context.Context, id, request string) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, api.Ask{Call: api.Calls().Refuse, Args: []string{request}, ID: id})
}

// PlanBatch asks for a batch of cards, more than one call can issue, and for a
// second person for all of it if it needs one. It issues nothing: when its State is
// approved, [Client.IssuePart] does, part by part.
func (c *Client) PlanBatch(ctx context.Context, id string, cmd unspent.Issue) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, api.Ask{Call: api.Calls().PlanBatch, ID: id,
		Body: api.BatchRequest{Program: cmd.Program, Value: cmd.Value, Count: cmd.Count, Activate: cmd.Activate, Order: cmd.Order}})
}

// Parts returns how many calls of [Client.IssuePart] issue a batch.
func Parts(a api.ApprovalView) int { return (a.Count + unspent.MaxIssue - 1) / unspent.MaxIssue }

// IssuePart issues part n of a batch, counted from nothing, with the key that
// planned it. Done again it gives the same cards, with their codes while the
// program's reveal window lasts. The event is the one that
// [Client.ConfirmDelivery] takes.
func (c *Client) IssuePart(ctx context.Context, a api.ApprovalView, n int) ([]api.IssuedCard, unspent.Seq, error) {
	cmd := unspent.Issue{Program: a.Subject, Value: a.Value, Count: min(unspent.MaxIssue, a.Count-n*unspent.MaxIssue), Activate: a.Activate, Order: a.Note}
	made, err := ask[api.IssueAnswer](ctx, c, api.Ask{Call: api.Calls().Issue, ID: fmt.Sprintf("%s-%d", a.Key, n), Body: issueBody(cmd)})
	if err == nil && made.Event == 0 {
		err = garbled(nil)
	}
	return made.Cards, unspent.Seq(made.Event), err
}

// Actions lists what the staff did, newest first. cursor is "" or a page's Next;
// limit 0 is the server's default.
func (c *Client) Actions(ctx context.Context, cursor api.Cursor, limit int) (api.ActionPage, error) {
	return ask[api.ActionPage](ctx, c, api.Ask{Call: api.Calls().Actions, Query: paged(cursor, limit)})
}
