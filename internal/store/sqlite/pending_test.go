package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
)

func sameSerial(x, y unspent.Serial) bool { return x == y }

// An acceptance that was cut short anywhere leaves a book that is refused, and what was
// named stays named, though the state file that named it is made anew on the way.
func TestRow03AcceptanceCutShort(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 30)
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, Backup(path, backup))
	reopened(t, path) // one payment more
	copyFile(t, backup, path)
	copyFile(t, backup+markSuffix, path+markSuffix) // so that only the state file knows of it
	named, err := Touched(path)
	if err != nil || len(named) != 1 {
		t.Fatalf("the state file names %v, %v", named, err)
	}
	one, two := serialNo(t, 1), serialNo(t, 2)
	want := Pending{Last: 50, Cards: []unspent.Serial{two, named[0]}}.With(Pending{})
	cut := func(todo Pending, lose bool) {
		t.Helper()
		s, _, err := OpenAccepting(path, todo, Options{})
		must(t, err)
		if lose {
			l, err := s.Lose(t.Context(), store.Loss{Last: 50, At: start(), By: "Sato"})
			if must(t, err); l.Epoch != 1 || l.Last != 50 || l.Serials != store.Ahead(nil, start()) {
				t.Errorf("the loss is noted as %+v", l)
			}
		}
		must(t, s.Close())
		if _, err := open(path); fault(err) != Unfinished {
			t.Errorf("a book of which the loss is not accepted yet: %v, want %q", err, Unfinished)
		}
		if f := Inspect(path); f.Alarm == nil || f.Alarm.Fault != Unfinished {
			t.Errorf("Inspect tells of %v", f.Alarm)
		}
		got, err := Begun(path)
		if d := cmp.Diff(want, got, cmp.Comparer(sameSerial)); d != "" || err != nil {
			t.Errorf("what is to be done (-want +got):\n%s%v", d, err)
		}
	}
	cut(want, false)
	cut(Pending{}, true)
	want = want.With(Pending{Cards: []unspent.Serial{one}, All: true})
	cut(Pending{Last: 40, Cards: []unspent.Serial{one}, All: true}, true)

	s, _, err := OpenAccepting(path, Pending{}, Options{})
	must(t, err)
	_, err = s.Lose(t.Context(), store.Loss{Last: 1, At: start().AddDate(0, 0, 1), By: "Sato"})
	must(t, err, s.Accept(t.Context()), s.Close())
	got, err := Begun(path)
	if d := cmp.Diff(Pending{}, got, cmp.Comparer(sameSerial)); d != "" || err != nil {
		t.Errorf("when it is accepted there is still to do (-want +got):\n%s%v", d, err)
	}
	reopened(t, path)
}

func serialNo(t *testing.T, n int) unspent.Serial {
	t.Helper()
	s, _ := cardNo(n)
	return s
}

// What an acceptance had begun with, and cannot be read, is no reason to begin anew.
func TestRow03UnreadablePending(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 3)
	for _, text := range []string{"", "{", `{"cards":["1"]}`} {
		must(t, os.WriteFile(path+pendingSuffix, []byte(text), 0o600))
		_, err := Begun(path)
		wantRefused(t, text, err, unspent.Unavailable, "unspent.db-accepting, cannot be read")
		if _, _, err := OpenAccepting(path, Pending{}, Options{}); err == nil {
			t.Errorf("%q: accepted", text)
		}
		if _, err := open(path); fault(err) != Unfinished {
			t.Errorf("%q: opened, %v", text, err)
		}
	}
	must(t, os.Remove(path+pendingSuffix))
	if _, _, err := mark.Read(path + markSuffix); err != nil || errors.Is(Check(path), unspent.Unavailable) {
		t.Errorf("without it: %v, %v", err, Check(path))
	}
}
