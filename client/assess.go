package client

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
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

// Assessment is what a server judged of a case.
type Assessment struct {
	Brand    string
	At       time.Time // when it was judged
	Verdict  assess.Verdict
	Evidence []Brought
	Faults   []Fault // files that could not be read, which do not end a case
	Timeline []Moment
}

// Brought is a piece of evidence, and the file that it was read from.
type Brought struct {
	assess.Evidence
	File string // "" for what a person states
}

// Fault is a file that could not be read, and why.
type Fault struct {
	File   string
	Reason unspent.Reason
	Detail string // in English
	Text   brand.Text
	ID     string // what kind of file it is, such as "video", or which limit it is over; "" if it is neither
}

// Moment is what happened at a time.
type Moment struct {
	At       time.Time
	Evidence string // id; "" for what the case says
	Text     brand.Text
}

// Assess lets the server judge, from evidence, whether a card of any brand is
// used. The server keeps nothing of it.
func (c *Client) Assess(ctx context.Context, q Case) (Assessment, error) {
	body, err := c.assess(ctx, q, "application/json")
	if err != nil {
		return Assessment{}, err
	}
	var w wireAssessment
	if err := json.Unmarshal(body, &w); err != nil {
		return Assessment{}, garbled(err)
	}
	return w.parse()
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

type wireText struct {
	JA string `json:"ja"`
	EN string `json:"en"`
}

type wireEvidence struct {
	ID    string        `json:"id"`
	File  string        `json:"file"`
	Kind  assess.Kind   `json:"kind"`
	Owner assess.Owner  `json:"owner"`
	Says  brand.Meaning `json:"says"`
	Card  struct {
		Last4     string        `json:"last4"`
		Amount    unspent.Money `json:"amount"`
		Order     string        `json:"order"`
		Serial    string        `json:"serial"`
		Recipient string        `json:"recipient"`
		Giver     string        `json:"giver"`
	} `json:"card"`
	At    time.Time    `json:"at"`
	Seen  time.Time    `json:"seen"`
	Grade assess.Grade `json:"grade"`
	Notes []struct {
		ID     assess.NoteID `json:"id"`
		Detail string        `json:"detail"`
	} `json:"notes"`
}

func (w wireEvidence) parse() Brought {
	b := Brought{File: w.File, Evidence: assess.Evidence{ID: w.ID, Kind: w.Kind, Owner: w.Owner, Says: w.Says, At: w.At, Seen: w.Seen, Grade: w.Grade,
		Card: assess.Card{Last4: w.Card.Last4, Amount: w.Card.Amount, Order: w.Card.Order, Serial: w.Card.Serial, Recipient: w.Card.Recipient, Giver: w.Card.Giver}}}
	for _, n := range w.Notes {
		b.Notes = append(b.Notes, assess.Note{ID: n.ID, Detail: n.Detail})
	}
	return b
}

type wireAssessment struct {
	Brand      string            `json:"brand"`
	JudgedAt   time.Time         `json:"judgedAt"`
	State      assess.State      `json:"state"`
	Confidence assess.Confidence `json:"confidence"`
	AsOf       time.Time         `json:"asOf"`
	Summary    wireText          `json:"summary"`
	Findings   []struct {
		Rule     string         `json:"rule"`
		Evidence string         `json:"evidence"`
		State    assess.State   `json:"state"`
		Weight   string         `json:"weight"`
		Binding  assess.Binding `json:"binding"`
		At       time.Time      `json:"at"`
		Text     wireText       `json:"text"`
		Because  []wireText     `json:"because"`
	} `json:"findings"`
	Contradictions []struct {
		Evidence [2]string `json:"evidence"`
		Text     wireText  `json:"text"`
	} `json:"contradictions"`
	Advice []struct {
		ID   string   `json:"id"`
		Text wireText `json:"text"`
	} `json:"advice"`
	Missing []struct {
		ID      string         `json:"id"`
		Whom    assess.Owner   `json:"whom"`
		Text    wireText       `json:"text"`
		Message wireText       `json:"message"`
		Could   []assess.State `json:"could"`
		Gain    string         `json:"gain"`
	} `json:"missing"`
	Remedies []struct {
		ID     string    `json:"id"`
		Text   wireText  `json:"text"`
		Needs  wireText  `json:"needs"`
		URL    string    `json:"url"`
		Until  time.Time `json:"until"`
		Letter wireText  `json:"letter"`
	} `json:"remedies"`
	Evidence []wireEvidence `json:"evidence"`
	Faults   []struct {
		File   string         `json:"file"`
		Reason unspent.Reason `json:"reason"`
		Detail string         `json:"detail"`
		Text   wireText       `json:"text"`
		ID     string         `json:"id"`
	} `json:"faults"`
	Timeline []struct {
		At       time.Time `json:"at"`
		Evidence string    `json:"evidence"`
		Text     wireText  `json:"text"`
	} `json:"timeline"`
}

func (w wireAssessment) parse() (Assessment, error) {
	a := Assessment{Brand: w.Brand, At: w.JudgedAt}
	if w.State == "" || w.JudgedAt.IsZero() {
		return a, garbled(nil)
	}
	var err error
	weight := func(name string) assess.Weight {
		i := slices.Index([]string{"none", "hint", "fair", "strong", "proof"}, name)
		if i < 0 {
			err = garbled(nil)
		}
		return assess.Weight(i)
	}
	v := &a.Verdict
	v.State, v.Confidence, v.AsOf, v.Summary = w.State, w.Confidence, w.AsOf, brand.Text(w.Summary)
	for _, f := range w.Findings {
		out := assess.Finding{Rule: f.Rule, Evidence: f.Evidence, State: f.State, Weight: weight(f.Weight), Binding: f.Binding, At: f.At, Text: brand.Text(f.Text)}
		for _, t := range f.Because {
			out.Because = append(out.Because, brand.Text(t))
		}
		v.Findings = append(v.Findings, out)
	}
	for _, c := range w.Contradictions {
		v.Contradictions = append(v.Contradictions, assess.Contradiction{A: c.Evidence[0], B: c.Evidence[1], Text: brand.Text(c.Text)})
	}
	for _, t := range w.Advice {
		v.Advice = append(v.Advice, assess.Advice{ID: t.ID, Text: brand.Text(t.Text)})
	}
	for _, m := range w.Missing {
		v.Missing = append(v.Missing, assess.Ask{ID: m.ID, Whom: m.Whom, Text: brand.Text(m.Text), Message: brand.Text(m.Message), Could: m.Could, Gain: weight(m.Gain)})
	}
	for _, r := range w.Remedies {
		v.Remedies = append(v.Remedies, assess.Remedy{ID: r.ID, Text: brand.Text(r.Text), Needs: brand.Text(r.Needs), URL: r.URL, Until: r.Until, Letter: brand.Text(r.Letter)})
	}
	for _, e := range w.Evidence {
		a.Evidence = append(a.Evidence, e.parse())
	}
	for _, f := range w.Faults {
		if f.Text == (wireText{}) { // of a server that does not word it
			f.Text = wireText{JA: f.Detail, EN: f.Detail}
		}
		a.Faults = append(a.Faults, Fault{f.File, f.Reason, f.Detail, brand.Text(f.Text), f.ID})
	}
	for _, m := range w.Timeline {
		a.Timeline = append(a.Timeline, Moment{m.At, m.Evidence, brand.Text(m.Text)})
	}
	return a, err
}
