package staff

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options is what a desk needs.
type Options struct {
	Pages string           // address of the pages that links lead to, such as https://cards.example
	Now   func() time.Time // time.Now if nil
	Rand  io.Reader        // crypto/rand if nil
}

// Desk knows the people of one book. It is safe for concurrent use.
type Desk struct {
	store  store.Store
	book   *book.Book
	ring   *keyring.Ring
	o      Options
	some   atomic.Bool  // somebody has enrolled
	admins atomic.Int32 // who have
	passes passes
	pauses pauses

	relying  *webauthn.WebAuthn // nil: passkeys cannot be made for the address of the pages
	answered answered
}

// Person is a member of the staff as others see them.
type Person struct {
	ID         string // public, and for ever theirs; events name it
	Name       string
	Role       unspent.Role
	CreatedAt  time.Time
	DisabledAt time.Time // zero: they are not
	Ends       time.Time // when they no longer work here; zero: no end is known
	EnrolledAt time.Time // for the first time; zero: not yet
	LinkEnds   time.Time // of the link that waits for them; zero: none does
	By         string    // id of who added them
}

// Roles returns the roles that work at the desk.
func Roles() []unspent.Role {
	return []unspent.Role{unspent.Admin, unspent.Issuer, unspent.Support, unspent.Auditor, unspent.Store}
}

// Open returns the desk of a book, which stands on st and ring.
func Open(ctx context.Context, st store.Store, b *book.Book, ring *keyring.Ring, o Options) (*Desk, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	o.Pages = strings.TrimSuffix(o.Pages, "/")
	d := &Desk{store: st, book: b, ring: ring, o: o, passes: passes{known: map[[32]byte]*pass{}}, pauses: pauses{known: map[slot]*tries{}}}
	d.answered.known = map[string]time.Time{}
	var err error
	if d.relying, err = relying(o.Pages); err != nil {
		return nil, err
	}
	all, err := d.People(ctx)
	for _, p := range all {
		if !p.EnrolledAt.IsZero() {
			d.enrolled(p.Role)
		}
	}
	return d, err
}

// enrolled notes that somebody did for the first time.
func (d *Desk) enrolled(role unspent.Role) {
	d.some.Store(true)
	if role == unspent.Admin {
		d.admins.Add(1)
	}
}

// Closed reports whether an admin has ever enrolled: keys no longer open the desk then.
func (d *Desk) Closed() bool { return d.admins.Load() > 0 }

// Settled reports whether two admins have ever enrolled: keys are nobody's second
// person then.
func (d *Desk) Settled() bool { return d.admins.Load() > 1 }

// Peopled reports whether anybody has ever enrolled.
func (d *Desk) Peopled() bool { return d.some.Load() }

func (d *Desk) time() time.Time { return d.o.Now().UTC().Truncate(time.Microsecond) }

// random returns a new secret as text.
func (d *Desk) random() (string, error) {
	b := make([]byte, secretBytes)
	if _, err := io.ReadFull(d.o.Rand, b); err != nil {
		return "", err
	}
	return strings.ToLower(base32Of(b)), nil
}

// People returns everybody, in the order of their ids; who is disabled, too.
func (d *Desk) People(ctx context.Context) (people []Person, err error) {
	err = d.store.View(ctx, func(r store.Reader) error {
		people = nil
		all, err := r.Keys(ctx)
		if err != nil {
			return err
		}
		for _, k := range all {
			if !k.Person() {
				continue
			}
			rec, err := load(ctx, r, k.ID)
			if err != nil && unspent.ReasonOf(err) != unspent.Internal {
				return err
			}
			people = append(people, person(k, rec)) // without what cannot be read: audit names that
		}
		return nil
	})
	return people, unavailable(err)
}

func person(k store.APIKey, r record) Person {
	return Person{k.ID, k.Name, k.Role, k.CreatedAt, k.RevokedAt, r.Ends, r.Enrolled, r.LinkEnds, r.By}
}

// InForce returns who an id is now, a person's or a key's; nobody, the zero Actor, if they are
// not in force, or their time here is over.
func (d *Desk) InForce(ctx context.Context, id string) (who unspent.Actor, err error) {
	err = d.store.View(ctx, func(r store.Reader) error {
		who = unspent.Actor{}
		all, err := r.Keys(ctx)
		i := slices.IndexFunc(all, func(k store.APIKey) bool { return k.ID == id && k.RevokedAt.IsZero() })
		if err != nil || i < 0 {
			return err
		}
		var rec record // a key has none
		if all[i].Person() {
			rec, err = load(ctx, r, id)
		}
		if err == nil && !rec.over(d.time()) {
			who = unspent.Actor{ID: id, Role: all[i].Role, Bound: all[i].Bound}
		}
		return err
	})
	return who, unavailable(err)
}

// Add adds a person, and returns them with the link that they enrol by, which is shown
// this once. Conflict if somebody has the name who is in force and whose time is not
// over. ends is when they will no longer work here; the zero time if that is not known.
func (d *Desk) Add(ctx context.Context, by unspent.Actor, name string, role unspent.Role, ends time.Time) (Person, string, error) {
	if err := d.fits(name, role, ends); err != nil {
		return Person{}, "", err
	}
	rec := record{Ends: ends, By: by.ID}
	link, err := d.link(&rec)
	if err != nil {
		return Person{}, "", err
	}
	k, err := d.book.AddPerson(ctx, by, name, role, func(tx store.Tx, k store.APIKey) error {
		if err := d.free(ctx, tx, k.ID, name); err != nil {
			return err
		}
		return rec.put(ctx, tx, k)
	})
	return person(k, rec), link, err
}

