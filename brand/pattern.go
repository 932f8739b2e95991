package brand

import (
	"math"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// measure returns how many symbols a pattern matches, and whether letters can
// be among them.
func measure(re *syntax.Regexp) (least, most int, letters bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune), len(re.Rune), slices.ContainsFunc(re.Rune, func(r rune) bool { return r >= 'A' })
	case syntax.OpCharClass:
		return 1, 1, len(re.Rune) > 0 && re.Rune[len(re.Rune)-1] >= 'A'
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, 1, true
	case syntax.OpAlternate:
		least = math.MaxInt
	default:
	}
	for _, sub := range re.Sub {
		a, b, l := measure(sub)
		letters = letters || l
		if re.Op == syntax.OpAlternate {
			least, most = min(least, a), max(most, b)
		} else {
			least, most = least+a, plus(most, b)
		}
	}
	switch re.Op {
	case syntax.OpStar:
		return 0, math.MaxInt, letters
	case syntax.OpPlus:
		return least, math.MaxInt, letters
	case syntax.OpQuest:
		return 0, most, letters
	case syntax.OpRepeat:
		if re.Max < 0 {
			return least * re.Min, math.MaxInt, letters
		}
		return least * re.Min, times(most, re.Max), letters
	default:
		return least, most, letters
	}
}

// reach returns how many bytes before the end of a text decide whether it ends
// with a match of a pattern: those of the longest match, and a symbol more.
func reach(pattern string) int {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return lookBack
	}
	_, most, _ := measure(tree)
	return min(lookBack, times(utf8.UTFMax, plus(most, 1)))
}

func plus(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func times(a, n int) int {
	if n > 0 && a > math.MaxInt/n {
		return math.MaxInt
	}
	return a * n
}

// words returns literals of which any match of a pattern has at least one, in
// small letters; none if there is no telling.
func words(pattern string) []string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return needed(re)
}

func needed(re *syntax.Regexp) (best []string) {
	switch re.Op {
	case syntax.OpLiteral:
		if len(re.Rune) > 1 {
			return []string{strings.ToLower(string(re.Rune))}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if got := needed(sub); shortest(got) > shortest(best) {
				best = got
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			got := needed(sub)
			if got == nil {
				return nil
			}
			best = append(best, got...)
		}
	default:
	}
	return best
}

func shortest(all []string) int {
	if len(all) == 0 {
		return 0
	}
	n := len(all[0])
	for _, s := range all {
		n = min(n, len(s))
	}
	return n
}
