package brand_test

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

func TestNearest(t *testing.T) {
	brands := brand.Builtin()
	for text, want := range map[string]struct {
		brand string
		first brand.Meaning
	}{
		"別のアカウントに登録ずみとかなんとか":             {"amazon-jp", brand.AlreadyElsewhere},
		"something about not valid code": {"amazon-com", brand.Invalid},
		"有効化がどうとか":                       {"google-play-jp", brand.NotActivated},
	} {
		p, ok := brands.Find(want.brand)
		if !ok {
			t.Fatal(want.brand)
		}
		got := p.Nearest(text, 4)
		if len(got) == 0 || len(got) > 4 || got[0].Means != want.first {
			t.Errorf("Nearest(%q) = %v; want %s first", text, got, want.first)
		}
		seen := map[brand.Meaning]bool{}
		for _, phrase := range got {
			if seen[phrase.Means] {
				t.Errorf("Nearest(%q) offers %s twice", text, phrase.Means)
			}
			seen[phrase.Means] = true
		}
	}
	if p, _ := brands.Find("walmart"); len(p.Nearest("hello", 4)) != 0 {
		t.Error("Nearest finds messages of a brand that has none")
	}
}
