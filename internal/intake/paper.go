package intake

import (
	"context"
	"image"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

const mediaPDF = "pdf"

// paper reads a PDF as the page that it was printed from. Pages without a text,
// such as those of a scanner, are looked at as pictures if there are eyes.
func paper(ctx context.Context, name string, content []byte, o Options) (Import, error) {
	if o.Papers == nil {
		return Import{}, unpack.Refuse(unpack.PDF, name)
	}
	if o.Kind == assess.Mail {
		return Import{}, errMailText()
	}
	pages, err := o.Papers.Pages(ctx, name, content, o.Eyes != nil)
	if err != nil {
		return Import{}, err
	}
	var text strings.Builder
	var pictures []image.Image
	for _, p := range pages {
		if p.Picture != nil {
			pictures = append(pictures, p.Picture)
		}
		for _, l := range p.Sheet.Lines() {
			for i, c := range l.Cells {
				if i > 0 {
					text.WriteByte('\t')
				}
				text.WriteString(strings.Join(strings.Fields(c.Text), " "))
			}
			text.WriteByte('\n')
		}
	}
	plain := assess.Evidence{Kind: assess.Picture, Owner: o.Owner, Says: brand.NothingToTell, Seen: o.Seen, Grade: assess.Unverified,
		Notes: []assess.Note{{ID: assess.PictureOnly, Detail: mediaPDF}}}
	var in Import
	switch {
	case text.Len() == 0 && len(pictures) == 0:
		in, err = unread(plain, drawn{}, o)
	case text.Len() > 0:
		in, err = printed(ctx, text.String(), o)
	}
	if err == nil && len(pictures) > 0 && !understood(in.Evidence) {
		done, busy := o.Eyes.Turn(ctx)
		if busy != nil {
			return Import{}, busy
		}
		defer done()
		in, err = look(ctx, pictures, plain, o)
	}
	in.Media = mediaPDF
	return in, err
}

// printed reads the text of a PDF.
func printed(ctx context.Context, text string, o Options) (Import, error) {
	r := newReader(o)
	if joined(text) > maxJoined {
		return Import{}, unpack.Over("maxJoined", maxJoined)
	}
	text, r.cut = RedactAll(o.All, text)
	if err := r.split(text, false); err != nil {
		return Import{}, err
	}
	in := Import{Text: strings.TrimSpace(text)}
	in.Evidence, in.Rows = r.read(ctx)
	return in, ctx.Err()
}
