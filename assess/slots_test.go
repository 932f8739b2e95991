package assess

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

func TestFill(t *testing.T) {
	s := slots{"amount": {JA: "￥5,000", EN: "¥5,000"}, "order": {}}
	for name, tt := range map[string]struct{ text, want string }{
		"no slot":                         {"そのまま", "そのまま"},
		"a value":                         {"{amount}のカード", "￥5,000のカード"},
		"a line without its value goes":   {"金額 {amount}\n注文番号 {order}\n以上", "金額 ￥5,000\n以上"},
		"another word stands in":          {"注文番号 {order|〔注文番号〕}", "注文番号 〔注文番号〕"},
		"nothing stands in":               {"カード{order|}です", "カードです"},
		"the value wins over other words": {"{amount|金額}", "￥5,000"},
		"a misspelt slot is left to see":  {"{ammount}", "{ammount}"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.fill(brand.Text{JA: tt.text}).JA; got != tt.want {
				t.Errorf("fill(%q) = %q; want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestMoment(t *testing.T) {
	for name, tt := range map[string]struct {
		at   time.Time
		want brand.Text
	}{
		"an instant, in Japan's time": {time.Date(2026, 11, 22, 5, 5, 0, 0, time.UTC),
			brand.Text{JA: "2026年11月22日 14:05（日本時間）", EN: "22 Nov 2026 14:05 JST"}},
		"a day": {time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC), brand.Text{JA: "2026年11月22日", EN: "22 Nov 2026"}},
		"nine in the morning is no day": {time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
			brand.Text{JA: "2026年11月22日 09:00（日本時間）", EN: "22 Nov 2026 09:00 JST"}},
		"no time": {time.Time{}, brand.Text{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := brand.TimeText(tt.at); got != tt.want {
				t.Errorf("brand.TimeText(%v) = %q; want %q", tt.at, got, tt.want)
			}
		})
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]brand.Text{
		30 * time.Minute:   {JA: "30分", EN: "30 minutes"},
		time.Hour:          {JA: "1時間", EN: "1 hour"},
		7 * 24 * time.Hour: {JA: "7日", EN: "7 days"},
		48 * time.Hour:     {JA: "48時間", EN: "48 hours"},
		25 * time.Hour:     {JA: "25時間", EN: "25 hours"},
	} {
		if got := span(d); got != want {
			t.Errorf("span(%v) = %q; want %q", d, got, want)
		}
	}
}

func TestAmount(t *testing.T) {
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := amount(unspent.NewMoney(5000, yen)), (brand.Text{JA: "￥5,000", EN: "¥5,000"}); got != want {
		t.Errorf("amount = %q; want %q", got, want)
	}
	if got := amount(unspent.Money{}); got != (brand.Text{}) {
		t.Errorf("amount of nothing = %q; want nothing", got)
	}
}
