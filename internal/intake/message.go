package intake

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// message reads what was shown when a code was redeemed: the first of the
// brand's messages, in the order of its profile, that stands in the text.
func (r *reader) message() ([]assess.Evidence, []string) {
	phrase, fields, ok := r.p.Read(r.p.Messages, r.joined(" "))
	if !ok { // Japanese breaks a line within a word
		phrase, fields, ok = r.p.Read(r.p.Messages, r.joined(""))
	}
	if !ok {
		return nil, nil
	}
	e := assess.Evidence{Kind: assess.Message, Says: phrase.Means, Card: assess.Card{Last4: lastFour(fields["code"])}}
	if money, ok := r.amounts.in(fields["amount"], true); ok && money.IsPositive() {
		e.Card.Amount = money
	}
	e.At, _, _ = dateIn(r.p, r.joined(" "))
	return []assess.Evidence{e}, nil
}

// joined returns the text of the page with so much between its lines.
func (r *reader) joined(between string) string {
	var b strings.Builder
	for _, l := range r.lines {
		if b.Len() > longestMessage {
			break
		}
		b.WriteString(l.text() + between)
	}
	return b.String()
}

// longestMessage is how much of a page is searched for a message.
const longestMessage = 256 << 10

var (
	tillWords   = regexp.MustCompile(`(?i)レシート|領収|お買上|お買い上げ|お預|お釣|現計|\breceipt\b|\bcashier\b|\bsubtotal\b|\bchange due\b`)
	activated   = regexp.MustCompile(`(?i)有効化|アクティベ|アクチベ|\bactivat(?:ed|ion)\b`)
	unactivated = regexp.MustCompile(`(?i)未有効|有効化(?:され(?:てい)?(?:ませ|な)|でき(?:ませ|な)|前|エラー|失敗|に失敗)|アクティベ\S{0,12}(?:エラー|失敗|未)|` +
		`\b(?:not|never|without|un|in)[ -]?(?:been )?activat|activation (?:failed|error|declined|pending|required)`)
	giftWords   = regexp.MustCompile(`(?i)ギフト|プリペイド|POSA|\bgift|\bprepaid`)
	serialWords = regexp.MustCompile(`(?i)(?:カード番号|シリアル(?:番号|No\.?)?|管理番号|card (?:no\.?|number)|serial(?: no\.?| number)?)[ :#]{0,3}([0-9A-Za-z*•●-]{6,40})`)
)

// till reads a shop's receipt: whether it says that the card was switched on, or
// only that it was paid for.
func (r *reader) till() ([]assess.Evidence, []string) {
	words := func(l row) bool { return tillWords.MatchString(l.text()) }
	if r.o.Kind != assess.Till && !slices.ContainsFunc(r.lines, words) {
		return nil, nil
	}
	gift, on, failed := false, false, false
	e := assess.Evidence{Kind: assess.Till, Says: brand.TillOnly}
	var at time.Time
	near := false // to a line about a card
	for _, l := range r.lines {
		text := l.text()
		switch {
		case unactivated.MatchString(text):
			failed = true
		case activated.MatchString(text):
			on = true
		}
		about := giftWords.MatchString(text) || activated.MatchString(text)
		gift = gift || about
		if money, ok := r.amounts.in(text, false); ok && (about || near) && money.IsPositive() &&
			(e.Card.Amount.IsZero() || money == r.o.Card.Amount) {
			e.Card.Amount = money
		}
		near = about
		if m := serialWords.FindStringSubmatch(text); m != nil && e.Card.Serial == "" {
			e.Card.Serial = r.serial(m[1])
		}
		if day, _, _ := dateIn(r.p, text); at.IsZero() && !day.IsZero() {
			at = day
		}
	}
	if !gift {
		return nil, nil
	}
	if on && !failed {
		e.Says = brand.TillActivated
	}
	e.At = at
	return []assess.Evidence{e}, nil
}
