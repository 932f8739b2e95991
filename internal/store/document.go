package store

import (
	"context"
	"time"
)

// Document is what belongs to the book and is no event: an order of gifts, a mail
// that waits, a person who signs in. Its body is its owner's business; the store
// finds it by kind and id, or by a key, in the order of At. Unlike an event it can
// be changed and forgotten, so what is known of people may stand in it.
type Document struct {
	Kind string
	ID   string
	At   time.Time // its place among its kind: when it was made, or is due
	Body []byte
}

// Place is where a walk through documents has come to: the last one read. The
// zero place is before all of them.
type Place struct {
	At time.Time
	ID string
}

// Place returns where d stands.
func (d Document) Place() Place { return Place{d.At, d.ID} }

// Pick says which documents of a kind to read.
type Pick struct {
	Kind   string
	Key    string    // only those that were put with this key; "" for all
	After  Place     // go on behind this one
	Until  time.Time // none whose At is later; the zero time is no bound
	Newest bool      // from the newest to the oldest
	Limit  int       // at most so many
}

// Documents reads what belongs to the book and is no event.
type Documents interface {
	// Document returns one; the zero Document if there is none.
	Document(ctx context.Context, kind, id string) (Document, error)
	// Documents returns the picked ones in the order of At, and of ID where At is
	// the same.
	Documents(ctx context.Context, p Pick) ([]Document, error)
	// Actions returns at most limit actions of the staff, the newest first,
	// of those before a number; 0 starts at the newest.
	Actions(ctx context.Context, before int64, limit int) ([]Action, error)
}

// Action is one thing that a member of the staff did. The list of actions only
// grows: no driver can change one or take one back.
type Action struct {
	N       int64 // 1, 2, 3, …; the store's
	At      time.Time
	By      string // id of the key
	Name    string // what was done, such as "freeze"
	Subject string // to what, by its public name
	Outcome string // "" if it was done, or the reason why it was not
}

// DocumentWriter changes what belongs to the book and is no event.
type DocumentWriter interface {
	// PutDocument adds a document or replaces the one of the same kind and id,
	// with the keys it is found under from now on.
	PutDocument(ctx context.Context, d Document, keys ...string) error
	// DropDocument forgets a document, leaving no trace in the file. Dropping what
	// is not there is no error.
	DropDocument(ctx context.Context, kind, id string) error
	// LogAction appends an action, under the next number.
	LogAction(ctx context.Context, a Action) error
}
