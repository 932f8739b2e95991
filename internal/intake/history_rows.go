package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// ledger is what was read of a usage history.
type ledger struct {
	*reader
	known, strange []entry // strange: rows whose words nobody knows
	head           head    // of the table
	framed         bool    // the page has the title of a history, or the head of its table
	worded         bool    // rows are in the brand's own words
	minus          bool    // what goes out has a minus
	reloads        bool    // the brand has rows of money that was paid in
	raw            []string
}

// ledger reads the rows of the page. Only a page with the frame of a history, or
// with rows in the brand's own words, has any.
func (r *reader) ledger() *ledger {
	for i, l := range r.lines {
		if len(l.cells) > 2 && slices.ContainsFunc(l.cells, noneCell.MatchString) {
			cells := slices.Clone(l.cells)
			for k, cell := range cells {
				cells[k] = noneCell.ReplaceAllString(cell, "")
			}
			r.lines[i].cells = cells
		}
	}
	h := &ledger{reader: r, head: head{-1, -1, -1, -1}}
	h.reloads = slices.ContainsFunc(r.p.History, func(p brand.Phrase) bool { return p.Means == brand.RowReloaded })
	ph := phrasesOf(r.p, r.p.History)
	said := r.o.Kind == assess.History
	for _, l := range r.lines {
		if head, ok := columns(l.cells); ok {
			h.head, h.framed = head, true
		}
		if text := l.text(); len(text) <= longestPart {
			h.framed = h.framed || heading.MatchString(text) || historyTitle.MatchString(text) && !strings.ContainsAny(text, "0123456789。")
		}
	}
	var found []entry
	for _, b := range r.blocks() {
		if e, ok := h.entryIn(ph, b); ok {
			found = append(found, e)
			h.worded = h.worded || e.by == ofPhrase
			h.minus = h.minus || e.priced && e.amount.Units() < 0
		}
	}
	directed(found)
	h.framed = h.framed || h.account(found) || h.booked(found)
	for i, e := range found {
		if !said && !h.framed && e.by != ofPhrase && !h.worded {
			continue
		}
		if e.means == "" {
			h.byStructure(&e, h.falls(found, i))
		}
		switch {
		case e.means == "":
			h.strange = append(h.strange, e)
		case !e.at.IsZero() || said:
			h.known = append(h.known, e)
		case !e.priced && e.four == "":
			continue
		default: // when it was is not read
			e.means, e.by = "", ofNobody
			h.strange = append(h.strange, e)
		}
		h.raw = append(h.raw, e.raw)
	}
	return h
}

// noneCell is a cell that says that there is nothing to say.
var noneCell = regexp.MustCompile(`(?i)^(?:never|none|n/?a|なし|無し|無期限|[-–—―])$`)

// account reports whether the page is an account's, which shows its balance and a
// row of an addition, without the title of a history. Where a balance is a card's
// own, or an order stands there too, it is something else; a sentence is a message.
func (h *ledger) account(rows []entry) bool {
	balance := false
	for _, l := range h.lines {
		text := l.text()
		if orderWords.MatchString(text) && !orderList.MatchString(text) {
			return false
		}
		balance = balance || len(text) <= longestPart && balanceWords.MatchString(text) && !askedWords.MatchString(text)
	}
	const several = 3 // which is no message with a day
	booked := 0
	for _, e := range rows {
		if !e.at.IsZero() && e.priced {
			booked++
		}
	}
	return balance && h.p.Redeem.Kind != brand.StoredValue && slices.ContainsFunc(rows[:min(len(rows), mostRows)], func(e entry) bool {
		return !e.at.IsZero() && e.priced && (booked >= several || !sentenceLike.MatchString(e.text)) &&
			(wording.OfRow(e.text).Means == brand.RowClaimed || e.signed && e.amount.IsPositive() && wording.OfGift(e.text))
	})
}

