package client

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Client calls one server. Its fields must not change after the first call; it
// is safe for concurrent use.
type Client struct {
	BaseURL string // such as https://cards.example
	Key     string // API key; "" asks as a holder
	// Transport makes the calls; nil is [http.DefaultTransport]. Deadlines come with
	// the context. No redirect is followed: a body with a code must not travel on to
	// another host.
	Transport http.RoundTripper
	// Server, if there is one, answers in place of an address: a server's own pages
	// ask it without a trip through HTTP. What it refuses is an [unspent.Error], and a
	// proof of work is left to whoever asks. Cases to assess go to an address always.
	Server Server
}

// Server answers calls in this process. out is nil, or points to what the answer is
// put into; what is in it must not be changed.
type Server interface {
	Answer(ctx context.Context, a api.Ask, out any) error
}

// call is one request over HTTP.
type call struct {
	api.Ask
	form   *form  // instead of a body
	accept string // "" is JSON
}

// do asks a and puts the answer into out, which may be nil.
func (c *Client) do(ctx context.Context, a api.Ask, out any) error {
	a.Key = c.Key
	if c.Server != nil {
		return c.Server.Answer(ctx, a, out)
	}
	res, err := c.send(ctx, call{Ask: a})
	if err != nil {
		return err
	}
	body, err := whole(res)
	if err != nil || out == nil {
		return err
	}
	if err := json.Unmarshal(body, out); err != nil {
		return garbled(err)
	}
	if made, ok := out.(*api.IssueAnswer); ok && res.Header.Get("Unspent-Event") != "" {
		err = made.Event.UnmarshalText([]byte(res.Header.Get("Unspent-Event")))
	}
	if err != nil {
		return garbled(err)
	}
	return nil
}

// ask asks a and returns what is answered.
func ask[T any](ctx context.Context, c *Client, a api.Ask) (out T, err error) {
	err = c.do(ctx, a, &out)
	return out, err
}

// document makes r and returns the answer's body.
func (c *Client) document(ctx context.Context, r call) ([]byte, error) {
	res, err := c.send(ctx, r)
	if err != nil {
		return nil, err
	}
	return whole(res)
}

// whole reads and closes the body of an answer.
func whole(res *http.Response) ([]byte, error) {
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, broken(err)
	case len(body) > maxAnswer:
		return nil, unspent.Errorf(unspent.Internal, "the server's answer is larger than %d bytes", maxAnswer)
	}
	return body, nil
}

// send returns the answer to r if it is a success. It attaches a proof of work
// once if the server asks for one.
func (c *Client) send(ctx context.Context, r call) (*http.Response, error) {
	res, err := c.roundTrip(ctx, r, "")
	if err != nil {
		return nil, err
	}
	if res.StatusCode < 300 {
		return res, nil
	}
	problem := readProblem(res)
	if problem.reason() != unspent.WorkRequired || problem.Challenge == nil {
		return nil, problem.err()
	}
	solution, err := solve(ctx, problem.Challenge)
	if err != nil {
		return nil, err
	}
	if res, err = c.roundTrip(ctx, r, solution); err != nil {
		return nil, err
	}
	if res.StatusCode >= 300 {
		return nil, readProblem(res).err()
	}
	return res, nil
}

func (c *Client) roundTrip(ctx context.Context, r call, work string) (*http.Response, error) {
	req, err := c.request(ctx, r)
	if err != nil {
		return nil, err
	}
	if work != "" {
		req.Header.Set(workHeader, work)
	}
	res, err := cmp.Or(c.Transport, http.DefaultTransport).RoundTrip(req)
	if err != nil {
		return nil, broken(err)
	}
	return res, nil
}

func (c *Client) request(ctx context.Context, r call) (*http.Request, error) {
	var body io.Reader
	if r.Body != nil {
		b, err := json.Marshal(r.Body)
		if err != nil {
			return nil, unspent.Errorf(unspent.Invalid, "the request cannot be written as JSON")
		}
		body = bytes.NewReader(b)
	}
	if r.form != nil {
		body = r.form.reader()
	}
	target := strings.TrimSuffix(c.BaseURL, "/") + r.Target()
	req, err := http.NewRequestWithContext(ctx, r.Call.Method, target, body)
	if err != nil || req.URL.Host == "" {
		return nil, unspent.Errorf(unspent.Invalid, "the server's address is not like https://cards.example")
	}
	req.Header.Set("Accept", cmp.Or(r.accept, "application/json"))
	switch {
	case r.form != nil:
		req.Header.Set("Content-Type", r.form.kind)
		req.ContentLength = r.form.size()
	case r.Body != nil:
		req.Header.Set("Content-Type", "application/json")
	}
	if r.ID != "" {
		req.Header.Set("Idempotency-Key", r.ID)
	}
	if c.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.Key)
	}
	return req, nil
}

// problem is why a call failed, with the status that it was answered with.
type problem struct {
	api.Problem
	status int
}

// readProblem reads and closes the answer of a failed call.
func readProblem(res *http.Response) problem {
	defer res.Body.Close()
	p := problem{status: res.StatusCode}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxProblem))
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err == nil && kind == "application/problem+json" {
		err = json.Unmarshal(body, &p.Problem)
	}
	if err != nil {
		p.Reason = ""
	}
	return p
}

// reason returns the document's reason; for an answer without one, that of
// something between us and the server, what its status allows to say.
func (p problem) reason() unspent.Reason {
	switch {
	case p.Reason != "":
		return p.Reason
	case p.status == http.StatusTooManyRequests:
		return unspent.Busy
	case p.status == http.StatusBadGateway, p.status == http.StatusServiceUnavailable, p.status == http.StatusGatewayTimeout:
		return unspent.Unavailable
	}
	return unspent.Internal
}

func (p problem) err() error {
	detail := p.Detail
	if detail == "" {
		detail = "the server answered " + http.StatusText(p.status) + " without saying why"
	}
	if len(detail) > maxDetail {
		detail = strings.ToValidUTF8(detail[:maxDetail], "")
	}
	if p.Incident != "" && !strings.Contains(detail, p.Incident) {
		detail += " (incident " + p.Incident + ")"
	}
	p.Problem.Reason, p.Problem.Detail = p.reason(), detail
	return p.Err()
}

// broken is the failure of a call that got no answer. The cause may hold the
// address, which never has a secret in it.
func broken(cause error) error {
	detail := "the server cannot be reached or did not answer"
	switch {
	case errors.Is(cause, context.DeadlineExceeded):
		detail = "the server did not answer in time"
	case errors.Is(cause, context.Canceled):
		detail = "interrupted before the server answered"
	}
	return &unspent.Error{Reason: unspent.Unavailable, Detail: detail, Err: cause}
}

// garbled is the failure of a call whose answer cannot be read.
func garbled(cause error) error {
	return &unspent.Error{Reason: unspent.Internal, Detail: "the server's answer is not what the API promises", Err: cause}
}
