package web

import (
	"slices"
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// A step leads to the page that the brand's profile names, and nowhere else.
func TestLinked(t *testing.T) {
	const page = "https://www.amazon.co.jp/gc/balance"
	for step, want := range map[string][]piece{
		"開くページ：" + page:                   {{Text: "開くページ："}, {Link: page}},
		"Where it begins: " + page:        {{Text: "Where it begins: "}, {Link: page}},
		"Open https://elsewhere.example":  {{Text: "Open https://elsewhere.example"}},
		"Open javascript:alert(1)":        {{Text: "Open javascript:alert(1)"}},
		"Open " + page + ".evil.example/": {{Text: "Open " + page + ".evil.example/"}},
	} {
		amazon, _ := brand.Builtin().Find("amazon-jp")
		steam, _ := brand.Builtin().Find("steam")
		shown := piecing{amazon}
		if got := shown.Linked(step); !slices.Equal(got, want) {
			t.Errorf("Linked(%q) = %v, want %v", step, got, want)
		}
		if shown = (piecing{steam}); len(shown.Linked(step)) != 1 {
			t.Errorf("%q leads to the page of another brand", step)
		}
	}
}
