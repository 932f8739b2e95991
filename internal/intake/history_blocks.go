package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// A block is the lines of one row of a history: a line of a table, or the lines
// into which a phone, a PDF or a list layout has put its parts.
type block struct {
	from, to int       // lines
	day      time.Time // of a heading above, if none stands in it
}

// part is what a line is made of, as far as rows are told apart by it.
type part struct {
	day    bool // a date
	first  bool // it begins with one
	sum    bool // a marked amount
	signed bool // that has a sign
	number bool // a masked code, a serial, an order number, or their label
	words  bool // other words
	label  bool // the name of a column
	left   bool // nothing but what is left after the row, with its name
	out    bool // no part of any row: a heading, the head of a table

	item int32 // the row that the page itself has it in; 0: it does not say
}

// headNames are the names that columns and fields of a history have.
const headNames = `(?:ご?利用|お?取引|ご?登録|お?支払い?|ご?購入|処理|計上|発生)?(?:日付|日時|年月日|日)|(?:ご?利用|お?取引)?内容|摘要|明細|説明|項目|種別|種類|区分|ご?利用先|` +
	`(?:ご?利用|お?取引|お?支払い?)?金額|(?:ご?利用|お?取引)額|入出金額?|増減額?|(?:差引|ご?利用後の?)?残高|` +
	`(?:(?:transaction|posting|posted) )?date|posted(?: on)?|when|description|details?|transaction|activity|type|item|(?:transaction )?amount|change|(?:closing |running |new )?balance`

// leftName is what pages call what is left after a row.
const leftName = `(?:(?:差引|お?取引後の?|ご?利用後の?|ギフト(?:券|カード)?の?)?(?:残高|残額|残り)|(?:closing |running |new |remaining |available |wallet )?balance(?: after)?|remaining|left)`

// longestBlock is how many lines a row can have, and longestPart how long a line
// of one can be if it is not the whole row.
const (
	longestBlock = 8
	longestPart  = 200
)

var (
	heading     = regexp.MustCompile(`(?i)^(?:\S{0,24} ?(?:の)?(?:残高と)?(?:利用履歴|ご利用明細|取引履歴|入出金明細|アクティビティ)|(?:your )?(?:gift card |account |balance )*(?:activity|history|transaction history|transactions))$`)
	headCell    = regexp.MustCompile(`(?i)^(?:` + headNames + `)$`)
	numberLabel = regexp.MustCompile(`(?i)(?:ギフト(?:券|カード)?|カード|シリアル|注文|管理|お客様)?番号|シリアル|下 ?4 ?桁|末尾|(?:claim |gift |card |serial |order )*(?:code|number|no\.)|serial|order #|ending(?: in)?|last (?:4|four)(?: digits)?`)
	maskRun     = regexp.MustCompile(`[xX*•●・×∗]{2,}`)
	leftCell    = regexp.MustCompile(`(?i)((?:^|[\d日円)]) ?)` + leftName + `[ :：]{0,3}([¥\\$€£]? ?[\d,.]{1,14} ?円?)$`)
	leftLabel   = regexp.MustCompile(`(?i)^` + leftName + `[ :：]*$`)
	maskedWhole = regexp.MustCompile(`(?:[xX*•●・×∗]{2,}[ -]?)+[A-Za-z0-9]{0,5}`)
)

