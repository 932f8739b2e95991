package staff

import (
	"maps"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// Pause is how long whoever typed too many wrong digits waits.
type Pause time.Duration

// Error implements error.
func (p Pause) Error() string { return "wait " + time.Duration(p).String() }

func (p Pause) refusal() error {
	return &unspent.Error{Reason: unspent.TooManyMisses, Err: p, Detail: "too many wrong digits; try again in " + time.Duration(p).String()}
}

// slot is whose tries are counted together: a client's, or those for a name.
type slot struct {
	from gate.Client
	name string
}

// pauses count tries, in memory. Each is counted before anybody looks whether it is
// right, so that a thousand at once are not all let through.
type pauses struct {
	mu    sync.Mutex
	known map[slot]*tries
}

type tries struct {
	n          int
	newest     time.Time
	until      time.Time // no try before
	before     time.Time // what until was before the newest try
	ofSomebody bool      // the name is a person's: it is not forgotten for room
}

// try counts a try for each slot, or refuses it if one of them is paused.
func (p *pauses) try(now time.Time, slots ...slot) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tidy(now)
	var wait time.Duration
	for _, s := range slots {
		if t := p.known[s]; t != nil {
			wait = max(wait, t.until.Sub(now))
		}
	}
	if wait > 0 {
		return Pause(wait.Truncate(time.Second) + time.Second).refusal()
	}
	for _, s := range slots {
		t := p.known[s]
		if t == nil || now.Sub(t.newest) > forgetTries {
			t = &tries{ofSomebody: t != nil && t.ofSomebody}
			p.known[s] = t
		}
		t.n, t.newest, t.before = t.n+1, now, t.until
		if over := t.n - MaxTries; over >= 0 {
			t.until = now.Add(min(LongestPause, FirstPause<<min(over, 10)))
		}
	}
	return nil
}

// tidy makes room: what is long past goes, and then what is nobody's.
func (p *pauses) tidy(now time.Time) {
	if len(p.known) < maxPauses {
		return
	}
	maps.DeleteFunc(p.known, func(_ slot, t *tries) bool { return now.Sub(t.newest) > forgetTries })
	for s, t := range p.known { // in no order
		if len(p.known) < maxPauses/2 {
			return
		}
		if !t.ofSomebody {
			delete(p.known, s)
		}
	}
}

// keep says that a name is a person's.
func (p *pauses) keep(s slot) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := p.known[s]; t != nil {
		t.ofSomebody = true
	}
}

// right forgets the tries for a name, and of the client the newest one: whoever knows
// their own digits does not get more tries at those of others.
func (p *pauses) right(from slot, names ...slot) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range names {
		delete(p.known, name)
	}
	if t := p.known[from]; t != nil {
		t.n, t.until = t.n-1, t.before
	}
}
