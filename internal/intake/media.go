package intake

import (
	"bytes"
	"path"
	"strings"

	"github.com/unspent-dev/unspent"
)

// What a file can be found to be, apart from pictures.
const (
	mediaMail  = "mail"
	mediaMHTML = "mhtml"
	mediaHTML  = "html"
	mediaCSV   = "csv"
	mediaTSV   = "tsv"
	mediaText  = "text"
)

func isPicture(media string) bool { return strings.HasPrefix(media, "image/") }

// A refusal is a kind of file that is not read, and the way to do it right.
type refusal struct{ magic, what string }

var refusals = [...]refusal{
	{"%PDF-", "is a PDF: save the page itself instead (in the browser: Save page as, HTML or MHTML), or bring a screenshot"},
	{"\x1f\x8b", "is compressed: bring the file that is inside"},
	{"7z\xbc\xaf\x27\x1c", "is an archive: bring each file by itself"},
	{"Rar!\x1a\x07", "is an archive: bring each file by itself"},
	{"BZh", "is compressed: bring the file that is inside"},
	{"\xfd7zXZ", "is compressed: bring the file that is inside"},
	{"\x28\xb5\x2f\xfd", "is compressed: bring the file that is inside"},
	{"{\\rtf", "is an RTF document: save the page or the mail itself, or paste its text"},
	{"MZ", "is a program, which is never read"},
	{"\x7fELF", "is a program, which is never read"},
	{"GIF8", "is a GIF: bring the picture as PNG or JPEG"},
	{"bplist00", "is a web archive of Safari: save the page as page source (HTML), or bring a screenshot"},
}

// mediaOf finds out what a file is by its content. Text is told apart further
// by [textMedia], once it is decoded.
func mediaOf(name string, b []byte) (string, error) {
	refuse := func(what string) (string, error) {
		return "", unspent.Errorf(unspent.Invalid, "the file %q %s", name, what)
	}
	if media := pictureMedia(b); media != "" {
		return media, nil
	}
	switch head := string(b[:min(len(b), 4096)]); {
	case strings.HasPrefix(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		if ext(name) == ".msg" || bytes.Contains(b, utf16LE("__properties_version1.0")) {
			return refuse("is a mail in Outlook's own format, which has lost what was signed: open it in Outlook on the web " +
				"and download the message as .eml, or forward it as an attachment and bring that mail")
		}
		return refuse("is an Office document: save the table as CSV, or the page as HTML")
	case strings.HasPrefix(head, "PK\x03\x04"), strings.HasPrefix(head, "PK\x05\x06"):
		if strings.Contains(head, "[Content_Types].xml") || strings.Contains(head, "mimetypeapplication/vnd.oasis") {
			return refuse("is an Office document: save the table as CSV, or the page as HTML")
		}
		return refuse("is an archive, which is not opened: bring each file by itself")
	default:
		for _, r := range refusals {
			if strings.HasPrefix(head, r.magic) && !(len(r.magic) < 4 && plain(head)) {
				return refuse(r.what)
			}
		}
	}
	switch media := headerMedia(b); {
	case media != "":
		return media, nil
	case !utf16Marked(b) && bytes.Count(b[:min(len(b), 4096)], []byte{0}) > 8 && !bytes.Contains(b[:min(len(b), 4096)], []byte("<")):
		return refuse("is of a kind that is not read: bring a mail (.eml), a saved page (HTML or MHTML), a table (CSV), text or a picture")
	}
	return mediaText, nil
}

// plain reports whether text has no control characters, as programs and
// archives always do.
func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n\f\x1b", r) })
}

func utf16LE(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

func utf16Marked(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
}

// headerMedia reports whether b starts as a mail or as a page saved with all its
// parts, which is a mail without sender and receiver.
func headerMedia(b []byte) string {
	seen := map[string]string{}
	last := ""
	rest := bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for n := 0; n < 200 && len(rest) > 0; n++ {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		rest = after
		text := strings.TrimRight(string(line[:min(len(line), 4096)]), "\r")
		name, value, ok := strings.Cut(text, ":")
		switch {
		case strings.TrimSpace(text) == "":
			n = 200
			continue
		case text[0] == ' ' || text[0] == '\t':
			if last == "" {
				return ""
			}
			seen[last] += text
			continue
		case n == 0 && strings.HasPrefix(text, "From "), strings.HasPrefix(text, ">From "):
			continue // a line of a mailbox file
		case !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
			return ""
		}
		last = strings.ToLower(name)
		if _, again := seen[last]; !again {
			seen[last] = value
		}
	}
	has := func(names ...string) (n int) {
		for _, name := range names {
			if _, ok := seen[name]; ok {
				n++
			}
		}
		return n
	}
	switch {
	case has("received", "dkim-signature", "to", "delivered-to", "return-path", "arc-seal") == 0 && has("content-type") == 1 &&
		strings.Contains(strings.ToLower(seen["content-type"]), "multipart/related"):
		return mediaMHTML
	case has("from", "to", "subject", "date", "message-id", "received", "mime-version", "dkim-signature", "return-path", "delivered-to") >= 2:
		return mediaMail
	}
	return ""
}

func ext(name string) string { return strings.ToLower(path.Ext(name)) }
