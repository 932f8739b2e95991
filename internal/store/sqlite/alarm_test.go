package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
)

// What was answered is not forgotten in silence, whatever happens to the files:
// row 2 of what surrounds the journal.

// parts are the files of a book.
func parts() []string { return []string{"", "-wal", stateSuffix, stateSuffix + "-wal", markSuffix} }

// copyBookFiles copies the files as they are at this instant, which is what a
// kill leaves: the log is there and nothing was brought into the database.
func copyBookFiles(t testing.TB, from, to string) {
	t.Helper()
	for _, suffix := range parts() {
		b, err := os.ReadFile(from + suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		must(t, err, os.WriteFile(to+suffix, b, 0o600))
	}
}

// killed makes a book of cards whose payments are in the log only, and returns it
// as a kill left it.
func killed(t testing.TB, cards int) (string, brief) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	for n := range cards {
		must(t, issue(s, n))
	}
	s.wiped() // what is in the log from here on is not in the database
	for n := range cards {
		must(t, spend(s, n))
	}
	want, err := tryLook(s)
	must(t, err)
	left := filepath.Join(t.TempDir(), "unspent.db")
	copyBookFiles(t, path, left)
	must(t, s.Close())
	return left, want
}

func fault(err error) Fault {
	if a, ok := errors.AsType[*Alarm](err); ok {
		return a.Fault
	}
	return ""
}

// contents is what the files say, to see that nothing touched them.
func contents(t testing.TB, path string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, suffix := range parts() {
		if b, err := os.ReadFile(path + suffix); err == nil && len(b) > 0 { // reading makes an empty log
			all[suffix] = string(b)
		}
	}
	return all
}

// One byte of the log is damaged: the book is as it was, or it is not opened and
// says how much is missing. It is never shorter in silence.
func TestRow2DamagedLog(t *testing.T) {
	t.Parallel()
	path, want := killed(t, 60)
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	random := rand.New(rand.NewPCG(2, 16))
	refused := 0
	for range 16 {
		at := random.IntN(len(log))
		left := filepath.Join(t.TempDir(), "unspent.db")
		copyBookFiles(t, path, left)
		spoiled := bytes.Clone(log)
		spoiled[at] ^= byte(1 + random.IntN(255))
		must(t, os.WriteFile(left+"-wal", spoiled, 0o600))
		before := contents(t, left)
		got, err := open(left)
		if err == nil {
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("byte %d: opened as another book (-want +got):\n%s", at, d)
			}
			continue
		}
		refused++
		if fault(err) != Short {
			t.Errorf("byte %d: %v, want it told that the journal is short", at, err)
		}
		wantRefused(t, "the book", err, unspent.Unavailable, "missing", "nothing was opened for writing")
		if d := cmp.Diff(before, contents(t, left)); d != "" {
			t.Errorf("byte %d: the refusal changed files", at)
		}
		if err := Check(left); fault(err) != Short {
			t.Errorf("byte %d: Check: %v", at, err)
		}
		if err := Backup(left, left+".copy"); fault(err) != Short {
			t.Errorf("byte %d: it can be backed up: %v", at, err)
		}
	}
	if refused != 16 {
		t.Errorf("%d of 16 damages were refused", refused)
	}
}

