package album

// secondThemes are their colours, letters and shapes.
const secondThemes = `
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kumo{--bg:#fff;--fg:#0f1111;--dim:#565959;--line:#e4e7e7;--box:#f0f2f2;--chip:#fff3d6;--key:#007185;--on:#fff}
.kumo .nv{display:flex;gap:12px;align-items:center;padding:9px 14px;background:#131921;color:#fff}
.kumo .nv span{flex:1;background:#fff;color:#777;border-radius:6px;padding:6px 10px;font-size:13px}
.kumo .sub{display:flex;gap:16px;padding:9px 14px;font-size:12px;border-bottom:1px solid var(--line)}
.kumo .sub .on{color:var(--fg);font-weight:700;border-bottom:2px solid #e77600}
.kumo main{padding:12px 14px}.kumo .bal{display:flex;flex-direction:column;margin:10px 0}.kumo .bal .pr{font-size:26px;font-weight:700}
.kumo .two{display:flex;gap:8px;font-size:12px}
.kumo .two a{flex:1;text-align:center;border:1px solid #adb1b8;border-radius:18px;padding:8px 2px;color:var(--fg)}
.kumo .ex{display:flex;justify-content:space-between;background:var(--box);margin:12px 0;padding:9px 12px;font-size:13px}
.kumo .rw{display:grid;grid-template-columns:1fr auto;border-top:1px solid var(--line);padding:9px 0}
.kumo .dt{grid-column:1/3;font-size:12px;color:var(--dim)}
.kumo .ds span{display:block;font-size:12px}.kumo .am{font-weight:700}
.kumo footer{border-top:6px solid var(--box);padding:12px;text-align:center;font-size:11px;color:var(--dim)}.kumo footer a{margin:0 7px}
.kumo footer small{display:block;margin-top:6px}
.old{--bg:#fff;--fg:#000;--dim:#666;--line:#ccc;--box:#eaf3fe;--chip:#fff;--key:#004b91;--on:#fff;font:12px/1.5 IPAPGothic,sans-serif}
.old h1{font-size:16px;color:#e47911}.old .c{color:#e47911}.old th{background:var(--box);border-top:1px solid #6aa5e0;font-size:11px}
.old td{font-size:11px}.old td:last-child,.old th:last-child{text-align:right;white-space:nowrap}
.old .crumbs{padding:6px 10px;font-size:11px;background:#f6f6f6;color:#333}.old .pane{padding:8px 10px}
.old .pg{display:flex;justify-content:space-between;padding:5px 10px;font-size:11px}
.stack{--bg:#f3f5f6;--fg:#16191c;--dim:#5a6268;--line:#dde1e4;--box:#fff;--chip:#e8ecee;--key:#0b6e79;--on:#fff;
--font:'DejaVu Sans Condensed',IPAPGothic,sans-serif}
.stack .hd{background:#232f3e;color:#fff;padding:11px 15px}.stack .sum{padding:14px 15px;background:var(--box);border-bottom:1px solid var(--line)}
.stack .sum strong{display:block;font-size:25px}
.stack .ent{display:grid;grid-template-columns:104px 1fr;background:var(--box);margin:9px 10px;padding:8px 12px;border:1px solid var(--line);
border-radius:4px;font-size:13px}.stack dt{color:var(--dim)}.stack .ent dd:last-child{font-weight:700}
.pear{--bg:#fffdfa;--fg:#2a2119;--dim:#8b7b6c;--line:#eee3d6;--box:#fff;--chip:#f6ecdf;--key:#b4581a;--on:#fff;font-size:16px}
.pear .hd{display:grid;grid-template-columns:40px 1fr 40px;text-align:center;padding:12px 10px;border-bottom:1px solid var(--line)}
.pear .it{display:grid;grid-template-columns:42px 1fr auto;grid-template-areas:"i a m" "i b m" "i c m";padding:10px 14px;
border-bottom:1px solid var(--line);color:var(--fg)}
.pear .it i{grid-area:i;width:30px;height:30px;border-radius:9px;background:var(--chip);font-style:normal;text-align:center;line-height:30px}
.pear .it .a{grid-area:a}.pear .it .b{grid-area:b;font-size:13px;color:var(--dim)}.pear .it .c{grid-area:c;font-size:13px}
.pear .it .m{grid-area:m;font-weight:700}
.pear .bn{margin:14px;border-radius:10px;background:var(--chip);padding:13px}
.mint{--bg:#f4faf7;--fg:#0f2a20;--dim:#5c786c;--line:#d5e7de;--box:#fff;--chip:#dff1e8;--key:#0a7d55;--on:#fff}
.mint .hero{background:#0a7d55;color:#fff;padding:14px 16px 20px}.mint .hero em{font-style:normal;display:block;font-size:28px;font-weight:700}
.mint .flt{display:flex;gap:8px;padding:10px 14px;font-size:13px}
.mint .flt label{border:1px solid var(--key);border-radius:16px;padding:3px 14px}.mint .flt .on{background:var(--key);color:#fff}
.mint .flt select,.mint .sel{margin-left:auto;color:var(--dim)}
.mint h4{margin:0;padding:8px 16px;background:var(--chip);font-size:13px}
.mint li{display:flex;padding:10px 16px;gap:12px;background:var(--box);border-bottom:1px solid var(--line)}
.mint li time{flex:none;width:72px;white-space:nowrap;color:var(--dim);font-size:13px}.mint li div{flex:1}
.mint li div small{display:block;color:var(--dim)}.mint li data{font-weight:700;white-space:nowrap}
.mint li .pl{color:#0a7d55}.dark.mint li .pl{color:#6fd3a5}
.bank{--bg:#fff;--fg:#1c2430;--dim:#67707d;--line:#c9d0da;--box:#f2f5f9;--chip:#e6ecf4;--key:#153e75;--on:#fff;
--font:'DejaVu Sans Condensed',IPAPGothic,sans-serif;font-size:13px}
.bank .hd{border-bottom:3px solid var(--key);padding:10px 12px;font-weight:700}.bank td,.bank th{padding:5px 5px;font-size:11px}
.bank .n{text-align:right;white-space:nowrap}.bank caption{text-align:left;padding:8px 12px;font-size:12px;color:var(--dim)}
.bank thead th{background:var(--chip);border-bottom:2px solid var(--key)}
.bank .tot{display:flex;justify-content:space-between;padding:9px 12px;background:var(--box);font-size:15px;font-weight:700}.bank .k td{border-bottom:0}
.bank .k2 td{color:var(--dim);padding-top:0}
.coal{--bg:#131416;--fg:#f1f1f3;--dim:#9d9fa6;--line:#2b2d32;--box:#1d1f23;--chip:#2a2d33;--key:#ffb547;--on:#241a06}
.coal .hd{display:flex;justify-content:space-between;padding:12px 18px}
.coal .pill{margin:6px 16px;padding:16px;border-radius:22px;background:var(--box);text-align:center}.coal .pill div{font-size:31px;font-weight:700}
.coal details{margin:8px 16px;background:var(--box);border-radius:14px;padding:11px 14px}
.coal summary{display:flex;justify-content:space-between;list-style:none;font-weight:600}.coal details p{font-size:12px;color:var(--dim)}
.coal .up{color:#6fdc8c}
.coal .tb{position:fixed;bottom:0;left:0;right:0;display:flex;justify-content:space-around;padding:12px;border-top:1px solid var(--line);
background:var(--box);font-size:12px;color:var(--dim)}
.pome{--bg:#fff;--fg:#1d1d1f;--dim:#86868b;--line:#d2d2d7;--box:#f5f5f7;--chip:#e8e8ed;--key:#0066cc;--on:#fff;font-size:16px}
.pome .gn{background:#f5f5f7;color:#333;padding:9px 18px;font-size:12px;display:flex;justify-content:space-between}
.pome .ttl{font-size:25px;font-weight:700;padding:18px 18px 4px}
.pome .inv{border-bottom:1px solid var(--line);margin:0 18px;padding:11px 0}
.pome .inv header{display:flex;justify-content:space-between;font-size:13px;color:var(--dim)}
.pome .inv section{display:flex;gap:12px;align-items:center;margin-top:6px}
.pome .ic{flex:none;width:46px;height:46px;border-radius:11px;background:linear-gradient(135deg,#7fb4ff,#d8a4ff)}
.pome .inv section span{flex:1;line-height:1.3}.pome .inv section small{display:block;color:var(--dim);font-size:12px}
.pome .sf{margin:8px 18px;padding:8px 12px;border-radius:9px;background:var(--chip);color:var(--dim);font-size:14px}
.gmat{--bg:#fff;--fg:#202124;--dim:#5f6368;--line:#e8eaed;--box:#f8f9fa;--chip:#e8f0fe;--key:#1a73e8;--on:#fff}
.gmat .ab{display:flex;align-items:center;gap:18px;padding:12px 16px;font-size:19px}
.gmat .ab span:last-child{margin-left:auto;width:30px;height:30px;border-radius:50%;background:#8e5bd0;color:#fff;text-align:center;font-size:15px;
line-height:30px}
.gmat .tabs{display:flex;border-bottom:1px solid var(--line);font-size:14px}.gmat .tabs a{flex:1;text-align:center;padding:10px 0;color:var(--dim)}
.gmat .tabs a.on{color:var(--key);border-bottom:3px solid var(--key)}
.gmat .yr{padding:14px 16px 4px;font-size:13px;color:var(--dim);font-weight:700}
.gmat .tx{display:grid;grid-template-columns:40px 1fr auto;gap:0 14px;padding:11px 16px}
.gmat .tx b{grid-row:1/3;width:40px;height:40px;border-radius:8px;background:var(--chip);color:var(--key);text-align:center;line-height:40px}
.gmat .tx p{font-size:15px}.gmat .tx q{quotes:none;grid-column:2/4;font-size:13px;color:var(--dim)}
.psb{--bg:#f5f7fa;--fg:#1f2024;--dim:#6b6d75;--line:#dfe3ea;--box:#fff;--chip:#e6eefb;--key:#0070d1;--on:#fff}
.psb .hd{background:#000;color:#fff;padding:13px 18px;font-size:17px}.psb .hd small{float:right;color:#bbb;line-height:25px}
.psb .card{background:var(--box);margin:10px 14px;border-radius:6px;box-shadow:0 1px 3px rgba(0,0,0,.15);padding:12px 15px}
.psb .card h5{margin:0 0 4px;font-size:12px;color:var(--dim);font-weight:400}.psb .card .ln{display:flex;justify-content:space-between}
.psb .card .ln+.ln{font-size:12px;color:var(--dim);margin-top:3px}.psb .rng{display:flex;gap:8px;padding:12px 14px 0;font-size:13px}
.psb .rng span{border:1px solid var(--dim);border-radius:4px;padding:4px 10px;flex:1}
.valve{--bg:#1b2838;--fg:#c6d4df;--dim:#8f98a0;--line:#2f3f50;--box:#16202d;--chip:#223346;--key:#67c1f5;--on:#fff;
--font:'DejaVu Sans Condensed',sans-serif}
.valve .gh{background:#171a21;padding:13px 14px;letter-spacing:.2em;font-weight:700}.valve .crumb{padding:12px 12px 0;font-size:12px;color:var(--dim)}
.valve h2{padding:2px 12px 10px;font-size:22px;font-weight:300;color:#fff}
.valve table{font-size:10px}.valve th{background:#000;color:#8f98a0;font-weight:400;padding:5px 5px}
.valve td{padding:8px 5px;border-bottom:1px solid #2f3f50}.valve td div{color:var(--dim)}.valve .r{text-align:right;white-space:nowrap}
.valve .more{margin:14px 12px;background:var(--chip);text-align:center;padding:9px;color:var(--key);font-size:13px}
.eshop{--bg:#fff;--fg:#2b2b2b;--dim:#848484;--line:#e3e3e3;--box:#fafafa;--chip:#ffe9d6;--key:#ff7d00;--on:#fff;--font:IPAPGothic,sans-serif;
font-size:15px}
.eshop .hd{background:#ff7d00;color:#fff;padding:13px;text-align:center;font-weight:700}
.eshop .now{margin:14px 18px;border:2px solid var(--key);border-radius:10px;padding:12px;display:flex;justify-content:space-between;align-items:baseline}
.eshop .now b{font-size:23px}
.eshop fieldset{margin:12px 18px;border:1px solid var(--line);border-radius:10px;padding:6px 14px 10px}
.eshop legend{font-size:12px;color:var(--dim);padding:0 6px}.eshop fieldset strong{display:block}
.eshop .mv{display:flex;gap:14px;font-size:13px;margin-top:4px}.eshop .mv span{flex:1}.eshop .mv span span{display:block;color:var(--dim);font-size:11px}
.ubr{--bg:#fff;--fg:#000;--dim:#6b6b6b;--line:#e2e2e2;--box:#f6f6f6;--chip:#eee;--key:#000;--on:#fff;font-size:16px}
.ubr .bk{padding:10px 16px;font-size:22px}.ubr .hl{padding:4px 16px 16px;font-size:31px;font-weight:700}
.ubr .hl span{display:block;font-size:14px;font-weight:400;color:var(--dim)}.ubr .mo{padding:18px 16px 4px;font-size:19px;font-weight:700}
.ubr .t{position:relative;padding:11px 100px 11px 64px;border-bottom:1px solid var(--line)}
.ubr .t::before{content:"";position:absolute;left:16px;top:14px;width:32px;height:32px;border-radius:4px;background:var(--chip)}
.ubr .t>span{display:block;font-size:13px;color:var(--dim)}.ubr .t>strong{position:absolute;right:16px;top:12px;font-weight:500}
.ubr .cta{margin:8px 16px;background:#000;color:#fff;border-radius:8px;text-align:center;padding:12px}
.dark.ubr .cta{background:#fff;color:#000}
.neon{--bg:#111;--fg:#eee;--dim:#999;--line:#333;--box:#1a1a1a;--chip:#222;--key:#44d62c;--on:#000}
.neon .hd{padding:14px 16px;color:#44d62c;font-weight:700;letter-spacing:.1em;border-bottom:1px solid #44d62c}
.neon .sub{display:flex;padding:10px 16px;gap:10px;font-size:12px}.neon .sub span{border:1px solid var(--line);padding:5px 9px}
.neon .g{display:grid;grid-template-columns:auto 1fr auto;gap:2px 12px;padding:0 16px;font-size:13px}.neon .g>*{padding-top:8px}
.neon .g .h{color:var(--dim);font-size:11px;border-bottom:1px solid var(--line);padding-bottom:6px}
.neon .g .w small{display:block;color:var(--dim);font-size:11px}.neon .g .a{text-align:right;white-space:nowrap}
.neon .g .a small{display:block;color:#44d62c;font-size:10px}
.line4{--bg:#fafafa;--fg:#232323;--dim:#777;--line:#e0e0e0;--box:#fff;--chip:#ececec;--key:#3a5bd9;--on:#fff}
.line4 .hd{display:flex;gap:14px;padding:13px 16px;background:var(--box);border-bottom:1px solid var(--line)}
.line4 ol{margin:14px 18px 0 26px;border-left:2px solid var(--key)}.line4 ol li{position:relative;padding:0 0 17px 18px}
.line4 ol li::before{content:"";position:absolute;left:-6px;top:5px;width:10px;height:10px;border-radius:50%;background:var(--key)}
.line4 .d,.line4 .w,.line4 .x,.line4 .s{display:block}.line4 .d{font-size:12px;color:var(--dim)}.line4 .x{font-size:12px}.line4 .s{font-weight:700}
.line4 .big2{padding:14px 18px 0;font-size:15px}.line4 .big2 b{font-size:25px;display:block}
.ords{--bg:#fff;--fg:#0f1111;--dim:#5b6062;--line:#d5d9d9;--box:#f6f7f7;--chip:#e6f2f3;--key:#00707f;--on:#fff}
.ords .hd{background:linear-gradient(90deg,#84d8e3,#a6e6cf);color:#0f1111;padding:13px 15px;font-weight:700}.ords .stp{display:flex;margin:22px 14px 6px}
.ords .stp div{flex:1;text-align:center;font-size:12px;position:relative;padding-top:24px}
.ords .stp div::before{content:"";position:absolute;left:50%;margin-left:-8px;top:0;width:16px;height:16px;border-radius:50%;background:#067d62}
.ords .stp div::after{content:"";position:absolute;left:-50%;right:50%;margin-right:8px;top:7px;height:3px;background:#067d62}
.ords .stp div:first-child::after{display:none}
.ords .stp .no{color:var(--dim)}.ords .stp .no::before{background:none;border:2px solid #aab}.ords .stp .no::after{background:#ccd}
.ords .kv{display:flex;padding:8px 16px;border-top:1px solid var(--line);font-size:14px}.ords .kv span:first-child{flex:none;width:104px;color:var(--dim)}
.ords .msg{margin:14px 16px;font-size:17px;font-weight:700}.ords .msg small{display:block;font-size:13px;font-weight:400;margin-top:4px}
.ords .b{display:block;margin:9px 16px;border:1px solid #adb1b8;border-radius:20px;text-align:center;padding:9px;color:var(--fg)}
.ords .b.y{background:#ffd814;color:#0f1111;border-color:#ffd814}
.ords .art{margin:12px;border:1px solid var(--line);border-radius:8px;padding:12px}
.ords .art header{font-size:12px;color:var(--dim);border-bottom:1px solid var(--line);margin:-2px 0 9px;padding-bottom:7px;display:flex;
justify-content:space-between}.ords .art header{flex-wrap:wrap}.ords .art header span{white-space:nowrap}.ords .fig{display:flex;gap:12px;margin:0}
.ords .fig i{flex:none;width:72px;height:52px;border-radius:6px;background:linear-gradient(135deg,#f59e42,#e05a7b)}.ords .fig figcaption{font-size:13px}
.ords .fig figcaption b{display:block;font-size:15px}
.paper{--bg:#fbfaf6;--fg:#27241d;--dim:#7a7364;--line:#dcd6c7;--box:#fff;--chip:#efe9da;--key:#7a4b12;--on:#fff;
--font:'DejaVu Serif Condensed',IPAPGothic,serif}
.paper h1{padding:16px 16px 6px;font-size:19px}
.paper .lb{display:inline-block;background:var(--key);color:#fff;padding:3px 14px;margin:4px 16px;font-size:14px}
.paper table{width:auto;margin:10px 16px;font-size:13px}.paper th{width:92px;font-weight:400;color:var(--dim)}
.paper .leg{margin:18px 16px;padding:10px 14px;background:var(--chip);font-size:12px}.paper .leg dt{font-weight:700;margin-top:5px}
.paper .leg dd{color:var(--dim)}
.pop{--bg:#fff;--fg:#1e1b2e;--dim:#6f6a85;--line:#e5e1f2;--box:#f7f5fd;--chip:#ebe5fb;--key:#5b3df5;--on:#fff;font-size:16px}
.pop .x{padding:12px 18px;font-size:20px}.pop .veil{position:fixed;inset:0;background:rgba(10,8,25,.55)}
.pop .sheet{position:absolute;left:0;right:0;top:470px;bottom:0;background:var(--box);border-radius:24px 24px 0 0;padding:20px 22px;text-align:center}
.pop .grab{width:44px;height:5px;border-radius:3px;background:var(--dim);margin:0 auto 18px}.pop .sheet h3{font-size:21px;margin-bottom:8px}
.pop .go{display:block;background:var(--key);color:#fff;border-radius:26px;padding:13px;margin-top:20px;font-weight:700}
.pop .go2{display:block;padding:12px;color:var(--key)}.pop .inp{margin:10px 18px;border-bottom:2px solid var(--key);padding:8px 2px;color:var(--dim)}
.pop .win{position:absolute;left:30px;right:30px;top:330px;background:var(--box);border-radius:20px;padding:24px 22px}
.pop .win footer{display:flex;justify-content:flex-end;gap:26px;margin-top:20px;color:var(--key);font-weight:700}
.web{--bg:#fff;--fg:#333;--dim:#767676;--line:#ddd;--box:#f7f7f7;--chip:#eee;--key:#1b6fc2;--on:#fff}
.web .hd{display:flex;justify-content:space-between;padding:12px 16px;border-bottom:1px solid var(--line)}.web form{padding:14px 16px}
.web label{display:block;font-size:13px;font-weight:700;margin-bottom:5px}
.web .inp{border:1px solid #888;border-radius:3px;padding:9px 10px;font-family:'DejaVu Sans Mono',monospace;font-size:14px}
.web .inp.er{border:2px solid #c40000}.web .err{color:#c40000;font-size:13px;margin-top:7px;display:flex;gap:7px}
.web .err::before{content:"!";flex:none;width:17px;height:17px;border-radius:50%;background:#c40000;color:#fff;text-align:center;line-height:17px;
font-weight:700}
.dark.web .err{color:#ff8a85}.web .sub{display:inline-block;margin-top:14px;background:var(--key);color:#fff;border-radius:3px;padding:9px 26px}
.web .faq{padding:4px 16px;font-size:13px}.web .faq li{border-top:1px solid var(--line);padding:9px 0}
.full{--bg:#eef6ff;--fg:#0d2340;--dim:#5f7390;--line:#cfe0f3;--box:#fff;--chip:#d9eaff;--key:#1261c9;--on:#fff;font-size:17px}
.full .wrap{min-height:720px;display:flex;flex-direction:column;justify-content:center;align-items:center;text-align:center;padding:20px 34px}
.full .ring{width:92px;height:92px;border-radius:50%;border:6px solid var(--key);font-size:50px;line-height:78px;color:var(--key);margin-bottom:22px}
.full .wrap h1{font-size:22px;margin-bottom:10px}.full .wrap p{color:var(--dim);font-size:15px}.full .btm{padding:0 24px}
.full .btm a{display:block;text-align:center;border-radius:30px;padding:13px;margin-bottom:10px;background:var(--key);color:#fff}
.full .btm a+a{background:none;color:var(--key)}
.full .mini{margin-top:20px;border-top:1px solid var(--line);padding-top:14px;width:100%;display:flex;justify-content:space-between;font-size:15px}
.ps5{--bg:#0b0f1e;--fg:#e9ecf6;--dim:#98a0b8;--line:#27304c;--box:#151c33;--chip:#222c4d;--key:#2f7df6;--on:#fff}.ps5 .hd{padding:16px 20px;font-size:19px}
.ps5 .ov{margin:180px 18px 0;background:var(--box);padding:28px 20px;border:1px solid var(--line);text-align:center}.ps5 .ov p{margin-bottom:14px}
.ps5 .ov kbd{display:block;font:12px 'DejaVu Sans Mono',monospace;color:var(--dim)}
.ps5 .ov b{display:inline-block;border:2px solid #fff;border-radius:30px;padding:7px 46px;margin-top:16px}
.dark .ov b{border-color:currentColor}
.gm{--bg:#fff;--fg:#1f1f1f;--dim:#5e5e5e;--line:#e5e7ea;--box:#f3f6fc;--chip:#e9eef6;--key:#0b57d0;--on:#fff}
.gm .ab{display:flex;gap:22px;padding:13px 16px;font-size:19px}.gm .ab b{flex:1;font-weight:400}
.gm .sbj{padding:6px 16px 12px;font-size:20px;line-height:1.35}
.gm .sbj span{font-size:11px;background:var(--chip);border-radius:4px;padding:2px 6px;vertical-align:middle;margin-left:6px}
.gm .fr{display:grid;grid-template-columns:42px 1fr auto;gap:0 12px;padding:0 16px 12px;font-size:14px}
.gm .fr i{grid-row:1/3;width:42px;height:42px;border-radius:50%;background:#e8762c;color:#fff;font-style:normal;text-align:center;line-height:42px;
font-size:19px}.gm .fr small{color:var(--dim)}
.gm .ml{margin:0 12px;border:1px solid var(--line);border-radius:8px;padding:16px;font-size:14px}
.gm .ml dl{margin:12px 0;background:var(--box);padding:10px 12px}.gm .ml dt{float:left;clear:left;width:96px;color:var(--dim)}.gm .ml dd{margin-left:96px}
.gm .rp{display:flex;gap:10px;padding:16px}.gm .rp span{flex:1;border:1px solid var(--dim);border-radius:20px;padding:8px;text-align:center;font-size:13px}
.ymail{--bg:#fff;--fg:#222;--dim:#777;--line:#e3e3e3;--box:#f4f4f7;--chip:#ece9f7;--key:#6001d2;--on:#fff;--font:IPAPGothic,sans-serif}
.ymail .hd{background:#6001d2;color:#fff;padding:12px 16px;display:flex;justify-content:space-between}
.ymail .meta{padding:10px 16px;border-bottom:1px solid var(--line);font-size:13px}.ymail .meta p span{display:inline-block;width:58px;color:var(--dim)}
.ymail pre{margin:0;padding:14px 16px;font:14px/1.6 IPAGothic,monospace;white-space:pre-wrap}
.owa{--bg:#f5f5f5;--fg:#242424;--dim:#616161;--line:#e0e0e0;--box:#fff;--chip:#ebf3fc;--key:#0f6cbd;--on:#fff;--font:'DejaVu Sans Condensed',sans-serif;
font-size:14px}.owa .rb{background:#0f6cbd;color:#fff;padding:10px 14px;display:flex;gap:20px}.owa .msg{background:var(--box);margin:8px;padding:14px}
.owa .who{display:flex;gap:10px;margin:8px 0 14px;font-size:13px}.owa .who b{display:block}
.owa .who>span:last-child{margin-left:auto;color:var(--dim);white-space:nowrap}.owa .cen{border:1px solid var(--line);text-align:center;padding:18px 12px}
.owa .cen td{border:0;text-align:left;font-size:13px}.owa .cen h2{margin-bottom:8px}
.owa .ft{font-size:11px;color:var(--dim);text-align:center;padding:12px}
.imail{--bg:#fff;--fg:#000;--dim:#8a8a8e;--line:#e2e2e6;--box:#f2f2f7;--chip:#e5e5ea;--key:#007aff;--on:#fff;font-size:16px}
.imail .nb{display:flex;justify-content:space-between;padding:10px 14px;color:var(--key)}
.imail .h{padding:8px 16px 12px;border-bottom:1px solid var(--line)}.imail .h b{font-size:17px}
.imail .h span{display:block;font-size:13px;color:var(--dim)}
.imail .gift{margin:16px;border-radius:18px;overflow:hidden;border:1px solid var(--line);text-align:center}
.imail .gift .art{height:120px;background:conic-gradient(#ff9d5c,#ffd36b,#7ed6a5,#6aa8ff,#c58bff,#ff9d5c)}
.imail .gift .v{font-size:36px;font-weight:700;padding-top:12px}
.imail .gift code{display:block;font:17px 'DejaVu Sans Mono',monospace;background:var(--box);margin:8px 16px;padding:11px 4px}
.imail .gift a{display:block;background:#007aff;color:#fff;margin:12px 16px 18px;border-radius:10px;padding:11px}
.imail .tb{display:flex;justify-content:space-around;border-top:1px solid var(--line);padding:12px;color:var(--key);font-size:13px}
.sage{--bg:#f2f0eb;--fg:#1e3932;--dim:#5d7069;--line:#d4d1c8;--box:#fff;--chip:#d4e9e2;--key:#00754a;--on:#fff;font-size:15px}
.sage .face{margin:14px 40px;height:150px;border-radius:14px;background:linear-gradient(160deg,#00754a,#1e3932);color:#fff;padding:14px;display:flex;
flex-direction:column;justify-content:space-between}.sage .face span:last-child{font-size:12px;text-align:right}
.sage .amt{text-align:center;font-size:15px}.sage .amt strong{font-size:40px;font-weight:400}
.sage .dots{text-align:center;color:var(--dim);letter-spacing:6px}.sage .ls{background:var(--box);margin:14px 0}
.sage .ls div{display:flex;justify-content:space-between;padding:12px 18px;border-bottom:1px solid var(--line)}
.spark{--bg:#fff;--fg:#2e2f32;--dim:#74767c;--line:#e3e4e5;--box:#f8f8f8;--chip:#e6f1fc;--key:#0053e2;--on:#fff}
.spark .hd{background:#0053e2;color:#fff;padding:13px 16px}.spark .bx{margin:16px;border:1px solid var(--line);border-radius:8px;padding:18px}
.spark .bx h2{margin-bottom:12px}.spark .q{display:grid;grid-template-columns:auto auto;justify-content:space-between;gap:9px}
.spark .q span:nth-child(even){text-align:right}.spark .q .z{font-size:22px;font-weight:700}
.spark .ad{background:#ffc220;color:#2e2f32;margin:16px;padding:14px;border-radius:8px}
.bull{--bg:#f7f7f7;--fg:#333;--dim:#666;--line:#d6d6d6;--box:#fff;--chip:#fbe5e5;--key:#cc0000;--on:#fff;font-size:15px}
.bull .hd{background:#cc0000;color:#fff;padding:12px 16px;font-weight:700}.bull form{background:var(--box);padding:14px 16px}
.bull .in2{border:1px solid #888;border-radius:4px;padding:8px 10px;margin:3px 0 10px;color:var(--dim)}
.bull .res{margin:14px 16px;background:var(--box);border-top:4px solid #cc0000;padding:16px;text-align:center}
.bull .res div{font-size:42px;font-weight:700}.bull .res p{font-size:13px;color:var(--dim)}
.vj{--bg:#fff;--fg:#1a1f36;--dim:#6b7186;--line:#d9dce6;--box:#f4f5fa;--chip:#e7e9f5;--key:#1a1f71;--on:#fff;--font:IPAPGothic,sans-serif}
.vj .hd{background:#1a1f71;color:#fff;padding:13px 16px}
.vj .sum{display:grid;grid-template-columns:1fr 1fr;gap:1px;background:var(--line);margin:14px 16px;border:1px solid var(--line)}
.vj .sum div{background:var(--box);padding:9px 12px}.vj .sum div small{display:block;color:var(--dim)}.vj .sum .w{grid-column:1/3;text-align:center}
.vj .sum .w b{font-size:27px}.vj h3{padding:8px 16px 0}
.vj li{display:flex;gap:12px;margin:0 16px;padding:9px 0;border-bottom:1px solid var(--line);font-size:13px}.vj li span:nth-child(2){flex:1}
.quo{--bg:#fff8e7;--fg:#3a2f1b;--dim:#8c7d60;--line:#eedfba;--box:#fff;--chip:#ffefc2;--key:#e8a200;--on:#fff;font-size:16px}
.quo .tk{margin:22px 20px;background:var(--box);border-radius:16px;box-shadow:0 2px 8px rgba(120,90,0,.2);overflow:hidden}
.quo .tk .up{background:#e8a200;color:#fff;padding:14px;text-align:center}.quo .tk .ct{text-align:center;padding:18px 12px}
.quo .tk .ct span{font-size:46px;font-weight:700}.quo .tk dl{display:flex;border-top:1px dashed var(--line)}
.quo .tk dl div{flex:1;padding:10px;text-align:center}.quo .tk dt{font-size:11px;color:var(--dim)}
.quo .bar2{height:46px;margin:0 20px;background:repeating-linear-gradient(90deg,#222 0 3px,#fff 3px 5px,#222 5px 6px,#fff 6px 10px)}
.kumo .rec{display:flex;gap:8px;font-size:11px;margin:6px 0 14px}.kumo .rec span{flex:1;background:var(--box);padding:8px}.kumo .rec b{display:block}
.stack .ad{margin:9px 10px;padding:9px 12px;background:#fff4d9;color:#3d2f06;font-size:13px}
.pear .nx{position:fixed;left:0;right:0;bottom:0;display:flex;justify-content:space-around;background:var(--chip);padding:13px;font-size:13px}
.bull .lk{padding:0 16px}.bull .lk li{border-bottom:1px solid var(--line);padding:10px 0;font-size:14px}
.old .red{margin:10px;border:2px solid #a00;background:#fff7f7;color:#600;padding:9px 12px}
.old .ipt{border:1px solid #888;width:220px;padding:4px 7px;margin:6px 0 10px;font-family:'DejaVu Sans Mono',monospace}
.old .gb{display:inline-block;background:linear-gradient(#ffe8a8,#f3b844);border:1px solid #a88734;color:#111;padding:4px 14px;border-radius:3px}
.yo{--bg:#eaeded;--fg:#0f1111;--dim:#565959;--line:#d5d9d9;--box:#fff;--chip:#e6f4f1;--key:#007185;--on:#fff;font-size:14px}
.yo header{display:flex;gap:14px;background:#37475a;color:#fff;padding:11px 14px}.yo header b{flex:1}
.yo .srch{margin:10px 12px 0;background:var(--box);border:1px solid var(--line);border-radius:8px;padding:9px;color:var(--dim)}
.yo h1,.yo h2{padding:10px 12px 6px}.yo .pills{display:flex;gap:7px;padding:0 12px 8px;font-size:12px}
.yo .pills span{border:1px solid var(--line);border-radius:14px;padding:3px 10px;background:var(--box)}
.yo section{background:var(--box);margin:0 0 10px;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.yo .oh{display:flex;justify-content:space-between;background:var(--chip);padding:7px 12px;font-size:12px}.yo .ob span{display:block;padding:0 12px}
.yo .st{font-size:16px;font-weight:700;margin-top:8px}.yo .to,.yo .no{font-size:12px;color:var(--dim)}.yo .oa{display:flex;gap:8px;padding:10px 12px}
.yo .oa a{flex:1;text-align:center;border:1px solid var(--line);border-radius:16px;padding:6px}.yo .rec{display:flex;gap:1px;font-size:12px}
.yo .rec span{flex:1;background:var(--box);padding:10px}.yo .rec b{display:block;color:#b12704}
.kami{--bg:#fff6f3;--fg:#3a1d15;--dim:#93766d;--line:#f1d8d0;--box:#fff;--chip:#ffe3da;--key:#d2512b;--on:#fff;--font:IPAPGothic,sans-serif;font-size:16px}
.kami .tb{display:grid;grid-template-columns:1fr 2fr 1fr;padding:13px 16px;text-align:center}.kami .tb span:first-child{text-align:left}
.kami .tb span:last-child{text-align:right;color:var(--key)}
.kami .note1{margin:6px 16px;background:var(--key);color:#fff;border-radius:12px;padding:14px 16px}
.kami .note1 span{display:block;font-size:13px;margin-top:5px}.kami .who{display:flex;align-items:center;gap:10px;margin:14px 16px}
.kami .who em{margin-left:auto;font-style:normal;font-size:21px;font-weight:700}
.kami .av{width:38px;height:38px;border-radius:50%;background:var(--chip);text-align:center;line-height:38px}
.kami ul{margin:0 16px;background:var(--box);border-radius:12px}.kami li{display:flex;justify-content:space-between;padding:11px 14px;font-size:14px}
.kami li+li{border-top:1px solid var(--line)}.kami li span:first-child{color:var(--dim)}.kami aside{padding:14px 20px;font-size:13px;color:var(--dim)}
.kami h3{padding:8px 18px}.kami .ds{display:flex;gap:10px;padding:0 16px}
.kami .ds i{flex:1;height:64px;border-radius:8px;background:linear-gradient(45deg,#ffb199,#ff6f61)}
.kami .cap{padding:8px 18px;font-size:12px;color:var(--dim)}
.desk{--bg:#fff;--fg:#111;--dim:#555;--line:#ddd;--box:#f6f6f6;--chip:#eee;--key:#0066c0;--on:#fff;--font:'DejaVu Sans Condensed',sans-serif;
font-size:10px}.desk .nav{display:flex;gap:12px;background:#131921;color:#fff;padding:8px 10px}.desk .nav b{flex:1;font-size:12px}
.desk .bc{padding:8px 10px;color:var(--dim)}.desk h1{font-size:16px;font-weight:400;padding:0 10px}.desk .top{display:flex;gap:14px;padding:4px 10px 8px}
.desk table{font-size:10px;width:370px;margin:0 10px 10px;border:1px solid var(--line)}.desk td{border:0}
.desk .pic{width:56px;background:linear-gradient(90deg,#ff9900,#ffcf70)}.desk .itm b{font-size:12px;color:#007600}.desk .itm span{color:var(--key)}
.desk .act{width:96px}
.desk .act a{display:block;border:1px solid var(--line);border-radius:3px;background:var(--box);color:var(--fg);text-align:center;padding:4px 2px;
margin-bottom:4px}.dark.desk .itm b{color:#6cd06c}
.logs{--bg:#f0f1f6;--fg:#191b24;--dim:#6d7185;--line:#d9dbe6;--box:#fff;--chip:#e2e5f5;--key:#3b49b3;--on:#fff;font-size:15px}
.logs .t1{display:grid;grid-template-columns:70px 1fr 70px;text-align:center;padding:12px 0;background:var(--box)}.logs .t1 span{color:var(--key)}
.logs .cardx{margin:16px;border-radius:16px;background:linear-gradient(120deg,#3b49b3,#7b5fd0);color:#fff;padding:16px 18px}
.logs .cardx .v{font-size:32px;font-weight:700;text-align:right}.logs .sm{font-size:13px}
.logs table{width:358px;margin:0 16px 16px;background:var(--box);font-size:14px}.logs td,.logs th{padding:10px 12px}
.logs th{color:var(--dim);font-size:12px}.logs td:last-child{white-space:nowrap}.logs .last td{font-weight:700}.logs small{font-weight:400}
.logs button{display:block;width:358px;margin:0 16px 10px;border:0;border-radius:10px;background:var(--chip);color:var(--key);padding:12px;font-size:15px}
.void{--bg:#fff;--fg:#1a1a1a;--dim:#666;--line:#ddd;--box:#f8f8f8;--chip:#fdeaea;--key:#a61b1b;--on:#fff;--font:IPAPGothic,sans-serif}
.void .srch{background:#232f3e;color:#9fb0c3;padding:13px 16px}.void h1,.void h2{padding:14px 16px 6px}
.void .lead{margin:0 16px 10px;border:1px solid var(--key);background:var(--chip);padding:11px 13px;font-weight:700}
.void .ln{padding:4px 16px;font-size:14px}.void .ln b{margin-right:10px}
.void .item{display:flex;justify-content:space-between;gap:12px;margin:0 16px;padding:10px 0;border-bottom:1px dotted var(--dim);font-size:14px}
.void .item span:last-child{white-space:nowrap}.void .bts{display:flex;gap:8px;padding:14px 16px}
.void button{flex:1;padding:9px;border:1px solid var(--dim);background:var(--box);color:var(--fg);border-radius:3px;font:14px IPAPGothic,sans-serif}
.info{--bg:#fbfbfd;--fg:#14213d;--dim:#6a7690;--line:#e2e6ef;--box:#fff;--chip:#fff1d6;--key:#2456c8;--on:#fff;font-size:16px}
.info .tp{display:flex;justify-content:space-between;padding:12px 16px}
.info .strip{display:flex;gap:10px;background:#2456c8;color:#fff;padding:13px 14px;font-size:14px}
.info .strip i{flex:none;width:20px;height:20px;border:1px solid #fff;border-radius:50%;text-align:center;line-height:18px;font-style:normal}
.info .strip .cl{border:0}.info .now{text-align:center;padding:26px 0}.info .now b{display:block;font-size:36px}
.info nav a{display:flex;justify-content:space-between;background:var(--box);border-top:1px solid var(--line);padding:14px 18px;color:var(--fg)}
.info .pr{margin:18px;background:var(--chip);border-radius:10px;padding:16px;font-size:14px}
.store{--bg:#fff;--fg:#202124;--dim:#5f6368;--line:#e0e0e0;--box:#fff;--chip:#f1f3f4;--key:#01875f;--on:#fff}
.store .sb{display:flex;gap:14px;margin:6px 12px;border:1px solid var(--line);border-radius:8px;padding:11px 14px}
.store .sb span:nth-child(2){flex:1;color:var(--dim)}
.store .ct{display:flex;justify-content:space-around;padding:10px 0;font-size:13px;color:var(--dim);border-bottom:1px solid var(--line)}
.store .ap{display:flex;gap:14px;padding:11px 16px;align-items:center}
.store .ap i{width:48px;height:48px;border-radius:12px;background:linear-gradient(135deg,#8fd3b6,#4a90d9)}.store .ap small{display:block;color:var(--dim)}
.store .bs{position:absolute;left:0;right:0;bottom:0;top:520px;background:var(--box);box-shadow:0 0 0 2000px rgba(0,0,0,.45);border-radius:12px 12px 0 0;
padding:22px 20px}.store .bs h2{margin-bottom:8px}.store .bb{display:flex;gap:12px;margin-top:22px}
.store .bb span{flex:1;text-align:center;border:1px solid var(--line);border-radius:6px;padding:10px;color:var(--key);font-weight:700}
.store .bb span+span{background:#01875f;color:#fff}
.ialert{--bg:#f2f2f7;--fg:#000;--dim:#8a8a8e;--line:#d8d8dc;--box:#fff;--chip:#e9e9ee;--key:#0a7aff;--on:#fff;font-size:17px}
.ialert .nb{display:grid;grid-template-columns:70px 1fr 70px;text-align:center;padding:12px 0}.ialert .nb span{color:var(--key)}
.ialert ul{background:var(--box);border-radius:12px;margin:14px 16px}.ialert li{padding:12px 16px}.ialert li+li{border-top:1px solid var(--line)}
.ialert .dimmer{position:fixed;inset:0;background:rgba(0,0,0,.35)}
.ialert .al{position:absolute;left:60px;right:60px;top:330px;background:var(--box);border-radius:16px;text-align:center;padding-top:20px}
.ialert .al p{font-size:14px;padding:6px 18px 18px}.ialert .al a{display:block;border-top:1px solid var(--line);padding:12px}
.ialert .al a:last-child{font-weight:700}
.dark.pop .go2,.dark.pop footer,.dark.logs button,.dark.logs .t1 span{color:#b3aaff}.dark.yo .rec b{color:#ff9c8f}.dark.store .bb span{color:#63d3a8}
.dark.desk .itm span{color:#7cc3f5}
.dark{--bg:#15171b;--fg:#eceef2;--dim:#a0a6b1;--line:#363a43;--box:#21242b;--chip:#30343d}.dark .good{color:#62d296}
`
