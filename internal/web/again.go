package web

import (
	"maps"
	"net/http"
	"slices"

	"github.com/unspent-dev/unspent"
)

// againPage asks a member of the staff for their key once more, before something
// that moves value or shows a code. Its form sends the same again.
type againPage struct {
	Who     unspent.Actor
	Trouble trouble
	Path    string
	Fields  []field
}

// againField is the field of a form in which a key is shown again.
const againField = "again-key"

// guarded are the forms of the desk that move value, show codes or make keys; a
// browser that somebody left open does none of it for whoever sits down at it.
var guarded = []string{
	"POST /desk/cards/{serial}/{action}", "POST /desk/approvals/{id}/{verb}", "POST /desk/batches", "POST /desk/batches/{id}/{verb}",
	"POST /desk/keys", "POST /desk/keys/{id}/revoke", "POST /desk/give/order", "POST /desk/orders/{number}/{action}", "POST /desk/orders/{number}/sheets",
}

// knows reports whether whoever signed in has shown their key lately, and otherwise
// asks for it. Whoever came by a one-time link of the demo has none.
func (v *visit) knows(s *session) (bool, error) {
	if !slices.Contains(guarded, v.r.Pattern) || v.s.Demo != nil || v.s.sessions.knowsKey(s, v.field(againField)) {
		return true, nil
	}
	page := againPage{Who: s.who, Path: v.r.URL.Path}
	status := http.StatusOK
	if v.field(againField) != "" {
		page.Trouble, status = trouble{Reason: "again.wrong"}, http.StatusUnauthorized
		v.s.Failed(v.r)
	}
	for _, name := range slices.Sorted(maps.Keys(v.r.PostForm)) {
		if name != againField {
			page.Fields = append(page.Fields, field{name, v.r.PostForm.Get(name)})
		}
	}
	return false, v.show("desk_again", status, "again.title", page)
}
