package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

var (
	balanceWords = regexp.MustCompile(`(?i)(?:^|[^前])残高|残額|^(?:のこり|残り)$|残りの?金?額|使える金?額|ご?利用(?:可能な?|いただける|できる)(?:金?額|残高)|\b(?:available |current |card |remaining |your )?balance\b|\bremaining (?:value|amount)\b|\b(?:amount )?(?:left|remaining|available)(?: (?:to (?:spend|use)|on (?:this|the|your) (?:gift )?card))?$`)
	faceWords    = regexp.MustCompile(`(?i)額面|券面額|発行額|(?:ご?購入|チャージ|入)金額|ご?購入額|発行時|当初|(?:もと|元|はじめ|最初)の(?:入|チャージ)?金額|\b(?:face|original|initial|starting|purchase|card|issued|loaded) (?:value|amount|balance)\b|\bvalue (?:when new|at (?:purchase|issue))\b|\b(?:loaded|issued|value) at (?:purchase|issue)\b`)
	spentWords   = regexp.MustCompile(`(?i)ご?(?:利用|使用)(?:済み?)?(?:金額|額|分)$|\b(?:spent|used)(?: so far)?$|\bamount (?:spent|used)\b`)
	accountWords = regexp.MustCompile(`(?i)(?:アカウント|ウォレット|account|wallet)[^。.]{0,12}(?:残高|balance)|ポイント残高|(?:残高|balance)[^。.]{0,8}(?:アカウント|account)`)
	askedWords   = regexp.MustCompile(`(?i)残高(?:照会|確認)(?:する|には)|(?:check|view|see) (?:your |the |a )?(?:gift card |card )?balance`)
	lookTitle    = regexp.MustCompile(`(?i)残高(?:の)?(?:照会|確認)|(?:ギフト|プリペイド|商品)[^\s]{0,6}(?:の)?残高|カード残高|\bbalance (?:check|inquiry|lookup)\b|\bcheck [^.]{0,20}balance\b|\bgift ?card balance\b`)
	leftOf       = regexp.MustCompile(`(?i)^[¥\\$]?[\d,.]+ ?円? ?(?:のうち|中)$|^(?:残り|あと|remaining|left)? ?(?:/|of|out of|のうち) `)
)

// balanceLabel reports whether a line is the name of a balance, which stands below.
func balanceLabel(text string) bool {
	return len(text) <= longestButton && balanceWords.MatchString(text) && !askedWords.MatchString(text) && !strings.ContainsAny(text, "0123456789")
}

// looksUp reports whether the issuer of a brand shows the balance of one card,
// so that a page with a balance may be about it. Elsewhere a balance is an
// account's.
func looksUp(p *brand.Profile) bool {
	return p.Lookup.Kind != brand.LookupNone && p.Lookup.Kind != brand.LookupBook && p.Lookup.Kind != ""
}

// balance reads the issuer's own look-up: what is left on the card, against what
// it was worth.
func (r *reader) balance() ([]assess.Evidence, []string) {
	if r.o.Kind != assess.Balance && !looksUp(r.p) {
		return nil, nil
	}
	var left, face, alone unspent.Money
	var told bool
	var shown string
	several := false // amounts without a name
	e := assess.Evidence{Kind: assess.Balance, Says: brand.NothingToTell, At: r.saved}
	whole := r.lines
	defer func() { r.lines = whole }()
	r.lines = r.ownLines()
	ofCard := r.p.Redeem.Kind == brand.StoredValue || r.o.Kind == assess.Balance // else it may be the account's
	for i, l := range r.lines {
		text := l.text()
		if len(text) > longestState {
			continue
		}
		ofCard = ofCard || lookTitle.MatchString(text) || maskedFour(text) != "" || r.cardEnd(text) != ""
		for k, cell := range l.cells {
			if m, ok := r.onlyAmount(cell); ok && r.nameless(i, k) {
				several = several || !alone.IsZero() && m != alone
				alone = m
			}
			switch {
			case leftOf.MatchString(cell) && i > 0:
				m, ok := r.amounts.in(cell, false)
				before, alone := r.onlyAmount(r.lines[i-1].text())
				if ok && alone && !told && face.IsZero() {
					left, face, told, shown = before, m, true, r.lines[i-1].raw+" "+l.raw
				}
			case faceWords.MatchString(cell):
				if m, ok := r.named(i, k); ok && face.IsZero() {
					face = m
				}
			case accountWords.MatchString(text), askedWords.MatchString(text), spentWords.MatchString(cell):
			case balanceWords.MatchString(cell) && !told:
				if left, told = r.named(i, k); told {
					shown = l.raw
				}
			}
		}
		if e.Card.Last4 == "" {
			e.Card.Last4 = cmp.Or(maskedFour(text), r.cardEnd(text))
		}
		if at, _, _ := dateIn(r.p, text); e.At.IsZero() && !at.IsZero() && asOfWords.MatchString(text) {
			e.At = at
		}
	}
	ownPage := e.Card.Last4 != "" && r.p.Redeem.Kind == brand.StoredValue
	if !told && ownPage && face.IsPositive() && alone.Currency() == face.Currency() && !several && alone.Units() < face.Units() {
		left, told, shown = alone, true, r.lineOf(alone) // the page of the card has no other
		e.Notes = append(e.Notes, assess.Note{ID: assess.ReadByStructure, Detail: shown})
	}
	if !told || !ofCard {
		return nil, nil
	}
	if face.IsZero() {
		face = r.o.Card.Amount
	} else {
		e.Card.Amount = face
	}
	if left.Units() < 0 {
		return nil, nil
	}
	sayBalance(&e, left, face, shown)
	return []assess.Evidence{e}, []string{shown}
}

