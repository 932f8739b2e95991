package sim

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Faults is a store that breaks writes both ways. It is safe for concurrent use
// if the store inside is.
type Faults struct {
	store.Store

	mu      sync.Mutex // guards what follows
	random  *rand.Rand
	percent int // of the updates
	lost    int
	hidden  int
}

// NewFaults returns a store over st that breaks percent of a hundred updates:
// half are lost, half are stored and reported lost. Reads fail half as often.
func NewFaults(st store.Store, seed uint64, percent int) *Faults {
	return &Faults{Store: st, random: rand.New(rand.NewPCG(seed, 2)), percent: percent}
}

// Set changes how many of a hundred updates break.
func (s *Faults) Set(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.percent = percent
}

// Broken returns how many updates were lost, and how many were stored and
// reported lost.
func (s *Faults) Broken() (lost, hidden int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lost, s.hidden
}

// errBroken is what a driver might say: an error of the system, or one of ours.
func (s *Faults) errBroken() error {
	if s.random.IntN(2) == 0 {
		return errors.New("the disk is gone")
	}
	return unspent.Errorf(unspent.Unavailable, "the outcome is not known")
}

// fate says what becomes of the next update: nil, nil if nothing does.
func (s *Faults) fate() (before, after error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch n := s.random.IntN(200); {
	case n < s.percent:
		s.lost++
		return s.errBroken(), nil
	case n < 2*s.percent:
		s.hidden++
		return nil, s.errBroken()
	}
	return nil, nil
}

// Update implements [store.Store].
func (s *Faults) Update(ctx context.Context, f func(store.Tx) error) error {
	before, after := s.fate()
	err := s.Store.Update(ctx, func(tx store.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		return before
	})
	if err == nil {
		err = after
	}
	return err
}

// View implements [store.Store].
func (s *Faults) View(ctx context.Context, f func(store.Reader) error) error {
	s.mu.Lock()
	broken := s.random.IntN(200) < s.percent
	s.mu.Unlock()
	if broken {
		return errors.New("the disk is gone")
	}
	return s.Store.View(ctx, f)
}
