package httpapi

import (
	"context"
	"encoding/binary"
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

func (s *server) mountActions() {
	mount(s, endpoint[struct{}, api.ActionPage]{
		id: "actions", method: "GET", path: "/v1/actions", tag: "second person", summary: "List what the staff did",
		about:  "The newest first. Whatever a key of the staff changed, every showing of codes and every search for cards or orders, but payments and hand-overs; done or refused. It only grows: nobody can change or remove a line.",
		access: access{roles: []unspent.Role{unspent.Auditor}}, query: pageQuery(), do: (*exchange).actions,
		out: api.ActionPage{Actions: []api.Action{{N: 7, At: exampleTime(), By: "key_1a2b3c", ByName: "Hanako", Name: "freeze", Subject: exampleSerial, Outcome: ""}}},
	})
}

func (x *exchange) actions(*struct{}) (*api.ActionPage, error) {
	limit, cursor, err := x.page()
	if err != nil {
		return nil, err
	}
	before := int64(0)
	if cursor != nil {
		n, k := binary.Uvarint(cursor)
		if before = int64(n); k != len(cursor) || before < 1 {
			return nil, errCursor
		}
	}
	var found []store.Action
	err = x.s.Store.View(x.r.Context(), func(r store.Reader) error {
		found, err = r.Actions(x.r.Context(), before, limit)
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
		out.Next = newCursor(binary.AppendUvarint(nil, uint64(found[n-1].N)))
	}
	return out, nil
}

// ofInterest reports whether the calls of e are written into the log when the
// staff makes them: whatever changes something, or shows codes. Payments and
// hand-overs are events already, and too many.
func ofInterest[I, O any](e endpoint[I, O]) bool {
	return e.logged || e.write && e.tag != "pay" && e.tag != "hand over"
}

// logged reports whether what x did belongs into the log.
func (x *exchange) logged() bool {
	if x.route.action == "" || x.s.Store == nil {
		return false
	}
	return slices.Contains([]unspent.Role{unspent.Admin, unspent.Issuer, unspent.Support, unspent.Auditor}, x.by.Role)
}

// noting returns the context under which the book writes x's line of the log itself,
// in the same step as what it does.
func (x *exchange) noting() context.Context {
	if !x.logged() {
		return x.r.Context()
	}
	x.note = &book.Note{By: x.by.ID, Name: x.route.action, Subject: x.subjectOf()}
	return book.WithNote(x.r.Context(), x.note)
}

// logAction writes into the log what x did that no book has noted: what was refused,
// repeated, or is none of the book's. It is done by then and stays done: a line that
// cannot be written is an incident.
func (x *exchange) logAction() {
	ctx := context.WithoutCancel(x.r.Context())
	a := store.Action{At: x.s.Now().UTC().Truncate(time.Microsecond), By: x.by.ID, Name: x.route.action, Subject: x.subjectOf(), Outcome: string(x.reason)}
	if a.Outcome == "" && x.replayed {
		a.Outcome = repeated
	}
	if err := x.s.Store.Update(ctx, func(tx store.Tx) error { return tx.LogAction(ctx, a) }); err != nil {
		x.s.incident(ctx, &unspent.Error{Reason: unspent.Internal, Detail: "the action " + a.Name + " of " + a.By + " is not in the log", Err: err})
	}
}

// ownID is how the ids of this house are written.
var ownID = regexp.MustCompile(`^[a-z]{2,8}_[0-9A-Za-z]{1,40}$`)

// subjectOf returns what x is about: what its call has noted, or what its
// address names. What only looks like a name of ours is left out.
func (x *exchange) subjectOf() string {
	name := ""
	if serial, err := unspent.ParseSerial(x.r.PathValue("serial")); err == nil {
		name = serial.String()
	} else if id := x.r.PathValue("id"); ownID.MatchString(id) {
		name = id
	}
	return strings.TrimSpace(name + x.subject)
}
