package httpapi_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestRow06Untouched looks at a card in every way that says whether it is unspent:
// they say the same, also of one that the staff has given something to.
func TestRow06Untouched(t *testing.T) {
	for name, tt := range map[string]struct {
		steps   []int // adjustments up, and payments as negative numbers
		unspent bool
	}{
		"as sold":                  {nil, true},
		"goodwill":                 {[]int{500}, true},
		"part used":                {[]int{-500}, false},
		"goodwill and used":        {[]int{500, -600}, false},
		"goodwill taken back":      {[]int{500, -500}, true},
		"lowered by what was lent": {[]int{-500, 500}, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.want("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"Gift","currency":"JPY"}`, 201)
			made := w.want("issuer", "POST", "/v1/cards",
				`{"program":"gift-jpy","value":{"amount":5000,"currency":"JPY"},"count":1,"activate":true,"order":"A-1"}`, 201)
			serial, code := read(t, made, "cards.0.serial"), read(t, made, "cards.0.code")
			for _, units := range tt.steps {
				if units < 0 {
					w.want("merchant", "POST", "/v1/spend", fmt.Sprintf(`{"code":%q,"amount":{"amount":%d,"currency":"JPY"},"merchant":"m1"}`, code, -units), 201)
				} else {
					w.want("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(int64(units), "complimentary"), 200)
				}
			}
			receipt := read(t, w.want("nobody", "POST", "/v1/receipts", fmt.Sprintf(`{"code":%q}`, code), 201), "receipt")
			counted := read(t, w.want("auditor", "GET", "/v1/reports/unspent", "", 200), "programs.0.unspentCards") == "1"
			for where, got := range map[string]bool{
				"check":   read(t, w.want("nobody", "POST", "/v1/check", fmt.Sprintf(`{"code":%q}`, code), 200), "unspent") == "true",
				"card":    read(t, w.want("support", "GET", "/v1/cards/"+serial, "", 200), "unspent") == "true",
				"search":  read(t, w.want("support", "POST", "/v1/cards/search", `{"order":"A-1"}`, 200), "cards.0.unspent") == "true",
				"receipt": read(t, w.want("nobody", "POST", "/v1/receipts/verify", fmt.Sprintf(`{"receipt":%q}`, receipt), 200), "then.unspent") == "true",
				"report":  counted,
			} {
				if got != tt.unspent {
					t.Errorf("%s says unspent %t, want %t", where, got, tt.unspent)
				}
			}
			if said := w.want("auditor", "GET", "/v1/reports/unspent", "", 200); strings.Contains(said, `"partUsedCards":1`) == tt.unspent {
				t.Errorf("the report: %s", said)
			}
		})
	}
}
