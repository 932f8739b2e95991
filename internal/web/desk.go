package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
)

// staff returns who has opened a page of the desk, and a client that asks with
// their key. Nobody is signed in: ok is false, and the page to sign in is shown.
func (v *visit) staff() (s *session, server *client.Client, ok bool, err error) {
	s = v.s.sessions.find(v.token())
	if s != nil {
		if _, err := v.s.who(s.key); err != nil { // it was revoked, or they were disabled
			v.s.sessions.end(v.token())
			s = nil
		}
	}
	if s == nil {
		return nil, nil, false, v.signPage(http.StatusOK, trouble{})
	}
	if ok, err := v.knows(s); !ok {
		return nil, nil, false, err
	}
	server, _ = v.s.ask(v.r, "")
	server.Key = s.key
	return s, server, true, nil
}

// deskSign is the page to sign in at the desk.
type deskSign struct {
	Trouble trouble
	People  bool       // somebody can sign in in person
	Name    string     // that they typed
	Ask     *challenge // of a passkey; nil: there are none
	Keys    bool       // an API key opens the desk
	Invites bool       // there are one-time links
}

// signIn begins a session for a person of the staff, or for whoever has an API key of
// the staff as long as keys open the desk.
func (v *visit) signIn() error {
	switch {
	case v.r.PostForm.Has("digits"):
		return v.signInPerson()
	case v.r.PostForm.Has("answer"):
		return v.signInByPasskey()
	}
	key := v.field("key")
	if invite := v.field("invite"); invite != "" && v.s.Demo != nil {
		key = v.s.Demo.Invite(invite[strings.LastIndexByte(invite, '#')+1:])
	}
	who, err := v.s.who(key)
	switch {
	case err != nil || staff.IsPass(key):
		err = unspent.Errorf(unspent.Unauthenticated, "no key like this is in force")
	case !atDesk(who.Role):
		err = unspent.Errorf(unspent.Forbidden, "this key is not one of the staff")
	}
	if err != nil {
		v.s.Failed(v.r)
		return v.signPage(statusOf(err), trouble{Reason: "desk.nokey"})
	}
	return v.welcome(who, key, "signIn")
}

// atDesk reports whether the role works at the desk.
func atDesk(r unspent.Role) bool { return slices.Contains(staff.Roles(), r) }

func (v *visit) signOut() error {
	if s := v.leaveDesk(); s != nil {
		v.s.Acted(v.r.Context(), s.who, "signOut")
	}
	http.SetCookie(v.w, v.s.cookie("", -time.Second))
	v.forgetPages()
	return v.to("/desk")
}

// forgetPages has the browser drop what it keeps of our pages, and what is kept for it
// here, when somebody signs out.
func (v *visit) forgetPages() {
	v.keepBrowser("", -1)
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
}

// signOutEverywhere ends every session of whoever asks, in this browser and others.
func (v *visit) signOutEverywhere() error {
	if s := v.s.sessions.find(v.token()); s != nil {
		v.s.sessions.endAll(s.who.ID)
		if v.s.Staff != nil {
			v.s.Staff.EndAll(s.who.ID)
		}
		v.s.Acted(v.r.Context(), s.who, "signOut")
	}
	return v.signOut()
}

// to sends the browser on to another page, after a form.
func (v *visit) to(path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// deskPage is the first page of the desk.
type deskPage struct {
	Who      member
	Trouble  trouble
	Programs []programView
	Keys     []api.KeyRecord
	Failed   int  // sign-ins within an hour, if they are an alarm
	Browsers int  // in which they are signed in
	Person   bool // it is one, and no key
	Keyed    bool // keys open the desk, and an admin should end that
}

// programView is a program, and the most that an account may hold of it if there
// is a limit.
type programView struct {
	unspent.Program
	Cap *unspent.Money
}

func (v *visit) desk() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.firstDesk(s, server, nil)
}

