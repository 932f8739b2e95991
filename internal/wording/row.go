package wording

import (
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

var (
	numberLabel = regexp.MustCompile(`注文(?:番号|no\.?|id)|order (?:number|no\.?|id)|order ?#`)
	ofOrder     = regexp.MustCompile(`注文|購入|買い?物|支払|決済|\borders?\b|\bpurchases?\b|\bpayments?\b|\bcheckout\b|\bpaid\b`)
	ofNumber    = regexp.MustCompile(`コード|番号|シリアル|ピン|プリペイド|\bcode\b|\bserial\b|\bpin\b|\bvoucher\b|x{3,}|[*•●]{3,}|(?:ギフト(?:カード|券)?)(?:から|で|による|を|の)`)
	takenBack   = regexp.MustCompile(`無効|回収|没収|解除|失効|取り?戻|\b(?:void|revers|revok|cancel|claw)\w*|\btaken back\b|\bchargeback\b`)
	reloads     = regexp.MustCompile(`チャージ|入金|リロード|\breload|\btop-?up\b|\btop up\b|\bauto-?reload`)
	paysBack    = regexp.MustCompile(`返金|払い?戻|\brefund`)
	rowButton   = regexp.MustCompile(`^(?:する|して(?:ください|みる)|しよう|方法|手順|規約|でき(?:ます|る)|可能|履歴|画面|ページ|日(?:時)?$|条件|には)`)
	enButton    = regexp.MustCompile(`^(?:redeem|add|apply|claim|view|how to|learn|enter|check)\b`)
	ofGift      = regexp.MustCompile(`ギフト|商品券|プリペイド|コード|ストアカード|(?:チケット|引き?換え?)番号|\bpin\b|\bgift|\bvoucher|\bprepaid|\bcode\b|\bcertificate`)
	otherCode   = regexp.MustCompile(`(?:qr|バー|二次元|クーポン|プロモ(?:ーション)?|招待|紹介|認証|確認|割引|キャンペーン|エラー)コード|\b(?:qr|bar|promo(?:tion(?:al)?)?|coupon|referral|invite|discount|error|postal|zip|verification)[ -]?code\b`)
	intoBalance = regexp.MustCompile(`(?:残高|ウォレット)(?:に|へ)(?:入り|入っ|入金|加わ|加え|反映)`)
	enSpends    = regexp.MustCompile(`\bspent\b|\bused\b|\bdebit`)
)

// OfRow reads the words of a row of a usage history: brand.RowClaimed,
// brand.RowSpent, brand.RowReloaded, brand.RowReversed, or nothing. What is only
// possible or asked means nothing, and is Hedged.
func OfRow(text string) Sense {
	s := whole(text)
	plain := numberLabel.ReplaceAllString(s.text, " ")
	acts, _ := ofCards(allActs(s))
	if d := doubt(acts, adds, uses); d != (Sense{}) {
		return d
	}
	added, spent := rowActs(s.text, acts)
	undone := did(acts, cancels, bare, state, now) || takenBack.MatchString(plain)
	switch {
	case paysBack.MatchString(plain) && !added, undone && ofOrder.MatchString(plain):
		return Sense{Means: brand.RowSpent} // the money of an order came back: nothing of a card
	case undone, paysBack.MatchString(plain):
		return Sense{Means: brand.RowReversed}
	case Recurs(text), reloads.MatchString(plain) && !ofNumber.MatchString(plain):
		return Sense{Means: brand.RowReloaded}
	case ofOrder.MatchString(plain):
		return Sense{Means: brand.RowSpent}
	case added || reloads.MatchString(plain) || intoBalance.MatchString(plain):
		return Sense{Means: brand.RowClaimed}
	case spent:
		return Sense{Means: brand.RowSpent}
	}
	return Sense{}
}

// Recurs reports whether the words of a row tell of money that comes in by itself,
// again and again: 自動チャージ, auto-reload. It was paid for, and no card was added.
func Recurs(text string) bool { return recurs.MatchString(whole(text).text) }

var recurs = regexp.MustCompile(`(?:自動|オート|定期|毎月の?|継続)(?:の)?(?:チャージ|入金|リロード|追加|加算)|\b(?:auto(?:matic(?:ally)?)?|recurring|scheduled|monthly)[ -]?(?:re-?load(?:ed|s)?|top[ -]?up|re-?charged?|refill(?:ed)?|add(?:ed)?|funding)\b`)

// OfGift reports whether the words of a row speak of a gift card or of a code that
// is worth money, whatever they say of it.
func OfGift(text string) bool {
	return ofGift.MatchString(otherCode.ReplaceAllString(whole(text).text, " "))
}

// rowActs reports whether verbs of a row, which need no ending, tell of an
// addition or of a payment. A button or the name of a page tells of neither.
func rowActs(text string, acts []act) (added, spent bool) {
	if enButton.MatchString(text) {
		return false, false
	}
	for _, a := range acts {
		verb, rest := text[a.at:a.end], text[a.end:]
		if rowButton.MatchString(rest) || a.form != bare && a.form != general && !a.done() {
			continue
		}
		switch {
		case a.does == adds, a.does == uses && strings.HasPrefix(verb, "引"):
			added = true
		case a.does == uses && verb[0] < 0x80 && !enSpends.MatchString(verb):
			added = true
		case a.does == uses:
			spent = true
		}
	}
	return added, spent
}

var (
	notSentYet = regexp.MustCompile(`未(?:発送|送信|配信|配達)|準備中|(?:発送|送信|配信)(?:待ち|予定|前)|\b(?:preparing|scheduled|not yet sent|processing|on its way|un(?:delivered|deliverable|sent)|bounced|returned to sender)\b`)
	// ofSeveral is a button, a filter or the name of a list, not a state of one card.
	ofSeveral = regexp.MustCompile(`(?:済み?|ずみ|未(?:使用|登録|受け?取り?|利用|送信))の?(?:もの)?(?:のみ|だけ|(?:を)?(?:表示|見る|隠す|含)|一覧|リスト|に(?:する|戻す|変更|設定)|で絞り?込|(?:ギフト(?:カード|券)?|カード|チケット|クーポン|履歴)(?:一覧)?$)|` +
		`^(?:mark|show|hide|view|see|filter|sort|set|list|include|exclude|only)\b|\b(?:redeemed|used|unused|unredeemed|claimed|sent|received|cancell?ed|refunded|expired) (?:only$|gifts$|gift cards$|cards$|codes$|orders$|items$|vouchers$)`)
	refundDone    = regexp.MustCompile(`\brefund (?:was |has been )?(?:issued|completed?|processed|done)\b`)
	jaHandedAgain = regexp.MustCompile(`(?:もう一度|再度|改めて|あらためて|再び)[^。、]{0,12}(?:お送り(?:いたし|致し|し)|送信(?:いたし|致し|し)|送り)まし`)
	jaHandedOver  = regexp.MustCompile(`お送り(?:いたし|致し|し)まし`)
	notTaken      = regexp.MustCompile(`未(?:使用|登録|受け?取り?|受領|開封|利用|引き?換え?|適用)|\b(?:un(?:redeemed|claimed|used)|ready to share|awaiting redemption|pending redemption|not yet redeemed)\b`)
	ofOurOrder    = regexp.MustCompile(`\b(?:order|payment|we(?:'ve| have)?) (?:was |has been |is )?received|received your|ご注文を|お支払いを|注文(?:が|を)(?:受|登録)`)
	sentWords     = regexp.MustCompile(`^we(?:'ve| have)? (?:sent|delivered|e-?mailed) (?:your|the|this)\b|^(?:(?:gift ?card|egift|status)? ?:? ?)(?:sent|delivered|e-?mailed|shared)\b|\b(?:was|been|is|gift ?card|status:?) (?:sent|delivered|e-?mailed|shared)\b`)
)

// OfState reads a state on an order page: brand.OrderSent, brand.OrderRedeemed,
// brand.OrderResent, brand.OrderCancelled, or nothing. That a card was not
// redeemed yet is brand.OrderSent. What is only possible or asked means nothing,
// and is Hedged.
func OfState(text string) Sense {
	s := whole(text)
	if notSentYet.MatchString(s.text) || ofOurOrder.MatchString(s.text) || enButton.MatchString(s.text) || ofSeveral.MatchString(s.text) {
		return Sense{}
	}
	acts, _ := ofCards(allActs(s))
	has := func(d deed, f ...form) bool { return did(acts, d, f...) }
	switch {
	case has(adds, open) || has(uses, open) || has(sends, open) || has(resends, open) || has(cancels, open) ||
		has(repays, open), has(uses, general), has(adds, general),
		jaIf.MatchString(s.text) || enIf.MatchString(s.text):
		return Sense{Hedged: true}
	case has(resends, state, now), jaHandedAgain.MatchString(s.text):
		return Sense{Means: brand.OrderResent}
	case has(cancels, state, now), has(repays, state, now), refundDone.MatchString(s.text):
		return Sense{Means: brand.OrderCancelled}
	case has(sends, denied, failed):
		return Sense{}
	case notTaken.MatchString(s.text), has(adds, denied), has(uses, denied):
		return Sense{Means: brand.OrderSent, Denies: true}
	case has(adds, failed), has(uses, failed):
		return Sense{}
	case has(adds, state, now), has(uses, state, now):
		return Sense{Means: brand.OrderRedeemed}
	case jaHandedOver.MatchString(s.text), has(sends, state, now) && (strings.ContainsFunc(s.text, japanese) || sentWords.MatchString(s.text)):
		return Sense{Means: brand.OrderSent}
	}
	return Sense{}
}

// whole takes a text for one sentence.
func whole(text string) sentence {
	var parts []string
	asked := false
	for _, s := range sentences(text) {
		parts = append(parts, s.text)
		asked = asked || s.asked
	}
	return sentence{strings.Join(parts, " "), asked}
}

func allActs(s sentence) []act { return append(jaActs(s), enActs(s)...) }

// ofCards returns the acts that are of a card, and whether one is of something else.
func ofCards(acts []act) (left []act, other bool) {
	for _, a := range acts {
		if a.other {
			other = true
			continue
		}
		left = append(left, a)
	}
	return left, other
}

// did reports whether an act of a kind is said in one of these forms.
func did(acts []act, d deed, forms ...form) bool {
	for _, a := range acts {
		for _, f := range forms {
			if a.does == d && a.form == f {
				return true
			}
		}
	}
	return false
}

// doubt returns what to make of a text in which one of these is denied, failed
// or left open; nothing if they are plain.
func doubt(acts []act, deeds ...deed) Sense {
	for _, d := range deeds {
		switch {
		case did(acts, d, open):
			return Sense{Hedged: true}
		case did(acts, d, denied):
			return Sense{Denies: true}
		case did(acts, d, failed):
			return Sense{Fails: true}
		}
	}
	return Sense{}
}
