package wording

import (
	"regexp"
	"strings"
)

// What may be registered, used or added besides a gift card, and whose words a
// sentence repeats.
var (
	jaThing = regexp.MustCompile(`(?:電話番号|携帯(?:番号|電話)?|クレジットカード|クレカ|デビットカード|会員証|会員番号|ポイントカード|プロモーション(?:コード)?|プロモ(?:コード)?|クーポン(?:コード|番号)?|割引コード|紹介コード|招待コード|認証コード|確認コード|` +
		`サブスク(?:リプション)?|ポイント|プラン|メンバーシップ|ライセンス|商品|ゲーム(?:ソフト)?|ソフト|作品|アイテム|コンテンツ|タイトル|アプリ|(?:オンライン|サインイン|ログイン|ユーザー?|apple|psn|google|会員|アカウント) ?id|アカウント(?:名|情報)?|ユーザー?名|ニックネーム|名前|氏名|ハンドルネーム|表示名|` +
		`(?:メール)?アドレス|メアド|eメール|パスワード|パスキー|住所|支払い?方法|銀行口座|口座|(?:端末|デバイス)|生年月日|お気に入り|リスト)(?:情報|など|自体)?(?:は|が|を|も|の登録|の利用|の追加|、|:)`)
	jaOurs      = regexp.MustCompile(`(?:コード|番号|カード|ギフト|券|プリペイド|シリアル|ピン|pin|url|残高|\d円|¥[\d,]+)[^、はがをも]{0,8}(?:は|が|を|も|、|:)`)
	jaInLibrary = regexp.MustCompile(`ライブラリー?に`)
	jaOtherCard = regexp.MustCompile(`(?:別|他|ほか|以前|前回|前|先月|先週|先日|昨日|昨年|去年|もう(?:1|一)(?:枚|つ)|(?:1|一)(?:枚|つ)目|古い|友達|友人|家族|相手|最初)の?` +
		`(?:amazon|apple|google|アマゾン|アップル|ギフト|プリペイド|方の|もらった|買った|購入した|登録した)*(?:カード|コード|券|番号|ギフト)(?:の(?:番号|コード|方))?(?:は|が|も|で|なら|:)`)
	jaBoughtBefore = regexp.MustCompile(`(?:前|先月|先週|先日|昨日|昨年|去年)(?:に)?(?:買った|もらった|購入した|登録した|使った)(?:ギフト)?(?:カード|コード|券|番号|もの|やつ)(?:は|が|も)`)
	jaButThis      = regexp.MustCompile(`(?:が|けど|けれど)、?(?:これ|こちら|この|今回)`)
	jaThisCard     = regexp.MustCompile(`(?:この|今回の|今の|こちらの|その)(?:ギフト)?(?:カード|コード|券|番号|ギフト|方)`)
	jaWrongCard    = regexp.MustCompile(`(?:別|他|ほか|違う|前|以前)の?[^、]{0,8}(?:カード|コード|券|番号)[^、]{0,6}(?:を|だっ|でし|の方)(?:間違え?て?)?(?:入れ|入力し|打|登録し|使|た|だ|で)?(?:って|て)?(?:い|しま|た|だ|し)`)
	jaThirdSays    = regexp.MustCompile(`(?:相手|出品者|販売者|業者|買い手|買主|購入者|売り手|売主|友人|友達|知人|彼女?|店員|取引先|先方|詐欺師|フリマ[^、]{0,6}|家族|兄|弟|姉|妹|父|母|息子|娘)(?:さん)?(?:は|が|に|から|曰く|いわく|によると|によれば|の話では)`)
	jaSays         = regexp.MustCompile(`(?:と|って|て)(?:言|いう|いわ|聞|主張|連絡|報告|説明|の(?:こと|話)|話し)|らしい|そうです`)
	jaUnshown      = regexp.MustCompile(`^[^、]{0,12}?、?(?:と|って|て|なんて|などと?|とか)(?:は|も|いう?[^、]{0,10}?(?:は|が|も)|の(?:エラー|表示|メッセージ)(?:は|が|も))?(?:一度も|まだ|全く|特に)?(?:出|で|表示|言われ|いわれ|書かれ|書い|なって|なら|なり|聞い|見)(?:され|して|て|い|お|き|こ|り|は|も|たこと|ることは|たことは|こと)*(?:ませ|な[いかく]|ず)|` +
		`^[^、]{0,12}?(?:メール|通知|画面|メッセージ|表示|エラー|お知らせ|連絡|記載|履歴)(?:は|が|も|を)(?:まだ|一度も|何も|全く|特に)?(?:され|届|来|き|出|で|表示|見|受け取|あり|ござい|な|確認)[^、]{0,8}?(?:ませ|な[いかし]|ず)`)
	jaDenial = regexp.MustCompile(`^(?:済み?|ずみ|(?:さ|わ|ら)れ(?:て(?:い)?る|た)|して(?:い)?る|した|った)?(?:とか|なんか|なんて|など|という|って)?(?:(?:わけ|訳|もの|の|こと|ん)?(?:で|じゃ)(?:は|も)?|(?:わけ|訳|こと|はず)(?:は|も|が)?)(?:ありませ|ございませ|な[いかくけ])|` +
		`^(?:済み?|完了)?(?:に|と)(?:は|も)?なって(?:は)?(?:い|お)?(?:り)?(?:ませ|な[いかく])|^(?:済み?|され(?:た|て(?:い)?る))(?:なんて|とか|というの(?:は|も))?(?:嘘|うそ|間違い|誤り|勘違い|おかし|ありえ)`)
	jaAfter = regexp.MustCompile(`^(?:た?ら(?:ば|[^しれ]|$)|と(?:困|いや|嫌|まず|こわ|怖|したら|すれば|仮定)|だと(?:困|いや|嫌|まず|こわ|怖|助|したら|すれば|思|損|返)|だった(?:ら|場合))`)
	jaDoubt = regexp.MustCompile(`^[^、]{0,8}(?:の|ん)?(?:では|じゃ)(?:ない|ありません|ございません)(?:です|でしょう|だろう|よね)?か|^[^、]{0,8}ないか(?:を|ご|確|心配|不安|教|調|見|ど|気|と)`)
	jaWish  = regexp.MustCompile(`^い(?:$|で|と|の|ん|が|け|な|から|し)`)
	jaFear  = regexp.MustCompile(`心配|不安|怖|こわい|恐|気にな|気がし|じゃないか|ではないか|んじゃ|のでは(?:$|と|な)|か(?:と)?(?:思|疑)|困る|困り|嫌だ|嫌な`)
	jaShown = regexp.MustCompile(`(?:と|って)(?:表示|出|で(?:た|て|る|ま)|言われ|書かれ|なって|なり|なっ)`)
	jaGoes  = regexp.MustCompile(`^を?(?:ご)?(?:入力|登録|使用|利用|使|引き?換え|適用|追加|入れ)[^、。]{0,8}?(?:と(?:、|き|[^い])|ば|場合|時|たら)`)

	enThing = regexp.MustCompile(`\b(?:credit cards?|debit cards?|loyalty cards?|payment methods?|e-?mails?(?: address)?|(?:mobile |cell |phone )(?:phone )?numbers?|coupons?(?: codes?)?|promo(?:tion(?:al)?)?(?: ?codes?)?|discount(?: codes?)?|referral(?: codes?)?|invit(?:e|ation)(?: codes?)?|` +
		`verification codes?|address(?:es)?|items?|user ?names?|screen names?|nick ?names?|display names?|gamertags?|account names?|(?:online|sign-?in|log-?in|user|apple|psn|google) ids?|passwords?|products?|games?|titles?|apps?|subscriptions?|devices?|offers?|bank accounts?|names?)\b`)
	enOurs      = regexp.MustCompile(`\b(?:codes?|cards?|giftcards?|pins?|vouchers?|certificates?|gifts?|balance|it|this one)\b|[$¥€£] ?\d`)
	enAnyOf     = regexp.MustCompile(`\b(?:cards|codes|certificates|vouchers|pins) (?:that|which) (?:have|were|are|had)(?: \w+){0,2} ?$`)
	enTold      = regexp.MustCompile(`\b(?:told|says|said|shows|showed|displayed|error|message)\b`)
	enObject    = regexp.MustCompile(`^ (?:this|that|the|your|my|an?) (?:[a-z]+ )?$`)
	enOtherCard = regexp.MustCompile(`\b(?:other|another|different|previous|old|older|earlier|last|first|second) (?:(?:amazon|apple|steam|gift|claim|wallet|google play) ?){0,2}(?:cards?|codes?|giftcards?|one)\b`)
	enThisCard  = regexp.MustCompile(`\b(?:this|the|that|my) (?:gift )?(?:card|code|one)\b`)
	enSaysNot   = regexp.MustCompile(`(?:\b(?:never|not|no|nor|nothing|without)\b|n't\b)(?: \w+){0,3}? (?:say|says|said|saying|show|shows|showed|shown|see|seen|saw|get|got|read|display|displayed|message|error|warning|notice|told)\b[^,.;]*$`)
	enThirdSays = regexp.MustCompile(`\b(?:seller|buyer|he|she|they|friend|guy|vendor|scammer|recipient|sister|brother|mother|mom|father|dad|son|daughter|wife|husband|boss)(?: \w+)? (?:says?|said|told|insists?|insisted|thinks?|thought|swears?|(?:claims?|claimed) (?:that|it|this|the card|the code) (?:is|was|has|had|'s)|(?:claims|claimed) it's)\b`)
	enFear      = regexp.MustCompile(`\b(?:afraid|worr(?:y|ied|ies)|concerned|fear|fears|scared|suspect|suspicious|nervous|anxious|guess|suppose|hope|hoping|wonder(?:ing)?|i think|i thought|i believe|what if|don't want|do not want)\b`)
)

