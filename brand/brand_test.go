package brand_test

import (
	"fmt"
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// What a row of a usage history says.
func Example() {
	amazon, _ := brand.Builtin().Find("amazon-jp")
	row, values, ok := amazon.Read(amazon.History, "登録 （ギフト券番号： xxxx-xxxxxx-7Q2M）")
	fmt.Println(row.Means, values["code"], ok)
	fmt.Println(amazon.Redact("ABCD-123EFG-7Q2M"))
	// Output:
	// row_claimed xxxx-xxxxxx-7Q2M true
	// …7Q2M 1
}

func TestBuiltin(t *testing.T) {
	if len(brand.Builtin().All()) == 0 {
		t.Error("no brand is built in")
	}
}
