package storetest

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// search reads every page of a search.
func search(t *testing.T, s store.Store, q store.CardFilter, limit int) (found []unspent.Card) {
	t.Helper()
	mustView(t, s, func(r store.Reader) error {
		found = nil
		for after := (unspent.CardKey{}); ; {
			page, next, err := r.Search(t.Context(), q, after, limit)
			if err != nil || len(page) > limit {
				return errors.Join(err, t.Context().Err())
			}
			if len(page) == 0 && next != (unspent.CardKey{}) {
				t.Errorf("a page of %+v is empty, and more are left", q)
			}
			found = append(found, page...)
			if next == (unspent.CardKey{}) {
				return nil
			}
			after = next
		}
	})
	return found
}

func testSearch(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 12, 5000, true), issue(2, 20, 3, 700, false), issue(3, 30, 1, 900, true))
	mustRun(t, s, start(), claim(4, 1, "a"), reissue(5, 2, 40), transfer(6, 3, 50))
	mustRun(t, s, start(), issue(7, 70, 1, 100, true), issue(71, 80, 9, 100, true), issue(777, 90, 9, 100, true))
	tests := map[string]struct {
		q    store.CardFilter
		want []int
	}{
		"nothing":          {store.CardFilter{}, nil},
		"order":            {store.CardFilter{Order: "order-2"}, []int{20, 21, 22}},
		"no order":         {store.CardFilter{Order: "order-99"}, nil},
		"part of an order": {store.CardFilter{Order: "order"}, nil},
		"last four":        {store.CardFilter{Last4: "A001"}, []int{1, 11, 21, 81, 91}},
		"both":             {store.CardFilter{Order: "order-2", Last4: "A001"}, []int{21}},
		"recipient":        {store.CardFilter{Recipients: []string{"pty_20", "pty_none"}}, []int{20, 21, 22}},
		"two recipients":   {store.CardFilter{Recipients: []string{"pty_20", "pty_30"}}, []int{20, 21, 22, 30}},
		"and replaced":     {store.CardFilter{Order: "order-1"}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 40, 50}},
		"not for the next": {store.CardFilter{Recipients: []string{"pty_1"}}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 40}},
		"many recipients":  {store.CardFilter{Recipients: append(people(1200), "pty_20")}, []int{20, 21, 22}},
		"the start of one": {store.CardFilter{Order: "order-"}, nil},
		"beside longer":    {store.CardFilter{Order: "order-7"}, []int{70}},
		"all three":        {store.CardFilter{Order: "order-1", Recipients: []string{"pty_1"}, Last4: "A004"}, []int{4}},
	}
	for name, tt := range tests {
		for _, limit := range []int{1, 2, 3, 100} {
			found := search(t, s, tt.q, limit)
			got := map[unspent.Serial]bool{}
			for i, c := range found {
				got[c.Serial] = true
				if i > 0 && string(found[i-1].Key[:]) >= string(c.Key[:]) {
					t.Errorf("%s, limit %d: the order is not that of the keys at %d", name, limit, i)
				}
			}
			want := map[unspent.Serial]bool{}
			for _, n := range tt.want {
				want[serialOf(n)] = true
			}
			if d := diff(got, want); d != "" || len(found) != len(got) {
				t.Errorf("%s, limit %d (-want +got):\n%s", name, limit, d)
			}
		}
	}
}

// people returns ids that no card names.
func people(n int) (ids []string) {
	for i := range n {
		ids = append(ids, "pty_none_"+strconv.Itoa(i))
	}
	return ids
}

func testPartiesNamed(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 1, 5000, true), issue(2, 2, 1, 5000, true), hold(3, 1))
	named := func(text string, limit int) (ids []string) {
		mustView(t, s, func(r store.Reader) (err error) {
			ids, err = r.PartiesNamed(t.Context(), text, limit)
			return err
		})
		return ids
	}
	for text, want := range map[string][]string{"pty_1@例.example": {"pty_1"}, "pty_hold_1@例.example": {"pty_hold_1"}, "PTY_1@例.Example": {"pty_1"}, "pty_1": nil,
		"": nil} {
		if got := named(text, 9); !slices.Equal(got, want) {
			t.Errorf("PartiesNamed(%q) = %q, want %q", text, got, want)
		}
	}
	if got := named("pty_1@例.example", 0); len(got) != 0 {
		t.Errorf("PartiesNamed with no limit left = %q", got)
	}
	mustUpdate(t, s, func(tx store.Tx) error { return tx.EraseParty(t.Context(), "pty_1") })
	if got := named("pty_1@例.example", 9); len(got) != 0 {
		t.Errorf("somebody who was erased is found: %q", got)
	}
}
