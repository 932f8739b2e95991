package store_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

func start() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) }

func jpy(units int64) unspent.Money {
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, yen)
}

func serialOf(n uint64) unspent.Serial {
	s, err := unspent.NewSerial(600100, n)
	if err != nil {
		panic(err)
	}
	return s
}

// sale is the decision that makes and sells card n.
func sale(n uint64, units int64) unspent.Event {
	return unspent.Event{Kind: unspent.Issued, Program: "p", Debit: unspent.WorldRef("p"), Credit: unspent.CardRef(serialOf(n)), Amount: jpy(units),
		Face: jpy(units), Key: unspent.CardKey{byte(n)}, Request: unspent.RequestID{byte(n)}, Print: unspent.Print{byte(n)}}
}

// record records decisions one after the other.
func record(t *testing.T, s *store.State, now time.Time, events ...unspent.Event) {
	t.Helper()
	for _, e := range events {
		if _, err := s.Record(e, now); err != nil {
			t.Fatalf("Record(%s): %v", e.Kind, err)
		}
	}
}

func diff(got, want any) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(unspent.Money{}, unspent.Serial{}, unspent.Currency{}), cmpopts.EquateEmpty())
}

func TestRecord(t *testing.T) {
	s := store.NewState()
	record(t, s, start(), sale(1, 5000))
	record(t, s, start().Add(-time.Hour), sale(2, 700)) // the clock stepped back
	c, ok := s.CardByKey(unspent.CardKey{9}, unspent.CardKey{1})
	if !ok || c.Serial != serialOf(1) {
		t.Fatalf("the card by its second key is %+v, %t", c, ok)
	}
	if _, ok := s.CardByKey(unspent.CardKey{9}); ok {
		t.Error("there is a card by a key that none has")
	}
	record(t, s, start(), c.Spend(unspent.Program{Spendable: true}, jpy(1200), "m", "", start()))
	first, second, third := s.Journal[0], s.Journal[1], s.Journal[2]
	if second.DebitPrev != 1 || second.DebitAfter != -5700 || second.CreditPrev != 0 || second.CreditAfter != 700 || !second.At.Equal(start()) {
		t.Errorf("the second sale is %+v", second)
	}
	if second.Hash != second.Digest(first.Hash, unspent.Digest{}) || third.Hash != third.Digest(first.Hash, unspent.Digest{}) {
		t.Error("the hashes do not run along the links")
	}
	if third.DebitPrev != 1 || third.DebitAfter != 3800 || third.CreditAfter != 1200 || s.Seq != 3 {
		t.Errorf("the payment is %+v, head %d", third, s.Seq)
	}
	if got := s.Account(unspent.AccountRef("new"), jpy(0).Currency()); got.Balance != jpy(0) || got.Head.Seq != 0 {
		t.Errorf("an account that nothing has touched is %+v", got)
	}
}

// TestRecordRefuses records what would leave a wrong book, and looks for traces.
func TestRecordRefuses(t *testing.T) {
	tests := map[string]struct {
		e    unspent.Event
		want unspent.Reason
	}{
		"never issued": {unspent.Event{Kind: unspent.Spent, Debit: unspent.CardRef(serialOf(9)), Credit: unspent.MerchantRef("p", "m"), Amount: jpy(1)},
			unspent.Internal},
		"issued twice": {sale(1, 5), unspent.Internal},
		"more than left": {unspent.Event{Kind: unspent.Spent, Debit: unspent.CardRef(serialOf(1)), Credit: unspent.MerchantRef("p", "m"),
			Amount: jpy(5001)}, unspent.Internal},
		"out of range": {sale(2, math.MaxInt64-4999+1), unspent.LimitExceeded},
		"negative": {unspent.Event{Kind: unspent.Spent, Debit: unspent.CardRef(serialOf(1)), Credit: unspent.MerchantRef("p", "m"), Amount: jpy(-1)},
			unspent.LimitExceeded},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := store.NewState()
			record(t, s, start(), sale(1, 5000))
			if e, err := s.Record(tt.e, start()); unspent.ReasonOf(err) != tt.want {
				t.Errorf("Record = %+v, %v; want %s", e, err, tt.want)
			}
			if s.Seq != 1 || len(s.Journal) != 1 {
				t.Errorf("the head is %d and the journal has %d events, want 1 and 1", s.Seq, len(s.Journal))
			}
		})
	}
}

// TestApplyAgain folds every part of a journal again: nothing changes, not even
// the head.
func TestApplyAgain(t *testing.T) {
	s := store.NewState()
	second := sale(2, 700)
	second.Request = sale(1, 5000).Request // one request, two events
	record(t, s, start(), sale(1, 5000), second)
	p := unspent.Program{Claimable: true, Spendable: true, Transferable: true}
	c := func(n uint64) unspent.Card { return s.Cards[serialOf(n)] }
	a := s.Account(unspent.AccountRef("a"), jpy(0).Currency())
	record(t, s, start(), c(1).Spend(p, jpy(1200), "m", "", start()))
	record(t, s, start(), c(1).Refund(s.Journal[2], 0, jpy(200), "", start()))
	record(t, s, start(), c(1).Transfer(p, serialOf(3), unspent.CardKey{3}, start()), c(2).Claim(p, a, start()))
	record(t, s, start(), c(3).Spend(p, jpy(1), "m", "", start()), c(1).Claim(p, a, start()))
	journal := s.Journal
	s.Journal = nil

	fold := store.NewState()
	for i := range journal {
		if err := fold.Apply(journal[i]); err != nil {
			t.Fatalf("Apply(%d): %v", i+1, err)
		}
	}
	if d := diff(fold, s); d != "" {
		t.Errorf("the fold of the journal (-want +got):\n%s", d)
	}
	for from := range journal {
		for to := from; to <= len(journal); to++ {
			for _, e := range journal[from:to] {
				if err := fold.Apply(e); err != nil {
					t.Fatalf("Apply(%d) again: %v", e.Seq, err)
				}
			}
			if d := diff(fold, s); d != "" {
				t.Fatalf("events %d to %d applied again (-want +got):\n%s", from+1, to, d)
			}
		}
	}
	if got := fold.Answers[second.Request]; got.First != 1 || got.Last != 2 {
		t.Errorf("the answer to the first request: %+v", got)
	}
	if got := fold.Refunded[3]; got != (store.Refunds{Units: 200, Last: 4}) {
		t.Errorf("refunded of event 3: %+v", got)
	}
}
