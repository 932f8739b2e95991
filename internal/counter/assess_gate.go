package counter

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/intake"
)

// assessors let assessments through: so many of one client, so much memory, and
// half of the processors, so that checks go on meanwhile.
type assessors struct {
	gate  *gate.Gate    // counts every assessment, as the other one counts misses
	turns chan struct{} // one for each case that may be judged at once
	now   func() time.Time
	looks *casefile.Looks // of the pictures that desks have brought
}

// assessLimits are the thresholds of assessments: a client's tenth in a row costs a
// proof of work, its thirtieth is refused, and one more is forgiven every 20
// seconds.
func assessLimits() gate.Limits {
	l := gate.DefaultLimits()
	l.Client = gate.Allowance{Work: 10, Refuse: 30, Forgive: 20 * time.Second, Pause: 5 * time.Minute}
	l.Network = gate.Allowance{Work: 60, Forgive: 2 * time.Second}
	l.Global = gate.Allowance{Work: 300, Forgive: 200 * time.Millisecond}
	l.Key = gate.Allowance{Refuse: 600, Forgive: 100 * time.Millisecond}
	return l
}

func newAssessors(now func() time.Time) (*assessors, error) {
	g, err := gate.New(gate.Options{Now: now, Rand: rand.Reader, Limits: assessLimits()})
	return &assessors{g, make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)), now, casefile.NewLooks()}, err
}

// turn is the right of one case to use a processor. It belongs to one goroutine.
type turn struct {
	a     *assessors
	held  bool
	since time.Time
	used  time.Duration
}

// take waits for one of the turns.
func (t *turn) take(ctx context.Context) error {
	select {
	case t.a.turns <- struct{}{}:
		t.held, t.since = true, t.a.now()
		return nil
	case <-ctx.Done():
		return &Refusal{Wait: 10 * time.Second, Err: unspent.Errorf(unspent.Busy, "too many cases are waiting to be judged: try again in a moment")}
	}
}

// give gives the turn back, if it is held.
func (t *turn) give() {
	if t.held {
		t.held = false
		t.used += t.a.now().Sub(t.since)
		<-t.a.turns
	}
}

// charge counts a case by the work that it was, beside the one that every case
// counts: whoever sends what takes long to read has as much of the processors as
// others, and no more. There is a most: part of it may have been waiting for what
// reads PDFs and pictures.
func (a *assessors) charge(who gate.Client, used time.Duration) {
	for n := 0; n < assessCharge && used >= assessWork; n, used = n+1, used-assessWork {
		a.gate.Miss(who)
	}
}

// lookups are the keys of one assessment: so many, in so much time, each looked
// up once. While DNS is waited for, another case has the turn: mails name the
// servers that are asked, and some of those answer slowly on purpose.
type lookups struct {
	keys  intake.Keys
	turn  *turn
	until context.Context // ends with the time for look-ups
	known map[[2]string]lookup
}

type lookup struct {
	key intake.KeyRecord
	err error
}

// Key implements [intake.Keys].
func (l *lookups) Key(ctx context.Context, domain, selector string) (intake.KeyRecord, error) {
	name := [2]string{domain, selector}
	if found, ok := l.known[name]; ok {
		return found.key, found.err
	}
	if len(l.known) == maxKeys {
		return intake.KeyRecord{}, unspent.Errorf(unspent.Unavailable, "over the limit maxKeys: at most %d keys of mails are looked up for one assessment", maxKeys)
	}
	l.turn.give()
	key, err := l.keys.Key(l.until, domain, selector)
	l.known[name] = lookup{key, err}
	if err := l.turn.take(ctx); err != nil {
		return intake.KeyRecord{}, err
	}
	return key, err
}

// AdmitCase lets an assessment through its gate and counts it. It comes before the
// files, which may be many.
func (x *Errand) AdmitCase() error {
	g, who := x.c.assessors.gate, x.client()
	err := g.Admit(who, x.entry.Path, x.visitor.Work())
	if wait, ok := gate.RetryAfter(err); ok {
		err = x.stopped(&unspent.Error{Reason: unspent.Busy, Err: err, Detail: "too many cases came from here: wait " +
			wait.Round(time.Second).String() + ", or assess them with the command unspent assess"})
		if r, ok := errors.AsType[*Refusal](err); ok {
			r.TooMany = true
		}
		return err
	}
	if err != nil {
		return x.stopped(err)
	}
	g.Miss(who)
	return nil
}
