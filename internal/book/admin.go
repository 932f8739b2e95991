package book

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// refresh reads the programs and keys that the book keeps in memory.
func (b *Book) refresh(ctx context.Context) error {
	err := b.store.View(ctx, func(r store.Reader) error {
		programs, err := r.Programs(ctx)
		if err != nil {
			return err
		}
		keys, err := r.Keys(ctx)
		if err != nil {
			return err
		}
		actors, people := make(map[[32]byte]unspent.Actor, len(keys)), map[string]unspent.Actor{}
		for _, k := range keys {
			switch by := (unspent.Actor{ID: k.ID, Role: k.Role, Bound: k.Bound, Scope: k.Scope}); {
			case !k.RevokedAt.IsZero():
			case k.Person():
				people[k.ID] = by
			default:
				actors[k.Hash] = by
			}
		}
		if b.o.Local != "" {
			actors[sha256.Sum256([]byte(b.o.Local))] = unspent.Actor{ID: LocalKeyID, Role: unspent.Admin}
		}
		corrections, err := store.Corrections(ctx, r)
		if err != nil {
			return err
		}
		losses, err := store.Losses(ctx, r)
		if err != nil {
			return err
		}
		b.corrections.Store(&corrections)
		b.losses.Store(&losses)
		b.programs.Store(&programs)
		formats := formatsOf(programs)
		b.formats.Store(&formats)
		b.keys.Store(&actors)
		b.people.Store(&people)
		parties := partiesOf(keys)
		b.parties.Store(&parties)
		return nil
	})
	if err != nil {
		return unavailable(err)
	}
	return nil
}

// change runs f in an Update and then reads programs and keys again, whatever
// came of it: a write that was reported lost may have been stored.
// One change at a time: an older picture never replaces a newer one.
func (b *Book) change(ctx context.Context, made string, f func(store.Tx) error) error {
	b.changing.Lock()
	defer b.changing.Unlock()
	err := b.update(ctx, made, f)
	again := b.refresh(context.WithoutCancel(ctx))
	if err == nil {
		return again
	}
	return unavailable(err)
}

func forbidden(by unspent.Actor, what string, roles ...unspent.Role) error {
	if by.Role == unspent.Admin || by.Role == unspent.System || slices.Contains(roles, by.Role) {
		return nil
	}
	return unspent.Errorf(unspent.Forbidden, "role %s may not %s", by.Role, what)
}

// CreateProgram adds a program. The same program again is answered with the
// first one; other terms under the same id are a Conflict. A limit that is zero
// becomes that of [unspent.DefaultLimits], so that naming one does not drop the
// others; no reveal window becomes the default one.
func (b *Book) CreateProgram(ctx context.Context, by unspent.Actor, p unspent.Program) (unspent.Program, error) {
	if err := forbidden(by, "create programs"); err != nil {
		return unspent.Program{}, err
	}
	usual := unspent.DefaultLimits(p.Currency)
	p.Limits.AccountCap = cmp.Or(p.Limits.AccountCap, usual.AccountCap)
	p.Limits.PerTransfer = cmp.Or(p.Limits.PerTransfer, usual.PerTransfer)
	p.Limits.PerMonth = cmp.Or(p.Limits.PerMonth, usual.PerMonth)
	zoned := p.Zone != ""
	p.Zone = cmp.Or(p.Zone, unspent.DefaultZone(p.Currency))
	if p.RevealWindow == 0 {
		p.RevealWindow = unspent.DefaultRevealWindow
	}
	err := p.Validate()
	if err == nil {
		err = b.meets(p.CodeFormat)
	}
	if err != nil {
		return unspent.Program{}, err
	}
	if p.CreatedAt, err = b.stamp(ctx); err != nil {
		return unspent.Program{}, err
	}
	err = b.change(ctx, p.ID, func(tx store.Tx) error { return tx.PutProgram(ctx, p) })
	if errors.Is(err, unspent.Conflict) {
		known := (*b.programs.Load())[p.ID]
		if !zoned && known.Zone == "" { // of before there were zones
			p.Zone = ""
		}
		if known.RefundTerm == (unspent.Period{}) { // of before there were terms for refunds, or it has none
			p.RefundTerm = known.RefundTerm
		}
		if p.CreatedAt = known.CreatedAt; p == known {
			return known, nil
		}
		return unspent.Program{}, unspent.Errorf(unspent.Conflict, "program %q exists with other terms; terms never change, choose another id", p.ID)
	}
	return p, err
}

