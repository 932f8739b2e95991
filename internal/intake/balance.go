package intake

import (
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

var (
	balanceWords = regexp.MustCompile(`(?i)(?:^|[^前])残高|残額|使える金額|ご利用可能額|\b(?:available |current |card |remaining |your )?balance\b|\bremaining value\b`)
	faceWords    = regexp.MustCompile(`(?i)額面|券面額|購入金額|チャージ金額|発行時|当初|もとの金額|元の金額|\b(?:face|original|initial|starting|purchase) (?:value|amount|balance)\b`)
	accountWords = regexp.MustCompile(`(?i)(?:アカウント|ウォレット|account|wallet)[^。.]{0,12}(?:残高|balance)|ポイント残高|(?:残高|balance)[^。.]{0,8}(?:アカウント|account)`)
	askedWords   = regexp.MustCompile(`(?i)残高(?:照会|確認)(?:する|には)|(?:check|view|see) (?:your |the |a )?(?:gift card |card )?balance`)
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
	var left, face unspent.Money
	var told, raw bool
	var rows []string
	e := assess.Evidence{Kind: assess.Balance, Says: brand.NothingToTell, At: r.saved}
	for i, l := range r.lines {
		text := l.text()
		switch {
		case len(text) > longestState:
			continue
		case faceWords.MatchString(text):
			if m, ok := r.amountNear(i); ok && face.IsZero() {
				face = m
			}
		case accountWords.MatchString(text), askedWords.MatchString(text):
		case balanceWords.MatchString(text) && !told:
			if left, raw = r.amountNear(i); raw {
				told, rows = true, append(rows, l.raw)
			}
		}
		if e.Card.Last4 == "" {
			e.Card.Last4 = maskedFour(text)
		}
		if at, _, _ := dateIn(r.p, text); e.At.IsZero() && !at.IsZero() && asOfWords.MatchString(text) {
			e.At = at
		}
	}
	if !told {
		return nil, nil
	}
	if face.IsZero() {
		face = r.o.Card.Amount
	} else {
		e.Card.Amount = face
	}
	switch {
	case left.Units() < 0:
		return nil, nil
	case left.IsZero():
		e.Says = brand.BalanceZero
	case !face.IsPositive() || left.Currency() != face.Currency() || left.Units() > face.Units():
		e.Notes = append(e.Notes, assess.Note{ID: assess.CardNotTold, Detail: rows[0]})
	case left == face:
		e.Says = brand.BalanceFull
	default:
		e.Says = brand.BalancePart
	}
	e.Shown = clip(strings.ReplaceAll(rows[0], " | ", " "))
	return []assess.Evidence{e}, rows
}

var asOfWords = regexp.MustCompile(`(?i)現在|時点|照会日|確認日|更新|\bas of\b|\bon\b|\bupdated\b`)

// amountNear returns the amount in a line, or else in the next one, where a page
// puts it below its label.
func (r *reader) amountNear(i int) (unspent.Money, bool) {
	for _, l := range r.lines[i:min(len(r.lines), i+2)] {
		for _, cell := range l.cells {
			if m, ok := r.amounts.in(cell, false); ok {
				return m, true
			}
		}
		if dateHeader.MatchString(l.text()) {
			break
		}
	}
	return unspent.Money{}, false
}
