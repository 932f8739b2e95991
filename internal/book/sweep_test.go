package book_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

// expiries counts what a book's batches expire.
type expiries struct {
	batches, cards atomic.Int64
	then           func() // after each batch that expired any
}

func (e *expiries) observe(o book.Observation) {
	n := int64(0)
	for _, out := range o.Outcomes {
		if out.Kind == unspent.Expired && out.Reason == "" && !out.Replayed {
			n++
		}
	}
	if n == 0 {
		return
	}
	e.batches.Add(1)
	e.cards.Add(n)
	if e.then != nil {
		e.then()
	}
}

// lapsed issues n cards whose validity then ends, and returns one that has none.
func (d *desk) lapsed(n int) unspent.Code {
	d.t.Helper()
	code := d.cards(1)[0]
	p := gift()
	p.ID = "short"
	var err error
	if p.Validity, err = unspent.ParsePeriod("P6M"); err != nil {
		d.t.Fatal(err)
	}
	_, err = d.CreateProgram(context.Background(), admin(), p)
	wantReason(d.t, "CreateProgram", err, "")
	_, err = d.ask(unspent.Issue{Program: p.ID, Value: euro(1000), Count: n, Activate: true})
	wantReason(d.t, "issue", err, "")
	d.wait(300 * 24 * time.Hour)
	return code
}

// A page of cards is expired in one batch, whatever room there is.
func TestSweepInPages(t *testing.T) {
	for name, open := range drivers() {
		for size, tt := range map[string]struct {
			o     book.Options
			cards int
			want  int64 // batches
		}{
			"usual":        {book.Options{}, 2000, 4},
			"short queue":  {book.Options{Queue: 1}, 2000, 4},
			"small batch":  {book.Options{Batch: 100}, 2000, 40},
			"no gathering": {book.Options{Batch: 1}, 20, 20},
		} {
			t.Run(name+", "+size, func(t *testing.T) {
				var e expiries
				tt.o.Observe = e.observe
				d := newDesk(t, open(t), tt.o)
				d.lapsed(tt.cards)
				expired, _, err := d.Sweep(t.Context())
				if expired != tt.cards || err != nil {
					t.Errorf("Sweep = %d, %v; want %d", expired, err, tt.cards)
				}
				wantReason(t, "Close", d.Close(), "") // the last batch has been observed
				if got := e.batches.Load(); got != tt.want || e.cards.Load() != int64(tt.cards) {
					t.Errorf("%d cards were expired in %d batches, want %d in %d", e.cards.Load(), got, tt.cards, tt.want)
				}
			})
		}
	}
}

// A sweep that is stopped leaves the rest to the next one, and no card to both.
func TestSweepStops(t *testing.T) {
	const cards = 2000
	for name, open := range drivers() {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			e := expiries{then: stop}
			d := newDesk(t, open(t), book.Options{Observe: e.observe})
			d.lapsed(cards)
			if _, _, err := d.Sweep(ctx); unspent.ReasonOf(err) != unspent.Unavailable {
				t.Fatalf("a sweep that was stopped: %v", err)
			}
			for i, more := range []bool{true, false} {
				expired, _, err := d.Sweep(t.Context())
				if expired > 0 != more || expired == cards || err != nil {
					t.Errorf("sweep %d after that: %d, %v", i, expired, err)
				}
			}
			wantReason(t, "Close", d.Close(), "")
			if got := e.cards.Load(); got != cards {
				t.Errorf("%d cards were expired, want %d", got, cards)
			}
		})
	}
}

// Whoever asks during a sweep is answered with the next batch, though the sweep
// has pages left.
func TestCallersDuringSweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSlow()
		close(s.pass)
		d := newDesk(t, s, book.Options{Queue: 2})
		code := d.lapsed(2000)
		wantReason(t, "Close", d.Close(), "")
		s.pass, s.begun = make(chan struct{}), make(chan struct{}, 1000)
		d.open()
		type swept struct {
			expired int
			err     error
		}
		done := make(chan swept, 1)
		go func() {
			expired, _, err := d.Sweep(t.Context())
			done <- swept{expired, err}
		}()
		<-s.begun
		s.pass <- struct{}{} // the seals
		for i := range 3 {
			<-s.begun // a page is being written
			answer := make(chan error, 1)
			go func() {
				_, err := d.ask(spend(code, 1))
				answer <- err
			}()
			synctest.Wait()
			s.pass <- struct{}{}
			<-s.begun // what was gathered meanwhile is
			s.pass <- struct{}{}
			synctest.Wait()
			select {
			case err := <-answer:
				wantReason(t, "a payment", err, "")
			default:
				t.Fatalf("payment %d is not in the batch after the page", i)
			}
			select {
			case got := <-done:
				t.Fatalf("the sweep ended before: %v", got)
			default:
			}
		}
		close(s.pass)
		if got := <-done; got.expired != 2000 || got.err != nil {
			t.Errorf("Sweep = %d, %v", got.expired, got.err)
		}
	})
}
