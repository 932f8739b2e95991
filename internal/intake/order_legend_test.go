package intake_test

import (
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestOrderLegends reads pages that list what states there can be, beside what is
// said of the card or without it.
func TestOrderLegends(t *testing.T) {
	const nothing = brand.NothingToTell
	const head, headEN = "<h1>注文の詳細</h1><div>注文番号 250-1234567-1234567</div>", "<h1>Order Details</h1><div>Order # 111-1234567-1234567</div>"
	const sent = "<div>送信先： taro@example.jp</div><div>￥5,000</div><div>発送済み</div>"
	tests := map[string]struct {
		page string
		says brand.Meaning
	}{
		"steps below each other":            {head + "<div>注文済み</div><div>発送済み</div><div>受取済み</div><div>使用済み</div>", nothing},
		"steps, and the state":              {head + sent + "<h2>進み具合</h2><p>ヘルプ</p><div>注文済み</div><div>送信済み</div><div>使用済み</div>", brand.OrderSent},
		"filters":                           {head + sent + "<p>絞り込み</p><p>種類</p><ul><li>すべて<li>未使用<li>使用済み</ul>", brand.OrderSent},
		"filters only":                      {head + "<ul><li>すべて<li>未使用<li>使用済み</ul>", nothing},
		"filters in a select":               {head + sent + "<select><option>すべて<option>未使用<option selected>使用済み</select>", brand.OrderSent},
		"filters as buttons":                {head + sent + "<button>すべて</button><button>未使用</button><button>使用済み</button>", brand.OrderSent},
		"a button that makes it used":       {head + sent + "<button>使用済みにする</button>", brand.OrderSent},
		"a button that shows the used ones": {head + sent + "<button>使用済みを表示</button><a>使用済みのみ</a>", brand.OrderSent},
		"a legend":                          {head + sent + "<h3>ステータスについて</h3><dl><dt>発送済み<dd>受取人に送信しました<dt>使用済み<dd>受取人がアカウントに登録しました</dl>", brand.OrderSent},
		"a legend without a title": {head + sent + "<p>ヘルプ</p><p>ご参考</p><div>発送済み</div><div>メールを送信した状態です</div><div>使用済み</div><div>アカウントに登録された状態です</div>",
			brand.OrderSent},
		"only a legend":        {"<h3>ステータスの意味</h3><div>発送済み</div><div>受取人に送った状態です</div><div>使用済み</div><div>登録された状態です</div>", nothing},
		"steps, in English":    {headEN + "<div>Order placed</div><div>Sent</div><div>Received</div><div>Redeemed</div>", nothing},
		"a legend, in English": {headEN + "<div>$50.00</div><div>Status: Sent</div><h3>Status guide</h3><dl><dt>Sent<dd>The e-mail is on its way<dt>Redeemed<dd>The recipient has added the card</dl>", brand.OrderSent},
		"filters, in English": {headEN + "<div>$50.00</div><div>Status: Sent</div><p>Show</p><p>Filter</p><ul><li>All<li>Sent<li>Redeemed</ul>",
			brand.OrderSent},
		"a button, in English": {headEN + "<div>$50.00</div><div>Status: Sent</div><button>Mark as redeemed</button><button>Show redeemed</button>",
			brand.OrderSent},

		"not delivered":             {head + "<div>送信先： taro@example.jp</div><div>￥5,000</div><div>配信できませんでした</div>", nothing},
		"not sent yet":              {head + "<div>送信先： taro@example.jp</div><div>￥5,000</div><div>送信予定日：2026年12月1日</div>", nothing},
		"being paid back":           {head + "<div>￥5,000</div><div>返金処理中</div>", nothing},
		"not delivered, in English": {headEN + "<div>$50.00</div><div>Delivery failed</div>", nothing},
		"not sent yet, in English":  {headEN + "<div>$50.00</div><div>Scheduled for December 1, 2026</div>", nothing},
		"being paid back, English":  {headEN + "<div>$50.00</div><div>Refund in progress</div>", nothing},

		"used":            {head + "<div>￥5,000</div><div>使用済み</div>", brand.OrderRedeemed},
		"sent, then used": {head + "<div>￥5,000</div><div>発送済み</div><div>使用済み</div>", brand.OrderRedeemed},
		"steps with days": {head + "<div>￥5,000</div><div>2026年11月20日 注文済み</div><div>2026年11月20日 発送済み</div><div>2026年11月22日 受取済み</div><div>2026年11月22日 使用済み</div>", brand.OrderRedeemed},
		"used, and what that means": {headEN + "<div>$50.00</div><div>Redeemed</div><div>The recipient has added the card to their account</div>",
			brand.OrderRedeemed},
		"paid back":                       {head + "<div>￥5,000</div><div>返金が完了しました</div>", brand.OrderCancelled},
		"used, and a legend below":        {head + "<div>￥5,000</div><div>使用済み</div><h3>ステータスについて</h3><div>発送済み</div><div>受取人に送信しました</div>", brand.OrderRedeemed},
		"used, and several cards' states": {head + "<div>taro@example.jp</div><div>￥5,000</div><div>使用済み</div><div>hanako@example.jp</div><div>￥5,000</div><div>使用済み</div>", brand.OrderRedeemed},
	}
	for name, tt := range tests {
		for _, kind := range []assess.Kind{assess.OrderPage, ""} {
			t.Run(name+" "+string(kind), func(t *testing.T) {
				id := "amazon-jp"
				if !japaneseText(tt.page) {
					id = "amazon-com"
				}
				o := options(t, id, assess.Card{})
				o.Kind, o.Owner = kind, assess.Givers
				in, err := intake.Read(t.Context(), "order.html", []byte(tt.page), o)
				if err != nil || len(in.Evidence) == 0 || in.Evidence[0].Says != tt.says {
					t.Errorf("Read = %v, %v; want %s", told(in), err, tt.says)
				}
			})
		}
	}
}
