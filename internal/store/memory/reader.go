package memory

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// reader reads for a View, which locks each call, or for an Update, which holds
// the lock already.
type reader struct {
	s      *Store
	locked bool
}

// lock keeps writers out until the function that it returns is called.
func (r reader) lock() (unlock func()) {
	if r.locked {
		return func() {}
	}
	r.s.mu.RLock()
	return r.s.mu.RUnlock
}

// Load implements [store.Loader].
func (r reader) Load(ctx context.Context, want store.Want, into *store.State) error {
	defer r.lock()()
	if err := ctx.Err(); err != nil {
		return err
	}
	book := r.s.book
	if len(into.Journal) == 0 {
		into.Seq, into.At = book.Seq, book.At
	}
	add := func(serial unspent.Serial) {
		c, known := book.Cards[serial]
		if _, there := into.Cards[serial]; known && !there {
			into.PutCard(c)
		}
	}
	for _, key := range want.Codes {
		add(book.Codes[key])
	}
	for _, serial := range want.Serials {
		add(serial)
	}
	for _, seq := range want.Events {
		if seq >= 1 && int(seq) <= len(r.s.journal) {
			into.Events[seq] = r.s.journal[seq-1]
		}
	}
	pick(into.Answers, book.Answers, want.Requests)
	pick(into.Accounts, book.Accounts, want.Accounts)
	pick(into.Refunded, book.Refunded, want.Refunded)
	return nil
}

// pick copies what there is at keys, and not yet where it goes.
func pick[K comparable, V any](to, from map[K]V, keys []K) {
	for _, k := range keys {
		v, known := from[k]
		if _, there := to[k]; known && !there {
			to[k] = v
		}
	}
}

// Journal implements [store.Reader]. The lock is not held while f runs: what was
// appended is never changed, so a slice of the journal is a snapshot.
func (r reader) Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	unlock := r.lock()
	n := len(r.s.journal)
	snapshot := r.s.journal[min(max(int(from)-1, 0), n):n:n]
	unlock()
	for _, e := range snapshot {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}

// History implements [store.Reader].
func (r reader) History(_ context.Context, ref unspent.Ref, from unspent.Seq, limit int) ([]unspent.Event, unspent.Seq, error) {
	defer r.lock()()
	return r.s.book.Back(ref, from, limit, func(seq unspent.Seq) (e unspent.Event, err error) {
		if seq >= 1 && int(seq) <= len(r.s.journal) {
			e = r.s.journal[seq-1]
		}
		return e, nil
	})
}

// Lapsed implements [store.Reader].
func (r reader) Lapsed(_ context.Context, now time.Time, after unspent.CardKey, limit int) ([]unspent.Card, unspent.CardKey, error) {
	return r.cards(after, limit, func(c unspent.Card) bool {
		return c.State == unspent.StateActive && c.Standing(now) == unspent.StateExpired
	})
}

// LapsedAccounts implements [store.Reader].
func (r reader) LapsedAccounts(_ context.Context, now time.Time, after unspent.Ref, limit int) ([]unspent.Account, unspent.Ref, error) {
	defer r.lock()()
	found := slices.Collect(maps.Values(r.s.book.Accounts))
	found = slices.DeleteFunc(found, func(a unspent.Account) bool { return a.Ref <= after || a.Lots.Ended(now).IsZero() })
	slices.SortFunc(found, func(a, b unspent.Account) int { return cmp.Compare(a.Ref, b.Ref) })
	if len(found) <= limit {
		return found, "", nil
	}
	return found[:limit], found[limit-1].Ref, nil
}

// Search implements [store.Reader].
func (r reader) Search(_ context.Context, q store.CardFilter, after unspent.CardKey, limit int) ([]unspent.Card, unspent.CardKey, error) {
	return r.cards(after, limit, q.Names)
}

// Cards implements [store.Reader].
func (r reader) Cards(_ context.Context, after unspent.Serial, limit int) ([]unspent.Card, unspent.Serial, error) {
	defer r.lock()()
	cards := slices.Collect(maps.Values(r.s.book.Cards))
	cards = slices.DeleteFunc(cards, func(c unspent.Card) bool { return c.Serial.Number() <= after.Number() })
	slices.SortFunc(cards, func(a, b unspent.Card) int { return cmp.Compare(a.Serial.Number(), b.Serial.Number()) })
	if len(cards) <= limit {
		return cards, unspent.Serial{}, nil
	}
	return cards[:limit], cards[limit-1].Serial, nil
}

// cards returns a page of the cards for which want holds.
func (r reader) cards(after unspent.CardKey, limit int, want func(unspent.Card) bool) ([]unspent.Card, unspent.CardKey, error) {
	defer r.lock()()
	var found []unspent.Card
	for _, c := range r.s.book.Cards {
		if want(c) && bytes.Compare(c.Key[:], after[:]) > 0 {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b unspent.Card) int { return bytes.Compare(a.Key[:], b.Key[:]) })
	if len(found) <= limit {
		return found, unspent.CardKey{}, nil
	}
	found = found[:max(limit, 0)]
	if len(found) > 0 {
		after = found[len(found)-1].Key
	}
	return found, after, nil
}

// Seal implements [store.Reader].
func (r reader) Seal(_ context.Context, seq unspent.Seq) ([]byte, error) {
	defer r.lock()()
	return bytes.Clone(r.s.seals[seq].Box), nil
}

// Programs implements [store.Programs].
func (r reader) Programs(context.Context) (map[string]unspent.Program, error) {
	defer r.lock()()
	return maps.Clone(r.s.programs), nil
}

// Keys implements [store.Keys].
func (r reader) Keys(context.Context) ([]store.APIKey, error) {
	defer r.lock()()
	return slices.SortedFunc(maps.Values(r.s.keys), func(a, b store.APIKey) int { return cmp.Compare(a.ID, b.ID) }), nil
}

// Party implements [store.Parties].
func (r reader) Party(_ context.Context, id string) (string, error) {
	defer r.lock()()
	return r.s.parties[id], nil
}

// plainFold is text with its letters A to Z in small.
func plainFold(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, text)
}

// PartiesNamed implements [store.Parties].
func (r reader) PartiesNamed(_ context.Context, text string, limit int) ([]string, error) {
	defer r.lock()()
	var ids []string
	for id, known := range r.s.parties {
		if plainFold(known) == plainFold(text) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids[:min(len(ids), max(limit, 0))], nil
}