// Every way in which files can be lost, cut, mixed or put back.
func TestRow2Alarms(t *testing.T) {
	t.Parallel()
	path, want := killed(t, 20)
	other, _ := killed(t, 20)
	early := filepath.Join(t.TempDir(), "unspent.db")
	closed, _ := closedBook(t, 30)
	remove := func(suffix string) func(*testing.T, string) {
		return func(t *testing.T, left string) { must(t, os.Remove(left+suffix)) }
	}
	for name, tt := range map[string]struct {
		from  string
		spoil func(t *testing.T, left string)
		want  Fault
	}{
		"as it was":                  {path, func(*testing.T, string) {}, ""},
		"no log":                     {path, remove("-wal"), Short},
		"a log that is cut":          {path, func(t *testing.T, left string) { must(t, os.Truncate(left+"-wal", 40_000)) }, Short},
		"an empty log":               {path, func(t *testing.T, left string) { must(t, os.Truncate(left+"-wal", 0)) }, Short},
		"no database":                {path, remove(""), NoJournal},
		"an empty database":          {path, func(t *testing.T, left string) { must(t, os.Truncate(left, 0)) }, NoJournal},
		"a log and nothing else":     {path, func(t *testing.T, left string) { must(t, os.Remove(left), os.Remove(left+markSuffix)) }, NoJournal},
		"no mark":                    {path, remove(markSuffix), NoMark},
		"no mark, a book at rest":    {closed, remove(markSuffix), NoMark},
		"a mark of zeros":            {path, func(t *testing.T, left string) { must(t, os.WriteFile(left+markSuffix, make([]byte, 8192), 0o600)) }, BadMark},
		"a mark of another book":     {path, func(t *testing.T, left string) { copyFile(t, other+markSuffix, left+markSuffix) }, ForeignMark},
		"a database of another book": {path, func(t *testing.T, left string) { copyFile(t, other, left); must(t, os.Remove(left+"-wal")) }, ForeignMark},
		"a mark that is ahead": {path, func(t *testing.T, left string) {
			remark(t, left, func(m *mark.Mark) { m.Seq++ })
		}, Short},
		"a mark of another history":  {path, func(t *testing.T, left string) { remark(t, left, func(m *mark.Mark) { m.Hash[3]++ }) }, Forked},
		"a mark of more changes":     {path, func(t *testing.T, left string) { remark(t, left, func(m *mark.Mark) { m.Changes += 2 }) }, Unrecorded},
		"a mark that is behind":      {path, func(t *testing.T, left string) { rewind(t, left, 5) }, ""},
		"an older copy of the whole": {path, func(t *testing.T, left string) { copyBookFiles(t, early, left); must(t, os.Remove(left+"-wal")) }, Short},
		"a state file that is ahead": {closed, func(t *testing.T, left string) {
			tinker(t, left+stateSuffix, "UPDATE progress SET highest = 1000")
		}, StateAhead},
		"a state file of another history": {closed, func(t *testing.T, left string) {
			tinker(t, left+stateSuffix, "UPDATE progress SET hash = randomblob(32)")
		}, StateForked},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "an older copy of the whole" {
				copyFile(t, path, early)
			}
			left := filepath.Join(t.TempDir(), "unspent.db")
			copyBookFiles(t, tt.from, left)
			tt.spoil(t, left)
			before := contents(t, left)
			got, err := open(left)
			if fault(err) != tt.want {
				t.Fatalf("Open: %v, want %q", err, tt.want)
			}
			if tt.want == "" {
				if d := cmp.Diff(want, got); d != "" || err != nil {
					t.Errorf("Open: %v (-want +got):\n%s", err, d)
				}
				reopened(t, left)
				return
			}
			wantRefused(t, "the book", err, unspent.Unavailable, "nothing was opened for writing")
			if after := contents(t, left); tt.want != StateAhead && tt.want != StateForked && cmp.Diff(before, after) != "" {
				t.Error("the refusal changed files")
			}
		})
	}
}

// remark changes what the mark at path says.
func remark(t *testing.T, path string, change func(*mark.Mark)) {
	t.Helper()
	m, _, err := mark.Read(path + markSuffix)
	must(t, err)
	change(&m)
	must(t, mark.Create(path+markSuffix, m))
}

// rewind makes the mark n events older, as a kill or a power cut may leave it.
func rewind(t *testing.T, path string, n unspent.Seq) {
	t.Helper()
	m, _, err := mark.Read(path + markSuffix)
	must(t, err)
	j, err := peek(path, mark.Mark{Seq: m.Seq - n})
	must(t, err)
	m.Seq, m.Hash = m.Seq-n, j.marked
	must(t, mark.Create(path+markSuffix, m))
}

// A restored older journal beside the mark of the newer one is no book to write
// to; nor is a state file that is ahead of it rebuilt.
func TestRow2OlderJournal(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 30)
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, Backup(path, backup))
	reopened(t, path) // one payment more
	copyFile(t, backup, path)
	_, err := open(path)
	wantRefused(t, "an older journal", err, unspent.Unavailable, "1 event answered after", "evt_40", "evt_41")
	if fault(err) != Short {
		t.Errorf("Open: %v", err)
	}
	copyFile(t, backup+markSuffix, path+markSuffix) // even with its own mark
	if _, err := open(path); fault(err) != StateForked && fault(err) != StateAhead {
		t.Errorf("with the mark of the older one: %v", err)
	}
}

