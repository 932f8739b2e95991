package unspent_test

import (
	"slices"
	"testing"

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
		unspent.Support:  slices.Concat([]unspent.Kind{unspent.Refunded, unspent.Adjusted}, sale, handOver, staff),
		unspent.Auditor:  nil,
		unspent.Partner:  slices.Concat([]unspent.Kind{unspent.Claimed, unspent.Spent}, handOver),
		unspent.Holder:   handOver,
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
