package sqlite

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/unspent-dev/unspent"
)

// owner is the lock of the process that serves a database. The kernel gives it
// up when the process ends, however it ends.
type owner struct{ file *os.File }

// resolve follows links, so that one file has one lock whatever it is called.
func resolve(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, os.ErrNotExist) { // not made yet: its folder is there
		if real, err = filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
			real = filepath.Join(real, filepath.Base(path))
		}
	}
	if err != nil {
		return "", &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: fmt.Sprintf("there is no folder for database %s; make it first", filepath.Base(path))}
	}
	return real, nil
}

// ErrServed is the cause of an error of Open for a database that a process serves.
var ErrServed = errors.New("the database is locked by the process that serves it")

// own takes the lock, or says who has it.
func own(path string, now time.Time) (*owner, error) {
	if err := oneName(path); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path+"-lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: fmt.Sprintf("cannot lock database %s; check its folder's permissions", filepath.Base(path))}
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer file.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, &unspent.Error{Reason: unspent.Unavailable, Err: err,
				Detail: fmt.Sprintf("cannot lock database %s; its file system must support locks", filepath.Base(path))}
		}
		who, _ := io.ReadAll(io.LimitReader(file, 200))
		return nil, &unspent.Error{Reason: unspent.Unavailable, Err: ErrServed,
			Detail: fmt.Sprintf("database %s is served by %s; stop that one first, or talk to it with --server", filepath.Base(path), strings.TrimSpace(string(who)))}
	}
	host, _ := os.Hostname()
	if err := file.Truncate(0); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if _, err := fmt.Fprintf(file, "process %d on %s since %s\n", os.Getpid(), host, now.UTC().Format(time.RFC3339)); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &owner{file}, nil
}

// oneName refuses a database that has a second name, a hard link: each name would
// have its own lock, log and mark, and two processes would write one book.
func oneName(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return nil // not made yet, or said better by what opens it
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || stat.Nlink <= 1 {
		return nil
	}
	return unspent.Errorf(unspent.Unavailable, "database %s has %d names (hard links), and each would have a log and a lock of its own; stop "+
		"what serves it, keep the name that %[1]s-wal and %[1]s-mark lie beside, and remove the others",
		filepath.Base(path), stat.Nlink)
}

func (o *owner) release() error { return o.file.Close() }
