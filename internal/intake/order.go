package intake

import (
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

var (
	orderWords  = regexp.MustCompile(`(?i)注文|order|宛先|受取人|recipient`)
	resendWords = regexp.MustCompile(`(?i)再送|\bresend\b|send again`)
	resentWords = regexp.MustCompile(`(?i)再送(?:済|しました|されました)|\bresent\b`)
	payWords    = regexp.MustCompile(`(?i)支払|クレジット|デビット|\b(?:visa|master ?card|jcb|amex|american express|diners|payment|paid|credit|debit)\b`)
	totalWords  = regexp.MustCompile(`(?i)合計|小計|総額|請求|残高|\b(?:total|subtotal|charged|balance)\b`)
)

// longestState and longestButton are how long a line can be that is a state or
// a button, not a sentence about one.
const (
	longestState  = 400
	longestButton = 60
)

// state is where an order page says how a card of the order stands.
type state struct {
	line   int
	means  brand.Meaning
	fields map[string]string
	card   assess.Card
}

// order reads the giver's order page: one piece of evidence for each card of the
// order.
func (r *reader) order() ([]assess.Evidence, []string) {
	states, number, words := []state(nil), "", false
	resend := assess.ResendMissing
	ph := phrasesOf(r.p, r.p.Order)
	for i, l := range r.lines {
		text := l.text()
		words = words || orderWords.MatchString(text)
		if number == "" {
			number = r.orderIn(text)
		}
		if len(text) <= longestButton && resendWords.MatchString(text) && !resentWords.MatchString(text) {
			resend = assess.ResendOffered
		}
		if s, ok := r.stateAt(ph, i); ok {
			states = append(states, s)
		}
	}
	if len(states) == 0 || r.o.Kind != assess.OrderPage && number == "" && !words {
		return nil, nil
	}
	r.attach(states)
	var found []assess.Evidence
	var rows []string
	for _, s := range distinct(states) {
		s.card.Order = number
		if own := r.orderIn(s.fields["order"]); own != "" {
			s.card.Order = own
		}
		found = append(found, assess.Evidence{Kind: assess.OrderPage, Says: s.means, Card: s.card, At: r.saved,
			Notes: []assess.Note{{ID: resend}}})
		rows = append(rows, r.lines[s.line].raw)
	}
	return found, rows
}

// stateAt reads the state that stands in a line: in one of its cells, or in all
// of it.
func (r *reader) stateAt(ph *phrases, i int) (state, bool) {
	l := r.lines[i]
	if len(l.text()) > longestState {
		return state{}, false
	}
	texts := l.cells
	if len(texts) > 1 {
		texts = append(texts[:len(texts):len(texts)], l.text())
	}
	for _, text := range texts {
		if !wordy(text) {
			continue
		}
		if phrase, fields, ok := ph.read(text); ok {
			return state{line: i, means: phrase.Means, fields: fields}, true
		}
	}
	return state{}, false
}

// attach gives each state the card that it is about: what its own line says, and
// for what that leaves open the lines before or after it, up to the next state.
// Whether a page puts a card's details before or after its state shows at the
// first.
func (r *reader) attach(states []state) {
	after := true
	for i := range states[0].line {
		if text := r.lines[i].text(); address.MatchString(text) || r.fourIn(text) != "" {
			after = false
		}
	}
	for n := range states {
		s := &states[n]
		r.details(s, s.line)
		from, to := 0, len(r.lines)
		if n > 0 {
			from = states[n-1].line + 1
		}
		if n+1 < len(states) {
			to = states[n+1].line
		}
		if len(r.lines[s.line].cells) > 1 && s.card != (assess.Card{}) {
			continue // a row of a table says it all
		}
		if after {
			for i := s.line + 1; i < to; i++ {
				r.details(s, i)
			}
			continue
		}
		for i := s.line - 1; i >= from; i-- {
			r.details(s, i)
		}
	}
	if len(states) == 1 {
		r.alone(&states[0])
	}
}

// alone completes the only state of a page from all of it. If the page names
// several people, whom of them it is about cannot be told, unless its own line
// says so.
func (r *reader) alone(s *state) {
	people := map[string]bool{}
	for i, l := range r.lines {
		r.details(s, i)
		for _, a := range address.FindAllString(l.text(), maxMatches) {
			people[strings.ToLower(a)] = true
		}
	}
	if len(people) > 1 {
		s.card.Recipient = strings.ToLower(address.FindString(r.lines[s.line].text()))
	}
}

// details takes what a line says of a card, as far as s does not know it.
func (r *reader) details(s *state, line int) {
	l := r.lines[line]
	text := l.text()
	if s.card.Recipient == "" {
		s.card.Recipient = strings.ToLower(address.FindString(text))
	}
	if s.card.Last4 == "" {
		if s.card.Last4 = lastFour(s.fields["code"]); s.card.Last4 == "" {
			s.card.Last4 = r.fourIn(text)
		}
	}
	if s.card.Amount != (unspent.Money{}) {
		return
	}
	if money, ok := r.amounts.in(s.fields["amount"], true); ok && money.IsPositive() {
		s.card.Amount = money
		return
	}
	for _, cell := range l.cells {
		if totalWords.MatchString(cell) {
			return // of the order, not of a card
		}
		if money, ok := r.amounts.in(cell, false); ok && money.IsPositive() {
			s.card.Amount = money
			return
		}
	}
}

// fourIn finds the last four of a masked or cut number in a line, other than
// that of the credit card that paid.
func (r *reader) fourIn(text string) string {
	if payWords.MatchString(text) {
		return ""
	}
	if address.MatchString(text) {
		text = address.ReplaceAllString(text, " ")
	}
	return maskedFour(text)
}

// distinct leaves out states that say nothing of which card where others do: a
// summary over the cards.
func distinct(states []state) []state {
	var own []state
	for _, s := range states {
		if s.card != (assess.Card{}) {
			own = append(own, s)
		}
	}
	if len(own) == 0 {
		return states[:1]
	}
	return own
}