// booked reports whether rows are of an account, whatever stands above them: several
// with a day and an amount that came in or went out. Where what goes out has a minus,
// what has none came in; else the words tell.
func (h *ledger) booked(rows []entry) bool {
	const several = 3
	in, out := 0, 0
	for _, e := range rows[:min(len(rows), mostRows)] {
		var means brand.Meaning
		if !e.signed && !h.minus {
			means = wording.OfRow(e.text).Means
		}
		switch {
		case e.at.IsZero() || !e.priced:
		case e.amount.Units() < 0, !e.signed && !h.minus && means == brand.RowSpent:
			out++
		case e.signed, h.minus, means == brand.RowClaimed:
			in++
		}
	}
	return in > 0 && out > 0 && in+out >= several
}

// mostRows is how many rows are looked at to find out what a page is.
const mostRows = 100

// orderList is the name of a list of what was bought and added, as of app stores.
var orderList = regexp.MustCompile(`(?i)^(?:\S{0,12} ?と ?)?(?:ご?注文|購入)の?履歴$|^(?:budget and )?(?:order|purchase) history$`)

// sentenceLike tells a message from the words of a row.
var sentenceLike = regexp.MustCompile(`(?i)(?:ました|ます|です|ません|ください)|[。!?]|\b(?:has|have|was|been|you|your|is)\b`)

// entryIn reads the row that stands in a block, if one does.
func (h *ledger) entryIn(ph *phrases, b block) (entry, bool) {
	e := entry{block: b, text: h.joinedBlock(b), at: b.day}
	if len(e.text) > oneRow {
		return e, false
	}
	for i := b.from; i < b.to; i++ {
		e.raw = strings.TrimSpace(e.raw + " " + h.lines[i].raw)
	}
	at, from, to := pastDay(h.p, e.text)
	if !at.IsZero() {
		e.at = at
	}
	words := e.text
	if from >= 0 {
		words = strings.TrimSpace(e.text[:from] + " " + e.text[to:])
	}
	if b.to-b.from == 1 && len(h.lines[b.from].cells) > 1 {
		for _, cell := range h.lines[b.from].cells {
			if phrase, fields, ok := ph.read(cell); ok && wordy(cell) {
				e.means, e.fields, e.by = phrase.Means, fields, ofPhrase
				break
			}
		}
	}
	for _, text := range [...]func() string{func() string { return words }, func() string { return h.wordsOf(b) }} {
		if e.means != "" || !wordy(words) {
			break
		}
		if phrase, fields, ok := ph.read(text()); ok {
			e.means, e.fields, e.by = phrase.Means, fields, ofPhrase
		}
	}
	if e.means == brand.RowClaimed && (h.doubted(b, e.text) || wording.Recurs(e.text)) {
		e.means, e.by = "", ofNobody
	}
	h.price(&e, words)
	h.number(&e, words)
	numbered := e.four != "" || e.serial != ""
	return e, e.means != "" || !e.at.IsZero() && (e.priced || numbered)
}

