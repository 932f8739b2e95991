package approval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Count is a sum that a call counts into: what one person moved within the last
// [Day], or what was moved of one card, by whomever.
type Count struct {
	Of   string // whose sum; "" is the call by itself
	Most Most
}

// Alone lets a call pass that one person may make alone: with it every sum that it
// counts into is within its limit, and it is counted before Alone returns. A call
// that answered says was answered before passes, and is not counted again; nor is
// one whose answer never came. A call for which a second person was asked never
// passes here.
func (k *Keeper) Alone(ctx context.Context, r Request, into []Count, answered func(store.Reader) (bool, error)) (alone bool, err error) {
	now := k.time()
	err = k.store.Update(ctx, func(tx store.Tx) error {
		alone = false
		if _, asked, err := load(ctx, tx, idOf(r.By, r.Key)); err != nil || asked {
			return err
		}
		if done, err := answered(tx); err != nil || done {
			alone = done
			return err
		}
		after := make([]tally, len(into))
		for i, c := range into {
			t, err := loadTally(ctx, tx, c.Of, now)
			if err != nil {
				return err
			}
			if t.count(r, now) && c.Most.over(t.sums()) {
				return nil
			}
			after[i] = t
		}
		alone = true
		return errors.Join(putTallies(ctx, tx, after, now), dropTallies(ctx, tx, now))
	})
	return alone, unavailable(err)
}

// GiveBack takes a call out of the sums that it was counted into: it was declined,
// or refused. If it is under way more than once, the last one that was refused gives
// it back; one that answered says was answered after all does not.
func (k *Keeper) GiveBack(ctx context.Context, r Request, into []Count, answered func(store.Reader) (bool, error)) error {
	now := k.time()
	return unavailable(k.store.Update(ctx, func(tx store.Tx) error {
		if done, err := answered(tx); err != nil || done {
			return err
		}
		after := make([]tally, len(into))
		for i, c := range into {
			t, err := loadTally(ctx, tx, c.Of, now)
			if err != nil {
				return err
			}
			t.giveBack(r)
			after[i] = t
		}
		return putTallies(ctx, tx, after, now)
	}))
}

// tally is what was moved lately, in minor units, by the hour and the currency.
type tally struct {
	of string
	tallied
}

// tallied is a tally as it is stored.
type tallied struct {
	Hours map[int64]map[string]int64 `json:"hours"` // since 1970
	Calls []call                     `json:"calls"` // the last ones, in the order in which they were counted
}

// call is one that was counted.
type call struct {
	ID   string `json:"id"`
	Hour int64  `json:"hour"`
	N    int    `json:"n"` // how often it is under way, or ended with an answer or with none
}

// callOf tells what is asked under a request id from what else is.
func callOf(r Request) string { return idOf(r.By, r.Key+"\x00"+string(r.Print[:])) }

// tallyKind is the kind of the documents that keep tallies.
const tallyKind = store.KindMovedAlone

func hourOf(t time.Time) int64 { return t.Unix() / int64(time.Hour/time.Second) }

// loadTally reads what still counts at now. The hour in which the day began counts
// as a whole.
func loadTally(ctx context.Context, r store.Documents, of string, now time.Time) (tally, error) {
	t := tally{of: of, tallied: tallied{Hours: map[int64]map[string]int64{}}}
	if of == "" {
		return t, nil
	}
	d, err := r.Document(ctx, tallyKind, of)
	if err != nil || d.ID == "" {
		return t, err
	}
	if err = json.Unmarshal(d.Body, &t.tallied); err == nil && len(t.Hours) == 0 {
		err = json.Unmarshal(d.Body, &t.Hours) // of a program that remembered no calls
	}
	if err != nil {
		return t, fmt.Errorf("read what was moved of %s: %w", of, err)
	}
	old := func(hour int64) bool { return hour < hourOf(now.Add(-Day)) }
	maps.DeleteFunc(t.Hours, func(hour int64, _ map[string]int64) bool { return old(hour) })
	t.Calls = slices.DeleteFunc(t.Calls, func(c call) bool { return old(c.Hour) })
	return t, nil
}

// find returns where a call is among those that are remembered, -1 if it is not.
func (t *tally) find(r Request) int {
	id := callOf(r)
	return slices.IndexFunc(t.Calls, func(c call) bool { return c.ID == id })
}

// count counts a call, and reports whether it was not counted before.
func (t *tally) count(r Request, now time.Time) bool {
	if i := t.find(r); i >= 0 {
		t.Calls[i].N++
		return false
	}
	hour := hourOf(now)
	t.add(r.Amount, hour, 1)
	t.Calls = append(t.Calls, call{callOf(r), hour, 1})
	t.Calls = t.Calls[max(0, len(t.Calls)-MaxCalls):]
	return true
}

// giveBack takes a call out that was counted.
func (t *tally) giveBack(r Request) {
	i := t.find(r)
	if i < 0 {
		return
	}
	if t.Calls[i].N--; t.Calls[i].N <= 0 {
		t.add(r.Amount, t.Calls[i].Hour, -1)
		t.Calls = slices.Delete(t.Calls, i, i+1)
	}
}

// add counts an amount, whichever way it moves, sign times.
func (t *tally) add(m unspent.Money, hour, sign int64) {
	units, cur := m.Units(), m.Currency().String()
	if units < 0 {
		units = -units
	}
	if t.Hours[hour] == nil {
		t.Hours[hour] = map[string]int64{}
	}
	t.Hours[hour][cur] = max(0, min(unspent.MaxAmount, t.Hours[hour][cur]+sign*units))
}

func (t *tally) sums() map[unspent.Currency]int64 {
	all := map[unspent.Currency]int64{}
	for _, hour := range t.Hours {
		for name, units := range hour {
			if cur, err := unspent.ParseCurrency(name); err == nil {
				all[cur] += units // 25 times MaxAmount at most
			}
		}
	}
	return all
}

func putTallies(ctx context.Context, tx store.Tx, all []tally, now time.Time) error {
	for _, t := range all {
		if t.of == "" {
			continue
		}
		d, err := store.Doc[tallied]{ID: t.of, At: now, Body: t.tallied}.Document(tallyKind)
		if err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// dropTallies drops some of those in which nothing counts any more: more than one
// call adds, so that they do not pile up.
func dropTallies(ctx context.Context, tx store.Tx, now time.Time) error {
	old, err := tx.Documents(ctx, store.Pick{Kind: tallyKind, Until: now.Add(-Day - time.Hour), Limit: dropAtOnce})
	for _, d := range old {
		err = errors.Join(err, tx.DropDocument(ctx, tallyKind, d.ID))
	}
	return err
}
