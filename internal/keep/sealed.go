package keep

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// sealed is a document that only its link opens, as it was read.
type sealed[T any] struct {
	lock
	was  store.Document // zero: it is new
	end  time.Time      // from when on it is not there
	body T
}

// boxBody is how it is stored. Its place among its kind is its end.
type boxBody struct {
	Box []byte `json:"box"`
}

// unseal reads a document; NotFound if there is none, or its time is over.
func unseal[T any](ctx context.Context, r store.Documents, kind string, s unspent.Secret, now time.Time) (out sealed[T], err error) {
	if out.lock, err = lockOf(kind, s); err != nil {
		return out, err
	}
	if out.was, err = r.Document(ctx, kind, out.id); err != nil {
		return out, err
	}
	if out.end = out.was.At; out.was.ID == "" || !now.Before(out.end) {
		return out, refuse(unspent.NotFound, "keep.gone")
	}
	d, err := store.ReadDoc[boxBody](out.was)
	if err != nil {
		return out, err
	}
	return out, out.open(d.Body.Box, &out.body)
}

// with is the step that seals a document with a body.
func (s sealed[T]) with(body T, c *Cases) (step, error) {
	box, err := s.seal(c.o.Rand, body)
	if err != nil {
		return step{}, err
	}
	d, err := store.Doc[boxBody]{ID: s.id, At: s.end, Body: boxBody{box}}.Document(s.kind)
	return step{s.was, d}, err
}

// step is a document as it was read, and as it is to be; zero: not there.
type step struct{ was, is store.Document }

// change reads, decides and seals, which takes its time, before the turn to write, and
// writes if all that is to be changed is still what was read. If not, it begins again.
func (c *Cases) change(ctx context.Context, decide func(r store.Documents, now time.Time) ([]step, error)) error {
	for range maxTries {
		var steps []step
		err := c.store.View(ctx, func(r store.Reader) (err error) { steps, err = decide(r, c.now()); return err })
		if err != nil || len(steps) == 0 {
			return err
		}
		fresh := true
		err = c.store.Update(ctx, func(tx store.Tx) error {
			fresh = true
			for _, s := range steps {
				d, err := tx.Document(ctx, cmp.Or(s.was.Kind, s.is.Kind), cmp.Or(s.was.ID, s.is.ID))
				if fresh = fresh && bytes.Equal(d.Body, s.was.Body); err != nil || !fresh {
					return err
				}
			}
			return write(ctx, tx, steps)
		})
		if err != nil || fresh {
			return err
		}
	}
	return unspent.Errorf(unspent.Busy, "too many change it at once; try again")
}

// write does steps, and counts what is kept; Busy if there is no room for more.
func write(ctx context.Context, tx store.Tx, steps []step) (err error) {
	by := 0
	for _, s := range steps {
		by += len(s.is.Body) - len(s.was.Body)
		if s.is.ID == "" {
			err = errors.Join(err, tx.DropDocument(ctx, s.was.Kind, s.was.ID))
			continue
		}
		err = errors.Join(err, tx.PutDocument(ctx, s.is))
	}
	const all = "all"
	was, failed := tx.Document(ctx, store.KindKeptRoom, all)
	if err = errors.Join(err, failed); err != nil || by == 0 {
		return err
	}
	if was.ID == "" {
		was = store.Document{ID: all, At: time.Unix(0, 0).UTC(), Body: []byte("{}")}
	}
	room, err := store.ReadDoc[roomBody](was)
	if err != nil {
		return err
	}
	room.Body.Bytes = max(0, room.Body.Bytes+by)
	if by > 0 && room.Body.Bytes > MaxKept {
		return refuse(unspent.Busy, "keep.full")
	}
	d, err := room.Document(store.KindKeptRoom)
	if err != nil {
		return err
	}
	return tx.PutDocument(ctx, d)
}

// roomBody says how much is kept in all.
type roomBody struct {
	Bytes int `json:"bytes"`
}

// Sweep deletes what is over, and returns how many documents that were.
func (c *Cases) Sweep(ctx context.Context) (n int, err error) {
	for _, kind := range []string{store.KindAsked, store.KindTold, store.KindKept} {
		for due := []store.Document{{}}; len(due) > 0; n += len(due) {
			err := c.store.Update(ctx, func(tx store.Tx) (err error) {
				if due, err = tx.Documents(ctx, store.Pick{Kind: kind, Until: c.now(), Limit: sweepPage}); err != nil {
					return err
				}
				var steps []step
				for _, d := range due {
					steps = append(steps, step{was: d})
				}
				return write(ctx, tx, steps)
			})
			if err != nil {
				return n, err
			}
		}
	}
	return n, nil
}
