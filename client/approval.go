package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// The kinds of requests for a new API key, a new person of the staff, and a new link for
// one of them.
const (
	KeyMade     unspent.Kind = "key_made"
	PersonAdded unspent.Kind = "person_added"
	PersonReset unspent.Kind = "person_reset"
)

// Approval is a request for a second person.
type Approval struct {
	ID        string
	Kind      unspent.Kind // of the event, or one of the above
	Batch     bool
	Subject   string         // serial of the card, id of the program or the account, or name of the new key
	Amount    unspent.Money  // all that it would move
	Value     unspent.Money  // of each card, or what is added to the balance
	Count     int            // of cards
	Activate  bool           // the cards are sold at once
	Reason    unspent.Reason // of an adjustment
	Note      string         // of the staff, or the order number
	Role      unspent.Role   // of the new key, with the merchant and the accounts that it acts for
	Merchant  string
	Accounts  []string
	To, Lang  string // of a reissue that is mailed: the address, while it is open, and the language
	By        string // key that asked
	ByName    string // what the staff calls it
	Key       string // request id that the call is to be sent again with
	AskedAt   time.Time
	State     string // waiting, approved, refused, done or lapsed
	Judge     string // key that approved or refused
	JudgeName string
	JudgedAt  time.Time // zero: not yet
	Issued    int       // of a batch: cards that are issued already
}

type wireApproval struct {
	ID        string         `json:"id"`
	Kind      unspent.Kind   `json:"kind"`
	Batch     bool           `json:"batch"`
	Subject   string         `json:"subject"`
	Amount    wireMoney      `json:"amount"`
	Value     wireMoney      `json:"value"`
	Count     int            `json:"count"`
	Activate  bool           `json:"activate"`
	Reason    unspent.Reason `json:"reason"`
	Note      string         `json:"note"`
	Role      unspent.Role   `json:"role"`
	Merchant  string         `json:"merchant"`
	Accounts  string         `json:"accounts"`
	To        string         `json:"to"`
	Lang      string         `json:"lang"`
	By        string         `json:"by"`
	ByName    string         `json:"byName"`
	Key       string         `json:"key"`
	AskedAt   time.Time      `json:"askedAt"`
	State     string         `json:"state"`
	Judge     string         `json:"judge"`
	JudgeName string         `json:"judgeName"`
	JudgedAt  time.Time      `json:"judgedAt"`
	Issued    int            `json:"issued"`
}

func (w wireApproval) parse() (Approval, error) {
	a := Approval{ID: w.ID, Kind: w.Kind, Batch: w.Batch, Subject: w.Subject, Count: w.Count, Activate: w.Activate, Reason: w.Reason, Note: w.Note,
		To: w.To, Lang: w.Lang, Role: w.Role, Merchant: w.Merchant, Accounts: strings.Fields(w.Accounts), By: w.By, ByName: w.ByName, Key: w.Key, AskedAt: w.AskedAt, State: w.State, Judge: w.Judge, JudgeName: w.JudgeName, JudgedAt: w.JudgedAt, Issued: w.Issued}
	if w.Kind == KeyMade || w.Kind == PersonAdded || w.Kind == PersonReset { // nothing moves
		return a, nil
	}
	var errs [2]error
	a.Amount, errs[0] = w.Amount.parse()
	a.Value, errs[1] = w.Value.parse()
	return a, firstOf(errs[:]...)
}

// Approvals is a part of the list of requests, newest first.
type Approvals struct {
	Requests []Approval
	Next     string // cursor of the next page, "" if there is none
}

