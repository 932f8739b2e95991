package album

// Held returns the pages that no reader was written with: like those of Dev in what they
// are taken from, and in nothing else.
func Held() []Page {
	return screens(unseenHistories+unseenOrders+unseenMessages+unseenRest, unseenThemes)
}

// HeldLooks are theirs.
func HeldLooks() []Look {
	return []Look{
		{Name: "3x-dark-jpeg75", Scale: 3, Dark: true, Quality: 75},
		{Name: "2x-jpeg85-tilted-right", Scale: 2, Quality: 85, Tilt: 1.2},
		{Name: "photo-level", Scale: 3, Quality: 90, Photo: true, Tilt: -0.4},
		{Name: "3x-jpeg70", Scale: 3, Quality: 70},
		{Name: "2x-parts-jpeg85", Scale: 2, Quality: 85, Parts: true},
		{Name: "photo-right", Scale: 3, Quality: 76, Photo: true, Tilt: 2.2},
		{Name: "2x-cropped-jpeg80", Scale: 2, Quality: 80, Cropped: true},
		{Name: "1x-dark", Scale: 1, Dark: true},
		{Name: "3x-dark-parts", Scale: 3, Dark: true, Parts: true},
		{Name: "photo-dark-left", Scale: 3, Quality: 80, Photo: true, Dark: true, Tilt: -1.1},
		{Name: "3x-cropped-tilted", Scale: 3, Quality: 92, Cropped: true, Tilt: -2.9},
	}
}

// unseenThemes are colours, letters and shapes that no other page has.
const unseenThemes = `
.hb{display:grid;grid-template-columns:52px 1fr 52px;align-items:center;min-height:46px;text-align:center;padding:0 8px}.hb.l{text-align:left}
.fx{background:var(--key);color:var(--on)}.k2{color:var(--key)}.w3{font-weight:300}.t11{font-size:11px}.t13{font-size:13px}.t24{font-size:24px;line-height:1.3}
.t40{font-size:40px;line-height:1.15}.tn{font-variant-numeric:tabular-nums;white-space:nowrap}.ls{letter-spacing:.09em}
.pl{color:#13803c}.mi{color:#b3261e}.dark .pl,.sumi .pl,.koke .pl,.ruri .pl{color:#6ee7a0}.dark .mi,.sumi .mi,.koke .mi,.ruri .mi{color:#ff8f87}
.addr{margin:26px 12px 20px;padding:9px 14px;border-radius:12px;background:var(--chip);color:var(--dim);text-align:center;font-size:13px}
.dk{display:grid;grid-template-columns:92px 1fr;gap:10px;padding:10px 8px;font-size:11px}.dk>nav{border-right:1px solid var(--line);line-height:2.1}
.dk table{font-size:10.5px}.dk td,.dk th{padding:5px 3px}
.pdf{margin:8px;min-height:500px;padding:20px 12px;background:#fff;color:#161616;box-shadow:0 0 5px #0007;--line:#999;
font:11px/1.5 'DejaVu Serif',IPAPGothic,serif}
.pdf table{font-size:10.5px}.pdf td,.pdf th{padding:4px}.pdf hr{border:0;border-top:2px solid #161616;margin:8px 0}
.hero{margin:8px 14px;padding:16px 18px;border-radius:18px;color:var(--on);background:linear-gradient(150deg,var(--key),var(--deep))}
.cl{display:grid;grid-template-columns:38px 1fr auto;gap:0 12px;align-items:center;padding:10px 16px}.cl+.cl{border-top:1px solid var(--line)}
.cl>i{width:38px;height:38px;border-radius:50%;background:var(--chip);color:var(--key);font:700 17px/38px sans-serif;text-align:center}
.pad2{padding:14px 18px}.gl{margin:0 14px 14px;border-radius:10px;background:var(--box)}.gl>*{padding:11px 15px}.gl>*+*{border-top:1px solid var(--line)}
.cap{padding:18px 18px 6px;font-size:12.5px;color:var(--dim)}.cap.up{text-transform:uppercase;letter-spacing:.05em}
.tick{margin:10px 14px;padding:12px 14px;background:var(--box);border:1px solid var(--line);border-radius:4px}.tick.sh{border:0;box-shadow:0 2px 6px #0003}
.al{margin:12px 14px;padding:12px 14px;border:1px solid;border-radius:8px}.al.e{color:#a3151b;background:#fdecec}.al.s{color:#0d5c33;background:#e3f6ea}
.al.w{color:#6b4a00;background:#fff4d6}.dark .al.e{color:#ffb3ae;background:#3a1517}.dark .al.s{color:#a5e8bf;background:#10301f}
.dark .al.w{color:#ffdc8a;background:#352807}
.tf{display:block;margin:4px 16px 10px;padding:12px;border:0;border-bottom:2px solid var(--dim);background:var(--chip)}.tf.e{border-color:#c5221f}
.push{display:block;margin:12px 18px;padding:12px;border-radius:28px;text-align:center;font-weight:700;background:var(--key);color:var(--on)}
.push.b{border-radius:6px}.push.o{background:none;color:var(--key);box-shadow:inset 0 0 0 1.5px var(--key)}
.scrim{position:absolute;inset:0;background:#0006}.ask{position:absolute;left:58px;right:58px;top:300px;border-radius:15px;background:var(--box);
overflow:hidden}
.ask>div{padding:11px;border-top:1px solid var(--line);text-align:center;color:var(--key)}
.rise{position:absolute;left:0;right:0;top:600px;bottom:0;border-radius:26px 26px 0 0;background:var(--box);padding:22px 20px}
.snk{position:absolute;left:10px;right:10px;top:660px;padding:14px 18px;border-radius:6px;background:#303033;color:#f4f4f6}
.bb{width:fit-content;max-width:292px;margin:5px 14px;padding:9px 14px;border-radius:19px;background:var(--box)}
.bb.me{margin-left:auto;background:var(--key);color:var(--on)}
.tl{position:relative;margin-left:30px;padding:0 18px 18px 20px;border-left:2px solid var(--line)}
.tl::before{content:"";position:absolute;left:-8px;top:4px;width:14px;height:14px;border-radius:50%;background:var(--key)}.tl.no::before{background:var(--line)}
.tg{display:inline-block;padding:1px 9px;border:1px solid currentColor;border-radius:3px;font-size:12px}.tg.f{border:0;background:var(--key);color:var(--on)}
.pg{height:9px;margin:10px 0;border-radius:5px;background:var(--chip);overflow:hidden}.pg i{display:block;height:9px;background:var(--key)}
.nv{display:flex;justify-content:space-around;margin-top:22px;padding:8px 0 22px;border-top:1px solid var(--line);font-size:10.5px;color:var(--dim)}
.nv b{color:var(--key)}.seg{display:flex;margin:8px 16px;padding:3px;border-radius:9px;background:var(--chip);font-size:13px;text-align:center}
.seg>*{flex:1;padding:5px}.seg b{border-radius:7px;background:var(--box)}.foot2{padding:16px 18px;font-size:11px;line-height:1.8;color:var(--dim)}
.dd{display:grid;grid-template-columns:38% 1fr;gap:7px 12px}.dd dt{color:var(--dim)}.cut{border-top:2px dashed var(--line);margin:12px 0}
.pic{height:110px;background:repeating-linear-gradient(135deg,var(--key) 0 18px,var(--deep) 18px 36px)}
.washi{--bg:#d9dadc;--fg:#1c1c1e;--dim:#63636a;--line:#c4c4c9;--box:#fff;--chip:#ececef;--key:#0059b3;--on:#fff;--deep:#003a75}
.sora{--bg:#eef4fa;--fg:#0e2238;--dim:#587089;--line:#d5e1ee;--box:#fff;--chip:#dce9f6;--key:#0b6bcb;--on:#fff;--deep:#0b3f8c;font-size:15.5px}
.ame{--bg:#fff;--fg:#131a22;--dim:#59616b;--line:#dfe3e8;--box:#f6f7f8;--chip:#eceff1;--key:#b35900;--on:#fff;--deep:#7a3c00;--font:'DejaVu Sans',sans-serif}
.momo{--bg:#fff9fb;--fg:#3a1f2b;--dim:#8d6c7a;--line:#f1dde5;--box:#fff;--chip:#fce8ef;--key:#d81b60;--on:#fff;--deep:#8e1350;--font:IPAPGothic,sans-serif;
font-size:17px}
.waka{--bg:#f4f7f1;--fg:#1d2a19;--dim:#64725e;--line:#dae3d3;--box:#fff;--chip:#e3edda;--key:#2e7d32;--on:#fff;--deep:#124d25;font-size:15.5px}
.hai{--bg:#efeff4;--fg:#0a0a0a;--dim:#77777e;--line:#dcdce1;--box:#fff;--chip:#e2e2e8;--key:#007aff;--on:#fff;--deep:#0051a8;font-size:16.5px}
.kohaku{--bg:#fffcf2;--fg:#2e2512;--dim:#827150;--line:#eee2c4;--box:#fff;--chip:#faeec9;--key:#9a6700;--on:#fff;--deep:#5c3d00;--font:'DejaVu Serif',serif}
.tsuki{--bg:#fff;--fg:#1f2328;--dim:#656d76;--line:#e4e7ea;--box:#f4f6f8;--chip:#e9edf1;--key:#6f42c1;--on:#fff;--deep:#3d1f7d;font-size:15.5px}
.kuro{--bg:#fff;--fg:#000;--dim:#6b6b6b;--line:#e6e6e6;--box:#fff;--chip:#f3f3f3;--key:#111;--on:#fff;--deep:#444;--font:'DejaVu Sans Condensed',sans-serif;
font-size:16px}
.koshi{--bg:#f7f7f2;--fg:#222;--dim:#666;--line:#b9b9ae;--box:#fff;--chip:#e9e9df;--key:#00508f;--on:#fff;--deep:#003563;--font:IPAGothic,sans-serif;
font-size:14px}
.dark{--bg:#111315;--fg:#eceef0;--dim:#a2a8af;--line:#32373c;--box:#1c1f23;--chip:#2a2f35}
.dark .hero{color:#fff;background:linear-gradient(150deg,var(--deep),#26282b)}.dark .fx{background:var(--box);color:var(--fg)}
.sumi{--bg:#0b0b0d;--fg:#f5f5f7;--dim:#98989f;--line:#2e2e33;--box:#1a1a1d;--chip:#2a2a2e;--key:#ff9f0a;--on:#1d1200;--deep:#c25e00;font-size:16px}
.ruri{--bg:#07152f;--fg:#eef3ff;--dim:#9db0d6;--line:#213864;--box:#0e2247;--chip:#19356b;--key:#3b8cff;--on:#fff;--deep:#0a3d91;font-size:15.5px}
.koke{--bg:#1d242b;--fg:#d6dde3;--dim:#8b99a5;--line:#34404b;--box:#273039;--chip:#313d48;--key:#8bc53f;--on:#13200a;--deep:#45741a;
--font:'DejaVu Sans Condensed',sans-serif;font-size:14px}
.dark.washi,.dark.sora,.dark.hai,.dark.koshi{--key:#64aaff;--on:#04152b}.dark.ame,.dark.kohaku{--key:#f0a64a;--on:#1f1000}
.dark.momo{--key:#ff7fab;--on:#33051a}.dark.waka{--key:#7fcf84;--on:#06210a}.dark.tsuki{--key:#b79bf2;--on:#180a33}.dark.kuro{--key:#fff;--on:#000}
.dark.hai{--bg:#000;--box:#1c1c1e;--chip:#2c2c2e;--line:#38383a}
`

