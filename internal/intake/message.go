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

// message reads what was shown when a code was redeemed. A long page that nobody
// says is a message is read by the brand's messages alone.
func (r *reader) message() ([]assess.Evidence, []string) {
	text := r.joined(" ")
	phrase, _, known := r.p.Read(r.p.Messages, text)
	if !known {
		phrase, _, known = r.p.Read(r.p.Messages, r.joined(""))
	}
	e, ok := Told(r.p, text)
	if !ok || e.Kind == assess.Mail || r.legend && r.o.Kind != assess.Message || r.o.Kind != assess.Message && e.Says != phrase.Means && !(known && e.Says == brand.Unclear) &&
		(len(text) > longestTold || e.Says == brand.CheckFailed || tillWords.MatchString(text)) {
		return nil, nil // its words may be about anything
	}
	e.Shown = clip(r.saying(e.Says))
	return []assess.Evidence{e}, nil
}

// Told reads what was shown when a code was redeemed: by the first of the brand's
// messages, in the order of its profile, that stands in the text, and by what its
// sentences mean. It is false if neither reads it. What the evidence says of the
// card is what stands in the text. The text of a mail, which tells of somebody
// else's account, is evidence of that kind.
func Told(p *brand.Profile, text string) (assess.Evidence, bool) {
	if e, ok := typedMail(p, text); ok {
		return e, true
	}
	phrase, fields, known := p.Read(p.Messages, text)
	if !known { // Japanese breaks a line within a word
		phrase, fields, _ = p.Read(p.Messages, spaces.ReplaceAllString(text, ""))
	}
	sense := wording.OfMessage(text)
	if sense.Means == brand.BalanceZero && p.Redeem.Kind != brand.StoredValue {
		sense = wording.Sense{} // of the account
	}
	means, by := settled(phrase.Means, sense)
	if means == "" {
		return assess.Evidence{}, false
	}
	text = brand.NormaliseText(text)
	e := assess.Evidence{Kind: assess.Message, Says: means, Card: assess.Card{Last4: lastFour(fields["code"])}}
	if by == bySense {
		e.Notes = []assess.Note{{ID: assess.ReadByStructure, Detail: clip(text)}}
	}
	if e.Card.Last4 == "" {
		e.Card.Last4 = toldFour(text)
	}
	amounts := amountsOf(p)
	if money, ok := amounts.in(fields["amount"], true); ok && money.IsPositive() {
		e.Card.Amount = money
	} else if means == brand.RedeemedNow {
		e.Card.Amount = amounts.added(text)
	}
	e.At, _, _ = dateIn(p, text)
	return e, true
}

// longestTold is how long a text may be, in bytes, that is read as a message by
// its meaning alone though nobody says that it is one.
const longestTold = 600

// reading is which of two readers read a message.
type reading int

const (
	byPhrase reading = iota // the brand's own words
	bySense                 // what its sentences mean
)

// settled puts together what a brand's phrase says and what the sentences mean.
// The phrase counts, unless the sentences tell more, leave it open or deny it:
// nothing makes "used" of a sentence that does not say so.
func settled(phrase brand.Meaning, sense wording.Sense) (brand.Meaning, reading) {
	switch {
	case sense.Hedged && phrase == brand.Unclear:
		return phrase, byPhrase
	case sense.Hedged:
		return brand.Unclear, bySense
	case phrase == "":
		return sense.Means, bySense
	case (sense.Denies || sense.Other) && wording.Used(phrase) && !wording.Used(sense.Means):
		return sense.Means, bySense
	case sense.Fails || !wording.Telling(sense.Means, phrase):
		return phrase, byPhrase
	case wording.Used(phrase): // both say that it was used, and the sentences say where
		return sense.Means, byPhrase
	}
	return sense.Means, bySense
}

var (
	puts   = regexp.MustCompile(`(?i)追加|適用|チャージ|加算|登録|反映|引き?換え|\badded|\bapplied|\bcredited|\bredeemed|\bdeposited`)
	spaces = regexp.MustCompile(`\s+`)
	breaks = regexp.MustCompile(`[。!?]|\. `)
)

// toldFour returns the last four that a message names of the card.
func toldFour(text string) string {
	if payWords.MatchString(text) {
		return ""
	}
	return cmp.Or(endingFour(text), maskedFour(text))
}

// added returns the amount that a message says was added, and nothing if it names
// several.
func (a amounts) added(text string) (found unspent.Money) {
	for _, part := range breaks.Split(text, maxMatches) {
		if !puts.MatchString(part) {
			continue
		}
		money, ok := a.in(part, false)
		switch {
		case !ok || !money.IsPositive():
		case !found.IsZero() && money != found:
			return unspent.Money{}
		default:
			found = money
		}
	}
	return found
}

