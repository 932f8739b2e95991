package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
)

const markSuffix = "-mark"

// What the database says of its mark.
const (
	marksSet  = 1 // there is one
	marksGone = 2 // it was left behind with the book that this backup is of
)

// journalAt is how far a journal goes, read without changing anything.
type journalAt struct {
	book    [16]byte
	seq     unspent.Seq
	hash    unspent.Digest
	at      time.Time
	marked  unspent.Digest // of the event at the mark's number
	has     bool           // it has had a mark
	copied  bool           // it was restored from a backup, and nobody has accepted it yet
	changes int64
	epoch   int64
	proven  bool           // it has links and sums
	beside  unspent.Digest // of them
	head    unspent.Digest // what beside was when the last change was counted
	link    link           // the last one
	linked  unspent.Digest // hash of the link at the mark's number
}

func (j journalAt) mark() mark.Mark {
	return mark.Mark{Book: j.book, Epoch: uint64(j.epoch), Seq: j.seq, Hash: j.hash, At: j.at, Changes: j.changes, Beside: j.beside,
		Links: j.link.n, Link: j.link.hash}
}

// check compares the journal at path with its mark, and changes no file: a
// connection that may write would bring what is left of a damaged log into the
// database when it is closed, and delete the log. An [Alarm] is among the errors.
func check(path string) (m mark.Mark, c mark.Condition, j journalAt, err error) {
	m, c, j, err = checkOnce(path)
	if a, ok := errors.AsType[*Alarm](err); ok && a.Fault == NoMark { // whoever serves it may have made one just now
		return checkOnce(path)
	}
	return m, c, j, err
}

// Check compares the journal at path with its mark, beside a running server too.
// The error is an [Alarm] if what was answered may be missing.
func Check(path string) error {
	_, _, _, err := check(path)
	return err
}

func checkOnce(path string) (m mark.Mark, c mark.Condition, j journalAt, err error) {
	if m, c, err = mark.Read(path + markSuffix); err != nil {
		return m, c, j, &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: fmt.Sprintf("%s cannot be read; check its owner and permissions", filepath.Base(path+markSuffix))}
	}
	alarm := &Alarm{File: filepath.Base(path), Mark: m}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		if log, err := os.Stat(path + "-wal"); c != mark.Missing || err == nil && log.Size() > 0 {
			alarm.Fault = NoJournal
			return m, c, j, alarm.refused()
		}
		return m, c, j, nil
	}
	if err == nil {
		j, err = peek(path, m)
	}
	if err != nil {
		return m, c, j, failure(err)
	}
	wrong := alarm.judge(c, j)
	if alarm.Fault.acceptable() && unfinished(path) { // which is why the rest is as it is
		alarm.Fault, alarm.Lost, wrong = Unfinished, 0, true
	}
	if wrong {
		return m, c, j, alarm.refused()
	}
	return m, c, j, nil
}

// judge compares a mark with a journal, and reports whether something is wrong.
func (a *Alarm) judge(c mark.Condition, j journalAt) bool {
	a.Seq, a.At = j.seq, j.at
	switch {
	case c == mark.Missing && j.copied:
		a.Fault = Restored
	case c == mark.Missing && !j.has: // a new book, or the first start since marks are kept
	case c == mark.Missing:
		a.Fault = NoMark
	case c == mark.Damaged:
		a.Fault = BadMark
	case a.Mark.Book != j.book:
		a.Fault = ForeignMark
	case j.seq < a.Mark.Seq:
		a.Fault, a.Lost = Short, int64(a.Mark.Seq-j.seq)
	case j.marked != a.Mark.Hash:
		a.Fault = Forked
	case j.changes < a.Mark.Changes:
		a.Fault, a.Lost = Unrecorded, a.Mark.Changes-j.changes
	case j.altered(a.Mark):
		a.Fault = Altered
	}
	return a.Fault != ""
}

// altered reports whether what proves the rest of the database is not what it was
// at the mark, or has become since by what the program does. A book that an older
// program wrote last has a mark without any of it.
func (j journalAt) altered(m mark.Mark) bool {
	none := unspent.Digest{}
	return m.Beside != none && (!j.proven || j.changes == m.Changes && j.beside != m.Beside) ||
		m.Links > 0 && (j.linked != m.Link || j.head != j.beside)
}

// peek reads how far the journal at path goes, and what it has where m was.
func peek(path string, m mark.Mark) (j journalAt, err error) {
	conn, err := connect(path, "query_only = ON", sqlite.OpenReadOnly)
	if err != nil {
		return j, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := exec(conn, `BEGIN`, func(*row) {}); err != nil {
		return j, err
	}
	return readJournalAt(conn, m)
}

// readJournalAt is peek on an open connection.
func readJournalAt(conn *sqlite.Conn, m mark.Mark) (j journalAt, err error) {
	tables := map[string]bool{}
	err = each(conn, `SELECT name FROM sqlite_schema WHERE type = 'table'`, func(*row) {}, func(c *columns) error {
		tables[c.text()] = true
		return nil
	})
	if err != nil || !tables["journal"] || !tables["identity"] {
		return j, err
	}
	id, err := bytesOf(conn, `SELECT id FROM identity`)
	if err != nil {
		return j, err
	}
	copy(j.book[:], id)
	err = each(conn, `SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1`, func(*row) {}, func(c *columns) error {
		j.seq, j.at = unspent.Seq(c.int()), instant(c.int())
		c.blob(j.hash[:])
		return nil
	})
	if err != nil {
		return j, err
	}
	err = each(conn, `SELECT hash FROM journal WHERE seq = ?`, func(r *row) { r.int(int64(m.Seq)) }, func(c *columns) error {
		c.blob(j.marked[:])
		return nil
	})
	if err != nil || !tables["changes"] {
		return j, err
	}
	err = each(conn, `SELECT n, marked, epoch FROM changes`, func(*row) {}, func(c *columns) error {
		var marked int64
		j.changes, marked, j.epoch = c.int(), c.int(), c.int()
		j.has, j.copied = marked == marksSet, marked == marksGone
		return nil
	})
	if err != nil || !tables["links"] || !tables["sums"] {
		return j, err
	}
	return j, j.readProof(conn, m.Links)
}

// readProof reads what proves the rest of the database, and the link of a number.
func (j *journalAt) readProof(conn *sqlite.Conn, links int64) (err error) {
	if j.link, j.beside, err = besideDigest(conn); err != nil {
		return err
	}
	err = each(conn, linkRow+` WHERE n = ?`, func(r *row) { r.int(links) }, func(c *columns) error {
		j.linked = readLink(c).hash
		return nil
	})
	if err != nil {
		return err
	}
	proven, err := number(conn, `SELECT proven FROM changes`)
	if err != nil {
		return err
	}
	j.proven = proven != 0
	headed, err := number(conn, `SELECT count(*) FROM pragma_table_info('changes') WHERE name = 'head'`)
	if err != nil || headed == 0 {
		return err // an older program's
	}
	return each(conn, `SELECT head FROM changes`, func(*row) {}, func(c *columns) error {
		c.blob(j.head[:])
		return nil
	})
}
