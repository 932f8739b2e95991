package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/pquerna/otp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/staff"
)

// A person of the staff signs in with their name and six digits of an app on their
// phone. What the pages ask the API with for them is a pass, which no browser is given.

// keysOpen reports whether an API key opens the desk: until the first admin has
// enrolled as a person, and in a demo.
func (s *server) keysOpen() bool { return s.Staff == nil || !s.Staff.Closed() || s.Demo != nil }

// who returns who has a key or a pass with which a page of the desk may be asked for.
func (s *server) who(key string) (unspent.Actor, error) {
	switch {
	case staff.IsPass(key) && s.Staff != nil:
		return s.Staff.Who(key)
	case s.keysOpen():
		return s.Who(key)
	}
	return unspent.Actor{}, unspent.Errorf(unspent.Unauthenticated, "keys do not open the desk")
}

var errNoPeople = unspent.Errorf(unspent.NotFound, "no people of the staff are kept here")

// signPage is the page to sign in at the desk, after something went wrong if t says so.
func (v *visit) signPage(status int, t trouble) error {
	page := deskSign{Trouble: t, Invites: v.s.Demo != nil, Keys: v.s.keysOpen(), Name: v.field("name")}
	if page.People = v.s.Staff != nil && v.s.Staff.Peopled(); page.People {
		var err error
		if page.Ask, err = v.askPasskey(v.s.Staff.Ask()); err != nil {
			return err
		}
	}
	return v.show("desk_sign", status, "desk.sign", page)
}

// signInPerson begins a session for a person of the staff.
func (v *visit) signInPerson() error {
	if v.s.Staff == nil {
		return errNoPeople
	}
	pass, who, err := v.s.Staff.Enter(v.r.Context(), v.s.Client(v.r), v.field("name"), v.field("digits"))
	if err != nil {
		t, err := v.wrongDigits(err, "people.wrong")
		if err != nil {
			return err
		}
		return v.signPage(t.status, t.trouble)
	}
	return v.welcome(who, pass, "signIn")
}

// refused is what is said of digits that were refused, and with which status.
type refused struct {
	trouble
	status int
}

// wrongDigits says what is wrong with digits, and counts the sign-in that failed. What
// has gone wrong otherwise is returned.
func (v *visit) wrongDigits(err error, word string) (refused, error) {
	pause := staff.PauseOf(err)
	if pause == 0 && unspent.ReasonOf(err) != unspent.Unauthenticated {
		return refused{}, err
	}
	v.s.Failed(v.r)
	if pause > 0 {
		minutes := int((pause + time.Minute - 1) / time.Minute)
		return refused{trouble{Reason: "people.paused", Args: []any{"Minutes", minutes}}, http.StatusTooManyRequests}, nil
	}
	return refused{trouble{Reason: word}, http.StatusUnauthorized}, nil
}

// welcome begins a session for whoever has shown who they are. The token is new each
// time, so one that somebody else has put into the browser is worth nothing.
func (v *visit) welcome(who unspent.Actor, key, did string) error {
	v.leaveDesk()
	token, err := v.s.sessions.begin(who, key)
	if err != nil {
		v.s.endPass(key)
		return err
	}
	v.s.Acted(v.r.Context(), who, did)
	http.SetCookie(v.w, v.s.cookie(token, sessionLife))
	return v.to("/desk")
}

// leaveDesk ends the session of this browser, if there is one, and returns it.
func (v *visit) leaveDesk() *session {
	s := v.s.sessions.find(v.token())
	v.s.sessions.end(v.token())
	return s
}

// endPass ends a person's pass with the session that asked with it.
func (s *server) endPass(key string) {
	if staff.IsPass(key) && s.Staff != nil {
		s.Staff.End(key)
	}
}

// enrolPage asks for a link, or shows what to enrol with.
type enrolPage struct {
	Trouble trouble
	Name    string
	Secret  []string // in groups of four
	QR      *qrCode
	Ticket  string // with the link and the secret
}

func (v *visit) enrolForm() error {
	return v.show("desk_enrol", http.StatusOK, "enrol.title", enrolPage{})
}

// lookAtEnrol opens a link, and shows a secret that nobody was shown before. It does not
// use the link up.
func (v *visit) lookAtEnrol() error {
	if v.s.Staff == nil {
		return errNoPeople
	}
	link := v.field("link")
	link = link[strings.LastIndexByte(link, '#')+1:] // a whole address may have been pasted
	offer, err := v.s.Staff.Look(v.r.Context(), link)
	if err != nil {
		return v.noLink(err)
	}
	sealed, err := v.s.tickets.seal(ticket{Purpose: "enrol", Secret: link, Hold: offer.Scan})
	if err != nil {
		return err
	}
	return v.offer(http.StatusOK, trouble{}, sealed, offer.Scan)
}

// noLink says that a link is not good.
func (v *visit) noLink(err error) error {
	if !errors.Is(err, unspent.NotFound) {
		return err
	}
	v.s.Failed(v.r)
	return v.show("desk_enrol", http.StatusNotFound, "enrol.title", enrolPage{Trouble: trouble{Reason: "enrol.badLink"}})
}

// offer shows what a phone is to be told.
func (v *visit) offer(status int, t trouble, sealed, scan string) error {
	key, err := otp.NewKeyFromURL(scan)
	if err != nil {
		return err
	}
	page := enrolPage{Trouble: t, Name: key.AccountName(), Ticket: sealed}
	for secret := key.Secret(); secret != ""; secret = secret[min(4, len(secret)):] {
		page.Secret = append(page.Secret, secret[:min(4, len(secret))])
	}
	if page.QR, err = newQR(scan); err != nil {
		return err
	}
	return v.show("desk_enrol", status, "enrol.title", page)
}

// enrol uses a link up, with the first digits that the phone makes, and signs in.
func (v *visit) enrol() error {
	t, err := v.s.tickets.open(v.field("ticket"), "enrol")
	if err != nil {
		return err
	}
	key, err := otp.NewKeyFromURL(t.Hold)
	if err != nil {
		return err
	}
	pass, who, err := v.s.Staff.Enrol(v.r.Context(), t.Secret, key.Secret(), v.field("digits"))
	switch {
	case errors.Is(err, unspent.NotFound):
		return v.noLink(err)
	case errors.Is(err, unspent.Unauthenticated):
		return v.offer(http.StatusUnauthorized, trouble{Reason: "enrol.wrong"}, v.field("ticket"), t.Hold)
	case err != nil:
		return err
	}
	return v.welcome(who, pass, "enrol")
}
