package outbox_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// doomed is a store of a process that is killed at one of its writes, before or just
// after it is durable: from then on nothing is written.
type doomed struct {
	store.Store
	mu    sync.Mutex
	armed bool
	left  int // writes until then
	after bool
	dead  bool
}

func (d *doomed) arm(left int, after bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed, d.left, d.after, d.dead = true, left, after, false
}

func (d *doomed) revive() (killed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	killed = d.dead
	d.armed, d.dead = false, false
	return killed
}

func (d *doomed) Update(ctx context.Context, f func(store.Tx) error) error {
	d.mu.Lock()
	hit := d.armed && !d.dead && d.left == 0
	d.left--
	d.dead = d.dead || hit
	dead, after := d.dead, d.after
	d.mu.Unlock()
	if dead && !(hit && after) {
		return unspent.Errorf(unspent.Unavailable, "killed")
	}
	err := d.Store.Update(ctx, f)
	if hit && err == nil {
		return unspent.Errorf(unspent.Unavailable, "killed when it was stored")
	}
	return err
}

// resender is somebody who has cards of one order sent again, and asks until they are
// answered.
type resender struct {
	*office
	order  gift.Order
	random *rand.Rand
	others bool             // somebody else takes over now and then, who knows of no request that is open
	open   map[int]string   // by card, the request that was not answered
	ids    map[int][]string // by card, every request that was ever made

	mu    sync.Mutex        // guards what follows
	codes map[string]string // by code that was handed over, to whom
	last  map[string]string // by recipient, the code of the newest mail
}

// handed notes a mail, of which the code must be in force.
func (r *resender) handed(l notify.Letter, e notify.Envelope) {
	g, ok := l.(notify.Gift)
	if !ok {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	code := g.Code.Reveal()
	seen, err := r.book.Check(r.t.Context(), g.Code)
	before, known := r.last[e.To.String()]
	if err != nil || seen.Card.State != unspent.StateActive || known && before != code && !g.Again {
		r.t.Errorf("a mail to %s has a code that is %v, %v; after another code it says %t", e.To, seen.Card.State, err, g.Again)
	}
	r.codes[code], r.last[e.To.String()] = e.To.String(), code
}

// resend has a card sent again, under the request that is open or a new one.
func (r *resender) resend(n int) {
	id, again := r.open[n]
	if len(r.ids[n]) < gift.MaxResends/2 && (!again || r.others && r.random.IntN(4) == 0) {
		id = fmt.Sprintf("again-%d-%d", n, len(r.ids[n]))
		r.ids[n] = append(r.ids[n], id)
	} else if !again {
		return
	}
	r.open[n] = id
	if _, err := r.shop.Resend(r.t.Context(), r.order.Number, n, id); err == nil {
		delete(r.open, n)
	}
}

// wantCodes holds what was mailed, and what the book did, against what was asked for.
func (r *resender) wantCodes(what string) {
	r.t.Helper()
	made := map[int]int{}
	place := map[unspent.Serial]int{}
	for n, c := range r.order.Cards {
		place[c.Serials[0]] = n
	}
	err := r.store.View(r.t.Context(), func(s store.Reader) error {
		return s.Journal(r.t.Context(), 1, func(e unspent.Event) error {
			if e.Kind == unspent.Reissued {
				old, _ := e.Debit.Serial()
				next, _ := e.Credit.Serial()
				place[next] = place[old]
				made[place[old]]++
			}
			return nil
		})
	})
	must(r.t, err)
	mailed := map[string]int{}
	for _, to := range r.codes {
		mailed[to]++
	}
	for n, c := range r.order.Cards {
		if asked := len(r.ids[n]); made[n] > asked || made[n] < asked && !r.others && len(r.open) == 0 || mailed[c.To.String()] > 1+made[n] {
			r.t.Errorf("%s: card %d was sent again by %d requests; it got %d new codes, and %s was mailed %d", what, n, asked, made[n], c.To, mailed[c.To.String()])
		}
	}
}

// The process is killed at any write while gifts are mailed and sent again. A request to
// send a card again gives it one new code, however often it is repeated; nobody is mailed
// two codes of a card that was not sent again, and the newest mail has the code that is
// in force.
func TestRow11_KillsInResend(t *testing.T) {
	kills := 80
	if n, err := strconv.Atoi(os.Getenv("UNSPENT_KILLS")); err == nil {
		kills = max(kills, 2*n)
	}
	seed := uint64(time.Now().UnixNano()) % 1_000_000
	for round := range (kills + 39) / 40 {
		kept, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
		must(t, err)
		d := &doomed{Store: kept}
		r := &resender{office: newOffice(t, d), random: rand.New(rand.NewPCG(seed, uint64(round))), open: map[int]string{}, ids: map[int][]string{},
			others: round%2 == 1, codes: map[string]string{}, last: map[string]string{}}
		r.handing = r.handed
		r.order = r.office.order("A-1", "a@example.jp", "b@example.jp", "c@example.jp", "d@example.jp")
		for range 40 {
			d.arm(r.random.IntN(14), r.random.IntN(2) == 0)
			for range 2 {
				if r.random.IntN(2) == 0 {
					r.resend(r.random.IntN(3)) // the fourth never is
				}
				r.shop.Catch(t.Context())
				_ = r.box.Step(t.Context())
			}
			if d.revive() {
				r.shop = gift.New(d, r.book, gift.Options{Now: r.clock})
				r.office.open()
			}
			r.wait(time.Duration(r.random.IntN(8)) * time.Minute)
		}
		r.end()
		if t.Failed() {
			t.Fatalf("seed %d, round %d", seed, round)
		}
	}
}

// end has everything answered and mailed, and every request repeated.
func (r *resender) end() {
	r.t.Helper()
	for range 4 {
		r.wait(time.Hour)
		for n, id := range r.open {
			if _, err := r.shop.Resend(r.t.Context(), r.order.Number, n, id); err == nil {
				delete(r.open, n)
			}
		}
		r.shop.Catch(r.t.Context())
		must(r.t, r.box.Step(r.t.Context()))
	}
	if len(r.open) > 0 {
		r.t.Errorf("not answered: %v", r.open)
	}
	r.wantCodes("at the end")
	s, err := r.box.State(r.t.Context())
	must(r.t, err)
	unsure := 0
	for _, m := range s.Dead {
		if !strings.Contains(m.Said, "it may have arrived") {
			r.t.Errorf("dead: %+v", m)
		}
		unsure++
	}
	o, err := r.shop.Order(r.t.Context(), r.order.Number)
	must(r.t, err)
	for n, c := range o.Cards {
		code, known := r.last[c.To.String()]
		seen, err := r.checked(code)
		if !known || err != nil || seen != c.Serial() {
			if unsure--; unsure < 0 {
				r.t.Errorf("the newest mail to %s has the code of %s, and the card is %s (%v)", c.To, seen, c.Serial(), err)
			}
		}
		for _, id := range r.ids[n] {
			r.wait(gift.ResendPause)
			if _, err := r.shop.Resend(r.t.Context(), r.order.Number, n, id); err != nil {
				r.t.Errorf("%s once more: %v", id, err)
			}
		}
	}
	must(r.t, r.box.Step(r.t.Context()))
	r.wantCodes("every request repeated")
}

// checked returns the card of a code that is in force.
func (r *resender) checked(text string) (unspent.Serial, error) {
	code, err := unspent.ParseCode(text)
	if err != nil {
		return unspent.Serial{}, err
	}
	seen, err := r.book.Check(r.t.Context(), code)
	return seen.Card.Serial, err
}
