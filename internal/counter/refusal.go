package counter

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// Refusal is why a call came to nothing, with what helps whoever asked to go on.
type Refusal struct {
	Err       *unspent.Error
	TooMany   bool           // it is refused for how often it was asked, though the reason is another
	Wait      time.Duration  // before it is asked again; 0: nothing is said
	Challenge *api.Challenge // whose solution to bring; nil: none
	Incident  string         // id of what went wrong on our side; "" if it is none
}

func (r *Refusal) Error() string { return r.Err.Error() }

// Unwrap makes a refusal the error that it is told as.
func (r *Refusal) Unwrap() error { return r.Err }

// refuse tells of err: what is our own fault is logged under an incident id, which is
// all that anybody learns of it, and no cause goes further than the log.
func (c *Counter) refuse(ctx context.Context, err error) *Refusal {
	out := &Refusal{}
	if r, ok := errors.AsType[*Refusal](err); ok {
		*out = *r
	}
	told := unspent.Error{Reason: unspent.ReasonOf(err)}
	if e, ok := errors.AsType[*unspent.Error](err); ok {
		told.Detail, told.Faults = e.Detail, e.Faults
	}
	switch {
	case !slices.Contains(unspent.Reasons(), told.Reason):
		told.Reason = unspent.Internal
		fallthrough
	case told.Reason == unspent.Internal:
		out.Incident = c.Incident(ctx, err)
		told.Detail, told.Faults = "something went wrong on our side; the log knows it as "+out.Incident, nil
	case told.Reason == unspent.Unavailable:
		c.Log.LogAttrs(ctx, slog.LevelWarn, "unavailable", slog.String("detail", told.Detail), slog.Any("cause", causeOf(err)))
	}
	out.Err = &told
	return out
}

// Incident logs an error of our own and returns the id that is told to whoever asked.
func (c *Counter) Incident(ctx context.Context, err error) string {
	var b [8]byte
	rand.Read(b[:]) // never fails
	id := "inc_" + hex.EncodeToString(b[:])
	c.Log.LogAttrs(ctx, slog.LevelError, "internal error", slog.String("incident", id), slog.Any("error", err), slog.Any("cause", causeOf(err)))
	return id
}

func causeOf(err error) error {
	if e, ok := errors.AsType[*unspent.Error](err); ok {
		return e.Err
	}
	return nil
}
