package album

// Third are more of them: rows under headings of days, pages that offer and explain, several cards of one order.
const third = `
# fb-h-expiries amazon-jp ja tori 21:14 ios history row_claimed 5000 6180
> 2006年1月2日 ; +￥% ; -￥% ; ￥%
11-26 -340 order ご注文のお支払い
11-20 +5000 own ギフトカードの受け入れ
11-08 -1290 order ご注文のお支払い
10-15 +2000 other ギフトカードの受け入れ
10-02 -870 order ご注文のお支払い
<header><i>≡</i><b>amazon<sub>.co.jp</sub></b><span>ミサキさん ›</span><em>3</em></header><div class=sh><span>Amazon.co.jpを検索</span><i>⌕</i></div>
<div class=loc>お届け先を選択してください　150-0002</div><div class=pp><small><a>アカウントサービス</a> › ギフトカード</small><h1>残高の管理</h1>
<table class=exp><tr><th>ご利用いただける金額</th><td class=amt>{{.Top}}</td></tr><tr><th>　2036年10月14日まで</th><td>￥1,180</td></tr><tr><th>　2036年11月19日まで</th><td
>￥5,000</td></tr></table>
<div class=bt><a>カードを追加</a><a>チャージ</a></div><h2>残高の増減</h2>{{range .Rows}}<p class=rr><span class=d>{{.Date}}</span><span class=w
>{{.What}}</span><span class=m
>{{.Amount}}</span
>{{with .Last4}}<span class=n>番号：••••-••••••-{{.}}</span>{{end}}{{with .Order}}<span class=n><a>{{.}}</a></span>{{end}}</p>{{end}}</div>
<section class=ck><b>Cookieの使用について</b><p>当サイトは、サービスの提供と改善、および広告の表示のためにCookieを使用します。設定はいつでも変更できます。</p><span>同意する</span><span class=w>設定を変更</span></section>

# fb-h-bonus amazon-jp ja poin 12:06 android history row_claimed 3000 9420
> 2006/01/02(Mon) ; ＋%円 ; －%円 ; %円
11-27 -1760 order お買い物
11-24 +30 - チャージ特典
11-24 +3000 order チャージ（クレジットカード）
11-21 +3000 own ギフトコードの入力
11-05 -2150 order お買い物
10-10 +5000 other ギフトコードの入力
<div class=up><span>‹</span><strong>残高とポイント</strong><span>⚙</span></div><div class=pair><div>ギフト残高<b>{{.Top}}</b></div><div>ポイント<b>412pt</b></div></div>
<div class=ban><b>BLACK FRIDAY　11/27-12/1</b>期間中10,000円以上のチャージで100円分を進呈</div><h3>明細</h3>
{{range $i, $r := .Rows}}<dl><dt>{{.What}}</dt><dd class=y>{{.Amount}}</dd><dd class=t>{{.Date}}</dd><dd class=u
>{{if eq $i 0}}17pt 獲得{{else if eq $i 1}}キャンペーン{{else if
eq $i 2}}JCB 末尾0417{{else if eq $i 4}}21pt 獲得{{end}}{{with .Last4}}末尾 {{.}}{{end}}</dd></dl>{{end}}
<div class=fin>2026年9月以前の明細はありません</div><div class=dock><span>ホーム</span><span>さがす</span><span class=on>残高</span><span>メニュー</span></div>

# fb-h-autoreload amazon-com en relo 8:52 ios5g history row_absent 5000 4106
> Jan 2, 2006 ; $% ; −$% ; $%
11-25 -3218 order Applied at checkout
11-20 +5000 order Auto-Reload from Visa
11-09 -1475 order Applied at checkout
10-19 +2500 other Gift card you redeemed
10-04 -966 order Applied at checkout
<div class=tp><b>amazon</b><span>Deliver to Portland 97209</span></div><nav><a>Gift Cards</a><a>Redeem</a><a>Reload</a><a class=on>Activity</a><a
>Corporate</a
></nav>
<div class=hero><div><small>Your balance</small><p>{{.Top}}</p></div><a>Manage</a></div>
<div class=auto><b>Auto-Reload is on</b><span>We add $50.00 from Visa ending in 0417 whenever your balance is below $25.00.</span><a>Edit</a></div><h2
>All activity since you joined</h2>
<ul>{{range .Rows}}<li><div>{{.Date}}<span>{{.Amount}}</span></div><p>{{.What}}</p>{{with .Last4}}<p class=g>xxxx-xxxxxx-{{.}}</p
>{{end}}{{with .Order}}<p class=g>Order {{.}}</p
>{{end}}</li>{{end}}</ul>
<div class=promo><b>Give the perfect gift</b><span>Holiday eGift cards</span><span>$25</span><span>$50</span><span>$100</span></div>

# fb-h-days amazon-com en days 16:40 full history row_claimed 2500 3977
> Monday, January 2|3:04 PM ; +$% ; -$% ; $%
11-21T20:40 -4120 order Used at checkout
11-21T20:31 +2500 own Gift card accepted
11-19T19:12 +1349 order Refund: items returned
11-06T09:05 -1349 order Used at checkout
10-11T13:22 +5000 other Gift card accepted
<div class=t>‹ You<b>2026 activity</b><span>Share</span></div><div class=bb><span>Gift card balance</span><span>{{.Top}}</span></div>
{{range .Rows}}{{with .Group}}<h5>{{.}}</h5>{{end}}<div class=e><div class=c>{{if .In}}+{{else}}–{{end}}</div><div><span>{{.What}}</span><span class=s
>{{.Date}}{{with .Last4}} · code ending {{.}}{{end}}</span
>{{with .Order}}<span class=s>{{.}}</span>{{end}}</div><strong class="{{if .In}}good{{end}}">{{.Amount}}</strong></div>{{end}}
<aside>Refunds to your gift card balance usually show up within 3 hours. A refund of $25.00 or more may be reviewed first.</aside>

# fb-h-rowspan amazon-jp ja tana 10:29 full history row_absent 10000 6770
> 2006/01/02 ; % ; ▲% ; %
11-25 -4980 order 払出
11-19 -1210 order 払出
11-02 +10000 other 受入
10-20 -645 order 払出
10-01 +3000 other 受入
<div class=q>Amazon.co.jp｜ギフトカード残高照会</div><table class=cap><tr><td rowspan=2 class=k>残高</td><td class=v>{{.Top}} 円</td></tr><tr><td>2026年11月28日 10時29分現在</td
></tr></table>
<table class=led><thead><tr><th rowspan=2>取扱日</th><th>区分</th><th>金額（円）</th></tr><tr><th>摘要</th><th>差引残高（円）</th></tr></thead>
{{range .Rows}}<tbody><tr><td rowspan=2>{{.Date}}</td><td>{{.What}}</td><td class=z>{{.Amount}}</td></tr><tr><td>{{with .Last4}}ギフトカード番号<br
>****-******-{{.}}{{end}}{{with .Order}}注文番号<br>{{.}}{{end}}</td
><td class=z>{{.Left}}</td></tr></tbody>{{end}}</table>
<div class=nt>▲は残高からのお支払いを表します。<br>お客様がはじめて残高をご利用になった2026年10月1日以降の、すべてのお取扱いを表示しています。</div>

# fb-h-subscription google-play-jp ja pazu 7:20 android history row_claimed 3000 3240
> 2006年1月2日 15:04 ; ￥% ; ￥% ; ￥%
11-26T07:12 -1180 - ラジオ体操プラス（月額）
11-21T20:05 +3000 - ギフトコードの利用
11-16T22:48 -610 - 金のどんぐり 30個（森のパン屋さん）
10-26T07:12 -1180 - ラジオ体操プラス（月額）
10-09T18:30 +1500 - ギフトコードの利用
<div class=a><span>←</span>定期購入とお支払い<span>⋮</span></div><div class=sg><span>定期購入</span><span>履歴</span></div><div class=f><span>Play 残高</span><b>{{.Top}}</b
></div>
{{range $i, $r := .Rows}}<div class=o><div class="ic{{if .In}} g{{end}}"></div><div class=x><div class=y>{{.What}}</div><div class=z>{{.Date}}</div
>{{if .In}}<div class=z>残高に入りました</div>{{else}}<div class=z>GPA.339{{$i}}-7061-2284-1{{$i}}503</div>{{end}}{{if eq $i 0}}<div class=k>次の更新日：2026年12月26日</div
>{{end}}</div><div
class=p>{{.Amount}}{{if not .In}}<div class=z>+{{if eq $i 2}}6{{else}}11{{end}} ポイント</div>{{end}}</div></div>{{end}}
<div class=tip>プレイパスを1か月無料で試す<br><small>以降は月額￥600。いつでも解約できます。</small></div>

# fb-h-tax apple-us en orch 19:27 ios history row_claimed 5000 6071
> Jan 2, 2006 ; $% ; $% ; $%
11-26 -1083 - Sketchbook Pro, yearly
11-22 +5000 - Apple Gift Card
11-14 -323 - iCloud+ with 200 GB
10-29 -540 - Trail Maps
<div class=nb><span>‹ Account</span><span>Purchase History</span><span></span></div><div class=fl><span>Last 90 Days</span><span
>All Purchases ⌄</span></div>
{{range $i, $r := .Rows}}<section><header><div>{{.Date}}<small>M{{$i}}K7TQ4ZW{{$i}}</small></div><div
>{{if .In}}Redeemed{{else}}Total {{.Amount}}{{end}}</div
></header>
<div class=it><i></i><div><p>{{.What}}</p>{{if .In}}<p class=s>Added to Apple Account Balance</p>{{else}}<p class=s
>{{if eq $i 0}}Renews Nov 26, 2027{{else if
eq $i 2}}Renews Dec 14, 2026{{else}}iPhone App{{end}}</p>{{end}}</div><b
>{{if .In}}{{.Amount}}{{else if eq $i 0}}$9.99{{else if eq $i 2}}$2.99{{else}}$4.99{{end}}</b></div
>{{if not .In}}<div class=tx><span>Tax</span><span>{{if eq $i 0}}$0.84{{else if eq $i 2}}$0.24{{else}}$0.41{{end}}</span></div><div
class=tx><span>Paid with Apple Account</span><span>{{.Amount}}</span></div>{{end}}</section>{{end}}
<p class=ft>Account balance {{.Top}}</p>

# fb-h-robux roblox en blok 15:09 android history row_claimed 2500 2118
> 01/02/2006 ; +$% ; -$% ; $%
11-24 -999 - 1,000 Robux
11-21 +2500 - Gift card
11-03 -499 - Premium 450
10-15 +1000 - Gift card
<div class=tn><b>⬡</b><span>Search</span><i>R$ 1,482</i></div><h1>Credit</h1><div class=cr><span>Credit balance</span><b>{{.Top}}</b><a>Convert to Robux</a
></div>
<div class=hd><span>Date</span><span>Type</span><span>Credit</span><span>Robux</span></div>{{range $i, $r := .Rows}}<div class=ln><span
>{{.Date}}</span><span
>{{.What}}<small>{{if
.In}}Redeemed{{else if eq $i 0}}Converted{{else}}Membership{{end}}</small></span><span>{{.Amount}}</span><span
>{{if eq $i 0}}+1,000{{else if eq $i 2}}+450{{else}}0{{end}}</span></div>{{end}}
<div class=ch><b>Pick a virtual item</b><p>Get a free exclusive item with every gift card this month.</p><span>See items</span></div><div class=ln2
>About · Jobs · Blog · Parents · Gift Cards · Help · Terms<br>©2026 Roblox Corporation</div>

# fb-h-preorder playstation-jp ja kuro 23:47 ios5g history row_claimed 5000 4420
> 2006/1/2 15:04 ; +¥% ; -¥% ; ¥%
11-27T22:10 -3280 - 予約購入『海底都市アルカ』
11-23T14:36 +5000 - プロダクトコードによる入金
11-12T23:52 -1650 - コインパック500
11-12T23:51 +1000 - クレジットカードによる入金
10-03T19:20 +2000 - プロダクトコードによる入金
<div class=lg>△○×□<span>RIKU_0824</span></div><h2>お支払い　<small>ウォレットの動き</small></h2><div class=w1><span>ウォレット</span><b>{{.Top}}</b></div>
{{range $i, $r := .Rows}}<dl><dt>日時</dt><dd>{{.Date}}</dd><dt>内容</dt><dd>{{.What}}</dd>{{if eq $i 0}}<dt>発売日</dt><dd>2027/2/18</dd>{{end}}{{if eq $i 3}}<dt
>カード</dt><dd>Mastercard（…5120）</dd
>{{end}}<dt>増減</dt><dd class="{{if .In}}gr{{end}}">{{.Amount}}</dd></dl>{{end}}
<div class=pl><b>PlayStation®Plus</b>12か月利用権が12/2まで30%OFF　¥4,620</div>

# fb-h-month-only nintendo-eshop-jp ja naka 18:03 android history row_absent 3000 1330
> 2006年1月|2日 15:04 ; ＋% ; －% ; %
11-24T21:03 -1500 - ころがる島 ダウンロード版
11-20T20:15 +1000 - 残高の追加（クレジットカード）
11-08T10:40 -500 - おでかけ釣り日和 追加ステージ
10-18T18:22 +2000 - 残高の追加（プリペイド番号）
09-27T09:08 -980 - ひとふで迷路
<div class=bar1><span>もどる</span><b>残高の記録</b><span>　　　</span></div><p class=pd>2026年9月1日～2026年11月30日　単位：円</p>
{{range $i, $r := .Rows}}{{with .Group}}<div class=mm>{{.}}</div>{{end}}<div class=li><span>{{.Date}}</span><p>{{.What}}{{if eq $i 1}}<br><small
>Visa　****-****-****-2291</small>{{end}}</p><b>{{.Amount}}</b></div>{{end}}
<div class=mm>いまの残高</div><div class=li><span></span><p>残高</p><b>{{.Top}}円</b></div><div class=li><span></span><p>ゴールドポイント</p><b>75ポイント</b></div>

# fb-h-credits doordash en dash 13:33 ios history row_claimed 5000 4019
> 1/2/2006 ; $% ; $% ; $%
11-26 -2764 - Saffron Kitchen
11-25 +500 - Referral credit
11-21 +5000 - Gift card
11-10 -1832 - Bagel House
10-22 +2500 - Gift card
<div class=x>✕</div><h1>Your credits</h1><p class=tt>{{.Top}} <span>available</span></p><table><colgroup><col width="24%"><col><col width="25%"
><col width="18%"></colgroup><tr><th>Date<th>Details<th>Expires<th>Amount</tr>
{{range $i, $r := .Rows}}<tr><td>{{.Date}}<td>{{if not .In}}Spent: {{end}}{{.What}}<td>{{if eq $i 1}}12/25/2026{{else if .In}}Never{{else}}–{{end}}<td
>{{if not .In}}–{{end}}{{.Amount}}</tr>
{{end}}</table><div class=dp><b>Try DashPass free for 30 days</b><p>$0 delivery fees on orders of $12.00 or more, then $9.99 a month.</p></div><p class=fp
>Refer a friend: they get $10.00, you get $5.00.</p>

# fb-h-ponta au-pay-gift-card ja mika 20:22 full history row_claimed 3000 7346
> 1/2(Mon) 15:04 ; +% ; -% ; %
11-26T12:31 -864 - ドラッグいろは 本町店
11-24T07:55 +5000 - オートチャージ（銀行口座）
11-21T19:22 +3000 - ギフトカードを残高に追加
11-21T18:40 -1720 - スーパーまるや
11-05T12:12 -590 - 珈琲みなと
<div class=o1><span>残高　{{.Top}}円</span><span>Pontaポイント　1,903P</span></div><div class=o2><span>＜10月</span><b>2026年11月</b><span>12月＞</span></div>
<div class=o3><span>支払い合計<b>3,174円</b></span><span>チャージ合計<b>8,000円</b></span></div>
{{range $i, $r := .Rows}}<div class=o4><time>{{.Date}}</time><span>{{.What}}</span><b class="{{if .In}}p{{end}}">{{.Amount}}円</b>{{if not .In}}<i
>ポイント {{if eq $i 0}}4{{else if eq $i 3}}8{{else}}2{{end}}P 加算予定</i>{{end}}</div>{{end}}
<div class=o5><b>たぬきの吉日</b>対象のお店で最大20%還元　エントリーはこちら</div><div class=o6><span>ホーム</span><span>コード支払い</span><span>チャージ</span><span>履歴</span></div>

# fb-h-menu amazon-jp en navi 9:58 ios5g history row_claimed 10000 6612
> January 2, 2006 ; JPY % ; -JPY % ; JPY %
11-25 -5290 order Checkout
11-22 +10000 own Gift Card applied to account
11-11 -1940 order Checkout
10-30 +3000 other Gift Card applied to account
<a class=vh>Skip to main content</a><div class=tb><b>amazon</b><span>.co.jp</span><span>EN</span><span>Cart: 0 items</span></div><ul class=mn><li
>Your Account<li>Your Orders<li>Digital content
<li>Memberships<li>Gift Cards<li>Your Wallet<li>Addresses<li>Security<li>Messages<li>Language</ul><main><h1>Gift Card balance</h1><p>You have <b>{{.Top}}</b
> to spend.</p><div role=list>
{{range .Rows}}<div role=listitem class=en><span class=vh>{{if .In}}Credit{{else}}Debit{{end}} </span><span class=da>{{.Date}}</span><span class=de
>{{.What}}</span><span class=am>{{.Amount}}</span
>{{with .Last4}}<span class=rf>Claim code ****-******-{{.}}</span>{{end}}{{with .Order}}<span class=rf>Order number {{.}}</span>{{end}}</div>{{end}}</div
></main>
<div class=fo>Back to top</div><div class=fo2><span>Get to know us</span><span>Make money with us</span><span>Let us help you</span><span
>Amazon Points</span
><small>Conditions of Use　Privacy Notice　© 1996-2026</small></div>

# fb-h-pre amazon-com en type 11:11 full history row_absent 2500 3405
> 2006-01-02 ; +% ; -% ; %
11-27 -1145 order PURCHASE
11-15 +750 order RETURN CREDIT
11-01 -2260 order PURCHASE
10-20 +5000 other GIFT CARD CODE
09-30 -1890 order PURCHASE
<pre>AMAZON.COM GIFT CARD ACCOUNT
STATEMENT OF ACTIVITY (USD)

PERIOD 2026-09-01 TO 2026-11-28
BALANCE ${{.Top}}
----------------------------------------------
DATE        ACTIVITY          AMOUNT   BALANCE
----------------------------------------------
{{range .Rows}}{{.Date}}  {{printf "%-16s" .What}}{{printf "%8s" .Amount}}{{printf "%10s" .Left}}
            {{with .Last4}}CODE XXXX-XXXXXX-{{.}}{{end}}{{with .Order}}ORDER {{.}}{{end}}
{{end}}----------------------------------------------
5 ENTRIES. PAGE 1 OF 1.

Amounts with + were added to your balance,
amounts with - were taken from it.</pre>

# fb-h-colspan apple-jp ja ringo 13:05 ios5g history row_claimed 10000 11180
> 2006年1月|2日(Mon) ; ＋¥% ; ¥% ; ¥%
11-25 -1320 - 動画編集スタジオ（うち消費税 ¥120）
11-20 +10000 - Apple Gift Cardを入金
11-12 -400 - クラウド保存 200GB（うち消費税 ¥36）
10-28 +1500 - Apple Gift Cardを入金
10-12 -300 - 雨雲レーダー（うち消費税 ¥27）
<div class=tt><span>アカウント</span><b>お支払いと残高</b><span>編集</span></div><div class=bl>Apple Accountの残高<b>{{.Top}}</b></div>
<div class=pm><span>お支払い方法</span><span>Visa ･･･ 6614</span></div><table class=hs><caption>残高の使いみち</caption>
{{range .Rows}}{{with .Group}}<tr><th colspan=3>{{.}}</th></tr>{{end}}<tr><td nowrap>{{.Date}}</td><td>{{.What}}</td><td
nowrap>{{.Amount}}</td></tr>{{end}}<tr><td colspan=2>現在の残高</td><td>{{.Top}}</td></tr></table>
<p class=fn>残高が足りないときは、不足分を登録済みのお支払い方法に請求します。お使いいただけるのは日本のストアのみです。</p>
<ul class=lk><li>Apple Gift Cardを贈る<li>定期購入<li>購入に関する問題を報告</ul>

# fb-o-pair amazon-com en duo 14:18 ios order_page order_sent 2500
> January 2, 2006 ; % ; % ; $%
<div class=top><span>←</span><b>Order details</b><span>⌕</span></div><div class=meta><div>Order placed<b>{{.Ordered}}</b></div><div>Order number<b
>{{.Order}}</b></div><div>Order total<b>$75.00 (2 gift cards)</b></div></div>
<div class=gc><div class=pic>🎁</div><div><b>Gift card 1 of 2</b><p>To pat.lindqvist@example.com</p><p>Amount $50.00</p><p class=st>Redeemed</p></div></div>
<div class=gc><div class=pic>🎁</div><div><b>Gift card 2 of 2</b><p>To {{.To}}</p><p>Amount {{.Face}}</p><p class=st
>Delivered, not added to an account yet</p
><a>Send the email again</a></div></div>
<div class=meta><div>Paid with<b>Amex ending in 1008</b></div><div>Tax<b>$0.00</b></div></div><p class=sm>Gift cards can't be returned. <a
>Learn more</a></p>

# fb-o-history amazon-jp ja rire 8:25 android order_page order_redeemed 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hd><b>注文履歴</b><span>過去3か月 ▾</span></div><div class=tb><span class=on>注文</span><span>再び購入</span><span>未発送</span><span>定期おトク便</span></div>
<article><h4>配達済み　11月24日</h4><div><i class=bk></i><p>ほうろう保存容器 浅型Lサイズ ホワイト</p></div><footer>￥2,090　　<a>返品・交換</a>　<a>レビュー</a></footer></article>
<article><h4>お相手が残高に追加しました　{{.Done}}</h4><div><i class=gf></i><p>Amazonギフトカード（Eメール）おたんじょうび<br><span>送り先 {{.To}}</span></p></div><footer
>{{.Face}}　注文日 {{.Ordered}}<br>注文番号 {{.Order}}</footer></article>
<article><h4>発送準備中</h4><div><i class=bk></i><p>麻のランチョンマット 4枚組<br><span>お届け予定 12月1日</span></p></div><footer>￥1,480　　<a>キャンセル</a>　<a
>配送状況</a></footer></article>
<h3>もう一度買う</h3><div class=rc><div>単3電池 20本<b>￥798</b></div><div>コーヒー 300g<b>￥1,120</b></div><div>ゴミ袋 50枚<b>￥450</b></div></div>

# fb-o-receipt amazon-jp ja ryou 13:40 full order_page order_sent 10000
> 2006年1月2日 ; % ; % ; ￥%
<center><b>領収書／購入明細書</b><br>このページを印刷してご利用ください</center><table class=a><tr><td>注文日</td><td>{{.Ordered}}</td></tr><tr><td>注文番号</td><td>{{.Order}}</td></tr><tr
><td>ご請求額</td><td><b>{{.Face}}</b></td></tr></table>
<table class=b><tr><th colspan=3>Eメールで送信済み（受け取り待ち）</th></tr><tr><td>商品</td><td>数量</td><td>金額</td></tr><tr><td>Amazonギフトカード - Eメールタイプ - ありがとう<br
>受取人：{{.To}}</td><td>1</td><td>{{.Face}}</td></tr>
<tr><td colspan=2>商品の小計</td><td>{{.Face}}</td></tr><tr><td colspan=2>消費税（対象外）</td><td>￥0</td></tr><tr><td colspan=2>Amazonポイントのご利用</td><td
>￥0</td></tr></table
>
<table class=a><tr><td colspan=2>お支払い情報</td></tr><tr><td>JCB　下4桁 3327</td><td>{{.Face}}</td></tr></table><p
>ギフトカードのご購入は、消費税の課税対象ではありません。インボイス（適格請求書）は発行されません。</p>

# fb-o-called-off amazon-com en calm 17:52 ios5g order_page order_cancelled 10000
> January 2, 2006 ; % ; % ; $%
<div class=b1>amazon<span>Hi, Jordan</span></div><div class=al><i>✓</i><div><b>This item has been canceled as you requested</b><p
>The gift card was never emailed, and you have not been charged.</p></div></div>
<h2>Gift card order</h2><dl><div><dt>Order no.</dt><dd>{{.Order}}</dd></div><div><dt>Placed</dt><dd>{{.Ordered}}</dd></div><div><dt>Canceled</dt><dd
>{{.Done}}</dd></div><div><dt>Was going to</dt><dd>{{.To}}</dd></div><div><dt>Value</dt><dd>{{.Face}}</dd></div></dl>
<a class=bn>Order a new gift card</a><h3>Related to items you've viewed</h3><div class=cc><div>Snowflake gift bag, pack of 6<b>$11.99</b></div><div
>Mug with lid, 12 oz<b>$14.50</b></div></div>

# fb-o-replaced amazon-jp en stat 10:03 android order_page order_resent 3000
> Jan 2, 2006 ; % ; % ; ¥%
<div class=cr>Your Account / Your Orders / Gift card status</div><h1>Gift card status</h1><table><tbody><tr><td>Recipient<td>{{.To}}<tr><td>Amount<td
>{{.Face}}<tr><td>Order<td>{{.Order}}<tr><td>Order date<td>{{.Ordered}}<tr class=hi><td>Status<td><b>Re-sent</b> on {{.Done}}</table>
<div class=ex>The e-mail of {{.Done}} contains a replacement claim code. The claim code in the first e-mail was switched off.</div><ul><li
>You can send this gift card up to 4 more times.</li><li>Need another address? <a>Change recipient</a></li></ul>
<div class=fq>About gift card status<b>Sent</b>The e-mail was delivered and the recipient can add the gift card.<b>Redeemed</b
>The recipient added it to an account. It can no longer be re-sent.<b>Cancelled</b>The order was cancelled before delivery.</div><div class=en
>amazon.co.jp　|　日本語　|　Help　|　Sign out</div>

# fb-o-help amazon-jp ja hojo 21:31 ios order_page order_redeemed 3000
> 2006/1/2 ; % ; % ; %円
<div class=nv><a>〈 注文</a><span>ギフトカードの詳細</span></div><div class=cd><div class=am>{{.Face}}</div><div class=ok>受け取り完了</div><p
>{{.To}}さんが、{{.Done}}にギフトカードを受け取りました。</p></div>
<div class=r><span>ご注文日</span><span>{{.Ordered}}</span></div><div class=r><span>ご注文番号</span><span>{{.Order}}</span></div><div class=r><span>お支払い</span><span
>d払い　{{.Face}}</span></div>
<h4>ヘルプ</h4><details open><summary>「送信済み」と表示されています</summary>メールは届いていますが、まだ受け取られていない状態です。この間は「送り直す」ボタンが表示されます。</details><details open><summary
>「取り消し済み」と表示されています</summary>ご注文は成立していません。代金は、お支払い方法に応じて10日ほどで返金されます。</details>
<details><summary>受け取り後に返金できますか</summary></details><div class=q>このページは役に立ちましたか？　はい　いいえ</div>

# fb-o-notify amazon-com en togl 7:05 full order_page order_sent 5000
> January 2, 2006 ; % ; % ; $%
<div class=mh>Manage your gift</div><div class=mc><div class=art>amazon<b>{{.Face}}</b></div><p class=who>For {{.To}}</p><p class=was
>We delivered your gift card by email on {{.Ordered}}.<br>It hasn't been used yet.</p></div>
<div class=tg><span>Email me when it's redeemed</span><i class=on></i></div><div class=tg><span>Remind the recipient after 7 days</span><i></i></div
><div class=tg><span>Resend email</span><em>›</em></div><div class=tg><span>Copy message text</span><em>›</em></div>
<p class=no>Order # {{.Order}}<br>If your recipient can't find the email, ask them to check their junk folder.</p>

# fb-m-quoted amazon-jp ja aka 22:16 android message already_elsewhere 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hh><b>amazon.co.jp</b><span>残高 ￥260</span></div><div class=er><b>エラーが発生しました</b><p>このギフトカードは、ほかのお客様のアカウントで受け取り済みのため、追加できません。</p></div>
<label>ギフトカード番号</label><div class=ip>{{.Code}}</div><a class=go>残高に追加</a><section><h3>よくあるご質問</h3><h6>Q. 「番号に誤りがあります」と表示されたときは</h6><p
>A. アルファベットと数字の見間違いがないか、ご確認ください。</p><h6>Q. 「カードが有効になっていません」と表示されたときは</h6><p>A. お買い上げのお店に、レシートとカードをお持ちください。</p></section>
<footer>期間限定　ギフトカード￥5,000以上の購入で￥500クーポン</footer>

# fb-m-added amazon-com en joy 18:37 ios message redeemed_now 5000 6215
> Jan 2, 2006 ; % ; % ; $%
<div class=w><p class=h>Nice! {{.Face}} is now yours to spend</p><p>We put your gift card into your account.</p></div><div class=g><span
>Balance before</span
><b>$12.15</b><span>This gift card</span><b>{{.Face}}</b><span>Balance now</span><b>{{.Left}}</b></div>
<div class=p><small>LIMITED TIME</small><b>Reload $100.00, get a $10.00 credit</b><p
>First reload only. Offer ends December 31, 2026.</p></div><div class=two
><a>Redeem another</a><a>Start shopping</a></div>

# fb-m-register apple-jp ja mado 11:23 full message not_activated 10000
> 2006年1月2日 ; % ; % ; ¥%
<div class=tl><span>ギフトカードまたはコードの利用</span></div><div class=ph>▣　カメラで読み取る</div><div class=ph>コードは手動でも入力できます</div><ul><li>残高　　　　　　　　　¥0<li>利用規約<li>プライバシー</ul>
<div class=dm></div><div class=dg><h2>このカードはまだお使いになれません</h2><p>販売店での利用開始の手続きが済んでいません。お買い求めの販売店にご連絡ください。</p><div><span>閉じる</span></div></div>

# fb-m-spent-en google-play-jp en robo 16:15 ios5g message already_redeemed 3000
> Jan 2, 2006 ; % ; % ; ¥%
<div class=ap><span>←</span><span>Payments & subscriptions</span></div><div class=ol><b>Redeem code</b><div class=tf>Enter gift card or promo code<br
>••••••••••••••••</div><div class=em
>This gift card was used before, so its value is gone. Check your purchase history or try another card.</div><div class=bt
><span>Cancel</span><span>Redeem</span></div></div>
<div class=ls><p>Google Play balance<br><small>¥0</small></p><p>Visa-0417<br><small>Default payment method</small></p><p>Add credit or debit card</p><p
>Add PayPal</p></div>

# fb-m-not-found playstation-jp ja ore 0:42 android message invalid 5000
> 2006年1月2日 ; % ; % ; ¥%
<div class=s1>PlayStation®Store</div><div class=s2>コードを引き換える</div><div class=s3>••••-••••-{{.Own}}</div><div class=s4>⚠　このコードは存在しません。入力した12文字を見直してください。</div
><div class=s5>続ける</div>
<div class=s6><b>コードの見つけかた</b><p>カードの裏面の銀色の部分を削ると、12文字のコードが現れます。</p><p>レシートタイプの場合は、「コード」と書かれた行をご覧ください。</p></div><div class=s7>ポリシー　利用規約　サポート　国・地域：日本</div>

# fb-m-abroad steam en vapo 2:31 full message other_region 5000
> Jan 2, 2006 ; % ; % ; $%
<div class=a1><b>STEAM®</b><span>Install Steam</span></div><div class=a2>Add funds › Redeem a code</div><div class=a3><p>{{.Code}}</p><span>Continue</span
></div><div class=a4>We couldn't add this code: it was issued for Steam accounts in a different country and cannot be used in yours.</div>
<div class=a5><b>Steam Wallet</b><p>Your store country: United States</p><p>Wallet balance: $3.20</p></div><div class=a6>Or add funds another way<span
>$5.00</span><span>$10.00</span><span>$25.00</span><span>$50.00</span></div>

# fb-m-topup au-pay-gift-card ja mint2 12:48 ios message redeemed_now 2000 3655
> 2006年1月2日 ; % ; % ; %円
<div class=z1>チャージ</div><div class=z2><div class=z3>◎</div><h2>{{.Face}}分のチャージが完了しました</h2><table><tr><td>チャージ方法</td><td>ギフトカード</td></tr><tr><td>チャージ後の残高</td
><td>{{.Left}}</td></tr></table></div><a class=z4>ホームへ</a>
<div class=z7><div><b>最近のチャージ</b><a>すべて見る</a></div><div><span>11/03　オートチャージ</span><span>5,000円</span></div><div><span>10/27　セブン銀行ATM</span><span
>10,000円</span
></div></div><div class=z5><b>5,000円以上のチャージで抽選に参加</b><br>最大10,000Pが当たる！　11/30まで</div><p class=z6>ギフトカードによるチャージは取り消せません。残高に有効期限はありません。</p>

# fb-m-yours amazon-jp ja kami2 9:12 ios5g message already_here 5000 7480
> 2006年1月2日 ; % ; % ; ￥%
<div class=k1>✕<b>ギフトカードの追加</b></div><div class=k2><div class=k3>ⓘ</div><p><b>すでにお客様の残高に入っています</b></p><p>このギフトカードは、以前にこのアカウントで受け取られています。もう一度追加する必要はありません。</p
></div>
<div class=k4><span>現在の残高</span><strong>{{.Left}}</strong></div><a class=k5>利用履歴を見る</a><a class=k6>ほかのギフトカードを追加</a><p class=k7>ご不明な点は　<a>カスタマーサービス</a></p
><b class=slim>残高で買えるもの</b><div class=k8><span>ステンレスボトル 500ml<b>￥2,480</b></span><span>折りたたみ傘<b>￥1,980</b></span><span>文庫本<b>￥770</b></span></div
><div class=k9><span>ホーム</span><span>マイページ</span><span>カート (1)</span><span>メニュー</span></div>

# fb-m-pin-used razer-gold en gold2 3:18 android message already_redeemed 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=r1>RAZER <b>GOLD</b></div><div class=r2>1 Enter PIN ─── <b>2 Result</b></div><table><tr><th>Result</th><td class=no>Not reloaded</td></tr><tr><th
>Reason</th><td>The PIN on this gift card has been spent</td></tr><tr><th>Reloaded</th><td>$0.00</td></tr><tr><th>Wallet</th><td>$4.40</td></tr></table>
<a class=r3>Reload with another PIN</a><div class=r4>Earn up to 3% Razer Silver on every reload of $10.00 or more with a bank card.</div>

# fb-m-linked doordash en tama 19:55 full message already_elsewhere 5000
> Jan 2, 2006 ; % ; % ; $%
<div class=d1><span>‹</span>Add a gift card</div><div class=d2>Gift card PIN<p>········</p></div><div class=d3 role=alert
>That gift card belongs to somebody else's account now. Each card can be added to one DoorDash account only.</div><a class=d4>Add gift card</a>
<h3>Buy a gift card</h3><div class=d5><span>$15</span><span>$25</span><span>$50</span><span>$100</span></div><p class=d6
>Credits: $0.00　·　Promo codes: 1 available ($5 off your next order)</p>

# fb-e-thread amazon-com en gblu 8:03 android mail mail_opened 5000
> Jan 2, 2006 ; % ; % ; $%
<div class=g1>← <span>▤ ✉ ⋮</span></div><h2>{{.To}} has used your gift <em>Inbox</em></h2><div class=g2><i>a</i><div><b>Amazon.com Gift Cards</b> <small
>{{.Done}}</small><br><small>to me ▾</small></div></div>
<div class=g3><p>Hi Robin,</p><p>A quick note to say that <b>{{.To}}</b
> added your {{.Face}} gift card to an Amazon account on {{.Done}}. We think you made someone's day.</p><p>Order number<br><b>{{.Order}}</b></p><a
>Send another gift card</a>
<p class=q>You get this note because you asked to be told when the gift is redeemed.
Amazon will never ask you to pay with gift cards over the phone. Gift card purchases of $500.00 or more may need a review.</p></div>

# fb-e-stamp amazon-jp ja hagaki 18:59 ios mail mail_delivered 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class=m1>完了　　　　　　　2 / 38　⌃ ⌄</div><div class=m2><b>Amazonギフトカード</b><span>宛先：{{.To}}</span><span>{{.Ordered}}</span></div><div class=m3><div class=m4
>［画像：ギフトカードのデザイン］</div><p>なぎさ様から<br><b>{{.Face}}分</b>のギフトが届いています</p><blockquote>引っ越し祝いです。新しい部屋、今度見せてね。</blockquote>
<p class=cc>番号<br><code>{{.Code}}</code></p><a>受け取る</a></div><ol><li>「受け取る」を押す<li>サインインして番号を確かめる<li>次のお買い物から使えます</ol><div class=m5
>このギフトカードの有効期限は発行日から10年です。第三者に番号を教えないでください。番号を聞き出す詐欺が増えています。コンビニでギフトカードを購入するよう求められたときは、警察（#9110）にご相談ください。</div>

# fb-e-dispatched amazon-jp ja yoko 7:44 full mail mail_sent 3000
> 2006/01/02 ; % ; % ; ￥%
<table class=h><tr><td>件名</td><td>ギフトカードをお届けしました</td></tr><tr><td>送信元</td><td>Amazon.co.jp &lt;gc-orders@gc.email.amazon.co.jp&gt;</td></tr><tr><td
>日付</td><td
>{{.Ordered}}</td></tr></table><div class=b><p>ユウタ様</p><p>ご注文のギフトカードを、次のとおりEメールでお届けしましたのでお知らせいたします。</p>
<ul><li>お届け先……{{.To}}<li>金額……{{.Face}}<li>ご注文番号……{{.Order}}<li>お届け日……{{.Ordered}}</ul><p>お相手がギフトカードを受け取られましたら、あらためてEメールでお知らせいたします。</p><p class=s
>届いていないとお申し出があった場合は、「注文履歴」から送り直すことができます。</p></div><div class=k>PR　年末年始のご挨拶に　ギフトカード 500円から　▶</div>

# fb-e-basket amazon-com en cnf 13:15 ios5g mail mail_ordered 5000
> January 2, 2006 ; % ; % ; $%
<div class=n1>amazon<span>Order Confirmation</span></div><p
>Hello Casey, thank you for shopping with us. We'll send a note when your gift card goes out.</p><p
>Order #{{.Order}}<br>Placed on {{.Ordered}}</p>
<table><tr><td>Amazon eGift Card, Snow Globe<br><small>For {{.To}}</small></td><td>{{.Face}}</td></tr><tr><td>Wrapping paper, 3 rolls<br><small
>Arriving Saturday</small></td><td>$11.48</td></tr></table>
<div class=n2><span>Items</span><span>$61.48</span><span>Shipping</span><span>$0.00</span><span>Tax</span><span>$0.92</span><b>Total</b><b
>$62.40</b></div><a
>View order</a><p class=n3>The payment for your invoice is processed by Amazon Payments, Inc. P.O. Box 81226, Seattle</p>

# fb-e-forward amazon-com en fwd 20:47 android mail mail_delivered 10000
> Mon, Jan 2, 2006 ; % ; % ; $%
<div class=f1><b>Fwd: You've got a gift card from Noor</b><span>☆</span></div><div class=f2>{{.To}}<br><small>{{.Done}}, to me</small></div><p
>Sending this to my home account so that I don't forget it.</p>
<div class=f3>---------- Forwarded message ---------<br>From: <b>Amazon.com</b> &lt;gc-orders@gc.email.amazon.com&gt;<br>Date: {{.Ordered}}<br
>Subject: You've got a gift card from Noor<br>To: {{.To}}</div>
<div class=f4><p>You've got a gift card</p><h1>{{.Face}}</h1><p>Message from Noor: for your trip in the spring</p><hr><p>Claim code <b>{{.Code}}</b></p><p
>Redeem at amazon.com/redeem. No fees, no expiration date.</p></div><p class=f5
>This message was sent from a notification-only address. Restrictions apply,
see amazon.com/gc-legal. All Amazon ®, ™ & © are IP of Amazon.com, Inc. or its affiliates. Pass it on: gift cards from $1 to $2,000.</p>

# fb-b-cards starbucks-jp ja miso 7:32 android balance balance_part 5000 2345
> 2006/01/02 ; % ; % ; ￥%
<div class=c0>カード一覧（2枚）</div><div class=c1><div class=c2>さくら 2024</div><div class=c3>・・・8830　　メインカード<b>￥640</b><span>入金総額 ￥6,000</span></div></div
><div class=c1><div class=c2>ありがとう</div><div class=c3>・・・{{.Own}}　　ギフト<b>{{.Left}}</b><span>はじめの金額 {{.Face}}</span></div></div>
<div class=c4>＋ カードを追加</div><div class=c5>オンライン入金は1,000円から30,000円まで、1円単位でできます。</div><div class=c6>★ Starsは現在 38.5。あと111.5で￥700分のチケットと交換できます。</div>

# fb-b-empty target en ring 17:08 ios balance balance_zero 2500
> Jan 2 ; % ; -$% ; $%
11-27 -1130 - Target, Main St
11-25 -1370 - target.com
<div class=e1>My GiftCards</div><div class=e2><p>Card ••••{{.Own}}</p><p class=e3>{{.Left}}</p><p>Nothing left on this card</p></div><h3>Where it went</h3
>{{range .Rows}}<div class=e4><span>{{.What}}<small>{{.Date}}</small></span><span>{{.Amount}}</span></div>{{end}}<div class=e4><span>Starting balance<small
>Loaded in store</small></span><span>{{.Face}}</span></div>
<div class=e5><b>Save 5% every day</b> with Target Circle Card. Spend $50, get $10 off.</div>

# fb-b-fee prepaid-visa-us en visa2 10:50 full balance balance_full 10000 10000
> 01/02/2006 ; % ; % ; $%
<div class=v1>GIFT CARD MALL</div><div class=v2><span>VISA</span><p>•••• •••• •••• {{.Own}}</p><span>GOOD THRU 04/33</span></div><table><tr><td
>Card value when purchased</td><td>{{.Face}}</td></tr><tr><td>Purchase fee (paid at register)</td><td>$5.95</td></tr><tr><td>Pending</td><td>$0.00</td></tr
><tr class=tt><td>Left to spend</td><td>{{.Left}}</td></tr></table>
<p>No transactions to show.</p><ul><li>Declined? Set a ZIP code for online purchases.<li>Funds never expire. Replacement cards cost $5.95.<li
>Lost card? Call 1-833-000-0000.</ul>

# fb-b-campaign quo-card-pay ja quok 12:35 ios5g balance balance_part 3000 1180
> 2006年1月2日 ; % ; % ; %円
<div class=q1>QUO<b>カードPay</b></div><div class=q2><p>のこり</p><p class=q3>{{.Left}}</p><div class=q4><i></i></div><p class=q5>{{.Face}}のうち</p></div
><div class=q6>カードID　********{{.Own}}<br>有効期限　2029年10月31日</div><a class=q7>バーコードを表示</a>
<div class=q8>贈り主：株式会社ひなた不動産<br>「ご来店ありがとうございました」</div><div class=q6>使えるお店（一部）</div><div class=qs><span>コンビニ</span><span>ドラッグストア</span><span>書店</span><span
>カフェ</span><span>家電</span><span>外食</span></div><div class=q9><b>秋のアンケート</b>抽選で500名様に1,000円分をプレゼント　12/15まで</div>
`
