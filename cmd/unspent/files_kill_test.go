package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// ourselves returns the command line as a process of its own.
func ourselves(args ...string) *exec.Cmd {
	return &exec.Cmd{Path: os.Args[0], Args: append([]string{"unspent"}, args...), Env: append(os.Environ(), "GORACE=atexit_sleep_ms=0")}
}

// says runs the command line, which must end with a code, and returns what it prints.
func says(t *testing.T, code int, args ...string) string {
	t.Helper()
	cmd := ourselves(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	failed, _ := errors.AsType[*exec.ExitError](err)
	if err != nil && failed == nil || cmd.ProcessState.ExitCode() != code {
		t.Fatalf("unspent %s: %v, want exit code %d\n%s%s", strings.Join(args, " "), err, code, &out, &errs)
	}
	return out.String()
}

// damage is a book of which the end is missing. Its state file names the cards that
// were paid with since; of one more a merchant knows.
type damage struct {
	t     *testing.T
	from  string // the folder
	named []string
	last  unspent.Seq
	took  time.Duration // by an acceptance that nobody cuts short
}

const damagedBook = "book.db"

func newDamage(t *testing.T) *damage {
	t.Helper()
	d := &damage{t: t, from: t.TempDir(), last: 400}
	db := filepath.Join(d.from, damagedBook)
	says(t, 0, "init", "--db", db, "--out", filepath.Join(d.from, "admin.key"))
	says(t, 0, "program", "create", "gift", "--name", "Gift", "--db", db)
	list := filepath.Join(d.from, "cards.csv")
	says(t, 0, "issue", "--program", "gift", "--value", "5000", "--count", "40", "--out", list, "--db", db)
	early, err := os.ReadFile(db)
	text, other := os.ReadFile(list)
	if err := errors.Join(err, other); err != nil {
		t.Fatal(err)
	}
	rows := strings.Fields(string(text))[1:]
	for n := range 5 {
		serial, code, _ := strings.Cut(rows[n], ",")
		d.named = append(d.named, serial)
		if err := os.WriteFile(filepath.Join(d.from, "code"), []byte(strings.Split(code, ",")[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		says(t, 0, "spend", "--db", db, "--merchant", "m1", "--code-file", filepath.Join(d.from, "code"), "--amount", "1")
	}
	serial, _, _ := strings.Cut(rows[7], ",")
	d.named = append(d.named, serial)
	if err := errors.Join(os.WriteFile(db, early, 0o600), os.WriteFile(filepath.Join(d.from, "list"), []byte(serial+"\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	slices.Sort(d.named)
	whole := d.copy()
	d.accept(whole, 0, "--cards", filepath.Join(d.from, "list"))
	d.wantAccepted(whole)
	return d
}

// copy returns the book in a folder of its own.
func (d *damage) copy() string {
	d.t.Helper()
	to := d.t.TempDir()
	if err := os.CopyFS(filepath.Join(to, "copy"), os.DirFS(d.from)); err != nil {
		d.t.Fatal(err)
	}
	for _, name := range []string{damagedBook, damagedBook + ".keys"} { // a copy has other permissions
		if err := os.Chmod(filepath.Join(to, "copy", name), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	return filepath.Join(to, "copy", damagedBook)
}

var confirmForm = regexp.MustCompile(`--confirm ([0-9a-f]+)`)

// accept has two people accept the loss, and kills the second call after a while, 0 for
// never. It reports whether there is nothing left to accept.
func (d *damage) accept(db string, after time.Duration, cards ...string) (done bool) {
	d.t.Helper()
	args := append([]string{"files", "accept", "--db", db, "--by", "Sato", "--reason", "disk"}, cards...)
	asks := ourselves(append(args, "--last", d.last.EventID())...)
	said, _ := asks.CombinedOutput()
	code := confirmForm.FindSubmatch(said)
	if code == nil {
		if !bytes.Contains(said, []byte("nothing to accept")) {
			d.t.Fatalf("files accept: %s", said)
		}
		return true
	}
	does := ourselves(append(args, "--last", d.last.EventID(), "--second", "Suzuki", "--confirm", string(code[1]))...)
	var out bytes.Buffer
	does.Stdout, does.Stderr = &out, &out
	began := time.Now()
	if err := does.Start(); err != nil {
		d.t.Fatal(err)
	}
	if after > 0 {
		time.Sleep(after)
		_ = does.Process.Kill()
	}
	if err := does.Wait(); err != nil && after == 0 {
		d.t.Fatalf("files accept: %v\n%s", err, &out)
	}
	if d.took == 0 {
		d.took = time.Since(began)
	}
	return after == 0
}

// wantAccepted looks at a book of which the loss was accepted: every card that was named
// is frozen once, the lost numbers name nothing else, and one card was made for them.
func (d *damage) wantAccepted(db string) {
	d.t.Helper()
	says(d.t, 0, "files", "--db", db)
	says(d.t, 0, "audit", "--db", db)
	var frozen, made []string
	var newest unspent.Seq
	r, err := sqlite.OpenReader(db)
	if err == nil {
		err = r.View(d.t.Context(), func(r store.Reader) error {
			return r.Journal(d.t.Context(), 1, func(e unspent.Event) error {
				serial, _ := e.Subject().Serial()
				switch newest = e.Seq; {
				case e.Kind == unspent.Frozen:
					frozen = append(frozen, serial.String())
				case e.Kind == unspent.Issued && e.Seq > 40:
					made = append(made, e.Note)
				case e.Seq > 40 && e.Kind != unspent.Voided && e.Kind != unspent.Declined:
					return fmt.Errorf("%s is of kind %s", e.Seq.EventID(), e.Kind)
				}
				return nil
			})
		})
		err = errors.Join(err, r.Close())
	}
	if slices.Sort(frozen); err != nil || !slices.Equal(frozen, d.named) || len(made) != 1 || newest < d.last {
		d.t.Errorf("frozen %v, want %v; cards made for numbers %q, want one; newest %s, want %s; %v", frozen, d.named, made, newest.EventID(), d.last.EventID(), err)
	}
	if left, err := filepath.Glob(db + "-accepting*"); err != nil || len(left) != 0 {
		d.t.Errorf("left beside the book: %v, %v", left, err)
	}
}

// The acceptance of a loss is killed at any time, up to three times, and repeated by
// people who have only the book that it left: nothing that was named is forgotten,
// nothing is done twice, and until it is whole the book serves nobody.
func TestRow03KillsInAccept(t *testing.T) {
	rounds := 4
	if n, err := strconv.Atoi(os.Getenv("UNSPENT_KILLS")); err == nil {
		rounds = max(2, n/5)
	}
	seed := uint64(time.Now().UnixNano()) % 1_000_000
	t.Logf("seed %d, %d rounds", seed, rounds)
	random := rand.New(rand.NewPCG(seed, 3))
	d := newDamage(t)
	cut := 0
	for range rounds {
		db := d.copy()
		cards := []string{"--cards", filepath.Join(d.from, "list")}
		for range 1 + random.IntN(3) {
			done := d.accept(db, time.Duration(random.Int64N(int64(d.took))), cards...)
			if _, err := os.Stat(db + "-accepting"); err == nil {
				cut++
				says(t, 3, "serve", "--db", db, "--addr", "127.0.0.1:0")
				cards = []string{"--no-cards"} // whoever goes on has no list
			} else if done {
				break
			}
		}
		if !d.accept(db, 0, cards...) {
			t.Fatal("not accepted")
		}
		d.wantAccepted(db)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d acceptances were cut short", cut)
}
