package counter

import (
	"context"
	"fmt"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
)

// Visitor is who stands at the counter, as the edge that they came by knows them.
type Visitor interface {
	Client() gate.Client // by which they are counted, if they have no API key
	Work() string        // the solution of a challenge that they bring, or ""
	Failed()             // is told that their key is not in force
}

// Asked is what stands in the address of a call. [http.Request] has the first of it.
type Asked interface {
	PathValue(place string) string
	Values() url.Values // the query
}

// Errand is one call on its way through the counter: Begin, what the call does, End.
type Errand struct {
	Replayed bool        // the answer is that of an earlier call with the same id
	Event    unspent.Seq // the first event of what was done; 0 for none

	c       *Counter
	ctx     context.Context
	entry   *Entry
	visitor Visitor
	asked   Asked
	by      unspent.Actor
	token   string         // that they came with
	key     string         // Idempotency-Key
	note    *book.Note     // the line of the log that the book may write
	wanted  []string       // what a list is of, where the body says it
	further bool           // it is a further page of a list, of which the first is in the log
	subject string         // what it is about, for the log of the staff
	reason  unspent.Reason // why it was refused
	short   bool           // the code that is looked up could be guessed without its PIN
}

// By is who asks: a holder without an id before Begin, and of whoever has no key.
func (x *Errand) By() unspent.Actor { return x.by }

// Errand returns a new one.
func (c *Counter) Errand(ctx context.Context) Errand { return Errand{c: c, ctx: ctx} }

// Begin says who asks and whether they may: token is their API key, pass or session,
// "" if they have none, and id their Idempotency-Key.
func (x *Errand) Begin(e *Entry, v Visitor, a Asked, token, id string) error {
	x.entry, x.visitor, x.asked, x.token = e, v, a, token
	var err error
	if x.by, err = x.c.who(token); err != nil {
		// A session that is over is no sign-in that failed.
		if unspent.ReasonOf(err) == unspent.Unauthenticated && !strings.HasPrefix(token, signin.SessionPrefix) && !staff.IsPass(token) {
			v.Failed()
		}
		return err
	}
	if !e.Access.Permits(x.by) {
		switch {
		case x.by.ID != "" && x.by.Role == unspent.Holder:
			return unspent.Errorf(unspent.Forbidden, "a holder may not make this call")
		case x.by.ID == "":
			return unspent.Errorf(unspent.Unauthenticated, "this call needs an API key: Authorization: Bearer uk_…")
		}
		return unspent.Errorf(unspent.Forbidden, "role %s may not make this call", x.by.Role)
	}
	if !e.Write {
		return nil
	}
	x.key = id
	return goodID(id)
}

// End notes how x ended, with nil or why it was refused, and returns how that is told:
// nil if nothing is to be.
// What is our own fault is in the log under the incident id of the refusal.
func (x *Errand) End(err error) (told *Refusal) {
	if err != nil {
		told = x.c.refuse(x.ctx, err)
		x.reason = told.Err.Reason
	}
	if x.logged() && !x.note.Written() {
		x.logAction()
	}
	return told
}

// who returns who has a key, pass or session: a holder if there is none.
func (c *Counter) who(token string) (by unspent.Actor, err error) {
	switch {
	case token == "":
		return unspent.Actor{Role: unspent.Holder}, nil
	case strings.HasPrefix(token, signin.SessionPrefix) && c.Door != nil:
		by.Role = unspent.Holder
		by.ID, err = c.Door.Who(token)
		return by, err
	case staff.IsPass(token) && c.Staff != nil:
		by, err = c.Staff.Who(token)
	default:
		by, err = c.Book.Authenticate(token)
	}
	if err != nil {
		by = unspent.Actor{Role: unspent.Holder}
	}
	return by, err
}

// goodID checks an Idempotency-Key as package unspent does.
func goodID(id string) error {
	if id == "" {
		return unspent.Errorf(unspent.Invalid, "a write needs the header Idempotency-Key: an id of your choice, the same when you retry")
	}
	plain := len(id) <= unspent.MaxRequestID
	for i := 0; plain && i < len(id); i++ {
		plain = id[i] >= '!' && id[i] <= '~'
	}
	if !plain {
		return unspent.Errorf(unspent.Invalid, "an Idempotency-Key has 1 to %d printable ASCII characters without spaces", unspent.MaxRequestID)
	}
	return nil
}

// here is what is asked in this process.
type here struct{ api.Ask }

// Values implements [Asked].
func (h here) Values() url.Values { return h.Query }

// Answer makes a call in this process, with no trip through HTTP. Its error is a
// [Refusal]. out points to the answer's shape, or to an any that gets a pointer to one,
// or is nil; what comes in it is the caller's.
func (c *Counter) Answer(ctx context.Context, v Visitor, a api.Ask, out any) (err error) {
	x := c.Errand(ctx)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if told := x.End(err); told != nil {
			err = told
		}
	}()
	e, err := c.Entry(a.Call.Name)
	if err != nil {
		return err
	}
	if err := x.Begin(e, v, here{a}, a.Key, a.ID); err != nil {
		return err
	}
	return e.answer(&x, a.Body, out)
}
