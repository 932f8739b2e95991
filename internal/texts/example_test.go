package texts_test

import (
	"fmt"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/texts"
)

func Example() {
	_, err := unspent.ParseCode("7Q2M7")
	said, _ := texts.Faults(unspent.FaultsOf(err))
	fmt.Println(said.JA)
	fmt.Println(said.EN)
	// Output:
	// コードは20文字です（入力は5文字）
	// a code has 20 symbols; this has 5
}
