package unspent_test

import (
	"slices"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// TestMay writes the table of permissions again, role by role.
func TestMay(t *testing.T) {
	handOver := []unspent.Kind{unspent.Held, unspent.Released, unspent.Unheld, unspent.Taken, unspent.Transferred}
	sale := []unspent.Kind{unspent.Activated, unspent.Deactivated}
	staff := []unspent.Kind{unspent.Reissued, unspent.Frozen, unspent.Unfrozen, unspent.Voided}
	want := map[unspent.Role][]unspent.Kind{
		unspent.Admin:    unspent.Kinds(),
		unspent.System:   unspent.Kinds(),
		unspent.Issuer:   slices.Concat([]unspent.Kind{unspent.Issued, unspent.Claimed}, sale, handOver, staff),
		unspent.Store:    sale,
		unspent.Merchant: slices.Concat([]unspent.Kind{unspent.Spent, unspent.Refunded}, handOver),
		unspent.Support:  slices.Concat([]unspent.Kind{unspent.Refunded, unspent.Adjusted, unspent.Unclaimed, unspent.Closed}, sale, handOver, staff),
		unspent.Auditor:  nil,
		unspent.Partner:  slices.Concat([]unspent.Kind{unspent.Claimed, unspent.Spent}, handOver),
		unspent.Holder:   slices.Concat([]unspent.Kind{unspent.Claimed}, handOver),
		"":               nil,
		"root":           nil,
	}
	for role, kinds := range want {
		for _, k := range unspent.Kinds() {
			if got := (unspent.Actor{Role: role}).May(k); got != slices.Contains(kinds, k) {
				t.Errorf("role %q may ask for %s: %t, want %t", role, k, got, !got)
			}
		}
		if got := (unspent.Actor{Role: role}).May("stolen"); got != (role == unspent.Admin || role == unspent.System) {
			t.Errorf("role %q may ask for an unknown kind: %t", role, got)
		}
	}
	for _, role := range []unspent.Role{unspent.Holder, unspent.System, ""} {
		if slices.Contains(unspent.KeyRoles(), role) {
			t.Errorf("an API key may have role %q", role)
		}
	}
}

func TestMayUndo(t *testing.T) {
	sold := day(1)
	tests := map[string]struct {
		by   unspent.Actor
		at   time.Time
		want bool
	}{
		"the store that sold it":     {unspent.Actor{ID: "till", Role: unspent.Store}, sold.Add(time.Hour), true},
		"at the end of its window":   {unspent.Actor{ID: "till", Role: unspent.Store}, sold.Add(unspent.UndoWindow), true},
		"after its window":           {unspent.Actor{ID: "till", Role: unspent.Store}, sold.Add(unspent.UndoWindow + 1), false},
		"another store":              {unspent.Actor{ID: "other", Role: unspent.Store}, sold, false},
		"support, long afterwards":   {unspent.Actor{ID: "desk", Role: unspent.Support}, sold.AddDate(1, 0, 0), true},
		"an admin, long afterwards":  {unspent.Actor{ID: "root", Role: unspent.Admin}, sold.AddDate(1, 0, 0), true},
		"an issuer, long afterwards": {unspent.Actor{ID: "shop", Role: unspent.Issuer}, sold.AddDate(1, 0, 0), true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sale := unspent.Sale{By: "till", At: sold}
			if got := tt.by.MayUndo(sale, tt.at); got != tt.want {
				t.Errorf("%+v.MayUndo at %s = %t, want %t", tt.by, tt.at, got, tt.want)
			}
		})
	}
}
