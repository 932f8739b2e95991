package album

// apartThemes are colours, letters and shapes that no other page has.
const apartThemes = `
.date{flex:none;width:76px}.cells{display:grid;grid-template-columns:1fr 1fr;gap:6px 18px}.leader{flex:1;border-bottom:2px dotted var(--dim);height:.7em}
.tabs{display:flex;margin:8px 16px;border:1px solid var(--key);border-radius:9px;overflow:hidden;font-size:13px}
.tabs span{flex:1;text-align:center;padding:6px}
.stamp{display:inline-block;border:2px solid var(--key);color:var(--key);padding:2px 12px;font-weight:700}
.thumb{flex:none;width:64px;height:42px;border-radius:5px;background:var(--key)}
.tile{border-left:6px solid var(--key);background:var(--box);margin:7px 0;padding:9px 14px}.round{border-radius:40px}
.foot{display:flex;justify-content:space-around;padding:10px 4px;margin-top:40px}
.light{font-weight:300}.wide{letter-spacing:.06em}.tiny{font-size:9px}.tiny table{font-size:9px}.tiny td,.tiny th{padding:3px 4px}
.snack{position:absolute;left:0;right:0;top:780px;height:64px}
.center{position:absolute;left:20px;right:20px;top:300px;border-radius:4px;background:var(--box);padding:20px 22px}
.plum{--bg:#fbf7fc;--fg:#2a1533;--dim:#77647f;--line:#e6d8ea;--box:#f3e8f6;--chip:#ead7ef;--key:#7a2c92;--on:#fff;font-size:16px}
.till{--bg:#fffefa;--fg:#222;--dim:#6d6d66;--line:#bbb9ae;--box:#f5f3e8;--chip:#ecead9;--key:#333;--on:#fff;
--font:'DejaVu Sans Mono',IPAGothic,monospace;font-size:13px}
.ocean{--bg:#eaf4f9;--fg:#0d2b3a;--dim:#4f7284;--line:#c3dbe7;--box:#fff;--chip:#d4e9f3;--key:#0277a8;--on:#fff;font-size:17px}
.iron{--bg:#24262b;--fg:#eceef2;--dim:#a4a9b3;--line:#41454e;--box:#2e3138;--chip:#3c414b;--key:#e0a526;--on:#231c08;--font:IPAPGothic,sans-serif}
.olive{--bg:#fdfdf8;--fg:#262a17;--dim:#6c7155;--line:#dfe1cd;--box:#f3f4e6;--chip:#e5e8cf;--key:#5f6f16;--on:#fff;--font:serif}
.rose{--bg:#fff;--fg:#33191f;--dim:#8b6a71;--line:#f0d9de;--box:#fdf1f3;--chip:#fadfe4;--key:#c2355a;--on:#fff;font-size:16px}
.sand{--bg:#efe9df;--fg:#362c20;--dim:#7d705f;--line:#d8cdbc;--box:#fbf8f2;--chip:#e4d9c6;--key:#8a5a1f;--on:#fff;--font:'DejaVu Serif Condensed',serif}
.night{--bg:#000;--fg:#fff;--dim:#8e8e93;--line:#2c2c2e;--box:#1c1c1e;--chip:#2c2c2e;--key:#30a46c;--on:#fff;font-size:17px}
.dark{--bg:#17171a;--fg:#f0eef2;--dim:#a19da8;--line:#38363d;--box:#232228;--chip:#35333b}
`

