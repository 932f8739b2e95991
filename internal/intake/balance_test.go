package intake

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

func TestBalance(t *testing.T) {
	tests := map[string]struct {
		brand, text string
		amount      int64 // of the case, in minor units; 0: not told
		want        brand.Meaning
	}{
		"full":                      {"starbucks-jp", "カード残高照会\n現在の残高\n￥3,000", 3000, brand.BalanceFull},
		"in one line":               {"starbucks-jp", "残高：3,000円（2026年11月29日現在）", 3000, brand.BalanceFull},
		"part":                      {"starbucks-jp", "カード残高 ￥1,280", 3000, brand.BalancePart},
		"zero":                      {"apple-jp", "ギフトカードの残高\n￥0", 3000, brand.BalanceZero},
		"zero, nothing told":        {"apple-jp", "ギフトカードの残高\n￥0", 0, brand.BalanceZero},
		"the face stands there":     {"quo-card-pay", "額面 1,000円\n残高 1,000円", 0, brand.BalanceFull},
		"no face is known":          {"starbucks-jp", "残高 ￥1,280", 0, brand.NothingToTell},
		"more than the card had":    {"starbucks-jp", "残高 ￥9,280", 3000, brand.NothingToTell},
		"english":                   {"target", "Gift card balance\nAvailable balance $25.00", 2500, brand.BalanceFull},
		"english, some is left":     {"walmart", "Your balance: $3.17", 2500, brand.BalancePart},
		"the balance of an account": {"apple-jp", "Apple Accountの残高 ￥3,000", 3000, ""},
		"a brand without look-up":   {"amazon-jp", "ギフトカード残高 ￥5,000", 5000, ""},
		"a button, not a balance":   {"starbucks-jp", "残高照会するには番号を入力してください ￥3,000", 3000, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, ok := brand.Builtin().Find(tt.brand)
			if !ok {
				t.Fatalf("no brand %s", tt.brand)
			}
			cur, err := unspent.ParseCurrency(p.Currency)
			if err != nil {
				t.Fatal(err)
			}
			o := Options{Brand: p, All: brand.Builtin()}
			if tt.amount > 0 {
				o.Card.Amount = unspent.NewMoney(tt.amount, cur)
			}
			in, err := Read(t.Context(), "balance.txt", []byte(tt.text), o)
			if err != nil {
				t.Fatal(err)
			}
			var got brand.Meaning
			if e := in.Evidence[0]; e.Kind == assess.Balance {
				got = e.Says
			}
			if got != tt.want {
				t.Errorf("Read(%q) says %q (%+v), want %q", tt.text, got, in.Evidence, tt.want)
			}
		})
	}
}
