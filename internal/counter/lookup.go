package counter

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
)

var errNoCard = unspent.Errorf(unspent.NotFound, "no card answers to this: compare what you typed with the card")

// look lets a look-up by code or by a hold's secret through the gate, and tells
// the gate whether there was something. Unknown and not yours end alike.
func (x *Errand) look(find func() (found bool, err error)) error {
	who := x.client()
	if err := x.admitLookup(who); err != nil {
		return x.stopped(err)
	}
	found, err := find()
	switch {
	case found && err != nil && !x.keyed() && !x.Replayed:
		// A refused command is a row of the journal. Whoever has one dead code
		// and no key must not fill it: it counts like a code that was not found.
		x.missed(who)
		x.c.metrics.hits.Inc()
	case found:
		x.c.Gate.Hit(who)
		x.c.metrics.hits.Inc()
	case errors.Is(err, unspent.NotFound):
		x.missed(who)
		x.c.metrics.misses.Inc()
		return errNoCard
	}
	return err
}

// missed tells the gate of a miss: several times of a code that is short.
func (x *Errand) missed(who gate.Client) {
	x.c.Gate.Miss(who)
	for n := 1; x.short && n < shortMisses; n++ {
		x.c.Gate.Miss(who)
	}
}

// admitLookup asks the gate, and that of changes if the call is one.
func (x *Errand) admitLookup(who gate.Client) error {
	path, work := x.entry.Path, x.visitor.Work()
	if x.entry.Changes() && !x.keyed() {
		return x.c.changes.Admit(who, path, work, x.c.Gate)
	}
	return x.c.Gate.Admit(who, path, work)
}

// keyed reports whether an API key asks. Anybody can sign in, so a holder who is
// signed in counts by their address, as every holder does.
func (x *Errand) keyed() bool { return x.by.ID != "" && x.by.Role != unspent.Holder }

// Counted is whose uploads and misses are counted together.
func (x *Errand) Counted() gate.Client { return x.client() }

// client is whose misses are counted together.
func (x *Errand) client() gate.Client {
	if x.keyed() {
		return gate.Key(x.by.ID)
	}
	return x.visitor.Client()
}

// stopped adds to the gate's refusal what the caller needs to go on.
func (x *Errand) stopped(err error) error {
	e, ok := errors.AsType[*unspent.Error](err)
	if !ok {
		return err
	}
	out := &Refusal{Err: e}
	x.c.metrics.refused.WithLabelValues(string(e.Reason)).Inc()
	if wait, ok := gate.RetryAfter(err); ok {
		out.Wait = wait
	}
	if e.Reason == unspent.WorkRequired {
		c := api.Challenge(x.c.gateOf(x.entry).Challenge(x.entry.Path))
		out.Challenge = &c
	}
	return out
}

// command asks the book. Of an API key the gate counts what is refused and
// recorded; of anybody else look does.
func (x *Errand) command(cmd unspent.Command) (book.Answer, error) {
	if x.keyed() {
		if err := x.c.Gate.AdmitCommand(x.client()); err != nil {
			return book.Answer{}, x.stopped(err)
		}
	}
	done, err := x.c.Book.Do(x.noting(), unspent.Request{Key: x.key, By: x.by, Command: cmd})
	x.Replayed = done.Replayed
	if x.keyed() && err != nil && len(done.Events) > 0 && !x.Replayed {
		x.c.Gate.Declined(x.client())
	}
	return done, err
}

// lookAndDo asks the book for a command that names a code or a hold's secret. What
// is wrong with it as it stands is said before anything is looked up. A decline is
// an answer of the card that was found. see finds the card if a holder may do this
// to one card only so often; nil: as often as they like.
func (x *Errand) lookAndDo(cmd unspent.Command, see func() (book.Sighting, error)) (done book.Answer, err error) {
	if err := cmd.Validate(); err != nil {
		return book.Answer{}, err
	}
	err = x.look(func() (bool, error) {
		if err := x.mayChange(cmd, see); err != nil {
			return false, err
		}
		var err error
		done, err = x.command(cmd)
		x.changed(done, err)
		return len(done.Events) > 0, err
	})
	return done, err
}

// byCode returns how the card of a code is found.
func (x *Errand) byCode(code unspent.Code) func() (book.Sighting, error) {
	return func() (book.Sighting, error) { return x.c.Book.Check(x.ctx, code) }
}

// lookAndSee reads a card through the gate.
func (x *Errand) lookAndSee(read func() (book.Sighting, error)) (seen book.Sighting, err error) {
	err = x.look(func() (bool, error) {
		var err error
		seen, err = read()
		return err == nil, err
	})
	return seen, err
}

// puzzle answers GET /v1/challenge.
func (x *Errand) puzzle(*struct{}) (*api.Challenge, error) {
	e, ok := x.c.gated[x.asked.Values().Get("route")]
	if !ok {
		return nil, unspent.Errorf(unspent.Invalid, "route is one of %s", strings.Join(slices.Sorted(maps.Keys(x.c.gated)), ", "))
	}
	c := api.Challenge(x.c.gateOf(e).Challenge(e.Path))
	return &c, nil
}
