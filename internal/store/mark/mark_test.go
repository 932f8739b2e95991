package mark_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store/mark"
)

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func nth(n int) mark.Mark {
	return mark.Mark{Book: [16]byte{1, 2}, Epoch: 3, Seq: unspent.Seq(n), Hash: unspent.Digest{byte(n), 9}, Changes: int64(2 * n),
		Beside: unspent.Digest{byte(n), 8}, Links: int64(3 * n), Link: unspent.Digest{byte(n), 7},
		At: time.Date(2027, 1, 15, 10, 0, 0, 1000*n, time.UTC)}
}

// written makes a file that was written n times.
func written(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unspent.db-mark")
	must(t, mark.Create(path, nth(0)))
	f, err := mark.Open(path)
	must(t, err)
	for i := 1; i <= n; i++ {
		must(t, f.Write(nth(i)))
	}
	must(t, f.Close())
	return path
}

func read(t testing.TB, path string) (mark.Mark, mark.Condition) {
	t.Helper()
	m, c, err := mark.Read(path)
	must(t, err)
	return m, c
}

func TestWrites(t *testing.T) {
	for n := range 5 {
		if m, c := read(t, written(t, n)); m != nth(n) || c != mark.Whole {
			t.Errorf("after %d writes: %+v, %d; want %+v", n, m, c, nth(n))
		}
	}
	path := written(t, 2)
	for n := 3; n < 6; n++ { // a writer goes on where the one before stopped
		f, err := mark.Open(path)
		must(t, err, f.Write(nth(n)), f.Close())
		if m, c := read(t, path); m != nth(n) || c != mark.Whole {
			t.Errorf("opened again: %+v, %d; want %+v", m, c, nth(n))
		}
	}
}

// Any byte of the file may change, and any part of it be lost: the mark that is
// read is the last one or the one before, or there is none.
func TestDamage(t *testing.T) {
	path := written(t, 4)
	whole, err := os.ReadFile(path)
	must(t, err)
	for at := range whole {
		if at%4096 > 200 && at%61 != 0 {
			continue // of the zeros behind a mark some will do
		}
		b := bytes.Clone(whole)
		b[at] ^= 0x40
		must(t, os.WriteFile(path, b, 0o600))
		m, c := read(t, path)
		if want := nth(4 - at/4096); c != mark.Worn || m != want {
			t.Fatalf("byte %d: %+v, %d; want %+v and a worn file", at, m, c, want)
		}
	}
	for name, tt := range map[string]struct {
		b    []byte
		want mark.Condition
	}{
		"empty":       {nil, mark.Damaged},
		"cut in half": {whole[:4096], mark.Worn},
		"cut":         {whole[:4000], mark.Damaged},
		"zeros":       {make([]byte, 8192), mark.Damaged},
		"too long":    {append(bytes.Clone(whole), 0), mark.Worn},
		"a letter":    {bytes.Repeat([]byte("letter "), 2000), mark.Damaged},
	} {
		must(t, os.WriteFile(path, tt.b, 0o600))
		if _, c := read(t, path); c != tt.want {
			t.Errorf("%s: %d, want %d", name, c, tt.want)
		}
		if f, err := mark.Open(path); (err == nil) != (tt.want == mark.Worn) {
			t.Errorf("%s: Open: %v", name, err)
		} else if err == nil {
			must(t, f.Write(nth(9)), f.Close()) // and is whole from then on
			if m, _ := read(t, path); m != nth(9) {
				t.Errorf("%s: written again, it reads %+v", name, m)
			}
		}
	}
	must(t, os.Remove(path))
	if _, c := read(t, path); c != mark.Missing {
		t.Errorf("removed: %d", c)
	}
	if _, err := mark.Open(path); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("Open of nothing: %v", err)
	}
}

// Marks of older programs are read, and lack what those did not know.
func TestOlder(t *testing.T) {
	whole, err := os.ReadFile(written(t, 1))
	must(t, err)
	second := nth(1)
	second.Links, second.Link = 0, unspent.Digest{}
	first := second
	first.Beside = unspent.Digest{}
	for version, tt := range map[string]struct {
		size int
		want mark.Mark
	}{"1": {104, first}, "2": {136, second}} {
		slot := bytes.Clone(whole[:4096])
		copy(slot, "unspent mark v"+version)
		sum := sha256.Sum256(slot[:tt.size])
		clear(slot[tt.size:])
		copy(slot[tt.size:], sum[:16])
		path := filepath.Join(t.TempDir(), "mark")
		must(t, os.WriteFile(path, append(make([]byte, 4096), slot...), 0o600))
		if m, _ := read(t, path); m != tt.want {
			t.Errorf("version %s: %+v, want %+v", version, m, tt.want)
		}
	}
}

// The file never grows, so that a full disk does not stop it.
func TestSize(t *testing.T) {
	for _, n := range []int{0, 1, 9} {
		if info, err := os.Stat(written(t, n)); err != nil || info.Size() != 8192 || info.Mode().Perm() != 0o600 {
			t.Errorf("after %d writes: %v, %v", n, info, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	b, err := os.ReadFile(written(f, 3))
	must(f, err)
	f.Add(b)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "mark")
		must(t, os.WriteFile(path, b, 0o600))
		m, c := read(t, path)
		if c > mark.Worn {
			return
		}
		must(t, mark.Create(path, m)) // what is believed is written and read back
		if again, c := read(t, path); again != m || c != mark.Whole {
			t.Errorf("%+v reads back as %+v, %d", m, again, c)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	f, err := mark.Open(written(b, 0))
	must(b, err)
	for i := 0; b.Loop(); i++ {
		must(b, f.Write(nth(i)))
	}
	must(b, f.Close())
}
