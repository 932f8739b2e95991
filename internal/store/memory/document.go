package memory

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/unspent-dev/unspent/internal/store"
)

// name is what a document is put and found by.
type name struct{ kind, id string }

// filed is a document with its keys.
type filed struct {
	store.Document
	keys []string
}

// Document implements [store.Documents].
func (r reader) Document(_ context.Context, kind, id string) (store.Document, error) {
	defer r.lock()()
	return r.s.documents[name{kind, id}].copy(), nil
}

func (f filed) copy() store.Document {
	d := f.Document
	d.Body = bytes.Clone(d.Body)
	return d
}

// Documents implements [store.Documents].
func (r reader) Documents(_ context.Context, p store.Pick) ([]store.Document, error) {
	defer r.lock()()
	var found []store.Document
	for _, f := range r.s.documents {
		if f.Kind == p.Kind && (p.Key == "" || slices.Contains(f.keys, p.Key)) && (p.Until.IsZero() || !f.At.After(p.Until)) && behind(f.Place(), p) {
			found = append(found, f.copy())
		}
	}
	slices.SortFunc(found, func(a, b store.Document) int {
		if p.Newest {
			a, b = b, a
		}
		return compare(a.Place(), b.Place())
	})
	return found[:min(len(found), max(p.Limit, 0))], nil
}

// behind reports whether a walk comes to at after the place that it goes on from.
func behind(at store.Place, p store.Pick) bool {
	if p.After == (store.Place{}) {
		return true
	}
	c := compare(at, p.After)
	return c > 0 && !p.Newest || c < 0 && p.Newest
}

func compare(a, b store.Place) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) }

// Actions implements [store.Documents].
func (r reader) Actions(_ context.Context, before int64, limit int) ([]store.Action, error) {
	defer r.lock()()
	end := len(r.s.actions)
	if before > 0 {
		end = int(min(before-1, int64(end)))
	}
	last := slices.Clone(r.s.actions[max(end-max(limit, 0), 0):end])
	slices.Reverse(last)
	return last, nil
}

// PutDocument implements [store.DocumentWriter].
func (t *tx) PutDocument(_ context.Context, d store.Document, keys ...string) error {
	d.Body = bytes.Clone(d.Body)
	put(t, t.s.documents, name{d.Kind, d.ID}, filed{d, slices.Clone(keys)})
	return nil
}

// DropDocument implements [store.DocumentWriter].
func (t *tx) DropDocument(_ context.Context, kind, id string) error {
	drop(t, t.s.documents, name{kind, id})
	return nil
}

// LogAction implements [store.DocumentWriter].
func (t *tx) LogAction(_ context.Context, a store.Action) error {
	a.N = int64(len(t.s.actions)) + 1
	t.s.actions = append(t.s.actions, a)
	t.undo = append(t.undo, func() { t.s.actions = t.s.actions[:a.N-1] })
	return nil
}
