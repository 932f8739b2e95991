package web

import (
	"errors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/staff"
)

// challenge is what a form has a passkey answer.
type challenge struct {
	Options string // JSON
	Ticket  string // with what the server remembers of it
}

// askPasskey seals a challenge; nil where there are no passkeys.
func (v *visit) askPasskey(c staff.Challenge, err error) (*challenge, error) {
	if errors.Is(err, unspent.Unavailable) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sealed, err := v.s.tickets.seal(ticket{Purpose: "passkey", Secret: c.State})
	return &challenge{c.Options, sealed}, err
}

// state opens what askPasskey sealed.
func (v *visit) state(field string) (string, error) {
	t, err := v.s.tickets.open(v.field(field), "passkey")
	return t.Secret, err
}

// signInByPasskey begins a session for the person whose passkey has answered.
func (v *visit) signInByPasskey() error {
	if v.s.Staff == nil {
		return errNoPeople
	}
	state, err := v.state("ticket")
	if err != nil {
		return err
	}
	pass, who, err := v.s.Staff.EnterByPasskey(v.r.Context(), v.s.Client(v.r), state, v.field("answer"))
	if err != nil {
		t, err := v.wrongDigits(err, "passkeys.wrong")
		if err != nil {
			return err
		}
		return v.signPage(t.status, t.trouble)
	}
	return v.welcome(who, pass, "signIn")
}

// passkeysPage is the passkeys of whoever is signed in, and the form for another.
type passkeysPage struct {
	Who      member
	Trouble  trouble
	Passkeys []staff.Passkey
	Ask      *challenge // nil: none can be made here
	ID       string
}

// person returns the session of a person of the staff.
func (v *visit) person() (s *session, ok bool, err error) {
	s, _, ok, err = v.staff()
	if ok && !staff.IsPass(s.key) {
		return nil, false, unspent.Errorf(unspent.Forbidden, "passkeys are of people who have enrolled")
	}
	return s, ok, err
}

func (v *visit) passkeys() error {
	s, ok, err := v.person()
	if !ok {
		return err
	}
	return v.showPasskeys(s, nil)
}

func (v *visit) showPasskeys(s *session, wrong error) error {
	page := passkeysPage{Who: v.member(s), Trouble: v.trouble(wrong, nil)}
	if errors.Is(wrong, unspent.Unauthenticated) {
		page.Trouble.Reason = "passkeys.wrong"
	}
	var err error
	if page.Passkeys, err = v.s.Staff.Passkeys(v.r.Context(), s.key); err != nil {
		return err
	}
	if page.Ask, err = v.askPasskey(v.s.Staff.AskForNew(v.r.Context(), s.key)); err != nil {
		return err
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_passkeys", statusOf(wrong), "passkeys.title", page)
}

func (v *visit) addPasskey() error {
	s, ok, err := v.person()
	if !ok {
		return err
	}
	state, err := v.state("ticket")
	if err == nil {
		err = v.s.Staff.AddPasskey(v.r.Context(), s.key, state, v.field("answer"), v.field("name"))
	}
	if err != nil {
		return v.showPasskeys(s, err)
	}
	v.s.Acted(v.r.Context(), s.who, "addPasskey")
	return v.to("/desk/passkeys")
}

func (v *visit) dropPasskey() error {
	s, ok, err := v.person()
	if !ok {
		return err
	}
	if err := v.s.Staff.DropPasskey(v.r.Context(), s.key, v.r.PathValue("id")); err != nil {
		return err
	}
	v.s.Acted(v.r.Context(), s.who, "dropPasskey")
	return v.to("/desk/passkeys")
}

// askAgain is the challenge for a person who has passkeys, nil for any other.
func (v *visit) askAgain(s *session) (*challenge, error) {
	has, err := v.s.Staff.Passkeys(v.r.Context(), s.key)
	if err != nil || len(has) == 0 {
		return nil, err
	}
	return v.askPasskey(v.s.Staff.Ask())
}
