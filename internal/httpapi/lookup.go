package httpapi

import (
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
)

// workHeader carries the solution of a challenge.
const workHeader = "Unspent-Work"

func exampleChallenge() api.Challenge {
	return api.Challenge{Text: "w1.EgAAAABz…", Bits: 18, Route: "/v1/check", ExpiresAt: exampleTime().Add(5 * time.Minute)}
}

var errNoCard = unspent.Errorf(unspent.NotFound, "no card answers to this: compare what you typed with the card")

// look lets a look-up by code or by a hold's secret through the gate, and tells
// the gate whether there was something. Unknown and not yours end alike.
func (x *exchange) look(find func() (found bool, err error)) error {
	who := x.client()
	if err := x.admitLookup(who); err != nil {
		return x.stopped(err)
	}
	found, err := find()
	switch {
	case found && err != nil && !x.keyed() && !x.replayed:
		// A refused command is a row of the journal. Whoever has one dead code
		// and no key must not fill it: it counts like a code that was not found.
		x.s.Gate.Miss(who)
		x.s.metrics.hits.Inc()
	case found:
		x.s.Gate.Hit(who)
		x.s.metrics.hits.Inc()
	case errors.Is(err, unspent.NotFound):
		x.s.Gate.Miss(who)
		x.s.metrics.misses.Inc()
		return errNoCard
	}
	return err
}

// admitLookup asks the gate, and that of changes if the call is one.
func (x *exchange) admitLookup(who gate.Client) error {
	path, work := x.route.path, x.r.Header.Get(workHeader)
	if x.s.changing[path] && !x.keyed() {
		return x.s.changes.Admit(who, path, work, x.s.Gate)
	}
	return x.s.Gate.Admit(who, path, work)
}

// keyed reports whether an API key asks. Anybody can sign in, so a holder who is
// signed in counts by their address, as every holder does.
func (x *exchange) keyed() bool { return x.by.ID != "" && x.by.Role != unspent.Holder }

// client is whose misses are counted together.
func (x *exchange) client() gate.Client {
	if x.keyed() {
		return gate.Key(x.by.ID)
	}
	return Remote(x.s.Proxies)(x.r)
}

// Remote returns how a request without an API key is counted: by the address that
// it comes from, or that proxies we trust say it comes from.
func Remote(trusted []netip.Prefix) func(*http.Request) gate.Client {
	return func(r *http.Request) gate.Client {
		if len(trusted) == 0 {
			return gate.Remote(r.RemoteAddr)
		}
		return gate.Address(forwarded(r, trusted))
	}
}

// stopped adds to the gate's refusal what the caller needs to go on.
func (x *exchange) stopped(err error) error {
	e, ok := errors.AsType[*unspent.Error](err)
	if !ok {
		return err
	}
	out := &refusal{err: e}
	x.s.metrics.refused.WithLabelValues(string(e.Reason)).Inc()
	if wait, ok := gate.RetryAfter(err); ok {
		out.retryAfter = int((wait + time.Second - 1) / time.Second)
	}
	if e.Reason == unspent.WorkRequired {
		c := api.Challenge(x.s.gateOf(x.route.path).Challenge(x.route.path))
		out.challenge = &c
	}
	return out
}

// command asks the book. Of an API key the gate counts what is refused and
// recorded; of anybody else look does.
func (x *exchange) command(cmd unspent.Command) (book.Answer, error) {
	if x.keyed() {
		if err := x.s.Gate.AdmitCommand(x.client()); err != nil {
			return book.Answer{}, x.stopped(err)
		}
	}
	done, err := x.s.Book.Do(x.noting(), unspent.Request{Key: x.key, By: x.by, Command: cmd})
	x.replayed = done.Replayed
	if x.keyed() && err != nil && len(done.Events) > 0 && !x.replayed {
		x.s.Gate.Declined(x.client())
	}
	return done, err
}

// lookAndDo asks the book for a command that names a code or a hold's secret. What
// is wrong with it as it stands is said before anything is looked up. A decline is
// an answer of the card that was found. see finds the card if a holder may do this
// to one card only so often; nil: as often as they like.
func (x *exchange) lookAndDo(cmd unspent.Command, see func() (book.Sighting, error)) (done book.Answer, err error) {
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
func (x *exchange) byCode(code unspent.Code) func() (book.Sighting, error) {
	return func() (book.Sighting, error) { return x.s.Book.Check(x.r.Context(), code) }
}

// lookAndSee reads a card through the gate.
func (x *exchange) lookAndSee(read func() (book.Sighting, error)) (seen book.Sighting, err error) {
	err = x.look(func() (bool, error) {
		var err error
		seen, err = read()
		return err == nil, err
	})
	return seen, err
}

// puzzle answers GET /v1/challenge.
func (x *exchange) puzzle(*struct{}) (*api.Challenge, error) {
	route := x.r.URL.Query().Get("route")
	if !slices.Contains(x.s.gated, route) {
		return nil, unspent.Errorf(unspent.Invalid, "route is one of %s", strings.Join(x.s.gated, ", "))
	}
	c := api.Challenge(x.s.gateOf(route).Challenge(route))
	return &c, nil
}
