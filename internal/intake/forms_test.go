package intake_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// sheet is a page that somebody brings, whatever its form: rows of cells.
type sheet struct {
	brand, name string
	kind        assess.Kind
	card        assess.Card
	says        brand.Meaning
	title       string
	rows        [][]string // a row of one cell is a line
	table       bool       // it can be a table
}

var (
	sampleDay  = regexp.MustCompile(`^(?:\d{4}年\d{1,2}月\d{1,2}日|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{2}/\d{2}/\d{4})`)
	sampleSums = regexp.MustCompile(`((?: -?[¥$] ?-?[\d,.]+| -?\d+\.\d\d| [\d,]+(?:POINT|クレジット))+)$`)
	sampleSum  = regexp.MustCompile(`\$[\d.]+`)
	sampleFour = regexp.MustCompile(`xxxx-xxxxxx-([0-9A-Z]{4})`)
	sampleID   = regexp.MustCompile(`#?\b[0-9]{3}-[0-9]{7}-[0-9]{7}\b`)
)

func japaneseText(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x3041 && r <= 0x9fff })
}

// sheets makes a page of every sample of every brand, with the meaning that its
// profile gives it.
func sheets(t *testing.T) (all []sheet) {
	for _, p := range brands().All() {
		for _, x := range p.History {
			if x.Sample != "" {
				all = append(all, historySheet(t, p, x))
			}
		}
		for _, x := range p.Order {
			if x.Sample == "" {
				continue
			}
			s := sheet{brand: p.ID, name: "order: " + x.Sample, kind: assess.OrderPage, says: x.Means, title: "Order Details"}
			s.rows = [][]string{{"Order #", "250-1234567-1234567"}, {"Recipient:", "taro@example.jp"}, {"Amount:", priceOf(p)}, {"Status", x.Sample}}
			if japaneseText(x.Sample) {
				s.title, s.rows = "注文の詳細", [][]string{{"注文番号", "250-1234567-1234567"}, {"送信先：", "taro@example.jp"}, {"金額：", priceOf(p)}, {"ステータス", x.Sample}}
			}
			all = append(all, s)
		}
		for _, x := range p.Messages {
			if x.Sample == "" {
				continue
			}
			s := sheet{brand: p.ID, name: "message: " + x.Sample, kind: assess.Message, says: x.Means, title: "Redeem a gift card", rows: [][]string{{x.Sample}}}
			if japaneseText(x.Sample) {
				s.title = "ギフトカードの登録"
			}
			all = append(all, s)
		}
		if p.Lookup.Kind != brand.LookupNone && p.Currency != "" {
			title, label := "Check gift card balance", "Current balance"
			if p.Country == "JP" {
				title, label = "カード残高照会", "現在の残高"
			}
			all = append(all, sheet{brand: p.ID, name: "balance", kind: assess.Balance, card: assess.Card{Amount: amountIn(t, p)}, says: brand.BalanceFull, title: title,
				rows: [][]string{{label, priceOf(p)}}})
		}
	}
	return all
}

func priceOf(p *brand.Profile) string {
	if p.Country == "US" {
		return "$50.00"
	}
	return "￥5,000"
}

func amountIn(t *testing.T, p *brand.Profile) unspent.Money {
	if p.Currency == "USD" {
		return money(t, "50.00", "USD")
	}
	return money(t, "5000", "JPY")
}

// historySheet makes a history of a sample: with a day and an amount if it has none,
// and an older row below.
func historySheet(t *testing.T, p *brand.Profile, x brand.Phrase) sheet {
	s := sheet{brand: p.ID, name: "history: " + x.Sample, kind: assess.History, says: brand.RowAbsent, table: true, title: "Gift card activity"}
	text := brand.NormaliseText(x.Sample)
	head, day, old, spent := []string{"Date", "Description", "Amount", "Balance"}, "November 22, 2026", "October 1, 2015", "Purchase"
	if japaneseText(text) {
		s.title, head, day, old, spent = "ギフトカードの利用履歴", []string{"日付", "利用内容", "金額", "残高"}, "2026年11月22日", "2015年10月1日", "お支払い"
	}
	if d := sampleDay.FindString(text); d != "" {
		day, text = d, strings.TrimSpace(text[len(d):])
	}
	sum, balance := priceOf(p), ""
	if x.Means == brand.RowSpent {
		sum = "-" + sum
	}
	if all := sampleSums.FindString(text); all != "" {
		text = strings.TrimSuffix(text, all)
		sums := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(all, "¥ ", "¥"), "$ ", "$"))
		if sum = sums[0]; len(sums) > 1 {
			balance = sums[1]
		}
	}
	if within := sampleSum.FindString(text); within != "" {
		sum = within
	}
	s.card.Amount = money(t, strings.Trim(strings.ReplaceAll(sum, ",", ""), "-¥￥$POINTクレジット"), cmp.Or(p.Currency, "JPY"))
	if four := sampleFour.FindStringSubmatch(text); four != nil {
		s.card.Last4 = four[1]
	}
	switch order := sampleID.FindString(text); {
	case x.Means == brand.RowClaimed, x.Means == brand.RowReversed && s.card.Last4 != "":
		s.says = x.Means
	case x.Means == brand.RowReloaded && order != "":
		s.card.Order, s.says = strings.TrimPrefix(order, "#"), x.Means
	}
	s.rows = [][]string{head[:3], {day, text, sum}, {old, spent, strings.Replace("-"+priceOf(p), "5", "1", 1)}}
	if balance != "" {
		plain := strings.NewReplacer(",", "", "¥", "")
		after, _ := strconv.Atoi(plain.Replace(balance))
		added, _ := strconv.Atoi(plain.Replace(sum))
		s.rows = [][]string{head, {day, text, sum, balance}, append(s.rows[2], fmt.Sprintf("¥%d", after-added))}
	}
	return s
}

