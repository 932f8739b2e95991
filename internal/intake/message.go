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
	e, ok := r.sayingIn(text)
	screen := r.blocked && len(r.lines) <= longestScreen
	if screen && r.o.Kind != assess.Message && r.general() {
		return nil, nil
	}
	var single assess.Evidence
	found := false
	if screen {
		single, found = r.bySentence()
	}
	if found && (!ok || e.Kind != assess.Mail) && (!ok || e.Says == brand.Unclear || len(text) > longestTold || wording.Telling(single.Says, e.Says) &&
		!r.since(e, single)) {
		return []assess.Evidence{single}, nil
	}
	if !ok || e.Kind == assess.Mail || r.legend && r.o.Kind != assess.Message || r.o.Kind != assess.Message && e.Says != phrase.Means &&
		!(known && e.Says == brand.Unclear) &&
		(len(text) > longestTold || e.Says == brand.CheckFailed || slices.ContainsFunc(r.lines, receiptLine)) {
		return nil, nil // its words may be about anything
	}
	saying, lines := r.saying(e.Says)
	if r.blocked && r.o.Kind != assess.Message && e.Says != phrase.Means && wording.Used(e.Says) && !r.oneSentence(lines) {
		return nil, nil // no block of the page says so
	}
	e.Shown = clip(saying)
	if !e.At.IsZero() && (r.blocked || r.severalDays()) { // one of them may be of anything else on the page
		e.At = r.shownAt(brand.NormaliseText(saying))
	}
	return []assess.Evidence{e}, nil
}

// since reports whether a page tells that a card was added just now, and a sentence of
// it only that it is there: not since when.
func (r *reader) since(whole, single assess.Evidence) bool {
	return whole.Says == brand.RedeemedNow && single.Says == brand.AlreadyRedeemed && !alreadySaid.MatchString(brand.NormaliseText(single.Shown))
}

// shownAt is the day that a message tells, or that stands by itself on its page.
func (r *reader) shownAt(saying string) (at time.Time) {
	if at, _, _ = dateIn(r.p, saying); !at.IsZero() {
		return at
	}
	for _, l := range r.lines {
		day, from, to := dateIn(r.p, l.text())
		switch {
		case day.IsZero() || wordy(l.text()[:from]+" "+l.text()[to:]):
		case !at.IsZero() && !at.Equal(day):
			return time.Time{}
		default:
			at = day
		}
	}
	return at
}

// severalDays reports whether more than one day stands on the page.
func (r *reader) severalDays() bool {
	var first time.Time
	for _, l := range r.lines {
		switch at, _, _ := dateIn(r.p, l.text()); {
		case at.IsZero():
		case first.IsZero():
			first = at
		case !at.Equal(first):
			return true
		}
	}
	return false
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
	return toldAs(p, text, wording.OfMessage(text))
}

// sayingIn reads a page as a message. Where its lines are blocks of a page, a title or
// a button is no part of the sentence below it; but lines below words that leave it
// open, as of what may be the reason, are.
func (r *reader) sayingIn(text string) (assess.Evidence, bool) {
	if e, ok := typedMail(r.p, text); ok {
		return e, true
	}
	sense := wording.OfMessage(text)
	if r.blocked && !sense.Hedged && !opensList.MatchString(text) {
		if apart := wording.OfMessage(r.joined("。 ")); !apart.Hedged && (wording.Telling(apart.Means, sense.Means) || sense.Fails && apart.Means != "" &&
			!apart.Fails) {
			sense = apart
		}
	}
	return toldAs(r.p, text, sense)
}

// bySentence reads the one sentence of a page that tells what became of a code, whatever
// else stands there: no answer to a question, no quotation, nothing that is left open.
func (r *reader) bySentence() (found assess.Evidence, ok bool) {
	if r.legend {
		return found, false
	}
	for i, l := range r.lines {
		text := l.cells[len(l.cells)-1] // behind its name, if it has one
		switch {
		case len(text) <= longestButton && faqHead.MatchString(text):
			return found, ok
		case len(text) > longestState || !sentenceLike.MatchString(text) || !ofCode.MatchString(text) || faqLine.MatchString(text) || i > 0 &&
			opensList.MatchString(r.lines[i-1].text()):
			continue
		}
		e, told := toldAs(r.p, text, wording.OfMessage(text))
		switch {
		case !told || !tells(assess.Evidence{Says: e.Says, Shown: text}):
		case ok && e.Says != found.Says && wording.Used(e.Says) != wording.Used(found.Says):
			return assess.Evidence{}, false // the page tells of several
		case !ok || wording.Telling(e.Says, found.Says):
			found, ok = e, true
			found.Shown, found.At = clip(l.raw), r.shownAt(text)
			found.Notes = append(found.Notes, assess.Note{ID: assess.ReadByStructure, Detail: clip(text)})
		}
	}
	return found, ok
}

