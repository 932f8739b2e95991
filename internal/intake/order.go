package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

var (
	orderWords  = regexp.MustCompile(`(?i)注文|order|宛先|受取人|recipient|(?:贈|送)った(?:ギフト)|(?:受け?取り?|引き?換え?)状況|\bgifts? (?:you(?:'ve)? )?sent\b|\bsent gifts?\b|\bredemption status\b`)
	resendWords = regexp.MustCompile(`(?i)再送|もう一度送|\bresend\b|\bre-send\b|send (?:it )?again|(?-i:\bResend[A-Z])`)
	resentWords = regexp.MustCompile(`(?i)再送(?:済|しました|されました|でき|不可|は|に(?:つ|関)|方法|とは|可能)|再送信?(?:でき|しま)|\bresent\b|\b(?:cannot|can't|can only|how to|unable to|not be|if you|about)\b`)
	payWords    = regexp.MustCompile(`(?i)支払|クレジット|デビット|\b(?:visa|master ?card|jcb|amex|american express|diners|payment|paid|credit|debit)\b`)
	totalWords  = regexp.MustCompile(`(?i)合計|小計|総額|請求|残高|\b(?:total|subtotal|charged|balance)\b`)
)

// inkSpace is a space within Japanese, as pictures are read.
var inkSpace = regexp.MustCompile(`([\p{Han}\p{Hiragana}\p{Katakana}]) `)

// longestState and longestButton are how long a line can be that is a state or
// a button, not a sentence about one.
const (
	longestState   = 400
	longestTelling = 240 // that tells of one in words that are not known of the brand
	longestButton  = 60
)

// state is where an order page says how a card of the order stands.
type state struct {
	line   int
	means  brand.Meaning
	fields map[string]string
	card   assess.Card
	text   string
	at     time.Time // of the state's own line; zero: it has none
	all    []string  // the texts of all states of the card, in the order of the page

	structure bool // in words that are not known of the brand
}

// order reads the giver's order page: one piece of evidence for each card of the
// order.
func (r *reader) order() ([]assess.Evidence, []string) {
	states, number, words := []state(nil), "", false
	resend := assess.ResendMissing
	ph := phrasesOf(r.p, r.p.Order)
	for i, l := range r.lines {
		text := l.text()
		words = words || orderWords.MatchString(text) && !sentenceLike.MatchString(text)
		if number == "" {
			number = r.orderIn(text)
		}
		if resend == assess.ResendMissing && resendButton(l) {
			resend = assess.ResendOffered
		}
		if s, ok := r.stateAt(ph, i); ok {
			states = append(states, s)
		}
	}
	if states = r.stated(states); len(states) == 0 || r.o.Kind != assess.OrderPage && number == "" && !words {
		return nil, nil
	}
	var found []assess.Evidence
	var rows []string
	for _, s := range distinct(r.cards(states)) {
		s.card.Order = number
		if own := r.orderIn(s.fields["order"]); own != "" {
			s.card.Order = own
		}
		e := assess.Evidence{Kind: assess.OrderPage, Says: s.means, Card: s.card, At: r.saved, Shown: clip(r.lines[s.line].written(s.text)),
			Notes: []assess.Note{{ID: resend}}}
		if s.structure {
			e.Notes = append(e.Notes, assess.Note{ID: assess.ReadByStructure, Detail: s.text})
		}
		if len(s.all) > 1 {
			e.Notes = append(e.Notes, assess.Note{ID: assess.StatesSeveral, Detail: strings.Join(s.all, " → ")})
		}
		found = append(found, e)
		rows = append(rows, r.lines[s.line].raw)
	}
	return found, rows
}

// resendButton reports whether one of the buttons in a line sends the card again.
// Buttons that stand side by side are one line in a copied text.
func resendButton(l row) bool {
	offers := func(text string) bool {
		return len(text) <= longestButton && resendWords.MatchString(text) && !resentWords.MatchString(text)
	}
	for _, cell := range l.cells {
		if len(cell) > longestState || strings.ContainsAny(cell, "。.!?") && len(cell) > longestButton {
			continue
		}
		if slices.ContainsFunc(strings.Split(cell, "|"), offers) || slices.ContainsFunc(strings.Fields(cell), offers) {
			return true
		}
	}
	return offers(l.text())
}

