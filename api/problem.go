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
	Incident  string         `json:"incident,omitempty" doc:"Of an internal error: the id under which it is in the server's log." example:"inc_3f6c1d0a9b27e845"`
	Challenge *Challenge     `json:"challenge,omitempty" doc:"With reason work_required: the puzzle to solve."`
}

// Challenge is a proof of work that the gate asks for.
type Challenge struct {
	Text      string    `json:"text" doc:"The solution is this, a full stop and a decimal number without leading zeros, such that SHA-256 of the whole begins with bits zero bits."`
	Bits      int       `json:"bits" example:"18"`
	Route     string    `json:"route" doc:"The call that the solution is good for, once." example:"/v1/check"`
	ExpiresAt time.Time `json:"expiresAt"`
}
