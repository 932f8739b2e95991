package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// paidFrame is what only a statement of a bank or a credit card has.
var paidFrame = regexp.MustCompile(`(?i)支払区分|支払回数|お?支払日|お?支払(?:い)?金額|お?引き?落と?し|お?引き?出し|お?預け?入れ?|お預かり金額|ご?利用店名?|ご?利用先|カードご利用明細|クレジットカード|デビット|` +
	`\b(?:minimum payment|payment due|amount due|statement (?:date|period|balance)|closing date|withdrawals?|deposits|post(?:ed|ing)? date|merchant|card statement|bank statement|debit card|credit card)\b`)

// paid reads a statement of a bank or a credit card: that something was paid to
// the brand, which says nothing of the card that was bought.
func (r *reader) paid() ([]assess.Evidence, []string) {
	framed := false
	for _, l := range r.lines {
		text := l.text()
		if len(text) > oneRow {
			continue
		}
		framed = framed || paidFrame.MatchString(text) || accountColumns.MatchString(text)
		if tillWords.MatchString(text) || len(l.cells) > 1 && wording.OfRow(text).Means == brand.RowClaimed {
			return nil, nil
		}
	}
	if !framed {
		return nil, nil
	}
	names := r.names()
	for _, b := range r.blocks() {
		row := entry{block: b, text: r.joinedBlock(b), at: b.day}
		if len(row.text) > oneRow || !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(plainWord(row.text), name) }) {
			continue
		}
		h := ledger{reader: r, head: head{-1, -1, -1, -1}}
		h.price(&row, row.text)
		if at, _, _ := dateIn(r.p, row.text); !at.IsZero() {
			row.at = at
		}
		if !row.priced || row.at.IsZero() || r.o.Card.Amount.IsPositive() && size(row.amount) != r.o.Card.Amount {
			continue
		}
		raw := r.raw(r.lines[b.from:b.to])
		return []assess.Evidence{{Kind: assess.Statement, Says: brand.NothingToTell, Card: assess.Card{Amount: size(row.amount)}, At: row.at, Shown: clip(raw),
			Notes: []assess.Note{{ID: assess.PaymentOnly, Detail: raw}}}}, []string{raw}
	}
	return nil, nil
}

// names are the words by which a statement can name the brand: the first of its
// name and of its issuer's.
func (r *reader) names() (all []string) {
	for _, text := range [...]string{r.p.Name.EN, r.p.Issuer.EN, r.p.Name.JA, r.p.Issuer.JA} {
		first, _, _ := strings.Cut(brand.NormaliseText(text), " ")
		first, _, _ = strings.Cut(strings.ToLower(first), ".")
		if name := plainWord(first); len(name) > 3 && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}
