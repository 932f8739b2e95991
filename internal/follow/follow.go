package follow

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Follower reads the journal for one purpose. It is safe for concurrent use, and any
// number of followers with the same Kind may be at work.
type Follower struct {
	Store store.Store
	Kind  string // of the document that keeps the cursor: one for each purpose
	Now   func() time.Time
	Wants func(unspent.Event) bool // which events are handed on; the others are passed over
}

// cursorID is the id of the one document that a kind of cursors has.
const cursorID = "journal"

// Write writes what was derived.
type Write func(ctx context.Context, tx store.Tx) error

var errEnough = errors.New("enough for one time")

// Next hands the next events on, if there are any. What derive returns, which may be
// nil, is written together with the cursor, or not at all if somebody else has handed
// these events on meanwhile. more says that there may be others.
func (f *Follower) Next(ctx context.Context, derive func(context.Context, []unspent.Event) (Write, error)) (more bool, err error) {
	var events []unspent.Event
	var from, to unspent.Seq
	err = f.Store.View(ctx, func(r store.Reader) error {
		var err error
		events = nil
		if from, err = f.cursor(ctx, r); err != nil {
			return err
		}
		to = from
		behind, err := f.behind(ctx, r, from)
		if behind == 0 || err != nil {
			return err
		}
		return r.Journal(ctx, from+1, func(e unspent.Event) error {
			to = e.Seq
			if f.Wants(e) {
				events = append(events, e)
			}
			if len(events) == maxHanded || to-from == maxPassed {
				return errEnough
			}
			return nil
		})
	})
	if more = errors.Is(err, errEnough); err != nil && !more || to == from {
		return false, err
	}
	write := Write(nil)
	if len(events) > 0 {
		if write, err = derive(ctx, events); err != nil {
			return false, err
		}
	}
	return more, f.Store.Update(ctx, func(tx store.Tx) error {
		at, err := f.cursor(ctx, tx)
		if err != nil || at != from {
			return err // somebody else has handed them on
		}
		if write != nil {
			if err := write(ctx, tx); err != nil {
				return err
			}
		}
		return tx.PutDocument(ctx, store.Document{Kind: f.Kind, ID: cursorID, At: f.Now().UTC().Truncate(time.Microsecond),
			Body: strconv.AppendInt(nil, int64(to), 10)})
	})
}

// Behind returns how many events were not looked at yet.
func (f *Follower) Behind(ctx context.Context, r store.Reader) (int64, error) {
	from, err := f.cursor(ctx, r)
	if err != nil {
		return 0, err
	}
	return f.behind(ctx, r, from)
}

func (f *Follower) behind(ctx context.Context, r store.Reader, from unspent.Seq) (int64, error) {
	head := store.NewState()
	err := r.Load(ctx, store.Want{}, head)
	return int64(head.Seq - from), err
}

// cursor returns up to where the journal was read.
func (f *Follower) cursor(ctx context.Context, r store.Documents) (unspent.Seq, error) {
	d, err := r.Document(ctx, f.Kind, cursorID)
	if err != nil || d.ID == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(string(d.Body), 10, 64)
	return unspent.Seq(n), err
}
