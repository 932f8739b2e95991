package sqlite

import (
	"errors"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
)

// What to do about damage. A backup is the last way: it does not know what came
// after it.
const (
	damagedJournal = "the database file is damaged; stop, copy every file of it, and ask unspent files before a backup is restored"
	damagedState   = "the state file is damaged, the database is not; stop the server and make it anew with unspent files rebuild, no backup is needed"
)

// failure turns an error of SQLite into one of ours, told apart by its result
// code. What SQLite said stays inside as the cause, for the log only.
func failure(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*unspent.Error](err); ours {
		return err
	}
	detail := "the database could not be used; ask again with the same request id"
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultFull:
		detail = "the disk of the database is full; make room and ask again with the same request id"
	case sqlite.ResultReadOnly, sqlite.ResultPerm, sqlite.ResultAuth:
		detail = "the database file cannot be written; check its owner and permissions"
	case sqlite.ResultCorrupt, sqlite.ResultNotADB:
		detail = damagedJournal
	case sqlite.ResultBusy, sqlite.ResultLocked:
		detail = "the database is locked by another program; ask again with the same request id"
	case sqlite.ResultCantOpen:
		detail = "the database file cannot be opened; check that it exists and may be read"
	}
	return &unspent.Error{Reason: unspent.Unavailable, Detail: detail, Err: err}
}

// ofState is failure for the state file: when that is damaged, no backup is
// needed.
func ofState(err error) error {
	_, alarm := errors.AsType[*Alarm](err)
	if alarm {
		return err
	}
	_, ours := errors.AsType[*unspent.Error](err)
	if code := sqlite.ErrCode(err).ToPrimary(); !ours && code != sqlite.ResultCorrupt && code != sqlite.ResultNotADB {
		return err
	}
	return &unspent.Error{Reason: unspent.Unavailable, Err: err, Detail: damagedState}
}

// damaged is the error for a file that can be read but does not make sense.
func damaged(what string) error {
	return unspent.Errorf(unspent.Unavailable, "%s (%s)", damagedJournal, what)
}
