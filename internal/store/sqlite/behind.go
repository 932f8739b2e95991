package sqlite

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

//go:embed state.sql
var stateSchema string

// stateFile is the file of projections, written by one goroutine.
type stateFile struct {
	conn *sqlite.Conn
	ages *ages
	kept int64 // ages before are in the shelves of the file
}

// openState opens the state file that belongs to the journal. One that is
// missing, damaged or of another shape is told of and made anew; one that knows
// more than the journal is an [Alarm]. applied is the newest event that is wholly
// in it.
func openState(path string, journal *sqlite.Conn, tell func(string)) (f *stateFile, applied unspent.Seq, err error) {
	newest, err := number(journal, `SELECT max(seq) FROM journal`)
	if err != nil {
		return nil, 0, err
	}
	for again := range 2 {
		if _, err := os.Stat(path + stateSuffix); again == 0 && newest > 0 && errors.Is(err, os.ErrNotExist) {
			tell("the state file is missing and is made anew from the journal, which takes as long as reading it")
		}
		if err := private(path + stateSuffix); err != nil {
			return nil, 0, err
		}
		conn, err := connect(path+stateSuffix, stateWriter)
		if err == nil {
			f, applied, err = fitState(conn, journal)
			if err == nil && f != nil {
				return f, applied, nil
			}
			err = errors.Join(err, conn.Close())
		}
		if a, ok := errors.AsType[*Alarm](err); ok {
			a.File = filepath.Base(path)
			return nil, 0, a.refused()
		}
		switch code := sqlite.ErrCode(err).ToPrimary(); {
		// A plain error says that a table is not as it should be.
		case err != nil && code != sqlite.ResultCorrupt && code != sqlite.ResultNotADB && code != sqlite.ResultError:
			return nil, 0, err
		}
		if err != nil {
			tell("the state file is damaged and is made anew from the journal, which is whole as far as its mark goes")
		} else {
			tell("the state file is of another program or another book and is made anew from the journal")
		}
		if err := dropState(path); err != nil {
			return nil, 0, err
		}
	}
	return nil, 0, unspent.Errorf(unspent.Unavailable, "the state file cannot be made anew; check the disk. The database is not damaged")
}

// dropState removes the state file; it is rebuilt from the journal.
func dropState(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + stateSuffix + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// fitState returns nil if the file belongs to another journal or is of another
// format, and an [Alarm] if it has seen events that the journal lacks, in whatever
// format: progress is the same in each.
func fitState(conn, journal *sqlite.Conn) (*stateFile, unspent.Seq, error) {
	version, err := number(conn, "PRAGMA user_version")
	if err != nil {
		return nil, 0, err
	}
	id, err := bytesOf(journal, `SELECT id FROM identity`)
	if err != nil {
		return nil, 0, err
	}
	if version == 0 {
		return createState(conn, id)
	}
	known, err := bytesOf(conn, `SELECT journal FROM progress`)
	if err != nil || !bytes.Equal(known, id) {
		return nil, 0, err
	}
	applied, err1 := number(conn, `SELECT applied FROM progress`)
	highest, err2 := number(conn, `SELECT highest FROM progress`)
	newest, err3 := number(journal, `SELECT max(seq) FROM journal`)
	saw, err4 := bytesOf(conn, `SELECT hash FROM progress`)
	hash, err5 := bytesOf(journal, `SELECT hash FROM journal WHERE seq = ?`, applied)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, 0, err
	}
	if highest > newest || !bytes.Equal(saw, hash) {
		return nil, 0, ahead(unspent.Seq(applied), unspent.Seq(highest), unspent.Seq(newest))
	}
	if version != stateVersion {
		return nil, 0, nil
	}
	index, kept, err := loadAges(conn)
	return &stateFile{conn, index, kept}, unspent.Seq(applied), err
}

// ahead is the alarm of a state file that knows more than the journal.
func ahead(applied, highest, newest unspent.Seq) *Alarm {
	if highest > newest {
		return &Alarm{Fault: StateAhead, Seq: newest, Mark: mark.Mark{Seq: highest}, Lost: int64(highest - newest)}
	}
	return &Alarm{Fault: StateForked, Seq: newest, Mark: mark.Mark{Seq: applied}}
}

func createState(conn *sqlite.Conn, id []byte) (f *stateFile, applied unspent.Seq, err error) {
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return nil, 0, err
	}
	defer end(&err)
	if err := sqlitex.ExecuteScript(conn, stateSchema, nil); err != nil {
		return nil, 0, err
	}
	err = sqlitex.ExecuteTransient(conn, `INSERT INTO progress (one, journal, applied, hash, highest) VALUES (1, ?, 0, x'', 0)`,
		&sqlitex.ExecOptions{Args: []any{id}})
	if err != nil {
		return nil, 0, err
	}
	return &stateFile{conn: conn, ages: &ages{}}, 0, sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA user_version = %d", stateVersion), nil)
}

const (
	putCardRow    = `REPLACE INTO cards (key, lapses, body) VALUES (?, ?, ?)`
	putSerialRow  = `REPLACE INTO serials (serial, key) VALUES (?, ?)`
	putAccountRow = `REPLACE INTO accounts (ref, lapses, body) VALUES (?, ?, ?)`
	putAnswerRow  = `REPLACE INTO answers (age, request, first, last, print) VALUES (?, ?, ?, ?, ?)`
	putRefundsRow = `REPLACE INTO refunds (spend, units, last) VALUES (?, ?, ?)`
)

