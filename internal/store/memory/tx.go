package memory

import (
	"bytes"
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// tx writes in place and remembers how to take it back. It lives inside one
// Update, which holds the store's lock.
type tx struct {
	reader
	undo     []func() // in the order of the writes
	appended bool
}

// Refresh implements [store.Tx].
func (t *tx) Refresh(ctx context.Context, want store.Want, s *store.State) error {
	*s = *store.NewState()
	return t.Load(ctx, want, s)
}

func (t *tx) rollBack() {
	for i := len(t.undo) - 1; i >= 0; i-- {
		t.undo[i]()
	}
}

// put sets m[k] to v.
func put[K comparable, V any](t *tx, m map[K]V, k K, v V) {
	old, had := m[k]
	t.undo = append(t.undo, func() {
		if had {
			m[k] = old
		} else {
			delete(m, k)
		}
	})
	m[k] = v
}

// drop deletes m[k].
func drop[K comparable, V any](t *tx, m map[K]V, k K) {
	if old, had := m[k]; had {
		t.undo = append(t.undo, func() { m[k] = old })
		delete(m, k)
	}
}

// Append implements [store.Tx]. Of st it takes the journal only, and folds it
// again on what is kept.
func (t *tx) Append(ctx context.Context, st *store.State, seals []store.Seal, parties []store.Party) error {
	switch {
	case t.appended:
		return unspent.Errorf(unspent.Internal, "a second append in one update")
	case st.Seq-unspent.Seq(len(st.Journal)) != t.s.book.Seq:
		return unspent.Errorf(unspent.Internal, "events up to %d do not follow the journal's %d", st.Seq, t.s.book.Seq)
	}
	fold := store.NewState()
	if err := t.Load(ctx, touched(st.Journal), fold); err != nil {
		return err
	}
	for _, e := range st.Journal {
		if e.Seq != fold.Seq+1 {
			return unspent.Errorf(unspent.Internal, "event %d does not follow event %d", e.Seq, fold.Seq)
		}
		if err := fold.Apply(e); err != nil {
			return err
		}
	}
	t.appended = true
	t.keep(fold, st.Journal)
	for _, seal := range seals {
		seal.Box = bytes.Clone(seal.Box)
		put(t, t.s.seals, seal.Seq, seal)
	}
	for _, p := range parties {
		put(t, t.s.parties, p.ID, p.Text)
	}
	return nil
}

// touched names everything that events change.
func touched(events []unspent.Event) store.Want {
	var want store.Want
	for _, e := range events {
		for _, ref := range [...]unspent.Ref{e.Debit, e.Credit} {
			if serial, ok := ref.Serial(); ok {
				want.Serials = append(want.Serials, serial)
			} else if ref != "" {
				want.Accounts = append(want.Accounts, ref)
			}
		}
		want.Requests = append(want.Requests, e.Request)
		if e.Corrects() {
			want.Refunded = append(want.Refunded, e.Of)
		}
	}
	return want
}

// keep takes over what fold holds after events.
func (t *tx) keep(fold *store.State, events []unspent.Event) {
	book := t.s.book
	for serial, c := range fold.Cards {
		put(t, book.Cards, serial, c)
		put(t, book.Codes, c.Key, serial)
	}
	for ref, a := range fold.Accounts {
		put(t, book.Accounts, ref, a)
	}
	for id, a := range fold.Answers {
		put(t, book.Answers, id, a)
	}
	for seq, r := range fold.Refunded {
		put(t, book.Refunded, seq, r)
	}
	n, seq, at := len(t.s.journal), book.Seq, book.At
	t.undo = append(t.undo, func() {
		t.s.journal = t.s.journal[:n]
		book.Seq, book.At = seq, at
	})
	t.s.journal = append(t.s.journal, events...)
	book.Seq, book.At = fold.Seq, fold.At
}

// PutProgram implements [store.Tx].
func (t *tx) PutProgram(_ context.Context, p unspent.Program) error {
	if _, taken := t.s.programs[p.ID]; taken {
		return unspent.Errorf(unspent.Conflict, "there is a program %q already", p.ID)
	}
	put(t, t.s.programs, p.ID, p)
	return nil
}

// PutKey implements [store.Tx].
func (t *tx) PutKey(_ context.Context, k store.APIKey) error {
	if _, taken := t.s.keys[k.ID]; taken {
		return unspent.Errorf(unspent.Conflict, "there is an API key %q already", k.ID)
	}
	put(t, t.s.keys, k.ID, k)
	return nil
}

// RevokeKey implements [store.Tx]. The first time counts.
func (t *tx) RevokeKey(_ context.Context, id string, at time.Time) error {
	k, ok := t.s.keys[id]
	if !ok {
		return unspent.Errorf(unspent.NotFound, "there is no API key %q", id)
	}
	if k.RevokedAt.IsZero() {
		k.RevokedAt = at
		put(t, t.s.keys, id, k)
	}
	return nil
}

// EraseParty implements [store.Tx].
func (t *tx) EraseParty(_ context.Context, id string) error {
	drop(t, t.s.parties, id)
	return nil
}

// EraseSeals implements [store.Tx].
func (t *tx) EraseSeals(_ context.Context, now time.Time) (int, error) {
	erased := 0
	for seq, seal := range t.s.seals {
		if !now.Before(seal.Until) {
			drop(t, t.s.seals, seq)
			erased++
		}
	}
	return erased, nil
}

// EraseSeal implements [store.Tx].
func (t *tx) EraseSeal(_ context.Context, seq unspent.Seq) error {
	drop(t, t.s.seals, seq)
	return nil
}
