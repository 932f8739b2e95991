package album_test

import (
	"fmt"

	"github.com/unspent-dev/unspent/internal/album"
)

func Example() {
	p := album.Tuned()[0]
	fmt.Println(p.Name, p.Brand, p.Truth["date"][1])
	// Output: claimed-table-ja amazon-jp 2026-11-22
}
