package intake

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

func seen() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

// hanami is the brand of the tests.
func hanami() *brand.Profile {
	return &brand.Profile{
		ID: "hanami", Country: "JP", Currency: "JPY",
		Codes: []brand.Shape{{Match: `^[A-Z0-9]{14}$`, Shown: "XXXX-XXXXXX-XXXX"}},
		Mails: []brand.Mail{{
			Means: brand.MailOpened, From: []string{"gift@mail.hanami.example"}, Domains: []string{"hanami.example", "mail.hanami.example"},
			Subjects: []string{`^ギフトカードが登録されました$`}, Body: []string{`アカウントに登録されました`},
			Fields: brand.Fields{Amount: `金額: (\S+)`, Order: `注文番号: (\S+)`, Last4: `カード番号: (\S+)`, Recipient: `宛先: (\S+)`, Date: `登録日: (\S+)`},
		}, {
			Means: brand.MailDelivered, From: []string{"gift@mail.hanami.example"}, Domains: []string{"hanami.example"},
			Subjects: []string{`ギフトカードが届きました`}, Body: []string{`ギフトカード番号`}, Fields: brand.Fields{Amount: `金額: (\S+)`},
		}, {
			Means: brand.MailOrdered, From: []string{"order@hanami.example"}, Domains: []string{"hanami.example"},
			Subjects: []string{`ご注文の確認`}, Fields: brand.Fields{Order: `注文番号: (\S+)`},
		}},
	}
}

func options(keys Keys) Options {
	return Options{Brand: hanami(), Keys: keys, Seen: seen(), Owner: assess.Givers}
}

const noticeBody = "太郎様\r\n\r\nお送りいただいたギフトカードが、アカウントに登録されました。\r\n" +
	"金額: 5,000円\r\n注文番号: 250-1234567-7654321\r\nカード番号: ****-******-7Q2M\r\n宛先: hanako@recipient.example\r\n"

// compose puts a mail together.
func compose(from, to, subject, headers, body string) string {
	return "Received: by mx.buyer.example; Sun, 22 Nov 2026 14:05:03 +0900\r\nFrom: " + from + "\r\nTo: " + to + "\r\nSubject: " + subject +
		"\r\nDate: Sun, 22 Nov 2026 14:05:00 +0900\r\nMessage-ID: <n-1@mail.hanami.example>\r\nMIME-Version: 1.0\r\n" + headers + "\r\n" + body
}

// notice is an opening notice; headers, if any, replace those of its content.
func notice(headers string) string {
	if headers == "" {
		headers = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
	}
	return compose("Hanami <gift@mail.hanami.example>", "taro@buyer.example", "=?utf-8?B?"+
		base64.StdEncoding.EncodeToString([]byte("ギフトカードが登録されました"))+"?=", headers, noticeBody)
}

func noted(e assess.Evidence, id assess.NoteID) bool {
	return slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == id })
}

