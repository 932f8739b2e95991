package client_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gate"
)

// A batch is planned, approved by a second person, issued part by part and again,
// and its delivery confirmed.
func TestBatches(t *testing.T) {
	admin, _ := start(t, gate.Limits{})
	ctx := t.Context()
	issue(t, admin, 1, true)
	made, err := admin.CreateKey(ctx, "key", api.KeyRequest{Name: "colleague", Role: unspent.Issuer})
	want(t, "create key", err)
	colleague := &client.Client{BaseURL: admin.BaseURL, Key: made.Key}
	plan := unspent.Issue{Program: "gift-jpy", Value: yen(t, 5000), Count: unspent.MaxIssue + 2, Activate: true, Order: "order-9"}
	b, err := admin.PlanBatch(ctx, "batch", plan)
	want(t, "plan", err)
	if b.State != "waiting" || client.Parts(b) != 2 || b.Amount.Units() != 5000*(unspent.MaxIssue+2) {
		t.Fatalf("PlanBatch = %+v", b)
	}
	if _, _, err := admin.IssuePart(ctx, b, 1); unspent.ReasonOf(err) != unspent.SecondPerson {
		t.Errorf("a part of what waits: %v", err)
	}
	if _, err := admin.Approve(ctx, "a", b.ID); unspent.ReasonOf(err) != unspent.Forbidden {
		t.Errorf("approving one's own: %v", err)
	}
	if b, err = colleague.Approve(ctx, "a", b.ID); err != nil || b.State != "approved" || b.JudgedAt.IsZero() {
		t.Fatalf("Approve = %+v, %v", b, err)
	}
	total := 0
	var events []unspent.Seq
	for n := range client.Parts(b) {
		cards, event, err := admin.IssuePart(ctx, b, n)
		want(t, "issue a part", err)
		total, events = total+len(cards), append(events, event)
		again, _, err := admin.IssuePart(ctx, b, n)
		if err != nil || len(again) != len(cards) || again[0].Serial != cards[0].Serial || again[0].Code.Reveal() != cards[0].Code.Reveal() {
			t.Errorf("part %d again differs (%v)", n, err)
		}
	}
	if total != plan.Count {
		t.Errorf("%d cards were issued, want %d", total, plan.Count)
	}
	for _, event := range events {
		want(t, "confirm", admin.ConfirmDelivery(ctx, "c"+event.EventID(), event))
	}
	if gone, _, err := admin.IssuePart(ctx, b, 0); err != nil || !gone[0].Code.IsZero() {
		t.Errorf("after the delivery is confirmed the codes are there, or %v", err)
	}
	if b, err = admin.Approval(ctx, b.ID); err != nil || b.State != "done" {
		t.Errorf("Approval = %+v, %v", b, err)
	}
	second, err := admin.PlanBatch(ctx, "batch-2", plan)
	want(t, "plan", err)
	if _, err := colleague.Refuse(ctx, "r", second.ID); err != nil {
		t.Error(err)
	}
	page, err := admin.Approvals(ctx, "batch", "", 1)
	if err != nil || len(page.Approvals) != 1 || page.Next == "" {
		t.Fatalf("Approvals = %+v, %v", page, err)
	}
	rest, err := admin.Approvals(ctx, "batch", page.Next, 0)
	if err != nil || len(rest.Approvals) != 1 || rest.Next != "" || rest.Approvals[0].ID == page.Approvals[0].ID {
		t.Errorf("the rest = %+v, %v", rest, err)
	}
	if open, err := admin.Approvals(ctx, "open", "", 0); err != nil || len(open.Approvals) != 0 {
		t.Errorf("open = %+v, %v", open, err)
	}
	log, err := admin.Actions(ctx, "", 3)
	if err != nil || len(log.Actions) != 3 || log.Actions[0].Name != "refuse" || log.Actions[0].Subject != second.ID || log.Next == "" {
		t.Fatalf("Actions = %+v, %v", log, err)
	}
	if older, err := admin.Actions(ctx, log.Next, 1); err != nil || older.Actions[0].N != log.Actions[2].N-1 {
		t.Errorf("older = %+v, %v", older, err)
	}
}
