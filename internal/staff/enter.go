package staff

import (
	"bytes"
	"context"
	"encoding/base32"
	"errors"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/store"
)

var (
	errLink   = unspent.Errorf(unspent.NotFound, "this link has been used, or its time is over; ask an admin for a new one")
	errDigits = unspent.Errorf(unspent.Unauthenticated, "this name and these digits do not fit, or the digits were used already; wait for the next ones")
	errPass   = unspent.Errorf(unspent.Unauthenticated, "nobody is signed in with this, or not any more; sign in again")
)

// Offer is what somebody who opens a link can enrol with.
type Offer struct {
	Person Person
	Secret string // for an app on their phone, to be typed
	Scan   string // the same with what to call it, as text of a QR code
}

// Look opens a link without using it up, and offers a secret that is new each time:
// whoever has looked before knows another one. NotFound if the link is good no more.
func (d *Desk) Look(ctx context.Context, link string) (Offer, error) {
	var o Offer
	err := d.store.View(ctx, func(r store.Reader) error {
		k, rec, err := byLink(ctx, r, link, d.time())
		o.Person = person(k, rec)
		return err
	})
	if err != nil {
		return Offer{}, unavailable(err)
	}
	var seed [32]byte
	if _, err := io.ReadFull(d.o.Rand, seed[:secretBytes]); err != nil {
		return Offer{}, err
	}
	o.Secret = secretOf(seed)
	o.Scan, err = address(seed, d.issuer(), o.Person.Name)
	return o, err
}

// issuer is what an app on a phone calls this desk.
func (d *Desk) issuer() string {
	if u, err := url.Parse(d.o.Pages); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "unspent"
}

// Enrol uses a link up with a secret that was offered, if digits show that a phone
// makes them of it, and signs the person in. NotFound if the link is good no more,
// Unauthenticated if the digits are wrong: the link goes on working then.
func (d *Desk) Enrol(ctx context.Context, link, secret, digits string) (pass string, who unspent.Actor, err error) {
	now := d.time()
	var seed [32]byte
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil || copy(seed[:], raw) != secretBytes {
		return "", who, unspent.Errorf(unspent.Invalid, "this is no secret that was offered")
	}
	at, ok := stepOf(secret, digits, now, 0)
	if !ok {
		return "", who, errDigits
	}
	box, err := d.ring.Seal(seed, d.o.Rand)
	if err != nil {
		return "", who, err
	}
	var k store.APIKey
	var rec record
	var first bool
	err = d.store.Update(ctx, func(tx store.Tx) (err error) {
		if k, rec, err = byLink(ctx, tx, link, now); err != nil {
			return err
		}
		rec.Link, rec.LinkEnds, rec.Secret, rec.Step, rec.Passkeys = "", time.Time{}, box, at, nil
		if first = rec.Enrolled.IsZero(); first {
			rec.Enrolled = now
		}
		return rec.put(ctx, tx, k)
	})
	if err != nil {
		return "", who, unavailable(err)
	}
	if first {
		d.enrolled(k.Role)
	}
	return d.begin(ctx, k, rec)
}

// Enter signs a person in by their name and the digits of now. Unauthenticated if they
// do not fit or were used; TooManyMisses, with a [Pause], after too many such tries.
func (d *Desk) Enter(ctx context.Context, from gate.Client, name, digits string) (pass string, who unspent.Actor, err error) {
	name = fold(name)
	if len(name) > unspent.MaxName*4 { // as wide as folding can make one
		name = ""
	}
	client, named := slot{from: from}, slot{name: name}
	if err := d.pauses.try(d.time(), client, named); err != nil {
		return "", who, err
	}
	k, rec, err := d.spend(ctx, digits, func(r store.Reader) (store.APIKey, error) {
		if name == "" {
			return store.APIKey{}, nil
		}
		return d.named(ctx, r, name, "")
	})
	if k.ID != "" {
		d.pauses.keep(named)
	}
	if err != nil {
		return "", who, err
	}
	d.pauses.right(client, named)
	return d.begin(ctx, k, rec)
}

