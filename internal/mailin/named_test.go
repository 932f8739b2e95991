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
		"Steam ウォレットコードは使用済みです":          "steam-jp",
		"その他のご案内 other one-shot codes":   "",
		"nothing of a card":                 "",
		"Netflix gift card $50":             "",
		"Gift card of an unspent program":   "",
		"Your targeted offer":               "",
		"Your target is near: 3 more cards": "",
		"Target\nYour gift is here":         "",
		"Target Gift Card $50":              "target",
		"TARGET GIFTCARD":                   "target",
		"Shop on-line for gifts":            "",
		"The line is busy. Gift card":       "",
		"An online gift card":               "",
		"LINE ギフト が届きました":                   "line-gift",
		"paid with Visa card ending 1234":   "",
		"Visa gift card":                    "prepaid-visa-us",
		"vanilla ice cream gift card":       "",
		"Pineapple gift card":               "",
		"Apple Gift Card redeemed":          "apple-us",
		"Apple Card statement":              "",
		"Steamed rice gift":                 "",
		"Steam Wallet code":                 "steam",
		"A steam iron":                      "",
		"Uberraschung gift card":            "",
		"gifteeの ギフト":                       "giftee",
		"Door Dash Gift Card":               "doordash",
		"スターバックス カ ード":                      "starbucks-jp",
		"Amazonアカウントに登録しました":                "amazon-jp",
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
