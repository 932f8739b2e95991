package web

import (
	"testing"

	"github.com/unspent-dev/unspent"
)

func TestReadAmount(t *testing.T) {
	for name, tt := range map[string]struct {
		text, currency string
		want           int64 // 0: refused
	}{
		"digits":            {"3000", "JPY", 3000},
		"full width":        {"３０００", "JPY", 3000},
		"comma":             {"12,000", "JPY", 12000},
		"full width comma":  {"１，２３４，５６７", "JPY", 1234567},
		"yen":               {"3,000円", "JPY", 3000},
		"yen apart":         {"3 000 円", "JPY", 3000},
		"sign":              {"¥3,000", "JPY", 3000},
		"full width sign":   {"￥3000", "JPY", 3000},
		"backslash":         {`\3000`, "JPY", 3000}, // the yen sign of some keyboards
		"ideographic blank": {"　3000　", "JPY", 3000},
		"code":              {"3000 jpy", "JPY", 3000},
		"decimals":          {"1,234.50", "EUR", 123450},
		"code before":       {"EUR 50", "EUR", 5000},
		"half a group":      {"1,00", "JPY", 0},
		"comma as decimal":  {"50,00", "EUR", 0},
		"two signs of kind": {"3000ドル", "JPY", 0},
		"yen in euros":      {"3000円", "EUR", 0},
		"decimals of yen":   {"3000.5", "JPY", 0},
		"nothing":           {"0", "JPY", 0},
		"negative":          {"-5", "JPY", 0},
		"empty":             {"", "JPY", 0},
		"words":             {"三千", "JPY", 0},
	} {
		t.Run(name, func(t *testing.T) {
			cur, err := unspent.ParseCurrency(tt.currency)
			if err != nil {
				t.Fatal(err)
			}
			got, err := readAmount(tt.text, cur)
			if err != nil && tt.want != 0 || err == nil && got != unspent.NewMoney(tt.want, cur) {
				t.Errorf("readAmount(%q) = %v, %v; want %d", tt.text, got, err, tt.want)
			}
		})
	}
}
