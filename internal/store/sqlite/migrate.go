package sqlite

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"time"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

//go:embed migrations/*.sql
var migrations embed.FS

const createMigrations = `CREATE TABLE IF NOT EXISTS migrations (
	name       TEXT PRIMARY KEY,
	checksum   TEXT    NOT NULL,
	applied_at INTEGER NOT NULL
) STRICT`

// migrate brings the journal's schema forward, each step in a transaction of
// its own with the checksum of its text.
func migrate(conn *sqlite.Conn, now time.Time) error {
	if err := sqlitex.ExecuteTransient(conn, createMigrations, nil); err != nil {
		return err
	}
	return eachMissing(conn, func(name, text, checksum string) error {
		if err := applyMigration(conn, name, text, checksum, now); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
		return nil
	})
}

// upToDate refuses a journal that migrate would change or refuse.
func upToDate(conn *sqlite.Conn) error {
	return eachMissing(conn, func(string, string, string) error {
		return unspent.Errorf(unspent.Unavailable, "the database was made by an older program; start the server once to bring it up to date")
	})
}

// eachMissing compares the recorded migrations with this program's and calls f
// with each that is not recorded, in order.
func eachMissing(conn *sqlite.Conn, f func(name, text, checksum string) error) error {
	done := map[string]string{}
	err := sqlitex.ExecuteTransient(conn, `SELECT name, checksum FROM migrations`, &sqlitex.ExecOptions{
		ResultFunc: func(stmt *sqlite.Stmt) error {
			done[stmt.ColumnText(0)] = stmt.ColumnText(1)
			return nil
		}})
	if err != nil {
		return err
	}
	files, err := fs.ReadDir(migrations, "migrations")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := fs.ReadFile(migrations, "migrations/"+file.Name())
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		checksum := hex.EncodeToString(sum[:])
		switch recorded, ok := done[file.Name()]; {
		case ok && recorded != checksum:
			return unspent.Errorf(unspent.Unavailable, "migration %s of the database differs from this program's; use the program that made it", file.Name())
		case !ok:
			if err := f(file.Name(), string(text), checksum); err != nil {
				return err
			}
		}
		delete(done, file.Name())
	}
	for name := range done {
		return unspent.Errorf(unspent.Unavailable, "the database was made by a newer program (migration %s); use that one", name)
	}
	return nil
}

func applyMigration(conn *sqlite.Conn, name, text, checksum string, now time.Time) (err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := sqlitex.ExecuteScript(conn, text, nil); err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(conn, `INSERT INTO migrations (name, checksum, applied_at) VALUES (?, ?, ?)`,
		&sqlitex.ExecOptions{Args: []any{name, checksum, micros(now)}})
}
