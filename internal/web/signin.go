package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/signin"
)

// A holder signs in by a link that is mailed to them. What stands behind its #
// no server sees and no history of a proxy keeps; the page sends it in the body of
// a form, and asks before it uses the link up. So whoever fetches or opens links in
// advance uses nothing up, even with script.

// ownCookie names what a browser keeps. Where there is TLS, no other
// host of the domain can set one of this name; then its path is that of all pages.
func (s *server) ownCookie(name string) string {
	if s.secure() {
		return "__Host-" + name
	}
	return name
}

// holderCookie names what the browser of a holder keeps.
func (s *server) holderCookie() string { return s.ownCookie("me") }

func (s *server) secure() bool { return strings.HasPrefix(s.BaseURL, "https:") }

// holderToken returns what the browser of a holder keeps, "" if it keeps nothing.
func (v *visit) holderToken() string {
	c, err := v.r.Cookie(v.s.holderCookie())
	if err != nil {
		return ""
	}
	return c.Value
}

// keepHolder has the browser keep a session, or forget it if it is empty. Unlike
// the staff's it comes along when a link in a mail is opened.
func (v *visit) keepHolder(session string) {
	age := int(signin.SessionLife.Seconds())
	if session == "" {
		age = -1
	}
	http.SetCookie(v.w, &http.Cookie{Name: v.s.holderCookie(), Value: session, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: v.s.secure(), SameSite: http.SameSiteLaxMode})
}

// holder returns who is signed in, and a client that asks for them; ok is false
// if nobody is. An old token is replaced on the way.
func (v *visit) holder() (p api.Personal, server *client.Client, in *inside, ok bool, err error) {
	server, in = v.s.ask(v.r, v.field("work"))
	if server.Key = v.holderToken(); server.Key == "" {
		return p, server, in, false, nil
	}
	session, err := server.Renew(v.r.Context())
	if unspent.ReasonOf(err) == unspent.Unauthenticated {
		v.keepHolder("")
		server.Key = ""
		return p, server, in, false, nil
	}
	if err != nil {
		return p, server, in, false, err
	}
	if session != server.Key {
		server.Key = session
		v.keepHolder(session)
	}
	p, err = server.Me(v.r.Context())
	if r := unspent.ReasonOf(err); err != nil && (r == unspent.NotFound || r == unspent.Unauthenticated) { // they were forgotten elsewhere
		v.keepHolder("")
		server.Key = ""
		return p, server, in, false, nil
	}
	return p, server, in, err == nil, err
}

// signInPage asks for a mail address, says that the mail is on its way, or asks
// whether to sign in.
type signInPage struct {
	Trouble trouble
	Next    string // page to go on with
	Mail    string // that was typed, or whom the link signs in
	Sent    bool
	Ticket  string // with the link, to be used up
	Kept    string // the link, sealed, while a puzzle is done before it is looked at
}

// afterSignIn are the pages that a person may want to go on with.
func afterSignIn() []string { return []string{"/account", "/claim", "/give"} }

// safeNext returns one of our own pages.
func safeNext(next string) string {
	if slices.Contains(afterSignIn(), next) {
		return next
	}
	return afterSignIn()[0]
}

func (v *visit) signInForm() error { return v.askToSignIn(v.r.URL.Path, http.StatusOK) }

// askToSignIn shows the form on whichever page needs somebody to be signed in.
func (v *visit) askToSignIn(next string, status int) error {
	return v.show("sign_in", status, "sign.title", signInPage{Next: safeNext(next)})
}

// mailLink has a link mailed. The answer is the same for every address.
func (v *visit) mailLink() error {
	page := signInPage{Next: safeNext(v.field("next")), Mail: v.field("mail")}
	server, in := v.s.ask(v.r, v.field("work"))
	err := server.AskLink(v.r.Context(), page.Mail, v.lang, page.Next)
	page.Trouble, page.Sent = v.trouble(err, in), err == nil
	if unspent.ReasonOf(err) == unspent.Invalid {
		page.Trouble.Reason = "sign.badMail"
	}
	return v.show("sign_in", statusOf(err), "sign.title", page)
}

// lookAtLink asks whether to sign in with a link, without using it up.
func (v *visit) lookAtLink() error {
	link, err := v.link()
	if err != nil {
		return v.show("sign_in", statusOf(err), "sign.title", signInPage{Next: safeNext(""), Trouble: v.trouble(err, nil)})
	}
	server, in := v.s.ask(v.r, v.field("work"))
	who, err := server.LookAtLink(v.r.Context(), link)
	page := signInPage{Mail: who.Mail, Next: safeNext(who.Next), Trouble: v.trouble(err, in)}
	if unspent.ReasonOf(err) == unspent.NotFound {
		if _, _, _, signedIn, _ := v.holder(); signedIn { // most likely by this very link
			return v.to(page.Next)
		}
		page.Trouble.Reason = "sign.badLink"
	}
	sealed, e := v.s.tickets.seal(ticket{Purpose: "link", Secret: link})
	switch {
	case e != nil:
		return e
	case err == nil:
		page.Ticket = sealed
	case in.puzzle != nil:
		page.Kept = sealed
	}
	return v.show("sign_in", statusOf(err), "sign.title", page)
}

// link returns the secret of the link that was opened or pasted, or that the page
// before has sealed.
func (v *visit) link() (string, error) {
	if kept := v.field("kept"); kept != "" {
		t, err := v.s.tickets.open(kept, "link")
		return t.Secret, err
	}
	link := strings.TrimSpace(v.field("link"))
	link = link[strings.LastIndexByte(link, '#')+1:] // a whole address may have been pasted
	if len(link) != signin.SecretLen {
		return "", &amiss{word: "sign.partLink", typed: true, err: unspent.Errorf(unspent.Invalid, "this is not a whole link")}
	}
	return link, nil
}

// enter signs in. The session is new, so one that somebody else has put into the
// browser is worth nothing.
func (v *visit) enter() error {
	t, err := v.s.tickets.open(v.field("ticket"), "link")
	if err != nil {
		return err
	}
	server, in := v.s.ask(v.r, v.field("work"))
	entered, err := server.Enter(v.r.Context(), t.Secret)
	if err != nil {
		page := signInPage{Next: safeNext(v.field("next")), Trouble: v.trouble(err, in)}
		if in.puzzle != nil {
			page.Ticket, page.Mail = v.field("ticket"), v.field("mail")
		}
		if unspent.ReasonOf(err) == unspent.NotFound {
			page.Trouble.Reason = "sign.badLink"
		}
		return v.show("sign_in", statusOf(err), "sign.title", page)
	}
	if old := v.holderToken(); old != "" {
		server.Key = old
		_ = server.Leave(v.r.Context()) // it may be over already
	}
	v.keepHolder(entered.Session)
	return v.to(safeNext(v.field("next")))
}

func (v *visit) leave() error {
	if server, _ := v.s.ask(v.r, ""); v.holderToken() != "" {
		server.Key = v.holderToken()
		if err := server.Leave(v.r.Context()); err != nil && unspent.ReasonOf(err) != unspent.Unauthenticated {
			return err
		}
	}
	v.keepHolder("")
	v.forgetPages()
	return v.to("/")
}