// Program returns the program with an id. NotFound if there is none.
func (b *Book) Program(id string) (unspent.Program, error) {
	p, ok := (*b.programs.Load())[id]
	if !ok {
		return p, unspent.Errorf(unspent.NotFound, "there is no such program")
	}
	return p, nil
}

// Programs returns every program, by id.
func (b *Book) Programs(context.Context) ([]unspent.Program, error) {
	return sortedPrograms(*b.programs.Load()), nil
}

// MayCreateKey says what CreateKey would refuse, before anybody is asked for leave.
func (b *Book) MayCreateKey(by unspent.Actor, name string, role unspent.Role, bound string, accounts ...string) error {
	_, err := newKey(by, name, role, bound, accounts)
	return err
}

// newKey returns a key as it is to be made.
func newKey(by unspent.Actor, name string, role unspent.Role, bound string, accounts []string) (store.APIKey, error) {
	k := store.APIKey{Name: name, Role: role, Bound: bound}
	err := forbidden(by, "create keys")
	switch {
	case err != nil:
		return k, err
	case !slices.Contains(unspent.KeyRoles(), role):
		return k, wrongRole()
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return k, unspent.Errorf(unspent.Invalid, "a key's name has no control characters")
	case name == "" || len(name) > unspent.MaxName || len(bound) > unspent.MaxName:
		return k, unspent.Errorf(unspent.Invalid, "a key needs a name of at most %d bytes", unspent.MaxName)
	case bound != "" && role != unspent.Merchant:
		return k, unspent.Errorf(unspent.Invalid, "only a merchant's key is bound to a merchant")
	case bound == unspent.GiftShop:
		return k, unspent.Errorf(unspent.Invalid, "merchant %q is paid by orders of gift cards only; take another name", bound)
	}
	k.Scope, err = unspent.ParseScope(role, accounts)
	return k, err
}

// CreateKey makes an API key and returns it: it is shown this once and only its
// hash is kept. A bound key acts for one merchant only, and for no accounts but those
// named.
func (b *Book) CreateKey(ctx context.Context, by unspent.Actor, name string, role unspent.Role, bound string, accounts ...string) (store.APIKey,
	string, error) {
	k, err := newKey(by, name, role, bound, accounts)
	if err != nil {
		return store.APIKey{}, "", err
	}
	if k.CreatedAt, err = b.stamp(ctx); err != nil {
		return store.APIKey{}, "", err
	}
	if k.ID, err = b.newID("key_"); err != nil {
		return store.APIKey{}, "", err
	}
	var random [20]byte
	if _, err := io.ReadFull(b.o.Rand, random[:]); err != nil {
		return store.APIKey{}, "", err
	}
	secret := "uk_" + strings.TrimPrefix(k.ID, "key_") + "_" + strings.ToLower(base32.StdEncoding.EncodeToString(random[:]))
	k.Hash = sha256.Sum256([]byte(secret))
	if err := b.change(ctx, k.ID, func(tx store.Tx) error { return tx.PutKey(ctx, k) }); err != nil {
		return store.APIKey{}, "", err
	}
	return k, secret, nil
}

// AddPerson adds a person of the staff, who is named and revoked as a key is and has
// none. beside writes what else is kept of them, in the same step.
func (b *Book) AddPerson(ctx context.Context, by unspent.Actor, name string, role unspent.Role,
	beside func(store.Tx, store.APIKey) error) (store.APIKey, error) {
	if err := forbidden(by, "add people of the staff"); err != nil {
		return store.APIKey{}, err
	}
	now, err := b.stamp(ctx)
	if err != nil {
		return store.APIKey{}, err
	}
	id, err := b.newID(store.PersonPrefix)
	if err != nil {
		return store.APIKey{}, err
	}
	p := store.APIKey{ID: id, Name: name, Role: role, CreatedAt: now}
	err = b.change(ctx, p.ID, func(tx store.Tx) error {
		if err := tx.PutKey(ctx, p); err != nil {
			return err
		}
		return beside(tx, p)
	})
	return p, err
}

// Person returns a person of the staff who is in force, from memory.
func (b *Book) Person(id string) (unspent.Actor, bool) {
	p, ok := (*b.people.Load())[id]
	return p, ok
}

// wrongRole lists the roles that a key may have.
func wrongRole() error {
	var words []string
	for _, r := range unspent.KeyRoles() {
		words = append(words, string(r))
	}
	return unspent.Errorf(unspent.Invalid, "role is one of %s", strings.Join(words, ", "))
}

// RevokeKey ends a key at once. NotFound if there is none.
func (b *Book) RevokeKey(ctx context.Context, by unspent.Actor, id string) error {
	if err := forbidden(by, "revoke keys"); err != nil {
		return err
	}
	return b.change(ctx, "", func(tx store.Tx) error { return tx.RevokeKey(ctx, id, b.now()) })
}

