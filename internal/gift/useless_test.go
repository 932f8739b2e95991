package gift

import (
	"testing"

	"github.com/unspent-dev/unspent"
)

// TestRow04NobodyMayClaim looks at cards that would be sold and could never be used.
func TestRow04NobodyMayClaim(t *testing.T) {
	yen := func(units int64) unspent.Money {
		cur, err := unspent.ParseCurrency("JPY")
		if err != nil {
			t.Fatal(err)
		}
		return unspent.NewMoney(units, cur)
	}
	for name, tt := range map[string]struct {
		terms unspent.Program
		units int64
		field string
		most  int64
	}{
		"within the limits": {unspent.Program{Claimable: true, Limits: unspent.Limits{PerTransfer: 100, PerMonth: 300, AccountCap: 300}}, 100, "", 0},
		"over one claim": {unspent.Program{Claimable: true, Spendable: true, Limits: unspent.Limits{PerTransfer: 100, PerMonth: 300}}, 101, "cards.value",
			100},
		"over a month":            {unspent.Program{Claimable: true, Limits: unspent.Limits{PerTransfer: 500, PerMonth: 300}}, 301, "cards.value", 300},
		"over an account's cap":   {unspent.Program{Claimable: true, Limits: unspent.Limits{AccountCap: 300}}, 301, "cards.value", 300},
		"no limits":               {unspent.Program{Claimable: true}, 1 << 40, "", 0},
		"to be spent only":        {unspent.Program{Spendable: true, Limits: unspent.Limits{PerTransfer: 100}}, 1000, "", 0},
		"neither spent nor claim": {unspent.Program{}, 100, "program", 0},
	} {
		t.Run(name, func(t *testing.T) {
			tt.terms.Currency = yen(0).Currency()
			all := Order{Cards: []Card{{Value: yen(tt.units)}}}.useless(tt.terms)
			switch {
			case tt.field == "" && len(all) == 0:
			case len(all) != 1 || all[0].Field != tt.field || all[0].Most.Units() != tt.most:
				t.Errorf("useless() = %+v, want %s, at most %d", all, tt.field, tt.most)
			}
		})
	}
}
