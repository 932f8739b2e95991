package storetest

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// picture is everything that can be read from a store.
type picture struct {
	State    store.State
	Journal  []unspent.Event
	Lapsed   []unspent.Card
	Cards    []unspent.Card
	Programs map[string]unspent.Program
	Keys     []store.APIKey
	Parties  map[string]string
	Seals    map[unspent.Seq]string

	Documents []store.Document // of the kinds that the suite makes
	Actions   []store.Action
}

// album says how pictures are taken: when, and of which parties, which no event
// lists.
type album struct {
	now     time.Time
	parties []string
}

// look reads everything there is.
func (a album) look(ctx context.Context, s store.Store) (p picture, err error) {
	p = picture{State: *store.NewState(), Parties: map[string]string{}, Seals: map[unspent.Seq]string{}}
	err = s.View(ctx, func(r store.Reader) error {
		err := r.Journal(ctx, 1, func(e unspent.Event) error {
			p.Journal = append(p.Journal, e)
			return nil
		})
		if err != nil {
			return err
		}
		if err := r.Load(ctx, mentioned(p.Journal), &p.State); err != nil {
			return err
		}
		p.State.Epoch = 0 // a driver's own business
		for _, e := range p.Journal {
			box, err := r.Seal(ctx, e.Seq)
			if err != nil {
				return err
			}
			if box != nil {
				p.Seals[e.Seq] = string(box)
			}
		}
		for _, id := range a.parties {
			if p.Parties[id], err = r.Party(ctx, id); err != nil {
				return err
			}
		}
		if p.Programs, err = r.Programs(ctx); err != nil {
			return err
		}
		if p.Keys, err = r.Keys(ctx); err != nil {
			return err
		}
		for _, kind := range documentKinds() {
			some, err := r.Documents(ctx, store.Pick{Kind: kind, Limit: 1000})
			if err != nil {
				return err
			}
			p.Documents = append(p.Documents, some...)
		}
		if p.Actions, err = r.Actions(ctx, 0, 1000); err != nil {
			return err
		}
		if p.Cards, err = listed(ctx, r, 3, func() {}); err != nil {
			return err
		}
		p.Lapsed, err = lapsed(ctx, r, a.now, 3)
		return err
	})
	return p, err
}

// mentioned names everything that events are about.
func mentioned(events []unspent.Event) (all store.Want) {
	for _, e := range events {
		for _, ref := range [...]unspent.Ref{e.Debit, e.Credit} {
			if serial, ok := ref.Serial(); ok {
				all.Serials = append(all.Serials, serial)
			} else if ref != "" {
				all.Accounts = append(all.Accounts, ref)
			}
		}
		all.Requests = append(all.Requests, e.Request)
		all.Events = append(all.Events, e.Seq)
		all.Refunded = append(all.Refunded, e.Seq)
	}
	return all
}

// lapsed reads every page.
func lapsed(ctx context.Context, r store.Reader, now time.Time, limit int) (all []unspent.Card, err error) {
	for after := (unspent.CardKey{}); ; {
		page, next, err := r.Lapsed(ctx, now, after, limit)
		if err != nil {
			return nil, err
		}
		if len(page) > limit {
			return nil, unspent.Errorf(unspent.Internal, "a page of %d cards, limit %d", len(page), limit)
		}
		all = append(all, page...)
		if next == (unspent.CardKey{}) {
			return all, nil
		}
		if next == after {
			return nil, unspent.Errorf(unspent.Internal, "the pages of lapsed cards go round in a circle")
		}
		after = next
	}
}

// diff compares two values. Times must agree in their zone as well: months are
// counted in it.
func diff(got, want any) string {
	if reflect.DeepEqual(got, want) { // the usual case, and a hundred times faster
		return ""
	}
	return cmp.Diff(want, got,
		cmpopts.EquateComparable(unspent.Money{}, unspent.Serial{}, unspent.Currency{}, unspent.Period{}),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) && a.Location() == b.Location() }),
		cmpopts.EquateEmpty())
}

// mustLook takes a picture.
func mustLook(t *testing.T, s store.Store, a album) picture {
	t.Helper()
	p, err := a.look(t.Context(), s)
	if err != nil {
		t.Fatalf("reading everything: %v", err)
	}
	return p
}

// mustRun takes steps in one Update.
func mustRun(t *testing.T, s store.Store, now time.Time, steps ...step) []unspent.Event {
	t.Helper()
	events, err := run(t.Context(), s, now, steps...)
	if err != nil {
		t.Fatalf("Update: %v", err)
	}
	return events
}

// mustLoad loads want.
func mustLoad(t *testing.T, s store.Store, want store.Want) *store.State {
	t.Helper()
	state := store.NewState()
	if err := s.View(t.Context(), func(r store.Reader) error { return r.Load(t.Context(), want, state) }); err != nil {
		t.Fatalf("Load: %v", err)
	}
	state.Epoch = 0 // a driver's own business
	return state
}

// mustUpdate runs f in an Update.
func mustUpdate(t *testing.T, s store.Store, f func(store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), f); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

// mustView runs f in a View.
func mustView(t *testing.T, s store.Store, f func(store.Reader) error) {
	t.Helper()
	if err := s.View(t.Context(), f); err != nil {
		t.Fatalf("View: %v", err)
	}
}

// wantReason complains unless err has a reason.
func wantReason(t *testing.T, what string, err error, want unspent.Reason) {
	t.Helper()
	if got := unspent.ReasonOf(err); got != want {
		t.Errorf("%s: reason %q (%v), want %q", what, got, err, want)
	}
}
