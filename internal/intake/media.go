package intake

import (
	"bytes"
	"path"
	"strings"
)

// What a file can be found to be, apart from pictures.
const (
	mediaMail   = "mail"
	mediaMHTML  = "mhtml"
	mediaSafari = "webarchive"
	mediaZip    = "zip"
	mediaHTML   = "html"
	mediaCSV    = "csv"
	mediaTSV    = "tsv"
	mediaText   = "text"
)

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
