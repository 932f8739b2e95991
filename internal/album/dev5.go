package album

// lastThemes are colours, letters and shapes that no other page has.
const lastThemes = `
.hd{display:flex;align-items:center;gap:12px;min-height:50px;padding:8px 14px}.hd>:nth-child(2){flex:1}
.url{display:flex;gap:8px;margin:6px 10px;padding:7px 14px;border-radius:22px;background:var(--chip);color:var(--dim);font-size:13px}
.crumb{padding:9px 14px;font-size:12px;color:var(--dim)}.ul{display:flex;border-bottom:1px solid var(--line);font-size:13px}
.ul>*{flex:1;padding:10px 2px 8px;text-align:center;color:var(--dim)}
.ul .on{color:var(--key);border-bottom:3px solid var(--key);font-weight:700}.pills{display:flex;flex-wrap:wrap;gap:8px;padding:10px 14px;font-size:12px}
.pills>*{padding:4px 12px;border:1px solid var(--line);border-radius:16px}
.pills .on{background:var(--key);border-color:var(--key);color:var(--on)}
.pane{margin:12px 14px;padding:12px 14px;border:1px solid var(--line);border-radius:8px;background:var(--box)}
.lift{box-shadow:0 1px 5px rgba(0,0,0,.28);border:0}
.sub{font-size:12.5px;color:var(--dim)}.fine{font-size:11px;color:var(--dim)}.num{font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right}
.lg{font-size:28px;line-height:1.25}.md{font-size:18px}
.kv{display:grid;grid-template-columns:auto 1fr;gap:5px 16px}.kv dt{color:var(--dim)}.kv.r dd{text-align:right}
.stack dt{font-size:11.5px;color:var(--dim);margin-top:8px}
.sect{padding:16px 16px 5px;font-size:12px;color:var(--dim)}.inset{margin:0 14px;border-radius:12px;background:var(--box);overflow:hidden}
.inset>*{padding:10px 14px;border-bottom:1px solid var(--line)}.inset>:last-child{border-bottom:0}
.it{display:grid;grid-template-columns:1fr auto;gap:1px 12px;padding:11px 16px;border-bottom:1px solid var(--line)}
.it>:nth-child(even){text-align:right;white-space:nowrap}
.cal{flex:none;width:44px;text-align:center;line-height:1.2;font-weight:700}
.ico{flex:none;width:36px;height:36px;border-radius:9px;background:var(--chip);color:var(--key);text-align:center;line-height:36px}
.art{height:96px;border-radius:10px;background:linear-gradient(120deg,var(--key),var(--chip))}
.pill{display:inline-block;padding:2px 9px;border-radius:4px;font-size:12px;background:var(--chip)}.pill.ok{background:#1d7a46;color:#fff}
.pill.no{background:#b3261e;color:#fff}.pill.off{background:#6b6b6b;color:#fff}
.ad{margin:12px 14px;padding:11px 14px;border:1px dashed var(--dim);font-size:13px}
.pgs{display:flex;justify-content:center;gap:14px;padding:14px;font-size:13px}.pgs b{color:var(--key)}
.tb{display:flex;justify-content:space-around;margin-top:26px;padding:9px 0 20px;border-top:1px solid var(--line);font-size:11px;color:var(--dim);
background:var(--box)}.tb .on{color:var(--key)}
.ftr{margin-top:24px;padding:16px;background:var(--chip);font-size:11px;color:var(--dim);text-align:center;line-height:1.9}
.cta{display:block;margin:9px 14px;padding:11px;border-radius:24px;text-align:center;background:var(--key);color:var(--on);font-weight:700}
.ghost{background:none;border:1px solid var(--key);color:var(--key)}.sq{border-radius:4px}
.in2{margin:6px 14px;padding:11px 12px;border:1px solid var(--dim);border-radius:4px;letter-spacing:.05em}.wrong{border:2px solid #c5221f}
.veil{position:absolute;inset:0;background:rgba(0,0,0,.55)}
.up{position:absolute;left:0;right:0;top:520px;bottom:0;border-radius:20px 20px 0 0;background:var(--box);padding:10px 6px}
.grab{width:38px;height:5px;margin:2px auto 14px;border-radius:3px;background:var(--dim)}
.pop{position:absolute;left:30px;right:30px;top:330px;border-radius:12px;background:var(--box);padding:20px}
.acts{display:flex;justify-content:flex-end;gap:26px;margin-top:18px;color:var(--key);font-weight:700}
.ring{width:74px;height:74px;margin:36px auto 14px;border-radius:50%;font-size:38px;line-height:74px;text-align:center;color:#fff;background:#2e9d58}
.ring.x{background:#c23a32}.mono{font-family:'DejaVu Sans Mono',monospace;letter-spacing:.04em}
.step{display:flex;gap:12px;padding:0 18px}.step i{flex:none;width:14px;height:14px;margin-top:4px;border-radius:50%;background:var(--key)}
.step.todo i{background:var(--line)}.step+.step{margin-top:14px}
.half{display:grid;grid-template-columns:1fr 1fr;gap:10px;padding:6px 14px}
.half>*{padding:10px 12px;border-radius:8px;background:var(--box);border:1px solid var(--line)}.lft{border-left:5px solid var(--key)}
.bandy{background:var(--key);color:var(--on)}.invert{background:var(--fg);color:var(--bg)}
.av{flex:none;width:38px;height:38px;border-radius:50%;background:var(--key);color:var(--on);text-align:center;line-height:38px;font-weight:700}
.gray td,.gray th{border:1px solid var(--line)}.gray th{background:var(--chip);font-weight:400;white-space:nowrap}.bare td,.bare th{border:0}
.cosy td,.cosy th{padding:10px 8px}
.paper{--bg:#fff;--fg:#1a1a1a;--dim:#5b5b5b;--line:#cfcfcf;--box:#fafafa;--chip:#eee;--key:#c45500;--on:#fff;font-size:14px}
.pearl{--bg:#f5f6f8;--fg:#16181d;--dim:#6a707c;--line:#e0e3e9;--box:#fff;--chip:#e8ebf1;--key:#2457d6;--on:#fff;font-size:16px}
.teal{--bg:#fff;--fg:#0f1111;--dim:#5f6666;--line:#dde2e2;--box:#fff;--chip:#e6f2f3;--key:#007185;--on:#fff}
.cobalt{--bg:#00205b;--fg:#fff;--dim:#b4c3e4;--line:#26477f;--box:#0b2f70;--chip:#1d4286;--key:#ffcc33;--on:#1a1a1a;font-size:16px}
.coral{--bg:#fff;--fg:#3a3a3a;--dim:#868686;--line:#ebe3e1;--box:#fff;--chip:#fdeeea;--key:#e4002b;--on:#fff;--font:IPAPGothic,sans-serif;font-size:16px}
.moss{--bg:#f2f0eb;--fg:#212121;--dim:#6f6c63;--line:#dcd7cc;--box:#fff;--chip:#dfe9e2;--key:#00754a;--on:#fff;font-size:16px}
.ink{--bg:#121416;--fg:#f2f3f5;--dim:#9aa1a9;--line:#303439;--box:#1d2024;--chip:#2a2e33;--key:#4ea3ff;--on:#06121f}
.slate2{--bg:#171d25;--fg:#c7d5e0;--dim:#8798a8;--line:#2f3b49;--box:#1f2a36;--chip:#2b3948;--key:#59bf40;--on:#0c1a07;
--font:'DejaVu Sans Condensed',sans-serif}
.citrus{--bg:#fffdf8;--fg:#2b2620;--dim:#857b6c;--line:#eadfce;--box:#fff;--chip:#fff0d9;--key:#d95b00;--on:#fff}
.letter{--bg:#fff;--fg:#202124;--dim:#5f6368;--line:#e3e5e8;--box:#f7f8fa;--chip:#eceff3;--key:#1a73e8;--on:#fff;font-size:14.5px}
.book{--bg:#fbf9f4;--fg:#26221b;--dim:#716a5c;--line:#d9d2c2;--box:#fffdf8;--chip:#efe9db;--key:#7b3f00;--on:#fff;--font:'DejaVu Serif',serif}
.mall{--bg:#f7f7f7;--fg:#222;--dim:#666;--line:#d6d6d6;--box:#fff;--chip:#ececec;--key:#cc0000;--on:#fff}
.slate2 .good,.ink .good{color:#5fd08c}
.dark .invert{background:#000;color:#fff}.dark{--bg:#0f1114;--fg:#e9eaec;--dim:#a0a5ac;--line:#33383f;--box:#1b1e23;--chip:#2a2f36}
.dark.paper,.dark.book{--key:#e08a3c;--on:#1c1206}.dark.pearl,.dark.letter{--key:#7aa7ff;--on:#0a1730}.dark.teal{--key:#4cb8c6;--on:#04191c}
.dark.coral,.dark.mall{--key:#ff6b6b;--on:#2a0606}.dark.moss{--key:#4fb58a;--on:#05190f}
`