// general reports whether a page speaks of codes and messages in general: it offers
// cards for sale, it helps with what may go wrong, or it tells of several things of
// which one code has one.
func (r *reader) general() bool {
	used, other := false, false
	for i, l := range r.lines {
		text := l.text()
		if len(text) <= longestButton && (shopWords.MatchString(text) || i < topLines && helpTitle.MatchString(text)) {
			return true
		}
		if len(text) <= longestButton && faqHead.MatchString(text) {
			break
		}
		if len(text) > longestState || faqLine.MatchString(text) {
			continue
		}
		switch means := wording.OfMessage(text).Means; means {
		case brand.NotActivated, brand.Expired, brand.Blocked, brand.OtherRegion:
			other = true
		default:
			used = used || wording.Used(means) && means != brand.RedeemedNow && means != brand.BalanceZero && sentenceLike.MatchString(text)
		}
	}
	return used && other
}

var (
	shopWords = regexp.MustCompile(`(?i)^(?:カートに(?:入れる|追加)|今すぐ(?:買う|購入)|add to (?:cart|bag|basket)|buy now)$`)
	helpTitle = regexp.MustCompile(`(?i)トラブル|お困り|\S ?ヘルプ|よくある|表示される(?:場合|とき)|(?:でき|使え)ない(?:場合|とき)|対処|\btrouble(?:shoot\w*)?\b|\bcommon (?:messages|errors|problems)\b|^if you (?:can't|cannot|have|see)\b|\bwhat to do if\b|\bhelp (?:with|center|topics)\b|\bfrequently asked\b`)
	faqHead   = regexp.MustCompile(`(?i)よくある(?:ご)?質問|^FAQ|Q ?& ?A|frequently asked|^ヘルプ|^help\b|お困りの`)
	faqLine   = regexp.MustCompile(`(?i)^[QA][.:．：]|」と(?:表示|出)|(?:とき|時|場合)(?:は|に)?$|\bhow (?:do|can|to)\b|^why\b`)
)

// opensList finds words below which stands what may be so.
var opensList = regexp.MustCompile(`(?i)原因|考えられる|場合|いずれか|可能性|かどうか|次の(?:こと|点|項目)|例えば|\b(?:reasons|because|possib\w+|following|may|might|could|whether|if|either|make sure|for example|common)\b`)

func toldAs(p *brand.Profile, text string, sense wording.Sense) (assess.Evidence, bool) {
	phrase, fields, known := p.Read(p.Messages, text)
	if !known { // Japanese breaks a line within a word
		phrase, fields, _ = p.Read(p.Messages, spaces.ReplaceAllString(text, ""))
	}
	if sense.Means == brand.BalanceZero && p.Redeem.Kind != brand.StoredValue { // of the account
		if sense = wording.OfMessage(zeroLeft.ReplaceAllString(brand.NormaliseText(text), "。 ")); sense.Means == brand.BalanceZero {
			sense = wording.Sense{}
		}
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

// zeroLeft is what a page shows where nothing is left.
var zeroLeft = regexp.MustCompile(`(?i)(?:残高|balance)[ :：]{0,3}[¥$]? ?0(?:\.00)? ?円?(?:$|[^\d.])`)

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
func (r *reader) saying(m brand.Meaning) (words string, lines []row) {
	const most = 40
	if len(r.lines) > most {
		return "", nil
	}
	for size := 1; size <= min(longestSaying, len(r.lines)); size++ {
		for i := 0; i+size <= len(r.lines); i++ {
			var text strings.Builder
			for _, l := range r.lines[i : i+size] {
				text.WriteString(l.text() + " ")
			}
			if e, ok := Told(r.p, text.String()); ok && e.Says == m {
				return r.raw(r.lines[i : i+size]), r.lines[i : i+size]
			}
		}
	}
	return "", nil
}

// oneSentence reports whether blocks of a page are one sentence: each after the first
// goes on with the one before. Filters side by side are none.
func (r *reader) oneSentence(lines []row) bool {
	for i, l := range lines {
		if len(l.cells) > 2 && slices.ContainsFunc(l.cells, stepWord.MatchString) || i > 0 && !goesOn.MatchString(l.text()) {
			return false
		}
	}
	return true
}

// goesOn is how the rest of a sentence begins.
var goesOn = regexp.MustCompile(`^(?:[ぁ-ん]|すでに|既に|別の|他の|[a-z])`)

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

// receiptLine reports whether a line is one of a receipt, and no sentence that speaks
// of one.
func receiptLine(l row) bool {
	text := l.text()
	return tillWords.MatchString(text) && !sentenceLike.MatchString(text)
}

// till reads a shop's receipt: whether it says that the card was switched on, or
// only that it was paid for.
func (r *reader) till() ([]assess.Evidence, []string) {
	account := func(l row) bool {
		_, head := columns(l.cells)
		return head || accountColumns.MatchString(l.text())
	}
	if r.o.Kind != assess.Till && slices.ContainsFunc(r.lines, account) {
		return nil, nil // a bank's or a card's, which tells of a payment and not of a card
	}
	if r.o.Kind != assess.Till && !slices.ContainsFunc(r.lines, receiptLine) {
		return nil, nil
	}
	gift, on, failed := false, false, false
	e := assess.Evidence{Kind: assess.Till, Says: brand.TillOnly}
	var at time.Time
	near := false // to a line about a card
	for _, l := range r.lines {
		text := l.text()
		switch {
		case unactivated.MatchString(text), activated.MatchString(text) && wording.OfMessage(text).Means == brand.NotActivated:
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
