package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// between is a store that does something else just before an Update.
type between struct {
	store.Store
	mu   sync.Mutex
	does func()
	skip int // Updates that come before that one
}

func (b *between) set(skip int, does func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.does, b.skip = does, skip
}

func (b *between) Update(ctx context.Context, f func(store.Tx) error) error {
	b.mu.Lock()
	does := b.does
	if b.skip--; b.skip >= 0 {
		does = nil
	} else {
		b.does = nil
	}
	b.mu.Unlock()
	if does != nil {
		does()
	}
	return b.Store.Update(ctx, f)
}

// other is a second worker on the same store.
func (f *office) other() *outbox.Outbox {
	return outbox.New(f.store, f.book, f.shop, f.door, outbox.Options{Post: f.post, Now: f.clock})
}

// Two workers read the same events, or see that an order was accepted, and one of them has
// written and sent all that is due because of them before the other writes: nothing is due twice.
func TestTwoReaders(t *testing.T) {
	for what, skip := range map[string]int{"accepted orders": 0, "events": 1} {
		t.Run(what, func(t *testing.T) {
			b := &between{Store: memory.New()}
			f := newOffice(t, b)
			o := f.order("A-1", "hanako@example.jp")
			code := f.code(o, 0)
			f.want("ordered", "gift hanako@example.jp, order taro@example.jp")
			f.do("claim", admin(), unspent.Claim{Code: code, Account: "acct_x"})
			f.order("A-2", "jiro@example.jp")
			b.set(skip, func() { must(t, f.other().Step(t.Context())) })
			f.want("two workers", "gift jiro@example.jp, opened taro@example.jp, order taro@example.jp")
			f.wait(outbox.HandingOver)
			f.want("and afterwards", "")
			if s, err := f.box.State(t.Context()); err != nil || len(s.Waiting)+len(s.Dead) != 0 || f.statuses("A-2") != "delivered" {
				t.Errorf("state %+v, %v, %s", s, err, f.statuses("A-2"))
			}
		})
	}
}

// Two workers look up the same mails, and one of them sends one while the other is about
// to: it is sent once. A worker that comes while a mail is being handed over leaves it
// alone, and takes it up when that can no longer be so.
func TestTwoSenders(t *testing.T) {
	b := &between{Store: memory.New()}
	f := newOffice(t, b)
	f.fail = func(string) error { return &notify.Failure{Again: true, Says: "down"} }
	f.order("A-1", "hanako@example.jp")
	f.want("down", "")
	f.wait(2 * time.Minute)
	f.fail = nil
	b.set(0, func() { must(t, f.other().Step(t.Context())) }) // before the first is marked
	f.want("two workers", "gift hanako@example.jp, order taro@example.jp")

	f.order("A-2", "jiro@example.jp")
	late := false
	f.send = func(ctx context.Context, m notify.Mail) error {
		if m.Kind() != "gift" || late {
			return nil
		}
		late = true
		if err := f.other().Step(ctx); err != nil { // while this one is handed over
			return err
		}
		f.wait(outbox.HandingOver) // and when it has taken longer than it can
		return errors.Join(f.other().Step(ctx), &notify.Failure{Again: true, Says: "too late"})
	}
	f.step()
	if got := f.took(); strings.Count(got, "gift") != 1 {
		t.Errorf("sent %q, want the gift once", got)
	}
	f.wait(time.Hour)
	f.want("and afterwards", "")
	if s, err := f.box.State(t.Context()); err != nil || len(s.Waiting)+len(s.Dead) != 0 || f.statuses("A-2") != "delivered" {
		t.Errorf("state %+v, %v", s, err)
	}
}

// fails is a store of which the next Update, once it is set, does what it is asked and
// then has no effect, or one that nobody is told of.
type fails struct {
	store.Store
	set, effect atomic.Bool
}

var errBroken = errors.New("broken")

func (b *fails) Update(ctx context.Context, f func(store.Tx) error) error {
	if !b.set.Swap(false) {
		return b.Store.Update(ctx, f)
	}
	if b.effect.Load() {
		return errors.Join(b.Store.Update(ctx, f), errBroken)
	}
	return b.Store.Update(ctx, func(tx store.Tx) error { return errors.Join(f(tx), errBroken) })
}

// down lets the gift of an order wait for its second try.
func (f *office) down() {
	f.t.Helper()
	f.fail = func(to string) error {
		if to == "hanako@example.jp" {
			return &notify.Failure{Again: true, Says: "down"}
		}
		return nil
	}
	f.order("A-1", "hanako@example.jp")
	f.want("down", "order taro@example.jp")
	f.wait(2 * time.Minute)
	f.fail = nil
}

