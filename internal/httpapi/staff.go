package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
)

func (s *server) mountStaff() {
	const tag = "administration"
	hanako := api.StaffPerson{ID: "per_1a2b3c", Name: "Hanako", Role: "support", CreatedAt: exampleTime()}
	linked := api.LinkedPerson{StaffPerson: hanako, Link: s.BaseURL + "/desk/enrol#…"}
	mount(s, endpoint[api.PersonRequest, api.LinkedPerson]{
		id: "addPerson", method: "POST", path: "/v1/staff", tag: tag, summary: "Add a person of the staff",
		about: "They sign in at the desk with their name and six digits of an app on their phone, and have no API key. " +
			"Like a new key, it takes both where there are two admins, or were. It cannot be replayed: if the link was lost, ask for a new one.",
		access: access{}, write: true, status: 201, reasons: []unspent.Reason{unspent.SecondPerson, unspent.LimitExceeded},
		in: api.PersonRequest{Name: "Hanako", Role: "support"}, out: linked, do: (*exchange).addPerson,
	})
	mount(s, endpoint[struct{}, api.PersonList]{
		id: "people", method: "GET", path: "/v1/staff", tag: tag, summary: "List the people of the staff", about: "Those who are disabled too.",
		access: access{}, out: api.PersonList{People: []api.StaffPerson{hanako}}, do: (*exchange).people,
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "disablePerson", method: "DELETE", path: "/v1/staff/{id}", tag: tag, summary: "Disable a person of the staff at once",
		about:  "For good. They are signed out everywhere, and what they approved and is not carried out yet waits again.",
		access: access{}, write: true, status: 204, reasons: []unspent.Reason{unspent.NotFound}, do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			if x.s.Staff == nil {
				return nil, errNoStaff
			}
			return nothing(x.s.Staff.Disable(x.noting(), x.by, x.r.PathValue("id")))
		},
	})
	mount(s, endpoint[struct{}, api.LinkedPerson]{
		id: "resetPerson", method: "POST", path: "/v1/staff/{id}/link", tag: tag, summary: "Give a person of the staff a new link",
		about: "For whoever lost their phone or their link. What they signed in with stops working and they are signed out everywhere. " +
			"Whoever has the link becomes that person, so it takes a second admin as adding one does.",
		access: access{}, write: true, status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.SecondPerson, unspent.WrongState},
		out: linked, do: (*exchange).resetPerson,
	})
}

var errNoStaff = unspent.Errorf(unspent.Unavailable, "no people of the staff are kept here")

func viewPerson(p staff.Person) api.StaffPerson {
	return api.StaffPerson{ID: p.ID, Name: p.Name, Role: p.Role, CreatedAt: p.CreatedAt.UTC(), DisabledAt: api.TimeOf(p.DisabledAt),
		Ends: api.TimeOf(p.Ends), EnrolledAt: api.TimeOf(p.EnrolledAt), LinkEnds: api.TimeOf(p.LinkEnds)}
}

func (x *exchange) people(*struct{}) (*api.PersonList, error) {
	if x.s.Staff == nil {
		return nil, errNoStaff
	}
	all, err := x.s.Staff.People(x.r.Context())
	if err != nil {
		return nil, err
	}
	out := &api.PersonList{People: make([]api.StaffPerson, len(all))}
	for i, p := range all {
		out.People[i] = viewPerson(p)
	}
	return out, nil
}

func (x *exchange) addPerson(in *api.PersonRequest) (*api.LinkedPerson, error) {
	if x.s.Staff == nil {
		return nil, errNoStaff
	}
	ends, note := in.Ends.UTC().Truncate(time.Second), ""
	if !ends.IsZero() {
		note = ends.Format(time.RFC3339) // however it was written, it is the same request
	}
	if err := x.s.Staff.May(x.r.Context(), in.Name, in.Role, ends); err != nil {
		return nil, err
	}
	err := x.clearMade(approval.Request{Kind: approval.PersonAdded, Subject: in.Name, Role: in.Role, Note: note},
		"person", in.Name, string(in.Role), note)
	if err != nil {
		return nil, err
	}
	return x.linked(x.s.Staff.Add(x.noting(), x.by, in.Name, in.Role, ends))
}

