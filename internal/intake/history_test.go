package intake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// A line of what a test expects: the meaning, the last four, the amount, the
// order and the day of each piece of evidence.
func told(in intake.Import) []string {
	var all []string
	for _, e := range in.Evidence {
		at := ""
		if !e.At.IsZero() {
			at = e.At.Format("2006-01-02 15:04")
		}
		all = append(all, strings.Join(strings.Fields(strings.Join([]string{string(e.Says), e.Card.Last4,
			e.Card.Amount.String(), e.Card.Order, e.Card.Serial, e.Card.Recipient, at}, " ")), " "))
	}
	return all
}

const pasted2016 = `ギフト券・ショッピングカード:利用履歴
ページ: 1 / 32 (全631件)
日付            利用内容                                   金額
2016年11月25日  利用 (注文番号: 503-1234567-1234567)       ¥ -3,200
2016年11月22日  登録 (ギフト券番号: xxxx-xxxxxx-AB12)      ¥ 25,000
2016年11月22日  利用 (注文番号: 503-7654321-7654321)       ¥ -
2016年10月 1日  登録 (ギフト券番号: xxxx-xxxxxx-ZZ99)      ¥ 5,000
`

const html2016 = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>ギフト券の利用履歴</title>
<script>document.write("2016年11月22日 登録 (ギフト券番号: xxxx-xxxxxx-EVIL) ¥ 1")</script>
<style>td { color: red }</style></head><body>
<table><tr><td><ul><li>ホーム<li>アカウントサービス</ul><div>ようこそ</div>
<table border=1><tr><th>日付<th>利用内容<th>金額<th>残高</tr>
<!-- <tr><td>2016年11月22日<td>登録 (ギフト券番号: xxxx-xxxxxx-EVIL)<td>¥ 1</tr> -->
<tr><td>2016年11月22日</td><td>登録 <b>(ギフト券番号: xxxx-xxxxxx-AB12)</b></td><td><span>¥ 25,000</span></td><td>¥ 26,000</td></tr>
<tr hidden><td>2016年11月22日<td>登録 (ギフト券番号: xxxx-xxxxxx-EVIL)<td>¥ 1</tr>
<tr><td>2016年11月22日</td><td>利用　(注文番号: 503-7654321-7654321)</td><td>¥ -</td><td>¥ 1,000</td></tr>
<tr style="display: none"><td>2016年11月22日<td>登録 (ギフト券番号: xxxx-xxxxxx-EVIL)<td>¥ 1</tr>
<tr><td>2016年10月1日</td><td>ギフト券 オートチャージ (#249-1111111-2222222)</td><td>¥ 5,000</td><td>¥ 1,000</td></tr>
</table><template>登録 (ギフト券番号: xxxx-xxxxxx-EVIL)</template></td></tr></table></body></html>`

const tsvUS = "Date \tDescription \tAmount\n" +
	"November 25, 2016\tPayment towards Amazon.com order (113-1234567-1234567)\t-$12.34\n" +
	"November 22, 2016\tGift card claim (claim code xxxx-xxxxxx-AB12)\t$1,050.00\n" +
	"November 1, 2016\tBalance Reload (114-1111111-2222222)\t$25.00\n"

const divs2024 = `<html><body><h1>ギフトカードの利用履歴</h1>
<div><div><span>2024年3月5日</span></div><div>登録 (ギフトカード番号: ＊＊＊＊-＊＊＊＊＊＊-ＡＢ１２)</div><div><span>￥</span><span>２５，０００</span></div></div>
<div><div>2024年3月1日</div><div>登録 (ギフトカード番号: ••••-••••••-ZZ99)</div><div>+5,000円</div></div></body></html>`

func TestHistory(t *testing.T) {
	jpy, usd := func(s string) unspent.Money { return money(t, s, "JPY") }, func(s string) unspent.Money { return money(t, s, "USD") }
	card := assess.Card{Last4: "AB12", Amount: jpy("25000")}
	claimed := []string{"row_claimed AB12 25000 JPY 2016-11-21 15:00"}
	tests := map[string]struct {
		brand, name, page string
		card              assess.Card
		media             string
		want              []string
	}{
		"pasted text":   {"amazon-jp", "a.txt", pasted2016, card, "text", claimed},
		"single spaces": {"amazon-jp", "a.txt", strings.Join(strings.Fields(strings.ReplaceAll(pasted2016, "\n", " @ ")), " "), card, "text", nil},
		"single spaces, a line each": {"amazon-jp", "", "2016年11月22日 登録 (ギフト券番号: xxxx-xxxxxx-AB12) ¥ 25,000\n2016年11月20日 利用 (注文番号: 503-7654321-7654321) ¥ -\n",
			card, "text", claimed},
		"slashes, full width":        {"amazon-jp", "", "２０１６/１１/２２　登録　（ギフト券番号：　ｘｘｘｘ－ｘｘｘｘｘｘ－ＡＢ１２）　￥２５，０００\n", card, "text", claimed},
		"half-width katakana around": {"amazon-jp", "", "ﾘﾖｳﾘﾚｷ\n2016.11.22 登録 (ギフト券番号: ****-******-ab12) 25,000円\n", card, "text", claimed},
		"era and time": {"amazon-jp", "", "平成28年11月22日 14:05 登録 (ギフト券番号: xxxx-xxxxxx-AB12) 25000円\n", card, "text",
			[]string{"row_claimed AB12 25000 JPY 2016-11-22 05:05"}},
		"html table in a layout table": {"amazon-jp", "a.html", html2016, card, "html", claimed},
		"html of blocks":               {"amazon-jp", "a.html", divs2024, card, "html", []string{"row_claimed AB12 25000 JPY 2024-03-04 15:00"}},
		"html of blocks, day last":     {"amazon-jp", "a.html", "<div>登録 (ギフトカード番号: xxxx-xxxxxx-AB12)</div><div>¥25,000</div><div>2024/03/05</div><div>登録 (ギフトカード番号: xxxx-xxxxxx-ZZ99)</div><div>¥1,000</div><div>2024/03/01</div>", card, "html", []string{"row_claimed AB12 25000 JPY 2024-03-04 15:00"}},
		"one day over several rows": {"amazon-jp", "", "2024年3月5日\n利用 (注文番号: 503-7654321-7654321)\n¥ -100\n登録 (ギフト券番号: xxxx-xxxxxx-AB12)\n¥ 25,000\n", card,
			"text", []string{"row_claimed AB12 25000 JPY 2024-03-04 15:00"}},
		"csv": {"amazon-jp", "a.csv", "日付,利用内容,金額\n2016/11/22,\"登録 (ギフト券番号: xxxx-xxxxxx-AB12)\",\"25,000\"\n2016/11/20,利用 (注文番号: 503-7654321-7654321),\"-3,200\"\n", card, "csv", claimed},
		"csv, balance before the amount": {"amazon-jp", "a.csv", "日付,残高,金額,利用内容\n2016/11/22,\"99,000\",\"25,000\",登録 (ギフト券番号: xxxx-xxxxxx-AB12)\n", card, "csv",
			claimed},
		"tsv, English": {"amazon-com", "a.txt", tsvUS, assess.Card{Last4: "AB12", Amount: usd("1050")}, "tsv",
			[]string{"row_claimed AB12 1050.00 USD 2016-11-22 00:00"}},
		"English text, day first": {"amazon-com", "", "22 Nov 2016 Gift card claim (claim code xxxx-xxxxxx-AB12) USD 50\n", assess.Card{Last4: "AB12"},
			"text", []string{"row_claimed AB12 50.00 USD 2016-11-22 00:00"}},
		"English text, numbers": {"amazon-com", "", "11/22/2016 Gift card claim (claim code xxxx-xxxxxx-AB12) $50.00\n", assess.Card{Last4: "AB12"}, "text",
			[]string{"row_claimed AB12 50.00 USD 2016-11-22 00:00"}},
		"top-up by its order": {"amazon-com", "", tsvUS, assess.Card{Order: "11411111112222222"}, "tsv",
			[]string{"row_reloaded 25.00 USD 11411111112222222 2016-11-01 00:00"}},
		"the order of a purchase is none": {"amazon-com", "", tsvUS, assess.Card{Order: "113-1234567-1234567", Amount: usd("3")}, "tsv",
			[]string{"row_absent 3.00 USD 2016-11-25 00:00"}},
		"by the amount alone":    {"amazon-jp", "", pasted2016, assess.Card{Amount: jpy("25000")}, "text", claimed},
		"by the last four alone": {"amazon-jp", "", pasted2016, assess.Card{Last4: "AB12"}, "text", claimed},
		"same amount, other number": {"amazon-jp", "", pasted2016, assess.Card{Last4: "CD34", Amount: jpy("25000")}, "text",
			[]string{"row_absent CD34 25000 JPY 2016-11-24 15:00"}},
		"no row": {"amazon-jp", "", html2016, assess.Card{Last4: "CD34"}, "html", []string{"row_absent CD34 0 2016-11-21 15:00"}},
		"numbers wholly masked, amount": {"amazon-jp", "", strings.ReplaceAll(pasted2016, "AB12", "****"), card, "text",
			[]string{"row_claimed 25000 JPY 2016-11-21 15:00"}},
		"numbers wholly masked, no amount": {"amazon-jp", "", strings.ReplaceAll(pasted2016, "AB12", "****"), assess.Card{Last4: "AB12"}, "text",
			[]string{"nothing 0"}},
		"a card of which nothing is told": {"amazon-jp", "", pasted2016, assess.Card{}, "text", []string{"nothing 0"}},
		"taken back": {"amazon-jp", "", "2016年11月30日  登録の取消 (ギフト券番号: xxxx-xxxxxx-AB12)  ¥ -25,000\n" + pasted2016, card, "text",
			append(claimed[:1:1], "row_reversed AB12 25000 JPY 2016-11-29 15:00")},
		"taken back, no number": {"amazon-jp", "", pasted2016 + "2016年12月1日  ギフト券の取消  ¥ -25,000\n", card, "text",
			append(claimed[:1:1], "row_reversed 25000 JPY 2016-11-30 15:00")},
		"another taken back": {"amazon-jp", "", pasted2016 + "2016年12月1日  登録の取消 (ギフト券番号: xxxx-xxxxxx-ZZ99)  ¥ -25,000\n", card, "text", claimed},
		"row with other words and the amount": {"amazon-jp", "", "2016年11月22日  なにかの追加  ¥ 25,000\n2016年11月21日  登録 (ギフト券番号: xxxx-xxxxxx-ZZ99)      ¥ 5,000\n",
			assess.Card{Last4: "AB12", Amount: jpy("25000")}, "text", []string{"row_claimed 25000 JPY 2016-11-21 15:00"}},
		"2026, copied from a browser": {"amazon-jp", "", "ギフトカードの残高と利用履歴\n日付\t説明\t金額\tギフトカード残高\n2026年1月18日\tギフトカードが追加されました\nギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522\t￥754\t￥8,600\n2026年1月3日\tAmazon.co.jpの注文に適用されたギフトカード\n250-1234567-1234567\t-￥12,607\t￥46,346\n",
			assess.Card{Last4: "W9CT"}, "text", []string{"row_claimed W9CT 754 JPY 2755412458412522 2026-01-17 15:00"}},
		"2026, saved": {"amazon-jp", "", "<table><tr><th>日付<th>説明<th>金額<th>ギフトカード残高<tr><td>2026年1月18日<td><div>ギフトカードが追加されました</div><div>ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522</div><td>￥754<td>￥8,600</table>",
			assess.Card{Amount: jpy("754")}, "html", []string{"row_claimed W9CT 754 JPY 2755412458412522 2026-01-17 15:00"}},
		"2026, by the serial": {"amazon-jp", "", "2026年1月18日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522 ￥754 ￥8,600\n",
			assess.Card{Serial: "2755 4124 5841 2522"}, "text", []string{"row_claimed W9CT 754 JPY 2755 4124 5841 2522 2026-01-17 15:00"}},
		"2026, lines of its own": {"amazon-jp", "", "<div>2026年1月18日</div><div>ギフトカードが追加されました</div><div>ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522</div><div>￥754</div><div>￥8,600</div><div>2026年1月3日</div><div>Amazon.co.jpの注文に適用されたギフトカード</div><div>250-1234567-1234567</div><div>-￥12,607</div>",
			assess.Card{Last4: "W9CT"}, "html", []string{"row_claimed W9CT 754 JPY 2755412458412522 2026-01-17 15:00"}},
		"2026, in English": {"amazon-jp", "", "January 18, 2026 Gift Card added Claim Code: xxxx-xxxxxx-W9CT; Serial Number: 2755412458412522 ¥754 ¥8,600\n",
			assess.Card{Last4: "W9CT"}, "text", []string{"row_claimed W9CT 754 JPY 2755412458412522 2026-01-17 15:00"}},
		"an order that was undone gives back no card": {"amazon-jp", "", "2025年11月21日 Amazon.co.jp注文へ適応されたギフトカードの解除 503-1234567-1234567 ￥3,693 ￥70,453\n",
			assess.Card{Amount: jpy("3693")}, "text", []string{"row_absent 3693 JPY 2025-11-20 15:00"}},
		"an account without rows": {"amazon-jp", "", "ギフトカードの利用履歴\nお客様の利用履歴はありません。\n", card, "text", []string{"row_absent AB12 25000 JPY"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), tt.name, []byte(tt.page), options(t, tt.brand, tt.card))
			if err != nil {
				t.Fatal(err)
			}
			want := tt.want
			if want == nil {
				return
			}
			for i := range want {
				want[i] = strings.Join(strings.Fields(want[i]), " ")
			}
			if diff := cmp.Diff(want, told(in)); diff != "" || in.Media != tt.media {
				t.Errorf("Read = %s, %s", in.Media, diff)
			}
			for _, e := range in.Evidence {
				if e.Kind != assess.History || e.Grade != assess.Unverified || e.Owner != assess.Mine || !e.Seen.Equal(seen()) {
					t.Errorf("Read = kind %s, grade %s, owner %s, seen %s", e.Kind, e.Grade, e.Owner, e.Seen)
				}
				if _, ok := notes(e)[assess.PageEditable]; !ok {
					t.Errorf("Read does not say that a page can be edited: %v", e.Notes)
				}
			}
			if strings.Contains(in.Text, "EVIL") {
				t.Error("Read shows what a browser does not")
			}
		})
	}
}

func TestHistoryNotes(t *testing.T) {
	all := assess.Card{Last4: "CD34", Amount: money(t, "25000", "JPY")}
	tests := map[string]struct {
		page   string
		card   assess.Card
		note   assess.NoteID
		detail string
	}{
		"only a part":            {pasted2016, all, assess.MorePages, "ページ: 1 / 32"},
		"card not told":          {pasted2016, assess.Card{}, assess.CardNotTold, ""},
		"order alone is no card": {pasted2016, assess.Card{Order: "503-9999999-9999999"}, assess.CardNotTold, ""},
		"a row that could be it": {"2016年11月22日  なにかの追加 (xxxx-CD34)\n2016年11月21日  利用 (注文番号: 503-7654321-7654321)  ¥ -\n", all, assess.PageNotUnderstood,
			"2016年11月22日 なにかの追加 (xxxx-CD34)"},
		"a code that was not cut": {pasted2016 + "2016年10月 1日  登録 (ギフト券番号: WXYZ-123456-GHJK)      ¥ 5,000\n", all, assess.CodeRedacted, ""},
		"a page in English":       {"Page 1 of 3\n" + pasted2016[len("ギフト券・ショッピングカード:利用履歴\nページ: 1 / 32 (全631件)\n"):], all, assess.MorePages, "Page 1 of 3"},
		"wholly masked, no amount": {strings.ReplaceAll(pasted2016, "ZZ99", "****"), assess.Card{Last4: "CD34"}, assess.CardNotTold,
			"2016年10月 1日 登録 (ギフト券番号: xxxx-xxxxxx-****) ¥ 5,000"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "", []byte(tt.page), options(t, "amazon-jp", tt.card))
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", told(in), err)
			}
			if detail, ok := notes(in.Evidence[0])[tt.note]; !ok || detail != tt.detail {
				t.Errorf("notes = %v; want %s %q", in.Evidence[0].Notes, tt.note, tt.detail)
			}
			if len(in.Rows) == 0 || strings.Contains(in.Text+fmt.Sprint(in.Rows), "123456-GHJK") {
				t.Errorf("rows = %q", in.Rows)
			}
		})
	}
}

func TestCharsets(t *testing.T) {
	card := assess.Card{Last4: "AB12", Amount: money(t, "25000", "JPY")}
	want := []string{"row_claimed AB12 25000 JPY 2016-11-21 15:00"}
	encode := func(enc interface{ String(string) (string, error) }, text string) string {
		out, err := enc.String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	labelled := func(label string) string { return strings.Replace(html2016, "utf-8", label, 1) }
	yen := func(text string) string { return strings.ReplaceAll(text, "¥", "￥") } // the old charsets have no half-width yen
	tests := map[string]string{
		"utf-8":                 html2016,
		"utf-8 with mark":       "\ufeff" + html2016,
		"utf-8 text":            pasted2016,
		"shift_jis, labelled":   encode(japanese.ShiftJIS.NewEncoder(), yen(labelled("Shift_JIS"))),
		"shift_jis, unlabelled": encode(japanese.ShiftJIS.NewEncoder(), yen(pasted2016)),
		"euc-jp, labelled":      encode(japanese.EUCJP.NewEncoder(), yen(labelled("EUC-JP"))),
		"euc-jp, unlabelled":    encode(japanese.EUCJP.NewEncoder(), yen(pasted2016)),
		"iso-2022-jp":           encode(japanese.ISO2022JP.NewEncoder(), yen(labelled("iso-2022-jp"))),
		"iso-2022-jp text":      encode(japanese.ISO2022JP.NewEncoder(), yen(pasted2016)),
		"utf-16 little":         encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), pasted2016),
		"utf-16 big":            encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(), html2016),
		"utf-16 text, little":   encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(), pasted2016),
		"utf-16 text, big":      encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), pasted2016),
		"utf-16 table, little": encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(),
			"日付,内容,金額\r\n2016/11/22,登録 (ギフト券番号: xxxx-xxxxxx-AB12),\"25,000\"\r\n"),
		"utf-16 without mark":    encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(), html2016),
		"a label that is a lie":  labelled("x-unheard-of"),
		"nuls between the lines": strings.ReplaceAll(html2016, "\n", "\n\x00\x00"),
	}
	for name, page := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "", []byte(page), options(t, "amazon-jp", card))
			if diff := cmp.Diff(want, told(in)); diff != "" || err != nil {
				t.Errorf("Read = %s, %v", diff, err)
			}
		})
	}
}

func TestMHTML(t *testing.T) {
	card := assess.Card{Last4: "CD34"}
	blink := func(encoding, body string) string {
		return "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.amazon.co.jp/gc/balance\r\nSubject: history\r\n" +
			"Date: Mon, 5 Dec 2016 09:30:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x\"\r\n\r\n" +
			"----x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body +
			"\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.com/track.png\r\n\r\niVBORw0KGgo=\r\n----x--\r\n"
	}
	tests := map[string]string{
		"quoted-printable": blink("quoted-printable", quoted(html2016)),
		"base64":           blink("base64", base64Lines(html2016)),
		"8bit":             blink("8bit", html2016),
		"alternative": strings.Replace(blink("8bit", html2016), "----x\r\nContent-Type: text/html",
			"----x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/html", 1),
	}
	for name, page := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "history.mhtml", []byte(page), options(t, "amazon-jp", card))
			if err != nil {
				t.Fatal(err)
			}
			want := []string{"row_absent CD34 0 2016-12-05 00:30"}
			if diff := cmp.Diff(want, told(in)); diff != "" || in.Media != "mhtml" {
				t.Errorf("Read = %s, %s", in.Media, diff)
			}
			if in.Evidence[0].Says != brand.RowAbsent || in.Evidence[0].At.Before(time.Date(2016, 12, 5, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("Read = %+v", in.Evidence[0])
			}
		})
	}
}
