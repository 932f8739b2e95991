package intake

import (
	"context"
	"errors"
	"image"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/sight"
)

// look reads the text of a decoded picture, or of several of one page, as the
// page that it shows. Whoever calls it has taken a turn of the eyes before it
// decoded them. Plain is the evidence of a picture that nobody has read: it says
// what the picture itself tells.
func look(ctx context.Context, pictures []image.Image, plain assess.Evidence, o Options) (Import, error) {
	s := &sighting{o: o, pictures: pictures}
	s.codes(ctx)
	if err := s.read(ctx); errors.Is(err, unspent.Unavailable) {
		return unread(plain, s.drawn, o)
	} else if err != nil {
		return Import{}, err
	}
	if kind := assess.Kind(o.Confirm.Values["kind"]); kind != "" && kind != assess.Mail {
		o.Kind = kind
	}
	r := newReader(o)
	text, cut := s.redacted()
	r.cut = cut + s.cut
	in := Import{Text: strings.TrimSpace(text)}
	told, mail := r.told(flowed(belowBar(text)))
	r.elements, r.drawn = s.grouped(text), true
	if err := r.split(text, false); err != nil {
		return Import{}, err
	}
	mail = mail && told[0].Says != brand.NothingToTell
	said := mail && (o.Kind == "" || o.Kind == assess.Mail) // whatever else stands there
	if !said || !r.headed {
		in.Evidence, in.Rows = r.read(ctx)
	}
	listed := understood(in.Evidence) && in.Evidence[0].Kind == assess.History && len(in.Rows) > 1
	if said && !(listed && o.Kind == "") || mail && mistaken(in.Evidence) { // or whoever brought it took it for something else
		in.Evidence, in.Rows = told, nil
	}
	if err := ctx.Err(); err != nil {
		return Import{}, err
	}
	offers := r.offers(told, o.Kind, s.maybeOwn())
	if mistaken(in.Evidence) && (len(in.Evidence) == 0 || in.Evidence[0].Says == brand.NothingToTell) && len(offers) > 0 {
		in.Evidence, in.Rows = offers[:1], nil
	}
	if understood(in.Evidence) {
		s.mixed = slices.ContainsFunc(in.Evidence, func(e assess.Evidence) bool { return e.Kind == assess.OrderPage && e.Says != in.Evidence[0].Says })
		for i := range in.Evidence {
			in.Readings = append(in.Readings, s.readings(r, i, in.Evidence[i])...)
		}
		if len(in.Evidence) == 1 || s.mixed {
			offer(in.Readings, offers, in.Evidence[0].Kind)
		}
	} else {
		not := assess.Note{ID: assess.PageNotUnderstood}
		in.Evidence, in.Rows = []assess.Evidence{plain}, nil
		in.Evidence[0].Notes = append(in.Evidence[0].Notes, not)
		in.Evidence[0].Shown = r.unread(o.Kind)
	}
	s.drawn.tell(&in)
	in.Look = lookOf(pictures[0])
	s.fresh(&in)
	if err := confirm(&in, plain, o); err != nil {
		return Import{}, err
	}
	if (o.Keep || o.Copies) && !s.more {
		return in, s.copied(&in)
	}
	return in, nil
}

// understood reports whether any evidence says something.
func understood(all []assess.Evidence) bool {
	for _, e := range all {
		for _, n := range e.Notes {
			if n.ID == assess.PageNotUnderstood {
				return false
			}
		}
	}
	return len(all) > 0
}

// mistaken reports whether nothing was read because whoever brought a page says that
// it is something else than it is, or than anybody can read.
func mistaken(all []assess.Evidence) bool {
	return !understood(all) || slices.ContainsFunc(all[0].Notes, func(n assess.Note) bool { return n.ID == assess.KindDiffers })
}

// unread is what comes of a picture that nobody reads here: the picture, its codes,
// and what the person says that stands in it.
func unread(plain assess.Evidence, d drawn, o Options) (Import, error) {
	plain.Notes = append(plain.Notes, assess.Note{ID: assess.PicturesUnread})
	in := Import{Evidence: []assess.Evidence{plain}}
	d.tell(&in)
	return in, confirm(&in, plain, o)
}

