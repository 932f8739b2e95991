package unspent_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// apply gives e a place after c's head and applies it.
func apply(t *testing.T, c unspent.Card, e unspent.Event, at time.Time) unspent.Card {
	t.Helper()
	e.Seq, e.At, e.Hash = c.Head.Seq+1, at, unspent.Digest{byte(c.Head.Seq + 1)}
	e.DebitAfter, e.CreditAfter = c.Balance.Units()-e.Amount.Units(), c.Balance.Units()+e.Amount.Units()
	next, err := c.Apply(e)
	if err != nil || e.Kind == unspent.Declined {
		t.Fatalf("%s (%s): %v", e.Kind, e.Reason, err)
	}
	return next
}

func TestNewCard(t *testing.T) {
	e := unspent.Event{Seq: 3, Kind: unspent.Issued, Program: "gift-jpy", Debit: unspent.CardRef(serialOf(1)), Amount: jpy(0), Face: jpy(5000),
		Key: unspent.CardKey{1}, Party: "pty_1", Note: "order-1", Until: day(20), Hash: unspent.Digest{3}}
	want := unspent.Card{Serial: serialOf(1), Key: unspent.CardKey{1}, Program: "gift-jpy", State: unspent.StateInactive, Face: jpy(5000), Balance: jpy(0),
		Order: "order-1", Recipient: "pty_1", Head: unspent.Head{Seq: 3, Hash: unspent.Digest{3}}}
	if got := unspent.NewCard(e, serialOf(1)); got != want {
		t.Errorf("a card that was made is %+v, want %+v", got, want)
	}
	e.Amount = jpy(5000)
	want.State, want.Balance, want.ExpiresAt = unspent.StateActive, jpy(5000), day(20)
	if got := unspent.NewCard(e, serialOf(1)); got != want {
		t.Errorf("a card that was made and sold is %+v, want %+v", got, want)
	}
}

// TestHoldStory walks a card from one holder to the next.
func TestHoldStory(t *testing.T) {
	p, at := terms(func(p *unspent.Program) { p.Limits.PerMonth = 9000 }), day(5)
	c := card(func(c *unspent.Card) { c.Recipient, c.Order = "pty_0", "order-1" })
	c = apply(t, c, c.PlaceHold(p, "pty_1", day(7), unspent.Digest{1}, at), at)
	if want := (unspent.Reservation{ID: 4, For: "pty_1", Until: day(7), Secret: unspent.Digest{1}}); c.Hold != want {
		t.Errorf("the hold is %+v, want %+v", c.Hold, want)
	}
	again := apply(t, c, c.PlaceHold(p, "pty_2", day(9), unspent.Digest{2}, day(7)), day(7)) // the first has lapsed
	if again.Hold.ID != 5 || again.Hold.For != "pty_2" || again.Hold.Released {
		t.Errorf("the second hold is %+v", again.Hold)
	}
	if free := apply(t, c, c.CancelHold(4, at), at); free.Hold != (unspent.Reservation{}) || !free.Unspent(at) {
		t.Errorf("a card whose hold was given up is %+v", free)
	}
	c = apply(t, c, c.Release(4, at), at)
	if !c.Hold.Released {
		t.Error("the hold is not released")
	}
	taken := c.Take(p, 4, serialOf(2), unspent.CardKey{2}, at)
	taken.Seq, taken.At, taken.Hash = 6, at, unspent.Digest{6}
	next := c.Succeed(taken, serialOf(2))
	want := unspent.Card{Serial: serialOf(2), Key: unspent.CardKey{2}, Program: c.Program, State: unspent.StateActive, Face: c.Face, Balance: c.Balance,
		ExpiresAt: c.ExpiresAt, Order: "order-1", Moved: windowOf(5000, at), Made: at, Began: c.Began, Head: unspent.Head{Seq: 6, Hash: unspent.Digest{6}}}
	if next != want {
		t.Errorf("the new card is %+v, want %+v", next, want)
	}
	old := apply(t, c, taken, at)
	if old.State != unspent.StateReplaced || old.Successor != serialOf(2) || !old.Balance.IsZero() || old.Hold != (unspent.Reservation{}) {
		t.Errorf("the old card is %+v", old)
	}
	// The value has moved 5,000 of the 9,000 that it may this month, whatever its code.
	reissued := next.Reissue(serialOf(3), unspent.CardKey{3}, "", at)
	reissued.At = at
	third := next.Succeed(reissued, serialOf(3))
	for _, c := range []unspent.Card{next, third} {
		if e := c.Transfer(p, serialOf(4), unspent.CardKey{4}, day(19)); e.Reason != unspent.LimitExceeded {
			t.Errorf("a second hand-over in April is %s (%s), want limit_exceeded", e.Kind, e.Reason)
		}
	}
	third.ExpiresAt = time.Time{}
	if e := third.Transfer(p, serialOf(4), unspent.CardKey{4}, day(31)); e.Kind != unspent.Transferred { // 1 May
		t.Errorf("a hand-over in May is %s (%s), want transferred", e.Kind, e.Reason)
	}
}

// TestHoldEnds ends a held card: no hold is left on it.
func TestHoldEnds(t *testing.T) {
	c := card(held, func(c *unspent.Card) { c.ExpiresAt = day(5) })
	for _, e := range []unspent.Event{c.Expire(day(5)), c.Void("chargeback", "", day(4)), c.CancelHold(9, day(4))} {
		if after := apply(t, c, e, day(5)); after.Hold != (unspent.Reservation{}) {
			t.Errorf("after %s the hold is %+v", e.Kind, after.Hold)
		}
	}
}

