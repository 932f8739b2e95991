package jobs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

const kind = "chore"

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clock is one that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) wait(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// place is a store with a queue.
type place struct {
	*clock
	t  *testing.T
	st store.Store
}

// drivers are the stores that the tests run on.
func drivers(t *testing.T, test func(*testing.T, *place)) {
	begin := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	t.Run("memory", func(t *testing.T) { test(t, &place{&clock{now: begin}, t, memory.New()}) })
	t.Run("sqlite", func(t *testing.T) {
		st, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
		must(t, err)
		t.Cleanup(func() { must(t, st.Close()) })
		test(t, &place{&clock{now: begin}, t, st})
	})
}

func (p *place) worker(q jobs.Queue) *jobs.Worker {
	q.Kind = kind
	return jobs.New(p.st, q, jobs.Options{Now: p.time})
}

func (p *place) put(ids ...string) {
	p.t.Helper()
	must(p.t, p.st.Update(p.t.Context(), func(tx store.Tx) error {
		for _, id := range ids {
			if err := jobs.Put(p.t.Context(), tx, kind, jobs.Job{ID: id, At: p.time(), Work: []byte(`"` + id + `"`)}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// want fails unless the queue stands like that: ids with tries, those that wait and those that are dead.
func (p *place) want(what, want string) {
	p.t.Helper()
	got := ""
	must(p.t, p.st.View(p.t.Context(), func(r store.Reader) error {
		waiting, err := jobs.Waiting(p.t.Context(), r, kind)
		must(p.t, err)
		dead, err := jobs.Dead(p.t.Context(), r, kind)
		must(p.t, err)
		for _, j := range waiting {
			got += fmt.Sprintf("%s %d in %s; ", j.ID, j.Tries, j.At.Sub(p.time()))
		}
		for _, j := range dead {
			got += fmt.Sprintf("%s dead of %q; ", j.ID, j.Said)
		}
		return nil
	}))
	if got != want {
		p.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

var errDown = errors.New("down")

// What fails is tried again, later each time; in the end it is dead, and can be begun anew.
func TestRetries(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		var said error
		w := p.worker(jobs.Queue{Do: func(_ context.Context, j jobs.Job) jobs.Result {
			if string(j.Work) != `"a"` {
				t.Errorf("the job is about %s", j.Work)
			}
			return jobs.Result{Err: said}
		}})
		step := func() { t.Helper(); must(t, w.Step(t.Context())) }
		p.put("a")
		said = jobs.Later{At: p.time().Add(time.Hour), Said: "it is early"}
		step()
		p.want("put off", "a 0 in 1h0m0s; ")
		p.wait(time.Hour)
		said = errDown
		step()
		p.want("failed", "a 1 in 30s; ")
		step()
		p.want("not due", "a 1 in 30s; ")
		p.wait(30 * time.Second)
		step()
		p.want("failed again", "a 2 in 1m0s; ")
		for range 30 {
			p.wait(time.Hour)
			step()
		}
		p.want("given up", `a dead of "down"; `)
		said = nil
		retry := func() error {
			return p.st.Update(t.Context(), func(tx store.Tx) error { return jobs.Retry(t.Context(), tx, kind, "a", p.time()) })
		}
		must(t, retry())
		p.want("anew", "a 0 in 0s; ")
		step()
		p.want("done", "")
		if err := retry(); unspent.ReasonOf(err) != unspent.NotFound {
			t.Errorf("anew once more: %v", err)
		}
		p.put("a")
		said = jobs.Final{Err: unspent.Errorf(unspent.Forbidden, "no")}
		step()
		p.want("final", `a dead of "no"; `)
		must(t, p.st.View(t.Context(), func(r store.Reader) error {
			if j, dead, ok, err := jobs.One(t.Context(), r, kind, "a"); !dead || !ok || j.Reason != unspent.Forbidden || err != nil {
				t.Errorf("it is %+v, %t, %t, %v", j, dead, ok, err)
			}
			return nil
		}))
		p.put("a")
		p.want("put again, it is dead no more", "a 0 in 0s; ")
	})
}

// Several workers at once, each with a store of its own mind: every job is done once.
func TestWorkers(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		var mu sync.Mutex
		done := map[string]int{}
		do := func(_ context.Context, j jobs.Job) jobs.Result {
			mu.Lock()
			defer mu.Unlock()
			done[j.ID]++
			return jobs.Result{}
		}
		var crew sync.WaitGroup
		for i := range 3 {
			w := p.worker(jobs.Queue{Do: do, AtOnce: 1 + i})
			crew.Go(func() {
				for range 5 {
					if err := w.Step(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for n := range 60 {
			p.put(fmt.Sprintf("job %d", n))
		}
		crew.Wait()
		must(t, p.worker(jobs.Queue{Do: do}).Step(t.Context()))
		for id, n := range done {
			if n != 1 {
				t.Errorf("%s was done %d times", id, n)
			}
		}
		if p.want("at the end", ""); len(done) != 60 {
			t.Errorf("%d jobs were done", len(done))
		}
	})
}

// A worker whose lease another one has taken over writes nothing down, unless what it
// did stands.
func TestOutlasted(t *testing.T) {
	for stands, want := range map[bool]string{false: "a 1 in 30s; ", true: ""} {
		t.Run(fmt.Sprintf("stands %t", stands), func(t *testing.T) {
			drivers(t, func(t *testing.T, p *place) {
				p.put("a")
				other := p.worker(jobs.Queue{Do: func(context.Context, jobs.Job) jobs.Result { return jobs.Result{Err: errDown} }})
				slow := p.worker(jobs.Queue{Do: func(ctx context.Context, _ jobs.Job) jobs.Result {
					must(t, other.Step(ctx)) // while it is leased: nothing is due
					p.want("leased", "a 0 in 5m0s; ")
					p.wait(jobs.Lease)
					must(t, other.Step(ctx))
					return jobs.Result{Stands: stands}
				}})
				must(t, slow.Step(t.Context()))
				p.want("outlasted", want)
			})
		})
	}
}

// Another worker takes a job over at the last moment, just before what came of the first
// one's try is written down: that is not written.
func TestTakenOver(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		p.put("a")
		other := p.worker(jobs.Queue{Do: func(context.Context, jobs.Job) jobs.Result { return jobs.Result{Err: errDown} }})
		slow := p.worker(jobs.Queue{Do: func(context.Context, jobs.Job) jobs.Result {
			return jobs.Result{First: func(ctx context.Context, _ jobs.Job, _ bool) error {
				p.wait(jobs.Lease)
				return other.Step(ctx)
			}}
		}})
		must(t, slow.Step(t.Context()))
		p.want("taken over", "a 1 in 30s; ")
	})
}

// mortal is a store of a process that can be killed: from then on nothing is written.
type mortal struct {
	store.Store
	killed atomic.Bool
}

func (m *mortal) Update(ctx context.Context, f func(store.Tx) error) error {
	if m.killed.Load() {
		return errDown
	}
	return m.Store.Update(ctx, f)
}

// A process is killed in the middle of a job: the next one takes it up when the lease is
// over. Of which every process dies is dead in the end, or what its queue makes of it.
func TestKilled(t *testing.T) {
	for name, lost := range map[string]func(context.Context, jobs.Job) jobs.Result{
		"dead":    nil,
		"settled": func(context.Context, jobs.Job) jobs.Result { return jobs.Result{} },
	} {
		t.Run(name, func(t *testing.T) {
			drivers(t, func(t *testing.T, p *place) {
				p.put("a")
				m := &mortal{Store: p.st}
				deadly := true
				do := func(context.Context, jobs.Job) jobs.Result {
					m.killed.Store(deadly)
					return jobs.Result{}
				}
				process := func() *jobs.Worker { // a new one
					m.killed.Store(false)
					return jobs.New(m, jobs.Queue{Kind: kind, Do: do, Cuts: 3, Lost: lost}, jobs.Options{Now: p.time})
				}
				for n := range 3 {
					if err := process().Step(t.Context()); !errors.Is(err, errDown) {
						t.Fatalf("process %d: %v", n, err)
					}
					must(t, process().Step(t.Context()))
					p.want("leased", "a 0 in 5m0s; ")
					p.wait(jobs.Lease)
				}
				must(t, process().Step(t.Context()))
				want := ""
				if lost == nil {
					want = `a dead of "its tries were cut short again and again: the process may die of it"; `
				}
				p.want("three processes died of it", want)
				deadly = false
				p.put("b")
				must(t, process().Step(t.Context()))
				p.want("another job", want)
			})
		})
	}
}

// Kills here and there in the life of a job are not a process that dies of it. A queue
// that gives up nothing puts its job off, and tries it once more before it does so again.
func TestKilledNowAndThen(t *testing.T) {
	later := func(_ context.Context, j jobs.Job) jobs.Result {
		return jobs.Result{Err: jobs.Later{At: j.At.Add(24 * time.Hour)}}
	}
	for name, tt := range map[string]struct {
		tries string // c: cut short, f: fails, l: is not tried
		lost  func(context.Context, jobs.Job) jobs.Result
		want  string
	}{
		"between tries that are known": {"ccfccfcc", nil, "a 2 in 0s; "},
		"one after the other":          {"ccfcccl", nil, `a dead of "its tries were cut short again and again: the process may die of it"; `},
		"never given up":               {"ccclclclf", later, "a 1 in 0s; "},
	} {
		t.Run(name, func(t *testing.T) {
			drivers(t, func(t *testing.T, p *place) {
				p.put("a")
				m := &mortal{Store: p.st}
				for n, how := range tt.tries {
					m.killed.Store(false)
					tried := false
					w := jobs.New(m, jobs.Queue{Kind: kind, Cuts: 3, Lost: tt.lost, Do: func(context.Context, jobs.Job) jobs.Result {
						tried = true
						m.killed.Store(how == 'c')
						return jobs.Result{Err: errDown}
					}, Wait: func(int, string) (time.Duration, bool) { return jobs.Lease, true }}, jobs.Options{Now: p.time})
					if err := w.Step(t.Context()); errors.Is(err, errDown) != (how == 'c') || tried != (how != 'l') {
						t.Fatalf("try %d: %v, tried %t", n, err, tried)
					}
					if p.wait(jobs.Lease); how == 'l' {
						p.wait(24 * time.Hour)
					}
				}
				p.want("at the end", tt.want)
			})
		})
	}
}

// A job that goes on leaves the trouble of before behind; one that fails and waits can be
// told to hurry, one that is being tried cannot.
func TestGoesOn(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		result := jobs.Result{Err: errDown}
		meanwhile := func() {}
		w := p.worker(jobs.Queue{Do: func(context.Context, jobs.Job) jobs.Result { meanwhile(); return result }})
		hurry := func(waits bool) {
			t.Helper()
			must(t, p.st.Update(t.Context(), func(tx store.Tx) error {
				if got, err := jobs.Hurry(t.Context(), tx, kind, "a", p.time()); got != waits || err != nil {
					t.Errorf("Hurry = %t, %v", got, err)
				}
				return nil
			}))
		}
		hurry(false)
		p.put("a")
		must(t, w.Step(t.Context()))
		p.wait(time.Minute)
		meanwhile = func() { hurry(true); p.want("leased", "a 1 in 5m0s; ") }
		must(t, w.Step(t.Context()))
		p.want("failed twice", "a 2 in 1m0s; ")
		hurry(true)
		p.want("hurries", "a 2 in 0s; ")
		meanwhile, result = func() {}, jobs.Result{Err: jobs.Later{At: p.time().Add(time.Hour)}, On: true}
		must(t, w.Step(t.Context()))
		p.want("went on", "a 0 in 1h0m0s; ")
		hurry(true)
		p.want("waits for something else", "a 0 in 1h0m0s; ")
		must(t, p.st.View(t.Context(), func(r store.Reader) error {
			if j, _, _, err := jobs.One(t.Context(), r, kind, "a"); j.Said != "" || j.Reason != "" || err != nil {
				t.Errorf("it is %+v, %v", j, err)
			}
			return nil
		}))
	})
}

// Whoever runs the server is told of a job that is given up, by its id.
func TestDeathIsLogged(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		p.put("a")
		var log bytes.Buffer
		w := jobs.New(p.st, jobs.Queue{Kind: kind, Do: func(context.Context, jobs.Job) jobs.Result {
			return jobs.Result{Err: jobs.Final{Err: unspent.Errorf(unspent.Forbidden, "nobody at taro@example.jp")}}
		}}, jobs.Options{Now: p.time, Log: slog.New(slog.NewTextHandler(&log, nil))})
		must(t, w.Step(t.Context()))
		if text := log.String(); !strings.Contains(text, `msg="a job is given up" kind=`+kind+" id=a tries=1 reason=forbidden") || strings.Contains(text, "taro") {
			t.Errorf("the log: %s", text)
		}
	})
}

// A worker that is told to stop gives back what it was at, at once; of what may have
// been done for good the mark stays.
func TestStopped(t *testing.T) {
	for once, want := range map[bool]string{false: "a 0 in 0s; ", true: "a 0 in 5m0s; "} {
		t.Run(fmt.Sprintf("once %t", once), func(t *testing.T) {
			drivers(t, func(t *testing.T, p *place) {
				p.put("a")
				ctx, stop := context.WithCancel(t.Context())
				w := p.worker(jobs.Queue{Once: once, Grace: time.Nanosecond, Do: func(ctx context.Context, _ jobs.Job) jobs.Result {
					stop()
					<-ctx.Done()
					return jobs.Result{Err: ctx.Err()}
				}})
				if err := w.Step(ctx); !errors.Is(err, context.Canceled) {
					t.Errorf("stopped: %v", err)
				}
				p.want("stopped", want)
			})
		})
	}
}

// What is done and cannot be written down is not done again: it is written down by the
// next step. What comes with it is one write, and what comes before it is repeated.
func TestWrittenLater(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		p.put("a")
		m := &mortal{Store: p.st}
		done, first, last := 0, 0, 0
		w := jobs.New(m, jobs.Queue{Kind: kind, Do: func(context.Context, jobs.Job) jobs.Result {
			done++
			m.killed.Store(true)
			return jobs.Result{
				First: func(context.Context, jobs.Job, bool) error { first++; return nil },
				With: func(ctx context.Context, tx store.Tx) error {
					return tx.PutDocument(ctx, store.Document{Kind: "made", ID: "a", At: p.time()})
				},
				Last: func(context.Context) error { last++; return nil },
			}
		}}, jobs.Options{Now: p.time})
		if err := w.Step(t.Context()); !errors.Is(err, errDown) {
			t.Fatalf("Step: %v", err)
		}
		m.killed.Store(false)
		must(t, w.Step(t.Context()))
		must(t, w.Step(t.Context()))
		if p.want("written", ""); done != 1 || first != 2 || last != 1 {
			t.Errorf("done %d, first %d and last %d times", done, first, last)
		}
		must(t, p.st.View(t.Context(), func(r store.Reader) error {
			if d, err := r.Document(t.Context(), "made", "a"); d.ID == "" || err != nil {
				t.Errorf("what came with it: %+v, %v", d, err)
			}
			return nil
		}))
	})
}

// A damaged job holds up no other, and one of an earlier program is read.
func TestBodies(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		must(t, p.st.Update(t.Context(), func(tx store.Tx) error {
			return errors.Join(
				tx.PutDocument(t.Context(), store.Document{Kind: kind, ID: "damaged", At: p.time(), Body: []byte("{")}),
				tx.PutDocument(t.Context(), store.Document{Kind: kind, ID: "earlier", At: p.time(), Body: []byte(`{"kind":"gift","tries":4}`)}),
				tx.PutDocument(t.Context(), store.Document{Kind: kind, ID: "empty", At: p.time()}))
		}))
		must(t, p.worker(jobs.Queue{Do: func(_ context.Context, j jobs.Job) jobs.Result {
			if j.ID == "earlier" && (j.Tries != 4 || string(j.Work) != `{"kind":"gift","tries":4}`) || j.ID == "empty" && len(j.Work) > 0 {
				t.Errorf("the job %s is %+v", j.ID, j)
			}
			return jobs.Result{}
		}}).Step(t.Context()))
		p.want("done", `damaged dead of "its record cannot be read"; `)
	})
}

