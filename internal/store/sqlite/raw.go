package sqlite

import (
	"errors"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Raw writes rows as the driver does and nothing else: no rules, no reading, no
// overlay. It is the limit that package bench compares with, and good for
// nothing else. It is not safe for concurrent use.
type Raw struct{ conn *sqlite.Conn }

// OpenRaw makes a new journal at path.
func OpenRaw(path string) (*Raw, error) {
	conn, err := connect(path, journalWriter)
	if err != nil {
		return nil, failure(err)
	}
	text, err := migrations.ReadFile("migrations/0001_journal.sql")
	if err == nil {
		err = sqlitex.ExecuteScript(conn, string(text), nil)
	}
	if err != nil {
		return nil, errors.Join(failure(err), conn.Close())
	}
	return &Raw{conn}, nil
}

// Append inserts events in batches of the given sizes, each a durable commit.
func (r *Raw) Append(events []unspent.Event, batches []int) error {
	for _, n := range batches {
		if err := r.commit(events[:n]); err != nil {
			return failure(err)
		}
		events = events[n:]
	}
	return nil
}

func (r *Raw) commit(events []unspent.Event) (err error) {
	if err := exec(r.conn, `BEGIN IMMEDIATE`, func(*row) {}); err != nil {
		return err
	}
	stmt, err := r.conn.Prepare(insertEvent)
	if err != nil {
		return err
	}
	for i := range events {
		if err := appendEvent(stmt, &events[i]); err != nil {
			return err
		}
	}
	return exec(r.conn, `COMMIT`, func(*row) {})
}

// Checkpoint empties the journal's log, as the driver does beside its writes.
func (r *Raw) Checkpoint() error {
	return failure(sqlitex.ExecuteTransient(r.conn, "PRAGMA wal_checkpoint(PASSIVE)", nil))
}

// Close gives the file up.
func (r *Raw) Close() error { return failure(r.conn.Close()) }
