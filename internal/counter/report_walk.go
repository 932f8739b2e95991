package counter

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/report"
)

// reports are made one at a time, since each walks the whole journal, and kept
// when they can never change.
type reports struct {
	turn sync.Mutex // held by the one that is being made

	mu   sync.Mutex
	kept map[question]any // guarded by mu
	age  []question       // of what is kept, the oldest first; guarded by mu
}

// question is what a report answers: two that are the same have one answer, if
// it is about the past.
type question struct {
	name  string
	first time.Time
	last  time.Time // the answer depends on nothing after it
}

var (
	errAhead     = unspent.Errorf(unspent.Invalid, "that is still to come: a report tells what was")
	errReporting = unspent.Errorf(unspent.Busy, "another report is being made; ask again in a moment")
)

// made returns the answer to q: the kept one, or what walk makes of the journal.
// It is kept if the journal goes on after it, and so is final. There is one walk
// at a time: Busy for everybody else.
func made[T any](x *Errand, q question, walk func(context.Context, report.Journal) (T, error)) (T, error) {
	r := &x.c.reports
	if known, ok := r.find(q); ok {
		return known.(T), nil
	}
	var none T
	if !r.turn.TryLock() {
		return none, errReporting
	}
	defer r.turn.Unlock()
	if known, ok := r.find(q); ok { // it was being made
		return known.(T), nil
	}
	ctx, cancel := context.WithTimeout(x.ctx, maxReportTime)
	defer cancel()
	seen := &witness{journal: x.c.Book}
	answer, err := walk(ctx, seen)
	switch {
	case ctx.Err() != nil:
		return none, &unspent.Error{Reason: unspent.Unavailable, Err: ctx.Err(),
			Detail: "the report did not come to its end in time; make it on the server itself: unspent report"}
	case err != nil:
		return none, err
	}
	if seen.newest.After(q.last) {
		r.keep(q, answer)
	}
	return answer, nil
}

func (r *reports) find(q question) (any, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.kept[q]
	return known, ok
}

func (r *reports) keep(q question, answer any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[question]any{}
	}
	if len(r.age) == maxKeptReports {
		delete(r.kept, r.age[0])
		r.age = append(r.age[:0], r.age[1:]...)
	}
	r.kept[q], r.age = answer, append(r.age, q)
}

// witness notes how far a journal was read. Time never runs backwards in it: what
// comes later is dated no earlier.
type witness struct {
	journal report.Journal
	newest  time.Time
}

// Journal implements [report.Journal].
func (w *witness) Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	return w.journal.Journal(ctx, from, func(e unspent.Event) error {
		w.newest = e.At
		return f(e)
	})
}

// series reads the unspent value at instants.
func (x *Errand) series(name string, at []time.Time) ([][]report.ProgramValue, error) {
	q := question{name, at[0].UTC(), at[len(at)-1].UTC()}
	return made(x, q, func(ctx context.Context, j report.Journal) ([][]report.ProgramValue, error) {
		return report.Series(ctx, j, at)
	})
}

// period is what a report is about: from from until before to.
type period struct{ from, to time.Time }

// period reads the first and the last day of a report, of Japan time. What is
// left out is the 30 days up to today; today is reported up to now.
func (x *Errand) period() (p period, err error) {
	now := x.c.Now().In(brand.Japan()).Truncate(time.Microsecond)
	q := x.asked.Values()
	p.to, err = time.ParseInLocation(time.DateOnly, cmp.Or(q.Get("to"), now.Format(time.DateOnly)), brand.Japan())
	if err == nil {
		p.from, err = time.ParseInLocation(time.DateOnly, cmp.Or(q.Get("from"), p.to.AddDate(0, 0, 1-defaultReportDays).Format(time.DateOnly)), brand.Japan())
	}
	switch {
	case err != nil:
		return p, unspent.Errorf(unspent.Invalid, "from and to are days such as 2027-03-31")
	case p.to.After(now):
		return p, errAhead
	case p.to.Before(p.from):
		return p, unspent.Errorf(unspent.Invalid, "the report ends before it begins; give the earlier day as from")
	case p.from.AddDate(0, 0, maxReportDays).Compare(p.to) <= 0:
		return p, unspent.Errorf(unspent.TooLarge, "a report has at most %d days", maxReportDays)
	}
	if p.to = p.to.AddDate(0, 0, 1); p.to.After(now) {
		p.to = now.Add(time.Microsecond)
	}
	return p, nil
}