// text is the page as somebody copies it, with so much between cells.
func (s sheet) text(between string) string {
	var b strings.Builder
	b.WriteString(s.title + "\n\n")
	for _, row := range s.rows {
		b.WriteString(strings.Join(row, between) + "\n")
	}
	return b.String()
}

// page is the page as HTML: its rows are written by row.
func (s sheet) page(open string, row func(cells []string) string, end string) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html><head><meta charset="utf-8"><title>a page</title></head><body><h1>` + html.EscapeString(s.title) + "</h1>" + open)
	for _, cells := range s.rows {
		var safe []string
		for _, c := range cells {
			safe = append(safe, html.EscapeString(c))
		}
		b.WriteString(row(safe))
	}
	return b.String() + end + "</body></html>"
}

func (s sheet) tablePage() string {
	return s.page("<table>", func(c []string) string { return "<tr><td>" + strings.Join(c, "</td><td>") + "</td></tr>\n" }, "</table>")
}

func (s sheet) blockPage() string {
	return s.page("<main>", func(c []string) string {
		return "<div class=row><div>" + strings.Join(c, "</div>\n<div>") + "</div></div>\n"
	}, "</main>")
}

func (s sheet) csv(comma rune) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(s.rows); err != nil {
		panic(err) // a builder never fails
	}
	return b.String()
}

func mhtml(page string) string {
	return "From: <Saved by Blink>\r\nSubject: a page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n" +
		"--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(page) + "\r\n--b--\r\n"
}

// forms are the files as which a page can come, by their names.
func (s sheet) forms() map[string]string {
	all := map[string]string{
		"table.html":  s.tablePage(),
		"blocks.html": s.blockPage(),
		"list.html":   s.page("<ul>", func(c []string) string { return "<li><span>" + strings.Join(c, "</span> <span>") + "</span>" }, "</ul>"),
		"terms.html": s.page("<dl>", func(c []string) string {
			return "<dt>" + c[0] + "</dt><dd>" + strings.Join(c[1:], "</dd><dd>") + "</dd>"
		}, "</dl>"),
		"table.mhtml":  mhtml(s.tablePage()),
		"blocks.mhtml": mhtml(s.blockPage()),
		"tabs.txt":     s.text("\t"),
		"gaps.txt":     s.text("    "),
		"spaces.txt":   s.text(" "),
		"lines.txt":    s.text("\n"),
		"crlf.txt":     strings.ReplaceAll(s.text("\n"), "\n", "\r\n\r\n"),
	}
	if s.table {
		all["table.csv"], all["table.tsv"], all["german.csv"] = s.csv(','), s.csv('\t'), s.csv(';')
	}
	return all
}

// reads is what came of a page: what its evidence says, and what the notes are that
// it does not share with every page.
func (s sheet) reads(t *testing.T, o intake.Options, file string, content []byte) string {
	t.Helper()
	o.Kind = s.kind
	in, err := intake.Read(t.Context(), file, content, o)
	if err != nil {
		return err.Error()
	}
	lines := told(in)
	for i, e := range in.Evidence {
		var ids []string
		for _, n := range e.Notes {
			if !slices.Contains([]assess.NoteID{assess.PageEditable, assess.ReadByStructure, assess.PictureOnly, assess.ReadingOpen, assess.ReadFromPicture,
				assess.ClockShown}, n.ID) {
				ids = append(ids, string(n.ID))
			}
		}
		slices.Sort(ids)
		lines[i] = strings.TrimSpace(fmt.Sprintf("%s: %s %s", e.Kind, lines[i], strings.Join(slices.Compact(ids), " ")))
	}
	return strings.Join(lines, "; ")
}

// TestForms brings every sample of every brand in every form: each says the same.
func TestForms(t *testing.T) {
	for _, s := range sheets(t) {
		t.Run(s.brand+" "+s.name, func(t *testing.T) {
			o := options(t, s.brand, s.card)
			want := s.reads(t, o, "table.html", []byte(s.tablePage()))
			if !strings.HasPrefix(want, string(s.kind)+": "+string(s.says)+" ") && want != string(s.kind)+": "+string(s.says) {
				t.Errorf("table.html reads as %q; want %s", want, s.says)
			}
			for file, content := range s.forms() {
				if got := s.reads(t, o, file, []byte(content)); got != want {
					t.Errorf("%s reads as %q; want %q", file, got, want)
				}
			}
		})
	}
}
