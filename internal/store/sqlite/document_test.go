package sqlite

import (
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/unspent-dev/unspent/internal/store"
)

// Not even SQL on the file changes or removes what the staff did.
func TestActionsStay(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 1)
	s, err := Open(path, Options{})
	must(t, err)
	must(t, s.Update(t.Context(), func(tx store.Tx) error {
		return tx.LogAction(t.Context(), store.Action{At: start(), By: "key_1", Name: "freeze"})
	}), s.Close())
	conn, err := sqlite.OpenConn(path)
	must(t, err)
	for _, script := range []string{"UPDATE actions SET by = 'key_2'", "DELETE FROM actions", "UPDATE actions SET n = 9 WHERE n = 1"} {
		if err := sqlitex.ExecuteScript(conn, script, nil); err == nil {
			t.Errorf("%s goes through", script)
		}
	}
	must(t, conn.Close())
	s, err = Open(path, Options{})
	must(t, err)
	must(t, s.View(t.Context(), func(r store.Reader) error {
		all, err := r.Actions(t.Context(), 0, 9)
		if len(all) != 1 || all[0].By != "key_1" || all[0].N != 1 {
			t.Errorf("Actions = %+v", all)
		}
		return err
	}), s.Close())
}