func (v *visit) firstDesk(s *session, server *client.Client, wrong error) error {
	page := deskPage{Who: v.member(s), Person: staff.IsPass(s.key), Browsers: v.s.sessions.count(s.who.ID),
		Trouble: notFound(v.trouble(wrong, nil), wrong)}
	if s.who.Role == unspent.Admin || s.who.Role == unspent.Auditor {
		page.Failed = v.s.ManyFailed()
	}
	programs, err := server.Programs(v.r.Context())
	if err != nil && unspent.ReasonOf(err) != unspent.Forbidden {
		return err
	}
	for _, p := range programs {
		one := programView{Program: p}
		if most := p.Limits.AccountCap; most > 0 {
			one.Cap = new(unspent.NewMoney(most, p.Currency))
		}
		page.Programs = append(page.Programs, one)
	}
	if s.who.Role == unspent.Admin {
		page.Keyed = v.s.Staff != nil && v.s.Demo == nil && v.s.keysOpen()
		if page.Keys, err = server.Keys(v.r.Context()); err != nil {
			return err
		}
	}
	return v.show("desk", statusOf(wrong), "desk.title", page)
}

// deskCard is a card as the staff sees it: never its code.
type deskCard struct {
	Who     member
	Trouble trouble
	Done    telling // what was just done
	Record  api.CardRecord
	Card    *cardView
	Events  []api.Event
	Next    string
	Actions []action
	Wrong   mistakes
	Typed   cardForm
	ID      string
}

// cardForm is what was typed to do something to a card, shown again when it is not
// right.
type cardForm struct{ Amount, Mail, Note, Reason string }

// by says who asked for an event of a card: a key by what the staff calls it, the
// server itself, or a holder, of whom nothing more is known.
func (w *words) by(e api.Event) (string, error) {
	switch {
	case e.ByName != "":
		return e.ByName, nil
	case e.By == gift.By || e.By == "sweep": // what expires cards
		return w.text("desk.itself")
	case strings.HasPrefix(e.By, "key_") || strings.HasPrefix(e.By, store.PersonPrefix): // the book does not know it
		return e.By, nil
	}
	return w.text("desk.holder")
}

// action is something that the staff may do to a card.
type action struct {
	Name    string           // in the address, and of its text
	Reasons []unspent.Reason // one of which is given; none: it needs none
	Amount  bool
	Mail    bool // it goes to a mail address
}

// Asks reports whether the page asks before it does the action.
func (a action) Asks() bool { return asks(a.Name) }

func everyAction() []string {
	return []string{"activate", "freeze", "unfreeze", "send", "raise", "lower", "void"}
}

// actions returns what a role may do to a card as it stands.
func actions(who unspent.Actor, c api.CardRecord) (all []action) {
	add := func(ok bool, kind unspent.Kind, a action) {
		if ok && who.May(kind) {
			all = append(all, a)
		}
	}
	alive := c.State == unspent.StateActive
	add(c.State == unspent.StateInactive, unspent.Activated, action{Name: "activate"})
	add(alive && !c.Frozen, unspent.Frozen, action{Name: "freeze", Reasons: unspent.StaffReasons(unspent.Frozen, false)})
	add(alive && c.Frozen, unspent.Unfrozen, action{Name: "unfreeze", Reasons: unspent.StaffReasons(unspent.Unfrozen, false)})
	add(alive && !c.Frozen, unspent.Reissued, action{Name: "send", Mail: true})
	add(alive, unspent.Adjusted, action{Name: "raise", Reasons: unspent.StaffReasons(unspent.Adjusted, true), Amount: true})
	add(alive, unspent.Adjusted, action{Name: "lower", Reasons: unspent.StaffReasons(unspent.Adjusted, false), Amount: true})
	add(alive || c.State == unspent.StateInactive, unspent.Voided, action{Name: "void", Reasons: unspent.StaffReasons(unspent.Voided, false)})
	return all
}

func (v *visit) card() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	serial, err := unspent.ParseSerial(v.r.PathValue("serial"))
	if err != nil {
		return &unspent.Error{Reason: unspent.NotFound, Detail: "there is no card with this serial", Err: err}
	}
	return v.showCard(s, server, serial, nil)
}

