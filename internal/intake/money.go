package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// amounts finds what text says of money in the brand's currency: with a mark of
// it, or, if bare is set, a text that is nothing but a number.
type amounts struct {
	cur    unspent.Currency
	marks  []string // one of which stands in every text with a marked amount
	before *regexp.Regexp
	bare   *regexp.Regexp
}

func amountsOf(p *brand.Profile) amounts {
	marks := []string{p.Currency}
	mark, after := p.Currency, p.Currency
	switch p.Currency {
	case "": // any card's: what it is worth is not read, only where it stands
		marks = []string{"¥", "円", "$", "€", "£"}
	case "JPY":
		marks, mark, after = []string{"¥", `\`, "円", "JPY", "yen"}, `(?:¥|\\|JPY)`, `(?:円|JPY|yen)`
	case "USD":
		marks, mark, after = []string{"$", "USD", "ollar", "ドル"}, `(?:(?:US ?|\b)?\$|USD)`, `(?:USD|US dollars|dollars|ドル)`
	case "EUR":
		marks, mark, after = []string{"€", "EUR"}, `(?:€|EUR)`, `(?:€|EUR)`
	case "GBP":
		marks, mark, after = []string{"£", "GBP"}, `(?:£|GBP)`, `(?:£|GBP)`
	}
	const sign, plain = `([-+−–△▲(]? ?)`, `(?:\d{1,3}(?:[,.]\d{3})+|\d+)(?:[.,]\d{1,3})?`
	const number, spaced = `(` + plain + `)`, `(\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|` + plain + `)`
	cur, _ := unspent.ParseCurrency(p.Currency) // no currency: no amounts
	return amounts{
		cur:    cur,
		marks:  marks,
		before: regexp.MustCompile(sign + mark + ` ?` + sign + spaced + `|` + sign + number + ` ?` + after),
		bare:   regexp.MustCompile(`^` + sign + spaced + `\)?$`),
	}
}

// in returns the first amount in text. It is negative where the page says so.
func (a amounts) in(text string, bare bool) (unspent.Money, bool) {
	if all := a.all(text, 1); len(all) > 0 {
		return all[0].money, true
	}
	if !bare || a.cur == (unspent.Currency{}) {
		return unspent.Money{}, false
	}
	if m := a.bare.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		return a.parse(m[1], m[2])
	}
	return unspent.Money{}, false
}

// numberBefore is a number, masked or not, that a hyphen may go on.
var numberBefore = regexp.MustCompile(`[0-9A-Za-z*•●]$`)

// sum is an amount, and where it stands in a text.
type sum struct {
	money    unspent.Money
	from, to int
	signed   bool // the page gives it a sign
}

// all returns the marked amounts in text, at most so many.
func (a amounts) all(text string, most int) (found []sum) {
	if a.cur == (unspent.Currency{}) || !strings.ContainsAny(text, "0123456789") || !a.marked(text) {
		return nil
	}
	for from := 0; len(found) < most && from < len(text); {
		g := groups{text[from:], a.before.FindStringSubmatchIndex(text[from:])}
		if g.m == nil {
			break
		}
		start, end := from+g.m[0], from+g.m[1]
		from = end
		if end < len(text) && digit(text[end]) || start > 0 && digit(text[start]) && strings.ContainsAny(text[start-1:start], ".,") { // "1,2345", "2,.000": no amount
			continue
		}
		sign, number := g.at(1)+g.at(2), g.at(3)
		if number == "" {
			sign, number = g.at(4), g.at(5)
		}
		if sign != "" && numberBefore.MatchString(text[:start]) {
			sign = strings.TrimPrefix(sign, "-") // "xxxx- ¥754": the hyphen is one of a number
		}
		if money, ok := a.parse(sign, number); ok {
			found = append(found, sum{money, start, end, strings.Trim(sign, " (") != "" || strings.Contains(sign, "(")})
		}
	}
	return found
}

// plainSum is an amount without a mark that is surely none of a number or a day: it
// has thousands or cents.
var plainSum = regexp.MustCompile(`(?:^| )([-+−]?)(\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+\.\d{2})$`)

// atEnd returns the amount without a mark with which a line ends.
func (a amounts) atEnd(line string) (sum, bool) {
	m := plainSum.FindStringSubmatch(line)
	if m == nil || a.cur == (unspent.Currency{}) || strings.Contains(m[2], ".") != (a.cur.Digits() == 2) {
		return sum{}, false
	}
	money, ok := a.parse(m[1], m[2])
	return sum{money: money, from: len(line) - len(m[1]+m[2]), to: len(line), signed: m[1] != ""}, ok
}

// marked reports whether text has a mark of the currency.
func (a amounts) marked(text string) bool {
	return slices.ContainsFunc(a.marks, func(mark string) bool { return strings.Contains(text, mark) })
}

// parse reads a number however its thousands are divided: by commas, dots or
// spaces. What cannot be told is no amount, rather than a thousandth of one.
func (a amounts) parse(sign, number string) (unspent.Money, bool) {
	number = strings.ReplaceAll(number, " ", "")
	last := strings.LastIndexAny(number, ".,")
	whole, frac := number, ""
	if last >= 0 && (len(number)-last-1 != 3 || strings.ContainsAny(number[:last], ".,") && !strings.Contains(number[:last], number[last:last+1])) {
		whole, frac = number[:last], number[last+1:]
	}
	if first := strings.IndexAny(whole, ".,"); first > 3 {
		return unspent.Money{}, false // "12345,678"
	}
	whole = strings.ReplaceAll(strings.ReplaceAll(whole, ",", ""), ".", "")
	if digits := a.cur.Digits(); len(frac) > digits && strings.Trim(frac[digits:], "0") == "" {
		frac = frac[:digits]
	}
	if frac != "" {
		whole += "." + frac
	}
	money, err := unspent.ParseMoney(whole, a.cur)
	if err != nil || money.Units() > unspent.MaxAmount {
		return unspent.Money{}, false
	}
	if strings.ContainsAny(sign, "-−–△▲(") {
		money = money.Neg()
	}
	return money, true
}

// size is an amount without its sign.
func size(m unspent.Money) unspent.Money {
	if m.Units() < 0 {
		return m.Neg()
	}
	return m
}
