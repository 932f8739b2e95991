package wording

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// said is one thing that a sentence says, and where.
type said struct {
	at, end int
	means   brand.Meaning
	open    bool // it is only possible, or one of several
	weak    bool // it did not work, and nothing says why
	rests   bool // the value is on an account, and nothing says since when
}

// OfMessage reads what was shown when a code was redeemed. Text need not be
// normalised. Each sentence is read for itself; of what they say plainly the more
// telling decides. What stands there only with "or" or "if" is Hedged, unless
// something plain decides. A balance of nothing is brand.BalanceZero.
func OfMessage(text string) Sense {
	var all []said
	var out Sense
	parts := sentences(text)
	fine := slices.ContainsFunc(parts, func(s sentence) bool { return enFine.MatchString(s.text) })
	for i, s := range parts {
		s = unwondered(s)
		if i > 0 && takesBack(s) {
			for k := range all {
				all[k].open = true
			}
			continue
		}
		acts, other := ofCards(allActs(s))
		out.Other = out.Other || other
		out.Denies = out.Denies || did(acts, adds, denied) || did(acts, uses, denied)
		all = append(all, alternatives(s, append(claims(s, acts, fine, other), causes(s, acts)...))...)
	}
	if slices.ContainsFunc(all, func(s said) bool { return s.means == brand.RedeemedNow && !s.open }) { // and so it is since now
		all = slices.DeleteFunc(all, func(s said) bool { return s.rests })
	}
	plain, left := best(all, false), best(all, true)
	switch {
	case plain.means != "" && (rank(plain.means) >= telling || rank(left.means) <= rank(plain.means)):
		out.Means, out.Fails = plain.means, plain.weak
	case left.means != "":
		out.Means, out.Hedged = left.means, true
	}
	return out
}

// order is from what tells least to what tells most.
var order = [...]brand.Meaning{brand.CheckFailed, brand.Invalid, brand.Unclear, brand.OtherRegion, brand.NotActivated, brand.Expired, brand.Blocked,
	brand.BalanceZero, brand.RedeemedNow, brand.AlreadyRedeemed, brand.AlreadyHere, brand.AlreadyElsewhere}

// telling is the rank from which a plain statement stands against all that is
// left open beside it.
const telling = 4

// rank is 0 for what says nothing.
func rank(m brand.Meaning) int { return slices.Index(order[:], m) + 1 }

// Used reports whether a meaning is that the value was taken from the card.
func Used(m brand.Meaning) bool { return rank(m) >= rank(brand.BalanceZero) }

// Telling reports whether a says more of a card than b.
func Telling(a, b brand.Meaning) bool { return rank(a) > rank(b) }

func best(all []said, open bool) (top said) {
	for _, s := range all {
		if s.open == open && (top.means == "" || top.weak && !s.weak || top.weak == s.weak && rank(s.means) > rank(top.means)) {
			top = s
		}
	}
	return top
}

var (
	weakVerb   = regexp.MustCompile(`^(?:accepted|saved|assigned|associated|linked|attached|tied|taken|loaded|consumed|spent|deposited|transferred|受|保存|紐|ひも|関連|交換|加え|加わ|増え|反映|付与)`)
	tradedIn   = regexp.MustCompile(`ギフト(?:コード|券|$|[^カ])|コード|チケット`) // what is used by exchanging it
	ofBalance  = regexp.MustCompile(`残高|アカウント|ウォレット|\bbalance\b|\baccount\b|\bwallet\b`)
	ofCard     = regexp.MustCompile(`コード|番号|カード|ギフト|プリペイド|\b(?:code|card|pin|voucher|certificate|it)\b`)
	jaIsThere  = regexp.MustCompile(`(?:に|で|の)(?:すでに)?(?:ありま|ある|入って|存在し|紐)`)
	enNowYours = regexp.MustCompile(`\b(?:is|are) now (?:yours|in your (?:account|balance|wallet)|on your account)\b|\bwe(?:'ve| have)? put (?:your|the|this) (?:gift ?)?(?:card|code)[^.]{0,20}\b(?:in|into|on|onto) your (?:account|balance|wallet)\b`)
	enHolds    = regexp.MustCompile(`^ (?:already )?(?:has|holds|owns) (?:this|that|the|it)\b`)
	enIsThere  = regexp.MustCompile(`\b(?:already|belongs?|it's|its|it is|is|was)\b(?: \w+){0,2} (?:on|in|to|with|under|by)\b`)
)

