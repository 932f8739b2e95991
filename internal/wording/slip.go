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
	katakanaEnds = strings.NewReplacer("サレテイマセンデシタ", "されていませんでした", "サレテイマセン", "されていません", "サレマセンデシタ", "されませんでした", "サレテイマス", "されています",
		"サレテオリマス", "されております", "サレマシタ", "されました", "シテイマセン", "していません", "シマシタ", "しました", "デキマセンデシタ", "できませんでした", "デキマセン", "できません",
		"アリマセン", "ありません", "マセンデシタ", "ませんでした", "テイマセン", "ていません", "テイマス", "ています", "マシタ", "ました", "デシタ", "でした", "デス", "です",
		"スデニ", "すでに", "マダ", "まだ", "既ニ", "すでに", "済ミ", "済み", "ズミ", "ずみ")
)

// respelt puts such slips right.
func respelt(text string) string {
	if strings.ContainsFunc(text, japanese) && !strings.ContainsFunc(text, func(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }) {
		text = katakanaEnds.Replace(text)
	}
	for _, s := range slips {
		text = s.words.ReplaceAllString(text, s.word)
	}
	return text
}