// sighting is the pictures of one page and what was read in them.
type sighting struct {
	o        Options
	pictures []image.Image
	lines    []seenLine
	each     [][]seenLine // of several pictures: all lines of each
	leans    []int        // of each picture: by how many thousandths its lines sink
	rules    []int        // of the last picture: how far down its rules are, as if it were level
	hidden   []hidden     // what is blacked out
	cut      int          // whole codes of which only the last four were taken
	mixed    bool         // cards of one order stand differently
	more     bool         // there may be more QR codes or barcodes than were looked for
	drawn    drawn
}

// seenLine is a line of a picture.
type seenLine struct {
	picture int
	line    sight.Line
	cells   []string // as they are read: with what is surely a slip of the eyes put right
	codes   []code   // of its masked codes, what their last four may be
	unread  bool     // it has a masked code whose end could not be read
	end     string   // what of it was
}

// hidden is a place of a picture that nobody may see.
type hidden struct {
	picture int
	box     image.Rectangle
}

// code is a masked code that was read more than once.
type code struct {
	cell   int
	value  string   // its last four, as they most likely are
	others []string // or may be as well
	sure   bool     // every look found the same
	score  int
	words  []sight.Word
}

// maybeOwn reports whether a code whose end was not surely read may be the case's: half of
// its symbols are the same.
func (s *sighting) maybeOwn() bool {
	for _, l := range s.lines {
		for _, c := range l.codes {
			if !c.sure && resembles(c.value, s.o.Card.Last4) {
				return true
			}
		}
	}
	return false
}

func (l seenLine) text() string { return strings.Join(l.cells, "\t") }

