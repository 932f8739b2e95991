package sim_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/sim"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// While a run writes, an audit beside it is clean at every instant, and so is
// what every backup restores.
func TestBesideARunningServer(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "unspent.db")
	s, err := sqlite.Open(path, sqlite.Options{Overlay: 30})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, stop := context.WithCancel(t.Context())
	var beside sync.WaitGroup
	var audits, backups int
	beside.Go(func() {
		for ; ctx.Err() == nil; audits++ {
			auditBeside(t, path)
		}
	})
	beside.Go(func() {
		for ; ctx.Err() == nil; backups++ {
			restoreBeside(t, path, filepath.Join(dir, fmt.Sprint(backups)))
		}
	})
	_, err = sim.Run(t.Context(), s, sim.Options{Seed: 5, Families: 4, Actors: 8, Steps: 60, Percent: 5, Jump: time.Minute})
	stop()
	beside.Wait()
	if err != nil {
		t.Error(err)
	}
	if audits == 0 || backups == 0 {
		t.Errorf("%d audits and %d backups beside the run", audits, backups)
	}
	clean(t, s)
}

func auditBeside(t *testing.T, path string) {
	r, err := sqlite.OpenReader(path)
	if err != nil {
		t.Errorf("a reader beside the server: %v", err)
		return
	}
	var got audit.Result
	err = r.View(context.Background(), func(r store.Reader) (err error) {
		got, err = audit.Run(context.Background(), r, audit.Options{})
		return err
	})
	if err := errors.Join(err, r.Close()); err != nil || !got.Clean() {
		t.Errorf("an audit beside the server: %v, %v", err, got.Findings)
	}
}

func restoreBeside(t *testing.T, path, to string) {
	audit := func(file string) error {
		s, err := sqlite.Open(file, sqlite.Options{})
		if err != nil {
			return err
		}
		clean(t, s)
		return s.Close()
	}
	if err := errors.Join(sqlite.Backup(path, to+".copy"), sqlite.Restore(to+".copy", to, audit)); err != nil {
		t.Errorf("a backup beside the server: %v", err)
	}
}
