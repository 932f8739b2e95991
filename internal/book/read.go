package book

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Sighting is a card as it was seen at an instant. Ask Card.Standing(AsOf),
// Sighting.Unspent and Card.Held(AsOf).
type Sighting struct {
	Card unspent.Card
	AsOf time.Time
	Hold unspent.Seq // the hold whose counterparty looked; 0 for everyone else
}

// Unspent answers for whoever looked: a card that is held for them, and for
// nobody else, is as unspent to them as one that is not held.
func (s Sighting) Unspent() bool {
	c := s.Card
	if s.Hold != 0 && c.Hold.ID == s.Hold {
		c.Hold = unspent.Reservation{}
	}
	return c.Unspent(s.AsOf)
}

// load reads records into a new state.
func (b *Book) load(ctx context.Context, want store.Want) (*store.State, error) {
	s := store.NewState()
	err := b.store.View(ctx, func(r store.Reader) error { return r.Load(ctx, want, s) })
	if err != nil {
		return nil, unavailable(err)
	}
	return s, nil
}

func unavailable(err error) error {
	if unspent.ReasonOf(err) != unspent.Internal {
		return err
	}
	return &unspent.Error{Reason: unspent.Unavailable, Detail: "the book cannot be read just now; try again", Err: err}
}

// later returns the time that the book goes by: time never runs backwards in it,
// even if the clock was set back.
func later(now, newest time.Time) time.Time {
	if now.Before(newest) {
		return newest
	}
	return now
}

// Check reads the card with a code. It changes nothing. NotFound if there is none.
func (b *Book) Check(ctx context.Context, code unspent.Code) (Sighting, error) {
	keys, now := b.ring.CardKeys(code), b.now()
	s, err := b.load(ctx, store.Want{Codes: keys})
	if err != nil {
		return Sighting{}, err
	}
	card, ok := s.CardByKey(keys...)
	if !ok {
		return Sighting{}, errUnknown
	}
	return Sighting{Card: card, AsOf: later(now, s.At)}, nil
}

// CheckHold reads the card that a hold is on, for whoever has the hold's
// secret. NotFound if there is no such hold, it was given up, or the
// secret is wrong.
func (b *Book) CheckHold(ctx context.Context, hold unspent.Seq, secret unspent.Secret) (Sighting, error) {
	s, err := b.load(ctx, store.Want{Events: []unspent.Seq{hold}})
	if err != nil {
		return Sighting{}, err
	}
	ev := s.Events[hold]
	if !sameSecret(ev.Secret, secret) || ev.Kind != unspent.Held {
		return Sighting{}, errUnknown
	}
	serial, _ := ev.Subject().Serial()
	seen, err := b.Card(ctx, serial)
	if err == nil && seen.Card.Hold.ID != hold && seen.Card.State != unspent.StateReplaced {
		return Sighting{}, errUnknown // the hold was given up, or another took its place
	}
	seen.Hold = hold
	return seen, err
}

// Card reads the card with a serial, for staff. NotFound if there is none.
func (b *Book) Card(ctx context.Context, serial unspent.Serial) (Sighting, error) {
	now := b.now() // before the look, so that nothing older than AsOf is shown
	s, err := b.load(ctx, store.Want{Serials: []unspent.Serial{serial}})
	if err != nil {
		return Sighting{}, err
	}
	card, ok := s.Cards[serial]
	if !ok {
		return Sighting{}, unspent.Errorf(unspent.NotFound, "there is no card with this serial")
	}
	return Sighting{Card: card, AsOf: later(now, s.At)}, nil
}

// Account reads a holder's account as it stands: what has ended in it is not there any
// more. NotFound if nothing ever happened on it.
func (b *Book) Account(ctx context.Context, id string) (unspent.Account, error) {
	ref, now := unspent.AccountRef(id), b.now()
	s, err := b.load(ctx, store.Want{Accounts: []unspent.Ref{ref}})
	if err != nil {
		return unspent.Account{}, err
	}
	a, ok := s.Accounts[ref]
	if !ok {
		return unspent.Account{}, unspent.Errorf(unspent.NotFound, "there is no such account")
	}
	return a.Standing(later(now, s.At)), nil
}

// History reads the events of a card or an account, newest first, at most limit
// (1 to [MaxPage]) of those up to the event at before; 0 starts at the newest. next
// is where to go on, 0 at the end.
func (b *Book) History(ctx context.Context, ref unspent.Ref, before unspent.Seq, limit int) (events []unspent.Event, next unspent.Seq, err error) {
	if limit < 1 || limit > MaxPage {
		return nil, 0, unspent.Errorf(unspent.Invalid, "a page has 1 to %d events", MaxPage)
	}
	err = b.store.View(ctx, func(r store.Reader) error {
		events, next, err = r.History(ctx, ref, before, limit)
		return err
	})
	if err != nil {
		return nil, 0, unavailable(err)
	}
	return events, next, nil
}

// Party returns the name or address behind an opaque id, "" if it was erased.
func (b *Book) Party(ctx context.Context, id string) (text string, err error) {
	err = b.store.View(ctx, func(r store.Reader) error {
		text, err = r.Party(ctx, id)
		return err
	})
	if err != nil {
		return "", unavailable(err)
	}
	return text, nil
}

// Event returns an event. NotFound if there is none.
func (b *Book) Event(ctx context.Context, seq unspent.Seq) (unspent.Event, error) {
	s, err := b.load(ctx, store.Want{Events: []unspent.Seq{seq}})
	if err != nil {
		return unspent.Event{}, err
	}
	ev, ok := s.Events[seq]
	if !ok {
		return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no such event")
	}
	return ev, nil
}

// Journal calls f with every event from seq on, in order, on one snapshot, and
// returns f's error: a book is what a report reads. The events are dated as the
// corrections of the clock tell. It ends early with ctx.
func (b *Book) Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	var said error
	err := b.store.View(ctx, func(r store.Reader) error {
		r, err := store.Straightened(ctx, r)
		if err != nil {
			return err
		}
		return r.Journal(ctx, from, func(e unspent.Event) error {
			said = f(e)
			return said
		})
	})
	if err == nil || said != nil {
		return err
	}
	return unavailable(err)
}
