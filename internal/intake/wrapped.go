package intake

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// Part is a file of an archive, as it was read. Err says why it could not be.
type Part struct {
	Name string
	Err  error
	Import
}

// read reads a file; packed says that it comes out of another one.
func read(ctx context.Context, name string, content []byte, o Options, packed bool) (Import, error) {
	kind := unpack.KindOf(content)
	in, err := readKind(ctx, kind, name, content, o, packed)
	if err == nil && kind != unpack.Zip { // whose files were read one by one
		in.freshText(o.Challenge)
	}
	if err == nil && o.Keep {
		in.Kept, in.replaced = keptOf(kind, content, in), replaces(kind, in)
	}
	return in, err
}

func readKind(ctx context.Context, kind unpack.Kind, name string, content []byte, o Options, packed bool) (in Import, err error) {
	switch kind {
	case unpack.Zip, unpack.Gzip:
		switch {
		case packed:
			return Import{}, unpack.Refuse("archive_nested", name)
		case kind == unpack.Zip:
			return files(ctx, name, content, o)
		}
		if content, err = unpack.Unzipped(ctx, name, content); err != nil {
			return Import{}, err
		}
		if len(content) == 0 {
			return Import{}, errEmpty(name)
		}
		return read(ctx, name, content, o, true)
	case unpack.Mailbox:
		return Import{}, unpack.Refuse("mbox_several", name)
	case unpack.AppleMail:
		if content, err = unpack.FromApple(name, content); err != nil {
			return Import{}, err
		}
		return mail(ctx, content, o)
	case unpack.Outlook:
		l, err := unpack.FromOutlook(ctx, name, content)
		if err != nil {
			return Import{}, err
		}
		in, err = mail(ctx, l.Mail, o)
		if err == nil && l.Signed {
			lost(in.Evidence)
		}
		return in, err
	case unpack.PDF:
		return paper(ctx, name, content, o)
	case unpack.WebArchive:
		return page(ctx, name, mediaSafari, content, o)
	case unpack.Text:
		content = mailSource(content)
		switch media := headerMedia(content); media {
		case mediaMail:
			return letterOrMailbox(ctx, content, o)
		case mediaMHTML:
			return page(ctx, name, media, content, o)
		}
		return page(ctx, name, mediaText, content, o)
	default: // a picture, or what is refused
	}
	if kind.Picture() {
		in, err = picture(ctx, content, string(kind), o)
		in.Media = string(kind)
		return in, err
	}
	return Import{}, unpack.Refuse(kind, name)
}

// letterOrMailbox reads a mail that may come out of a mailbox, which marks lines of
// a mail that look like its own. Whether they were marked is seen by the signature.
func letterOrMailbox(ctx context.Context, content []byte, o Options) (Import, error) {
	in, err := mail(ctx, content, o)
	if err != nil || slices.ContainsFunc(in.Evidence, func(e assess.Evidence) bool { return e.Grade == assess.Verified }) {
		return in, err
	}
	if bare := unpack.Unquoted(content); bare != nil {
		if other, err := mail(ctx, bare, o); err == nil && slices.ContainsFunc(other.Evidence, func(e assess.Evidence) bool { return e.Grade == assess.Verified }) {
			return other, nil
		}
	}
	return in, ctx.Err()
}

// lost says of a mail without a signature that it had one before Outlook kept it.
func lost(all []assess.Evidence) {
	for _, e := range all {
		for i, n := range e.Notes {
			if n.ID == assess.SignatureMissing {
				e.Notes[i] = assess.Note{ID: assess.SignatureLost}
			}
		}
	}
}

// files reads each file of an archive by itself. One that cannot be read does
// not end the others.
func files(ctx context.Context, name string, content []byte, o Options) (Import, error) {
	members, err := unpack.Files(ctx, name, content)
	if err != nil {
		return Import{}, err
	}
	all := Import{Media: mediaZip}
	var text strings.Builder
	for _, m := range members {
		p := Part{Name: ShownName(o.All, m.Name), Err: m.Err}
		switch {
		case p.Err != nil:
		case len(m.Content) == 0:
			p.Err = errEmpty(p.Name)
		default:
			own := o
			own.Confirm = o.Confirm.from(len(all.Evidence))
			p.Import, p.Err = read(ctx, p.Name, m.Content, own, true)
			p.SHA256 = sha256.Sum256(m.Content)
		}
		if ctx.Err() != nil {
			return Import{}, ctx.Err()
		}
		all.replaced = all.replaced || p.replaced || p.Err != nil
		for _, r := range p.Readings {
			if r.Evidence >= 0 {
				r.Evidence += len(all.Evidence)
			}
			all.Readings = append(all.Readings, r)
		}
		all.Evidence, all.Keys, all.Rows = append(all.Evidence, p.Evidence...), append(all.Keys, p.Keys...), append(all.Rows, p.Rows...)
		if p.Text != "" {
			text.WriteString("== " + p.Name + "\n" + p.Text + "\n\n")
		}
		all.Parts = append(all.Parts, p)
	}
	all.Text = strings.TrimSpace(text.String())
	if o.Keep && all.replaced {
		all.Kept, err = repack(all.Parts)
	}
	return all, err
}