// partOf tells what a line is made of.
func (r *reader) partOf(l row) part {
	text := l.text()
	titled := heading.MatchString(l.cells[0]) && (len(l.cells) == 1 || len(l.cells) == 2 && len(l.cells[1]) <= longestButton &&
		!strings.ContainsAny(l.cells[1], "0123456789"))
	if _, ok := columns(l.cells); ok || titled || len(text) > oneRow {
		return part{out: true}
	}
	if _, _, ok := r.yearHead(l); ok {
		return part{out: true}
	}
	if headCell.MatchString(text) {
		return part{label: true}
	}
	if text, _ = withoutLeft(l); text == "" {
		return part{left: true}
	}
	at, from, to := pastDay(r.p, text)
	if len(l.cells) > 2 && !at.IsZero() && r.sumCell(l) {
		return part{day: true, first: from == 0, sum: true, words: true} // a row of a table
	}
	if _, short := r.shortDay(text, 0); short && r.shortDays && at.IsZero() {
		return part{day: true, first: true, sum: r.amounts.stands(text), words: wordy(text)}
	}
	if _, later, _ := dateIn(r.p, text[max(0, to):]); !at.IsZero() && later >= 0 && !r.amounts.stands(text) {
		return part{out: true} // a period
	}
	p := part{day: !at.IsZero(), first: from == 0, sum: r.amounts.stands(text)}
	for _, s := range r.amounts.all(text, 1) {
		p.signed = s.signed
	}
	rest := text
	if p.day {
		rest = text[:from] + " " + text[to:]
	}
	ending := endingFour(rest) != ""
	if ending {
		rest = endingIn.ReplaceAllString(rest, " ")
	}
	if p.number = ending || maskedFour(rest) != "" || maskRun.MatchString(rest) || r.orderIn(rest) != "" || numberLabel.MatchString(rest); p.number {
		rest = numberLabel.ReplaceAllString(rest, " ")
	}
	if p.number {
		rest = maskedWhole.ReplaceAllString(rest, " ")
	}
	p.words = wordy(strings.ReplaceAll(rest, r.p.Currency, ""))
	return p
}

// sumCell reports whether a cell of a row of a table has nothing but an amount, be it
// masked or left out: cells that hold a day, a name and a number are a line of a list.
func (r *reader) sumCell(l row) bool {
	return slices.ContainsFunc(l.cells, func(cell string) bool {
		_, is := r.amounts.in(cell, true)
		return is || strings.Trim(cell, "¥$€£*-−–円") == "" || r.amounts.stands(cell)
	})
}

// withoutLeft is a line without what it says is left after a row: in a cell with its
// name, in one beside that of its name, or at its end.
func withoutLeft(l row) (rest, left string) {
	var cells []string
	for i := 0; i < len(l.cells); i++ {
		cell := l.cells[i]
		if i+1 < len(l.cells) && leftLabel.MatchString(cell) && leftCell.MatchString(cell+" "+l.cells[i+1]) {
			left = l.cells[i+1]
			i++
			continue
		}
		if m := leftCell.FindStringSubmatchIndex(cell); m != nil {
			cell, left = strings.TrimSpace(cell[:m[3]]), cell[m[4]:]
		}
		if cell != "" {
			cells = append(cells, cell)
		}
	}
	return strings.Join(cells, " "), left
}

// stands reports whether an amount stands in a line: one that can be read, a mark
// without a number, as pages write what they mask, or one of whatever currency if
// none is known.
func (a amounts) stands(text string) bool {
	if _, ok := a.atEnd(text); ok || len(a.all(text, 1)) > 0 {
		return true
	}
	digits := strings.ContainsAny(text, "0123456789")
	return a.marked(text) && (len(text) <= 8 && !digits || a.cur == (unspent.Currency{}) && digits)
}

// blocks finds the rows of the page: in whichever way of putting their parts one
// after another makes most of them whole.
func (r *reader) blocks() []block {
	parts := make([]part, len(r.lines))
	for i, l := range r.lines {
		parts[i] = r.partOf(l)
	}
	for i := range parts { // names of columns below each other are the head of a table
		parts[i].out = parts[i].out || parts[i].label && (i > 0 && parts[i-1].label || i+1 < len(parts) && parts[i+1].label)
	}
	for i, p := range parts { // what is left of all is none of the first row
		if p.sum || p.day || p.left {
			parts[i].out = p.out || p.left || !p.day && (balanceWords.MatchString(r.lines[i].text()) || i > 0 && !parts[i-1].out && balanceLabel(r.lines[i-1].text()))
			if i > 0 && parts[i].out && balanceLabel(r.lines[i-1].text()) {
				parts[i-1].out = true
			}
			break
		}
	}
	if r.items(parts) {
		found, _ := cutAt(parts, leadsByItem, len(parts))
		return r.under(parts, found)
	}
	return r.under(parts, bestCut(parts))
}

