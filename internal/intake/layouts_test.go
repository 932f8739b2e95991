package intake_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestLayouts reads histories and order pages as sites, notes and copies lay them
// out. The card is 7Q2M, of 5,000 yen or 50 dollars.
func TestLayouts(t *testing.T) {
	const claimed, absent, redeemed, sent, nothing = brand.RowClaimed, brand.RowAbsent, brand.OrderRedeemed, brand.OrderSent, brand.NothingToTell
	tests := map[string]struct {
		brand string
		kind  assess.Kind
		page  string
		says  brand.Meaning
		four  string
		at    string
	}{
		"cards": {"amazon-jp", assess.History, `<h2>利用履歴</h2><article><header><time>2026年11月25日</time><b>-￥607</b></header><p>Amazon.co.jpの注文に適用されたギフトカード</p><small>250-1234567-1234567</small></article>
			<article><header><time>2026年11月22日</time><b>+￥5,000</b></header><p>ギフトカードが追加されました</p><small>ギフトカード番号: xxxx-xxxxxx-7Q2M</small></article>`, claimed, "7Q2M", "2026-11-22"},
		"terms, each with its label": {"amazon-jp", assess.History, `<h2>利用履歴</h2><dl><dt>日付</dt><dd>2026年11月22日</dd><dt>利用内容</dt><dd>ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M</dd><dt>金額</dt><dd>￥5,000</dd></dl>
			<dl><dt>日付</dt><dd>2026年11月3日</dd><dt>利用内容</dt><dd>Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567</dd><dt>金額</dt><dd>-￥607</dd></dl>`, claimed, "7Q2M", "2026-11-22"},
		"labels within the lines": {"amazon-jp", assess.History, "利用履歴\n日付：2026年11月22日\n内容：ギフトカードが追加されました\nギフトカード番号：xxxx-xxxxxx-7Q2M\n金額：￥5,000\n\n日付：2026年11月3日\n内容：Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567\n金額：-￥607\n", claimed, "7Q2M", "2026-11-22"},
		"names beside their values": {"amazon-jp", assess.History, `<h2>利用履歴</h2><div><i>日付</i><b>2026年11月22日</b></div><div><i>内容</i><b>ギフトカードが追加されました xxxx-xxxxxx-7Q2M</b></div><div><i>金額</i><b>+￥5,000</b></div>
			<div><i>日付</i><b>2026年11月3日</b></div><div><i>内容</i><b>Amazon.co.jpの注文に適用されたギフトカード</b></div><div><i>金額</i><b>-￥607</b></div>`, claimed, "7Q2M", "2026-11-22"},
		"names in a row above their values": {"amazon-jp", assess.History, "利用履歴\n取引日\t取引金額\n2026年11月22日\t￥5,000\n取引内容\nギフトカードが追加されました\nxxxx-xxxxxx-7Q2M\n取引日\t取引金額\n2026年11月3日\t-￥607\n取引内容\nAmazon.co.jpの注文に適用されたギフトカード\n", claimed, "7Q2M", "2026-11-22"},
		"a list without a title":            {"amazon-jp", assess.History, "2026/11/26\t-￥1,510\tご注文\n2026/11/22\t+￥5,000\tギフトカード登録(xxxx-7Q2M)\n2026/11/08\t-￥1,240\tご注文\n", claimed, "7Q2M", "2026-11-22"},
		"nested tables": {"amazon-jp", assess.History, `<table><tr><td><table><tr><th>日付<th>利用内容<th>金額</tr><tr><td>2026年11月22日<td><table><tr><td>ギフトカードが追加されました<tr><td>ギフトカード番号: xxxx-xxxxxx-7Q2M</table><td>￥5,000</tr>
			<tr><td>2026年11月3日<td><table><tr><td>Amazon.co.jpの注文に適用されたギフトカード<tr><td>250-1234567-1234567</table><td>-￥607</tr></table></td></tr></table>`, claimed, "7Q2M", "2026-11-22"},
		"columns of blocks":              {"amazon-jp", assess.History, `<h2>利用履歴</h2><div class=grid><div>日付</div><div>利用内容</div><div>金額</div><div>2026年11月22日</div><div>ギフトカードが追加されました<br>xxxx-xxxxxx-7Q2M</div><div>￥5,000</div><div>2026年11月3日</div><div>Amazon.co.jpの注文に適用されたギフトカード<br>250-1234567-1234567</div><div>-￥607</div></div>`, claimed, "7Q2M", "2026-11-22"},
		"tabs":                           {"amazon-jp", assess.History, "日付\t利用内容\t金額\t残高\n2026年11月22日\tギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M\t￥5,000\t￥5,730\n2026年11月3日\tAmazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567\t-￥607\t￥730\n", claimed, "7Q2M", "2026-11-22"},
		"copied on a phone":              {"amazon-jp", assess.History, "ギフトカードの残高と利用履歴\n\n日付\n利用内容\n金額\nギフトカード残高\n\n2026年11月22日\nギフトカードが追加されました\nギフトカード番号: xxxx-xxxxxx-7Q2M; シリアル番号:2755412458412522\n￥5,000\n￥5,730\n\n2026年11月3日\nAmazon.co.jpの注文に適用されたギフトカード\n250-1234567-1234567\n-￥607\n￥730\n\nトップへ戻る\n", claimed, "7Q2M", "2026-11-22"},
		"Markdown":                       {"amazon-jp", assess.History, "## 利用履歴\n\n| 日付 | 利用内容 | 金額 |\n|---|---|---:|\n| 2026年11月22日 | ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M | ￥5,000 |\n| 2026年11月3日 | Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 | -￥607 |\n", claimed, "7Q2M", "2026-11-22"},
		"a Markdown list":                {"amazon-jp", assess.History, "# 利用履歴\n\n- **2026年11月22日** ギフトカードが追加されました xxxx-xxxxxx-7Q2M ￥5,000\n- **2026年11月3日** Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 -￥607\n", claimed, "7Q2M", "2026-11-22"},
		"numbered lines":                 {"amazon-jp", assess.History, "利用履歴\n1. 2026年11月22日 ギフトカードが追加されました xxxx-xxxxxx-7Q2M ￥5,000\n2. 2026年11月3日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 -￥607\n", claimed, "7Q2M", "2026-11-22"},
		"a box of characters":            {"amazon-jp", assess.History, "利用履歴\n+------------+------------------------------+--------+\n| 2026-11-22 | ギフトカードが追加されました xxxx-xxxxxx-7Q2M | ￥5,000 |\n| 2026-11-03 | Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 | -￥607 |\n+------------+------------------------------+--------+\n", claimed, "7Q2M", "2026-11-22"},
		"in and out in their columns":    {"amazon-jp", assess.History, `<h2>利用履歴</h2><table><tr><th>日付<th>摘要<th>入金<th>出金<th>残高<tr><td>2026/11/22<td>ギフトカードが追加されました xxxx-xxxxxx-7Q2M<td>5,000<td><td>5,730<tr><td>2026/11/03<td>Amazon.co.jpの注文に適用されたギフトカード<td><td>607<td>730</table>`, claimed, "7Q2M", "2026-11-22"},
		"the amount first":               {"amazon-jp", assess.History, "利用履歴\n￥5,000\tギフトカードが追加されました xxxx-xxxxxx-7Q2M\t2026年11月22日\n-￥607\tAmazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567\t2026年11月3日\n", claimed, "7Q2M", "2026-11-22"},
		"a weekday and a time":           {"amazon-jp", assess.History, "利用履歴\n2026年11月22日(日) 14:05\nギフトカードが追加されました\nxxxx-xxxxxx-7Q2M\n￥5,000\n2026年11月3日(火) 9:12\nAmazon.co.jpの注文に適用されたギフトカード\n-￥607\n", claimed, "7Q2M", "2026-11-22"},
		"spaces of a reader of pictures": {"amazon-jp", assess.History, "利 用 履 歴\n2026 年 11 月 22 日\nギ フ ト カ ー ド が 追 加 さ れ ま し た\nギ フ ト カ ー ド 番 号 : xxxx-xxxxxx-7Q2M\n￥5,000\n", claimed, "7Q2M", "2026-11-22"},
		"half-width kana": {"amazon-jp", assess.History, "利用履歴\n2026年11月22日 ｷﾞﾌﾄｶｰﾄﾞが追加されました ｷﾞﾌﾄｶｰﾄﾞ番号: xxxx-xxxxxx-7Q2M ￥5,000\n", claimed, "7Q2M",
			"2026-11-22"},
		"full-width letters": {"amazon-jp", assess.History, "利用履歴\n２０２６年１１月２２日　ギフトカードが追加されました　ギフトカード番号：ｘｘｘｘ－ｘｘｘｘｘｘ－７Ｑ２Ｍ　￥５，０００\n", claimed, "7Q2M",
			"2026-11-22"},
		"stars for the number": {"amazon-jp", assess.History, "利用履歴\n2026/11/22 ギフトカードが追加されました ＊＊＊＊－＊＊＊＊＊＊－7Q2M 5,000円\n", claimed, "7Q2M", "2026-11-22"},
		"absent, cards":        {"amazon-jp", assess.History, `<h2>利用履歴</h2><article><time>2026年11月25日</time><p>Amazon.co.jpの注文に適用されたギフトカード</p><b>-￥607</b></article><article><time>2026年10月1日</time><p>ギフトカードが追加されました xxxx-xxxxxx-B7KD</p><b>￥3,000</b></article>`, absent, "7Q2M", "2026-11-25"},
		"absent, Markdown":     {"amazon-jp", assess.History, "## 利用履歴\n\n| 日付 | 利用内容 | 金額 |\n|---|---|---:|\n| 2026年11月25日 | Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 | -￥607 |\n| 2026年10月1日 | ギフトカードが追加されました xxxx-xxxxxx-B7KD | ￥3,000 |\n", absent, "7Q2M", "2026-11-25"},
		"only promised":        {"amazon-jp", assess.History, "利用履歴\n- [ ] 2026年11月22日 ギフトカードを追加する xxxx-xxxxxx-7Q2M ￥5,000\n- [x] 2026年11月3日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 -￥607\n", nothing, "", ""},
		"cards, in English": {"amazon-com", assess.History, `<h2>Gift Card Activity</h2><section><h3>Gift Card added</h3><p>Claim Code: xxxx-xxxxxx-7Q2M</p><p>November 22, 2026</p><strong>$50.00</strong></section>
			<section><h3>Gift Card applied to Amazon.com order</h3><p>111-1234567-1234567</p><p>November 3, 2026</p><strong>-$6.07</strong></section>`, claimed, "7Q2M", "2026-11-22"},
		"Markdown, in English":  {"amazon-com", assess.History, "## Gift Card Activity\n\n| Date | Description | Amount |\n| --- | --- | --- |\n| November 22, 2026 | Gift Card added Claim Code: xxxx-xxxxxx-7Q2M | $50.00 |\n| November 3, 2026 | Gift Card applied to Amazon.com order 111-1234567-1234567 | -$6.07 |\n", claimed, "7Q2M", "2026-11-22"},
		"numbers, in English":   {"amazon-com", assess.History, "Gift Card Activity\n11/22/2026\nGift Card added\nxxxx-xxxxxx-7Q2M\n+$50.00\n11/03/2026\nGift Card applied to Amazon.com order\n-$6.07\n", claimed, "7Q2M", "2026-11-22"},
		"a weekday, in English": {"amazon-com", assess.History, "Gift Card Activity\nSun, Nov 22, 2026\nGift Card added\nxxxx-xxxxxx-7Q2M\n+$50.00\nTue, Nov 3, 2026\nGift Card applied to Amazon.com order\n-$6.07\n", claimed, "7Q2M", "2026-11-22"},

		"order, terms":              {"amazon-jp", assess.OrderPage, `<h1>注文の詳細</h1><dl><dt>注文番号<dd>250-1234567-1234567<dt>送信先<dd>taro@example.jp<dt>金額<dd>￥5,000<dt>ステータス<dd>使用済み</dl>`, redeemed, "", ""},
		"order, labels in lines":    {"amazon-jp", assess.OrderPage, "注文の詳細\n注文番号：250-1234567-1234567\n送信先：taro@example.jp\n金額：￥5,000\nステータス：未登録\n", sent, "", ""},
		"order, Markdown":           {"amazon-jp", assess.OrderPage, "# 注文の詳細\n\n- 注文番号: 250-1234567-1234567\n- 送信先: taro@example.jp\n- 金額: ￥5,000\n- ステータス: **使用済み**\n", redeemed, "", ""},
		"order, a Markdown table":   {"amazon-jp", assess.OrderPage, "| 項目 | 内容 |\n|---|---|\n| 注文番号 | 250-1234567-1234567 |\n| 送信先 | taro@example.jp |\n| 金額 | ￥5,000 |\n| ステータス | 発送済み |\n", sent, "", ""},
		"order, nested tables":      {"amazon-jp", assess.OrderPage, `<table><tr><td><table><tr><td>注文番号<td>250-1234567-1234567</table><td><table><tr><td>送信先<td>taro@example.jp<tr><td>金額<td>￥5,000<tr><td>状態<td>使用済み</table></table>`, redeemed, "", ""},
		"order, copied on a phone":  {"amazon-jp", assess.OrderPage, "注文の詳細\n\n注文日 2026年11月18日\n注文番号 250-1234567-1234567\n\nAmazonギフトカード - Eメールタイプ\n\n送信先： taro@example.jp\n\n￥5,000\n\n発送済み\n\nAmazonギフト券の再送\n再度購入\n商品レビューを書く\n", sent, "", ""},
		"order, a badge":            {"amazon-jp", assess.OrderPage, `<h1>注文の詳細</h1><p>注文番号 250-1234567-1234567 <span class=badge>使用済み</span></p><p>taro@example.jp</p><p>￥5,000</p>`, redeemed, "", ""},
		"order, spaces of pictures": {"amazon-jp", assess.OrderPage, "注 文 の 詳 細\n注 文 番 号 250-1234567-1234567\ntaro@example.jp\n￥5,000\n使 用 済 み\n", redeemed, "", ""},
		"order, in English, terms":  {"amazon-com", assess.OrderPage, `<h1>Order Details</h1><dl><dt>Order #<dd>111-1234567-1234567<dt>Recipient<dd>taro@example.com<dt>Amount<dd>$50.00<dt>Status<dd>Redeemed on Nov 22, 2026</dl>`, redeemed, "", ""},
		"order, a check mark": {"amazon-com", assess.OrderPage, "Order Details\nOrder # 111-1234567-1234567\ntaro@example.com\n$50.00\n✓ Redeemed\n", redeemed,
			"", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			card := assess.Card{Last4: "7Q2M", Amount: money(t, "5000", "JPY")}
			if tt.brand == "amazon-com" {
				card.Amount = money(t, "50.00", "USD")
			}
			if tt.kind == assess.OrderPage {
				card.Last4 = ""
			}
			o := options(t, tt.brand, card)
			o.Kind, o.Seen, o.Got = tt.kind, time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC), got()
			in, err := intake.Read(t.Context(), "", []byte(tt.page), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", told(in), err)
			}
			e, at := in.Evidence[0], ""
			if !e.At.IsZero() {
				at = e.At.In(time.FixedZone("", map[string]int{"amazon-jp": 9 * 3600}[tt.brand])).Format(time.DateOnly)
			}
			if e.Says != tt.says || e.Card.Last4 != tt.four || at != tt.at || tt.says != nothing && e.Card.Amount != card.Amount {
				t.Errorf("Read = %v, %v; want %s %s %s", told(in), e.Notes, tt.says, tt.four, tt.at)
			}
		})
	}
}
