package house

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
)

// sweep books what has expired and deletes kept cases that are over, at once and then
// every hour. It is a job that is due whatever the clock says, since that may be put
// right, and by a clock that nobody can set it is put anew each hour.
func (h *House) sweep(ctx context.Context) {
	w := jobs.New(h.Store, jobs.Queue{Kind: store.KindSweep, Lease: sweepEvery, Do: h.swept,
		Wait: func(tries int, _ string) (time.Duration, bool) { return time.Duration(tries) * sweepAgain, true }}, jobs.Options{Log: h.Log})
	next := h.Steady()
	if h.doubtful(ctx) {
		next = next.Add(sweepEvery)
	}
	first := next
	jobs.Every(ctx, sweepLook, nil, func(ctx context.Context) error {
		now := h.Steady()
		if now.Before(first) { // one that was cut short waits too
			return nil
		}
		if !now.Before(next) {
			if err := h.Store.Update(ctx, func(tx store.Tx) error {
				return jobs.Put(ctx, tx, store.KindSweep, jobs.Job{ID: "book", At: time.Unix(0, 0).UTC()})
			}); err != nil {
				return err
			}
			next = now.Add(sweepEvery)
		}
		return w.Step(ctx)
	}, func(err error) { h.Log.Warn("the sweep waits; it is tried again", "error", err) })
}

// swept is one sweep.
func (h *House) swept(ctx context.Context, _ jobs.Job) jobs.Result {
	expired, seals, err := h.Book.Sweep(ctx)
	kept, failed := h.Cases.Sweep(ctx)
	err = errors.Join(err, failed)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		h.Log.Warn("sweep stopped; it goes on in a while", "expired", expired, "seals", seals, "kept", kept, "error", err)
	case expired+seals+kept > 0:
		h.Log.Info("swept", "expired", expired, "seals", seals, "kept", kept)
	}
	return jobs.Result{Err: err}
}

// doubtful compares the clock with the book at start, and reports whether the
// first sweep waits for an hour, since what a sweep books cannot be undone. If
// the clock is far ahead of the newest event, either the server was off for long,
// and an hour more does not matter, or the clock is wrong, and somebody has an
// hour to put it right. A clock that is behind is only told of: by it, less has
// expired.
func (h *House) doubtful(ctx context.Context) bool {
	if err := h.Ready(ctx); err != nil {
		h.Log.Warn("not ready", "error", err)
	}
	lead, err := h.Book.Lead(ctx)
	switch {
	case err != nil:
		h.Log.Warn("the clock cannot be compared with the book; the first sweep waits for an hour", "error", err)
	case lead > maxQuiet:
		h.Log.Warn("the newest event of the book is long past; in case the clock of this machine is wrong, the first sweep waits for an hour",
			"newest_event_ago", lead.Round(time.Second))
	default:
		return false
	}
	return true
}
