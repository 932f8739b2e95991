package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// fill brings one of everything into s.
func fill(t *testing.T, s store.Store) album {
	t.Helper()
	mustUpdate(t, s, func(tx store.Tx) error {
		return errors.Join(tx.PutProgram(t.Context(), program()),
			tx.PutKey(t.Context(), store.APIKey{ID: "key_1", Role: unspent.Admin, Hash: [32]byte{1}, CreatedAt: start()}),
			tx.PutKey(t.Context(), store.APIKey{ID: "key_2", Role: unspent.Support, Hash: [32]byte{2}, CreatedAt: start()}),
			tx.PutDocument(t.Context(), store.Document{Kind: "letter", ID: "a", At: start(), Body: []byte("to taro")}, "taro"),
			tx.PutDocument(t.Context(), store.Document{Kind: "letter", ID: "b", At: start(), Body: []byte("to hanako")}),
			tx.LogAction(t.Context(), store.Action{At: start(), By: "key_1", Name: "freeze"}))
	})
	mustRun(t, s, start(), issue(1, 1, 9, 5000, true), issue(2, 10, 3, 700, false), hold(3, 1))
	mustRun(t, s, start().Add(time.Minute), spend(4, 2, 1200), claim(5, 3, "a"), claim(6, 4, "a"), staff(7, 1, unspent.Released, 0), take(8, 1, 21))
	mustRun(t, s, start().Add(time.Hour), spendAccount(9, "a", 900), refund(10, 14, unspent.CardRef(serialOf(2)), 100),
		transfer(11, 5, 22), reissue(12, 6, 23), staff(13, 7, unspent.Frozen, 0), staff(14, 8, unspent.Voided, 0),
		staff(15, 22, unspent.Adjusted, -10), spend(16, 9, 99_999), hold(17, 9))
	return album{now: program().Validity.After(start()), parties: []string{"pty_1", "pty_10", "pty_hold_1", "pty_hold_9"}}
}

var errGivenUp = errors.New("given up")

// spoil does one of everything in one Update and then fails.
func spoil(t *testing.T, s store.Store) {
	t.Helper()
	err := s.Update(t.Context(), func(tx store.Tx) error {
		later := start().Add(2 * time.Hour)
		_, err := apply(t.Context(), tx, later, issue(91, 91, 3, 5000, true), spend(92, 2, 10), claim(93, 9, "b"), transfer(94, 21, 99),
			refund(95, 14, unspent.CardRef(serialOf(2)), 5), hold(96, 23))
		if err != nil {
			return err
		}
		p := program()
		p.ID = "spoiled"
		_, err = tx.EraseSeals(t.Context(), start().Add(time.Hour))
		return errors.Join(errGivenUp, err, tx.DropDocument(t.Context(), "letter", "a"), tx.PutDocument(t.Context(), store.Document{Kind: "order", ID: "b"}),
			tx.LogAction(t.Context(), store.Action{At: later, By: "key_1", Name: "void"}), tx.PutProgram(t.Context(), p),
			tx.PutKey(t.Context(), store.APIKey{ID: "key_3", CreatedAt: later}),
			tx.RevokeKey(t.Context(), "key_1", later), tx.EraseParty(t.Context(), "pty_1"), tx.EraseSeal(t.Context(), 10))
	})
	if !errors.Is(err, errGivenUp) {
		t.Errorf("Update returned %v, want the error of its function", err)
	}
}

func testFailedUpdate(t *testing.T, s store.Store) {
	spoil(t, s) // the very first Update
	a := fill(t, s)
	a.parties = append(a.parties, "pty_91", "pty_hold_23")
	before := mustLook(t, s, a)
	spoil(t, s)
	if d := diff(mustLook(t, s, a), before); d != "" {
		t.Errorf("an Update that failed changed (-want +got):\n%s", d)
	}
	got := mustLoad(t, s, store.Want{Requests: []unspent.RequestID{requestOf(91)}, Serials: []unspent.Serial{serialOf(91), serialOf(99)},
		Codes: []unspent.CardKey{keyOf(92)}, Accounts: []unspent.Ref{unspent.AccountRef("b")}, Events: []unspent.Seq{before.State.Seq + 1}})
	if n := len(got.Answers) + len(got.Cards) + len(got.Accounts) + len(got.Events); n != 0 {
		t.Errorf("an Update that failed left %d records", n)
	}
	if events := mustRun(t, s, start().Add(2*time.Hour), spend(92, 2, 10)); len(events) != 1 || events[0].Seq != before.State.Seq+1 {
		t.Errorf("the next Update appended %v, want one event that follows the last", events)
	}
}

