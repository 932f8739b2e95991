package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// What is committed while the rows of a Load are being read is in all of the
// state or in none of it, whether it has reached the state file meanwhile or not.
func TestLoadIsOfOneInstant(t *testing.T) {
	t.Parallel()
	for name, written := range map[string]bool{"in the overlay": false, "in the state file": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
			must(t, err)
			must(t, issue(s, 1))
			s.writeGeneration() // card 1 is in the file only
			must(t, issue(s, 2))
			v, late := s.view, false
			v.borrow = func(ctx context.Context) (*reader, func(), error) {
				if !late {
					late = true
					must(t, issue(s, 3), spend(s, 1))
					if written {
						s.writeGeneration()
					}
				}
				return s.borrow(ctx)
			}
			want := store.Want{Accounts: []unspent.Ref{unspent.WorldRef("gift"), unspent.MerchantRef("gift", "m")}}
			for n := 1; n <= 3; n++ {
				serial, _ := cardNo(n)
				want.Serials = append(want.Serials, serial)
			}
			state := store.NewState()
			must(t, v.Load(t.Context(), want, state))
			sum := int64(0)
			for _, c := range state.Cards {
				sum += c.Balance.Units()
			}
			for _, a := range state.Accounts {
				sum += a.Balance.Units()
			}
			if sum != 0 || state.Seq != 4 || len(state.Cards) != 3 {
				t.Errorf("at event %d, %d cards and %d accounts sum to %d; want 3 cards at event 4 that sum to 0", state.Seq, len(state.Cards), len(state.Accounts), sum)
			}
			must(t, s.Close())
		})
	}
}
