package web

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
)

var groupedForm = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`)

// plainDigits spells what people type for a number as programs do: in half width
// and without blanks.
func plainDigits(text string) string {
	return strings.Join(strings.Fields(norm.NFKC.String(text)), "")
}

// readAmount reads an amount of more than nothing as people write it: 3000, ３，０００円,
// ¥3,000 or 3 000 JPY. A comma stands between groups of three digits only, so that
// nobody's decimals are taken for them.
func readAmount(text string, cur unspent.Currency) (unspent.Money, error) {
	plain := plainDigits(text)
	plain = strings.TrimSuffix(strings.TrimPrefix(strings.ToUpper(plain), cur.String()), cur.String())
	if cur.String() == "JPY" {
		plain = strings.TrimSuffix(strings.TrimLeft(plain, `¥\`), "円")
	}
	if groupedForm.MatchString(plain) {
		plain = strings.ReplaceAll(plain, ",", "")
	}
	m, err := unspent.ParseMoney(plain, cur)
	if err == nil && !m.IsPositive() {
		err = unspent.Errorf(unspent.Invalid, "an amount is more than nothing")
	}
	return m, err
}
