package album

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
)

// Page is one page of an issuer, or one screen of a phone.
type Page struct {
	Name  string
	Brand string // id of its profile
	Case  string // of a card that somebody brings the page for, as a case file without evidence
	Owner string // whose page it is, as a case file has it
	Body  string // HTML below the bar of the phone
	Style string // "plain" or "card": how it is laid out
	Lang  string
	Clock string                       // what the phone's bar shows
	Truth map[string][]string          // by field of a reading: every value that stands on the page
	Rows  map[string]map[string]string // of a history, by the last four of a card: what stands in its row
	Code  string                       // a whole code that stands on it; "" if none does

	Sheet  string // how it is laid out, if not as most are
	Status string // what stands beside the clock, as HTML; "" if the usual does
}

// Right returns what a field of a reading may rightly be. What was read beside the
// last four of a card has to stand in the row of that card.
func (p Page) Right(field, last4 string) (values []string, known bool) {
	if field == "clock" {
		return []string{p.Clock, "0" + p.Clock}, true
	}
	if value := p.Rows[last4][field]; value != "" {
		return []string{value}, true
	}
	values, known = p.Truth[field]
	return values, known
}

// HTML is the page as a file.
func (p Page) HTML(dark bool) string {
	class := p.Style
	if dark {
		class += " dark"
	}
	sheet, status := cmp.Or(p.Sheet, sheet), cmp.Or(p.Status, `<span>5G 82%</span>`)
	return `<!doctype html><html lang="` + p.Lang + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>` +
		p.title() + `</title><style>` + sheet + `</style></head><body class="` + class + `"><div class="bar"><span>` + p.Clock +
		`</span>` + status + `</div>` + p.Body + `</body></html>`
}

var heading = regexp.MustCompile(`<(?:h1|div class=head)>([^<]*)`)

// title is what a tab of a browser shows: the first that stands on the page. It is
// no name of ours, which would tell what is to be read.
func (p Page) title() string {
	if m := heading.FindStringSubmatch(p.Body); m != nil {
		return m[1]
	}
	return "page"
}

// sheet lays all pages out. Plain is a site on a phone, card is an app; soft has large
// letters and round boxes in blue, dense small ones in brown, mint and slate are of pages
// that are kept out.
const sheet = `body{margin:0;font:15px/1.5 sans-serif;background:#fff;color:#111}
.bar{display:flex;justify-content:space-between;padding:10px 24px;font-weight:600}
.head{background:#232f3e;color:#fff;padding:12px 16px;font-weight:600}
h1{font-size:20px;margin:14px 16px 6px}h2{font-size:17px;margin:14px 16px 6px}p{margin:6px 16px}
.row{border-bottom:1px solid #ddd;padding:12px 16px;display:grid;grid-template-columns:1fr auto;column-gap:12px}
.day{color:#555;font-size:13px;grid-column:1/3}
table{border-collapse:collapse;margin:8px 10px;font-size:12px}td,th{border-bottom:1px solid #ccc;padding:6px 5px;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap}
.state{font-weight:700;color:#067d62}.box{border:1px solid #c40000;border-radius:6px;margin:16px;padding:14px;background:#fff5f5}
.box.good{border-color:#067d62;background:#f3fbf7}.big{font-size:30px;font-weight:700;margin:10px 16px}
.button{display:inline-block;border:1px solid #888;border-radius:16px;padding:5px 14px;margin:8px 4px 8px 16px}
.meta{color:#555;font-size:13px}
.card{font:16px/1.45 serif;background:#f2f4f7;color:#1b1f24}.card .head{background:#fff;color:#1b1f24;border-bottom:1px solid #d7dbe0;text-align:center}
.card .row{background:#fff;margin:8px 12px;border:0;border-radius:12px}.card .box{background:#fff;border-width:2px}
.card table{background:#fff}
.dark{background:#0f1418;color:#e8eaed}.dark .head{background:#1c242b;color:#e8eaed;border-color:#333}.dark .row,.dark table{background:#171d22;border-color:#333}
.dark .day,.dark .meta{color:#a5adb5}.dark td,.dark th{border-color:#333}.dark .box{background:#2a1717}.dark .box.good{background:#12251d}.dark .state{color:#5fd3a9}
.pair{display:flex;justify-content:space-between;gap:14px;padding:8px 16px}.pair i{font-style:normal;color:#666}.mark{display:inline-block;margin:12px 16px;padding:4px 12px;background:#e4edfb;font-weight:700}
.sheet{margin:14px;padding:6px 0;border:1px solid #d3d9e2}.wide{margin:8px 16px;padding:9px;text-align:center;border:1px solid #99a}
.soft{font:18px/1.6 sans-serif;background:#fbfcff;color:#15213a}.soft .head{background:#1a56c4}.soft h2{color:#1a56c4}.soft .sheet,.soft .wide{border-radius:18px;background:#fff}.soft table{font-size:14px}
.dense{font:13px/1.4 serif;background:#fffdf6;color:#2b2118}.dense .head{background:#efe3cc;color:#2b2118}.dense h2{font-size:13px;background:#f4ead6;margin:6px 0;padding:3px 16px}.dense .mark{background:#f0dcb4}
.dark.soft,.dark.dense{background:#12161c;color:#e6e8ec}.dark .sheet,.dark .wide,.dark.soft .sheet,.dark.soft .wide{background:#1b212a;border-color:#3a424d}.dark .pair i{color:#aab2bd}.dark.dense h2,.dark.soft h2{color:#cfd8e6;background:none}.dark .mark{background:#263a5c}.dark.dense .head,.dark.soft .head{background:#232a33;color:#e6e8ec}
.strip{display:flex;justify-content:space-between;gap:10px;margin:10px 12px 0;padding:6px 12px;background:#d9efe6}.two{display:grid;grid-template-columns:1fr auto;gap:2px 14px;padding:11px 14px;border-top:1px dotted #999}
.note{margin:12px;padding:12px 14px;border-left:4px solid #8aa}.aside{text-align:right;font-size:13px}.two small,.note small{color:#667}
.mint{font:17px/1.5 sans-serif;background:#f6fbf8;color:#10241c}.mint .head{background:#0b7a5a;letter-spacing:1px}.mint .note{background:#fff}.mint .strip{border-radius:8px}
.slate{font:14px/1.55 sans-serif;background:#eef0f3;color:#20262e}.slate .head{background:#4a5460;text-align:right}.slate .strip{background:#6b7683;color:#fff}.slate .note,.slate .two{background:#fff}
.dark.mint,.dark.slate{background:#14181a;color:#dfe6e3}.dark.mint .head,.dark.slate .head{background:#20302a;color:#dfe6e3}.dark .strip,.dark.slate .strip{background:#2b3f38;color:#dfe6e3}
.dark.mint .note,.dark.slate .note,.dark.slate .two{background:#1d2324}.dark .two small,.dark .note small{color:#a3b0ab}`

// number makes numbers that look like any, the same every time.
type number struct {
	of string
	n  int
}

func (m *number) below(most uint64) uint64 {
	m.n++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", m.of, m.n))
	return binary.BigEndian.Uint64(sum[:8]) % most
}

// symbols returns so many symbols of a code.
func (m *number) symbols(n int) string {
	const all = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" // what issuers print; the look-alikes 0, O, 1 and I seldom
	var b strings.Builder
	for range n {
		b.WriteByte(all[m.below(uint64(len(all)))])
	}
	return b.String()
}

func (m *number) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte('0' + byte(m.below(10)))
	}
	return b.String()
}

// order makes an order number of Amazon.
func (m *number) order() string { return "2" + m.digits(2) + "-" + m.digits(7) + "-" + m.digits(7) }

// yen writes an amount as a page does.
func yen(n int) string { return "￥" + thousands(n) }

func dollars(cents int) string { return fmt.Sprintf("$%s.%02d", thousands(cents/100), cents%100) }

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