// May reports why a person like this cannot be added, whoever asks: nobody need be
// asked for them.
func (d *Desk) May(ctx context.Context, name string, role unspent.Role, ends time.Time) error {
	if err := d.fits(name, role, ends); err != nil {
		return err
	}
	return unavailable(d.store.View(ctx, func(r store.Reader) error { return d.free(ctx, r, "", name) }))
}

// fits is what of May looks at nobody else.
func (d *Desk) fits(name string, role unspent.Role, ends time.Time) error {
	switch {
	case fold(name) == "" || len(name) > unspent.MaxName:
		return unspent.Errorf(unspent.Invalid, "a person needs a name of at most %d bytes", unspent.MaxName)
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == ':' }):
		return unspent.Errorf(unspent.Invalid, "a person's name has no control characters and no colon")
	case !slices.Contains(Roles(), role):
		return unspent.Errorf(unspent.Invalid, "a person is admin, issuer, support, auditor or store; others are programs, and have keys")
	case !ends.IsZero() && !ends.After(d.time()):
		return unspent.Errorf(unspent.Invalid, "the time of a person ends after now")
	}
	return nil
}

// free reports why nobody else can be added under a name: somebody who works here has
// it, or there are too many people. id is of who is being added, if they are there.
func (d *Desk) free(ctx context.Context, r store.Reader, id, name string) error {
	all, err := r.Keys(ctx)
	if err != nil {
		return err
	}
	if n := len(slices.DeleteFunc(all, func(k store.APIKey) bool { return !k.Person() || k.ID == id })); n >= MaxPeople {
		return unspent.Errorf(unspent.LimitExceeded, "there are %d people of the staff, which is the most", MaxPeople)
	}
	same, err := d.named(ctx, r, name, id)
	if err == nil && same.ID != "" {
		err = unspent.Errorf(unspent.Conflict, "somebody of the staff has this name, which they sign in with; add something to it")
	}
	return err
}

// link makes a new link for whom rec is kept of.
func (d *Desk) link(rec *record) (string, error) {
	secret, err := d.random()
	if err != nil {
		return "", err
	}
	rec.Link, rec.LinkEnds = linkKey(secret), d.time().Add(LinkLife)
	return d.o.Pages + "/desk/enrol#" + secret, nil
}

// MayReset reports why a person gets no new link, whoever asks: WrongState if their
// time is over.
func (d *Desk) MayReset(p Person) error {
	if !p.Ends.IsZero() && !d.time().Before(p.Ends) {
		return unspent.Errorf(unspent.WrongState, "this person's time here is over; add them anew")
	}
	return nil
}

// Reset makes a new link for a person whose phone is lost. What they signed in with
// before is erased, they are signed out, and what was approved in their name and is not
// carried out waits again. NotFound if nobody in force has the id.
func (d *Desk) Reset(ctx context.Context, by unspent.Actor, id string) (p Person, link string, err error) {
	if by.Role != unspent.Admin && by.Role != unspent.System {
		return Person{}, "", unspent.Errorf(unspent.Forbidden, "role %s may not reset people of the staff", by.Role)
	}
	err = d.change(ctx, id, func(tx store.Tx, k store.APIKey, rec *record) (err error) {
		if err := d.MayReset(person(k, *rec)); err != nil {
			return err
		}
		rec.Secret, rec.Passkeys = nil, nil
		if link, err = d.link(rec); err != nil {
			return err
		}
		return approval.PutBack(ctx, tx, id, d.time())
	}, &p)
	if err != nil {
		return Person{}, "", err
	}
	d.passes.endAll(id)
	return p, link, nil
}

// Disable ends a person's work here at once and for good. NotFound if there is none.
func (d *Desk) Disable(ctx context.Context, by unspent.Actor, id string) error {
	if !strings.HasPrefix(id, store.PersonPrefix) {
		return errNobody
	}
	if err := d.book.RevokeKey(ctx, by, id); err != nil {
		if errors.Is(err, unspent.NotFound) {
			return errNobody
		}
		return err
	}
	d.passes.endAll(id)
	return nil
}

var errNobody = unspent.Errorf(unspent.NotFound, "there is no such person of the staff")

// change changes what is kept of a person in force.
func (d *Desk) change(ctx context.Context, id string, f func(store.Tx, store.APIKey, *record) error, now *Person) error {
	return unavailable(d.store.Update(ctx, func(tx store.Tx) error {
		k, err := one(ctx, tx, func(k store.APIKey) bool { return k.ID == id })
		if err != nil || k.ID == "" {
			return orElse(err, errNobody)
		}
		rec, err := load(ctx, tx, id)
		if err == nil {
			err = f(tx, k, &rec)
		}
		if err == nil {
			*now = person(k, rec)
			err = rec.put(ctx, tx, k)
		}
		return err
	}))
}

// unavailable gives what the store failed with the reason that callers wait for.
func unavailable(err error) error {
	if _, ours := errors.AsType[*unspent.Error](err); err == nil || ours {
		return err
	}
	return &unspent.Error{Reason: unspent.Unavailable, Detail: "what is kept of the staff cannot be read just now; try again", Err: err}
}
