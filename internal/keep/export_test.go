package keep

import (
	"context"

	"github.com/unspent-dev/unspent/internal/store"
)

// Places returns the ids under which the store has a case and a request.
func Places(c CaseLink, r RequestLink) (caseID, requestID string) {
	k, err := lockOf(store.KindKept, c.Secret)
	q, other := lockOf(store.KindAsked, r.Secret)
	if err != nil || other != nil {
		panic("no link")
	}
	return k.id, q.id
}

// Room returns how many bytes are said to be kept.
func Room(ctx context.Context, r store.Documents) (int, error) {
	d, err := r.Document(ctx, store.KindKeptRoom, "all")
	if err != nil || d.ID == "" {
		return 0, err
	}
	body, err := store.ReadDoc[roomBody](d)
	return body.Body.Bytes, err
}

// States returns every state, and Happenings what can happen.
func States() []State         { return []State{Open, Answered, Withdrawn, Lapsed} }
func Happenings() []Happening { return []Happening{Deposited, TakenBack, TimeOver} }

// After is what follows of the table.
func (s State) After(h Happening) (State, error) { return s.after(h) }
