package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// What a running store does when its files cannot be written: it says so, keeps
// what it has answered, and goes on when the fault is gone.

// untilRefused writes until the store refuses, and says what it refused.
func untilRefused(t *testing.T, from int, s *Store) (failed int, err error) {
	t.Helper()
	for n := from; n < from+5000; n++ {
		if err := issue(s, n); err != nil {
			return n, err
		}
	}
	t.Fatal("5,000 writes were not refused: the fault is not there")
	return 0, nil
}

// resumes shows that what failed is not there, or is there whole, and that the
// store works again.
func resumes(t *testing.T, s *Store, failed int) {
	t.Helper()
	serial, _ := cardNo(failed)
	var before brief
	var err error
	for range 500 { // the writer behind needs a moment to notice that the fault is gone
		before = look(t, s)
		if err = issue(s, failed); unspent.ReasonOf(err) != unspent.Unavailable {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if (err == nil) == (before[serial.String()] != "") {
		t.Errorf("the write that was refused, again: %v; it was stored: %v", err, before[serial.String()] != "")
	}
	must(t, spend(s, failed), issue(s, failed+1))
	want := look(t, s)
	must(t, s.Close())
	if got, err := open(s.path); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("opened again: %v (-want +got):\n%s", err, cmp.Diff(want, got))
	}
}

func pragma(t *testing.T, conn *sqlite.Conn, text string) {
	t.Helper()
	must(t, sqlitex.ExecuteTransient(conn, "PRAGMA "+text, nil))
}

// The journal's file reaches its bound at every point of a write.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	for extra := range 6 {
		t.Run(fmt.Sprintf("%d pages left", extra), func(t *testing.T) {
			s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
			must(t, err)
			defer s.Close()
			must(t, issue(s, 0))
			pages, err := number(s.conn, "PRAGMA page_count")
			must(t, err)
			pragma(t, s.conn, fmt.Sprintf("max_page_count = %d", pages+int64(extra)))
			failed, err := untilRefused(t, 1, s)
			wantRefused(t, "a full disk", err, unspent.Unavailable, "full", "same request id")
			wantRefused(t, "and again", issue(s, failed), unspent.Unavailable, "full")
			if got := len(look(t, s)); got != failed+2 { // cards, the world and the head
				t.Errorf("%d records, want %d", got, failed+2)
			}
			pragma(t, s.conn, "max_page_count = 1000000")
			resumes(t, s, failed)
		})
	}
}

// A file system that is really full fails wherever it likes: in the log, in the
// state, in a commit.
func TestFileSystemFull(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Logf("cannot mount a file system (%v): a bound on the state file stands in for it", err)
		stateFull(t)
		return
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	for overlay, name := range map[int]string{0: "state at the end", 3: "state all the time"} {
		t.Run(name, func(t *testing.T) {
			ballast := filepath.Join(dir, "ballast")
			must(t, os.WriteFile(ballast, make([]byte, 600<<10), 0o600))
			path := filepath.Join(dir, fmt.Sprintf("%d.db", overlay))
			s, err := Open(path, Options{Overlay: overlay})
			must(t, err)
			defer s.Close()
			failed, err := untilRefused(t, 0, s)
			wantRefused(t, "a full disk", err, unspent.Unavailable)
			for range 3 {
				if err := issue(s, failed); err != nil {
					wantRefused(t, "and again", err, unspent.Unavailable)
				}
			}
			must(t, os.Remove(ballast))
			resumes(t, s, failed)
			for _, name := range glob(t, path+"*") {
				must(t, os.Remove(name))
			}
		})
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	must(t, err)
	return names
}

func TestStateFileFull(t *testing.T) {
	t.Parallel()
	stateFull(t)
}

// The state file may fail for a while: answers go on until the overlay is full.
func stateFull(t *testing.T) {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{Overlay: 20})
	must(t, err)
	defer s.Close()
	pragma(t, s.behind.file.conn, "max_page_count = 8") // before anything is written behind
	failed, err := untilRefused(t, 0, s)
	wantRefused(t, "a state file that is full", err, unspent.Unavailable, "full")
	look(t, s)
	if failed < 20 {
		t.Errorf("refused after %d writes, before the overlay was full", failed)
	}
	must(t, limitState(s, 1_000_000))
	resumes(t, s, failed)
}

// limitState changes the bound of the state file between two generations.
func limitState(s *Store, pages int) error {
	s.behind.mu.Lock() // the writer behind reports under it, and waits to be woken after
	defer s.behind.mu.Unlock()
	return sqlitex.ExecuteTransient(s.behind.file.conn, fmt.Sprintf("PRAGMA max_page_count = %d", pages), nil)
}

