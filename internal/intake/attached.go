package intake

import (
	"bytes"
	"io"

	"github.com/unspent-dev/unspent/internal/unpack"
)

// Attached is a file that came with a mail.
type Attached struct {
	Mail    bool // a mail, in exactly its bytes; otherwise a picture or a PDF
	Content []byte
}

// AttachedTo returns the mails, pictures and PDFs that are attached to a mail, in
// their order: at most so many, and none of what the attached mails have. Pictures
// that are too small to be a page, such as those of a signature, are left out.
func AttachedTo(mail []byte, most int) ([]Attached, error) {
	if longestBlank(mail) > maxBlank {
		return nil, unpack.Over("maxBlank", maxBlank)
	}
	e, err := readEntity(mailBytes(mail))
	if err != nil {
		return nil, err
	}
	var c contents
	if err := c.walk(e, 0); err != nil {
		return nil, err
	}
	var all []Attached
	for _, m := range c.mails {
		if len(all) < most {
			all = append(all, Attached{true, m.whole})
		}
	}
	for _, f := range c.files {
		if len(all) == most {
			break
		}
		if c.copied += len(f.body) / 4 * 3; c.copied > maxCopied {
			return nil, unpack.Over("maxCopied", maxCopied)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(io.LimitReader(f.decoded(), maxCopied)); err != nil {
			continue // damaged, as a file that cannot be read
		}
		content := b.Bytes()
		kind := unpack.KindOf(content)
		if size, ok := pixelsOf(content); kind == unpack.PDF || kind.Picture() && (!ok || min(size.X, size.Y) >= leastSide) {
			all = append(all, Attached{false, content})
		}
	}
	return all, nil
}