// jaOfOther reports whether what stands before a verb makes it one of another
// thing, or of another card.
func jaOfOther(before string) bool {
	if jaOther.MatchString(before) {
		return true
	}
	_, ours := lastMatch(jaOurs, before)
	if _, thing := lastMatch(jaThing, before); thing >= 0 && thing >= ours {
		return true
	}
	if ours < 0 && jaInLibrary.MatchString(before) {
		return true
	}
	_, other := lastMatch(jaOtherCard, before)
	this, _ := lastMatch(jaThisCard, before)
	return other >= 0 && this < other
}

// enOfOther is jaOfOther of English, where the subject is the first that is named
// in a clause.
func enOfOther(before string) bool {
	if _, other := lastMatch(enOtherCard, before); other >= 0 {
		if this, _ := lastMatch(enThisCard, before); this < other {
			return true
		}
	}
	clause := before
	for _, cut := range enSplit.FindAllStringIndex(before, -1) {
		if strings.TrimSpace(before[cut[1]:]) != "" {
			clause = before[cut[1]:]
		}
	}
	thing := enThing.FindStringIndex(clause)
	if thing == nil {
		return false
	}
	return !enOurs.MatchString(clause[:thing[0]]) && !enOurs.MatchString(clause[thing[1]:])
}

// enOfOtherNoun reports whether the object of a verb is another thing.
func enOfOtherNoun(rest string) bool {
	m := enThing.FindStringIndex(rest)
	return m != nil && enObject.MatchString(rest[:m[0]]) && !strings.HasPrefix(strings.TrimPrefix(rest[m[1]:], " "), "c")
}

// enFeared reports whether a verb is only feared. What was shown and worries is not.
func enFeared(before, rest string) bool {
	return enFear.MatchString(before) || enFear.MatchString(rest) && !enTold.MatchString(before)
}

// jaRepeated reports whether a sentence repeats what a third person says, or
// tells that another card was meant.
func jaRepeated(text string) bool {
	return jaThirdSays.MatchString(text) && jaSays.MatchString(text) || jaWrongCard.MatchString(text) && jaShown.MatchString(text)
}

// jaOfOtherNoun reports whether a verb belongs to another card: 先月登録した別のカード.
func jaOfOtherNoun(rest string) bool {
	m := jaOtherCard.FindStringIndex(rest)
	return m != nil && m[0] == 0
}

// jaContrasts reports whether a card that was got earlier is set against this one.
func jaContrasts(before, rest string) bool {
	return jaBoughtBefore.MatchString(before) && jaButThis.MatchString(rest)
}

// jaFeared reports whether what follows a verb is only feared. What was shown
// and worries is not.
func jaFeared(rest string) bool { return jaFear.MatchString(rest) && !jaShown.MatchString(rest) }
