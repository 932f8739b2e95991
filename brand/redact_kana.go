package brand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A code of hiragana, as four groups of four, is told from a sentence by its
// groups, or by the words before it.
const (
	kanaGroup = 4
	kanaCode  = 4 * kanaGroup
	kanaKept  = kanaGroup
)

// kana reports whether r can stand in a code of hiragana.
func kana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' || r == 'ー' }

// ofKana reports whether a shape is one of hiragana.
func ofKana(shown string) bool {
	return shown != "" && strings.IndexFunc(shown, func(r rune) bool { return !kana(r) && r != ' ' && r != '-' }) < 0
}

// kanaRun is a stretch of hiragana without anything between.
type kanaRun struct {
	lo, hi, size int
	next         bool // one space or hyphen leads to the next run
}

// redactKana cuts the codes of hiragana in s: four groups of four, or sixteen
// after one of the words of after.
func redactKana(s string, after []*regexp.Regexp) (string, int) {
	var out strings.Builder
	var runs []kanaRun
	n, done := 0, 0
	cut := func(runs []kanaRun) {
		from, to := runs[0].lo, runs[len(runs)-1].hi
		last := to
		for range kanaKept {
			_, size := utf8.DecodeLastRuneInString(s[:last])
			last -= size
		}
		out.WriteString(s[done:from])
		out.WriteString("…" + s[last:to])
		n, done = n+1, to
	}
	for i := 0; i < len(s); {
		run, end := kanaAt(s, i)
		i = end
		if run.size == 0 {
			continue
		}
		if len(runs) > 0 && !(runs[len(runs)-1].next && run.size == kanaGroup) {
			runs = runs[:0]
		}
		switch {
		case run.size == kanaGroup:
			if runs = append(runs, run); len(runs) == kanaCode/kanaGroup {
				cut(runs)
				runs = runs[:0]
			}
		case run.size == kanaCode && follows(s[done:run.lo], after):
			cut([]kanaRun{run})
		}
	}
	if n == 0 {
		return s, 0
	}
	out.WriteString(s[done:])
	return out.String(), n
}

// kanaAt returns the run at or after i, if there is one, and where to go on.
func kanaAt(s string, i int) (run kanaRun, end int) {
	at := strings.IndexByte(s[i:], 0xe3) // the first byte of every hiragana
	if at < 0 {
		return kanaRun{}, len(s)
	}
	i += at
	run.lo = i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !kana(r) {
			break
		}
		i, run.size = i+size, run.size+1
	}
	run.hi = i
	if run.size == 0 {
		return kanaRun{}, i + 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	next, _ := utf8.DecodeRuneInString(s[min(i+size, len(s)):])
	run.next = (r == ' ' || r == '\u3000' || hyphen(r)) && kana(next)
	return run, i
}

// follows reports whether before ends with one of the words.
func follows(before string, words []*regexp.Regexp) bool {
	before = NormaliseText(before[max(0, len(before)-lookBack):])
	for _, w := range words {
		if w.MatchString(before) {
			return true
		}
	}
	return false
}
