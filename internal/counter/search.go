package counter

import (
	"crypto/rand"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// newSearches counts the searches of each key as a look-up gate counts misses:
// whoever may search could go through all last fours otherwise.
func newSearches(now func() time.Time) (*gate.Gate, error) {
	limits := gate.DefaultLimits()
	limits.Key = gate.Allowance{Refuse: searchesEach, Forgive: time.Hour / searchesEach}
	return gate.New(gate.Options{Now: now, Rand: rand.Reader, Limits: limits})
}

// searching counts a search, or refuses it after too many.
func (x *Errand) searching() error {
	if err := x.c.searches.Admit(x.client(), "", ""); err != nil {
		return x.stopped(&unspent.Error{Reason: unspent.TooManyMisses, Err: err,
			Detail: "this key has searched " + strconv.Itoa(searchesEach) + " times within an hour; a card is found by its number without a search"})
	}
	x.c.searches.Miss(x.client())
	return nil
}

// searched notes for the log of the staff by what was searched and how much was
// found, and never for whom: the log is not forgotten.
func (x *Errand) searched(by map[string]string, found []string) {
	var what []string
	for _, name := range []string{"number", "order", "recipient", "last4"} {
		if by[name] != "" {
			what = append(what, name)
		}
	}
	x.subject = strings.Join(what, ", ") + ": " + strconv.Itoa(len(found)) + " found"
	if len(found) == 1 {
		x.subject += ", " + found[0]
	}
}
