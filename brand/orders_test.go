package brand_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// Numbers of orders are found by the shapes of the brand, in the forms in which they stand
// on pages and in pictures; the end of a code, a day and an amount are none.
func TestOrdersIn(t *testing.T) {
	for _, tt := range []struct{ brand, text, want string }{
		{"amazon-jp", "注文番号：250-1234567-1234567（発送済み）", "注文番号：…（発送済み）"},
		{"amazon-jp", "注文 25012345671234567 と D01-1234567-7654321", "注文 … と …"},
		{"apple-jp", "注文番号 W1234567890。", "注文番号 …。"},
		{"apple-us", "Order w123456789 of 2 Nov 2026", "Order … of 2 Nov 2026"},
		{"apple-us", "sold with 250-1234567-1234567", "sold with …"},
		{"google-play-jp", "GPA.1234-5678-9012-34567 ¥1,500", "… ¥1,500"},
		{"google-play-jp", "GPAー1", "GPAー1"},
		{"amazon-jp", "2026年11月2日 xxxx-xxxxxx-A2B3 ￥5,000 2026-11-02", "2026年11月2日 xxxx-xxxxxx-A2B3 ￥5,000 2026-11-02"},
	} {
		p, ok := brand.Builtin().Find(tt.brand)
		if !ok {
			t.Fatalf("no brand %s", tt.brand)
		}
		if got := p.WithoutOrders(tt.text); got != tt.want {
			t.Errorf("%s: %q becomes %q, want %q", tt.brand, tt.text, got, tt.want)
		}
	}
	for _, p := range brand.Builtin().All() {
		for _, s := range p.Orders {
			sample := strings.NewReplacer("9", "4", "X", "4").Replace(s.Shown)
			if got := p.WithoutOrders(sample); got != "…" {
				t.Errorf("%s: %s is not found, it becomes %q", p.ID, sample, got)
			}
		}
	}
}
