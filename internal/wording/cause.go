package wording

import (
	"regexp"

	"github.com/unspent-dev/unspent/brand"
)

// cause is a reason other than use for which a card is not taken.
type cause struct {
	means    brand.Meaning
	japanese bool
	words    *regexp.Regexp
	but      *regexp.Regexp // of something else, if this stands before it
}

var (
	jaAccount = regexp.MustCompile(`(?:アカウント|セッション|ページ|ログイン|クレジットカード|リンク)(?:は|が|の|を|も)?[^、。]{0,24}$`)
	enAccount = regexp.MustCompile(`\b(?:account|session|page|sign-?in|log-?in|credit card|link|token)\b[^,.;]{0,24}$`)
	noPrefix  = regexp.MustCompile(`^\b$`) // matches nothing

	captcha   = regexp.MustCompile(`captcha|画像認証|画像の文字|画像に表示|表示された文字|セキュリティ(?:検証|チェック|認証)|文字認証|ロボット|\bsecurity (?:check|verification|code)|\benter the characters|\brobot\b|認証コード|確認コード|\bverification code`)
	jaTrouble = regexp.MustCompile(`しばらく|時間を(?:お|置|空|あけ)|もう一度|再度|問題が(?:発生|起き)|エラーが(?:発生|起き)|予期し(?:ない|ませ)|予期せぬ|一時的|メンテナンス|通信|接続|ネットワーク(?:に|の|エラー|が)|混み?合|混雑|サーバー?|試行回数|回数(?:の|が|を)?(?:上限|制限|超)|入力回数|タイムアウト|処理に失敗|システム|障害`)
	enTrouble = regexp.MustCompile(`\btry again|\bwent wrong|\berror (?:has |have )?occurred|\bunexpected error|\bunknown error|\btemporar|\bunavailable|\bmaintenance|\btoo many (?:attempts|times|tries|requests)|\btimed? ?out|\bconnect|\bnetwork error|\bserver|\ba problem|\bat this time|\bright now|\btechnical`)

	jaUndo = regexp.MustCompile(`^(?:化)?(?:に)?(?:では|じゃ|で)(?:は)?(?:あり|ござい|な)|^(?:化)?(?:され|に?なっ|し)?(?:て|は)?(?:は)?(?:い|お)?(?:り)?(?:ませ|な[いかく])|^(?:が|は|も)?(?:必要)?(?:は)?(?:ありませ|ございませ|な[いし])`)
)

