package casefile_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"github.com/unspent-dev/unspent/internal/casefile"
)

func TestFrugal(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	dir := t.TempDir()
	for name, size := range map[string]int64{"small": 1000, "large": 8 << 20} {
		if err := errors.Join(os.WriteFile(filepath.Join(dir, name), nil, 0o600), os.Truncate(filepath.Join(dir, name), size)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	open := casefile.Frugal(casefile.Folder(root))
	for _, tt := range []struct {
		name  string
		there bool
		most  int
	}{{"none", false, 100}, {"small", true, 100}, {"large", true, 10}, {"small", true, 10}} {
		f, err := open(tt.name)
		if (err == nil) != tt.there {
			t.Fatalf("open %s: %v", tt.name, err)
		}
		if err == nil {
			_, err = io.Copy(io.Discard, f)
			if err := errors.Join(err, f.Close()); err != nil {
				t.Error(err)
			}
		}
		got := debug.SetGCPercent(100)
		debug.SetGCPercent(got)
		if got != tt.most {
			t.Errorf("after %s garbage may be %d %%; want %d", tt.name, got, tt.most)
		}
	}
}