// testSerialUpdates spends from one card in several goroutines. Each decides on
// what it has loaded, so a lost update would spend too much.
func testSerialUpdates(t *testing.T, s store.Store) {
	const workers, each = 4, 12
	mustRun(t, s, start(), issue(1, 1, 1, 40, true))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := range each {
				events, err := run(t.Context(), s, start(), spend(1000+w*each+i, 1, 1))
				if err != nil || len(events) != 1 {
					t.Errorf("Update: %d events, %v", len(events), err)
					return
				}
				// A View that begins after the Update sees it.
				state := store.NewState()
				err = s.View(t.Context(), func(r store.Reader) error {
					return r.Load(t.Context(), store.Want{Events: []unspent.Seq{events[0].Seq}}, state)
				})
				if err != nil || state.Seq < events[0].Seq || state.Events[events[0].Seq].Hash != events[0].Hash {
					t.Errorf("a View after event %d sees the head %d, error %v", events[0].Seq, state.Seq, err)
				}
			}
		})
	}
	group.Wait()
	got := mustLook(t, s, album{now: start()})
	kinds := map[unspent.Kind]int{}
	for i, e := range got.Journal {
		if e.Seq != unspent.Seq(i+1) {
			t.Errorf("event %d has seq %d", i+1, e.Seq)
		}
		kinds[e.Kind]++
	}
	want := map[unspent.Kind]int{unspent.Issued: 1, unspent.Spent: 40, unspent.Declined: workers*each - 40}
	if d := diff(kinds, want); d != "" || len(got.State.Answers) != 1+workers*each {
		t.Errorf("%d answers, want %d; events by kind (-want +got):\n%s", len(got.State.Answers), 1+workers*each, d)
	}
}

// testViewsBesideUpdates reads while others write: one Load sees one state, in
// which all balances sum to nothing, and the head never goes back.
func testViewsBesideUpdates(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 4, 5000, true))
	want := store.Want{Accounts: []unspent.Ref{world(), merchant(), unspent.AccountRef("a")},
		Serials: []unspent.Serial{serialOf(1), serialOf(2), serialOf(3), serialOf(4)}}
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for head := (unspent.Seq)(0); ctx.Err() == nil; {
				err := s.View(t.Context(), func(r store.Reader) error {
					state := store.NewState()
					if err := r.Load(t.Context(), want, state); err != nil {
						return err
					}
					if sum := total(state); sum != 0 || state.Seq < head {
						t.Errorf("at event %d, after %d was seen, all balances sum to %d", state.Seq, head, sum)
					}
					head = state.Seq
					_, err := seqs(t.Context(), r, head, 10)
					return err
				})
				if err != nil && !errors.Is(err, errStop) {
					t.Errorf("View: %v", err)
					return
				}
			}
		})
	}
	var writers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			for i := range 15 {
				n := 1 + (i+w)%3
				if _, err := run(t.Context(), s, start(), spend(0, n, 7), spend(0, n, 9999)); err != nil {
					t.Errorf("Update: %v", err)
				}
			}
		})
	}
	if _, err := run(t.Context(), s, start(), claim(2, 4, "a")); err != nil {
		t.Errorf("Update: %v", err)
	}
	writers.Wait()
	stop()
	readers.Wait()
}

// total returns the sum of all loaded balances.
func total(s *store.State) (sum int64) {
	for _, c := range s.Cards {
		sum += c.Balance.Units()
	}
	for _, a := range s.Accounts {
		sum += a.Balance.Units()
	}
	return sum
}

// testClosed asks a store that has been given up.
func testClosed(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 1, 5000, true))
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	if _, err := run(t.Context(), s, start(), issue(2, 2, 1, 5000, true)); err == nil {
		t.Error("Update of a closed store succeeded")
	}
}
