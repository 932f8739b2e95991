package intake

import (
	"regexp"
	"strings"
)

// Slips of the eyes that are surely none of the page: a mark of yen that was taken
// for another sign where only it can stand, a minus for a long vowel, spaces within a date,
// Japanese letters that look like others among their kind.
var (
	yenSlip    = regexp.MustCompile(`(^|[\s+\-−–△▲(:：十士土圭±一ー—]|[\p{Han}ぁ-ゖァ-ヺ])(?:\\*[半ぎギ羊ＹY]|\\+|￥|¥ )(\d{1,3}(?:[,.]\d{3})+|\d{1,7})(\D|$)`)
	starSlip   = regexp.MustCompile(`(^|[\s:：])[¥￥]?\* ?(\d{1,3}(?:,\d{3})+)(\D|$)`)
	groupSlip  = regexp.MustCompile(`([¥￥] ?\d{1,3})((?:(?:,\.|\.,|[.,] ?)\d{3})+)(\D|$)`)
	groupEnd   = regexp.MustCompile(`(^|[^\d.,])(\d{1,3})((?:(?:,\.|\.,|[.,] ?)\d{3})+)( ?円)`)
	yenEnd     = regexp.MustCompile(`^([-+−]? ?\d{1,3}(?:[.,]\d{3})+) ?(?:[A-Za-z|'’-]{1,2}|F3|['’]5|[ァ-ヺ]|[田門用。月内肉丹])$`)
	groupComma = regexp.MustCompile(` ?[.,]{1,2} ?`)
	groupAlone = regexp.MustCompile(`^([-+−]?\d{1,3})((?: ?[.,] ?\d{3})+)$`)
	plusSlip   = regexp.MustCompile(`^[十士土圭±]( ?[¥￥]? ?\d{1,3}(?:,\d{3})* ?円?)$`)
	minusSlip  = regexp.MustCompile(`(^|\s)[ー一—―_] ?([¥￥\\$€£] ?\d)`)
	orderSlip  = regexp.MustCompile(`(^|[^0-9A-Za-z])(\d{3})[a-z]?-(\d{7})[a-z]?-(\d{7})(\D|$)`)
	lastSlip   = regexp.MustCompile(`(下 ?4 ?)[杵析術]`)
	orderRead  = regexp.MustCompile(`(^|[^0-9A-Za-z])([0-9ZOIlSB]{3}-[0-9ZOIlSB]{7}-[0-9ZOIlSB]{7})([^0-9A-Za-z]|$)`)
	dotSlip    = regexp.MustCompile(`(@[A-Za-z0-9-]{2,40}?)[J,:;](jp|com)([^0-9A-Za-z]|$)`)
	dotGone    = regexp.MustCompile(`(@[a-z0-9-]{2,40}?)J[pP]$`)
	monthSlip  = regexp.MustCompile(`\b(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(\d{1,2}(?:,|$))`)
	timeSlip   = regexp.MustCompile(`([日月火水木金土]\)|\d{1,2}:\d{2})(\d{1,2}:\d{2}|[ァ-ヺぁ-ゖ\x{4e00}-\x{9fff}])`)
	atSlip     = regexp.MustCompile(`@[①-⑳©®]+`)
	dateBefore = regexp.MustCompile(`(\d) (年|月|日)`)
	yearSlip   = regexp.MustCompile(`^((?:19|20)\d{2})[^\s年月]{0,2} (\d{1,2}月\d)`)
	daySlip    = regexp.MustCompile(`(月 ?\d{1,2}) ?[晶曰目]`)
	dateAfter  = regexp.MustCompile(`(年|月) (\d)`)
	kanaApart  = regexp.MustCompile(`([ァ-ヺー]) ([ァ-ヺー])|([ァ-ヺーぁ-ゖ\x{4e00}-\x{9fff}]) ([ぁ-ゖ])`)
	apartJA    = regexp.MustCompile(`([ァ-ヺーぁ-ゖ\x{4e00}-\x{9fff}、。]) ([ァ-ヺーぁ-ゖ\x{4e00}-\x{9fff}、。])`)
	katakana   = regexp.MustCompile(`[ァ-ヺー][一力口二工夕八卜][ァ-ヺー]`)
)

