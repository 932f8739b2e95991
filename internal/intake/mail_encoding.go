package intake

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// transfer is the header that says how a body is encoded. Of a mail in parts each
// part has its own, within the body that is signed. Of a mail in one part it is a
// header like others, which many signers leave out: then anybody can name another
// encoding, or none, and the bytes that were signed read as something else.
const transfer = "Content-Transfer-Encoding"

// encodings are the ways in which a body may have been meant: as it is (""), and
// as what its bytes are in full. What mailers may put to a line's end, and a
// relaxed signature does not cover, changes nothing.
func (e entity) encodings() []string {
	all := []string{""}
	if isBase64(e.body) {
		all = append(all, "base64")
	}
	if isQuotedPrintable(e.body) {
		all = append(all, "quoted-printable")
	}
	return all
}

// isBase64 reports whether a body is base64 from its first byte to its last: lines
// of its symbols, filled up at the end.
func isBase64(body []byte) bool {
	symbols, filled := 0, 0
	for len(body) > 0 {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		body = rest
		for _, c := range bytes.TrimRight(line, " \t\r") {
			switch {
			case c == '=' && filled < 2:
				filled++
			case filled > 0 || c >= 0x80 || !alnum(rune(c)) && c != '+' && c != '/':
				return false
			default:
				symbols++
			}
		}
	}
	return symbols > filled && (symbols+filled)%4 == 0
}

// isQuotedPrintable reports whether a body is quoted-printable by that encoding's
// own rules, and would read differently as it is.
func isQuotedPrintable(body []byte) bool {
	quoted := false
	for len(body) > 0 {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		body, line = rest, bytes.TrimRight(line, " \t\r")
		for i := 0; i < len(line); i++ {
			switch c := line[i]; {
			case c == '=' && i+1 < len(line):
				if i+2 >= len(line) || !hexadecimal(line[i+1]) || !hexadecimal(line[i+2]) {
					return false
				}
				quoted, i = true, i+2
			case c == '=':
				quoted = true // the line goes on
			case c != '\t' && (c < ' ' || c > '~'):
				return false
			}
		}
	}
	return quoted
}

func hexadecimal(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

// recoded returns e as it would be with another encoding named.
func (e entity) recoded(encoding string) entity {
	e.fields = slices.DeleteFunc(slices.Clone(e.fields), func(f field) bool { return strings.EqualFold(f.name, transfer) })
	e.fields = append(e.fields, field{name: transfer, value: encoding})
	return e
}

// readOtherwise reads the text in the other encodings that it may have been meant
// in, if a signature that may count leaves that open.
func (l *letter) readOtherwise(ctx context.Context) error {
	open := slices.ContainsFunc(l.signatures, func(s signature) bool { return s.fault == "" && l.encodingOpen(s) })
	if !open || l.encoding() == "base64" { // either it can be nothing else, or it is not that
		return nil
	}
	for _, encoding := range l.encodings() {
		if encoding == l.named() {
			continue
		}
		other := &letter{entity: l.recoded(encoding), from: l.from, subject: l.subject}
		if len(l.plain) > 0 {
			other.plain = []entity{other.entity}
		} else {
			other.html = []entity{other.entity}
		}
		if _, err := other.readTexts(ctx); err != nil {
			if ctx.Err() != nil {
				return err
			}
			other.plainText, other.htmlText = "", "" // it says nothing, which is not the same
		}
		l.otherwise = append(l.otherwise, other)
	}
	return nil
}

// encodingOpen reports whether s leaves open how the text is encoded. A signature
// over a header that is missing says that there is none.
func (l *letter) encodingOpen(s signature) bool {
	return s.signed[strings.ToLower(transfer)] == 0 && len(l.plain)+len(l.html) == 1 && !strings.HasPrefix(l.media, "multipart/")
}

// named is the encoding that the reader goes by.
func (l *letter) named() string {
	if e := l.encoding(); e == "base64" || e == "quoted-printable" {
		return e
	}
	return ""
}

// sureOfEncoding reports whether the signature that counts leaves no doubt of what
// the text says, and notes what it leaves open. Base64 is sure if the whole body
// is that: no text that a person reads is made of such lines. In any other case
// each way to read the bytes must show the same kind of mail and the same values.
func (l *letter) sureOfEncoding(o Options) bool {
	if l.counts == nil || !l.encodingOpen(*l.counts) {
		return true
	}
	named := l.named()
	sure := named == "" || slices.Contains(l.encodings(), named) || named == "quoted-printable" && !bytes.Contains(l.body, []byte("=")) && plainASCII(l.body)
	says := l.said(o)
	for _, other := range l.otherwise {
		other.counts = l.counts
		sure = sure && says.mail != nil && other.said(o) == says
	}
	switch {
	case !sure:
		l.note(assess.EncodingUnsigned, "")
	case named != "":
		l.note(assess.EncodingSure, "")
	}
	return sure
}

func plainASCII(body []byte) bool {
	return !bytes.ContainsFunc(body, func(r rune) bool { return r > '~' })
}

// A saying is what the text of a mail says.
type saying struct {
	mail *brand.Mail
	card assess.Card
	at   time.Time
}

func (l *letter) said(o Options) saying {
	m, text := l.template(o.Brand)
	if m == nil {
		return saying{}
	}
	var e assess.Evidence
	l.fill(&e, m, text, o)
	return saying{m, e.Card, e.At}
}
