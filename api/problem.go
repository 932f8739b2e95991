package api

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// Problem is an RFC 9457 problem document.
type Problem struct {
	Type      string         `json:"type" doc:"Where the reason is explained, relative to the server." example:"/docs#insufficient_funds"`
	Title     string         `json:"title" doc:"The HTTP status in words." example:"Unprocessable Entity"`
	Status    int            `json:"status" doc:"The HTTP status." example:"422"`
	Reason    unspent.Reason `json:"reason" doc:"Stable name of the failure: write programs against this." example:"insufficient_funds"`
	Detail    string         `json:"detail" doc:"One clause for people; its wording may change." example:"the balance does not cover the amount"`
	Faults    []Fault        `json:"faults,omitempty" doc:"What is wrong one by one, of a request whose detail says more than its reason: to mark fields, and to say it in another language."`
	Incident  string         `json:"incident,omitempty" doc:"Of an internal error: the id under which it is in the server's log." example:"inc_3f6c1d0a9b27e845"`
	Challenge *Challenge     `json:"challenge,omitempty" doc:"With reason work_required: the puzzle to solve."`
}

// Fault is one thing that is wrong with a request.
type Fault struct {
	Field  string            `json:"field,omitempty" doc:"What it is about, as a path; none: all of it." example:"card.last4"`
	Line   int               `json:"line,omitempty" doc:"Where it stands in the case."`
	Column int               `json:"column,omitempty"`
	Word   string            `json:"word" doc:"Stable name of what is wrong." example:"case.oneOf"`
	Values map[string]string `json:"values,omitempty" doc:"What stands in the sentence, by name."`
}

// Faults are those of an error.
func Faults(err error) (all []Fault) {
	for _, f := range unspent.FaultsOf(err) {
		all = append(all, Fault(f))
	}
	return all
}

// Err is the error that p is the document of.
func (p Problem) Err() *unspent.Error {
	e := &unspent.Error{Reason: p.Reason, Detail: p.Detail}
	for _, f := range p.Faults {
		e.Faults = append(e.Faults, unspent.Fault(f))
	}
	return e
}

// Challenge is a proof of work that the gate asks for.
type Challenge struct {
	Text      string    `json:"text" doc:"The solution is this, a full stop and a decimal number without leading zeros, such that SHA-256 of the whole begins with bits zero bits."`
	Bits      int       `json:"bits" example:"18"`
	Route     string    `json:"route" doc:"The call that the solution is good for, once." example:"/v1/check"`
	ExpiresAt time.Time `json:"expiresAt"`
}