const apartHistories = `
# next-years amazon-jp ja plum 20:41 full history row_claimed 8000 9315
> 2006年|1/2(Mon) ; ＋%円 ; −%円 ; %円
11-26 -1205 order 通販でのご利用
11-21 +8000 own カードを残高へ追加
11-12 -3360 order 通販でのご利用
10-07 +2000 other カードを残高へ追加
09-15 -590 order 通販でのご利用
<h1 class="pad mid light">残高の動き</h1><p class="mid big">{{.Top}}</p>
{{range .Rows}}{{with .Group}}<p class="pad big light">{{.}}</p>{{end}}<div class="row top slim over"><span class="date dim">{{.Date}}</span>
<div class=grow><p>{{.What}}</p>
{{with .Last4}}<p class=small>番号の下4桁：{{.}}</p>{{end}}</div><b class=right>{{.Amount}}</b></div>{{end}}
<div class="foot over small"><span>ホーム</span><span class=key>残高</span><span>ギフト</span><span>設定</span></div>

# next-receipt amazon-jp ja till 13:02 android history row_claimed 5000 6050
> 2006-01-02 ; +% ; -% ; %
11-25 -450 order 購入代金
11-22 +5000 own ギフト登録
11-08 -2120 order 購入代金
10-19 +3000 other ギフト登録
<p class="mid pad">＊＊＊ ギフトカード取引明細 ＊＊＊</p><p class="slim">店名　amazon.co.jp（単位：円）</p>
{{range .Rows}}<div class="slim over"><p>{{.Date}}{{with .Last4}}　ID …{{.}}{{end}}</p><div class=row><span>{{.What}}</span><i class=leader></i>
<span>{{.Amount}}</span></div></div>{{end}}
<div class="row pad over bold"><span>残高</span><i class=leader></i><span>{{.Top}}</span></div>

# next-tabs amazon-com en ocean 16:11 ios history row_claimed 2500 4482
> Jan 2, 2006 at 3:04 PM ; $% ; ($%) ; $%
11-23T18:40 -1870 order Order payment
11-20T07:26 +2500 own Gift card added
11-07T20:15 -640 order Order payment
10-16T11:03 +5000 other Gift card added
<h2 class=pad>Wallet</h2><p class="slim huge light">{{.Top}}</p><div class=tabs><span class=fill>All</span><span>Added</span><span>Spent</span></div>
{{range .Rows}}<div class=tile><div class=row><b>{{.What}}</b><b>{{.Amount}}</b></div><p class="small dim">{{.Date}}</p>{{with .Last4}}
<p class=small>Claim code ••••-••••••-{{.}}</p>{{end}}</div>{{end}}

# next-desktop amazon-com en till 10:38 ios5g history row_absent 10000 7704
> 01/02/2006 ; $% ; -$% ; $%
11-26 -3396 order Amazon.com order
11-19 -1149 order Amazon.com order
10-27 +5000 other Gift card
10-11 -2038 order Amazon.com order
09-28 +7500 other Gift card
09-03 -815 order Amazon.com order
<div class="tiny"><div class="row slim fill"><b>amazon</b><span>Hello, sign-out</span><span>Returns &amp; Orders</span><span>Cart</span></div>
<p class=slim>Your Account › Your Gift Card Balance</p>
<p class="slim bold">Your Gift Card Balance: {{.Top}}</p><p class="slim dim">Redeem | Reload | Help</p><div>
<table><tr><th>DATE</th><th>DESCRIPTION</th><th>REFERENCE</th><th class=right>AMOUNT</th><th class=right>BALANCE</th></tr>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}}</td><td>{{with .Order}}{{.}}{{end}}{{with .Last4}}xxxx-xxxxxx-{{.}}{{end}}</td>
<td class=right>{{.Amount}}</td><td class=right>{{.Left}}</td></tr>
{{end}}</table></div></div>

# next-grid apple-us en night 7:07 full history row_claimed 2500 3189
> January 2, 2006 ; $% ; $% ; $%
11-25 -299 - Cloud storage
11-21 +2500 - Apple Gift Card
11-02 -1499 - Premium, monthly
10-13 +5000 - Apple Gift Card
<div class="row pad"><span class=key>Close</span><b>Purchases</b><span class=key>Filter</span></div>
{{range .Rows}}<div class="pad line"><p class=bold>{{.What}}</p><div class="cells note"><span class=dim>{{if .In}}Added{{else}}Billed{{end}}</span>
<span>{{.Date}}</span><span class=dim>Total</span><span>{{.Amount}}</span><span class=dim>Status</span>
<span>{{if .In}}Added to account balance{{else}}Paid with balance{{end}}</span></div></div>{{end}}

# next-subtotals google-play-jp ja olive 22:14 ios history row_claimed 5000 4730
> 2006年1月|1月2日(Mon) ; ¥% ; ¥% ; ¥%
11-24T21:30 -980 - 冒険パック購入
11-21T12:08 +5000 - Google Play ギフトコードの追加
10-25T23:14 -250 - スタンプ購入
10-08T09:44 +1500 - Google Play ギフトコードの追加
<div class="row pad line"><span>✕</span><h2 class=grow>Google Play　注文履歴</h2></div>
{{range .Rows}}{{with .Group}}<div class="row pad soft"><span class=bold>{{.}}</span><span class=small>月ごとの集計 ▾</span></div>{{end}}<div class="row slim">
<span class=date>{{.Date}}</span>
<p class=grow>{{.What}}</p><span>{{.Amount}}</span></div>{{end}}

# next-statement playstation-jp ja iron 0:19 ios5g history row_claimed 10000 10450
> 2006年1月2日 15:04 ; ¥% ; ¥% ; ¥%
11-25T23:41 -3480 - ダウンロード版ゲーム
11-22T14:05 +10000 - PlayStation ギフトカード
11-13T20:09 -1100 - ゲーム内通貨
<p class="pad big">PlayStation Store</p><p class="slim dim">ウォレット　›　利用明細</p>
{{range .Rows}}<div class="pad over"><p>取引日時　{{.Date}}</p><p>取引種別　{{if .In}}ウォレットへのチャージ{{else}}お支払い{{end}}</p><p>商品　{{.What}}</p><p>金額　{{.Amount}}</p>
<p class=dim>取引後残高　{{.Left}}</p></div>{{end}}

# next-credit steam en iron 3:33 android history row_claimed 5000 6127
> 2 Jan, 2006 ; +$% ; -$% ; $%
11-24 -1999 - Purchase
11-22 +5000 - Gift Card
11-06 -499 - In-Game Purchase
10-18 +2000 - Gift Card
<div class="row pad line"><b class=wide>STEAM</b><span class=key>{{.Top}}</span></div><h2 class=pad>Purchase History</h2>
{{range .Rows}}<div class="row top pad line"><div><p class=bold>{{if .In}}Wallet Credit{{else}}Game item{{end}}</p><p class="small dim">{{.What}}</p></div>
<div class=right><p>{{.Amount}}</p><p class="small dim">{{.Date}}</p></div></div>{{end}}

# next-points nintendo-eshop-jp ja rose 17:55 full history row_claimed 5000 6280
> 2006.1.2 ; %円 ; %円 ; %円
11-25 -1480 - 追加コンテンツ
11-22 +5000 - プリペイドカードの残高追加
11-15 -980 - ダウンロードソフト
10-04 +3000 - プリペイドカードの残高追加
<div class="row pad"><span class=stamp>eShop</span><span>残高 {{.Top}}</span></div><h2 class="mid pad">残高のご利用記録</h2>
{{range .Rows}}<div class="row pad over"><span class="dot {{if .In}}goodfill{{else}}soft{{end}}">{{if .In}}入{{else}}出{{end}}</span><div class=grow>
<p class=bold>{{.N}}</p><p class=note>{{.What}}</p></div>
<div class="right small"><p>{{.Date}}</p>{{if not .In}}<p class=dim>ポイント 15pt</p>{{end}}</div></div>{{end}}

# next-credits doordash en rose 19:46 ios history row_claimed 5000 3925
> Jan 2 ; $% ; $% ; $%
11-25 -2315 - Used at Green Bowl
11-21 +5000 - Gift card redeemed
11-04 -1260 - Used at Corner Cafe
<div class="row pad"><span>←</span><span class=chip>Help</span></div><h1 class=pad>Credits and gift cards</h1><div class="row pad"><span>Available</span>
<span class=big>{{.Top}}</span></div>
<p class="slim dim">History, 2026</p><ul>{{range .Rows}}<li class="slim over"><p>{{.Date}}: {{.What}}</p>
<p class=bold>{{if .In}}Credit{{else}}Debit{{end}} {{.Amount}}</p></li>{{end}}</ul>

# next-picker au-pay-gift-card ja ocean 21:28 android history row_claimed 3000 3418
> 2日(Mon) 15:04 ; +%円 ; -%円 ; %円
11-25T19:40 -540 - カフェ
11-21T18:22 +3000 - au PAY ギフトカード
11-14T08:05 -1290 - スーパー
11-03T12:37 -208 - コンビニ
<div class="row fill pad"><b>取引履歴</b><span>明細をさがす</span></div><div class="row pad mid"><span>◀</span><b class="grow big">2026年11月</b><span>▶</span></div>
<div class="row slim small dim"><span>日時／内容</span><span>金額／残高</span></div>
{{range .Rows}}<div class="box row slim"><div><p class=small>{{.Date}}</p><p class=bold>{{.What}}</p>
<p class="small dim">{{if .In}}チャージ{{else}}支払い{{end}}</p></div><div class=right><p>{{.Amount}}</p><p class="small dim">{{.Left}}</p></div></div>{{end}}

# next-columns amazon-jp en sand 15:16 ios5g history row_absent 3000 5234
> 2 Jan 2006 ; ¥% ; ¥% ; ¥%
11-25 -766 order Order
11-11 -1800 order Order
10-29 +5000 other Gift card added
10-09 -1200 order Order
09-30 +4000 other Gift card added
<h2 class="pad mid">Amazon.co.jp Gift Card usage</h2><table class=ruled><tr class=soft><th>Card / order</th><th>Type</th><th>Yen</th><th>Day</th></tr>
{{range .Rows}}<tr><td>{{with .Last4}}**{{.}}{{end}}{{with .Order}}{{.}}{{end}}</td><td>{{.What}}</td><td class=right>{{.Amount}}</td>
<td>{{.Date}}</td></tr>{{end}}</table><p class="pad right">Remaining {{.Top}}</p>
`

