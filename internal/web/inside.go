package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
)

// ask returns a client of the counter of this process that asks for whoever made r:
// the gate sees their address. work is the solution of a puzzle, if they bring
// one; the puzzle that the gate asks for instead is kept in inside.
func (s *server) ask(r *http.Request, work string) (*client.Client, *inside) {
	in := &inside{s: s, from: r, work: work}
	return &client.Client{Server: in}, in
}

// puzzle is a proof of work that the gate asks a visitor's browser for. This
// process does not do it for them.
type puzzle struct {
	Text string
	Bits int
}

// inside is a [client.Server] for one visit: the counter, with no trip through HTTP.
type inside struct {
	s      *server
	from   *http.Request
	work   string
	puzzle *puzzle
}

// Answer implements [client.Server].
func (t *inside) Answer(ctx context.Context, a api.Ask, out any) error {
	err := t.s.Counter.Answer(ctx, t, a, out)
	if r, ok := errors.AsType[*counter.Refusal](err); ok && r.Challenge != nil {
		t.puzzle = &puzzle{r.Challenge.Text, r.Challenge.Bits}
	}
	return err
}

// Client implements [counter.Visitor].
func (t *inside) Client() gate.Client { return t.s.Client(t.from) }

// Work implements [counter.Visitor].
func (t *inside) Work() string { return t.work }

// Failed implements [counter.Visitor]. A page asks with the key of a session, which was
// good when the page began: that it ended meanwhile is no sign-in that failed.
func (t *inside) Failed() {}
