package sqlite

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
)

// ReadOnly reads a book beside the process that serves it, or alone.
type ReadOnly struct{ path string }

// OpenReader opens the book at path for reading. It takes no lock.
func OpenReader(path string) (*ReadOnly, error) {
	r, err := openReader(path, nil)
	if err != nil {
		return nil, failure(err)
	}
	return &ReadOnly{path}, failure(errors.Join(upToDate(r.journal), r.close()))
}

// View runs f on one consistent snapshot of the whole book.
func (o *ReadOnly) View(ctx context.Context, f func(store.Reader) error) (err error) {
	r, err := openReader(o.path, nil)
	if err != nil {
		return failure(err)
	}
	defer func() { err = errors.Join(err, failure(r.close())) }()
	applied, err := r.snapshot(o.path)
	if err != nil {
		return failure(err)
	}
	over := newOverlay(r.ages)
	borrow := func(context.Context) (*reader, func(), error) { return r, func() {}, nil }
	v := view{over: over, borrow: borrow}
	if err := replay(ctx, v, r.journal, over, applied+1, func(int, int) {}); err != nil {
		return failure(err)
	}
	return f(v)
}

// Close gives the book up.
func (o *ReadOnly) Close() error { return nil }

// snapshot fixes what the reader sees: first the state, then the journal, which
// so has every event that a row of the state has seen.
func (r *reader) snapshot(path string) (applied unspent.Seq, err error) {
	if err := fix(r.state); err != nil {
		return 0, ofState(err)
	}
	if err := fix(r.journal); err != nil {
		return 0, err
	}
	f, applied, err := fitState(r.state, r.journal)
	switch a, alarm := errors.AsType[*Alarm](err); {
	case f != nil:
		r.ages = f.ages
	case alarm:
		a.File = filepath.Base(path)
		err = a.refused()
	case err == nil:
		err = unspent.Errorf(unspent.Unavailable, "the state file does not fit the journal; make it anew with unspent files rebuild")
	}
	return applied, ofState(err)
}

// fix begins a transaction that sees from now on what is there now.
func fix(conn *sqlite.Conn) error {
	if err := exec(conn, `BEGIN`, func(*row) {}); err != nil {
		return err
	}
	_, err := number(conn, `SELECT count(*) FROM sqlite_schema`)
	return err
}
