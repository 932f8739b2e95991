package book

import (
	"context"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Wanted says which cards the staff looks for: those that have everything which
// is not empty.
type Wanted struct {
	Order     string // order number
	Recipient string // name or mail address, as the card was issued with it
	Last4     string // of the code
}

// Find returns at most limit cards (1 to [MaxPage]) that are wanted, in no order
// that means anything, and where to go on; the zero key comes back at the end. It
// looks at every card, so it takes its time on a large book. Invalid if nothing is
// said of the cards.
func (b *Book) Find(ctx context.Context, w Wanted, after unspent.CardKey, limit int) (found []Sighting, next unspent.CardKey, err error) {
	q := store.Query{Order: strings.TrimSpace(w.Order), Last4: strings.ToUpper(strings.TrimSpace(w.Last4))}
	name := strings.TrimSpace(w.Recipient)
	switch {
	case q.Order == "" && q.Last4 == "" && name == "":
		return nil, next, unspent.Errorf(unspent.Invalid, "say the order number, the recipient or the last four of the code")
	case limit < 1 || limit > MaxPage:
		return nil, next, unspent.Errorf(unspent.Invalid, "a page has 1 to %d cards", MaxPage)
	}
	now := b.now()
	err = b.store.View(ctx, func(r store.Reader) error {
		found = nil
		if name != "" {
			q.Recipients = nil
			for _, text := range slices.Compact([]string{name, strings.ToLower(name)}) {
				ids, err := r.PartiesNamed(ctx, text, maxNamesakes)
				if err != nil {
					return err
				}
				q.Recipients = append(q.Recipients, ids...)
			}
			if len(q.Recipients) == 0 {
				return nil
			}
		}
		head := store.NewState()
		if err := r.Load(ctx, store.Want{}, head); err != nil {
			return err
		}
		cards, more, err := r.Search(ctx, q, after, limit)
		if err != nil {
			return err
		}
		for _, c := range cards {
			found = append(found, Sighting{Card: c, AsOf: later(now, head.At)})
		}
		next = more
		return nil
	})
	if err != nil {
		return nil, next, unavailable(err)
	}
	return found, next, nil
}
