package intake

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// bilingual is a brand whose order mails are told in plain ASCII too, and by their
// subject alone.
func bilingual() *brand.Profile {
	p := hanami()
	p.Mails = append(p.Mails, brand.Mail{
		Means: brand.MailOpened, From: []string{"gift@mail.hanami.example"}, Domains: []string{"hanami.example"},
		Subjects: []string{`^Your gift card was added$`}, Body: []string{`was added to an account`},
		Fields: brand.Fields{Amount: `Amount: (\S+)`, Order: `Order: (\S+)`, Last4: `Card: (\S+)`},
	})
	return p
}

// A mail in one part whose transfer encoding nobody signed is verified only if its
// bytes say one thing.
func TestUnsignedEncoding(t *testing.T) {
	const (
		japanese = "ギフトカードが登録されました"
		english  = "Your gift card was added"
		ordered  = "ご注文の確認"
		added    = "Your gift card was added to an account.\r\nAmount: 5000\r\nOrder: 250-1234567-7654321\r\nCard: ****-******-7Q2M\r\n"
	)
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	sure, open := []assess.NoteID{assess.EncodingSure, assess.SignatureGood}, []assess.NoteID{assess.EncodingUnsigned, assess.SignatureGood}
	plain := []assess.NoteID{assess.SignatureGood}
	tests := map[string]struct {
		from, subject, body string
		signed, brought     string // the encoding that was named, and the one that is named now; "-": none
		grade               assess.Grade
		notes               []assess.NoteID
	}{
		"base64":              {"gift@mail.", japanese, transferred("base64", noticeBody), "base64", "base64", assess.Verified, sure},
		"base64, in one line": {"gift@mail.", japanese, encode(noticeBody) + "\r\n", "base64", "BASE64", assess.Verified, sure},
		"base64, blanks at a line's end": {"gift@mail.", japanese, strings.ReplaceAll(transferred("base64", noticeBody), "\r\n", "  \r\n"), "base64", "base64",
			assess.Verified, sure},
		"base64 within a text": {"gift@mail.", japanese, "Hello,\r\n" + transferred("base64", noticeBody), "7bit", "base64", assess.Unverified, nil},
		"base64, then a text": {"gift@mail.", japanese, encode(noticeBody+" ") + "\r\n-- sent by hand\r\n", "7bit", "base64", assess.Unverified,
			append(slices.Clone(open), assess.Truncated)},
		"base64, not filled up": {"gift@mail.", japanese, strings.TrimRight(encode(noticeBody+"    "), "=") + "A\r\n", "7bit", "base64", assess.Unverified,
			nil},
		"base64, no longer named":        {"order@", ordered, transferred("base64", noticeBody), "base64", "-", assess.Unverified, open},
		"base64, named quoted-printable": {"order@", ordered, transferred("base64", noticeBody), "base64", "quoted-printable", assess.Unverified, open},
		"quoted-printable, the same raw": {"gift@mail.", english, added + "See https://hanami.example/?a=3D1\r\n", "quoted-printable", "quoted-printable",
			assess.Verified, sure},
		"quoted-printable, nothing to it": {"gift@mail.", english, added, "quoted-printable", "quoted-printable", assess.Verified, sure},
		"quoted-printable of Japanese": {"gift@mail.", japanese, transferred("quoted-printable", noticeBody), "quoted-printable", "quoted-printable",
			assess.Unverified, open},
		"quoted-printable made of a text": {"gift@mail.", english, strings.Replace(added, "5000", "5=30000", 1), "7bit", "quoted-printable", assess.Unverified, open},
		"the card within a greeting": {"gift@mail.", english, strings.Replace(added, "Card:", "Message: =43ard: ****-******-9ZZ9\r\nCard:", 1), "7bit",
			"quoted-printable", assess.Unverified, open},
		"a line's end taken back": {"gift@mail.", english, strings.Replace(added, "Order: 250-", "Order: 250-1=\r\n", 1), "quoted-printable", "-",
			assess.Unverified, open},
		"with a blank behind it": {"gift@mail.", english, strings.Replace(added, "Order: 250-", "Order: 250-1= \t\r\n", 1), "quoted-printable", "8bit",
			assess.Unverified, open},
		"quoted-printable, not named": {"gift@mail.", english, strings.Replace(added, "5000", "5=3000", 1), "quoted-printable", "-", assess.Unverified, open},
		"not quoted-printable at all": {"gift@mail.", english, added + "a=b\r\n", "7bit", "quoted-printable", assess.Unverified, open},
		"as it is":                    {"gift@mail.", english, added + "https://hanami.example/?a=b&c=12\r\n", "7bit", "7bit", assess.Verified, plain},
		"as it is, in eight bits":     {"gift@mail.", japanese, noticeBody + "=E3=81\r\n", "8bit", "8bit", assess.Verified, plain},
		"as it is, in seven bits":     {"gift@mail.", english, added + "\x1b$B=50=\x1b(B\r\n", "7bit", "7bit", assess.Verified, plain},
	}
	keys := brandKeys(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			header := func(encoding string) string {
				if encoding == "-" {
					return ""
				}
				return "Content-Transfer-Encoding: " + encoding + "\r\n"
			}
			text := sign(t, compose(tt.from+"hanami.example", "taro@buyer.example", "=?utf-8?B?"+encode(tt.subject)+"?=",
				"Content-Type: text/plain; charset=utf-8\r\n"+header(tt.signed), tt.body), without(transfer))
			text = strings.Replace(text, header(tt.signed), header(tt.brought), 1)
			o := options(keys)
			o.Brand = bilingual()
			e := one(t, text, o)
			if got := noteIDs(e); e.Grade != tt.grade || tt.notes != nil && !slices.Equal(got, tt.notes) {
				t.Errorf("%s, %s, %s; want %s, %s", e.Grade, e.Says, got, tt.grade, tt.notes)
			}
		})
	}
}

// A signature that covers the header, there or not, settles how the text is read;
// of two, the one that does is taken.
func TestSignedEncoding(t *testing.T) {
	keys := brandKeys(t)
	body := transferred("quoted-printable", noticeBody)
	headers := "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
	mail := compose("gift@mail.hanami.example", "taro@buyer.example", "=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte("ギフトカードが登録されました"))+"?=", headers, body)
	html := strings.Replace(mail, "text/plain", "text/html", 1)
	missing := strings.Replace(notice(""), "Content-Transfer-Encoding: 8bit\r\n", "", 1)
	named := strings.Replace(sign(t, missing, nil), "MIME-Version:", "Content-Transfer-Encoding: quoted-printable\r\nMIME-Version:", 1)
	for name, tt := range map[string]struct {
		text  string
		grade assess.Grade
		note  assess.NoteID
	}{
		"signed":                    {sign(t, mail, nil), assess.Verified, assess.SignatureGood},
		"not signed, a page":        {sign(t, html, without(transfer)), assess.Unverified, assess.EncodingUnsigned},
		"signed once of two":        {sign(t, sign(t, mail, nil), without(transfer)), assess.Verified, assess.SignatureGood},
		"signed as missing":         {sign(t, missing, nil), assess.Verified, assess.SignatureGood},
		"signed as missing, and is": {named, assess.Unverified, assess.SignatureBroken},
	} {
		if e := one(t, tt.text, options(keys)); e.Grade != tt.grade || !noted(e, tt.note) {
			t.Errorf("%s: %s, %v; want %s with %s", name, e.Grade, noteIDs(e), tt.grade, tt.note)
		}
	}
}
