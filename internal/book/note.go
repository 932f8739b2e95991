package book

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/unspent-dev/unspent/internal/store"
)

// Note is the line of the staff's log that tells of one call. The book writes it in
// the same step as what it tells of, so that a crash takes both or neither.
type Note struct {
	By      string // id of the key or the person
	Name    string // what was asked for
	Subject string // of what, as far as the caller knows

	written atomic.Bool
}

// Written reports whether the line is stored. What was refused before anything was
// written, and what was answered again, has none: the caller writes that.
func (n *Note) Written() bool { return n != nil && n.written.Load() }

type noteKey struct{}

// WithNote returns a context under which what the book is asked to write is told by n.
func WithNote(ctx context.Context, n *Note) context.Context {
	return context.WithValue(ctx, noteKey{}, n)
}

func noteOf(ctx context.Context) *Note {
	n, _ := ctx.Value(noteKey{}).(*Note)
	return n
}

// line is what the log says, with the id of what was made if something was.
func (n *Note) line(made, outcome string) store.Action {
	return store.Action{By: n.By, Name: n.Name, Subject: strings.TrimSpace(made + " " + n.Subject), Outcome: outcome}
}

// logged is f followed by the line of ctx's note, if there is one.
func (b *Book) logged(ctx context.Context, made string, f func(store.Tx) error) func(store.Tx) error {
	n := noteOf(ctx)
	if n == nil {
		return f
	}
	return func(tx store.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		a := n.line(made, "")
		a.At = b.now()
		return tx.LogAction(ctx, a)
	}
}

// update is the store's Update with the line of ctx's note.
func (b *Book) update(ctx context.Context, made string, f func(store.Tx) error) error {
	err := b.store.Update(ctx, b.logged(ctx, made, f))
	if n := noteOf(ctx); n != nil && err == nil {
		n.written.Store(true)
	}
	return err
}