// read looks at every picture, and puts the lines of all together.
func (s *sighting) read(ctx context.Context) error {
	var sheets []sight.Sheet
	for _, m := range s.pictures {
		sheet, err := s.o.Eyes.Look(ctx, m)
		if err != nil {
			return err
		}
		sheets, s.leans, s.rules = append(sheets, sheet), append(s.leans, sheet.Lean), nil
		for _, rule := range sheet.Rules {
			s.rules = append(s.rules, (rule.Min.Y+rule.Max.Y)/2)
		}
	}
	lines, from := sight.Join(sheets...)
	for i, line := range lines {
		s.lines = append(s.lines, s.seen(line, from[i]))
	}
	if len(sheets) > 1 {
		s.each = make([][]seenLine, len(sheets))
	}
	for i := range s.each {
		for _, line := range sheets[i].Lines() {
			s.each[i] = append(s.each[i], s.seen(line, i))
		}
	}
	for i := range s.pictures {
		if err := s.again(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

// belowBar leaves out the bar on top of a phone, which begins as a line of a chat
// does: with the time of day.
func belowBar(text string) string {
	first, rest, _ := strings.Cut(text, "\n")
	if cell, _, _ := strings.Cut(first, "\t"); barClock.MatchString(brand.NormaliseText(cell)) {
		return rest
	}
	return text
}

func (s *sighting) seen(line sight.Line, picture int) seenLine {
	l := seenLine{picture: picture, line: line}
	for _, c := range line.Cells {
		l.cells = append(l.cells, s.o.repaired(c.Text))
	}
	return l
}

// maskedTail finds a masked code in what was read: a row of crosses or stars, in
// groups, and what follows it up to a bracket or a space. The eyes see crosses as
// x or X, and now and then as another letter.
var maskedTail = regexp.MustCompile(`[xX×*＊•●∗・]{2,}(?:[A-Za-z ]?(?:[xX×*＊•●∗・]{2,}|["'“”ー–—_.…*-]))* ?([^\s)）]{0,4} ?[^\s)）]{0,4})`)

// labelledTail finds one whose crosses or stars were taken for something else: the
// name of such a number, what is no number, and four letters or digits at the end.
var labelledTail = regexp.MustCompile(`(?i)(?:ギフト(?:カード|券)?番号|カード番号|コード|^番号|[(（]番号|\bcode|末尾|下 ?4 ?桁|\bending(?: in)?)[ :：]{0,3}([^0-9\s\p{Han}\p{Hiragana}ァ-ヺ][^\s\p{Han}\p{Hiragana}ァ-ヺ]{0,19}?[-ー_*…. ]{0,3}?)([0-9A-Z$§]{4})[)）]?$`)

// toldTail finds the end of a code that is told in words, without a mask: its last
// symbols may be more or fewer than four, as eyes see them.
var toldTail = regexp.MustCompile(`(?i)(?:下 ?4 ?[桁杵析術]|末尾|\bending(?: in| with)?|\blast (?:4|four)(?: digits| characters)?)[ :：は]{0,3}([0-9A-Z$§|!£€]{3,5})[)）]?$`)

// errorCode is the number of an error, which is shown as a code too.
var errorCode = regexp.MustCompile(`^[A-Z]{2,4}-?\d{2,5}(?:-\d)?$`)

// otherLabel makes of the name of a code or a number that of something else.
var otherLabel = regexp.MustCompile(`(?i)(?:エラー|認証|確認|クーポン|プロモーション|割引|招待|郵便|電話|会員|注文|お?問い?合わ?せ|受付|伝票|追跡|(?:error|promo|coupon|verification|referral|zip|postal|country) )$`)

// wholeCode finds a code in groups that nobody has masked, as it was typed in.
var wholeCode = regexp.MustCompile(`(?:^|[^0-9A-Za-z-])((?:[0-9A-Z$§]{4,6}[- ]){2,4}[0-9A-Z$§]{0,2})([0-9A-Z$§]{4})(?:[^0-9A-Za-z-]|$)`)

// tailOf finds the code of a cell, masked or whole, and where the last four of it
// stand. A whole one is blacked out at once.
func (s *sighting) tailOf(l seenLine, cell sight.Cell) (from, tail, end int, ok bool) {
	if from, tail, end, ok = tailIn(cell.Text); ok {
		return from, tail, end, ok
	}
	if _, n := RedactAll(s.o.All, cell.Text); n == 0 {
		return 0, 0, 0, false
	}
	s.hide(l, cell.Words)
	at := wholeCode.FindStringSubmatchIndex(cell.Text)
	if at == nil {
		return 0, 0, 0, false
	}
	s.cut++
	return at[2], at[4], at[5], true
}

// tailIn finds the masked code of a cell, and where the last four of it stand.
func tailIn(cell string) (from, tail, end int, ok bool) {
	if at := maskedTail.FindStringSubmatchIndex(cell); at != nil && at[2]-at[0] >= 4 {
		return at[0], at[2], at[3], true
	}
	if at := toldTail.FindStringSubmatchIndex(cell); at != nil && strings.ContainsAny(cell[at[2]:at[3]], "0123456789") || at != nil &&
		capitals(cell[at[2]:at[3]]) == at[3]-at[2] {
		return at[2], at[2], at[3], true
	}
	if at := labelledTail.FindStringSubmatchIndex(cell); at != nil && !errorCode.MatchString(cell[at[2]:at[5]]) && !otherLabel.MatchString(cell[:at[0]]) {
		return at[2], at[4], at[5], true
	}
	return 0, 0, 0, false
}

// mask stands for what is masked of a code, however it was read.
const mask = "xxxx-xxxxxx-"

// codeSymbols are what a masked code is made of.
const codeSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789x*-"

// again has the masked codes of a picture read once more.
func (s *sighting) again(ctx context.Context, picture int) error {
	type place struct{ line, cell, mask, from, to int }
	var places []place
	var boxes []image.Rectangle
	for i, l := range s.lines {
		for c, cell := range l.line.Cells {
			if l.picture != picture {
				break
			}
			if len(boxes) == maxAgain {
				break
			}
			masked, from, to, ok := s.tailOf(l, cell)
			if !ok {
				continue
			}
			words := inLineOf(cell.Within(masked, to), cell.Within(from, to))
			places = append(places, place{i, c, masked, from, to})
			boxes = append(boxes, sight.Box(words))
		}
	}
	if len(boxes) == 0 {
		return nil
	}
	second, err := s.o.Eyes.Again(ctx, s.pictures[picture], boxes, codeSymbols)
	if err != nil {
		return err
	}
	for i, p := range places {
		l := &s.lines[p.line]
		cell := l.line.Cells[p.cell]
		first := strings.ReplaceAll(cell.Text[p.from:p.to], " ", "")
		c := s.o.tail(first, textsIn(second, boxes[i]))
		c.cell, c.words = p.cell, cell.Within(p.from, p.to)
		for _, w := range c.words {
			c.score += w.Score / len(c.words)
		}
		if c.value == "" {
			l.unread, l.end = true, brand.Normalise(first)
		} else {
			l.codes = append(l.codes, c)
			shown := mask + c.value
			if p.mask == p.from {
				shown = c.value // no mask stands there
			}
			l.cells[p.cell] = s.o.repaired(cell.Text[:p.mask] + shown + cell.Text[p.to:])
		}
	}
	return nil
}

// inLineOf returns the words that stand in one line with others: a number may be
// broken over two.
func inLineOf(words, others []sight.Word) []sight.Word {
	box := sight.Box(others)
	return slices.DeleteFunc(slices.Clone(words), func(w sight.Word) bool { return w.Box.Max.Y <= box.Min.Y || w.Box.Min.Y >= box.Max.Y })
}

// textsIn returns the texts that were read within a box, one for each look.
func textsIn(sheet sight.Sheet, box image.Rectangle) []string {
	var in sight.Sheet
	for _, w := range sheet.Words {
		if middle := w.Box.Min.Add(w.Box.Max).Div(2); middle.In(box) {
			in.Words = append(in.Words, w)
		}
	}
	var texts []string
	for _, l := range in.Lines() {
		texts = append(texts, strings.Join(strings.Fields(l.Text()), ""))
	}
	return texts
}

// tail weighs the readings of a masked code's end against each other. It is sure
// of what every look found, if no symbol of it has a twin that looks the same. A
// code of the case that it may be goes first.
func (o Options) tail(first string, more []string) code {
	var read []string
	wide := "" // where two letters were seen for a wide one
	for _, text := range append([]string{first}, more...) {
		if four := lastOf(text); four != "" {
			read = append(read, four)
		}
		if four := lastOf(strings.ReplaceAll(strings.ToUpper(text), "VV", "W")); strings.Contains(four, "W") {
			wide = four
		}
	}
	if len(read) == 0 {
		return code{}
	}
	counts := map[string]int{}
	c := code{}
	for _, four := range read {
		counts[four]++
		if c.value == "" || counts[four] > counts[c.value] {
			c.value = four
		}
	}
	own := o.Card.Last4
	twins := farTwins
	if c.value == own {
		twins = nearTwins // that another card's looks so much alike is unlikely
	}
	c.sure = len(counts) == 1 && len(read) > 1 && !strings.ContainsAny(c.value, twins)
	if wide != "" && wide != c.value {
		read, c.sure = append(read, wide), false
	}
	if best := c.value; own != "" && own != best && (counts[own] > 0 || own == wide || alike(own, best)) {
		c.value, c.sure = own, false
		read = append([]string{best}, read...)
	}
	if !c.sure {
		read = append(read, twinsOf(c.value)...)
	}
	for _, four := range read {
		if four != c.value && !slices.Contains(c.others, four) && len(c.others) < maxOthers {
			c.others = append(c.others, four)
		}
	}
	return c
}

// nearTwins are symbols that no eyes tell apart, farTwins those that eyes often
// take for each other: the second of a pair stands behind the first.
const (
	nearTwins = "0OI1"
	farTwins  = "0OI1S5B8Z2"
)

// twinsOf returns what a code is if one of its symbols is the other one of a pair.
func twinsOf(four string) (all []string) {
	for i := range len(four) {
		if k := strings.IndexByte(farTwins, four[i]); k >= 0 {
			all = append(all, four[:i]+farTwins[k^1:k^1+1]+four[i+1:])
		}
	}
	return all
}

// smallWord is a word of small letters, which is no end of a code.
var smallWord = regexp.MustCompile(`^[A-Z]?[a-z]{3,}$`)

// lastOf returns the last four letters and digits of what was read.
func lastOf(text string) string {
	var four []byte
	if smallWord.MatchString(text) {
		return ""
	}
	text = strings.ToUpper(strings.NewReplacer("$", "S", "§", "S").Replace(text))
	for i := len(text) - 1; i >= 0 && len(four) < 4; i-- {
		switch c := text[i]; {
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'Z':
			four = append([]byte{c}, four...)
		case len(four) > 0:
			return ""
		}
	}
	if len(four) < 4 || strings.Trim(string(four), "XK*") == "" { // the mask itself
		return ""
	}
	return string(four)
}
