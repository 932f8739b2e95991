package sqlite

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

var update = flag.Bool("update", false, "rewrite schema.sql")

// What a damaged, missing, foreign or newer file does. Each test writes a small
// book of its own; brief is what must be the same again afterwards.

func yen(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

func start() time.Time { return time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC) }

// cardNo returns the serial and the key of the n-th card.
func cardNo(n int) (unspent.Serial, unspent.CardKey) {
	s, err := unspent.NewSerial(600100, uint64(n)*7919)
	if err != nil {
		panic(err)
	}
	key := unspent.CardKey{1}
	copy(key[8:], fmt.Sprintf("%08d", n))
	return s, key
}

// box is what the request that makes the n-th card seals.
func box(n int) []byte { return fmt.Appendf(nil, "sealed seed of card %08d", n) }

// orderNumber is that of every card.
var orderNumber = strings.Repeat("order ", 30)

// issue makes the n-th card, with 1,000 yen, in a request of its own.
func issue(s store.Store, n int) error {
	serial, key := cardNo(n)
	return s.Update(context.Background(), func(tx store.Tx) error {
		state := store.NewState()
		want := store.Want{Serials: []unspent.Serial{serial}, Accounts: []unspent.Ref{unspent.WorldRef("gift")}}
		if err := tx.Load(context.Background(), want, state); err != nil {
			return err
		}
		if _, there := state.Cards[serial]; there {
			return unspent.Errorf(unspent.Conflict, "card %d is there", n)
		}
		e, err := state.Record(unspent.Event{Kind: unspent.Issued, Program: "gift", Debit: unspent.WorldRef("gift"), Credit: unspent.CardRef(serial),
			Amount: yen(1000), Face: yen(1000), Key: key, By: "key_1", Request: unspent.RequestID(key), Note: orderNumber}, start())
		if err != nil {
			return err
		}
		seal := store.Seal{Seq: e.Seq, Until: start().Add(time.Hour), Box: box(n)}
		return tx.Append(context.Background(), state, []store.Seal{seal}, []store.Party{{ID: fmt.Sprintf("per_%d", n), Text: "taro@例.example"}})
	})
}

// spend pays one yen from the n-th card.
func spend(s store.Store, n int) error {
	serial, _ := cardNo(n)
	return s.Update(context.Background(), func(tx store.Tx) error {
		state := store.NewState()
		want := store.Want{Serials: []unspent.Serial{serial}, Accounts: []unspent.Ref{unspent.MerchantRef("gift", "m")}}
		if err := tx.Load(context.Background(), want, state); err != nil {
			return err
		}
		e := state.Cards[serial].Spend(unspent.Program{Spendable: true}, yen(1), "m", "reference", start())
		if _, err := state.Record(e, start()); err != nil {
			return err
		}
		return tx.Append(context.Background(), state, nil, nil)
	})
}

// must fails the test if any step failed.
func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// wantRefused asks for an error with a reason whose text has all the words and
// nothing that belongs to the server.
func wantRefused(t *testing.T, what string, err error, reason unspent.Reason, words ...string) {
	t.Helper()
	var e *unspent.Error
	if !errors.As(err, &e) || unspent.ReasonOf(err) != reason {
		t.Errorf("%s: %v, reason %q; want %q", what, err, unspent.ReasonOf(err), reason)
		return
	}
	for _, word := range words {
		if !strings.Contains(e.Detail, word) {
			t.Errorf("%s: %q does not say %q", what, e.Detail, word)
		}
	}
	for _, secret := range []string{os.TempDir(), "sqlite", "SELECT", "INSERT"} {
		if strings.Contains(e.Detail, secret) {
			t.Errorf("%s: %q says %q", what, e.Detail, secret)
		}
	}
}

// brief is the part of the book that every test looks at: by serial, what the
// stored card says; and the same folded from the journal.
type brief map[string]string

