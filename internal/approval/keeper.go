package approval

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Keeper keeps the requests of one book in its store. It is safe for concurrent
// use.
type Keeper struct {
	store store.Store
	now   func() time.Time
}

// New returns the keeper of what waits in st.
func New(st store.Store, now func() time.Time) *Keeper { return &Keeper{st, now} }

func (k *Keeper) time() time.Time { return k.now().UTC().Truncate(time.Microsecond) }

// Pass lets a call pass if a second person has approved just this one, or if it
// was carried out before; the request is returned. Otherwise the request is kept,
// if it is new, and the error is of reason SecondPerson. Conflict says that the
// key asked for something else under the same request id.
func (k *Keeper) Pass(ctx context.Context, r Request) (Request, error) {
	kept, err := k.keep(ctx, r, Waiting)
	if err != nil {
		return Request{}, err
	}
	return kept, kept.passes(k.time())
}

// PassOnce is [Keeper.Pass] of what can be done again, and must not be: it passes
// once, and is carried out then, whatever becomes of it.
func (k *Keeper) PassOnce(ctx context.Context, r Request) (Request, error) {
	kept, err := k.Pass(ctx, r)
	if err != nil {
		return kept, err
	}
	return kept, unavailable(k.store.Update(ctx, func(tx store.Tx) error {
		now, found, err := load(ctx, tx, kept.ID)
		if err != nil || !found {
			return err
		}
		if err := now.passes(k.time()); err != nil {
			return err
		}
		return put(ctx, tx, now.carried(0))
	}))
}

// Plan keeps a batch, and returns how it stands: it waits for a second person if
// it needs one, and otherwise its parts pass at once. The same batch again is
// answered with how it stands by now.
func (k *Keeper) Plan(ctx context.Context, r Request, needed bool) (Request, error) {
	switch {
	case !r.Batch || r.Count < 1 || r.Parts() > MaxParts:
		return Request{}, unspent.Errorf(unspent.Invalid, "a batch has 1 to %d cards", MaxParts*unspent.MaxIssue)
	case len(r.Key) > MaxKey:
		return Request{}, unspent.Errorf(unspent.Invalid, "the Idempotency-Key of a batch has at most %d characters", MaxKey)
	}
	state := Approved
	if needed {
		state = Waiting
	}
	return k.keep(ctx, r, state)
}

// PassPart lets a part of a batch pass as [Keeper.Pass] does. ok is false if the
// command is not part n of any batch that the key has planned.
func (k *Keeper) PassPart(ctx context.Context, by, key string, cmd unspent.Issue) (r Request, n int, ok bool, err error) {
	batch, n, named := partOf(key)
	if !named {
		return Request{}, 0, false, nil
	}
	r, err = k.One(ctx, idOf(by, batch))
	if unspent.ReasonOf(err) == unspent.NotFound {
		return Request{}, 0, false, nil
	}
	if err != nil {
		return Request{}, 0, false, err
	}
	if part, _, is := r.Part(n); !is || part != cmd {
		return Request{}, 0, false, nil
	}
	return r, n, true, r.passes(k.time())
}

// keep stores r in a state unless it is stored already, and returns what is.
func (k *Keeper) keep(ctx context.Context, r Request, state State) (Request, error) {
	now := k.time()
	r.ID, r.AskedAt, r.State = idOf(r.By, r.Key), now, state
	var kept Request
	look := func(reader store.Reader) (stands bool, err error) {
		var found bool
		if kept, found, err = load(ctx, reader, r.ID); err != nil || !found {
			return false, err
		}
		if kept.Print != r.Print || kept.Batch != r.Batch {
			return false, unspent.Errorf(unspent.Conflict, "this request id (Idempotency-Key) was used for another request; take a new one")
		}
		return kept.Standing(now) != Lapsed, nil
	}
	var stands bool
	err := k.store.View(ctx, func(reader store.Reader) (err error) {
		stands, err = look(reader)
		return err
	})
	if err != nil || stands {
		return kept, unavailable(err)
	}
	err = k.store.Update(ctx, func(tx store.Tx) error {
		if stands, err := look(tx); err != nil || stands {
			return err
		}
		mine, err := tx.Documents(ctx, store.Pick{Kind: docKind, Key: openOf(r.By), After: store.Place{At: now.Add(-Life)}, Limit: MaxOpen})
		if err != nil {
			return err
		}
		if len(mine) >= MaxOpen {
			return unspent.Errorf(unspent.LimitExceeded, "%d requests of this key wait for a second person or to be carried out; deal with those first", MaxOpen)
		}
		kept = r
		return put(ctx, tx, r)
	})
	return kept, unavailable(err)
}

// Judge approves or refuses a request. NotFound if there is none, Forbidden if by
// asked for it or may not do it themselves, and Conflict if it was judged already,
// has lapsed, or the key that asked is revoked. What takes two waits until two have
// approved it.
func (k *Keeper) Judge(ctx context.Context, by unspent.Actor, id string, yes, two bool) (Request, error) {
	now := k.time()
	var judged Request
	err := k.store.Update(ctx, func(tx store.Tx) error {
		r, found, err := load(ctx, tx, id)
		if err != nil {
			return err
		}
		if !found {
			return errUnknown
		}
		if judged, err = r.judged(by, yes, two, now); err != nil || judged == r {
			return err
		}
		live, err := liveKeys(ctx, tx)
		if err != nil {
			return err
		}
		if !live[r.By] {
			return unspent.Errorf(unspent.Conflict, "the key %s, which asked for this, is revoked", r.By)
		}
		return put(ctx, tx, judged)
	})
	return judged, unavailable(err)
}

