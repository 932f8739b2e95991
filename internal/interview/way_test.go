package interview_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

// However somebody answers, of whatever brand, at most three questions stand before
// the answer, each has its texts, and what comes of it is a case.
func TestWays(t *testing.T) {
	for _, way := range interview.Ways() {
		for _, p := range brand.Builtin().All() {
			var walk func(said map[string]string, asked []string)
			walk = func(said map[string]string, asked []string) {
				if len(asked) > 3 {
					t.Fatalf("%s of %s asks %q", way.ID, p.ID, asked)
				}
				screens := way.Screens(said, p)
				at := slices.IndexFunc(screens, func(s interview.Screen) bool { _, is := said[s.Field]; return !is })
				if at < 0 {
					if all := way.Said(said); all["channel"] == "" || all["asker"] == "" {
						t.Errorf("%s of %s comes to %v", way.ID, p.ID, all)
					}
					return
				}
				s := screens[at]
				for _, id := range []string{"screen." + s.ID, "screen." + s.ID + "Why"} {
					if _, err := texts.Say(texts.Japanese, id); err != nil {
						t.Fatal(err)
					}
				}
				for _, word := range append(s.Choices, "") {
					next := map[string]string{s.Field: word}
					for field, answer := range said {
						next[field] = answer
					}
					walk(next, append(slices.Clone(asked), s.ID))
				}
			}
			walk(map[string]string{}, nil)
		}
	}
	if _, ok := interview.FindWay("no-such"); ok {
		t.Error("there is a way that nobody goes")
	}
}

// A card that has no seal is not asked about one; whoever gives is no seller.
func TestWaySpares(t *testing.T) {
	steam, _ := brand.Builtin().Find("amazon-jp")
	got, _ := interview.FindWay("got")
	asks := func(said map[string]string) (ids []string) {
		for _, s := range got.Screens(said, steam) {
			ids = append(ids, s.ID)
		}
		return ids
	}
	if ids := asks(map[string]string{"channel": "person", "form": "mail"}); slices.Contains(ids, "seal") {
		t.Errorf("a card by mail: %q", ids)
	}
	if said := got.Said(map[string]string{"channel": "person", "form": "shop", "seal": "mine"}); said["seal"] != "broken" || said["opened"] != "by-me" {
		t.Errorf("a card that the asker opened: %v", said)
	}
	show, _ := interview.FindWay("show")
	if said := show.Said(map[string]string{"intent": "give"}); said["asker"] != "giver" {
		t.Errorf("who gives is %q", said["asker"])
	}
}

// The number of screens that is told never grows, whatever is answered.
func TestWayNeverGrows(t *testing.T) {
	for _, p := range brand.Builtin().All() {
		for _, w := range interview.Ways() {
			never(t, w, p, map[string]string{}, interview.MostScreens)
		}
	}
}

func never(t *testing.T, w interview.Way, p *brand.Profile, said map[string]string, most int) {
	t.Helper()
	now := w.Most(said, p)
	if now > most {
		t.Fatalf("%s, %s: %d screens after %v, and %d before", p.ID, w.ID, now, said, most)
	}
	for _, s := range w.Screens(said, p) {
		if _, is := said[s.Field]; is {
			continue
		}
		for _, word := range append([]string{""}, s.Choices...) {
			next := maps.Clone(said)
			next[s.Field] = word
			never(t, w, p, next, now)
		}
		return
	}
}
