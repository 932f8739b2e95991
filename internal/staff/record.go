package staff

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

const docKind = store.KindStaff

// record is what is kept of a person beside their name and role.
type record struct {
	Link     string    `json:"link,omitempty"` // hash of the secret of the link that they can enrol by
	LinkEnds time.Time `json:"linkEnds,omitzero"`
	Secret   []byte    `json:"secret,omitempty"`  // that digits are made of, sealed
	Step     int64     `json:"step,omitempty"`    // the newest one whose digits were used
	Enrolled time.Time `json:"enrolled,omitzero"` // for the first time
	Ends     time.Time `json:"ends,omitzero"`     // when they no longer work here
	By       string    `json:"by,omitempty"`      // id of who added them
	Passkeys []passkey `json:"passkeys,omitempty"`
}

// over reports whether the person's time is.
func (r record) over(now time.Time) bool { return !r.Ends.IsZero() && !now.Before(r.Ends) }

func (r record) put(ctx context.Context, tx store.Tx, k store.APIKey) error {
	d, err := store.Doc[record]{ID: k.ID, At: k.CreatedAt, Body: r}.Document(docKind)
	if err != nil {
		return err
	}
	var keys []string
	if r.Link != "" {
		keys = append(keys, r.Link)
	}
	return tx.PutDocument(ctx, d, keys...)
}

// errDamaged is of a person whose record is gone or cannot be read; audit names it.
func errDamaged(id string) error {
	return unspent.Errorf(unspent.Internal, "what is kept of %s cannot be read", id)
}

func load(ctx context.Context, r store.Reader, id string) (rec record, err error) {
	d, err := r.Document(ctx, docKind, id)
	if err != nil {
		return record{}, err
	}
	doc, err := store.ReadDoc[record](d)
	if d.ID == "" || err != nil {
		return record{}, errDamaged(id)
	}
	return doc.Body, nil
}

// one returns the person of the staff that is in force and fits, the zero key if none
// does.
func one(ctx context.Context, r store.Reader, fits func(store.APIKey) bool) (store.APIKey, error) {
	all, err := r.Keys(ctx)
	if err != nil {
		return store.APIKey{}, err
	}
	for _, k := range all {
		if k.Person() && k.RevokedAt.IsZero() && fits(k) {
			return k, nil
		}
	}
	return store.APIKey{}, nil
}

// named returns the person in force who has a name and whose time is not over, but for
// one; the zero key if there is none. Of whom nothing can be read has their name.
func (d *Desk) named(ctx context.Context, r store.Reader, name, but string) (store.APIKey, error) {
	now, name := d.time(), fold(name)
	var fault error
	k, err := one(ctx, r, func(k store.APIKey) bool {
		if k.ID == but || fold(k.Name) != name {
			return false
		}
		rec, err := load(ctx, r, k.ID)
		if err != nil && unspent.ReasonOf(err) != unspent.Internal {
			fault = err
		}
		return !rec.over(now)
	})
	return k, errors.Join(err, fault)
}

// byLink finds whose link it is, and has not been used.
func byLink(ctx context.Context, r store.Reader, secret string, now time.Time) (store.APIKey, record, error) {
	if len(secret) > maxText {
		return store.APIKey{}, record{}, errLink
	}
	found, err := r.Documents(ctx, store.Pick{Kind: docKind, Key: linkKey(secret), Limit: 1})
	if err != nil || len(found) == 0 {
		return store.APIKey{}, record{}, orElse(err, errLink)
	}
	k, err := one(ctx, r, func(k store.APIKey) bool { return k.ID == found[0].ID })
	if err != nil || k.ID == "" {
		return store.APIKey{}, record{}, orElse(err, errLink)
	}
	rec, err := load(ctx, r, k.ID)
	if err == nil && (rec.over(now) || !now.Before(rec.LinkEnds)) {
		err = errLink
	}
	return k, rec, err
}

func orElse(err error, other *unspent.Error) error {
	if err != nil {
		return err
	}
	return other
}

func linkKey(secret string) string {
	h := hash(secret)
	return "link " + hex.EncodeToString(h[:])
}

// fold is a name as it is compared: people type it with whichever width, case and
// spaces come.
func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(name))), " ")
}
