package web

import (
	"maps"
	"net/http"
	"slices"

	"github.com/unspent-dev/unspent/internal/staff"
)

// againPage asks a member of the staff for their key once more, before something
// that moves value or shows a code. Its form sends the same again.
type againPage struct {
	Who     member
	Person  bool // who shows fresh digits instead
	Trouble trouble
	Path    string
	Fields  []field
	Ask     *challenge // of a passkey; nil: they have none
}

// The fields of a form in which a key, or digits, are shown again.
const (
	againKey    = "again-key"
	againDigits = "again-digits"
	againAnswer = "again-answer" // of a passkey, to the challenge of the field after it
	againTicket = "again-ticket"
)

// guarded are the forms of the desk that move value, show codes or make keys; a
// browser that somebody left open does none of it for whoever sits down at it.
var guarded = []string{
	"POST /desk/cards/{serial}/{action}", "POST /desk/approvals/{id}/{verb}", "POST /desk/batches", "POST /desk/batches/{id}/{verb}",
	"POST /desk/keys", "POST /desk/keys/{id}/revoke",
	"POST /desk/people", "POST /desk/people/{id}/reset", "POST /desk/people/{id}/disable",
	"POST /desk/passkeys", "POST /desk/passkeys/{id}/remove", "POST /desk/give/order", "POST /desk/orders/{number}/{action}", "POST /desk/orders/{number}/sheets",
}

// knows reports whether whoever signed in has shown lately that it is they, and
// otherwise asks for their key or for fresh digits. Whoever came by a one-time link of
// the demo has none.
func (v *visit) knows(s *session) (bool, error) {
	if !slices.Contains(guarded, v.r.Pattern) || v.s.Demo != nil || v.s.sessions.fresh(s) {
		return true, nil
	}
	page := againPage{Who: v.member(s), Path: v.r.URL.Path, Person: staff.IsPass(s.key)}
	shown, status := againKey, http.StatusOK
	if page.Person {
		shown = againDigits
	}
	if v.field(shown) != "" || page.Person && v.field(againAnswer) != "" {
		t, err := v.again(s, v.field(shown))
		if err == nil && t.status == 0 {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if _, err := v.s.who(s.key); err != nil { // they were wrong too often
			v.s.sessions.end(v.token())
			return false, v.signPage(http.StatusUnauthorized, trouble{Reason: "people.ended"})
		}
		page.Trouble, status = t.trouble, t.status
	}
	if page.Person {
		var err error
		if page.Ask, err = v.askAgain(s); err != nil {
			return false, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v.r.PostForm)) {
		if !slices.Contains([]string{againKey, againDigits, againAnswer, againTicket}, name) {
			page.Fields = append(page.Fields, field{name, v.r.PostForm.Get(name)})
		}
	}
	title := "again.title"
	if page.Person {
		title = "again.titlePerson"
	}
	return false, v.show("desk_again", status, title, page)
}

// again looks at what was shown again. The zero value is no refusal.
func (v *visit) again(s *session, shown string) (refused, error) {
	if !staff.IsPass(s.key) {
		if v.s.sessions.knowsKey(s, shown) {
			return refused{}, nil
		}
		v.s.Failed(v.r)
		return refused{trouble{Reason: "again.wrong"}, http.StatusUnauthorized}, nil
	}
	err := v.confirm(s, shown)
	switch {
	case err == nil:
		v.s.sessions.show(s)
		return refused{}, nil
	case v.s.sessions.fresh(s): // the same form was sent twice
		return refused{}, nil
	}
	return v.wrongDigits(err, "again.wrongDigits")
}

// confirm shows digits, or what a passkey answered.
func (v *visit) confirm(s *session, digits string) error {
	if digits != "" {
		return v.s.Staff.Confirm(v.r.Context(), s.key, digits)
	}
	state, err := v.state(againTicket)
	if err != nil {
		return err
	}
	return v.s.Staff.ConfirmByPasskey(v.r.Context(), s.key, state, v.field(againAnswer))
}
