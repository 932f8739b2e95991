package intake_test

import (
	"context"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// The rows of a usage history, copied from the browser, show whether the card
// that ends with 7Q2M was added to this account.
func ExampleRead() {
	all := brand.Builtin()
	amazon, _ := all.Find("amazon-jp")
	page := `ギフトカードの利用履歴
日付           利用内容                                   金額
2026年11月2日  登録 (ギフト券番号: xxxx-xxxxxx-7Q2M)      ¥ 5,000
2026年10月9日  利用 (注文番号: 503-1234567-7654321)       ¥ -1,200
`
	in, err := intake.Read(context.Background(), "history.txt", []byte(page), intake.Options{
		Brand: amazon, All: all,
		Card:  assess.Card{Last4: "7Q2M"},
		Owner: assess.Mine,
		Seen:  time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range in.Evidence {
		fmt.Println(e.Kind, e.Says, e.Card.Last4, e.Card.Amount, e.Grade)
	}
	// Output:
	// history row_claimed 7Q2M 5000 JPY unverified
}

// Whole codes are cut before anything is kept or shown; other numbers stay.
func ExampleRedactAll() {
	text, n := intake.RedactAll(brand.Builtin(), "注文番号 503-1234567-7654321、ギフト券番号 AQ2T-ABC4E1-GHJK、¥ 5,000")
	fmt.Println(n, text)
	// Output:
	// 1 注文番号 503-1234567-7654321、ギフト券番号 …GHJK、¥ 5,000
}
