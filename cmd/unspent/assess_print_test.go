package main

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/assess"
)

func TestWrap(t *testing.T) {
	tests := map[string]struct {
		text string
		wide int
		want string
	}{
		"nothing":        {"", 10, ""},
		"words":          {"one two three", 8, "one two|three"},
		"exactly":        {"one two", 7, "one two"},
		"a long word":    {"a https://cards.example/x b", 8, "a|https://cards.example/x|b"},
		"japanese":       {"未使用かもしれません", 8, "未使用か|もしれま|せん"},
		"no mark first":  {"未使用です。次に", 10, "未使用で|す。次に"},
		"no bracket end": {"番号は「あ」です", 8, "番号は|「あ」で|す"},
		"mixed":          {"番号の下4桁は AB12 です", 14, "番号の下4桁は|AB12 です"},
		"paragraphs":     {"a\n\nb", 5, "a||b"},
		"controls":       {"a\x1b[2Jb\u009bc\rd", 20, "a[2Jbcd"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(wrap(tt.text, tt.wide), "|")
			if got != tt.want {
				t.Errorf("wrap(%q, %d) = %q; want %q", tt.text, tt.wide, got, tt.want)
			}
		})
	}
}

func TestEveryRulingIsInEveryLanguage(t *testing.T) {
	states := []assess.State{assess.Used, assess.Unused, assess.Replaced, assess.Blocked, assess.Inactive}
	for _, s := range states {
		for _, c := range []assess.Confidence{assess.Proven, assess.Likely, assess.Possible} {
			if w := rulingText[ruling{s, c}]; w[english] == "" || w[japanese] == "" {
				t.Errorf("%s, %s has no first line", s, c)
			}
		}
	}
	for _, s := range append(states, assess.Unknown) {
		if w := verdictStateText[s]; w[english] == "" || w[japanese] == "" {
			t.Errorf("%s has no word", s)
		}
	}
	for w := assess.None; w <= assess.Proof; w++ {
		if words := weightText[w]; words[english] == "" || words[japanese] == "" {
			t.Errorf("weight %d has no word", w)
		}
	}
}

func TestEveryWordIsInEveryLanguage(t *testing.T) {
	for w := range allWords {
		all := w.text()
		for l, words := range all {
			if words == "" || strings.Count(words, "%") != strings.Count(all[english], "%") {
				t.Errorf("word %d is missing in %s, or takes other arguments: %q", w, language(l).code(), words)
			}
		}
	}
}