func yen(t testing.TB, amount string) unspent.Money {
	t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	m, err := unspent.ParseMoney(amount, cur)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMailSaysWhichCardAndWhen(t *testing.T) {
	in, err := Read(t.Context(), "notice.eml", []byte(sign(t, notice(""), nil)), options(brandKeys(t)))
	if err != nil {
		t.Fatal(err)
	}
	want := []assess.Evidence{{
		Kind: assess.Mail, Owner: assess.Givers, Says: brand.MailOpened, Grade: assess.Verified, Seen: seen(),
		At: time.Date(2026, 11, 22, 5, 5, 0, 0, time.UTC),
		Card: assess.Card{Last4: "7Q2M", Amount: yen(t, "5000"), Order: "250-1234567-7654321",
			Recipient: "hanako@recipient.example", Giver: "taro@buyer.example"},
		Shown: "ギフトカードが登録されました",
		Notes: []assess.Note{{ID: assess.SignatureGood, Detail: "d=hanami.example s=s1"}},
	}}
	if diff := cmp.Diff(want, in.Evidence, cmp.Comparer(func(a, b unspent.Money) bool { return a == b })); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if len(in.Keys) != 1 || in.Keys[0].Source != FromDNS || in.Keys[0].Selector != "s1" || in.Keys[0].At.IsZero() {
		t.Errorf("keys are %v, want the one from DNS with its time", in.Keys)
	}
	if in.Message == [32]byte{} || in.SHA256 == [32]byte{} || in.Media != "mail" {
		t.Errorf("import is of %q, message %x, hash %x", in.Media, in.Message, in.SHA256)
	}
}

// Every charset and transfer encoding reads the same, signed.
func TestMailCharsets(t *testing.T) {
	encode := map[string]func(string) (string, error){
		"UTF-8":       func(s string) (string, error) { return s, nil },
		"ISO-2022-JP": japanese.ISO2022JP.NewEncoder().String,
		"Shift_JIS":   japanese.ShiftJIS.NewEncoder().String,
		"Windows-31J": japanese.ShiftJIS.NewEncoder().String,
		"cp932":       japanese.ShiftJIS.NewEncoder().String,
		"EUC-JP":      japanese.EUCJP.NewEncoder().String,
	}
	page := "<!DOCTYPE html><html><head><title>x</title><style>.a{}</style><script>var a='アカウント'</script></head><body><p>" +
		strings.ReplaceAll(noticeBody, "\r\n", "<br>\r\n") + `</p><a href="https://hanami.example/x?y">開く</a><img src="https://t.example/p.gif"></body></html>`
	keys := brandKeys(t)
	for charset, enc := range encode {
		for _, transfer := range []string{"8bit", "base64", "quoted-printable"} {
			for media, text := range map[string]string{"text/plain": noticeBody, "text/html": page} {
				t.Run(charset+" "+transfer+" "+media, func(t *testing.T) {
					body, err := enc(text)
					if err != nil {
						t.Fatal(err)
					}
					subject, err := enc("ギフトカードが登録されました")
					if err != nil {
						t.Fatal(err)
					}
					subject = "=?" + charset + "?B?" + base64.StdEncoding.EncodeToString([]byte(subject)) + "?="
					headers := "Content-Type: " + media + "; charset=" + charset + "\r\nContent-Transfer-Encoding: " + transfer + "\r\n"
					text := sign(t, compose("gift@mail.hanami.example", "taro@buyer.example", subject, headers, transferred(transfer, body)), nil)
					e := one(t, text, options(keys))
					if e.Grade != assess.Verified || e.Says != brand.MailOpened || e.Card.Last4 != "7Q2M" || e.Card.Amount != yen(t, "5000") {
						t.Errorf("got %s, %s, %v; notes %v", e.Grade, e.Says, e.Card, e.Notes)
					}
				})
			}
		}
	}
}

func transferred(encoding, body string) string {
	var b strings.Builder
	switch encoding {
	case "base64":
		text := base64.StdEncoding.EncodeToString([]byte(body))
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		b.WriteString(text + "\r\n")
	case "quoted-printable":
		for i, c := range []byte(body) {
			if c > 0x7e || c == '=' || c < ' ' && c != '\r' && c != '\n' {
				fmt.Fprintf(&b, "=%02X", c)
			} else {
				b.WriteByte(c)
			}
			if i%20 == 19 && c != '\r' {
				b.WriteString("=\r\n")
			}
		}
	default:
		return body
	}
	return b.String()
}

func one(t testing.TB, text string, o Options) assess.Evidence {
	t.Helper()
	in, err := mail(t.Context(), []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Evidence) != 1 {
		t.Fatalf("%d pieces of evidence, want 1", len(in.Evidence))
	}
	return in.Evidence[0]
}

// attach wraps a mail in another, as an attachment.
func attach(headers, inner string) string {
	return compose("friend@home.example", "me@home.example", "Fwd: look", "Content-Type: multipart/mixed; boundary=part-1\r\n",
		"--part-1\r\nContent-Type: text/plain\r\n\r\nhere it is\r\n--part-1\r\n"+headers+"\r\n"+inner+"\r\n--part-1--\r\n")
}

// encoded wraps a mail in another, in base64.
func encoded(inner string) string {
	return attach("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n", base64.StdEncoding.EncodeToString([]byte(inner)))
}

func TestMailShapes(t *testing.T) {
	keys := brandKeys(t)
	signed := sign(t, notice(""), nil)
	multi := func(body string) string {
		whole := notice("Content-Type: multipart/alternative; boundary=\"==1\"\r\n")
		return sign(t, whole[:strings.Index(whole, "\r\n\r\n")+4]+body, nil)
	}
	rfc822 := "Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=notice.eml\r\n"
	for name, tt := range map[string]struct {
		text  string
		says  brand.Meaning
		grade assess.Grade
		notes []assess.NoteID
	}{
		"as it is":             {signed, brand.MailOpened, assess.Verified, nil},
		"from a mailbox file":  {"From gift@mail.hanami.example Sun Nov 22 05:05:00 2026\r\n" + signed, brand.MailOpened, assess.Verified, nil},
		"with a BOM":           {"\xef\xbb\xbf" + signed, brand.MailOpened, assess.Verified, nil},
		"attached":             {attach(rfc822, signed), brand.MailOpened, assess.Verified, nil},
		"attached as a file":   {attach("Content-Type: application/octet-stream; name=\"notice.eml\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n", transferred("base64", signed)), brand.MailOpened, assess.Verified, nil},
		"attached to attached": {attach(rfc822, strings.ReplaceAll(attach(rfc822, signed), "part-1", "part-2")), brand.MailOpened, assess.Verified, nil},
		"attached and altered": {attach(rfc822, strings.Replace(signed, "5,000", "50,000", 1)), brand.MailOpened, assess.Unverified,
			[]assess.NoteID{assess.SignatureBroken}},
		"text before HTML": {multi("--==1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>別</p>\r\n--==1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
			noticeBody + "\r\n--==1--\r\n"), brand.MailOpened, assess.Verified, nil},
		"HTML when the text is of no use": {multi("--==1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHTMLで表示してください\r\n--==1\r\n" +
			"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + noticeBody + "</p>\r\n--==1--\r\n"), brand.MailOpened, assess.Verified, nil},
		"a text file is not the mail": {multi("--==1\r\nContent-Type: text/plain; charset=utf-8; name=x.txt\r\n\r\n" + noticeBody + "\r\n--==1--\r\n"),
			brand.MailOther, assess.Verified, []assess.NoteID{assess.TemplateUnknown}},
		"a charset that is not read": {sign(t, notice("Content-Type: text/plain; charset=utf-7\r\n"), nil), brand.MailOther, assess.Verified,
			[]assess.NoteID{assess.PageNotUnderstood, assess.TemplateUnknown}},
		"an unknown text of the brand": {sign(t, strings.Replace(notice(""), "アカウントに登録", "セール", 1), nil), brand.MailOther, assess.Verified,
			[]assess.NoteID{assess.TemplateUnknown}},
		"forwarded within the text": {compose("taro@buyer.example", "me@home.example", "Fwd: ギフトカードが登録されました", "Content-Type: text/plain; charset=utf-8\r\n",
			"見てください\r\n\r\n---------- Forwarded message ---------\r\nFrom: Hanami <gift@mail.hanami.example>\r\nDate: 2026年11月22日\r\n"+
				"Subject: ギフトカードが登録されました\r\nTo: <taro@buyer.example>\r\n\r\n"+noticeBody),
			brand.MailOpened, assess.Unverified, []assess.NoteID{assess.SignatureMissing, assess.MailForwarded}},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, tt.text, options(keys))
			if e.Says != tt.says || e.Grade != tt.grade {
				t.Errorf("says %s, %s; want %s, %s; notes %v", e.Says, e.Grade, tt.says, tt.grade, e.Notes)
			}
			if tt.says == brand.MailOpened && (e.Card.Last4 != "7Q2M" || e.Card.Amount.Units() != 5000 && tt.grade == assess.Verified) {
				t.Errorf("card is %v", e.Card)
			}
			for _, id := range tt.notes {
				if !noted(e, id) {
					t.Errorf("notes are %v, without %s", e.Notes, id)
				}
			}
			if noted(e, assess.MailForwarded) && (!e.At.IsZero() || e.Card.Giver != "") {
				t.Errorf("a forward tells its own time or receiver: %v, %q", e.At, e.Card.Giver)
			}
		})
	}
}

