package intake

import (
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// entry is a row of a usage history.
type entry struct {
	line   int // where its words stand
	cell   int
	means  brand.Meaning // empty: it has a day and an amount, but words that are not known
	at     time.Time
	four   string
	order  string
	serial string
	amount unspent.Money // with the sign that the page gives it
	priced bool          // it has an amount
	text   string
	fields map[string]string
	alone  bool // no amount stands in its line
}

var (
	dateHeader    = regexp.MustCompile(`(?i)^(?:日付|日時|年月日|date|transaction date)`)
	amountHeader  = regexp.MustCompile(`(?i)^(?:金額|利用額|amount)`)
	balanceHeader = regexp.MustCompile(`(?i)^(?:残高|closing balance|balance$)`)
	historyTitle  = regexp.MustCompile(`(?i)利用履歴|(?:gift card|account|balance) (?:activity|history)|transaction history`)
	historyEmpty  = regexp.MustCompile(`(?i)(?:利用履歴|履歴|取引)(?:は|が)(?:まだ)?(?:ありません|ございません)|(?:no|not any|haven't any) (?:recent )?(?:gift card )?(?:activity|transactions|history)`)
	serialLabel   = regexp.MustCompile(`(?i)(?:シリアル(?:番号)?|serial(?: number)?)[ :#]{0,3}([0-9]{10,40})`)
	pageOf        = regexp.MustCompile(`(?i)(?:ページ|\bpage) ?:? ?(\d{1,6}) ?(?:/|of|中) ?(\d{1,6})|(\d{1,6}) ?/ ?(\d{1,6}) ?ページ`)
)

// nearby is how many lines a day or an amount may stand from the words of its
// row, where each has a line of its own.
const nearby = 3

// history reads a usage history: one piece of evidence for each row about the
// card of the case, or one that says that there is no such row.
func (r *reader) history() ([]assess.Evidence, []string) {
	known, strange, rows := r.entries()
	said := r.o.Kind == assess.History
	if len(known) == 0 && !(said && len(strange) > 0) && !r.empty(said) {
		return nil, nil
	}
	if found := r.concerned(known); len(found) > 0 {
		return found, rows
	}
	return []assess.Evidence{r.absent(known, strange)}, rows
}

// empty reports whether the page says that a history has no rows.
func (r *reader) empty(said bool) bool {
	empty, title := false, said
	for _, l := range r.lines {
		if text := l.text(); len(text) <= oneRow {
			empty = empty || historyEmpty.MatchString(text)
			title = title || historyTitle.MatchString(text)
		}
	}
	return empty && title
}

// concerned returns what the rows say of the card of the case.
func (r *reader) concerned(known []entry) (found []assess.Evidence) {
	card := r.o.Card
	var claims []entry
	add := func(e entry) {
		about := assess.Card{Last4: e.four, Serial: e.serial}
		if e.priced {
			about.Amount = size(e.amount)
		}
		if e.means == brand.RowReloaded || e.means == brand.RowReversed {
			about.Order = e.order
		}
		found = append(found, assess.Evidence{Kind: assess.History, Says: e.means, Card: about, At: e.at})
	}
	equal := func(e entry) bool { return e.priced && card.Amount.IsPositive() && size(e.amount) == card.Amount }
	for _, e := range known {
		if len(claims) > maxMatches {
			break
		}
		numbered := e.four != "" && card.Last4 != ""
		switch {
		case e.means == brand.RowClaimed && (numbered && e.four == card.Last4 || !numbered && equal(e) || same(e.serial, card.Serial)):
			claims = append(claims, e)
			add(e)
		case e.means == brand.RowReloaded && same(e.order, card.Order):
			claims = append(claims, e)
			add(e)
		}
	}
	for _, e := range known {
		if e.means != brand.RowReversed {
			continue
		}
		for _, c := range claims {
			numbered := e.four != "" && c.four != ""
			follows := e.at.IsZero() || c.at.IsZero() || !e.at.Before(c.at)
			if follows && (numbered && e.four == c.four || !numbered && (same(e.order, c.order) || e.priced && c.priced && size(e.amount) == size(c.amount))) {
				add(e)
				break
			}
		}
		if len(claims) == 0 && e.four != "" && e.four == card.Last4 {
			add(e)
		}
	}
	return found
}

// absent says that no row is about the card, or why that cannot be said.
func (r *reader) absent(known, strange []entry) assess.Evidence {
	card := r.o.Card
	e := assess.Evidence{Kind: assess.History, Says: brand.NothingToTell}
	if card.Last4 == "" && !card.Amount.IsPositive() {
		e.Notes = append(e.Notes, assess.Note{ID: assess.CardNotTold})
		return e
	}
	e.At = r.saved
	newest := time.Time{}
	for _, k := range known {
		if k.at.After(newest) {
			newest = k.at
		}
		if k.means == brand.RowClaimed && !(k.four != "" && card.Last4 != "" || k.priced && card.Amount.IsPositive()) {
			e.Notes = append(e.Notes, assess.Note{ID: assess.CardNotTold, Detail: k.text})
			return e
		}
	}
	for _, k := range strange {
		if card.Last4 != "" && k.four == card.Last4 || k.priced && size(k.amount) == card.Amount {
			e.Notes = append(e.Notes, assess.Note{ID: assess.PageNotUnderstood, Detail: k.text})
			return e
		}
	}
	if e.At.IsZero() {
		e.At = newest
	}
	if e.At.IsZero() || e.At.After(r.o.Seen) && !r.o.Seen.IsZero() {
		e.At = r.o.Seen
	}
	e.Says, e.Card = brand.RowAbsent, assess.Card{Last4: card.Last4, Amount: card.Amount}
	for _, l := range r.lines {
		text := l.text()
		if !strings.Contains(text, "ページ") && !strings.Contains(text, "age") && !strings.Contains(text, "AGE") {
			continue
		}
		m := pageOf.FindStringSubmatch(text)
		if m != nil && m[2]+m[4] != "1" {
			e.Notes = append(e.Notes, assess.Note{ID: assess.Truncated, Detail: m[0]})
			break
		}
	}
	return e
}

// entries finds the rows of a history: those whose words the brand's profile
// knows, and those that have a day and an amount but other words.
func (r *reader) entries() (known, strange []entry, raw []string) {
	var found []entry
	amountAt, balanceAt := -1, -1
	ph := phrasesOf(r.p, r.p.History)
	for i, l := range r.lines {
		if a, b, ok := columns(l.cells); ok {
			amountAt, balanceAt = a, b
			continue
		}
		if e, ok := r.entryAt(ph, i, amountAt, balanceAt); ok {
			found = append(found, e)
		}
	}
	r.date(found)
	for _, e := range found {
		switch {
		case e.means == "":
			strange = append(strange, e)
		case !e.at.IsZero() || r.o.Kind == assess.History:
			known = append(known, e)
		default:
			continue
		}
		raw = append(raw, r.lines[e.line].raw)
	}
	return known, strange, raw
}

// columns reads the head of a table of rows.
func columns(cells []string) (amount, balance int, ok bool) {
	amount, balance = -1, -1
	date := false
	for i, c := range cells {
		switch {
		case strings.ContainsAny(c, "0123456789"):
			return -1, -1, false
		case dateHeader.MatchString(c):
			date = true
		case amountHeader.MatchString(c):
			amount = i
		case balanceHeader.MatchString(c):
			balance = i
		}
	}
	return amount, balance, date && amount >= 0
}

// entryAt reads the row that stands in a line, if one does.
func (r *reader) entryAt(ph *phrases, i, amountAt, balanceAt int) (entry, bool) {
	l := r.lines[i]
	e := entry{line: i, text: l.text()}
	if len(e.text) > oneRow {
		return e, false
	}
	at, from, to := dateIn(r.p, e.text)
	e.at = at
	rest := ""
	for c, cell := range l.cells {
		if !wordy(cell) {
			continue
		}
		if phrase, fields, ok := ph.read(cell); ok {
			e.means, e.fields, e.cell, rest = phrase.Means, fields, c, cell
			break
		}
	}
	if e.means == "" && from >= 0 {
		rest = strings.TrimSpace(e.text[:from] + " " + e.text[to:])
		if phrase, fields, ok := ph.read(rest); ok {
			e.means, e.fields = phrase.Means, fields
			e.cell = len(l.cells)
		}
	}
	r.price(&e, l.cells, rest, amountAt, balanceAt)
	if e.means == "" && (at.IsZero() || !e.priced) {
		return e, false
	}
	r.number(&e, rest)
	return e, true
}

// wordy reports whether a cell has words, not only a number or a date.
func wordy(cell string) bool {
	n := 0
	for _, c := range cell {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x3041 && c != '年' && c != '月' && c != '日' && c != '円' {
			if n++; n >= 2 {
				return true
			}
		}
	}
	return false
}

// price finds the amount of a row: what its words say, else the column under
// the head, else the first amount after the words.
func (r *reader) price(e *entry, cells []string, rest string, amountAt, balanceAt int) {
	try := func(text string, bare bool) bool {
		e.amount, e.priced = r.amounts.in(text, bare)
		return e.priced
	}
	switch {
	case e.fields["amount"] != "" && try(e.fields["amount"], true):
	case amountAt >= 0 && amountAt < len(cells) && len(cells) > 1:
		try(cells[amountAt], true)
	case e.cell < len(cells) && len(cells) > 1:
		for c, cell := range cells {
			if c != e.cell && c != balanceAt && !dateHeader.MatchString(cell) && try(cell, c > e.cell) {
				return
			}
		}
		e.alone = !try(rest, false) && !r.amounts.marked(e.text)
	default:
		e.alone = !try(rest, false)
	}
}

// number finds the card's last four, its serial or the order's number in a text
// of a row: what its words say, else what stands in brackets or is masked.
func (r *reader) number(e *entry, text string) {
	if e.means == brand.RowSpent {
		return // the order is that of what was bought
	}
	if e.four == "" {
		e.four = lastFour(e.fields["code"])
	}
	if e.order == "" {
		e.order = r.orderIn(e.fields["order"])
	}
	if e.serial == "" {
		e.serial = r.serial(e.fields["serial"])
	}
	if e.serial == "" && (strings.Contains(text, "シリアル") || strings.Contains(text, "erial")) {
		if m := serialLabel.FindStringSubmatch(text); m != nil {
			e.serial = r.serial(m[1])
		}
	}
	if e.order == "" && e.means != brand.RowClaimed {
		e.order = r.orderIn(text)
	}
	if e.four == "" {
		e.four = maskedFour(text)
	}
}

// serial is a serial number as the case spells it, if it is the case's.
func (r *reader) serial(number string) string {
	if same(number, r.o.Card.Serial) {
		return r.o.Card.Serial
	}
	return number
}

// date gives rows whose words stand alone the day and the amount of the lines
// around them: those before, as under a day's heading, or else those after.
func (r *reader) date(found []entry) {
	before := true
	for n := range found {
		e := &found[n]
		if e.means == "" || !e.at.IsZero() {
			continue
		}
		from, to := 0, len(r.lines)
		if n > 0 {
			from = found[n-1].line + 1
		}
		if n+1 < len(found) {
			to = found[n+1].line
		}
		if at, ok := r.dayIn(max(from, e.line-nearby), e.line, -1); ok && (n == 0 || before) {
			e.at = at
		} else if n == 0 {
			before = false
		}
		if at, ok := r.dayIn(e.line+1, min(to, e.line+1+nearby), 1); ok && e.at.IsZero() && !before {
			e.at = at
		}
		if e.at.IsZero() && before && n > 0 {
			e.at = found[n-1].at
		}
	}
	r.rest(found)
}

// rest completes rows from the lines that follow their words.
func (r *reader) rest(found []entry) {
	for n := range found {
		e := &found[n]
		to := len(r.lines)
		if n+1 < len(found) {
			to = found[n+1].line
		}
		for i := e.line + 1; i < min(to, e.line+1+nearby); i++ {
			if r.lines[i].dated(r.p) {
				break
			}
			if e.means == "" || e.means == brand.RowSpent {
				continue
			}
			if e.four == "" && e.order == "" {
				r.number(e, r.lines[i].text())
			}
			for _, cell := range r.lines[i].cells {
				if e.alone && !e.priced {
					e.amount, e.priced = r.amounts.in(cell, false)
				}
			}
		}
	}
}

// dated reports whether a line begins with a day, as the next row does.
func (r row) dated(p *brand.Profile) bool {
	at, from, _ := dateIn(p, r.cells[0])
	return !at.IsZero() && from == 0
}

// dayIn finds the day in short lines from one to before another, in the
// direction of step.
func (r *reader) dayIn(from, to, step int) (time.Time, bool) {
	for k := range max(0, to-from) {
		i := from + k
		if step < 0 {
			i = to - 1 - k
		}
		if text := r.lines[i].text(); len(text) <= 100 {
			if at, _, _ := dateIn(r.p, text); !at.IsZero() {
				return at, true
			}
		}
	}
	return time.Time{}, false
}
