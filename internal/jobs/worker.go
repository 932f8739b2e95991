package jobs

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Queue is one kind of work, and how it is done. Kind and Do are needed.
type Queue struct {
	Kind   string // of its documents
	Do     func(context.Context, Job) Result
	Lease  time.Duration // longer than Do can take
	Grace  time.Duration // for tries that are under way when the worker is told to stop
	AtOnce int           // tries that are under way at once; one if it is 0
	Once   bool          // a try that is cut short may have been the last: it is not simply repeated when the process is told to stop
	Cuts   int           // tries that may be cut short, one after the other; of a queue with Once, in all
	// Lost says what becomes of a job whose tries were cut short so often, or of which
	// nothing but the id can be read; it dies if nil. One that it puts off is tried once more.
	Lost func(context.Context, Job) Result
	// Wait returns the pause after so many tries that failed, and whether there is
	// another; it doubles if nil.
	Wait func(tries int, id string) (time.Duration, bool)
	// Died, if not nil, is told of a job that dies, of whatever, in the write in which it does.
	Died func(context.Context, store.Tx, Job) error
}

// Result is what came of a try. The zero Result is a job that is done.
type Result struct {
	// Err is why it is not done. It is tried again, unless the error is [Later] or [Final].
	Err error
	// Stands says that what was done stands, and is written down even if another
	// worker has the job by now.
	Stands bool
	// On says that the job went on, though it is not done: its trouble of before is over.
	On bool

	First func(ctx context.Context, j Job, dead bool) error // before the job is settled; again until it succeeds
	With  func(ctx context.Context, tx store.Tx) error      // in the write that settles it
	Last  func(ctx context.Context) error                   // after that; a kill can lose it
}

// Later puts a job off, which has not failed.
type Later struct {
	At   time.Time
	Said string // what it waits for; "" leaves what was said before
}

// Error says it as an error.
func (l Later) Error() string { return l.Said }

// Final ends a job for which another try would be of no use: it is dead.
type Final struct{ Err error }

// Error says it as an error.
func (f Final) Error() string { return f.Err.Error() }

// Unwrap returns why.
func (f Final) Unwrap() error { return f.Err }

// Options say how a worker works. The zero value is right for production.
type Options struct {
	Now   func() time.Time // time.Now if nil
	Lease func() string    // a text that no other worker has; random if nil
	Log   *slog.Logger     // of jobs that cannot be read, or die; none if nil
}

// Worker does what is due in a queue. It is safe for concurrent use.
type Worker struct {
	store store.Store
	q     Queue
	o     Options
	mu    sync.Mutex
	open  map[string]outcome // by job: what came of a try, and could not be written down yet; guarded by mu
}

// New returns a worker of a queue.
func New(st store.Store, q Queue, o Options) *Worker {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Lease == nil {
		o.Lease = rand.Text
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if q.Lease == 0 {
		q.Lease = Lease
	}
	if q.Grace == 0 {
		q.Grace = stopGrace
	}
	if q.Cuts == 0 {
		q.Cuts = MaxCuts
	}
	if q.Wait == nil {
		q.Wait = pause
	}
	if q.Lost == nil {
		q.Lost = func(_ context.Context, j Job) Result {
			if j.Cut < q.Cuts {
				return Result{Err: Final{errUnread}}
			}
			return Result{Err: Final{errCut}}
		}
	}
	q.AtOnce = max(1, q.AtOnce)
	return &Worker{store: st, q: q, o: o, open: map[string]outcome{}}
}

var (
	errCut    = unspent.Errorf(unspent.Internal, "its tries were cut short again and again: the process may die of it")
	errUnread = unspent.Errorf(unspent.Internal, "its record cannot be read")
)

// pause doubles with each try.
func pause(tries int, _ string) (time.Duration, bool) {
	wait := firstPause
	for range min(tries-1, 10) {
		wait *= 2
	}
	return min(wait, lastPause), tries < maxTries
}

func (w *Worker) now() time.Time { return w.o.Now().UTC().Truncate(time.Microsecond) }

// Every calls step at once and then again and again, until ctx is done; failed is told
// of its errors. A value on wake, which may be nil, is a step ahead of time.
func Every(ctx context.Context, pause time.Duration, wake <-chan struct{}, step func(context.Context) error, failed func(error)) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		if err := step(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-wake:
		}
	}
}

