package intake

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// A field is one header of a mail or of a part. Its name and its limits are
// found as the DKIM library finds them (up to the colon, without blanks around
// it), so that no header can be one thing to the signature and another to us.
type field struct {
	name  string
	value string // unfolded, not decoded
	raw   string // with its name, folds as they are, CRLF at each line's end
}

// An entity is a mail or a part of one. It holds no copies: the body is a slice
// of the very bytes that were hashed, and every part is a slice of it. That is
// why parts are found here and not by a streaming parser, which would have to
// copy a forwarded mail to verify it.
type entity struct {
	fields []field
	body   []byte
	whole  []byte // header and body
	media  string // type and subtype, lower case
	params map[string]string
}

// readEntity reads a mail or a part. It fails only over a limit.
func readEntity(content []byte) (entity, error) {
	e := entity{whole: content, body: content}
	var folds []string // the lines of the field at hand
	end := func() {
		if len(folds) > 0 {
			name, _, _ := strings.Cut(folds[0], ":")
			value := strings.Join(folds, "")
			e.fields = append(e.fields, field{strings.TrimSpace(name), value[min(len(name)+1, len(value)):], strings.Join(folds, "\r\n") + "\r\n"})
		}
		folds = folds[:0]
	}
	size, lines, one := 0, 0, 0 // one: bytes of the field at hand
	for len(e.body) > 0 {
		line := e.body
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		e.body = e.body[len(line):]
		text := strings.TrimSuffix(strings.TrimSuffix(string(line[:min(len(line), maxHeaderField+2)]), "\n"), "\r")
		if text == "" {
			break
		}
		if len(folds) == 0 || text[0] != ' ' && text[0] != '\t' {
			end()
			one = 0
		}
		size, lines, one = size+len(line), lines+1, one+len(text)
		switch {
		case size > maxHeader:
			return e, unpack.Over("maxHeader", maxHeader)
		case lines > maxHeaderLines:
			return e, unpack.Over("maxHeaderLines", maxHeaderLines)
		case one > maxHeaderField:
			return e, unpack.Over("maxHeaderField", maxHeaderField)
		}
		folds = append(folds, text)
	}
	end()
	e.media = "text/plain"
	if v := e.value("Content-Type"); v != "" {
		media, params, err := mime.ParseMediaType(v)
		if err == nil || media != "" {
			e.media, e.params = media, params
		}
	}
	return e, nil
}

// all returns the fields of a name. Names are compared as the library does.
func (e entity) all(name string) (found []field) {
	for _, f := range e.fields {
		if strings.EqualFold(f.name, name) {
			found = append(found, f)
		}
	}
	return found
}

// value returns the value of a field: of the lowest if it stands twice, for that
// is the one which a signature covers.
func (e entity) value(name string) string {
	if found := e.all(name); len(found) > 0 {
		return strings.TrimSpace(found[len(found)-1].value)
	}
	return ""
}

// encoding is the body's transfer encoding, lower case.
func (e entity) encoding() string { return strings.ToLower(e.value("Content-Transfer-Encoding")) }

// decoded reads the body without its transfer encoding.
func (e entity) decoded() io.Reader {
	switch e.encoding() {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, &base64Text{r: bytes.NewReader(e.body)})
	case "quoted-printable":
		return quotedprintable.NewReader(bytes.NewReader(e.body))
	}
	return bytes.NewReader(e.body)
}

// base64Text leaves blanks out, which mailers indent with.
type base64Text struct{ r io.Reader }

