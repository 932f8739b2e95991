package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountStaff() {
	const tag = "administration"
	hanako := api.StaffPerson{ID: "per_1a2b3c", Name: "Hanako", Role: "support", CreatedAt: exampleTime()}
	linked := api.LinkedPerson{StaffPerson: hanako, Link: s.BaseURL + "/desk/enrol#…"}
	mount(s, endpoint[api.PersonRequest, api.LinkedPerson]{
		call: api.Calls().AddPerson, tag: tag, summary: "Add a person of the staff",
		about: "They sign in at the desk with their name and six digits of an app on their phone, and have no API key. " +
			"Like a new key, it takes both where there are two admins, or were. It cannot be replayed: if the link was lost, ask for a new one.",
		status: 201, reasons: []unspent.Reason{unspent.SecondPerson, unspent.LimitExceeded},
		in: api.PersonRequest{Name: "Hanako", Role: "support"}, out: linked,
	})
	mount(s, endpoint[struct{}, api.PersonList]{
		call: api.Calls().People, tag: tag, summary: "List the people of the staff", about: "Those who are disabled too.",
		out: api.PersonList{People: []api.StaffPerson{hanako}},
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().DisablePerson, tag: tag, summary: "Disable a person of the staff at once",
		about:  "For good. They are signed out everywhere, and what they approved and is not carried out yet waits again.",
		status: 204, reasons: []unspent.Reason{unspent.NotFound},
	})
	mount(s, endpoint[struct{}, api.LinkedPerson]{
		call: api.Calls().ResetPerson, tag: tag, summary: "Give a person of the staff a new link",
		about: "For whoever lost their phone or their link. What they signed in with stops working and they are signed out everywhere. " +
			"Whoever has the link becomes that person, so it takes a second admin as adding one does.",
		status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.SecondPerson, unspent.WrongState},
		out: linked,
	})
}
