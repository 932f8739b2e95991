package bench

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

const (
	selector = "bench"
	keyFile  = "key.txt" // beside a case: the record of the key that signed its mails
	brandID  = "amazon-jp"
)

// caseMaker makes cases: mails in the words of a brand's own samples, signed with a
// key of its own in the brand's name, and a usage history.
type caseMaker struct {
	brands  brand.Catalogue
	key     *rsa.PrivateKey
	record  string // under which the key is published
	history string
	rows    int
}

// benchCase is a case and its files.
type benchCase struct {
	maker *caseMaker
	text  string
	files map[string][]byte
	mails []string // names
	pages []string // HTML that has to be parsed
	rows  int      // of histories
}

func newCaseMaker(rows int) (*caseMaker, error) {
	d := &caseMaker{brands: brand.Builtin(), history: historyPage(rows), rows: rows}
	var err error
	if d.key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		return nil, err
	}
	public, err := x509.MarshalPKIXPublicKey(&d.key.PublicKey)
	d.record = "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)
	return d, err
}

// mail is the first mail of the brand with a meaning.
func (d *caseMaker) mail(means brand.Meaning) (brand.Mail, error) {
	if p, ok := d.brands.Find(brandID); ok {
		for _, m := range p.Mails {
			if m.Means == means && m.Sample.Text != "" && len(m.From) > 0 && len(m.Domains) > 0 {
				return m, nil
			}
		}
	}
	return brand.Mail{}, unspent.Errorf(unspent.NotFound, "%s has no sample of the mail %s", brandID, means)
}

// domain signs every mail.
func (d *caseMaker) domain() string {
	m, err := d.mail(brand.MailOpened)
	if err != nil {
		return ""
	}
	return m.Domains[0]
}

// sign writes a mail of the brand: text, the same as a page, and size bytes of a
// picture.
func (d *caseMaker) sign(means brand.Meaning, id string, size int) (mail []byte, page string, err error) {
	m, err := d.mail(means)
	if err != nil {
		return nil, "", err
	}
	base := func(content []byte) string {
		var b strings.Builder
		for text := base64.StdEncoding.EncodeToString(content); text != ""; text = text[min(76, len(text)):] {
			b.WriteString(text[:min(76, len(text))] + "\r\n")
		}
		return b.String()
	}
	page = mailPage(m.Sample.Text)
	part := func(kind string, content []byte) string {
		return "Content-Type: " + kind + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base(content)
	}
	body := "--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n" + part("text/plain; charset=utf-8", []byte(m.Sample.Text)) +
		"--i\r\n" + part("text/html; charset=utf-8", []byte(page)) + "--i--\r\n"
	if size > 0 {
		picture := make([]byte, size/78*57) // as base64, with line ends, it is so large
		if _, err := rand.Read(picture); err != nil {
			return nil, "", err
		}
		body += "--o\r\n" + part("image/png; name=card.png", append([]byte("\x89PNG\r\n\x1a\n"), picture...))
	}
	text := "From: " + m.From[0] + "\r\nTo: hanako@example.jp\r\nSubject: =?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte(m.Sample.Subject)) +
		"?=\r\nDate: Sun, 22 Nov 2026 14:05:00 +0900\r\nMessage-ID: <" + id + "@bench.example>\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=o\r\n\r\n" + body + "--o--\r\n"
	var out bytes.Buffer
	err = dkim.Sign(&out, strings.NewReader(text), &dkim.SignOptions{Domain: d.domain(), Selector: selector, Signer: d.key,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
		HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}})
	return out.Bytes(), page, err
}

const caseText = "brand: " + brandID + "\nasker: holder\nchannel: person\nintent: use\n" +
	"card: {last4: 7Q2M, amount: 5000 JPY, order: 250-1234567-1234567, recipient: taro@example.jp}\nevidence:\n"

// newCase makes the n-th case, whose mails are no other's: an order, a delivery
// and an opening notice, and a history without the card.
func (d *caseMaker) newCase(n int) (*benchCase, error) {
	c := &benchCase{maker: d, text: caseText, files: map[string][]byte{"history.html": []byte(d.history)}, pages: []string{d.history}, rows: d.rows}
	for _, means := range []brand.Meaning{brand.MailOrdered, brand.MailDelivered, brand.MailOpened} {
		if err := c.add(means, fmt.Sprintf("%s-%d", means, n), 0); err != nil {
			return nil, err
		}
	}
	c.text += "  - {file: history.html, owner: me}\n"
	return c, nil
}

// largeMail makes a case with one opening notice of about size bytes.
func (d *caseMaker) largeMail(size int) (*benchCase, error) {
	c := &benchCase{maker: d, text: caseText, files: map[string][]byte{}}
	return c, c.add(brand.MailOpened, "large", size)
}

func (c *benchCase) add(means brand.Meaning, id string, size int) error {
	mail, page, err := c.maker.sign(means, id, size)
	name := string(means) + ".eml"
	c.files[name], c.mails, c.pages = mail, append(c.mails, name), append(c.pages, page)
	c.text += "  - {file: " + name + ", owner: giver}\n"
	return err
}

// write puts the case into a folder.
func (c *benchCase) write(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for name, content := range c.files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "case.yaml"), []byte(c.text), 0o600)
}

// historyPage is a saved usage history as a browser keeps it.
func historyPage(rows int) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>ギフトカードの利用履歴</title></head><body>` +
		`<table class="a-bordered"><tr><th>日付</th><th>利用内容</th><th>金額</th><th>残高</th></tr>` + "\n")
	for i := range rows {
		fmt.Fprintf(&b, `<tr class="a-row"><td class="a-span2"><span class="a-size-base">%d年%d月%d日</span></td>`, 2026-i/365, 12-i/31%12, 28-i%28)
		if i%3 == 0 {
			fmt.Fprintf(&b, `<td>登録 (ギフトカード番号: xxxx-xxxxxx-%04X)</td><td><span class="a-color-price">¥ %d,000</span></td>`, 0x2000+i, 1+i%50)
		} else {
			fmt.Fprintf(&b, `<td>利用 (注文番号: <a class="a-link-normal" href="/order?id=503-%07d-%07d">503-%07d-%07d</a>)</td><td><span>¥ -%d</span></td>`,
				i, i, i, i, 100+i)
		}
		fmt.Fprintf(&b, "<td><span>¥ %d</span></td></tr>\n", 50_000-i)
	}
	return b.String() + "</table></body></html>\n"
}

// mailPage is a mail's text with as much around it as such mails have.
func mailPage(text string) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><style>td { font-family: sans-serif }</style></head><body><table width="600"><tr><td>`)
	for line := range strings.Lines(text) {
		b.WriteString(`<p style="margin: 0 0 12px 0; font-size: 14px">` + strings.TrimSpace(line) + "</p>\r\n")
	}
	for i := range 40 {
		fmt.Fprintf(&b, `<table cellpadding="0" cellspacing="0" border="0" style="width: 100%%"><tr><td style="padding: 8px" align="left">`+
			`<a href="https://www.amazon.co.jp/gp/help/%d" style="color: #0066c0; text-decoration: none">ヘルプ</a></td></tr></table>`+"\r\n", i)
	}
	return b.String() + "</td></tr></table></body></html>\r\n"
}
