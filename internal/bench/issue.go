package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// issued is what a child process tells of its work.
type issued struct {
	Seconds float64 `json:"seconds"` // until everything was in both files
	Peak    int64   `json:"peak"`    // bytes of memory
}

// Issue issues n cards in a new book in dir, one command of ten thousand after
// the other, and writes what it took to out. It is run in a process of its own,
// so that the peak of memory is the issuing's.
func Issue(ctx context.Context, dir string, n int, out io.Writer) (err error) {
	w, err := emptyWorld(dir, 0)
	if err != nil {
		return err
	}
	took, err := w.timeIssue(ctx, n)
	if err != nil {
		return errors.Join(err, w.close())
	}
	end := time.Now()
	if err := w.close(); err != nil {
		return err
	}
	took += time.Since(end)
	return json.NewEncoder(out).Encode(issued{took.Seconds(), peak()})
}

func (w *world) timeIssue(ctx context.Context, n int) (took time.Duration, err error) {
	b, err := book.Open(ctx, w.db, w.ring, book.Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if err := found(ctx, b, w.yen); err != nil {
		return 0, err
	}
	start := time.Now()
	for done := 0; done < n; {
		count := min(page, n-done)
		a, err := b.Do(ctx, w.issue(done, count, face))
		if err != nil {
			return 0, err
		}
		if len(a.Events) != count || len(a.Codes) != count {
			return 0, fmt.Errorf("%d cards and %d codes were issued; want %d", len(a.Events), len(a.Codes), count)
		}
		done += count
	}
	return time.Since(start), nil
}

// peak returns the most memory that this process has had resident, or where the
// system does not tell, what Go has taken from it.
func peak() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				if kib, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64); err == nil {
					return kib << 10
				}
			}
		}
	}
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// issuing is what one child wrote, for raw_insert to write too.
type issuing struct {
	r           *run
	dir         string
	events      []unspent.Event
	generations []*store.State
	peak        int64
}

// issuing measures the bulk issue.
func (r *run) issuing(ctx context.Context) error {
	if !r.any("issue_1m", "raw_insert") {
		return nil
	}
	t := &issuing{r: r, dir: filepath.Join(r.dir, "issue")}
	err := r.compete(ctx, []*contestant{{name: "issue_1m", timed: t.issue}, {name: "raw_insert", timed: t.insert}})
	r.numbers["issue_memory"], r.numbers["memory_bound"] = float64(t.peak)/(1<<20), memoryBound
	return err
}

// issue lets a child issue, and looks at what it wrote.
func (t *issuing) issue(ctx context.Context) (int, time.Duration, error) {
	if err := os.RemoveAll(t.dir); err != nil {
		return 0, 0, err
	}
	n := t.r.Scale.Issue
	var told issued
	if err := tell(t.r.Child(ctx, t.dir, n), &told); err != nil {
		return 0, 0, err
	}
	t.peak = max(t.peak, told.Peak)
	return n, time.Duration(told.Seconds * float64(time.Second)), t.read(ctx, n)
}

// read reads the rows of the child's book, folds them into generations as large
// as the driver's, and audits a small book.
func (t *issuing) read(ctx context.Context, n int) (err error) {
	ro, err := sqlite.OpenReader(filepath.Join(t.dir, dbFile))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ro.Close()) }()
	return ro.View(ctx, func(r store.Reader) error {
		t.events, t.generations = make([]unspent.Event, 0, n), nil
		err := r.Journal(ctx, 1, func(e unspent.Event) error {
			if len(t.events)%generation == 0 {
				t.generations = append(t.generations, store.NewState())
			}
			t.events = append(t.events, e)
			return t.generations[len(t.generations)-1].Apply(e)
		})
		if err != nil {
			return err
		}
		if len(t.events) != n {
			return fmt.Errorf("the journal has %d events; want %d cards", len(t.events), n)
		}
		if !t.r.Scale.Audit {
			return nil
		}
		result, err := audit.Run(ctx, r, audit.Options{StopAtFirst: true})
		return errors.Join(err, unclean(result))
	})
}

// insert writes the same rows to the same three tables.
func (t *issuing) insert(context.Context) (int, time.Duration, error) {
	n := len(t.events)
	var sizes []int
	for done := 0; done < n; done += page {
		sizes = append(sizes, min(page, n-done))
	}
	raw, err := sqlite.OpenRaw(filepath.Join(t.dir, "raw.db"))
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	if err := errors.Join(raw.Insert(t.events, sizes, t.generations), raw.Close()); err != nil {
		return 0, 0, err
	}
	took := time.Since(start)
	t.events, t.generations = nil, nil
	return n, took, nil
}
