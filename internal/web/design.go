package web

import "net/http"

// designPage shows every component in every state, so that a change of the style
// sheet can be seen at once.
type designPage struct {
	Tones  []string
	Ticket string
	Steps  []step
}

func (v *visit) design() error {
	return v.show("design", http.StatusOK, "design.title", designPage{Tones: []string{"ok", "note", "bad"}, Steps: steps(true, true, false)})
}
