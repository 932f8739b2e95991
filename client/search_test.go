package client_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gate"
)

func TestSearch(t *testing.T) {
	ctx := t.Context()
	admin, holder := start(t, gate.Limits{})
	issue(t, admin, 1, true)
	cards, err := admin.Issue(ctx, "ordered", unspent.Issue{Program: "gift-jpy", Value: yen(t, 5000), Count: 3, Activate: true, Order: "order-1",
		Recipient: "hanako@example.jp"})
	want(t, "issue", err)
	four := cards[1].Code.Last4()
	for name, w := range map[string]api.SearchRequest{"order": {Order: "order-1"}, "recipient": {Recipient: "hanako@example.jp"}} {
		found, err := admin.Search(ctx, w)
		want(t, name, err)
		if len(found.Cards) != 3 || found.Next != "" {
			t.Errorf("by %s: %d cards and %q, want 3 and no more", name, len(found.Cards), found.Next)
		}
	}
	one, err := admin.Search(ctx, api.SearchRequest{Order: "order-1", Last4: four})
	want(t, "by the last four", err)
	found := one.Cards
	if len(found) != 1 || found[0].Serial != cards[1].Serial || found[0].Last4 != four || found[0].Order != "order-1" {
		t.Errorf("by the last four: %+v, want card %s", found, cards[1].Serial)
	}
	_, err = admin.Issue(ctx, "many", unspent.Issue{Program: "gift-jpy", Value: yen(t, 1), Count: 51, Order: "order-2"})
	want(t, "issue many", err)
	first, err := admin.Search(ctx, api.SearchRequest{Order: "order-2"})
	want(t, "the first page", err)
	rest, err := admin.Search(ctx, api.SearchRequest{Order: "order-2", Cursor: first.Next})
	want(t, "the second page", err)
	if len(first.Cards) != 50 || first.Next == "" || len(rest.Cards) != 1 || rest.Next != "" {
		t.Errorf("pages of %d and %d cards, then %q; want 50, 1 and no more", len(first.Cards), len(rest.Cards), rest.Next)
	}
	seen, err := holder.Check(ctx, cards[1].Code)
	want(t, "check", err)
	if seen.Serial != cards[1].Serial {
		t.Errorf("Check = %+v", seen)
	}
	if _, err := holder.Search(ctx, api.SearchRequest{Last4: four}); unspent.ReasonOf(err) != unspent.Unauthenticated {
		t.Errorf("Search without a key: %v, want %s", err, unspent.Unauthenticated)
	}
}
