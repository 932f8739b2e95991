package assess

import (
	"maps"
	"slices"
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// A message that nobody could read is asked about, with what it may mean; what is
// chosen weighs one step less than the same message would, had it been read.
func TestWhichMessage(t *testing.T) {
	p, ok := brand.Builtin().Find("amazon-jp")
	if !ok {
		t.Fatal("no amazon-jp")
	}
	unread := about("e1", Message, Mine, brand.NothingToTell)
	unread.Shown = "そのカードはとっくに誰かのもの"
	v := Judge(received(), []Evidence{unread}, p, noon)
	i := slices.IndexFunc(v.Missing, func(a Ask) bool { return a.ID == whichMessage })
	if i != 0 || v.Next.ID != whichMessage {
		t.Fatalf("it is the ask %d, and to begin with is %s", i, v.Next.ID)
	}
	ask := v.Missing[i]
	if ask.Evidence != "e1" || len(ask.Choices) != mostChoices || ask.Whom != Mine || len(v.Next.Steps) != 0 {
		t.Errorf("the ask is %+v, its steps %v", ask, v.Next.Steps)
	}
	for _, c := range ask.Choices {
		read := about("e1", Message, Mine, c.Means)
		choice := read
		choice.Notes = []Note{{ID: MessageChosen}}
		was, is := weigh(received(), []Evidence{read}, p, noon).Findings[0], weigh(received(), []Evidence{choice}, p, noon).Findings[0]
		if is.Weight != max(was.Weight-1, None) || is.State != was.State {
			t.Errorf("%s chosen is %s %s; read it is %s %s", c.Means, is.State, is.Weight, was.State, was.Weight)
		}
	}
	unread.Says = brand.Invalid
	for _, a := range Judge(received(), []Evidence{unread}, p, noon).Missing {
		if a.ID == whichMessage {
			t.Error("a message that was read is asked about")
		}
	}
}

// Whatever the brand there are choices, none twice, and of the same meanings in
// either language.
func TestChoices(t *testing.T) {
	for _, p := range brand.Builtin().All() {
		var before map[brand.Meaning]bool
		for _, text := range []string{"なにか変な文章です", "something strange"} {
			all := Choices(p, text)
			means := map[brand.Meaning]bool{}
			for _, c := range all {
				means[c.Means] = true
			}
			if len(all) < len(anyMessage()) || len(all) > mostChoices || len(means) != len(all) || !means[brand.Invalid] || !means[brand.AlreadyElsewhere] {
				t.Errorf("%s: Choices(%q) = %v", p.ID, text, all)
			}
			if before != nil && !maps.Equal(means, before) {
				t.Errorf("%s: of a message in another language other meanings are offered: %v", p.ID, all)
			}
			before = means
		}
	}
}