// look reads what is stored and fails if the journal says otherwise.
func look(t *testing.T, s interface {
	View(context.Context, func(store.Reader) error) error
}) brief {
	t.Helper()
	got, err := tryLook(s)
	if err != nil {
		t.Fatalf("look: %v", err)
	}
	return got
}

func tryLook(s interface {
	View(context.Context, func(store.Reader) error) error
}) (brief, error) {
	fold, stored := store.NewState(), store.NewState()
	err := s.View(context.Background(), func(r store.Reader) error {
		if err := r.Journal(context.Background(), 1, fold.Apply); err != nil {
			return err
		}
		var want store.Want
		for serial := range fold.Cards {
			want.Serials = append(want.Serials, serial)
		}
		for ref := range fold.Accounts {
			want.Accounts = append(want.Accounts, ref)
		}
		return r.Load(context.Background(), want, stored)
	})
	if err != nil {
		return nil, err
	}
	got, want := briefOf(stored), briefOf(fold)
	if d := cmp.Diff(want, got); d != "" {
		return got, differs{d}
	}
	return got, nil
}

// differs says that what is stored is not what the journal says.
type differs struct{ diff string }

func (d differs) Error() string {
	return "what is stored is not what the journal says (-want +got):\n" + d.diff
}

func briefOf(s *store.State) brief {
	b := brief{"head": fmt.Sprint(s.Seq)}
	for serial, c := range s.Cards {
		b[serial.String()] = fmt.Sprintf("%s %s %x %d %s", c.State, c.Balance, c.Key, c.Head.Seq, c.Head.Hash)
	}
	for ref, a := range s.Accounts {
		b[string(ref)] = fmt.Sprintf("%s %d %s", a.Balance, a.Head.Seq, a.Head.Hash)
	}
	return b
}

// book is a path with a closed book of cards, some of which have paid.
func closedBook(t *testing.T, cards int) (string, brief) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	for n := range cards {
		must(t, issue(s, n))
	}
	for n := 0; n < cards; n += 3 {
		must(t, spend(s, n))
	}
	b := look(t, s)
	must(t, s.Close())
	return path, b
}

// reopened opens path again, looks, shows that it can be written, and closes.
func reopened(t *testing.T, path string) brief {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer func() { must(t, s.Close()) }()
	b := look(t, s)
	must(t, spend(s, 0))
	look(t, s)
	return b
}

// tinker changes a file with SQL.
func tinker(t *testing.T, path, script string) {
	t.Helper()
	conn, err := sqlite.OpenConn(path)
	must(t, err)
	must(t, sqlitex.ExecuteScript(conn, script, nil), conn.Close())
}

// older makes a closed book one of before lines had a format, without the column and with
// the hashes of then, and returns what it says. It has no state file.
func older(t *testing.T, path string) brief {
	t.Helper()
	conn, err := sqlite.OpenConn(path)
	must(t, err)
	var events []unspent.Event
	must(t, each(conn, selectEvents, func(r *row) { r.int(1) }, func(c *columns) error {
		e, err := readEvent(c.stmt)
		events = append(events, e)
		return err
	}))
	fold := store.NewState()
	for i := range events {
		e := &events[i]
		var prev [2]unspent.Digest
		for side, seq := range [...]unspent.Seq{e.DebitPrev, e.CreditPrev} {
			if seq > 0 {
				prev[side] = events[seq-1].Hash
			}
		}
		e.Format, e.Lots = 0, unspent.Lots{}
		e.Hash = e.Digest(prev[0], prev[1])
		must(t, fold.Apply(*e),
			sqlitex.ExecuteTransient(conn, `UPDATE journal SET hash = ? WHERE seq = ?`, &sqlitex.ExecOptions{Args: []any{e.Hash[:], int64(e.Seq)}}))
	}
	must(t, sqlitex.ExecuteScript(conn, `ALTER TABLE journal DROP COLUMN format; ALTER TABLE journal DROP COLUMN lots;
		ALTER TABLE programs DROP COLUMN terms; DELETE FROM migrations WHERE name IN ('0009_format.sql', '0012_lots.sql')`, nil), conn.Close(),
		os.Remove(path+stateSuffix))
	return briefOf(fold)
}