// Every steps at once, when it is woken, and in its pauses.
func TestEvery(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	wake, steps := make(chan struct{}, 1), 0
	jobs.Every(ctx, time.Hour, wake, func(context.Context) error {
		if steps++; steps == 2 {
			stop()
			return nil
		}
		wake <- struct{}{}
		return errDown
	}, func(err error) {
		if !errors.Is(err, errDown) {
			t.Errorf("failed with %v", err)
		}
	})
	if steps != 2 {
		t.Errorf("%d steps", steps)
	}
}

// How a queue stands: what waits, what fails, what is late, what is dead.
func TestStanding(t *testing.T) {
	drivers(t, func(t *testing.T, p *place) {
		stand := func(what string, want jobs.Standing) {
			t.Helper()
			must(t, p.st.View(t.Context(), func(r store.Reader) error {
				if got, err := jobs.Stand(t.Context(), r, kind, p.time()); err != nil || got != want {
					t.Errorf("%s: %+v, %v; want %+v", what, got, err, want)
				}
				return nil
			}))
		}
		stand("nothing", jobs.Standing{})
		p.put("a", "b", "c")
		due := p.time()
		stand("due this instant", jobs.Standing{Waiting: 3})
		p.wait(time.Minute)
		stand("late", jobs.Standing{Waiting: 3, Due: due})
		must(t, p.worker(jobs.Queue{Do: func(_ context.Context, j jobs.Job) jobs.Result {
			return map[string]jobs.Result{"a": {Err: jobs.Final{Err: errDown}}, "b": {Err: errDown}, "c": {Err: jobs.Later{At: p.time().Add(time.Hour)}}}[j.ID]
		}}).Step(t.Context()))
		stand("one died, one failed, one was put off", jobs.Standing{Waiting: 2, Failing: 1, Dead: 1})
		must(t, p.st.Update(t.Context(), func(tx store.Tx) error {
			return tx.PutDocument(t.Context(), store.Document{Kind: kind, ID: "damaged", At: p.time().Add(time.Hour), Body: []byte("{")})
		}))
		stand("one cannot be read", jobs.Standing{Waiting: 3, Failing: 2, Dead: 1})
	})
}

// Whatever is declared as a job is of a queue that is counted.
func TestQueues(t *testing.T) {
	for _, k := range store.Kinds() {
		if job := strings.HasPrefix(k.Holds, "a job"); job != slices.Contains(jobs.Queues(), k.Name) {
			t.Errorf("%s: a job is %t", k.Name, job)
		}
	}
}
