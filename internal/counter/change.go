package counter

import (
	"crypto/rand"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
)

// Every write of a holder is a row that stays for ever, and whoever has a code may
// make some: hold a card, give it up, hold it again. So holders' writes are counted
// as misses are, and once more for the card, which can be held or moved to a new
// code only so often. What ends a hold, or uses the card, is never put off: a thief
// could keep the buyer from what is theirs.

// changeLimits are the thresholds of holders' writes. The keys of this gate are
// cards: a card bears a hand-over with its mistakes at once, then one write in half
// an hour.
func changeLimits() gate.Limits {
	l := gate.DefaultLimits()
	l.Client = gate.Allowance{Work: 20, Refuse: 100, Forgive: 20 * time.Second, Pause: 15 * time.Minute}
	l.Network = gate.Allowance{Work: 200, Forgive: 2 * time.Second}
	l.Global = gate.Allowance{Work: 2000, Forgive: 50 * time.Millisecond}
	l.Key = gate.Allowance{Refuse: 12, Forgive: 30 * time.Minute, Pause: time.Hour}
	l.Keys = changedCards
	return l
}

func newChanges(now func() time.Time) (*gate.Gate, error) {
	return gate.New(gate.Options{Now: now, Rand: rand.Reader, Limits: changeLimits(), Reason: unspent.TooManyChanges,
		Detail: "too many changes came from here, or to this card: wait before the next one"})
}

// mayChange says whether a holder may change the card that see finds. Of an API
// key command says it. What see does not find is for the command to tell: it may
// have been done already.
func (x *Errand) mayChange(cmd unspent.Command, see func() (book.Sighting, error)) error {
	if see == nil || x.keyed() {
		return nil
	}
	seen, err := see()
	if err != nil {
		return nil
	}
	tired := x.c.changes.Admit(cardOf(seen.Card.Serial), "", "")
	if tired == nil {
		return nil
	}
	if again, err := x.c.Book.Repeated(x.ctx, unspent.Request{Key: x.key, By: x.by, Command: cmd}); err != nil || again {
		return err
	}
	return x.stopped(tired)
}

// changed counts what a holder did. A card that takes another's place is as tired
// as that.
func (x *Errand) changed(done book.Answer, err error) {
	if x.keyed() || err != nil || x.Replayed {
		return
	}
	x.c.changes.Miss(x.client())
	for _, ev := range done.Events {
		from, ok := ev.Debit.Serial()
		if ok {
			x.c.changes.Miss(cardOf(from))
		}
		if to, isCard := ev.Credit.Serial(); ok && isCard {
			x.c.changes.Heir(cardOf(from), cardOf(to))
		}
	}
}

func cardOf(serial unspent.Serial) gate.Client { return gate.Key(serial.String()) }
