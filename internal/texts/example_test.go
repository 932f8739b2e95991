package texts_test

import (
	"fmt"

	"github.com/unspent-dev/unspent/internal/texts"
)

func Example() {
	left := texts.Both("card.left", "Balance", "¥1,000", "Face", "¥5,000")
	fmt.Println(left.JA)
	fmt.Println(left.EN)
	// Output:
	// 残高 ¥1,000（額面 ¥5,000）
	// ¥1,000 left of ¥5,000
}