// A commit that is no event is missed too: a key that was revoked would be good
// again.
func TestRow2LostChange(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	must(t, issue(s, 0))
	key := store.APIKey{ID: "key_1", Name: "till", Role: unspent.Merchant}
	must(t, s.Update(context.Background(), func(tx store.Tx) error { return tx.PutKey(context.Background(), key) }))
	s.checkpoint()
	must(t, s.Update(context.Background(), func(tx store.Tx) error { return tx.RevokeKey(context.Background(), "key_1", start()) }))
	left := filepath.Join(t.TempDir(), "unspent.db")
	copyBookFiles(t, path, left)
	must(t, s.Close(), os.Remove(left+"-wal"))
	_, err = Open(left, Options{})
	wantRefused(t, "the book", err, unspent.Unavailable, "1 change of keys")
	if fault(err) != Unrecorded {
		t.Errorf("Open: %v", err)
	}
}

// The first start of a program that keeps marks makes one and says so. Lines of before
// that had no format are verified as they were, and lines of now follow them.
func TestRow2Upgrade(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 30)
	want := older(t, path)
	tinker(t, path, "DROP TABLE changes; DROP TABLE links; DROP TABLE sums; ALTER TABLE documents DROP COLUMN sum; "+
		"ALTER TABLE api_keys DROP COLUMN accounts; ALTER TABLE programs DROP COLUMN zone;"+
		"ALTER TABLE programs DROP COLUMN code_format; DELETE FROM migrations WHERE name >= '0005'")
	must(t, os.Remove(path+markSuffix))
	var told []string
	tell := Options{Tell: func(text string) { told = append(told, text) }}
	s, err := Open(path, tell)
	must(t, err)
	if d := cmp.Diff(want, look(t, s)); d != "" {
		t.Errorf("after the upgrade (-want +got):\n%s", d)
	}
	must(t, spend(s, 0), s.Close())
	if len(told) != 2 || !strings.Contains(told[1], "unspent.db-mark was made") { // after that the state file is made anew
		t.Errorf("told %q", told)
	}
	told = nil
	s, err = Open(path, tell)
	must(t, err)
	must(t, s.Close())
	if len(told) != 0 {
		t.Errorf("the next start told %q", told)
	}
	reopened(t, path)
}

// What could be mended is told.
func TestRow2Told(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  string
	}{
		"half a mark":       {func(t *testing.T, path string) { scratch(t, path+markSuffix, 0, 100, 1, rand.New(rand.NewPCG(1, 1))) }, "half of unspent.db-mark"},
		"no state file":     {func(t *testing.T, path string) { must(t, dropState(path)) }, "the state file is missing"},
		"a broken one":      {func(t *testing.T, path string) { must(t, os.Truncate(path+stateSuffix, 5000)) }, "the state file is damaged"},
		"one of other form": {func(t *testing.T, path string) { tinker(t, path+stateSuffix, "PRAGMA user_version = 3") }, "the state file is of another program"},
	} {
		t.Run(name, func(t *testing.T) {
			path, want := closedBook(t, 3)
			tt.spoil(t, path)
			var told []string
			s, err := Open(path, Options{Tell: func(text string) { told = append(told, text) }})
			must(t, err)
			if d := cmp.Diff(want, look(t, s)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			must(t, s.Close())
			if !slices.ContainsFunc(told, func(text string) bool { return strings.Contains(text, tt.want) }) {
				t.Errorf("told %q, want %q", told, tt.want)
			}
		})
	}
}

