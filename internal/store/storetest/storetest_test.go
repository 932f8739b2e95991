package storetest_test

import (
	"context"
	"sync"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/storetest"
)

// shelf is a store that outlives its opening: each Close gives up one opening of
// a memory store, which the next open of the same folder finds again.
type shelf struct {
	store.Store
	mu     sync.RWMutex
	closed bool
}

func (s *shelf) Update(ctx context.Context, f func(store.Tx) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return unspent.Errorf(unspent.Unavailable, "the store is closed")
	}
	return s.Store.Update(ctx, f)
}

func (s *shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

// TestExerciseReopen shows that the suite for durable drivers can be passed.
func TestExerciseReopen(t *testing.T) {
	var mu sync.Mutex
	kept := map[string]store.Store{}
	storetest.ExerciseReopen(t, func(t *testing.T, dir string) store.Store {
		mu.Lock()
		defer mu.Unlock()
		if kept[dir] == nil {
			kept[dir] = memory.New()
		}
		return &shelf{Store: kept[dir]}
	})
}

func Example() {
	// In a driver's own test file:
	_ = func(t *testing.T) {
		storetest.Exercise(t, func(*testing.T) store.Store { return memory.New() })
	}
	// Output:
}
