package album

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"
)

// screen is a page that is written down as text: a line that says what it is, one that
// says how days and amounts are written, one for each row of a history, and HTML into
// which what is made up is put:
//
//	# name brand lang style clock bar kind means face left
//	> group|day ; in ; out ; amount
//	11-22T18:40 +5000 own what the row says
//	<p>{{.Own}} …
//
// A row is about the card of the case (own), another card (other), an order (order) or
// neither (-). Amounts are in minor units.
type screen struct {
	name, brand, lang, style, clock, bar, kind, means string
	face, left                                        int
	group, when, in, out, plain                       string
	lines                                             []line
	body                                              string
}

type line struct {
	at     time.Time
	amount int // above 0: it came in
	about  string
	what   string
}

// shown is what the HTML of a screen may put in.
type shown struct {
	Face, Left, Top, Own, Order, To, Code, Ordered, Done string
	Rows                                                 []shownRow
}

type shownRow struct {
	Group                                             string // a heading, where it is another than that of the row above
	Date, What, Amount, Left, Last4, Order, Serial, N string // N: the amount without a sign
	In                                                bool
}

// screens reads pages that are written down, which may have themes of their own.
func screens(text, themes string) (pages []Page) {
	for _, part := range strings.Split(text, "\n# ")[1:] {
		rows := strings.SplitN(part, "\n", 3)
		f := append(strings.Fields(rows[0]), "0")
		s := screen{name: f[0], brand: f[1], lang: f[2], style: f[3], clock: f[4], bar: f[5], kind: f[6], means: f[7], face: whole(f[8]), left: whole(f[9])}
		how := strings.Split(strings.TrimPrefix(rows[1], "> "), " ; ")
		group, when, grouped := strings.Cut(how[0], "|")
		if s.group, s.when = group, when; !grouped {
			s.group, s.when = "", group
		}
		s.in, s.out, s.plain = how[1], how[2], how[3]
		for _, row := range strings.SplitAfter(rows[2], "\n") {
			if row == "" || row[0] < '0' || row[0] > '9' || s.body != "" {
				s.body += row
				continue
			}
			f := strings.SplitN(strings.TrimSpace(row), " ", 4)
			at, err := time.Parse("2006-01-02T15:04", "2026-"+f[0])
			if err != nil {
				at, err = time.Parse(time.DateOnly, "2026-"+f[0])
			}
			if err != nil {
				panic(err)
			}
			s.lines = append(s.lines, line{at, whole(f[1]), f[2], f[3]})
		}
		p := s.page()
		p.Sheet += themes
		pages = append(pages, p)
	}
	return pages
}

func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

// money writes an amount in one of the forms of the screen.
func (s screen) money(form string, n int) string {
	n = max(n, -n)
	number := thousands(n)
	if inDollars(s.brand) {
		number = fmt.Sprintf("%s.%02d", thousands(n/100), n%100)
	}
	return strings.Replace(form, "%", number, 1)
}

func (s screen) value(n int) string { return history{brand: s.brand}.value(max(n, -n)) }

// date writes a day; weekdays in the language of the page.
func (s screen) date(layout string, at time.Time) string {
	text := at.Format(layout)
	if s.lang == "ja" {
		text = strings.Replace(text, at.Format("Mon"), string([]rune("日月火水木金土")[at.Weekday()]), 1)
	}
	return text
}

func (s screen) page() Page {
	m := number{of: s.name}
	own, to := m.symbols(4), m.word()+"@example.jp"
	if s.kind == "balance" {
		own = m.digits(4)
	}
	code := m.symbols(4) + "-" + m.symbols(4) + "-" + m.symbols(4) + "-" + own
	switch {
	case strings.HasPrefix(s.brand, "amazon"):
		code = m.symbols(4) + "-" + m.symbols(6) + "-" + own
	case strings.HasPrefix(s.brand, "steam"):
		code = m.symbols(5) + "-" + m.symbols(5) + "-" + m.symbols(1) + own
	}
	d := shown{Face: s.money(s.plain, s.face), Left: s.money(s.plain, s.left), Own: own, Order: m.order(), To: to, Code: code,
		Ordered: s.date(s.when, day(11, 18)), Done: s.date(s.when, day(11, 22))}
	if d.Rows = s.rows(&m, own); len(d.Rows) > 0 {
		d.Top = d.Rows[0].Left
	}
	var b strings.Builder
	if err := template.Must(template.New(s.name).Parse(s.body)).Execute(&b, d); err != nil {
		panic(err)
	}
	p := Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: s.clock, Body: b.String(),
		Sheet: screenSheet, Status: statusBars[s.bar], Case: s.asked(d)}
	p.Truth, p.Rows = s.truth(p.Body, d)
	if strings.Contains(p.Body, code) {
		p.Code = code
	}
	if s.kind == "mail" && s.means != "mail_delivered" {
		p.Owner = "giver"
	}
	return p
}

