package album

import "slices"

// Dev returns pages to tune readers on, each of a layout of its own: what people with a
// phone have of usage histories, order pages, messages, mails and balance pages.
func Dev() []Page {
	return slices.Concat(screens(devHistories+devRest, ""), screens(second, secondThemes), screens(third, thirdThemes),
		screens(apartHistories+apartRest, apartThemes), screens(lastPages, lastThemes))
}

const devHistories = `
# dev-accordion amazon-jp ja shop 17:03 ios history row_claimed 5000 8420
> 2006/1/2 ; ￥% ; -￥% ; ￥%
11-26 -1640 order お買い物
11-22 +5000 own ギフトカードの登録
11-09 -2980 order お買い物
10-03 +3000 other ギフトカードの登録
09-21 -745 order お買い物
<div class="row pad fill"><span>☰</span><b class=grow>amazon.co.jp</b><span>カート 2</span></div>
<div class=pad><h1>ギフトカード残高・利用履歴</h1><p class="dim note">残高 <b>{{.Top}}</b>　有効期限 2036年11月</p></div>
{{range .Rows}}<section class=line><div class="row pad"><span class=dim>{{if .Last4}}▼{{else}}▶{{end}}</span><span>{{.Date}}</span>
<span class=grow>{{.What}}</span>
<b>{{.Amount}}</b></div>{{with .Last4}}<ul class="in note"><li>ギフトカード番号　xxxx-xxxxxx-{{.}}</li>{{end}}{{if .Last4}}
<li>シリアル番号　{{.Serial}}</li></ul>{{end}}</section>{{end}}

# dev-months amazon-jp ja shop 8:12 android history row_claimed 3000 4105
> 2006年1月|1月2日 ; +￥% ; -￥% ; ￥%
11-25T09:10 -880 order 注文への適用
11-20T21:44 +3000 own ギフトカードを追加しました
11-02T12:30 -1520 order 注文への適用
10-28T07:15 +2000 other ギフトカードを追加しました
10-11T18:02 -634 order 注文への適用
<div class="row pad line"><span>←</span><h2 class=grow>ギフトカード</h2><span>⋮</span></div>
<div class="box pad mid"><p class="dim note">ご利用可能な残高</p><p class=huge>{{.Top}}</p></div>
<div class="row slim"><b>アクティビティ</b><a>絞り込み</a></div>
{{range .Rows}}{{with .Group}}<h3 class="slim soft">{{.}}</h3>{{end}}<div class="row top pad line"><span class=dot>{{if .In}}＋{{else}}−{{end}}</span>
<div class=grow><p>{{.What}}</p><p class="dim note">{{.Date}}{{with .Last4}}・末尾{{.}}{{end}}</p></div><b class="{{if .In}}
good{{end}}">{{.Amount}}</b></div>{{end}}

# dev-activity amazon-com en navy 7:48 ios5g history row_absent 5000 6817
> Jan 2, 2006 ; +$% ; -$% ; $%
11-24 -1299 order Amazon.com order
11-13 -2450 order Amazon.com order
10-30 +10000 other Gift card redeemed
10-05 -875 order Amazon.com order
09-12 +2500 other Gift card redeemed
<div class="row slim soft edge note"><span>aA</span><span class=mid>amazon.com</span><span>↻</span></div>
<div class="pad fill"><b>amazon</b></div><div class=pad><h1>Gift card activity</h1></div>
<div class="row pad line"><span>Current balance</span><b class=big>{{.Top}}</b></div>
{{range .Rows}}<div class="pad line"><div class=row><span class="dim small">{{.Date}}</span><b class="{{if .In}}good{{end}}">{{.Amount}}</b></div>
<p>{{.What}}</p>
<p class="note dim">{{with .Last4}}Claim code ending in {{.}}{{end}}{{with .Order}}Order {{.}}{{end}}</p></div>{{end}}
<p class="pad mid"><a>Show older transactions</a></p>

# dev-zebra amazon-jp en navy 22:31 full history row_claimed 10000 13260
> January 2, 2006 ; ¥% ; -¥% ; ¥%
11-27 -3480 order Used for an order
11-23 +10000 own Gift card added
11-14 -1115 order Used for an order
10-08 +5000 other Gift card added
09-26 -2210 order Used for an order
09-02 -990 order Used for an order
<p class="pad fill">amazon.co.jp　<span class=small>EN</span></p><p class="slim note"><a>Your account</a> › Gift cards</p>
<h2 class=slim>Balance and transactions</h2><p class="slim note">Showing 1-6 of 6 transactions</p>
<table class=stripes><thead><tr><th>Date</th><th>Description</th><th class=right>Amount</th><th class=right>Balance</th></tr></thead><tbody>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}}<br>{{with .Last4}}xxxx-xxxxxx-{{.}}{{end}}{{with .Order}}{{.}}{{end}}</td>
<td class=right>{{.Amount}}</td><td class=right>{{.Left}}</td></tr>
{{end}}</tbody></table>

# dev-purchases apple-jp ja group 18:20 ios history row_claimed 5000 5000
> 2006年1月2日| ; ¥% ; ¥% ; ¥%
11-24 -160 order ことばのパズル
11-21 +5000 own Apple Gift Card
11-10 -1300 order iCloud+ 200GB
10-31 -610 order 天気メモ
<div class="row pad"><a>‹ 戻る</a><b>購入履歴</b><span class=dim>過去90日間</span></div>
{{range .Rows}}<div class="row slim"><b>{{.Group}}</b><span class="dim note">合計 {{.Amount}}</span></div><div class="box pad"><div class=row>
<span class="dot square">{{if .In}}G{{else}}A{{end}}</span>
<div class=grow><p>{{.What}}</p><p class="dim small">{{if .In}}Appleアカウントの残高に追加{{else}}アプリ内課金{{end}}</p></div><span>{{.Amount}}</span></div></div>{{end}}

# dev-budget google-play-jp ja tonal 9:05 android history row_claimed 3000 3240
> 2006年1月2日 ; +￥% ; ￥% ; ￥%
11-25T20:11 -490 - 星のかけら 60個
11-22T19:40 +3000 - Google Play ギフトカード
11-03T08:25 -1200 - 月間パス
10-17T13:52 -370 - 電子書籍（第3巻）
<div class="row pad"><span>←</span><h2 class=grow>お支払いと定期購入</h2><span>?</span></div>
<div class="row slim gap note"><span class=dim>お支払い方法</span><b class=key>予算と履歴</b><span class=dim>特典</span></div>
{{range .Rows}}<article class="row top pad"><span class="dot square">{{if .In}}▶{{else}}◆{{end}}</span><div class=grow><p>{{.What}}</p>
<p class="dim note">{{.Date}}</p>
<p class="dim note">{{if .In}}残高に追加済み{{else}}購入済み{{end}}</p></div><span>{{.Amount}}</span></article>{{end}}

# dev-eshop nintendo-eshop-jp ja rouge 21:17 ios history row_claimed 3000 3580
> 2006/01/02 15:04 ; +%円 ; -%円 ; %円
11-26T19:02 -1980 - ダウンロードソフトの購入
11-21T18:40 +3000 - プリペイド番号による残高の追加
10-14T22:08 -500 - 追加コンテンツの購入
10-12T10:31 +1000 - プリペイド番号による残高の追加
<div class="pad fill mid"><b>ニンテンドーeショップ</b></div><div class="row pad"><h2>ご利用履歴</h2><span>残高 <b>{{.Top}}</b></span></div>
{{range .Rows}}<div class="box flat edge"><p class="slim soft small">{{.Date}}</p><p class=pad>{{.What}}</p><div class="row slim over">
<span class="dim note">残高 {{.Left}}</span><b>{{.Amount}}</b></div></div>{{end}}

# dev-chips playstation-jp ja blue 23:04 android history row_claimed 5000 5810
> 2006/01/02 ; ￥% ; ￥% ; ￥%
11-27 -2200 - ストア購入
11-23 +5000 - ストアカード（コード引き換え）
11-11 -770 - アドオン
10-20 +3000 - ストアカード（コード引き換え）
<div class="row pad line"><span>✕</span><h2>取引履歴</h2><span>　</span></div>
{{range .Rows}}<div class="box pad"><div class=row><span class="chip{{if .In}} goodfill{{end}}">{{if .In}}入金{{else}}購入{{end}}</span>
<span class="small dim">{{.Date}}</span></div>
<p>{{.What}}</p><p class="right big bold">{{.Amount}}</p></div>{{end}}

# dev-wallet steam-jp ja steel 1:26 full history row_claimed 5000 5320
> 2006年1月2日 ; +¥ % ; -¥ % ; ¥ %
11-25 -1480 - 購入
11-22 +5000 - ウォレットコード
11-01 -2350 - 購入
10-19 -120 - マーケット取引
<p class="pad bold">STEAM</p><div class=pad><h1>購入履歴</h1><p class=dim>ウォレット残高　<span class=key>{{.Top}}</span></p></div>
<table><tr class=soft><th>日付</th><th>アイテム</th><th>種類</th><th class=right>変更</th><th class=right>残高</th></tr>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{if .In}}ウォレットクレジット {{.N}}{{else}}ゲーム{{end}}</td><td>{{.What}}</td><td class=right>{{.Amount}}</td>
<td class=right>{{.Left}}</td></tr>
{{end}}</table>

# dev-bubbles au-pay-gift-card ja sun 12:44 ios5g history row_claimed 2000 2310
> 1月2日(Mon) ; %円 ; %円 ; %円
11-21T12:40 +2000 - ギフトカードのチャージ
11-20T08:13 -648 - コンビニでのお支払い
11-16T19:27 -1250 - 薬局でのお支払い
<div class="row pad fill"><span>‹</span><b class=grow>au PAY からのお知らせ</b><span>≡</span></div>
{{range .Rows}}<p class="mid small dim slim">2026年{{.Date}}</p><div class=says><p class=bold>{{.What}}</p><p>金額：{{.Amount}}</p>
<p class="small dim">お取引後の残高：{{.Left}}</p></div>{{end}}
<div class="box edge pad dim">メッセージは送信できません</div>

# dev-cash uber en tonal 6:33 ios history row_claimed 5000 6112
> Jan 2, 3:04 PM ; +$% ; -$% ; $%
11-26T18:21 -1483 - Trip to Harbor St
11-22T17:12 +5000 - Gift card
11-15T12:02 -2375 - Order from Noodle Corner
10-29T09:40 +2500 - Gift card
<div class="row pad"><span>✕</span><b>Uber Cash</b><span>　</span></div><div class=pad><p class=huge>{{.Top}}</p>
<p class="dim note">Your balance can be used for rides and orders</p></div>
<div class="row slim"><span class="btn soft grow">Gift cards</span><span class="btn soft grow">Add funds</span></div><h2 class=pad>2026 activity</h2>
{{range .Rows}}<div class="row pad"><div><p>{{.What}}</p><p class="note dim">{{.Date}}</p></div><div class=right>
<p class="{{if .In}}good{{end}}">{{.Amount}}</p><p class="note dim">{{.Left}}</p></div></div>{{end}}
`