func TestStateFileIsRebuilt(t *testing.T) {
	t.Parallel()
	foreign, _ := closedBook(t, 3)
	tests := map[string]func(t *testing.T, state string){
		"missing":         func(t *testing.T, state string) { must(t, os.Remove(state)) },
		"empty":           func(t *testing.T, state string) { must(t, os.Truncate(state, 0)) },
		"cut off":         func(t *testing.T, state string) { must(t, os.Truncate(state, 5000)) },
		"not a database":  func(t *testing.T, state string) { must(t, os.WriteFile(state, bytes.Repeat([]byte("x"), 9000), 0o600)) },
		"of another book": func(t *testing.T, state string) { copyFile(t, foreign+stateSuffix, state) },
		"older format":    func(t *testing.T, state string) { tinker(t, state, "DROP TABLE answers; PRAGMA user_version = 0") },
		"newer format":    func(t *testing.T, state string) { tinker(t, state, "DROP TABLE progress; PRAGMA user_version = 99") },
		"another database": func(t *testing.T, state string) {
			must(t, os.Remove(state))
			tinker(t, state, "CREATE TABLE progress (a); PRAGMA user_version = 1")
		},
		"without progress": func(t *testing.T, state string) { tinker(t, state, "DELETE FROM progress") },
		"broken index":     func(t *testing.T, state string) { tinker(t, state, "INSERT INTO shelves VALUES (0, 16, x'00')") },
		"broken root page": func(t *testing.T, state string) { scratch(t, state, 0, 4096, 200, rand.New(rand.NewPCG(1, 1))) },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			path, want := closedBook(t, 30)
			spoil(t, path+stateSuffix)
			if d := cmp.Diff(want, reopened(t, path)); d != "" {
				t.Errorf("after the rebuild (-want +got):\n%s", d)
			}
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	must(t, err, os.WriteFile(to, b, 0o600))
}

// scratch overwrites n random bytes of [from, to) of a file.
func scratch(t *testing.T, path string, from, to, n int, random *rand.Rand) {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	to = min(to, len(b))
	for range n {
		b[from+random.IntN(to-from)] ^= byte(1 + random.IntN(255))
	}
	must(t, os.WriteFile(path, b, 0o600))
}

// A damaged journal gives an error that says so, or what was there before; it
// never gives something else.
func TestDamagedJournal(t *testing.T) {
	t.Parallel()
	path, want := closedBook(t, 200)
	whole, err := os.ReadFile(path)
	must(t, err)
	refused := 0
	for seed := range uint64(24) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			copied := filepath.Join(t.TempDir(), "unspent.db")
			copyFile(t, path, copied)
			copyFile(t, path+markSuffix, copied+markSuffix)
			if seed%2 == 0 {
				copyFile(t, path+stateSuffix, copied+stateSuffix)
			}
			page := 4096 * (1 + random.IntN(len(whole)/4096-1))
			switch seed % 4 {
			case 0, 1:
				scratch(t, copied, page, page+64, 8, random)
			case 2:
				scratch(t, copied, page, page+4096, 1, random)
			case 3:
				scratch(t, copied, page, page+4096, 400, random)
			}
			got, err := open(copied)
			if _, ok := errors.AsType[differs](err); ok {
				err = nil // the state file is whole and is believed; what the journal says now, audit finds
			}
			if err != nil {
				refused++
				wantRefused(t, "a damaged journal", err, unspent.Unavailable, "damaged", "unspent files")
			} else if d := cmp.Diff(want, got); d != "" {
				t.Errorf("a damaged journal gives another book (-want +got):\n%s", d)
			}
		})
	}
	if refused == 0 {
		t.Error("no damage was noticed: the test damages nothing")
	}
}

