package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// testModel drives the driver and the memory driver with the same random
// workload and compares everything that can be read.
func testModel(t *testing.T, open func(t *testing.T) store.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{got: open(t), want: memory.New(), now: start()}
		defer m.close(rt)
		for range rapid.IntRange(1, 8).Draw(rt, "updates") {
			m.update(rt)
		}
		m.compare(rt)
	})
}

// testReopenModel does the same with a store that is closed and opened between.
func testReopenModel(t *testing.T, open func(t *testing.T, dir string) store.Store) {
	base, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(base, strconv.Itoa(n))
		if err := os.Mkdir(dir, 0o700); err != nil {
			rt.Fatal(err)
		}
		m := &model{got: open(t, dir), want: memory.New(), now: start()}
		defer m.close(rt)
		for range rapid.IntRange(1, 3).Draw(rt, "runs") {
			for range rapid.IntRange(0, 4).Draw(rt, "updates") {
				m.update(rt)
			}
			if err := m.got.Close(); err != nil {
				rt.Fatalf("Close: %v", err)
			}
			m.got = open(t, dir)
			m.compare(rt)
		}
	})
}

// model is two stores that must look the same.
type model struct {
	got, want store.Store
	now       time.Time
	requests  int             // the newest request id
	cards     int             // the newest card
	spends    []unspent.Event // that could be refunded
	parties   []string
}

func (m *model) close(rt *rapid.T) {
	if err := errors.Join(m.got.Close(), m.want.Close()); err != nil {
		rt.Errorf("Close: %v", err)
	}
}

// update takes some steps, and perhaps something beside them, in one Update of
// each store, which sometimes fails at the end.
func (m *model) update(rt *rapid.T) {
	// Mostly forward; a clock may step back.
	m.now = m.now.Add(rapid.SampledFrom([]time.Duration{0, time.Microsecond, time.Minute, 2 * time.Hour, 30 * time.Hour, -time.Hour}).Draw(rt, "passes"))
	steps := make([]step, rapid.IntRange(0, 7).Draw(rt, "steps"))
	for i := range steps {
		steps[i] = m.step(rt)
		if p := steps[i].party; p != "" {
			m.parties = append(m.parties, p)
		}
	}
	beside := m.beside(rt)
	fails := rapid.IntRange(0, 9).Draw(rt, "fails") == 0
	both := func(s store.Store) (done []unspent.Event, failed error, err error) {
		err = s.Update(context.Background(), func(tx store.Tx) error {
			done, err = apply(context.Background(), tx, m.now, steps...)
			if err == nil {
				failed = beside(tx)
			}
			if err == nil && fails {
				err = errGivenUp
			}
			return err
		})
		return done, failed, err
	}
	want, failedWant, err := both(m.want)
	if err != nil && !errors.Is(err, errGivenUp) {
		rt.Fatalf("the model failed: %v", err)
	}
	got, failedGot, errGot := both(m.got)
	if !errors.Is(errGot, err) || unspent.ReasonOf(failedGot) != unspent.ReasonOf(failedWant) {
		rt.Fatalf("Update: %v, %v; want %v, %v", errGot, failedGot, err, failedWant)
	}
	if d := diff(got, want); d != "" {
		rt.Fatalf("the same steps decided on what was loaded (-want +got):\n%s", d)
	}
	for _, e := range want {
		if e.Kind == unspent.Spent && err == nil {
			m.spends = append(m.spends, e)
		}
	}
}

// beside returns something that an Update may do beside appending. Its error is
// compared, and does not fail the Update.
func (m *model) beside(rt *rapid.T) func(store.Tx) error {
	ctx, now, id := context.Background(), m.now, strconv.Itoa(rapid.IntRange(1, 3).Draw(rt, "id"))
	seq := unspent.Seq(rapid.IntRange(1, 20).Draw(rt, "seal"))
	switch rapid.IntRange(0, 15).Draw(rt, "beside") {
	case 1:
		p := program()
		p.ID, p.CreatedAt = id, now
		return func(tx store.Tx) error { return tx.PutProgram(ctx, p) }
	case 2, 3:
		k := store.APIKey{ID: id, Role: unspent.Store, Hash: [32]byte{id[0]}, CreatedAt: now}
		return func(tx store.Tx) error { return tx.PutKey(ctx, k) }
	case 4:
		return func(tx store.Tx) error {
			keys, err := tx.Keys(ctx)
			for _, k := range keys {
				if k.ID == id && !k.RevokedAt.IsZero() {
					return err // what revoking twice does is not promised
				}
			}
			return errors.Join(err, tx.RevokeKey(ctx, id, now))
		}
	case 5:
		return func(tx store.Tx) error {
			_, err := tx.EraseSeals(ctx, now)
			return err
		}
	case 6:
		return func(tx store.Tx) error { return tx.EraseSeal(ctx, seq) }
	case 7:
		party := "pty_" + id
		return func(tx store.Tx) error { return tx.EraseParty(ctx, party) }
	case 8, 9:
		d := store.Document{Kind: "letter", ID: id, At: now, Body: []byte(rapid.StringN(1, 5, -1).Draw(rt, "body"))}
		return func(tx store.Tx) error { return tx.PutDocument(ctx, d, "key "+id) }
	case 10:
		return func(tx store.Tx) error { return tx.DropDocument(ctx, "letter", id) }
	case 11:
		return func(tx store.Tx) error {
			return tx.LogAction(ctx, store.Action{At: now, By: "key_" + id, Name: "freeze", Subject: id})
		}
	}
	return func(store.Tx) error { return nil }
}

