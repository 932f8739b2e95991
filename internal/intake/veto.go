package intake

import (
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// A phrase of a brand says what a line means only if the line states it. Words
// that deny, explain, ask, or tell of money that was paid take it back.
var (
	stateWord  = regexp.MustCompile(`(?:再送|使用|利用|登録|受け?取り?|受領|引き?換え?|適用|追加|送信|発送|配信|配達|届け|キャンセル|返金)(?:済み?|ずみ|(?:さ|ら)?れました|しました)|未(?:使用|登録|受け?取り?)`)
	stateEnds  = regexp.MustCompile(`^["'」』】]*(?:と(?:なりました|なっています|なっております|表示されています)|に(?:なりました|なっています)|です|でした|ので|ため|から|のギフト(?:カード|券)です|[^\p{Han}\p{Hiragana}\p{Katakana}"'」』】]|$)`)
	quotedEnds = regexp.MustCompile(`^["'」』】]? ?[=:] ?\p{L}`)
	takesBack  = regexp.MustCompile(`とは(?:限|言|いえ|書|表示|なって|別|、|$)|わけでは|ではあ?りませ|ではな[いく]|じゃな[いく]|でなけれ|かどうか|場合|なると|なったら|例:|例\)|例えば|たとえば|という意味|を意味|を表し|のことです|状態です`)
	enExplains = regexp.MustCompile(`(?i)\b(?:cards|codes|certificates)\b|\b(?:will|would|becomes?|means|indicates|whether|e\.g|for example|could|cannot be checked)\b|^(?:a|an|any|each|every|once|when|after|until|if|example)\b|\b(?:card|code|one) (?:that|which) (?:is|was|has)\b|\b(?:shown|marked|displayed|labelled|labeled) (?:as|with)\b`)
	payLabel   = regexp.MustCompile(`(?i)^(?:お?支払い?(?:い|方法|い方法|内容|内訳|情報)?|決済方法|payment(?: methods?| details| summary)?|paid (?:with|by))[ :]*$`)
	ofBalance  = regexp.MustCompile(`(?i)残高(?:から|を|の(?:ご)?(?:使|利)用|で|[ :(]{1,3}(?:¥|使用|利用))|\bbalance (?:was |has been |of \S+ (?:was )?|\(?)?(?:used|applied|redeemed)|\b(?:from|of|with|using) (?:your |my |the )?(?:amazon )?(?:gift ?card )?balance\b|\bused (?:for|towards?|on|to pay)\b|\b(?:applied|redeemed) (?:to|towards?|for|on) (?:this|your|an?|the) (?:order|purchase)\b`)
	enDefines  = regexp.MustCompile(`(?i)\b(?:redeemed|received|claimed|sent|delivered|applied|cancell?ed|refunded)["”'’]? ?(?:[:=]|-|–|—) ?(?:the|your|a|an|it|this|when|has|they)\b`)
	// leadsOn is what goes on in the element beside it: not, if.
	leadsOn     = regexp.MustCompile(`(?i)(?:\b(?:not|never|no|un|non|if|when|once|until|unless|yet to be|to be|be|may|whether)|未|まだ|もし)$`)
	stepBetween = regexp.MustCompile(` ?(?:→|⇒|➡|▶|►|>|›|»|/|\||・|、|,|;|->|=>) ?`)
)

// statesNone reports whether a text on an order page only looks like a state:
// what it says is denied, left open, explained, or about a payment. before is the
// text that stands before it.
func statesNone(text, before string, means brand.Meaning) bool {
	sense := wording.OfState(text)
	switch {
	case leadsOn.MatchString(before):
		return true
	case sense.Hedged, takesBack.MatchString(text), legend(text):
		return true
	case means == brand.OrderRedeemed && (sense.Means != brand.OrderRedeemed || sense.Denies || sense.Fails):
		return true
	case means == brand.OrderRedeemed && (payWords.MatchString(text) || ofBalance.MatchString(text) || payLabel.MatchString(before)):
		return true
	}
	for _, m := range stateWord.FindAllStringIndex(text, maxMatches) {
		rest := text[m[1]:]
		if !stateEnds.MatchString(rest) || quotedEnds.MatchString(rest) {
			return true
		}
	}
	return enExplains.MatchString(text) || enDefines.MatchString(text)
}

// slashDay is a day that is written with what stands between states, too.
var slashDay = regexp.MustCompile(`\d{1,4}/\d{1,2}(?:/\d{1,4})?`)

// legend reports whether a text lists several states: the steps of an order, or
// what its states can be.
func legend(text string) bool {
	var first brand.Meaning
	for _, part := range stepBetween.Split(slashDay.ReplaceAllString(text, " "), maxCells) {
		switch means := wording.OfState(part).Means; {
		case means == "":
		case first == "":
			first = means
		case means != first:
			return true
		}
	}
	return false
}

// beforeCell is what stands before a cell of a line: the cell before, or for the
// first one the line above.
func (r *reader) beforeCell(line, cell int) string {
	switch {
	case cell > 0 && cell < len(r.lines[line].cells):
		return r.lines[line].cells[cell-1]
	case line > 0:
		return strings.TrimSpace(r.lines[line-1].text())
	}
	return ""
}

// What a row tells of that is no addition, whatever stands in it, and words that
// take back that one was made.
var (
	notAdded   = regexp.MustCompile(`(?i)保留|処理中|手続き?中|審査|確認中|申請|依頼|予定|待ち|エラー|失敗|期限切れ|返品|返却|(?:追加|登録|適用|チャージ|引き?換え|受け取り?|加算)(?:する|したい|しよう|して(?:ください|下さい))|^\W*\[ \]|送信|送付|発送|配信|購入|贈|プレゼント|\b(?:pending|on hold|held|processing|in progress|under review|scheduled|requested|error|failed|failure|declined|rejected|expired|sent|sending|purchased?|bought|unsuccessful)\b`)
	refunds    = regexp.MustCompile(`(?i)返金|払い?戻|オート|自動|\b(?:refund|auto)`)
	rowDenied  = regexp.MustCompile(`(?i)とは|という(?:記録|行|履歴|表示|記載)|ませんでした|て(?:い)?ません|でき(?:ません|ず|な[いか])|(?:て(?:い)?|は|が)な(?:い|かった)|かどうか|場合|例[:)]|例えば|たとえば|見本|サンプル|ですか|ましたか|でしょうか|\b(?:not|never|without|whether|would|example|sample|cannot)\b|n't\b|\bno (?:row|entry|line|record|such)\b|^if\b`)
	footerLine = regexp.MustCompile(`^(?:※|\*|ご?注意?[:)])|[。.]$`)
)

// rowDoubt reports whether words of a row deny or leave open what they tell.
func rowDoubt(text string) bool {
	return unsaid(wording.OfRow(text)) || rowDenied.MatchString(text)
}

func unsaid(s wording.Sense) bool { return s.Denies || s.Fails || s.Hedged }

// doubted reports whether a row tells of an addition that was not made. A line of
// small print below a row is none of its words, unless it speaks of adding.
func (h *ledger) doubted(b block, text string) bool {
	if !rowDoubt(text) {
		return false
	}
	last := b.to
	for last > b.from+1 {
		line := h.lines[last-1].text()
		if !footerLine.MatchString(line) || hiraganaFirst(line) || unsaid(wording.OfRow(line)) || len(h.amounts.all(line, 1)) > 0 {
			break
		}
		last--
	}
	return last == b.to || rowDoubt(h.joinedBlock(block{from: b.from, to: last}))
}

func hiraganaFirst(text string) bool {
	for _, c := range text {
		return c >= 'ぁ' && c <= 'ゖ'
	}
	return false
}

// falls reports whether the running balance of a row shows that its amount was
// not added: it is less than the amount, or does not follow from the row before.
func (h *ledger) falls(rows []entry, i int) bool {
	e := rows[i]
	if !e.balanced {
		all := h.amounts.all(e.text, 2)
		return e.priced && len(all) == 2 && all[1].money.Units() < e.amount.Units()
	}
	if e.balance.Units() < e.amount.Units() {
		return true
	}
	before := i + stepBack(rows)
	if before < 0 || before >= len(rows) || !rows[before].balanced || rows[before].at.Equal(e.at) {
		return false
	}
	return e.balance.Units()-rows[before].balance.Units() != e.amount.Units()
}
