package wording

import (
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

const names = `(?:受取人|受け取り?人|受取り人|贈り先|送り先|お相手|お友達|ご友人|[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+|[^\s、。「」()]{1,20}(?:様|さま|さん|氏))`

var (
	jaThird   = regexp.MustCompile(names + `(?:様|さま|さん|氏)?(?:が|は|に(?:より|よって|て)|の[^、。]{0,12}(?:アカウント|残高|ウォレット))`)
	jaTheirs  = regexp.MustCompile(names + `(?:様|さま|さん|氏)?の[^、。]{0,12}(?:アカウント|残高|ウォレット)|(?:受取人|受け取り?人|受取り人)`)
	jaYou     = regexp.MustCompile(`お?客(?:様|さま)|みな(?:様|さま|さん)|皆(?:様|さん)|会員様|利用者様|貴方様`)
	jaGave    = regexp.MustCompile(`(?:お送り|お贈り|贈呈|プレゼント)(?:し|いただ|になっ|くださ|の|頂)|(?:送|贈)(?:った|られた)|ご(?:注文|購入)(?:の|い|し|さ|に)`)
	enThird   = regexp.MustCompile(`\brecipient\b|\b[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+ (?:has |have |just )?(?:added|redeemed|claimed|applied|used|opened)\b|\bby [a-z0-9._%+-]+@[a-z0-9-]+\.`)
	enTheirs  = regexp.MustCompile(`\brecipient\b|\b(?:their|his|her) (?:\w+ ){0,3}(?:account|balance|wallet)\b`)
	enGave    = regexp.MustCompile(`\b(?:that |which )?you(?:'ve| have)? (?:sent|gave|given|bought|purchased|ordered|gifted)\b|\byour (?:e-?)?gift (?:to|for|was|has|of)\b`)
	mailsCard = regexp.MustCompile(`ギフト|カード|商品券|プリペイド|\bgift\b|\bcards?\b`)
	jaReaches = regexp.MustCompile(`(?:様|さま|さん|氏|方)(?:より|から)の[^。、]{0,12}ギフト|(?:様|さま|さん|氏|方|より|から)[^。]{0,24}(?:ギフト|カード)[^。]{0,16}(?:届(?:き(?:まし|ます)|いて)|プレゼント|贈り物|お贈り)|ギフト(?:カード|券)?(?:が|を)[^。]{0,10}(?:届(?:き(?:まし|ます)|いて)|受け取りました)`)
	enReaches = regexp.MustCompile(`\byou(?:'ve| have)(?: got)? an? (?:\w+ ){0,2}gift\b|^an? [^.]{0,20}\bgift ?card for you\b|\b(?:sent|gave|given|bought|got) you (?:an?|this|your|the) (?:[^.]|\.co){0,40}\bgift|\byou(?:'ve| have)? (?:just )?(?:received|got|been (?:sent|given)) (?:an?|your) (?:[^.]|\.co){0,40}\bgift|\b(?:an?|your) [^.]{0,30}\bgift ?(?:card)? (?:is (?:here|waiting)|(?:from|for) )`)
	jaOrdered = regexp.MustCompile(`ご?注文を(?:承|お?受け付け|受付)|ご?注文(?:内容)?のご?確認|ご注文(?:いただき)?[^。]{0,6}ありがとう`)
	enOrdered = regexp.MustCompile(`\bthank(?:s| you) for (?:your|placing (?:your|an)) order|\bthank you for shopping\b|\border (?:confirmed|confirmation|placed|received)\b|\b(?:received|confirmed) your order\b`)
	enWeSent  = regexp.MustCompile(`\bwe(?:'ve| have)? (?:just )?(?:e-?mailed|sent|delivered) (?:your|the) [^.]{0,30}\bgift`)
	jaOpens   = regexp.MustCompile(`(?:開封|お?受け?取)(?:が完了|さ?れ(?:まし|た|て)|ら?れ(?:まし|た|て)|済|しまし|りまし)`)
)

// OfMail reads the text of a mail about a gift card, whoever wrote it:
// brand.MailOpened, brand.MailSent, brand.MailResent, brand.MailRefunded,
// brand.MailDelivered, brand.MailOrdered, or nothing. Each line is read for itself. It reads only what is told of a card that
// was given or of whoever got it: what a page or a message says of a card is none
// of these. That it is not added yet is Denies, and then nothing else is said.
func OfMail(text string) Sense {
	var out Sense
	found := map[brand.Meaning]bool{}
	lower := strings.ToLower(brand.NormaliseText(clipped(text)))
	if !mailsCard.MatchString(lower) {
		return out
	}
	for line := range strings.Lines(clipped(text)) {
		for _, s := range sentences(line) {
			if takesBack(s) {
				return Sense{Hedged: true}
			}
			if plain := !s.asked && !jaIf.MatchString(s.text) && !enIf.MatchString(s.text); plain {
				found[brand.MailDelivered] = found[brand.MailDelivered] || jaReaches.MatchString(s.text) || enReaches.MatchString(s.text)
				found[brand.MailOrdered] = found[brand.MailOrdered] || jaOrdered.MatchString(s.text) || enOrdered.MatchString(s.text)
			}
			if !ofPresent(s.text) {
				continue
			}
			acts, _ := ofCards(allActs(s))
			has := func(d deed, f ...form) bool { return did(acts, d, f...) }
			switch {
			case has(adds, denied) || has(uses, denied) || has(sends, denied):
				out.Denies = true
			case has(adds, open) || has(uses, open) || has(sends, open) || has(resends, open) || s.asked:
				out.Hedged = true
			case has(adds, state, now) || has(uses, state, now) || jaOpens.MatchString(s.text) && !jaMay.MatchString(s.text) && !jaIf.MatchString(s.text):
				found[brand.MailOpened] = true
			case has(cancels, state, now) || has(repays, state, now):
				found[brand.MailRefunded] = true
			case has(resends, state, now):
				found[brand.MailResent] = true
			case has(sends, state, now):
				found[brand.MailSent] = true
			}
		}
	}
	if out.Denies {
		return Sense{Denies: true}
	}
	for _, m := range [...]brand.Meaning{brand.MailOpened, brand.MailRefunded, brand.MailResent, brand.MailSent, brand.MailDelivered, brand.MailOrdered} {
		if found[m] {
			return Sense{Means: m}
		}
	}
	return out
}

// ofPresent reports whether a sentence tells of a card that was given, or of whoever
// got it.
func ofPresent(text string) bool {
	text = jaYou.ReplaceAllString(text, "")
	return jaThird.MatchString(text) || jaGave.MatchString(text) || enThird.MatchString(text) || enGave.MatchString(text) || enWeSent.MatchString(text)
}

// ofThird reports whether a sentence names somebody else as the one whose account
// it is.
func ofThird(text string) bool {
	text = jaYou.ReplaceAllString(text, "")
	return jaTheirs.MatchString(text) || enTheirs.MatchString(text)
}
