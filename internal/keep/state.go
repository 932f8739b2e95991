package keep

import (
	"slices"

	"github.com/unspent-dev/unspent"
)

// State is where a request stands.
type State string

// The states of a request.
const (
	Open      State = "open"      // nothing was deposited yet
	Answered  State = "answered"  // something was
	Withdrawn State = "withdrawn" // by the asker
	Lapsed    State = "lapsed"    // its time is over
)

// Happening is what moves a request on.
type Happening string

// What can happen to a request.
const (
	Deposited Happening = "deposited" // by the other side: added or corrected
	TakenBack Happening = "withdrawn" // by the asker
	TimeOver  Happening = "time_over"
)

// Transition is one step that a request may take.
type Transition struct {
	From State
	By   Happening
	To   State
}

// Transitions is the whole table of what may happen to a request. What is not in it is
// refused. docs/reference/states.md has it.
func Transitions() []Transition { return slices.Clone(transitions[:]) }

var transitions = [...]Transition{
	{Open, Deposited, Answered},
	{Open, TakenBack, Withdrawn},
	{Open, TimeOver, Lapsed},
	{Answered, Deposited, Answered},
	{Answered, TakenBack, Withdrawn},
	{Answered, TimeOver, Lapsed},
}

// after returns the state that h leads to from s. Where the table has no such step, the
// error says why the request shows and takes nothing.
func (s State) after(h Happening) (State, error) {
	for _, t := range transitions {
		if t.From == s && t.By == h {
			return t.To, nil
		}
	}
	if s == Withdrawn {
		return s, refuse(unspent.NotFound, "keep.withdrawn")
	}
	return s, refuse(unspent.NotFound, "keep.lapsed")
}
