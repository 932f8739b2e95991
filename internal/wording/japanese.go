package wording

import (
	"regexp"
	"slices"
	"strings"
)

// The verbs are words of Chinese origin for the most part; what is done with
// them stands after them, at the end of a clause.
var (
	jaVerb = regexp.MustCompile(`再送信?|再発行|送り(?:直|なお)し|登録|追加|適用|チャージ|反映|加算|入金|付与|紐づけ?|紐付け?|ひもづけ?|保存|受け?取り?|受領|関連付け|加え|加わ|増え|(?:残高|ウォレット)(?:に|へ)入|` +
		`使用|利用|使|引き?換え?|引替え?|引きかえ|償還|交換|有効化|アクティベート|アクティベーション|アクティブ化|送信|発送|配信|配達|届け|キャンセル|取り?消し?|返金|払い?戻し?`)
	jaFails = regexp.MustCompile(`^(?:処理|手続き?)?(?:が|は|を|も|に)?(?:正常に|完了)?(?:は)?(?:でき(?:ませ|な[いかく]|ず|ん|かね)|失敗|エラー|不可|しようと|対象外|待ち|予定|前(?:の|で|に|$)|` +
		`することが?でき(?:ませ|な)|する(?:こと)?は?でき(?:ませ|な)|い?に?なれ(?:ませ|な)|いただけ(?:ませ|な)|え(?:ませ|な[いかく])|られ(?:ませ|な[いかく])|れ(?:ませ|な[いかく]))`)
	jaDenies = regexp.MustCompile(`^(?:済み?|ずみ)?(?:が|は|を|も|で)?(?:完了)?(?:さ|し|わ|っ|い|け|え|ら)?(?:れ|られ|せ)?(?:て|で)?(?:は|も|じゃ)?(?:お|い|え|あ|ござい)?(?:り|れ)?(?:ませ|な[いかくし]|ず(?:に|、|$))|` +
		`^(?:され|し|わ?れ|っ)?た?(?:という)?(?:こと|覚え|つもり|事実|記憶|経験|形跡|記録|履歴|様子|実績|の確認|の記録)(?:は|が|も)?(?:まだ)?(?:ありませ|ございませ|な[いかし]|確認でき(?:ませ|な)|見つか(?:りませ|らな)|残って(?:い)?(?:ませ|な))|` +
		`^(?:済み?|され(?:た|て(?:い)?る))?と(?:は|も)?(?:なって|表示され?て?|限ら?り?|言え|いえ|思え|考えられ)(?:い|お)?(?:り)?(?:ませ|な)|` +
		`^(?:済み?の?|された|されている|している)(?:という)?(?:わけ|もの|の)で(?:は)?(?:ありませ|な)`)
	jaState = regexp.MustCompile(`^(?:が|は|を)?(?:すでに)?(?:完了)?(?:お|ご)?(?:済み?|ずみ|(?:さ|わ|ら)?れ(?:て(?:い(?:ま(?:す|し)|る|た)|お(?:り|る)|る|た|ま(?:す|し)|しま|ん)|ちゃっ|、)|` +
		`(?:(?:いた|致)し|(?:さ|わ)せていただい)て(?:い|お)(?:ま|り|る)|して(?:い(?:ま|る|た)|お(?:り|る)|る|た|しま|ま)|っちゃっ?て|って(?:い(?:ま|る|た)|る|た|しま|お|ま)|て(?:い(?:ま|る|た)|お(?:り|る)|る|た|しま|ま)|中(?:です|$|。)|さ(?:れ(?:て)?)?$)`)
	jaNow = regexp.MustCompile(`^(?:の)?(?:お?手続き?|処理)(?:が|は|を)?(?:すべて|正常に)?(?:完了(?:し|いた|です|$|。|!)|終了し)|` +
		`^(?:が|は|を|に|と)?(?:正常に|無事に?)?(?:(?:さ|わ)せていただ(?:きまし|いた)|(?:いた|致)しまし|承りまし|なりまし|(?:さ|わ|ら)れ(?:まし|た)|し(?:まし|た)|しちゃ|でき(?:まし|た)|(?:に)?成功|(?:が|を)?完了(?:し|です|$|。|!)|完了|い?まし|った|りまし|えまし|た(?:。|$|よ|っ)|終わ|いただきまし|いただいた)`)

	jaNotYet  = regexp.MustCompile(`まだ|未だ|いまだ`)
	jaMada    = regexp.MustCompile(`(?:^|[^い])やまだ|[やしたこ]まだ[ぁ-ん]{0,4}?(?:様|さま|さん|氏|くん|殿)|[ぁ-ん]まだ(?:様|さま|さん|氏|くん|殿)`)                   // names
	jaYetNot  = regexp.MustCompile(`(?:まだ|未だ|いまだ)[^、]*?(?:ない|ません|なかった|ませんでした|ぬ)(?:ん|の|もの|状態|です|なん|カード|コード|うち)*(?:のに|なのに|けれど|けど|が|に)`) // まだ開けていないのに: what follows is so
	jaSurely  = regexp.MustCompile(`(?:ない|ません|未使用の?|未登録の?|未開封の?)はず(?:なの|だった|でした|です|だ|な)(?:に|のに|が|けど|けれど)`)                            // and no guess
	jaBound   = regexp.MustCompile(`ので|ため|から(?:、|,)|(?:す|た|る|だ|ん)が|けれど|けど|のに|おり、|(?:て|で)、`)
	jaIf      = regexp.MustCompile(`場合|時は|ときは|ときに|際は|際に|(?:いた|れた|した|った|でし|てた)ら(?:[^しれ]|$)|なら(?:[^なびずいれ]|$)|あれば|(?:い|て|れ)れば|か(?:どうか|否か|を|が|は|に|ご|確|お|も|$)|のか|限り`)
	jaMay     = regexp.MustCompile(`可能性|かもしれ|かも知れ|かも(?:$|ね|な|、)|おそれ|恐れ|疑い(?:が|は|も|です|と|の(?:あ|が|残)|$|、)|疑わ|疑っ|疑え|でしょう|だろう|と思われ|と思い|と思う|考えられ|かと|ことがあ|ことがござ|ことも|場合があ|場合もあ|場合がござ|たぶん|多分|おそらく|恐らく|らしい|もしかし|ひょっと|っぽ|気がす|気がし|原因|理由として|理由は|はず|いずれか|どれか|どちらか`)
	jaOr      = regexp.MustCompile(`または|又は|もしくは|若しくは|あるいは|或いは|ないしは|か、|かすで|かもう|か(?:コード|カード|番号|別|他|期限|有効|使用|登録|利用|無効|間違|誤|入力|違|正し)`)
	jaAsks    = regexp.MustCompile(`(?:です|ます|ました|でした|ません|る|た|の|だ)(?:の)?か(?:ね|な)?$`)
	jaNoun    = regexp.MustCompile(`^の?(?:この|その)?(?:amazon|アマゾン|ギフト|カード|コード|券|番号|プロダクト|ピン|pin|クーポン|チケット|もの|url)+(?:番号|コード|カード)?`)
	jaIsSo    = regexp.MustCompile(`^(?:です|だ|でし|である|とな|として|が入力|を入力|のため|のよう|なので|なの|と表示|って|と出|みたい|らし|$|。|、)`)
	jaOther   = regexp.MustCompile(`(?:会員|ユーザー?|新規|利用者|アカウント(?:情報)?(?:を|が|の|は)?|アドレス(?:を|が|の|は|も)?|クレジットカード(?:情報)?(?:を|が|の|は)?|支払い?方法(?:を|が|の|は)?|電話番号(?:を|が|の|は)?|カートに|リストに|お気に入りに?|パスワード(?:を|が|は)?|住所(?:を|が|は)?)(?:すでに)?$`)
	jaHere    = regexp.MustCompile(`(?:こちら|この|お客様|お客さま|あなた|ご自身|ご自分|自分|お使い|ご利用|現在|本|当|マイ|同じ|私|わたし)の?(?:ログイン中の|ご利用中?の|お使いの)?` + jaBrands + `(?:アカウント|account|アカ|id|ウォレット|残高|ライブラリ|プロフィール|口座)|(?:自分|ご自身|ご本人)で`)
	jaElse    = regexp.MustCompile(`(?:別|他|ほか|異なる|違う|ちがう|以外|第三者|他人|誰か|だれか|知らない)の?` + jaBrands + `(?:アカウント|account|アカ|垢|id|ユーザー?|利用者|お客様|お客さま|人(?:の(?:アカウント|アカ|id)?|が|に|で|によ)|方(?:の(?:アカウント|id)?|が|に|で|によ)|誰か|会員|端末|デバイス|ウォレット|プロフィール)|別アカ|他アカ|別垢|他垢|第三者|他人|誰か|だれか`)
	jaSwitch  = regexp.MustCompile(`(?:で|に)(?:サインイン|ログイン|切り?替|お試し|試)`)
	jaAlready = regexp.MustCompile(`すでに|もう|以前|過去に|先に|前に|とっくに`)
)

