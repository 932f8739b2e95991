package wording

import (
	"regexp"
	"strings"
)

// What takes back what was said before it in the sentence: というのは間違いでした, but
// that was a mistake.
var (
	jaRetract = regexp.MustCompile(`(?:という(?:の|こと|話|表示|連絡|エラー)?|と(?:思|書|言|いい|申し|伝え|聞い|聞き|報告し|表示され|出た|出て|見え))[^。]{0,24}?(?:(?:見|聞き|思い|読み|私の|こちらの|わたしの)?(?:間違|勘違い|誤解|早とちり|誤り|嘘|うそ|誤報)(?:え|い)?(?:でし|だっ|です|でよ|し|ま|だ)|訂正)|` +
		`と(?:思|書|言|いい|申し|伝え|聞い)[^。]{0,16}?(?:が|けど|けれど|でも|のに)、?(?:実際(?:に)?は|本当は)?違(?:いまし|った|って)`)
	// jaNoRetract is what makes of such words a question or a guess.
	jaNoRetract = regexp.MustCompile(`^[^、,]{0,8}?(?:ょう|だろう|思|かも|か(?:と|な|ね|も|どうか|$|、|,|わか|分か)|違いな|はず)`)
	enSaid      = regexp.MustCompile(`\b(?:said|thought|told|wrote|believed|claimed|reported|assumed)\b`)
	enRetract   = regexp.MustCompile(`\b(?:a mistake|my mistake|mistaken|not true|untrue|(?:was|were|is|turned out(?: to be)?) (?:wrong|false)|false alarm|misread|not the case)\b`)
	// enNoRetract before such words makes of them a question, a guess, what somebody
	// else says, or something of the typing.
	enNoRetract = regexp.MustCompile(`\b(?:what|something|anything|nothing|everything)(?:'s| \w+)? ?$|\b(?:not|n't|never|no) $|n't $|` +
		`\b(?:codes?|numbers?|pins?|cards?|passwords?|address|amount|region|country) $|` +
		`\b(?:must|might|may|could|can|would) (?:(?:well|just|only|also) )?(?:be|have been|have)(?: (?:some|kind|sort|of|just|simply))* $|` +
		`\b(?:is|was|am|are|were|isn't|wasn't|did) (?:that|this|it|i|we|there) (?:just |simply )?$|` +
		`\b(?:think|thought|believed?|assumed?|hope|guess|suspect|sure|wonder|if|whether|says?|said|claim|claims|claimed|insists?|insisted|told (?:me|us|them|him|her)|tells? (?:me|us))(?: (?:that|this|it|it's|there|i|i'm|we|is|was|be|am|were|had|have|has|just|only|simply))* $`)
	enWhich = regexp.MustCompile(`\bwhich(?: \w+){1,2} $`)
)

// inputSlip is a mistake in what was typed: it takes back nothing that was shown.
var inputSlip = regexp.MustCompile(`(?:番号|入力|コード|打ち|押し|カード|pin)(?:の|を|が|は|入力|の入力|打ち)*(?:間違|誤り)[^間誤]*$`)

// retracted returns where what a sentence says is taken back begins and ends: what
// stands before the first is not so. It is -1 where nothing is.
// Doubted is what may be taken back.
func retracted(s sentence) (from, to int, doubted bool) {
	for _, m := range jaRetract.FindAllStringIndex(s.text, maxActs) {
		said, rest := s.text[m[0]:m[1]], s.text[m[1]:]
		if inputSlip.MatchString(said) || jaWhatIs.MatchString(said) {
			continue
		}
		if !jaNoRetract.MatchString(rest) && !(s.asked && !strings.ContainsAny(rest, "、,")) && !jaOpinion.MatchString(said) {
			return m[0], m[1], false
		}
		doubted = true
	}
	return -1, -1, doubted
}

// enRetracted returns what a sentence takes back: which is not true takes back what
// was said last, other words all that stands before them in their part of it.
// Doubted is what a person said and may take back.
func enRetracted(s sentence) (from, to int, doubted bool) {
	for _, m := range enRetract.FindAllStringIndex(s.text, maxActs) {
		before, rest := s.text[:m[0]], s.text[m[1]:]
		if enNoRetract.MatchString(before) || s.asked && !enSplit.MatchString(rest) {
			doubted = doubted || enMine.MatchString(before)
			continue
		}
		part := strings.LastIndex(before, ":") + 1
		if !enSaid.MatchString(before[part:]) {
			part = 0
		}
		said, _ := lastMatch(enSaid, before)
		switch {
		case said < part:
			continue
		case enWhich.MatchString(before):
			part = said
		}
		return part, m[1], false
	}
	return -1, -1, doubted
}

