package wording_test

import (
	"fmt"

	"github.com/unspent-dev/unspent/internal/wording"
)

func ExampleOfMessage() {
	fmt.Printf("%q\n", wording.OfMessage("hello").Means)
	// Output: ""
}
