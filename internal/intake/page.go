package intake

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// reader reads one page for one case.
type reader struct {
	o       Options
	p       *brand.Profile
	amounts amounts
	orders  []*regexp.Regexp
	saved   time.Time // when the file says that the page was saved; zero: it does not
	cut     int       // codes that were cut
	lines   []row
	hidden  string // texts that the page does not show

	headed    bool // the text has the headers of a mail
	legend    bool // the page lists what states there can be
	shortDays bool // rows of the page begin with days without their year
}

// row is a line of a page, or a row of its tables.
type row struct {
	raw   string
	cells []string // normalised; one if it is a plain line
}

func (r row) text() string { return strings.Join(r.cells, " ") }

// written returns a normalised cell, or all of the line, as it stands on the page.
func (r row) written(text string) string {
	for _, cell := range append(strings.Split(r.raw, " | "), r.raw) {
		if brand.NormaliseText(cell) == brand.NormaliseText(text) {
			return cell
		}
	}
	return text
}

func newReader(o Options) *reader {
	r := &reader{o: o, p: o.Brand, amounts: amountsOf(o.Brand)}
	for _, shape := range o.Brand.Orders {
		if re, err := regexp.Compile(shape.Match); err == nil {
			r.orders = append(r.orders, re)
		}
	}
	return r
}

// page reads a page or a text, in whatever form it was saved.
func page(ctx context.Context, name, media string, content []byte, o Options) (Import, error) {
	r := newReader(o)
	text, media, err := r.decode(ctx, name, media, content)
	if err != nil {
		return Import{}, err
	}
	if joined(text) > maxJoined {
		return Import{}, unpack.Over("maxJoined", maxJoined)
	}
	text, r.cut = RedactAll(o.All, text)
	r.hidden, _ = RedactAll(o.All, r.hidden)
	html := media == mediaHTML || media == mediaMHTML || media == mediaSafari
	if media == mediaText || o.Kind == assess.Mail || html && o.Kind == "" {
		if told, ok := r.told(text); ok && !(html && told[0].Says == brand.NothingToTell) {
			return Import{Media: media, Text: strings.TrimSpace(text), Evidence: told}, nil
		}
	}
	if o.Kind == assess.Mail {
		return Import{}, errMailText()
	}
	if err := r.split(text, media == mediaText); err != nil {
		return Import{}, err
	}
	if err := ctx.Err(); err != nil {
		return Import{}, err
	}
	in := Import{Media: media, Text: strings.TrimSpace(text)}
	if in.Evidence, in.Rows = r.read(ctx); html && o.Kind != "" && mistaken(in.Evidence) {
		r.o.Kind = o.Kind
		if told, ok := r.told(text); ok && told[0].Says != brand.NothingToTell { // whoever brought it took it for something else
			in.Evidence, in.Rows = told, nil
		}
	}
	return in, ctx.Err()
}

// decode returns the text of a page, a line for each row or block, and what the
// page was found to be.
func (r *reader) decode(ctx context.Context, name, media string, content []byte) (text, found string, err error) {
	var charset string
	switch media {
	case mediaMHTML:
		content, charset, r.saved, err = mhtmlPage(content)
	case mediaSafari:
		var p unpack.Page
		p, err = unpack.FromSafari(name, content)
		content, charset = p.Content, p.Charset
	}
	if err != nil {
		return "", "", err
	}
	if len(content) > maxPage {
		return "", "", unpack.Over("maxPage", maxPage)
	}
	if text, err = decodePage(charset, content); err != nil {
		return "", "", err
	}
	if len(text) > 2*maxPage { // one byte of an old charset can be three
		return "", "", unpack.Over("maxPage", maxPage)
	}
	if media == mediaText {
		media = textMedia(name, text)
	}
	switch media {
	case mediaHTML, mediaMHTML, mediaSafari:
		text, r.hidden, err = htmlTexts(ctx, text)
	case mediaCSV:
		comma, rest := divider(text)
		text, err = tableText(rest, comma)
	case mediaTSV:
		text, err = tableText(text, '\t')
	}
	return text, media, err
}

// decodePage reads a page in its charset: that of a byte order mark, else that
// of the part it came in, else what the page says, else what it must be.
func decodePage(charset string, b []byte) (string, error) {
	head := b[:min(len(b), 4096)]
	endian := unicode.LittleEndian
	big, wide := unpack.Wide(b)
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD"), nil
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}), wide && big, bytes.HasPrefix(b, []byte{0, '<', 0}):
		endian = unicode.BigEndian
		fallthrough
	case utf16Marked(b), wide, bytes.HasPrefix(b, []byte{'<', 0}):
		out, err := unicode.UTF16(endian, unicode.UseBOM).NewDecoder().Bytes(b)
		if err != nil {
			return "", unpack.Refused(unspent.Invalid, "charset_wrong")
		}
		return string(out), nil
	}
	if charset == "" {
		if m := metaCharset.FindSubmatch(head); m != nil {
			charset = string(m[1])
		}
	}
	if label := strings.ToLower(charset); (label == "" || label == "utf-8") && utf8.Valid(b) && !bytes.Contains(b, []byte("\x1b$")) {
		return string(b), nil
	}
	if text, ok := decodeCharset(charset, b); charset != "" && ok {
		return text, nil
	}
	text, ok := decodeCharset("", b)
	if !ok {
		return "", unpack.Refused(unspent.Invalid, "charset_unknown")
	}
	return text, nil
}

