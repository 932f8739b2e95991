package sqlite

import (
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/storetest"
)

// TestMain asks for fewer random workloads than rapid's 100: each opens files and
// waits for the disk. -rapid.checks or RAPID_CHECKS ask for as many as one likes.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", cmp.Or(os.Getenv("RAPID_CHECKS"), "10")); err != nil {
		panic(err)
	}
	os.Exit(m.Run()) // which parses the flags of the command line
}

func openAt(t *testing.T, path string, o Options) *Store {
	t.Helper()
	s, err := Open(path, o)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	for name, overlay := range map[string]int{"default": 0, "written behind all the time": 3} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Exercise(t, func(t *testing.T) store.Store {
				return openAt(t, filepath.Join(t.TempDir(), "unspent.db"), Options{Overlay: overlay})
			})
			storetest.ExerciseReopen(t, func(t *testing.T, dir string) store.Store {
				return openAt(t, filepath.Join(dir, "unspent.db"), Options{Overlay: overlay})
			})
		})
	}
}