// A delivery mail holds the code itself: no more than its end leaves.
func TestCodesAreCut(t *testing.T) {
	body := "ギフトカード番号\r\nAB12-CD34EF-7Q2M\r\n金額: 5,000円\r\n"
	text := sign(t, compose("gift@mail.hanami.example", "hanako@recipient.example", "ギフトカードが届きました",
		"Content-Type: text/plain; charset=utf-8\r\n", body), nil)
	for name, tt := range map[string]struct {
		text, last4, caseLast4 string
	}{
		"one code":                    {text, "7Q2M", ""},
		"several":                     {sign(t, strings.Replace(text, "金額", "ZZ12-CD34EF-9X9X\r\n金額", 1), nil), "", ""},
		"several, the case names one": {sign(t, strings.Replace(text, "金額", "ZZ12-CD34EF-9X9X\r\n金額", 1), nil), "9X9X", "9X9X"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(brandKeys(t))
			o.Card.Last4 = tt.caseLast4
			in, err := mail(t.Context(), []byte(tt.text), o)
			if err != nil {
				t.Fatal(err)
			}
			e := in.Evidence[0]
			if e.Card.Last4 != tt.last4 || e.Says != brand.MailDelivered || e.Card.Recipient != "hanako@recipient.example" || e.Card.Amount.Units() != 5000 {
				t.Errorf("says %s of %v; want the last four %q; notes %v", e.Says, e.Card, tt.last4, e.Notes)
			}
			if all := fmt.Sprintf("%+v", in); strings.Contains(all, "CD34EF") || !noted(e, assess.CodeRedacted) {
				t.Errorf("a code left: %s", all)
			}
		})
	}
}