// byStructure reads a row whose words the brand's phrases do not know: by what
// they mean with every brand, or by what stands in it. Money that came in for a
// card that the row names was added, unless the words or the balance, which falls,
// say that it was not.
func (h *ledger) byStructure(e *entry, falls bool) {
	came := e.priced && e.amount.IsPositive()
	numbered := e.four != "" || e.serial != ""
	gift := came && !falls && wording.OfGift(e.text) && !h.doubted(e.block, e.text) && !notAdded.MatchString(e.text) && !refunds.MatchString(e.text)
	switch means := wording.OfRow(e.text).Means; {
	case means == brand.RowReloaded && !numbered && gift && !wording.Recurs(e.text): // by a card, or of a balance that is called so
		if !h.reloads {
			e.means, e.by = brand.RowClaimed, ofConcept
		}
	case means == brand.RowReversed, means == brand.RowReloaded && !numbered:
		e.means, e.by = means, ofConcept
	case numbered && (h.doubted(e.block, e.text) || notAdded.MatchString(e.text) || falls && means != brand.RowClaimed):
	case means == brand.RowClaimed && (h.doubted(e.block, e.text) || notAdded.MatchString(e.text)):
	case numbered && came && (means != brand.RowSpent || h.minus):
		if e.means, e.by = brand.RowClaimed, ofShape; means == brand.RowClaimed {
			e.by = ofConcept
		}
	case numbered: // whether it was added is not said
	case e.priced && e.amount.Units() < 0:
		e.means, e.by = brand.RowSpent, ofShape
	case gift && (e.signed || h.minus) && means != brand.RowClaimed:
		e.means, e.by = brand.RowClaimed, ofShape
	case means != "":
		e.means, e.by = means, ofConcept
	}
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

// price finds the amount of a row and its running balance: in the columns under
// the head of the table, else what its words say, else in their order.
func (h *ledger) price(e *entry, words string) {
	for i := e.from; i < e.to; i++ {
		if h.head.read(h.amounts, h.lines[i].cells, e) {
			return
		}
	}
	all := h.amounts.all(e.text, 3)
	if alone := h.aloneIn(e.block); len(all) > 1 && len(alone) > 0 && len(alone) < len(all) && h.head.left < 0 {
		all = alone
	} else if len(all) > 1 && h.head.left < 0 {
		all = h.amounts.all(h.joinedBy(e.block, func(l row) string {
			rest, left := withoutLeft(l)
			if money, ok := h.amounts.in(left, true); ok {
				e.balance, e.balanced = money, true
			}
			return rest
		}), 3)
	}
	if len(all) == 0 {
		all = h.bareSums(e.block)
	}
	first := 0
	if len(all) > 1 && h.head.left >= 0 && !e.balanced {
		second := 1
		if h.head.left < h.head.amount {
			first, second = 1, 0
		}
		e.balance, e.balanced = all[second].money, true
	}
	if len(all) > 0 {
		e.amount, e.priced, e.signed = all[first].money, true, all[first].signed
	} else if money, ok := h.amounts.in(e.fields["amount"], true); ok {
		e.amount, e.priced = money, true
	}
}

// aloneIn returns the amounts of a row that are all of a cell, where others stand in
// its words: of which a tax is, or that is the price of something.
func (h *ledger) aloneIn(b block) (all []sum) {
	for i := b.from; i < b.to; i++ {
		if rest, left := withoutLeft(h.lines[i]); left != "" || rest == "" {
			return nil
		}
		for _, cell := range h.lines[i].cells {
			if found := h.amounts.all(cell, 2); len(found) == 1 && found[0].from == 0 && found[0].to == len(cell) {
				all = append(all, found[0])
			}
		}
	}
	return all
}

// bareSums returns the numbers without a mark that have cells of their own, or that
// lines end with.
func (h *ledger) bareSums(b block) (all []sum) {
	for i := b.from; i < b.to; i++ {
		for _, cell := range h.lines[i].cells {
			if len(h.lines[i].cells) < 2 {
				if s, ok := h.amounts.atEnd(cell); ok {
					all = append(all, s)
				}
				break
			}
			if money, ok := h.amounts.in(cell, true); ok {
				all = append(all, sum{money: money, signed: strings.ContainsAny(cell, "+-−")})
			}
		}
	}
	return all
}

// number finds the card's last four, its serial or the order's number in a text
// of a row: what its words say, else what stands in brackets or is masked.
func (h *ledger) number(e *entry, text string) {
	if e.means == brand.RowSpent {
		return // the order is that of what was bought
	}
	if e.four == "" {
		e.four = lastFour(e.fields["code"])
	}
	if e.order == "" {
		e.order = h.orderIn(e.fields["order"])
	}
	if e.serial == "" {
		e.serial = h.serial(e.fields["serial"])
	}
	if e.serial == "" && (strings.Contains(text, "シリアル") || strings.Contains(text, "erial")) {
		if m := serialLabel.FindStringSubmatch(text); m != nil {
			e.serial = h.serial(m[1])
		}
	}
	if e.order == "" && e.means != brand.RowClaimed {
		e.order = h.orderIn(text)
	}
	if e.four == "" {
		e.four = cmp.Or(maskedFour(text), endingFour(text))
	}
}

// serial is a serial number as the case spells it, if it is the case's.
func (r *reader) serial(number string) string {
	if same(number, r.o.Card.Serial) {
		return r.o.Card.Serial
	}
	return number
}
