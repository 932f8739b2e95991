package gift_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/store"
)

// documents are the kinds that orders keep.
func documents() []string { return []string{"gift-order", "gift-due", gift.AcceptedKind} }

// kept returns everything that is written of orders and of the people of their
// cards, as one text.
func (m *market) kept(t *testing.T) string {
	t.Helper()
	text := ""
	err := m.store.View(t.Context(), func(r store.Reader) error {
		for _, kind := range documents() {
			all, err := r.Documents(t.Context(), store.Pick{Kind: kind, Limit: 1000})
			if err != nil {
				return err
			}
			for _, d := range all {
				text += fmt.Sprintf("%s %s %s\n", d.Kind, d.ID, d.Body)
			}
		}
		return r.Journal(t.Context(), 1, func(ev unspent.Event) error {
			name, err := r.Party(t.Context(), ev.Party)
			text += fmt.Sprintf("%s %q %s\n", ev.Kind, ev.Note, name)
			return err
		})
	})
	wantReason(t, "View", err, "")
	return text
}

// Nothing that names a recipient is left once they are forgotten: not the address
// in the order, not in what a mail server said of it, not beside the journal.
func TestForgottenRecipient(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp", "jiro@example.jp", ""))
	wantReason(t, "Place", err, "")
	wantReason(t, "Bounced", m.Bounced(t.Context(), o.Cards[0].Serial(), "550 <hanako@example.jp>: no such user"), "")
	wantReason(t, "Bounced", m.Bounced(t.Context(), o.Cards[1].Serial(), "550 <jiro@example.jp>: no such user"), "")
	wantReason(t, "Forget", m.Forget(t.Context(), "acct_hanako", to(t, "Hanako@example.jp")), "")
	left := m.kept(t)
	if strings.Contains(strings.ToLower(left), "hanako@") {
		t.Errorf("the address is still there:\n%s", left)
	}
	if strings.Count(left, "jiro@example.jp") != 3 { // order, what was said, recipient
		t.Errorf("somebody else was forgotten too:\n%s", left)
	}
	if got := statuses(t, m, o.Number); got != "sent failed printed" {
		t.Errorf("statuses %q", got)
	}
	_, err = m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code of a card whose recipient is forgotten", err, unspent.NotFound)
	_, err = m.Code(t.Context(), o.Number, 2)
	wantReason(t, "Code of the sheet beside it", err, "")
	again, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp", "jiro@example.jp", ""))
	if err != nil || again.Number != o.Number {
		t.Errorf("asked again, the order is %q, %v; want %q", again.Number, err, o.Number)
	}
	m.Catch(t.Context())
	if got := statuses(t, m, o.Number); got != "sent failed printed" {
		t.Errorf("afterwards: statuses %q", got)
	}
}

// An order that could not be paid leaves nothing behind, keeps nobody from being
// forgotten, and its request is not good for another order.
func TestForgetAfterDecline(t *testing.T) {
	m := open(t)
	m.fund(t, 100)
	_, err := m.Place(t.Context(), holder(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, unspent.Insufficient)
	all, err := m.Given(t.Context(), holder().ID, gift.Page{}, 10)
	if err != nil || len(all) != 0 {
		t.Fatalf("%d orders are kept, %v", len(all), err)
	}
	_, err = m.Place(t.Context(), holder(), "id", order(t, gift.MinValue, "hanako@example.jp"))
	wantReason(t, "another order under the id", err, unspent.Conflict)
	_, err = m.Place(t.Context(), holder(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "the same order again", err, unspent.Insufficient)
	m.Catch(t.Context())
	wantReason(t, "Forget", m.Forget(t.Context(), holder().ID, to(t, "taro@example.jp")), "")
	if left := m.kept(t); strings.Contains(left, "太郎") || strings.Contains(left, "おめでとう") {
		t.Errorf("something is left of the giver:\n%s", left)
	}
	if m.balance(t, holder().ID) != 100 {
		t.Errorf("balance %d, want 100", m.balance(t, holder().ID))
	}
}

// A card for later whose recipient is forgotten is still issued, to nobody's mailbox.
func TestForgottenBeforeSending(t *testing.T) {
	m := open(t)
	o := order(t, 1000, "hanako@example.jp")
	o.Cards[0].Send = m.now.Add(time.Hour)
	o, err := m.Place(t.Context(), admin(), "id", o)
	wantReason(t, "Place", err, "")
	wantReason(t, "Forget", m.Forget(t.Context(), "acct_hanako", to(t, "hanako@example.jp")), "")
	m.wait(2 * time.Hour)
	m.Catch(t.Context())
	if left := m.kept(t); strings.Contains(left, "hanako@") {
		t.Errorf("the address is still there:\n%s", left)
	}
	o, err = m.Order(t.Context(), o.Number)
	if err != nil || len(o.Cards[0].Serials) != 1 {
		t.Fatalf("serials %v, %v", o.Cards[0].Serials, err)
	}
	_, err = m.Resend(t.Context(), o.Number, 0, "r")
	wantReason(t, "Resend", err, "")
	_, err = m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code", err, "")
}
