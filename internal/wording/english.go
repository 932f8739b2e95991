package wording

import (
	"regexp"
	"strings"
)

var (
	enVerb = regexp.MustCompile(`\b(?:(?:un|non)-?)?(?:redeemed|redemption|used|claimed|claim|registered|consumed|taken|spent|added|applied|credited|deposited|loaded|linked|attached|assigned|saved|associated|tied|accepted|received|` +
		`activated|cancell?ed|cancell?ation|revoked|voided|reversed|reversal|refunded|refund|re-?sent|sent|e-?mailed|delivered|dispatched|shared|re-?issued)\b|\bin use\b`)
	enSplit  = regexp.MustCompile(`[,:()–—]|\b(?:and|but|because|since|so|which|while|then|therefore|as (?:it|this|the|that)|due to|it says|it said|says|said|saying)\b`)
	enNot    = regexp.MustCompile(`\b(?:not|never|nor|neither|nobody|no one|none|without|yet to|awaiting|pending|until|before being)\b|n't\b|\b(?:isnt|wasnt|hasnt|havent|arent|werent)\b|\bno\b`)
	enFail   = regexp.MustCompile(`\b(?:cannot|can't|cant|can not|could ?n't|couldnt|could not|may not|might not|unable|fail(?:ed|s|ure)?|won't|wont|will not|error|declined|rejected)\b`)
	enModal  = regexp.MustCompile(`\bwill(?: have| see)(?: \w+){1,3} ?$|(?:'ll\b|\bgoing to|\bgonna|\babout to|\bgets?)(?: \w+){0,2}(?: be(?: \w+){0,2})? ?$|\b(?:can|must|should|shall|will|would|to|only|let it)\b(?: \w+){0,3} be(?: \w+){0,2} ?$|\bto (?:be |get )?$|\b(?:ready|able|available) to\b|\bbeing ?$`)
	enMay    = regexp.MustCompile(`\b(?:may|might|could|can)\b(?: \w+){0,2} (?:have|be)\b|\b(?:maybe|perhaps|possibly|probably|likely|presumably|whether|either|may|might|unsure|not sure)\b|\bcould (?:be|have)\b|\b(?:common|possible) (?:cause|reason)s?\b|\bsometimes\b`)
	enIf     = regexp.MustCompile(`\b(?:if|unless|in case|provided|assuming)\b|^once\b|\bwhen(?:ever)? (?:it's|they're)\b|\bonce (?:it|a|an|the|this|your)\b|\bwhen(?:ever)? (?:it|a|an|the|this|your|that)\b(?: \w+){0,4} (?:is|was|has)\b|\bafter (?:it|a|the|this|your)\b|\bbefore (?:it|a|the|this|your)\b`)
	enTried  = regexp.MustCompile(`\bwhen (?:it|this|the card|this card|the gift card|you|they)(?: was| were)? (?:bought|purchased|sold|paid)\b|\b(?:if|when|after|once) (?:i|we)\b`)
	enAsks   = regexp.MustCompile(`^(?:has|have|is|was|were|did|does|do|are|can|could|why|how|what|who|when)\b`)
	enOr     = regexp.MustCompile(`\bor\b|\beither\b|\band/or\b`)
	enOrSays = regexp.MustCompile(`\bor (?:has|have|is|was|were|it|it's|may|might|the|there|that|your|a|an|not|already|has|been|expired|no|you|incorrect|wrong)\b|\beither\b`)
	enUsedTo = regexp.MustCompile(`^ (?:to (?:be|buy|pay|make|purchase|redeem|add|shop)|for|at|only|in stores?|once|as)\b`)
	enOfAll  = regexp.MustCompile(`^ (?:gift ?)?(?:cards|codes|certificates|vouchers|pins)\b`)
	enCart   = regexp.MustCompile(`^ to (?:your |the )?(?:cart|bag|basket|wish ?list|list|order)\b`)
	enElse   = regexp.MustCompile(`\b(?:another|different|other|other people's|someone else's?|somebody else's?)\b(?: [a-z0-9+.]+){0,3}? ?(?:accounts?|users?|ids?|person|people|profiles?|customers?|wallets?|recipients?|members?|devices?|consoles?|players?|one)\b|` +
		`\b(?:someone|somebody|anyone|anybody) else\b|\belsewhere\b|\bby (?:someone|somebody)\b|\b(?:someone|somebody) (?:has |had )?(?:already )?(?:used|redeemed|claimed)\b|\banother\b$`)
	enHere   = regexp.MustCompile(`\b(?:your|my|own|our)\b(?: [a-z0-9+.']+){0,4}? ?(?:account|wallet|balance|library|profile|id)\b|\b(?:this|current|same|that)\b(?: [a-z0-9+.']+)? ?(?:account|wallet|id|profile)\b|\bby (?:you|yourself)\b|\byou(?:'ve| have)? already\b`)
	enSwitch = regexp.MustCompile(`\b(?:sign(?:ed)? in|log(?:ged)? in|try|tried|switch(?:ed)?|use|using|check(?:ed)?)\b[^,.;]{0,16}$`)
	enBefore = regexp.MustCompile(`\balready\b|\bpreviously\b|\bearlier\b|\bduplicate\b|\bin use\b|\bagain\b`)
	enFine   = regexp.MustCompile(`\bsuccess|\bcongrat|\bthank|\byou(?:'ve| have) (?:redeemed|added|applied|claimed|successfully)|\bnew balance\b|\byou redeemed\b|\bcomplete\b|\benjoy\b`)
)

