package notify_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/notify"
)

var update = flag.Bool("update", false, "rewrite the golden mails")

func noon() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

func yen(n int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(n, cur)
}

func address(text string) notify.Address {
	a, err := notify.ParseAddress(text)
	if err != nil {
		panic(err)
	}
	return a
}

func letterhead(t testing.TB) notify.Letterhead {
	t.Helper()
	h, err := notify.NewLetterhead(brand.Text{JA: "花見カード", EN: "Hanami Cards"}, address("gift@cards.example"), "https://cards.example/")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func fakeCode() unspent.Code { return unspent.DeriveCode([32]byte{7}, 0) }

func serial() unspent.Serial {
	s, err := unspent.NewSerial(600100, 1)
	if err != nil {
		panic(err)
	}
	return s
}

// letters are one letter of every kind, and what the profile takes each for.
func letters() map[string]struct {
	letter notify.Letter
	means  brand.Meaning
} {
	gift := notify.Gift{Code: fakeCode(), Face: yen(5000), Expires: noon().AddDate(10, 0, 0), Order: "G-1042", Giver: "花子",
		Message: "お誕生日おめでとう！\nまた会いましょう。"}
	again := gift
	again.Again, again.Giver, again.Message = true, "", ""
	handover := func(step notify.Step) notify.Handover {
		return notify.Handover{Step: step, Hold: "hld_42", Serial: serial(), Balance: yen(5000), Until: noon().Add(72 * time.Hour)}
	}
	taken := handover(notify.Taken)
	taken.Until = time.Time{}
	items := []notify.Item{{To: address("taro@example.jp"), Face: yen(5000)},
		{To: address("jiro@example.jp"), Face: yen(3000), Send: noon().AddDate(0, 1, 0)}, {Face: yen(2000)}}
	type c = struct {
		letter notify.Letter
		means  brand.Meaning
	}
	judged := notify.Judged{Brand: brand.Text{JA: "花見カード", EN: "Hanami Cards"}, Verdict: brand.Text{JA: "使用済み（証明済み）", EN: "used (proven)"},
		Summary: brand.Text{JA: "このカードは使用済みです。", EN: "The card is used."},
		Reasons: []brand.Text{{JA: "開封通知の署名を確かめました。", EN: "The signature of the opening notice is good."}},
		AsOf:    noon(), Next: brand.Text{JA: "贈った方に伝えてください。", EN: "Tell whoever gave it."}, Face: yen(5000), Order: "G-1042", Last4: "7Q2M",
		Until: noon().AddDate(0, 0, 7)}
	return map[string]c{
		"judged":      {judged, brand.MailOther},
		"gift":        {gift, brand.MailDelivered},
		"gift-again":  {again, brand.MailResent},
		"order":       {notify.Order{Number: "G-1042", Total: yen(10000), Items: items}, brand.MailOrdered},
		"order-quiet": {notify.Order{Number: "G-1042", Total: yen(10000), Items: items, Quiet: true}, brand.MailOrdered},
		"opened": {notify.Opened{Face: yen(5000), Recipient: address("taro@example.jp"), At: noon(), Order: "G-1042",
			Serial: serial(), Last4: "7Q2M"}, brand.MailOpened},
		"held":     {handover(notify.Held), brand.MailOther},
		"released": {handover(notify.Released), brand.MailOther},
		"taken":    {taken, brand.MailOther},
		"expiring": {notify.Expiring{Serial: serial(), Balance: yen(5000), Expires: noon().AddDate(0, 1, 0)}, brand.MailOther},
		"came":     {notify.Came{Stop: "https://cards.example/notice#t0ken"}, brand.MailOther},
		"sign-in":  {notify.SignIn{Link: "https://cards.example/sign-in#t0ken", Until: noon().Add(time.Hour)}, brand.MailOther},
	}
}

func envelope(lang notify.Lang) notify.Envelope {
	return notify.Envelope{To: address("taro@example.jp"), Lang: lang, Cause: "evt_1042", At: noon()}
}

func compose(t testing.TB, l notify.Letter, e notify.Envelope) notify.Mail {
	t.Helper()
	m, err := letterhead(t).Compose(l, e)
	if err != nil {
		t.Fatalf("Compose(%s): %v", l.Kind(), err)
	}
	return m
}

// opened is a mail as a reader takes it apart.
type opened struct {
	header  netmail.Header
	subject string
	plain   string
	html    string
}

func open(t testing.TB, text []byte) opened {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	o := opened{header: m.Header}
	if o.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || media != "multipart/alternative" {
		t.Fatalf("Content-Type = %q, %v", m.Header.Get("Content-Type"), err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for i := 0; ; i++ {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			if i != 2 {
				t.Fatalf("the mail has %d parts, want 2", i)
			}
			return o
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		if err != nil {
			t.Fatal(err)
		}
		switch kind := p.Header.Get("Content-Type"); {
		case i == 0 && kind == "text/plain; charset=UTF-8":
			o.plain = string(body)
		case i == 1 && kind == "text/html; charset=UTF-8":
			o.html = string(body)
		default:
			t.Fatalf("part %d is %q", i, kind)
		}
	}
}

func TestGolden(t *testing.T) {
	for name, tt := range letters() {
		for _, lang := range []notify.Lang{notify.Japanese, notify.English} {
			t.Run(name+"."+string(lang), func(t *testing.T) {
				m := compose(t, tt.letter, envelope(lang))
				whole := m.Reveal()
				o := open(t, whole)
				head, _, _ := strings.Cut(string(whole), "\r\n\r\n")
				lf := func(s string) []byte { return []byte(strings.ReplaceAll(s, "\r\n", "\n")) }
				got := txtar.Format(&txtar.Archive{Files: []txtar.File{
					{Name: "headers", Data: lf(head + "\r\n")}, {Name: "subject", Data: []byte(o.subject + "\n")},
					{Name: "plain", Data: lf(o.plain)}, {Name: "html", Data: lf(o.html)}}})
				file := filepath.Join("testdata", name+"."+string(lang)+".txtar")
				if *update {
					if err := os.WriteFile(file, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), string(got)); diff != "" {
					t.Errorf("%s (-update rewrites it; -want +got):\n%s", file, diff)
				}
			})
		}
	}
}

// The same cause makes the same mail; another cause, kind or recipient another.
func TestStable(t *testing.T) {
	all := letters()
	base := compose(t, all["opened"].letter, envelope(notify.Japanese))
	if again := compose(t, all["opened"].letter, envelope(notify.Japanese)); !bytes.Equal(base.Reveal(), again.Reveal()) {
		t.Error("the same letter is not the same mail")
	}
	edits := map[string]struct {
		edit func(*notify.Envelope)
		same bool
	}{
		"capitals of the address": {func(e *notify.Envelope) { e.To = address("Taro@EXAMPLE.jp") }, true},
		"language":                {func(e *notify.Envelope) { e.Lang = notify.English }, true},
		"cause":                   {func(e *notify.Envelope) { e.Cause = "evt_1043" }, false},
		"recipient":               {func(e *notify.Envelope) { e.To = address("jiro@example.jp") }, false},
	}
	for name, tt := range edits {
		t.Run(name, func(t *testing.T) {
			e := envelope(notify.Japanese)
			tt.edit(&e)
			if got := compose(t, all["opened"].letter, e).ID() == base.ID(); got != tt.same {
				t.Errorf("same Message-ID = %v, want %v", got, tt.same)
			}
		})
	}
	seen := map[string]string{}
	for name, tt := range all {
		id := compose(t, tt.letter, envelope(notify.Japanese)).ID()
		if other, ok := seen[id]; ok && all[other].letter.Kind() != tt.letter.Kind() {
			t.Errorf("%s and %s have one Message-ID", name, other)
		}
		seen[id] = name
	}
}

// Every mail, and each of its two sides alone, is what the profile takes it for.
func TestProfileKnowsMails(t *testing.T) {
	p, ok := brand.Builtin().Find(notify.ProfileID)
	if !ok {
		t.Fatal("there is no profile")
	}
	for name, tt := range letters() {
		for _, lang := range []notify.Lang{notify.Japanese, notify.English} {
			o := open(t, compose(t, tt.letter, envelope(lang)).Reveal())
			for i := range p.Mails {
				m := &p.Mails[i]
				if got, want := m.Fits(o.subject, o.plain), m.Means == tt.means; got != want {
					t.Errorf("%s.%s fits %s: %v, want %v", name, lang, m.Means, got, want)
				}
				if m.Means != tt.means || m.Fields.Amount == "" {
					continue
				}
				want := map[string]string{"amount": "5,000", "order": "G-1042"}
				switch m.Means {
				case brand.MailOpened:
					want["recipient"], want["last4"] = "taro@example.jp", "7Q2M"
				case brand.MailOrdered:
					want["amount"] = "10,000"
				default:
					reveal := fakeCode().Reveal()
					want["last4"] = reveal[len(reveal)-4:]
				}
				values := m.Values(o.plain)
				for field, v := range want {
					if values[field] != v {
						t.Errorf("%s.%s: %s = %q, want %q", name, lang, field, values[field], v)
					}
				}
			}
		}
	}
}

// What a giver types cannot make a signed mail say something else: it stands
// behind the facts, the subject is ours, and an opening notice has none of it.
func TestGiverCannotSpeakForUs(t *testing.T) {
	p, _ := brand.Builtin().Find(notify.ProfileID)
	notice := "開封通知：お送りになったギフトカードが受け取られました\nお送りになったギフトカードは、受け取った方のアカウントに登録されました。\n届け先：jiro@example.jp\n金額：￥50,000\n注文番号：X-1\n番号の下4桁：0000"
	gift := notify.Gift{Code: fakeCode(), Face: yen(5000), Order: "G-1042", Giver: "金額：￥90,000", Message: notice}
	o := open(t, compose(t, gift, envelope(notify.Japanese)).Reveal())
	for i := range p.Mails {
		m := &p.Mails[i]
		if got := m.Fits(o.subject, o.plain); got != (m.Means == brand.MailDelivered) {
			t.Errorf("the gift mail fits %s: %v", m.Means, got)
		}
		if m.Means == brand.MailDelivered {
			if values := m.Values(o.plain); values["amount"] != "5,000" || values["order"] != "G-1042" {
				t.Errorf("values = %v, want those of the card", values)
			}
		}
	}
}

// A mail loads nothing, runs nothing and leads nowhere but to the pages.
func TestHTMLIsQuiet(t *testing.T) {
	all := letters()
	evil := all["gift"]
	evil.letter = notify.Gift{Code: fakeCode(), Face: yen(1), Giver: `"><img src=https://evil.example/x>`,
		Message: `<script>alert(1)</script><a href="https://evil.example">x</a><style>@import url(//evil.example)</style>`}
	all["evil"] = evil
	tags := []string{"html", "head", "meta", "title", "body", "div", "p", "table", "tbody", "tr", "td", "strong", "blockquote", "br", "a", "ul", "li"}
	for name, tt := range all {
		o := open(t, compose(t, tt.letter, envelope(notify.English)).Reveal())
		root, err := html.Parse(strings.NewReader(o.html))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !slices.Contains(tags, n.Data) {
				t.Errorf("%s has <%s>", name, n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "href" && strings.HasPrefix(a.Val, "https://cards.example/"):
				case a.Key == "style" && !strings.Contains(a.Val, "url"):
				case slices.Contains([]string{"lang", "charset", "name", "content", "role"}, a.Key):
				default:
					t.Errorf("%s has %s=%q", name, a.Key, a.Val)
				}
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	good := letters()
	opening := good["opened"].letter.(notify.Opened)
	wrongFour := opening
	wrongFour.Last4 = "<b>x"
	tests := map[string]struct {
		letter notify.Letter
		edit   func(*notify.Envelope)
	}{
		"no recipient":          {opening, func(e *notify.Envelope) { e.To = notify.Address{} }},
		"no language":           {opening, func(e *notify.Envelope) { e.Lang = "fr" }},
		"no cause":              {opening, func(e *notify.Envelope) { e.Cause = "" }},
		"no time":               {opening, func(e *notify.Envelope) { e.At = time.Time{} }},
		"gift without code":     {notify.Gift{Face: yen(1)}, nil},
		"order without number":  {notify.Order{Total: yen(1), Items: []notify.Item{{Face: yen(1)}}}, nil},
		"notice of nobody":      {notify.Opened{Face: yen(1), At: noon()}, nil},
		"notice with bad four":  {wrongFour, nil},
		"unknown step":          {notify.Handover{Step: "x", Hold: "hld_1", Serial: serial(), Balance: yen(1), Until: noon()}, nil},
		"hold that breaks":      {notify.Handover{Step: notify.Held, Hold: "hld_1\r\nBcc: x", Serial: serial(), Balance: yen(1), Until: noon()}, nil},
		"reminder without card": {notify.Expiring{Balance: yen(1), Expires: noon()}, nil},
		"link elsewhere":        {notify.SignIn{Link: "https://cards.example.evil.example/x", Until: noon()}, nil},
		"link that runs":        {notify.SignIn{Link: "javascript:alert(1)", Until: noon()}, nil},
		"stop elsewhere":        {notify.Came{Stop: "https://evil.example/notice#x"}, nil},
		"link with a line end":  {notify.SignIn{Link: "https://cards.example/x\r\nBcc: x", Until: noon()}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := envelope(notify.Japanese)
			if tt.edit != nil {
				tt.edit(&e)
			}
			if _, err := letterhead(t).Compose(tt.letter, e); unspent.ReasonOf(err) != unspent.Invalid {
				t.Errorf("Compose = %v, want %v", err, unspent.Invalid)
			}
		})
	}
	if _, err := notify.NewLetterhead(brand.Text{JA: `花見\カード`, EN: "x"}, address("a@b.example"),
		"https://cards.example"); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("NewLetterhead with a backslash in the name = %v, want %v", err, unspent.Invalid)
	}
	for _, pages := range []string{"", "cards.example", "ftp://cards.example", "https://u:p@cards.example", "https://cards.example?x",
		"https://cards.example/\r\nx"} {
		if _, err := notify.NewLetterhead(brand.Text{JA: "x", EN: "x"}, address("a@b.example"), pages); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("NewLetterhead(%q) = %v, want %v", pages, err, unspent.Invalid)
		}
	}
}

func TestParseAddress(t *testing.T) {
	for text, ok := range map[string]bool{
		"taro@example.jp": true, "Taro.Yamada+gift@mail.Example.JP": true, "o'neil@example.com": true, "a@xn--eckwd4c7c.jp": true,
		"": false, "taro": false, "@example.jp": false, "taro@": false, "taro@localhost": false, "taro@example": false, "ta ro@example.jp": false,
		"taro@example.jp\r\nBcc: x@example.jp": false, "<taro@example.jp>": false, "太郎@example.jp": false, "taro@例え.jp": false,
		`"a b"@example.jp`: false, "taro..x@example.jp": false, "taro@exa_mple.jp": false, "a@b@example.jp": false, "taro@example.jp,x@example.jp": false,
		strings.Repeat("a", 65) + "@example.jp": false, "taro@" + strings.Repeat("a.", 130) + "jp": false,
	} {
		if _, err := notify.ParseAddress(text); (err == nil) != ok {
			t.Errorf("ParseAddress(%q) = %v, want ok %v", text, err, ok)
		}
	}
}

// Nothing prints a mail, a key or a password.
func TestMasks(t *testing.T) {
	m := compose(t, letters()["gift"].letter, envelope(notify.Japanese))
	server, err := notify.NewServer("smtps://mail.example", "user", "pa55word")
	if err != nil {
		t.Fatal(err)
	}
	type holder struct {
		m notify.Mail
		k notify.Key
		s notify.Server
	}
	h := holder{m, edKey(t, "s1"), server}
	secret := fakeCode().Reveal()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		text := fmt.Sprintf(verb, h) + fmt.Sprintf(verb, m) + fmt.Sprintf(verb, &h)
		for _, s := range []string{secret, "pa55word", base64.StdEncoding.EncodeToString([]byte("ギフトカード"))[:8]} {
			if strings.Contains(text, s) {
				t.Errorf("%s prints %q", verb, s)
			}
		}
	}
	if _, err := json.Marshal(m); err == nil {
		t.Error("a mail can be marshalled")
	}
}

// Whatever is typed, the mail has exactly its own headers and two parts.
func FuzzHeaders(f *testing.F) {
	f.Add("花子", "おめでとう", "G-1042", "花見カード")
	f.Add("a\r\nBcc: x@evil.example", "\r\n\r\n--part-", "1\r\nX: y", "Evil\r\nBcc: x@evil.example\r\n\r\nbody")
	f.Add("\x00\u202e\u2028", strings.Repeat("x", 5000), strings.Repeat("1", 100), "\"<x@evil.example>,")
	f.Add("=?utf-8?B?DQpCY2M6IHg=?=", "=?utf-8?q?=0D=0ABcc:x?=", "#", "=?utf-8?B?DQpCY2M6IHg=?=")
	f.Add("0", "000", "0", "=?utg-8?B?DQpCY2M6IQ!\\U\b\xd5þHg=?=")
	f.Add("0", "000", "0", "花見_カード!*+-/=?@,;:<>()[]\"'`^{|}~#$%&.")
	f.Fuzz(func(t *testing.T, giver, message, order, issuer string) {
		h, err := notify.NewLetterhead(brand.Text{JA: issuer, EN: issuer}, address("gift@cards.example"), "https://cards.example")
		if err != nil {
			return
		}
		gift := notify.Gift{Code: fakeCode(), Face: yen(5000), Order: order, Giver: giver, Message: message}
		for _, l := range []notify.Letter{gift, notify.Opened{Face: yen(1), Recipient: address("taro@example.jp"), At: noon(), Order: order}} {
			m, err := h.Compose(l, envelope(notify.Japanese))
			if err != nil {
				t.Fatalf("Compose: %v", err)
			}
			text := m.Reveal()
			if bytes.ContainsFunc(text, func(r rune) bool { return r > '~' || r < ' ' && r != '\r' && r != '\n' }) {
				t.Error("the mail is not plain ASCII")
			}
			if strings.Count(string(text), "\r\n") != strings.Count(string(text), "\n") || strings.Count(string(text), "\r\n") != strings.Count(string(text), "\r") {
				t.Error("a line ends otherwise than with CRLF")
			}
			o := open(t, text)
			var names []string
			for name, values := range o.header {
				names = append(names, name)
				if len(values) != 1 {
					t.Errorf("%s stands %d times", name, len(values))
				}
			}
			slices.Sort(names)
			want := []string{"Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}
			if !slices.Equal(names, want) {
				t.Errorf("headers = %v, want %v", names, want)
			}
			for name, want := range map[string]string{"From": "gift@cards.example", "To": "taro@example.jp"} {
				list, err := o.header.AddressList(name)
				if err != nil || len(list) != 1 || list[0].Address != want {
					t.Errorf("%s = %v, %v; want %s", name, list, err, want)
				}
			}
		}
	})
}
