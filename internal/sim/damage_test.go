package sim_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// Damage at every file of a book: each is repaired, refused, or told; what was
// answered is never missing in silence. UNSPENT_DAMAGE says how often.

// filesOf are the files that are damaged.
func filesOf() []string { return []string{"", "-wal", "-state", "-mark", ".keys"} }

// original is a book as a kill leaves it, and what it had answered.
type original struct {
	files  map[string][]byte
	hashes map[unspent.Seq]unspent.Digest
	code   unspent.Code // of a card that was spent
}

// newOriginal sells cards and spends some: half of it is in the database and in
// the state file, half in the log only.
func newOriginal(t *testing.T) *original {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unspent.db")
	if _, err := (keyring.File{Path: path + ".keys"}).Create(rand.Reader, time.Now()); err != nil {
		t.Fatal(err)
	}
	o := &original{files: map[string][]byte{}, hashes: map[unspent.Seq]unspent.Digest{}}
	var codes []unspent.Code
	ask := func(b *book.Book, c unspent.Command) {
		t.Helper()
		got, err := b.Do(t.Context(), unspent.Request{Key: fmt.Sprintf("ask-%d", len(o.hashes)), By: unspent.Actor{ID: "key_admin", Role: unspent.Admin}, Command: c})
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, got.Codes...)
		for _, e := range got.Events {
			o.hashes[e.Seq] = e.Hash
		}
	}
	for half := range 2 {
		s, b, err := openBook(path, 30)
		if err != nil {
			t.Fatal(err)
		}
		if half == 0 {
			_, err = b.CreateProgram(t.Context(), unspent.Actor{Role: unspent.System},
				unspent.Program{ID: "gift", Name: "Gift", Currency: euro(0).Currency(), Spendable: true})
			if err != nil {
				t.Fatal(err)
			}
			ask(b, unspent.Issue{Program: "gift", Value: euro(1000), Count: 40, Activate: true, Recipient: "taro@example.jp"})
		}
		for i := range 40 {
			ask(b, unspent.Spend{Code: codes[i], Amount: euro(500), Merchant: "shop"})
		}
		if half == 1 {
			for _, suffix := range append(filesOf(), "-state-wal") {
				text, err := os.ReadFile(path + suffix)
				if err != nil && !errors.Is(err, os.ErrNotExist) {
					t.Fatal(err)
				}
				o.files[suffix] = text
			}
		}
		if err := errors.Join(b.Close(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
	o.code = codes[7]
	return o
}

// spoil damages a copy of a file in one of many ways, and says how.
func spoil(random *mathrand.Rand, b []byte) ([]byte, string) {
	b = bytes.Clone(b)
	at := random.IntN(max(1, len(b)))
	switch way := random.IntN(8); {
	case len(b) == 0:
		return []byte("x"), "something where nothing was"
	case way < 4:
		b[at] ^= byte(1 + random.IntN(255))
		return b, fmt.Sprintf("byte %d", at)
	case way == 4:
		return b[:at], fmt.Sprintf("cut at %d of %d", at, len(b))
	case way == 5:
		n := min(512, len(b)-at)
		clear(b[at : at+n])
		return b, fmt.Sprintf("zeros from %d", at)
	case way == 6:
		n := min(4096, len(b)-at)
		for i := range n {
			b[at+i] = byte(random.Uint32())
		}
		return b, fmt.Sprintf("noise from %d", at)
	}
	return nil, "gone"
}

func TestDamage(t *testing.T) {
	t.Parallel()
	rounds := 40
	if text := os.Getenv("UNSPENT_DAMAGE"); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	o := newOriginal(t)
	seed := mathrand.Uint64()
	random := mathrand.New(mathrand.NewPCG(seed, 15))
	ends := map[string]int{}
	for round := range rounds {
		suffix := filesOf()[round%len(filesOf())]
		dir := t.TempDir()
		path := filepath.Join(dir, "unspent.db")
		how := ""
		for name, text := range o.files {
			if name == suffix {
				text, how = spoil(random, text)
			}
			if text == nil {
				continue
			}
			if err := os.WriteFile(path+name, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		end, err := o.judge(path)
		if err != nil {
			t.Errorf("seed %d, round %d: unspent.db%s, %s: %v", seed, round, suffix, how, err)
		}
		ends[suffix+" "+end]++
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%v", ends)
}

// judge opens a damaged book as a server does, and says what came of it. An error
// is damage that was accepted.
func (o *original) judge(path string) (string, error) {
	told := ""
	ring, err := keyring.File{Path: path + ".keys"}.Load()
	if err != nil {
		return "refused", nil
	}
	s, err := sqlite.Open(path, sqlite.Options{Tell: func(text string) { told = text }})
	if err != nil {
		if unspent.ReasonOf(err) != unspent.Unavailable {
			return "", fmt.Errorf("refused with reason %v: %w", string(unspent.ReasonOf(err)), err)
		}
		return "refused", nil
	}
	defer s.Close()
	b, err := book.Open(context.Background(), s, ring, book.Options{})
	if err != nil {
		return "refused", nil
	}
	defer b.Close()
	var got audit.Result
	hashes := map[unspent.Seq]unspent.Digest{}
	err = s.View(context.Background(), func(r store.Reader) (err error) {
		if got, err = audit.Run(context.Background(), r, audit.Options{}); err != nil {
			return err
		}
		return r.Journal(context.Background(), 1, func(e unspent.Event) error { hashes[e.Seq] = e.Hash; return nil })
	})
	if err != nil || !got.Clean() {
		return "found by the audit", nil
	}
	for seq, hash := range o.hashes {
		if hashes[seq] != hash {
			return "", fmt.Errorf("%s was answered and is missing", seq.EventID())
		}
	}
	seen, err := b.Check(context.Background(), o.code)
	if err != nil || seen.Card.State != unspent.StateSpent {
		return "", fmt.Errorf("a card that was spent is %s, %w", seen.Card.State, err)
	}
	if told != "" {
		return "told", nil
	}
	return "harmless", nil
}
