package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// seqs walks the journal from seq on, stopping with an error after most events.
func seqs(ctx context.Context, r store.Reader, from unspent.Seq, most int) (got []unspent.Seq, err error) {
	err = r.Journal(ctx, from, func(e unspent.Event) error {
		got = append(got, e.Seq)
		if len(got) == most {
			return errStop
		}
		return nil
	})
	return got, err
}

var errStop = errors.New("stop here")

func testJournal(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 3, 5000, true))
	mustRun(t, s, start(), spend(2, 1, 1), spend(3, 2, 1))
	tests := map[string]struct {
		from unspent.Seq
		most int
		want []unspent.Seq
		err  error
	}{
		"all":               {1, 9, []unspent.Seq{1, 2, 3, 4, 5}, nil},
		"from zero":         {0, 9, []unspent.Seq{1, 2, 3, 4, 5}, nil},
		"inside a batch":    {2, 9, []unspent.Seq{2, 3, 4, 5}, nil},
		"the newest":        {5, 9, []unspent.Seq{5}, nil},
		"past the end":      {6, 9, nil, nil},
		"far past the end":  {1 << 40, 9, nil, nil},
		"stopped at once":   {1, 1, []unspent.Seq{1}, errStop},
		"stopped on the go": {3, 2, []unspent.Seq{3, 4}, errStop},
		"stopped at last":   {1, 5, []unspent.Seq{1, 2, 3, 4, 5}, errStop},
	}
	read := func(t *testing.T, r store.Reader) {
		for name, tt := range tests {
			got, err := seqs(t.Context(), r, tt.from, tt.most)
			if d := diff(got, tt.want); d != "" || !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
				t.Errorf("%s: Journal from %d: error %v, want %v; events (-want +got):\n%s", name, tt.from, err, tt.err, d)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		err := r.Journal(ctx, 1, func(unspent.Event) error { cancel(); return nil })
		if err == nil {
			t.Error("Journal went on after its context was done")
		}
	}
	mustView(t, s, func(r store.Reader) error { read(t, r); return nil })
	mustUpdate(t, s, func(tx store.Tx) error { read(t, tx); return nil })
}

// testJournalSnapshot appends while the journal is being walked.
func testJournalSnapshot(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 50, 5000, true))
	appended := make(chan error, 1)
	var got int
	mustView(t, s, func(r store.Reader) error {
		return r.Journal(t.Context(), 1, func(unspent.Event) error {
			if got++; got == 1 {
				go func() {
					_, err := run(t.Context(), s, start(), issue(2, 51, 50, 5000, true))
					appended <- err
				}()
			}
			return nil
		})
	})
	if err := <-appended; err != nil {
		t.Errorf("Update beside a walk: %v", err)
	}
	if got != 50 {
		t.Errorf("the walk saw %d events, want the 50 that there were", got)
	}
	if head := mustLoad(t, s, store.Want{}).Seq; head != 100 {
		t.Errorf("head is %d after the walk, want 100", head)
	}
}

// testHistory compares the pages of every card and account with the journal, in a
// View and in an Update.
func testHistory(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 3, 5000, true), hold(2, 1), staff(3, 1, unspent.Released, 0), take(4, 1, 7))
	mustRun(t, s, start(), spend(5, 7, 10), claim(6, 7, "a"), spendAccount(7, "a", 10), transfer(8, 2, 8), spend(9, 8, 9999), claim(10, 8, "a"))
	of := map[unspent.Ref][]unspent.Seq{unspent.AccountRef("nobody"): nil, unspent.CardRef(serialOf(99)): nil}
	var journal []unspent.Event
	mustView(t, s, func(r store.Reader) error {
		return r.Journal(t.Context(), 1, func(e unspent.Event) error {
			journal = append(journal, e)
			for _, ref := range []unspent.Ref{e.Debit, e.Credit} {
				if ref != "" {
					of[ref] = append([]unspent.Seq{e.Seq}, of[ref]...)
				}
			}
			return nil
		})
	})
	read := func(r store.Reader) error {
		for ref, want := range of {
			for _, limit := range []int{1, 2, 100} {
				var got []unspent.Seq
				for from, pages := unspent.Seq(0), 0; pages == 0 || from != 0; pages++ {
					events, next, err := r.History(t.Context(), ref, from, limit)
					if err != nil || len(events) > limit || next != 0 && len(events) < limit {
						return fmt.Errorf("history of %s from %d, at most %d: %d events, then %d, %w", ref, from, limit, len(events), next, err)
					}
					for _, e := range events {
						got = append(got, e.Seq)
						if d := diff(e, journal[e.Seq-1]); d != "" {
							t.Errorf("event %d in the history of %s (-want +got):\n%s", e.Seq, ref, d)
						}
					}
					from = next
				}
				if d := diff(got, want); d != "" {
					t.Errorf("history of %s, %d at a time (-want +got):\n%s", ref, limit, d)
				}
			}
		}
		for _, from := range []unspent.Seq{unspent.Seq(len(journal)), 999} {
			if _, _, err := r.History(t.Context(), unspent.CardRef(serialOf(3)), from, 5); unspent.ReasonOf(err) != unspent.Invalid {
				t.Errorf("history from event %d, which is another's or none: %v", from, err)
			}
		}
		return nil
	}
	mustView(t, s, read)
	mustUpdate(t, s, func(tx store.Tx) error { return read(tx) })
}

