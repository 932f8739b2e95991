package sqlite

import (
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store/mark"
)

// Fault says what is wrong with the files of a book, apart from damage that
// SQLite finds.
type Fault string

// The faults.
const (
	Short       Fault = "short"        // the journal ends before its mark
	Forked      Fault = "forked"       // at the mark's number stands another event
	Unrecorded  Fault = "unrecorded"   // commits that were no events are missing
	Altered     Fault = "altered"      // keys, programs, documents or the staff's log were changed by another hand, and what proves them too
	NoJournal   Fault = "no journal"   // the database is not there, or empty, and what belongs to it is
	NoMark      Fault = "no mark"      // the mark is missing
	BadMark     Fault = "bad mark"     // the mark cannot be read
	ForeignMark Fault = "foreign mark" // the mark is of another book
	Restored    Fault = "restored"     // the journal is a backup, and nothing says how far the book had come
	StateAhead  Fault = "state ahead"  // the state file has seen events that the journal lacks
	StateForked Fault = "state forked" // the state file has seen another event than the journal has
	Unfinished  Fault = "unfinished"   // an acceptance of a loss was begun, and cut short
)

// Alarm says that the journal may not hold everything that was answered. A book
// with an alarm is not opened for writing.
type Alarm struct {
	Fault Fault
	File  string      // the database's name
	Seq   unspent.Seq // the journal's newest event
	At    time.Time   // when that was
	Mark  mark.Mark   // what the mark says, if there is one; of the last two, the event that the state file names
	Lost  int64       // events, or of Unrecorded commits, that are known to be missing
}

// Error says what is missing.
func (a *Alarm) Error() string {
	switch a.Fault {
	case Short:
		return fmt.Sprintf("the journal of %s is shorter than it was: %s answered after %s %s missing; %s, and %s of %s was answered",
			a.File, plural(a.Lost, "event"), said(a.At), are(a.Lost), a.ends(), a.Mark.Seq.EventID(), said(a.Mark.At))
	case Forked:
		return fmt.Sprintf("the journal of %s is not the one that was answered from: its event %s is another one than that of %s",
			a.File, a.Mark.Seq.EventID(), said(a.Mark.At))
	case Unrecorded:
		return fmt.Sprintf("the database %s is older than it was: %s of keys, programs, orders or the staff's log, made after %s, %s missing",
			a.File, plural(a.Lost, "change"), said(a.At), are(a.Lost))
	case Altered:
		return fmt.Sprintf("the staff's log, keys, programs or documents of %s are not those that were written: what proves them was changed by "+
			"another hand, after %s",
			a.File, said(a.At))
	case NoJournal:
		if a.Mark.Seq == 0 {
			return fmt.Sprintf("the database %s is missing or empty, and files that belong to it are there", a.File)
		}
		return fmt.Sprintf("the database %s is missing or empty; it had %s, the newest of %s", a.File, plural(int64(a.Mark.Seq), "event"), said(a.Mark.At))
	case NoMark:
		return fmt.Sprintf("%s%s is missing: nothing says whether the journal, which ends with %s of %s, is whole",
			a.File, markSuffix, a.Seq.EventID(), said(a.At))
	case Restored:
		return fmt.Sprintf("%s was restored from a backup, which ends with %s of %s and knows nothing of what was answered after it",
			a.File, a.Seq.EventID(), said(a.At))
	case BadMark:
		return fmt.Sprintf("%s%s is damaged: nothing says whether the journal, which ends with %s of %s, is whole",
			a.File, markSuffix, a.Seq.EventID(), said(a.At))
	case ForeignMark:
		return fmt.Sprintf("%s%s belongs to another book: files of two books are mixed", a.File, markSuffix)
	case StateAhead:
		return fmt.Sprintf("the state file of %s has seen event %s, and %s: %s may be missing",
			a.File, a.Mark.Seq.EventID(), a.ends(), plural(a.Lost, "event"))
	case Unfinished:
		return fmt.Sprintf("events of %s are missing for good, and the acceptance of that was begun and cut short; the journal ends with %s of %s",
			a.File, a.Seq.EventID(), said(a.At))
	case StateForked:
		return fmt.Sprintf("the state file of %s has seen another event %s than the journal has", a.File, a.Mark.Seq.EventID())
	}
	return "the files of " + a.File + " do not fit"
}

func (a *Alarm) ends() string {
	if a.Seq == 0 {
		return "the journal is empty"
	}
	return "the journal ends with " + a.Seq.EventID()
}

func said(t time.Time) string {
	if t.IsZero() {
		return "its beginning"
	}
	return t.UTC().Format(time.RFC3339)
}

func are(n int64) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func plural(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// refused is the alarm as an error.
func (a *Alarm) refused() error {
	return &unspent.Error{Reason: unspent.Unavailable, Detail: a.Error() + "; nothing was opened for writing", Err: a}
}