// twins are kanji that look like katakana.
var twins = map[rune]rune{'一': 'ー', '力': 'カ', '口': 'ロ', '二': 'ニ', '工': 'エ', '夕': 'タ', '八': 'ハ', '卜': 'ト'}

// figures writes the digits that stand where eyes saw letters, in what has only digits.
var figures = strings.NewReplacer("Z", "2", "O", "0", "I", "1", "l", "1", "S", "5", "B", "8")

// repaired puts right what is surely a slip of the eyes in a cell.
func (o Options) repaired(text string) string {
	text = dotSlip.ReplaceAllString(atSlip.ReplaceAllString(visible(text), "@"), "$1.$2$3")
	text = dotGone.ReplaceAllString(text, "$1.jp")
	text = timeSlip.ReplaceAllString(text, "$1 $2")
	text = monthSlip.ReplaceAllString(text, "$1 $2")
	if o.Brand.Currency == "JPY" {
		text = starSlip.ReplaceAllString(text, "${1}¥$2$3")
		text = yenSlip.ReplaceAllString(text, "${1}¥$2$3")
		text = groupSlip.ReplaceAllStringFunc(text, func(amount string) string {
			m := groupSlip.FindStringSubmatch(amount)
			return m[1] + groupComma.ReplaceAllString(m[2], ",") + m[3]
		})
		text = yenEnd.ReplaceAllString(text, "${1}円")
		text = groupEnd.ReplaceAllStringFunc(text, func(amount string) string {
			m := groupEnd.FindStringSubmatch(amount)
			return m[1] + m[2] + groupComma.ReplaceAllString(m[3], ",") + m[4]
		})
		if m := groupAlone.FindStringSubmatch(text); m != nil {
			text = m[1] + groupComma.ReplaceAllString(m[2], ",")
		}
		text = plusSlip.ReplaceAllString(text, "+$1")
	}
	text = minusSlip.ReplaceAllString(text, "$1-$2")
	text = lastSlip.ReplaceAllString(strings.ReplaceAll(text, "未尾", "末尾"), "${1}桁")
	text = orderRead.ReplaceAllStringFunc(text, figures.Replace)
	text = orderSlip.ReplaceAllString(text, "$1$2-$3-$4$5")
	text = dateAfter.ReplaceAllString(dateBefore.ReplaceAllString(text, "$1$2"), "$1$2")
	text = daySlip.ReplaceAllString(text, "${1}日")
	text = yearSlip.ReplaceAllString(text, "${1}年$2")
	for range 2 { // neighbours share a letter
		text = kanaApart.ReplaceAllString(text, "$1$3$2$4")
		text = katakana.ReplaceAllStringFunc(text, func(three string) string {
			r := []rune(three)
			if twin, ok := twins[r[1]]; ok {
				r[1] = twin
			}
			return string(r)
		})
	}
	return strings.TrimSpace(text)
}

// flowed writes the text of a picture as its author did: without the breaks and
// spaces within Japanese that a narrow screen and the eyes put there.
func flowed(text string) string {
	width := func(line string) (n int) {
		for _, c := range line {
			n++
			if kanaOrKanji(c) {
				n++
			}
		}
		return n
	}
	lines := strings.Split(text, "\n")
	longest := 0
	for _, line := range lines {
		longest = max(longest, width(line))
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 && !(3*width(lines[i-1]) >= 2*longest && broken(lines[i-1], line)) {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	text = b.String()
	for range 2 {
		text = apartJA.ReplaceAllString(text, "$1$2")
	}
	return text
}