var causeTable = [...]cause{
	{brand.Blocked, true, regexp.MustCompile(`無効化(?:され|済|し)|無効にされ|停止(?:され|し|中|済|と)|ブロック(?:され|し|済|中)|凍結|ロック(?:され|中)|取り?消され|取消済|抹消|没収|(?:利用|使用)(?:が|を)?制限`), jaAccount},
	{brand.Blocked, false, regexp.MustCompile(`\b(?:deactivated|disabled|blocked|suspended|frozen|locked|void(?:ed)?|revoked|cancell?ed|restricted|flagged|refunded|reported (?:as )?(?:lost|stolen))\b`), enAccount},
	{brand.Expired, true, regexp.MustCompile(`期限(?:が|を|は|も)?(?:すでに)?(?:切れ|ぎれ|きれ|過ぎ|すぎ|終了|超え|超過|経過|満了)|失効|有効期間(?:が|を|は)?(?:終了|過ぎ|切れ|満了)`), jaAccount},
	{brand.Expired, false, regexp.MustCompile(`\bexpired\b|\bpast its (?:expiry|expiration|use)|\b(?:expiry|expiration) date (?:has |is )?passed|\bout of date\b`), enAccount},
	{brand.NotActivated, true, regexp.MustCompile(`有効に(?:な(?:って|り)?|され?て?|し?て?)(?:い|お)?(?:り)?(?:ませ|な[いか])|有効にして(?:もら|いただ|くださ)|(?:有効化|アクティベート|アクティベーション|アクティブ化)(?:処理|手続き?)?(?:が|は|を|も)?(?:必要|される必要|する必要|完了し(?:てい)?(?:ませ|な)|済んで(?:い)?(?:ませ|な)|まだ|して(?:もら|いただ|くださ))|未(?:有効化|アクティベ)|アクティブ(?:では|に)な?[^。、]{0,8}(?:ませ|な[いか])|レジ(?:で|を|での)[^。、]{0,12}(?:ませ|な[いか]|必要|もら)|(?:有効(?:に|化)(?:する)?|(?:利用|使用)開始)(?:ため)?の?(?:手続き?|処理|操作|作業)(?:が|は|を)?(?:まだ)?(?:済んで|終わって|完了して|完了され|行われ|され|済ませ)(?:て)?(?:い)?(?:ませ|な[いか])|有効化前`), jaAccount},
	{brand.NotActivated, false, regexp.MustCompile(`\binactive\b|\bnot (?:yet )?active\b|\bisn't (?:yet )?active\b|\b(?:needs?|has|have|must|requires?)(?: to)?(?: first)?(?: be)? activat(?:ed|ion)\b|\bactivation (?:is )?(?:required|pending|failed|error)|\bunactivated\b|(?:\bnot|n't) (?:properly )?scanned\b`), enAccount},
	{brand.OtherRegion, true, regexp.MustCompile(`(?:国|地域|リージョン|ストア)[^。]{0,30}(?:異な|違|一致し(?:ませ|て|な)|対応し(?:て(?:い)?(?:ませ|な)|ませ)|(?:利用|使用|引き?換え|登録|お使い|購入)[^。]{0,12}(?:ませ|な[いか])|でのみ|専用|無効|使えませ|使えな)|(?:海外|国外|米国|他国|別の国|他の国)[^。]{0,14}(?:用|ストア|専用|のみ)`), noPrefix},
	{brand.OtherRegion, false, regexp.MustCompile(`(?:n't|\b(?:different|another|wrong|other|outside|not|only|cannot|unavailable|match))\b[^.]{0,50}\b(?:countr(?:y|ies)|regions?|storefronts?|territor(?:y|ies))\b|\b(?:country|region|storefront|territory)\b[^.]{0,40}\b(?:different|match|not|lock(?:ed)?|mismatch|restrict(?:ed|ion))\b`), noPrefix},
	{brand.BalanceZero, true, regexp.MustCompile(`残高(?:が|は|:)?(?:すでに)?(?:¥? ?0 ?円?(?:です|$|で)|ゼロ|ありませ|ございませ|な(?:い|くな)|使い切)`), regexp.MustCompile(`アカウントの?$`)},
	{brand.BalanceZero, false, regexp.MustCompile(`\b(?:no|zero) (?:remaining |available )?(?:balance|funds|value)\b|\bbalance (?:is |of |: ?)?\$ ?0(?:\.00)?(?:[^.\d]|$)|\bused up\b|\bdepleted\b`), enAccount},
	{brand.Invalid, true, regexp.MustCompile(`無効|正しく(?:あり|ござい)?(?:ませ|な)|正しい[^。、]{0,12}(?:では)(?:ありませ|な)|正しい(?:番号|コード|pin)?を?(?:入力|ご入力)|間違|誤り|誤って|誤入力|入力ミス|不正(?:な|で)|見つか(?:りませ|らな)|存在し(?:ませ|な)|認識(?:でき|され)(?:て(?:い)?)?(?:ませ|な)|一致し(?:て(?:い)?)?(?:ませ|な)|(?:番号|コード|カード)(?:を|が)確認でき(?:ませ|な)|有効(?:な[^。、]{0,12})?では?(?:あり|ござい)?(?:ませ|な)|受け付け(?:られ|でき)(?:ませ|な)|読み取れ(?:ませ|な)|(?:番号|コード|入力|内容|pin|文字|桁数?)(?:が|は|に|を)?[^。、]{0,6}(?:違|異な)|該当する[^。、]{0,12}(?:ありませ|な)`), noPrefix},
	{brand.Invalid, false, regexp.MustCompile(`\binvalid\b|\bno longer valid\b|\bincorrect(?:ly)?\b|\bwrong\b|\bunrecogni[sz]ed\b|(?:\bnot|n't) (?:yet )?(?:be |been |being )?(?:an? |the )?(?:valid|correct|recogni[sz]ed?|found|accepted|match|exist|work|right|look right)\b|\b(?:couldn't|could not|can't|cannot|unable to) (?:find|recogni[sz]e|verify|validate)\b|\bmistyped\b|\btypo\b|\bmisspelled\b|\bno such\b`), regexp.MustCompile(`\bwent $|\bnot $|n't $|\b(?:what|something|anything|nothing|everything)(?:'s| is| was| has gone| could be| can be| might be| may be| seems| looks)?(?: else)? $|\bwhats $|\b(?:i|we|he|she|they)(?:'m|'re| was| were| am| are)(?: \w+)? $`)},
}

