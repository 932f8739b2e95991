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
)

// staffRoutes are the pages of the desk that are about no single card.
func staffRoutes() []route {
	return []route{
		{"GET /desk/approvals", (*visit).approvals}, {"POST /desk/approvals/{id}/{verb}", (*visit).decide},
		{"GET /desk/batches", (*visit).batches}, {"POST /desk/batches", (*visit).planBatch},
		{"GET /desk/batches/{id}", (*visit).batch}, {"POST /desk/batches/{id}/{verb}", (*visit).batchAct},
		{"GET /desk/programs", (*visit).programs}, {"POST /desk/programs", (*visit).createProgram},
		{"GET /desk/keys", (*visit).keys}, {"POST /desk/keys", (*visit).createKey}, {"POST /desk/keys/{id}/revoke", (*visit).revokeKey},
		{"GET /desk/people", (*visit).people}, {"POST /desk/people", (*visit).addPerson},
		{"POST /desk/people/{id}/reset", (*visit).resetPerson}, {"POST /desk/people/{id}/disable", (*visit).disablePerson},
		{"GET /desk/passkeys", (*visit).passkeys}, {"POST /desk/passkeys", (*visit).addPasskey},
		{"POST /desk/passkeys/{id}/remove", (*visit).dropPasskey},
		{"GET /desk/log", (*visit).actionLog},
		{"GET /desk/reports", (*visit).reports}, {"GET /desk/reports/daily.csv", (*visit).dailyFile},
	}
}

// place is a page of the desk that a role may use.
type place struct{ Path, Text string }

// places returns what a role may use beside the cards.
func places(r unspent.Role) (all []place) {
	add := func(path, text string, roles ...unspent.Role) {
		if r == unspent.Admin || slices.Contains(roles, r) {
			all = append(all, place{path, text})
		}
	}
	add("/desk/orders", "gift.orders", unspent.Issuer, unspent.Support, unspent.Auditor)
	add("/desk/mails", "mails.title", unspent.Issuer, unspent.Support, unspent.Auditor)
	add("/desk/approvals", "approvals.title", unspent.Issuer, unspent.Support, unspent.Auditor)
	add("/desk/batches", "batches.title", unspent.Issuer)
	add("/desk/programs", "programs.title", unspent.Issuer, unspent.Support, unspent.Auditor, unspent.Store)
	add("/desk/reports", "reports.title", unspent.Issuer, unspent.Support, unspent.Auditor)
	add("/desk/people", "people.title")
	add("/desk/keys", "keys.title")
	add("/desk/log", "log.title", unspent.Auditor)
	return all
}

// approvalsPage is what waits for a second person, and what did.
type approvalsPage struct {
	Who     member
	Trouble trouble
	Open    []requestView
	Past    []requestView
	Next    string
	ID      string
}

// requestView is a request as one member of the staff sees it.
type requestView struct {
	api.ApprovalView
	Judges    bool // they may approve or refuse it
	Carries   bool // it is theirs, approved, and they can carry it out here
	Elsewhere bool // it is theirs and approved, and the program that asked carries it out
}

func viewRequest(a api.ApprovalView, who unspent.Actor) requestView {
	mine := a.By == who.ID
	ready, here := mine && a.State == "approved" && !a.Batch, carriedHere(a)
	return requestView{ApprovalView: a, Judges: !mine && a.First != who.ID && a.State == "waiting" && who.May(a.Kind),
		Carries: ready && here, Elsewhere: ready && !here}
}

// carriedHere reports whether a request comes from a form of the desk, or could.
func carriedHere(a api.ApprovalView) bool {
	return a.Kind == unspent.Adjusted || a.Kind == unspent.Activated || a.Kind == unspent.Reissued && a.To != "" || makes(a.Kind)
}

// Moves reports whether it is about value.
func (r requestView) Moves() bool { return !makes(r.Kind) }

// Named is the text that says what its subject is.
func (r requestView) Named() string {
	switch {
	case r.Kind == unspent.Issued, r.Kind == unspent.Imported:
		return "card.program"
	case r.Kind == client.KeyMade, r.Kind == client.PersonAdded:
		return "keys.name"
	case r.Kind == client.PersonReset:
		return "programs.id"
	}
	return "approvals.account"
}

// Noted is the text that says what its note is.
func (r requestView) Noted() string {
	switch {
	case r.Kind == unspent.Issued:
		return "desk.order"
	case r.Kind == client.PersonAdded:
		return "people.ends"
	case r.Kind == client.PersonReset:
		return "keys.name"
	}
	return "desk.note"
}

// Ends is when a new person will no longer work here; zero if that is not known.
func (r requestView) Ends() time.Time {
	at, err := time.Parse(time.RFC3339, r.Note)
	if r.Kind != client.PersonAdded || err != nil {
		return time.Time{}
	}
	return at
}

// makes reports whether a request is for somebody who could be a second person.
func makes(k unspent.Kind) bool {
	return k == client.KeyMade || k == client.PersonAdded || k == client.PersonReset
}