func bestCut(parts []part) []block {
	var best []block
	most := 0
	for _, lead := range [...]func(before, p part) bool{leadsByDay, leadsByWords, leadsBySum, leadsPastDay} {
		if found, whole := cutAt(parts, lead, longestBlock); whole > most || best == nil {
			best, most = found, whole
		}
	}
	return best
}

// What a row begins with, given what the lines of the row at hand are made of.
func leadsByDay(_, p part) bool { return p.day }

func leadsByWords(before, p part) bool { return p.words && before.words && (before.day || before.sum) }

func leadsBySum(before, p part) bool {
	return p.sum && !p.words && !p.day && before.sum && (before.words || before.day)
}

// leadsPastDay is for rows whose day stands last, below words and an amount that
// may go on for several lines.
func leadsPastDay(before, p part) bool { return before.day && before.words && !p.day && p.words }

// cutAt puts the lines into blocks, each of which begins where lead says so, and
// says how many are whole. Under a day's heading the rows begin with their words.
func cutAt(parts []part, lead func(before, p part) bool, longest int) (found []block, whole int) {
	var have part
	open, lastDay := -1, len(parts)-1
	for lastDay >= 0 && !parts[lastDay].day {
		lastDay--
	}
	end := func(i int) {
		if open >= 0 {
			found = append(found, block{from: open, to: i})
			if have.day && (have.words || have.number) && (have.sum || i-open == 1) {
				whole += 2
			} else if have.signed && have.words { // a row without its day
				whole -= 2
			} else if whole > 0 && open <= lastDay {
				whole--
			}
		}
		open, have = -1, part{}
	}
	for i, p := range parts {
		switch {
		case p.out:
			end(i)
			continue
		case open < 0, lead(have, p), i-open >= longest:
			end(i)
			open = i
		}
		have = part{day: have.day || p.day, sum: have.sum || p.sum, signed: have.signed || p.signed, number: have.number || p.number, words: have.words || p.words,
			item: cmp.Or(p.item, have.item)}
	}
	end(len(parts))
	return found, whole
}

// under divides blocks that hold several rows of one day, and leaves out what
// stands after the last row and is none of its parts.
func (r *reader) under(parts []part, all []block) (rows []block) {
	for n, b := range all {
		at, last := time.Time{}, n+1 == len(all)
		from, have := b.from, part{}
		for i := b.from; i < b.to; i++ {
			p := parts[i]
			if p.day && at.IsZero() {
				at, _, _ = pastDay(r.p, r.lines[i].text())
			}
			if more := p.words && i > from && have.words && have.sum; more && sumFollows(parts, i, b.to) {
				rows = append(rows, block{from, i, at})
				from, have = i, part{}
			} else if more && last && !p.number && !hiragana(r.lines[i].text()) {
				b.to = i
				break
			}
			have = part{sum: have.sum || p.sum, words: have.words || p.words}
		}
		rows = append(rows, block{from, b.to, at})
	}
	return rows
}

// hiragana reports whether text is the rest of a word, as する is.
func hiragana(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c < 'ぁ' || c > 'ゖ' })
}

// sumFollows reports whether an amount stands in a line from i on.
func sumFollows(parts []part, i, to int) bool {
	return slices.ContainsFunc(parts[i:min(to, i+nearby+1)], func(p part) bool { return p.sum })
}

// joinedBlock is the text of a block as it was before its lines were wrapped.
func (r *reader) joinedBlock(b block) string {
	return r.joinedBy(b, row.text)
}

// wordsOf is the same without the amounts, which a narrow column puts between the
// words.
func (r *reader) wordsOf(b block) string {
	return r.joinedBy(b, func(l row) string {
		line := l.text()
		for _, s := range slices.Backward(r.amounts.all(line, 3)) {
			line = line[:s.from] + line[s.to:]
		}
		return strings.TrimSpace(line)
	})
}

func (r *reader) joinedBy(b block, of func(row) string) string {
	var text strings.Builder
	for i := b.from; i < b.to; i++ {
		if b.to-b.from > 1 && headCell.MatchString(r.lines[i].text()) {
			continue
		}
		line := of(r.lines[i])
		if text.Len() > 0 && !broken(text.String(), line) {
			text.WriteByte(' ')
		}
		text.WriteString(line)
	}
	return text.String()
}