const unseenHistories = `
# six-statement amazon-jp ja washi 14:44 ios history row_claimed 10000 12765
> 2006/01/02 ; % ; % ; %
11-27 -1580 order ご注文への充当
11-21 +10000 own ギフトカード登録
11-12 -3245 order ご注文への充当
10-18 +5000 other ギフトカード登録
10-02 -990 order ご注文への充当
09-14 +3000 other ギフトカード登録
<div class="hb t13"><a>完了</a><b>meisai_202611.pdf</b><a>共有</a></div>
<div class=pdf><div class="row top"><span>佐藤 あかり 様</span><span class=right>作成日 2026/11/30<br>1 / 1 ページ</span></div><hr>
<h2 class=mid>ギフトカード残高 お取引明細書</h2><p class=mid style="margin:4px 0 12px">対象期間 2026/09/01 ～ 2026/11/30 （単位：円）</p>
<table class=ruled><tr><th>年月日<th>お取引内容<th class=right>入金<th class=right>出金<th class=right>残高</tr>
{{range .Rows}}<tr><td>{{.Date}}<td>{{.What}}<br>{{with .Last4}}番号 xxxx-xxxxxx-{{.}}{{end}}{{with .Order}}{{.}}{{end}}
<td class=right>{{if .In}}{{.N}}{{end}}<td class=right>{{if not .In}}{{.N}}{{end}}<td class=right>{{.Left}}</tr>
{{end}}</table><p style="margin-top:14px">残高はこの明細書の作成時点のものです。<br>Amazon.co.jp カスタマーサービス</p></div>

# six-days amazon-jp ja sora 21:18 ios5g history row_absent 3000 4118
> 2006年1月2日（Mon）|15:04 ; +¥% ; -¥% ; ¥%
11-26T20:05 -1299 order 商品の購入に使用
11-26T08:41 -583 order 商品の購入に使用
11-14T12:20 +5000 other ギフトカードを登録
11-02T23:15 -2400 order 商品の購入に使用
10-21T07:33 +2000 other ギフトカードを登録
<div class="hb bold"><span class=t24>‹</span><span>ギフトカードの残高</span><span>･･･</span></div>
<div class=hero><p class=t13>現在の残高</p><p class="t40 w3">{{.Top}}</p><p class="row t13"><span>チャージする</span><span>登録する</span><span>贈る</span></p></div>
{{range .Rows}}{{with .Group}}<p class="cap bold">{{.}}</p>
{{end}}<div class="cl" style="background:var(--box)"><i>{{if .In}}＋{{else}}－{{end}}</i>
<span>{{.What}}<br><small class=dim>{{.Date}}　{{with .Last4}}番号の下4桁 {{.}}{{end}}{{.Order}}</small></span><b class="tn {{if .In}}pl{{end}}">{{.Amount}}</b></div>
{{end}}<p class="foot2 mid">これより前の明細はパソコンでご覧いただけます</p><div class=nv><span>ホーム</span><span>お買い物リスト</span><b>マイページ</b><span>カート</span></div>

# six-rail amazon-jp ja kohaku 9:07 android history row_claimed 3000 3430
> 2006.1.2 ; ＋%円 ; －%円 ; %円
11-25 -1870 order お支払い
11-22 +3000 own 登録完了
11-09 -650 order お支払い
10-24 +2000 other 登録完了
10-11 -1450 order お支払い
<div class="hb fx l"><span class=mid>≡</span><b>残高のあゆみ</b><span>？</span></div>
<p class="row pad2"><span>ギフトカード残高</span><b class=t24>{{.Top}}</b></p><div class=seg><b>すべて</b><span>登録</span><span>お支払い</span></div><br>
{{range .Rows}}<div class="tl{{if not .In}} no{{end}}"><p class="dim t13">{{.Date}}</p><p class="row top"><b>{{.What}}</b><b class=tn>{{.Amount}}</b></p>
<p class=t13>{{with .Last4}}ギフトカード番号 ＊＊＊＊-＊＊＊＊＊＊-{{.}}{{end}}{{with .Order}}注文番号 {{.}}{{end}}</p></div>
{{end}}<p class="foot2">ギフトカードの有効期限は発行日から10年です。登録済みの残高を他のアカウントへ移すことはできません。</p>

# six-desk amazon-com en ame 10:33 ios history row_claimed 5000 6127
> Jan 2, 2006 ; $% ; -$% ; $%
11-27 -2318 order Order
11-23 +5000 own Gift card redeemed
11-10 -1455 order Order
10-28 +2500 other Gift card redeemed
10-06 -899 order Order
09-22 +3000 other Gift card redeemed
<div class="row slim t11" style="background:#131a22;color:#fff"><b>amazon</b>
<span class=grow>Search Amazon</span><span>Account &amp; Lists</span><span>Cart</span></div>
<div class=dk><nav><b>Your Account</b><br>Orders<br>Payments<br><b class=k2>Gift cards</b><br>Addresses<br>Security<br>Messages<br>Memberships<br>Help</nav>
<div><h2>Gift card balance</h2><p class="t24 k2">{{.Top}}</p>
<p><span class="tg f">Redeem a card</span> <span class=tg>Reload</span></p><h3 style="margin:14px 0 4px">Transactions</h3>
<table><tr class=soft><th>Date<th>Description<th class=right>Amount</tr>
{{range .Rows}}<tr><td style="white-space:nowrap">{{.Date}}<td>{{.What}} {{with .Last4}}(ending in {{.}}){{end}}<a>{{.Order}}</a>
<td class=right>{{.Amount}}</tr>
{{end}}</table><p class="right" style="margin-top:8px">1-6 of 6</p></div></div>
<p class="foot2 mid over">Conditions of Use · Privacy Notice · Interest-Based Ads<br>© 1996-2026, Amazon.com, Inc. or its affiliates</p>

# six-deck amazon-com en sumi 23:26 full history row_absent 2500 4388
> Monday, January 2, 2006 ; +$% ; −$% ; $%
11-25 -1612 order Purchase
11-16 +5000 other Card added
11-03 -780 order Purchase
10-20 -2220 order Purchase
09-30 +4000 other Card added
<div class="hb bold"><span>✕</span><span>Your balance</span><span></span></div><p class="mid t40">{{.Top}}</p><p class="mid dim">Gift card balance</p>
<div class=seg style="margin:18px 16px"><b>Activity</b><span>Expirations</span><span>Auto-reload</span></div>
{{range .Rows}}<div class=tick><p class="row"><span class="tg {{if .In}}pl{{end}}">{{.What}}</span><b class="tn t24">{{.Amount}}</b></p><p>{{.Date}}</p>
<p class="dim t13">{{with .Last4}}Claim code •••• •••••• {{.}}{{end}}{{with .Order}}Order {{.}}{{end}} · balance {{.Left}}</p></div>
{{end}}<p class="mid dim pad">You've reached the end</p>

# six-serials amazon-jp en koshi 6:29 android history row_claimed 5000 7216
> 2006-01-02 ; JPY % ; JPY -% ; JPY %
11-26 -1134 order Applied to order
11-21 +5000 own Card registered
11-08 -2650 order Applied to order
10-15 +10000 other Card registered
10-03 -4400 order Applied to order
<div class="hb fx l"><span></span><b>amazon.co.jp</b><span>EN ▾</span></div><p class="t11 slim dim">Your Account &gt; Gift Cards &gt; Activity</p>
<h1 class=slim>Gift Card Activity</h1><p class=slim>Current balance: <b>{{.Top}}</b></p>
{{range .Rows}}<table class=ruled style="width:358px;margin:9px 16px;background:var(--box)"><tr class=soft><td><b>{{.Date}}</b>
<td class=right><b>{{.Amount}}</b></tr>
<tr><td colspan=2>{{.What}}{{with .Order}}: {{.}}{{end}}{{with .Last4}}: xxxx-xxxxxx-{{.}}{{end}}{{with .Serial}}<br>Serial number: {{.}}{{end}}</tr></table>
{{end}}<p class="foot2">Activity from the last 12 months is shown in Japan Standard Time.</p>

# six-bought apple-jp ja hai 18:02 ios history row_claimed 3000 3590
> 2006年1月2日|2006/01/02 ; +¥% ; ¥% ; ¥%
11-26 -160 - 単語帳メーカー Pro
11-26 -980 - 音楽配信サービス
11-22 +3000 - Apple Gift Card
11-08 -1500 - パズルの塔：石 300個
10-19 +5000 - Apple Gift Card
<div class="hb bold"><a class=t24>‹</a><span>購入履歴</span><span></span></div><div class=addr style="margin:4px 14px 8px;text-align:left">○ 検索</div>
<div class=gl><p class=row><span>アカウント残高</span><b>{{.Top}}</b></p><p class=row><span>表示期間</span><span class=dim>過去90日 ›</span></p></div>
{{range .Rows}}{{with .Group}}<p class=cap>{{.}}</p>{{end}}
<div class=gl style="margin-bottom:3px"><div class=row><span>{{.What}}<br><small class=dim>{{if .In}}アカウントに追加済み{{else}}アカウント残高で支払い{{end}}</small></span>
<span class=tn>{{.Amount}} <span class=dim>›</span></span></div></div>{{end}}
<p class=foot2>ご請求の合計に心当たりがない場合は、問題を報告してください。</p>

# six-ledger apple-us en washi 11:51 ios5g history row_claimed 10000 11243
> 01/02/2006 ; $% ; ($%) ; $%
11-25 -1299 - Movie rental, 4K
11-20 +10000 - Gift card redeemed
11-06 -499 - Game currency
10-22 -1459 - Cloud storage and music
10-09 +2500 - Gift card redeemed
09-27 -699 - E-book
<div class=addr style="margin-top:6px">reportaproblem.apple.com</div>
<div class=pdf style="font-family:'DejaVu Sans Condensed'"><p class=row><b class=t24>Account Balance Statement</b></p>
<p>Prepared for m.reyes@example.com · 11/30/2026</p><hr>
<table class=stripes style="--chip:#eef1f5"><tr><th>Posted<th>Description<th class=right>Amount<th class=right>Balance</tr>{{range .Rows}}
<tr><td>{{.Date}}<td>{{.What}}<td class=right>{{.Amount}}<td class=right>{{.Left}}</tr>{{end}}</table>
<p style="margin-top:14px">Amounts in parentheses were paid from your balance. Gift cards are issued by Apple Value Services, LLC.</p></div>

# six-budget google-play-jp en tsuki 7:44 android history row_claimed 5000 5310
> Jan 2, 2006 ; +¥% ; -¥% ; ¥%
11-27 -490 - Sticker pack (Chat Buddies)
11-21 +5000 - Gift card redeemed
11-15 -1200 - Monthly pass (Sky Courier)
10-30 -760 - Audiobook: Slow Trains North
10-13 +1500 - Gift card redeemed
<div class="hb l"><span class="t24 mid">←</span><span class=t24>Order history</span><span>⋮</span></div>
<p class=pad><span class="tg f">Play balance</span> <span class=tg>Cards</span> <span class=tg>Carrier</span></p>
{{range .Rows}}<div class="cl"><i style="border-radius:10px">{{if .In}}▶{{else}}◆{{end}}</i><div><p>{{.What}}</p><p class="dim t13">{{.Date}}</p></div>
<span class="tn {{if .In}}pl{{end}}">{{.Amount}}</span></div>
{{end}}<p class="row pad over"><b>Google Play balance</b><b>{{.Top}}</b></p><p class=foot2>Orders from other Google services are on pay.google.com</p>

# six-store steam en koke 1:15 full history row_claimed 5000 5464
> 2 Jan, 2006 ; +$% ; -$% ; $%
11-27 -1999 - Lantern Keep
11-22 +5000 - Wallet Credit
11-11 -749 - Deep Rail Tycoon
10-30 -438 - Market purchase
10-12 +2500 - Wallet Credit
<div class="row slim" style="background:#000"><b class=ls>STEAM</b><span class="t11 dim">STORE　COMMUNITY　m_reyes ▾</span></div>
<p class="t11 slim dim">Home &gt; Account &gt; Purchase History</p><h2 class=slim>m_reyes's purchase history</h2>
<table class=t11 style="font-size:11px"><tr class=soft><th>Date<th>Items<th>Type<th class=right>Total<th class=right>Wallet<br>Change<th class=right>Wallet
<br>Balance</tr>
{{range .Rows}}<tr><td style="white-space:nowrap">{{.Date}}<td>{{if .In}}{{.N}} {{end}}{{.What}}<td>{{if .In}}Gift Card<br>redeemed{{else}}Purchase
<br><span class=dim>Wallet</span>{{end}}
<td class=right>{{.N}}<td class="right {{if .In}}pl{{end}}">{{.Amount}}<td class=right>{{.Left}}</tr>
{{end}}</table><p class="mid pad dim">© Valve Corporation. VAT included in all prices where applicable.</p>

# six-console playstation-jp ja ruri 0:47 android history row_claimed 5000 6270
> 2006年1月2日 15:04 ; +¥% ; -¥% ; ¥%
11-26T22:10 -2750 - 竜と灯台の物語
11-23T19:32 +5000 - ウォレットへのチャージ
11-12T01:05 -1080 - 追加エピソード「北の港」
10-28T20:48 +3000 - ウォレットへのチャージ
10-03T13:27 -550 - テーマ：秋の夜長
<div class="hb l bold"><span class=mid>＜</span><span>取引履歴</span><span>⚙</span></div><p class="row pad2 soft"><span>ウォレット残高</span><b class=t24>{{.Top}}</b></p>
{{range .Rows}}<div class="pad2 line"><p class="t13 dim">{{.Date}}</p><p class=bold>{{.What}}</p>
<p class=row><span class=t13>{{if .In}}プリペイドカード{{else}}ウォレットから支払い{{end}}</span><span class="t24 tn {{if .In}}pl{{end}}">{{.Amount}}</span></p></div>
{{end}}<p class="mid pad dim">△ 並べ替え　　○ もどる</p>

# six-wallet au-pay-gift-card ja momo 12:09 ios5g history row_claimed 5000 5842
> 2006年1月|2日 15:04 ; %円 ; -%円 ; %円
11-27T12:02 -830 - とんかつ ひなた
11-24T19:16 -1328 - スーパーまるとく
11-20T22:40 +5000 - ギフトカード（コード入力）
10-31T08:05 -500 - 駐輪場 東口
10-30T21:11 +2000 - ギフトカード（コード入力）
<div class="hb fx bold"><span>✕</span><span>残高履歴</span><span>絞込</span></div><p class="mid pad2"><span class="dim t13">au PAY 残高</span>
<br><b class=t40>{{.Top}}</b></p>
{{range .Rows}}{{with .Group}}<p class="soft slim bold">{{.}}</p>{{end}}<div class="row pad line"><span>{{.What}}<br><small class=dim>{{.Date}}</small></span>
<span class=right><span class="tg {{if .In}}f{{end}}">{{if .In}}チャージ{{else}}支払い{{end}}</span><br><b class=tn>{{.Amount}}</b></span></div>
{{end}}<div class=al style="color:var(--key)">【12月限定】コンビニのお支払いで最大10%還元！エントリー受付中</div>
<div class=nv><span>ホーム</span><span>クーポン</span><span>コード支払い</span><b>履歴</b><span>その他</span></div>

# six-cash uber en kuro 17:38 full history row_claimed 5000 4735
> Jan 2, 2006 · 3:04 PM ; $% ; −$% ; $%
11-27T08:12 -1140 - Trip to Union Station
11-22T18:55 +5000 - Gift card
11-13T12:31 -2275 - Uber Eats, Noodle Corner
11-01T23:47 -1850 - Trip home
10-17T10:20 +5000 - Gift card
<p class="pad2 t24">←</p><p class="pad2 t40 bold">Uber Cash</p><p class="slim t24">{{.Top}}</p>
<div style="padding:10px 4px"><span class="push b">Add funds</span></div><p class="pad2 t24 bold">Activity</p>
{{range .Rows}}<div class="row pad2 over top"><div><b>{{.What}}</b>
<p class="dim t13">{{.Date}}</p></div><span class="tn {{if .In}}pl{{end}}">{{.Amount}}</span></div>
{{end}}

# six-points doordash en waka 20:50 ios history row_claimed 2500 3140
> January 2006|Jan 2 ; + $% ; - $% ; $%
11-26 -1215 - Order from Pho Garden
11-21 +2500 - Gift card
11-07 -1845 - Order from Corner Deli
10-25 +2500 - Gift card
10-04 -960 - Order from Sun Bagels
<div class="hb l"><b class="t24 mid">‹</b><b>Credits &amp; gift cards</b><span></span></div>
<div class=hero><p>Available credits</p><p class="t40 bold">{{.Top}}</p><p class=t13>Applied automatically at checkout</p></div>
{{range .Rows}}{{with .Group}}<p class="cap up bold">{{.}}</p>{{end}}<dl class="dd tick sh"><dt>Date<dd class=right>{{.Date}}<dt>Type<dd class=right>{{.What}}
<dt>Amount<dd class="right bold">{{.Amount}}</dl>
{{end}}<span class="push">Redeem another gift card</span>
`

