package sqlite

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Raw writes rows as the driver does and nothing else: no rules, no reading, no
// overlay. It is the limit that package bench compares with, and good for
// nothing else. It is not safe for concurrent use.
type Raw struct {
	conn  *sqlite.Conn
	state *stateFile
}

// OpenRaw makes a new journal at path, and its state file.
func OpenRaw(path string) (*Raw, error) {
	conn, err := connect(path, journalWriter)
	if err != nil {
		return nil, failure(err)
	}
	r := &Raw{conn: conn}
	if err := r.create(path); err != nil {
		return nil, errors.Join(failure(err), r.Close())
	}
	return r, nil
}

func (r *Raw) create(path string) error {
	if err := migrate(r.conn, time.Unix(0, 0)); err != nil {
		return err
	}
	conn, err := connect(path+stateSuffix, stateWriter)
	if err != nil {
		return err
	}
	r.state, _, err = createState(conn, []byte(path))
	return err
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

func (r *Raw) commit(events []unspent.Event) error {
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

// Insert appends events that issue cards and, beside that as the driver does,
// writes those cards, folded into generations, to the state file.
func (r *Raw) Insert(events []unspent.Event, batches []int, folded []*store.State) error {
	written := make(chan error, 1)
	go func() {
		for _, s := range folded {
			g := &generation{State: s, made: slices.Collect(maps.Keys(s.Cards))}
			if err := r.state.write(g, func() {}); err != nil {
				written <- failure(err)
				return
			}
		}
		written <- nil
	}()
	err := r.Append(events, batches)
	return errors.Join(err, <-written)
}

// Checkpoint empties the journal's log, as the driver does beside its writes.
func (r *Raw) Checkpoint() error {
	return failure(sqlitex.ExecuteTransient(r.conn, "PRAGMA wal_checkpoint(PASSIVE)", nil))
}

// Close gives the files up.
func (r *Raw) Close() error {
	err := r.conn.Close()
	if r.state != nil {
		err = errors.Join(err, r.state.conn.Close())
	}
	return failure(err)
}