// Approvals lists what waits for a second person, and what did: only is "open"
// for what waits or can be carried out, "batch" for batches, "" for all. cursor is
// "" or a page's Next; limit 0 is the server's default.
func (c *Client) Approvals(ctx context.Context, only, cursor string, limit int) (Approvals, error) {
	query := paged(cursor, limit)
	if only != "" {
		query.Set("only", only)
	}
	var w struct {
		Approvals []wireApproval `json:"approvals"`
		Next      string         `json:"next"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/approvals", query: query}, &w); err != nil {
		return Approvals{}, err
	}
	p := Approvals{Next: w.Next, Requests: make([]Approval, len(w.Approvals))}
	for i := range w.Approvals {
		var err error
		if p.Requests[i], err = w.Approvals[i].parse(); err != nil {
			return Approvals{}, err
		}
	}
	return p, nil
}

func paged(cursor string, limit int) url.Values {
	query := url.Values{}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	if limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	return query
}

// Approval reads one request.
func (c *Client) Approval(ctx context.Context, request string) (Approval, error) {
	return c.approval(ctx, call{method: http.MethodGet, path: "/v1/approvals/" + url.PathEscape(request)})
}

// Approve lets the call of somebody else pass when they send it again.
func (c *Client) Approve(ctx context.Context, id, request string) (Approval, error) {
	return c.approval(ctx, call{method: http.MethodPost, path: "/v1/approvals/" + url.PathEscape(request) + "/approve", id: id})
}

// Refuse keeps the call of somebody else from passing.
func (c *Client) Refuse(ctx context.Context, id, request string) (Approval, error) {
	return c.approval(ctx, call{method: http.MethodPost, path: "/v1/approvals/" + url.PathEscape(request) + "/refuse", id: id})
}

func (c *Client) approval(ctx context.Context, r call) (Approval, error) {
	var w wireApproval
	if err := c.do(ctx, r, &w); err != nil {
		return Approval{}, err
	}
	return w.parse()
}

// PlanBatch asks for a batch of cards, more than one call can issue, and for a
// second person for all of it if it needs one. It issues nothing: when its State is
// approved, [Client.IssuePart] does, part by part.
func (c *Client) PlanBatch(ctx context.Context, id string, cmd unspent.Issue) (Approval, error) {
	return c.approval(ctx, call{method: http.MethodPost, path: "/v1/batches", id: id, body: issueBody(cmd)})
}

// Parts returns how many calls of [Client.IssuePart] issue the batch.
func (a Approval) Parts() int { return (a.Count + unspent.MaxIssue - 1) / unspent.MaxIssue }

// IssuePart issues part n of a batch, counted from nothing, with the key that
// planned it. Done again it gives the same cards, with their codes while the
// program's reveal window lasts. The event is the one that
// [Client.ConfirmDelivery] takes.
func (c *Client) IssuePart(ctx context.Context, a Approval, n int) ([]NewCard, unspent.Seq, error) {
	cmd := unspent.Issue{Program: a.Subject, Value: a.Value, Count: min(unspent.MaxIssue, a.Count-n*unspent.MaxIssue), Activate: a.Activate, Order: a.Note}
	res, err := c.send(ctx, call{method: http.MethodPost, path: "/v1/cards", id: fmt.Sprintf("%s-%d", a.Key, n), body: issueBody(cmd)})
	if err != nil {
		return nil, 0, err
	}
	body, err := whole(res)
	if err != nil {
		return nil, 0, err
	}
	var w wireCards
	if err := json.Unmarshal(body, &w); err != nil {
		return nil, 0, garbled(err)
	}
	event, err := unspent.ParseEventID(res.Header.Get("Unspent-Event"))
	if err != nil {
		return nil, 0, garbled(err)
	}
	cards, err := w.parse()
	return cards, event, err
}

// Action is one thing that a member of the staff did.
type Action struct {
	N       int64
	At      time.Time
	By      string // id of the key
	ByName  string // what the staff calls it
	Name    string // operation of the API, such as freeze
	Subject string // serials and ids
	Outcome string // "" if it was done; "repeated", or the reason why it was not
}

// Actions is a part of the log of the staff, newest first.
type Actions struct {
	Actions []Action
	Next    string // cursor of the next page, "" if there is none
}

// Actions lists what the staff did. cursor is "" or a page's Next; limit 0 is the
// server's default.
func (c *Client) Actions(ctx context.Context, cursor string, limit int) (Actions, error) {
	var w struct {
		Actions []struct {
			N       int64     `json:"n"`
			At      time.Time `json:"at"`
			By      string    `json:"by"`
			ByName  string    `json:"byName"`
			Name    string    `json:"name"`
			Subject string    `json:"subject"`
			Outcome string    `json:"outcome"`
		} `json:"actions"`
		Next string `json:"next"`
	}
	if err := c.do(ctx, call{method: http.MethodGet, path: "/v1/actions", query: paged(cursor, limit)}, &w); err != nil {
		return Actions{}, err
	}
	p := Actions{Next: w.Next, Actions: make([]Action, len(w.Actions))}
	for i, a := range w.Actions {
		p.Actions[i] = Action(a)
	}
	return p, nil
}
