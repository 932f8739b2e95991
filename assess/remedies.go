package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// remedies returns what to do about a card that is not good.
func remedies(c Case, all []Evidence, v Verdict, p *brand.Profile, now time.Time) []Remedy {
	return nil
}