// showCard shows a card, after something went wrong if wrong is not nil.
func (v *visit) showCard(s *session, server *client.Client, serial unspent.Serial, wrong error) error {
	card, err := server.Card(v.r.Context(), serial)
	if err != nil {
		return err
	}
	events, err := server.CardEvents(v.r.Context(), serial, v.cursor(), 0)
	if err != nil {
		return err
	}
	page := deskCard{Who: v.member(s), Trouble: v.trouble(wrong, nil), Record: card, Card: v.viewCard(card.CardStatus), Events: events.Events,
		Actions: actions(s.who, card),
		Wrong:   mistakesOf(wrong)}
	if len(page.Wrong) > 0 {
		page.Typed = cardForm{v.field("amount"), v.field("mail"), v.field("note"), v.field("reason")}
	}
	if name := v.r.URL.Query().Get("done"); slices.Contains(everyAction(), name) {
		page.Done.Word = "done." + name
	}
	if events.Next != "" {
		page.Next = "/desk/cards/" + serial.String() + "?" + url.Values{"cursor": {string(events.Next)}}.Encode()
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_card", statusOf(wrong), "desk.card", page)
}

// act does what a form of the card's page asks for. The API decides whether the
// role may.
func (v *visit) act() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	serial, err := unspent.ParseSerial(v.r.PathValue("serial"))
	if err != nil {
		return err
	}
	name := v.r.PathValue("action")
	if asks(name) && !v.sure() {
		return v.askAboutCard(s, server, serial)
	}
	err = v.command(server, serial)
	if unspent.ReasonOf(err) == unspent.SecondPerson {
		return v.to("/desk/approvals")
	}
	if err != nil {
		return v.showCard(s, server, serial, err)
	}
	return v.to("/desk/cards/" + serial.String() + "?" + url.Values{"done": {name}}.Encode())
}

func (v *visit) command(server *client.Client, serial unspent.Serial) error {
	ctx, name, note, reason := v.r.Context(), v.r.PathValue("action"), v.field("note"), unspent.Reason(v.field("reason"))
	id := v.field("id") + "-" + name // the forms of a page share one id
	var err error
	switch name {
	case "send":
		_, err = server.SendCard(ctx, id, serial, v.field("mail"), v.field("lang"))
	case "activate":
		_, err = server.Activate(ctx, id, unspent.Activate{Serial: serial})
	case "freeze":
		_, err = server.Freeze(ctx, id, unspent.Freeze{Serial: serial, Reason: reason, Note: note})
	case "unfreeze":
		_, err = server.Unfreeze(ctx, id, unspent.Unfreeze{Serial: serial, Reason: reason, Note: note})
	case "void":
		_, err = server.Void(ctx, id, unspent.Void{Serial: serial, Reason: reason, Note: note})
	case "raise", "lower":
		var delta unspent.Money
		if delta, err = v.delta(server, serial); err != nil {
			return err
		}
		_, err = server.Adjust(ctx, id, unspent.Adjust{Serial: serial, Delta: delta, Reason: reason, Note: note})
	default:
		return unspent.Errorf(unspent.NotFound, "there is no such action")
	}
	return err
}

// delta returns what a form adds to the balance of a card, in its currency.
func (v *visit) delta(server *client.Client, serial unspent.Serial) (unspent.Money, error) {
	card, err := server.Card(v.r.Context(), serial)
	if err != nil {
		return unspent.Money{}, err
	}
	name := v.r.PathValue("action")
	m, err := readAmount(v.field("amount"), card.Balance.Currency())
	switch {
	case err != nil:
		return m, mistakes{{Field: name + "-amount", Word: "gift.wrong.amount", Args: []any{"Example", unspent.NewMoney(500, card.Balance.Currency())}, First: true}}
	case name == "lower":
		return m.Neg(), nil
	}
	return m, nil
}