// asked is the case of whoever has the page.
func (s screen) asked(d shown) string {
	own := d.Own
	if s.kind == "order_page" || s.kind == "history" && !strings.Contains(s.body, ".Last4") { // what the page cannot show is not asked for
		own = ""
	}
	text := caseOf(s.brand, own, s.value(s.face), day(11, 18))
	if s.kind == "order_page" {
		text = strings.NewReplacer("asker: holder", "asker: giver", "channel: person", "channel: issuer", "intent: use", "intent: give").Replace(text)
	}
	if s.kind == "order_page" || s.kind == "mail" {
		text = strings.Replace(text, "got:", "  order: "+d.Order+"\n  recipient: "+d.To+"\ngot:", 1)
	}
	return text
}

// truth is what stands on the page.
func (s screen) truth(body string, d shown) (truth map[string][]string, rows map[string]map[string]string) {
	truth, rows = map[string][]string{"kind": {s.kind}, "state": {s.means}}, map[string]map[string]string{}
	add := func(field, shown, value string) bool {
		if shown == "" || !strings.Contains(body, shown) {
			return false
		}
		truth[field] = append(truth[field], value)
		return true
	}
	if s.kind != "history" {
		truth["amount"] = []string{s.value(s.face), s.value(s.left)}
		add("last4", d.Own, d.Own)
		add("recipient", d.To, d.To)
		add("order", d.Order, d.Order)
		add("date", d.Ordered, "2026-11-18")
		add("date", d.Done, "2026-11-22")
		if s.kind != "balance" && s.kind != "order_page" {
			truth["message"] = truth["state"]
		}
		return truth, rows
	}
	for i, r := range d.Rows {
		at, amount := s.lines[i].at.Format(time.DateOnly), s.value(s.lines[i].amount)
		truth["date"], truth["amount"] = append(truth["date"], at), append(truth["amount"], amount)
		add("order", r.Order, r.Order)
		serial := add("serial", r.Serial, r.Serial)
		if add("last4", r.Last4, r.Last4) {
			rows[r.Last4] = map[string]string{"date": at, "amount": amount}
			if serial {
				rows[r.Last4]["serial"] = r.Serial
			}
		}
	}
	return truth, rows
}

// rows are those of a history, newest first, as they are shown.
func (s screen) rows(m *number, own string) (all []shownRow) {
	left, group := s.left, ""
	for _, l := range s.lines {
		r := shownRow{Date: s.date(s.when, l.at), What: l.what, Amount: s.money(s.out, l.amount), Left: s.money(s.plain, left),
			N: s.money(s.plain, l.amount), In: l.amount > 0}
		if r.In {
			r.Amount, r.Serial = s.money(s.in, l.amount), m.digits(16)
		}
		switch l.about {
		case "own":
			r.Last4 = own
		case "other":
			r.Last4 = m.symbols(4)
		case "order":
			r.Order = m.order()
		}
		if g := s.date(s.group, l.at); g != group {
			r.Group, group = g, g
		}
		left -= l.amount
		all = append(all, r)
	}
	return all
}

// statusBars are what phones show beside the clock.
var statusBars = map[string]string{
	"ios":     `<span class=side><i class=sig></i><i class=net></i><i class=bat></i></span>`,
	"ios5g":   `<span class=side><i class=sig></i> 5G <i class=bat>64</i></span>`,
	"android": `<span class=side>LTE <i class=net></i> 57%</span>`,
	"full":    `<span class=side>4G <i class=sig></i> <i class=bat>100</i></span>`,
}