// sayBalance says what is left of what a card was worth, as a line shows it.
func sayBalance(e *assess.Evidence, left, face unspent.Money, shown string) {
	switch {
	case left.IsZero():
		e.Says = brand.BalanceZero
	case !face.IsPositive() || left.Currency() != face.Currency() || left.Units() > face.Units():
		e.Notes = append(e.Notes, assess.Note{ID: assess.CardNotTold, Detail: shown})
	case left == face:
		e.Says = brand.BalanceFull
	default:
		e.Says = brand.BalancePart
	}
	e.Shown = clip(strings.ReplaceAll(shown, " | ", " "))
}

// lineOf is the first line that has an amount by itself.
func (r *reader) lineOf(m unspent.Money) string {
	for _, l := range r.lines {
		if slices.ContainsFunc(l.cells, func(cell string) bool { own, ok := r.onlyAmount(cell); return ok && own == m }) {
			return l.raw
		}
	}
	return m.String()
}

// nameless reports whether the amount of a cell has no name beside or above it.
func (r *reader) nameless(i, k int) bool {
	before := ""
	switch {
	case k > 0:
		before = r.lines[i].cells[k-1]
	case i > 0:
		before = r.lines[i-1].text()
	default:
		return true
	}
	return !balanceLabel(before) && !faceWords.MatchString(before)
}

var asOfWords = regexp.MustCompile(`(?i)現在|時点|照会日|確認日|更新|\bas of\b|\bon\b|\bupdated\b`)

// named returns the amount whose name stands in a cell: in the cell itself, in the
// next one, or in the next line, where a page puts it below its name. One that stands
// by itself above is taken if nothing else is.
func (r *reader) named(i, k int) (unspent.Money, bool) {
	cells := r.lines[i].cells
	for n, cell := range cells[k:] {
		if n > 0 && (balanceWords.MatchString(cell) || faceWords.MatchString(cell) || spentWords.MatchString(cell)) {
			break
		}
		if all := r.amounts.all(cell, maxMatches); len(all) > 0 {
			at := 0
			for _, label := range [...]*regexp.Regexp{balanceWords, faceWords} {
				if m := label.FindStringIndex(cell); m != nil && at == 0 {
					at = m[1]
				}
			}
			for _, s := range all {
				if s.from >= at {
					return s.money, true
				}
			}
			return all[0].money, true
		}
	}
	if i+1 < len(r.lines) && !dateHeader.MatchString(r.lines[i].text()) {
		next := r.lines[i+1]
		if len(next.cells) == len(cells) && len(cells) > 1 {
			if m, ok := r.amounts.in(next.cells[k], false); ok {
				return m, true
			}
		}
		for _, cell := range next.cells {
			m, ok := r.amounts.in(cell, false)
			other := faceWords.MatchString(cell) || balanceWords.MatchString(cell) || spentWords.MatchString(cell)
			switch {
			case other:
				return unspent.Money{}, false
			case ok:
				return m, true
			}
		}
	}
	if i > 0 {
		return r.onlyAmount(r.lines[i-1].text())
	}
	return unspent.Money{}, false
}

// onlyAmount returns the amount that is all of a text.
func (r *reader) onlyAmount(text string) (unspent.Money, bool) {
	all := r.amounts.all(text, 2)
	if len(all) != 1 || strings.Trim(text[:all[0].from]+text[all[0].to:], " ()") != "" {
		return unspent.Money{}, false
	}
	return all[0].money, true
}

// ownLines are the lines about the case's card where a page lists several cards: those
// of the largest element with the end of its number and of no other.
func (r *reader) ownLines() []row {
	ends := make([]string, len(r.lines))
	others := false
	for i, l := range r.lines {
		text := l.text()
		ends[i] = cmp.Or(maskedFour(text), r.cardEnd(text))
		others = others || ends[i] != "" && ends[i] != r.o.Card.Last4
	}
	if !others || r.elements == nil || r.drawn || !slices.Contains(ends, r.o.Card.Last4) {
		return r.lines
	}
	within := r.elements.within
	foreign := map[int32]bool{}
	for i, l := range r.lines {
		for n := l.in; ends[i] != "" && ends[i] != r.o.Card.Last4; n = within[n] {
			foreign[n] = true
			if n == 0 {
				break
			}
		}
	}
	own := r.lines[slices.Index(ends, r.o.Card.Last4)].in
	if foreign[own] {
		return r.lines
	}
	for !foreign[within[own]] {
		own = within[own]
	}
	var lines []row
	for _, l := range r.lines {
		for n := l.in; n > 0; n = within[n] {
			if n == own {
				lines = append(lines, l)
				break
			}
		}
	}
	return lines
}

// cardEnd returns the end of the card's number that a line tells, and not that of a
// card that paid.
func (r *reader) cardEnd(text string) string {
	if payWords.MatchString(text) {
		return ""
	}
	return endingFour(text)
}
