package approval

import (
	"context"
	"encoding/json"
	"fmt"
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
// that answered says was answered before passes, and is not counted again. A call
// for which a second person was asked never passes here.
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
			if t.add(r.Amount, now, 1); c.Most.over(t.sums()) {
				return nil
			}
			after[i] = t
		}
		alone = true
		return putTallies(ctx, tx, after, now)
	})
	return alone, unavailable(err)
}

// GiveBack takes a call out of the sums that it was counted into: the book has
// declined it.
func (k *Keeper) GiveBack(ctx context.Context, r Request, into []Count) error {
	now := k.time()
	return unavailable(k.store.Update(ctx, func(tx store.Tx) error {
		after := make([]tally, len(into))
		for i, c := range into {
			t, err := loadTally(ctx, tx, c.Of, now)
			if err != nil {
				return err
			}
			t.add(r.Amount, now, -1)
			after[i] = t
		}
		return putTallies(ctx, tx, after, now)
	}))
}

// tally is what was moved lately, in minor units, by the hour and the currency.
type tally struct {
	of    string
	hours map[int64]map[string]int64 // since 1970
}

// tallyKind is the kind of the documents that keep tallies.
const tallyKind = "moved-alone"

func hourOf(t time.Time) int64 { return t.Unix() / int64(time.Hour/time.Second) }

// loadTally reads what still counts at now. The hour in which the day began counts
// as a whole.
func loadTally(ctx context.Context, r store.Documents, of string, now time.Time) (tally, error) {
	t := tally{of, map[int64]map[string]int64{}}
	if of == "" {
		return t, nil
	}
	d, err := r.Document(ctx, tallyKind, of)
	if err != nil || d.ID == "" {
		return t, err
	}
	if err := json.Unmarshal(d.Body, &t.hours); err != nil {
		return t, fmt.Errorf("read what was moved of %s: %w", of, err)
	}
	for hour := range t.hours {
		if hour < hourOf(now.Add(-Day)) {
			delete(t.hours, hour)
		}
	}
	return t, nil
}

// add counts an amount, whichever way it moves, sign times.
func (t tally) add(m unspent.Money, now time.Time, sign int64) {
	units, hour, cur := m.Units(), hourOf(now), m.Currency().String()
	if units < 0 {
		units = -units
	}
	if t.hours[hour] == nil {
		t.hours[hour] = map[string]int64{}
	}
	t.hours[hour][cur] = max(0, min(unspent.MaxAmount, t.hours[hour][cur]+sign*units))
}

func (t tally) sums() map[unspent.Currency]int64 {
	all := map[unspent.Currency]int64{}
	for _, hour := range t.hours {
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
		body, err := json.Marshal(t.hours)
		if err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, store.Document{Kind: tallyKind, ID: t.of, At: now, Body: body}); err != nil {
			return err
		}
	}
	return nil
}
