package assess_test

import (
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// A present whose giver looked at the order page two days ago.
func ExampleJudge() {
	yen, _ := unspent.ParseCurrency("JPY")
	card := assess.Card{Last4: "X1Y2", Amount: unspent.NewMoney(5000, yen)}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	c := assess.Case{Asker: assess.Holder, Channel: assess.FromPerson, Form: brand.FormMail, Card: card}
	page := assess.Evidence{ID: "e1", Kind: assess.OrderPage, Owner: assess.Givers, Says: brand.OrderSent, Card: card,
		At: now.Add(-48 * time.Hour), Grade: assess.Unverified, Notes: []assess.Note{{ID: assess.PageEditable}}}

	v := assess.Judge(c, []assess.Evidence{page}, nil, now)
	fmt.Println(v.State, v.Confidence)
	fmt.Println(v.Summary.JA)
	fmt.Println(v.Summary.EN)
	for _, f := range v.Findings {
		fmt.Println(f.Rule, f.Weight, f.Binding)
		fmt.Println(f.Because[0].EN)
	}
	// Output:
	// unused likely
	// このカードは、2026年11月20日 21:00（日本時間）の時点で未使用だったと考えられます。ただし、その後に使われたり、無効になったりすることはあります。
	// This card was probably unused on 20 Nov 2026 21:00 JST. It can have been used or made invalid since.
	// order-sent strong exact
	// A saved page or a pasted text can be edited by anybody.
}
