package unpack

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// Member is a file of an archive. Err says why there is no content.
type Member struct {
	Name    string // for people's eyes: without folders, as foreign as the content
	Content []byte
	Err     error
}

// Files returns the files of a zip, in their order. Folders, and what systems add
// for themselves, are left out.
func Files(ctx context.Context, name string, b []byte) ([]Member, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, Refuse(brokenArchive, name)
	}
	if len(z.File) > maxEntries {
		return nil, Over("maxEntries", maxEntries)
	}
	var all []Member
	left := maxUnpacked
	taken := map[string]int{}
	for _, f := range z.File {
		shown := memberName(f)
		if strings.HasSuffix(f.Name, "/") || added(f.Name) {
			continue
		}
		if len(all) == maxMembers {
			return nil, Over("maxMembers", maxMembers)
		}
		if taken[shown]++; taken[shown] > 1 {
			shown = fmt.Sprintf("%s (%d)", shown, taken[shown])
		}
		m := Member{Name: shown}
		if m.Content, m.Err = content(ctx, f, shown, left); ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if left -= len(m.Content); left < 0 {
			return nil, Over("maxUnpacked", maxUnpacked)
		}
		all = append(all, m)
	}
	if len(all) == 0 {
		return nil, Refuse(empty, name)
	}
	return all, nil
}

// content unpacks one file of which so many bytes are left for.
func content(ctx context.Context, f *zip.File, shown string, left int) ([]byte, error) {
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		return nil, Refuse(locked, shown)
	}
	r, err := f.Open()
	if err != nil { // of a way to compress that is not known
		return nil, Refuse(compressed, shown)
	}
	defer r.Close()
	b, err := inflate(ctx, r, min(maxMember, left), int(min(f.CompressedSize64, maxMember)))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, Refuse(brokenArchive, shown)
	}
	return b, err
}

// Unzipped returns what a gzip holds.
func Unzipped(ctx context.Context, name string, b []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, Refuse(brokenArchive, name)
	}
	out, err := inflate(ctx, r, maxMember, len(b))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, Refuse(brokenArchive, name)
	}
	return out, err
}

// inflate reads at most so many bytes of what has so many packed. What is damaged
// is [io.ErrUnexpectedEOF].
func inflate(ctx context.Context, r io.Reader, most, packed int) ([]byte, error) {
	var b bytes.Buffer
	for piece := make([]byte, 32<<10); ; {
		n, err := r.Read(piece)
		b.Write(piece[:n])
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case b.Len() > most:
			if most < maxMember {
				return b.Bytes(), nil // over what the archive may have in all
			}
			return nil, Over("maxMember", maxMember)
		case b.Len() > freeRatio && b.Len()/maxRatio > packed:
			return nil, Over("maxRatio", maxRatio)
		case err == io.EOF:
			return b.Bytes(), nil
		case err != nil:
			return nil, io.ErrUnexpectedEOF
		}
	}
}

// memberName is the name of a file as people know it. Archives of Japanese
// Windows have it in its own charset, without saying so.
func memberName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 || !utf8.ValidString(name) {
		if text, err := japanese.ShiftJIS.NewDecoder().String(name); err == nil {
			name = text
		}
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.ToValidUTF8(name, "?")
	for len(name) > maxName {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	return name
}

// added reports whether a system has added a file for itself.
func added(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini" || strings.HasPrefix(base, "._")
}