// Keys returns every API key, without the keys themselves.
func (b *Book) Keys(ctx context.Context) (keys []store.APIKey, err error) {
	err = b.store.View(ctx, func(r store.Reader) error {
		keys, err = r.Keys(ctx)
		return err
	})
	if err != nil {
		return nil, unavailable(err)
	}
	return keys, nil
}

// Authenticate returns who has an API key, from memory. The look-up is by hash,
// so its time tells nothing of the key.
func (b *Book) Authenticate(key string) (unspent.Actor, error) {
	actor, ok := (*b.keys.Load())[sha256.Sum256([]byte(key))]
	if !ok {
		return unspent.Actor{}, unspent.Errorf(unspent.Unauthenticated, "the API key is unknown or revoked")
	}
	return actor, nil
}

// Print returns the keyed hash of what a command asks, to compare commands with
// where they are not executed yet.
func (b *Book) Print(c unspent.Command) unspent.Print {
	return b.ring.Print(c.AppendPrint(make([]byte, 0, 128)))
}

// Stamp returns the keyed hash of a text, by which one that was given out here is
// known again.
func (b *Book) Stamp(text string) unspent.Print { return b.ring.Print([]byte("stamp\x00" + text)) }

// EraseParty forgets a name for good; of an address, under every id that it is known
// by.
func (b *Book) EraseParty(ctx context.Context, by unspent.Actor, id string) error {
	if err := forbidden(by, "erase people", unspent.Support, unspent.Issuer); err != nil {
		return err
	}
	return unavailableOrNil(b.update(ctx, "", func(tx store.Tx) error {
		for {
			ids, err := namesakes(ctx, tx, id)
			if err != nil {
				return err
			}
			for _, one := range ids {
				if err := tx.EraseParty(ctx, one); err != nil {
					return err
				}
			}
			if len(ids) < maxNamesakes {
				return tx.EraseParty(ctx, id)
			}
		}
	}))
}

// namesakes returns at most maxNamesakes other ids by which the address behind id is
// known. Two people may have one name, so of a name there are none.
func namesakes(ctx context.Context, r store.Parties, id string) ([]string, error) {
	text, err := r.Party(ctx, id)
	if err != nil || !strings.Contains(text, "@") {
		return nil, err
	}
	ids, err := r.PartiesNamed(ctx, text, maxNamesakes+1)
	return slices.DeleteFunc(ids, func(one string) bool { return one == id }), err
}

// Namesakes returns the other ids by which the address behind an id is known.
func (b *Book) Namesakes(ctx context.Context, id string) (ids []string, err error) {
	err = b.store.View(ctx, func(r store.Reader) error {
		ids, err = namesakes(ctx, r, id)
		return err
	})
	return ids, unavailableOrNil(err)
}

// ConfirmDelivery erases the sealed seed of the request whose first event is
// seq: its codes cannot be shown again from now on. NotFound if no request that
// shows codes begins with that event. Done again, it answers the same.
func (b *Book) ConfirmDelivery(ctx context.Context, by unspent.Actor, seq unspent.Seq) error {
	if err := forbidden(by, "confirm deliveries", unspent.Issuer, unspent.Support); err != nil {
		return err
	}
	return unavailableOrNil(b.update(ctx, "", func(tx store.Tx) error {
		if err := showedCodes(ctx, tx, seq); err != nil {
			return err
		}
		return tx.EraseSeal(ctx, seq)
	}))
}

// showedCodes refuses an event that is not the first of a request with codes, so
// that nobody believes a delivery confirmed that is not.
func showedCodes(ctx context.Context, r store.Loader, seq unspent.Seq) error {
	s := store.NewState()
	if err := r.Load(ctx, store.Want{Events: []unspent.Seq{seq}}, s); err != nil {
		return err
	}
	ev := s.Events[seq]
	if err := r.Load(ctx, store.Want{Requests: []unspent.RequestID{ev.Request}}, s); err != nil {
		return err
	}
	kinds := []unspent.Kind{unspent.Issued, unspent.Held, unspent.Taken, unspent.Transferred, unspent.Reissued}
	if slices.Contains(kinds, ev.Kind) && s.Answers[ev.Request].First == seq {
		return nil
	}
	return unspent.Errorf(unspent.NotFound, "no request that shows codes begins with event %s; give the event that its answer named first", seq.EventID())
}

func unavailableOrNil(err error) error {
	if err == nil {
		return nil
	}
	return unavailable(err)
}
