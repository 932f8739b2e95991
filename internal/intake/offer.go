package intake

import (
	"regexp"
	"slices"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// What was not surely read is not dropped: whoever has the picture is offered what the
// page may be and say as well, and knows at a glance which it is. An offer counts for
// nothing until it is taken.

// maxOffers is how many other things a page may be said to say.
const maxOffers = 3

// hint is a word that a page which says a thing mostly has, however badly the rest of
// its sentence was read.
type hint struct {
	means brand.Meaning
	words *regexp.Regexp
}

// hints are of messages about a code, and then of the states of an order, the most
// telling first.
var hints = [...]hint{
	{brand.AlreadyElsewhere, regexp.MustCompile(`(?i)(?:別|他|ほか|異なる)の?\S{0,6}(?:アカウント|お客|会員|ユーザ|利用者|方)|\b(?:another|different|other|someone)\b`)},
	{brand.RedeemedNow, regexp.MustCompile(`(?i)(?:追加|加わ|加え|加算|チャージ|反映|登録|引き?換え)\S{0,6}(?:ました|完了)|完了|\b(?:added|credited|applied|success\w*|complete\w*)\b`)},
	{brand.AlreadyRedeemed, regexp.MustCompile(`(?i)すでに|既に|済み|使われ|\b(?:already|used|redeemed|claimed)\b`)},
	{brand.NotActivated, regexp.MustCompile(`(?i)有効(?:化|に)|アクティベ|利用開始|手続|販売店|レジ|\bactivat`)},
	{brand.AlreadyHere, regexp.MustCompile(`(?i)お客(?:様|さま)の|ご自身の|\byour (?:account|balance|wallet)\b`)},
	{brand.OtherRegion, regexp.MustCompile(`(?i)地域|の国|国や|\b(?:country|region)\b`)},
	{brand.Invalid, regexp.MustCompile(`(?i)無効|正しく|見つかりません|間違|\b(?:invalid|incorrect|not valid|not found|wrong)\b`)},
	{brand.OrderResent, regexp.MustCompile(`(?i)再送|送り(?:直|なお)し|\bresen[dt]\b|\bsent again\b`)},
	{brand.OrderCancelled, regexp.MustCompile(`(?i)キャンセル(?:済|しま|いたし|され|手続|が)|取り?消(?:済|しま|され)|返金|\bcancell?ed\b|\brefunded\b`)},
	{brand.OrderRedeemed, regexp.MustCompile(`(?i)(?:使用|登録|受け?取り?|利用|引き?換え?)(?:済|され|しま|完了|ら?れ)|\b(?:redeemed|claimed|used|added|opened)\b`)},
	{brand.OrderSent, regexp.MustCompile(`(?i)(?:発送|送信|配信|お?届け)(?:済|しま|いたし|され|完了|が)|未(?:使用|登録|受)|\b(?:sent|delivered|e-?mailed)\b`)},
}

// offers returns what a page may say, the likeliest first: what each reader by itself
// makes of it, then what single lines of it say, then what its words hint at. Of a kind
// that was said already there is no other. A row whose number may be that of the case's
// card is offered as one of a card without a number.
func (r *reader) offers(told []assess.Evidence, kind assess.Kind, maybeOwn bool) (all []assess.Evidence) {
	add := func(found []assess.Evidence) {
		for _, e := range found[:min(1, len(found))] {
			own := kindOf(e.Says)
			if own == "" || own != e.Kind || e.Says == brand.Unclear || e.Says == brand.CheckFailed || kind != "" && kind != own ||
				slices.ContainsFunc(all, func(o assess.Evidence) bool { return o.Says == e.Says }) {
				continue
			}
			all = append(all, e)
		}
	}
	was := r.o.Kind
	defer func() { r.o.Kind = was }()
	r.o.Kind = kind
	for _, read := range [...]func() ([]assess.Evidence, []string){r.order, r.message, r.balance, r.history} {
		found, _ := read()
		add(r.finish(found))
	}
	if four := r.o.Card.Last4; maybeOwn {
		r.o.Card.Last4 = ""
		found, _ := r.history()
		add(r.finish(found))
		r.o.Card.Last4 = four
	}
	if len(r.lines) > longestScreen {
		return all
	}
	add(r.finish(r.over()))
	add(told)
	for i := range r.lines {
		for _, to := range [...]int{i + 1, i + 2} { // a line, and one that goes on in the next
			if to <= len(r.lines) {
				add(r.ofLines(i, to))
			}
		}
	}
	for _, h := range hints {
		if i := slices.IndexFunc(r.lines, func(l row) bool { return h.words.MatchString(l.text()) }); i >= 0 {
			add(r.hinted(h.means, i))
		}
	}
	return all
}

// ofLines returns what some lines by themselves say of a code, or of an order.
func (r *reader) ofLines(from, to int) []assess.Evidence {
	text := ""
	for _, l := range r.lines[from:to] {
		text += l.text() + " "
	}
	if len(text) > longestState {
		return nil
	}
	if sense := wording.OfMessage(text); sense.Means != "" && !sense.Hedged && sentenceLike.MatchString(text) {
		return r.hinted(sense.Means, from)
	}
	if sense := wording.OfState(text); sense.Means != "" && !sense.Hedged {
		return r.hinted(sense.Means, from)
	}
	return nil
}

// hinted is what a line of the page may say. A message is about a code, and the state of
// an order stands beside its number or its address.
func (r *reader) hinted(means brand.Meaning, line int) []assess.Evidence {
	e := assess.Evidence{Kind: kindOf(means), Says: means, Shown: clip(r.lines[line].raw)}
	e.Notes = []assess.Note{{ID: assess.ReadByStructure, Detail: e.Shown}}
	switch e.Kind {
	case assess.OrderPage:
		s := state{line: line, means: means}
		r.alone(&s)
		e.Card = s.card
		for _, l := range r.lines {
			if e.Card.Order == "" {
				e.Card.Order = r.orderIn(l.text())
			}
		}
		if e.Card.Order == "" && e.Card.Recipient == "" {
			return nil
		}
	case assess.Message:
		if text := r.joined(" "); !ofCode.MatchString(text) || !messageLike.MatchString(squeeze(text)) && !messageLike.MatchString(text) {
			return nil
		} else if means == brand.RedeemedNow {
			e.Card.Amount = r.amounts.added(text)
		}
	default:
		return nil
	}
	return r.finish([]assess.Evidence{e})
}

// offer adds to readings of which it is not certain what a page is and says what else
// it may be.
func offer(readings []Reading, offers []assess.Evidence, kind assess.Kind) {
	for k := range readings {
		rd := &readings[k]
		if rd.Certain || rd.Field != "kind" && rd.Field != "state" {
			continue
		}
		first := func(a, b assess.Evidence) int { // what it was taken for
			switch {
			case a.Kind == b.Kind:
				return 0
			case a.Kind == kind:
				return -1
			case b.Kind == kind:
				return 1
			}
			return 0
		}
		for _, e := range slices.SortedStableFunc(slices.Values(offers), first) {
			value := string(e.Says)
			if rd.Field == "kind" {
				value = string(e.Kind)
			}
			if value != rd.Value && !slices.Contains(rd.Others, value) && len(rd.Others) < maxOffers {
				rd.Others = append(rd.Others, value)
			}
		}
	}
}
