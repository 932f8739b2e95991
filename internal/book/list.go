package book

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Listing says which cards a list has: those that have everything which is set.
type Listing struct {
	Program     string
	Order       string        // order number
	State       unspent.State // as it stands now
	Made, Began Span          // of the card with this code; of its value, which was sold then
}

// Span is the time from From on, before To. A zero one is no bound.
type Span struct{ From, To time.Time }

func (s Span) has(t time.Time) bool {
	return (s.From.IsZero() || !t.Before(s.From)) && (s.To.IsZero() || t.Before(s.To) && !t.IsZero())
}

func (l Listing) names(c unspent.Card, now time.Time) bool {
	return (l.Program == "" || c.Program == l.Program) && (l.Order == "" || c.Order == l.Order) &&
		(l.State == "" || c.Standing(now) == l.State) && l.Made.has(c.Made) && l.Began.has(c.Began)
}

// List returns at most limit cards (1 to [MaxPage]) in the order of their serials,
// those behind after, and where to go on: pass the zero serial first; it comes back
// at the end. It looks at so many cards that a page takes its time and no more, so
// one may have fewer than limit, or none, and yet not be the last.
func (b *Book) List(ctx context.Context, l Listing, after unspent.Serial, limit int) (found []Sighting, next unspent.Serial, err error) {
	if limit < 1 || limit > MaxPage {
		return nil, next, unspent.Errorf(unspent.Invalid, "a page has 1 to %d cards", MaxPage)
	}
	chunk := limit
	if l != (Listing{}) {
		chunk = listedAtOnce
	}
	now := b.now() // before the look, so that nothing older than AsOf is shown
	err = b.store.View(ctx, func(r store.Reader) error {
		head := store.NewState()
		if err := r.Load(ctx, store.Want{}, head); err != nil {
			return err
		}
		asOf := later(now, head.At)
		found, next = nil, after
		for looked := 0; looked < listedMost; looked += chunk {
			cards, on, err := r.Cards(ctx, next, chunk)
			if err != nil {
				return err
			}
			next = on
			for _, c := range cards {
				if l.names(c, asOf) {
					if len(found) == limit {
						next = found[limit-1].Card.Serial
						return nil
					}
					found = append(found, Sighting{Card: c, AsOf: asOf})
				}
			}
			if next.IsZero() || len(found) == limit {
				return nil
			}
		}
		return nil
	})
	return found, next, unavailableOrNil(err)
}
