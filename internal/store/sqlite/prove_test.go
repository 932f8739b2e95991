package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/mark"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
	driver "zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// besideBook makes a book with lines, keys, programs and documents, and closes it.
func besideBook(t *testing.T, path string) {
	t.Helper()
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, at := t.Context(), time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	step := func(f func(store.Tx) error) {
		t.Helper()
		if err := s.Update(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 4 {
		step(func(tx store.Tx) error {
			return tx.LogAction(ctx, store.Action{At: at.Add(time.Duration(i) * time.Minute), By: "key_a", Name: "freeze", Subject: fmt.Sprint("card ", i)})
		})
		step(func(tx store.Tx) error {
			return tx.PutKey(ctx, store.APIKey{ID: fmt.Sprint("key_", i), Name: "n", Role: unspent.Support, Hash: [32]byte{byte(i)}, CreatedAt: at})
		})
		step(func(tx store.Tx) error {
			return tx.PutDocument(ctx, store.Document{Kind: "gift-order", ID: fmt.Sprint("G-", i), At: at, Body: []byte("{}")}, "giver a")
		})
	}
	step(func(tx store.Tx) error {
		return tx.PutProgram(ctx, unspent.Program{ID: "gift", Name: "Gift", CreatedAt: at})
	})
	step(func(tx store.Tx) error { return tx.RevokeKey(ctx, "key_1", at) })
	step(func(tx store.Tx) error {
		return tx.PutDocument(ctx, store.Document{Kind: "gift-order", ID: "G-0", At: at, Body: []byte(`{"a":1}`)})
	})
	step(func(tx store.Tx) error { return tx.DropDocument(ctx, "gift-order", "G-3") })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// alter runs plain SQL on a database, as somebody with the file could.
func alter(t *testing.T, path, script string) {
	t.Helper()
	conn, err := driver.OpenConn(path, driver.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteScript(conn, "DROP TRIGGER IF EXISTS actions_stay; DROP TRIGGER IF EXISTS actions_are_kept;"+script, nil); err != nil {
		t.Fatal(err)
	}
}

// remark writes the mark as another program would have.
func remark(t *testing.T, path string, f func(*mark.Mark)) {
	t.Helper()
	m, _, err := mark.Read(path + "-mark")
	if f(&m); err != nil {
		t.Fatal(err)
	}
	if err := mark.Create(path+"-mark", m); err != nil {
		t.Fatal(err)
	}
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(path))
	for _, suffix := range []string{"", "-state", "-mark"} {
		b, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+suffix, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// Whoever can write the database with plain SQL leaves what audit names: of every
// kind a line that was deleted, changed, moved, cut off at the end, or added.
func TestRow10WhatIsBesideIsProven(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	besideBook(t, path)
	if all, err := sqlite.Prove(t.Context(), path, 100); err != nil || len(all) > 0 {
		t.Fatalf("an honest book: %v, %v", all, err)
	}
	if err := sqlite.Check(path); err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct{ script, want string }{
		"a line is deleted": {`DELETE FROM actions WHERE n = 2`, "the staff's log, line 2: it is missing"},
		"a line is changed": {`UPDATE actions SET by = 'key_b' WHERE n = 3`, "the staff's log, line 3: it is not what was written"},
		"lines change places": {`UPDATE actions SET n = 99 WHERE n = 2; UPDATE actions SET n = 2 WHERE n = 3; UPDATE actions SET n = 3 WHERE n = 99`,
			"the staff's log, line 2: it is not"},
		"the log is cut":     {`DELETE FROM actions WHERE n > 2`, "the staff's log, line 3: it is missing"},
		"the log is emptied": {`DELETE FROM actions`, "the staff's log, line 1: it is missing"},
		"a line is added": {`INSERT INTO actions (at, by, name, subject, outcome) VALUES (1, 'key_a', 'approve', '', '')`,
			"the staff's log, line 5: it was added"},
		"a line and its link": {`DELETE FROM actions WHERE n = 2; DELETE FROM links WHERE what = 'action' AND id = '2'`, "the chain: links"},
		"a link is changed too": {`UPDATE actions SET by = 'key_b' WHERE n = 3; UPDATE links SET sum = x'00' WHERE what = 'action' AND id = '3'`,
			"the chain: link"},
		"the end, with its links": {`DELETE FROM actions WHERE n = 4; DELETE FROM links WHERE n >= (SELECT n FROM links
			WHERE what = 'action' AND id = '4')`, "alarm"},
		"everything that proves":  {`DELETE FROM links; DELETE FROM sums; UPDATE changes SET proven = 0; DELETE FROM actions`, "alarm"},
		"a key is deleted":        {`DELETE FROM api_keys WHERE id = 'key_2'`, "key key_2: it is missing"},
		"a key becomes admin":     {`UPDATE api_keys SET role = 'admin' WHERE id = 'key_2'`, "key key_2: it is not what was written"},
		"a key is in force again": {`UPDATE api_keys SET revoked_at = 0 WHERE id = 'key_1'`, "key key_1: it is not what was written"},
		"a key acts for others":   {`UPDATE api_keys SET accounts = '*' WHERE id = 'key_2'`, "key key_2: it is not what was written"},
		"a key is added":          {`INSERT INTO api_keys VALUES ('key_x', 'x', 'admin', '', x'00', 1, 0, '')`, "key key_x: it was added"},
		"a program is changed":    {`UPDATE programs SET per_month = 9`, "program gift: it is not what was written"},
		"a program is deleted":    {`DELETE FROM programs`, "program gift: it is missing"},
		"a document is changed": {`UPDATE documents SET body = x'7b7d20' WHERE id = 'G-1'`,
			"a document of kind gift-order: it is not what was written: gift-order G-1"},
		"a document is deleted": {`DELETE FROM documents WHERE id = 'G-1'`, "documents of kind gift-order: 3 were written and 2 are there"},
		"a document is hidden":  {`DELETE FROM document_keys WHERE id = 'G-1'`, "gift-order G-1"},
		"a document is added": {`INSERT INTO documents (kind, id, at, body) VALUES ('approval', 'apr_1', 1, x'7b7d')`,
			"documents of kind approval: 1 were added"},
		"a document is exchanged":    {`UPDATE documents SET body = x'78', sum = x'00' WHERE id = 'G-1'`, "documents of kind gift-order: they are not together"},
		"a document, and the totals": {`DELETE FROM documents; DELETE FROM sums`, "alarm"},

		// With a change counted the database is past its mark, as after a kill.
		"all, and past the mark": {`DELETE FROM links; DELETE FROM sums; DELETE FROM actions; UPDATE documents SET sum = NULL;
			UPDATE api_keys SET role = 'admin', revoked_at = 0; UPDATE changes SET proven = 0, n = n + 1`, "alarm"},
		"all but that it is proven, and past the mark": {`DELETE FROM links; DELETE FROM sums; DELETE FROM actions; DELETE FROM api_keys; DELETE FROM programs;
			DELETE FROM documents; UPDATE changes SET n = n + 1`, "alarm"},
		"proven later, and past the mark": {`UPDATE api_keys SET role = 'admin'; UPDATE changes SET proven = 0, n = n + 1`, "alarm"},
		"proven without a head":           {`DELETE FROM documents; DELETE FROM sums; UPDATE changes SET head = NULL, n = n + 1`, "alarm"},
		"the end, with its links, past the mark": {`DELETE FROM actions WHERE n = 4; DELETE FROM links WHERE n >= (SELECT n FROM links
			WHERE what = 'action' AND id = '4'); UPDATE changes SET n = n + 1`, "alarm"},
		"a document, the totals, past the mark": {`DELETE FROM documents; DELETE FROM sums; UPDATE changes SET n = n + 1`, "alarm"},
	}
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			path := copyOf(t, path)
			alter(t, path, tt.script)
			all, err := sqlite.Prove(t.Context(), path, 100)
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			for _, d := range all {
				told = append(told, d.Subject+": "+d.What)
			}
			if tt.want == "alarm" {
				if err := sqlite.Check(path); err == nil || !strings.Contains(err.Error(), "not those that were written") {
					t.Errorf("the mark does not miss it: %v", err)
				}
				if s, err := sqlite.Open(path, sqlite.Options{}); err == nil {
					t.Error("it is opened for writing", s.Close())
				}
				return
			}
			if !strings.Contains(strings.Join(told, "\n"), tt.want) {
				t.Errorf("told %q, want %q", told, tt.want)
			}
		})
	}
}

// What an older program wrote is linked when it is opened first, and what is written
// afterwards does not hide what was changed before.
func TestRow10OlderBooks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	besideBook(t, path)
	alter(t, path, `DELETE FROM links; DELETE FROM sums; UPDATE documents SET sum = NULL; UPDATE changes SET proven = 0, head = NULL`)
	remark(t, path, func(m *mark.Mark) { m.Beside, m.Links, m.Link = unspent.Digest{}, 0, unspent.Digest{} })
	again := func(want int) {
		t.Helper()
		s, err := sqlite.Open(path, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Update(t.Context(), func(tx store.Tx) error {
			at := time.Date(2027, 1, 16, 10, 0, 0, 0, time.UTC)
			err := tx.PutDocument(context.Background(), store.Document{Kind: "gift-order", ID: "G-1", At: at, Body: []byte("new")})
			if err != nil {
				return err
			}
			return tx.LogAction(t.Context(), store.Action{At: at, By: "key_a", Name: "void"})
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if all, err := sqlite.Prove(t.Context(), path, 100); err != nil || len(all) != want {
			t.Fatalf("told %v (%v), want %d differences", all, err, want)
		}
	}
	again(0)
	again(0)
	conn, err := driver.OpenConn(path, driver.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlitex.ExecuteScript(conn, `DELETE FROM api_keys WHERE id = 'key_2'; DELETE FROM documents WHERE id = 'G-2';
		UPDATE documents SET body = x'78' WHERE id = 'G-1'`, nil); err != nil {
		t.Fatal(err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	again(2) // the document that was changed is written anew, and so known again
}

// A book that was linked by a program whose marks name no link is taken on as it is,
// unless the mark's digest says otherwise; and a book that was killed before its mark
// was written is no alarm.
func TestRow10MarksThatAreBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	besideBook(t, path)
	second := copyOf(t, path)
	alter(t, second, `ALTER TABLE changes DROP COLUMN head; ALTER TABLE api_keys DROP COLUMN accounts; ALTER TABLE programs DROP COLUMN zone;
		ALTER TABLE programs DROP COLUMN code_format; ALTER TABLE programs DROP COLUMN terms;
		ALTER TABLE journal DROP COLUMN format; ALTER TABLE journal DROP COLUMN lots; DELETE FROM migrations WHERE name >= '0007'`)
	remark(t, second, func(m *mark.Mark) { m.Links, m.Link = 0, unspent.Digest{} })
	behind := copyOf(t, path)
	before, err := os.ReadFile(behind + "-mark")
	if err != nil {
		t.Fatal(err)
	}
	write := func(path, id string) {
		t.Helper()
		s, err := sqlite.Open(path, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Update(t.Context(), func(tx store.Tx) error {
			return tx.PutKey(t.Context(), store.APIKey{ID: id, Name: "n", Role: unspent.Support, Hash: [32]byte{9}})
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	write(behind, "key_8")
	if err := os.WriteFile(behind+"-mark", before, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"of the second version": second, "behind": behind} {
		write(path, "key_9")
		if all, err := sqlite.Prove(t.Context(), path, 100); err != nil || len(all) > 0 {
			t.Errorf("a mark %s: %v, %v", name, all, err)
		}
		if m, _, err := mark.Read(path + "-mark"); err != nil || m.Links == 0 {
			t.Errorf("a mark %s: %d links (%v) when it is written next", name, m.Links, err)
		}
		alter(t, path, `DELETE FROM links; DELETE FROM api_keys; UPDATE changes SET proven = 0, head = NULL, n = n + 1`)
		if err := sqlite.Check(path); err == nil {
			t.Errorf("a mark %s does not miss what is gone", name)
		}
	}
}