const lastPages = `
# last-table amazon-jp ja paper 11:26 ios history row_claimed 5000 8352
> 2006年1月2日 ; ¥ % ; ¥ -% ; ¥ %
11-25 -1188 order 利用
11-21 +5000 own 登録
11-21 -2640 order 利用
10-30 +3000 other 登録
10-12 -954 order 利用
09-28 -1410 order 利用
09-13 +2000 other 登録
09-13 -1960 order 利用
<div class=url><span>ああ</span><span>amazon.co.jp</span></div>
<nav class=crumb>アカウントサービス › ギフト券・ショッピングカード › 利用履歴</nav>
<h1 style="padding:4px 14px">ギフト券・ショッピングカード：利用履歴</h1>
<p class=crumb>ページ：1 / 4（全23件）　<a>次のページ »</a></p>
<table class=gray><tbody><tr><th>日付</th><th>利用内容</th><th>金額</th></tr>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}}　{{if .Last4}}(ギフト券番号: xxxx-xxxxxx-{{.Last4}}){{else}}(注文番号: <a>{{.Order}}</a>){{end}}</td>
<td class=num>{{.Amount}}</td></tr>
{{end}}</tbody></table>
<p class=crumb>« 前のページ　<b>1</b>　<a>2</a>　<a>3</a>　<a>4</a></p>
<div class=ftr>利用規約　プライバシー規約　PCサイトを表示<br>© 1996-2026, Amazon.com, Inc. or its affiliates</div>

# last-claims amazon-com en teal 8:55 android history row_claimed 5000 6218
> January 2, 2006 ; $% ; -$% ; $%
11-27 -1842 order Payment towards Amazon.com order
11-23 +5000 own Gift card claim
11-15 -2999 order Payment towards Amazon.com order
11-02 +2500 order Balance Reload
10-19 -731 order Payment towards Amazon.com order
10-04 +1000 other Gift card claim
<header class="hd invert"><span>☰</span><b>amazon</b><span>Sign out</span></header>
<section style="padding:14px"><h2>Gift Card Balance: <span class=good>{{.Top}}</span></h2><p class=sub>Gift card funds do not expire.</p></section>
<div class=half><span class=mid>Redeem a Gift Card</span><span class=mid>Reload Your Balance</span></div>
<div class=ad><b>Auto-reload</b><br>Schedule $25.00 or more and never run short at checkout. <a>Set it up</a></div>
<p class=crumb>Showing 1 - 6 of 41 transactions</p>
<table class=cosy><thead><tr class=soft><th>Date</th><th>Description</th><th class=num>Amount</th></tr></thead><tbody>
{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}} ({{if .Last4}}claim code xxxx-xxxxxx-{{.Last4}}{{else}}{{.Order}}{{end}})</td>
<td class=num>{{.Amount}}</td></tr>{{end}}</tbody></table>
<p class=pgs><span class=dim>‹ Previous</span><a>Next ›</a></p>

# last-monthly amazon-jp ja pearl 22:47 ios5g history row_absent 3000 5473
> 2006年1月|2日（Mon） ; +%円 ; −%円 ; %円
11-26 -1327 order ギフトカード払い
11-20 +1500 other ギフトカードの受け取り
11-11 -880 order ギフトカード払い
10-25 +5000 other ギフトカードの受け取り
10-09 -420 order ギフトカード払い
<div class=hd><span>‹</span><b class=mid>マイギフト残高</b><span>？</span></div>
<div class="pane lift"><span class=sub>いま使える残高</span><p class=lg>{{.Top}}</p><span class=fine>うち2036年10月末まで有効　3,973円</span></div>
<div class=pills><span class=on>すべて</span><span>受け取り</span><span>支払い</span><span>期間で絞る</span></div>
{{range .Rows}}{{with .Group}}<p class=sect>{{.}}</p>
{{end}}<div class="row pad" style="background:var(--box);margin-bottom:1px"><span class=ico>{{if .In}}↓{{else}}↑{{end}}</span>
<span class=grow><span style="display:block">{{.What}}</span>
<span class=sub>{{.Date}}{{with .Last4}}　番号末尾 {{.}}{{end}}</span></span><span class="md num">{{.Amount}}</span></div>
{{end}}<div class=tb><span>ホーム</span><span>ほしい物</span><span>カート</span><span class=on>アカウント</span></div>

# last-balance-list apple-jp ja ink 19:14 full history row_claimed 5000 6430
> 2006年1月2日 ; ＋¥% ; －¥% ; ¥%
11-26 -370 - マンガ全集 第7巻
11-21 +5000 - ギフトカードを使用
11-09 -1100 - 動画配信（月額）
10-22 -800 - フォトエディタ プロ版
10-10 +1500 - ギフトカードを使用
<div class=hd><a>‹ アカウント</a><b class=mid>残高の明細</b><a>編集</a></div>
<div class=inset><div class=row><span>Appleアカウントの残高</span><span class=md>{{.Top}}</span></div><div><a>入金する</a></div><div><a>コードを使う</a></div></div>
<p class=sect>最近のご利用</p><ul class=inset>{{range .Rows}}<li><div class=row><span>{{.What}}</span>
<span class="{{if .In}}good{{end}} num">{{.Amount}}</span></div>
<div class="row sub"><span>{{.Date}}</span><span>{{if .In}}コードの引き換え{{else}}残高払い{{end}}</span></div></li>{{end}}</ul>
<p class=sect>サブスクリプション</p><div class=inset><div class=row><span>iCloud+（50GB）</span><span class=dim>月額 ¥150</span></div>
<div class=row><span>学割ミュージック</span><span class=dim>月額 ¥580</span></div></div>

# last-pay-center google-play-jp ja letter 6:48 android history row_claimed 5000 5160
> 2006年1月2日 ; +￥% ; -￥% ; ￥%
11-25T08:12 -650 - ドット勇者：ジェム120個
11-22T21:30 +5000 - ギフトカードのコード入力
11-12T18:05 -1900 - 長編小説コレクション
10-29T11:11 +3000 - ギフトカードのコード入力
10-02T07:40 -290 - きせかえテーマ
09-19T22:14 -1480 - 釣り日和 プレミアム
09-06T13:00 +1500 - ギフトカードのコード入力
<div class=url><span class=grow>payments.google.com</span><span>⋮</span></div>
<div class=hd><span>≡</span><span class=md>お支払いセンター</span><span class=av>Y</span></div>
<div class=ul><span>定期購入</span><span>お支払い方法</span><span class=on>アクティビティ</span></div>
<p class=pills><span>Google Play　▾</span><span>すべての期間　▾</span></p>
{{range .Rows}}<div class=it><span>{{.What}}</span><span>{{.Amount}}</span><span class=sub>{{.Date}}</span>
<span class=sub>{{if .In}}Play 残高へ入金{{else}}Play 残高で支払い{{end}}</span></div>
{{end}}<p class=mid><a style="display:block;padding:16px">さらに読み込む</a></p>
<div class=ftr>ヘルプ・利用規約・プライバシー　日本語</div>

# last-running amazon-com en pearl 13:37 ios5g history row_absent 2500 4055
> January 2006|Mon, Jan 2 ; +$% ; −$% ; $%
11-24 -1560 order Applied to your order
11-16 -825 order Applied to your order
11-05 +5000 other Gift card credit
10-27 -1240 order Applied to your order
10-13 -310 order Applied to your order
10-02 +1500 other Gift card credit
<div class=hd><span>←</span><b>Balance history</b><span>⚙</span></div>
<div class="row pad soft"><span class=sub>Period</span><b>Last 90 days ▾</b></div>
{{range .Rows}}{{with .Group}}<h3 class=sect>{{.}}</h3>
{{end}}<article class=it style="background:var(--box)"><b>{{.What}}</b><b class="{{if .In}}good{{end}}">{{.Amount}}</b>
<span class=sub>{{.Date}}<br>{{with .Last4}}Code ending in {{.}}{{end}}{{with .Order}}#{{.}}{{end}}</span>
<span class=sub>Bal. {{.Left}}</span></article>{{end}}
<div class="pane lift"><b>Give the gift of choice</b><p class=sub>eGift cards from $1 to $2,000, delivered in minutes.</p></div>

# last-eshop-dl nintendo-eshop-jp ja coral 20:33 ios history row_claimed 5000 5740
> 2006年1月2日 15:04 ; +%円 ; -%円 ; %円
11-27T20:15 -1480 - ふしぎ島のクラフト生活
11-22T17:58 +5000 - 残高を追加（プリペイド番号）
11-14T21:03 -700 - 追加シナリオ第2弾
10-31T16:44 +2000 - 残高を追加（プリペイド番号）
<div class="hd bandy"><span>＜</span><b class=mid>残高の増減</b><span>メニュー</span></div>
<p class="row pad"><span>現在の残高</span><b class=lg>{{.Top}}</b></p>
{{range .Rows}}<dl class="kv r pane"><dt>日時</dt><dd>{{.Date}}</dd><dt>内容</dt><dd class=bold>{{.What}}</dd><dt>金額</dt><dd class=bold>{{.Amount}}</dd>
<dt>処理後の残高</dt><dd>{{.Left}}</dd></dl>
{{end}}<p class=mid><a class="cta ghost">以前の記録を見る</a></p>

# last-ps-filter playstation-jp ja cobalt 1:52 android history row_claimed 10000 11320
> 2006/01/02 ; +¥% ; -¥% ; ¥%
11-27 -3980 - 銀河横断レーシング
11-24 +10000 - ウォレットチャージ
11-16 -1320 - シーズンパス
11-03 -880 - 家庭菜園シミュレーター
10-15 +5000 - ウォレットチャージ
<p class="hd bold"><span>✕</span><span>アカウント管理／取引履歴</span></p>
<div class=half><span><span class=fine>開始日</span><br>2026/09/01</span><span><span class=fine>終了日</span><br>2026/11/30</span></div>
<p class="sub mid" style="padding:8px">全14件中　1～5件を表示しています</p>
<ol>{{range .Rows}}<li style="padding:12px 16px;border-top:1px solid var(--line)"><p class="row sub"><span>{{.Date}}</span>
<span>{{if .In}}支払い方法：ギフトカード{{else}}支払い方法：ウォレット{{end}}</span></p>
<p class=row><span>{{.What}}</span><b class=md>{{.Amount}}</b></p></li>
{{end}}</ol><p class=pgs><b>1</b><span>2</span><span>3</span><span>›</span></p>

# last-labels amazon-jp ja book 15:05 full history row_absent 8000 6925
> 2006.01.02（Mon） ; %円 ; %円 ; %円
11-27 -2415 order お買いもの
11-13 -3370 order お買いもの
10-30 +10000 other ギフト番号の登録
10-21 -1290 order お買いもの
10-03 +4000 other ギフト番号の登録
<h2 class="mid pad">ギフト残高のご利用記録</h2><hr style="border:0;border-top:3px double var(--dim);margin:0 16px">
<div class="row pad"><span>本日現在の残高</span><span class=lg>{{.Top}}</span></div>
{{range .Rows}}<section style="margin:0 16px;padding:10px 0;border-top:1px solid var(--line)"><dl class=kv><dt>ご利用日</dt><dd>{{.Date}}</dd><dt>区分</dt>
<dd>{{.What}}</dd>
{{with .Last4}}<dt>ギフト番号</dt><dd class=mono>＊＊＊＊-＊＊＊＊＊＊-{{.}}</dd>{{end}}{{with .Order}}<dt>ご注文</dt><dd>{{.}}</dd>
{{end}}<dt>{{if .In}}お預かり{{else}}お支払い{{end}}</dt><dd>{{.N}}</dd></dl></section>
{{end}}<p class="fine pad">記録の表示は過去1年分です。それ以前の記録はカスタマーサービスまでお問い合わせください。</p>

# last-wallet-table steam en slate2 0:08 ios history row_claimed 5000 5883
> 2 Jan, 2006 ; +$% ; -$% ; $%
11-26 -1499 - Purchase
11-22 +5000 - Wallet code redeemed
11-09 -299 - In-game purchase
10-27 -1999 - Purchase
10-11 +2000 - Wallet code redeemed
<div class=hd><span>☰</span><b style="letter-spacing:.2em">STEAM</b><span class=good>{{.Top}}</span></div>
<p class=crumb>Home » Account » Store transactions</p><h1 class=slim>Wallet transactions</h1>
<table><tr class=soft><th>Date</th><th>Details</th><th class=num>Change</th><th class=num>Balance</th></tr>
{{range .Rows}}<tr><td style="white-space:nowrap">{{.Date}}</td>
<td>{{if .In}}{{.N}} Wallet Credit<br><span class=dim>{{.What}}</span>{{else}}Night Harbor Stories<br><span class=dim>{{.What}}</span>{{end}}</td>
<td class=num>{{.Amount}}</td><td class="num dim">{{.Left}}</td></tr>
{{end}}</table>
<p class=mid style="padding:14px"><span class=pill>LOAD MORE HISTORY</span></p><div class=ad>Autumn Sale: up to 80% off. Titles from $2.49</div>

# last-daily au-pay-gift-card ja citrus 18:21 android history row_claimed 3000 3906
> 2006年1月2日（Mon）|15:04 ; ＋%円 ; －%円 ; %円
11-25T18:02 -432 - ベーカリー三丁目
11-25T12:20 -980 - 定食まるや
11-21T09:31 +3000 - ギフトカード入金
11-19T20:44 -1175 - ドラッグみどり
11-10T08:16 -258 - 駅ナカ売店
<header class="hd bandy"><span>←</span><b>au PAY 残高の入出金</b><span>検索</span></header>
<div class=ul><span class=on>すべて</span><span>入金</span><span>支払い</span><span>送金</span></div>
{{range .Rows}}{{with .Group}}<p class="soft slim sub">{{.}}</p>
{{end}}<div class="row slim" style="padding-top:10px;padding-bottom:10px"><span class=sub>{{.Date}}</span><span class=grow>{{.What}}</span>
<b class="{{if .In}}key{{end}} num">{{.Amount}}</b></div>
{{end}}<div class=ad>【PR】対象のドラッグストアで最大500円分もどってくるキャンペーン実施中</div>
<div class=tb><span>ホーム</span><span>コード支払い</span><span class=on>履歴</span><span>設定</span></div>

# last-en-cards amazon-jp en coral 9:29 full history row_absent 5000 8104
> Jan 2, 2006 ; JPY % ; JPY -% ; JPY %
11-27 -1996 order Shopping on Amazon.co.jp
11-22 +3000 other Registered gift card
11-08 -4300 order Shopping on Amazon.co.jp
10-20 +10000 other Registered gift card
10-01 -1250 order Shopping on Amazon.co.jp
<div class=url><span>⌂</span><span class=grow>www.amazon.co.jp/gc/history?language=en_JP</span></div>
<h2 class=pad>How your gift card balance was used</h2>
{{range .Rows}}<div class="pane lft"><p class="md bold">{{.Amount}}</p><p>{{.What}}</p>
<p class=sub>{{.Date}} · {{with .Last4}}Gift card no. ****-******-{{.}}{{end}}{{with .Order}}Order no. {{.}}{{end}}</p></div>
{{end}}<p class="row pad over"><span>Balance after the latest entry</span><b>{{.Top}}</b></p>
<p class=ftr>Conditions of Use　Privacy Notice<br>日本語　English</p>

# last-agenda uber en letter 17:09 ios history row_claimed 5000 5577
> Jan 2 ; +$% ; −$% ; $%
11-27 -1824 - Airport ride
11-23 +5000 - Gift code applied
11-18 -1299 - Taco Window, delivery
11-02 -950 - Ride downtown
10-21 +2500 - Gift code applied
<div class=hd><span>‹</span><b class=mid>Wallet</b><span class=dim>Help</span></div>
<div style="margin:6px 16px;padding:16px;border-radius:14px" class=invert><p>Uber Cash</p><p class=lg>{{.Top}}</p></div>
<h2 class=pad>Money in and out · 2026</h2>
{{range .Rows}}<div class="row pad line"><time class=cal>{{.Date}}</time><div class=grow><p>{{.What}}</p>
<p class=sub>{{if .In}}Added to Uber Cash{{else}}Paid with Uber Cash{{end}}</p></div><p class="num bold">{{.Amount}}</p></div>
{{end}}<div class="pane"><b>Save with a membership</b><p class=sub>$9.99 a month, cancel any time</p></div>

# last-credit-table roblox en pearl 16:44 android history row_claimed 2500 2650
> Jan 2, 2006 ; $% ; -$% ; $%
11-26 -999 - Converted to 800 Robux
11-22 +2500 - Gift card
11-07 -499 - Converted to 400 Robux
10-24 +1000 - Gift card
10-03 -999 - Converted to 800 Robux
09-20 +1500 - Gift card
<div class="hd"><span>≡</span><b>Transactions</b><span class=pill>1,203 R$</span></div>
<div class=pills><span>Robux ▾</span><span class=on>Credit balance</span></div>
<p class="row pad"><span>Credit remaining</span><b class=md>{{.Top}}</b></p>
<table class="cosy" style="background:var(--box)"><thead><tr><th>Activity</th><th class=num>Credit</th></tr>
</thead><tbody>{{range .Rows}}<tr><td><b>{{.What}}</b>
<div class=sub>{{.Date}} · {{if .In}}Redeemed on web{{else}}Currency purchase{{end}}</div></td><td class=num>{{.Amount}}</td></tr>
{{end}}</tbody></table>
<p class="sub pad">Transactions may take up to 24 hours to appear here.</p>

# last-details amazon-jp ja teal 7:31 full history row_claimed 10000 13650
> 2006年1月2日 ; ＋￥% ; －￥% ; ￥%
11-26 -3150 order 注文に使用
11-20 +10000 own ギフトカード登録完了
11-06 -2200 order 注文に使用
10-17 +5000 other ギフトカード登録完了
<div class=hd><span>×</span><b>残高アクティビティ</b><span class=key>CSV</span></div>
<div style="padding:0 14px 10px"><span class=sub>ギフトカード残高　</span><span class="md bold">{{.Top}}</span></div>
<div class=inset style="border:1px solid var(--line)">{{range .Rows}}<div><p class=row><b>{{.What}}</b><b class=num>{{.Amount}}</b></p>
<p class=sub>{{.Date}}</p>
{{if .Last4}}<p class=fine>コード：****-******-{{.Last4}}</p><p class=fine>シリアル：{{.Serial}}</p>{{else}}<p class=fine>注文 {{.Order}}</p>{{end}}</div>
{{end}}</div><div class=ad><b>あわせてチェック</b>　Amazonチャージ 初回20,000円以上で1,000ポイント</div>

# last-order-wait amazon-jp ja teal 12:36 ios order_page order_sent 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class="hd soft"><span>‹</span><b>注文内容の詳細</b><span>⌕</span></div>
<p class=pad><span class=sub>注文日 {{.Ordered}}</span><br><span class=sub>注文番号 {{.Order}}</span></p>
<div class=pane><p class="md bold">お届け済み</p><p class=sub>Eメールはお届け済みですが、ギフトカードはまだ使われていません。</p>
<div class="row top" style="padding-top:12px"><span class=art style="width:110px;height:70px"></span><div class=grow><p>Amazonギフトカード（Eメールタイプ）誕生日</p>
<p class=sub>お届け先：{{.To}}</p><p class=bold>{{.Face}}</p></div></div>
<span class="cta sq" style="margin:12px 0 0">ギフトカードを再送する</span></div>
<dl class="kv r pane"><dt>商品の小計：</dt><dd>{{.Face}}</dd><dt>配送料・手数料：</dt><dd>￥0</dd><dt class=bold>ご請求額：</dt><dd class=bold>{{.Face}}</dd></dl>
<div class=tb><span>ホーム</span><span class=on>アカウント</span><span>カート</span><span>メニュー</span></div>

# last-order-reflected amazon-jp ja pearl 21:13 android order_page order_redeemed 10000
> 2006年1月2日 ; % ; % ; %円
<div class=hd><span>←</span><b>贈ったギフト</b><span>⋮</span></div>
<div class="inset lift"><div class="art" style="border-radius:0"></div><div><span class="pill ok">受取人が使用済み</span><p class="lg bold">{{.Face}}</p>
<p>{{.To}} さん宛て</p></div>
<div class="row"><span class=sub>ご注文</span><span>{{.Ordered}}</span></div>
<div class="row"><span class=sub>アカウントへの登録</span><span>{{.Done}}</span></div><div class="row"><span class=sub>注文番号</span><span>{{.Order}}</span></div>
</div>
<span class="cta">同じ方にまた贈る</span><span class="cta ghost">領収書を表示</span>

# last-order-second amazon-jp ja mall 10:51 full order_page order_resent 3000
> 2006/01/02 ; % ; % ; ￥%
<div class=url><span class=grow>amazon.co.jp/gp/css/order-details</span><span>↻</span></div>
<h2 class=pad>ギフトカードの配信記録</h2>
<table class=gray style="background:var(--box)"><tr><th>注文番号</th><td>{{.Order}}</td></tr><tr><th>ご注文日</th><td>{{.Ordered}}</td></tr>
<tr><th>送信先アドレス</th><td>{{.To}}</td></tr><tr><th>金額</th><td>{{.Face}}</td></tr>
<tr><th>状況</th><td><b class=key>再送いたしました</b><br>{{.Done}} に新しい番号をEメールで送信しました。はじめにお送りした番号は無効になっています。</td></tr></table>
<p class=pad><a>受取人に届かない場合は</a></p><div class=ftr>トップへ戻る<br>ヘルプ　|　ログアウト</div>

# last-order-pending amazon-com en paper 18:02 ios5g order_page order_sent 2500
> January 2, 2006 ; % ; % ; $%
<header class="hd invert"><span>☰</span><b>amazon</b><span>Cart (1)</span></header><p class=crumb>Your Account › Your Orders › Order Details</p>
<div class=pane><div class="row sub"><span>ORDER PLACED</span><span>TOTAL</span></div>
<div class=row><span>{{.Ordered}}</span><span>{{.Face}}</span></div><p class=sub style="margin-top:6px">ORDER # {{.Order}}</p></div>
<div class=pane><h2>Emailed to recipient</h2><p>Not claimed yet. We'll update this page once the gift card has been claimed.</p>
<ul class=sub style="margin-top:10px"><li>Amazon.com eGift Card (Thank You)</li><li>Recipient email: {{.To}}</li></ul>
<div class=half style="padding:12px 0 0"><span class=mid>Resend email</span><span class=mid>View invoice</span></div></div>
<h3 class=sect>Customers also gave</h3><div class=half><span>Coffee sampler, 12 ct<br><b>$21.95</b></span>
<span>Scented candle<br><b>$16.00</b></span></div>

# last-order-received amazon-com en letter 7:27 android order_page order_redeemed 5000
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><span>✕</span><b>Gift status</b><span></span></div><p class="mid lg" style="padding:8px">{{.Face}}</p>
<p class="mid sub">Amazon.com eGift Card for {{.To}}</p>
<div style="margin:26px 10px"><div class=step><i></i><div><b>Order placed</b><p class=sub>{{.Ordered}}</p></div></div>
<div class=step><i></i><div><b>Email delivered</b><p class=sub>{{.Ordered}}</p></div></div>
<div class=step><i></i><div><b class=good>Received</b><p class=sub>Added to your recipient's gift card balance on {{.Done}}</p></div></div></div>
<p class="pane sub">Order {{.Order}}<br>Paid with Mastercard •••• 5178</p><span class="cta ghost">Send another gift card</span>

# last-order-stopped amazon-jp ja book 14:18 ios order_page order_cancelled 5000
> 2006年1月2日（Mon） ; % ; % ; %円
<p class=crumb>注文履歴　＞　注文の詳細</p><div class="pane lft"><b>キャンセル手続きが完了しました</b><p class=sub>配信予定日の前に取り消されたため、受取人にギフトカードは送信されていません。</p></div>
<dl class="stack pad"><dt>ご注文番号</dt><dd>{{.Order}}</dd><dt>ご注文日</dt><dd>{{.Ordered}}</dd><dt>商品</dt><dd>Amazonギフトカード Eメールタイプ（お祝い）</dd>
<dt>送信を予定していた宛先</dt><dd>{{.To}}</dd><dt>金額</dt><dd>{{.Face}}（全額返金）</dd></dl>
<span class="cta sq">もう一度注文する</span>

# last-order-en-used amazon-jp en moss 23:40 ios5g order_page order_redeemed 5000
> 2 January 2006 ; % ; % ; ¥%
<div class=hd><a>‹ Your Orders</a><span></span><a>Help</a></div>
<div class=inset><div><b>Gift card (email delivery)</b></div><div class=row><span class=dim>Status</span><b>Used by the recipient</b></div>
<div class=row><span class=dim>Added to an account on</span><span>{{.Done}}</span></div>
<div class=row><span class=dim>Amount</span><span>{{.Face}}</span></div><div class=row><span class=dim>Recipient</span><span>{{.To}}</span></div>
</div>
<p class=sect>Order information</p><div class=inset><div class=row><span class=dim>Number</span><span>{{.Order}}</span></div>
<div class=row><span class=dim>Placed</span><span>{{.Ordered}}</span></div>
<div class=row><span class=dim>Payment</span><span>Visa ending 9046</span></div></div>
<p class=sect>Recommended</p><div class=half><span>Matcha biscuits<br><b>¥1,280</b></span><span>Wrapping cloth<br><b>¥990</b></span></div>

# last-order-en-again amazon-com en mall 16:20 full order_page order_resent 10000
> Jan 2, 2006 ; % ; % ; $%
<div class="hd bandy"><span>←</span><b>Order summary</b><span>☎</span></div>
<section class=pane><div class=row><b>eGift Card</b><b>{{.Face}}</b></div><p class=sub>to {{.To}}</p>
<p style="margin-top:10px"><span class=pill>Sent again</span></p>
<p class=sub style="margin-top:6px">You resent this gift card on {{.Done}}. The claim code in the first email no longer works.</p></section>
<section class="pane sub"><p class=row><span>Date ordered</span><span>{{.Ordered}}</span></p>
<p class=row><span>Order number</span><span>{{.Order}}</span></p><p class=row><span>Shipping</span><span>$0.00</span></p></section>
<div class=pgs><a>Contact us</a><a>Print</a><a>Archive</a></div>

# last-msg-others amazon-jp ja teal 20:04 ios message already_elsewhere 5000
> 2006年1月2日 ; % ; % ; ￥%
<header class="hd invert"><span>☰</span><b>amazon.co.jp</b><span>カート</span></header><h1 style="padding:14px 14px 4px">ギフトカードをアカウントに登録</h1>
<label class="sub slim">ギフトカード番号</label><p class="in2 wrong mono">{{.Code}}</p>
<p class="slim bad note">このギフトカード番号は、他のお客様のアカウントで登録されています。番号をもう一度お確かめください。</p><span class="cta sq">登録する</span>
<div class="pane sub"><b>登録の前に</b><p>・一度登録した金額を他のアカウントへ移すことはできません。<br>・金額は100円から500,000円までお選びいただけます。</p></div>
<div class=ftr>ヘルプ　|　ギフトカード細則　|　ログアウト</div>

# last-msg-mine amazon-com en pearl 8:08 full message already_here 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><span>←</span><b>Add a gift card</b><span></span></div>
<div class="pane lft">
<b>You've already added this one</b><p class=sub>This gift card is part of your account's balance. There's nothing more you need to do.</p></div>
<p class="in2 dim">Claim code</p><span class="cta">Add to balance</span><p class=mid><a>See your balance and activity</a></p>
<div class=tb><span>Home</span><span>Lists</span><span class=on>You</span><span>Cart</span></div>

# last-msg-joined apple-jp ja ink 15:45 ios5g message redeemed_now 3000 4280
> 2006年1月2日 ; % ; % ; ¥%
<div class=veil></div><div class=up><div class=grab></div><p class="mid lg">完了しました</p><p class="mid pad">ギフトカードの{{.Face}}がAppleアカウントの残高に加わりました。</p>
<div class="inset soft"><div class=row><span>残高</span><b class=md>{{.Left}}</b></div></div>
<span class=cta style="margin-top:26px">別のコードを使う</span><p class="mid pad key bold">終了</p></div>
<p class=hd><span></span><b class=mid>App Store</b><span class=av>K</span></p><p class=sect>今日のおすすめ</p>
<div class=inset><div class=row><span>手書きノート</span><span class=pill>¥1,200</span></div>
<div class=row><span>星空ガイド</span><span class=pill>入手</span></div></div>

# last-msg-past google-play-jp ja letter 22:22 android message already_redeemed 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hd><span>←</span><span class=md>お支払い方法</span><span>?</span></div>
<div class="row pad"><span class=ico>▶</span><span class=grow>Google Play の残高<br><span class=sub>￥214</span></span></div>
<div class="row pad"><span class=ico>▭</span><span class=grow>カードを追加</span></div>
<div class="row pad"><span class=ico>＃</span><span class=grow>コードを利用</span></div>
<div class=veil></div><div class=pop><p class=md>コードを追加できませんでした</p><p class=sub style="padding-top:12px">入力されたコードは、すでに引き換えられています。別のコードを入力してください。</p>
<div class=acts><span>キャンセル</span><span>再入力</span></div></div>

# last-msg-mistyped nintendo-eshop-jp ja coral 17:36 ios message invalid 3000
> 2006年1月2日 ; % ; % ; %円
<div class="hd bandy"><span>もどる</span><b class=mid>番号の入力</b><span></span></div><p class=pad>16ケタのプリペイド番号を入力してください。</p>
<p class="in2 mid mono">{{.Code}}</p>
<div class="pane mid"><p class="bad bold">番号が正しくありません</p><p class=sub>数字・アルファベットに間違いがないか、もう一度ご確認のうえ入力してください。</p>
<p class=fine style="padding-top:6px">エラーコード 2813-2470</p></div><span class="cta">入力しなおす</span><p class="mid fine pad">英字のO（オー）とI（アイ）は使われていません。</p>

# last-msg-spent playstation-jp ja cobalt 0:31 android message already_redeemed 5000
> 2006年1月2日 ; % ; % ; ¥%
<p class="hd"><span>✕</span><b>コードを引き換える</b></p><div class="ring x">!</div><h2 class="mid pad">引き換えできません</h2>
<p class=pad>このコードはすでに引き換えに使われています。ほかのコードをお持ちの場合は、続けて入力できます。</p><span class=cta>別のコードを入力</span><p class="mid sub pad">サポートが必要ですか？　E-8210604A</p>

# last-msg-taken steam en slate2 2:19 full message already_elsewhere 2000
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><span>☰</span><b style="letter-spacing:.2em">STEAM</b><span class=good>$3.17</span></div><h1 class=pad>Redeem a Wallet Code</h1>
<div class=pane><p class=sub>Enter your code</p><p class="in2 mono" style="margin:8px 0">{{.Code}}</p>
<div class=row><span class=sub>Country: United States</span><span class="pill ok">Continue</span></div></div>
<div class="pane lft" style="border-color:#c23a32">
<b>There was a problem redeeming your code</b><p class=sub>This wallet code was redeemed on another Steam account, so its value cannot be added to
yours.</p></div><div class=ftr>© Valve Corporation. All trademarks belong to their owners.</div>

# last-msg-register roblox en letter 14:05 ios5g message not_activated 2500
> Jan 2, 2006 ; % ; % ; $%
<div class="hd"><span>≡</span><b>Gift cards</b><span class=pill>0 R$</span></div>
<fieldset class=pane><legend>Redeem a card</legend><p class="in2 dim" style="margin:6px 0">Enter PIN</p>
<p class="bad note">This card was never activated. Take it and the receipt back to the store where it was bought.</p>
<span class="cta sq" style="margin:12px 0 0">Redeem</span></fieldset>
<p class=sect>Get more</p><div class=half><span>1,000 Robux<br><b>$9.99</b></span><span>2,000 Robux<br><b>$19.99</b></span></div>

# last-msg-credited doordash en mall 19:27 ios message redeemed_now 5000 6215
> Jan 2, 2006 ; % ; % ; $%
<div class=ring>✓</div><h1 class=mid>You're all set</h1>
<p class="mid pad">{{.Face}} in credits has been added to your account and will be used on your next order.</p>
<dl class="kv r pane"><dt>Gift card</dt><dd>+{{.Face}}</dd><dt>Credits available</dt><dd class=bold>{{.Left}}</dd></dl>
<span class=cta>Start an order</span><span class="cta ghost">Add another gift card</span>

# last-msg-country apple-us en pearl 11:11 full message other_region 10000
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><a>Cancel</a><b class=mid>Redeem Code</b><a>Done</a></div><p class="in2 dim wrong">Enter your code</p>
<div class="row slim top">
<span class=bad>⊘</span><p class="grow note">This gift card was issued for a store in a different country and can't be redeemed with your United
States account.</p></div><p class=mid style="padding:18px"><a>Learn about country and region settings</a></p>

# last-mail-claimed amazon-jp ja letter 12:50 android mail mail_opened 5000
> 2006年1月2日 ; % ; % ; ￥%
<div class=hd><span>←</span><span></span><span>▣　✉　⋮</span></div><p class="md slim">ギフトカードが使われました：ご注文 {{.Order}}　<span class=pill>受信トレイ</span></p>
<div class="row pad"><span class=av>A</span><div class=grow><b>Amazon.co.jp</b><p class=sub>To 自分</p></div><span class=sub>{{.Done}}</span></div>
<div class=pad><p>ギフトカードをご購入いただきありがとうございました。</p><p style="padding:10px 0">以下のギフトカードは、{{.Done}}に受取人様のアカウントに登録されましたのでお知らせします。</p>
<dl class="kv soft pad"><dt>宛先</dt><dd>{{.To}}</dd><dt>金額</dt><dd>{{.Face}}</dd><dt>ご注文日</dt><dd>{{.Ordered}}</dd></dl>
<p class=sub style="padding-top:12px">※登録済みのギフトカードは再送・取り消しができません。<br>※本メールに返信いただいてもお答えできません。</p></div>
<div class=half><span class=mid>↩ 返信</span><span class=mid>↪ 転送</span></div>

# last-mail-thanked amazon-com en book 18:39 ios mail mail_opened 2500
> January 2, 2006 ; % ; % ; $%
<div class=hd><a>‹ All Inboxes</a><span></span><a>Reply</a></div>
<div class=pad style="border-bottom:1px solid var(--line)"><p class=row><b>Amazon.com</b><span class=sub>{{.Done}}</span></p>
<p class=sub>gc-orders@gc.email.amazon.com</p><p class="md" style="padding-top:6px">Your gift has been claimed</p></div>
<div class=pad><p>Hi,</p><p style="padding:8px 0">{{.To}} just claimed the eGift Card you gave. It is now part of their Amazon balance.</p>
<table class="gray"><tr><th>Gift card value</th><td>{{.Face}}</td></tr><tr><th>Claimed</th><td>{{.Done}}</td></tr><tr><th>Your order</th>
<td>{{.Order}}</td></tr></table></div>
<div class=pane><b>Another occasion coming up?</b><p class=sub>Designs for every holiday, from $1.00.</p></div>
<p class="fine pad">You received this message because you asked to be told when your gift is claimed.</p>

# last-mail-present amazon-jp ja coral 9:03 full mail mail_delivered 3000
> 2006/01/02 ; % ; % ; %円
<div class=hd><span>戻る</span><b class=mid>受信箱（3）</b><span>メニュー</span></div><table class="bare note soft"><tr><th>差出人</th>
<td>do-not-reply@gift-cards.amazon.co.jp</td></tr><tr><th>宛先</th><td>{{.To}}</td></tr><tr><th>日時</th><td>{{.Ordered}} 8:58</td></tr><tr><th>件名</th>
<td><b>けん様よりAmazonギフトカードのお届けです</b></td></tr></table>
<div class="mid pad"><div class=art></div><p style="padding-top:14px">「引っ越しのお手伝い、どうもありがとう！」</p><p class=lg style="padding:8px 0">{{.Face}}</p>
<p class=sub>ギフトカード番号</p><p class="mono bold" style="padding:10px;border:2px dashed var(--key)">{{.Code}}</p></div>
<span class="cta sq">ギフトカードを登録する</span><p class="fine pad">番号は他の方に知られないようご注意ください。有効期限は発行から10年です。</p>

# last-mail-egift amazon-com en teal 7:02 ios5g mail mail_delivered 5000
> Jan 2, 2006 ; % ; % ; $%
<div class=hd><span>‹</span><span class=sub>2 of 148</span><span>⚑　⋯</span></div><h2 class=slim>Dana sent you a gift!</h2>
<div class="row pad line"><span class=av>AG</span><div class=grow><b>Amazon Gift Cards</b><p class=sub>To: {{.To}}</p></div>
<span class=sub>{{.Ordered}}</span></div>
<div class="pane mid"><p class="fine">AMAZON.COM GIFT CARD</p><p class=lg>{{.Face}}</p>
<p style="padding:8px 0"><i>"Congrats on the new job. Coffee is on me this week."</i></p><p class=sub>Gift Card Claim Code:</p>
<p class="mono md">{{.Code}}</p><span class="cta" style="margin:12px 0 0">Redeem your gift</span></div>
<ol class="sub pad"><li>1. Visit amazon.com/redeem</li><li>2. Enter the claim code and select Apply</li>
<li>3. Your balance is applied to eligible orders</li></ol>

# last-mail-onway amazon-com en paper 10:29 android mail mail_sent 10000
> January 2, 2006 ; % ; % ; $%
<div class=hd><span>☰</span><b>Mail</b><span class=av>R</span></div><p class="slim md bold">Your gift card was emailed to {{.To}}</p>
<p class="slim sub">Amazon.com &lt;do-not-reply@gift-cards.amazon.com&gt;<br>{{.Ordered}}</p><hr style="border:0;border-top:1px solid var(--line)">
<div class=pad><p>Hello Robin,</p>
<p style="padding:10px 0">Thanks for your purchase. As you requested, we have sent your {{.Face}} Amazon.com Gift Card by email. No further action is
needed from you.</p><p>Order #{{.Order}}<br>Sent to: {{.To}}<br>Sent on: {{.Ordered}}<br>Gift card amount: {{.Face}}</p>
<p style="padding-top:10px">Didn't arrive? You can resend it from <a>Your Orders</a>.</p></div>
<p class="fine pad">Please do not reply to this email. 410 Terry Ave N, Seattle, WA</p>

# last-left-quo quo-card-pay ja coral 13:22 ios balance balance_part 3000 1126
> 1/2 15:04 ; +%円 ; -%円 ; %円
11-26T12:41 -540 - コンビニ 駅前店
11-22T18:09 -1334 - 書店 本町店
<div class=hd><span>≡</span><b class=mid>QUOカードPay</b><span>？</span></div><div class="pane lift mid"><p class=sub>残高</p>
<p class=lg style="font-size:38px">{{.Left}}</p>
<p style="height:54px;margin:8px 30px;background:repeating-linear-gradient(90deg,#222 0 2px,#fff 2px 5px,#222 5px 6px,#fff 6px 9px)"></p>
<p class=fine>お支払い時にレジでご提示ください</p></div>
<dl class="kv r pad"><dt>もとの金額</dt><dd>{{.Face}}</dd><dt>カード番号</dt><dd>**** **** **** {{.Own}}</dd><dt>有効期限</dt><dd>2029/10/31</dd></dl>
<p class=sect>このカードの利用</p><ul>{{range .Rows}}<li class="row slim line note"><span class=dim>{{.Date}}</span><span class=grow>{{.What}}</span>
<span>{{.Amount}}</span></li>{{end}}</ul>

# last-left-target target en mall 15:58 full balance balance_zero 2500
> Jan 2 ; % ; -$% ; $%
<div class="hd bandy"><span>←</span><b>Check GiftCard balance</b><span></span></div><section class=pane><p class=sub>GiftCard number</p>
<p class=mono>•••••••••••{{.Own}}</p><div class=row style="padding-top:14px"><span>Balance</span><span class=lg>{{.Left}}</span></div>
<p class=sub>This GiftCard has no money left on it. It was issued with {{.Face}}.</p></section>
<span class="cta sq ghost">Check another GiftCard</span><p class=sect>Buy a new one</p>
<div class=half><span>Happy Birthday<br><b>$5 - $500</b></span><span>Thank You<br><b>$5 - $500</b></span></div>
<div class=ftr>Help · Stores · Terms</div>

# last-left-vanilla vanilla-visa-jp ja pearl 22:05 android balance balance_part 10000 2384
> 2006/01/02 ; +¥% ; -¥% ; ¥%
11-25 -3960 - ONLINE SHOP TOKYO
11-23 -3656 - BOOK STORE WEB
<p class="hd invert"><b>Vanilla</b><span></span><span>ログアウト</span></p><div class=half><div><p class=fine>利用できる残高</p><p class="md bold">{{.Left}}</p>
</div><div><p class=fine>カードの初期金額</p><p class="md">{{.Face}}</p></div></div>
<p class="slim sub">カード番号：XXXX-XXXX-XXXX-{{.Own}}</p><table class=cosy style="background:var(--box)"><thead><tr><th>利用日</th><th>加盟店名</th>
<th class=num>金額</th></tr></thead><tbody>{{range .Rows}}<tr><td>{{.Date}}</td><td>{{.What}}</td><td class=num>{{.Amount}}</td></tr>
{{end}}</tbody></table><p class="fine pad">海外でのご利用分は表示までお時間をいただくことがあります。</p>

# last-left-new starbucks-jp ja moss 7:55 ios5g balance balance_full 5000 5000
> 2006/01/02 ; % ; % ; ¥%
<div class=hd><span>×</span><b>ギフトカードの残高確認</b><span></span></div>
<div style="margin:10px 40px;padding:20px;border-radius:14px;height:150px" class=bandy><p>STARBUCKS CARD</p>
<p class="mono" style="padding-top:70px">●●●● {{.Own}}</p></div><p class="mid sub" style="padding-top:14px">現在の残高</p><p class="mid lg">{{.Left}}</p>
<p class="mid sub">発行時の金額 {{.Face}} ／ ご利用はまだありません</p><span class=cta>アプリに登録する</span><div class=ad>新作ホリデーラテ Tall ¥640 から。11月28日より登場</div>
`