// sentTo is the name of the one to whom something was sent.
var sentTo = regexp.MustCompile(`(?i)\bto[ :]*$|(?:先|宛)[ :：]*$`)

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
	if len(l.cells) > 1 && (legend(strings.Join(l.cells, " | ")) || len(l.cells) == 2 && wording.OfState(l.cells[0]).Means != "" &&
		(explains.MatchString(l.cells[1]) || enExplains.MatchString(l.cells[1])) && !r.detailed(i)) {
		r.legend = true
		return state{}, false
	}
	if len(l.cells) > 2 && slices.ContainsFunc(l.cells, stepWord.MatchString) { // filters, or the steps of an order
		return state{}, false
	}
	if len(l.cells) == 2 && sentTo.MatchString(l.cells[0]) && address.MatchString(l.cells[1]) { // the name of who got it
		return state{}, false
	}
	for n, text := range texts {
		if !wordy(text) {
			continue
		}
		phrase, fields, ok := ph.read(text)
		if !ok {
			phrase, fields, ok = ph.read(inkSpace.ReplaceAllString(text, "$1"))
		}
		if sense := wording.OfState(text); ok && phrase.Means == brand.OrderSent && (sense.Means == brand.OrderResent || sense.Means == brand.OrderCancelled) {
			ok = false // the sentence tells more than one of its words
		}
		if ok && !statesNone(text, r.beforeCell(i, n), phrase.Means) && !namesAccount(text) {
			return r.stateOf(i, text, state{means: phrase.Means, fields: fields}), true
		}
	}
	for n, text := range texts {
		if len(text) > longestTelling || !wordy(text) {
			continue
		}
		sense := wording.OfState(text)
		if sense.Means == "" || sense.Hedged || resendButton(l) || namesAccount(text) {
			continue
		}
		if sense.Denies && !enExplains.MatchString(text) && !legend(text) || !statesNone(text, r.beforeCell(i, n), sense.Means) {
			return r.stateOf(i, text, state{means: sense.Means, structure: true}), true
		}
	}
	return state{}, false
}

func (r *reader) stateOf(line int, text string, s state) state {
	s.line, s.text, s.all = line, clip(text), []string{clip(text)}
	s.at, _, _ = dateIn(r.p, r.lines[line].text())
	return s
}

// cards gives each card of the order its state. Details of a card (an address, a
// number) stand in the line of its state, or before it, or after it; and a card
// can have several states, of which the latest counts.
func (r *reader) cards(states []state) []state {
	if found := r.apart(states); len(found) > 1 {
		return found
	}
	people := r.people(states)
	if len(people) <= 1 || len(states) == 1 {
		one := latest(states)
		r.alone(&one)
		return []state{one}
	}
	first, last := people[0], people[len(people)-1]
	before := 0 // states above the details of the first card
	for before < len(states) && states[before].line < first.from {
		before++
	}
	switch {
	case before > 0 && len(states) == len(people)+1 && states[len(states)-1].line > last.to:
		states, before = states[1:], 0 // a headline over all of them
	case before > 0 && len(states) < len(people):
		before = 0
	}
	var found []state
	for n, p := range people {
		from, to := p.from, len(r.lines)
		if n+1 < len(people) {
			to = people[n+1].from
		}
		var own []state
		for _, s := range states {
			switch {
			case before > 0 && n+1 < len(people) && s.line > p.to && s.line < to && lastBefore(states, to) == s.line && !inside(states, people[n+1]):
				continue // it is the headline of the next card
			case s.line >= from && s.line < to, before > 0 && s.line < from && lastBefore(states, from) == s.line && !inside(states, p):
				own = append(own, s)
			}
		}
		if len(own) == 0 {
			continue
		}
		s := latest(own)
		r.details(&s, s.line)
		for i := p.from; i < to; i++ {
			if i > p.to && before > 0 && slices.ContainsFunc(states, func(o state) bool { return o.line == i }) && n+1 < len(people) && lastBefore(states, to) == i {
				break
			}
			r.details(&s, i)
		}
		found = append(found, s)
	}
	return found
}

