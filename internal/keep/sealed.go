package keep

import (
	"context"
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

// put seals a document and writes it, if there is room.
func (s sealed[T]) put(ctx context.Context, tx store.Tx, c *Cases) error {
	box, err := s.seal(c.o.Rand, s.body)
	if err != nil {
		return err
	}
	d, err := store.Doc[boxBody]{ID: s.id, At: s.end, Body: boxBody{box}}.Document(s.kind)
	if err != nil {
		return err
	}
	if err := grow(ctx, tx, len(d.Body)-len(s.was.Body)); err != nil {
		return err
	}
	return tx.PutDocument(ctx, d)
}

// drop forgets a document.
func drop(ctx context.Context, tx store.Tx, d store.Document) error {
	if err := grow(ctx, tx, -len(d.Body)); err != nil {
		return err
	}
	return tx.DropDocument(ctx, d.Kind, d.ID)
}

// roomBody says how much is kept in all.
type roomBody struct {
	Bytes int `json:"bytes"`
}

// grow counts what is kept; Busy if there is no room for more.
func grow(ctx context.Context, tx store.Tx, by int) error {
	const all = "all"
	was, err := tx.Document(ctx, store.KindKeptRoom, all)
	if err != nil || by == 0 {
		return err
	}
	room := store.Doc[roomBody]{ID: all}
	if was.ID != "" {
		if room, err = store.ReadDoc[roomBody](was); err != nil {
			return err
		}
	}
	room.At, room.Body.Bytes = time.Unix(0, 0).UTC(), max(0, room.Body.Bytes+by)
	if by > 0 && room.Body.Bytes > MaxKept {
		return refuse(unspent.Busy, "keep.full")
	}
	d, err := room.Document(store.KindKeptRoom)
	if err != nil {
		return err
	}
	return tx.PutDocument(ctx, d)
}

// Sweep deletes what is over, and returns how many documents that were.
func (c *Cases) Sweep(ctx context.Context) (n int, err error) {
	for _, kind := range []string{store.KindAsked, store.KindKept} {
		for due := []store.Document{{}}; len(due) > 0; n += len(due) {
			err := c.store.Update(ctx, func(tx store.Tx) (err error) {
				if due, err = tx.Documents(ctx, store.Pick{Kind: kind, Until: c.now(), Limit: sweepPage}); err != nil {
					return err
				}
				for _, d := range due {
					if err := drop(ctx, tx, d); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return n, err
			}
		}
	}
	return n, nil
}