// Step does everything that is due, once.
func (w *Worker) Step(ctx context.Context) error {
	for {
		if n, err := w.page(ctx); err != nil || n == 0 {
			return err
		}
	}
}

// page tries some of what is due, and returns how many jobs it looked at.
func (w *Worker) page(ctx context.Context) (int, error) {
	var due []store.Document
	err := w.store.View(ctx, func(r store.Reader) (err error) {
		due, err = r.Documents(ctx, store.Pick{Kind: w.q.Kind, Until: w.now(), Limit: maxPage})
		return err
	})
	if err != nil {
		return 0, err
	}
	due = append(due, w.unwritten(due)...)
	errs := make([]error, len(due))
	var crew sync.WaitGroup
	room := make(chan struct{}, w.q.AtOnce)
	for i, d := range due {
		room <- struct{}{}
		crew.Go(func() {
			defer func() { <-room }()
			errs[i] = w.one(ctx, d)
		})
	}
	crew.Wait()
	return len(due), errors.Join(errs...)
}

// unwritten returns the jobs of which it is known what came of a try, and that could
// not be written down yet, beside some that are known.
func (w *Worker) unwritten(beside []store.Document) (some []store.Document) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id := range w.open {
		if !slices.ContainsFunc(beside, func(d store.Document) bool { return d.ID == id }) {
			some = append(some, store.Document{Kind: w.q.Kind, ID: id})
		}
	}
	return some
}

// outcome is what came of one try.
type outcome struct {
	Result
	job  Job // as it stands after it
	done bool
	dead bool

	read, marked store.Document // the job before the try, and as it was marked for it
}

// owns reports whether a job is still what was read before the try, or marked for it: if
// not, another worker has it, and what came of this try is none of its business.
func (out outcome) owns(d store.Document) bool {
	return d.ID != "" && (same(d, out.read) || same(d, out.marked))
}

// one tries one job and writes down what came of it, before and after. What stands
// there before is all that is known after a kill.
func (w *Worker) one(ctx context.Context, d store.Document) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.mu.Lock()
	out, known := w.open[d.ID]
	w.mu.Unlock()
	if !known {
		var sure bool
		var err error
		if out, sure, err = w.attempt(ctx, d); err != nil || !sure {
			return errors.Join(err, ctx.Err())
		}
	}
	w.remember(out)
	ended := ctx.Err()
	ctx = context.WithoutCancel(ctx) // what was done is still written down
	mine, err := w.mine(ctx, out)
	if mine && err == nil && out.First != nil {
		err = out.First(ctx, out.job, out.dead)
	}
	if mine && err == nil {
		err = w.store.Update(ctx, func(tx store.Tx) error { return w.settle(ctx, tx, out) })
	}
	if err != nil {
		return err
	}
	if mine && out.dead { // what it said is not for the log: a mail server may have named somebody
		w.o.Log.Error("a job is given up", "kind", w.q.Kind, "id", d.ID, "tries", out.job.Tries, "reason", out.job.Reason)
	}
	w.mu.Lock()
	delete(w.open, d.ID)
	w.mu.Unlock()
	if out.Last != nil {
		err = out.Last(ctx)
	}
	return errors.Join(ended, err)
}

// remember keeps what came of a try until it is written down.
func (w *Worker) remember(out outcome) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open[out.job.ID] = out
}

