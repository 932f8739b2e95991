package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Backup writes a copy of the book at path to a new file, beside a running
// server. The copy is one consistent snapshot of the journal, with a mark of its
// own; the state file is not part of it, because it is rebuilt, nor are the sealed
// seeds, so that no code is shown again from a backup. The keyring is not part of
// it either: back it up apart. A book with an [Alarm] is not backed up: the copy
// would pass for the newest one.
func Backup(path, to string) error {
	m, c, _, err := check(path)
	if err != nil {
		return err
	}
	if err := copyBook(path, to); err != nil || c == mark.Missing {
		return err
	}
	j, err := peek(to, m)
	if err != nil {
		return failure(err)
	}
	if a := (&Alarm{File: filepath.Base(to), Mark: m}); a.judge(c, j) {
		return errors.Join(a.refused(), os.Remove(to), os.Remove(to+markSuffix))
	}
	return nil
}

// Restore makes the book at path from a backup. It refuses to replace a book.
// audit, if not nil, is given the copy before it is put in place, and may refuse
// it. A restored book has an [Alarm] until somebody accepts what it lacks, unless
// the mark of the book that was lost is at path and names nothing that it lacks.
func Restore(backup, path string, audit func(file string) error) (err error) {
	for _, suffix := range []string{"", stateSuffix, "-wal"} {
		switch info, err := os.Stat(path + suffix); {
		case errors.Is(err, os.ErrNotExist):
		case err == nil && suffix == "-wal" && info.Size() == 0: // whoever looked at the book left it
		default:
			return unspent.Errorf(unspent.Conflict, "%s exists; restore to a new path, or move it away first", filepath.Base(path+suffix))
		}
	}
	part := path + ".restoring"
	defer func() { err = errors.Join(err, Remove(part)) }()
	if err := errors.Join(Remove(part), copyBook(backup, part)); err != nil {
		return err
	}
	if audit != nil {
		if err := audit(part); err != nil {
			return err
		}
	}
	if err := leaveMark(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	if err := os.Rename(part+stateSuffix, path+stateSuffix); err != nil && !errors.Is(err, os.ErrNotExist) { // made by the audit
		return err
	}
	return syncFile(filepath.Dir(path))
}

// leaveMark notes in a copy that its mark is not with it.
func leaveMark(path string) error {
	conn, err := connect(path, "journal_mode = WAL; synchronous = FULL") // as reading it wants
	if err != nil {
		return failure(err)
	}
	known, err := number(conn, `SELECT count(*) FROM sqlite_schema WHERE name = 'changes'`)
	if err == nil && known > 0 {
		err = exec(conn, `UPDATE changes SET marked = 2`, func(*row) {})
	}
	return failure(errors.Join(err, conn.Close()))
}

// Remove removes the book at path and what belongs to it, but not its keyring.
func Remove(path string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm", stateSuffix, stateSuffix + "-wal", stateSuffix + "-shm", markSuffix, "-lock"} {
		if err := os.Remove(path + suffix); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func copyBook(from, to string) (err error) {
	if _, err := os.Stat(from); err != nil {
		return &unspent.Error{Reason: unspent.Unavailable, Detail: fmt.Sprintf("%s cannot be read", filepath.Base(from)), Err: err}
	}
	if _, err := os.Stat(to); !errors.Is(err, os.ErrNotExist) {
		return unspent.Errorf(unspent.Conflict, "%s exists; choose a new file", filepath.Base(to))
	}
	conn, err := connect(from, copier, sqlite.OpenReadOnly) // a copy is not in WAL mode
	if err != nil {
		return failure(err)
	}
	defer func() { err = failure(errors.Join(err, conn.Close())) }()
	if _, err := number(conn, `SELECT count(*) FROM journal`); err != nil {
		return err
	}
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := private(part); err != nil { // VACUUM INTO takes an empty file
		return err
	}
	if err := sqlitex.ExecuteTransient(conn, `VACUUM INTO ?`, &sqlitex.ExecOptions{Args: []any{part}}); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := dropSeals(part); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := syncFile(part); err != nil {
		return err
	}
	j, err := peek(part, mark.Mark{})
	if err != nil {
		return err
	}
	if err := mark.Create(to+markSuffix, j.mark()); err != nil {
		return unmarkable(err)
	}
	if err := os.Rename(part, to); err != nil {
		return err
	}
	return syncFile(filepath.Dir(to))
}

// dropSeals erases the sealed seeds from a copy: what is erased from the book at
// the end of its reveal window must not live on in old backups.
func dropSeals(path string) error {
	conn, err := connect(path, "journal_mode = DELETE; synchronous = FULL; secure_delete = ON")
	if err != nil {
		return err
	}
	return errors.Join(exec(conn, `DELETE FROM seals`, func(*row) {}), conn.Close())
}

// syncFile makes a file or a folder's entries durable.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
