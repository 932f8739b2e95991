package brand_test

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

func TestBuiltinLint(t *testing.T) {
	for _, p := range brand.Builtin().All() {
		for _, f := range brand.Lint(p) {
			t.Errorf("%s: %s", p.ID, f)
		}
	}
}
