package intake_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
)

// sound fails the test if what was read breaks a promise of the package.
func sound(t *testing.T, in intake.Import, err error) {
	t.Helper()
	var known *unspent.Error
	if err != nil {
		if !errors.As(err, &known) || !utf8.ValidString(err.Error()) {
			t.Fatalf("Read fails without a reason: %v", err)
		}
		return
	}
	if len(in.Evidence) == 0 || in.Media == "" {
		t.Fatalf("Read = %+v: nothing, not even that it was kept", in)
	}
	shown := append([]string{in.Text}, in.Rows...) // each by itself: joined, they could make a code that none of them has
	for _, e := range in.Evidence {
		if e.Grade == assess.Verified && e.Kind != assess.Mail {
			t.Errorf("Read grades a %s as verified", e.Kind)
		}
		if e.Card.Last4 != "" && len(e.Card.Last4) != 4 || e.Card.Amount.Units() < 0 {
			t.Errorf("Read = card %+v", e.Card)
		}
		shown = append(shown, e.Card.Order, e.Card.Serial, e.Card.Recipient)
		for _, n := range e.Notes {
			shown = append(shown, n.Detail)
		}
	}
	for _, s := range shown {
		if again, n := intake.RedactAll(brands(), s); n > 0 {
			t.Errorf("Read shows whole codes: %q, cut again %q", s, again)
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
			return r != '\n' && r != '\t' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r))
		}) {
			t.Errorf("Read shows invisible characters: %q", s)
		}
	}
}

// FuzzRead reads anything as anything.
func FuzzRead(f *testing.F) {
	for _, page := range []string{pasted2016, html2016, tsvUS, divs2024, order2013, "入力されたギフト券番号は無効です。",
		"領収書\nギフトカード 5,000円\n有効化が完了しました", "日付,内容,金額\n2016/11/22,\"登録 (ギフト券番号: xxxx-xxxxxx-AB12)\",\"25,000\"\n",
		"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>発送済み\r\n--b--",
		string(photo("2026:11:20 12:00:01", "+09:00"))} {
		f.Add("a.html", []byte(page), "AB12", uint8(0))
	}
	kinds := []assess.Kind{"", assess.History, assess.OrderPage, assess.Message, assess.Till, assess.Mail, assess.Statement}
	f.Fuzz(func(t *testing.T, name string, content []byte, last4 string, kind uint8) {
		o := options(t, "amazon-jp", assess.Card{Last4: last4, Amount: money(t, "25000", "JPY")})
		o.Kind = kinds[int(kind)%len(kinds)]
		in, err := intake.Read(t.Context(), name, content, o)
		sound(t, in, err)
	})
}

// fuzzAs reads what the fuzzer writes as a page of one kind, between a head and
// a tail.
func fuzzAs(f *testing.F, id string, kind assess.Kind, head, tail string) {
	f.Fuzz(func(t *testing.T, text string) {
		o := options(t, id, assess.Card{Last4: "AB12", Amount: money(t, "50", currencyOf(id))})
		o.Kind = kind
		in, err := intake.Read(t.Context(), "", []byte(head+text+tail), o)
		sound(t, in, err)
	})
}

func currencyOf(id string) string {
	if strings.HasSuffix(id, "-com") {
		return "USD"
	}
	return "JPY"
}

func FuzzHistory(f *testing.F) {
	f.Add("2016年11月22日  登録 (ギフト券番号: xxxx-xxxxxx-AB12)      ¥ 25,000")
	f.Add("登録 (ギフト券番号: xxxx-xxxxxx-AB12)\n¥ 25,000\n2016/11/22\nチャージ (#249-1234567-1234567)")
	f.Add("令和元年12月31日 23:59 登録の取消 -50円 シリアル番号 1234567890123456")
	fuzzAs(f, "amazon-jp", assess.History, "ギフト券の利用履歴\n", "\n2016年10月1日 登録 (ギフト券番号: xxxx-xxxxxx-ZZ99) ¥ 1\n")
}

func FuzzOrder(f *testing.F) {
	f.Add("<td>taro@example.jp<td>¥ 1,000<td>使用済み")
	f.Add("発送済み<br>hanako@example.jp<br>¥5,000<button>再送</button>")
	fuzzAs(f, "amazon-jp", assess.OrderPage, "<html><p>注文番号: 249-1234567-7654321<table><tr>", "</table>")
}

func FuzzTable(f *testing.F) {
	f.Add("November 22, 2016,\"Gift card claim (claim code xxxx-xxxxxx-AB12)\",\"$1,050.00\"\n")
	f.Add("22 Nov 2016,\"\"\"\n\",x\n")
	f.Add("00 N 6")
	fuzzAs(f, "amazon-com", assess.History, "Date,Description,Amount\n", "11/22/2016,Gift card claim (claim code xxxx-xxxxxx-AB12),$50.00\n")
}

func FuzzMHTML(f *testing.F) {
	f.Add("--b\r\nContent-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=93o=98^\r\n--b--")
	f.Add("--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+\r\n")
	fuzzAs(f, "amazon-jp", "", "Date: Mon, 5 Dec 2016 09:30:00 +0900\r\nContent-Type: multipart/related; boundary=b\r\n\r\n", "")
}

// FuzzRedactAll hides a code in a text, as brands and unspent print theirs: no
// whole code is left, and what was cut is not cut again.
func FuzzRedactAll(f *testing.F) {
	f.Add("番号 ", "AQ2T-ABC4E1-GHJK", " です", "-")
	f.Add("", "ＡＱ２Ｔ－ＡＢＣ４Ｅ１－ＧＨＪＫ", "\n", "　")
	f.Add("503-1234567-", "7654321", "-AQ2TABC4E1GHJK", " ")
	f.Fuzz(func(t *testing.T, before, code, after, between string) {
		own := unspent.DeriveCode([32]byte{byte(len(code))}, len(before)).Reveal()
		text := before + code + after + " " + strings.ReplaceAll(own, "-", first(between)) + " 。" + after
		cut, n := intake.RedactAll(brands(), text)
		if again, more := intake.RedactAll(brands(), cut); more > 0 || again != cut {
			t.Errorf("RedactAll(%q) = %q, %d; again %q, %d", text, cut, n, again, more)
		}
		if joined := strings.NewReplacer("-", "", " ", "", "\n", "").Replace(cut); strings.Contains(joined, strings.ReplaceAll(own, "-", "")) {
			t.Errorf("RedactAll(%q) = %q: leaves a code", text, cut)
		}
	})
}

// first is how a code's pieces are parted: by one of what people type, or not at
// all.
func first(between string) string {
	for _, r := range between {
		if strings.ContainsRune("- \n　ー−", r) {
			return string(r)
		}
	}
	return ""
}