func TestReadOnlyFile(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
	must(t, err)
	defer s.Close()
	must(t, issue(s, 0))
	pragma(t, s.conn, "query_only = ON")
	wantRefused(t, "a file that cannot be written", issue(s, 1), unspent.Unavailable, "cannot be written", "permissions")
	look(t, s)
	pragma(t, s.conn, "query_only = OFF")
	resumes(t, s, 1)
}

func TestReadOnlyFileSystem(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Logf("cannot mount a file system (%v): permissions stand in for it", err)
		must(t, os.Chmod(dir, 0o500))
		t.Cleanup(func() { must(t, os.Chmod(dir, 0o700)) })
		_, err := Open(filepath.Join(dir, "unspent.db"), Options{})
		wantRefused(t, "Open", err, unspent.Unavailable, "permissions")
		return
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	path := filepath.Join(dir, "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	must(t, issue(s, 0), s.Close())
	must(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	_, err = Open(path, Options{})
	wantRefused(t, "Open", err, unspent.Unavailable, "permissions")
	must(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, ""))
	reopened(t, path)
}

func TestLockedFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	defer s.Close()
	must(t, issue(s, 0))
	other, err := sqlite.OpenConn(path)
	must(t, err)
	defer other.Close()
	s.conn.SetBusyTimeout(time.Millisecond)
	must(t, sqlitex.ExecuteTransient(other, "BEGIN IMMEDIATE", nil))
	wantRefused(t, "a locked file", issue(s, 1), unspent.Unavailable, "locked", "same request id")
	look(t, s)
	must(t, sqlitex.ExecuteTransient(other, "ROLLBACK", nil))
	resumes(t, s, 1)
}

// A write that is broken off anywhere leaves nothing, and the next one works.
func TestInterruptedWrites(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{Overlay: 10})
	must(t, err)
	defer s.Close()
	stop := make(chan struct{})
	close(stop)
	broken := 0
	for n := range 60 {
		before := len(look(t, s))
		s.conn.SetInterrupt(stop)
		err := issue(s, n)
		s.conn.SetInterrupt(nil)
		if err != nil {
			broken++
			wantRefused(t, "a write that was broken off", err, unspent.Unavailable)
			if after := len(look(t, s)); after != before {
				t.Fatalf("a write that was broken off left %d records", after-before)
			}
			must(t, issue(s, n))
		}
	}
	if broken == 0 {
		t.Error("no write was broken off")
	}
	resumes(t, s, 60)
}

// A commit that was stored and reported lost is found again by the next call,
// be it a read or a write.
func TestStoredButReportedLost(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"read", "write", "closed and opened"} {
		t.Run(next, func(t *testing.T) {
			s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
			must(t, err)
			defer s.Close()
			must(t, issue(s, 0))
			behindItsBack(t, s, 1)
			s.suspect.Store(true) // as after a COMMIT that reported a failure
			if next == "write" {
				must(t, spend(s, 1))
			}
			if next != "closed and opened" {
				if serial, _ := cardNo(1); look(t, s)[serial.String()] == "" {
					t.Error("the card is not found")
				}
				wantRefused(t, "the same write", issue(s, 1), unspent.Conflict)
			}
			resumes(t, s, 2)
		})
	}
}

// A COMMIT that is durable and reports a failure makes the store ask the journal, by
// itself: the next read shows what was stored, and the next write builds on it.
func TestCommitReportsFailure(t *testing.T) {
	t.Parallel()
	for _, next := range []string{"read", "write"} {
		t.Run(next, func(t *testing.T) {
			s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
			must(t, err)
			defer s.Close()
			must(t, issue(s, 0))
			wantRefused(t, "a commit whose outcome is unknown", issue(early{s}, 1), unspent.Unavailable)
			if next == "write" {
				must(t, spend(s, 1))
			}
			if serial, _ := cardNo(1); look(t, s)[serial.String()] == "" {
				t.Error("what was stored is not found")
			}
			wantRefused(t, "the same write", issue(s, 1), unspent.Conflict)
			resumes(t, s, 2)
		})
	}
}

// early is a store that commits before its time, so that the COMMIT at the end fails
// though all is stored.
type early struct{ *Store }

func (e early) Update(ctx context.Context, f func(store.Tx) error) error {
	return e.Store.Update(ctx, func(t store.Tx) error {
		if err := f(t); err != nil {
			return err
		}
		return exec(t.(*tx).conn, `COMMIT`, func(*row) {})
	})
}

