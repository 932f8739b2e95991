package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
)

// acceptable reports whether a book with this fault can be gone on with. Files
// that are missing or of two books cannot.
func (f Fault) acceptable() bool { return f != NoJournal && f != ForeignMark }

// OpenAccepting opens a book that has an [Alarm], to be written although events
// are missing. What is to be done about them is kept beside the book first, and with
// what an acceptance that was cut short had kept it is returned as pending by [Begun].
// It takes time: what was there is copied aside, named as the book with a date behind
// it, and the state file is made anew. The alarm stays until [Store.Accept] is called: a
// book that was closed or killed before that is refused again.
func OpenAccepting(path string, todo Pending, o Options) (s *Store, aside string, err error) {
	err = Check(path)
	a, alarm := errors.AsType[*Alarm](err)
	switch {
	case alarm && !a.Fault.acceptable():
		return nil, "", a.refused()
	case err != nil && !alarm:
		return nil, "", err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.accepting = true
	real, err := resolve(path)
	if err != nil {
		return nil, "", err
	}
	if aside, err = keepAside(real, todo, o.Now()); err != nil {
		return nil, "", err
	}
	s, err = Open(path, o)
	return s, aside, err
}

// keepAside copies what an opening changes, and moves the state file there.
func keepAside(path string, todo Pending, now time.Time) (string, error) {
	lock, err := own(path, now)
	if err != nil {
		return "", err
	}
	if err := begin(path, todo); err != nil {
		return "", errors.Join(failure(err), lock.release())
	}
	aside := path + "." + now.UTC().Format("20060102T150405.000")
	for _, suffix := range []string{"-wal", markSuffix} {
		err = errors.Join(err, copyAside(path+suffix, aside+suffix))
	}
	for _, suffix := range []string{stateSuffix, stateSuffix + "-wal"} {
		if moved := os.Rename(path+suffix, aside+suffix); !errors.Is(moved, os.ErrNotExist) {
			err = errors.Join(err, moved)
		}
	}
	if gone := os.Remove(path + stateSuffix + "-shm"); !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return aside, failure(errors.Join(err, lock.release()))
}

func copyAside(from, to string) error {
	in, err := os.Open(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// Lose notes what the book goes on without, before anything else is written to
// it: a second try after one that was interrupted keeps what the first one noted.
// It sets the loss's epoch and what was kept.
func (s *Store) Lose(ctx context.Context, l store.Loss) (store.Loss, error) {
	m, c, err := mark.Read(s.path + markSuffix)
	if err != nil {
		return l, unmarkable(err)
	}
	head := store.NewState()
	err = s.Update(ctx, func(t store.Tx) error {
		epoch, err := number(s.conn, `SELECT epoch FROM changes`)
		if err != nil {
			return failure(err)
		}
		if l.Epoch = epoch + 1; c <= mark.Worn {
			l.Epoch = max(l.Epoch, int64(m.Epoch)+1)
		}
		if err := t.Load(ctx, store.Want{}, head); err != nil {
			return err
		}
		l.Kept, l.Last = head.Seq, max(l.Last, head.Seq)
		all, err := store.Losses(ctx, t)
		var begun store.Loss
		for _, noted := range all {
			if noted.Epoch > epoch {
				l.Kept, l.Last, begun = min(l.Kept, noted.Kept), max(l.Last, noted.Last), noted
			}
		}
		if l.Serials = store.Ahead(all, l.Last, l.At); begun.Serials != 0 { // from the same number on
			l.Serials = begun.Serials + int64(begun.Last-l.Last)
		}
		d, told := l.Document()
		if err = errors.Join(err, told); err != nil {
			return err
		}
		return errors.Join(t.PutDocument(ctx, d), t.LogAction(ctx, store.Action{At: l.At, By: l.By, Name: "accept loss", Subject: l.Kept.EventID()}))
	})
	return l, err
}

// Accept makes the journal as it is now the whole of the book: a new epoch, and a
// mark that says so.
func (s *Store) Accept(ctx context.Context) error {
	err := s.Update(ctx, func(t store.Tx) error {
		w, ok := t.(*tx)
		if !ok {
			return unspent.Errorf(unspent.Internal, "a transaction of another store")
		}
		all, err := store.Losses(ctx, t)
		noted := int64(0)
		for _, l := range all {
			noted = max(noted, l.Epoch)
		}
		return errors.Join(err, w.write(func() error {
			return exec(w.conn, `UPDATE changes SET epoch = max(epoch + 1, ?), marked = 1`, func(r *row) { r.int(noted) })
		}))
	})
	if err != nil {
		return err
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	j, err := readJournalAt(s.conn, mark.Mark{})
	if err != nil {
		return failure(err)
	}
	if err := mark.Create(s.path+markSuffix, j.mark()); err != nil {
		return unmarkable(err)
	}
	if s.mark, err = mark.Open(s.path + markSuffix); err != nil {
		return unmarkable(err)
	}
	s.reached, s.unmarked, s.accepting = j.mark(), true, false
	if err := s.remark(); err != nil {
		return err
	}
	return ended(s.path)
}

// Touched returns the cards of which the state file at path has seen an event that
// the journal lacks, be it of an older program too. whole says that every row of it
// could be read: one that cannot may name another card.
func Touched(path string) (serials []unspent.Serial, whole bool, err error) {
	if _, err := os.Stat(path + stateSuffix); err != nil {
		return nil, errors.Is(err, os.ErrNotExist), nil
	}
	j, err := peek(path, mark.Mark{})
	if err != nil {
		return nil, false, failure(err)
	}
	conn, err := connect(path+stateSuffix, "query_only = ON", sqlite.OpenReadOnly)
	if err != nil {
		return nil, false, nil
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	version, err := number(conn, "PRAGMA user_version")
	if err != nil || version < 1 || version > stateVersion {
		return nil, false, nil
	}
	whole = true
	err = each(conn, `SELECT key, body FROM cards`, func(*row) {}, func(c *columns) error {
		var key unspent.CardKey
		c.blob(key[:])
		d := decoder{b: c.bytes(), version: version}
		switch card := d.card(key); {
		case d.err("a card") != nil:
			whole = false
		case card.Head.Seq > j.seq:
			serials = append(serials, card.Serial)
		}
		return nil
	})
	return serials, whole && err == nil, nil
}

// Missing says how many numbers of events were given out beyond the newest event
// of the journal at path, as far as its mark and its state file know.
func Missing(path string) (last unspent.Seq, err error) {
	m, c, err := mark.Read(path + markSuffix)
	if err != nil {
		return 0, fmt.Errorf("the mark: %w", err)
	}
	if c <= mark.Worn {
		last = m.Seq
	}
	if a, ok := errors.AsType[*Alarm](stateFits(path)); ok && a.Fault == StateAhead {
		last = max(last, a.Mark.Seq)
	}
	return last, nil
}