// write writes a generation in the order of its keys, in chunks of a bounded
// number of rows, each a transaction. after is called when a chunk is in.
func (f *stateFile) write(g *generation, after func()) error {
	w := &chunks{file: f, high: g.Seq, after: after}
	if err := w.cards(g); err != nil {
		return w.fail(err)
	}
	for _, ref := range sorted(g.Accounts, func(a, b unspent.Ref) int { return bytes.Compare([]byte(a), []byte(b)) }) {
		var e encoder
		a := g.Accounts[ref]
		e.account(a)
		if err := w.put(putAccountRow, func(r *row) { r.text(string(ref)); r.intOrNull(micros(a.Lots.First())); r.blob(e.b) }); err != nil {
			return w.fail(err)
		}
	}
	if err := w.answers(g); err != nil {
		return w.fail(err)
	}
	for seq, v := range g.Refunded {
		if err := w.put(putRefundsRow, func(r *row) { r.int(int64(seq)); r.int(v.Units); r.int(int64(v.Last)) }); err != nil {
			return w.fail(err)
		}
	}
	if err := w.begin(); err != nil {
		return w.fail(err)
	}
	if err := f.keepAges(ageOf(g.Seq)); err != nil {
		return w.fail(err)
	}
	err := exec(f.conn, `UPDATE progress SET applied = ?, hash = ?`, func(r *row) { r.int(int64(g.Seq)); r.blob(g.hash[:]) })
	if err != nil {
		return w.fail(err)
	}
	if err = w.commit(); err == nil {
		f.kept = max(f.kept, ageOf(g.Seq))
	}
	return w.fail(err)
}

func sorted[K comparable, V any](m map[K]V, cmp func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp)
	return keys
}

// chunks cuts the writing of a generation into transactions.
type chunks struct {
	file  *stateFile
	high  unspent.Seq
	after func()
	rows  int // of the open transaction
	open  bool
}

func (w *chunks) cards(g *generation) error {
	keys := sorted(g.Codes, func(a, b unspent.CardKey) int { return bytes.Compare(a[:], b[:]) })
	for _, key := range keys {
		c := g.Cards[g.Codes[key]]
		var e encoder
		e.card(c)
		err := w.put(putCardRow, func(r *row) {
			r.blob(key[:])
			if c.State == unspent.StateActive {
				r.intOrNull(micros(c.ExpiresAt))
			} else {
				r.intOrNull(0)
			}
			r.blob(e.b)
		})
		if err != nil {
			return err
		}
	}
	slices.SortFunc(g.made, func(a, b unspent.Serial) int { return cmp.Compare(a.Number(), b.Number()) })
	for _, serial := range g.made {
		key := g.Cards[serial].Key
		if err := w.put(putSerialRow, func(r *row) { r.int(serial.Number()); r.blob(key[:]) }); err != nil {
			return err
		}
	}
	return nil
}

// answers writes by age first, so that what is new lies together.
func (w *chunks) answers(g *generation) error {
	type answer struct {
		age int64
		id  unspent.RequestID
		store.Answer
	}
	all := make([]answer, 0, len(g.Answers))
	for id, a := range g.Answers {
		all = append(all, answer{ageOf(a.First), id, a})
	}
	slices.SortFunc(all, func(a, b answer) int { return cmp.Or(cmp.Compare(a.age, b.age), bytes.Compare(a.id[:], b.id[:])) })
	for i := range all {
		a := &all[i]
		err := w.put(putAnswerRow, func(r *row) {
			r.int(a.age)
			r.blob(a.id[:])
			r.int(int64(a.First))
			r.int(int64(a.Last))
			r.blob(a.Print[:])
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *chunks) begin() error {
	if w.open {
		return nil
	}
	if err := exec(w.file.conn, `BEGIN IMMEDIATE`, func(*row) {}); err != nil {
		return err
	}
	w.open, w.rows = true, 0
	return exec(w.file.conn, `UPDATE progress SET highest = max(highest, ?)`, func(r *row) { r.int(int64(w.high)) })
}

func (w *chunks) put(query string, bind func(*row)) error {
	if err := w.begin(); err != nil {
		return err
	}
	if err := exec(w.file.conn, query, bind); err != nil {
		return err
	}
	if w.rows++; w.rows >= chunkRows {
		return w.commit()
	}
	return nil
}

func (w *chunks) commit() error {
	if err := exec(w.file.conn, `COMMIT`, func(*row) {}); err != nil {
		return err
	}
	w.open = false
	w.after()
	return nil
}

// fail rolls an open transaction back and passes err on.
func (w *chunks) fail(err error) error {
	if err != nil && !w.file.conn.AutocommitEnabled() {
		return errors.Join(err, exec(w.file.conn, `ROLLBACK`, func(*row) {}))
	}
	return err
}

// exec runs a cached statement that returns no rows.
func exec(conn *sqlite.Conn, query string, bind func(*row)) error {
	stmt, err := conn.Prepare(query)
	if err != nil {
		return err
	}
	bind(&row{stmt: stmt})
	return run(stmt)
}