// Done notes that part n of a request was carried out, which is 0 of what is no
// batch. When all is, it passes for good, so that the book answers every repetition.
func (k *Keeper) Done(ctx context.Context, id string, n int) error {
	return unavailable(k.store.Update(ctx, func(tx store.Tx) error {
		r, found, err := load(ctx, tx, id)
		if err != nil || !found {
			return err
		}
		after := r.carried(n)
		if after == r {
			return nil
		}
		return put(ctx, tx, after)
	}))
}

// Forget ends every request to mail something to an address, so that the address is
// nowhere kept.
func (k *Keeper) Forget(ctx context.Context, to string) error {
	return unavailable(k.store.Update(ctx, func(tx store.Tx) error {
		for {
			found, err := tx.Documents(ctx, store.Pick{Kind: docKind, Key: keyOfAddress(to), Limit: MaxOpen})
			if err != nil || len(found) == 0 {
				return err
			}
			for _, d := range found {
				r, err := parse(d)
				if err != nil {
					return err
				}
				r.State = Refused
				if err := put(ctx, tx, r); err != nil {
					return err
				}
			}
		}
	}))
}

// PutBack lets everything wait again that somebody approved and that is not carried
// out: whoever judged in their name may have been another.
func PutBack(ctx context.Context, tx store.Tx, judge string, now time.Time) error {
	pick := store.Pick{Kind: docKind, Key: open, After: store.Place{At: now.Add(-Life)}, Limit: MaxOpen}
	for {
		found, err := tx.Documents(ctx, pick)
		if err != nil || len(found) == 0 {
			return unavailable(err)
		}
		for _, d := range found {
			r, err := parse(d)
			if err != nil {
				return err
			}
			if back := r.without(func(id string) bool { return id == judge }); back != r {
				if err := put(ctx, tx, back); err != nil {
					return unavailable(err)
				}
			}
			pick.After = store.Place{At: d.At, ID: d.ID}
		}
	}
}

// One returns a request. NotFound if there is none.
func (k *Keeper) One(ctx context.Context, id string) (r Request, err error) {
	err = k.store.View(ctx, func(reader store.Reader) error {
		var found bool
		if r, found, err = load(ctx, reader, id); err == nil && !found {
			err = errUnknown
		}
		return err
	})
	return r, unavailable(err)
}

// List says which requests to read.
type List string

// The lists.
const (
	All     List = ""
	Open    List = open // what waits or can be carried out
	Batches List = batches
)

// List returns at most limit requests of a list behind a place, the newest first.
func (k *Keeper) List(ctx context.Context, which List, after store.Place, limit int) (all []Request, err error) {
	pick := store.Pick{Kind: docKind, Key: string(which), After: after, Newest: true, Limit: limit}
	err = k.store.View(ctx, func(reader store.Reader) error {
		found, err := reader.Documents(ctx, pick)
		if err != nil {
			return err
		}
		live, err := liveKeys(ctx, reader)
		if err != nil {
			return err
		}
		all = make([]Request, 0, len(found))
		for _, d := range found {
			r, err := parse(d)
			if err != nil {
				return err
			}
			if r = r.inForce(live); which == Open && k.Standing(r) == Lapsed {
				return nil // and so has all that is older
			}
			all = append(all, r)
		}
		return nil
	})
	return all, unavailable(err)
}

// Standing returns how r stands now.
func (k *Keeper) Standing(r Request) State { return r.Standing(k.time()) }

var errUnknown = unspent.Errorf(unspent.NotFound, "there is no such request")

// load reads a request as it counts with the keys that are in force.
func load(ctx context.Context, r store.Reader, id string) (Request, bool, error) {
	d, err := r.Document(ctx, docKind, id)
	if err != nil || d.ID == "" {
		return Request{}, false, err
	}
	live, err := liveKeys(ctx, r)
	if err != nil {
		return Request{}, false, err
	}
	found, err := parse(d)
	return found.inForce(live), err == nil, err
}

func put(ctx context.Context, tx store.Tx, r Request) error {
	d, err := r.document()
	if err != nil {
		return err
	}
	if r.To != "" && r.State != Waiting && r.State != Approved { // so that the address leaves no trace
		if err := tx.DropDocument(ctx, docKind, r.ID); err != nil {
			return err
		}
	}
	return tx.PutDocument(ctx, d, r.keys()...)
}

// liveKeys returns the ids of the API keys that are in force.
func liveKeys(ctx context.Context, r store.Keys) (map[string]bool, error) {
	all, err := r.Keys(ctx)
	if err != nil {
		return nil, err
	}
	live := make(map[string]bool, len(all))
	for _, k := range all {
		live[k.ID] = k.RevokedAt.IsZero()
	}
	return live, nil
}

// unavailable gives what the store failed with the reason that callers wait for.
func unavailable(err error) error {
	if err == nil || unspent.ReasonOf(err) != unspent.Internal {
		return err
	}
	return &unspent.Error{Reason: unspent.Unavailable, Detail: "what waits for a second person cannot be read or kept just now; try again", Err: err}
}
