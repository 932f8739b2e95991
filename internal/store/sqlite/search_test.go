package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// orders returns how often each card is found by the order number that all have.
func orders(t *testing.T, v view, limit int) map[unspent.Serial]int {
	t.Helper()
	found := map[unspent.Serial]int{}
	for after := (unspent.CardKey{}); ; {
		cards, next, err := v.Search(t.Context(), store.CardFilter{Order: orderNumber}, after, limit)
		must(t, err)
		for _, c := range cards {
			found[c.Serial]++
		}
		if next == (unspent.CardKey{}) {
			return found
		}
		after = next
	}
}

// A search finds every card once, whatever is written and dropped while it reads
// the table.
func TestSearchBesideWrites(t *testing.T) {
	t.Parallel()
	tests := map[string]func(t *testing.T, s *Store){
		"nothing":              func(*testing.T, *Store) {},
		"a change":             func(t *testing.T, s *Store) { must(t, spend(s, 1)) },
		"a generation":         func(_ *testing.T, s *Store) { s.writeGeneration() },
		"a changed generation": func(t *testing.T, s *Store) { must(t, spend(s, 1), spend(s, 5)); s.writeGeneration() },
		"several generations": func(t *testing.T, s *Store) {
			for range 3 {
				must(t, spend(s, 1), spend(s, 6))
				s.writeGeneration()
			}
		},
	}
	for name, meanwhile := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
			must(t, err)
			defer s.Close()
			for n := range 8 {
				must(t, issue(s, n))
				if n == 4 {
					s.writeGeneration() // the later ones are in the overlay only
				}
			}
			for _, limit := range []int{1, 3, 100} {
				for _, late := range []bool{false, true} { // before the table is seen, and after
					v := s.view
					v.scan = func() (*reader, error) {
						r, err := s.view.scan()
						if err == nil && late {
							must(t, exec(r.state, "BEGIN", func(*row) {}))
							_, err = number(r.state, "SELECT count(*) FROM cards")
						}
						meanwhile(t, s)
						return r, err
					}
					found := orders(t, v, limit)
					for n := range 8 {
						if serial, _ := cardNo(n); found[serial] != 1 {
							t.Errorf("limit %d: card %d was found %d times, want once", limit, n, found[serial])
						}
					}
				}
			}
		})
	}
}

// A search ends when its caller goes away, in the middle of the table.
func TestSearchEnds(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
	must(t, err)
	defer s.Close()
	must(t, issue(s, 1))
	s.writeGeneration()
	ctx, cancel := context.WithCancel(t.Context())
	v := s.view
	v.scan = func() (*reader, error) {
		cancel()
		return s.view.scan()
	}
	_, _, err = v.Search(ctx, store.CardFilter{Last4: "7Q2M"}, unspent.CardKey{}, 10)
	wantRefused(t, "Search", err, unspent.Unavailable)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v, want it to say that it was cancelled", err)
	}
}