// attempt marks a job, and tries it. It is not sure of a try that was cut short when
// the process was told to stop: the mark stays. Neither is it of a job that another
// worker has marked since it was read.
func (w *Worker) attempt(ctx context.Context, d store.Document) (out outcome, sure bool, err error) {
	j, err := read(d)
	j.lease = "" // of a try that was cut short
	switch {
	case err != nil: // it is damaged, or of another version: the others must not wait for it
		w.o.Log.Error("a job that waits cannot be read", "kind", d.Kind, "id", d.ID, "error", err)
		out = w.without(j, w.q.Lost(ctx, j))
	case j.Cut >= w.q.Cuts:
		out = w.without(j, w.q.Lost(ctx, j))
	default:
		marked, mine, err := w.mark(ctx, j, d)
		if err != nil { // it may stand there all the same, and nothing was tried
			w.remember(outcome{job: j, read: d, marked: marked})
		}
		if err != nil || !mine {
			return out, false, err
		}
		grace, cancel := lasting(ctx, w.q.Grace)
		defer cancel()
		result := w.q.Do(grace, j)
		switch failed := result.Err != nil; {
		case failed && w.q.Once && grace.Err() != nil:
			return out, false, nil
		case failed && !w.q.Once && ctx.Err() != nil: // it is told to stop: the next worker goes on at once
			result = Result{Err: Later{At: w.now()}}
		case !w.q.Once: // it is known how it ended: the process does not die of it
			j.Cut = 0
		}
		out = w.after(j, result)
		out.marked = marked
	}
	out.read = d
	return out, true, nil
}

// lasting returns a context that ends a while after ctx does.
func lasting(ctx context.Context, while time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(while, cancel) })
	return longer, func() { stop(); cancel() }
}

// mark notes that a job is about to be tried, and keeps others from it for as long as
// that can take. The job is not ours if it has gone, or is not any more what was read.
func (w *Worker) mark(ctx context.Context, j Job, read store.Document) (marked store.Document, mine bool, err error) {
	j.Cut++
	j.lease, j.At = w.o.Lease(), w.now().Add(w.q.Lease)
	if marked, err = j.document(w.q.Kind); err != nil {
		return marked, false, err
	}
	err = w.store.Update(ctx, func(tx store.Tx) error {
		d, err := tx.Document(ctx, w.q.Kind, read.ID)
		if mine = err == nil && same(d, read); !mine {
			return err
		}
		return tx.PutDocument(ctx, marked)
	})
	return marked, mine && err == nil, err
}

// after returns what a result makes of a job.
func (w *Worker) after(j Job, r Result) outcome {
	out := outcome{Result: r, job: j, done: r.Err == nil}
	if out.done {
		return out
	}
	if r.On {
		out.job.Tries, out.job.Cut, out.job.Said, out.job.Reason = 0, 0, "", ""
	}
	if later, ok := errors.AsType[Later](r.Err); ok {
		out.job.At = later.At
		if later.Said != "" {
			out.job.Said, out.job.Reason = later.Said, ""
		}
		return out
	}
	out.job.Said, out.job.Reason = r.Err.Error(), unspent.ReasonOf(r.Err)
	out.job.Tries++
	wait, more := w.q.Wait(out.job.Tries, j.ID)
	out.job.At = w.now().Add(wait)
	_, ended := errors.AsType[Final](r.Err)
	out.dead = ended || !more
	return out
}

// without returns what a result makes of a job that was not tried.
func (w *Worker) without(j Job, r Result) outcome {
	out := w.after(j, r)
	out.job.Tries, out.job.Cut = j.Tries, min(j.Cut, w.q.Cuts-1)
	return out
}

// mine reports whether what came of a try is to be written down.
func (w *Worker) mine(ctx context.Context, out outcome) (mine bool, err error) {
	err = w.store.View(ctx, func(r store.Reader) error {
		d, err := r.Document(ctx, w.q.Kind, out.job.ID)
		mine = out.Stands || out.owns(d)
		return err
	})
	return mine, err
}

// settle writes what came of a try.
func (w *Worker) settle(ctx context.Context, tx store.Tx, out outcome) error {
	if d, err := tx.Document(ctx, w.q.Kind, out.job.ID); err != nil || !out.Stands && !out.owns(d) {
		return err // another worker has settled it, or is about to
	}
	if out.With != nil {
		if err := out.With(ctx, tx); err != nil {
			return err
		}
	}
	kind := w.q.Kind
	if out.dead {
		kind, out.job.At = deadKind(kind), w.now()
		if w.q.Died != nil {
			if err := w.q.Died(ctx, tx, out.job); err != nil {
				return err
			}
		}
	}
	if !out.done {
		d, err := out.job.document(kind)
		if err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, d); err != nil {
			return err
		}
	}
	if out.done || out.dead {
		return tx.DropDocument(ctx, w.q.Kind, out.job.ID)
	}
	return nil
}