func testLapsed(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 12, 5000, true), issue(2, 20, 2, 5000, false))
	mustRun(t, s, start(), claim(3, 1, "a"), spend(4, 2, 5000), transfer(5, 3, 30), staff(6, 4, unspent.Voided, 0), staff(7, 5, unspent.Frozen, 0))
	mustRun(t, s, start().Add(time.Hour), issue(8, 40, 3, 5000, true), activate(9, 20))
	end := program().Validity.After(start())
	numbers := func(now time.Time, limit int) (all map[unspent.Serial]bool) {
		all = map[unspent.Serial]bool{}
		mustView(t, s, func(r store.Reader) error {
			cards, err := lapsed(t.Context(), r, now, limit)
			for i, c := range cards {
				if i > 0 && string(cards[i-1].Key[:]) >= string(c.Key[:]) {
					t.Errorf("limit %d: page order is not that of the keys at %d", limit, i)
				}
				all[c.Serial] = true
			}
			return err
		})
		return all
	}
	set := func(ns ...int) map[unspent.Serial]bool {
		all := map[unspent.Serial]bool{}
		for _, n := range ns {
			all[serialOf(n)] = true
		}
		return all
	}
	early, late := set(5, 6, 7, 8, 9, 10, 11, 12, 30), set(5, 6, 7, 8, 9, 10, 11, 12, 30, 40, 41, 42, 20)
	for _, limit := range []int{1, 2, 3, 9, 13, 1000} {
		for now, want := range map[time.Time]map[unspent.Serial]bool{end.Add(-time.Microsecond): set(), end: early, end.Add(2 * time.Hour): late} {
			if d := diff(numbers(now, limit), want); d != "" {
				t.Errorf("limit %d, at %v (-want +got):\n%s", limit, now, d)
			}
		}
	}
	// Sweeping page by page ends, though each page changes what is lapsed.
	mustRun(t, s, end, expire(0, 6), expire(0, 7), expire(0, 30), expire(0, 40))
	delete(early, serialOf(6))
	delete(early, serialOf(7))
	delete(early, serialOf(30))
	if d := diff(numbers(end, 2), early); d != "" {
		t.Errorf("after a sweep (-want +got):\n%s", d)
	}
}

// testLapsedAccounts claims cards of different ends and asks for the accounts with lots
// that have ended, page by page.
func testLapsedAccounts(t *testing.T, s store.Store) {
	mustRun(t, s, start(), issue(1, 1, 5, 5000, true))
	mustRun(t, s, start().Add(time.Hour), issue(2, 20, 2, 5000, true))
	mustRun(t, s, start().Add(time.Hour), claim(3, 1, "a"), claim(4, 2, "b"), claim(5, 3, "c"), claim(6, 20, "a"), claim(7, 21, "d"))
	mustRun(t, s, start().Add(time.Hour), spendAccount(8, "c", 5000), spendAccount(9, "a", 1))
	end := program().Validity.After(start())
	named := func(now time.Time, limit int) (all string) {
		mustView(t, s, func(r store.Reader) error {
			for after := unspent.Ref(""); ; {
				page, next, err := r.LapsedAccounts(t.Context(), now, after, limit)
				for _, a := range page {
					all += fmt.Sprint(a.Ref.Name(), a.Lots.Ended(now).Units(), " ")
				}
				if after = next; err != nil || next == "" || len(page) > limit {
					return err
				}
			}
		})
		return all
	}
	check := func(when string, now time.Time, want string) {
		t.Helper()
		for _, limit := range []int{1, 2, 100} {
			if got := named(now, limit); got != want {
				t.Errorf("%s, by %d: %q, want %q", when, limit, got, want)
			}
		}
	}
	check("before the end", end.Add(-time.Microsecond), "")
	check("at the end", end, "a4999 b5000 ")
	check("an hour later", end.Add(time.Hour), "a9999 b5000 d5000 ")
	ref := unspent.AccountRef("a")
	mustRun(t, s, end, step{want: store.Want{Accounts: []unspent.Ref{ref, breakage()}}, decide: func(s *store.State, now time.Time) []unspent.Event {
		return []unspent.Event{s.Accounts[ref].Expire(now)}
	}})
	check("after one was booked", end, "b5000 ")
	check("after one was booked, later", end.Add(time.Hour), "a5000 b5000 d5000 ")
}
