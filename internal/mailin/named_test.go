package mailin

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// The brand of a picture is the one whose name stands in it, of two countries that
// whose language it speaks.
func TestNamedBy(t *testing.T) {
	for text, want := range map[string]string{
		"ギフトカード残高 Amazon ギフトカードを登録しました":  "amazon-jp",
		"Amazon.com Gift Card\nredeemed": "amazon-com",
		"Steam ウォレットコードは使用済みです":          "steam",
		"その他のご案内 other one-shot codes":   "",
		"nothing of a card": "",
	} {
		got, longest := "", 0
		for _, p := range brand.Builtin().All() {
			if n := namedBy(text, p); n > longest {
				got, longest = p.ID, n
			}
		}
		if got != want {
			t.Errorf("the brand of %q is %q, want %q", text, got, want)
		}
	}
}
