package main

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/texts"
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

func TestEveryRulingHasItsLine(t *testing.T) {
	all := []string{rulingOf(assess.Verdict{State: assess.Unknown})}
	for _, s := range []assess.State{assess.Used, assess.Unused, assess.Replaced, assess.Blocked, assess.Inactive} {
		for _, c := range []assess.Confidence{assess.Proven, assess.Likely, assess.Possible} {
			all = append(all, rulingOf(assess.Verdict{State: s, Confidence: c}), rulingOf(assess.Verdict{State: s, Confidence: c, Own: s == assess.Used}))
		}
	}
	for _, id := range all {
		if _, err := texts.Say("ja", id); err != nil {
			t.Error(err)
		}
	}
}
