package intake

import (
	"regexp"
	"strings"
)

// Slips of the eyes that are surely none of the page: a mark of yen that was taken
// for another sign where only it can stand, spaces within a date, Japanese
// letters that look like others among their kind.
var (
	yenSlip    = regexp.MustCompile(`(^|[\s+\-−–△▲(:：])(?:\\+|半|ぎ|羊|Ｙ|Y|￥|¥ )(\d{1,3}(?:[,.]\d{3})+|\d{1,7})(\D|$)`)
	groupSlip  = regexp.MustCompile(`([¥￥] ?\d{1,3})((?:(?:,\.|\.,|[.,] ?)\d{3})+)(\D|$)`)
	groupComma = regexp.MustCompile(`[.,]{1,2} ?`)
	dateBefore = regexp.MustCompile(`(\d) (年|月|日)`)
	dateAfter  = regexp.MustCompile(`(年|月) (\d)`)
	katakana   = regexp.MustCompile(`[ァ-ヺー][一力口二工夕八卜][ァ-ヺー]`)
)

// twins are kanji that look like katakana.
var twins = map[rune]rune{'一': 'ー', '力': 'カ', '口': 'ロ', '二': 'ニ', '工': 'エ', '夕': 'タ', '八': 'ハ', '卜': 'ト'}

// repaired puts right what is surely a slip of the eyes in a cell.
func (o Options) repaired(text string) string {
	text = visible(text)
	if o.Brand.Currency == "JPY" {
		text = yenSlip.ReplaceAllString(text, "${1}¥$2$3")
		text = groupSlip.ReplaceAllStringFunc(text, func(amount string) string {
			m := groupSlip.FindStringSubmatch(amount)
			return m[1] + groupComma.ReplaceAllString(m[2], ",") + m[3]
		})
	}
	text = dateAfter.ReplaceAllString(dateBefore.ReplaceAllString(text, "$1$2"), "$1$2")
	for range 2 { // neighbours share a letter
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
