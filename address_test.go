package unspent_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
)

func TestRow08FoldAddress(t *testing.T) {
	for typed, want := range map[string]string{
		"hanako@example.jp":    "hanako@example.jp",
		" Hanako@Example.JP\n": "hanako@example.jp",
		"ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ":   "hanako@example.jp",
		"　Hanako@example.jp　": "hanako@example.jp",
		"花子":                  "花子",
		"":                    "",
	} {
		if got := unspent.FoldAddress(typed); got != want {
			t.Errorf("FoldAddress(%q) = %q, want %q", typed, got, want)
		}
	}
}