// OfCard reports whether it is about one card, whose serial is the subject.
func (r requestView) OfCard() bool {
	_, err := unspent.ParseSerial(r.Subject)
	return err == nil && r.Kind != unspent.Issued && r.Moves()
}

// What is the text that says what is asked for.
func (r requestView) What() string {
	if r.Kind == unspent.Reissued && r.Lang != "" { // the address is there only while it is open
		return "asked.sent"
	}
	return "asked." + string(r.Kind)
}

// Stand is the text that says how far it has come.
func (r requestView) Stand() string {
	if r.State == "approved" && r.Batch && r.Judge == "" {
		return "stand.ready"
	}
	return "stand." + r.State
}

// IsOpen reports whether something is still to come of it.
func (r requestView) IsOpen() bool { return r.State == "waiting" || r.State == "approved" }

func (v *visit) approvals() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.showApprovals(s, server, nil)
}

func (v *visit) showApprovals(s *session, server *client.Client, wrong error) error {
	page := approvalsPage{Who: v.member(s), Trouble: v.trouble(wrong, nil)}
	cursor := v.cursor()
	if cursor == "" {
		open, err := server.Approvals(v.r.Context(), "open", "", mostOpen)
		if err != nil {
			return err
		}
		for _, a := range open.Approvals {
			if one := viewRequest(a, s.who); one.IsOpen() {
				page.Open = append(page.Open, one)
			}
		}
	}
	all, err := server.Approvals(v.r.Context(), "", cursor, 0)
	if err != nil {
		return err
	}
	for _, a := range all.Approvals {
		if one := viewRequest(a, s.who); !one.IsOpen() {
			page.Past = append(page.Past, one)
		}
	}
	if all.Next != "" {
		page.Next = "/desk/approvals?" + url.Values{"cursor": {string(all.Next)}}.Encode()
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_approvals", statusOf(wrong), "approvals.title", page)
}

// decide approves or refuses what somebody else asks for, or carries out what
// somebody else has approved. The API decides whether they may.
func (v *visit) decide() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	request, id := v.r.PathValue("id"), v.field("id")
	switch v.r.PathValue("verb") {
	case "approve":
		_, err = server.Approve(v.r.Context(), id, request)
	case "refuse":
		_, err = server.Refuse(v.r.Context(), id, request)
	case "carry":
		return v.carry(s, server, request)
	default:
		return unspent.Errorf(unspent.NotFound, "there is no such action")
	}
	if err != nil {
		return v.showApprovals(s, server, err)
	}
	return v.to("/desk/approvals")
}

// carry sends the call again that a second person has approved: the same, under
// the same request id.
func (v *visit) carry(s *session, server *client.Client, request string) error {
	a, err := server.Approval(v.r.Context(), request)
	if err != nil {
		return err
	}
	if a.By != s.who.ID || !carriedHere(a) {
		return unspent.Errorf(unspent.Forbidden, "only who asked for it carries it out")
	}
	if a.Kind == client.KeyMade {
		return v.makeKey(s, server, a)
	}
	if makes(a.Kind) {
		return v.makePerson(s, server, a)
	}
	serial, err := unspent.ParseSerial(a.Subject)
	if err != nil {
		return err
	}
	switch a.Kind {
	case unspent.Activated:
		_, err = server.Activate(v.r.Context(), a.Key, unspent.Activate{Serial: serial})
	case unspent.Reissued:
		_, err = server.SendCard(v.r.Context(), a.Key, serial, a.To, a.Lang)
	default:
		_, err = server.Adjust(v.r.Context(), a.Key, unspent.Adjust{Serial: serial, Delta: a.Value, Reason: a.Reason, Note: a.Note})
	}
	if err != nil {
		return v.showApprovals(s, server, err)
	}
	return v.to("/desk/cards/" + serial.String())
}

// makeKey makes a key that another admin has approved, and shows it, this once.
func (v *visit) makeKey(s *session, server *client.Client, a api.ApprovalView) error {
	made, err := server.CreateKey(v.r.Context(), a.Key, api.KeyRequest{Name: a.Subject, Role: a.Role, Merchant: a.Merchant, Accounts: strings.Fields(a.Accounts)})
	if err != nil {
		return v.showApprovals(s, server, err)
	}
	return v.showKeys(s, server, nil, keysPage{Made: &made.KeyRecord, Key: made.Key})
}

// logPage is what the staff did.
type logPage struct {
	Who     member
	Actions []api.Action
	Next    string
}

func (v *visit) actionLog() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	log, err := server.Actions(v.r.Context(), v.cursor(), 0)
	if err != nil {
		return err
	}
	page := logPage{Who: v.member(s), Actions: log.Actions}
	if log.Next != "" {
		page.Next = "/desk/log?" + url.Values{"cursor": {string(log.Next)}}.Encode()
	}
	return v.show("desk_log", http.StatusOK, "log.title", page)
}
