package counter

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/report"
)

// asking is a request for a report of a counter without a book: the test walks.
func asking(ctx context.Context, c *Counter) *Errand {
	x := c.Errand(ctx)
	return &x
}

// One report is made at a time; who comes meanwhile is told to come again, and
// gets the next one.
func TestOneReportAtATime(t *testing.T) {
	c := &Counter{}
	begun, ended, done := make(chan struct{}), make(chan struct{}), make(chan error)
	walk := func(context.Context, report.Journal) (int, error) { close(begun); <-ended; return 1, nil }
	go func() {
		_, err := made(asking(t.Context(), c), question{name: "slow"}, walk)
		done <- err
	}()
	<-begun
	quick := func(context.Context, report.Journal) (int, error) { return 2, nil }
	if _, err := made(asking(t.Context(), c), question{name: "quick"}, quick); unspent.ReasonOf(err) != unspent.Busy {
		t.Errorf("a second report beside the first: %v, want %s", err, unspent.Busy)
	}
	close(ended)
	if err := <-done; err != nil {
		t.Errorf("the first report: %v", err)
	}
	if n, err := made(asking(t.Context(), c), question{name: "quick"}, quick); n != 2 || err != nil {
		t.Errorf("after it: %d, %v", n, err)
	}
}

// What can change no more is walked once, everything else each time; so many
// answers are kept and no more.
func TestReportsOfThePastAreKept(t *testing.T) {
	c := &Counter{}
	end := time.Date(2027, 3, 31, 14, 59, 59, 999_999_000, time.UTC)
	tests := map[string]struct {
		newest time.Time // event that was read
		want   int       // walks of two questions
	}{
		"the journal goes on": {end.Add(time.Microsecond), 1},
		"it ends before":      {end.Add(-time.Hour), 2},
		"it ends there":       {end, 2},
		"nothing in it":       {time.Time{}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			walks := 0
			for range 2 {
				n, err := made(asking(t.Context(), c), question{name, end, end}, func(_ context.Context, j report.Journal) (int, error) {
					walks++
					j.(*witness).newest = tt.newest
					return 7, nil
				})
				if n != 7 || err != nil {
					t.Errorf("the report is %d, %v", n, err)
				}
			}
			if walks != tt.want {
				t.Errorf("%d walks, want %d", walks, tt.want)
			}
		})
	}
	for n := range 3 * maxKeptReports {
		c.reports.keep(question{first: end.AddDate(0, 0, n)}, n)
	}
	if len(c.reports.kept) != maxKeptReports || len(c.reports.age) != maxKeptReports {
		t.Errorf("%d reports are kept, want %d", len(c.reports.kept), maxKeptReports)
	}
}

// Whoever goes away ends their report; one that fails is not kept.
func TestReportsEnd(t *testing.T) {
	c := &Counter{}
	ctx, cancel := context.WithCancel(t.Context())
	broken := errors.New("the disk is gone")
	_, err := made(asking(ctx, c), question{}, func(ctx context.Context, _ report.Journal) (int, error) {
		cancel()
		<-ctx.Done()
		return 0, ctx.Err()
	})
	if unspent.ReasonOf(err) != unspent.Unavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("a report that nobody waits for: %v", err)
	}
	_, err = made(asking(t.Context(), c), question{}, func(_ context.Context, j report.Journal) (int, error) {
		j.(*witness).newest = time.Now()
		return 0, broken
	})
	if !errors.Is(err, broken) || len(c.reports.kept) != 0 {
		t.Errorf("a report that fails: %v, %d are kept", err, len(c.reports.kept))
	}
}
