package staff

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/store"
)

// passkey is one of a person's, beside their digits.
type passkey struct {
	Name string              `json:"name"`
	At   time.Time           `json:"at"`
	Key  webauthn.Credential `json:"key"`
}

// Passkey is one as its owner sees it.
type Passkey struct {
	ID      string
	Name    string
	AddedAt time.Time
}

func (p passkey) id() string { h := hash(string(p.Key.ID)); return hex.EncodeToString(h[:8]) }

// owner is a person as the library asks for one.
type owner struct {
	id, name string
	keys     []passkey
	secret   []byte // of their digits, which a reset takes away
}

func (o owner) WebAuthnID() []byte          { return []byte(o.id) }
func (o owner) WebAuthnName() string        { return o.name }
func (o owner) WebAuthnDisplayName() string { return o.name }
func (o owner) WebAuthnCredentials() (all []webauthn.Credential) {
	for _, k := range o.keys {
		all = append(all, k.Key)
	}
	return all
}

// relying is the party that passkeys are made for: the host of the pages. nil if that
// is an address, which they cannot be made for.
func relying(pages string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(pages)
	if err != nil || u.Hostname() == "" {
		return nil, nil
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return nil, nil
	}
	return webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: u.Hostname(), RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation, AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired}})
}

// Challenge is what a passkey answers, once.
type Challenge struct {
	Options string // JSON, for the browser
	State   string // comes back with the answer, and nobody may change it meanwhile
}

type ceremony struct {
	Session webauthn.SessionData `json:"session"`
	Until   time.Time            `json:"until"`
}

var (
	errPasskey    = unspent.Errorf(unspent.Unauthenticated, "this passkey is not known here, or the page was open for too long; try again")
	errNoPasskeys = unspent.Errorf(unspent.Unavailable, "passkeys need a server with a name: its address is a number")
)

// TakesPasskeys reports whether passkeys can be made for the address of the pages.
func (d *Desk) TakesPasskeys() bool { return d.relying != nil }

func (d *Desk) challenge(options any, session *webauthn.SessionData, err error) (Challenge, error) {
	if err != nil {
		return Challenge{}, err
	}
	asked, err := json.Marshal(options)
	if err != nil {
		return Challenge{}, err
	}
	state, err := json.Marshal(ceremony{*session, d.time().Add(ChallengeLife)})
	return Challenge{string(asked), string(state)}, err
}

// opened returns the challenge of a state.
func (d *Desk) opened(state string) (webauthn.SessionData, error) {
	var c ceremony
	if d.relying == nil {
		return c.Session, errNoPasskeys
	}
	if json.Unmarshal([]byte(state), &c) != nil || !d.time().Before(c.Until) {
		return c.Session, errPasskey
	}
	return c.Session, nil
}

// answered are the challenges that were, in memory: the answer to one is good once.
type answered struct {
	mu    sync.Mutex
	known map[string]time.Time
}

func (a *answered) first(challenge string, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	maps.DeleteFunc(a.known, func(_ string, at time.Time) bool { return now.Sub(at) > ChallengeLife })
	if _, ok := a.known[challenge]; ok {
		return false
	}
	a.known[challenge] = now
	return true
}

// Ask returns a challenge for whoever signs in or shows that it is still they.
func (d *Desk) Ask() (Challenge, error) {
	if d.relying == nil {
		return Challenge{}, errNoPasskeys
	}
	options, session, err := d.relying.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	return d.challenge(options, session, err)
}

// prove returns whose passkey has answered a challenge, if it is somebody in force who
// fits.
func (d *Desk) prove(ctx context.Context, state, answer string, fits func(store.APIKey) bool) (k store.APIKey, rec record, err error) {
	session, err := d.opened(state)
	if err != nil {
		return k, rec, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return k, rec, errPasskey
	}
	now := d.time()
	look := func(r store.Reader) error {
		var fault error
		_, key, err := d.relying.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
			k, fault = one(ctx, r, func(k store.APIKey) bool { return k.ID == string(handle) && fits(k) })
			if fault != nil || k.ID == "" {
				return nil, errPasskey
			}
			rec = record{}
			if rec, fault = load(ctx, r, k.ID); fault != nil || rec.over(now) || rec.Secret == nil { // who was reset enrols first
				return nil, errPasskey
			}
			return owner{k.ID, k.Name, rec.Passkeys, rec.Secret}, nil
		}, session, parsed)
		switch {
		case fault != nil:
			return fault
		case err != nil || key.Authenticator.CloneWarning:
			return errPasskey
		}
		i := slices.IndexFunc(rec.Passkeys, func(p passkey) bool { return bytes.Equal(p.Key.ID, key.ID) })
		rec.Passkeys[i].Key = *key
		return nil
	}
	if err := d.store.View(ctx, look); err != nil {
		return k, rec, unavailable(err)
	}
	if !d.answered.first(session.Challenge, now) {
		return k, rec, errPasskey
	}
	err = d.store.Update(ctx, func(tx store.Tx) error {
		if err := look(tx); err != nil {
			return err
		}
		return rec.put(ctx, tx, k)
	})
	return k, rec, unavailable(err)
}