// enCertain puts what is no hedge in words that no hedge has.
var enCertain = strings.NewReplacer("may not be", "cannot be", "could not be", "cannot be", "can not be", "cannot be", "can only be", "is only")

// enActs finds the verbs of a sentence and how each is said.
func enActs(s sentence) (acts []act) {
	backFrom, back, doubted := enRetracted(s)
	may, third := doubted || enMay.MatchString(enCertain.Replace(s.text)), enThirdSays.MatchString(s.text)
	thirdAfter := third && (back < 0 || enThirdSays.MatchString(s.text[back:]))
	asked := s.asked || enAsks.MatchString(s.text)
	for _, m := range enVerb.FindAllStringIndex(s.text, maxActs) {
		before, verb, rest := s.text[:m[0]], s.text[m[0]:m[1]], s.text[m[1]:]
		if enCart.MatchString(rest) && !strings.HasPrefix(verb, "appl") {
			continue
		}
		clause := before
		for _, cut := range enSplit.FindAllStringIndex(before, -1) {
			clause = before[cut[1]:]
		}
		a := act{at: m[0], end: m[1], does: enDeed(verb), form: enForm(verb, clause, rest), other: enOfOther(before) || enOfOtherNoun(rest)}
		taken := backFrom <= a.at && a.end <= back
		repeated := third
		if a.at >= back {
			repeated = thirdAfter
		}
		switch {
		case taken && a.form == denied:
			a.form = open
		case a.done() && (taken || enSaysNot.MatchString(before[afterBut(before):])):
			a.form = denied
		}
		if a.done() && (may || repeated || asked || enFeared(before, rest) || enConditional(before, rest)) {
			a.form = open
		}
		if a.done() && (enOfAll.MatchString(rest) || enAnyOf.MatchString(before)) {
			a.form = general
		}
		acts = append(acts, a)
	}
	return acts
}

// afterBut returns where what stands behind the last "but" begins: never used, but
// shows as used.
func afterBut(text string) int {
	_, end := lastMatch(enBut, text)
	return max(end, 0)
}

var enBut = regexp.MustCompile(`\b(?:but|yet|still|though|although|however|nevertheless)\b`)

func enForm(verb, clause, rest string) form {
	switch {
	case strings.HasPrefix(verb, "un"), strings.HasPrefix(verb, "non"):
		return denied
	case enFail.MatchString(clause):
		return failed
	case enNot.MatchString(clause):
		return denied
	case enModal.MatchString(clause), verb == "used" && enUsedTo.MatchString(rest):
		return bare
	case verb == "claim" || verb == "redemption" || verb == "refund" || verb == "reversal" || strings.HasSuffix(verb, "ation"):
		return bare
	case strings.HasPrefix(strings.TrimLeft(rest, " "), "failed"), strings.HasPrefix(rest, " unsuccessful"):
		return failed
	case enBefore.MatchString(clause) || verb == "in use":
		return state
	}
	return now
}

// enConditional reports whether a verb stands behind an "if", or before one that
// no comma divides from it. What happened when the person tried is no condition.
func enConditional(before, rest string) bool {
	before = enTried.ReplaceAllString(before, "")
	if enIf.MatchString(before) {
		return true
	}
	to := len(rest)
	if m := enSplit.FindStringIndex(rest); m != nil {
		to = m[0]
	}
	return enIf.MatchString(enTried.ReplaceAllString(rest[:to], ""))
}

func enDeed(verb string) deed {
	for _, d := range [...]struct {
		starts string
		deed   deed
	}{{"re-sent", resends}, {"resent", resends}, {"reissued", resends}, {"re-issued", resends}, {"activ", wakes}, {"cancel", cancels}, {"revok", cancels},
		{"void", cancels}, {"revers", cancels}, {"refund", repays}, {"sent", sends}, {"e-mailed", sends}, {"emailed", sends}, {"deliver", sends},
		{"dispatch", sends}, {"shared", sends}, {"added", adds}, {"applied", adds}, {"credited", adds}, {"deposited", adds}, {"loaded", adds}, {"saved", adds}} {
		if strings.HasPrefix(verb, d.starts) {
			return d.deed
		}
	}
	return uses
}

// enDone leaves out of a sentence the clauses of the verbs that are denied or failed: I
// have not used it on my account says nothing of the account that it is on.
func enDone(text string, acts []act) string {
	for _, a := range acts {
		if a.form != denied && (a.form != failed || !strings.Contains(text, ",")) || text[a.at] >= 0x80 {
			continue
		}
		from, to := 0, len(text)
		for _, cut := range enSplit.FindAllStringIndex(text, maxActs) {
			switch {
			case cut[1] <= a.at:
				from = cut[1]
			case cut[0] >= a.end:
				to = min(to, cut[0])
			}
		}
		text = text[:from] + strings.Repeat("_", to-from) + text[to:]
	}
	return text
}

// ofWallet is the name of a code: this wallet code is of no account.
var ofWallet = regexp.MustCompile(`\b(?:wallet|account|balance) (codes?|cards?|vouchers?|pins?)\b`)

// enWhere returns whose account a sentence is about.
func enWhere(text string) (here, elsewhere bool) {
	text = ofWallet.ReplaceAllString(text, "$1")
	left := text
	for _, m := range enElse.FindAllStringIndex(text, maxActs) {
		if enSwitch.MatchString(text[:m[0]]) {
			continue
		}
		elsewhere = true
		left = left[:m[0]] + strings.Repeat("_", m[1]-m[0]) + left[m[1]:]
	}
	return enHere.MatchString(left), elsewhere
}
