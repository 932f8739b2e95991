package approval

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
)

// Most is how much one person moves alone, in minor units: of any currency, and
// of some in particular. Of a currency whose sum is 0 they move any. The zero Most
// asks for nobody.
type Most struct {
	any int64
	of  map[unspent.Currency]int64
}

// MostOf returns the Most that is units of every currency.
func MostOf(units int64) Most { return Most{any: units} }

// ParseMost reads sums such as 1000000, or 1000000,USD=700000.
func ParseMost(text string) (m Most, err error) {
	for i, part := range strings.Split(text, ",") {
		name, digits, named := strings.Cut(strings.TrimSpace(part), "=")
		if !named {
			digits = name
		}
		units, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || units < 0 || units > unspent.MaxAmount || named == (i == 0) {
			return Most{}, unspent.Errorf(unspent.Invalid,
				"a sum that one person moves alone is minor units, and those of some currencies behind it, such as 1000000,USD=700000")
		}
		if !named {
			m.any = units
			continue
		}
		cur, err := unspent.ParseCurrency(name)
		if err != nil {
			return Most{}, err
		}
		if m.of == nil {
			m.of = map[unspent.Currency]int64{}
		}
		m.of[cur] = units
	}
	return m, nil
}

// String is the inverse of [ParseMost].
func (m Most) String() string {
	text := strconv.FormatInt(m.any, 10)
	for _, cur := range slices.SortedFunc(maps.Keys(m.of), func(a, b unspent.Currency) int { return strings.Compare(a.String(), b.String()) }) {
		text += "," + cur.String() + "=" + strconv.FormatInt(m.of[cur], 10)
	}
	return text
}

// Asks reports whether there is a sum above which somebody is asked.
func (m Most) Asks() bool { return m.any > 0 || len(m.of) > 0 }

// In returns the sum of a currency, 0 if there is none.
func (m Most) In(cur unspent.Currency) int64 {
	if units, ok := m.of[cur]; ok {
		return units
	}
	return m.any
}

// over reports whether sums of several currencies are too much together: half of
// one currency's sum leaves half of another's.
func (m Most) over(sums map[unspent.Currency]int64) bool {
	share := new(big.Rat)
	for cur, units := range sums {
		if most := m.In(cur); most > 0 {
			share.Add(share, big.NewRat(units, most))
		}
	}
	return share.Cmp(big.NewRat(1, 1)) > 0
}
