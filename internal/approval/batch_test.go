package approval_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

var errKilled = errors.New("killed")

// issuer is a book, and a batch of three parts that a key has planned. Its processes can
// be killed at a write: that one is lost, or stored and reported lost, and none follows.
type issuer struct {
	t     *testing.T
	kept  store.Store
	book  *book.Book
	by    unspent.Actor
	key   string
	batch string

	mu     sync.Mutex
	now    time.Time
	left   atomic.Int64 // writes until the kill
	stored atomic.Bool  // the one at which it is killed is stored
}

func (s *issuer) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *issuer) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// mortal is the store as a process sees it that can be killed.
type mortal struct {
	store.Store
	s *issuer
}

func (m mortal) Update(ctx context.Context, f func(store.Tx) error) error {
	switch left := m.s.left.Add(-1); {
	case left < 0, left == 0 && !m.s.stored.Load():
		return errKilled
	case left == 0:
		return errors.Join(m.Store.Update(ctx, f), errKilled)
	}
	return m.Store.Update(ctx, f)
}

const immortal = 1 << 40

func newIssuer(t *testing.T, st store.Store) *issuer {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s := &issuer{t: t, kept: st, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	s.left.Store(immortal)
	random := rand.NewChaCha8([32]byte{7})
	ring, err := keyring.New(random, s.now)
	must(err)
	s.book, err = book.Open(t.Context(), st, ring, book.Options{Now: s.clock, Steady: func() time.Duration { return s.clock().Sub(time.Unix(0, 0)) },
		Rand: random})
	must(err)
	t.Cleanup(func() { must(errors.Join(s.book.Close(), st.Close())) })
	admin := unspent.Actor{ID: "key_admin", Role: unspent.Admin}
	jpy, err := unspent.ParseCurrency("JPY")
	must(err)
	_, err = s.book.CreateProgram(t.Context(), admin, unspent.Program{ID: "gift-jpy", Name: "Gift", Currency: jpy, Claimable: true})
	must(err)
	_, s.key, err = s.book.CreateKey(t.Context(), admin, "issuer", unspent.Issuer, "")
	must(err)
	s.by, err = s.book.Authenticate(s.key)
	must(err)
	r, err := s.keeper().Plan(t.Context(), approval.Request{Kind: unspent.Issued, Batch: true, Subject: "gift-jpy", By: s.by.ID, Key: "nightly",
		Amount: unspent.NewMoney(100*count, jpy), Value: unspent.NewMoney(100, jpy), Count: count}, false)
	must(err)
	s.batch = r.ID
	return s
}

// count is how many cards the batch has: three parts.
const count = 2*unspent.MaxIssue + 1

func (s *issuer) keeper() *approval.Keeper { return approval.New(mortal{s.kept, s}, s.clock) }

// who tells who an id is: the key that planned the batch, for as long as it is in force.
func (s *issuer) who(_ context.Context, id string) (unspent.Actor, error) {
	by, err := s.book.Authenticate(s.key)
	if err != nil || by.ID != id {
		return unspent.Actor{}, nil
	}
	return by, nil
}

// process is a new one, whose book issues a thousandth of what it is asked for, and one card
// at least, so that the test is quick; asked is told of each part.
func (s *issuer) process(asked func(cards int) error) *approval.Runner {
	return approval.NewRunner(s.keeper(), s.who, func(ctx context.Context, _ approval.Request, by unspent.Actor, key string, cmd unspent.Issue) error {
		if s.left.Load() <= 0 {
			return errKilled
		}
		if err := asked(cmd.Count); err != nil {
			return err
		}
		cmd.Count = max(1, cmd.Count/1000)
		_, err := s.book.Do(ctx, unspent.Request{Key: key, By: by, Command: cmd})
		return err
	}, nil)
}

// run lets a process work until nothing is due.
func (s *issuer) run(r *approval.Runner) { _ = r.Step(s.t.Context()) }

// issued counts the cards in the journal.
func (s *issuer) issued() (n int) {
	s.t.Helper()
	err := s.kept.View(s.t.Context(), func(r store.Reader) error {
		n = 0
		return r.Journal(s.t.Context(), 1, func(unspent.Event) error { n++; return nil })
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// wantDone fails unless every card was issued once, and the batch knows it.
func (s *issuer) wantDone(what string) {
	s.t.Helper()
	r, err := s.keeper().One(s.t.Context(), s.batch)
	if n := s.issued(); err != nil || r.State != approval.Done || n != 10+10+1 {
		s.t.Errorf("%s: the batch is %s with %d cards in the journal, %v", what, r.State, n, err)
	}
}

func (s *issuer) begin() {
	s.t.Helper()
	if err := s.process(never).Begin(s.t.Context(), s.by, s.batch); err != nil {
		s.t.Fatal(err)
	}
}

func never(int) error  { return errors.New("nothing is to be issued") }
func always(int) error { return nil }

func stores(t *testing.T, test func(*testing.T, *issuer)) {
	t.Run("memory", func(t *testing.T) { test(t, newIssuer(t, memory.New())) })
	t.Run("sqlite", func(t *testing.T) {
		st, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		test(t, newIssuer(t, st))
	})
}

// A batch whose process is killed at any of its writes is gone on with, and no card is
// issued twice.
func TestBatchKilled(t *testing.T) {
	for kill, reached := int64(1), true; reached; kill++ {
		for _, stored := range []bool{false, true} {
			t.Run(fmt.Sprintf("write %d, stored %t", kill, stored), func(t *testing.T) {
				s := newIssuer(t, memory.New())
				s.begin()
				s.left.Store(kill)
				s.stored.Store(stored)
				s.run(s.process(always))
				reached = s.left.Load() <= 0
				s.left.Store(immortal)
				s.wait(jobs.Lease)
				s.run(s.process(always))
				s.wantDone("resumed")
			})
		}
	}
}

// Two processes issue one batch at once, on each driver.
func TestBatchTwice(t *testing.T) {
	stores(t, func(t *testing.T, s *issuer) {
		s.begin()
		s.begin() // a double click
		var crew sync.WaitGroup
		for range 2 {
			r := s.process(always)
			crew.Go(func() { s.run(r) })
		}
		crew.Wait()
		s.run(s.process(always))
		s.wantDone("both")
	})
}

// One process is so slow that another one takes the batch over.
func TestBatchOutlasted(t *testing.T) {
	stores(t, func(t *testing.T, s *issuer) {
		s.begin()
		slow := true
		s.run(s.process(func(int) error {
			if slow {
				slow = false
				s.wait(jobs.Lease)
				s.run(s.process(always))
			}
			return nil
		}))
		s.wantDone("both")
	})
}

// What whoever began a batch may do is looked at for each part; what is refused is told,
// and can be begun again.
func TestBatchRefused(t *testing.T) {
	ctx := t.Context()
	refused := unspent.Errorf(unspent.LimitExceeded, "enough")
	for name, tt := range map[string]struct {
		meanwhile func(s *issuer) error
		want      unspent.Reason
	}{
		"the book says no":   {func(*issuer) error { return refused }, unspent.LimitExceeded},
		"the key is revoked": {func(s *issuer) error { return s.book.RevokeKey(ctx, unspent.Actor{Role: unspent.Admin}, s.by.ID) }, unspent.Forbidden},
		"it lapsed":          {func(s *issuer) error { s.wait(approval.Life); return nil }, unspent.SecondPerson},
	} {
		t.Run(name, func(t *testing.T) {
			s := newIssuer(t, memory.New())
			s.begin()
			parts := 0
			s.run(s.process(func(cards int) error {
				if parts++; parts == 2 {
					return tt.meanwhile(s)
				}
				return nil
			}))
			r := s.process(always)
			p, err := r.Progress(ctx, s.batch)
			if err != nil || p.Running || unspent.ReasonOf(p.Wrong) != tt.want {
				t.Errorf("the batch: %+v, %v", p, err)
			}
			if tt.want == unspent.LimitExceeded {
				s.begin()
				s.run(r)
				s.wantDone("begun again")
			}
		})
	}
}

// A book that is busy before each part: what was said then is over when a part is issued,
// and whoever begins the batch again waits for nothing.
func TestBatchBusy(t *testing.T) {
	stores(t, func(t *testing.T, s *issuer) {
		s.begin()
		busy, parts := false, 0
		r := s.process(func(int) error {
			if busy = !busy; busy {
				return unspent.Errorf(unspent.Busy, "not just now")
			}
			parts++
			return nil
		})
		for n := range 3 {
			s.run(r)
			if parts != n {
				t.Fatalf("%d parts, want %d", parts, n)
			}
			if p, err := r.Progress(t.Context(), s.batch); err != nil || !p.Running || unspent.ReasonOf(p.Wrong) != unspent.Busy {
				t.Errorf("the book was busy: %+v, %v", p, err)
			}
			if tries := s.job().Tries; tries != 1 {
				t.Errorf("%d tries failed since part %d", tries, n)
			}
			s.begin()
		}
		s.run(r)
		s.wantDone("after all")
	})
}

// job returns that of the batch.
func (s *issuer) job() (j jobs.Job) {
	s.t.Helper()
	if err := s.kept.View(s.t.Context(), func(r store.Reader) (err error) {
		j, _, _, err = jobs.One(s.t.Context(), r, store.KindBatch, s.batch)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return j
}

// Whatever a batch dies of, the log of the staff tells whose it was, which, and why.
func TestBatchDeath(t *testing.T) {
	ctx := t.Context()
	for name, tt := range map[string]struct {
		damage func(s *issuer, tx store.Tx) error
		asked  error
		want   func(s *issuer) store.Action
	}{
		"the book says no": {func(*issuer, store.Tx) error { return nil }, unspent.Errorf(unspent.LimitExceeded, "enough"), func(s *issuer) store.Action {
			return store.Action{By: s.by.ID, Subject: "gift-jpy " + s.batch, Outcome: string(unspent.LimitExceeded)}
		}},
		"the batch has gone": {func(s *issuer, tx store.Tx) error { return tx.DropDocument(ctx, "approval", s.batch) }, nil, func(s *issuer) store.Action {
			return store.Action{By: s.by.ID, Subject: s.batch, Outcome: string(unspent.NotFound)}
		}},
		"its processes died": {func(s *issuer, tx store.Tx) error {
			return tx.PutDocument(ctx, store.Document{Kind: store.KindBatch, ID: s.batch, At: s.clock(),
				Body: fmt.Appendf(nil, `{"v":1,"work":{"by":%q},"unsure":10}`, s.by.ID)})
		}, nil, func(s *issuer) store.Action {
			return store.Action{By: s.by.ID, Subject: "gift-jpy " + s.batch, Outcome: string(unspent.Internal)}
		}},
		"its job cannot be read": {func(s *issuer, tx store.Tx) error {
			return tx.PutDocument(ctx, store.Document{Kind: store.KindBatch, ID: s.batch, At: s.clock(), Body: []byte("{")})
		}, nil, func(s *issuer) store.Action {
			return store.Action{By: s.by.ID, Subject: "gift-jpy " + s.batch, Outcome: string(unspent.Internal)}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newIssuer(t, memory.New())
			s.begin()
			if err := s.kept.Update(ctx, func(tx store.Tx) error { return tt.damage(s, tx) }); err != nil {
				t.Fatal(err)
			}
			s.run(s.process(func(int) error { return tt.asked }))
			var last store.Action
			if err := s.kept.View(ctx, func(r store.Reader) error {
				all, err := r.Actions(ctx, 0, 1)
				if len(all) > 0 {
					last = all[0]
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			want := tt.want(s)
			want.N, want.At, want.Name = last.N, s.clock(), "issue"
			if last != want {
				t.Errorf("the log's last line: %+v, want %+v", last, want)
			}
		})
	}
}

// Only who planned a batch begins it, once it is approved.
func TestBegin(t *testing.T) {
	s := newIssuer(t, memory.New())
	r := s.process(always)
	other := unspent.Actor{ID: "key_other", Role: unspent.Admin}
	waits, err := s.keeper().Plan(t.Context(), approval.Request{Kind: unspent.Issued, Batch: true, Subject: "gift-jpy", By: s.by.ID, Key: "waits", Count: 1}, true)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		by   unspent.Actor
		id   string
		want unspent.Reason
	}{
		"somebody else's":   {other, s.batch, unspent.Forbidden},
		"nobody":            {unspent.Actor{Role: unspent.System}, s.batch, unspent.Forbidden},
		"another role":      {unspent.Actor{ID: s.by.ID, Role: unspent.Support}, s.batch, unspent.Forbidden},
		"there is none":     {s.by, "apr_0", unspent.NotFound},
		"it waits":          {s.by, waits.ID, unspent.SecondPerson},
		"it can be issued":  {s.by, s.batch, ""},
		"it was begun once": {s.by, s.batch, ""},
	} {
		if err := r.Begin(t.Context(), tt.by, tt.id); unspent.ReasonOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}
