package sim_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"go.uber.org/goleak"

	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/sim"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		serve(path)
		return
	}
	goleak.VerifyTestMain(m)
}

// number reads how often a long test is asked for.
func number(t *testing.T, env string, usual int) int {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv(env), strconv.Itoa(usual)))
	if err != nil {
		t.Fatalf("%s: %v", env, err)
	}
	return n
}

// stores are what every run is tried on.
func stores() map[string]func(t *testing.T) store.Store {
	file := func(overlay int) func(t *testing.T) store.Store {
		return func(t *testing.T) store.Store {
			s, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{Overlay: overlay})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	return map[string]func(t *testing.T) store.Store{
		"memory": func(*testing.T) store.Store { return memory.New() }, "sqlite": file(0), "sqlite, small overlay": file(8)}
}

// seeds are those that failed once, some that did not, and new ones.
func seeds(t *testing.T) []uint64 {
	t.Helper()
	all := []uint64{1, 2, 3}
	for range number(t, "UNSPENT_SIMS", 1) {
		all = append(all, uint64(time.Now().UnixNano())%1_000_000)
		time.Sleep(time.Microsecond)
	}
	return all
}

func clean(t *testing.T, s store.Store) audit.Result {
	t.Helper()
	var got audit.Result
	err := s.View(context.Background(), func(r store.Reader) (err error) {
		got, err = audit.Run(context.Background(), r, audit.Options{})
		return err
	})
	if err != nil {
		t.Fatalf("audit: %v", err)
	}
	for _, f := range got.Findings {
		t.Errorf("audit: %d %s: %s", f.Seq, f.Subject, f.What)
	}
	return got
}

// Concurrent commands on few cards, with faults, are linearizable; the same
// request has one answer; the journal audits clean.
func TestLinearizable(t *testing.T) {
	for name, open := range stores() {
		for _, seed := range seeds(t) {
			t.Run(fmt.Sprintf("%s, seed %d", name, seed), func(t *testing.T) {
				s := open(t)
				defer s.Close()
				percent := []int{0, 8, 25}[seed%3]
				got, err := sim.Run(context.Background(), s, sim.Options{Seed: seed, Families: 3, Actors: 8, Steps: 30, Percent: percent,
					Batch: []int{0, 1, 0, 3}[seed%4], Jump: 2 * time.Minute})
				if err != nil {
					t.Fatal(err)
				}
				if percent == 25 && got.Lost+got.Hidden == 0 || got.Replays == 0 {
					t.Errorf("seed %d: %d lost, %d hidden, %d replays: the day was not bad", seed, got.Lost, got.Hidden, got.Replays)
				}
				if res, info := porcupine.CheckOperationsVerbose(sim.Model(), got.History, time.Minute); res != porcupine.Ok {
					t.Errorf("seed %d: %d operations, %d of unknown outcome, are %s", seed, len(got.History), got.Unknown, res)
					picture(t, info)
				}
				clean(t, s)
			})
		}
	}
}

// picture writes what porcupine saw where a failed test can be looked at.
func picture(t *testing.T, info porcupine.LinearizationInfo) {
	t.Helper()
	f, err := os.CreateTemp("", "unspent-history-*.html")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := porcupine.Visualize(sim.Model(), info, f); err != nil {
		t.Error(err)
	}
	t.Logf("the history is drawn in %s", f.Name())
}

// Cards that end while all this goes on, with a clock that jumps by hours.
func TestExpiry(t *testing.T) {
	for name, open := range stores() {
		for _, seed := range seeds(t) {
			t.Run(fmt.Sprintf("%s, seed %d", name, seed), func(t *testing.T) {
				s := open(t)
				defer s.Close()
				_, err := sim.Run(context.Background(), s, sim.Options{Seed: seed, Families: 2, Actors: 6, Steps: 40, Percent: 10,
					Jump: 3 * time.Hour, Validity: "P1D"})
				if err != nil {
					t.Fatal(err)
				}
				clean(t, s)
			})
		}
	}
}

// Example runs one quiet day and checks it.
func Example() {
	s := memory.New()
	defer s.Close()
	got, err := sim.Run(context.Background(), s, sim.Options{Seed: 7, Families: 2, Actors: 4, Steps: 20, Jump: time.Minute})
	fmt.Println(porcupine.CheckOperations(sim.Model(), got.History), err)
	// Output: true <nil>
}

// The model notices an answer that cannot be.
func TestModelRefuses(t *testing.T) {
	s := memory.New()
	defer s.Close()
	got, err := sim.Run(context.Background(), s, sim.Options{Seed: 11, Families: 1, Actors: 2, Steps: 150, Jump: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if !porcupine.CheckOperations(sim.Model(), got.History) {
		t.Fatal("the history is not linearizable before it is changed")
	}
	kinds := map[string]int{}
	for i, o := range got.History[2:] {
		changed := append([]porcupine.Operation(nil), got.History...)
		what := ""
		if changed[i+2].Output, what = sim.Spoil(o.Input, o.Output); what == "" {
			continue
		}
		kinds[what]++
		if porcupine.CheckOperations(sim.Model(), changed) {
			t.Errorf("operation %d, %s, is believed", i+2, what)
		}
	}
	if len(kinds) < 6 {
		t.Errorf("only %v were changed", kinds)
	}
}