var (
	maskOpen   = regexp.MustCompile(`(?:[xX*•●・×∗]{2,}-?|[xX*•●・×∗]{2,}-[A-Za-z0-9]{1,3})$`)
	dateStart  = regexp.MustCompile(`^(?:19|20)\d{2} ?(?:年|[/.-])`)
	serialOpen = regexp.MustCompile(`(?i)(?:シリアル(?:番号)?|serial(?: number)?)[ :#]{0,3}\d{4,}$`)
)

// broken reports whether a line was broken within a word or a number: Japanese
// has no space there.
func broken(before, after string) bool {
	a, _ := utf8.DecodeLastRuneInString(before)
	z, _ := utf8.DecodeRuneInString(after)
	switch {
	case a == '-':
		return true
	case kanaOrKanji(a) && kanaOrKanji(z):
		return true
	case z < utf8.RuneSelf && alnum(z):
		tail := before[max(0, len(before)-40):]
		return !dateStart.MatchString(after) && (maskOpen.MatchString(tail) || digit(after[0]) && serialOpen.MatchString(tail))
	}
	return false
}

func kanaOrKanji(r rune) bool { return r >= 0x3041 && r <= 0x30ff || r >= 0x4e00 && r <= 0x9fff }

// Dates that a narrow column breaks.
var (
	dateOpen = regexp.MustCompile(`(?i)(?:(?:19|20)\d{2} ?(?:年(?: ?\d{1,2} ?(?:月(?: ?\d{1,2})?)?)?|[/.-]|[/.-]\d{1,2}[/.-]?)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2},?)?)$`)
	dateRest = regexp.MustCompile(`^(?:\d{1,2}|(?:\d{1,2} ?)?[年月日]|(?:19|20)\d{2})`)
	inWords  = regexp.MustCompile(`^\d{1,2} [^月日\d]`) // no rest of a day that is written with 年 and 月
)

// mended puts dates together that stand on two lines, and with them the other cells
// of a table's row.
func (r *reader) mended() (lines []row) {
	days := 0 // without their month, more than there are months that a line ends with
	for _, l := range r.lines {
		if dayAlone.MatchString(l.cells[0]) {
			days++
		} else if strings.HasSuffix(l.cells[0], "月") {
			days--
		}
	}
	for i := 0; i < len(r.lines); i++ {
		l := r.lines[i]
		for i+1 < len(r.lines) && len(l.cells[0]) <= longestPart && dateOpen.MatchString(l.cells[0]) && dateRest.MatchString(r.lines[i+1].cells[0]) {
			next := r.lines[i+1]
			if at, from, _ := dateIn(r.p, next.cells[0]); !at.IsZero() && from == 0 {
				break // a whole date of its own
			}
			if strings.HasSuffix(l.cells[0], "月") && days > 0 {
				break // the month is a heading
			}
			if _, short := r.shortDay(next.cells[0], 0); strings.HasSuffix(l.cells[0], "月") && (short || inWords.MatchString(next.cells[0])) {
				break // the month is a heading
			}
			joined := l.cells[0] + next.cells[0]
			if c := l.cells[0][len(l.cells[0])-1]; c < utf8.RuneSelf && !strings.ContainsRune("/.-", rune(c)) {
				joined = l.cells[0] + " " + next.cells[0]
			}
			before, _, _ := dateIn(r.p, l.cells[0])
			if at, _, _ := dateIn(r.p, joined); at.IsZero() && !dateOpen.MatchString(joined) || !before.IsZero() {
				break
			}
			l = row{raw: l.raw + " " + next.raw, in: l.in, cells: append([]string{brand.NormaliseText(joined)}, beside(l.cells[1:], next.cells[1:])...)}
			i++
		}
		lines = append(lines, l)
	}
	return slices.Clip(lines)
}

// beside puts the cells of a wrapped row together.
func beside(above, below []string) (cells []string) {
	for i := range max(len(above), len(below)) {
		switch {
		case i >= len(above):
			cells = append(cells, below[i])
		case i >= len(below):
			cells = append(cells, above[i])
		case broken(above[i], below[i]):
			cells = append(cells, above[i]+below[i])
		default:
			cells = append(cells, above[i]+" "+below[i])
		}
	}
	return cells
}
