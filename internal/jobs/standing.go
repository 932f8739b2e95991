package jobs

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent/internal/store"
)

// Queues returns the kinds of all queues there are.
func Queues() []string {
	return []string{store.KindMail, store.KindOrderDue, store.KindBatch, store.KindSweep}
}

// Standing is how a queue stands, each number up to [MaxCounted].
type Standing struct {
	Waiting int       // jobs that are not done
	Failing int       // those of them whose last try failed, or that cannot be read
	Dead    int       // jobs that are not tried any more
	Due     time.Time // since when the oldest has been due; zero if none is
}

// Stand returns how a queue stands at an instant, whoever works it off.
func Stand(ctx context.Context, r store.Documents, kind string, now time.Time) (s Standing, err error) {
	waiting, err := r.Documents(ctx, store.Pick{Kind: kind, Limit: MaxCounted})
	if err != nil {
		return s, err
	}
	for _, d := range waiting {
		if j, err := read(d); err != nil || j.Tries > 0 {
			s.Failing++
		}
	}
	if s.Waiting = len(waiting); s.Waiting > 0 && waiting[0].At.Before(now) {
		s.Due = waiting[0].At
	}
	dead, err := r.Documents(ctx, store.Pick{Kind: deadKind(kind), Limit: MaxCounted})
	s.Dead = len(dead)
	return s, err
}
