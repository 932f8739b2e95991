package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
	"zombiezen.com/go/sqlite"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Room reports that the book has no room to go on: a file system of its files has
// less than a reserve left, or the newest write failed for lack of space. Then it
// tries a write, at most once a second, and so sees by itself that there is room
// again, although nobody sends any writes while it is not ready.
func (s *Store) Room(ctx context.Context) error {
	for _, path := range []string{s.path, s.path + markSuffix} {
		left, err := s.free(path)
		if err != nil {
			return &unspent.Error{Reason: unspent.Unavailable, Detail: "how much room there is for " + filepath.Base(path) + " cannot be found out", Err: err}
		}
		if left < reserve {
			return unspent.Errorf(unspent.Unavailable, "the file system of %s has %d MiB left, and the reserve is %d MiB; make room before writes stop",
				filepath.Base(path), left>>20, int64(reserve)>>20)
		}
	}
	s.behind.mu.Lock()
	behind := s.behind.err
	s.behind.mu.Unlock()
	if lacking(behind) {
		nudge(s.behind.wake)
		return behind
	}
	return s.probe(ctx)
}

// probe tries a write if the newest one failed for lack of space.
func (s *Store) probe(ctx context.Context) error {
	if !s.full.Load() {
		return nil
	}
	s.probing.Lock()
	defer s.probing.Unlock()
	if now := s.now(); now.Sub(s.probed) >= probeEvery || now.Before(s.probed) {
		s.probed = now
		_ = s.Update(ctx, func(tx store.Tx) error { // what comes of it is noted there
			d := store.Document{Kind: store.KindRoom, ID: "probe", At: now, Body: make([]byte, probeSize)}
			return errors.Join(tx.PutDocument(ctx, d), tx.DropDocument(ctx, d.Kind, d.ID))
		})
	}
	if s.full.Load() {
		return unspent.Errorf(unspent.Unavailable, "the newest write failed for lack of space, and so does another; make room, or look at the quota")
	}
	return nil
}

// felt notes whether a write failed for lack of space; done says that something was
// written.
func (s *Store) felt(done bool, err error) {
	switch {
	case lacking(err):
		s.full.Store(true)
	case err == nil && done:
		s.full.Store(false)
	}
}

// lacking reports whether err is for want of space.
func lacking(err error) bool {
	return err != nil && (sqlite.ErrCode(err).ToPrimary() == sqlite.ResultFull || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT))
}

// freeSpace returns how many bytes the file system of a file has left for us.
func freeSpace(path string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(path, &st); err != nil {
		return 0, err
	}
	return int64(min(st.Bavail, 1<<40)) * st.Bsize, nil
}
