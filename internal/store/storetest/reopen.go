package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// mustClose closes s.
func mustClose(t *testing.T, s store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
}

func reopenEmpty(t *testing.T, open func() store.Store) {
	mustClose(t, open())
	s := open()
	defer s.Close()
	if d := diff(mustLook(t, s, album{now: start()}), picture{State: *store.NewState()}); d != "" {
		t.Errorf("an empty store opened again (-want +got):\n%s", d)
	}
	mustRun(t, s, start(), issue(1, 1, 1, 5000, true))
}

func reopenEverything(t *testing.T, open func() store.Store) {
	s := open()
	a := fill(t, s)
	want := mustLook(t, s, a)
	for i := range 3 {
		mustClose(t, s)
		s = open()
		if d := diff(mustLook(t, s, a), want); d != "" {
			t.Errorf("opened again for the %d. time (-want +got):\n%s", i+1, d)
		}
	}
	// It goes on where it stopped: requests are known, cards are found by code,
	// refunds and limits count on, the journal has no gap.
	later := start().Add(2 * time.Hour)
	events := mustRun(t, s, later, spend(4, 2, 1200), spend(50, 21, 100), refund(51, 14, unspent.CardRef(serialOf(2)), 1101),
		refund(52, 14, unspent.CardRef(serialOf(2)), 1100))
	if len(events) != 3 || events[0].Seq != want.State.Seq+1 || events[1].Reason != unspent.RefundExceeded || events[2].Kind != unspent.Refunded {
		t.Errorf("going on after opening again gave %v", events)
	}
	want = mustLook(t, s, a)
	mustClose(t, s)
	s = open()
	defer s.Close()
	if d := diff(mustLook(t, s, a), want); d != "" {
		t.Errorf("opened again after going on (-want +got):\n%s", d)
	}
}

func reopenErased(t *testing.T, open func() store.Store) {
	s := open()
	a := fill(t, s)
	before := mustLook(t, s, a)
	mustUpdate(t, s, func(tx store.Tx) error {
		if err := tx.EraseParty(t.Context(), "pty_1"); err != nil {
			return err
		}
		if err := tx.RevokeKey(t.Context(), "key_2", start().Add(time.Hour)); err != nil {
			return err
		}
		if err := tx.EraseSeal(t.Context(), 10); err != nil {
			return err
		}
		if err := tx.DropDocument(t.Context(), "letter", "a"); err != nil {
			return err
		}
		_, err := tx.EraseSeals(t.Context(), start().Add(time.Hour))
		return err
	})
	want := mustLook(t, s, a)
	if len(want.Seals) == 0 || len(want.Seals) >= len(before.Seals)-1 || want.Parties["pty_1"] != "" || want.Keys[1].RevokedAt.IsZero() {
		t.Errorf("erasing left %d of %d seals, party %q, key %v", len(want.Seals), len(before.Seals), want.Parties["pty_1"], want.Keys[1])
	}
	mustClose(t, s)
	s = open()
	defer s.Close()
	if d := diff(mustLook(t, s, a), want); d != "" {
		t.Errorf("opened again after erasing (-want +got):\n%s", d)
	}
}

func reopenFailedUpdate(t *testing.T, open func() store.Store) {
	s := open()
	a := fill(t, s)
	a.parties = append(a.parties, "pty_91", "pty_hold_23")
	want := mustLook(t, s, a)
	spoil(t, s)
	mustClose(t, s)
	s = open()
	defer s.Close()
	if d := diff(mustLook(t, s, a), want); d != "" {
		t.Errorf("opened again after an Update that failed (-want +got):\n%s", d)
	}
}

// reopenUnderWay closes the store while others write. Whatever was answered is
// there afterwards; what failed may be there, as a whole.
func reopenUnderWay(t *testing.T, open func() store.Store) {
	s := open()
	mustRun(t, s, start(), issue(1, 1, 1, 5000, true))
	var mu sync.Mutex
	answered := map[unspent.Seq]unspent.Event{}
	busy := make(chan struct{})
	var group sync.WaitGroup
	for w := range 3 {
		group.Go(func() {
			for i := 0; ; i++ {
				events, err := run(t.Context(), s, start(), spend(1000*(w+1)+i, 1, 1), spend(0, 1, 9999))
				if err != nil {
					return // closed
				}
				mu.Lock()
				for _, e := range events {
					answered[e.Seq] = e
				}
				if len(answered) == 8 {
					close(busy)
				}
				mu.Unlock()
			}
		})
	}
	<-busy
	mustClose(t, s)
	group.Wait()
	s = open()
	defer s.Close()
	got := mustLook(t, s, album{now: start()})
	for seq, e := range answered {
		if d := diff(got.State.Events[seq], e); d != "" {
			t.Errorf("event %d was answered and is lost or changed (-want +got):\n%s", seq, d)
		}
	}
	if n := len(got.Journal); n%2 != 1 {
		t.Errorf("%d events: one of two appended together is lost", n)
	}
}
