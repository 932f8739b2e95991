package intake

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

var (
	// pageChrome is a line that only a page has: its heading or a button.
	pageChrome  = regexp.MustCompile(`(?i)^[#*\s]*(?:ご?注文(?:の詳細|履歴|内容(?:の表示)?)|再度購入|もう一度購入|カートに入れる|(?:order|view) (?:details?|history|order)|your orders|buy it again|add to cart)[*\s]*$`)
	lineEnds    = regexp.MustCompile(`[。.!?！？:：)）]$`)
	lineLabel   = regexp.MustCompile(`^[^\s:：。]{1,20}[ 　]?[:：]`)
	deadline    = regexp.MustCompile(`(?i)期限|まで|expir|valid|until`)
	actor       = regexp.MustCompile(`(?i)([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]) ?(?:様|さま|さん|氏)?(?:が|は|に|の|へ|宛| (?:has |have |just )?(?:added|redeemed|claimed|applied|used|opened))|\b(?:by|to) ([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z0-9])`)
	alreadySaid = regexp.MustCompile(`(?i)すでに|既に|もう|済み|\balready\b`)
)

// longWrapped is how many letters a line has at least that goes on in the next.
const longWrapped = 20

// unwrapped joins lines that a mail program has broken within a sentence.
func unwrapped(lines []string) string {
	var b strings.Builder
	open := false // the line before goes on
	for _, line := range lines {
		switch {
		case b.Len() == 0:
		case open && !lineLabel.MatchString(line):
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(line)
		open = !lineEnds.MatchString(line) && !lineLabel.MatchString(line) && utf8.RuneCountInString(line) >= longWrapped
	}
	return b.String()
}

// longestBadge is how long a line is, in bytes, that is the state of a card on a
// page: Status: Redeemed. A mail says it in a sentence.
const longestBadge = 36

// senseOf reads a mail in words that nobody has seen of the brand by what they
// mean. It is of a kind that the brand sends, or of none.
func senseOf(p *brand.Profile, subject, text string) (*brand.Mail, wording.Sense) {
	sense := wording.OfMail(subject + "\n" + text)
	for i := range p.Mails {
		if m := &p.Mails[i]; sense.Means != "" && m.Means == sense.Means {
			return m, sense
		}
	}
	return nil, sense
}

// Signs of a program for mails, and of a mail: lines or cells that are all of one of
// the first, and words of the second.
var (
	mailChrome = [...]*regexp.Regexp{
		regexp.MustCompile(`(?i)^(?:全員に)?返信$|^reply(?: all)?$|^転送$|^forward$`),
		regexp.MustCompile(`(?i)^[<‹〈＜← ]*(?:受信(?:トレイ|箱|ボックス|メール)|inbox|mailbox(?:es)?|outlook|gmail|mail|メール)[ \d]*$`),
		regexp.MustCompile(`(?i)^(?:アーカイブ|迷惑メール|ごみ箱|ゴミ箱|archive|trash|junk|spam|flag|delete|move|unsubscribe)$`),
		regexp.MustCompile(`(?i)^(?:to|宛先|from|差出人|送信者)[ :：]{0,2}(?:me|自分|you|[^\s@]{1,64}@\S{1,64})?[ ▾▼v]*$`),
		regexp.MustCompile(`^\d{1,4} ?(?:of|/) ?\d{1,5}$`),
		regexp.MustCompile(`(?i)^(?:件名|subject|日時|sent|date)(?:[ :：]|$)`),
	}
	mailWords = regexp.MustCompile(`(?i)(?:この|本)(?:e|E)?メール|配信専用|返信(?:いただけ|でき|頂け)|配信停止|\bthis e-?mail\b|\b(?:do not|don't) reply\b|\bunsubscribe\b|\bthank you for (?:shopping|your order)|\bP\.?O\.? Box\b|^(?:order|ご注文の)(?: ?confirmation|確認)$|	order confirmation$`)
	greeting  = regexp.MustCompile(`(?i)^(?:hello|hi|dear) \pL[\pL .'-]{0,30}[,!]|^\S{1,20}[ 　]?様$`)
)

// framed reports whether a text stands in a program for mails, or is from an address
// that the brand sends mails from.
func (r *reader) mailFramed(q quote) bool {
	seen := map[int]bool{}
	for _, line := range q.lines[:min(len(q.lines), mostHeads)] {
		line = line[:min(len(line), maxNoteText*4)]
		for _, a := range addresses(line) {
			for i := range r.p.Mails {
				if m := &r.p.Mails[i]; slices.Contains(m.From, a) || slices.Contains(m.Domains, a[strings.LastIndexByte(a, '@')+1:]) {
					return true
				}
			}
		}
		if mailWords.MatchString(line) {
			seen[len(mailChrome)] = true
		}
		if r.cut > 0 && wording.OfMail(line).Means == brand.MailDelivered { // beside the code itself
			seen[len(mailChrome)+2] = true
		}
		if greeting.MatchString(line) {
			seen[len(mailChrome)+1] = true
		}
		if cells := strings.Split(line, "\t"); len(cells) > 2 && address.MatchString(line) { // from whom, to whom, when
			if at, _, _ := dateIn(r.p, brand.NormaliseText(cells[len(cells)-1])); !at.IsZero() {
				return true
			}
		}
		for _, cell := range strings.Split(brand.NormaliseText(strings.ReplaceAll(line, "\t", "|")), "|") {
			for n, re := range mailChrome {
				if re.MatchString(strings.TrimSpace(cell)) {
					seen[n] = true
				}
			}
		}
	}
	return len(seen) > 1
}

// body reports whether a text without headers is that of a mail: it tells of a card
// that was given, and nothing of it stands only on a page.
func (r *reader) body(q quote, sense wording.Sense) bool {
	if sense.Means == "" && !sense.Denies && !sense.Hedged || r.tabled(q) {
		return false
	}
	for i, line := range q.lines {
		if pageChrome.MatchString(line) || i < topLines && historyLine(line) || badge(line) {
			return false
		}
	}
	return true
}

// guessed completes what a mail in unknown words says: who did it, and when.
func guessed(p *brand.Profile, e *assess.Evidence, text, giver string) {
	if m := actor.FindStringSubmatch(text); e.Card.Recipient == "" && m != nil {
		if a := strings.ToLower(m[1] + m[2]); a != strings.ToLower(giver) {
			e.Card.Recipient = a
		}
	}
	if e.At.IsZero() {
		e.At = dayIn(p, text)
	}
}

// dayIn returns the first day that a mail tells and that is none until which
// something is valid.
func dayIn(p *brand.Profile, text string) time.Time {
	text = brand.NormaliseText(text)
	for range maxDays {
		at, from, to := dateIn(p, text)
		if at.IsZero() {
			break
		}
		if !deadline.MatchString(text[max(0, from-nearDay):from]) && !deadline.MatchString(text[to:min(len(text), to+len("まで"))]) {
			return at
		}
		text = text[to:]
	}
	return time.Time{}
}

const (
	maxDays = 5  // of a mail that are looked at
	nearDay = 40 // bytes before a day in which its name stands
)

// typedMail reads a text that was typed or pasted as a message and is that of a
// mail: what it says is of another account than that of whoever brought it.
func typedMail(p *brand.Profile, text string) (assess.Evidence, bool) {
	r := newReader(Options{Brand: p})
	found, ok := r.told(text)
	if !ok {
		return assess.Evidence{}, false
	}
	e, q := found[0], quoteOf(text)
	said := wording.OfMail(unwrapped(q.lines))
	switch {
	case q.mail() && e.Says != brand.NothingToTell:
	case e.Says != brand.MailOpened || said.Means != brand.MailOpened, alreadySaid.MatchString(text), namesAccount(text):
		return assess.Evidence{}, false
	}
	return e, true
}

// namesAccount reports whether a message names the account that a card is on.
func namesAccount(text string) bool {
	m := wording.OfMessage(text).Means
	return m == brand.AlreadyElsewhere || m == brand.AlreadyHere
}