const apartRest = `
# next-order-icon amazon-jp ja rose 11:33 full order_page order_redeemed 5000
> 2006年1月2日(Mon) ; % ; % ; %円
<div class="row pad"><span>✕</span><b>ギフトの状況</b><span>…</span></div><div class="mid pad"><span class="dot fill">✓</span><h1>受け取り済み</h1>
<p class=note>{{.Done}}に受取人のアカウントへ登録されました</p></div>
<div class="tile note"><p>贈った相手　{{.To}}</p><p>贈った金額　{{.Face}}</p><p>注文日　{{.Ordered}}</p><p>注文番号　{{.Order}}</p></div>

# next-order-rows amazon-com en ocean 9:18 android order_page order_sent 10000
> Jan 2, 2006 ; % ; % ; $%
<h2 class="pad fill">Your gift card orders</h2><div class="row top pad"><i class=thumb></i><div class=grow><p class=bold>Amazon.com eGift Card</p>
<p class=note>{{.Face}} · {{.To}}</p><p class=note>Status: Delivered, not redeemed yet</p></div></div>
<div class="row slim over note"><span>Order placed {{.Ordered}}</span><a>Resend</a></div><p class="slim over small">Order # {{.Order}}</p>

# next-order-en amazon-jp en plum 18:09 ios order_page order_redeemed 3000
> January 2, 2006 ; % ; % ; ¥%
<p class="pad line">‹ Orders</p><p class="pad big">{{.Face}} gift card</p><div class="cells pad note"><span>Order no.</span><span>{{.Order}}</span>
<span>Placed on</span><span>{{.Ordered}}</span><span>Emailed to</span><span>{{.To}}</span><span>Redemption</span>
<span class=stamp>Redeemed</span></div><p class="pad note">This gift card was added to the recipient's account on {{.Done}}.</p>
<span class="btn soft round">Buy it again</span>

# next-order-refund amazon-com en sand 12:51 full order_page order_cancelled 2500
> January 2, 2006 ; % ; % ; $%
<div class="tile bold">Refund issued</div><p class=pad>Your gift card order was cancelled and {{.Face}} was refunded to your payment method.</p>
<ul class="pad note"><li>Order number: {{.Order}}</li><li>Order date: {{.Ordered}}</li><li>Recipient: {{.To}}</li></ul>
<p class="mid key bold">View invoice</p>

# next-order-again amazon-jp ja ocean 6:58 ios5g order_page order_sent 3000
> 2006/1/2 ; % ; % ; %円
<div class="row pad"><a>＜ 購入履歴</a><b>詳細</b><span>　</span></div><div class="box pad"><p class="small dim">お届け状況</p><p class=bold>送信済み（受取人は未登録です）</p></div>
<div class="box pad"><p class="small dim">宛先</p><p>{{.To}}</p><p class="small dim">金額</p><p>{{.Face}}</p>
<p class="small dim">注文</p><p>{{.Order}}（{{.Ordered}}）</p></div><span class="btn fill round">もう一度メールを送る</span><p class="mid small">再送すると、前の番号は使えなくなります</p>

# next-msg-here amazon-jp ja olive 23:20 android message already_here 3000
> 2006年1月2日 ; % ; % ; ￥%
<h2 class="pad line">番号を登録</h2><p class="field dim">番号</p><span class="btn fill round">登録</span>
<div class="snack pad fill note">このギフトカードは、すでにお客様のアカウントに登録されています。</div>

# next-msg-full amazon-jp ja rose 10:25 ios message redeemed_now 5000 7340
> 2006年1月2日 ; % ; % ; %円
<div class="pad fill mid"><p class=big>ありがとうございます</p><p class=huge>{{.Face}}</p><p>をギフトカード残高に追加しました</p></div><div class="row pad">
<span>新しい残高</span><b>{{.Left}}</b></div><span class="btn edge round">別のカードを登録</span>
<span class="btn edge round">買い物を続ける</span>

# next-msg-alert apple-us en night 21:49 ios5g message already_redeemed 5000
> Jan 2, 2006 ; % ; % ; $%
<p class="pad huge bold">Redeem</p><p class="box pad">You can use your camera</p><div class=shade></div><div class="dialog">
<p class="pad mid bold">Gift Card Already Redeemed</p><p class="slim mid note">The code you entered has already been redeemed.</p><div class="row over">
<span class="pad grow mid key">Contact Support</span>
<span class="pad grow mid key bold">OK</span></div></div>

# next-msg-code steam-jp ja iron 2:02 full message already_elsewhere 5000
> 2006年1月2日 ; % ; % ; ¥%
<h1 class=pad>ウォレットにコードを追加</h1><p class="slim small dim">STEAM ウォレットコード</p><p class="field big">{{.Code}}</p><ul class="pad bad">
<li>・このコードは、別のアカウントですでに引き換えられています。</li></ul><span class="btn fill">続ける</span>

# next-msg-toast roblox en plum 15:52 ios message already_redeemed 2500
> Jan 2, 2006 ; % ; % ; $%
<div class="pad badfill mid note">This gift card has already been redeemed.</div><h1 class=pad>Redeem Roblox Codes</h1><p class=slim>Enter your code:</p>
<p class="field dim">e.g. 123-456-7890</p><span class="btn fill">Redeem</span><p class="slim small dim">Current balance: 0 Robux</p>

# next-msg-idle nintendo-eshop-jp ja night 19:08 android message not_activated 3000
> 2006年1月2日 ; % ; % ; %円
<p class="mid pad dim">プリペイド番号を入力してください</p><div class=shade></div><div class="center"><p class="big bold">ご利用いただけません</p>
<p>このカードは、お店でのお支払い手続きが完了していないため有効になっていません。</p><p class="right key bold">とじる</p></div>

# next-msg-invalid amazon-com en till 14:41 full message invalid 5000
> Jan 2, 2006 ; % ; % ; $%
<div class="row slim soft"><span>⌂ amazon.com/redeem</span><span>⋮</span></div><div class="box edge pad"><p class=bold>There was a problem</p>
<p>The claim code you entered is not valid. Check the code and try again.</p></div><p class="slim bold">Enter claim code</p><p class=field>|</p>
<span class="btn soft edge">Apply to your balance</span>

# next-msg-region google-play-jp ja plum 8:26 ios message other_region 1500
> 2006年1月2日 ; % ; % ; ¥%
<div class="row pad line"><a>戻る</a><b>コードを使う</b><span>　</span></div><div class="tile"><p class=bold>コードを利用できません</p>
<p class=note>このギフトカードは、お使いのアカウントの国では利用できません。</p></div><span class="btn edge">別のコードを試す</span>

# next-msg-money webmoney ja sand 20:57 android message already_redeemed 2000
> 2006年1月2日 ; % ; % ; %円
<p class="pad fill wide">WebMoney</p><table class=ruled><tr><th>処理結果</th><td>エラー</td></tr><tr><th>内容</th><td>このプリペイド番号は使用済みです。</td></tr><tr><th>金額</th>
<td>−</td></tr></table><p class="pad note"><a>番号の再入力へ</a></p>

# next-mail-thread amazon-com en plum 6:12 android mail mail_opened 5000
> Jan 2, 2006 ; % ; % ; $%
<div class="row pad line"><span>✕</span><span>⤓　⋯</span></div><p class="pad big">Your Amazon gift card was redeemed</p><div class="row slim soft"><div>
<p class=bold>Amazon.com</p><p class=small>gc-orders@gc.email.amazon.com</p></div><span class=small>{{.Done}}</span></div>
<div class=pad><p>Hello,</p><p class=grow>{{.To}} has added the gift card you sent to an account.</p></div><div class="cells pad note">
<span>Gift card amount</span><span>{{.Face}}</span><span>Order number</span><span>{{.Order}}</span><span>Redeemed on</span><span>{{.Done}}</span></div>

# next-mail-gift amazon-jp ja night 22:45 ios mail mail_delivered 3000
> 2006/01/02 ; % ; % ; ￥%
<div class="row pad"><a>〈 受信</a><span>返信</span></div><p class="pad line"><b>Amazonギフトカード</b><br><span class="small dim">宛先：{{.To}}　{{.Done}}</span></p>
<p class="pad bold">太郎さんからAmazonギフトカードのプレゼントです</p><p class=slim>いつもありがとう。</p>
<div class="cells pad"><span class=dim>金額</span><span>{{.Face}}</span><span class=dim>ギフトカード番号</span><span>{{.Code}}</span></div>
<span class="btn fill round">今すぐ登録する</span>

# next-mail-order amazon-jp ja sand 9:54 full mail mail_ordered 10000
> 2006年1月2日 ; % ; % ; %円
<p class="slim small dim">件名</p><p class="slim bold">ご注文の確認（Amazonギフトカード）</p><p class="slim small dim">From: auto-confirm@amazon.co.jp　{{.Ordered}}</p>
<div class="pad over"><p>ご注文を承りました。</p><p>注文番号：{{.Order}}</p>
<p>商品：Amazonギフトカード（Eメールタイプ）</p><p>送信先：{{.To}}</p><p>合計：{{.Face}}</p></div>

# next-mail-plain amazon-com en till 17:31 ios5g mail mail_delivered 2500
> 2 Jan 2006 ; % ; % ; $%
<div class="slim over"><p>From: Amazon Gift Cards</p><p>To: {{.To}}</p><p>Date: {{.Done}}</p><p>Subject: You received a gift card from Mika</p></div>
<div class=pad><p>Mika sent you a {{.Face}} Amazon gift card.</p><p>Your claim code:</p><p class=bold>{{.Code}}</p>
<p>Go to amazon.com/redeem to add it to your account.</p></div>

# next-left-walmart walmart en ocean 13:37 full balance balance_full 5000 5000
> Jan 2, 2006 ; % ; % ; $%
<p class="pad fill bold">Walmart</p><div class="box pad"><div class="row"><div><p class=bold>Gift card</p><p class="note dim">•••• {{.Own}}</p></div>
<div class=right><p class="note dim">Balance</p><p class=big>{{.Left}}</p></div></div></div><div class="row slim note"><span>Loaded at purchase</span>
<span>{{.Face}}</span></div>
<span class="btn fill round">Use in store</span>

# next-left-visa prepaid-visa-us en till 16:26 android balance balance_part 10000 3740
> 01/02/2006 ; $% ; -$% ; $%
11-26 -4210 - GROCERY MART
11-24 -2050 - FUEL STOP
<h2 class=pad>Card ending {{.Own}}</h2><div class="cells pad"><span>Available balance</span><b>{{.Left}}</b><span>Initial amount</span>
<span>{{.Face}}</span><span>Valid thru</span><span>08/34</span></div>
<table><tr><th>Posted</th><th>Merchant</th><th class=right>Amount</th></tr>{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}}</td>
<td class=right>{{.Amount}}</td></tr>{{end}}</table>

# next-left-list starbucks-jp ja olive 7:40 ios balance balance_full 5000 5000
> 2006/01/02 ; % ; % ; ￥%
<h2 class=pad>マイ カード</h2><div class="row top pad"><i class=thumb></i><div class=grow><p>スターバックス カード</p><p class="small dim">番号　・・・・{{.Own}}</p>
<p>残高　<b>{{.Left}}</b></p><p class="small dim">入金額　{{.Face}}</p></div></div><span class="btn edge round">残高を更新</span>
<div class="foot over small"><span>ホーム</span><span class=key>カード</span><span>店舗</span></div>

# next-left-prepaid vpreca ja plum 11:06 ios5g balance balance_zero 3000
> 2006年1月2日 ; % ; % ; %円
<p class="pad wide bold">Vプリカギフト</p><div class="mid pad"><p class=dim>現在の利用可能残高</p><p class="huge bold">{{.Left}}</p>
<p class="small dim">（額面 {{.Face}}）</p></div><div class="row slim over"><span>カード番号の下4桁</span><span>{{.Own}}</span></div><div class="row slim over">
<span>利用期限</span><span>2027年10月末</span></div>

# next-promo amazon-com en rose 18:53 android history row_claimed 5000 5540
> Mon, Jan 2, 2006 ; $% ; -$% ; $%
11-24 -1960 order Used on an order
11-21 +5000 own Gift card redeemed
11-09 -825 order Used on an order
<div class="row pad"><span>☰</span><b>amazon</b><span>⌕</span></div><div class="tile"><p class=bold>Never run low</p>
<p class=note>Turn on auto-reload when your balance drops below $10.00</p></div>
<div class="cells pad"><span>Gift card balance</span><b>{{.Top}}</b><span>Rewards points</span><b>1,204</b></div><h2 class=pad>Transactions</h2>
{{range .Rows}}<div class="pad over"><p class="small dim">{{.Date}}</p><div class=row><b>{{.What}}</b><b>{{.Amount}}</b></div>{{with .Last4}}
<p class=small>Card ending in {{.}}</p>{{end}}{{with .Order}}<p class=small>{{.}}</p>{{end}}</div>{{end}}
<div class="soft pad note"><p class=bold>Send a gift</p><p>Birthday · Thank you · Holiday, from $1.00</p></div>

# next-order-pay amazon-jp ja sand 21:05 full order_page order_redeemed 3000
> 2006年1月2日 ; % ; % ; %円
<p class="pad line">≡　注文内容の表示</p><div class="cells pad note"><span>注文日</span><span>{{.Ordered}}</span><span>注文番号</span><span>{{.Order}}</span>
<span>支払い方法</span><span>Mastercard 末尾 3307</span><span>ポイント</span><span>30pt</span><span>ご請求額</span>
<span>{{.Face}}</span></div><div class="tile"><p>Amazonギフトカード</p><p class=small>送信先　{{.To}}</p><p class=stamp>登録済み</p></div>
<p class="pad small dim">よく一緒に購入されている商品</p><div class="row slim small"><span>のし袋 5枚</span><span>398円</span></div><div class="row slim small">
<span>ボールペン</span><span>220円</span></div>

# next-msg-busy amazon-com en ocean 17:20 ios5g message already_elsewhere 5000
> Jan 2, 2006 ; % ; % ; $%
<div class="row pad"><span>Your balance $14.20</span><span>Reload</span></div><p class="slim">Nov 19, 2026　Order 251-4410972-6630185　-$8.80</p>
<p class="slim">Nov 2, 2026　Order 290-1173466-5508127　-$21.35</p><div class=shade></div>
<div class=drawer><h2 class="pad mid">We couldn't add this gift card</h2><p class="pad">It has already been redeemed to a different account.</p>
<span class="btn fill round">Try another code</span></div>

# next-mail-long amazon-jp ja olive 8:38 android mail mail_opened 3000
> 2006/01/02 ; % ; % ; ￥%
<div class="row pad"><span>←</span><span>⋮</span></div><h2 class=slim>ギフトカードが登録されました</h2><div class="row slim"><span>Amazon.co.jp</span>
<span class="small dim">{{.Done}}</span></div><p class=pad>いつもご利用いただきありがとうございます。お贈りいただいたギフトカードが、受取人のアカウントに登録されました。</p>
<table><tr><td>受取人</td><td>{{.To}}</td></tr><tr><td>ギフトカードの金額</td><td>{{.Face}}</td></tr><tr><td>登録日</td><td>{{.Done}}</td></tr><tr><td>ご注文</td>
<td>{{.Order}}</td></tr></table>
<p class="pad small dim">このメールは配信専用です。キャンペーン：12月31日まで、次回1,000円以上のご注文でポイント2倍。</p>
`
