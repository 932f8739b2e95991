package gate

import "time"

// Allowance says how many misses are borne. Misses are a debt: each adds one,
// and one is forgiven every Forgive.
type Allowance struct {
	Work    int           // with so many outstanding, a proof of work is needed; 0: never
	Refuse  int           // with so many outstanding, refused; 0: never
	Forgive time.Duration // one miss is forgiven each; positive
	Pause   time.Duration // added when Refuse is reached
}

// most is the largest debt: it bounds how long one waits after the last miss.
func (a Allowance) most() time.Duration {
	return time.Duration(max(a.Refuse, 2*a.Work))*a.Forgive + a.Pause
}

// Limits are the thresholds of a gate, also in docs/reference/gate.md.
type Limits struct {
	Client  Allowance // of one IPv4 address or IPv6 /64
	Network Allowance // of an IPv4 /24 or IPv6 /48; only Work and Forgive
	Global  Allowance // of all anonymous clients together; only Work and Forgive
	Key     Allowance // of an API key; Work is not used
	Decline Allowance // refused commands of an API key; Work is not used

	HitsPerMiss int           // so many anonymous hits forgive one global miss
	Bits        int           // leading zero bits of a proof: 2^Bits hashes on average
	Lifetime    time.Duration // of a puzzle; whole seconds
	Proofs      int           // used proofs remembered for each Lifetime
	Keys        int           // keys that are remembered, about; 0: 4,096
}

// DefaultLimits returns the limits that a gate has in production.
func DefaultLimits() Limits {
	return Limits{
		Client:      Allowance{Work: 5, Refuse: 20, Forgive: time.Minute, Pause: 15 * time.Minute},
		Network:     Allowance{Work: 50, Forgive: 10 * time.Second},
		Global:      Allowance{Work: 600, Forgive: 100 * time.Millisecond},
		Key:         Allowance{Refuse: 1000, Forgive: time.Second, Pause: time.Minute},
		Decline:     Allowance{Refuse: declinesPerHour, Forgive: time.Hour / declinesPerHour},
		HitsPerMiss: 100,
		Bits:        18,
		Lifetime:    5 * time.Minute,
		Proofs:      1 << 16,
	}
}

// How many debtors are remembered, in sets of ways.
const (
	clientSets  = 1 << 13
	networkSets = 1 << 11
	keySets     = 1 << 9
	ways        = 8

	declinesPerHour = 10_000 // refused commands of one API key, each of them a row of the journal

	maxBits = 32 // a proof of more is refused by Solve: it would take for ever
)