// One worker cannot mark a mail, and meanwhile another one marks it and hands it over: the
// first does not take that mark for its own, and sends nothing.
func TestMarkOfAnother(t *testing.T) {
	b := &fails{Store: memory.New()}
	f := newOffice(t, b)
	f.down()
	b.set.Store(true)
	if err := f.box.Step(t.Context()); !errors.Is(err, errBroken) {
		t.Fatalf("the mark: %v, want it to fail", err)
	}
	var meanwhile atomic.Bool
	f.send = func(ctx context.Context, _ notify.Mail) error {
		if meanwhile.Swap(true) {
			return nil
		}
		return f.box.Step(ctx)
	}
	must(t, f.other().Step(t.Context()))
	if got, want := f.took(), "gift hanako@example.jp"; got != want {
		t.Errorf("two workers sent %q, want %q", got, want)
	}
	f.wait(time.Hour)
	f.want("and afterwards", "")
}

// A mark that failed and stands all the same is this worker's own: the mail waits for nobody.
func TestMarkOfItsOwn(t *testing.T) {
	b := &fails{Store: memory.New()}
	f := newOffice(t, b)
	f.down()
	b.effect.Store(true)
	b.set.Store(true)
	if err := f.box.Step(t.Context()); !errors.Is(err, errBroken) {
		t.Fatalf("the mark: %v, want it to fail", err)
	}
	f.want("at once", "gift hanako@example.jp")
}

// A try takes longer than it can and fails, while another worker hands the mail over: what
// came of the first is not written over the mark of the second, whether it ends the mail
// or not.
func TestTryOutlasted(t *testing.T) {
	for name, again := range map[string]bool{"it can be tried again": true, "it cannot": false} {
		t.Run(name, func(t *testing.T) {
			f := newOffice(t, memory.New())
			f.down()
			begun, release, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
			var tries atomic.Int64
			f.send = func(context.Context, notify.Mail) error {
				switch tries.Add(1) {
				case 1:
					f.wait(outbox.HandingOver)
					go func() { ended <- f.other().Step(t.Context()) }()
					<-begun
					return &notify.Failure{Again: again, Says: "too late"}
				case 2:
					close(begun)
					<-release
				}
				return nil
			}
			f.step()
			f.wait(2 * time.Minute)
			f.step()
			s, err := f.box.State(t.Context())
			if err != nil || len(s.Waiting) != 1 || s.Waiting[0].Tries != 1 || len(s.Dead) != 0 || f.statuses("A-1") == "bounced" {
				t.Errorf("while it is handed over: %+v, %v, %s", s, err, f.statuses("A-1"))
			}
			close(release)
			must(t, <-ended)
			if got, want := f.took(), "gift hanako@example.jp"; got != want {
				t.Errorf("two workers sent %q, want %q", got, want)
			}
			f.wait(time.Hour)
			f.want("and afterwards", "")
			if got := f.statuses("A-1"); got != "delivered" {
				t.Errorf("the order is %s", got)
			}
		})
	}
}

// Two workers at once, on each driver: every mail comes once.
func TestTwoWorkers(t *testing.T) {
	stores(t, func(t *testing.T, f *office) {
		seen := map[string]int{}
		var mu sync.Mutex
		f.send = func(_ context.Context, m notify.Mail) error {
			mu.Lock()
			defer mu.Unlock()
			seen[m.Kind()+" "+m.To().String()]++
			return nil
		}
		var want int
		for n := range 5 {
			var people []string
			for i := range 6 {
				people = append(people, fmt.Sprintf("p%d.%d@example.jp", n, i))
			}
			f.order(fmt.Sprintf("A-%d", n), people...)
			want += len(people)
		}
		var crew sync.WaitGroup
		for _, box := range []*outbox.Outbox{f.box, f.other()} {
			crew.Go(func() {
				for range 5 {
					if err := box.Step(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		crew.Wait()
		if n := seen["order taro@example.jp"]; n != 5 {
			t.Errorf("%d mails of 5 orders", n)
		}
		delete(seen, "order taro@example.jp")
		for mail, n := range seen {
			if n != 1 {
				t.Errorf("%s came %d times", mail, n)
			}
		}
		if len(seen) != want {
			t.Errorf("%d people were mailed, want %d", len(seen), want)
		}
	})
}
