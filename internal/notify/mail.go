package notify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// Letterhead is who writes: the issuer's name, the address that mails come from,
// and where the pages are.
type Letterhead struct {
	name  brand.Text
	from  Address
	pages string
}

// NewLetterhead returns a letterhead. Pages is an address such as
// https://cards.example, without anything after the host or a folder.
func NewLetterhead(name brand.Text, from Address, pages string) (Letterhead, error) {
	u, err := url.Parse(pages)
	pages = strings.TrimSuffix(pages, "/")
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "",
		strings.ContainsFunc(pages, unsafeInLink):
		return Letterhead{}, unspent.Errorf(unspent.Invalid, "mails lead to pages at an address such as https://cards.example")
	case from == (Address{}):
		return Letterhead{}, unspent.Errorf(unspent.Invalid, "mails come from an address such as gift@cards.example")
	}
	name = brand.Text{JA: line(name.JA, maxName), EN: line(name.EN, maxName)}
	if name.JA == "" || name.EN == "" {
		return Letterhead{}, unspent.Errorf(unspent.Invalid, "mails need the issuer's name in both languages")
	}
	if strings.ContainsRune(name.JA+name.EN, '\\') { // net/mail writes one into an encoded word, where RFC 2047 5 (3) has none
		return Letterhead{}, unspent.Errorf(unspent.Invalid, "the issuer's name in mails has no backslash")
	}
	return Letterhead{name, from, pages}, nil
}

// Envelope is to whom a letter goes, and why.
type Envelope struct {
	To    Address
	Lang  Lang
	Cause string    // what happened, by its id: the event's, the hold's, the sign-in's
	At    time.Time // when it happened; the Date of the mail

	Answer *Answer // nil: it answers no mail
}

// Mail is one mail to one recipient, ready to be signed or sent. It can hold a
// code, so it prints as a mask. The zero value is none.
type Mail struct{ in func() *message }

type message struct {
	id, kind string
	from, to Address
	text     []byte // headers and body, CRLF
	subject  string
	plain    string // body
	at       time.Time
	signed   bool
	answers  bool
}

// Compose writes a letter. It answers Invalid if the letter lacks something.
func (h Letterhead) Compose(l Letter, e Envelope) (Mail, error) {
	switch {
	case h.pages == "":
		return Mail{}, errors.New("a letterhead that nobody made")
	case e.To == (Address{}):
		return Mail{}, unspent.Errorf(unspent.Invalid, "a mail needs a recipient")
	case e.Lang != Japanese && e.Lang != English:
		return Mail{}, unspent.Errorf(unspent.Invalid, "a mail is in ja or en")
	case e.Cause == "" || len(e.Cause) > maxCause || e.At.IsZero():
		return Mail{}, unspent.Errorf(unspent.Invalid, "a mail needs a cause of at most %d bytes and its time", maxCause)
	}
	s, err := l.sheet(h.pages)
	if err != nil {
		return Mail{}, err
	}
	p := s.in(e.Lang, h.name)
	html, err := p.html()
	if err != nil {
		return Mail{}, err
	}
	m := &message{kind: l.Kind(), from: h.from, to: e.To, subject: p.Subject, plain: p.plain(), at: e.At, answers: e.Answer != nil}
	token := tokenOf(m.kind, e.Cause, e.To.key())
	m.id = token + "@" + h.from.domain
	m.text, err = h.write(m, p, html, e)
	if err != nil {
		return Mail{}, err
	}
	return Mail{func() *message { return m }}, nil
}

