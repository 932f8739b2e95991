package memory

import (
	"context"
	"sync"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Store is a book in memory. It is safe for concurrent use.
type Store struct {
	mu      sync.RWMutex // guards everything below
	closed  bool
	journal []unspent.Event // journal[seq-1]; events are never changed once appended
	book    *store.State    // the fold of the journal
	seals   map[unspent.Seq]store.Seal
	parties map[string]string

	programs map[string]unspent.Program
	keys     map[string]store.APIKey

	documents map[name]filed
	actions   []store.Action
}

var _ store.Store = (*Store)(nil)

// New returns an empty book.
func New() *Store {
	return &Store{
		book:     store.NewState(),
		seals:    map[unspent.Seq]store.Seal{},
		parties:  map[string]string{},
		programs: map[string]unspent.Program{},
		keys:     map[string]store.APIKey{},

		documents: map[name]filed{},
	}
}

// View implements [store.Store]. Each call of f's Reader sees the newest state;
// none keeps an Update waiting for longer than that call.
func (s *Store) View(ctx context.Context, f func(store.Reader) error) error {
	s.mu.RLock()
	err := s.usable(ctx)
	s.mu.RUnlock()
	if err != nil {
		return err
	}
	return f(reader{s, false})
}

// usable fails if s is closed or ctx is done. The caller holds mu.
func (s *Store) usable(ctx context.Context) error {
	if s.closed {
		return unspent.Errorf(unspent.Unavailable, "the store is closed")
	}
	return ctx.Err()
}

// Update implements [store.Store]. It never runs f twice.
func (s *Store) Update(ctx context.Context, f func(store.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	t := &tx{reader: reader{s, true}}
	done := false
	defer func() { // runs when f panics, too
		if !done {
			t.rollBack()
		}
	}()
	if err := f(t); err != nil {
		return err
	}
	done = true
	return nil
}

// Close implements [store.Store].
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}
