package interview_test

import (
	"fmt"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/interview"
)

func Example() {
	p, _ := brand.Builtin().Find("amazon-jp")
	said := interview.Described{Brand: p.ID, Channel: "person", Last4: "7q2m", Amount: "￥５，０００", Got: "2026年11月22日 14:05", Seal: "intact"}
	in, err := said.Input(p, "en")
	fmt.Printf("%s%v\n", in.YAML(), err)
	// Output:
	// brand: amazon-jp
	// language: en
	// asker: holder
	// channel: person
	// card:
	//   last4: "7Q2M"
	//   amount: "5000 JPY"
	// got: "2026-11-22T05:05:00Z"
	// evidence:
	//   - seal: intact
	//     owner: me
	// <nil>
}