// step draws a request: mostly new, sometimes repeated, sometimes without id.
func (m *model) step(rt *rapid.T) step {
	request := 0
	switch rapid.IntRange(0, 9).Draw(rt, "request") {
	case 0:
	case 1:
		request = rapid.IntRange(0, m.requests).Draw(rt, "repeated")
	default:
		m.requests++
		request = m.requests
	}
	if m.cards == 0 {
		return m.issue(rt, request)
	}
	n := rapid.IntRange(1, m.cards).Draw(rt, "card")
	units := rapid.SampledFrom([]int64{1, 700, 2500, 5000, 8000}).Draw(rt, "units")
	account := rapid.SampledFrom([]string{"taro", "hanako"}).Draw(rt, "account")
	kinds := unspent.Kinds()
	switch kind := rapid.SampledFrom(kinds[:len(kinds)-1]).Draw(rt, "kind"); kind {
	case unspent.Issued:
		return m.issue(rt, request)
	case unspent.Activated:
		return activate(request, n)
	case unspent.Claimed:
		return claim(request, n, account)
	case unspent.Spent:
		if rapid.Bool().Draw(rt, "from account") {
			return spendAccount(request, account, units)
		}
		return spend(request, n, units)
	case unspent.Refunded:
		if len(m.spends) == 0 {
			return spend(request, n, units)
		}
		e := rapid.SampledFrom(m.spends).Draw(rt, "spend")
		return refund(request, e.Seq, e.Debit, units)
	case unspent.Held:
		p := hold(request, n)
		p.party = "pty_hold_" + strconv.Itoa(len(m.parties)) // no id is given twice
		return p
	case unspent.Taken:
		m.cards++
		return take(request, n, m.cards)
	case unspent.Transferred:
		m.cards++
		return transfer(request, n, m.cards)
	case unspent.Reissued:
		m.cards++
		return reissue(request, n, m.cards)
	case unspent.Expired:
		return expire(request, n)
	case unspent.Adjusted:
		return staff(request, n, kind, units-2600)
	default:
		return staff(request, n, kind, 0)
	}
}

func (m *model) issue(rt *rapid.T, request int) step {
	n, count := m.cards+1, rapid.IntRange(1, 4).Draw(rt, "count")
	m.cards += count
	return issue(request, n, count, rapid.SampledFrom([]int64{1, 5000, 9500}).Draw(rt, "face"), rapid.IntRange(0, 3).Draw(rt, "active") > 0)
}

// compare looks at everything in both stores, and at the fold of the journal.
func (m *model) compare(rt *rapid.T) {
	a := album{now: m.now, parties: m.parties}
	want, err := a.look(context.Background(), m.want)
	if err != nil {
		rt.Fatalf("reading the model: %v", err)
	}
	got, err := a.look(context.Background(), m.got)
	if err != nil {
		rt.Fatalf("reading everything: %v", err)
	}
	if d := diff(got, want); d != "" {
		rt.Fatalf("the stores differ (-want +got):\n%s", d)
	}
	fold := store.NewState()
	replay := func(from int) {
		for _, e := range got.Journal[from:] {
			if err := fold.Apply(e); err != nil {
				rt.Fatalf("folding event %d: %v", e.Seq, err)
			}
		}
		kept := got.State
		kept.Events = nil
		if d := diff(*fold, kept); d != "" {
			rt.Fatalf("the fold of the journal, applied again from %d, is not what is kept (-want +got):\n%s", from, d)
		}
	}
	replay(0)
	replay(0)
	replay(rapid.IntRange(0, len(got.Journal)).Draw(rt, "again from"))
	if sum := total(fold); sum != 0 {
		rt.Fatalf("all balances sum to %d", sum)
	}
}
