package intake

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // to read the size in a JPEG's header
	_ "image/png"  // to read the size in a PNG's header
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/scan"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// picture reads a screenshot or a photo, if there are eyes to read it.
func picture(ctx context.Context, b []byte, media string, o Options) (Import, error) {
	plain := plainPicture(b, media, o)
	if o.Eyes == nil {
		return unread(plain, drawn{}, o)
	}
	done, err := o.Eyes.Turn(ctx)
	if err != nil {
		return Import{}, err
	}
	defer done()
	m, err := decoded(ctx, b, o)
	switch {
	case errors.Is(err, unspent.Invalid): // of a kind that is not decoded here, or damaged: it is kept all the same
		why := assess.Note{ID: assess.PageNotUnderstood}
		if unpack.Kind(media).Photo() && !o.Papers.Photos() {
			why = assess.Note{ID: assess.PictureFormat, Detail: strings.TrimPrefix(media, "image/")}
		}
		plain.Notes = append(plain.Notes, why)
		in := Import{Evidence: []assess.Evidence{plain}}
		return in, confirm(&in, plain, o)
	case err != nil:
		return Import{}, err
	}
	return look(ctx, []image.Image{m}, plain, o)
}

// decoded decodes a picture, and turns it as its camera was held. A HEIC says so in
// a box of its own, which its decoder heeds; its EXIF block only repeats it.
func decoded(ctx context.Context, b []byte, o Options) (image.Image, error) {
	if unpack.KindOf(b).Photo() && o.Papers.Photos() {
		return o.Papers.Photo(ctx, b)
	}
	m, err := scan.Decode(ctx, b)
	if err != nil {
		return nil, err
	}
	return upright(m, orientation(b)), nil
}

// pixelsOf counts the pixels of a picture by its head.
func pixelsOf(b []byte) (size image.Point, ok bool) {
	if unpack.KindOf(b).Photo() {
		size, err := unpack.PhotoSize(b)
		return size, err == nil
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	return image.Pt(c.Width, c.Height), err == nil
}

// plainPicture is a screenshot or a photo as it is kept. Only its header is looked
// at, and what it says of its own time is not believed, but noted if it speaks
// against it.
func plainPicture(b []byte, media string, o Options) assess.Evidence {
	e := assess.Evidence{Kind: assess.Picture, Owner: o.Owner, Says: brand.NothingToTell, Seen: o.Seen, Grade: assess.Unverified}
	only := assess.Note{ID: assess.PictureOnly, Detail: strings.TrimPrefix(media, "image/")}
	if size, ok := pixelsOf(b); ok && int64(size.X)*int64(size.Y) <= maxPixels {
		only.Detail += fmt.Sprintf(" %d×%d", size.X, size.Y)
	}
	e.Notes = append(e.Notes, only)
	if at := takenAt(b, zone(o.Brand)); !at.IsZero() && at.Before(o.Asked) {
		e.Notes = append(e.Notes, assess.Note{ID: assess.PictureStale, Detail: at.Format(time.RFC3339)})
	}
	return e
}

// takenAt returns when a picture says that it was taken, or zero. A time without
// a zone is one of the brand's country.
func takenAt(b []byte, zone *time.Location) time.Time {
	x, ok := exifOf(b)
	if !ok {
		return time.Time{}
	}
	const changed, sub, taken, offset = 0x0132, 0x8769, 0x9003, 0x9011
	root := x.directory(x.number(4))
	inner := x.directory(root[sub].number)
	text := x.text(inner[taken])
	if text == "" {
		text = x.text(root[changed])
	}
	if at, err := time.Parse("2006:01:02 15:04:05-07:00", text+x.text(inner[offset])); err == nil {
		return at.UTC()
	}
	at, err := time.ParseInLocation("2006:01:02 15:04:05", text, zone)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// exifOf finds the EXIF block of a picture.
func exifOf(b []byte) (exif, bool) {
	_, block, ok := bytes.Cut(b, []byte("Exif\x00\x00"))
	if !ok {
		return exif{}, false
	}
	x := exif{b: block[:min(len(block), maxExif)]}
	switch {
	case bytes.HasPrefix(x.b, []byte("II*\x00")):
		x.order = binary.LittleEndian
	case bytes.HasPrefix(x.b, []byte("MM\x00*")):
		x.order = binary.BigEndian
	default:
		return exif{}, false
	}
	return x, true
}

// orientation returns how a camera was held, from 1 to 8 as EXIF counts it; 1 is
// upright.
func orientation(b []byte) int {
	const how = 0x0112
	x, ok := exifOf(b)
	if !ok {
		return 1
	}
	t, ok := x.directory(x.number(4))[how]
	if !ok {
		return 1
	}
	n := t.number // of two bytes, which stand first
	if x.order == binary.BigEndian {
		n >>= 16
	}
	if n &= 0xffff; n < 1 || n > 8 {
		return 1
	}
	return int(n)
}

// exif reads the directories of an EXIF block. Whatever points outside of the
// block reads as nothing.
type exif struct {
	b     []byte
	order binary.ByteOrder
}

// tag is an entry of a directory.
type tag struct{ count, number uint32 }

func (x exif) number(at uint32) uint32 {
	if int64(at)+4 > int64(len(x.b)) {
		return 0
	}
	return x.order.Uint32(x.b[at:])
}

func (x exif) directory(at uint32) map[uint16]tag {
	tags := map[uint16]tag{}
	if at == 0 || int64(at)+2 > int64(len(x.b)) {
		return tags
	}
	n := uint32(x.order.Uint16(x.b[at:]))
	for i := range min(n, maxExifTags) {
		entry := int64(at) + 2 + 12*int64(i)
		if entry+12 > int64(len(x.b)) {
			break
		}
		tags[x.order.Uint16(x.b[entry:])] = tag{x.number(uint32(entry + 4)), x.number(uint32(entry + 8))}
	}
	return tags
}

// text returns a text that stands elsewhere in the block.
func (x exif) text(t tag) string {
	end := int64(t.number) + int64(t.count)
	if t.count <= 4 || t.count > 64 || end > int64(len(x.b)) {
		return ""
	}
	text, _, _ := strings.Cut(string(x.b[t.number:end]), "\x00")
	return strings.TrimSpace(text)
}
