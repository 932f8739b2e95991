package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// Judge gives the verdict of a case at now. It changes nothing that it is given.
func Judge(c Case, all []Evidence, p *brand.Profile, now time.Time) Verdict {
	v := weigh(c, all, p, now)
	v.Advice = advise(c, v, p, now)
	v.Missing = missing(c, all, p, now)
	v.Remedies = remedies(c, all, v, p, now)
	return v
}

// weigh is [Judge] without what to do.
func weigh(c Case, all []Evidence, p *brand.Profile, now time.Time) Verdict {
	return Verdict{State: Unknown}
}
