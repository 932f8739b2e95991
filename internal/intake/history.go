package intake

import (
	"regexp"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// entry is a row of a usage history.
type entry struct {
	block
	means    brand.Meaning // empty: it has a day and an amount, but words that are not known
	by       source
	at       time.Time
	four     string
	order    string
	serial   string
	amount   unspent.Money // with the sign that the page gives it
	priced   bool          // it has an amount
	signed   bool          // the page gives the amount a sign
	balance  unspent.Money
	balanced bool // it has a running balance
	text     string
	raw      string
	fields   map[string]string
}

// source is who has read the words of a row.
type source int

const (
	ofNobody  source = iota
	ofPhrase         // the brand's own phrases
	ofConcept        // words that mean the same with every brand
	ofShape          // a day, a number of a card and money that came in, whatever the words
)

var (
	historyTitle = regexp.MustCompile(`(?i)利用履歴|取引履歴|(?:gift card|account|balance) (?:activity|history)|transaction history`)
	historyEmpty = regexp.MustCompile(`(?i)(?:利用履歴|履歴|取引)(?:は|が)(?:まだ)?(?:ありません|ございません)|(?:no|not any|haven't any) (?:recent )?(?:gift card )?(?:activity|transactions|history)`)
	serialLabel  = regexp.MustCompile(`(?i)(?:シリアル(?:番号)?|serial(?: number)?)[ :#]{0,3}([0-9]{10,40})`)
)

// nearby is how many lines an amount may stand from the words of its row.
const nearby = 3

// history reads a usage history: one piece of evidence for each row about the
// card of the case, or one that says that there is no such row.
func (r *reader) history() ([]assess.Evidence, []string) {
	whole := r.lines
	r.lines = r.mended()
	r.lines = records(r.lines)
	r.years()
	defer func() { r.lines = whole }()
	h := r.ledger()
	said := r.o.Kind == assess.History
	if len(h.known) == 0 && !(said && h.framed && len(h.strange) > 0) && !r.empty(said) {
		return nil, nil
	}
	if order, _ := r.order(); said && !h.framed && !h.worded && len(order) > 0 {
		return nil, nil // it is said to be a history, and reads better as an order
	}
	found := h.concerned()
	if len(found) == 0 {
		found = []assess.Evidence{h.absent()}
	}
	if detail := h.wrongSum(); detail != "" {
		for i := range found {
			found[i].Notes = append(found[i].Notes, assess.Note{ID: assess.RowsDoNotAddUp, Detail: detail})
		}
	}
	return found, h.raw
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
func (h *ledger) concerned() (found []assess.Evidence) {
	card := h.o.Card
	var claims []entry
	add := func(e entry) {
		about := assess.Card{Last4: e.four, Serial: e.serial}
		if e.priced {
			about.Amount = size(e.amount)
		}
		if e.means == brand.RowReloaded || e.means == brand.RowReversed {
			about.Order = e.order
		}
		piece := assess.Evidence{Kind: assess.History, Says: e.means, Card: about, At: e.at}
		if e.by != ofPhrase {
			piece.Notes = []assess.Note{{ID: assess.ReadByStructure, Detail: e.text}}
		}
		found = append(found, piece)
	}
	for _, e := range h.known {
		if len(claims) > maxMatches {
			break
		}
		if e.means == brand.RowClaimed && ofCard(e, card) || e.means == brand.RowReloaded && same(e.order, card.Order) {
			claims = append(claims, e)
			add(e)
		}
	}
	for _, e := range h.known {
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

// ofCard reports whether a row is about a card: by its number, or by the amount
// if nothing in it or in the case tells the number. A row that names another card
// is never counted by its amount.
func ofCard(e entry, card assess.Card) bool {
	switch {
	case same(e.serial, card.Serial):
		return true
	case e.four != "" && card.Last4 != "":
		return e.four == card.Last4
	case e.serial != "" && card.Serial != "":
		return false
	}
	return e.priced && card.Amount.IsPositive() && size(e.amount) == card.Amount
}

// dated reports whether a line begins with a day, as a row does.
func (r row) dated(p *brand.Profile) bool {
	at, from, _ := dateIn(p, r.cells[0])
	return !at.IsZero() && from == 0
}
