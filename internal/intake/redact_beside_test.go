package intake_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestRow16SymbolsBeside cuts a code whatever stands right behind or before it: a
// symbol that could belong to a word does not save it.
func TestRow16SymbolsBeside(t *testing.T) {
	all := brand.Builtin()
	for _, symbol := range []string{"!", "?", ".", ",", ";", ":", ")", "]", "}", ">", "」", "』", "。", "、", "！", "？", "\"", "'", "*", "#", "%", "&", "@", "…", "★",
		"♪"} {
		for _, text := range []string{"AQ7K-9XTMRB-7Q2M" + symbol, symbol + "AQ7K-9XTMRB-7Q2M", symbol + "AQ7K-9XTMRB-7Q2M" + symbol + "です"} {
			if got, n := intake.RedactAll(all, text); n != 1 || strings.Contains(got, "9XTMRB") {
				t.Errorf("RedactAll(%q) = %q, %d", text, got, n)
			}
		}
	}
}
