package intake

import (
	"regexp"
	"strings"
	"unicode"
)

// What is nearly a code in a picture: eyes miss a symbol of it, see one twice, or
// take a hyphen for something else. It is blacked out all the same.
var (
	nearCode  = regexp.MustCompile(`(?:[0-9A-Za-z$§|!£€]{2,8} ?[-–—_~] ?){1,4}[0-9A-Za-z$§|!£€]{2,8}`)
	codeLabel = regexp.MustCompile(`(?i)(?:ギフト(?:カード|券)番号|コード|claim code|gift code|\bcode)[ :：は]{0,3}([0-9A-Za-z$§|!£€][0-9A-Za-z$§|!£€ \-–—_~.]{8,40})`)
)

const (
	leastCode = 10 // symbols
	mostCode  = 24
)

// misread cuts what is nearly a code out of a text that eyes have read.
func (o Options) misread(text string) (string, int) {
	cut := 0
	for range maxOthers {
		from, to := nearlyCode(o, text)
		if to == 0 {
			break
		}
		text = text[:from] + "…" + text[to:]
		cut++
	}
	return text, cut
}

func nearlyCode(o Options, text string) (from, to int) {
	for _, at := range nearCode.FindAllStringIndex(text, maxCells) {
		if capitals(text[at[0]:at[1]]) >= 3 && o.codeSized(text[at[0]:at[1]]) {
			return at[0], at[1]
		}
	}
	for _, at := range codeLabel.FindAllStringSubmatchIndex(text, maxCells) {
		if named := text[at[2]:at[3]]; capitals(named) >= 2 && o.codeSized(named) {
			return at[2], at[3]
		}
	}
	return 0, 0
}

// codeSized reports whether so much of a text may be a code: not masked, not the
// words of a button, no number of an order.
func (o Options) codeSized(text string) bool {
	symbols, small := 0, 0
	for _, c := range text {
		if alnum(c) {
			symbols++
		}
		if unicode.IsLower(c) {
			small++
		}
	}
	return symbols >= leastCode && symbols <= mostCode && 4*small <= symbols && !maskRun.MatchString(text) && newReader(o).orderIn(text) == ""
}

func capitals(text string) int {
	return len(strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c < 'A' || c > 'Z' }), ""))
}