// causes returns what a sentence says of other reasons.
func causes(s sentence, acts []act) (all []said) {
	guard := captcha.FindStringIndex(s.text)
	if guard != nil {
		all = append(all, said{at: guard[0], end: guard[1], means: brand.CheckFailed})
	}
	for _, re := range [...]*regexp.Regexp{jaTrouble, enTrouble} {
		if m := re.FindStringIndex(s.text); m != nil {
			all = append(all, said{at: m[0], end: m[1], means: brand.CheckFailed})
		}
	}
	jaPossible, enPossible := jaMay.MatchString(s.text), enMay.MatchString(enCertain.Replace(s.text))
	back, backEnd, _ := retracted(s)
	for _, a := range acts { // 有効化されていません, has not been activated
		if a.does != wakes || a.form != denied && a.form != failed {
			continue
		}
		c := said{at: a.at, end: a.end, means: brand.NotActivated}
		if japaneseAct := s.text[a.at] >= 0x80; japaneseAct {
			if jaAccount.MatchString(s.text[:a.at]) {
				continue
			}
			c.open = jaPossible || jaLeftOpen(s, s.text[a.end:])
		} else {
			c.open = enPossible || s.asked || enConditional(s.text[:a.at], s.text[a.end:])
		}
		all = append(all, c)
	}
	for _, c := range causeTable {
		for _, m := range c.words.FindAllStringIndex(s.text, maxActs) {
			before, rest := s.text[:m[0]], s.text[m[1]:]
			switch {
			case m[0] < back, c.means == brand.Invalid && m[0] < backEnd: // taken back, or what takes it back
				continue
			case c.means == brand.Invalid && (guard != nil || c.japanese && undoing(rest)):
				continue
			case c.means == brand.BalanceZero && (did(acts, wakes, denied) || did(acts, wakes, failed)):
				continue // it has none yet
			case c.but.MatchString(before):
				if c.means == brand.Blocked || c.means == brand.Expired {
					all = append(all, said{at: m[0], end: m[1], means: brand.CheckFailed})
				}
				continue
			case c.japanese && jaUndo.MatchString(rest), !c.japanese && c.means != brand.Invalid && c.means != brand.OtherRegion && c.means != brand.BalanceZero &&
				denies(before):
				continue
			}
			open := jaPossible || jaLeftOpen(s, rest)
			if !c.japanese {
				open = enPossible || s.asked || enAsks.MatchString(s.text) || enConditional(before, rest)
			}
			all = append(all, said{at: m[0], end: m[1], means: c.means, open: open})
		}
	}
	return all
}

var unmade = regexp.MustCompile(`^(?:化|にされ)`)

// undoing reports whether 無効 is the start of a longer word that is about a
// blocked card.
func undoing(rest string) bool { return unmade.MatchString(rest) }

func denies(before string) bool {
	clause := before
	for _, cut := range enSplit.FindAllStringIndex(before, -1) {
		clause = before[cut[1]:]
	}
	return enNot.MatchString(clause)
}
