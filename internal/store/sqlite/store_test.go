package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/storetest"
)

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
			storetest.Exercise(t, func(t *testing.T) store.Store {
				return openAt(t, filepath.Join(t.TempDir(), "unspent.db"), Options{Overlay: overlay})
			})
			storetest.ExerciseReopen(t, func(t *testing.T, dir string) store.Store {
				return openAt(t, filepath.Join(dir, "unspent.db"), Options{Overlay: overlay})
			})
		})
	}
}
