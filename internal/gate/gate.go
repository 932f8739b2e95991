package gate

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	"github.com/unspent-dev/unspent"
)

// Options is what a gate needs.
type Options struct {
	Now    func() time.Time // with a monotonic reading, as time.Now has, it may step
	Rand   io.Reader        // read once, for the key of the puzzles
	Limits Limits           // the zero value is DefaultLimits

	// Reason and Detail are those of a refusal; TooManyMisses, with the words for
	// look-ups, if Reason is empty.
	Reason unspent.Reason
	Detail string
}

// Gate counts misses and admits look-ups. It is safe for concurrent use and has
// no goroutines.
type Gate struct {
	now    func() time.Time
	start  time.Time
	limits Limits
	refuse unspent.Error // what a refusal says

	clients, networks, keys, declines *table

	global  atomic.Int64 // when the debt of all anonymous clients is paid off, since start
	hits    atomic.Int64
	misses  atomic.Int64
	puzzles *puzzles
}

// New returns a gate without any misses.
func New(o Options) (*Gate, error) {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	l := o.Limits
	for _, a := range []Allowance{l.Client, l.Network, l.Global, l.Key, l.Decline} {
		if a.Forgive <= 0 || a.Work < 0 || a.Refuse < 0 || a.Pause < 0 {
			return nil, unspent.Errorf(unspent.Invalid, "a limit of the look-up gate is out of range: counts are not negative, and misses are forgiven some time")
		}
	}
	if l.HitsPerMiss < 1 || l.Bits < 0 || l.Bits > maxBits || l.Lifetime < time.Second || l.Proofs < 1 {
		return nil, unspent.Errorf(unspent.Invalid, "a limit of the look-up gate's puzzles is out of range: 0 to %d bits, a lifetime of a second or more", maxBits)
	}
	p, err := newPuzzles(o.Rand, l)
	if err != nil {
		return nil, err
	}
	keys := keySets
	if l.Keys > 0 {
		keys = (l.Keys + ways - 1) / ways
	}
	if o.Reason == "" {
		o.Reason, o.Detail = unspent.TooManyMisses, tooManyCodes
	}
	return &Gate{
		refuse: unspent.Error{Reason: o.Reason, Detail: o.Detail},
		now:    o.Now, start: o.Now(), limits: l, puzzles: p,
		clients:  newTable(l.Client, clientSets),
		networks: newTable(l.Network, networkSets),
		keys:     newTable(l.Key, keys),
		declines: newTable(l.Decline, keySets),
	}, nil
}

// since returns the time since the gate was made. All times of a gate are made
// from it, so that setting the system's clock neither forgives nor prolongs.
func (g *Gate) since() time.Duration { return g.now().Sub(g.start) }

// Admit says whether c may look a code up. proof is the solution of a
// [Challenge] for this route, "" for none; it is only looked at, and only used
// up, when it is needed. What c owes at the gates beside this one counts too, and
// one proof is for all of them. The errors have the reasons
//
//   - TooManyMisses, or that of [Options]: refused for as long as [RetryAfter]
//     tells, proof or not
//   - WorkRequired: a proof is needed, or the one that came is not good
//   - Busy: more proofs than are remembered came at once
//
// After the look-up the caller tells the gate what came of it: [Gate.Hit] or
// [Gate.Miss].
func (g *Gate) Admit(c Client, route, proof string, beside ...*Gate) error {
	work, err := g.stands(c)
	for _, other := range beside {
		if err != nil {
			return err
		}
		var more bool
		more, err = other.stands(c)
		work = work || more
	}
	if err != nil || !work {
		return err
	}
	return g.puzzles.check(route, proof, g.start.Add(g.since()))
}

// stands says whether c is refused, or needs work.
func (g *Gate) stands(c Client) (work bool, err error) {
	since := g.since()
	if c.kind == apiKey {
		return false, g.refusal(g.keys.wait(g.keys.owed(c, since)))
	}
	owed := g.clients.owed(c, since)
	if wait := g.clients.wait(owed); wait > 0 {
		return false, g.refusal(wait)
	}
	return g.clients.needsWork(owed) || g.limits.Global.needsWork(time.Duration(g.global.Load())-since) ||
		g.networks.needsWork(g.networks.owed(c.Network(), since)), nil
}

// Miss counts a look-up of an unknown code.
func (g *Gate) Miss(c Client) {
	since := g.since()
	g.misses.Add(1)
	if c.kind == apiKey {
		g.keys.add(c, since)
		return
	}
	g.clients.add(c, since)
	g.networks.add(c.Network(), since)
	for {
		until := g.global.Load()
		next := since + g.limits.Global.grown(time.Duration(until)-since)
		if g.global.CompareAndSwap(until, int64(next)) {
			return
		}
	}
}

// Heir makes a key owe at least what another owes: of a thing that takes another's
// place.
func (g *Gate) Heir(of, to Client) {
	since := g.since()
	for n := g.limits.Key.count(g.keys.owed(of, since)) - g.limits.Key.count(g.keys.owed(to, since)); n > 0; n-- {
		g.keys.add(to, since)
	}
}

// Declined counts a command of an API key that was refused and recorded. Of
// others a refusal is a [Gate.Miss].
func (g *Gate) Declined(c Client) {
	if c.kind == apiKey {
		g.declines.add(c, g.since())
	}
}

// AdmitCommand says whether an API key may give a command: TooManyMisses if too
// many of its commands were refused. A command that is done is never counted.
func (g *Gate) AdmitCommand(c Client) error {
	if c.kind != apiKey {
		return nil
	}
	if wait := g.declines.wait(g.declines.owed(c, g.since())); wait > 0 {
		return &unspent.Error{Reason: unspent.TooManyMisses, Err: pause{wait}, Detail: tooManyDeclines}
	}
	return nil
}

// Hit counts a look-up of a known code. It pays back a small part of a global
// miss, because a busy issuer has more honest misses, and nothing of the
// client's own.
func (g *Gate) Hit(c Client) {
	g.hits.Add(1)
	until := g.global.Load()
	if c.kind == apiKey || until == 0 {
		return
	}
	if since := g.since(); time.Duration(until) > since {
		// Losing a race costs a hundredth of a miss: not worth a second try.
		g.global.CompareAndSwap(until, max(int64(since), until-int64(g.limits.Global.Forgive)/int64(g.limits.HitsPerMiss)))
	}
}

// Challenge returns a new puzzle for a route. The gate does not remember it.
func (g *Gate) Challenge(route string) Challenge {
	return g.puzzles.challenge(route, g.start.Add(g.since()))
}

// pause is the cause of a refusal: how long it lasts.
type pause struct{ time.Duration }

func (p pause) Error() string { return "refused for " + p.String() }

const (
	tooManyCodes    = "too many unknown codes came from here: wait before the next look-up, and compare the code with the card"
	tooManyDeclines = "too many commands of this key were refused: wait, and see why before the next one"
)

func (g *Gate) refusal(wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return &unspent.Error{Reason: g.refuse.Reason, Err: pause{wait}, Detail: g.refuse.Detail}
}

// RetryAfter returns how long the client of a gate's refusal has to wait, and
// whether err is one.
func RetryAfter(err error) (time.Duration, bool) {
	p, ok := errors.AsType[pause](err)
	return p.Duration, ok
}
