package web

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/staff"
)

// peoplePage is the people of the staff, and the form for another.
type peoplePage struct {
	Who     member
	Trouble trouble
	People  []personView
	Roles   []unspent.Role
	Made    *api.StaffPerson // or reset, just now
	Link    string           // theirs, this once
	Keys    bool             // a key opens the desk
	ID      string
}

// personView is a person with a word for how far they have come.
type personView struct {
	api.StaffPerson
	Stand string // id of a text
	Until time.Time
}

func viewPerson(p api.StaffPerson, now time.Time) personView {
	v := personView{p, "people.works", p.Ends.Time}
	switch {
	case !p.DisabledAt.IsZero():
		v.Stand, v.Until = "people.disabled", p.DisabledAt.Time
	case !p.Ends.IsZero() && !now.Before(p.Ends.Time):
		v.Stand = "people.over"
	case now.Before(p.LinkEnds.Time):
		v.Stand, v.Until = "people.linked", p.LinkEnds.Time
	case !p.LinkEnds.IsZero() || p.EnrolledAt.IsZero():
		v.Stand, v.Until = "people.unlinked", time.Time{}
	case !p.Ends.IsZero():
		v.Stand = "people.until"
	}
	return v
}

// Here reports whether they work here still.
func (p personView) Here() bool { return p.InForce() && p.Stand != "people.over" }

// InForce reports whether they can be disabled.
func (p personView) InForce() bool { return p.Stand != "people.disabled" }

func (v *visit) people() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.showPeople(s, server, nil, peoplePage{})
}

func (v *visit) showPeople(s *session, server *client.Client, wrong error, page peoplePage) error {
	page.Who, page.Roles, page.Keys = v.member(s), staff.Roles(), v.s.keysOpen()
	if wrong != nil {
		page.Trouble = v.trouble(wrong, nil)
	}
	if unspent.ReasonOf(wrong) == unspent.Conflict {
		page.Trouble.Reason = "people.taken"
	}
	all, err := server.Staff(v.r.Context())
	if err != nil {
		return err
	}
	for _, p := range all {
		page.People = append(page.People, viewPerson(p, v.s.Now()))
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("desk_people", statusOf(wrong), "people.title", page)
}

// addPerson adds a person and shows their link, this once. A form that is sent twice
// adds one.
func (v *visit) addPerson() error {
	return v.giveLink(func(server *client.Client, id string) (api.LinkedPerson, error) {
		var ends time.Time
		if day := v.field("ends"); day != "" {
			last, err := time.ParseInLocation(time.DateOnly, day, brand.Japan())
			if err != nil {
				return api.LinkedPerson{}, unspent.Errorf(unspent.Invalid, "the last day is a date such as 2027-03-31")
			}
			ends = last.AddDate(0, 0, 1)
		}
		return server.AddPerson(v.r.Context(), id, api.PersonRequest{Name: v.field("name"), Role: unspent.Role(v.field("role")), Ends: api.TimeOf(ends)})
	})
}

func (v *visit) resetPerson() error {
	return v.giveLink(func(server *client.Client, id string) (api.LinkedPerson, error) {
		return server.ResetPerson(v.r.Context(), id, v.r.PathValue("id"))
	})
}

// giveLink makes a link for a person, once for each form.
func (v *visit) giveLink(do func(server *client.Client, id string) (api.LinkedPerson, error)) error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	first, err := v.s.once.first(v.field("id"))
	if err != nil {
		return err
	}
	if !first {
		return v.showPeople(s, server, nil, peoplePage{Trouble: trouble{Reason: "people.twice"}})
	}
	p, err := do(server, v.field("id"))
	return v.linked(s, server, p, err)
}

func (v *visit) linked(s *session, server *client.Client, p api.LinkedPerson, err error) error {
	switch unspent.ReasonOf(err) {
	case "":
		return v.showPeople(s, server, nil, peoplePage{Made: &p.StaffPerson, Link: p.Link})
	case unspent.SecondPerson:
		return v.to("/desk/approvals")
	case unspent.Forbidden, unspent.NotFound:
		return err
	}
	return v.showPeople(s, server, err, peoplePage{})
}

func (v *visit) disablePerson() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	err = server.DisablePerson(v.r.Context(), v.field("id"), v.r.PathValue("id"))
	return v.ended(err, "/desk/people", func() error { return v.showPeople(s, server, err, peoplePage{}) })
}

// makePerson adds or resets the person of whom another admin has approved it.
func (v *visit) makePerson(s *session, server *client.Client, a api.ApprovalView) error {
	var p api.LinkedPerson
	var err error
	if a.Kind == client.PersonReset {
		p, err = server.ResetPerson(v.r.Context(), a.Key, a.Subject)
	} else {
		var ends time.Time
		if a.Note != "" {
			if ends, err = time.Parse(time.RFC3339, a.Note); err != nil {
				return err
			}
		}
		p, err = server.AddPerson(v.r.Context(), a.Key, api.PersonRequest{Name: a.Subject, Role: a.Role, Ends: api.TimeOf(ends)})
	}
	if err != nil {
		return v.showApprovals(s, server, err)
	}
	return v.linked(s, server, p, nil)
}
