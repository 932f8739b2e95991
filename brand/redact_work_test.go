package brand

import (
	"strings"
	"testing"
)

// Texts that are all beginnings of codes ask the patterns of all brands a few
// times for each of them at most, and a longer text no more often for its length:
// what takes time is counted, not the time.
func TestRedactWork(t *testing.T) {
	all := Builtin()
	for name, tt := range map[string]struct {
		unit string
		most int // patterns asked for 1,000 bytes
	}{
		"digits, hyphens":      {"1-", 0},
		"letters, hyphens":     {"a-", 0},
		"digits, spaces":       {"1 ", 0},
		"digits, underscores":  {"1_", 0},
		"groups of a code":     {"A1B2-", 5},
		"groups, spaces":       {"A1B2 ", 400},
		"full width":           {"１－", 0},
		"long vowels":          {"1ー", 0},
		"hiragana":             {"あいうえ ", 0},
		"words before numbers": {"card number 1-2-3-4-5-6-7-8 ", 5000},
		"a history": {"2026年1月18日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-W9CT; " +
			"シリアル番号:2755412458412522 ￥754 ￥8,600\n", 200},
	} {
		t.Run(name, func(t *testing.T) {
			for _, size := range []int{20_000, 80_000} {
				text := strings.Repeat(tt.unit, size/len(tt.unit))
				if got := all.cut.walked(text).asked; got > tt.most*size/1000 {
					t.Errorf("%d bytes ask %d times, want at most %d", size, got, tt.most*size/1000)
				}
			}
		})
	}
}
