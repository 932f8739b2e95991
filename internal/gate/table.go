package gate

import (
	"hash/maphash"
	"math/bits"
	"sync"
	"sync/atomic"
	"time"
)

// table remembers debts in a fixed number of places. It is cut into sets; a
// debtor may stand in any place of one set. The hash is seeded, so nobody can
// choose addresses that share a set. Times are since the gate was made.
type table struct {
	Allowance
	seed maphash.Seed
	sets []set
}

type set struct {
	latest atomic.Int64 // when the last debt is paid off; read without the lock
	mu     sync.Mutex   // guards debts, and writing latest
	debts  [ways]debt
}

type debt struct {
	debtor uint64 // hash of the client; 0 in an empty place
	until  time.Duration
}

func newTable(a Allowance, sets int) *table {
	return &table{Allowance: a, seed: maphash.MakeSeed(), sets: make([]set, 1<<bits.Len(uint(sets-1)))}
}

func (t *table) find(c Client) (*set, uint64) {
	h := maphash.Comparable(t.seed, c)
	return &t.sets[h&uint64(len(t.sets)-1)], h | 1<<63
}

// owed returns how long c's debt lasts from now, at most the largest debt even
// if the clock was set back.
func (t *table) owed(c Client, now time.Duration) time.Duration {
	s, debtor := t.find(c)
	if time.Duration(s.latest.Load()) <= now {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.debts {
		if d.debtor == debtor {
			return min(max(0, d.until-now), t.most())
		}
	}
	return 0
}

// add adds one miss to c's debt. A debtor that is new takes the place of the one
// who owes least, unless even that one owes more than a single miss.
func (t *table) add(c Client, now time.Duration) {
	s, debtor := t.find(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	place := &s.debts[0]
	for i := range s.debts {
		d := &s.debts[i]
		if d.debtor == debtor {
			place = d
			break
		}
		if d.until < place.until {
			place = d
		}
	}
	if place.debtor != debtor {
		if place.until > now+t.Forgive {
			return
		}
		*place = debt{debtor: debtor}
	}
	place.until = now + t.grown(place.until-now)
	latest := place.until
	for _, d := range s.debts {
		latest = max(latest, d.until)
	}
	s.latest.Store(int64(latest))
}

// grown returns a debt after one more miss.
func (a Allowance) grown(owed time.Duration) time.Duration {
	before := max(0, owed)
	after := before + a.Forgive
	if a.Refuse > 0 && a.count(before) < a.Refuse && a.count(after) >= a.Refuse {
		after += a.Pause
	}
	return min(after, a.most())
}

// count returns how many misses a debt is, part of one being one.
func (a Allowance) count(owed time.Duration) int { return int((owed + a.Forgive - 1) / a.Forgive) }

func (a Allowance) needsWork(owed time.Duration) bool { return a.Work > 0 && a.count(owed) >= a.Work }

// wait returns how long a client that owes so much is refused, 0 if it is not.
func (a Allowance) wait(owed time.Duration) time.Duration {
	if a.Refuse == 0 {
		return 0
	}
	return max(0, owed-time.Duration(a.Refuse-1)*a.Forgive)
}