const unseenOrders = `
# six-order-used amazon-jp ja sora 8:23 ios order_page order_redeemed 5000
> 2006年1月2日 ; % ; % ; ¥%
<div class="hb bold"><span class=t24>‹</span><span>注文の詳細</span><span>≣</span></div><div class=tick style="border-radius:12px;padding:0;overflow:hidden">
<div class=pic></div>
<div class=pad2><p class="t24 bold">使用済み</p><p class="dim t13">受取人がアカウントに登録しました（{{.Done}}）</p></div></div>
<div class=gl><p>Amazonギフトカード（Eメール）<br><b>{{.Face}}</b></p><p class=row><span class=dim>受取人</span><span>{{.To}}</span></p>
<p class=row><span class=dim>注文日</span><span>{{.Ordered}}</span></p><p class=row><span class=dim>注文番号</span><span>{{.Order}}</span></p>
<p class=row><span class=dim>お支払い</span><span>JCB 下4桁 7720</span></p></div><p class=cap>この注文について</p>
<div class=gl><p class=row>領収書／購入明細書 <span>›</span></p><p class=row>もう一度注文する <span>›</span></p><p class=row>お問い合わせ <span>›</span></p></div>
<div class=nv><span>ホーム</span><span>履歴</span><b>アカウント</b><span>メニュー</span></div>

# six-order-slip amazon-jp ja koshi 16:36 full order_page order_sent 3000
> 2006/01/02 ; % ; % ; ￥%
<div class="row slim fx t13"><b>amazon.co.jp</b><span>こんにちは、鈴木さん</span></div><p class="t11 slim dim">アカウントサービス ＞ 注文履歴 ＞ 注文内容</p>
<table class=ruled style="width:362px;margin:8px 14px;background:var(--box)"><tr class=soft><th>注文日<th>合計<th>注文番号</tr>
<tr><td>{{.Ordered}}<td>{{.Face}}<td>{{.Order}}</tr></table><div class=tick><p class=bold>ステータス：発送済み</p>
<p class=t13>ギフトカードはEメールで送信されました。まだ登録されていません。</p><div class=cut></div><p>Amazonギフトカード Eメールタイプ - バースデー</p><p>送信先　{{.To}}</p>
<p class=right><span class=tg>ギフトカードを再送</span>　<span class=tg>注文の非表示</span></p></div>
<dl class="dd tick t13"><dt>商品の小計<dd class=right>{{.Face}}<dt>配送料<dd class=right>￥0<dt><b>ご請求額</b><dd class="right bold">{{.Face}}</dl>
<p class=cap>よく一緒に贈られています</p><div class="row slim t13"><span>ご祝儀袋 5枚<br><b>￥440</b></span><span>メッセージカード<br><b>￥298</b></span><span>紅茶の詰合せ
<br><b>￥2,160</b></span></div>

# six-order-anew amazon-jp ja momo 19:40 android order_page order_resent 2000
> 2006年1月2日（Mon） ; % ; % ; %円
<div class="hb l bold"><span class=mid>←</span><span>贈ったギフトカード</span><span></span></div><div class="al w"><b>再送しました</b><br>
{{.Done}}に新しいギフトカード番号をお送りしました。以前の番号はご利用いただけません。</div>
<div class="tl"><b>再送</b><p class="dim t13">{{.Done}}</p></div><div class="tl no"><b>Eメール送信</b><p class="dim t13">{{.Ordered}}</p></div>
<div class="tl no"><b>ご注文の受付</b><p class="dim t13">{{.Ordered}}</p></div>
<dl class="dd pad2 over"><dt>送り先<dd>{{.To}}<dt>金額<dd class=bold>{{.Face}}<dt>ご注文番号<dd class=t13>{{.Order}}<dt>再送できる回数<dd>あと4回</dl>
<span class="push o">送り先を確かめる</span>

# six-order-track amazon-com en ame 13:14 ios5g order_page order_redeemed 10000
> January 2, 2006 ; % ; % ; $%
<div class="hb l" style="background:#131a22;color:#fff"><span class=mid>≡</span><b>amazon</b><span>Cart</span></div><h1 class=pad>Order Details</h1>
<p class="slim t13 row"><span>Ordered on {{.Ordered}}</span><a>View invoice</a></p><p class="slim t13">Order# {{.Order}}</p>
<div class=tick><p class="t24 pl">Redeemed</p><p>Your recipient added this gift card to their account on {{.Done}}.</p>
<div class=pg><i style="width:100%"></i></div>
<p class="row t11"><span>Ordered</span><span>Sent</span><span>Delivered</span><b>Redeemed</b></p></div>
<div class="row top pad"><div class=pic style="width:96px;height:62px"></div><div class=grow><p>Amazon.com eGift Card - Fireworks</p>
<p class="t13 dim">To: {{.To}}</p><b>{{.Face}}</b></div></div>
<dl class="dd pad over"><dt>Payment<dd>Visa ending in 3316<dt>Item(s) Subtotal<dd>{{.Face}}<dt class=bold>Grand Total<dd class=bold>{{.Face}}</dl>
<span class="push">Buy it again</span>

# six-order-wait amazon-com en tsuki 7:19 full order_page order_sent 2500
> Jan 2, 2006 ; % ; % ; $%
<div class=addr style="margin-top:4px">amazon.com</div><div class=dk style="font-size:11.5px;grid-template-columns:1fr 150px"><div><h3>Gift card for</h3>
<p class=bold>{{.To}}</p>
<p style="margin:10px 0"><span class="tg f">Sent</span></p><p>We emailed this gift card on {{.Ordered}}. Your recipient has not redeemed it yet.</p>
<p style="margin:12px 0"><a>Resend email</a> · <a>Edit recipient</a></p>
<p class=dim>"Happy housewarming, you two!"</p></div><div class=tick style="margin:0"><b>Summary</b><p style="margin-top:6px">Order</p>
<p class=t11>{{.Order}}</p>
<p style="margin-top:6px">Placed</p><p>{{.Ordered}}</p><p style="margin-top:6px">Total</p><b>{{.Face}}</b></div></div>
<p class=cap>Related to items you've viewed</p><div class="row slim t11"><span>Moving boxes, 20 pk<br><b>$44.99</b></span><span>Label maker
<br><b>$29.00</b></span><span>Door mat<br><b>$18.50</b></span></div>

# six-order-off amazon-com en sumi 22:03 android order_page order_cancelled 5000
> Mon, Jan 2, 2006 ; % ; % ; $%
<div class="hb bold"><span>‹</span><span>Order</span><span>Help</span></div><div class=tick><p class="t24 mi">Cancelled</p>
<p class=dim>This gift card was cancelled before it was sent. You have not been charged.</p></div>
<div class=gl><p class=row><span class=dim>Order placed</span><span>{{.Ordered}}</span></p>
<p class=row><span class=dim>Order number</span><span>{{.Order}}</span></p>
<p class=row><span class=dim>Was to be sent to</span><span>{{.To}}</span></p>
<p class=row><span class=dim>eGift Card</span><s>{{.Face}}</s></p></div><span class="push b">Reorder</span>

# six-order-received amazon-jp en hai 15:26 ios order_page order_redeemed 3000
> 2 January 2006 ; % ; % ; ¥%
<div class="hb"><a>Orders</a><b>Order info</b><a>Edit</a></div><p class="mid t40" style="padding-top:14px">✻</p><p class="mid t24 bold">{{.Face}}</p>
<p class="mid dim">Gift Card, email delivery</p><p class=cap>STATUS</p><div class=gl><p class=row><b>Received</b><span class=pl>✓</span></p>
<p class=t13>The gift card has been successfully added to your recipient's account.</p></div><p class=cap>DETAILS</p>
<div class=gl><p class=row><span>Recipient</span><span class=dim>{{.To}}</span></p><p class=row><span>Ordered</span><span class=dim>{{.Ordered}}</span></p>
<p class=row><span>Received</span><span class=dim>{{.Done}}</span></p><p class=row><span>Order no.</span><span class=dim>{{.Order}}</span></p></div>
<div class=gl><p class=mid><a>Send another</a></p></div>
`

