package web

import (
	"net/http"

	"github.com/unspent-dev/unspent/internal/interview"
)

// designPage shows every component in every state, so that a change of the style
// sheet can be seen at once.
type designPage struct {
	Tones  []toned
	Ticket string
	Steps  []step
	Tiles  []tile
	Ways   []interview.Way
	Draws  []string
}

// toned is a state in the tone that it has.
type toned struct{ Tone, Word string }

func (v *visit) design() error {
	return v.show("design", http.StatusOK, "design.title", designPage{Steps: steps(true, true, false),
		Tones: []toned{{"ok", "state.unspent"}, {"note", "state.partly"}, {"bad", "state.void"}}, Tiles: tilesOf(v.s.Brands.All()), Ways: interview.Ways(),
		Draws: []string{"history", "order", "mail", "message", "balance", "back", "receipt"}})
}
