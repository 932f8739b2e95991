package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const (
	stateVersion = 8 // PRAGMA user_version of the state file
	stateSuffix  = "-state"
	busyTimeout  = 5 * time.Second
)

// What each connection is for decides its settings, as pragmas.
const (
	journalWriter = "journal_mode = WAL; synchronous = FULL; secure_delete = ON; wal_autocheckpoint = 0; cache_size = -4000"
	stateWriter   = "journal_mode = WAL; synchronous = NORMAL; wal_autocheckpoint = 0; cache_size = -16000"
	anyReader     = "query_only = ON; cache_size = -4000; mmap_size = 17179869184"
	checkpointer  = "synchronous = FULL"
	copier        = "query_only = OFF"
)

// connect opens a connection with its settings.
func connect(path, settings string, flags ...sqlite.OpenFlags) (*sqlite.Conn, error) {
	conn, err := sqlite.OpenConn(path, flags...)
	if err != nil {
		return nil, err
	}
	conn.SetBusyTimeout(busyTimeout)
	for p := range strings.SplitSeq(settings, "; ") {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA "+p, nil); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

// number runs a query and returns the first column of its first row, 0 if none.
func number(conn *sqlite.Conn, query string, args ...any) (n int64, err error) {
	err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt64(0)
		return nil
	}})
	return n, err
}

// bytesOf runs a query and returns the first column of its first row as bytes.
func bytesOf(conn *sqlite.Conn, query string, args ...any) (b []byte, err error) {
	err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		b = make([]byte, stmt.ColumnLen(0))
		stmt.ColumnBytes(0, b)
		return nil
	}})
	return b, err
}

// private makes a file that only its owner may read, if it does not exist yet.
// SQLite gives its side files the same permissions.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: fmt.Sprintf("database file %s cannot be written; check its folder and its permissions", filepath.Base(path))}
	}
	return f.Close()
}