func TestMailToOther(t *testing.T) {
	keys := brandKeys(t)
	signed := sign(t, notice(""), nil)
	for name, tt := range map[string]struct {
		card assess.Card
		want bool
	}{
		"nothing is known":          {assess.Card{}, false},
		"to the giver":              {assess.Card{Giver: "taro@buyer.example"}, false},
		"to another":                {assess.Card{Giver: "jiro@buyer.example"}, true},
		"of the recipient it tells": {assess.Card{Giver: "taro@buyer.example", Recipient: "x@y.example"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(keys)
			o.Card = tt.card
			if e := one(t, signed, o); noted(e, assess.MailToOther) != tt.want {
				t.Errorf("notes %v; want mail_to_other: %t", e.Notes, tt.want)
			}
		})
	}
}

func TestMailRefuses(t *testing.T) {
	signed := sign(t, notice(""), nil)
	rfc822 := "Content-Type: message/rfc822\r\n"
	deep := notice("")
	for range maxForwards + 1 {
		deep = strings.ReplaceAll(attach(rfc822, deep), "part-1", "part-"+fmt.Sprint(len(deep)+2))
	}
	nested := ""
	for i := range maxDepth + 2 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=n%d\r\n\r\n--n%d\r\n", i, i)
	}
	for name, tt := range map[string]struct {
		text   string
		reason unspent.Reason
		says   string
	}{
		"Outlook's format":                        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", unspent.Invalid, ".eml"},
		"pasted text":                             {noticeBody, unspent.Invalid, ".eml"},
		"two mails attached":                      {attach(rfc822, signed+"\r\n--part-1\r\n"+rfc822+"\r\n"+signed), unspent.Invalid, "2 mails"},
		"too many forwards":                       {deep, unspent.TooLarge, "maxForwards"},
		"large mails in base64 within such mails": {encoded(encoded("Subject: x\r\n\r\n" + strings.Repeat("a", maxCopied*5/8))), unspent.TooLarge, "maxCopied"},
		"too deep":                                {compose("a@b.example", "c@d.example", "x", nested, ""), unspent.TooLarge, "maxDepth"},
		"too many parts": {compose("a@b.example", "c@d.example", "x", "Content-Type: multipart/mixed; boundary=n\r\n",
			strings.Repeat("--n\r\n\r\nx\r\n", maxParts+2)), unspent.TooLarge, "maxParts"},
		"huge headers":  {strings.Repeat("X-A: "+strings.Repeat("a", 900)+"\r\n", maxHeader/900) + signed, unspent.TooLarge, "maxHeader"},
		"a huge header": {"X-A: " + strings.Repeat("a", maxHeaderField) + "\r\n" + signed, unspent.TooLarge, "maxHeaderField"},
		"a huge folded header": {"X-A: a\r\n" + strings.Repeat(" "+strings.Repeat("a", 900)+"\r\n", 100) + signed, unspent.TooLarge,
			"maxHeaderField"},
		"many lines of headers": {strings.Repeat("A:\r\n", maxHeaderLines) + signed, unspent.TooLarge, "maxHeaderLines"},
		"empty lines":           {signed + strings.Repeat("\r\n", maxBlank), unspent.TooLarge, "maxBlank"},
		"too large":             {signed + strings.Repeat("a", maxFile), unspent.TooLarge, "maxFile"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := mail(t.Context(), []byte(tt.text), options(nil))
			if !errors.Is(err, tt.reason) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v; want %s that names %q", err, tt.reason, tt.says)
			}
		})
	}
}