// A clause that only asks or believes that what was shown is a mistake: it says
// nothing of the card.
var (
	jaWonders = regexp.MustCompile(`(が|けど|けれど|けれども|のに|ので|て|、)[、,]?(?:これ(?:は|って)|それ(?:は|って)|私の|こちらの|そちらの|システムの|表示の|表示が|番号の|コードの|入力の?|打ち|単なる|ただの)*` +
		`(?:(?:何か|なにか|なんか)の)?(?:(?:見|聞き|思い|読み)?間違い?|勘違い|誤解|早とちり|誤り|嘘|うそ|誤報|誤表示|バグ|ミス)(?:(?:なの|だったの|の)?(?:では|じゃ)(?:ない|あり(?:ませ)ん)(?:の)?)?(?:でしょう|です|でした|だった|だろう|なの|なん)*(か(?:ね|な)?|$)(?:$|[、,])`)
	jaWhatIs   = regexp.MustCompile(`(?:何|どこ|どれ|なに)が[^、]{0,4}(?:間違|誤|違)[^、]{0,4}$`)
	jaOpinion  = regexp.MustCompile(`(?:何か|なにか|なんか)の間違い?(?:です|だ|でし|だっ)$`)
	jaBelieves = regexp.MustCompile(`(が|けど|けれど|けれども|のに|ので|て|、)[、,]?(?:これは|それは)?(?:(?:何か|なにか|なんか|システムの?|そちら|表示)の)(?:間違い?|誤り|嘘|うそ|誤表示|バグ|ミス)(?:だと思い(?:ます)?|だと思う|だと思って(?:い)?(?:ます|る)|です|だ|でしょう|だろう|に違いない(?:です)?|に違いありません)(?:$|[、,])`)
	jaTells    = regexp.MustCompile(`表示|エラー|メッセージ|画面|通知|言われ|と(?:出|で(?:た|て|ま)|なっ|なり)|って(?:出|で(?:た|て|ま))`)
	jaMine     = regexp.MustCompile(`と(?:思っ|思い|書い|書き|言いま|言った|申し|伝え|報告し)`)

	enWonders = regexp.MustCompile(`(?:[,:]| -)? *\b(?:(?:and|but|so) )?(?:(?:is|was|could|can|might) (?:that|this|it|there)(?: not)?(?: be| have been)?(?: just| simply| only)? (?:(?:a|an|some|any)(?: kind of| sort of)? (?:mistake|error|bug|glitch)|right|correct|true|wrong|false|not true)|` +
		`(?:am|was) i (?:mistaken|wrong)|(?:did i|have i|am i) mis(?:read|reading)(?: it| that)?|(?:(?:i|we) (?:think|believe|guess|suppose|suspect|am sure|hope|thought)(?: that)? )?(?:that|this|it|it's|which|there)(?: surely)?(?: must| has to| is| was)?(?: be| have been)?(?: just| simply)? (?:(?:a|an|some)(?: kind of| sort of)? (?:mistake|error|bug|glitch))|` +
		`(?:the )?(?:seller|buyer|vendor|he|she|they)(?: \w+)? (?:says|said|claims|claimed|thinks|thought|insists|insisted|told me)(?: that)? i(?: have| had| must have| was| am)? (?:misread|mistaken|wrong)(?: it| that| the message)?)(?:$|,)`)
	enTells = regexp.MustCompile(`\b(?:it|page|screen|site|app|message|error|amazon|apple|google|steam) (?:\w+ )?(?:said|says|saying|showed|shows|shown|displayed|displays|told|tells|read|reads)\b|\b(?:i|we) (?:got|get|was told|were told|am told|saw|see)\b|\b(?:shown|displayed)\b`)
	enMine  = regexp.MustCompile(`\b(?:i|we) (?:\w+ )?(?:thought|think|said|wrote|claimed|believed?|assumed?|reported)\b`)
)

// unwondered leaves such a clause out of a sentence that tells what was shown.
func unwondered(s sentence) sentence {
	for _, re := range [...]*regexp.Regexp{jaWonders, jaBelieves, enWonders} {
		m := re.FindStringSubmatchIndex(s.text)
		if m == nil || re == jaWonders && m[4] == m[5] && !s.asked {
			continue
		}
		to := m[0]
		shown, mine := enTells, enMine
		if re != enWonders {
			to, shown, mine = m[3], jaTells, jaMine
		}
		if before := s.text[:to]; shown.MatchString(before) && !mine.MatchString(before) {
			rest := s.text[m[1]:]
			if s.asked = s.asked && rest != ""; rest != "" {
				rest = "、" + rest
			}
			s.text = before + rest
		}
	}
	return s
}

// takesBack reports whether a sentence takes back the ones before it, or doubts that
// they were read well. One that only asks does not.
func takesBack(s sentence) bool {
	if doubtsEyes.MatchString(s.text) {
		return !s.asked
	}
	m := backSentence.FindStringIndex(s.text)
	if m == nil {
		return false
	}
	rest := s.text[m[1]:]
	return !jaNoRetract.MatchString(rest) && !enOfWhom.MatchString(rest) && !(s.asked && !strings.ContainsAny(rest, "、,"))
}

var doubtsEyes = regexp.MustCompile(`^(?:もしかしたら|ひょっとしたら|たぶん|多分|おそらく|私の|こちらの|でも|ただ|、)*(?:(?:見|聞き|思い|読み)間違い?|勘違い|早とちり)(?:だった|した|の|して(?:い)?る|していた)?(?:かも|可能性|だと思|と思|でしょう$|だろう$)|` +
	`^(?:(?:but|sorry|well|maybe|perhaps|or)[, ]*)*i (?:may|might|could|must|probably|perhaps|maybe|think i)(?: (?:well|have|be|just))* (?:misread|mistaken|wrong)\b`)

var enOfWhom = regexp.MustCompile(`^ (?:to|of|about|for)\b`)

var backSentence = regexp.MustCompile(`^(?:(?:すみません|すいません|ごめん(?:なさい)?|失礼(?:しました)?|申し訳(?:あり|ござい)ません|訂正します|今のは|上記は|さっきのは|先ほどのは|それは|私の|こちらの)[、,:]?)*(?:見|聞き|思い|読み)?(?:間違い|勘違い|誤解|早とちり|訂正|誤り)(?:でし|だっ|です|しま)|` +
	`^(?:(?:sorry|oops|wait|no|actually|correction)[, :]*)*(?:my mistake|that was (?:wrong|a mistake|not true)|i was (?:wrong|mistaken)|i misread|scratch that|never ?mind that|please ignore that)\b`)
