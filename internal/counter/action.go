package counter

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
)

// repeated is the outcome of a call that was answered before.
const repeated = "repeated"

func (x *Errand) actions(*struct{}) (*api.ActionPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	before, err := numberAt(cursor)
	if err != nil {
		return nil, err
	}
	var found []store.Action
	err = x.c.Store.View(x.ctx, func(r store.Reader) error {
		found, err = r.Actions(x.ctx, before, limit)
		return err
	})
	if err != nil {
		return nil, &unspent.Error{Reason: unspent.Unavailable, Detail: "the log cannot be read just now; try again", Err: err}
	}
	names, err := x.keyNames()
	if err != nil {
		return nil, err
	}
	out := &api.ActionPage{Actions: make([]api.Action, len(found))}
	for i, a := range found {
		out.Actions[i] = api.Action{N: a.N, At: a.At.UTC(), By: a.By, ByName: names[a.By], Name: a.Name, Subject: a.Subject, Outcome: a.Outcome}
	}
	if n := len(found); n == limit && found[n-1].N > 1 {
		out.Next = x.cursorAt(uint64(found[n-1].N))
	}
	return out, nil
}

// logged reports whether what x did belongs into the log.
func (x *Errand) logged() bool {
	if x.entry == nil || !x.entry.Noted || x.further || x.c.Store == nil {
		return false
	}
	return slices.Contains([]unspent.Role{unspent.Admin, unspent.Issuer, unspent.Support, unspent.Auditor}, x.by.Role)
}

// noting returns the context under which the book writes x's line of the log itself,
// in the same step as what it does.
func (x *Errand) noting() context.Context {
	if !x.logged() {
		return x.ctx
	}
	x.note = &book.Note{By: x.by.ID, Name: x.entry.Name, Subject: x.subjectOf()}
	return book.WithNote(x.ctx, x.note)
}

// logAction writes into the log what x did that no book has noted: what was refused,
// repeated, or is none of the book's. It is done by then and stays done: a line that
// cannot be written is an incident.
func (x *Errand) logAction() {
	ctx := context.WithoutCancel(x.ctx)
	a := store.Action{At: x.c.Now().UTC().Truncate(time.Microsecond), By: x.by.ID, Name: x.entry.Name, Subject: x.subjectOf(), Outcome: string(x.reason)}
	if a.Outcome == "" && x.Replayed {
		a.Outcome = repeated
	}
	if err := x.c.Store.Update(ctx, func(tx store.Tx) error { return tx.LogAction(ctx, a) }); err != nil {
		x.c.Incident(ctx, &unspent.Error{Reason: unspent.Internal, Detail: "the action " + a.Name + " of " + a.By + " is not in the log", Err: err})
	}
}

// ownID is how the ids of this house are written.
var ownID = regexp.MustCompile(`^[a-z]{2,8}_[0-9A-Za-z]{1,40}$`)

// subjectOf returns what x is about: what its call has noted, or what its
// address names. What only looks like a name of ours is left out.
func (x *Errand) subjectOf() string {
	name := ""
	if serial, err := unspent.ParseSerial(x.asked.PathValue("serial")); err == nil {
		name = serial.String()
	} else if id := x.asked.PathValue("id"); ownID.MatchString(id) {
		name = id
	}
	return strings.TrimSpace(name + x.subject)
}
