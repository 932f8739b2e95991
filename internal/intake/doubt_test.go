package intake_test

import (
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/sight"
)

// What surely stands in a picture is not certain where it is a guess what it is of.
func TestOfWhat(t *testing.T) {
	rows := func(gap int) (words []sight.Word) {
		y := 20
		for _, row := range [][2]string{{"利用履歴"}, {"ご注文", "-¥1,030"}, {"2026年11月27日"}, {"ギフトカードが追加されました xxxx-xxxxxx-7Q2M", "¥5,000"}, {"2026年11月22日"},
			{"ご注文", "-¥850"}, {"2026年11月12日"}} {
			words = append(words, word(20, y, row[0]))
			if row[1] != "" {
				words = append(words, word(690, y, row[1]))
				y += 26
			} else {
				y += 20 + gap
			}
		}
		return words
	}
	column := func(lines ...string) (words []sight.Word) {
		for i, l := range lines {
			words = append(words, word(20, 20+40*i, l))
		}
		return words
	}
	tests := map[string]struct {
		words []sight.Word
		want  map[string]string
	}{
		"the day of a row stands closest to it": {rows(24), map[string]string{"date": "2026-11-22", "amount": "5000 JPY"}},
		"or as close to the next one":           {rows(6), map[string]string{"date": "2026-11-22?", "amount": "5000 JPY"}},
		"an order page": {column("ご注文内容", "注文番号 250-1234567-7654321", "受取人のEメール", "taro@example.jp", "ステータス：送信済み"),
			map[string]string{"kind": "order_page", "order": "250-1234567-7654321", "recipient": "taro@example.jp?"}},
		"to the one whom the case names": {column("ご注文内容", "注文番号 250-1234567-7654321", "受取人のEメール", "jiro@example.jp", "ステータス：送信済み"),
			map[string]string{"recipient": "jiro@example.jp"}},
		"one that was sent again": {column("ご注文内容", "注文番号", "250-1234567-7654321", "受取人のEメール", "taro@example.jp", "ステータス：再送済み"),
			map[string]string{"kind": "order_page", "state": "order_resent"}},
		"a mail without its headers": {column("Amazonギフトカードが登録されました", "taro@example.jp 様がAmazonギフトカードを登録しました。", "金額 ¥5,000",
			"注文番号 250-1234567-7654321"), map[string]string{"kind": "mail?"}},
		"an amount of what may be no mail": {column("残高 ¥317", "Amazonギフトカードが登録されました", "taro@example.jp 様がAmazonギフトカードを登録しました。"),
			map[string]string{"kind": "mail?", "amount": "317 JPY?"}},
		"with another order and the giver's address": {column("hanako@example.jp", "注文番号 250-1234567-7654321", "ステータス：送信済み", "次の注文 250-1234567-7654322"),
			map[string]string{"order": "250-1234567-7654321?", "recipient": "hanako@example.jp?"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M", Amount: yen(t, "5000"), Recipient: "jiro@example.jp"})
			o.Eyes = fakeEyes{words: tt.words}
			o.Confirm = intake.Confirm{Certain: true}
			in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %+v, %v", in, err)
			}
			got := map[string]string{}
			for _, r := range in.Readings {
				if got[r.Name()] = r.Value; !r.Certain {
					got[r.Name()] += "?"
				}
			}
			for field, want := range tt.want {
				if got[field] != want {
					t.Errorf("%s: %q, want %q in %v", field, got[field], want, got)
				}
			}
		})
	}
}
