package main

import (
	"context"
	"fmt"
	"os"

	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// filesCmd is for the night when something is wrong with the files.
type filesCmd struct {
	Check     filesCheckCmd     `cmd:"" default:"withargs"`
	Rebuild   filesRebuildCmd   `cmd:""`
	Reconcile filesReconcileCmd `cmd:""`
	Accept    filesAcceptCmd    `cmd:""`
}

type filesCheckCmd struct{}

// filesResult is what is wrong with the files, as JSON.
type filesResult struct {
	Whole   bool     `json:"whole"`
	Journal string   `json:"journal"`
	Mark    string   `json:"mark"`
	State   string   `json:"state"`
	Keyring string   `json:"keyring"`
	Alarm   string   `json:"alarm,omitempty"`
	Fault   string   `json:"fault,omitempty"`
	Todo    []string `json:"todo"`
}

// Run says what is there and what to do. The answer is "no" if anything is wrong.
func (c *filesCheckCmd) Run(ctx context.Context, sh *shell) error {
	db, err := sh.database()
	if err != nil {
		return err
	}
	f := sqlite.Inspect(db)
	r := filesResult{Journal: "missing", Mark: f.MarkText(), State: "fits", Keyring: sh.keyringText(ctx), Todo: []string{}}
	switch {
	case f.Journal != nil:
		r.Journal = f.Journal.Error()
	case f.Seq > 0:
		r.Journal = fmt.Sprintf("ends with %s of %s", f.Seq.EventID(), stamp(f.At))
	case present(db):
		r.Journal = "has no event"
	}
	if f.State != "" {
		r.State = f.State
	}
	if f.Alarm != nil {
		r.Alarm, r.Fault = f.Alarm.Error(), string(f.Alarm.Fault)
	}
	r.Todo = todo(f, r.Keyring, db)
	r.Whole = len(r.Todo) == 0
	if sh.json {
		return answer(sh.encode(r), r.Whole)
	}
	sh.print("files of %s", db)
	sh.table(pair{"journal", r.Journal}, pair{"mark", r.Mark}, pair{"state file", r.State}, pair{"keyring", r.Keyring})
	if r.Alarm != "" {
		sh.print("alarm: %s", r.Alarm)
	}
	if r.Whole {
		sh.print("nothing is wrong that can be seen without an audit")
		return nil
	}
	sh.print("what to do, in this order:")
	for i, step := range r.Todo {
		sh.print("  %d. %s", i+1, step)
	}
	return errNo
}

func present(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// keyringText says how the keyring is, without reading a key.
func (sh *shell) keyringText(ctx context.Context) string {
	if _, err := sh.ring(ctx); err != nil {
		return err.Error()
	}
	return "can be read"
}

// todo says what to do about what was found, the first thing first.
func todo(f sqlite.Files, keyring, db string) []string {
	var steps []string
	step := func(format string, args ...any) { steps = append(steps, fmt.Sprintf(format, args...)) }
	damaged, alarm := f.Journal != nil, f.Alarm != nil && !f.Rebuild
	if damaged || alarm {
		step("stop whatever serves this book; delete nothing, move nothing, do not try to start it again and again")
		step("copy everything whose name begins with %s to another disk", db)
	}
	switch {
	case damaged:
		step("if the disk is failing (see the system's log), work on the copy from here on")
		step("unspent audit --db %s, on the copy: it says up to which event the journal can be read", db)
		step("restore the newest backup to a new folder and follow \"something is wrong with the files\" in the guide")
	case alarm:
		steps = append(steps, aboutAlarm(f.Alarm, db)...)
	case f.Rebuild && f.State == "missing":
		step("nothing: the next start makes the state file anew, or do it now: unspent files rebuild --db %s", db)
	case f.Rebuild:
		step("unspent files rebuild --db %s: the journal is whole as far as its mark goes, and no backup is needed", db)
	}
	if keyring != "can be read" {
		step("put the keyring back from its own backup as %s, mode 0600; never make a new one: it matches no card", keysOf(db))
	}
	return steps
}

// aboutAlarm is what to do about a journal that may lack something.
func aboutAlarm(a *sqlite.Alarm, db string) (steps []string) {
	step := func(format string, args ...any) { steps = append(steps, fmt.Sprintf(format, args...)) }
	switch a.Fault {
	case sqlite.Restored:
		step("look for %s-mark of the book that was lost, and put it here: it says how much is missing, or that nothing is", db)
		step("gather what was paid since from merchants, receipts, mails and logs: the serials of those cards, and the newest event that anybody has seen")
		step("ask what of that the book does not know: unspent files reconcile --db %s --out cards.txt FILE...", db)
		step("go on without what is missing: unspent files accept --db %s --by NAME --reason TEXT --last evt_N, with --cards FILE, --all-cards or --no-cards", db)
		return steps
	case sqlite.NoMark, sqlite.BadMark:
		step("look for %s-mark where the other files came from, and put it beside them; then: unspent files --db %s", db, db)
	case sqlite.ForeignMark:
		step("find out which files belong together: one of %s and %s-mark is of another book", db, db)
	case sqlite.Unfinished:
		return append(steps, "go on with it, as it was begun: unspent files accept --db "+db+" --by NAME --reason TEXT --no-cards; what was named then is frozen too")
	case sqlite.Altered:
		step("find out who could write %s: unspent audit --all --db %s names the lines, keys, programs and documents that differ", db, db)
		step("compare keys with the newest backup; revoke those that nobody made")
	case sqlite.NoJournal:
		step("look for %s: was it moved, or is its disk not mounted?", db)
	case sqlite.Short, sqlite.Forked, sqlite.Unrecorded, sqlite.StateAhead, sqlite.StateForked:
		step("look for a newer copy of the files: was an older one put back, or %s-wal left behind?", db)
	}
	step("else restore the newest backup to a new folder and compare: whichever goes further is the better one")
	step("only then go on without what is missing: unspent files accept --db %s --by NAME --reason TEXT, with --cards FILE, --all-cards or --no-cards", db)
	return steps
}

type filesRebuildCmd struct{}

// Run makes the state file anew where the journal is whole.
func (c *filesRebuildCmd) Run(ctx context.Context, sh *shell) error {
	db, err := sh.existing()
	if err != nil {
		return err
	}
	if err := sqlite.Rebuild(db, sh.now()); err != nil {
		return withHint(err, "use.seeFiles", "File", db)
	}
	if err := sh.auditCopy(ctx, db); err != nil {
		return err
	}
	return sqlite.Settled(db)
}