const unseenMessages = `
# six-msg-again amazon-jp ja hai 10:10 ios5g message already_here 5000 8410
> 2006年1月2日 ; % ; % ; ¥%
<div class="hb bold"><a>戻る</a><span>ギフトカードを登録</span><span></span></div><p class=cap>ギフトカード番号</p><div class=gl>
<p class="tn ls">{{.Code}}</p></div><span class=push>登録</span>
<p class=cap>ギフトカード残高　{{.Left}}</p><div class=scrim></div><div class=ask><p class="mid pad2"><b>登録済みのギフトカードです</b><br>
<span class=t13>このギフトカードは、すでにお客様のアカウントに登録されています。残高をご確認ください。</span></p><div>残高を見る</div><div class=bold>OK</div></div>

# six-msg-support amazon-com en sora 13:55 full message already_elsewhere 5000
> Jan 2, 2006 ; % ; % ; $%
<div class="hb l fx"><span class="mid t24">‹</span><span><b>Amazon Customer Service</b><br><small>Chat</small></span><span>End</span></div>
<p class="mid dim t11 pad">Today 1:49 PM</p><div class="bb me">I can't redeem a gift card. The code ends in {{.Own}}.</div>
<div class=bb>Thanks for waiting! My name is Priya and I'll be glad to look into that for you.</div>
<div class="bb me">It was {{.Face}}, bought last week</div>
<div class=bb>I've checked the claim code ending in {{.Own}}. This gift card has already been redeemed to a different Amazon account.</div>
<div class=bb>For privacy reasons I can't share whose account it is. Please contact the person or store you got the card from.</div>
<div class="bb me">ok, thank you</div><p class="dim t11 slim">Priya is typing…</p><div class=addr style="text-align:left">Type a message</div>

# six-msg-till google-play-jp ja tsuki 18:58 android message not_activated 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class="hb l"><span class="mid t24">×</span><span class=t24>コードを利用</span><span></span></div><p class=pad>Google Play ギフトカードまたはプロモーション コードを入力してください</p>
<p class="tf tn">{{.Code}}</p><p class="slim t13 dim">[コードを利用] をクリックすると、ギフトカードとプロモーション コードの利用規約に同意したことになります。</p><span class="push">コードを利用</span>
<div class=snk>このギフトカードは有効化されていません。購入されたお店にお問い合わせください。　<b style="color:#c9b3ff">詳細</b></div>

# six-msg-added apple-us en hai 9:30 ios message redeemed_now 10000 12340
> Jan 2, 2006 ; % ; % ; $%
<div class="hb"><span></span><b>Redeem</b><a>Done</a></div><div class=hero style="height:180px;padding-top:60px"><p class="mid t40 bold">{{.Face}}</p></div>
<p class="mid t24 bold pad">Success!</p>
<p class="mid slim">{{.Face}} was added to your Apple Account balance. You can use it for apps, games, music, accessories, and more.</p>
<div class=gl style="margin-top:20px"><p class=row><span>Current balance</span><b>{{.Left}}</b></p><p><a>Redeem another gift card or code</a></p></div>

# six-msg-kana bitcash ja koshi 22:12 full message already_redeemed 2000
> 2006年1月2日 ; % ; % ; %円
<div class="row slim fx"><b class=t24>BitCash</b><span class=t13>決済画面</span></div>
<div class="row slim t11 soft"><span>1 内容確認</span><b>2 ひらがなID入力</b><span>3 完了</span></div>
<div class="al e"><b>決済できませんでした（エラー番号 017）</b><br>入力されたひらがなIDはすでに使用されています。カードをお確かめください。</div>
<p class=cap>ひらがなID（16文字）</p><p class="tf e">●●●●　●●●●　●●●●　●●●●</p><dl class="dd tick"><dt>加盟店<dd>オンラインゲームショップ風見<dt>お支払い金額<dd>{{.Face}}</dl>
<span class="push b">もう一度入力する</span><p class=foot2>ビットキャッシュ株式会社　お客様サポート（平日10時～18時）</p>

# six-msg-rider uber en kuro 0:22 android message already_elsewhere 2500
> Jan 2, 2006 ; % ; % ; $%
<p class="pad2 t24">←</p><p class="slim t24 bold">Wallet</p><div class=hero><p>Uber Cash</p><p class=t40>$0.00</p></div><p class="pad2 bold">Payment methods</p>
<p class="pad2 over">VISA ••••8803</p><p class="pad2 over">PayPal</p><div class=scrim></div><div class=rise><p class="t24 bold">Can't add this gift card</p>
<p style="margin:10px 0 22px">This gift code has already been redeemed by another account. Check the code, or contact the person who gave it to you.</p>
<span class="push b" style="margin:10px 0">Try a different code</span><span class="push b o" style="margin:10px 0">Get help</span></div>

# six-msg-shop nintendo-eshop-jp ja momo 20:27 ios message redeemed_now 3000 3720
> 2006年1月2日 ; % ; % ; %円
<div class="hb l fx bold"><span></span><span>ニンテンドーeショップ</span><span>◎</span></div>
<div class="tick sh mid" style="margin-top:70px;border-radius:16px;padding:30px 16px">
<p class="t24 bold">残高の追加が完了しました</p><p style="margin:18px 0"><b class=t40>{{.Face}}</b><br>を追加しました。</p><div class=cut></div>
<p class=row><span>現在の残高</span><b class=t24>{{.Left}}</b></p></div>
<span class=push>ショップへもどる</span><span class="push o">つづけて番号を入力する</span>

# six-msg-wallet steam en koke 3:02 ios5g message invalid 2000 118
> Jan 2, 2006 ; % ; % ; $%
<div class="row slim" style="background:#000"><b class=ls>STEAM</b><span class="t13 pl">Wallet {{.Left}}</span></div>
<h1 class=pad2>Redeem a Steam Gift Card or Wallet Code</h1>
<div class=tick><p class="dim t13">Your Steam Wallet Code</p><p class="tf e tn" style="margin:6px 0">{{.Code}}</p>
<p class=mi>The code you've entered is not valid. Please carefully verify the characters as you enter them and double check
to make sure you haven't mistyped your key. I and L can look alike, V and Y can
look alike, and 0 and O can look alike.</p><p class=right style="margin-top:12px"><span class="tg f">Continue</span></p></div>
<p class=foot2>Need a code? Gift cards are sold at retailers worldwide.</p>

# six-msg-joined amazon-jp ja kohaku 11:48 full message redeemed_now 10000 11652
> 2006年1月2日 ; % ; % ; ￥%
<div class="hb l fx"><span class=mid>≡</span><b>amazon.co.jp</b><span>検索</span></div><div class="al s"><b>✓ {{.Face}}がお客様のギフトカードアカウントに追加されました</b></div>
<p class="mid pad2">現在の残高<br><b class=t40>{{.Left}}</b></p><p class=cap>別のギフトカードを登録する</p><p class="tf dim">ギフトカード番号を入力</p><span class="push b">アカウントに登録する</span>
<div class=cut></div><p class="row slim">残高・利用履歴 <span>›</span></p><p class="row slim">ギフトカードを購入 <span>›</span></p><p class="row slim">よくある質問 <span>›</span></p>
`

