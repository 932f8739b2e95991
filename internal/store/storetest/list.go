package storetest

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// listed reads every page of the list of cards, and does something between two.
func listed(ctx context.Context, r store.Reader, limit int, between func()) (all []unspent.Card, err error) {
	for after := (unspent.Serial{}); ; {
		page, next, err := r.Cards(ctx, after, limit)
		if all = append(all, page...); err != nil || next.IsZero() {
			return all, err
		}
		between()
		after = next
	}
}

func inOrder(a, b unspent.Serial) int { return int(max(-1, min(1, a.Number()-b.Number()))) }

func testCards(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 12, 5000, true), issue(2, 20, 3, 700, false))
	mustRun(t, s, start(), claim(4, 1, "a"), reissue(5, 2, 40))
	want := make([]unspent.Serial, 0, 16)
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 21, 22, 40} {
		want = append(want, serialOf(n))
	}
	slices.SortFunc(want, inOrder)
	look := func(where string, r store.Reader) {
		for _, limit := range []int{1, 2, 3, 16, 17, 100} {
			cards, err := listed(t.Context(), r, limit, func() {})
			if err != nil {
				t.Fatalf("%s, limit %d: %v", where, limit, err)
			}
			into, got := store.NewState(), make([]unspent.Serial, len(cards))
			for i, c := range cards {
				got[i] = c.Serial
			}
			if d := diff(got, want); d != "" {
				t.Errorf("%s, limit %d (-want +got):\n%s", where, limit, d)
			}
			if err := r.Load(t.Context(), store.Want{Serials: got}, into); err != nil {
				t.Fatal(err)
			}
			for _, c := range cards {
				if d := diff(c, into.Cards[c.Serial]); d != "" {
					t.Errorf("%s, card %s is not as it is loaded (-want +got):\n%s", where, c.Serial, d)
				}
			}
		}
	}
	mustView(t, s, func(r store.Reader) error { look("View", r); return nil })
	mustUpdate(t, s, func(tx store.Tx) error { look("Update", tx); return nil })
	mustView(t, s, func(r store.Reader) error {
		if cards, next, err := r.Cards(t.Context(), want[15], 3); len(cards) != 0 || !next.IsZero() || err != nil {
			t.Errorf("behind the last card: %d cards, %s, %v", len(cards), next, err)
		}
		return nil
	})
}

// testCardsBesideWrites lists while cards are made, used and replaced.
func testCardsBesideWrites(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 60, 5000, true))
	n := 0
	between := func() {
		n++
		mustRun(t, s, start(), issue(1000+n, 1000+10*n, 9, 100, true), spend(2000+n, 1+n%60, 10), reissue(3000+n, 1+n*7%60, 5000+n))
	}
	mustView(t, s, func(r store.Reader) error {
		cards, err := listed(t.Context(), r, 7, between)
		times := map[unspent.Serial]int{}
		for i, c := range cards {
			if times[c.Serial]++; i > 0 && inOrder(cards[i-1].Serial, c.Serial) >= 0 {
				t.Errorf("card %s is behind %s", c.Serial, cards[i-1].Serial)
			}
		}
		for i := range 60 {
			if got := times[serialOf(i+1)]; got != 1 {
				t.Error("card " + strconv.Itoa(i+1) + " was listed " + strconv.Itoa(got) + " times")
			}
		}
		return err
	})
}
