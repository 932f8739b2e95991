package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"zombiezen.com/go/sqlite"
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
	named, whole, err := Touched(path)
	if err != nil || len(named) != 1 || !whole {
		t.Fatalf("the state file names %v, %v, %v", named, whole, err)
	}
	one, two := serialNo(t, 1), serialNo(t, 2)
	want := Pending{Last: 50, Cards: []unspent.Serial{two, named[0]}}.With(Pending{})
	cut := func(todo Pending, lose bool) {
		t.Helper()
		s, _, err := OpenAccepting(path, todo, Options{})
		must(t, err)
		if lose {
			l, err := s.Lose(t.Context(), store.Loss{Last: 50, At: start(), By: "Sato"})
			if must(t, err); l.Epoch != 1 || l.Last != 50 || l.Serials != store.Ahead(nil, 50, start()) {
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

// However little the mark fits what is left, an acceptance that was cut short is told of
// as that: whoever comes next goes on with it.
func TestRow03CutShortIsToldOf(t *testing.T) {
	t.Parallel()
	path, _ := killed(t, 20)
	must(t, os.Remove(path+"-wal"))
	if err := Check(path); fault(err) != Short {
		t.Fatalf("without its log the book is %v", err)
	}
	s, _, err := OpenAccepting(path, Pending{}, Options{})
	must(t, err)
	for n := range 20 {
		must(t, spend(s, n), spend(s, n))
	}
	must(t, s.Close())
	for name, spoil := range map[string]func() error{
		"a mark of what is lost": func() error { return nil },
		"no mark":                func() error { return os.Remove(path + markSuffix) },
	} {
		must(t, spoil())
		if f := Inspect(path); f.Alarm == nil || f.Alarm.Fault != Unfinished || f.Alarm.Lost != 0 {
			t.Errorf("%s: %v", name, f.Alarm)
		}
	}
	must(t, os.Remove(path))
	if err := Check(path); fault(err) == Unfinished {
		t.Errorf("without a database: %v", err)
	}
}

// A state file of an earlier program is made anew, but first it says what it knows: which
// events are missing, and of which cards.
func TestRow03EarlierStateFile(t *testing.T) {
	t.Parallel()
	for version, strip := range map[int64]int{stateVersion: 0, withMade - 1: 1, withSold - 1: 2, withLast4 - 1: 3} {
		path, _ := closedBook(t, 6)
		backup := filepath.Join(t.TempDir(), "backup.db")
		must(t, Backup(path, backup))
		reopened(t, path)
		copyFile(t, backup, path)
		copyFile(t, backup+markSuffix, path+markSuffix)
		earlier(t, path+stateSuffix, version, strip)
		if f := Inspect(path); f.Alarm == nil || f.Alarm.Fault != StateAhead {
			t.Errorf("version %d: Inspect tells of %v", version, f.Alarm)
		}
		if last, err := Missing(path); err != nil || last != 9 {
			t.Errorf("version %d: the newest event is %d, %v", version, last, err)
		}
		named, whole, err := Touched(path)
		if err != nil || !whole || len(named) != 1 || named[0] != serialNo(t, 0) {
			t.Errorf("version %d names %v, %v, %v; want the card that was paid with", version, named, whole, err)
		}
		if _, err := open(path); fault(err) != StateAhead {
			t.Errorf("version %d: Open: %v", version, err)
		}
		tinker(t, path+stateSuffix, "UPDATE cards SET body = CAST(body || x'00' AS BLOB) WHERE key = (SELECT min(key) FROM cards)")
		if _, whole, err := Touched(path); err != nil || whole {
			t.Errorf("version %d: a row that cannot be read is passed over: %v", version, err)
		}
		tinker(t, path+stateSuffix, fmt.Sprintf("PRAGMA user_version = %d", stateVersion+1))
		if named, whole, err := Touched(path); err != nil || whole || len(named) != 0 {
			t.Errorf("of a program that is not there yet: %v, %v, %v", named, whole, err)
		}
	}
	for name, text := range map[string]string{"no database": "x", "nothing": ""} {
		path, _ := closedBook(t, 3)
		must(t, os.WriteFile(path+stateSuffix, bytes.Repeat([]byte(text), 9000), 0o600))
		if _, whole, err := Touched(path); err != nil || whole {
			t.Errorf("%s: passes for a state file, %v", name, err)
		}
	}
}

// earlier writes the cards of a state file as an earlier version did. Of cards that never
// were sold it strips so many of the fields that came since.
func earlier(t *testing.T, path string, version int64, strip int) {
	t.Helper()
	conn, err := sqlite.OpenConn(path)
	must(t, err)
	bodies := map[unspent.CardKey][]byte{}
	must(t, each(conn, `SELECT key, body FROM cards`, func(*row) {}, func(c *columns) error {
		var key unspent.CardKey
		c.blob(key[:])
		d := decoder{b: c.bytes()}
		card := d.card(key)
		var last4, moved, sold, made, head encoder
		last4.text(card.Last4)
		moved.text(card.Order)
		moved.text(card.Recipient)
		moved.int(int64(card.Moved.Month))
		moved.int(card.Moved.Units)
		sold.time(card.Sold.At)
		made.time(card.Made)
		made.time(card.Began)
		head.int(int64(card.Head.Seq))
		head.raw(card.Head.Hash[:])
		var whole encoder
		whole.card(card)
		begin, ok := bytes.CutSuffix(whole.b, slices.Concat(last4.b, moved.b, sold.b, made.b, head.b))
		if !ok {
			t.Fatalf("card %s is not as it was read", card.Serial)
		}
		parts := [][]byte{begin, last4.b, moved.b, sold.b, made.b, head.b}
		for _, i := range []int{4, 3, 1}[:strip] {
			parts[i] = nil
		}
		bodies[key] = slices.Concat(parts...)
		return d.err("a card")
	}))
	for key, body := range bodies {
		must(t, exec(conn, `UPDATE cards SET body = ? WHERE key = ?`, func(r *row) { r.blob(body); r.blob(key[:]) }))
	}
	must(t, conn.Close())
	tinker(t, path, fmt.Sprintf("PRAGMA user_version = %d", version))
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