const jaBrands = `(?:[a-z0-9 ・]|の|お|ご|ギフト|カード|券|ゲーム|ニンテンドー|ネットワーク|グーグル|アマゾン|アップル|スチーム|プレイステーション|プレステ|プレイ){0,24}`

// jaActs finds the verbs of a sentence and how each is said.
func jaActs(s sentence) (acts []act) {
	if !strings.ContainsFunc(s.text, japanese) {
		return nil
	}
	back, _, doubted := retracted(s)
	may := doubted || jaMay.MatchString(jaSurely.ReplaceAllString(s.text, "")) || jaRepeated(s.text)
	undone := 0 // where the last verb that is denied ends: what stands before it is said of that one
	for _, m := range jaVerb.FindAllStringIndex(s.text, maxActs) {
		before, verb, rest := s.text[:m[0]], s.text[m[0]:m[1]], s.text[m[1]:]
		a := act{at: m[0], end: m[1], does: jaDeed(verb), other: jaOfOther(before)}
		unshown := jaUnshown.MatchString(rest)
		a.form, rest = jaForm(rest)
		a.other = a.other || jaOfOtherNoun(rest) || jaContrasts(before, rest)
		clause := before[max(strings.LastIndex(before, "、")+1, strings.LastIndex(before, ",")+1, undone):]
		switch {
		case a.form == denied && jaDoubt.MatchString(s.text[m[1]:]):
			a.form = open
		case a.form == now && jaWish.MatchString(rest) && strings.HasSuffix(s.text[:len(s.text)-len(rest)], "た"):
			a.form = bare
		case a.end <= back && (a.form == denied && len(s.text)-len(rest) <= back || strings.HasSuffix(before, "未")):
			a.form = open
		case strings.HasSuffix(before, "未"), a.done() && (unshown || a.end <= back):
			a.form = denied
		case a.done() && jaNotYet.MatchString(jaMada.ReplaceAllString(jaYetNot.ReplaceAllString(clause, ""), "")):
			a.form = denied
		case a.done() && (may || jaAfter.MatchString(rest) || jaFeared(rest) || jaLeftOpen(s, rest)):
			a.form = open
		case a.done() && jaOfAll(rest):
			a.form = general
		}
		a.from = undone
		if a.form == denied {
			undone = a.end
		}
		acts = append(acts, a)
	}
	return acts
}

