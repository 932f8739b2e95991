package sqlite

import (
	"context"
	"errors"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
)

// Events calls f with every event of the journal at path, in order, and changes
// nothing. It needs neither the state file nor the mark, whatever they are like.
func Events(ctx context.Context, path string, f func(unspent.Event) error) (err error) {
	conn, err := connect(path, anyReader, sqlite.OpenReadOnly, sqlite.OpenWAL)
	if err != nil {
		return failure(err)
	}
	defer func() { err = failure(errors.Join(err, conn.Close())) }()
	if err := upToDate(conn); err != nil {
		return err
	}
	return each(conn, selectEvents, func(r *row) { r.int(1) }, func(c *columns) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		e, err := readEvent(c.stmt)
		if err != nil {
			return err
		}
		return f(e)
	})
}
