package casefile_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// TestSavedPages reads saved pages that look as if they told more than they do: lists
// of what a giver has sent, help and legends, forms, offers, words that are denied in
// an element of their own. None may make a card used.
func TestSavedPages(t *testing.T) {
	all := brand.Builtin()
	at := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	const order = `<h1>Order details</h1><p>Order # 111-2222222-3333333</p><p>taro@example.jp</p>`
	for name, tt := range map[string]struct{ brand, amount, page, want string }{
		"giver's list": {"amazon-jp", "5000 JPY",
			`<h1>注文履歴</h1><div class=o><div><span>2026年11月18日</span><span>￥5,000</span></div><p>Amazonギフトカード Eメールタイプ</p><p
>発送済み</p><p>taro@example.jp</p></div><div class=o><div><span>2026年11月10日</span><span>￥3,000</span></div><p
>Amazonギフトカード Eメールタイプ</p><p>発送済み</p><p>hanako@example.jp</p></div><div class=o><div><span>2026年10月2日</span
><span>￥5,000</span></div><p>USB充電器</p><p>配達済み</p></div>`, "order_page order_sent taro@example.jp, order_page order_sent hanako@example.jp"},
		"help page": {"amazon-jp", "5000 JPY",
			`<h1>ギフトカードの登録エラー</h1><h2>「このギフトカードはすでに別のアカウントに登録されています」と表示される</h2><p>入力した番号が、別のアカウントで使用されている可能性があります。</p><h2
>番号が無効と表示される</h2><p>番号をご確認ください。</p>`, "message unclear"},
		"help page 2": {"amazon-com", "50.00 USD",
			`<h1>Trouble redeeming?</h1><ul><li>The claim code has already been redeemed to another account.</li><li
>The claim code was typed incorrectly.</li><li>The card was not activated.</li></ul>`, "message nothing"},
		"help page 3": {"amazon-com", "50.00 USD",
			`<h1>Common messages</h1><dl><dt>Already redeemed</dt><dd
>This gift card has already been redeemed to a different account.</dd><dt>Not active</dt><dd
>The card was not activated at the store.</dd></dl>`, "message nothing"},
		"help page 4": {"apple-us", "50.00 USD",
			`<h1>If you can't redeem your gift card</h1><p>Check the message.</p><h2
>This gift card has already been redeemed</h2><p
>Sign in with the account that you used and check its balance.</p><h2>The card was not activated</h2><p
>Go to the store.</p>`, "message nothing"},
		"buy page": {"amazon-jp", "5000 JPY",
			`<h1>Amazonギフトカード</h1><p>￥5,000</p><p>受取人がアカウントに登録すると残高に追加されます。</p><button>カートに入れる</button><p>レビュー</p><p
>友人に贈りました。すぐに登録されました！</p>`, "message nothing"},
		"redeem form": {"amazon-com", "50.00 USD",
			`<h1>Redeem a gift card</h1><p>Gift card balance: $0.00</p><label>Enter claim code</label><button
>Apply to your balance</button><p
>Once added, a gift card cannot be transferred to another account. Cards that have been redeemed cannot be refunded.</p>`, "statement nothing"},
		"apple redeem form": {"apple-jp", "10000 JPY",
			`<h1>ギフトカードまたはコードを使う</h1><p>残高</p><p>¥0</p><p>コードを入力</p>`, "statement nothing"},
		"purchase list": {"google-play-jp", "3000 JPY",
			`<h1>注文履歴</h1><div><p>Google Play ギフトカード（贈り物）</p><p>2026年11月22日</p><p>￥3,000</p><p>購入済み</p></div><div><p>ゲーム</p
><p>2026年11月10日</p><p>￥500</p><p>購入済み</p></div><div><p>本</p><p>2026年11月2日</p><p>￥800</p><p>購入済み</p></div>`, "statement nothing"},
		"sent gift row": {"amazon-jp", "5000 JPY",
			`<h1>ギフトカードの利用履歴</h1><table><tr><th>日付<th>内容<th>金額</tr><tr><td>2026/11/22<td>ギフトカード購入 taro様へ<td>-￥5,000</tr><tr
><td>2026/11/02<td>注文<td>-￥800</tr><tr><td>2026/10/02<td>登録 xxxx-AB12<td>￥9,000</tr></table>`, "history row_absent"},
		"legend": {"amazon-com", "50.00 USD",
			`<h1>Your orders</h1><p>Order # 111-2222222-3333333</p><p>taro@example.jp</p><h3>What the statuses mean</h3><p
><b>Redeemed</b>The recipient has added the card.</p><p><b>Sent</b>We have emailed the card.</p>`, "statement nothing"},
		"legend spans": {"amazon-jp", "5000 JPY",
			`<h1>注文の詳細</h1><p>注文番号 250-1234567-1234567</p><p>taro@example.jp</p><div><span>使用済み</span><span
>受取人が登録した状態です</span></div><div><span>発送済み</span><span>メールを送った状態です</span></div>`, "message nothing"},
		"negated": {"amazon-com", "50.00 USD",
			order + `<p><span>Not</span><span>Redeemed</span></p>`, "order_page order_sent taro@example.jp"},
		"negated 2": {"amazon-com", "50.00 USD",
			order + `<p>Un<b>redeemed</b></p>`, "order_page order_sent taro@example.jp"},
		"negated 3": {"amazon-jp", "5000 JPY",
			`<h1>注文の詳細</h1><p>注文番号 250-1234567-1234567</p><p>taro@example.jp</p><p><span>未</span><span>登録</span></p>`, "order_page order_sent taro@example.jp"},
		"negated 4": {"amazon-jp", "5000 JPY",
			`<h1>注文の詳細</h1><p>注文番号 250-1234567-1234567</p><p>taro@example.jp</p><p><b>登録済み</b>ではありません</p>`, "order_page order_sent taro@example.jp"},
		"toggles": {"amazon-com", "50.00 USD",
			order + `<label><input type=checkbox>Email me when redeemed</label><label>Notify me once it is claimed</label>`, "message unclear"},
		"tabs": {"amazon-com", "50.00 USD",
			`<h1>Sent gifts</h1><div><span>All</span><span>Redeemed</span><span>Pending</span></div><p
>Order # 111-2222222-3333333</p><p>taro@example.jp</p>`, "statement nothing"},
		"refund credit": {"amazon-jp", "5000 JPY",
			`<h1>残高の履歴</h1><ul><li><b>返金</b><i>2026/11/22</i><u>+￥5,000</u></li><li><b>注文</b><i>2026/11/20</i><u>-￥800</u
></li><li><b>注文</b><i>2026/10/20</i><u>-￥300</u></li></ul>`, "history nothing"},
		"points": {"amazon-jp", "5000 JPY",
			`<h1>残高の履歴</h1><ul><li><b>ポイントから交換</b><i>2026/11/22</i><u>+￥5,000</u></li><li><b>注文</b><i>2026/11/20</i><u
>-￥800</u></li><li><b>注文</b><i>2026/10/20</i><u>-￥300</u></li></ul>`, "history nothing"},
		"review": {"target", "25.00 USD",
			`<h1>Target GiftCard</h1><p>$25.00</p><p>Card value</p><p>Add to cart</p><p
>Never expires. Check your balance online.</p>`, "statement nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := casefile.Parse([]byte("brand: " + tt.brand +
				"\nasker: holder\nchannel: person\nform: mail\nintent: use\ncard:\n  last4: 7Q2M\n  amount: " + tt.amount + "\ngot: 2026-11-18\n"))
			if err != nil {
				t.Fatal(err)
			}
			in.Evidence = []casefile.Item{{File: "page.html", Owner: assess.Mine, Seen: at}}
			got, err := casefile.Assess(t.Context(), in, casefile.Deps{Brands: all, Now: func() time.Time { return at },
				Open: func(string) (io.ReadCloser, error) {
					return casefile.Held([]byte("<!doctype html><html><body>" + tt.page)), nil
				}})
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, e := range got.Evidence {
				said = append(said, strings.Join(strings.Fields(fmt.Sprint(e.Kind, " ", e.Says, " ", e.Card.Recipient)), " "))
			}
			if s := strings.Join(said, ", "); s != tt.want || got.Verdict.State == assess.Used {
				t.Errorf("read as %s, %s %s; want %s", s, got.Verdict.State, got.Verdict.Confidence, tt.want)
			}
		})
	}
}
