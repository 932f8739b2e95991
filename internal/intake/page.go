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

	elements *elements // of a saved page, or what stands for them in a picture
	drawn    bool      // it is one: they tell rows apart, and nothing else

	blocked   bool // lines are blocks of a page: none was wrapped
	headed    bool // the text has the headers of a mail
	mailLike  bool // or stands in a program for mails
	legend    bool // the page lists what states there can be
	shortDays bool // rows of the page begin with days without their year
}

// row is a line of a page, or a row of its tables.
type row struct {
	raw   string
	cells []string // normalised; one if it is a plain line
	in    int32    // the element of the page that it stands in; 0: not known
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
	lines := strings.Count(text, "\n")
	if text, r.cut = RedactAll(o.All, text); r.elements != nil && (strings.Count(text, "\n") != lines || len(r.elements.line) != lines) {
		r.elements = nil // a code stood on several
	}
	r.hidden, _ = RedactAll(o.All, r.hidden)
	html := media == mediaHTML || media == mediaMHTML || media == mediaSafari
	r.blocked = html
	if media == mediaText || o.Kind == assess.Mail || html && o.Kind == "" {
		if told, ok := r.told(text); ok && !(html && told[0].Says == brand.NothingToTell) {
			if !html || r.mailLike || !r.claimed(text) {
				return Import{Media: media, Text: strings.TrimSpace(text), Evidence: told}, nil
			}
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

// claimed reports whether a page is a usage history with a row of the card.
func (r *reader) claimed(text string) bool {
	if strings.Count(text, "\n") > longestScreen {
		return false
	}
	whole := r.lines
	defer func() { r.lines = whole }()
	if r.split(text, false) != nil {
		return false
	}
	const several = 3
	found, rows := r.history()
	return len(found) > 0 && found[0].Says == brand.RowClaimed && len(rows) >= several
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
		text, r.hidden, r.elements, err = htmlTexts(ctx, text)
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

// phoneBar is what a phone shows above a page: the time of day, the net and the battery.
var phoneBar = regexp.MustCompile(`^\d{1,2}:\d{2}\s*(?:\b(?:[345]G\+?|LTE|Wi-?Fi)\b)?\s*(?:\d{1,3} ?%?)?$`)

// gap is what people's eyes take for the next column in pasted text.
var gap = regexp.MustCompile(`[ \x{a0}]{2,}|\x{3000}{2,}`)

// split cuts the text into rows. In plain text, wide gaps stand between cells.
func (r *reader) split(text string, gaps bool) error {
	line := -1
	for raw := range strings.Lines(text) {
		line++
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
		l := row{raw: strings.ReplaceAll(raw, "\t", " | "), cells: cells}
		if r.elements != nil && line < len(r.elements.line) {
			l.in = r.elements.line[line]
		}
		r.lines = append(r.lines, l)
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
	if found, rows := r.likeliest(ctx); len(found) > 0 && found[0].Kind != said {
		if said == "" {
			return r.finish(found), rows
		}
		differs := assess.Note{ID: assess.KindDiffers, Detail: string(found[0].Kind)}
		return r.finish([]assess.Evidence{{Kind: said, Says: brand.NothingToTell, Notes: []assess.Note{differs}}}), rows
	}
	if ctx.Err() != nil {
		return nil, nil
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

// likeliest finds out what a page is that nobody has said anything of. Several kinds
// may fit: a message can stand over a page that is something else, and the page of one
// card lists what was bought with it. The one that tells of the card counts.
func (r *reader) likeliest(ctx context.Context) (found []assess.Evidence, rows []string) {
	if r.p.Redeem.Kind == brand.StoredValue {
		if found, rows = r.balance(); len(found) > 0 && found[0].Says != brand.NothingToTell {
			return found, rows
		}
	}
	history, rows := r.history()
	if len(history) > 0 && history[0].Says != brand.RowAbsent && history[0].Says != brand.NothingToTell || ctx.Err() != nil {
		return history, rows
	}
	order, orderRows := r.order()
	message := r.over()
	if len(history) > 0 && len(message) == 0 {
		return history, rows
	}
	if len(order) > 0 && (len(message) == 0 || order[0].Card.Order != "" || order[0].Card.Recipient != "") {
		return order, orderRows
	}
	if len(message) > 0 {
		return message, nil
	}
	for _, read := range [...]func() ([]assess.Evidence, []string){r.balance, r.message, r.till} {
		if found, rows = read(); len(found) > 0 {
			break
		}
	}
	return found, rows
}

// over reads a message that stands over a page of something else: in a sentence that
// is no part of a row, and that tells what became of a code.
func (r *reader) over() []assess.Evidence {
	if len(r.lines) > longestScreen {
		return nil
	}
	whole := r.lines
	defer func() { r.lines = whole }()
	r.lines = records(r.mended())
	r.years()
	h := r.ledger()
	row := map[int]bool{}
	for _, e := range slices.Concat(h.known, h.strange) {
		for i := e.from; i < e.to; i++ {
			row[i] = true
		}
	}
	lines := r.lines
	r.lines = nil
	for i, l := range lines {
		if !row[i] {
			r.lines = append(r.lines, l)
		}
	}
	if found, _ := r.message(); len(found) > 0 && tells(found[0]) && ofCode.MatchString(brand.NormaliseText(found[0].Shown)) {
		return found
	}
	return nil
}

// longestScreen is how many lines a page can have on which a message is looked for
// among other things.
const longestScreen = 400

// ofCode finds what a sentence about the code at hand names.
var ofCode = regexp.MustCompile(`(?i)この|コード|番号|カード|ギフト|\b(?:cards?|codes?|pin|gift|voucher|it)\b`)

// tells reports whether a message tells in a sentence what became of a code.
func tells(e assess.Evidence) bool {
	switch e.Says {
	case brand.NothingToTell, brand.Unclear, brand.CheckFailed, brand.Invalid:
		return false
	default:
		return sentenceLike.MatchString(brand.NormaliseText(e.Shown))
	}
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
