package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// Values that would be statements, patterns or ends of texts if a query were put together
// of them find nothing but what has just this value, in every search.
func TestHostileValues(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
	must(t, err)
	defer s.Close()
	for n := range 3 {
		must(t, issue(s, n))
	}
	must(t, s.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutDocument(t.Context(), store.Document{Kind: "order", ID: "A-1", At: start(), Body: []byte("x")}, "taro")
	}))
	s.writeGeneration()
	before := look(t, s)
	hostile := []string{`' OR '1'='1`, `" OR ""="`, `'; DROP TABLE documents; --`, `%`, `_`, `*`, `?`, `?1`, `:kind`,
		"A-1\x00", "\x00", "A-1' --", `order') UNION SELECT body FROM documents --`, `\`, "ｏｒｄｅｒ"}
	found := func(kind, key, id, order, last4, party string) (n int) {
		t.Helper()
		must(t, s.View(t.Context(), func(r store.Reader) error {
			all, err := r.Documents(t.Context(), store.Pick{Kind: kind, Key: key, Limit: 100})
			must(t, err)
			one, err := r.Document(t.Context(), kind, id)
			must(t, err)
			if one.ID != "" {
				n++
			}
			named, err := r.PartiesNamed(t.Context(), party, 100)
			must(t, err)
			n += len(all) + len(named)
			for _, q := range []store.CardFilter{{Order: order}, {Last4: last4}, {Recipients: []string{party}}} {
				cards, _, err := r.Search(t.Context(), q, unspent.CardKey{}, 100)
				must(t, err)
				n += len(cards)
			}
			_, err = r.Party(t.Context(), party)
			return err
		}))
		return n
	}
	for _, h := range hostile {
		if n := found(h, "", h, h, h, h) + found("order", h, h, h, h, h) + found(h, h, h, h, h, h); n != 0 {
			t.Errorf("%q finds %d", h, n)
		}
		must(t, s.Update(t.Context(), func(tx store.Tx) error {
			return tx.PutDocument(t.Context(), store.Document{Kind: "of " + h, ID: h, At: start(), Body: []byte(h)}, h)
		}))
		if n := found("of "+h, h, h, h, h, h); n != 2 {
			t.Errorf("what is kept under %q is found %d times, want once in a list and once by itself", h, n)
		}
		must(t, s.Update(t.Context(), func(tx store.Tx) error { return tx.DropDocument(t.Context(), "of "+h, h) }))
	}
	if n := found("order", "taro", "A-1", orderNumber, "none", "taro@例.example"); n != 1+1+3+3 {
		t.Errorf("what was there before is found %d times", n)
	}
	if d := cmp.Diff(before, look(t, s)); d != "" {
		t.Errorf("the book is another one (-want +got):\n%s", d)
	}
}
