package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// sought is what a walk over the table of cards looks for.
type sought struct {
	where string     // what a row must say beside its key, in SQL
	bind  func(*row) // the values of where
	want  func(unspent.Card) bool
}

// Lapsed implements [store.Reader].
func (v view) Lapsed(ctx context.Context, now time.Time, after unspent.CardKey, limit int) ([]unspent.Card, unspent.CardKey, error) {
	return v.cards(ctx, after, limit, sought{` AND lapses <= ?`, func(b *row) { b.int(micros(now)) }, func(c unspent.Card) bool {
		return c.State == unspent.StateActive && c.Standing(now) == unspent.StateExpired
	}})
}

// LapsedAccounts implements [store.Reader].
func (v view) LapsedAccounts(ctx context.Context, now time.Time, after unspent.Ref, limit int) (found []unspent.Account, next unspent.Ref, err error) {
	before := v.over.generations()
	known := map[unspent.Ref]unspent.Account{}
	full, last := false, after
	err = v.walking(ctx, func(r *reader) error {
		const query = `SELECT ref, body FROM accounts WHERE ref > ? AND lapses <= ? ORDER BY ref LIMIT ?`
		return each(r.state, query, func(b *row) { b.text(string(after)); b.int(micros(now)); b.int(int64(limit)) }, func(c *columns) error {
			last = unspent.Ref(c.text())
			d := decoder{b: c.bytes()}
			known[last] = d.account(last)
			full = len(known) >= limit
			return d.err("an account")
		})
	})
	if err != nil {
		return nil, after, failure(err)
	}
	v.over.accounts(before, known, func(ref unspent.Ref) bool { return ref > after && (!full || ref <= last) })
	for _, a := range known {
		if !a.Lots.Ended(now).IsZero() {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b unspent.Account) int { return cmp.Compare(a.Ref, b.Ref) })
	switch {
	case len(found) > limit:
		return found[:limit], found[limit-1].Ref, nil
	case full:
		return found, last, nil
	}
	return found, "", nil
}

// accounts puts what the generations know of accounts that lie where in says into known,
// the oldest first. before are the generations of before known was read.
func (o *overlay) accounts(before [2]*generation, known map[unspent.Ref]unspent.Account, in func(unspent.Ref) bool) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	for _, g := range [...]*generation{before[1], before[0], o.old, o.young} {
		if g == nil {
			continue
		}
		for ref, a := range g.Accounts {
			if in(ref) && a.Head.Seq >= known[ref].Head.Seq {
				known[ref] = a
			}
		}
	}
}

// Search implements [store.Reader]. There is no index, which every sale would pay
// for. The rows that may be meant are found by texts as they stand in a body,
// with their lengths, wherever that is; those are decoded and asked again.
func (v view) Search(ctx context.Context, q store.CardFilter, after unspent.CardKey, limit int) ([]unspent.Card, unspent.CardKey, error) {
	var where strings.Builder
	var texts [][]byte
	one := func(of ...string) {
		for i, text := range of {
			var e encoder
			e.text(text)
			texts = append(texts, e.b)
			where.WriteString([]string{` AND (`, ` OR `}[min(i, 1)] + `instr(body, ?) > 0`)
		}
		where.WriteString(`)`)
	}
	for _, text := range []string{q.Order, q.Last4} {
		if text != "" {
			one(text)
		}
	}
	if n := len(q.Recipients); n > 0 && n <= soughtPeople {
		one(q.Recipients...)
	}
	return v.cards(ctx, after, limit, sought{where.String(), func(b *row) {
		for _, text := range texts {
			b.blob(text)
		}
	}, q.Names})
}

// cards returns a page of the cards that are sought: what the table has after the
// key, as the overlay knows better, and what only the overlay has up to the same
// place.
func (v view) cards(ctx context.Context, after unspent.CardKey, limit int, s sought) ([]unspent.Card, unspent.CardKey, error) {
	before := v.over.generations()
	var rows []unspent.Card
	err := v.walking(ctx, func(r *reader) (err error) {
		rows, err = r.seek(after, limit, s)
		return err
	})
	if err != nil {
		return nil, after, failure(err)
	}
	full, last := len(rows) >= limit, after
	if full && len(rows) > 0 {
		last = rows[len(rows)-1].Key
	}
	cards := v.over.cards(before, rows, s.want, func(c unspent.Card) bool {
		return bytes.Compare(c.Key[:], after[:]) > 0 && (!full || bytes.Compare(c.Key[:], last[:]) <= 0)
	})
	slices.SortFunc(cards, func(a, b unspent.Card) int { return bytes.Compare(a.Key[:], b.Key[:]) })
	switch {
	case len(cards) > limit:
		return cards[:limit], cards[limit-1].Key, nil
	case full:
		return cards, last, nil
	}
	return cards, unspent.CardKey{}, nil
}

