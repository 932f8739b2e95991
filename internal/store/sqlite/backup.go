package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Backup writes a copy of the book at path to a new file, beside a running
// server. The copy is one consistent snapshot of the journal; the state file is
// not part of it, because it is rebuilt, nor are the sealed seeds, so that no
// code is shown again from a backup. The keyring is not part of it either: back
// it up apart.
func Backup(path, to string) error {
	return copyBook(path, to)
}

// Restore makes the book at path from a backup. It refuses to replace a book.
func Restore(backup, path string) error {
	for _, suffix := range []string{"", stateSuffix, "-wal"} {
		if _, err := os.Stat(path + suffix); !errors.Is(err, os.ErrNotExist) {
			return unspent.Errorf(unspent.Conflict, "%s exists; restore to a new path, or move it away first", filepath.Base(path+suffix))
		}
	}
	return copyBook(backup, path)
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
