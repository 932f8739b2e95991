package brand

import (
	"regexp"
	"slices"
	"strings"
)

// numbers are what may be the number of an order: letters, digits and dots, in groups with
// a dash, of whatever kind eyes take it for, between them.
var numbers = regexp.MustCompile(`[0-9A-Za-z.]{2,}(?:[-‐‑‒–—―−ー][0-9A-Za-z.]{2,})*`)

// plainOrder is the commonest shape of an order's number. It is private of whatever brand
// the card is, and whoever reads a picture may take a sign before it for a letter.
var plainOrder = regexp.MustCompile(`(?:\b|_)[A-Z]?\d{2,3}[-ー—–]\d{7}[-ー—–]\d{7}`)

// OrdersIn finds the numbers of orders in a text, as places in it: those of the shapes that
// the brand's orders have, and of the commonest.
func (p *Profile) OrdersIn(text string) (at [][]int) {
	at = plainOrder.FindAllStringIndex(text, -1)
	for _, place := range numbers.FindAllStringIndex(text, -1) {
		found := slices.ContainsFunc(at, func(one []int) bool { return place[0] < one[1] && one[0] < place[1] })
		n := Normalise(text[place[0]:place[1]])
		if !found && slices.ContainsFunc(p.Orders, func(s Shape) bool { return s.match != nil && s.match.MatchString(n) }) {
			at = append(at, place)
		}
	}
	slices.SortFunc(at, func(a, b []int) int { return a[0] - b[0] })
	return at
}

// WithoutOrders returns a text in which each number of an order is cut to three dots.
func (p *Profile) WithoutOrders(text string) string {
	var b strings.Builder
	end := 0
	for _, at := range p.OrdersIn(text) {
		b.WriteString(text[end:at[0]] + "…")
		end = at[1]
	}
	return b.String() + text[end:]
}
