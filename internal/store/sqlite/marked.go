package sqlite

import (
	"fmt"
	"path/filepath"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite/sqlitex"
)

// openMark makes the mark if there is none yet, and brings it to where the
// journal is. What it said before has been compared.
func (s *Store) openMark(before mark.Mark, c mark.Condition) error {
	j, err := readJournalAt(s.conn, mark.Mark{})
	if err != nil {
		return err
	}
	s.reached = j.mark()
	if s.accepting {
		return nil
	}
	path := s.path + markSuffix
	if c == mark.Missing {
		if err := mark.Create(path, s.reached); err != nil {
			return unmarkable(err)
		}
	}
	if !j.has {
		if err := s.marksFromNow(); err != nil {
			return err
		}
	}
	name := filepath.Base(path)
	switch ahead := int64(j.seq - before.Seq); {
	case c == mark.Missing && j.seq > 0:
		s.tell(fmt.Sprintf("%s was made: from now on it says how far the journal goes, which ends with %s; keep it beside the database", name, j.seq.EventID()))
	case c == mark.Worn:
		s.tell(fmt.Sprintf("half of %s could not be read and was written anew; the other half fits the journal", name))
	case c == mark.Whole && ahead > oneCrash:
		s.tell(fmt.Sprintf("%s was %d events behind the journal, more than one crash explains: was an older one put there? The journal has all "+
			"that it names", name, ahead))
	}
	if s.mark, err = mark.Open(path); err != nil {
		return unmarkable(err)
	}
	s.unmarked = true
	return s.remark()
}

// marksFromNow notes in the database itself that there is a mark, where it is
// found even if the log is lost.
func (s *Store) marksFromNow() error {
	if err := exec(s.conn, `UPDATE changes SET marked = 1`, func(*row) {}); err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(s.conn, "PRAGMA wal_checkpoint(TRUNCATE)", nil)
}

// reach notes how far the journal is after a commit, of events if there are any,
// before anybody is answered. If it fails, the commit is durable and the outcome
// is called unknown; nothing else is written until the mark can be.
func (s *Store) reach(t *tx) error {
	if t.recorded == nil || t.beside {
		s.reached.Changes++
	}
	if t.beside {
		s.reached.Beside, s.reached.Links, s.reached.Link = t.head, t.link.n, t.link.hash
	}
	if t.recorded != nil {
		last := &t.recorded.Journal[len(t.recorded.Journal)-1]
		s.reached.Seq, s.reached.Hash, s.reached.At = last.Seq, last.Hash, last.At
	}
	s.unmarked = true
	return s.remark()
}

// remark writes the mark if it is behind.
func (s *Store) remark() error {
	if !s.unmarked || s.accepting {
		return nil
	}
	if err := s.mark.Write(s.reached); err != nil {
		return unmarkable(err)
	}
	s.unmarked = false
	return nil
}

func unmarkable(err error) error {
	return &unspent.Error{Reason: unspent.Unavailable, Err: err,
		Detail: "the mark beside the database cannot be written; check the disk and its permissions, and ask again with the same request id"}
}
