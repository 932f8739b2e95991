package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// advise returns what to know and to do.
func advise(c Case, v Verdict, p *brand.Profile, now time.Time) []Advice { return nil }