func jaDeed(verb string) deed {
	is := func(starts ...string) bool {
		return slices.ContainsFunc(starts, func(p string) bool { return strings.HasPrefix(verb, p) })
	}
	switch {
	case is("再", "送り"):
		return resends
	case is("有効", "アクティ"):
		return wakes
	case is("送", "発送", "配", "届"):
		return sends
	case is("キャンセル", "取消", "取り消", "取消し"):
		return cancels
	case is("返金", "払"):
		return repays
	case is("使", "利用", "引", "償還", "交換"):
		return uses
	}
	return adds
}

// jaForm reads what stands after a verb, and returns what comes then.
func jaForm(rest string) (form, string) {
	for _, f := range [...]struct {
		re   *regexp.Regexp
		form form
	}{{jaFails, failed}, {jaDenies, denied}, {jaDenial, denied}, {jaState, state}, {jaNow, now}} {
		if m := f.re.FindStringIndex(rest); m != nil {
			return f.form, rest[m[1]:]
		}
	}
	return bare, rest
}

// jaLeftOpen reports whether what follows a verb takes back that it is so: a
// condition or a question.
func jaLeftOpen(s sentence, rest string) bool {
	to := len(rest)
	bounded := false
	if m := jaBound.FindStringIndex(rest); m != nil {
		to, bounded = m[0], true
	}
	part := rest[:to]
	return jaIf.MatchString(part) || !bounded && (s.asked || jaAsks.MatchString(s.text))
}

// jaOfAll reports whether a verb belongs to a noun of which something is said in
// general.
func jaOfAll(rest string) bool {
	m := jaNoun.FindStringIndex(rest)
	return m != nil && (jaGoes.MatchString(rest[m[1]:]) || !jaIsSo.MatchString(rest[m[1]:]))
}

// jaWhere returns whose account a verb at a place is about: of this account or
// another, if one of them is named.
func jaWhere(text string, a act) (here, elsewhere bool) {
	before := text[a.from:a.at]
	h, _ := lastMatch(jaHere, before)
	e, to := lastMatch(jaElse, before)
	if e <= h && h < to {
		return false, true // 別のお客様のアカウント
	}
	if h < 0 && e < 0 && !jaSwitch.MatchString(text[a.end:]) {
		return jaHere.MatchString(text[a.end:]), jaElse.MatchString(text[a.end:])
	}
	if h >= 0 && e >= 0 && jaOr.MatchString(before[min(h, e):]) {
		return true, true
	}
	return h > e, e > h
}

func lastMatch(re *regexp.Regexp, text string) (at, end int) {
	at, end = -1, -1
	for _, m := range re.FindAllStringIndex(text, maxActs) {
		at, end = m[0], m[1]
	}
	return at, end
}