// While the mark cannot be written nothing is acknowledged, and what was stored
// meanwhile is found again.
func TestRow2MarkCannotBeWritten(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
	must(t, err)
	defer s.Close()
	must(t, issue(s, 0))
	good := s.mark
	gone := filepath.Join(t.TempDir(), "mark")
	must(t, mark.Create(gone, mark.Mark{}))
	s.mark, err = mark.Open(gone)
	must(t, err, s.mark.Close())
	closed := s.mark
	for range 2 {
		wantRefused(t, "a write", issue(s, 1), unspent.Unavailable, "mark", "same request id")
		look(t, s) // reads go on
	}
	s.mark = good
	wantRefused(t, "the first write again", issue(s, 1), unspent.Conflict)
	must(t, issue(s, 2))
	_ = closed
	resumes(t, s, 3)
	if m, _, err := mark.Read(s.path + markSuffix); err != nil || m.Seq != s.over.seq {
		t.Errorf("the mark is at %d, %v; want %d", m.Seq, err, s.over.seq)
	}
}

// The mark is never behind what was answered, nor ahead of what is durable.
func TestRow2MarkGoesAlong(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{Overlay: 5})
	must(t, err)
	for n := range 30 {
		must(t, issue(s, n))
		m, c, err := mark.Read(path + markSuffix)
		if err != nil || c != mark.Whole || m.Seq != unspent.Seq(n+1) || m.Hash != s.reached.Hash {
			t.Fatalf("after event %d the mark is at %d, %d, %v", n+1, m.Seq, c, err)
		}
		if n%3 == 0 {
			must(t, s.Update(context.Background(), func(tx store.Tx) error { return tx.EraseParty(context.Background(), fmt.Sprint(n)) }))
		}
	}
	must(t, s.Close())
	if m, _, err := mark.Read(path + markSuffix); err != nil || m.Changes != 10 {
		t.Errorf("%d changes, %v; want 10", m.Changes, err)
	}
}

// Damage of the state file is told apart from damage of the journal, and made
// good without a backup; row 4 of what surrounds the journal.
func TestRow4StateFile(t *testing.T) {
	t.Parallel()
	path, want := closedBook(t, 200)
	whole, err := os.ReadFile(path + stateSuffix)
	must(t, err)
	spoiled := bytes.Clone(whole)
	for page := 4096; page < len(spoiled); page += 4096 {
		copy(spoiled[page:], "not a page of a table")
	}
	must(t, os.WriteFile(path+stateSuffix, spoiled, 0o600))
	if f := Inspect(path); f.Journal != nil || f.Alarm != nil || !f.Rebuild || f.State != "damaged" {
		t.Errorf("Inspect = %+v", f)
	}
	must(t, Rebuild(path, start()))
	if d := cmp.Diff(want, reopened(t, path)); d != "" {
		t.Errorf("made anew (-want +got):\n%s", d)
	}
	if len(glob(t, path+stateSuffix+asideSuffix)) != 1 {
		t.Error("the damaged one was not kept")
	}
	must(t, Settled(path))
	if len(glob(t, path+"*"+asideSuffix)) != 0 {
		t.Error("the damaged one is still kept")
	}
	must(t, os.WriteFile(path+stateSuffix, spoiled, 0o600))
	remark(t, path, func(m *mark.Mark) { m.Seq++ })
	if err := Rebuild(path, start()); fault(err) != Short {
		t.Errorf("Rebuild of a journal that lacks an event: %v", err)
	}
	must(t, os.Truncate(path, 30_000))
	if err := Rebuild(path, start()); err == nil || strings.Contains(err.Error(), "restore the newest backup") {
		t.Errorf("Rebuild of a damaged journal: %v", err)
	}
}

// A row of the journal that a decision stands on is checked when it is read, and
// the newest ones when the book is opened.
func TestRow2DamagedRow(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 3)
	s, err := Open(path, Options{})
	must(t, err)
	tinker(t, path, "UPDATE journal SET amount = 900 WHERE seq = 4") // a payment of one
	err = s.View(t.Context(), func(r store.Reader) error {
		return r.Load(t.Context(), store.Want{Events: []unspent.Seq{4}}, store.NewState())
	})
	wantRefused(t, "a payment that is not what was written", err, unspent.Unavailable, "evt_4", "damaged")
	must(t, s.Close())
	_, err = Open(path, Options{})
	wantRefused(t, "Open", err, unspent.Unavailable, "evt_4", "damaged")
}