// behindItsBack commits the n-th card's event without the store noticing.
func behindItsBack(t *testing.T, s *Store, n int) {
	t.Helper()
	over := s.over
	aside := &Store{path: s.path, overlay: s.overlay, over: newOverlay(&ages{}), conn: s.conn, readers: s.readers}
	aside.view = view{over: aside.over, borrow: s.borrow, scan: s.view.scan}
	must(t, replay(context.Background(), aside.view, s.conn, aside.over, 1, func(int, int) {}))
	aside.behind = behind{}
	unseen := filepath.Join(t.TempDir(), "mark")
	must(t, mark.Create(unseen, mark.Mark{}))
	var err error
	aside.mark, err = mark.Open(unseen)
	must(t, err)
	defer func() { must(t, aside.mark.Close()) }()
	must(t, issue(aside, n))
	if over.seq == aside.over.seq {
		t.Fatal("the store noticed")
	}
}

func TestErasedSealsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	defer s.Close()
	const cards = 200
	for n := range cards {
		must(t, issue(s, n))
	}
	if n := traces(t, path, cards); n < cards {
		t.Fatalf("%d of %d seals found before they are erased: the scan is blind", n, cards)
	}
	must(t, s.Update(context.Background(), func(tx store.Tx) error { return tx.EraseSeal(context.Background(), 7) }))
	if n := traces(t, path, cards); n != cards-1 {
		t.Errorf("%d seals found after one of %d was erased", n, cards)
	}
	erase := func() {
		must(t, s.Update(context.Background(), func(tx store.Tx) error {
			_, err := tx.EraseSeals(context.Background(), start().Add(time.Hour))
			return err
		}))
	}
	// A reader's snapshot keeps the log for a while; the writer does not wait for it.
	r, err := OpenReader(path)
	must(t, err)
	must(t, r.View(context.Background(), func(store.Reader) error {
		must(t, issue(s, cards))
		erase()
		return nil
	}))
	must(t, issue(s, cards+1)) // and the reader is gone
	s.checkpoint()
	if n := traces(t, path, cards+1); n != 0 {
		t.Errorf("%d seals found after all were erased", n)
	}
	look(t, s)
}

// traces counts the first seals whose bytes stand in any of the files.
func traces(t *testing.T, path string, cards int) (found int) {
	t.Helper()
	var all []byte
	for _, name := range glob(t, path+"*") {
		b, err := os.ReadFile(name)
		must(t, err)
		all = append(all, b...)
	}
	for n := range cards {
		if bytes.Contains(all, box(n)) {
			found++
		}
	}
	return found
}

// The overlay is bounded, and no write waits for ever when the writer behind
// was faster than the write that woke it.
func TestPaceEnds(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{Overlay: 1})
	must(t, err)
	defer s.Close()
	for n := range 50 {
		must(t, issue(s, n))
	}
	done := make(chan struct{})
	go func() {
		s.pace(2, 0) // what it counted has been written by now, or soon is
		s.pace(2, 0)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("a write waits for a writer behind that has nothing to do")
	}
}

func TestBackup(t *testing.T) {
	t.Parallel()
	path, want := closedBook(t, 30)
	dir := t.TempDir()
	copied, restored := filepath.Join(dir, "copy.db"), filepath.Join(dir, "restored.db")
	must(t, Backup(path, copied), Restore(copied, restored, nil))
	_, err := open(restored)
	wantRefused(t, "a restored book", err, unspent.Unavailable, "restored from a backup, which ends with evt_40", "nothing was opened for writing")
	s, _, err := OpenAccepting(restored, Pending{}, Options{})
	must(t, err, s.Accept(t.Context()), s.Close())
	if d := cmp.Diff(want, reopened(t, restored)); d != "" {
		t.Errorf("restored (-want +got):\n%s", d)
	}
	must(t, Backup(restored, copied+".2"), os.Remove(restored), dropState(restored), Restore(copied+".2", restored, nil))
	reopened(t, restored) // beside its own mark, which says that nothing is missing
	wantRefused(t, "a backup over a file", Backup(path, copied), unspent.Conflict, "copy.db exists")
	wantRefused(t, "a restore over a book", Restore(copied, path, nil), unspent.Conflict, "unspent.db exists")
	wantRefused(t, "a backup of nothing", Backup(filepath.Join(dir, "none.db"), filepath.Join(dir, "x.db")), unspent.Unavailable, "none.db")
	must(t, os.WriteFile(filepath.Join(dir, "letter"), bytes.Repeat([]byte("letter "), 2000), 0o600))
	if err := Restore(filepath.Join(dir, "letter"), filepath.Join(dir, "y.db"), nil); unspent.ReasonOf(err) != unspent.Unavailable {
		t.Errorf("a restore of a letter: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "y.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a restore that was refused left a file: %v", err)
	}
}
