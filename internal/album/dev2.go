package album

// Second are pages like those of Dev by another hand: what stands side by side is often in one element only, signs are
// marks beside a row, a page is busy with what is not asked for.
const second = `
# fa-offscreen amazon-jp ja kumo 19:52 ios5g history row_claimed 5000 7245
> 2006年1月2日 ; ￥% ; -￥% ; ￥%
11-27 -1980 order 利用
11-21 +5000 own 登録
11-15 -760 order 利用
10-12 +4000 other 登録
09-30 -1315 order 利用
<header class=nv><b>amazon.co.jp</b><span>キーワードで探す</span></header>
<nav class=sub><a>ギフトカードトップ</a><a>種類から選ぶ</a><a class=on>残高・利用履歴</a></nav>
<main><h1>ギフトカードの残高・利用履歴</h1><div class=bal><span>現在のギフトカード残高</span><span class=pr><span class=sr>{{.Top}}</span><span aria-hidden=true>{{.Top}}</span
></span></div>
<div class=two><a>ギフトカードを登録する</a><a>残高をチャージする</a></div><div class=ex><span>有効期限ごとの残高</span><a>表示する</a></div><h2>利用履歴</h2>
{{range .Rows}}<div class=rw><span class=dt>{{.Date}}</span><span class=ds>{{.What}}{{with .Last4}}<span>（ギフトカード番号: xxxx-xxxxxx-{{.}}）</span
>{{end}}{{with .Order}}<span>（注文番号: <a>{{.}}</a>）</span>{{end}}</span><span class=am><span class=sr>{{.Amount}}</span><span
aria-hidden=true>{{.Amount}}</span></span></div>{{end}}<h2>よく贈られているギフトカード</h2><div class=rec><span>グリーティングカード<b>￥3,000</b></span
><span>ボックスタイプ<b>￥10,000</b></span><span>シートタイプ<b>￥1,000</b></span></div></main>
<footer><a>ヘルプ</a><a>ギフトカード細則</a><a>プライバシー規約</a><small>© 1996-2026, Amazon.com, Inc. or its affiliates</small></footer>

# fa-classic amazon-jp ja old 23:40 full history row_claimed 3000 3712
> 2006年1月2日 ; ￥ % ; ￥ -% ; ￥ %
11-26 -1188 order 利用
11-23 +3000 own 登録
11-12 -2400 order 利用
10-29 -560 order 利用
10-18 +4500 other 登録
09-08 -1250 order 利用
<div class=crumbs>アカウントサービス &gt; Amazonギフト券 &gt; <span class=c>残高・利用履歴</span></div>
<div class=pane><h1>Amazonギフト券：利用履歴</h1><p>現在のギフト券残高：<b class=c>{{.Top}}</b></p><p>有効期限は2036年11月22日です。期限の近い残高から順にお支払いに充てられます。</p></div>
<div class=pg><span>ページ: 1 / 1 (全6件)</span><span>&lt; 前へ ｜ 次へ &gt;</span></div>
<table cellspacing=0><tbody><tr><th>日付</th><th>利用内容</th><th>金額</th></tr>
{{range .Rows}}<tr><td nowrap>{{.Date}}</td><td>{{.What}}{{with .Last4}} (ギフト券番号: xxxx-xxxxxx-{{.}}){{end}}{{with .Order}}　(注文番号: {{.}}){{end}}</td
><td>{{.Amount}}</td></tr>
{{end}}</tbody></table><div class=pane><a>ギフト券番号を入力する</a>　|　<a>ギフト券を贈る</a>　|　<a>FAQ</a></div>

# fa-responsive amazon-com en stack 8:33 android history row_claimed 5000 6284
> January 2, 2006 ; $% ; -$% ; $%
11-25 -2216 order Payment towards Amazon.com order
11-22 +5000 own Gift card claim
11-14 -1849 order Payment towards Amazon.com order
11-02 +2000 order Balance reload
10-19 -1151 order Payment towards Amazon.com order
<div class=hd>amazon</div><div class=sum><h1>Your Gift Card balance and activity</h1>Available balance<strong>{{.Top}}</strong></div>
<div class=ad>Reload $100.00 or more and get a $5.00 bonus <a>Learn more</a></div>
{{range .Rows}}<dl class=ent><dt>Date</dt><dd>{{.Date}}</dd><dt>Description</dt
><dd>{{.What}}{{with .Last4}} (claim code xxxx-xxxxxx-{{.}}){{end}}{{with .Order}} ({{.}}){{end}}</dd><dt>Amount</dt><dd>{{.Amount}}</dd></dl>
{{end}}<p class="mid note dim">Page 1 of 1</p>

# fa-anchors amazon-jp en pear 12:18 ios history row_claimed 3000 3915
> Mon, 2 Jan 2006 ; +¥% ; −¥% ; ¥%
11-24 -1085 order Order charged to balance
11-20 +3000 own Gift Card claimed
11-11 -600 order Order charged to balance
10-23 +1500 other Gift Card claimed
10-06 -2380 order Order charged to balance
<div class=hd><span>←</span><b>Amazon.co.jp balance</b><span>?</span></div><div class=bn>You can spend <b>{{.Top}}</b> on your next order.</div>
{{range .Rows}}<a class=it><i>{{if .In}}↓{{else}}↑{{end}}</i><span class=a>{{.What}}</span><span class=b>{{.Date}}</span>{{with .Last4}}<span
class=c>Claim code ends in {{.}}</span>{{end}}{{with .Order}}<span class=c>{{.}}</span>{{end}}<span class="m{{if .In}} good{{end}}">{{.Amount}}</span
></a>{{end}}
<p class="pad mid"><a>Load 25 more</a></p><div class=nx><span>Shop</span><span>Account</span><span>Basket (3)</span></div>

# fa-filter amazon-jp ja mint 7:05 android history row_absent 10000 4380
> 2006年1月|1月2日 ; ＋% 円 ; －% 円 ; % 円
11-26 -2145 order お会計に使用
11-15 -900 order お会計に使用
11-05 +3000 other Eメールのギフトカードを受領
10-24 -1475 order お会計に使用
10-13 +5000 other Eメールのギフトカードを受領
<div class=hero>ギフトカード残高<em>{{.Top}}</em></div><div class=flt><label class=on>すべて</label><label>受領</label><label>使用</label><span
class=sel>過去6か月 ▾</span></div>
<ul>{{range .Rows}}{{with .Group}}<h4>{{.}}</h4>{{end}}<li><time>{{.Date}}</time><div>{{.What}}{{with .Last4}}<small>番号 ****-******-{{.}}</small
>{{end}}{{with .Order}}<small>注文 {{.}}</small>{{end}}</div><data class={{if .In}}pl{{else}}mi{{end}}>{{.Amount}}</data></li>{{end}}</ul>
<p class="pad mid small dim">…もっと見る（6か月より前の明細はパソコン版サイトでご覧いただけます）</p>

# fa-inout amazon-com en bank 14:09 ios5g history row_absent 5000 3847
> 01/02/06 ; $% ; $% ; $%
11-28 -1276 order Purchase
11-19 -988 order Purchase
11-13 -1642 order Purchase
10-30 +7500 other Gift card
10-15 -2100 order Purchase
09-25 +1500 order Reload
<div class=hd>Gift Card Balance Statement</div><div class=tot><span>Closing balance</span><span>{{.Top}}</span></div>
<table><caption>Amazon.com account activity, newest first</caption><thead><tr><th>Posted</th><th>Details</th><th class=n>Credit</th><th
class=n>Debit</th><th class=n>Balance</th></tr></thead><tbody>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}}<br>{{with .Last4}}Code ending {{.}}{{end}}{{with .Order}}{{.}}{{end}}</td><td
class=n>{{if .In}}{{.N}}{{end}}</td><td class=n>{{if not .In}}({{.N}}){{end}}</td><td class=n>{{.Left}}</td></tr>
{{end}}</tbody></table><p class="pad small dim">Questions about a charge? Visit Help.</p>

# fa-details amazon-com en coal 21:31 ios history row_claimed 2500 3061
> Jan 2, 2006, 3:04 PM ; +$% ; −$% ; $%
11-26T20:45 -1339 order Paid for order
11-22T08:17 +2500 own Received from gift card
11-16T13:50 -449 order Paid for order
10-31T19:26 +5000 other Received from gift card
10-22T10:02 -2875 order Paid for order
<div class=hd><span>✕</span><b>Gift card wallet</b><span>⋯</span></div><div class=pill>Ready to use<div>{{.Top}}</div></div>
{{range .Rows}}<details open><summary><span>{{.What}}</span><span class="{{if .In}}up{{end}}">{{.Amount}}</span></summary><p>{{.Date}}</p
>{{if .Last4}}<p>Claim code: XXXX-XXXXXX-{{.Last4}}</p><p>Serial no. {{.Serial}}</p>{{end}}{{with .Order}}<p>Order no. {{.}}</p>{{end}}</details>
{{end}}<div class=tb><span>Home</span><span>You</span><span>Wallet</span><span>Cart</span></div>

# fa-passbook amazon-jp ja bank 16:27 android history row_absent 3000 2960
> 2006.01.02 ; % ; % ; %
11-27 -840 order 商品代金に充当
11-20 -1200 order 商品代金に充当
10-31 +5000 other 番号入力による入金
10-16 -790 order 商品代金に充当
09-29 +500 order 返金
09-12 -1710 order 商品代金に充当
<div class=hd>ギフトカード残高　お取引明細（Amazon.co.jp）</div><table><caption>単位：円　表示期間：2026年6月〜11月</caption><thead><tr><th>お取引日</th><th class=n>お預かり</th><th
class=n>お引き出し</th><th class=n>差引残高</th></tr></thead>
{{range .Rows}}<tbody><tr class=k><td>{{.Date}}</td><td class=n>{{if .In}}{{.N}}{{end}}</td><td class=n>{{if not .In}}{{.N}}{{end}}</td><td
class=n>{{.Left}}</td></tr>
<tr class=k2><td colspan=4>{{.What}}{{with .Last4}}　ギフトカード番号末尾 {{.}}{{end}}{{with .Order}}　注文番号 {{.}}{{end}}</td></tr></tbody>{{end}}</table>
<div class=tot><span>現在の残高</span><span>{{.Top}}円</span></div><p class="pad small dim">印刷用ページを開く</p>

# fa-report apple-jp ja pome 11:46 ios history row_claimed 5000 4730
> 2006年1月2日 ; +¥% ; ¥% ; ¥%
11-25 -1200 - 写真編集プロ（年間プラン）
11-22 +5000 - ギフトカード
11-19 -400 - 将棋道場：広告なし
11-06 -130 - iCloud+（50GBストレージ）
<div class=gn><span>Apple</span><span>サポート</span></div><div class=ttl>購入した項目</div><div class=sf>購入履歴を検索</div>
{{range .Rows}}<article class=inv><header><span>{{.Date}}</span><span>{{if .In}}クレジット{{else}}合計 {{.Amount}}{{end}}</span></header><section><div
class=ic></div><span>{{.What}}<small>{{if .In}}コードを使用してApple Accountにチャージ{{else}}Apple Accountの残高でお支払い{{end}}</small></span><b>{{.Amount}}</b
></section></article>
{{end}}<p class="pad mid note dim">過去90日間の項目を表示しています</p>

# fa-paycenter google-play-jp ja gmat 20:14 android history row_claimed 5000 5610
> 2006年|1月2日 ; ￥% ; −￥% ; ￥%
11-26T21:07 -650 - ドラゴン農園：ルビー80個
11-21T18:52 +5000 - Google Play ギフトカード
11-12T07:33 -980 - 英会話トレーナー：月額
10-25T22:40 -240 - 着せ替えカメラ：フレーム集
10-20T12:25 +2000 - Google Play ギフトカード
<div class=ab><span>☰</span><span>Google Play 残高</span><span>K</span></div><div class=tabs><a>概要</a><a class=on>アクティビティ</a><a>設定</a></div>
{{range .Rows}}{{with .Group}}<div class=yr>{{.}}</div>{{end}}<div class=tx><b>{{if .In}}＋{{else}}▷{{end}}</b><p>{{.What}}</p><span>{{.Amount}}</span
><q>{{.Date}}・{{if .In}}コードを適用{{else}}完了{{end}}</q></div>{{end}}
<div class="box pad note edge">Google Play Points：あと 120 ポイントでゴールド</div>

# fa-psn playstation-jp ja psb 22:25 ios5g history row_claimed 3000 3520
> 2006/1/2 ; ￥% ; -￥% ; ￥%
11-24 -1480 - 追加コンテンツ：シーズンパス
11-21 +3000 - チケット番号の利用
11-17 -550 - アバターセット
10-09 +2000 - チケット番号の利用
<div class=hd>PlayStation<small>サインアウト</small></div><div class=rng><span>2026/10/1</span><span>2026/11/30</span><span class=fill>検索</span></div>
{{range .Rows}}<div class=card><h5>{{.Date}}</h5><div class=ln><span>{{.What}}</span><b>{{.Amount}}</b></div><div
class=ln><span>{{if .In}}ウォレットへ入金{{else}}ウォレットから支払い{{end}}</span><span>残り {{.Left}}</span></div></div>{{end}}
<p class="pad small dim">2件以上のアカウントをお持ちの場合は、それぞれのアカウントでご確認ください。</p>

# fa-store-history steam en valve 0:57 full history row_claimed 5000 4382
> Jan 2, 2006 ; +$% ; -$% ; $%
11-25 -1499 - In-store purchase
11-21 +5000 - Gift card
11-15 -799 - In-store purchase
11-01 +120 - Market sale
10-14 -1999 - In-store purchase
<div class=gh>STEAM</div><div class=crumb>Home › Account › Purchase History</div><h2>Store transactions</h2>
<table><thead><tr><th>Date</th><th>Items</th><th class=r>Total</th><th class=r>Wallet change</th><th class=r>Wallet balance</th></tr></thead><tbody>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{if .In}}Funds added to Wallet{{else}}Game license{{end}}<div>{{.What}}</div></td><td class=r>{{.N}}</td><td
class=r>{{.Amount}}</td><td class=r>{{.Left}}</td></tr>{{end}}</tbody></table>
<div class=more>LOAD MORE TRANSACTIONS</div>

# fa-legend nintendo-eshop-jp ja eshop 18:36 ios history row_claimed 5000 5240
> 2006年1月2日(Mon) 15:04 ; ＋%円 ; −%円 ; %円
11-25T20:11 -2200 - ソフトの購入
11-22T17:48 +5000 - プリペイドカードで残高追加
11-07T21:30 -700 - 有料追加コンテンツの購入
10-11T09:15 +1500 - プリペイドカードで残高追加
<div class=hd>アカウント情報　＞　残高の増減</div><div class=now><span>現在の残高</span><b>{{.Top}}</b></div>
{{range .Rows}}<fieldset><legend>{{.Date}}</legend><strong>{{.What}}</strong><div class=mv><span><span>増減</span>{{.Amount}}</span><span><span>残高</span
>{{.Left}}</span></div></fieldset>{{end}}
<p class="mid pad note dim">▲ ページの先頭へ</p>

# fa-months uber en ubr 6:49 ios5g history row_claimed 5000 5518
> January 2006|Jan 2 · 3:04 PM ; $% ; -$% ; $%
11-25T19:32 -1864 - Ride to Cedar Avenue
11-20T12:11 +5000 - Gift card added
11-13T20:05 -2790 - Eats order, Taco Window
10-27T08:44 -1120 - Ride to Union Station
10-12T16:20 +2500 - Gift card added
<div class=bk>←</div><div class=hl>{{.Top}}<span>Uber Cash</span></div><div class=cta>+ Add gift card or funds</div>
{{range .Rows}}{{with .Group}}<div class=mo>{{.}}</div>{{end}}<div class=t>{{.What}}<span>{{.Date}}</span><strong>{{.Amount}}</strong></div>{{end}}

# fa-gold razer-gold en neon 2:14 android history row_claimed 5000 5035
> 2006-01-02 ; +$% ; -$% ; $%
11-26 -999 - Legends Arena, 1000 gems
11-22 +5000 - Razer Gold PIN reload
11-04 -1499 - Star Farer, monthly card
10-17 +2000 - Razer Gold PIN reload
<div class=hd>RAZER GOLD</div><div class=sub><span>All types ▾</span><span>Last 90 days ▾</span><span>Balance {{.Top}}</span></div>
<div class=g><div class=h>DATE</div><div class=h>TRANSACTION</div><div class="h a">AMOUNT</div>{{range .Rows}}<div>{{.Date}}</div><div
class=w>{{.What}}<small>{{if .In}}Credited to wallet{{else}}Paid from wallet{{end}}</small></div><div class=a>{{.Amount}}<small>SUCCESS</small></div
>{{end}}</div>
<p class="pad mid small dim">‹ 1 ›</p>

# fa-timeline amazon-jp en line4 15:20 full history row_absent 5000 2160
> 2 January 2006 ; +JPY % ; -JPY % ; JPY %
11-26 -1690 order Put towards an order
11-17 -800 order Put towards an order
11-06 +2000 other Gift Card claimed
10-21 -1350 order Put towards an order
10-10 +4000 other Gift Card claimed
<div class=hd><span>‹</span><b>Balance activity (amazon.co.jp)</b></div><div class=big2>Remaining balance<b>{{.Top}}</b></div>
<ol>{{range .Rows}}<li><span class=d>{{.Date}}</span><span class=w>{{.What}}</span>{{with .Last4}}<span class=x>Card number xxxx-xxxxxx-{{.}}</span
>{{end}}{{with .Order}}<span class=x>Order ID {{.}}</span>{{end}}<span class=s>{{.Amount}}</span></li>{{end}}</ol>
<p class="pad mid note dim">That's all. Your account was opened on 3 October 2026.</p>

# fa-o-stepper amazon-jp ja ords 10:44 ios order_page order_sent 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hd>ギフトカードの配信状況</div><div class=stp><div>注文確定</div><div>メール送信</div><div class=no>受取人が登録</div></div>
<p class=msg>メールをお届けしました<small>受取人はまだギフトカードを登録していません。</small></p>
<div class=kv><span>お届け先</span><span>{{.To}}</span></div><div class=kv><span>額面</span><span>{{.Face}}</span></div><div class=kv><span>ご注文日</span
><span>{{.Ordered}}</span></div><div class=kv><span>注文番号</span><span>{{.Order}}</span></div>
<a class="b y">メールを送りなおす</a><a class=b>注文内容を見る</a>

# fa-o-legend amazon-jp ja paper 9:03 android order_page order_redeemed 10000
> 2006年1月2日 ; % ; % ; %円
<h1>お贈りしたギフトカード</h1><span class=lb>受領済み</span>
<table><tbody><tr><th>贈り先</th><td>{{.To}}</td></tr><tr><th>額面</th><td>{{.Face}}</td></tr><tr><th>購入日</th><td>{{.Ordered}}</td></tr><tr><th>受領日</th
><td>{{.Done}}</td></tr><tr><th>注文番号</th><td>{{.Order}}</td></tr></tbody></table>
<dl class=leg><p>表示の意味</p><dt>準備中</dt><dd>まもなくメールをお送りします</dd><dt>配信済み</dt><dd>メールをお送りし、受け取りを待っています</dd><dt>受領済み</dt><dd>贈り先の方がご自分の残高に加えました</dd
><dt>取消</dt><dd>ご注文を取り消しました</dd></dl>

# fa-o-received amazon-com en ords 13:22 ios5g order_page order_redeemed 2500
> January 2, 2006 ; % ; % ; $%
<div class=hd>amazon</div><p class=msg>Received<small>Your recipient added this gift card to their balance on {{.Done}}.</small></p>
<div class=art><header><span>ORDER PLACED {{.Ordered}}</span><span>{{.Order}}</span></header><figure class=fig><i></i
><figcaption><b>Amazon eGift Card - Confetti</b>Gift card amount: {{.Face}}<br>Emailed to {{.To}}</figcaption></figure></div>
<div class=art><header><span>Payment</span><span>View receipt</span></header><p class=note>Mastercard ending in 0928<br>Order total {{.Face}}</p></div
><a class=b>Send another gift card</a><a class=b>Leave feedback</a>

# fa-o-list amazon-com en yo 17:15 android order_page order_sent 5000
> Jan 2, 2006 ; % ; % ; $%
<header><span>☰</span><b>amazon</b><span>Cart <sup>2</sup></span></header><div class=srch>Search all orders</div><h1>Your Orders</h1><div
class=pills><span>Orders</span><span>Buy Again</span><span>Not Yet Shipped</span></div>
<section><div class=oh><span>Ordered <b>{{.Ordered}}</b></span><span>Total <b>{{.Face}}</b></span></div><div class=ob><span
class=st>Emailed, waiting to be claimed</span><span class=ti>Amazon eGift Card, Birthday Candles</span><span class=to>for {{.To}}</span><span
class=no>Order # {{.Order}}</span></div><div class=oa><a>Email it again</a><a>Order details</a></div></section>
<section><div class=oh><span>Two other items</span><span>Total <b>$32.40</b></span></div><div class=ob><span class=st>Left at front door</span><span
class=ti>Bath towels, set of 4</span><span class=ti>Cedar coat hangers, 20 pack</span></div><div class=oa><a>Return items</a><a>Write a review</a
></div></section>
<h2>Inspired by your purchases</h2><div class=rec><span>Greeting cards, box of 12<b>$9.95</b></span><span>Tea sampler<b>$18.50</b></span
><span>Gift bags<b>$6.79</b></span></div>

# fa-o-renewed amazon-jp ja kami 20:58 full order_page order_resent 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class=tb><span>←</span><span>ギフトの詳細</span><span>共有</span></div><div class=note1><strong>新しい番号でもう一度お送りしました</strong
><span>{{.Done}}に再送信が完了しました。はじめにお送りした番号は使えません。</span></div>
<div class=who><span class=av>ゆ</span><span>{{.To}}</span><em>{{.Face}}</em></div>
<ul><li><span>注文番号</span><span>{{.Order}}</span></li><li><span>注文日</span><span>{{.Ordered}}</span></li><li><span>残りの再送信</span><span>4回</span></li></ul
>
<aside>届かないときは、迷惑メールフォルダーをご確認いただくよう、お相手の方にお伝えください。</aside>
<h3>ギフトカードのデザイン</h3><div class=ds><i></i><i></i><i></i></div><p class=cap>お正月　・　合格祝い　・　出産祝い</p>

# fa-o-log amazon-com en logs 8:07 ios order_page order_resent 10000
> Jan 2, 2006 ; % ; % ; $%
<div class=t1><span>Done</span><b>Email activity</b><span></span></div><div class=cardx><div class=v>{{.Face}}</div><div>Amazon eGift Card</div><div
class=sm>{{.To}}</div><div class=sm>Order {{.Order}}</div></div>
<table><tr><th>Event</th><th>Date</th></tr><tr><td>Order placed</td><td>{{.Ordered}}</td></tr><tr><td>First email delivered</td><td>{{.Ordered}}</td
></tr><tr class=last><td>Resent with a new claim code<br><small>The code in the first email no longer works</small></td><td>{{.Done}}</td></tr></table
>
<button>Resend again</button><button>Change email address</button>

# fa-o-void amazon-jp ja void 15:51 android order_page order_cancelled 5000
> 2006/01/02 ; % ; % ; ￥%
<div class=srch>amazon.co.jp で検索</div><h1>注文の詳細</h1><p class=lead>この注文は{{.Done}}に取り消されました。</p>
<p class=ln><b>注文番号</b>{{.Order}}</p><p class=ln><b>注文日</b>{{.Ordered}}</p><p class=ln><b>送信先</b>{{.To}}（メールは送信されていません）</p>
<div class=item><del>Amazonギフトカード Eメールタイプ（お祝い）</del><span>{{.Face}}</span></div><div class=item><span>返金（Visa 末尾2219）</span><span>{{.Face}}</span
></div>
<div class=bts><button>ふたたび購入</button><button>カスタマーサービス</button></div><h2>最近チェックした商品</h2><div class=item><span>電気ケトル 0.8L</span><span>￥4,280</span
></div><div class=item><span>卓上カレンダー 2027年版</span><span>￥990</span></div>

# fa-o-pending amazon-jp en desk 12:37 ios5g order_page order_sent 3000
> 2 January 2006 ; % ; % ; JPY %
<div class=nav><b>amazon.co.jp</b><span>EN</span><span>Hello, Emma</span><span>Returns &amp; Orders</span><span>Cart</span></div><div
class=bc>Your Account › Your Orders › Order Details</div>
<h1>Order Details</h1><div class=top><span>Ordered on {{.Ordered}}</span><span>Order ID {{.Order}}</span><a>Invoice</a></div>
<table class=sum><tr><td><b>Payment Method</b><br>JCB ending 5514</td><td><b>Order Summary</b
><br>Item(s) Subtotal: {{.Face}}<br>Delivery: JPY 0<br><b>Grand Total: {{.Face}}</b></td></tr></table>
<table class=itm><tr><td class=pic></td><td><b>Sent · unclaimed</b
><br>The gift card email reached {{.To}}. It has not been claimed so far.<br><span>Amazon Gift Card - E-mail - Celebration</span></td><td
class=act><a>Send again</a><a>Edit e-mail address</a><a>Buy it again</a></td></tr></table>
<div class=bc>Back to top　|　Conditions of Use　|　Privacy Notice</div>

# fa-m-sheet amazon-jp ja pop 18:20 ios message redeemed_now 5000 6380
> 2006年1月2日 ; % ; % ; %円
<div class=x>✕</div><h1 class=pad>ギフトカードを残高に加える</h1><p class=inp>ギフトカード番号</p><div class=veil></div><div class=sheet><div class=grab></div
><h3>{{.Face}}を残高に加えました</h3><p class=dim>これで残高は{{.Left}}になりました。次のご注文からお使いいただけます。</p><a class=go>買い物をはじめる</a><a class=go2>ほかの番号を入力</a></div>

# fa-m-credited apple-us en full 9:41 ios5g message redeemed_now 5000 5723
> Jan 2, 2006 ; % ; % ; $%
<div class=wrap><div class=ring>✓</div><h1>You’re all set</h1><p>{{.Face}} was credited to your Apple Account.</p><div
class=mini><span>Account balance</span><b>{{.Left}}</b></div></div><div class=btm><a>Done</a><a>Redeem Another Card</a></div>

# fa-m-spent google-play-jp ja pop 21:42 android message already_redeemed 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=x>←　Play ストア</div><p class=pad>コードを入力して残高に加えます</p><p class=inp>ギフトコード</p><div class=veil></div><div class=win><h3>追加できませんでした</h3
><p>入力されたコードは利用済みです。別のコードをお持ちの場合は、そちらをお試しください。</p><footer><span>ヘルプ</span><span>了解</span></footer></div>

# fa-m-console playstation-jp ja ps5 23:18 full message already_redeemed 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hd>番号を入力して引き換える</div><div class=ov><p>この番号は引き換え済みのため、使えません。</p><kbd>WC-40369-5</kbd><b>戻る</b></div>

# fa-m-field amazon-com en web 16:04 android message already_elsewhere 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><b>amazon</b><span>Hello, Dana</span></div><form><h1>Add a gift card</h1><label for=gc>Claim code</label><div
class="inp er" id=gc>{{.Code}}</div><div class=err role=alert><span>Someone else has already added this gift card
to their Amazon account, so it can’t be added to yours.</span></div><span class=sub>Add to balance</span></form>
<ul class=faq><li>Where do I find the claim code?　›</li><li>My code is scratched or hard to read　›</li><li>Contact us　›</li></ul>

# fa-m-mine amazon-com en info 7:58 ios message already_here 5000 5420
> Jan 2, 2006 ; % ; % ; $%
<div class=tp><span>‹</span><b>Gift cards</b><span>Help</span></div><div class=strip role=status><i>i</i><span><b>You’ve already redeemed this one.</b
> This gift card was added to your own account earlier. There is nothing more to do.</span><i class=cl>×</i></div>
<div class=now><span>Your balance</span><b>{{.Left}}</b></div><nav><a>Redeem another gift card<span>›</span></a><a>Reload your balance<span>›</span
></a><a>Shop gift cards<span>›</span></a><a>Auto-reload<span>Off ›</span></a></nav>
<div class=pr><b>Thank-you gift cards</b><br>From $1.00, delivered in minutes</div>

# fa-m-typo amazon-jp ja old 22:03 full message invalid 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class=crumbs>アカウントサービス &gt; Amazonギフト券 &gt; <span class=c>登録</span></div><div class=red><b>！　問題が発生しました</b
><br>ギフト券番号が正しくありません。カードやメールの記載をご確認のうえ、入力しなおしてください。</div>
<div class=pane><h1>Amazonギフト券をアカウントに登録</h1><p>ギフト券番号（ハイフンは省略できます）：</p><p class=ipt>{{.Code}}</p><p><span class=gb>アカウントに登録する</span></p></div>
<div class=pane><b class=c>番号を入力するときのご注意</b><p>・OとQ、BとDなど、似た文字にご注意ください。</p><p>・銀色の部分は、コインなどで軽くこすってください。</p></div>

# fa-m-register apple-us en pome 14:29 ios message not_activated 10000
> Jan 2, 2006 ; % ; % ; $%
<div class=gn><span>Cancel</span><b>Redeem Gift Card</b><span>Redeem</span></div><div class=ttl>We can’t add this card yet</div><p
class="slim">The card wasn’t activated at the register when it was bought, so it has no value yet.</p>
<div class=inv><header><span>What to do</span></header><section><div class=ic></div
><span>Go back to the store<small>Bring the card and your receipt. The cashier can activate it.</small></span></section></div><div
class=inv><section><div class=ic></div><span>Then try again<small>Enter the same code here after it has been activated.</small></span></section></div>
<span class="btn fill">OK</span><p class="mid key">Contact Apple Support</p>

# fa-m-counter google-play-jp ja store 13:36 ios5g message not_activated 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class=sb><span>☰</span><span>アプリとゲームを検索</span><span>H</span></div><div class=ct><span>おすすめ</span><span>ランキング</span><span>子供</span
><span>カテゴリ</span></div>
<div class=ap><i></i><div>みんなの家計簿<small>4.6 ★　無料</small></div></div><div class=ap><i></i><div>カラオケ採点<small>4.2 ★　￥360</small></div></div><div
class=ap><i></i><div>山の名前カメラ<small>4.4 ★　￥600</small></div></div>
<div class=bs role=dialog><h2>カードが使える状態になっていません</h2><p>お買い上げの際に、レジで有効にする手続きが済んでいないようです。レシートをお持ちのうえ、お店にご相談ください。</p><div class=bb><span>別のコード</span
><span>OK</span></div></div>

# fa-m-country apple-jp ja ialert 10:11 android message other_region 5000
> 2006年1月2日 ; % ; % ; ¥%
<div class=nb><span>完了</span><b>アカウント</b><span></span></div><ul><li>ギフトカードまたはコードを追加</li><li>残高にチャージ</li><li>購入済み</li><li>サブスクリプション</li></ul
><ul><li>通知</li><li>パーソナライズされたおすすめ</li></ul>
<div class=dimmer></div><div class=al role=alertdialog><b>このストアでは使えません</b><p>このギフトカードは米国のストア専用です。日本のアカウントには追加できません。</p><a>サポートに問い合わせる</a><a>閉じる</a
></div>

# fa-mail-taken amazon-jp ja gm 8:26 android mail mail_opened 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class=ab><span>←</span><b></b><span>☆</span><span>⋮</span></div><div class=sbj>お相手がAmazonギフトカードを受け取りました<span>受信トレイ</span></div><div
class=fr><i>A</i><span>Amazon.co.jp</span><small>{{.Done}}</small><small>To 自分</small></div>
<div class=ml><p>ギフトをお贈りいただき、ありがとうございました。</p><p>贈り先の方がギフトカードを受け取り、ご自身のアカウントの残高に加えられましたので、お知らせいたします。</p><dl><dt>贈り先</dt><dd>{{.To}}</dd><dt>額面</dt
><dd>{{.Face}}</dd><dt>注文番号</dt><dd>{{.Order}}</dd><dt>受取日</dt><dd>{{.Done}}</dd></dl><p class="small dim">通知を受け取らない設定は、アカウントサービスで変更できます。</p></div
><div class=rp><span>返信</span><span>全員に返信</span><span>転送</span></div>

# fa-mail-apple apple-us en imail 11:07 ios5g mail mail_delivered 5000
> January 2, 2006 ; % ; % ; $%
<div class=nb><span>‹ Inbox</span><span>Edit</span></div><div class=h><b>Apple</b><span>To: {{.To}}</span><span>{{.Ordered}}</span></div><h2
class=pad>Leo sent you an Apple Gift Card</h2>
<div class=gift><div class=art></div><div class=v>{{.Face}}</div><p class=note>“Congrats on the new place!”</p><code>{{.Code}}</code><a>Redeem Now</a
></div><p class="slim small dim">Apple Gift Card terms apply. Beware of gift card scams. Do not share your code.</p><div class=tb><span>Trash</span
><span>Move</span><span>Reply</span><span>Compose</span></div>

# fa-mail-claimed amazon-com en owa 15:48 full mail mail_opened 10000
> Mon 1/2/2006 ; % ; % ; $%
<div class=rb><b>Outlook</b><span>Reply</span><span>Delete</span><span>Archive</span></div><div class=msg><h1>Your gift was claimed!</h1><div
class=who><span><b>Amazon Gift Cards</b>do-not-reply@gift-cards.amazon.com</span><span>{{.Done}}</span></div>
<div class=cen><h2>Good news</h2><p>{{.To}} claimed the Amazon gift card you gave them.</p><table><tr><td>Value</td><td>{{.Face}}</td></tr
><tr><td>Claimed</td><td>{{.Done}}</td></tr><tr><td>Your order</td><td>{{.Order}}</td></tr></table></div><div
class=ft>You asked us to tell you when this gift is claimed.<br>Amazon.com, 410 Terry Avenue North, Seattle, WA</div></div>

# fa-mail-out amazon-com en imail 19:33 ios mail mail_sent 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=nb><span>‹</span><span>Done</span></div><div class=h><b>Amazon.com</b><span>To: me</span><span>{{.Ordered}} at 7:31 PM</span></div><h2
class=pad>We emailed your Amazon gift card</h2>
<p class=slim>We have emailed your gift card. Your recipient can use it right away.</p><ul class=slim><li>Recipient: <b>{{.To}}</b></li
><li>Gift card value: <b>{{.Face}}</b></li><li>Order: <b>{{.Order}}</b></li></ul><p
class="slim note">Can't they find it? You can resend the email from <a>Your Orders</a>.</p><p
class="slim note dim">Popular amounts: $10 · $25 · $50 · $100</p><div class=tb><span>Trash</span><span>Flag</span><span>Reply</span></div>

# fa-mail-order amazon-jp ja ymail 12:55 android mail mail_ordered 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hd><span>＜ 受信箱</span><span>…</span></div><div class=meta><p><span>差出人</span>Amazon.co.jp</p><p><span>件名</span>ご注文を受け付けました</p
><p><span>日付</span>{{.Ordered}}</p></div>
<pre>このたびはAmazon.co.jpをご利用いただき、ありがとうございます。次のご注文を受け付けました。ギフトカードのメールをお送りしましたら、あらためてご連絡いたします。

■ 注文番号
{{.Order}}
■ 商品
Amazonギフトカード Eメールタイプ × 1
■ お届け先
{{.To}}
■ ご請求予定額
{{.Face}}

このメールにはご返信いただけません。</pre>

# fa-b-coffee starbucks-jp ja sage 7:51 ios balance balance_part 5000 2365
> 2006/01/02 ; % ; % ; ￥%
<h1 class="pad mid">My カード</h1><div class=face><span>STARBUCKS CARD</span><span>下4桁 {{.Own}}</span></div><div class=dots>●○</div><p
class=amt>ただいまの残高<br><strong>{{.Left}}</strong></p>
<div class=ls><div><span>カード発行時の入金額</span><span>{{.Face}}</span></div><div><span>オートチャージ</span><span>オフ</span></div><div><span>カードの紛失・盗難</span
><span>›</span></div></div><div class=row><span class="btn fill grow">お会計コード</span><span class="btn edge grow">チャージ</span></div>

# fa-b-empty walmart en spark 18:12 full balance balance_zero 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><b>Walmart</b></div><div class=bx><h2>Gift card ••••{{.Own}}</h2><div class=q><span>Card value</span><span>{{.Face}}</span
><span>Spent</span><span>{{.Face}}</span><span class=z>Left to spend</span><span class=z>{{.Left}}</span></div><p
class="note dim">This card has been used up. You can recycle the plastic.</p></div>
<div class=ad><b>Free delivery on your first order</b><br>$35 minimum. Terms apply.</div>

# fa-b-form target en bull 13:01 android balance balance_full 5000 5000
> Jan 2, 2006 ; % ; % ; $%
<div class=hd>◎ Target</div><form><h1>GiftCard balance</h1><label>Card number</label><div class=in2>•••••••••••{{.Own}}</div
><label>Access number</label><div class=in2>••••••••</div><span class="btn fill">Look up</span></form><div class=res><p>Your balance is</p
><div>{{.Left}}</div><p>Original value {{.Face}}. No purchases yet.</p></div><ul class=lk><li>Reload a GiftCard ›</li><li>Buy GiftCards from $5 ›</li
><li>Find a store ›</li></ul>

# fa-b-visa vanilla-visa-jp ja vj 20:37 ios5g balance balance_part 10000 3760
> 1月2日 ; ¥% ; -¥% ; ¥%
11-27 -4180 - ネットスーパー
11-24 -2060 - 書店オンライン
<div class=hd>バニラVisaギフトカード</div><div class=sum><div class=w><small>ご利用いただける金額</small><b>{{.Left}}</b></div><div><small>カード番号</small
>•••• {{.Own}}</div><div><small>額面</small>{{.Face}}</div></div>
<h3>お取引（2026年）</h3><ul>{{range .Rows}}<li><span>{{.Date}}</span><span>{{.What}}</span><span>{{.Amount}}</span></li>{{end}}</ul><p
class="pad small dim">海外でのご利用は、反映までに数日かかることがあります。</p>

# fa-b-ticket quo-card-pay ja quo 12:09 ios balance balance_full 1000 1000
> 2006年1月2日 ; % ; % ; %
<div class=tk><div class=up>QUOカードPay</div><div class=ct><p>残高</p><span>{{.Left}}</span>円</div><dl><div><dt>はじめの金額</dt><dd>{{.Face}}円</dd></div
><div><dt>番号（末尾）</dt><dd>{{.Own}}</dd></div></dl></div><div class=bar2></div><p class="mid pad small dim">お会計のときに、この画面をお店の方に見せてください</p><p
class="mid small dim">有効期限　2029年11月17日</p>
`
