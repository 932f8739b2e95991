package gift_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// monthly is a market in which a holder may give 5,000 a month, and has more.
func monthly(t *testing.T) *market {
	t.Helper()
	m, end := newMarket(t, memory.New())
	t.Cleanup(end)
	_, err := m.book.CreateProgram(t.Context(), admin(), unspent.Program{ID: "monthly", Name: "Monthly", Currency: jpy(0).Currency(),
		Claimable: true, Spendable: true, Transferable: true, Limits: unspent.Limits{PerMonth: 5000}})
	wantReason(t, "CreateProgram", err, "")
	for i := range 4 {
		done, err := m.book.Do(t.Context(), unspent.Request{Key: fmt.Sprintf("issue-%d", i), By: admin(),
			Command: unspent.Issue{Program: "monthly", Value: jpy(5000), Count: 1, Activate: true}})
		wantReason(t, "Issue", err, "")
		_, err = m.book.Do(t.Context(), unspent.Request{Key: fmt.Sprintf("claim-%d", i), By: admin(),
			Command: unspent.Claim{Code: done.Codes[0], Account: holder().ID}})
		if i == 0 {
			wantReason(t, "Claim", err, "")
		}
		m.wait(32 * 24 * time.Hour) // the limit is of claims too
	}
	return m
}

// at sets the clock.
func (m *market) at(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = now
}

// gives orders cards of one value from the holder's account.
func (m *market) gives(t *testing.T, id string, units int64, later ...time.Duration) (gift.Order, error) {
	t.Helper()
	o := order(t, units, "a@example.jp")
	o.Program = "monthly"
	for _, d := range later {
		c := o.Cards[0]
		c.Send = m.clock().Add(d)
		o.Cards = append(o.Cards, c)
	}
	return m.Place(t.Context(), holder(), id, o)
}

// A month is one of UTC, as the book counts: it begins neither earlier nor later
// because it is another day where somebody lives, or where the server stands.
func TestMonthIsOfUTC(t *testing.T) {
	east, west := time.FixedZone("JST", 9*60*60), time.FixedZone("PST", -8*60*60)
	midnight := time.Date(2028, 2, 1, 0, 0, 0, 0, time.UTC)
	for name, zone := range map[string]*time.Location{"UTC": time.UTC, "east": east, "west": west} {
		t.Run(name, func(t *testing.T) {
			m := monthly(t)
			for n, one := range []struct {
				at   time.Duration // from midnight
				give int64
				want unspent.Reason
			}{{-20 * time.Hour, 3000, ""}, {-time.Hour, 2001, unspent.LimitExceeded}, {-time.Microsecond, 2000, ""}, {0, 5000, ""},
				{9 * time.Hour, 100, unspent.LimitExceeded}} {
				m.at(midnight.Add(one.at).In(zone))
				_, err := m.gives(t, fmt.Sprint(n), one.give)
				wantReason(t, fmt.Sprintf("%d at midnight%+v", one.give, one.at), err, one.want)
			}
		})
	}
}

// What an order has not sent when it is cancelled is not given, and may be given
// again in the month; what it has sent, or is sending, counts.
func TestMonthWithoutCancelled(t *testing.T) {
	begin := time.Date(2028, 2, 1, 0, 0, 0, 0, time.UTC)
	// The k-th write of the order and all after it fail, until it is cancelled.
	cut := func(t *testing.T, k int) *market {
		m := monthly(t)
		m.at(begin)
		writes := 0
		m.store.set(func() (before, after bool) { writes++; return writes >= k, false })
		o, err := m.gives(t, "cut short", 1000, 24*time.Hour)
		m.store.set(nil)
		if err != nil {
			all, listed := m.Orders(t.Context(), gift.Page{}, 10)
			wantReason(t, "Orders", listed, "")
			for _, o := range all {
				_, _ = m.Cancel(t.Context(), o.Number)
			}
			return m
		}
		_, err = m.Cancel(t.Context(), o.Number)
		wantReason(t, "Cancel", err, "")
		return m
	}
	sent := map[int64]bool{}
	for k := range 12 {
		m := cut(t, k+1)
		m.Catch(t.Context())
		m.at(begin.Add(48 * time.Hour))
		m.Catch(t.Context())
		given := int64(m.journaled(t, unspent.Issued)-4) * 1000
		sent[given] = true

		m = cut(t, k+1)
		_, err := m.gives(t, "too much", 5000-given+1)
		wantReason(t, fmt.Sprintf("cut at write %d, of which %d is sent: too much", k+1, given), err, unspent.LimitExceeded)
		_, err = m.gives(t, "the rest", 5000-given)
		wantReason(t, fmt.Sprintf("cut at write %d, of which %d is sent: the rest", k+1, given), err, "")
	}
	if !sent[1000] {
		t.Errorf("orders sent %v; of none one card was sent and one was not", sent)
	}
}
