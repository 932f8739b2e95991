package intake

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"net/textproto"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// mhtmlPage returns the main page of a page that was saved with all its parts,
// its charset, and when the file says that it was saved.
func mhtmlPage(content []byte) (page []byte, charset string, saved time.Time, err error) {
	msg, err := netmail.ReadMessage(bytes.NewReader(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))))
	if err != nil {
		return nil, "", saved, errPage()
	}
	if at, err := msg.Header.Date(); err == nil {
		saved = at.UTC()
	}
	w := parts{}
	page, charset, err = w.html(textproto.MIMEHeader(msg.Header), msg.Body, 0)
	if err == nil && page == nil {
		err = unpack.Refused(unspent.Invalid, "mhtml_empty")
	}
	return page, charset, saved, err
}

// parts walks the parts of one file.
type parts struct{ n int }

// html returns the first HTML page in a part, or nil.
func (w *parts) html(header textproto.MIMEHeader, body io.Reader, depth int) ([]byte, string, error) {
	if w.n++; w.n > maxPages {
		return nil, "", unpack.Over("maxPages", maxPages)
	}
	if depth > maxNested {
		return nil, "", unpack.Over("maxNested", maxNested)
	}
	media, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil && media == "" {
		return nil, "", nil
	}
	switch {
	case media == "text/html" || media == "application/xhtml+xml":
		if strings.EqualFold(strings.TrimSpace(header.Get("Content-Transfer-Encoding")), "base64") {
			body = base64.NewDecoder(base64.StdEncoding, body)
		}
		page, err := io.ReadAll(io.LimitReader(body, maxPage+1))
		if len(page) > maxPage {
			return nil, "", unpack.Over("maxPage", maxPage)
		}
		if err != nil && len(page) == 0 {
			return nil, "", errPage()
		}
		return page, params["charset"], nil
	case !strings.HasPrefix(media, "multipart/") || params["boundary"] == "":
		return nil, "", nil
	}
	r := multipart.NewReader(body, params["boundary"])
	for {
		part, err := r.NextPart()
		if err != nil {
			return nil, "", nil // what is damaged holds no page
		}
		if page, charset, err := w.html(part.Header, part, depth+1); page != nil || err != nil {
			return page, charset, err
		}
	}
}
