package client_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gate"
)

func TestSearch(t *testing.T) {
	ctx := t.Context()
	admin, holder := start(t, gate.Limits{})
	issue(t, admin, 1, true)
	cards, err := admin.Issue(ctx, "ordered", unspent.Issue{Program: "gift-jpy", Value: yen(t, 5000), Count: 3, Activate: true, Order: "order-1", Recipient: "hanako@example.jp"})
	want(t, "issue", err)
	four := cards[1].Code.Last4()
	for name, w := range map[string]client.Wanted{"order": {Order: "order-1"}, "recipient": {Recipient: "hanako@example.jp"}} {
		found, next, err := admin.Search(ctx, w, "")
		want(t, name, err)
		if len(found) != 3 || next != "" {
			t.Errorf("by %s: %d cards and %q, want 3 and no more", name, len(found), next)
		}
	}
	found, _, err := admin.Search(ctx, client.Wanted{Order: "order-1", Last4: four}, "")
	want(t, "by the last four", err)
	if len(found) != 1 || found[0].Serial != cards[1].Serial || found[0].Last4 != four || found[0].Order != "order-1" {
		t.Errorf("by the last four: %+v, want card %s", found, cards[1].Serial)
	}
	_, err = admin.Issue(ctx, "many", unspent.Issue{Program: "gift-jpy", Value: yen(t, 1), Count: 51, Order: "order-2"})
	want(t, "issue many", err)
	first, next, err := admin.Search(ctx, client.Wanted{Order: "order-2"}, "")
	want(t, "the first page", err)
	rest, end, err := admin.Search(ctx, client.Wanted{Order: "order-2"}, next)
	want(t, "the second page", err)
	if len(first) != 50 || next == "" || len(rest) != 1 || end != "" {
		t.Errorf("pages of %d and %d cards, then %q; want 50, 1 and no more", len(first), len(rest), end)
	}
	seen, err := holder.Check(ctx, cards[1].Code)
	want(t, "check", err)
	if seen.Last4 != "" || seen.Order != "" {
		t.Errorf("Check shows a holder %q and %q", seen.Last4, seen.Order)
	}
	if _, _, err := holder.Search(ctx, client.Wanted{Last4: four}, ""); unspent.ReasonOf(err) != unspent.Unauthenticated {
		t.Errorf("Search without a key: %v, want %s", err, unspent.Unauthenticated)
	}
}
