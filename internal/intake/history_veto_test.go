package intake_test

import (
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestHistoryOnlyStated reads rows that name the card and an amount, and tell of
// no addition: they say neither that it was used nor that it is not there.
func TestHistoryOnlyStated(t *testing.T) {
	const nothing = brand.NothingToTell
	tests := map[string]struct {
		row  string
		says brand.Meaning
	}{
		"not added":                 {"2026年11月25日 未登録 xxxx-xxxxxx-7Q2M ￥5,000", nothing},
		"failed":                    {"2026年11月25日 ギフトカードの登録に失敗しました (xxxx-xxxxxx-7Q2M) ￥5,000 ￥600", nothing},
		"failed, in English":        {"November 25, 2026 Gift card could not be added (claim code xxxx-xxxxxx-7Q2M) ¥5,000 ¥600", nothing},
		"on hold":                   {"2026年11月25日 ギフトカード登録 保留中 xxxx-xxxxxx-7Q2M ￥5,000", nothing},
		"on hold, in English":       {"November 25, 2026 Gift card redemption pending xxxx-xxxxxx-7Q2M ¥5,000", nothing},
		"sent":                      {"2026年11月25日 ギフトカードを送信 taro@example.jp xxxx-xxxxxx-7Q2M ￥5,000", nothing},
		"bought":                    {"2026年11月25日 ギフトカードの購入 xxxx-xxxxxx-7Q2M ￥5,000", nothing},
		"bought, in English":        {"November 25, 2026 Gift card purchase xxxx-xxxxxx-7Q2M ¥5,000", nothing},
		"a balance that falls":      {"2026年11月25日 ふしぎ xxxx-xxxxxx-7Q2M ￥5,000 ￥600", nothing},
		"a phrase in a denial":      {"2026年11月25日に ギフトカードが追加されました xxxx-xxxxxx-7Q2M ￥5,000 とは書いてありませんでした。", nothing},
		"a denial, in English":      {"November 25, 2026: it does not say Gift Card added Claim Code: xxxx-xxxxxx-7Q2M ¥5,000", nothing},
		"a phrase in a case":        {"2026年11月25日 ギフトカードが追加されました xxxx-xxxxxx-7Q2M ￥5,000 と表示された場合", nothing},
		"added":                     {"2026年11月25日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M ￥5,000 ￥8,600", brand.RowClaimed},
		"added, in English":         {"November 25, 2026 Gift Card added Claim Code: xxxx-xxxxxx-7Q2M ¥5,000 ¥8,600", brand.RowClaimed},
		"added, small print below":  {"2026年11月25日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M ￥5,000\n※返金はできません。", brand.RowClaimed},
		"words nobody has seen yet": {"2026年11月25日 ふしぎ xxxx-xxxxxx-7Q2M ￥5,000 ￥8,600", brand.RowClaimed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			page := "ギフトカードの利用履歴\n" + tt.row + "\n2026年10月1日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 -￥2,607\n"
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M", Amount: money(t, "5000", "JPY")})
			o.Got, o.Kind = got(), assess.History
			in, err := intake.Read(t.Context(), "", []byte(page), o)
			if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Says != tt.says {
				t.Errorf("Read = %v, %v; want %s", told(in), err, tt.says)
			}
		})
	}
}