// EnterByPasskey signs a person in by the answer of their passkey to a challenge of
// [Desk.Ask]. Unauthenticated if it is nobody's, or was used.
func (d *Desk) EnterByPasskey(ctx context.Context, from gate.Client, state, answer string) (pass string, who unspent.Actor, err error) {
	client := slot{from: from}
	if err := d.pauses.try(d.time(), client); err != nil {
		return "", who, err
	}
	k, rec, err := d.prove(ctx, state, answer, func(store.APIKey) bool { return true })
	if err != nil {
		return "", who, err
	}
	d.pauses.right(client)
	return d.begin(ctx, k, rec)
}

// ConfirmByPasskey is [Desk.Confirm] by the answer of a passkey.
func (d *Desk) ConfirmByPasskey(ctx context.Context, pass, state, answer string) error {
	return d.confirm(pass, func(id string) error {
		_, _, err := d.prove(ctx, state, answer, func(k store.APIKey) bool { return k.ID == id })
		return err
	})
}

// owner returns the person who has a pass, with their passkeys.
func (d *Desk) owner(ctx context.Context, pass string) (owner, error) {
	who, err := d.Who(pass)
	if err != nil {
		return owner{}, err
	}
	o := owner{id: who.ID}
	err = d.store.View(ctx, func(r store.Reader) error {
		k, err := one(ctx, r, func(k store.APIKey) bool { return k.ID == who.ID })
		if err != nil {
			return err
		}
		rec, err := load(ctx, r, who.ID)
		o.name, o.keys, o.secret = k.Name, rec.Passkeys, rec.Secret
		return err
	})
	return o, unavailable(err)
}

// Passkeys returns those of who has a pass.
func (d *Desk) Passkeys(ctx context.Context, pass string) (all []Passkey, err error) {
	o, err := d.owner(ctx, pass)
	for _, p := range o.keys {
		all = append(all, Passkey{p.id(), p.Name, p.At})
	}
	return all, err
}

// AskForNew returns a challenge for a new passkey of who has a pass.
func (d *Desk) AskForNew(ctx context.Context, pass string) (Challenge, error) {
	if d.relying == nil {
		return Challenge{}, errNoPasskeys
	}
	o, err := d.owner(ctx, pass)
	if err != nil {
		return Challenge{}, err
	}
	var have []protocol.CredentialDescriptor
	for _, k := range o.keys {
		have = append(have, k.Key.Descriptor())
	}
	options, session, err := d.relying.BeginRegistration(o, webauthn.WithExclusions(have))
	return d.challenge(options, session, err)
}

// AddPasskey adds the passkey that has answered a challenge of [Desk.AskForNew].
func (d *Desk) AddPasskey(ctx context.Context, pass, state, answer, name string) error {
	session, err := d.opened(state)
	if err != nil {
		return err
	}
	o, err := d.owner(ctx, pass)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return errPasskey
	}
	key, err := d.relying.CreateCredential(o, session, parsed)
	if err != nil || !d.answered.first(session.Challenge, d.time()) {
		return errPasskey
	}
	if fold(name) == "" || len(name) > unspent.MaxName {
		name = d.issuer()
	}
	key.Attestation = webauthn.CredentialAttestation{} // nobody asks which maker's it is
	return d.changeOwn(ctx, o, func(rec *record) error {
		if len(rec.Passkeys) >= MaxPasskeys {
			return unspent.Errorf(unspent.LimitExceeded, "a person has %d passkeys at most", MaxPasskeys)
		}
		rec.Passkeys = append(rec.Passkeys, passkey{name, d.time(), *key})
		return nil
	})
}

// changeOwn changes what is kept of who has a pass. Unauthenticated if they were reset
// since it was looked at.
func (d *Desk) changeOwn(ctx context.Context, o owner, f func(*record) error) error {
	var p Person
	return d.change(ctx, o.id, func(_ store.Tx, _ store.APIKey, rec *record) error {
		if rec.Secret == nil || !bytes.Equal(rec.Secret, o.secret) {
			return errPass
		}
		return f(rec)
	}, &p)
}

// DropPasskey removes a passkey of who has a pass. NotFound if they have none with the
// id.
func (d *Desk) DropPasskey(ctx context.Context, pass, id string) error {
	o, err := d.owner(ctx, pass)
	if err != nil {
		return err
	}
	return d.changeOwn(ctx, o, func(rec *record) error {
		n := len(rec.Passkeys)
		if rec.Passkeys = slices.DeleteFunc(rec.Passkeys, func(p passkey) bool { return p.id() == id }); len(rec.Passkeys) == n {
			return unspent.Errorf(unspent.NotFound, "you have no such passkey")
		}
		return nil
	})
}

// confirm counts a try to show that it is still the person who has a pass, and ends the
// pass when there were too many wrong ones.
func (d *Desk) confirm(pass string, shown func(id string) error) error {
	who, err := d.Who(pass)
	if err != nil {
		return err
	}
	d.passes.try(pass)
	if _, err := d.Who(pass); err != nil {
		return err
	}
	err = shown(who.ID)
	switch {
	case err == nil:
		d.passes.right(pass)
	case errors.Is(err, unspent.Unauthenticated):
		d.passes.wrong(pass)
	}
	return err
}
