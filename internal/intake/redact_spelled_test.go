package intake_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// However somebody writes a code, it is cut; what only looks a little like one
// stays.
func TestRedactSpelled(t *testing.T) {
	all := brand.Builtin()
	for _, text := range []string{
		"A Q 7 K 9 X T M R B 7 Q 2 M すでに使用されています",
		"コードは A-Q-7-K-9-X-T-M-R-B-7-Q-2-M です",
		"AQ7 K9X TMR B7Q 2M",
		"a q 7 k 9 x t m r b 7 q 2 m",
		"AQ7K（9XTMRB）7Q2M", "AQ7K, 9XTMRB, 7Q2M", "AQ7K 、9XTMRB 、7Q2M", "AQ7K→9XTMRB→7Q2M", "AQ7Kと9XTMRBと7Q2M",
		"AQ7K+9XTMRB+7Q2M", "AQ7K|9XTMRB|7Q2M", "AQ7K=9XTMRB=7Q2M",
	} {
		got, n := intake.RedactAll(all, text)
		if n != 1 || !strings.Contains(got, "…7Q2M") || strings.Contains(strings.ToUpper(got), "TMR") || strings.Contains(strings.ToUpper(got), "T M R") {
			t.Errorf("RedactAll(%q) = %q, %d", text, got, n)
		}
	}
	for _, text := range []string{
		"2026年 11月 22日 14:05 ¥ 5,000 1 枚", "1 2 3 4 5 6 7 8 9 10 11 12 13 14", "I am at 5 pm in a 3 x 4 m box, ok",
		"No. 250-1234567-1234567", "A B C", "1/32 2/32 3/32 4/32 5/32 6/32",
	} {
		if got, n := intake.RedactAll(all, text); n != 0 || got != text {
			t.Errorf("RedactAll(%q) = %q, %d; nothing of it is a code", text, got, n)
		}
	}
}
