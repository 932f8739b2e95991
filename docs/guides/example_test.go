package guides_test

import (
	"fmt"

	"github.com/unspent-dev/unspent/docs/guides"
)

func Example() {
	a, err := guides.Read("code-taken", "en")
	fmt.Println(a.Title, err)
	fmt.Println(a.Asks[1].Asked)
	fmt.Println(a.Then.Text, a.Then.Href)
	// Output:
	// Somebody has your gift card's code: the first minutes <nil>
	// What do I keep?
	// See what to do, step by step /ask?for=told
}
