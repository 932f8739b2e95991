package intake_test

import (
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestOrderOnlyStated reads pages that say that the card was sent, and beside it
// speak of redeeming without saying that it happened.
func TestOrderOnlyStated(t *testing.T) {
	tests := map[string]struct {
		line string
		says brand.Meaning
	}{
		"denied":                     {"使用済みではありません", brand.OrderSent},
		"denied as a claim":          {"使用済みとは限りません", brand.OrderSent},
		"denied, still":              {"このギフトカードはまだ使用済みになっていません", brand.OrderSent},
		"cannot be told":             {"使用済みかどうかはここでは確認できません", brand.OrderSent},
		"what comes then":            {"使用済みになると、開封通知メールが届きます", brand.OrderSent},
		"of all that say so":         {"「使用済み」と表示されたギフトカードは再送できません", brand.OrderSent},
		"of all that are":            {"受取済みのギフトカードは再送できません", brand.OrderSent},
		"in a case":                  {"使用済みの場合は再送できません", brand.OrderSent},
		"what the word means":        {"使用済み：受取人がアカウントに登録した状態です", brand.OrderSent},
		"the steps":                  {"ステータス：発送済み → 受取済み → 使用済み", brand.OrderSent},
		"the steps, slashes":         {"発送済み／受取済み／使用済み", brand.OrderSent},
		"a payment":                  {"支払い方法：ギフトカード（使用済み ￥1,000）", brand.OrderSent},
		"a payment under its label":  {"支払い方法</div><div>ギフトカード（使用済み ￥1,000）", brand.OrderSent},
		"a payment of the balance":   {"ギフトカード残高から ￥5,000 を使用しました", brand.OrderSent},
		"an order was sent again":    {"再送済みではありません", brand.OrderSent},
		"nothing was cancelled":      {"キャンセル済みになると、返金されます", brand.OrderSent},
		"denied, in English":         {"This gift card is not redeemed", brand.OrderSent},
		"denied, been":               {"It hasn't been redeemed yet", brand.OrderSent},
		"failed":                     {"The gift card could not be redeemed", brand.OrderSent},
		"cannot be told, in English": {"Whether it was redeemed cannot be checked here", brand.OrderSent},
		"what comes then, English":   {"Once redeemed, you will get an e-mail", brand.OrderSent},
		"when it is":                 {"You get an e-mail when it is redeemed", brand.OrderSent},
		"of all, in English":         {"Gift cards shown as “Redeemed” cannot be resent", brand.OrderSent},
		"of any, in English":         {"A gift card that has been redeemed cannot be resent", brand.OrderSent},
		"the word, in English":       {"Redeemed: the recipient has added it", brand.OrderSent},
		"the steps, in English":      {"Status: Sent → Received → Redeemed", brand.OrderSent},
		"a payment, in English":      {"Payment method: gift card (redeemed ¥1,000)", brand.OrderSent},
		"of the balance, in English": {"¥5,000 of your gift card balance was used", brand.OrderSent},

		"used":                    {"使用済み", brand.OrderRedeemed},
		"used, named":             {"ステータス：使用済み", brand.OrderRedeemed},
		"used, polite":            {"このギフトカードは使用済みです。", brand.OrderRedeemed},
		"used, and its day":       {"使用済み（2026年11月22日）", brand.OrderRedeemed},
		"used, so not again":      {"アカウントに登録されましたので、再送できません", brand.OrderRedeemed},
		"used, in words":          {"受取人のアカウントに追加されました", brand.OrderRedeemed},
		"used, in English":        {"Status: Redeemed", brand.OrderRedeemed},
		"used, and its day, then": {"Redeemed on November 22, 2026", brand.OrderRedeemed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			page := `<h1>注文の詳細</h1><div>注文番号 250-1234567-1234567</div><div>送信先： taro@example.jp</div><div>￥5,000</div><div>発送済み</div><div>` + tt.line + `</div>`
			o := options(t, "amazon-jp", assess.Card{})
			o.Kind, o.Owner = assess.OrderPage, assess.Givers
			in, err := intake.Read(t.Context(), "order.html", []byte(page), o)
			if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Says != tt.says {
				t.Errorf("Read = %v, %v; want %s", told(in), err, tt.says)
			}
		})
	}
}
