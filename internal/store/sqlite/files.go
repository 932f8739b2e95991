package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
)

// Files says what the files of a book are like. Nothing is opened for writing to
// find out.
type Files struct {
	Seq     unspent.Seq // the journal's newest event
	At      time.Time
	Journal error // why the journal cannot be read, if it cannot; nil too if it is not there
	Mark    mark.Mark
	Marked  mark.Condition
	State   string // "" if the state file fits
	Rebuild bool   // what ails the state file is mended by making it anew
	Alarm   *Alarm // of the journal, or of the state file if the journal has none
}

// Inspect looks at every page of the book at path, alone or beside its server.
func Inspect(path string) Files {
	var f Files
	var j journalAt
	var err error
	f.Mark, f.Marked, j, err = check(path)
	f.Seq, f.At = j.seq, j.at
	var alarmed bool
	if f.Alarm, alarmed = errors.AsType[*Alarm](err); alarmed {
		err = nil
	}
	if _, missing := os.Stat(path); err == nil && missing == nil && !(alarmed && f.Alarm.Fault == NoJournal) {
		err = wholePages(path)
	}
	f.Journal = failure(err)
	f.state(path)
	return f
}

// wholePages reads every page of a file.
func wholePages(path string) (err error) {
	conn, err := connect(path, "query_only = ON", sqlite.OpenReadOnly)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	said, err := bytesOf(conn, `PRAGMA quick_check(1)`)
	if err == nil && string(said) != "ok" {
		return damaged(string(said))
	}
	return err
}

// state looks at the state file.
func (f *Files) state(path string) {
	err := stateFits(path)
	a, alarm := errors.AsType[*Alarm](err)
	switch {
	case err == nil:
		return
	case alarm:
		a.File = filepath.Base(path)
		f.State, f.Rebuild = a.Error(), a.Fault == StateForked
		if f.Alarm == nil {
			f.Alarm = a
		}
	default:
		f.State, f.Rebuild = err.Error(), true
	}
}

// stateFits says why the state file cannot be used.
func stateFits(path string) (err error) {
	if _, err := os.Stat(path + stateSuffix); errors.Is(err, os.ErrNotExist) {
		return errors.New("missing")
	}
	journal, err := connect(path, "query_only = ON", sqlite.OpenReadOnly)
	if err != nil {
		return errors.New("not comparable: the journal cannot be read")
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	state, err := connect(path+stateSuffix, "query_only = ON", sqlite.OpenReadOnly)
	if err != nil {
		return errors.New("damaged")
	}
	defer func() { err = errors.Join(err, state.Close()) }()
	if version, err := number(state, "PRAGMA user_version"); err != nil || version == 0 {
		return errors.New("damaged")
	}
	f, _, err := fitState(state, journal)
	switch _, alarm := errors.AsType[*Alarm](err); {
	case alarm:
		return err
	case err != nil:
		return errors.New("damaged")
	case f == nil:
		return errors.New("of another program or another book")
	}
	if wholePages(path+stateSuffix) != nil {
		return errors.New("damaged")
	}
	return nil
}

// Rebuild puts the state file of the book at path aside, so that the next Open
// makes it anew from the journal. It refuses while the journal lacks anything
// that its mark or the state file knows of. The old one stays beside it until
// [Settled] is called.
func Rebuild(path string, now time.Time) (err error) {
	path, err = resolve(path)
	if err != nil {
		return err
	}
	lock, err := own(path, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	switch f := Inspect(path); {
	case f.Journal != nil:
		return f.Journal
	case f.Alarm != nil && f.Alarm.Fault != StateForked:
		return f.Alarm.refused()
	}
	return setAside(path)
}

const asideSuffix = ".aside"

// setAside renames the state file.
func setAside(path string) error {
	for _, suffix := range []string{stateSuffix, stateSuffix + "-wal", stateSuffix + "-shm"} {
		if err := os.Rename(path+suffix, path+suffix+asideSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Settled removes what Rebuild put aside, once the audit is clean.
func Settled(path string) error {
	var errs []error
	for _, suffix := range []string{stateSuffix, stateSuffix + "-wal", stateSuffix + "-shm"} {
		if err := os.Remove(path + suffix + asideSuffix); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// MarkText says in a few words how the mark is.
func (f Files) MarkText() string {
	switch f.Marked {
	case mark.Missing:
		return "missing"
	case mark.Damaged:
		return "damaged"
	case mark.Worn:
		return fmt.Sprintf("one half damaged; the other names %s of %s", f.Mark.Seq.EventID(), said(f.Mark.At))
	case mark.Whole:
	}
	if f.Mark.Seq == 0 {
		return "names no event yet"
	}
	return fmt.Sprintf("names %s of %s", f.Mark.Seq.EventID(), said(f.Mark.At))
}
