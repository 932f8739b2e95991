package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// A book without room says so before its writes stop, and when one has; it sees by
// itself that there is room again.
func TestRow11_NoRoom(t *testing.T) {
	var left, ahead atomic.Int64
	left.Store(reserve)
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{free: func(string) (int64, error) { return left.Load(), nil },
		Now: func() time.Time { return start().Add(time.Duration(ahead.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	ready := func(what string, want bool) {
		t.Helper()
		ahead.Add(int64(probeEvery))
		if err := s.Room(t.Context()); (err == nil) != want || err != nil && unspent.ReasonOf(err) != unspent.Unavailable {
			t.Errorf("%s: Room = %v", what, err)
		}
	}
	ready("enough", true)
	left.Store(reserve - 1)
	ready("less than the reserve", false)
	if err := issue(s, 1); err != nil {
		t.Errorf("a write while there is a little: %v", err)
	}
	left.Store(reserve)
	ready("enough again", true)

	limit := func(pages int64) { // what a full disk does to the database, and a quota that statfs does not tell of
		t.Helper()
		if _, err := number(s.conn, fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(1) // as many as there are
	n := 2
	for ; err == nil && n < 1000; n++ {
		err = issue(s, n)
	}
	if !lacking(err) || unspent.ReasonOf(err) != unspent.Unavailable {
		t.Fatalf("the database is not full after %d cards: %v", n, err)
	}
	ready("a write failed", false)
	ready("and still does", false)
	limit(1 << 30)
	if err := s.Room(t.Context()); err == nil {
		t.Error("a write is tried more than once a second")
	}
	ready("room was made, and nobody has written yet", true)
	if err := errors.Join(issue(s, n+1), s.Room(t.Context())); err != nil {
		t.Error(err)
	}
}

// The real file system of a test has room, and one of nothing is told of.
func TestFreeSpace(t *testing.T) {
	dir := t.TempDir()
	if left, err := freeSpace(dir); err != nil || left <= 0 {
		t.Errorf("freeSpace = %d, %v", left, err)
	}
	if _, err := freeSpace(filepath.Join(dir, "none")); err == nil {
		t.Error("freeSpace of nothing tells something")
	}
}