// write lays the message out. Everything in it follows from the letter and the
// envelope. Bodies are base 64, so that no line of them can be a boundary.
func (h Letterhead) write(m *message, p page, html string, e Envelope) ([]byte, error) {
	out := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64),
		gomail.WithNoDefaultUserAgent(), gomail.WithBoundary("part-"+m.id[:32]))
	out.FromMailAddress(&netmail.Address{Name: e.Lang.of(h.name), Address: h.from.String()}) // a name with quotes in it is not parsed again
	out.ToMailAddress(&netmail.Address{Address: m.to.String()})
	out.Subject(p.Subject)
	out.SetDateWithValue(e.At.UTC().Truncate(time.Second))
	out.SetMessageIDWithValue(m.id)
	if a := e.Answer; a == nil {
		out.SetGenHeader("Auto-Submitted", "auto-generated")
	} else {
		a.write(out)
	}
	out.SetGenHeader("Content-Language", string(e.Lang))
	out.SetBodyString(gomail.TypeTextPlain, crlf(p.plain()))
	out.AddAlternativeString(gomail.TypeTextHTML, crlf(html))
	var b bytes.Buffer
	if _, err := out.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// write says what a mail answers.
func (a Answer) write(out *gomail.Msg) {
	out.SetGenHeader("Auto-Submitted", "auto-replied")
	if id := a.id(); id != "" {
		out.SetGenHeader(gomail.HeaderInReplyTo, id)
		out.SetGenHeader(gomail.HeaderReferences, id)
	}
	if a.Loop != (Address{}) {
		out.SetGenHeader(LoopHeader, a.Loop.String())
	}
	if a.Reply != (Address{}) {
		out.SetGenHeader("Reply-To", "<"+a.Reply.String()+">")
	}
}

// LoopHeader is the header by which our answers are known again.
const LoopHeader = "X-Loop"

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

// tokenOf hashes what makes a mail the one that it is.
func tokenOf(parts ...string) string {
	h := sha256.New()
	io.WriteString(h, "unspent mail v1\n")
	for _, p := range parts {
		io.WriteString(h, strconv.Itoa(len(p))+"\n"+p)
	}
	return hex.EncodeToString(h.Sum(nil)[:20])
}

// ID returns the Message-ID without its brackets. The same letter for the same
// cause to the same recipient has the same one.
func (m Mail) ID() string { return m.in().id }

// Kind returns the kind of the letter.
func (m Mail) Kind() string { return m.in().kind }

// From returns the sender.
func (m Mail) From() Address { return m.in().from }

// Token returns the part of the Message-ID that tells the mail from all others.
func (m Mail) Token() string { return strings.TrimSuffix(m.in().id, "@"+m.in().from.domain) }

// Return returns the address that the mail comes back to if it cannot be
// delivered: the sender's, with the token in it, so that a bounce tells which mail
// it is. A sender with a long name has no room for that. An answer has none, so
// that nothing comes back.
func (m Mail) Return() string {
	if m.in().answers {
		return ""
	}
	local := m.From().local + returnMark + m.Token()
	if len(local) > maxLocal {
		return m.From().String()
	}
	return local + "@" + m.From().Domain()
}

// returnMark parts a sender's name from the token of a mail.
const returnMark = "+b-"

// To returns the recipient.
func (m Mail) To() Address { return m.in().to }

// Subject returns the subject, which is ours, word for word.
func (m Mail) Subject() string { return m.in().subject }

// Date returns when what the mail tells happened.
func (m Mail) Date() time.Time { return m.in().at }

// Text returns the body as plain text, code and all: call it only to show the
// mail to its recipient.
func (m Mail) Text() string { return m.in().plain }

// Reveal returns a copy of the whole mail, code and all. Call it only to hand
// the mail to its recipient.
func (m Mail) Reveal() []byte { return bytes.Clone(m.in().text) }

// Format prints a mask, whatever the verb.
func (m Mail) Format(f fmt.State, _ rune) { io.WriteString(f, "mail(redacted)") }

// LogValue logs a mask.
func (m Mail) LogValue() slog.Value { return slog.StringValue("redacted") }

// MarshalText refuses: a mail leaves the program only through Reveal.
func (m Mail) MarshalText() ([]byte, error) { return nil, errors.New("a mail is not marshalable") }
