package tidy_test

import (
	"fmt"
	"maps"
	"slices"
	"testing/fstest"

	"github.com/unspent-dev/unspent/internal/tidy"
)

func ExampleFiles() {
	module := fstest.MapFS{
		"go.mod":           {},
		"card.go":          {Data: []byte("package unspent\n")},
		"docs/start.md":    {Data: []byte("# Start\n")},
		"docs/picture.png": {Data: []byte{0x89, 0}},
		"tools/go.mod":     {},
		"tools/tool.go":    {},
		".git/config":      {},
	}
	files, err := tidy.Files(module)
	fmt.Println(slices.Sorted(maps.Keys(files)), err)
	// Output: [card.go docs/start.md go.mod] <nil>
}