// Cards implements [store.Reader].
func (v view) Cards(ctx context.Context, after unspent.Serial, limit int) (cards []unspent.Card, next unspent.Serial, err error) {
	before := v.over.generations()
	var rows []unspent.Card
	err = v.with(ctx, func(r *reader) (err error) {
		rows, err = r.inOrder(after, limit)
		return err
	})
	if err != nil {
		return nil, after, err
	}
	last := unspent.Serial{}
	if len(rows) >= limit {
		last = rows[len(rows)-1].Serial
	}
	every := func(unspent.Card) bool { return true }
	cards = v.over.cards(before, rows, every, func(c unspent.Card) bool {
		n := c.Serial.Number()
		return n > after.Number() && (last.IsZero() || n <= last.Number())
	})
	slices.SortFunc(cards, func(a, b unspent.Card) int { return cmp.Compare(a.Serial.Number(), b.Serial.Number()) })
	if len(cards) > limit {
		return cards[:limit], cards[limit-1].Serial, nil
	}
	return cards, last, nil
}

const selectInOrder = `SELECT c.key, c.body FROM (SELECT serial, key FROM serials WHERE serial > ? ORDER BY serial LIMIT ?) s
	JOIN cards c ON c.key = s.key ORDER BY s.serial`

// inOrder returns the table's first cards behind a serial.
func (r *reader) inOrder(after unspent.Serial, limit int) (cards []unspent.Card, err error) {
	err = each(r.state, selectInOrder, func(b *row) { b.int(after.Number()); b.int(int64(limit)) }, func(c *columns) error {
		var key unspent.CardKey
		c.blob(key[:])
		d := decoder{b: c.bytes()}
		cards = append(cards, d.card(key))
		return d.err("a card")
	})
	return cards, ofState(err)
}

// walking runs f, which may read the whole table, on a reader of its own: one of
// the pool would keep the writer behind waiting. It ends when ctx does.
func (v view) walking(ctx context.Context, f func(*reader) error) error {
	if v.scan == nil {
		return v.with(ctx, f)
	}
	r, err := v.scan()
	if err != nil {
		return err
	}
	r.state.SetInterrupt(ctx.Done())
	err = f(r)
	r.state.SetInterrupt(nil)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return errors.Join(err, r.close())
}

var errFull = errors.New("the page is full")

// seek returns the table's first cards after a key that are sought.
func (r *reader) seek(after unspent.CardKey, limit int, s sought) (found []unspent.Card, err error) {
	query := `SELECT key, body FROM cards WHERE key > ?` + s.where + ` ORDER BY key`
	err = each(r.state, query, func(b *row) { b.blob(after[:]); s.bind(b) }, func(c *columns) error {
		if len(found) >= limit {
			return errFull
		}
		var key unspent.CardKey
		c.blob(key[:])
		d := decoder{b: c.bytes()}
		card := d.card(key)
		if err := d.err("a card"); err != nil {
			return err
		}
		if s.want(card) {
			found = append(found, card)
		}
		return nil
	})
	if errors.Is(err, errFull) {
		err = nil
	}
	return found, ofState(err)
}

// generations are the overlay's at an instant.
func (o *overlay) generations() [2]*generation {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return [2]*generation{o.young, o.old}
}

// cards returns those of the rows, which are wanted, that no generation knows
// better, and the wanted cards of the generations that lie where in says. before
// are the generations of before the rows were read: one of them may have been
// written and dropped since.
func (o *overlay) cards(before [2]*generation, rows []unspent.Card, want func(unspent.Card) bool, in func(unspent.Card) bool) (cards []unspent.Card) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	newestFirst := [...]*generation{o.young, o.old, before[0], before[1]}
	knew := func(all []*generation, serial unspent.Serial) bool {
		return slices.ContainsFunc(all, func(g *generation) bool {
			if g == nil {
				return false
			}
			_, known := g.Cards[serial]
			return known
		})
	}
	for i, g := range newestFirst {
		if g == nil || slices.Contains(newestFirst[:i], g) {
			continue
		}
		for serial, c := range g.Cards {
			if in(c) && want(c) && !knew(newestFirst[:i], serial) {
				cards = append(cards, c)
			}
		}
	}
	for _, c := range rows {
		if !knew(newestFirst[:], c.Serial) {
			cards = append(cards, c)
		}
	}
	return cards
}