// claims returns what the verbs of a sentence say of the card's being used. Fine
// tells that the message is glad of something, other that it is about another thing.
func claims(s sentence, acts []act, fine, other bool) (all []said) {
	for _, a := range acts {
		verb := s.text[a.at:a.end]
		foreign := verb[0] < 0x80
		var here, elsewhere bool
		if foreign {
			here, elsewhere = enWhere(enDone(s.text, acts))
		} else {
			here, elsewhere = jaWhere(s.text, a)
		}
		before := jaAlready.MatchString(s.text[:a.at]) || foreign && enBefore.MatchString(s.text)
		switch {
		case verb == "received", a.does == wakes && !elsewhere, a.does != adds && a.does != uses && a.does != wakes:
			continue
		case weakVerb.MatchString(verb) && !(a.done() && verb == "spent" && ofCard.MatchString(s.text)) &&
			!(a.form == state && verb == "交換" && tradedIn.MatchString(s.text)) && !here && !elsewhere && !before && !ofBalance.MatchString(s.text):
			continue
		}
		c := said{at: a.at, end: a.end}
		switch a.form {
		case failed:
			if ofCard.MatchString(s.text) {
				c.means, c.weak = brand.Invalid, true
				all = append(all, c)
			}
			continue
		case open, general:
			c.open = true
		case state, now:
		case bare, denied:
			continue
		}
		third := ofThird(s.text) // and so not whoever reads the message
		here = here && !third
		fresh := !before && !third && (a.form == now || foreign && fine)
		c.means = where(here, elsewhere)
		c.rests = a.does == adds && a.form == state && !before && !elsewhere
		if fresh && !elsewhere && (a.does == adds || foreign && fine || strings.HasPrefix(verb, "引")) {
			c.means = brand.RedeemedNow
		}
		all = append(all, c)
	}
	if len(acts) == 0 && !other {
		all = append(all, isThere(s)...)
	}
	return all
}

func where(here, elsewhere bool) brand.Meaning {
	switch {
	case here == elsewhere:
		return brand.AlreadyRedeemed
	case here:
		return brand.AlreadyHere
	}
	return brand.AlreadyElsewhere
}

// isThere reads a sentence without a verb that counts: it is already on another
// account.
func isThere(s sentence) []said {
	if m := enNowYours.FindStringIndex(s.text); m != nil && !s.asked && !enIf.MatchString(s.text) && !enMay.MatchString(s.text) && !enNot.MatchString(s.text) &&
		!enFail.MatchString(s.text) {
		return []said{{at: m[0], end: m[1], means: brand.RedeemedNow}}
	}
	if m := jaElse.FindStringIndex(s.text); m != nil {
		rest := s.text[m[1]:]
		to := jaIsThere.FindStringIndex(rest)
		if to == nil || to[0] > 3 || jaDenies.MatchString(rest[to[1]:]) || jaSwitch.MatchString(rest) {
			return nil
		}
		return []said{{at: m[0], end: m[1], means: brand.AlreadyElsewhere, open: jaMay.MatchString(s.text) || jaLeftOpen(s, rest[to[1]:])}}
	}
	m, means := enElse.FindStringIndex(s.text), brand.AlreadyElsewhere
	if m == nil {
		m, means = enHere.FindStringIndex(s.text), brand.AlreadyHere
	}
	if m == nil {
		return nil
	}
	before, rest := s.text[:m[0]], s.text[m[1]:]
	if enOfOther(before) || !enIsThere.MatchString(before) && !(means == brand.AlreadyElsewhere && enHolds.MatchString(rest)) || means == brand.AlreadyHere &&
		!strings.Contains(before, "already") ||
		enNot.MatchString(before) || enFail.MatchString(before) || enSwitch.MatchString(before) {
		return nil
	}
	open := s.asked || enAsks.MatchString(s.text) || enMay.MatchString(s.text) || enConditional(before, rest)
	return []said{{at: m[0], end: m[1], means: means, open: open}}
}

// alternatives takes for open what a sentence joins by "or" with something else,
// and what is one of three.
func alternatives(s sentence, all []said) []said {
	joined := func(from, to int) bool {
		if from > to {
			return false
		}
		gap := s.text[from:to]
		return jaOr.MatchString(gap) || enOr.MatchString(gap) || strings.Trim(gap, " ") == "/" || gap == "・"
	}
	kinds, apart := map[string]bool{}, false
	for i, a := range all {
		if a.means == brand.CheckFailed {
			continue
		}
		kinds[kind(a)] = true
		for _, b := range all[:i] {
			first, second := a, b
			if first.at > second.at {
				first, second = second, first
			}
			apart = apart || b.means != brand.CheckFailed && kind(a) != kind(b) && joined(first.end, second.at)
		}
	}
	if !apart && len(kinds) < 3 && !oneSided(s.text, all) {
		return all
	}
	for i := range all {
		all[i].open = true
	}
	return all
}

// kind is what counts for an alternative: that a card was redeemed here or
// elsewhere is one.
func kind(s said) string {
	switch {
	case s.weak:
		return "weak"
	case Used(s.means):
		return "used"
	}
	return string(s.means)
}

// oneSided reports whether an "or" between clauses has something that was read on
// one side only: the other side says what nobody knows here.
func oneSided(text string, all []said) bool {
	for _, re := range [...]*regexp.Regexp{jaOrClause, enOrSays} {
		m := re.FindStringIndex(text)
		if m == nil {
			continue
		}
		before := slices.ContainsFunc(all, func(s said) bool { return s.end <= m[0]+len("か") })
		after := slices.ContainsFunc(all, func(s said) bool { return s.at >= m[0] })
		if before != after {
			return true
		}
	}
	return false
}

var jaOrClause = regexp.MustCompile(`か(?:、|または|もしくは|すで)`)