// screenSheet lays screens out: a few words for what stands how, and themes as colours
// and letters.
const screenSheet = `html{height:100%}body{min-height:100%;margin:0;font:15px/1.45 var(--font,sans-serif);background:var(--bg);color:var(--fg)}
*{box-sizing:border-box}p,h1,h2,h3,dl,dd,ul,ol{margin:0;padding:0}ul,ol{list-style:none}a{color:var(--key);text-decoration:none}
.bar{display:flex;justify-content:space-between;align-items:center;height:45px;padding:0 22px;font-weight:600;font-size:14px}
.side{display:flex;gap:5px;align-items:center}
.sig{width:17px;height:11px;background:linear-gradient(to top right,currentColor 50%,transparent 51%)}
.net{width:14px;height:10px;border-radius:14px 14px 0 0;background:currentColor}
.bat{min-width:24px;height:12px;border-radius:4px;background:var(--fg);color:var(--bg);font:9px/12px sans-serif;text-align:center}
.row{display:flex;justify-content:space-between;align-items:center;gap:10px}.top{align-items:flex-start}.grow{flex:1}.gap{gap:24px}
.pad{padding:12px 16px}.slim{padding:5px 16px}.in{padding:0 16px 12px 44px}.line{border-bottom:1px solid var(--line)}.over{border-top:1px solid var(--line)}
.box{background:var(--box);border-radius:12px;margin:10px 14px;overflow:hidden}.flat{border-radius:0}.edge{border:1px solid var(--line)}
.dim{color:var(--dim)}.small{font-size:12px}.note{font-size:13px}.big{font-size:20px}.huge{font-size:34px;line-height:1.2}b,.bold,h1,h2,h3{font-weight:700}
h1{font-size:20px}h2{font-size:17px}h3{font-size:14px}
.mid{text-align:center}.right{text-align:right;white-space:nowrap}.key{color:var(--key)}.good{color:#1a8a4a}.bad{color:#d3222a}
.chip{display:inline-block;padding:1px 10px;border-radius:20px;font-size:12px;background:var(--chip)}
.fill{background:var(--key);color:var(--on)}.soft{background:var(--chip)}.badfill{background:#c8202b;color:#fff}.goodfill{background:#14784b;color:#fff}
.dot{flex:none;display:inline-block;width:34px;height:34px;border-radius:50%;background:var(--chip);text-align:center;line-height:34px;font-weight:700}
.square{border-radius:8px}
.btn{display:block;margin:10px 16px;padding:11px;border-radius:8px;text-align:center;font-weight:600}
.field{border:1px solid var(--dim);border-radius:6px;margin:6px 16px;padding:10px 12px}
table{border-collapse:collapse;width:100%;font-size:12px}
td,th{padding:7px 6px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}td.right,th.right{text-align:right}
.stripes tr:nth-child(even){background:var(--chip)}.ruled td,.ruled th{border:1px solid var(--line)}
.says{max-width:290px;margin:8px 60px 8px 12px;padding:9px 13px;border-radius:16px;background:var(--box)}
.mine{margin:8px 12px 8px auto;width:fit-content;background:var(--key);color:var(--on)}
.shade{position:fixed;inset:0;background:rgba(0,0,0,.5)}
.dialog{position:absolute;left:36px;right:36px;top:250px;border-radius:14px;background:var(--box);overflow:hidden}
.drawer{position:absolute;left:0;right:0;top:430px;padding-bottom:60px;border-radius:18px 18px 0 0;background:var(--box)}
.toast{position:absolute;left:14px;right:14px;top:640px;border-radius:8px}
.rail{margin-left:26px;border-left:2px solid var(--line);padding-left:18px}
.shop{--bg:#fff;--fg:#0f1111;--dim:#565959;--line:#d5d9d9;--box:#f7f8f8;--chip:#eef2f3;--key:#00707f;--on:#fff}
.navy{--bg:#fff;--fg:#111;--dim:#555;--line:#ccc;--box:#f3f3f3;--chip:#f4f6f8;--key:#232f3e;--on:#fff;--font:'DejaVu Sans Condensed',sans-serif}
.group{--bg:#f2f2f7;--fg:#000;--dim:#7c7c82;--line:#d8d8dc;--box:#fff;--chip:#e5e5ea;--key:#0a6cff;--on:#fff}
.tonal{--bg:#fdfcff;--fg:#1b1b1f;--dim:#5e5e66;--line:#e1e1e8;--box:#eef1f8;--chip:#dfe6f5;--key:#01875f;--on:#fff}
.rouge{--bg:#f4f4f4;--fg:#2d2d2d;--dim:#777;--line:#dcdcdc;--box:#fff;--chip:#fbe3e4;--key:#e60012;--on:#fff;--font:IPAPGothic,sans-serif}
.blue{--bg:#0b1a3a;--fg:#f2f5fb;--dim:#a9b6d3;--line:#2c3f6e;--box:#142852;--chip:#24407c;--key:#2f7df6;--on:#fff}
.steel{--bg:#1b2838;--fg:#dbe2e8;--dim:#93a6b5;--line:#33475c;--box:#16202d;--chip:#2a475e;--key:#66c0f4;--on:#10202c}
.sun{--bg:#fff7ef;--fg:#33261c;--dim:#8a7564;--line:#f0dcc8;--box:#fff;--chip:#ffe6cc;--key:#eb5505;--on:#fff}
.leaf{--bg:#f7f5f0;--fg:#23312a;--dim:#6b776f;--line:#dcd8cc;--box:#fff;--chip:#e2ece5;--key:#00694a;--on:#fff;--font:serif}
.dark{--bg:#101317;--fg:#e7e9ec;--dim:#9ba4ae;--line:#2c333b;--box:#1a2027;--chip:#29323c}.dark .good{color:#54d08c}
.dark .bad{color:#ff7a76}.dark .key,.dark a{color:#7cc3f5}`
