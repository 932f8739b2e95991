package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "unspent")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	s, err := sqlite.Open(filepath.Join(dir, "unspent.db"), sqlite.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = s.View(context.Background(), func(r store.Reader) error {
		keys, err := r.Keys(context.Background())
		fmt.Println(len(keys), "keys")
		return err
	})
	fmt.Println(err, s.Close())
	// Output:
	// 0 keys
	// <nil> <nil>
}
