package album

// thirdThemes are their colours, letters and shapes.
const thirdThemes = `
.tori{--bg:#fff;--fg:#101414;--dim:#5a6164;--line:#d9dedf;--box:#f5f7f7;--chip:#e9edee;--key:#006e82;--on:#fff;font-size:14px}
.tori header{display:flex;gap:10px;align-items:center;background:#1d2733;color:#fff;padding:9px 12px}.tori header i{font-style:normal;font-size:20px}
.tori header span{margin-left:auto;font-size:12px}
.tori header em{font-style:normal;background:#f3a33a;color:#111;border-radius:10px;padding:0 7px;font-size:12px}
.tori .sh{display:flex;justify-content:space-between;background:#1d2733;padding:0 12px 9px;color:#888}
.tori .sh span{flex:1;background:#fff;padding:7px 10px;font-size:13px}
.tori .sh i{background:#f3a33a;color:#111;width:38px;text-align:center;line-height:33px;font-style:normal}
.tori .loc{background:#37475a;color:#fff;font-size:12px;padding:6px 12px}
.tori .pp{padding:10px 14px}.tori .pp h2{margin:14px 0 4px}.tori .exp{margin:8px 0;font-size:13px}.tori .exp th{font-weight:400;color:var(--dim)}
.tori .exp td{text-align:right}.tori .exp .amt{font-size:21px;font-weight:700;color:#a53214}.dark.tori .exp .amt{color:#ff9f7d}
.tori .bt{display:flex;gap:10px}.tori .bt a{flex:1;border:1px solid var(--dim);border-radius:7px;text-align:center;padding:7px;color:var(--fg)}
.tori .rr{position:relative;border-top:1px solid var(--line);padding:8px 100px 8px 0}.tori .rr span{display:block}
.tori .rr .d,.tori .rr .n{font-size:12px;color:var(--dim)}
.tori .rr .m{position:absolute;right:0;top:16px;font-weight:700}.tori .ck{background:#2b2b2b;color:#eee;padding:13px 16px;font-size:12px;margin-top:8px}
.tori .ck p{margin:4px 0 10px}.tori .ck span{display:inline-block;background:#f3c34a;color:#111;padding:6px 20px;border-radius:3px;margin-right:10px}
.tori .ck .w{background:#555;color:#fff}
.poin{--bg:#f6f6fa;--fg:#1f2130;--dim:#74778a;--line:#e3e4ee;--box:#fff;--chip:#e8e8f6;--key:#4b3fbf;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.poin .up{display:flex;justify-content:space-between;padding:12px 16px;background:var(--box)}
.poin .pair{display:flex;background:var(--box);padding:4px 16px 14px}
.poin .pair div{flex:1;font-size:12px;color:var(--dim)}.poin .pair b{display:block;font-size:22px;color:var(--fg)}
.poin .pair div+div{border-left:1px solid var(--line);padding-left:16px}
.poin .ban{margin:10px;padding:11px 14px;background:#15151a;color:#ffd34d;border-radius:8px;font-size:12px}.poin .ban b{display:block;font-size:15px}
.poin h3{padding:8px 16px}
.poin dl{display:grid;grid-template-columns:1fr auto;background:var(--box);padding:9px 16px;border-bottom:1px solid var(--line)}
.poin .y{text-align:right;font-weight:700}
.poin .t,.poin .u{font-size:12px;color:var(--dim)}.poin .u{text-align:right}.poin .fin{text-align:center;font-size:12px;color:var(--dim);padding:14px}
.poin .dock{display:flex;justify-content:space-around;background:var(--box);border-top:1px solid var(--line);padding:12px;font-size:11px}
.poin .on{color:var(--key);font-weight:700}.dark.poin .on{color:#aaa2ff}
.relo{--bg:#fff;--fg:#0f1111;--dim:#61666b;--line:#dfe2e5;--box:#f2f4f6;--chip:#e6f2f5;--key:#0a6b7d;--on:#fff;--font:'DejaVu Sans Condensed',sans-serif;
font-size:14px}
.relo .tp{display:flex;justify-content:space-between;background:#8ed9cd;color:#0f1111;padding:11px 14px}.relo .tp span{font-size:12px}
.relo nav{display:flex;gap:16px;padding:10px 14px;font-size:13px;border-bottom:1px solid var(--line)}
.relo nav a{color:var(--dim)}.relo nav .on{color:var(--fg);font-weight:700}
.relo .hero{display:flex;justify-content:space-between;align-items:center;margin:12px 14px;border:1px solid var(--line);border-radius:8px;padding:10px 14px}
.relo .hero p{font-size:28px}.relo .auto{margin:0 14px;background:var(--chip);border-radius:8px;padding:10px 14px;font-size:12px}
.relo .auto span,.relo .auto b{display:block}.relo h2{padding:14px 14px 4px;font-size:15px}
.relo li{margin:0 14px;padding:9px 0;border-top:1px solid var(--line)}.relo li div{display:flex;justify-content:space-between;font-size:12px;color:var(--dim)}
.relo li div span{font-size:15px;font-weight:700;color:var(--fg)}
.relo .g{font-size:12px;color:var(--dim)}.relo .promo{background:var(--box);padding:12px 14px;margin-top:10px;font-size:13px}.relo .promo b{display:block}
.relo .promo span{margin-right:14px}
.days{--bg:#fafaf7;--fg:#1c1e1a;--dim:#70756a;--line:#e2e4da;--box:#fff;--chip:#e9efdc;--key:#4f7a1c;--on:#fff;font-size:15px}
.days .t{display:flex;justify-content:space-between;padding:12px 16px;font-size:14px}
.days .bb{display:flex;justify-content:space-between;background:var(--chip);padding:14px 16px;font-weight:700}
.days h5{margin:0;padding:14px 16px 4px;font-size:13px;color:var(--dim)}
.days .e{display:grid;grid-template-columns:34px 1fr auto;gap:10px;background:var(--box);padding:10px 16px;border-bottom:1px solid var(--line)}
.days .c{width:30px;height:30px;line-height:30px;border-radius:50%;text-align:center;background:var(--chip)}.days .e span{display:block}
.days .s{font-size:12px;color:var(--dim)}.days aside{padding:16px;font-size:12px;color:var(--dim)}
.tana{--bg:#fff;--fg:#1a1a1a;--dim:#555;--line:#9aa4ae;--box:#eef2f6;--chip:#e1e9f1;--key:#1d4f86;--on:#fff;--font:IPAPGothic,sans-serif;font-size:13px}
.tana .q{background:#1d4f86;color:#fff;padding:9px 10px;font-size:14px}.tana table{width:370px;margin:10px}
.tana td,.tana th{border:1px solid var(--line);vertical-align:middle;padding:6px 7px}
.tana th,.tana .k{background:var(--chip);font-weight:400;text-align:center}
.tana .v{font-size:20px;font-weight:700}.tana .z{text-align:right}.tana .nt{padding:4px 12px;font-size:12px;line-height:1.7}
.pazu{--bg:#fff;--fg:#202124;--dim:#5f6368;--line:#e8eaed;--box:#f6f8fb;--chip:#e3f0ea;--key:#0b7a52;--on:#fff;font-size:14px}
.pazu .a{display:flex;gap:20px;padding:14px 16px;font-size:18px}.pazu .a span:last-child{margin-left:auto}
.pazu .sg{display:flex;margin:2px 16px 12px;border:1px solid var(--dim);border-radius:20px;overflow:hidden;text-align:center}
.pazu .sg span{flex:1;padding:7px}.pazu .sg span+span{background:var(--chip);font-weight:700}
.pazu .f{display:flex;justify-content:space-between;padding:10px 16px;background:var(--box)}
.pazu .o{display:flex;gap:12px;padding:12px 16px}
.pazu .ic{width:44px;height:44px;border-radius:10px;background:linear-gradient(135deg,#f0b35c,#d4674a);flex:none}
.pazu .ic.g{background:linear-gradient(135deg,#3ec1f3,#12a05c)}
.pazu .x{flex:1}.pazu .p{text-align:right}.pazu .z{font-size:12px;color:var(--dim)}
.pazu .k{font-size:12px;display:inline-block;background:var(--chip);border-radius:4px;padding:0 6px}
.pazu .tip{margin:12px 16px;border:1px solid var(--line);border-radius:12px;padding:12px}
.orch{--bg:#f2f2f7;--fg:#0b0b0c;--dim:#6d6d72;--line:#dcdce1;--box:#fff;--chip:#e4e4ea;--key:#0a66d6;--on:#fff;font-size:15px}
.orch .nb{display:grid;grid-template-columns:90px 1fr 90px;padding:12px 14px;text-align:center;font-weight:700}
.orch .nb span:first-child{color:var(--key);text-align:left;font-weight:400}.orch .fl{display:flex;gap:8px;padding:0 14px 6px}
.orch .fl span{background:var(--chip);border-radius:16px;padding:4px 12px;font-size:13px}
.orch section{background:var(--box);margin:8px 14px;border-radius:10px;padding:10px 14px}
.orch header{display:flex;justify-content:space-between;font-size:13px;border-bottom:1px solid var(--line);padding-bottom:7px}
.orch small{display:block;color:var(--dim);font-size:11px}.orch .it{display:flex;gap:10px;padding:8px 0}
.orch .it i{width:38px;height:38px;border-radius:9px;background:linear-gradient(#8bc5ff,#5a6dff);flex:none}.orch .it div{flex:1}.orch .it b{font-weight:400}
.orch .s{font-size:12px;color:var(--dim)}.orch .tx{display:flex;justify-content:space-between;font-size:13px;color:var(--dim);padding-left:48px}
.orch .ft{padding:8px 28px;font-size:13px;color:var(--dim)}
.blok{--bg:#191b1d;--fg:#fff;--dim:#b8bcc0;--line:#3a3d42;--box:#232527;--chip:#393b3d;--key:#fff;--on:#000;font-size:14px}
.blok .tn{display:flex;gap:14px;align-items:center;background:#111214;color:#fff;padding:10px 14px}
.blok .tn span{flex:1;background:#2b2d30;border-radius:8px;padding:6px 12px;color:#b8bcc0}.blok .tn i{font-style:normal}
.blok h1{padding:16px 14px 8px;font-size:26px}
.blok .cr{background:var(--box);margin:0 14px 14px;border-radius:10px;padding:14px;display:grid;grid-template-columns:1fr auto}.blok .cr b{font-size:20px}
.blok .cr a{grid-column:1/3;background:#fff;color:#111;border-radius:8px;text-align:center;padding:8px;margin-top:10px}
.blok .hd,.blok .ln{display:grid;grid-template-columns:92px 1fr 74px 64px;padding:9px 14px;border-bottom:1px solid var(--line);gap:4px}
.blok .hd{color:var(--dim);font-size:12px}.blok .ln span:nth-child(n+3),.blok .hd span:nth-child(n+3){text-align:right}
.blok small{display:block;color:var(--dim)}
.blok .ch{margin:16px 14px;border:1px solid var(--line);border-radius:10px;padding:14px}
.blok .ch span{display:inline-block;margin-top:8px;background:var(--chip);border-radius:8px;padding:5px 14px}
.blok .ln2{color:var(--dim);font-size:11px;text-align:center;padding:10px 20px}
.kuro{--bg:#0d0f14;--fg:#f3f5f9;--dim:#99a2b2;--line:#262c38;--box:#161a22;--chip:#232a36;--key:#4ea3ff;--on:#fff;--font:IPAPGothic,sans-serif;font-size:14px}
.kuro .lg{display:flex;justify-content:space-between;padding:12px 16px;letter-spacing:.2em;border-bottom:1px solid var(--line)}
.kuro .lg span{letter-spacing:0;font-size:12px;color:var(--dim)}.kuro h2{padding:14px 16px 6px;font-weight:400;font-size:19px}.kuro h2 small{color:var(--dim)}
.kuro .w1{display:flex;justify-content:space-between;padding:12px 16px;background:var(--chip)}
.kuro dl{display:grid;grid-template-columns:70px 1fr;padding:9px 16px;border-bottom:1px solid var(--line)}.kuro dt{color:var(--dim)}.kuro .gr{color:#63d18f}
.kuro .pl{margin:16px;padding:14px;background:#d9a520;color:#1b1500;border-radius:4px}.kuro .pl b{display:block}
.naka{--bg:#f7f7f7;--fg:#3a3a3a;--dim:#8a8a8a;--line:#e2e2e2;--box:#fff;--chip:#ffe9d9;--key:#e8641b;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.naka .bar1{display:flex;justify-content:space-between;background:#e8641b;color:#fff;padding:13px 14px}
.naka .pd{padding:10px 14px;font-size:12px;color:var(--dim)}.naka .mm{background:var(--chip);padding:5px 14px;font-size:13px}
.naka .li{display:flex;gap:12px;background:var(--box);padding:13px 14px;border-bottom:1px solid var(--line)}
.naka .li span{width:66px;color:var(--dim);font-size:13px}.naka .li p{flex:1}.naka small{color:var(--dim)}
.dash{--bg:#fff;--fg:#191919;--dim:#6b6b6b;--line:#e7e7e7;--box:#f7f7f7;--chip:#f1f1f1;--key:#d8330b;--on:#fff;font-size:14px}
.dash .x{padding:8px 18px;font-size:20px}.dash h1{padding:4px 18px;font-size:28px}.dash .tt{padding:4px 18px 14px;font-size:22px}
.dash .tt span{font-size:13px;color:var(--dim)}.dash table{width:354px;margin:0 18px;table-layout:fixed;font-size:12px}
.dash td,.dash th{padding:10px 2px}.dash th{font-size:11px;color:var(--dim)}.dash td:last-child,.dash th:last-child{text-align:right}
.dash .dp{margin:18px;padding:14px;border-radius:12px;background:#004b4a;color:#fff}.dash .fp{padding:0 18px;font-size:13px;color:var(--dim)}
.mika{--bg:#fff;--fg:#222;--dim:#777;--line:#eaeaea;--box:#fff7f0;--chip:#ffeedd;--key:#f06000;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.mika .o1{display:flex;justify-content:space-between;background:#f06000;color:#fff;padding:12px 14px;font-size:14px}
.mika .o2{display:flex;justify-content:space-between;padding:12px 14px;color:var(--dim)}.mika .o2 b{color:var(--fg);font-size:17px}
.mika .o3{display:flex;background:var(--box);padding:10px 14px;font-size:12px}.mika .o3 span{flex:1}.mika .o3 b{display:block;font-size:17px}
.mika .o4{display:grid;grid-template-columns:1fr auto;padding:11px 14px;border-bottom:1px solid var(--line)}
.mika .o4 time{grid-column:1/3;font-size:12px;color:var(--dim)}.mika .o4 .p{color:#1676c4}.dark.mika .o4 .p{color:#7cc3f5}
.mika .o4 i{grid-column:1/3;text-align:right;font-style:normal;font-size:12px;color:var(--dim)}
.mika .o5{margin:14px;background:var(--chip);border-radius:10px;padding:12px}.mika .o5 b{display:block}
.mika .o6{display:flex;justify-content:space-around;border-top:1px solid var(--line);padding:12px;font-size:11px}
.navi{--bg:#fff;--fg:#111;--dim:#565656;--line:#dcdcdc;--box:#f4f4f4;--chip:#eaeaea;--key:#155fa8;--on:#fff;--font:'DejaVu Serif Condensed',serif;
font-size:14px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.navi .tb{display:flex;gap:8px;background:#000;color:#fff;padding:12px 14px}.navi .tb span:last-child{margin-left:auto}
.navi .mn{columns:2;padding:8px 14px;background:var(--box)}.navi .mn li{padding:5px 0;color:var(--key);font-size:13px}.dark.navi .mn li{color:#8fc4f5}
.navi main{padding:10px 14px}
.navi .en{display:grid;grid-template-columns:1fr auto;border-top:1px solid var(--line);padding:9px 0;margin-top:2px;position:relative}.navi .de{grid-row:2}
.navi .am{grid-row:2;font-weight:700}.navi .da,.navi .rf{grid-column:1/3;font-size:12px;color:var(--dim)}
.navi .fo{text-align:center;background:#37475a;color:#fff;padding:10px;font-size:13px}
.navi .fo2{background:#232f3e;color:#ddd;padding:14px;font-size:12px;display:grid;grid-template-columns:1fr 1fr;gap:6px}.navi .fo2 small{grid-column:1/3}
.type{--bg:#fdfdf9;--fg:#1b1b1b;--dim:#666;--line:#ccc;--box:#fff;--chip:#eee;--key:#333;--on:#fff}
.type pre{margin:0;padding:16px 12px;font:12.4px/1.55 'DejaVu Sans Mono',monospace;white-space:pre}
.ringo{--bg:#f5f5f7;--fg:#1d1d1f;--dim:#75757a;--line:#d9d9de;--box:#fff;--chip:#ececf0;--key:#0a62c9;--on:#fff;font-size:15px}
.ringo .tt{display:flex;justify-content:space-between;padding:13px 16px}
.ringo .bl{background:var(--box);margin:6px 14px;border-radius:12px;padding:14px;font-size:13px}
.ringo .bl b{display:block;font-size:30px;font-weight:300}
.ringo .pm{display:flex;justify-content:space-between;background:var(--box);margin:8px 14px;border-radius:12px;padding:12px 14px}
.ringo .hs{width:362px;margin:8px 14px;background:var(--box);font-size:13px}
.ringo caption{text-align:left;padding:8px 4px;color:var(--dim);background:var(--bg)}
.ringo .hs th{background:var(--chip)}.ringo .hs td:last-child{text-align:right}.ringo .fn{padding:2px 20px;font-size:11px;color:var(--dim)}
.ringo .lk{background:var(--box);margin:12px 14px;border-radius:12px}.ringo .lk li{padding:11px 14px;border-bottom:1px solid var(--line);color:var(--key)}
.dark.ringo .lk li{color:#7cc3f5}
.duo{--bg:#f3f5f5;--fg:#0f1111;--dim:#5c6466;--line:#dde2e2;--box:#fff;--chip:#e7ecec;--key:#006c7f;--on:#fff;font-size:14px}
.duo .top{display:flex;justify-content:space-between;background:var(--box);padding:12px 16px;border-bottom:1px solid var(--line)}
.duo .meta{background:var(--box);margin:10px;border-radius:8px;padding:10px 14px}
.duo .meta div{display:flex;justify-content:space-between;padding:3px 0;font-size:13px}
.duo .gc{display:flex;gap:12px;background:var(--box);margin:10px;border-radius:8px;padding:12px 14px}
.duo .pic{width:58px;height:40px;border-radius:6px;background:#2b5aa8;color:#fff;text-align:center;line-height:40px;flex:none;font-size:0}
.duo .gc p{font-size:13px}.duo .gc .st{font-weight:700;font-size:14px}.duo .sm{padding:4px 16px;font-size:12px;color:var(--dim)}
.rire{--bg:#fff;--fg:#111416;--dim:#63686b;--line:#dadfe1;--box:#f6f8f8;--chip:#ecf0f0;--key:#00707f;--on:#fff;font-size:14px}
.rire .hd{display:flex;justify-content:space-between;padding:12px 14px}
.rire .tb{display:flex;gap:18px;padding:4px 14px 8px;font-size:13px;border-bottom:1px solid var(--line)}
.rire .tb .on{font-weight:700;border-bottom:3px solid var(--key)}.rire article{border:1px solid var(--line);border-radius:8px;margin:10px 12px}
.rire h4{margin:0;padding:9px 12px;font-size:14px}.rire article div{display:flex;gap:12px;padding:0 12px 8px;font-size:13px}
.rire article i{width:52px;height:52px;flex:none;border-radius:4px;background:#c8b79c}
.rire article i.gf{background:linear-gradient(120deg,#20354f,#f0a030)}.rire article span{color:var(--dim);font-size:12px}
.rire footer{border-top:1px solid var(--line);padding:8px 12px;font-size:12px;background:var(--box)}.rire h3{padding:6px 14px}
.rire .rc{display:flex;gap:8px;padding:6px 14px;font-size:12px}.rire .rc div{flex:1;background:var(--chip);padding:34px 6px 6px}.rire .rc b{display:block}
.ryou{--bg:#fff;--fg:#000;--dim:#444;--line:#888;--box:#fff;--chip:#eee;--key:#000;--on:#fff;--font:IPAPGothic,serif;font-size:13px}.ryou center{padding:10px}
.ryou center b{font-size:17px}.ryou table{width:366px;margin:10px 12px;font-size:12px}.ryou .a td{border:0;padding:4px 8px}
.ryou .a{border:1px solid var(--line)}.ryou .a td+td{text-align:right}
.ryou .b td,.ryou .b th{border:1px solid var(--line)}.ryou .b th{background:var(--chip);text-align:center}.ryou .b td:last-child{text-align:right}
.ryou p{padding:6px 14px;font-size:11px}
.calm{--bg:#fff;--fg:#1a1d21;--dim:#68707a;--line:#e1e5ea;--box:#f6f7f9;--chip:#eceff3;--key:#3558a8;--on:#fff;font-size:15px}
.calm .b1{display:flex;justify-content:space-between;background:#26303b;color:#fff;padding:11px 15px}.calm .b1 span{font-size:13px}
.calm .al{display:flex;gap:12px;border:1px solid #2c7d4f;border-left-width:10px;border-radius:8px;margin:12px;padding:12px}
.calm .al i{font-style:normal;color:#2c7d4f;font-size:20px}.calm .al p{font-size:13px}.calm h2,.calm h3{padding:8px 15px}.calm dl{padding:0 15px}
.calm dl div{display:flex;justify-content:space-between;border-bottom:1px solid var(--line);padding:8px 0;font-size:14px}.calm dt{color:var(--dim)}
.calm .bn{display:block;margin:14px 15px;background:#f6c945;color:#111;text-align:center;border-radius:22px;padding:10px}
.calm .cc{display:flex;gap:10px;padding:4px 15px;font-size:13px}.calm .cc div{flex:1;background:var(--chip);border-radius:6px;padding:60px 10px 8px}
.calm .cc b{display:block}
.stat{--bg:#fefefe;--fg:#222;--dim:#6a6a6a;--line:#d4d4d4;--box:#fff8e8;--chip:#fdf0cf;--key:#a4570a;--on:#fff;--font:'DejaVu Sans Condensed',sans-serif;
font-size:14px}.stat .cr{padding:8px 12px;font-size:11px;color:var(--dim)}.stat h1{padding:2px 12px 8px;color:#c45500;font-weight:400}
.dark.stat h1{color:#ffae6b}
.stat table{width:366px;margin:0 12px;font-size:13px}.stat .hi td{background:var(--chip)}
.stat .ex{margin:12px;padding:11px 13px;border:1px solid var(--line);background:var(--box);font-size:13px}
.stat ul{padding:0 12px 0 28px;list-style:disc;font-size:13px}.stat .fq{padding:12px;font-size:12px}.stat .fq b{display:block;margin-top:7px}
.stat .en{margin-top:24px;border-top:1px solid var(--line);padding:10px;text-align:center;font-size:12px}
.hojo{--bg:#f4f1ec;--fg:#2c2620;--dim:#857a6d;--line:#e3dacd;--box:#fff;--chip:#f1e7d8;--key:#9a5b12;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.hojo .nv{padding:12px 14px;display:flex;gap:50px}.hojo .cd{background:var(--box);margin:6px 14px 12px;border-radius:14px;padding:20px;text-align:center}
.hojo .am{font-size:30px}
.hojo .ok{display:inline-block;background:#2f7d4a;color:#fff;border-radius:4px;padding:3px 14px;margin:6px}.hojo .cd p{font-size:13px}
.hojo .r{display:flex;justify-content:space-between;background:var(--box);padding:11px 16px;border-bottom:1px solid var(--line);font-size:14px}
.hojo h4{margin:0;padding:16px 16px 6px}
.hojo details{background:var(--chip);margin:0 14px 8px;border-radius:8px;padding:10px 14px;font-size:12px}.hojo summary{font-weight:700}
.hojo .q{text-align:center;font-size:12px;color:var(--dim);padding:10px}
.togl{--bg:#f7f8fa;--fg:#15181c;--dim:#6f7780;--line:#e4e7eb;--box:#fff;--chip:#dde3ea;--key:#2a7d6f;--on:#fff;font-size:15px}
.togl .mh{text-align:center;font-weight:700;padding:12px}.togl .mc{background:var(--box);margin:0 14px 14px;border-radius:16px;padding:16px;text-align:center}
.togl .art{height:120px;border-radius:12px;background:linear-gradient(140deg,#123a5c,#2a7d6f);color:#fff;padding:14px;text-align:left}
.togl .art b{display:block;font-size:32px;text-align:right;margin-top:28px}.togl .who{margin-top:10px;font-weight:700}.togl .was{font-size:13px}
.togl .tg{display:flex;justify-content:space-between;align-items:center;background:var(--box);padding:13px 18px;border-bottom:1px solid var(--line)}
.togl .tg i{width:44px;height:24px;border-radius:12px;background:var(--chip)}.togl .tg .on{background:#2a9d6f}
.togl .no{padding:14px 18px;font-size:12px;color:var(--dim)}
.aka{--bg:#fff;--fg:#151515;--dim:#666;--line:#ddd;--box:#f7f7f7;--chip:#eee;--key:#00677d;--on:#fff;font-size:14px}
.aka .hh{display:flex;justify-content:space-between;background:#202b38;color:#fff;padding:12px 14px}
.aka .er{border:1px solid #c8102e;border-left:8px solid #c8102e;margin:12px;padding:10px 12px;border-radius:4px}.aka .er b{color:#c8102e}
.dark.aka .er b{color:#ff8a95}
.aka label{padding:0 14px;font-weight:700}.aka .ip{margin:4px 14px 10px;border:1px solid var(--dim);border-radius:4px;padding:10px}
.aka .go{display:block;margin:0 14px;background:#f5c518;color:#111;border-radius:20px;padding:9px;text-align:center}
.aka section{margin-top:18px;padding:12px 14px;background:var(--box);font-size:13px}.aka h6{margin:8px 0 0;font-size:13px}
.aka footer{padding:14px;text-align:center;font-size:12px;color:var(--dim)}
.joy{--bg:#fffdf7;--fg:#20262c;--dim:#6c747c;--line:#ebe6d6;--box:#fff;--chip:#fff1c7;--key:#a36a00;--on:#fff;font-size:16px}
.joy .w{background:#16624d;color:#fff;padding:26px 20px}.joy .h{font-size:22px;font-weight:700}
.joy .g{display:grid;grid-template-columns:1fr auto;gap:8px;padding:18px 20px}.joy .g b{text-align:right}
.joy .p{margin:4px 20px;padding:13px 16px;border-radius:10px;background:var(--chip);font-size:13px}.joy .p b{display:block;font-size:15px}
.joy .two{display:flex;gap:10px;padding:16px 20px}.joy .two a{flex:1;border:1px solid var(--line);border-radius:8px;text-align:center;padding:10px}
.mado{--bg:#f5f5f7;--fg:#111;--dim:#6e6e73;--line:#d8d8dc;--box:#fff;--chip:#e8e8ed;--key:#0066cc;--on:#fff;font-size:15px}
.mado .tl{text-align:center;font-weight:700;padding:14px}.mado .ph{background:var(--box);margin:8px 16px;padding:16px;border-radius:12px;color:var(--key)}
.mado ul{background:var(--box);margin:8px 16px;border-radius:12px}.mado li{padding:13px 16px;border-bottom:1px solid var(--line)}
.mado .dm{position:fixed;inset:0;background:rgba(0,0,0,.45)}
.mado .dg{position:absolute;left:46px;right:46px;top:296px;background:var(--box);border-radius:14px;padding:18px 18px 0;text-align:center}
.mado .dg p{font-size:13px;padding:6px 0 14px}.mado .dg div{border-top:1px solid var(--line);padding:11px;color:var(--key)}
.dark.mado .ph,.dark.mado .dg div{color:#6bb3ff}
.robo{--bg:#fff;--fg:#1f1f1f;--dim:#606368;--line:#dadce0;--box:#f0f4f2;--chip:#e1ebe6;--key:#01734c;--on:#fff;font-size:15px}
.robo .ap{display:flex;gap:24px;padding:14px 16px;font-size:18px}.robo .ol{margin:8px 16px;border-radius:24px;background:var(--box);padding:20px}
.robo .ol b{font-size:19px;font-weight:400}.robo .tf{border:2px solid #b3261e;border-radius:4px;margin-top:12px;padding:8px 12px;font-size:13px}
.robo .em{color:#b3261e;font-size:12px;padding:5px 12px}.dark.robo .em{color:#f2b8b5}
.robo .bt{display:flex;justify-content:flex-end;gap:26px;padding-top:14px;color:var(--key);font-weight:700}.dark.robo .bt{color:#6fdcab}
.robo .ls p{padding:13px 20px;border-bottom:1px solid var(--line)}.robo small{color:var(--dim)}
.ore{--bg:#00308f;--fg:#fff;--dim:#c2d2f2;--line:#3d63b5;--box:#0b3fa8;--chip:#17499f;--key:#fff;--on:#00308f;font-size:15px}
.ore .s1{padding:14px 18px;background:#000;color:#fff}.ore .s2{padding:26px 18px 12px;font-size:24px;font-weight:300}
.ore .s3{margin:0 18px;background:#fff;color:#111;padding:13px;font-size:18px;letter-spacing:.1em}
.ore .s4{margin:10px 18px;background:#ffe7a3;color:#3b2a00;padding:11px 13px;font-size:14px}
.ore .s5{margin:14px 18px;text-align:center;border-radius:24px;padding:11px;background:#d63d00;color:#fff}.ore .s6{margin:24px 18px;font-size:13px}
.ore .s6 p{padding-top:6px;color:var(--dim)}.ore .s7{border-top:1px solid var(--line);padding:14px 18px;font-size:11px;color:var(--dim)}
.vapo{--bg:#171a21;--fg:#c7d5e0;--dim:#8b98a5;--line:#32404f;--box:#1f2a38;--chip:#2b3b4d;--key:#67c1f5;--on:#000;--font:'DejaVu Sans Condensed',sans-serif;
font-size:14px}.vapo .a1{display:flex;justify-content:space-between;padding:14px 16px}
.vapo .a1 span{background:#5c7e10;color:#fff;padding:3px 10px;font-size:12px}.vapo .a2{padding:8px 16px;font-size:12px;color:var(--dim)}
.vapo .a3{margin:4px 16px;background:var(--box);padding:14px}.vapo .a3 p{background:#0e141b;border:1px solid #000;padding:9px 11px;color:#fff}
.vapo .a3 span{display:inline-block;margin-top:10px;background:#3d8ec2;color:#fff;padding:7px 24px}
.vapo .a4{margin:0 16px;padding:12px 14px;background:#3b1d1f;color:#ff9d94}.vapo .a5{margin:16px;padding:12px 14px;background:var(--box)}
.vapo .a5 p{font-size:12px;color:var(--dim)}.vapo .a6{padding:0 16px;font-size:12px}
.vapo .a6 span{display:inline-block;background:var(--chip);padding:5px 12px;margin:8px 0 0 8px}
.mint2{--bg:#f5faf8;--fg:#15302a;--dim:#63807a;--line:#d6e6e1;--box:#fff;--chip:#fff3df;--key:#e86a10;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.mint2 .z1{text-align:center;padding:13px;background:var(--box);border-bottom:1px solid var(--line)}
.mint2 .z2{margin:14px;background:var(--box);border-radius:14px;padding:24px 18px;text-align:center}.mint2 .z3{font-size:44px;color:#e86a10;line-height:1}
.mint2 .z2 td:last-child{text-align:right;font-weight:700}.mint2 .z2 table{margin-top:14px;font-size:14px}
.mint2 .z4{display:block;margin:0 14px;background:#e86a10;color:#fff;text-align:center;border-radius:26px;padding:12px}
.mint2 .z5{margin:16px 14px;padding:13px;background:var(--chip);border-radius:8px;font-size:13px}.mint2 .z7{margin:0 14px 14px;font-size:13px}
.mint2 .z7 div{display:flex;justify-content:space-between;border-bottom:1px solid var(--line);padding:9px 4px}
.mint2 .z6{padding:0 18px;font-size:11px;color:var(--dim)}
.kami2{--bg:#fbfbfd;--fg:#1c2230;--dim:#717a8c;--line:#e1e5ee;--box:#eef4ff;--chip:#e3ebfa;--key:#2553a5;--on:#fff;--font:IPAPGothic,sans-serif;
font-size:15px}.kami2 .k1{padding:14px 16px;display:flex;gap:70px}
.kami2 .k2{margin:6px 16px;background:var(--box);border-radius:10px;padding:16px;text-align:center}.kami2 .k2 p{font-size:13px}.kami2 .k2 b{font-size:16px}
.kami2 .k3{font-size:28px;color:#2553a5}
.kami2 .k4{display:flex;justify-content:space-between;padding:20px 16px}.kami2 .k4 strong{font-size:20px}
.kami2 .k5,.kami2 .k6{display:block;margin:0 16px 10px;text-align:center;border-radius:8px;padding:11px;border:1px solid var(--line)}
.kami2 .k8{display:flex;gap:8px;padding:8px 16px}.kami2 .k8 span{flex:1;background:var(--chip);border-radius:8px;padding:70px 8px 8px;font-size:12px}
.kami2 .k8 b{display:block}.kami2 .k9{display:flex;justify-content:space-around;border-top:1px solid var(--line);padding:12px;font-size:11px;margin-top:14px}
.kami2 .k7{text-align:center;font-size:12px;padding:12px}
.tama{--bg:#fff;--fg:#1b1b1b;--dim:#767676;--line:#e4e4e4;--box:#fff;--chip:#f3f3f3;--key:#b3270c;--on:#fff;font-size:16px}
.tama .d1{padding:14px 16px;font-size:21px;font-weight:700}.tama .d1 span{padding-right:14px}
.tama .d2{margin:4px 16px;border:2px solid #c21d0b;border-radius:8px;padding:8px 12px;font-size:12px;color:var(--dim)}
.tama .d2 p{font-size:20px;color:var(--fg);letter-spacing:.2em}.tama .d3{padding:5px 18px 12px;font-size:13px;color:#c21d0b}.dark.tama .d3{color:#ff9786}
.tama .d4{display:block;margin:0 16px 18px;background:#e8360f;color:#fff;text-align:center;border-radius:26px;padding:12px;font-weight:700}
.tama h3{padding:0 16px}.tama .d5{display:flex;gap:8px;padding:10px 16px}
.tama .d5 span{flex:1;background:var(--chip);border-radius:8px;text-align:center;padding:16px 0}.tama .d6{padding:4px 16px;font-size:13px;color:var(--dim)}
.gold2{--bg:#101010;--fg:#efefef;--dim:#9b9b9b;--line:#333;--box:#1b1b1b;--chip:#262626;--key:#d8b13c;--on:#111;--font:'DejaVu Sans Condensed',sans-serif;
font-size:15px}.gold2 .r1{padding:14px;letter-spacing:.14em}.gold2 .r1 b{color:#d8b13c}
.gold2 .r2{padding:10px 14px;color:var(--dim);font-size:13px;background:var(--box)}.gold2 .r2 b{color:#efefef}
.gold2 table{margin:16px 14px;width:362px;font-size:14px}.gold2 th{width:96px;font-weight:400;color:var(--dim)}.gold2 .no{color:#ff6e5e;font-weight:700}
.gold2 .r3{display:block;margin:0 14px;background:#d8b13c;color:#111;text-align:center;padding:11px}
.gold2 .r4{margin:18px 14px;padding:12px;border:1px dashed var(--line);font-size:12px;color:var(--dim)}
.gblu{--bg:#fff;--fg:#1f1f1f;--dim:#5f6368;--line:#e3e3e3;--box:#f6f8fc;--chip:#e4e7eb;--key:#0b57d0;--on:#fff;font-size:14px}
.gblu .g1{display:flex;justify-content:space-between;padding:12px 16px;font-size:18px}
.gblu h2{padding:6px 16px;font-weight:400;font-size:19px;overflow-wrap:anywhere}
.gblu em{font-style:normal;font-size:11px;background:var(--chip);border-radius:4px;padding:1px 6px}.gblu .g2{display:flex;gap:12px;padding:8px 16px}
.gblu .g2 i{width:36px;height:36px;border-radius:50%;background:#f3a33a;color:#fff;text-align:center;line-height:36px;font-style:normal}
.gblu small{color:var(--dim)}.gblu .g3 p{padding:7px 16px}
.gblu .g3 a{display:inline-block;margin:8px 16px;background:#0b57d0;color:#fff;border-radius:6px;padding:9px 18px}
.gblu .q{font-size:11px;color:var(--dim);border-top:1px solid var(--line);margin-top:14px}
.hagaki{--bg:#fff;--fg:#242424;--dim:#7b7b7b;--line:#e2e2e2;--box:#fff6f4;--chip:#fde5e0;--key:#c04a2b;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.hagaki .m1{padding:12px 16px;color:#0a6cff}.dark.hagaki .m1{color:#6bb3ff}.hagaki .m2{padding:6px 16px 12px;border-bottom:1px solid var(--line)}
.hagaki .m2 span{display:block;font-size:12px;color:var(--dim)}.hagaki .m3{margin:16px;border:1px solid var(--line);text-align:center;padding-bottom:18px}
.hagaki .m4{background:var(--chip);height:110px;line-height:110px;font-size:12px;color:var(--dim)}.hagaki .m3 p{padding:12px 16px 0}
.hagaki .m3 b{font-size:22px}.hagaki blockquote{margin:12px 24px;padding:10px;background:var(--box);font-size:14px}
.hagaki code{font:17px 'DejaVu Sans Mono',monospace}.hagaki .m3 a{display:inline-block;margin-top:14px;background:#c04a2b;color:#fff;padding:10px 50px}
.hagaki ol{padding:0 18px 12px 36px;list-style:decimal;font-size:13px}.hagaki .m5{padding:0 18px;font-size:11px;color:var(--dim)}
.yoko{--bg:#fff;--fg:#333;--dim:#7a7a7a;--line:#d0d7de;--box:#f3f6f9;--chip:#e7edf3;--key:#2f5f9b;--on:#fff;--font:IPAPGothic,sans-serif;font-size:14px}
.yoko .h{background:var(--box)}.yoko .h td:first-child{width:56px;color:var(--dim)}.yoko .b{padding:12px 16px}.yoko .b p{padding:7px 0}
.yoko .b li{padding:3px 0 3px 8px}.yoko .s{font-size:12px;color:var(--dim)}
.yoko .k{margin:12px 16px;border:1px solid var(--line);padding:12px;font-size:13px;text-align:center}
.cnf{--bg:#fff;--fg:#16191f;--dim:#666d78;--line:#d7dbe1;--box:#f5f6f8;--chip:#eceef1;--key:#006a7d;--on:#fff;font-size:14px}
.cnf .n1{display:flex;justify-content:space-between;padding:14px 16px;border-bottom:3px solid #f3a33a;font-size:19px}
.cnf .n1 span{font-size:14px;align-self:center}.cnf>p{padding:10px 16px}.cnf table{width:358px;margin:4px 16px;font-size:14px}
.cnf td:last-child{text-align:right}.cnf small{color:var(--dim)}.cnf .n2{display:grid;grid-template-columns:1fr auto;margin:8px 22px;gap:3px}
.cnf .n2 :nth-child(even){text-align:right}
.cnf a{display:block;margin:14px 16px;background:#f6c945;color:#111;text-align:center;border-radius:6px;padding:10px}.cnf .n3{font-size:11px;color:var(--dim)}
.fwd{--bg:#fff;--fg:#202020;--dim:#6d6d6d;--line:#ddd;--box:#fafafa;--chip:#eef;--key:#3646a8;--on:#fff;--font:'DejaVu Serif Condensed',serif;font-size:15px}
.fwd .f1{display:flex;gap:14px;justify-content:space-between;padding:14px 16px;font-size:18px}
.fwd .f2{padding:4px 16px 10px;border-bottom:1px solid var(--line)}.fwd small{color:var(--dim)}.fwd>p{padding:12px 16px}
.fwd .f3{padding:4px 16px;font-size:13px;color:var(--dim)}.fwd .f5{padding:0 16px;font-size:11px;color:var(--dim)}
.fwd .f4{margin:14px 16px;border:1px solid var(--line);text-align:center;padding:16px;background:var(--box)}.fwd .f4 h1{font-size:36px}.fwd .f4 p{padding:4px}
.miso{--bg:#f2f0eb;--fg:#1f2b26;--dim:#6f7a74;--line:#dcd8cf;--box:#fff;--chip:#d9e7df;--key:#00754a;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.miso .c0{padding:14px 16px;font-size:18px}.miso .c1{display:flex;background:var(--box);margin:0 14px 12px;border-radius:10px;overflow:hidden}
.miso .c2{width:104px;background:#00613c;color:#fff;padding:16px 8px;font-size:12px;text-align:center}.miso .c1+.c1 .c2{background:#b4552d}
.miso .c3{flex:1;padding:10px 14px;font-size:12px;color:var(--dim)}.miso .c3 b{display:block;font-size:22px;color:var(--fg)}.miso .c3 span{display:block}
.miso .c4{margin:0 14px;border:1px dashed var(--dim);border-radius:10px;text-align:center;padding:14px}
.miso .c5,.miso .c6{padding:12px 18px;font-size:12px;color:var(--dim)}
.ring{--bg:#fff;--fg:#222;--dim:#666;--line:#e0e0e0;--box:#f7f7f7;--chip:#fbe9ea;--key:#b8001c;--on:#fff;font-size:15px}
.ring .e1{padding:14px 16px;font-weight:700;font-size:18px}.ring .e2{margin:0 16px 16px;border-radius:12px;background:#b8001c;color:#fff;padding:20px}
.ring .e3{font-size:38px;font-weight:700}.ring h3{padding:4px 16px}
.ring .e4{display:flex;justify-content:space-between;padding:10px 16px;border-bottom:1px solid var(--line)}.ring small{display:block;color:var(--dim)}
.ring .e5{margin:18px 16px;padding:14px;background:var(--chip);border-radius:10px;font-size:13px}
.visa2{--bg:#fff;--fg:#1b1f3b;--dim:#6a6f8c;--line:#dfe2ee;--box:#f4f5fb;--chip:#e8eaf6;--key:#1a2a8a;--on:#fff;font-size:14px}
.visa2 .v1{padding:12px 16px;background:#f7941d;color:#fff;font-weight:700;letter-spacing:.08em}
.visa2 .v2{margin:16px;height:150px;border-radius:12px;background:linear-gradient(120deg,#1a2a8a,#5a7be0);color:#fff;padding:16px}
.visa2 .v2 p{padding:32px 0 10px;font-size:18px}.visa2 table{width:358px;margin:0 16px;font-size:14px}.visa2 td:last-child{text-align:right}
.visa2 .tt td{font-weight:700;font-size:17px}.visa2>p{padding:14px 16px;color:var(--dim)}.visa2 ul{padding:0 16px 0 34px;list-style:disc;font-size:13px}
.quok{--bg:#fff;--fg:#333;--dim:#888;--line:#e5e5e5;--box:#f9f6f0;--chip:#fdebd2;--key:#e60033;--on:#fff;--font:IPAPGothic,sans-serif;font-size:15px}
.quok .q1{padding:13px 16px;color:#e60033;font-size:18px}.dark.quok .q1{color:#ff7a8f}.quok .q2{text-align:center;padding:14px}
.quok .q3{font-size:40px;font-weight:700}.quok .q4{margin:8px 60px;height:10px;border-radius:5px;background:var(--line)}
.quok .q4 i{display:block;width:39%;height:10px;border-radius:5px;background:#e60033}.quok .q5{font-size:13px;color:var(--dim)}
.quok .q6{margin:8px 16px;padding:12px;background:var(--box);font-size:13px}
.quok .q7{display:block;margin:12px 16px;background:#e60033;color:#fff;text-align:center;border-radius:6px;padding:13px}
.quok .q8{padding:6px 18px;font-size:13px;color:var(--dim)}
.quok .qs{display:grid;grid-template-columns:1fr 1fr 1fr;gap:8px;padding:8px 16px;font-size:12px;text-align:center}
.quok .qs span{border:1px solid var(--line);padding:10px 2px}.quok .q9{margin:16px;padding:13px;background:var(--chip);font-size:12px}
.quok .q9 b{display:block;font-size:14px}
.dark{--bg:#16181b;--fg:#eceff1;--dim:#a2a8ae;--line:#383c42;--box:#212429;--chip:#2f333a;--key:#7cc3f5}.dark .good{color:#62d296}
`
