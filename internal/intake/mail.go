package intake

import (
	"context"
	"crypto/sha256"
	netmail "net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// A letter is a mail with what was found out about it.
type letter struct {
	entity
	contents
	plainText, htmlText string // normalised

	from       string    // the sender's address, lower case; "" unless there is exactly one
	to         []string  // addresses, lower case
	date       time.Time // what Date says; zero: nothing that can be read
	subject    string
	inner      string // the subject that headers quoted in the text tell
	within     bool   // somebody forwarded the issuer's mail within the text of their own
	signatures []signature
	counts     *signature // the good signature that speaks for the sender, or nil
	otherwise  []*letter  // as it reads in other encodings that no signature rules out
	notes      []assess.Note
}

// mail reads a mail: the one that content is, or, if that is not of the brand,
// the one that is attached to it.
func mail(ctx context.Context, content []byte, o Options) (Import, error) {
	switch {
	case len(content) > maxFile:
		return Import{}, unpack.Over("maxFile", maxFile)
	case longestBlank(content) > maxBlank:
		return Import{}, unpack.Over("maxBlank", maxBlank)
	}
	l, err := open(mailBytes(content), o.Brand)
	if err != nil {
		return Import{}, err
	}
	if err := l.read(ctx, o); err != nil {
		return Import{}, err
	}
	in := Import{Media: mediaMail, SHA256: sha256.Sum256(content)}
	if id := strings.Trim(strings.Join(strings.Fields(l.value("Message-ID")), " "), " <>"); id != "" {
		in.Message = sha256.Sum256([]byte(id))
	}
	replayed := in.Message != [32]byte{} && o.Used != nil && o.Used(in.Message)
	var cut int
	in.Text, cut = o.redact(l.text())
	if cut > 0 {
		l.note(assess.CodeRedacted, "")
	}
	e := l.evidence(o, replayed)
	for i := range e.Notes {
		detail, _ := o.redact(e.Notes[i].Detail)
		e.Notes[i].Detail = clip(detail)
	}
	in.Evidence = []assess.Evidence{e}
	for _, s := range l.signatures {
		if s.key.At.IsZero() {
			s.key.At = o.Seen
		}
		if s.key.Record != "" && !slices.Contains(in.Keys, s.key) {
			in.Keys = append(in.Keys, s.key)
		}
	}
	return in, nil
}

// redact cuts the codes of all brands, and of this one, which may not be among
// them.
func (o Options) redact(s string) (string, int) {
	s, cut := RedactAll(o.All, s)
	s, more := o.Brand.Redact(s)
	return s, cut + more
}

// longestBlank returns the length of the longest run of line ends.
func longestBlank(content []byte) int {
	longest, run := 0, 0
	for _, c := range content {
		if c != '\r' && c != '\n' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// open reads the mail in content, or the one within it that is meant.
func open(content []byte, p *brand.Profile) (*letter, error) {
	copied := 0
	for range maxForwards + 1 {
		l, err := opened(content, copied)
		if err != nil || len(l.mails) == 0 || known(p, l.from) || staff(p, l.from) {
			return l, err
		}
		if len(l.mails) > 1 {
			return nil, unpack.Refused(unspent.Invalid, "mail_several", "Mails", len(l.mails))
		}
		content, copied = l.mails[0].whole, l.copied
	}
	return nil, unpack.Over("maxForwards", maxForwards)
}

// opened reads the mail in content, which is one within others from which so many
// bytes were copied.
func opened(content []byte, copied int) (*letter, error) {
	e, err := readEntity(content)
	if err != nil {
		return nil, err
	}
	l := &letter{entity: e, contents: contents{copied: copied}, from: oneAddress(e.value("From"))}
	if len(e.all("From"))+len(e.all("Subject"))+len(e.all("Date")) == 0 {
		return nil, unpack.Refused(unspent.Invalid, "mail_text")
	}
	return l, l.walk(e, 0)
}

// read reads the headers and the text, and checks the signatures.
func (l *letter) read(ctx context.Context, o Options) error {
	l.subject = decodeHeader(l.value("Subject"))
	l.to = addresses(l.value("To"))
	if date, err := netmail.ParseDate(l.value("Date")); err == nil {
		l.date = date.UTC()
	}
	quoted, err := l.readTexts(ctx)
	if err != nil {
		return err
	}
	l.within = !known(o.Brand, l.from) && (quoted.mail() || forwarded(l.subject, l.plainText+l.htmlText))
	if l.within && len(quoted.lines) > 0 && len(l.plain) > 0 {
		l.plainText = brand.NormaliseText(strings.Join(quoted.body, "\n")) // without the marks of quoting
	}
	l.signatures = signaturesOf(l.entity, func(domain string) bool { return signs(o.Brand, "", domain) }, o.Seen)
	if len(l.all("DKIM-Signature")) > maxSignatures {
		l.note(assess.Truncated, "maxSignatures")
	}
	if err := checkSignatures(ctx, l.entity, l.signatures, o.Keys); err != nil {
		return err
	}
	return l.readOtherwise(ctx)
}

// readTexts reads the plain text and the page, and what headers they quote.
func (l *letter) readTexts(ctx context.Context) (quoted quote, err error) {
	for _, side := range []struct {
		parts []entity
		text  *string
	}{{l.plain, &l.plainText}, {l.html, &l.htmlText}} {
		text, unread, cut, err := textOf(ctx, side.parts)
		if err != nil {
			return quote{}, err
		}
		if q := quoteOf(text); q.mail() && l.inner == "" {
			quoted, l.inner = q, bareSubject(q.subject)
		}
		*side.text = brand.NormaliseText(text)
		if cut {
			l.note(assess.Truncated, "maxMailText")
		}
		if unread != "" {
			l.note(assess.PageNotUnderstood, unread)
		}
	}
	return quoted, nil
}

func (l *letter) note(id assess.NoteID, detail string) {
	l.notes = append(l.notes, assess.Note{ID: id, Detail: detail})
}

// text is what people may read of the mail, codes and all.
func (l *letter) text() string {
	body := l.plainText
	if body == "" {
		body = l.htmlText
	}
	if l.unread > 0 {
		body += "\n\nAttachments, not read: " + strconv.Itoa(l.unread)
	}
	return "From: " + decodeHeader(l.value("From")) + "\nTo: " + decodeHeader(l.value("To")) + "\nDate: " + l.value("Date") +
		"\nSubject: " + l.subject + "\n\n" + body
}

// oneAddress returns the address of a header that has exactly one, lower case.
func oneAddress(value string) string {
	if all := addresses(value); len(all) == 1 {
		return all[0]
	}
	return ""
}

func addresses(value string) (all []string) {
	list, err := netmail.ParseAddressList(value)
	if err != nil {
		return nil
	}
	for _, a := range list {
		all = append(all, strings.ToLower(a.Address))
	}
	return all
}