// messageLike finds what sentences about a code that was typed in have.
var messageLike = regexp.MustCompile(`(?i)(?:コード|番号|ギフト|カード|登録|\bcode|\bcard|\bredeem)[^。]*(?:ません|ました|ています|です|エラー|無効)|` +
	`(?:エラー|ません|無効)[^。]*(?:コード|番号|ギフト|カード|登録)|` +
	`(?:\bcode|\bcard|\bpin\b|\bredeem).*(?:\bnot\b|n't\b|\balready|\binvalid|\bunable|\berror|\bhas been|\bwas\b)|(?:\bnot\b|n't\b|\binvalid|\bunable|\berror|\bsorry).*(?:\bcode|\bcard|\bpin\b|\bredeem)`)

// unread returns the words of a message that nobody could read, so that a person
// can say what they mean: of a text that is said to be one, or is short and
// speaks of a code.
func (r *reader) unread(said assess.Kind) string {
	text := strings.TrimSpace(r.joined(" "))
	if said != assess.Message && (said != "" && said != assess.Picture || len(text) > longestTold || !messageLike.MatchString(brand.NormaliseText(text))) {
		return ""
	}
	return clip(r.raw(r.lines))
}

// saying returns the fewest lines of a short text that say a thing: a message, and
// not the chat or the screen that it stands in.
func (r *reader) saying(m brand.Meaning) string {
	const most = 40
	if len(r.lines) > most {
		return ""
	}
	for size := 1; size <= min(longestSaying, len(r.lines)); size++ {
		for i := 0; i+size <= len(r.lines); i++ {
			var text strings.Builder
			for _, l := range r.lines[i : i+size] {
				text.WriteString(l.text() + " ")
			}
			if e, ok := Told(r.p, text.String()); ok && e.Says == m {
				return r.raw(r.lines[i : i+size])
			}
		}
	}
	return ""
}

// longestSaying is how many lines a message has that is quoted.
const longestSaying = 6

// raw returns the words of some lines as they stand there, in one line.
func (r *reader) raw(lines []row) string {
	var words []string
	for _, l := range lines {
		words = append(words, strings.Fields(strings.ReplaceAll(l.raw, " | ", " "))...)
	}
	return strings.Join(words, " ")
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
	tillWords = regexp.MustCompile(`(?i)レシート|領収|お買上|お買い上げ|お預|お釣|現計|\breceipt\b|\bcashier\b|\bsubtotal\b|\bchange due\b`)
	// accountColumns are those of a statement of an account.
	accountColumns = regexp.MustCompile(`(?i)(?:取引日|日付|年月日).*(?:摘要|お取引内容).*(?:残高|金額)|お支払(?:い)?金額.*お預(?:かり|り)金額|\bdate\b.*\bdescription\b.*\bbalance\b`)

	activated   = regexp.MustCompile(`(?i)有効化|アクティベ|アクチベ|\bactivat(?:ed|ion)\b`)
	unactivated = regexp.MustCompile(`(?i)未有効|有効化(?:され(?:てい)?(?:ませ|な)|でき(?:ませ|な)|前|エラー|失敗|に失敗)|アクティベ\S{0,12}(?:エラー|失敗|未)|` +
		`\b(?:not|never|without|un|in)[ -]?(?:been )?activat|activation (?:failed|error|declined|pending|required)`)
	giftWords   = regexp.MustCompile(`(?i)ギフト|プリペイド|POSA|\bgift|\bprepaid`)
	serialWords = regexp.MustCompile(`(?i)(?:カード番号|シリアル(?:番号|No\.?)?|管理番号|card (?:no\.?|number)|serial(?: no\.?| number)?)[ :#]{0,3}([0-9A-Za-z*•●・×∗-]{6,40})`)
	maskedPart  = regexp.MustCompile(`[xX*•●・×∗-]*(?:[*•●・×∗]|[xX]{2})[xX*•●・×∗-]*`)
)

// unmixed writes what is masked of a number in one way, however it was printed and
// read: 6039*xx●7731.
func unmixed(number string) string { return maskedPart.ReplaceAllString(number, "****") }

// till reads a shop's receipt: whether it says that the card was switched on, or
// only that it was paid for.
func (r *reader) till() ([]assess.Evidence, []string) {
	words := func(l row) bool { return tillWords.MatchString(l.text()) }
	account := func(l row) bool { return accountColumns.MatchString(l.text()) }
	if r.o.Kind != assess.Till && slices.ContainsFunc(r.lines, account) {
		return nil, nil // a bank's or a card's, which tells of a payment and not of a card
	}
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
			e.Card.Serial = r.serial(unmixed(m[1]))
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