func (b *base64Text) Read(p []byte) (int, error) {
	for {
		n, err := b.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if c != ' ' && c != '\t' {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil || len(p) == 0 {
			return kept, err
		}
	}
}

// parts cuts a multipart body at its boundary. A part's bytes end before the line
// end that belongs to the boundary.
func (e entity) parts(most int) ([][]byte, error) {
	boundary := e.params["boundary"]
	if !strings.HasPrefix(e.media, "multipart/") || boundary == "" {
		return nil, nil
	}
	delimiter := []byte("--" + boundary)
	var parts [][]byte
	begin := -1 // of the part that is open
	for at := 0; at < len(e.body); {
		i := bytes.Index(e.body[at:], delimiter)
		if i < 0 {
			break
		}
		i += at
		end := len(e.body)
		if n := bytes.IndexByte(e.body[i:], '\n'); n >= 0 {
			end = i + n + 1
		}
		at = end
		rest, closing := bytes.CutPrefix(e.body[i+len(delimiter):end], []byte("--"))
		if i > 0 && e.body[i-1] != '\n' || len(bytes.Trim(rest, " \t\r\n")) > 0 {
			continue
		}
		if begin >= 0 {
			parts = append(parts, bytes.TrimSuffix(bytes.TrimSuffix(e.body[begin:max(begin, i)], []byte("\n")), []byte("\r")))
		}
		if begin = end; closing {
			return parts, nil
		}
		if len(parts) > most {
			return nil, unpack.Over("maxParts", maxParts)
		}
	}
	if begin >= 0 {
		parts = append(parts, e.body[begin:]) // the end is missing
	}
	return parts, nil
}

// contents is what a mail has for a reader.
type contents struct {
	plain, html []entity // in order, attachments left out
	mails       []entity // mails that are attached
	files       []entity // what may be a picture or a PDF, attached or within the text
	unread      int      // other attachments than mails
	count       int      // parts seen
	copied      int      // bytes of attached mails that had to be copied, to decode them
}

// walk adds the contents of e, which lies so deep, to c.
func (c *contents) walk(e entity, depth int) error {
	if c.count++; c.count > maxParts {
		return unpack.Over("maxParts", maxParts)
	}
	if depth > maxDepth {
		return unpack.Over("maxDepth", maxDepth)
	}
	parts, err := e.parts(maxParts - c.count)
	if err != nil {
		return err
	}
	disposition, params, _ := mime.ParseMediaType(e.value("Content-Disposition"))
	name := strings.ToLower(decodeHeader(params["filename"] + e.params["name"]))
	attached := disposition == "attachment" || name != ""
	switch {
	case parts != nil:
		for _, part := range parts {
			inner, err := readEntity(part)
			if err == nil {
				err = c.walk(inner, depth+1)
			}
			if err != nil {
				return err
			}
		}
	case depth > 0 && (e.media == "message/rfc822" || attached && strings.HasSuffix(name, ".eml")):
		if enc := e.encoding(); enc == "base64" || enc == "quoted-printable" {
			if c.copied += len(e.body) / 4 * 3; c.copied > maxCopied {
				return unpack.Over("maxCopied", maxCopied)
			}
		}
		inner, err := e.attachedMail()
		if err != nil {
			return err
		}
		c.mails = append(c.mails, inner)
	case attached:
		c.unread++
		c.files = append(c.files, e)
	case strings.HasPrefix(e.media, "image/"), e.media == "application/pdf":
		c.files = append(c.files, e)
	case e.media == "text/plain":
		c.plain = append(c.plain, e)
	case e.media == "text/html":
		c.html = append(c.html, e)
	}
	return nil
}

// attachedMail reads the mail that e holds, in exactly its bytes.
func (e entity) attachedMail() (entity, error) {
	if enc := e.encoding(); enc != "base64" && enc != "quoted-printable" {
		return readEntity(mailBytes(e.body))
	}
	var content bytes.Buffer
	content.Grow(len(e.body)/4*3 + bytes.MinRead)
	if _, err := content.ReadFrom(e.decoded()); err != nil {
		return entity{}, unpack.Refused(unspent.Invalid, "mail_attached")
	}
	return readEntity(mailBytes(content.Bytes()))
}

// mailBytes cuts what is no part of a mail off its front: a byte order mark, empty
// lines, and the line that mailboxes begin a mail with.
func mailBytes(content []byte) []byte {
	content = bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), "\r\n")
	if bytes.HasPrefix(content, []byte("From ")) || bytes.HasPrefix(content, []byte(">From ")) {
		_, content, _ = bytes.Cut(content, []byte("\n"))
	}
	return content
}
