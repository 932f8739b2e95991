package house

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

const yearLong = 365 * 24 * time.Hour

// A sweep at start waits if the clock is far ahead of the book: by the time it
// begins, somebody may have put the clock right.
func TestFirstSweep(t *testing.T) {
	for name, tt := range map[string]struct {
		off          time.Duration // the server was
		wrong        time.Duration // the clock is, at start
		atOnce, late bool          // the card's expiry is booked
		left         bool          // a sweep of before was cut short
		said         string        // of the clock
	}{
		"a restart":                 {off: time.Minute},
		"a night":                   {off: 20 * time.Hour, atOnce: true, late: true},
		"months":                    {off: yearLong / 2, said: "unspent clock accept"},
		"two yearLongs ahead":       {off: time.Minute, wrong: 2 * yearLong, said: "the first sweep waits for an hour"},
		"a night and two yearLongs": {off: 20 * time.Hour, wrong: 2 * yearLong, late: true, said: "the first sweep waits for an hour"},
		"a day, and a sweep left":   {off: 30 * time.Hour, late: true, left: true, said: "the first sweep waits for an hour"},
		"behind, and then right":    {off: 20 * time.Hour, wrong: -yearLong, late: true, said: "behind the newest event"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ring, err := keyring.New(rand.Reader, time.Now())
				if err != nil {
					t.Fatal(err)
				}
				st := memory.New()
				serial := shortLived(t, st, ring)
				time.Sleep(tt.off)
				if tt.left {
					if err := st.Update(t.Context(), func(tx store.Tx) error {
						return jobs.Put(t.Context(), tx, store.KindSweep, jobs.Job{ID: "book", At: time.Unix(0, 0).UTC()})
					}); err != nil {
						t.Fatal(err)
					}
				}

				var wrong atomic.Int64
				wrong.Store(int64(tt.wrong))
				var out bytes.Buffer
				h, err := Open(t.Context(), Options{Store: st, Ring: ring, BaseURL: "https://cards.example", KeysOnly: true, Book: book.Options{Local: "uk_test"},
					Now: func() time.Time { return time.Now().Add(time.Duration(wrong.Load())) }, Log: slog.New(slog.NewTextHandler(&out, nil))})
				if err != nil {
					t.Fatal(err)
				}
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() {
					h.Work(ctx)
					close(done)
				}()
				booked := func() bool {
					synctest.Wait()
					seen, err := h.Book.Card(t.Context(), serial)
					if err != nil {
						t.Fatal(err)
					}
					return seen.Card.State == unspent.StateExpired
				}
				if got := booked(); got != tt.atOnce {
					t.Errorf("at once the expiry is booked: %t, want %t", got, tt.atOnce)
				}
				time.Sleep(sweepEvery / 2)
				wrong.Store(0) // put right within the hour
				time.Sleep(sweepEvery)
				if got := booked(); got != tt.late {
					t.Errorf("an hour later the expiry is booked: %t, want %t", got, tt.late)
				}
				stop()
				<-done
				if err := h.Close(); err != nil {
					t.Error(err)
				}
				if !strings.Contains(out.String(), tt.said) || (tt.said != "") != strings.Contains(out.String(), "clock") {
					t.Errorf("the log says %q, want %q of the clock", out.String(), tt.said)
				}
			})
		})
	}
}

// A kept case that is over is deleted by a sweep.
func TestSweepOfKeptCases(t *testing.T) {
	ring, err := keyring.New(rand.Reader, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	h, err := Open(t.Context(), Options{Store: memory.New(), Ring: ring, BaseURL: "https://cards.example", KeysOnly: true, Now: func() time.Time { return now },
		Log: slog.New(slog.NewTextHandler(&out, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	link, err := h.Cases.Draw()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Cases.Save(t.Context(), link, 0, keep.Content{Said: map[string]string{"brand": "amazon-jp"}}); err != nil {
		t.Fatal(err)
	}
	for passed, left := range []int{1, 0} {
		now = now.Add(time.Duration(passed) * keep.CaseLife)
		if r := h.swept(t.Context(), jobs.Job{}); r.Err != nil {
			t.Fatal(r.Err)
		}
		err := h.Store.View(t.Context(), func(r store.Reader) error {
			all, err := r.Documents(t.Context(), store.Pick{Kind: store.KindKept, Limit: 10})
			if len(all) != left {
				t.Errorf("%d cases are left, want %d", len(all), left)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(out.String(), "kept=1") || strings.Contains(out.String(), link.Reveal()) {
		t.Errorf("the log says %s", out.String())
	}
}

// shortLived writes two events 40 hours apart, and returns a card that was sold
// with the first and is good for two days.
func shortLived(t *testing.T, st *memory.Store, ring *keyring.Ring) unspent.Serial {
	t.Helper()
	b, err := book.Open(t.Context(), st, ring, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	admin := unspent.Actor{ID: "key_admin", Role: unspent.Admin}
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	days, err := unspent.ParsePeriod("P2D")
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.CreateProgram(t.Context(), admin, unspent.Program{ID: "gift", Name: "Gift", Currency: yen, Validity: days,
		Zone: "Etc/GMT+1"}) // where the day is an hour from its end when the clock of the test begins
	if err != nil {
		t.Fatal(err)
	}
	var serial unspent.Serial
	for _, key := range []string{"first", "second"} {
		got, err := b.Do(t.Context(), unspent.Request{Key: key, By: admin, Command: unspent.Issue{Program: "gift",
			Value: unspent.NewMoney(5000, yen), Count: 1, Activate: true}})
		if err != nil {
			t.Fatal(err)
		}
		if serial.IsZero() {
			serial, _ = got.Events[0].Credit.Serial()
			time.Sleep(40 * time.Hour)
		}
	}
	return serial
}