// apart gives each state of a saved page what stands in the largest element around it
// that has no other state, if these say of which card it is. Orders of other things are
// left out.
func (r *reader) apart(states []state) (found []state) {
	if r.elements == nil || r.drawn || len(states) < 2 || len(states) > maxMatches {
		return nil
	}
	within := r.elements.within
	holds := map[int32]int{}
	for _, s := range states {
		for n := r.lines[s.line].in; n > 0; n = within[n] {
			holds[n]++
		}
	}
	for _, s := range states {
		own := r.lines[s.line].in
		if own == 0 || holds[own] > 1 {
			return nil // two of one card, or of none
		}
		for within[own] > 0 && holds[within[own]] == 1 {
			own = within[own]
		}
		gift := false
		for i, l := range r.lines {
			n := l.in
			for n > 0 && n != own {
				n = within[n]
			}
			if n == own && n > 0 {
				r.details(&s, i)
				gift = gift || giftWords.MatchString(l.text())
			}
		}
		if s.card.Recipient != "" || s.card.Last4 != "" || gift && s.card.Amount.IsPositive() {
			found = append(found, s)
		}
	}
	return found
}

// lastBefore is the line of the last state above a line.
func lastBefore(states []state, line int) int {
	at := -1
	for _, s := range states {
		if s.line < line {
			at = s.line
		}
	}
	return at
}

// inside reports whether a state stands in the lines of a card's details.
func inside(states []state, b block) bool {
	return slices.ContainsFunc(states, func(s state) bool { return s.line >= b.from && s.line <= b.to })
}

// people finds the details of the cards: each begins with an address or a masked
// number after what belonged to the one before. To is the last line of details.
func (r *reader) people(states []state) (found []block) {
	isState := map[int]bool{}
	for _, s := range states {
		isState[s.line] = true
	}
	who, four, passed := "", "", true // passed: a state stands since the last details
	for i, l := range r.lines {
		text := l.text()
		a, f := strings.ToLower(address.FindString(text)), r.fourIn(text)
		another := a != "" && who != "" && a != who || f != "" && four != "" && f != four
		switch {
		case a+f != "" && (len(found) == 0 || another):
			found = append(found, block{from: i, to: i})
			who, four = a, f
		case a+f != "":
			found[len(found)-1].to = i
			who, four = cmp.Or(who, a), cmp.Or(four, f)
		case len(found) > 0 && !isState[i] && !passed && len(r.amounts.all(text, 1)) > 0 && found[len(found)-1].to >= i-nearby:
			found[len(found)-1].to = i
		}
		passed = isState[i] || passed && a+f == ""
	}
	return found
}

// latest returns the state that counts: the one with the latest day, or else the
// one that tells most, for a card that was redeemed was sent before.
func latest(states []state) state {
	best := states[0]
	tells := func(s state) int {
		return slices.Index([]brand.Meaning{brand.OrderSent, brand.OrderResent, brand.OrderCancelled, brand.OrderRedeemed}, s.means)
	}
	var all []string
	for _, s := range states {
		if !slices.Contains(all, s.text) {
			all = append(all, s.text)
		}
		dated := !s.at.IsZero() && !best.at.IsZero() && !s.at.Equal(best.at)
		if dated && s.at.After(best.at) || !dated && tells(s) > tells(best) {
			best = s
		}
	}
	best.all = all
	return best
}

