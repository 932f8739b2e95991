package gift_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
)

// A review names every field that placing the order would be refused for, and an
// order without a fault is placed.
func TestReview(t *testing.T) {
	m := open(t)
	m.fund(t, 3000)
	taken := order(t, 1, "")
	taken.Number = "A-1"
	_, err := m.Place(t.Context(), admin(), "first", taken)
	wantReason(t, "Place", err, "")
	with := func(change func(*gift.Order)) gift.Order {
		o := order(t, 1000, "hanako@example.jp", "jiro@example.jp")
		change(&o)
		return o
	}
	for name, tt := range map[string]struct {
		by   unspent.Actor
		o    gift.Order
		want map[string]unspent.Reason
	}{
		"nothing":     {holder(), with(func(*gift.Order) {}), nil},
		"the minute":  {holder(), with(func(o *gift.Order) { o.Cards[0].Send = m.now.Truncate(time.Minute) }), nil},
		"the balance": {holder(), order(t, 1501, "a@example.jp", "b@example.jp"), map[string]unspent.Reason{"total": unspent.Insufficient}},
		"a date that is over": {holder(), with(func(o *gift.Order) { o.Cards[1].Send = m.now.Add(-time.Hour) }),
			map[string]unspent.Reason{"cards.send": unspent.Invalid}},
		"a number that is taken": {admin(), with(func(o *gift.Order) { o.Number = "A-1" }), map[string]unspent.Reason{"number": unspent.Conflict}},
		"a program":              {admin(), with(func(o *gift.Order) { o.Program = "none" }), map[string]unspent.Reason{"program": unspent.NotFound}},
		"no card":                {admin(), with(func(o *gift.Order) { o.Cards = nil }), map[string]unspent.Reason{"cards": unspent.Invalid}},
		"much at once": {admin(), with(func(o *gift.Order) {
			o.Number, o.Giver.Name = "a b", strings.Repeat("名", gift.MaxName+1)
			for i := range o.Cards {
				o.Cards[i].Message, o.Cards[i].Send = strings.Repeat("字", gift.MaxMessage+1), m.now.Add(gift.MaxAhead+time.Hour)
				o.Cards[i].Value = jpy(0)
			}
		}), map[string]unspent.Reason{"number": unspent.Invalid, "giver.name": unspent.Invalid, "cards.value": unspent.Invalid,
			"cards.message": unspent.Invalid, "cards.send": unspent.Invalid}},
		"as long as may be": {admin(), with(func(o *gift.Order) {
			o.Giver.Name, o.Cards[0].Message = strings.Repeat("名", gift.MaxName), strings.Repeat("字", gift.MaxMessage)
		}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := m.Review(t.Context(), tt.by, tt.o)
			wantReason(t, "Review", err, "")
			got := map[string]unspent.Reason{}
			for _, f := range r.Faults {
				got[f.Field] = unspent.ReasonOf(f)
			}
			if len(got) != len(tt.want) || len(r.Faults) != len(tt.want) {
				t.Errorf("faults %v, want %v", got, tt.want)
			}
			for field, reason := range tt.want {
				if got[field] != reason {
					t.Errorf("the fault of %s is %q, want %q", field, got[field], reason)
				}
			}
			orders, err := m.Orders(t.Context(), gift.Page{}, 10)
			if err != nil || len(orders) != 1 || m.balance(t, holder().ID) != 3000 {
				t.Errorf("a review leaves %d orders and a balance of %d, %v", len(orders), m.balance(t, holder().ID), err)
			}
		})
	}
	if _, err := m.Review(t.Context(), unspent.Actor{ID: "key_x", Role: unspent.Support}, order(t, 1, "")); unspent.ReasonOf(err) != unspent.Forbidden {
		t.Errorf("a review of who may not order: %v", err)
	}
}

// What placing refuses a review has told before, the limits of a program too.
func TestReviewAndPlaceAgree(t *testing.T) {
	m := open(t)
	_, err := m.book.CreateProgram(t.Context(), admin(), unspent.Program{ID: "little", Name: "Little", Currency: jpy(0).Currency(), Claimable: true,
		Spendable: true, Transferable: true,
		Limits: unspent.Limits{PerTransfer: 3000, PerMonth: 5000}})
	wantReason(t, "CreateProgram", err, "")
	for _, id := range []string{"a", "b", "c"} {
		done, err := m.book.Do(t.Context(), unspent.Request{Key: "fund-" + id, By: admin(),
			Command: unspent.Issue{Program: "little", Value: jpy(3000), Count: 1, Activate: true}})
		wantReason(t, "Issue", err, "")
		_, err = m.book.Do(t.Context(), unspent.Request{Key: "claim-" + id, By: admin(), Command: unspent.Claim{Code: done.Codes[0], Account: "acct_little"}})
		wantReason(t, "Claim", err, "")
		m.wait(31 * 24 * time.Hour) // claims have the same limit of a month
	}
	by := unspent.Actor{ID: "acct_little", Role: unspent.Holder}
	for n, units := range []int64{3001, 2000, 3000, 2500, 3001, 0, -1} {
		o := order(t, units, "a@example.jp")
		o.Program = "little"
		if n == 3 {
			o.Cards = append(o.Cards, o.Cards[0])
		}
		r, err := m.Review(t.Context(), by, o)
		wantReason(t, "Review", err, "")
		_, refused := m.Place(t.Context(), by, "order-"+string(rune('a'+n)), o)
		if (refused == nil) != (len(r.Faults) == 0) || refused != nil &&
			!slices.ContainsFunc(r.Faults, func(f *gift.Fault) bool { return unspent.ReasonOf(f) == unspent.ReasonOf(refused) }) {
			t.Errorf("an order of %d: placing says %v, the review %v", units, refused, r.Faults)
		}
		if r.Most != jpy(3000) {
			t.Errorf("a card may be worth %s, want 3000", r.Most)
		}
	}
}