func (x *exchange) resetPerson(*struct{}) (*api.LinkedPerson, error) {
	if x.s.Staff == nil {
		return nil, errNoStaff
	}
	id := x.r.PathValue("id")
	all, err := x.s.Staff.People(x.r.Context())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(p staff.Person) bool { return p.ID == id && p.DisabledAt.IsZero() })
	if i < 0 {
		return nil, unspent.Errorf(unspent.NotFound, "there is no such person of the staff")
	}
	if err := x.s.Staff.MayReset(all[i]); err != nil {
		return nil, err
	}
	if err := x.clearMade(approval.Request{Kind: approval.PersonReset, Subject: id, Role: all[i].Role, Note: all[i].Name}, "reset", id); err != nil {
		return nil, err
	}
	return x.linked(x.s.Staff.Reset(x.r.Context(), x.by, id))
}

func (x *exchange) linked(p staff.Person, link string, err error) (*api.LinkedPerson, error) {
	if err != nil {
		return nil, err
	}
	if x.r.PathValue("id") == "" { // the log names those that the address does not
		x.subject = p.ID + x.subject
	}
	return &api.LinkedPerson{StaffPerson: viewPerson(p), Link: link}, nil
}

// otherAdmins reports whether there has been an admin who could judge what x asks for.
// Once two have enrolled in person, keys do not count, and whoever asks needs one of the
// persons; before that, the key that added the first one is no other admin to them, nor
// they to it.
func (x *exchange) otherAdmins() (bool, error) {
	keys, err := x.s.Book.Keys(x.r.Context())
	if err != nil || x.s.Staff == nil {
		return slices.ContainsFunc(keys, func(k store.APIKey) bool { return k.Role == unspent.Admin && k.ID != x.by.ID }), err
	}
	people, err := x.s.Staff.People(x.r.Context())
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(people, func(p staff.Person) bool {
		return p.Role == unspent.Admin && !p.EnrolledAt.IsZero() && p.ID != x.by.ID && (x.s.Staff.Settled() || !sameHand(people, p.ID, x.by.ID))
	}) || !x.s.Staff.Settled() && slices.ContainsFunc(keys, func(k store.APIKey) bool {
		return !k.Person() && k.Role == unspent.Admin && k.ID != x.by.ID && !sameHand(people, k.ID, x.by.ID)
	}), nil
}

// sameHand reports whether one of two is a key and the other a person whom it added:
// an admin who becomes a person most likely keeps the key, and is not two for it.
func sameHand(people []staff.Person, a, b string) bool {
	return slices.ContainsFunc(people, func(p staff.Person) bool {
		return !isPerson(p.By) && (p.ID == a && p.By == b || p.ID == b && p.By == a)
	})
}

// mayJudge refuses keys once there are people to judge, and a key and the person whom
// it added as judges of each other. two reports whether two have to approve: from then on
// it takes them for what a key asks, since one of them may have it.
func (x *exchange) mayJudge(id string) (two bool, err error) {
	if x.s.Staff == nil {
		return false, nil
	}
	settled := x.s.Staff.Settled()
	if settled && !isPerson(x.by.ID) {
		return false, unspent.Errorf(unspent.Forbidden, "a key is no second person: sign in at the desk as one")
	}
	asked, err := x.s.approvals.One(x.r.Context(), id)
	if err != nil {
		return false, err
	}
	people, err := x.s.Staff.People(x.r.Context())
	if err == nil && sameHand(people, x.by.ID, asked.By) {
		err = unspent.Errorf(unspent.Forbidden, "a key and the person whom it added are one: it takes somebody else")
	}
	return settled && !isPerson(asked.By), err
}

func isPerson(id string) bool { return strings.HasPrefix(id, store.PersonPrefix) }
