package wording

import (
	"regexp"
	"strings"
)

// Slips that are surely none of the sentence: words that are no words, as eyes and
// fingers write those that matter, and Japanese endings in katakana. What could be
// another word is left as it is.
var (
	slips = [...]struct {
		words *regexp.Regexp
		word  string
	}{
		{regexp.MustCompile(`\b(?:a[1i]ready|al+r[ea]{1,3}dy|alredy|allready|alraedy|aiready)\b`), "already"},
		{regexp.MustCompile(`\b(?:r[ec]deemd|r[ec]d[ce]emed|redemed|redeamed|reedemed|redeemded|rede emed|re deemed|redeerned)\b`), "redeemed"},
		{regexp.MustCompile(`\b(?:c0de|cod[c]|c0dc)\b`), "code"},
		{regexp.MustCompile(`\b(?:[l1]nvalid|inva[1i]id|invaiid|invlaid|invaild)\b`), "invalid"},
		{regexp.MustCompile(`\b(?:diffrent|diferent|diffferent|d[1l]fferent)\b`), "different"},
		{regexp.MustCompile(`\b(?:acc0unt|acount|accout|account5)\b`), "account"},
		{regexp.MustCompile(`\b(?:activatcd|act[1l]vated|activeted)\b`), "activated"},
		{regexp.MustCompile(`\b(?:th[1l]s)\b`), "this"},
		{regexp.MustCompile(`\ban other\b`), "another"},
		{regexp.MustCompile(`\b(?:exp[1l]red|expierd)\b`), "expired"},
	}

	katakana = regexp.MustCompile(`[ァ-ヺー・]+`)
	// katakanaEnd is what ends a run of katakana and no name: ヤマシタ, トーマス and
	// メルセデス are names. What is shorter must be the whole run.
	katakanaEnd = regexp.MustCompile(`(?:(?:[サワラ]レ|[レシッ])?テ(?:イ|オリ)マス|(?:[サワラ]レ|[サワラレシデアッ])?テ?オ?[イキシチニヒミリギジビエケセテネヘメレゲゼデベペ](?:マシタ|マセン(?:デシタ)?))$|[ハガモヲ]スデニ$|^(?:スデニ|ズミ|(?:ズミ)?(?:デス|デシタ))$`)
	ofPerson    = regexp.MustCompile(`^(?:様|氏|殿|君|宛|御中)`)
	japaneseEnd = strings.NewReplacer("既ニ", "すでに", "済ミ", "済み")
)

// respelt puts such slips right.
func respelt(text string) string {
	if strings.ContainsFunc(text, japanese) && !strings.ContainsFunc(text, hiragana) {
		text = inHiragana(japaneseEnd.Replace(text))
	}
	for _, s := range slips {
		text = s.words.ReplaceAllString(text, s.word)
	}
	return text
}

func hiragana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }

// inHiragana spells the endings of a text that has katakana for hiragana. マダ is
// まだ only by itself and before a verb: ヤマダ is not.
func inHiragana(text string) string {
	var b strings.Builder
	from := 0
	for _, m := range katakana.FindAllStringIndex(text, -1) {
		run, rest := text[m[0]:m[1]], text[m[1]:]
		end := katakanaEnd.FindStringIndex(run)
		if verb := jaVerb.FindStringIndex(rest); run == "マダ" && verb != nil && verb[0] == 0 {
			end = []int{0, len(run)}
		}
		if end == nil || ofPerson.MatchString(rest) {
			continue
		}
		b.WriteString(text[from : m[0]+end[0]])
		b.WriteString(strings.Map(func(r rune) rune { return r - ('ア' - 'あ') }, run[end[0]:end[1]]))
		from = m[1]
	}
	return b.String() + text[from:]
}
