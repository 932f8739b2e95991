package mark_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent/internal/store/mark"
)

func Example() {
	dir, err := os.MkdirTemp("", "mark")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "unspent.db-mark")
	if err := mark.Create(path, mark.Mark{}); err != nil {
		panic(err)
	}
	f, err := mark.Open(path)
	if err != nil {
		panic(err)
	}
	err = f.Write(mark.Mark{Seq: 2100})
	fmt.Println("taken:", err)
	m, condition, err := mark.Read(path) // beside the writer, or after it was killed
	fmt.Println(m.Seq.EventID(), condition == mark.Whole, err)
	if err := f.Close(); err != nil {
		panic(err)
	}
	// Output:
	// taken: <nil>
	// evt_2100 true <nil>
}