// spend uses up the digits of the person in force that whose finds. errDigits if they are
// wrong, used, or there is nobody.
func (d *Desk) spend(ctx context.Context, digits string, whose func(store.Reader) (store.APIKey, error)) (k store.APIKey, rec record, err error) {
	now := d.time()
	var at int64
	look := func(r store.Reader) (err error) {
		if k, err = whose(r); err != nil {
			return err
		}
		var seed [32]byte
		rec = record{}
		if k.ID != "" {
			if rec, err = load(ctx, r, k.ID); err != nil {
				return err
			}
		}
		good := rec.Secret != nil && !rec.over(now)
		if good {
			if seed, err = d.ring.Open(rec.Secret); err != nil {
				return err
			}
		}
		var ok bool
		if at, ok = stepOf(secretOf(seed), digits, now, rec.Step); !ok || !good { // looked at for nobody, too: it takes as long
			return errDigits
		}
		return nil
	}
	if err := d.store.View(ctx, look); err != nil { // whoever guesses makes nobody else's write wait
		return k, rec, unavailable(err)
	}
	err = d.store.Update(ctx, func(tx store.Tx) error {
		if err := look(tx); err != nil {
			return err
		}
		rec.Step = at
		return rec.put(ctx, tx, k)
	})
	return k, rec, unavailable(err)
}

// begin gives a person a pass.
func (d *Desk) begin(ctx context.Context, k store.APIKey, rec record) (pass string, who unspent.Actor, err error) {
	secret, err := d.random()
	if err != nil {
		return "", who, err
	}
	now := d.time()
	ends := now.Add(PassLife)
	if !rec.Ends.IsZero() && rec.Ends.Before(ends) {
		ends = rec.Ends
	}
	if pass, err = d.passes.begin(secret, k.ID, now, ends); err != nil {
		return "", who, err
	}
	// They may have been disabled or reset meanwhile, and that ended the passes that it found.
	err = d.store.View(ctx, func(r store.Reader) error {
		newest, err := load(ctx, r, k.ID)
		if err == nil && !bytes.Equal(newest.Secret, rec.Secret) {
			err = errPass
		}
		return err
	})
	if err == nil {
		who, err = d.Who(pass)
	}
	if err != nil {
		d.passes.end(pass)
		return "", unspent.Actor{}, unavailable(err)
	}
	return pass, who, nil
}

// Who returns the person who has a pass. Unauthenticated if it is over, or they were
// disabled or reset.
func (d *Desk) Who(pass string) (unspent.Actor, error) {
	if id := d.passes.who(pass, d.time()); id != "" {
		if who, ok := d.book.Person(id); ok {
			return who, nil
		}
	}
	return unspent.Actor{}, errPass
}

// Confirm reports with digits of now that it is still the person who has the pass.
// Unauthenticated if not; too many such tries end the pass.
func (d *Desk) Confirm(ctx context.Context, pass, digits string) error {
	return d.confirm(pass, func(id string) error {
		_, _, err := d.spend(ctx, digits, func(r store.Reader) (store.APIKey, error) {
			return one(ctx, r, func(k store.APIKey) bool { return k.ID == id })
		})
		return err
	})
}

// End signs out.
func (d *Desk) End(pass string) { d.passes.end(pass) }

// EndAll signs a person out everywhere.
func (d *Desk) EndAll(id string) { d.passes.endAll(id) }

// IsPass reports whether a text is of the kind that [Desk.Who] knows.
func IsPass(text string) bool { return strings.HasPrefix(text, PassPrefix) }

// PauseOf returns how long an error says to wait, 0 if it does not.
func PauseOf(err error) time.Duration {
	p, _ := errors.AsType[Pause](err)
	return time.Duration(p)
}