const unseenRest = `
# six-mail-notice amazon-jp ja hai 7:33 ios mail mail_opened 3000
> 2006年1月2日 ; % ; % ; ￥%
<div class="hb"><a>‹ 受信</a><span></span><a>∧ ∨</a></div><div class="pad2 line"><p class=row><b>Amazon.co.jp</b><span class="dim t13">{{.Done}}</span></p>
<p class="dim t13">宛先：自分　<span class=k2>詳細</span></p><p class="t24 bold" style="margin-top:8px">お贈りしたギフトカードが登録されました</p></div>
<div class=pad2 style="background:var(--box)"><p>いつもAmazon.co.jpをご利用いただき、ありがとうございます。</p><br><p>{{.Ordered}}にご注文いただいたギフトカードが、受取人様のアカウントに登録されました。</p><br>
<p>■受取人：{{.To}}</p><p>■金額：{{.Face}}</p><p>■登録日：{{.Done}}</p><p>■注文番号：{{.Order}}</p><br><p class="dim t13">このメールは送信専用です。開封通知の設定はご注文の詳細から変更できます。</p></div>
<div class="row pad2 k2"><span>☒</span><span>▤</span><span>↩</span><span>✎</span></div>

# six-mail-news amazon-com en tsuki 16:05 android mail mail_opened 5000
> Jan 2, 2006 ; % ; % ; $%
<div class="hb l"><span class="t24 mid">←</span><span></span><span>✉ ⋮</span></div>
<p class="slim t24">Your eGift Card has been redeemed <small class="tg dim">Inbox</small></p>
<div class="cl"><i>a</i><span><b>Amazon.com</b> <small class=dim>{{.Done}}</small><br><small class=dim>to me ▾</small></span><span>☆ ↩</span></div>
<div class="tick sh"><div class=pic style="margin:-12px -14px 14px;height:60px"></div><p class="t24 mid">They got it!</p>
<p style="margin:12px 0">The {{.Face}} gift card you sent to <b>{{.To}}</b> was redeemed on {{.Done}}.</p><dl class="dd t13 over" style="padding-top:10px">
<dt>Order number<dd>{{.Order}}
<dt>Order date<dd>{{.Ordered}}<dt>Amount<dd>{{.Face}}</dl><span class="push" style="margin:16px 0 2px">View order</span></div>
<p class=foot2>This email was sent from a notification-only address. © 2026 Amazon.com, Inc., 410 Terry Avenue North, Seattle, WA 98109</p>

# six-chat-friend amazon-jp ja waka 21:59 full mail mail_delivered 2000
> 1/2（Mon） ; % ; % ; ￥%
<div class="hb l soft"><span class="t24 mid">‹</span><b>みか</b><span>☎ ≡</span></div><p class="mid t11 pad"><span class=chip>{{.Ordered}}</span></p>
<div class=bb>この前はありがとう〜！おかげで助かった😊</div><div class=bb>お礼にアマギフ送るね</div>
<div class="row" style="justify-content:flex-start;align-items:flex-end"><div class="bb" style="margin-right:0">Amazon.co.jpより：みか様からギフトカードが届きました<br>金額：{{.Face}}
<br>ギフトカード番号：<br>
<span class=tn>{{.Code}}</span><br>有効期限：2036年11月18日</div><small class=dim>20:14</small></div>
<div class="row" style="justify-content:flex-end;align-items:flex-end"><small class="dim right">既読<br>20:31</small>
<div class="bb me" style="margin-left:0">えっいいのに！ありがとう！</div></div>
<div class="bb me">あとで登録してみるね</div><div class=addr style="text-align:left">Aa</div>

# six-sms-gift amazon-com en hai 12:41 ios5g mail mail_delivered 2500
> Mon, Jan 2 ; % ; % ; $%
<div class="hb"><a class=t24>‹</a><span class="t13 bold">262966 ›</span><span></span></div><p class="mid dim t11 pad"><b>{{.Ordered}}</b> at 12:36 PM</p>
<div class=bb>Amazon: Jordan sent you a {{.Face}} gift card!<br><br>"Happy birthday! Treat yourself."<br><br>Claim code: <b>{{.Code}}</b><br>
<br>Redeem it at <a>amazon.com/redeem</a></div>
<div class=bb>Msg &amp; data rates may apply. Reply STOP to opt out.</div><div class=addr style="text-align:left;margin-top:120px">Text Message</div>

# six-mail-sent amazon-com en washi 19:21 full mail mail_sent 10000
> January 2, 2006 ; % ; % ; $%
<div class="hb l" style="background:var(--box)"><span class=mid>✕</span><b class=t13>Message 3 of 912</b><span>⋯</span></div>
<div class=pdf style="font-family:'DejaVu Sans'"><p><b>From:</b> Amazon.com &lt;gc-orders@gc.email.amazon.com&gt;</p>
<p><b>Date:</b> {{.Ordered}}</p><p><b>Subject:</b> Your gift card has been sent</p><hr><h2 style="margin:8px 0">Your gift card is on its way</h2>
<p>Hello Sam,</p><p style="margin:8px 0">We've
sent your Amazon.com eGift Card to the recipient below.</p><table class=ruled><tr><td>Recipient<td>{{.To}}</tr><tr><td>Amount<td>{{.Face}}</tr><tr>
<td>Delivered by<td>Email, {{.Ordered}}</tr>
<tr><td>Order #<td>{{.Order}}</tr></table>
<p style="margin-top:10px">If it doesn't arrive, check the address and resend it from Your Orders. Thank you for shopping with us.</p></div>

# six-left-points giftee ja momo 15:31 android balance balance_part 3000 1450
> 1/2 15:04 ; %pt ; -%円 ; %円
11-25T12:18 -800 - カフェ 交換
11-21T09:40 -750 - コンビニ 交換
<div class="hb bold"><span></span><span>giftee Box</span><span>≡</span></div><div class=hero><p class=mid>残りのギフト残高</p><p class="mid t40 bold">{{.Left}}</p>
<p class="mid t13">／ {{.Face}}</p></div>
<div class=slim><div class=pg><i style="width:48%"></i></div><p class="row t13 dim"><span>ボックス番号 末尾 {{.Own}}</span><span>2027年5月31日まで</span></p></div>
<p class=cap>交換できるギフト</p><div class="row slim t13"><span class=tick style="margin:0">ドーナツ券<br><b>500円</b></span><span class=tick style="margin:0">コーヒー券
<br><b>700円</b></span>
<span class=tick style="margin:0">アイス券<br><b>350円</b></span></div><p class=cap>交換の記録</p>{{range .Rows}}
<p class="row slim"><span class=dim>{{.Date}}</span><span class=grow>{{.What}}</span>{{.Amount}}</p>{{end}}

# six-left-present line-gift ja waka 10:52 ios balance balance_full 1000 1000
> 2006/01/02 ; % ; % ; %円
<div class="hb bold"><span>‹</span><span>受け取ったギフト</span><span>✕</span></div><div class="tick sh mid" style="border-radius:14px">
<div class=pic style="margin:-12px -14px 12px;border-radius:14px 14px 0 0"></div>
<p>カフェで使えるeギフト券</p><p class="dim t13">ゆうこさんからのギフト</p>
<p style="height:60px;margin:14px 40px;background:repeating-linear-gradient(90deg,#111 0 3px,#fff 3px 5px,#111 5px 6px,#fff 6px 10px)"></p>
<p class="t13 tn">券番号 ****-****-{{.Own}}</p></div><dl class="dd pad2"><dt>額面<dd>{{.Face}}<dt>利用可能残高<dd class="bold t24">{{.Left}}<dt>状態
<dd><span class="tg f">未使用</span><dt>有効期限<dd>2027/02/28</dl>
<span class="push b o">お店で使う</span>

# six-left-card starbucks-jp ja sora 8:49 ios5g balance balance_zero 2000
> 2006/01/02 ; % ; % ; ¥%
<div class="hb"><span>←</span><b>残高照会</b><span></span></div><div class="al w">このカードの残高はありません。入金すると引き続きお使いいただけます。</div>
<div class=tick><dl class=dd><dt>カード番号<dd class=tn>**** **** **** {{.Own}}<dt>カード残高<dd class="t24 bold">{{.Left}}<dt>前回の入金<dd>{{.Face}}<dt>照会日時
<dd>2026/11/30 08:49</dl></div>
<span class=push>入金する</span><span class="push o">別のカードを照会する</span>
<div class=nv><span>Home</span><b>Card</b><span>Order</span><span>Stores</span><span>Account</span></div>

# six-left-visa prepaid-visa-us en kohaku 14:02 full balance balance_part 10000 3771
> 01/02/06 ; $% ; -$% ; $%
11-26 -2210 - GROCERY OUTLET #214
11-24 -4019 - SHOE WAREHOUSE
<div class=addr style="margin:6px 12px">mygiftcardbalance.example</div><h1 class=pad>Card Balance</h1><div class=hero style="height:170px">
<p class=row><span>Gift Card</span><b class=t24><i>VISA</i></b></p>
<p class="tn t24" style="margin-top:52px">•••• •••• •••• {{.Own}}</p></div><div class="row pad2"><span>Available Balance</span><b class=t40>{{.Left}}</b></div>
<div class="row pad2 over"><span>Initial Load</span><span>{{.Face}}</span></div><table class=stripes style="margin-top:10px">
<tr><th>Date<th>Merchant<th class=right>Amount</tr>
{{range .Rows}}<tr><td>{{.Date}}<td>{{.What}}<td class=right>{{.Amount}}</tr>{{end}}</table>
<p class=foot2>Funds do not expire. Card valid thru 08/34. Issued by a member of the FDIC.</p>

# six-left-shop walmart en sora 17:17 android balance balance_full 5000 5000
> Jan 2, 2006 ; % ; % ; $%
<div class="hb l fx"><span class="mid t24">‹</span><b>Gift cards</b><span>≣</span></div><h2 class=pad2>Check your card balance</h2>
<p class="dim t13 slim">Gift card number</p><p class="tf tn">••••••••••••{{.Own}}</p>
<p class="dim t13 slim">PIN</p><p class="tf">••••</p><span class=push>Check balance</span>
<div class="tick sh row" style="border-radius:12px"><span>Card ending in {{.Own}}<br><small class=dim>Gift card value {{.Face}}</small></span>
<span class=right><small class=dim>Balance</small><br><b class=t24>{{.Left}}</b></span></div><p class=pad2><a>Add to my account</a>　<a>View terms</a></p>
<div class=nv><span>Shop</span><span>My Items</span><span>Search</span><b>Account</b></div>
`