// alone completes the only state of a page from all of it. If the page names
// several people, whom of them it is about cannot be told, unless its own line
// says so.
func (r *reader) alone(s *state) {
	people := map[string]bool{}
	if money, ok := r.amounts.in(s.fields["amount"], true); ok && money.IsPositive() {
		s.card.Amount = money
	} else {
		s.card.Amount = r.worth(s.line)
	}
	for i, l := range r.lines {
		r.who(s, i)
		for _, a := range address.FindAllString(l.text(), maxMatches) {
			people[strings.ToLower(a)] = true
		}
	}
	if len(people) > 1 {
		s.card.Recipient = strings.ToLower(address.FindString(r.lines[s.line].text()))
	}
}

// who takes from a line to whom a card was sent and what its number ends with, as far
// as s does not know it.
func (r *reader) who(s *state, line int) {
	text := r.lines[line].text()
	if s.card.Recipient == "" {
		s.card.Recipient = strings.ToLower(address.FindString(text))
	}
	if s.card.Last4 == "" {
		if s.card.Last4 = lastFour(s.fields["code"]); s.card.Last4 == "" {
			s.card.Last4 = r.fourIn(text)
		}
	}
}

// details takes all that a line says of a card.
func (r *reader) details(s *state, line int) {
	l := r.lines[line]
	r.who(s, line)
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

// ranks is more than an amount has by what names it.
const ranks = 8

// sharing counts the elements of a page in which a line stands with another.
func (r *reader) sharing(line int) func(other int) int {
	if r.elements == nil || r.drawn {
		return func(int) int { return 0 }
	}
	within := r.elements.within
	own := map[int32]bool{}
	for at := r.lines[line].in; at > 0; at = within[at] {
		own[at] = true
	}
	return func(other int) (n int) {
		for at := r.lines[other].in; at > 0; at = within[at] {
			if own[at] {
				n++
			}
		}
		return n
	}
}

var (
	// worthWords name the amount of a card, and not that of its order.
	worthWords = regexp.MustCompile(`(?i)額面|(?:ギフト|カード|券)[^\s]{0,6}(?:の)?金額|^(?:贈った)?金額(?:$|[^\pL])|\b(?:gift ?card|card|gift) (?:amount|value)\b|^(?:value|amount|denomination)(?:$|[^\pL])`)
	// others is a heading below which other things are offered.
	others = regexp.MustCompile(`(?i)おすすめ|一緒に(?:購入|買)|関連(?:する)?(?:商品|アイテム)|最近(?:チェック|閲覧|見た)|閲覧履歴|こちらもいかが|この商品を(?:買|見)|チェックした(?:人|方)|売れ筋|ランキング|\brecommend|\binspired by\b|\bcustomers (?:also|who)\b|\balso (?:bought|viewed|like)|\brelated (?:items|to)\b|\bbought together\b|\brecently viewed\b|\bkeep shopping\b|\byou (?:may|might) (?:also )?(?:like|need)\b|\bbest ?sellers?\b|\bmore (?:items )?to (?:consider|explore)\b|^buy it again$|^もう一度買う$`)
)

// worth is the amount of the only card of an order: where its name says so, else in a
// line about a gift card, else the first that is none of the order or of what else is
// offered; of an order that tells no other, its total. Where a page lists several orders
// the elements that the state stands in count before those of others.
func (r *reader) worth(state int) (found unspent.Money) {
	best := 0
	offered := false
	shared := r.sharing(state)
	for i, l := range r.lines {
		text := l.text()
		offered = offered || len(text) <= longestButton && others.MatchString(text) && len(r.amounts.all(text, 1)) == 0
		for k, cell := range l.cells {
			money, ok := r.amounts.in(cell, false)
			rank := 2
			switch {
			case worthWords.MatchString(cell):
				money, ok = r.named(i, k)
				rank = 4
			case !ok || offered:
				continue
			case totalWords.MatchString(text), payWords.MatchString(text) && !giftWords.MatchString(text):
				rank = 1
			case giftWords.MatchString(text):
				rank = 3
			}
			if ok {
				rank += ranks * shared(i)
			}
			if ok && money.IsPositive() && rank > best {
				found, best = money, rank
			}
		}
	}
	return found
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
