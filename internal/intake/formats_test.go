package intake_test

import (
	"html"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// historyRows are the rows of a history of a brand: every sentence that it is known
// to have, each on a day of its own, then the card's own.
func historyRows(p *brand.Profile, four string) (rows [][]string) {
	rows = [][]string{{"Date", "Details", "Amount"}}
	days := []string{"November 20, 2026", "November 19, 2026", "November 18, 2026"}
	added, amount := "Gift Card added Claim Code: xxxx-xxxxxx-"+four, "$50.00"
	if p.Currency == "JPY" {
		rows[0] = []string{"日付", "内容", "金額"}
		days = []string{"2026年11月20日", "2026年11月19日", "2026年11月18日"}
		added, amount = "ギフトカードの登録 番号 xxxx-xxxxxx-"+four, "￥5,000"
	}
	rows = append(rows, []string{days[0], added, amount})
	for i, x := range p.History {
		if x.Sample != "" {
			rows = append(rows, []string{days[1+i%2], strings.Join(strings.Fields(x.Sample), " "), "-" + amount})
		}
	}
	return rows
}

// endOf returns how a code of a brand may end, and whether pages can show that: the
// end of a code of hiragana is no last four, and without a currency no row has an
// amount.
func endOf(p *brand.Profile) (four string, shown bool) {
	four = "7325"
	for _, c := range p.Codes {
		if strings.Contains(c.Shown, "X") {
			four = "7Q2M"
		}
		shown = shown || strings.ContainsAny(c.Shown, "X9")
	}
	return four, shown && p.Currency != ""
}

// formats are the ways in which one table comes from a browser or a program.
func formats(rows [][]string) map[string]string {
	var page, commas, tabs, lines strings.Builder
	page.WriteString("<html><head><meta charset=utf-8></head><body><table>\n")
	for _, cells := range rows {
		page.WriteString("<tr>")
		for i, cell := range cells {
			page.WriteString("<td>" + html.EscapeString(cell) + "</td>")
			if i > 0 {
				commas.WriteString(",")
				tabs.WriteString("\t")
				lines.WriteString(" ")
			}
			commas.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
			tabs.WriteString(cell)
			lines.WriteString(cell)
		}
		page.WriteString("</tr>\n")
		for _, b := range []*strings.Builder{&commas, &tabs, &lines} {
			b.WriteString("\r\n")
		}
	}
	page.WriteString("</table></body></html>\n")
	return map[string]string{"a.html": page.String(), "a.csv": commas.String(), "a.tsv": tabs.String(), "a.txt": lines.String(),
		"a.mhtml": "From: <Saved by Blink>\r\nSubject: history\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n" +
			"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(page.String()) + "\r\n--b--\r\n"}
}

// TestFormats reads one history of each brand in every form in which it is saved.
func TestFormats(t *testing.T) {
	for _, p := range brands().All() {
		if len(p.History) == 0 {
			continue
		}
		t.Run(p.ID, func(t *testing.T) {
			four, ends := endOf(p)
			pages := formats(historyRows(p, four))
			for _, last4 := range []string{four, "8364"} {
				o := options(t, p.ID, assess.Card{Last4: last4})
				o.Kind = assess.History
				want, err := intake.Read(t.Context(), "a.html", []byte(pages["a.html"]), o)
				if err != nil {
					t.Fatal(err)
				}
				if claimed := strings.HasPrefix(strings.Join(told(want), "\n"), string(brand.RowClaimed)+" "+four); claimed != (ends && last4 == four) {
					t.Errorf("%s: HTML says %q", last4, told(want))
				}
				for name, page := range pages {
					in, err := intake.Read(t.Context(), name, []byte(page), o)
					if diff := cmp.Diff(told(want), told(in)); diff != "" || err != nil {
						t.Errorf("%s, %s (-HTML +this): %s, %v", last4, name, diff, err)
					}
				}
			}
		})
	}
}

// FuzzFormats reads the same rows as a table of a page and of a program.
func FuzzFormats(f *testing.F) {
	f.Add("2026年11月20日", "ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M", "￥5,000")
	f.Add("November 20, 2026", "Gift Card added Claim Code: xxxx-xxxxxx-7Q2M", "$50.00")
	f.Add("2026/11/20", "注文番号: 250-1234567-1234567", "-3.200")
	f.Fuzz(func(t *testing.T, day, words, amount string) {
		o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
		for name, page := range formats([][]string{{"日付", "内容", "金額"}, {day, words, amount}}) {
			in, err := intake.Read(t.Context(), name, []byte(page), o)
			sound(t, in, err)
		}
	})
}

// FuzzAdmission reads any bytes that begin as a picture, a paper or an archive does.
func FuzzAdmission(f *testing.F) {
	magics := []string{"\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0", "GIF89a", "RIFF\x00\x00\x00\x00WEBPVP8 ", "BM", "\x00\x00\x00\x18ftypheic",
		"\x00\x00\x00\x18ftypavif",
		"%PDF-1.7\n", "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bplist00", "II*\x00", "MM\x00*"}
	for i := range magics {
		f.Add(uint8(i), []byte("\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\x00\x00\x00"))
	}
	f.Add(uint8(1), photo("2026:11:20 12:00:01", "+09:00")[4:])
	f.Fuzz(func(t *testing.T, magic uint8, content []byte) {
		o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
		in, err := intake.Read(t.Context(), "a", append([]byte(magics[int(magic)%len(magics)]), content...), o)
		sound(t, in, err)
	})
}