// A state file that is found damaged while it is used says how it is rebuilt.
func TestDamagedStateFile(t *testing.T) {
	t.Parallel()
	path, want := closedBook(t, 200)
	b, err := os.ReadFile(path + stateSuffix)
	must(t, err)
	refused := 0
	for page := 4096; page < len(b); page += 4096 {
		spoiled := bytes.Clone(b)
		copy(spoiled[page:], "not a page of a table")
		must(t, os.WriteFile(path+stateSuffix, spoiled, 0o600))
		got, err := open(path)
		if err == nil {
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("page %d: (-want +got):\n%s", page/4096, d)
			}
			continue
		}
		refused++
		wantRefused(t, "a damaged state file", err, unspent.Unavailable, "unspent files rebuild")
		for _, name := range glob(t, path+stateSuffix+"*") {
			must(t, os.Remove(name))
		}
		if got, err := open(path); err != nil || cmp.Diff(want, got) != "" {
			t.Errorf("page %d: rebuilt: %v (-want +got):\n%s", page/4096, err, cmp.Diff(want, got))
		}
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
}

func open(path string) (brief, error) {
	s, err := Open(path, Options{})
	if err != nil {
		return nil, err
	}
	b, err := tryLook(s)
	return b, errors.Join(err, s.Close())
}

func TestOneOwner(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "unspent.db")
	s, err := Open(path, Options{})
	must(t, err)
	must(t, issue(s, 0))
	_, err = Open(path, Options{})
	wantRefused(t, "a second Open", err, unspent.Unavailable, fmt.Sprintf("process %d", os.Getpid()), "unspent.db", "stop that one")
	must(t, spend(s, 0))
	r, err := OpenReader(path)
	must(t, err)
	if d := cmp.Diff(look(t, s), look(t, r)); d != "" {
		t.Errorf("a reader beside the server sees (-want +got):\n%s", d)
	}
	must(t, r.Close(), s.Close())
	reopened(t, path)
}

// After Close every call is refused, and none waits for ever.
func TestClosedStoreRefuses(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
	must(t, err)
	must(t, issue(s, 0), s.Close(), s.Close())
	wantRefused(t, "Update", spend(s, 0), unspent.Unavailable, "closed")
	_, err = tryLook(s)
	wantRefused(t, "View", err, unspent.Unavailable, "closed")
}

// Close waits for a View that is under way and does not pull the file from under it.
func TestCloseWaitsForViews(t *testing.T) {
	t.Parallel()
	s, err := Open(filepath.Join(t.TempDir(), "unspent.db"), Options{})
	must(t, err)
	must(t, issue(s, 0))
	begun, closed := make(chan struct{}), make(chan error, 1)
	var read int
	must(t, s.View(context.Background(), func(r store.Reader) error {
		return r.Journal(context.Background(), 1, func(unspent.Event) error {
			go func() { close(begun); closed <- s.Close() }()
			<-begun
			read++
			return nil
		})
	}))
	must(t, <-closed)
	if read != 1 {
		t.Errorf("the View read %d events, want 1", read)
	}
}

