package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// bomb is a zip that would unpack to a thousand times its size.
func bomb(t *testing.T, name string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(make([]byte, 10<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRefused(t *testing.T) {
	nested := "From: a@example.jp\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n"
	for i := range 6 {
		n := string(rune('0' + i))
		nested += "--b" + n + "\r\nContent-Type: multipart/mixed; boundary=b" + string(rune('1'+i)) + "\r\n\r\n"
	}
	many := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", 1100) +
		"--b--"
	tests := map[string]struct {
		name, content string
		reason        unspent.Reason
		says          string // a part of the error
	}{
		"empty":       {"a.txt", "", unspent.Invalid, "empty"},
		"spreadsheet": {"a.xlsx", bomb(t, "[Content_Types].xml"), unspent.Invalid, "CSV"},
		"pdf":         {"a.pdf", "%PDF-1.7\n", unspent.Invalid, "save the page itself"},
		"msg, other name": {"a.bin", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" +
			"_\x00_\x00p\x00r\x00o\x00p\x00e\x00r\x00t\x00i\x00e\x00s\x00_\x00v\x00e\x00r\x00s\x00i\x00o\x00n\x001\x00.\x000\x00", unspent.Invalid, ".eml"},
		"old spreadsheet":      {"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", unspent.Invalid, "CSV"},
		"program":              {"a.html", "MZ\x90\x00\x03\x00\x00\x00", unspent.Invalid, "program"},
		"bytes":                {"a", strings.Repeat("\x00\x01", 100), unspent.Invalid, "not read"},
		"gzip":                 {"a.html.gz", "\x1f\x8b\x08", unspent.Invalid, "damaged"},
		"safari":               {"a.webarchive", "bplist00\xd1WebMainResource", unspent.Invalid, "page source"},
		"too many bytes":       {"a.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 20<<20), unspent.TooLarge, "maxFile"},
		"page of 5 MiB":        {"a.html", "<html>" + strings.Repeat("x ", 5<<19), unspent.TooLarge, "maxPage"},
		"two million numbers":  {"a.txt", strings.Repeat(strings.Repeat("1-", 16_000)+"\n", 130), unspent.TooLarge, "maxJoined"},
		"a million rows":       {"a.txt", strings.Repeat("a\n", 1_000_000), unspent.TooLarge, "maxRows"},
		"a million table rows": {"a.html", "<table>" + strings.Repeat("<tr>", 1_000_000), unspent.TooLarge, "maxTokens"},
		"rows of a table":      {"a.html", "<table>" + strings.Repeat("<tr><td>a<td>b", 30_000), unspent.TooLarge, "maxRows"},
		"rows of csv":          {"a.csv", strings.Repeat("a,b,c\n", 500_000), unspent.TooLarge, "maxRows"},
		"a huge cell":          {"a.csv", "a,b,c\n1,2,\"" + strings.Repeat("x ", 100_000) + "\"\n", unspent.TooLarge, "maxRow"},
		"a huge line":          {"a.txt", strings.Repeat("x ", 100_000), unspent.TooLarge, "maxRow"},
		"too many cells":       {"a.csv", strings.Repeat(strings.Repeat("1,", 500)+"\n", 3), unspent.TooLarge, "maxCells"},
		"tables in tables":     {"a.html", strings.Repeat("<table><tr><td>", 1000), unspent.TooLarge, "maxTables"},
		"parts within parts":   {"a.mht", nested, unspent.TooLarge, "maxNested"},
		"too many parts":       {"a.mht", many, unspent.TooLarge, "maxPages"},
		"no page in mhtml":     {"a.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--", unspent.Invalid, "no HTML"},
		"text of a mail":       {"a.txt", "開封されました", unspent.Invalid, ".eml"},
		"code in the name":     {"../../AQ2T-ABCDE1-GHJK.pdf", "%PDF-1.7\n", unspent.Invalid, `"…GHJK.pdf"`},
		"path in the name":     {`..\..\..\etc/passwd` + "\u202efdp.exe", "%PDF-1.7\n", unspent.Invalid, `"passwdfdp.exe"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "AB12"})
			if name == "text of a mail" {
				o.Kind = assess.Mail
			}
			_, err := intake.Read(t.Context(), tt.name, []byte(tt.content), o)
			if !errors.Is(err, tt.reason) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "ABCDE1") || strings.Contains(err.Error(), "etc") {
				t.Errorf("Read = %v (%s); want %s, %q", err, unspent.ReasonOf(err), tt.reason, tt.says)
			}
		})
	}
}

// TestHostileFiles reads what is made to break readers: it must come through, with
// what a browser would show and no more, and soon.
// The end of a code is repeated in what is read: only four symbols, however
// they are typed, are one.
func TestLast4(t *testing.T) {
	for typed, want := range map[string]string{"": "", "ab12": "AB12", "ａｂ－１２": "AB12"} {
		in, err := intake.Read(t.Context(), "a.html", []byte(html2016), options(t, "amazon-jp", assess.Card{Last4: typed, Amount: money(t, "9", "JPY")}))
		if err != nil || len(in.Evidence) == 0 || in.Evidence[0].Card.Last4 != want {
			t.Errorf("Read with last four %q = %+v, %v, want %q", typed, in.Evidence, err, want)
		}
	}
	for _, typed := range []string{"A12", "ABC12", "あいうえ", "AB1\n", "AQ2TABC4E1GHJK"} {
		_, err := intake.Read(t.Context(), "a.html", []byte(html2016), options(t, "amazon-jp", assess.Card{Last4: typed}))
		if !errors.Is(err, unspent.Invalid) || strings.Contains(err.Error(), typed) {
			t.Errorf("Read with last four %q = %v, want invalid", typed, err)
		}
	}
}

func TestHostileFiles(t *testing.T) {
	row := "<table><tr><td>2016年11月22日<td>登録 (ギフト券番号: xxxx-xxxxxx-AB12)<td>¥ 25,000</table>"
	tests := map[string]struct {
		page string
		want string
	}{
		"deep nesting":              {strings.Repeat("<div>", 200_000) + row, "row_claimed"},
		"formatting never closed":   {strings.Repeat("<b><i><font>", 50_000) + row, "row_claimed"},
		"end tags only":             {strings.Repeat("</table></div></tr>", 50_000) + row, "row_claimed"},
		"script in an attribute":    {`<img src=x onerror="alert('登録')">` + row, "row_claimed"},
		"script that looks closed":  {"<script>var a = '</scr' + 'ipt>'; </script>" + row, "row_claimed"},
		"a comment never closed":    {"<html><!-- " + row, "nothing"},
		"all is hidden":             {"<html><div style='display:none'>" + row + "</div>", "nothing"},
		"hidden in a hidden":        {"<div hidden><div>a</div>" + strings.ReplaceAll(row, "AB12", "ZZ99") + "</div>" + row, "row_claimed"},
		"a hidden row left open":    {"<table><tr hidden><td>x<tr><td>2016年11月22日<td>登録 (ギフト券番号: xxxx-xxxxxx-AB12)<td>¥ 25,000</table>", "row_claimed"},
		"entities":                  {strings.ReplaceAll(row, "登録", "&#30331;&#37682;"), "row_claimed"},
		"many attributes":           {"<p " + strings.Repeat("a=b ", 200_000) + ">" + row, "row_claimed"},
		"a tag without an end":      {row + "<p " + strings.Repeat("a", 1_000_000), "row_claimed"},
		"frames and plug-ins":       {"<iframe src='file:///etc/passwd'>登録</iframe><object data=x><embed src=y></object>" + row, "row_claimed"},
		"turned around":             {"2016年11月22日  \u202e登録\u202c (ギフト券番号: xxxx-xxxxxx-\u200bAB12)  ¥ 25,000\n", "row_claimed"},
		"turned around, no reading": {"2016年11月22日  \u202e録登\u202c (ギフト券番号: xxxx-xxxxxx-\u200bZZ99)  ¥ 25\n", "nothing"},
		"nuls in the words":         {strings.ReplaceAll(row, "登録", "登\x00録"), "row_claimed"},
		"bytes that are no text":    {row + "\xff\xfe\xfd", "row_claimed"},
		"an amount out of range":    {strings.ReplaceAll(row, "25,000", strings.Repeat("9", 400)), "row_claimed"},
		"a day that is none":        {strings.ReplaceAll(row, "11月22日", "13月42日"), "nothing"},
		"a formula":                 {"日付,内容,金額\n2016/11/22,\"=cmd|'/c calc'!A1\",1\n2016/11/22,登録 (ギフト券番号: xxxx-xxxxxx-AB12),\"25,000\"\n", "row_claimed"},
		"a quote never closed":      {"日付\t内容\t金額\n2016/11/22\t登録 (ギフト券番号: xxxx-xxxxxx-AB12)\t25,000\n2016/11/22\t\"x\t1\n", "row_claimed"},
		"many claims":               {strings.Repeat("2016年11月22日 登録 (ギフト券番号: xxxx-xxxxxx-AB12) ¥ 25,000\n", 2000), "row_claimed"},
		"many claims and reversals": {strings.Repeat("2016年11月22日 登録 (ギフト券番号: xxxx-xxxxxx-AB12) ¥ 25,000\n2016年11月22日 登録の取消 ¥ -1\n", 9000), "row_claimed"},
		"many years, none a date":   {strings.Repeat(strings.Repeat("2026/", 198)+"\n", 400), "nothing"},
		"many dates of either way":  {strings.Repeat(strings.Repeat("1/2/2026 ", 110)+"\n", 400), "nothing"},
		"an escape of 2022 within":  {"\x1b$B" + row, "nothing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "AB12"})
			in, err := intake.Read(t.Context(), "a", []byte(tt.page), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(in.Evidence[0].Says); got != tt.want || len(in.Evidence) > 50 {
				t.Errorf("Read = %s, %d pieces; want %s", got, len(in.Evidence), tt.want)
			}
			if strings.ContainsAny(in.Text, "\x00\u202e\u200b") {
				t.Errorf("text has invisible characters")
			}
		})
	}
}

func TestReadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := intake.Read(ctx, "", []byte(pasted2016), options(t, "amazon-jp", assess.Card{})); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v", err)
	}
	if _, err := intake.Read(t.Context(), "", []byte("x"), intake.Options{}); !errors.Is(err, unspent.Invalid) {
		t.Errorf("Read without a brand = %v", err)
	}
}

// TestMemoryOfFiles holds what the reading of one page may take beside its own bytes.
func TestMemoryOfFiles(t *testing.T) {
	page := []byte("<html>" + strings.Repeat("<p>利用 (注文番号: 503-7654321-7654321) ¥ 1,000 <a href=x>y</a>\n", 19_000))
	o := options(t, "amazon-jp", assess.Card{Last4: "AB12"})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	in, err := intake.Read(t.Context(), "", page, o)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); err != nil || kept > 8<<20 {
		t.Errorf("Read keeps %d bytes of %d, %v", kept, len(page), err)
	}
	runtime.KeepAlive(in)
	runtime.KeepAlive(page)
}

func TestRedactAll(t *testing.T) {
	own := unspent.DeriveCode([32]byte{7}, 3).Reveal()
	tests := map[string]struct {
		in   string
		cut  int
		want string // empty: as it was
	}{
		"hyphens":                {"番号 AQ2T-ABC4E1-GHJK です", 1, "番号 …GHJK です"},
		"in one":                 {"AQ2TABC4E1GHJK", 1, "…GHJK"},
		"spaces":                 {"AQ2T ABC4E1 GHJK", 1, "…GHJK"},
		"full width":             {"ＡＱ２Ｔ－ＡＢＣ４Ｅ１－ＧＨＪＫ", 1, "…GHJK"},
		"lower case":             {"aq2t-abc4e1-ghjk", 1, "…GHJK"},
		"invisible":              {"AQ2T-\u200bABC\u00ad4E1-GH\u202eJK", 1, "…GHJK"},
		"15 symbols":             {"AQ2T-ABC4E1-GHJKM", 1, "…HJKM"},
		"two":                    {"AQ2T-ABC4E1-GHJK, AQ2T-ABC4E1-GHJM", 2, "…GHJK, …GHJM"},
		"own":                    {"code: " + own + ".", 1, "code: …" + strings.ReplaceAll(own, "-", "")[16:] + "."},
		"own in one":             {strings.ReplaceAll(own, "-", ""), 1, "…" + strings.ReplaceAll(own, "-", "")[16:]},
		"own over two lines":     {own[:11] + "-\n" + own[12:], 1, "…" + strings.ReplaceAll(own, "-", "")[16:]},
		"own, full width, lower": {strings.ToLower(strings.ReplaceAll(own, "-", "　")), 1, "…" + strings.ReplaceAll(own, "-", "")[16:]},
		"order number":           {"注文番号: 503-1234567-7654321", 0, ""},
		"order of digital goods": {"D01-1234567-7654321", 0, ""},
		"money and days":         {"2016年11月22日 14:05 ¥ 25,000 $1,050.00", 0, ""},
		"serial":                 {"シリアル番号 6039461234567890", 0, ""},
		"twenty digits":          {"12345678901234567890", 0, ""},
		"masked":                 {"****-******-AB12", 0, ""},
		"masked with x":          {"xxxx-xxxxxx-AB12", 0, ""},
		"in cells":               {"番号\tAQ2T\tABC4E1\tGHJK\t5000", 1, "番号\t…GHJK\t5000"},
		"in lines":               {"番号\nAQ2T\nABC4E1\nGHJK\n5,000円", 1, "番号\n…GHJK\n5,000円"},
		"in lines after a word":  {"CODE\nAQ2T\nABC4E1\nGHJK", 1, "CODE\n…GHJK"},
		"over two lines":         {"AQ2T-ABC4E1-\nGHJK", 1, "…GHJK"},
		"wide apart":             {"AQ2T - ABC4E1 - GHJK と AQ2T  ABC4E1  GHJM", 2, "…GHJK と …GHJM"},
		"dots":                   {"AQ2T.ABC4E1.GHJK", 1, "…GHJK"},
		"a list of last fours":   {"AB12\t5000\tUSED\nCD34\t3000\tSENT\n", 0, ""},
		"words in lines":         {"GIFT\nAMAZON\nCARD\nUSED", 0, ""},
		"words":                  {"transportation Recommendation identification-free", 0, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			want := tt.want
			if want == "" {
				want = tt.in
			}
			if got, cut := intake.RedactAll(brands(), tt.in); got != want || cut != tt.cut {
				t.Errorf("RedactAll(%q) = %q, %d; want %q, %d", tt.in, got, cut, want, tt.cut)
			}
		})
	}
	var none brand.Catalogue
	if got, cut := intake.RedactAll(none, own); cut != 1 || strings.Contains(got, own[:5]) {
		t.Errorf("RedactAll without brands = %q, %d", got, cut)
	}
}