const devRest = `
# dev-order-list amazon-jp ja shop 10:02 android order_page order_sent 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row slim soft note"><span>⌂</span><span class=grow>amazon.co.jp/your-orders</span><span>⋮</span></div><h1 class=pad>注文履歴</h1>
<div class="box edge"><div class="soft pad small"><div class="row top"><div>注文日<br><b>{{.Ordered}}</b></div><div>合計<br><b>{{.Face}}</b></div>
<div>ギフトカードの送信先<br><a>{{.To}}</a></div></div>
<p>注文番号 {{.Order}}</p></div><div class=pad><p class="bold good">発送済み</p><p>Amazonギフトカード（Eメールタイプ）</p></div>
<span class="btn edge">ギフトカードを再送</span><span class="btn edge">注文の詳細を表示</span></div>

# dev-steps amazon-com en navy 15:37 ios order_page order_redeemed 5000
> January 2, 2006 ; % ; % ; $%
<div class="row pad fill"><span>‹</span><b>Track your gift</b><span>✕</span></div><div class="box edge pad mid"><p class="dim note">eGift Card</p>
<p class=huge>{{.Face}}</p><p>to {{.To}}</p></div>
<ol class=rail><li class=slim>✓ Ordered<br><span class="dim small">{{.Ordered}}</span></li><li class=slim>✓ Sent<br>
<span class="dim small">{{.Ordered}}</span></li>
<li class="slim bold">✓ Redeemed<br><span class="dim small">{{.Done}}</span></li></ol><div class="row pad over note"><span class=dim>Order #</span>
<span>{{.Order}}</span></div>

# dev-cancelled amazon-jp ja shop 20:15 ios5g order_page order_cancelled 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row pad fill"><span>←</span><b class=grow>注文の詳細</b></div><p class="pad soft">この注文はキャンセルされました。請求は発生していません。</p>
<table><tr><td>注文日</td><td>{{.Ordered}}</td></tr><tr><td>注文番号</td><td>{{.Order}}</td></tr><tr><td>商品</td><td>Amazonギフトカード Eメールタイプ</td></tr>
<tr><td>受取人</td><td>{{.To}}</td></tr><tr><td>金額</td><td>{{.Face}}</td></tr></table><span class="btn edge">再度購入</span>

# dev-emailed amazon-com en shop 11:59 android order_page order_sent 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=pad><h1>Order details</h1><p class="dim note">Ordered on {{.Ordered}}　|　Order# {{.Order}}</p></div>
<div class="box edge pad"><h2>Gift card sent</h2><p>We emailed this gift card to {{.To}} on {{.Ordered}}.</p><div class=row>
<span class="btn fill grow">Resend</span><span class="btn edge grow">Edit email</span></div></div>
<div class="box edge pad"><h2>Order summary</h2><div class=row><span>Item subtotal:</span><span>{{.Face}}</span></div><div class="row bold">
<span>Grand total:</span><span>{{.Face}}</span></div></div>

# dev-resent amazon-jp ja navy 9:26 full order_page order_resent 10000
> 2006/01/02 ; % ; % ; ￥%
<div class="row pad line"><b class=grow>ギフトカードの送信状況</b><span>閉じる</span></div><div class="box edge"><div class="row pad"><span>{{.To}}</span>
<span class="chip goodfill">再送済み</span></div>
<p class="slim note dim">{{.Done}}に新しいギフトカード番号をお送りしました</p><div class="row slim over note"><span>{{.Face}}</span><span>1点</span></div></div>
<p class="slim note">注文番号：{{.Order}}</p><p class="slim note">注文日：{{.Ordered}}</p>

# dev-inline amazon-jp ja shop 13:08 ios message already_elsewhere 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row slim soft edge note"><span>ぁあ</span><span>amazon.co.jp</span><span>↻</span></div><h1 class=pad>ギフトカードを登録する</h1>
<p class="slim note">ギフトカード番号またはプロモーションコードを入力</p><p class=field>{{.Code}}</p><p class="slim note bad">！ このギフトカードは、別のアカウントに登録されています。</p>
<span class="btn fill">アカウントに登録</span>
<p class="pad note dim">番号はどこにありますか？</p>

# dev-alert apple-jp ja group 16:50 ios5g message already_redeemed 10000
> 2006年1月2日 ; % ; % ; ¥%
<div class="row pad"><a>キャンセル</a><b>コードを使う</b><span class=dim>使う</span></div><p class="box pad dim">コードを入力</p><div class=shade></div>
<div class="dialog mid"><p class="pad bold">このコードはすでに使用済みです</p><p class="slim note">別のコードを入力するか、Appleサポートにお問い合わせください。</p>
<p class="pad over key bold">OK</p></div>

# dev-drawer google-play-jp ja tonal 21:03 android message not_activated 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row pad"><span>←</span><h2 class=grow>コードの利用</h2></div><p class="pad dim">ギフトカードまたはプロモーション コード</p><div class=shade></div>
<div class=drawer><h2 class=pad>コードを利用できません</h2><p class=slim>このギフトカードはまだ有効化されていません。ご購入の店舗にレシートをお持ちください。</p><span class="btn fill">もう一度試す</span>
<p class="mid key bold">閉じる</p></div>

# dev-banner steam en steel 0:42 full message already_redeemed 2000
> Jan 2, 2006 ; % ; % ; $%
<p class="pad bold">STEAM</p><h1 class=slim>Redeem a gift card or wallet code</h1><div class="box flat pad badfill"><b>Error</b>
<p>The code you entered has already been redeemed. Check the code and try again.</p></div>
<p class="slim dim small">Wallet code</p><p class="field dim">XXXXX-XXXXX-XXXXX</p><span class="btn fill">Continue</span>

# dev-errorcode nintendo-eshop-jp ja rouge 19:31 ios message already_redeemed 3000
> 2006年1月2日 ; % ; % ; %円
<div class="pad fill mid"><b>番号の入力</b></div><p class="box pad mid dim">________________</p><div class=shade></div>
<div class="dialog"><p class="pad small dim">エラーコード：2813-0040</p><p class=slim>入力された番号は、すでに使われています。番号をお確かめください。</p><div class="row over">
<span class="pad grow mid bold">ヘルプ</span><span class="pad grow mid bold key">閉じる</span></div></div>

# dev-toast amazon-com en shop 14:22 android message redeemed_now 2500 4175
> Jan 2, 2006 ; % ; % ; $%
<div class="row pad line"><span>←</span><h2 class=grow>Gift cards</h2></div><div class="box pad mid"><p class=note>Gift card balance</p>
<p class=huge>{{.Left}}</p></div>
<p class="slim note">Have a gift card?</p><p class="field dim">Enter claim code</p><span class="btn soft">Apply to your balance</span>
<div class="toast pad goodfill">✓ {{.Face}} has been added to your gift card balance</div>

# dev-done playstation-jp ja blue 22:58 ios message redeemed_now 5000 6240
> 2006/01/02 ; % ; % ; ￥%
<div class="mid pad"><p class=huge>✓</p><h1>コードが引き換えられました</h1><p class=pad>{{.Face}}がウォレットに追加されました。</p><div class="box row pad">
<span>ウォレット残高</span><b>{{.Left}}</b></div></div>
<span class="btn fill">ストアへ戻る</span>

# dev-other-id au-pay-gift-card ja sun 8:55 ios message already_elsewhere 3000
> 2006年1月2日 ; % ; % ; %円
<div class="row pad fill"><span>‹</span><b class=grow>ギフトカードをチャージ</b></div><div class="box pad mid edge"><p class="huge bad">✕</p><h2>チャージできません</h2>
<p class="pad note">このギフトカードは、他のお客さまがチャージ済みです。</p></div>
<span class="btn edge key">コードを入力しなおす</span>

# dev-mail-android amazon-jp ja tonal 7:19 android mail mail_opened 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row pad"><span>←</span><span class=right>↓　✉　⋮</span></div><div class=pad>
<p class=big>お贈りしたAmazonギフトカードが登録されました <span class=chip>受信トレイ</span></p></div>
<div class="row slim"><span class=dot>A</span><div class=grow><p><b>Amazon.co.jp</b> <span class="dim small">{{.Done}}</span></p>
<p class="dim small">To: 自分 ▾</p></div></div>
<div class=pad><p>{{.To}} 様が、お贈りしたAmazonギフトカードをアカウントに登録しました。</p><p class=slim>金額　{{.Face}}<br>注文番号　{{.Order}}<br>登録日　{{.Done}}</p></div>
<div class=row><span class="btn edge grow">返信</span><span class="btn edge grow">転送</span></div>

# dev-mail-ios amazon-com en group 9:41 ios mail mail_delivered 5000
> January 2, 2006 ; % ; % ; $%
<div class="row pad line"><a>‹ Inbox</a><span>⌃ ⌄</span></div><div class="row pad line"><span class=dot>AG</span><div class=grow>
<p class=bold>Amazon Gift Cards</p><p class="note dim">To: {{.To}}</p></div><span class="small dim">{{.Done}}</span></div>
<h2 class=pad>Ken sent you an Amazon gift card</h2><div class="box pad mid"><p class=huge>{{.Face}}</p><p class="note dim">Claim code</p>
<p class=bold>{{.Code}}</p><span class="btn fill">Apply to your account</span></div>
<p class="pad note">Happy birthday! Have a good time. - Ken</p>

# dev-mail-sent amazon-jp ja shop 12:03 full mail mail_sent 3000
> 2006/01/02 ; % ; % ; ￥%
<div class="pad line"><p class=bold>Amazonギフトカードを送信しました</p><p class="small dim">差出人: do-not-reply@gift-cards.amazon.co.jp</p>
<p class="small dim">日時: {{.Ordered}} 12:01</p></div>
<div class="pad note"><p>ご注文ありがとうございます。ギフトカードを次の宛先に送信しました。</p><table class=ruled><tr><th>受取人</th><td>{{.To}}</td></tr><tr><th>金額</th><td>{{.Face}}</td></tr>
<tr><th>注文番号</th><td>{{.Order}}</td></tr></table></div>

# dev-mail-card amazon-jp ja leaf 18:44 ios5g mail mail_delivered 10000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row pad line"><span>＜</span><span>★　⋯</span></div><h2 class=pad>さくら様からAmazonギフトカードが届きました</h2>
<p class="slim small dim">Amazon.co.jp　{{.Ordered}}</p>
<div class="box fill pad"><p>amazon.co.jp ギフトカード</p><p class="huge right">{{.Face}}</p></div><p class=slim>ギフトカード番号</p>
<p class="slim big bold">{{.Code}}</p><p class=pad><a>アカウントに登録する</a></p>
<p class="slim small dim">有効期限：2036年11月17日</p>

# dev-left-coffee starbucks-jp ja leaf 8:03 ios balance balance_part 3000 1420
> 2006/01/02 15:04 ; % ; % ; ￥%
<h1 class="pad mid">カード</h1><div class="box fill pad"><p class=small>スターバックス カード</p><p class="right huge">{{.Left}}</p>
<p class="small right">カード番号 末尾 {{.Own}}</p></div>
<p class="mid small dim">最終更新 2026/11/27 08:01</p><div class=row><span class="btn soft grow">入金する</span><span class="btn soft grow">支払う</span></div>
<div class="row pad over"><span>はじめの入金額</span><span>{{.Face}}</span></div>

# dev-left-recent target en tonal 17:40 android balance balance_part 5000 1863
> Jan 2 ; % ; -$% ; $%
11-26 -2214 - Store purchase
11-24 -923 - Store purchase
<div class="pad badfill bold">Target</div><div class="pad mid"><p>GiftCard ending in {{.Own}}</p><p class=huge>{{.Left}}</p>
<p class="dim note">remaining of {{.Face}}</p></div>
<h3 class=slim>Last transactions</h3>{{range .Rows}}<div class="row slim line note"><span>{{.Date}}　{{.What}}</span><span>{{.Amount}}</span></div>{{end}}

# dev-left-pay quo-card-pay ja rouge 12:27 ios5g balance balance_full 2000 2000
> 2006年1月2日 ; % ; % ; %円
<div class="row pad line"><b>QUOカードPay</b><span>メニュー</span></div><div class="box pad mid edge"><p class=note>ご利用可能な残高</p><p class=huge>{{.Left}}</p>
<p class="note dim">発行額 {{.Face}}</p></div>
<table><tr><td>カードID</td><td>末尾{{.Own}}</td></tr><tr><td>有効期限</td><td>2029年11月30日</td></tr></table><span class="btn fill">お店で使う</span>

# dev-left-used vanilla-visa-jp ja navy 23:11 full balance balance_zero 5000
> 2006年1月2日 ; % ; % ; ¥%
<p class="pad soft bold">バニラVisaギフトカード　残高照会</p><table class=ruled><tr><th>カード番号</th><td>************{{.Own}}</td></tr><tr><th>ご購入額</th>
<td class=right>{{.Face}}</td></tr><tr><th>ご利用額</th><td class=right>{{.Face}}</td></tr>
<tr><th>ご利用可能残高</th><td class="right bold">{{.Left}}</td></tr></table><p class="pad small dim">※反映に数日かかる場合があります。</p>

# dev-crowded amazon-jp ja shop 19:24 ios5g history row_claimed 10000 12480
> 2006年1月2日 ; ￥% ; -￥% ; ￥%
11-25 -2760 order 注文の支払い
11-23 +10000 own ギフトカードの登録
11-10 -1390 order 注文の支払い
<div class="pad fill"><p class="box flat slim dim">商品を検索</p></div><div class="row pad"><div><p class="dim note">ギフトカード残高</p><p class=big>{{.Top}}</p></div>
<span class="chip">チャージ</span></div>
<div class="box pad soft"><p class=bold>お得なチャージ</p><p class=note>￥5,000以上のチャージで最大2%ポイント</p></div><h2 class=pad>最近の利用履歴</h2>
{{range .Rows}}<div class="pad line"><div class=row><p>{{.What}}</p><p class=bold>{{.Amount}}</p></div>
<p class="small dim">{{.Date}}{{with .Last4}}　ギフトカード番号 ****-******-{{.}}{{end}}{{with .Order}}　注文番号 {{.}}{{end}}</p></div>{{end}}
<h3 class=pad>おすすめ商品</h3><div class="row top slim small"><div class="box pad">USB充電器 65W<br><b>￥3,480</b></div>
<div class="box pad">コーヒー豆 500g<br><b>￥1,780</b></div></div>
<div class="row pad over small"><span>ホーム</span><span>カテゴリー</span><span class=key>アカウント</span><span>カート</span></div>

# dev-order-crowded amazon-com en shop 13:45 full order_page order_sent 5000
> January 2, 2006 ; % ; % ; $%
<div class="row pad fill"><b>amazon</b><span>☰</span></div><h1 class=pad>Order Details</h1><p class="slim note">Ordered {{.Ordered}} | Order # {{.Order}}</p>
<div class="box edge pad note"><div class="row top"><div><p class=bold>Payment method</p><p>Visa ending in 4821</p></div><div class=right>
<p class=bold>Order Summary</p><p>Item: {{.Face}}</p><p>Tax: $0.00</p><p>Total: {{.Face}}</p></div></div></div>
<div class="box edge pad"><p class="bold good">Sent</p><p>Amazon.com eGift Card</p><p class="note dim">Recipient: {{.To}}</p><div class=row>
<span class="btn edge grow">Resend</span><span class="btn edge grow">Get help</span></div></div>
<h3 class=pad>Buy it again</h3><div class="row slim note"><span>AA batteries, 24 pack</span><b>$12.99</b></div><div class="row slim note">
<span>Paper towels</span><b>$18.49</b></div>

# dev-msg-busy google-play-jp ja group 20:18 android message already_redeemed 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class="row pad"><span>アプリを検索</span><span class=dot>M</span></div><h2 class=pad>おすすめ</h2><div class="row slim"><span>パズルの森　4.5★</span>
<span>￥480</span></div><div class="row slim"><span>旅の手帳　4.1★</span><span>￥250</span></div>
<div class="row slim"><span>音楽プレーヤー　3.9★</span><span>無料</span></div><div class=shade></div><div class="dialog pad"><h2>エラー</h2>
<p>このギフトカードのコードはすでに使用されています。</p><p class="right key bold">OK</p></div>

# dev-left-faq bitcash ja sun 10:33 full balance balance_part 5000 2150
> 2006年1月2日 ; % ; % ; %円
<p class="pad fill bold">BITCASH</p><h2 class=pad>残高照会結果</h2><table class=ruled><tr><th>カード番号（下4桁）</th><td>{{.Own}}</td></tr><tr><th>購入金額</th>
<td>{{.Face}}</td></tr><tr><th>現在の残高</th><td class=bold>{{.Left}}</td></tr></table>
<span class="btn edge">続けて照会する</span><h3 class=pad>よくあるご質問</h3><ul class="slim note"><li>・残高を合算できますか</li><li>・有効期限はありますか</li><li>・ひらがなIDが読めないときは</li></ul>
`
