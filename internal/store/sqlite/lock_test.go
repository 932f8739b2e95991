package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// TestRow11_HardLink gives a database a second name, in another folder and while
// it is served: nobody opens it by either, until there is one name again.
func TestRow11_HardLink(t *testing.T) {
	path, link := filepath.Join(t.TempDir(), "unspent.db"), filepath.Join(t.TempDir(), "other.db")
	s, err := Open(path, Options{})
	if err == nil {
		err = errors.Join(issue(s, 1), os.Link(path, link))
	}
	if err != nil {
		t.Fatal(err)
	}
	refused := func(path string) {
		t.Helper()
		again, err := Open(path, Options{})
		if err == nil {
			err = again.Close()
		}
		if unspent.ReasonOf(err) != unspent.Unavailable || !strings.Contains(err.Error(), "hard links") {
			t.Errorf("Open(%s) = %v; want it refused for its second name", filepath.Base(path), err)
		}
	}
	refused(link)
	if err := errors.Join(issue(s, 2), s.Close()); err != nil { // who serves it goes on
		t.Fatal(err)
	}
	refused(path)
	refused(link)
	if _, err := os.Stat(link + "-lock"); err == nil {
		t.Error("a refused name has a lock beside it")
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(path, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(issue(s, 3), s.Close()); err != nil {
		t.Error(err)
	}
}
