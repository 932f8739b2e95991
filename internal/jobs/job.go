package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Job is one piece of work.
type Job struct {
	ID     string          // its owner's; a queue has no two jobs of one id
	At     time.Time       // when it is tried next; of a dead one, when it died
	Work   json.RawMessage // what it is about, its owner's business; nil if the id says it all
	Tries  int             // that failed
	Cut    int             // tries that were cut short: nobody knows how they ended
	Said   string          // why the last try failed
	Reason unspent.Reason  // the same, to be told in any language
	lease  string          // while it is being tried: by it a worker knows its own mark
}

// body is a job as it is stored.
type body struct {
	V      int             `json:"v"`
	Work   json.RawMessage `json:"work,omitempty"`
	Tries  int             `json:"tries,omitempty"`
	Cut    int             `json:"unsure,omitempty"`
	Lease  string          `json:"try,omitempty"`
	Said   string          `json:"said,omitempty"`
	Reason unspent.Reason  `json:"reason,omitempty"`
}

func (j Job) document(kind string) (store.Document, error) {
	text, err := json.Marshal(body{1, j.Work, j.Tries, j.Cut, j.lease, j.Said, j.Reason})
	return store.Document{Kind: kind, ID: j.ID, At: j.At, Body: text}, err
}

// read is the inverse of document. Of one that cannot be read it returns the id.
func read(d store.Document) (Job, error) {
	var b body
	if len(d.Body) > 0 {
		if err := json.Unmarshal(d.Body, &b); err != nil {
			return Job{ID: d.ID, At: d.At}, err
		}
	}
	if b.V == 0 { // of a program that had mails and orders only: all of it is what the job is about
		b.Work = d.Body
	}
	return Job{d.ID, d.At, b.Work, b.Tries, b.Cut, b.Said, b.Reason, b.Lease}, nil
}

// deadKind returns the kind of the documents of dead jobs.
func deadKind(kind string) string { return kind + "-dead" }

// Put adds a job to a queue, or begins the one with this id anew.
func Put(ctx context.Context, tx store.Tx, kind string, j Job) error {
	d, err := Job{ID: j.ID, At: j.At, Work: j.Work}.document(kind)
	if err != nil {
		return err
	}
	if err := tx.DropDocument(ctx, deadKind(kind), j.ID); err != nil {
		return err
	}
	return tx.PutDocument(ctx, d)
}

// Hurry lets a job that failed, and waits for its next try, be tried now; false if there
// is none. One that is being tried, or waits for something else, is left alone.
func Hurry(ctx context.Context, tx store.Tx, kind, id string, now time.Time) (waits bool, err error) {
	d, err := tx.Document(ctx, kind, id)
	if err != nil || d.ID == "" {
		return false, err
	}
	j, err := read(d)
	if err != nil || j.lease != "" || j.Said == "" || !j.At.After(now) {
		return true, nil // one that cannot be read is the worker's business
	}
	j.At = now
	if d, err = j.document(kind); err != nil {
		return true, err
	}
	return true, tx.PutDocument(ctx, d)
}

// Drop forgets a job, dead or not.
func Drop(ctx context.Context, tx store.Tx, kind, id string) error {
	return errors.Join(tx.DropDocument(ctx, kind, id), tx.DropDocument(ctx, deadKind(kind), id))
}

// One returns a job, dead or not; ok is false if there is none with this id.
func One(ctx context.Context, r store.Documents, kind, id string) (j Job, dead, ok bool, err error) {
	d, err := r.Document(ctx, kind, id)
	if err == nil && d.ID == "" {
		dead = true
		d, err = r.Document(ctx, deadKind(kind), id)
	}
	if err != nil || d.ID == "" {
		return Job{}, false, false, err
	}
	j, err = read(d)
	return j, dead, err == nil, err
}

// Waiting returns jobs that are not done, those that are tried next first.
func Waiting(ctx context.Context, r store.Documents, kind string) ([]Job, error) {
	return list(ctx, r, store.Pick{Kind: kind, Limit: MaxList})
}

// Dead returns jobs that are not tried any more, the newest first.
func Dead(ctx context.Context, r store.Documents, kind string) ([]Job, error) {
	return list(ctx, r, store.Pick{Kind: deadKind(kind), Limit: MaxList, Newest: true})
}

func list(ctx context.Context, r store.Documents, p store.Pick) ([]Job, error) {
	found, err := r.Documents(ctx, p)
	all := make([]Job, len(found))
	for i, d := range found {
		all[i], _ = read(d) // of one that is damaged, its id
	}
	return all, err
}

// Retry lets a dead job be tried once more, from the beginning; NotFound if there is
// none with this id.
func Retry(ctx context.Context, tx store.Tx, kind, id string, now time.Time) error {
	d, err := tx.Document(ctx, deadKind(kind), id)
	if err != nil {
		return err
	}
	if d.ID == "" {
		return unspent.Errorf(unspent.NotFound, "there is no such dead job")
	}
	j, err := read(d)
	if err != nil {
		return err
	}
	j.At = now
	return Put(ctx, tx, kind, j)
}

func same(x, y store.Document) bool {
	return x.ID == y.ID && x.At.Equal(y.At) && bytes.Equal(x.Body, y.Body)
}
