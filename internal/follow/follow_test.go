package follow_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/follow"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func now() time.Time { return time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC) }

// happen appends n events.
func happen(t testing.TB, st store.Store, n int) {
	t.Helper()
	jpy, err := unspent.ParseCurrency("JPY")
	must(t, err)
	must(t, st.Update(context.Background(), func(tx store.Tx) error {
		s := store.NewState()
		if err := tx.Load(context.Background(), store.Want{}, s); err != nil {
			return err
		}
		for range n {
			seq := int64(s.Seq) + 1
			serial, err := unspent.NewSerial(600100, uint64(seq))
			if err != nil {
				return err
			}
			if _, err := s.Record(unspent.Event{Kind: unspent.Issued, Program: "p", Debit: unspent.CardRef(serial), Amount: unspent.NewMoney(100, jpy)},
				now()); err != nil {
				return err
			}
		}
		return tx.Append(context.Background(), s, nil, nil)
	}))
}

// odd is a follower that wants every other event and writes a document for each, in
// which it counts how often it was handed on.
type odd struct {
	follow.Follower
	handed func() // told before anything is written; nil: nobody is
}

func newOdd(st store.Store) *odd {
	return &odd{Follower: follow.Follower{Store: st, Kind: "odd-cursor", Now: now, Wants: func(e unspent.Event) bool { return e.Seq%2 == 1 }}}
}

func (o *odd) next(ctx context.Context) (bool, error) {
	return o.Next(ctx, func(_ context.Context, events []unspent.Event) (follow.Write, error) {
		if o.handed != nil {
			o.handed()
		}
		return func(ctx context.Context, tx store.Tx) error {
			for _, e := range events {
				d, err := tx.Document(ctx, "odd", e.Seq.EventID())
				if err != nil {
					return err
				}
				if err := tx.PutDocument(ctx, store.Document{Kind: "odd", ID: e.Seq.EventID(), At: now(), Body: append(d.Body, '+')}); err != nil {
					return err
				}
			}
			return nil
		}, nil
	})
}

// wantOnce fails unless every odd event of the first n was handed on once, and all were looked at.
func wantOnce(t *testing.T, o *odd, n int) {
	t.Helper()
	must(t, o.Store.View(t.Context(), func(r store.Reader) error {
		all, err := r.Documents(t.Context(), store.Pick{Kind: "odd", Limit: n + 1})
		must(t, err)
		for _, d := range all {
			if string(d.Body) != "+" {
				t.Errorf("event %s was handed on %d times", d.ID, len(d.Body))
			}
		}
		if len(all) != (n+1)/2 {
			t.Errorf("%d events were handed on, want %d", len(all), (n+1)/2)
		}
		if behind, err := o.Behind(t.Context(), r); err != nil || behind != 0 {
			t.Errorf("%d events are behind the cursor, %v", behind, err)
		}
		return nil
	}))
}

func (o *odd) all(t *testing.T) {
	t.Helper()
	for more := true; more; {
		var err error
		more, err = o.next(t.Context())
		must(t, err)
	}
}

// drivers are the stores that the tests run on.
func drivers(t *testing.T, test func(*testing.T, store.Store)) {
	t.Run("memory", func(t *testing.T) { test(t, memory.New()) })
	t.Run("sqlite", func(t *testing.T) {
		st, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
		must(t, err)
		t.Cleanup(func() { must(t, st.Close()) })
		test(t, st)
	})
}

func TestFollow(t *testing.T) {
	drivers(t, func(t *testing.T, st store.Store) {
		o := newOdd(st)
		if more, err := o.next(t.Context()); more || err != nil {
			t.Fatalf("an empty journal: %t, %v", more, err)
		}
		happen(t, st, 1207) // more than is handed on at once
		if more, err := o.next(t.Context()); !more || err != nil {
			t.Fatalf("the first part: %t, %v", more, err)
		}
		o.all(t)
		wantOnce(t, o, 1207)
		happen(t, st, 3)
		o.all(t)
		wantOnce(t, o, 1210)
	})
}

// Two workers read the same events, and one has written what follows from them before
// the other writes.
func TestOvertaken(t *testing.T) {
	drivers(t, func(t *testing.T, st store.Store) {
		happen(t, st, 5)
		one, other := newOdd(st), newOdd(st)
		one.handed = func() {
			one.handed = nil
			other.all(t)
		}
		one.all(t)
		wantOnce(t, one, 5)
	})
}

// Workers at once, while more happens.
func TestWorkers(t *testing.T) {
	drivers(t, func(t *testing.T, st store.Store) {
		var crew sync.WaitGroup
		for range 3 {
			crew.Go(func() {
				for range 20 {
					if _, err := newOdd(st).next(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 20 {
			happen(t, st, 7)
		}
		crew.Wait()
		o := newOdd(st)
		o.all(t)
		wantOnce(t, o, 140)
	})
}

var errKilled = errors.New("killed")

// dying is a store whose Update is lost, or stored and reported lost.
type dying struct {
	store.Store
	stored bool
}

func (d *dying) Update(ctx context.Context, f func(store.Tx) error) error {
	if d.stored {
		return errors.Join(d.Store.Update(ctx, f), errKilled)
	}
	return d.Store.Update(ctx, func(tx store.Tx) error { return errors.Join(f(tx), errKilled) })
}

// A worker is killed at its write; the next one goes on where the write left things.
func TestKilled(t *testing.T) {
	for _, stored := range []bool{false, true} {
		t.Run(fmt.Sprintf("stored %t", stored), func(t *testing.T) {
			drivers(t, func(t *testing.T, st store.Store) {
				happen(t, st, 9)
				if _, err := newOdd(&dying{st, stored}).next(t.Context()); !errors.Is(err, errKilled) {
					t.Fatalf("killed: %v", err)
				}
				happen(t, st, 4)
				o := newOdd(st)
				o.all(t)
				wantOnce(t, o, 13)
			})
		})
	}
}

// What cannot be derived now, or read, moves no cursor.
func TestFails(t *testing.T) {
	st := memory.New()
	happen(t, st, 3)
	o := newOdd(st)
	_, err := o.Next(t.Context(), func(context.Context, []unspent.Event) (follow.Write, error) { return nil, errKilled })
	if !errors.Is(err, errKilled) {
		t.Errorf("a derivation that fails: %v", err)
	}
	o.all(t)
	wantOnce(t, o, 3)
	must(t, st.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutDocument(t.Context(), store.Document{Kind: "odd-cursor", ID: "journal", At: now(), Body: []byte("x")})
	}))
	if _, err := o.next(t.Context()); err == nil || !strings.Contains(err.Error(), "parsing") {
		t.Errorf("a damaged cursor: %v", err)
	}
}
