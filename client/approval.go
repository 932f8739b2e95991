package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

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
	return ask[api.ApprovalPage](ctx, c, call{method: http.MethodGet, path: "/v1/approvals", query: query})
}

// Approval reads one request.
func (c *Client) Approval(ctx context.Context, request string) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, call{method: http.MethodGet, path: "/v1/approvals/" + url.PathEscape(request)})
}

// Approve lets the call of somebody else pass when they send it again.
func (c *Client) Approve(ctx context.Context, id, request string) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, call{method: http.MethodPost, path: "/v1/approvals/" + url.PathEscape(request) + "/approve", id: id})
}

// Refuse keeps the call of somebody else from passing.
func (c *Client) Refuse(ctx context.Context, id, request string) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, call{method: http.MethodPost, path: "/v1/approvals/" + url.PathEscape(request) + "/refuse", id: id})
}

// PlanBatch asks for a batch of cards, more than one call can issue, and for a
// second person for all of it if it needs one. It issues nothing: when its State is
// approved, [Client.IssuePart] does, part by part.
func (c *Client) PlanBatch(ctx context.Context, id string, cmd unspent.Issue) (api.ApprovalView, error) {
	return ask[api.ApprovalView](ctx, c, call{method: http.MethodPost, path: "/v1/batches", id: id,
		body: api.BatchRequest{Program: cmd.Program, Value: cmd.Value, Count: cmd.Count, Activate: cmd.Activate, Order: cmd.Order}})
}

// Parts returns how many calls of [Client.IssuePart] issue a batch.
func Parts(a api.ApprovalView) int { return (a.Count + unspent.MaxIssue - 1) / unspent.MaxIssue }

// IssuePart issues part n of a batch, counted from nothing, with the key that
// planned it. Done again it gives the same cards, with their codes while the
// program's reveal window lasts. The event is the one that
// [Client.ConfirmDelivery] takes.
func (c *Client) IssuePart(ctx context.Context, a api.ApprovalView, n int) ([]api.IssuedCard, unspent.Seq, error) {
	cmd := unspent.Issue{Program: a.Subject, Value: a.Value, Count: min(unspent.MaxIssue, a.Count-n*unspent.MaxIssue), Activate: a.Activate, Order: a.Note}
	res, err := c.send(ctx, call{method: http.MethodPost, path: "/v1/cards", id: fmt.Sprintf("%s-%d", a.Key, n), body: issueBody(cmd)})
	if err != nil {
		return nil, 0, err
	}
	body, err := whole(res)
	if err != nil {
		return nil, 0, err
	}
	var made api.IssueAnswer
	if err := json.Unmarshal(body, &made); err != nil {
		return nil, 0, garbled(err)
	}
	event, err := unspent.ParseEventID(res.Header.Get("Unspent-Event"))
	if err != nil {
		return nil, 0, garbled(err)
	}
	return made.Cards, event, nil
}

// Actions lists what the staff did, newest first. cursor is "" or a page's Next;
// limit 0 is the server's default.
func (c *Client) Actions(ctx context.Context, cursor api.Cursor, limit int) (api.ActionPage, error) {
	return ask[api.ActionPage](ctx, c, call{method: http.MethodGet, path: "/v1/actions", query: paged(cursor, limit)})
}
