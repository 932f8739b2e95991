package wording

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/unspent-dev/unspent/brand"
)

// sentence is one of a text, in small letters and one spelling.
type sentence struct {
	text  string
	asked bool // it ends with a question mark
}

var (
	brokenWord = regexp.MustCompile(`([A-Za-z])-[ \t]*\r?\n\s*([a-z])`)
	ends       = regexp.MustCompile(`[。!?;]+|\.(?: |$)|\.{3}| [-–—] `)
	politeEnd  = regexp.MustCompile(`ませんでした|ました|でした|ません|ください|下さい|です|ます`)
	politeGoes = regexp.MustCompile(`^(?:か|が|け|の|ね|よ|と|っ|し|、|,|た|ば|で|ら|こと|場合|もの|方|ため|時|際|\)|よう|/|・|又|ま|も|なんて|など|みたい)`)
	marks      = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'", "ʼ", "'", "“", "", "”", "", `"`, "", "「", "", "」", "", "『", "", "』", "",
		"【", "", "】", "。", "«", "", "»", "", "､", "、", "｡", "。", "，", "、",
		"既に", "すでに", "予め", "すでに", "為", "ため", "迄", "まで", "下さい", "ください", "出来", "でき", "頂", "いただ", "無い", "ない", "有り", "あり")
)

// sentences cuts a text. It joins what a page breaks: 登録され ています, rede-
// emed, and spaces that stand within Japanese.
func sentences(text string) []sentence {
	text = clipped(text)
	text = brokenWord.ReplaceAllString(text, "$1$2")
	text = strings.ToLower(marks.Replace(brand.NormaliseText(text)))
	text = respelt(closed(text))
	var all []sentence
	add := func(s string, asked bool) {
		if s = strings.Trim(s, " .、,"); s != "" && len(all) < maxSentences {
			all = append(all, sentence{s, asked})
		}
	}
	from := 0
	for _, m := range ends.FindAllStringIndex(text, -1) {
		part, asked := text[from:m[0]], strings.Contains(text[m[0]:m[1]], "?")
		polite := unpunctuated(part)
		for i, s := range polite {
			add(s, asked && i == len(polite)-1)
		}
		from = m[1]
	}
	for _, s := range unpunctuated(text[from:]) {
		add(s, false)
	}
	return all
}

// clipped cuts a text at MaxText, not within a letter.
func clipped(text string) string {
	if len(text) <= MaxText {
		return text
	}
	end := MaxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// unpunctuated cuts Japanese that has no full stops after its polite endings.
func unpunctuated(text string) (parts []string) {
	from := 0
	for _, m := range politeEnd.FindAllStringIndex(text, -1) {
		if m[1] < len(text) && !politeGoes.MatchString(text[m[1]:]) {
			parts = append(parts, text[from:m[1]])
			from = m[1]
		}
	}
	return append(parts, text[from:])
}

// closed leaves out the spaces that touch Japanese.
func closed(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	var before rune
	space := false
	for _, r := range text {
		if r == ' ' {
			space = true
			continue
		}
		if space && !japanese(before) && !japanese(r) {
			b.WriteByte(' ')
		}
		space, before = false, r
		b.WriteRune(r)
	}
	return b.String()
}

func japanese(r rune) bool {
	return r >= 0x3000 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r == '々'
}
