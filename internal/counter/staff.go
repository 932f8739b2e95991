package counter

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

var errNoStaff = unspent.Errorf(unspent.Unavailable, "no people of the staff are kept here")

func viewPerson(p staff.Person) api.StaffPerson {
	return api.StaffPerson{ID: p.ID, Name: p.Name, Role: p.Role, CreatedAt: p.CreatedAt.UTC(), DisabledAt: api.TimeOf(p.DisabledAt),
		Ends: api.TimeOf(p.Ends), EnrolledAt: api.TimeOf(p.EnrolledAt), LinkEnds: api.TimeOf(p.LinkEnds)}
}

func (x *Errand) people(*struct{}) (*api.PersonList, error) {
	if x.c.Staff == nil {
		return nil, errNoStaff
	}
	all, err := x.c.Staff.People(x.ctx)
	if err != nil {
		return nil, err
	}
	out := &api.PersonList{People: make([]api.StaffPerson, len(all))}
	for i, p := range all {
		out.People[i] = viewPerson(p)
	}
	return out, nil
}

func (x *Errand) addPerson(in *api.PersonRequest) (*api.LinkedPerson, error) {
	if x.c.Staff == nil {
		return nil, errNoStaff
	}
	ends, note := in.Ends.UTC().Truncate(time.Second), ""
	if !ends.IsZero() {
		note = ends.Format(time.RFC3339) // however it was written, it is the same request
	}
	if err := x.c.Staff.May(x.ctx, in.Name, in.Role, ends); err != nil {
		return nil, err
	}
	err := x.clearMade(approval.Request{Kind: approval.PersonAdded, Subject: in.Name, Role: in.Role, Note: note},
		"person", in.Name, string(in.Role), note)
	if err != nil {
		return nil, err
	}
	return x.linked(x.c.Staff.Add(x.noting(), x.by, in.Name, in.Role, ends))
}

func (x *Errand) resetPerson(*struct{}) (*api.LinkedPerson, error) {
	if x.c.Staff == nil {
		return nil, errNoStaff
	}
	id := x.asked.PathValue("id")
	all, err := x.c.Staff.People(x.ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(p staff.Person) bool { return p.ID == id && p.DisabledAt.IsZero() })
	if i < 0 {
		return nil, unspent.Errorf(unspent.NotFound, "there is no such person of the staff")
	}
	if err := x.c.Staff.MayReset(all[i]); err != nil {
		return nil, err
	}
	if err := x.clearMade(approval.Request{Kind: approval.PersonReset, Subject: id, Role: all[i].Role, Note: all[i].Name}, "reset", id); err != nil {
		return nil, err
	}
	return x.linked(x.c.Staff.Reset(x.ctx, x.by, id))
}

func (x *Errand) linked(p staff.Person, link string, err error) (*api.LinkedPerson, error) {
	if err != nil {
		return nil, err
	}
	if x.asked.PathValue("id") == "" { // the log names those that the address does not
		x.subject = p.ID + x.subject
	}
	return &api.LinkedPerson{StaffPerson: viewPerson(p), Link: link}, nil
}

// otherAdmins reports whether there has been an admin who could judge what x asks for.
// Once two have enrolled in person, keys do not count, and whoever asks needs one of the
// persons; before that, the key that added the first one is no other admin to them, nor
// they to it.
func (x *Errand) otherAdmins() (bool, error) {
	keys, err := x.c.Book.Keys(x.ctx)
	if err != nil || x.c.Staff == nil {
		return slices.ContainsFunc(keys, func(k store.APIKey) bool { return k.Role == unspent.Admin && k.ID != x.by.ID }), err
	}
	people, err := x.c.Staff.People(x.ctx)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(people, func(p staff.Person) bool {
		return p.Role == unspent.Admin && !p.EnrolledAt.IsZero() && p.ID != x.by.ID && (x.c.Staff.Settled() || !sameHand(people, p.ID, x.by.ID))
	}) || !x.c.Staff.Settled() && slices.ContainsFunc(keys, func(k store.APIKey) bool {
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
func (x *Errand) mayJudge(id string) (two bool, err error) {
	if x.c.Staff == nil {
		return false, nil
	}
	settled := x.c.Staff.Settled()
	if settled && !isPerson(x.by.ID) {
		return false, unspent.Errorf(unspent.Forbidden, "a key is no second person: sign in at the desk as one")
	}
	asked, err := x.c.approvals.One(x.ctx, id)
	if err != nil {
		return false, err
	}
	people, err := x.c.Staff.People(x.ctx)
	if err == nil && sameHand(people, x.by.ID, asked.By) {
		err = unspent.Errorf(unspent.Forbidden, "a key and the person whom it added are one: it takes somebody else")
	}
	return settled && !isPerson(asked.By), err
}

func isPerson(id string) bool { return strings.HasPrefix(id, store.PersonPrefix) }

func (x *Errand) disablePerson(*struct{}) (*struct{}, error) {
	if x.c.Staff == nil {
		return nil, errNoStaff
	}
	return nothing(x.c.Staff.Disable(x.noting(), x.by, x.asked.PathValue("id")))
}
