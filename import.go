package unspent

import (
	"slices"
	"strings"
	"time"
)

// Import takes over cards that were issued elsewhere, with codes of their own. What is
// left on each is its opening balance: an event of the journal, as everything else.
type Import struct {
	Program string
	Cards   []OwnCard
}

// OwnCard is one card as it stands where it comes from.
type OwnCard struct {
	Code      Code
	Face      Money
	Balance   Money     // zero units: nothing is left, or it is not sold
	State     State     // [StateInactive], active, spent, void or expired
	Frozen    Reason    // one of the [StaffReasons] of a freeze; "": it is not frozen
	End       time.Time // of its validity; zero: never
	Order     string
	Recipient string    // kept apart and erasable
	Seen      time.Time // when it was first sold; zero: not known
}

// Kind implements [Command].
func (Import) Kind() Kind { return Imported }

// Touches implements [Command].
func (c Import) Touches() Touched { return Touched{Own: c.Cards} }

// Validate asks for a program, a number of cards within [MaxImport], and of each what
// [OwnCard.Validate] does.
func (c Import) Validate() error {
	if len(c.Cards) < 1 || len(c.Cards) > MaxImport {
		return Errorf(Invalid, "one import has 1 to %d cards; bring more in several", MaxImport)
	}
	errs := make([]error, 0, len(c.Cards)+1)
	for _, card := range c.Cards {
		errs = append(errs, card.Validate())
	}
	return first(append(errs, checkName("program id", c.Program))...)
}

// ImportStates returns the states that an imported card may be in.
func ImportStates() []State {
	return []State{StateInactive, StateActive, StateSpent, StateVoid, StateExpired}
}

// Validate reports the first thing that is wrong with c as it stands.
func (c OwnCard) Validate() error {
	sold := c.State == StateActive
	switch {
	case c.Code.IsZero():
		return Errorf(Invalid, "code is missing")
	case !slices.Contains(ImportStates(), c.State):
		return Errorf(Invalid, "state is inactive, active, spent, void or expired")
	case c.Balance.cur != c.Face.cur:
		return Errorf(Invalid, "balance and face are in one currency")
	case c.Balance.units < 0 || c.Balance.units > MaxAmount:
		return Errorf(Invalid, "balance is between 0 and %d minor units", int64(MaxAmount))
	case sold != c.Balance.IsPositive():
		return Errorf(Invalid, "a card that is active has a balance, and no other does: one with nothing left is spent")
	case c.State == StateInactive && !c.End.IsZero():
		return Errorf(Invalid, "the validity of a card that is not sold has not begun, and has no end yet")
	case c.Frozen != "" && (!sold || !slices.Contains(StaffReasons(Frozen, false), c.Frozen)):
		return Errorf(Invalid, "only an active card is frozen, and for one of the reasons of a freeze")
	case len(c.Recipient) > MaxParty:
		return Errorf(Invalid, "recipient is at most %d bytes long", MaxParty)
	case c.writes(c.Order) || c.writes(c.Recipient):
		return Errorf(Invalid, "order and recipient are kept in clear, and its code stands in one of them: leave it out")
	}
	return first(checkAmount("face", c.Face), checkNote("order", c.Order), CheckNoCode("recipient", c.Recipient))
}

// writes reports whether c's code stands in a text, however it is spaced.
func (c OwnCard) writes(text string) bool {
	plain := strings.Map(func(r rune) rune {
		if _, skip := symbolOf(r); skip {
			return -1
		}
		return r
	}, strings.ToUpper(text))
	return len(plain) >= minOwnCode && strings.Contains(plain, strings.ReplaceAll(c.Code.own(), "-", ""))
}

// Import decides what taking c over yields: the card with its opening balance, or why
// not. The last four of a short code are not kept: they shorten what is to be guessed.
func (c OwnCard) Import(p Program, s Serial, key CardKey, party string, now time.Time) (Event, error) {
	ev := Event{Kind: Imported, Program: p.ID, Debit: CardRef(s), Amount: Money{0, p.Currency}, Face: c.Face, Key: key, Party: party,
		Note: c.Order, Until: c.End.UTC().Truncate(time.Microsecond), Reason: c.Frozen}
	if c.End.IsZero() {
		ev.Until = time.Time{}
	}
	if !p.CodeFormat.Short() {
		ev.Last4 = c.Code.Last4()
	}
	if !c.Seen.IsZero() {
		ev.Wanted = c.Seen.UTC().UnixMicro()
	}
	switch {
	case c.Face.cur != p.Currency:
		return Event{}, Errorf(WrongCurrency, "program %q is in %s", p.ID, p.Currency)
	case c.Seen.After(now):
		return Event{}, Errorf(Invalid, "it was first seen in the future")
	case c.State == StateActive && !ev.Until.IsZero() && !now.Before(ev.Until):
		return Event{}, Errorf(Invalid, "its validity has ended: it is expired, with nothing left")
	}
	switch c.State {
	case StateActive:
		ev.Debit, ev.Credit, ev.Amount = WorldRef(p.ID), ev.Debit, c.Balance
	case StateSpent, StateVoid, StateExpired:
		ev.Reason = c.State.refusal()
	case StateInactive, StateClaimed, StateReplaced:
	}
	return ev, nil
}

// AppendPrint implements [Command].
func (c Import) AppendPrint(b []byte) []byte {
	b = printer(b, Imported, c.Program)
	for _, card := range c.Cards {
		b = appendCount(appendCount(b, card.Face.units), card.Balance.units)
		b = appendCount(appendCount(b, microsOf(card.End)), microsOf(card.Seen))
		b = printer(b, Imported, card.Code.Reveal(), card.Face.cur.code, string(card.State), string(card.Frozen), card.Order, card.Recipient)
	}
	return b
}

func microsOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// imported makes c, which is new, the card that e took over.
func (c Card) imported(e Event) Card {
	switch e.Reason {
	case CardSpent:
		c.State = StateSpent
	case CardVoid:
		c.State = StateVoid
	case CardExpired:
		c.State = StateExpired
	case "":
	default:
		c.Frozen = e.Reason
	}
	if c.State != StateInactive {
		c.ExpiresAt = e.Until
	}
	if c.State != StateInactive && e.Wanted != 0 {
		c.Began = time.UnixMicro(e.Wanted).UTC()
	}
	return c
}
