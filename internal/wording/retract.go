package wording

import "regexp"

// What takes back what was said before it in the sentence: というのは間違いでした, but
// that was a mistake.
var (
	jaRetract = regexp.MustCompile(`(?:という(?:の|こと|話|表示|連絡|エラー)?|と(?:思|書|言|いい|申し|伝え|聞い|報告し|表示され|出た|出て|見え))[^。]{0,24}?(?:(?:見|聞き|思い|読み|私の|こちらの|わたしの)?(?:間違|勘違い|誤解|早とちり|誤り|嘘|うそ|誤報)(?:え|い)?(?:でし|だっ|です|でよ|し|ま|だ)|訂正)|` +
		`と(?:思|書|言|いい|申し|伝え|聞い)[^。]{0,16}?(?:が|けど|けれど|でも|のに)、?(?:実際(?:に)?は|本当は)?違(?:いまし|った|って)`)
	enRetract = regexp.MustCompile(`\b(?:said|thought|told|wrote|believed|claimed|reported|assumed)\b[^.]*\b(?:a mistake|my mistake|mistaken|not true|untrue|(?:was|were|is|turned out) (?:wrong|false)|false alarm|misread|not the case)\b`)
)

// inputSlip is a mistake in what was typed: it takes back nothing that was shown.
var inputSlip = regexp.MustCompile(`(?:番号|入力|コード|打ち|押し|カード|pin)(?:の|を|が|は|入力|の入力|打ち)*(?:間違|誤り)[^間誤]*$`)

// retracted returns where what a sentence says is taken back begins and ends: what
// stands before the first is not so. It is -1 where nothing is.
func retracted(text string) (from, to int) {
	if m := jaRetract.FindStringIndex(text); m != nil && !inputSlip.MatchString(text[m[0]:m[1]]) {
		return m[0], m[1]
	}
	return -1, -1
}

// takesBack is a sentence that takes back the ones before it.
var takesBack = regexp.MustCompile(`^(?:(?:すみません|すいません|ごめん(?:なさい)?|失礼(?:しました)?|申し訳(?:あり|ござい)ません|訂正します|今のは|上記は|さっきのは|先ほどのは|それは|私の|こちらの)[、,:]?)*(?:見|聞き|思い|読み)?(?:間違い|勘違い|誤解|早とちり|訂正|誤り)(?:でし|だっ|です|しま)|` +
	`^(?:(?:sorry|oops|wait|no|actually|correction)[, :]*)*(?:my mistake|that was (?:wrong|a mistake|not true)|i was (?:wrong|mistaken)|i misread|scratch that|never ?mind that|please ignore that)\b`)