// TestSaleUndoneEndsHold undoes the sale of a card whose hold has lapsed: whoever buys it
// next gets it without one.
func TestSaleUndoneEndsHold(t *testing.T) {
	c := card(held)
	after := c.Hold.Until.Add(time.Hour)
	c = apply(t, c, c.Deactivate(after), after)
	if c.Hold != (unspent.Reservation{}) || c.State != unspent.StateInactive {
		t.Errorf("a card whose sale was undone is %s, with the hold %+v", c.State, c.Hold)
	}
}

// TestHandOversOfMonth hands a value on and on: what has moved adds up within a month of
// UTC, whatever the zone of the clock, and begins anew with the next.
func TestHandOversOfMonth(t *testing.T) {
	east := time.FixedZone("JST", 9*60*60)
	begin := time.Date(2028, 1, 31, 23, 59, 59, 999_999_000, time.UTC) // 1 February in the east
	p := terms(func(p *unspent.Program) { p.Limits.PerMonth = 10_000 })
	for _, kind := range []unspent.Kind{unspent.Transferred, unspent.Taken} {
		c := card(func(c *unspent.Card) { c.ExpiresAt = time.Time{} })
		for n, step := range []struct {
			at    time.Time
			moved int64
			full  bool // one more in the same instant is over the limit
		}{{begin.Add(-30 * 24 * time.Hour), 5000, false}, {begin.In(east), 10_000, true}, {begin.Add(time.Microsecond), 5000, false},
			{begin.Add(28 * 24 * time.Hour).In(east), 10_000, true}, {begin.Add(29*24*time.Hour + time.Microsecond).In(east), 5000, false}} {
			e := unspent.Event{Seq: c.Head.Seq + 1, Kind: kind, At: step.at, Amount: c.Balance, Key: unspent.CardKey{byte(n)}}
			if over := c.Transfer(p, serialOf(9), unspent.CardKey{9}, step.at); over.Kind != unspent.Transferred {
				t.Errorf("%s %d is declined: %s", kind, n, over.Reason)
			}
			c = c.Succeed(e, serialOf(uint64(n+2)))
			if c.Moved != windowOf(step.moved, step.at.UTC()) {
				t.Errorf("after %s %d at %s %+v has moved, want %d", kind, n, step.at, c.Moved, step.moved)
			}
			if more := c.Transfer(p, serialOf(9), unspent.CardKey{9}, step.at); (more.Reason == unspent.LimitExceeded) != step.full {
				t.Errorf("one more after %s %d is %s (%s), want it over the limit: %t", kind, n, more.Kind, more.Reason, step.full)
			}
		}
	}
}

func TestSucceedKeepsRecipient(t *testing.T) {
	c := card(func(c *unspent.Card) { c.Recipient = "pty_0" }, moved(10, day(1)))
	for kind, want := range map[unspent.Kind]string{unspent.Reissued: "pty_0", unspent.Transferred: "", unspent.Taken: ""} {
		e := unspent.Event{Seq: 4, Kind: kind, At: day(5), Amount: jpy(5000), Key: unspent.CardKey{2}}
		next := c.Succeed(e, serialOf(2))
		if next.Recipient != want || (next.Moved == c.Moved) != (kind == unspent.Reissued) {
			t.Errorf("after %s the recipient is %q and %+v has moved, want %q", kind, next.Recipient, next.Moved, want)
		}
	}
}

func TestSaleStory(t *testing.T) {
	p := terms(func(p *unspent.Program) { p.Validity = period("P6M") })
	c := card(in(unspent.StateInactive), func(c *unspent.Card) { c.ExpiresAt = time.Time{} })
	c = apply(t, c, c.Activate(p, day(5)), day(5))
	if c.State != unspent.StateActive || c.Balance != c.Face || !c.ExpiresAt.Equal(period("P6M").After(day(5))) {
		t.Errorf("a sold card is %+v", c)
	}
	undone := apply(t, c, c.Deactivate(day(6)), day(6))
	if undone.State != unspent.StateInactive || !undone.Balance.IsZero() || !undone.ExpiresAt.IsZero() {
		t.Errorf("a card whose sale was undone is %+v", undone)
	}
	if again := apply(t, undone, undone.Activate(p, day(9)), day(9)); !again.ExpiresAt.Equal(period("P6M").After(day(9))) {
		t.Errorf("a card that was sold again ends at %v", again.ExpiresAt)
	}
	c = apply(t, c, c.Freeze("chargeback", "", day(6)), day(6))
	if c.Frozen != "chargeback" {
		t.Errorf("a frozen card is stopped because of %q", c.Frozen)
	}
	if c = apply(t, c, c.Unfreeze("cleared", ""), day(6)); c.Frozen != "" {
		t.Errorf("a free card is stopped because of %q", c.Frozen)
	}
	c = apply(t, c, c.Spend(p, jpy(5000), "m", "", day(6)), day(6))
	spend := unspent.Event{Seq: c.Head.Seq, Credit: unspent.MerchantRef(p.ID, "m"), Amount: jpy(5000)}
	if c.State != unspent.StateSpent {
		t.Errorf("a card with nothing left is %s", c.State)
	}
	if c = apply(t, c, c.Refund(spend, 0, jpy(5000), "", day(6)), day(6)); !c.Unspent(day(6)) {
		t.Errorf("a card that got everything back is %+v", c)
	}
}
