package book

import (
	"context"
	"errors"
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

// query says what the store is asked for; some is false if there can be no card.
func (w Wanted) query(ctx context.Context, r store.Reader) (q store.CardFilter, some bool, err error) {
	q = store.CardFilter{Order: w.Order, Last4: w.Last4}
	if w.Recipient == "" {
		return q, true, nil
	}
	for _, text := range slices.Compact([]string{w.Recipient, unspent.FoldAddress(w.Recipient)}) {
		ids, err := r.PartiesNamed(ctx, text, maxNamesakes+1)
		if err != nil {
			return q, false, err
		}
		q.Recipients = append(q.Recipients, ids...)
	}
	slices.Sort(q.Recipients)
	q.Recipients = slices.Compact(q.Recipients)
	if len(q.Recipients) > maxNamesakes {
		return q, false, unspent.Errorf(unspent.TooLarge, "more than %d issues went to this recipient: search for one by its order number", maxNamesakes)
	}
	return q, len(q.Recipients) > 0, nil
}

// checked returns w as it is searched for: without blanks around it, and the last
// four spelled as a code is.
func (w Wanted) checked() (Wanted, error) {
	w = Wanted{strings.TrimSpace(w.Order), strings.TrimSpace(w.Recipient), strings.TrimSpace(w.Last4)}
	if w == (Wanted{}) {
		return w, unspent.Errorf(unspent.Invalid, "say the order number, the recipient or the last four of the code")
	}
	err := errors.Join(unspent.CheckNoCode("order", w.Order), unspent.CheckNoCode("recipient", w.Recipient))
	if w.Last4 != "" && err == nil {
		w.Last4, err = unspent.ParseLast4(w.Last4)
	}
	return w, err
}

// Find returns at most limit cards (1 to [MaxPage]) that are wanted, in no order
// that means anything, and where to go on: pass the zero serial first; it comes
// back at the end. Invalid if nothing is said of the cards.
//
// It looks at every card, so it takes its time on a large book. Some searches run
// at once; the others wait for them.
func (b *Book) Find(ctx context.Context, w Wanted, after unspent.Serial, limit int) (found []Sighting, next unspent.Serial, err error) {
	if limit < 1 || limit > MaxPage {
		return nil, next, unspent.Errorf(unspent.Invalid, "a page has 1 to %d cards", MaxPage)
	}
	if w, err = w.checked(); err != nil {
		return nil, next, err
	}
	select {
	case b.searches <- struct{}{}:
		defer func() { <-b.searches }()
	case <-ctx.Done():
		return nil, next, unspent.Errorf(unspent.Busy, "others are searching; try again in a moment")
	}
	now := b.now() // before the look, so that nothing older than AsOf is shown
	err = b.store.View(ctx, func(r store.Reader) error {
		found, err = find(ctx, r, w, after, limit+1) // one more tells whether there are more
		return err
	})
	if err != nil {
		return nil, next, unavailable(err)
	}
	if len(found) > limit {
		found = found[:limit]
		next = found[limit-1].Card.Serial
	}
	for i := range found {
		found[i].AsOf = later(now, found[i].AsOf)
	}
	return found, next, nil
}

// find returns at most limit cards, as of the newest event. The place of a page
// is a serial, since nobody outside is to see the hash of a code.
func find(ctx context.Context, r store.Reader, w Wanted, after unspent.Serial, limit int) (found []Sighting, err error) {
	head := store.NewState()
	if err := r.Load(ctx, store.Want{Serials: []unspent.Serial{after}}, head); err != nil {
		return nil, err
	}
	key := head.Cards[after].Key
	if !after.IsZero() && key == (unspent.CardKey{}) {
		return nil, unspent.Errorf(unspent.Invalid, "the cursor does not belong to a search")
	}
	q, more, err := w.query(ctx, r)
	for err == nil && more && len(found) < limit {
		var cards []unspent.Card
		cards, key, err = r.Search(ctx, q, key, limit-len(found))
		for _, c := range cards {
			found = append(found, Sighting{Card: c, AsOf: head.At})
		}
		more = key != (unspent.CardKey{})
	}
	return found, err
}