func TestMigrations(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ script, words string }{
		"changed": {"UPDATE migrations SET checksum = 'other'", "differs"},
		"newer":   {"INSERT INTO migrations (name, checksum, applied_at) VALUES ('9999_later.sql', 'x', 0)", "newer program"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path, _ := closedBook(t, 3)
			tinker(t, path, tt.script)
			_, err := Open(path, Options{})
			wantRefused(t, "Open", err, unspent.Unavailable, tt.words)
			_, err = OpenReader(path)
			wantRefused(t, "OpenReader", err, unspent.Unavailable, tt.words)
		})
	}
	t.Run("from before the last four were kept", func(t *testing.T) {
		path, want := closedBook(t, 30)
		tinker(t, path, "DROP INDEX parties_text; ALTER TABLE journal DROP COLUMN last4; DELETE FROM migrations WHERE name = '0004_last4.sql'")
		tinker(t, path+stateSuffix, "PRAGMA user_version = 3") // the rows of then do not fit, and are not read
		older := filepath.Join(t.TempDir(), "older.db")
		must(t, Backup(path, older))
		_, err := OpenReader(path)
		wantRefused(t, "OpenReader", err, unspent.Unavailable, "older program")
		for _, book := range []string{path, older} {
			if d := cmp.Diff(want, reopened(t, book)); d != "" {
				t.Errorf("after the upgrade (-want +got):\n%s", d)
			}
		}
	})
	t.Run("from when what a key acts for stood in its name", func(t *testing.T) {
		path, _ := closedBook(t, 30)
		s, err := Open(path, Options{})
		must(t, err)
		want := []store.APIKey{
			{ID: "key_1", Name: "レジ", Role: unspent.Merchant, Bound: "m1", Scope: "acct_taro,acct_shop1_*", Hash: [32]byte{1}, CreatedAt: start()},
			{ID: "key_2", Name: "desk", Role: unspent.Support, Hash: [32]byte{2}, CreatedAt: start()}}
		must(t, s.Update(t.Context(), func(tx store.Tx) error {
			return errors.Join(tx.PutKey(t.Context(), want[0]), tx.PutKey(t.Context(), want[1]))
		}), s.Close())
		tinker(t, path, "UPDATE api_keys SET name = name || char(31) || accounts WHERE accounts <> ''; "+
			"ALTER TABLE api_keys DROP COLUMN accounts; DELETE FROM migrations WHERE name = '0008_scope.sql'")
		if found, err := Prove(t.Context(), path, 9); err != nil || len(found) > 0 {
			t.Errorf("a file of before is not proven: %v, %v", found, err)
		}
		s, err = Open(path, Options{})
		must(t, err)
		must(t, s.View(t.Context(), func(r store.Reader) error {
			got, err := r.Keys(t.Context())
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("keys (-want +got):\n%s", d)
			}
			return err
		}), s.Close())
		found, err := Prove(t.Context(), path, 9)
		if err != nil || len(found) > 0 {
			t.Errorf("what was linked before is proven no more: %v, %v", found, err)
		}
	})
	t.Run("half done", func(t *testing.T) { // stopped before the first one was committed
		path := filepath.Join(t.TempDir(), "unspent.db")
		tinker(t, path, "PRAGMA journal_mode = WAL; "+createMigrations)
		s, err := Open(path, Options{})
		must(t, err)
		must(t, issue(s, 0))
		look(t, s)
		must(t, s.Close())
	})
	t.Run("not a book", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "unspent.db")
		must(t, os.WriteFile(path, bytes.Repeat([]byte("letter "), 2000), 0o600))
		_, err := Open(path, Options{})
		wantRefused(t, "Open", err, unspent.Unavailable, "damaged")
	})
}

// schema.sql shows what the migrations and state.sql come to. go test -update
// rewrites it.
func TestSchema(t *testing.T) {
	t.Parallel()
	path, _ := closedBook(t, 1)
	got := schemaOf(t, path, "The journal, at the path of the database") + "\n" +
		schemaOf(t, path+stateSuffix, "The state, at the same path with "+stateSuffix+" behind it")
	if *update {
		must(t, os.WriteFile("schema.sql", []byte(got), 0o644))
	}
	want, err := os.ReadFile("schema.sql")
	must(t, err)
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("the schema is not schema.sql; rewrite it with -update (-want +got):\n%s", d)
	}
}

func schemaOf(t *testing.T, path, title string) string {
	t.Helper()
	conn, err := sqlite.OpenConn(path)
	must(t, err)
	var b strings.Builder
	fmt.Fprintf(&b, "-- %s.\n", title)
	must(t, sqlitex.ExecuteTransient(conn, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name",
		&sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
			fmt.Fprintf(&b, "\n%s;\n", stmt.ColumnText(0))
			return nil
		}}), conn.Close())
	return b.String()
}
