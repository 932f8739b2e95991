package store

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
)

// Correction says that the events up to one were dated by a clock that was ahead,
// and what the time was when somebody noticed. What those events say stays as it
// is; the next one may be dated earlier than they are.
type Correction struct {
	Seq  unspent.Seq // the newest event at that time
	Was  time.Time   // what it is dated
	To   time.Time   // what the time was
	By   string      // id of the key
	Note string      // why, in the words of who did it
}

// correctionBody is how a correction is kept.
type correctionBody struct {
	Seq  int64     `json:"seq"`
	Was  time.Time `json:"was"`
	By   string    `json:"by"`
	Note string    `json:"note"`
}

// Document returns c as what belongs to the book and is no event.
func (c Correction) Document() (Document, error) {
	return Doc[correctionBody]{c.Seq.EventID(), c.To, correctionBody{int64(c.Seq), c.Was, c.By, c.Note}}.Document(KindClock)
}

// Corrections returns every correction, in the order of their events.
func Corrections(ctx context.Context, r Documents) (all []Correction, err error) {
	for after := (Place{}); ; {
		page, err := r.Documents(ctx, Pick{Kind: KindClock, After: after, Limit: correctionPage})
		if err != nil {
			return nil, err
		}
		for _, d := range page {
			doc, err := ReadDoc[correctionBody](d)
			if err != nil {
				return nil, unspent.Errorf(unspent.Internal, "a correction of the clock cannot be read")
			}
			b := doc.Body
			all = append(all, Correction{unspent.Seq(b.Seq), b.Was, d.At, b.By, b.Note})
			after = d.Place()
		}
		if len(page) < correctionPage {
			return all, nil
		}
	}
}

// correctionPage is how many corrections are read at a time.
const correctionPage = 100

// Newest returns when the newest event happened, as the corrections tell: no new
// event is dated earlier.
func (s *State) Newest(all []Correction) time.Time {
	for _, c := range all {
		if c.Seq == s.Seq && c.To.Before(s.At) {
			return c.To
		}
	}
	return s.At
}

// Straight returns when e happened, as the corrections tell: along the journal
// these times never run backwards.
func Straight(all []Correction, e unspent.Event) time.Time {
	at := e.At
	for _, c := range all {
		if e.Seq <= c.Seq && c.To.Before(at) {
			at = c.To
		}
	}
	return at
}

// Straightened returns a reader like r whose events are dated as the corrections
// tell, for whoever counts by time. Their hashes are not of those times.
func Straightened(ctx context.Context, r Reader) (Reader, error) {
	all, err := Corrections(ctx, r)
	if err != nil || len(all) == 0 {
		return r, err
	}
	return straight{r, all}, nil
}

type straight struct {
	Reader
	all []Correction
}

// Journal implements [Reader].
func (s straight) Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	return s.Reader.Journal(ctx, from, func(e unspent.Event) error {
		e.At = Straight(s.all, e)
		return f(e)
	})
}