// gap is what people's eyes take for the next column in pasted text.
var gap = regexp.MustCompile(`[ \x{a0}]{2,}|\x{3000}{2,}`)

// split cuts the text into rows. In plain text, wide gaps stand between cells.
func (r *reader) split(text string, gaps bool) error {
	for raw := range strings.Lines(text) {
		raw = strings.TrimSpace(raw)
		switch {
		case raw == "":
			continue
		case len(raw) > maxRow:
			return unpack.Over("maxRow", maxRow)
		case len(r.lines) == maxRows:
			return unpack.Over("maxRows", maxRows)
		}
		divided := raw
		if gaps {
			divided = gap.ReplaceAllString(raw, "\t")
		}
		cells := strings.Split(divided, "\t")
		if len(cells) > maxCells {
			return unpack.Over("maxCells", maxCells)
		}
		for i := range cells {
			if !normal(cells[i]) {
				cells[i] = brand.NormaliseText(cells[i])
			}
		}
		r.lines = append(r.lines, row{strings.ReplaceAll(raw, "\t", " | "), cells})
	}
	return nil
}

// normal reports whether text surely is as [brand.NormaliseText] leaves it:
// ASCII, kana and kanji, with single spaces.
func normal(text string) bool {
	before := ' '
	for _, c := range text {
		switch {
		case c == ' ' && before != ' ', c > ' ' && c < 0x7f, c == '¥':
		case c >= 'ァ' && c <= 'ヺ', c >= 'ぁ' && c <= 'ゖ', c >= 0x4e00 && c <= 0x9fff:
		default:
			return false
		}
		before = c
	}
	return before != ' '
}

// read finds out what the page is and what it says. What the person says it is
// wins; if it reads as something else, that is noted. It stops with its context.
func (r *reader) read(ctx context.Context) ([]assess.Evidence, []string) {
	kinds := [...]struct {
		kind assess.Kind
		read func() ([]assess.Evidence, []string)
	}{{assess.History, r.history}, {assess.OrderPage, r.order}, {assess.Balance, r.balance}, {assess.Message, r.message}, {assess.Till, r.till}}
	if slices.Contains([]assess.Kind{"", assess.Statement, assess.Message}, r.o.Kind) {
		if found, rows := r.chat(); len(found) > 0 {
			return r.finish(found), rows
		}
	}
	if r.o.Kind == "" || r.o.Kind == assess.Statement {
		if found, rows := r.paid(); len(found) > 0 {
			return r.finish(found), rows
		}
	}
	for _, k := range kinds {
		if r.o.Kind == k.kind {
			if found, rows := k.read(); len(found) > 0 {
				return r.finish(found), rows
			}
		}
	}
	said := r.o.Kind
	r.o.Kind = "" // now it must tell by itself what it is
	for _, k := range kinds {
		if ctx.Err() != nil {
			return nil, nil
		}
		found, rows := k.read()
		switch {
		case len(found) == 0 || said == k.kind:
			continue
		case said == "":
			return r.finish(found), rows
		}
		differs := assess.Note{ID: assess.KindDiffers, Detail: string(k.kind)}
		return r.finish([]assess.Evidence{{Kind: said, Says: brand.NothingToTell, Notes: []assess.Note{differs}}}), rows
	}
	shown := r.unread(said)
	switch {
	case said == "" && shown != "":
		said = assess.Message
	case said == "":
		said = assess.Statement
	}
	unread := assess.Note{ID: assess.PageNotUnderstood}
	return r.finish([]assess.Evidence{{Kind: said, Says: brand.NothingToTell, Shown: shown, Notes: []assess.Note{unread}}}), nil
}

// finish adds what is true of every piece of evidence from a page.
func (r *reader) finish(found []assess.Evidence) []assess.Evidence {
	if len(found) > maxMatches {
		found = found[:maxMatches]
		found[0].Notes = append(found[0].Notes, assess.Note{ID: assess.Truncated, Detail: "maxMatches"})
	}
	for i := range found {
		e := &found[i]
		e.Seen, e.Grade = r.o.Seen, assess.Unverified
		if e.Owner == assess.NoOwner { // a chat names who says it
			e.Owner = r.o.Owner
		}
		e.Notes = append([]assess.Note{{ID: assess.PageEditable}}, e.Notes...)
		if r.cut > 0 {
			e.Notes = append(e.Notes, assess.Note{ID: assess.CodeRedacted})
		}
		for j := range e.Notes {
			e.Notes[j].Detail = clip(e.Notes[j].Detail)
		}
	}
	return found
}

// orderIn returns the first number in text that has the shape of an order
// number of the brand. One that is the case's is spelt as the case spells it.
func (r *reader) orderIn(text string) string {
	if len(r.orders) == 0 {
		return ""
	}
	for _, number := range numberly.FindAllString(text, 32) {
		n := brand.Normalise(number)
		if slices.ContainsFunc(r.orders, func(re *regexp.Regexp) bool { return re.FindString(n) == n && n != "" }) {
			if same(number, r.o.Card.Order) {
				return r.o.Card.Order
			}
			return number
		}
	}
	return ""
}
