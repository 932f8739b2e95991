package client

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Case is a case to be assessed. It never needs a whole code: only its last four.
type Case struct {
	Text  []byte // as a case file, case.yaml, or the same as JSON
	Files []File // those that the case names
}

// File is one piece of evidence: a mail, a saved page, a picture, a text.
type File struct {
	Name    string // as the case names it
	Content []byte
}

// Assess lets the server judge, from evidence, whether a card of any brand is
// used. The server keeps nothing of it.
func (c *Client) Assess(ctx context.Context, q Case) (a api.Assessment, err error) {
	body, err := c.assess(ctx, q, "application/json")
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal(body, &a); err != nil || a.State == "" || a.JudgedAt.IsZero() {
		return a, garbled(err)
	}
	return a, nil
}

// AssessBundle does what Assess does, and returns the bundle: a zip that unspent
// verify checks, with a report to print.
func (c *Client) AssessBundle(ctx context.Context, q Case) ([]byte, error) {
	return c.assess(ctx, q, "application/zip")
}

func (c *Client) assess(ctx context.Context, q Case, accept string) ([]byte, error) {
	f, err := newForm(q)
	if err != nil {
		return nil, err
	}
	return c.document(ctx, call{Ask: api.Ask{Call: api.Calls().Assess}, form: f, accept: accept})
}

// form is the body of an upload. What the files hold is not copied.
type form struct {
	kind   string // Content-Type
	pieces [][]byte
}

func newForm(q Case) (*form, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f := &form{kind: w.FormDataContentType()}
	cut := func(content []byte) { // what the writer wrote, and then the content
		f.pieces = append(f.pieces, bytes.Clone(b.Bytes()), content)
		b.Reset()
	}
	if _, err := w.CreateFormField("case"); err != nil {
		return nil, err
	}
	cut(q.Text)
	for _, file := range q.Files {
		if file.Name == "" || strings.ContainsFunc(file.Name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return nil, unspent.Errorf(unspent.Invalid, "a file has the name that the case has for it, without control characters")
		}
		if _, err := w.CreateFormFile("file", file.Name); err != nil {
			return nil, err
		}
		cut(file.Content)
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	cut(nil)
	return f, nil
}

// size is how many bytes the whole has.
func (f *form) size() (n int64) {
	for _, p := range f.pieces {
		n += int64(len(p))
	}
	return n
}

func (f *form) reader() io.Reader {
	var all []io.Reader
	for _, p := range f.pieces {
		all = append(all, bytes.NewReader(p))
	}
	return io.MultiReader(all...)
}
