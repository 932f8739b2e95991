package unspent

import (
	"slices"
	"time"
)

// State is where a card stands. Held, frozen and lapsed are beside it.
type State string

// The states of a card.
const (
	StateInactive State = "inactive" // made, not sold
	StateActive   State = "active"   // sold, something is left
	StateClaimed  State = "claimed"  // moved to an account
	StateSpent    State = "spent"    // nothing is left
	StateVoid     State = "void"     // the sale was cancelled
	StateReplaced State = "replaced" // the value has a newer code
	StateExpired  State = "expired"  // the validity ended
)

// States returns every state, in the order of their declaration.
func States() []State {
	return []State{StateInactive, StateActive, StateClaimed, StateSpent, StateVoid, StateReplaced, StateExpired}
}

// Transition is one step that a card may take.
type Transition struct {
	From State
	By   Kind
	To   State
}

// Transitions is the whole table of what may happen to a card. A decision that
// is not in it is declined; an applied event that is not in it is a bug or a
// damaged journal. docs/reference/states.md draws it.
func Transitions() []Transition { return slices.Clone(transitions[:]) }

var transitions = [...]Transition{
	{StateInactive, Activated, StateActive},
	{StateInactive, Voided, StateVoid},
	{StateInactive, Frozen, StateInactive},
	{StateInactive, Unfrozen, StateInactive},
	{StateActive, Deactivated, StateInactive},
	{StateActive, Claimed, StateClaimed},
	{StateActive, Spent, StateActive},
	{StateActive, Spent, StateSpent},
	{StateActive, Refunded, StateActive},
	{StateActive, Held, StateActive},
	{StateActive, Released, StateActive},
	{StateActive, Unheld, StateActive},
	{StateActive, Taken, StateReplaced},
	{StateActive, Transferred, StateReplaced},
	{StateActive, Reissued, StateReplaced},
	{StateActive, Frozen, StateActive},
	{StateActive, Unfrozen, StateActive},
	{StateActive, Voided, StateVoid},
	{StateActive, Adjusted, StateActive},
	{StateActive, Adjusted, StateSpent},
	{StateActive, Expired, StateExpired},
	{StateClaimed, Unclaimed, StateActive},
	{StateSpent, Refunded, StateActive},
	{StateSpent, Adjusted, StateActive},
}

// step returns the state after k leaves a card in s with a balance of units.
func (s State) step(k Kind, units int64) (State, bool) {
	for _, t := range transitions {
		empty := t.To == StateSpent
		if t.From == s && t.By == k && (empty == (units == 0) || t.To != StateSpent && t.To != StateActive) {
			return t.To, true
		}
	}
	return s, false
}

// may reports whether the table has any step by k from s.
func (s State) may(k Kind) bool {
	for _, t := range transitions {
		if t.From == s && t.By == k {
			return true
		}
	}
	return false
}

// refusal is the reason that a card in s refuses a step it does not have.
func (s State) refusal() Reason {
	switch s {
	case StateInactive:
		return CardInactive
	case StateClaimed:
		return CardClaimed
	case StateSpent:
		return CardSpent
	case StateVoid:
		return CardVoid
	case StateReplaced:
		return CardReplaced
	case StateExpired:
		return CardExpired
	case StateActive:
		return WrongState
	}
	return WrongState
}

// Reservation is a hold on a card: the card is kept for one counterparty, who
// may take it once the holder has released it. It lapses by itself.
type Reservation struct {
	ID       Seq    // of the event that placed it
	For      string // opaque id of the counterparty
	Until    time.Time
	Secret   Digest // SHA-256 of the secret that the counterparty holds
	Released bool
}

// Card is one stored value. The zero value is no card.
type Card struct {
	Serial    Serial
	Key       CardKey
	Last4     string // of the code; "" if it is older than this was kept
	Program   string
	State     State
	Face      Money
	Balance   Money
	ExpiresAt time.Time // zero: never, or not active yet
	Hold      Reservation
	Frozen    Reason    // why staff stopped it, "" if they did not
	Successor Serial    // of a replaced card
	Order     string    // the issuer's order number
	Recipient string    // opaque id of the recipient
	Moved     Window    // hand-overs of this value this month
	Sold      Sale      // by which it was activated; zero if it was sold when it was made
	Made      time.Time // with this code
	Began     time.Time // when its value was sold, before it had this code too; zero: it is not sold
	Head      Head
}

// Sale is who sold a card that was made before, and when.
type Sale struct {
	By string // id of the key
	At time.Time
}

// Held reports whether the card is reserved at now.
func (c Card) Held(now time.Time) bool { return c.Hold.ID != 0 && now.Before(c.Hold.Until) }

// Standing returns the card's state at now: a card past its validity is expired
// even if nothing has swept it yet.
func (c Card) Standing(now time.Time) State {
	if c.State == StateActive && c.ended(now) {
		return StateExpired
	}
	return c.State
}

// ended reports whether c's validity has ended at now.
func (c Card) ended(now time.Time) bool { return !c.ExpiresAt.IsZero() && !now.Before(c.ExpiresAt) }

// Unspent answers the question of this product: active at now, with its whole
// value, not held for another, not frozen.
func (c Card) Unspent(now time.Time) bool {
	return c.Standing(now) == StateActive && Whole(c.Balance, c.Face) && !c.Held(now) && c.Frozen == ""
}

// Whole reports whether nothing is missing from a card: what is left covers its face
// value. With what the staff has added it may be more.
func Whole(balance, face Money) bool { return balance.Covers(face) }

// about returns an event of kind k that is about c and moves nothing.
func (c Card) about(k Kind) Event {
	return Event{Kind: k, Program: c.Program, Debit: CardRef(c.Serial), Amount: Money{0, c.Balance.cur}}
}

// moving returns an event of kind k that moves amount from c to credit.
func (c Card) moving(k Kind, credit Ref, amount Money) Event {
	ev := c.about(k)
	ev.Credit, ev.Amount = credit, amount
	return ev
}

// refuses returns why a holder's step k is refused at now, "" if it is not.
func (c Card) refuses(k Kind, now time.Time) Reason {
	switch s := c.Standing(now); {
	case !s.may(k):
		return s.refusal()
	case c.Frozen != "":
		return CardFrozen
	case c.Held(now):
		return CardHeld
	}
	return ""
}

// Activate decides what selling c at now yields: world → card, and the validity
// begins.
func (c Card) Activate(p Program, now time.Time) Event {
	ev := Event{Kind: Activated, Program: c.Program, Debit: WorldRef(c.Program), Credit: CardRef(c.Serial),
		Amount: c.Face, Until: p.Ends()(now)}
	switch {
	case c.State == StateActive:
		return ev.Declined(WrongState)
	case c.refuses(Activated, now) != "":
		return ev.Declined(c.refuses(Activated, now))
	}
	return ev
}

// Deactivate decides what undoing a mistaken sale yields: only of a card whose
// value is untouched.
func (c Card) Deactivate(now time.Time) Event {
	ev := c.moving(Deactivated, WorldRef(c.Program), c.Balance)
	switch reason := c.refuses(Deactivated, now); {
	case reason != "":
		return ev.Declined(reason)
	case c.Balance != c.Face:
		return ev.Declined(WrongState)
	}
	return ev
}

// Claim decides what moving the whole balance to a yields. Unless p says that it ends no
// more, it ends there when it would have ended on the card.
func (c Card) Claim(p Program, a Account, now time.Time) Event {
	ev := c.moving(Claimed, a.Ref, c.Balance)
	if !p.Endless {
		ev.Lots = OneLot(c.ExpiresAt, c.Balance.units)
	}
	switch reason := c.refuses(Claimed, now); {
	case reason != "":
		return ev.Declined(reason)
	case !p.Claimable:
		return ev.Declined(AgainstTerms)
	case a.Head.Seq != 0 && a.Program != c.Program:
		return ev.Declined(WrongProgram)
	case a.refuses() != "":
		return ev.Declined(a.refuses())
	case over(p.Limits.PerTransfer, 0, c.Balance),
		over(p.Limits.PerMonth, a.Loaded.at(now), c.Balance),
		over(p.Limits.AccountCap, a.Usable(now).units, c.Balance),
		a.Lots.Plus(ev.Lots).Len() > MaxLots,
		over(MaxAmount, a.Balance.units, c.Balance):
		return ev.Declined(LimitExceeded)
	}
	return ev
}

// over reports whether done and amount together pass limit; 0 is no limit.
func over(limit, done int64, amount Money) bool { return limit > 0 && amount.units > limit-done }

// Spend decides what paying amount from c to merchant yields.
func (c Card) Spend(p Program, amount Money, merchant, reference string, now time.Time) Event {
	ev := c.moving(Spent, MerchantRef(c.Program, merchant), amount)
	ev.Note = reference
	switch reason := c.refuses(Spent, now); {
	case amount.cur != c.Balance.cur:
		ev.Amount = Money{0, c.Balance.cur}
		return ev.Declined(WrongCurrency)
	case reason != "":
		return ev.Declined(reason)
	case !p.Spendable:
		return ev.Declined(AgainstTerms)
	case !c.Balance.Covers(amount):
		return ev.Declined(Insufficient)
	}
	return ev
}

// Refund decides what putting amount of spend back yields, of which done has
// been put back before. A dead card takes no refund, and neither does a spent
// one past its validity; a frozen or held one does.
func (c Card) Refund(spend Event, done int64, amount Money, reference string, now time.Time) Event {
	ev := Event{Kind: Refunded, Program: c.Program, Debit: spend.Credit, Credit: CardRef(c.Serial), Amount: amount, Of: spend.Seq, Note: reference}
	switch s := c.Standing(now); {
	case amount.cur != spend.Amount.cur:
		return ev.refundOf(spend, done)
	case !s.may(Refunded):
		return ev.Declined(s.refusal())
	case c.ended(now):
		return ev.Declined(CardExpired)
	}
	return ev.refundOf(spend, done)
}

// PlaceHold decides what reserving c for a counterparty until then yields.
func (c Card) PlaceHold(p Program, party string, until time.Time, secret Digest, now time.Time) Event {
	ev := c.about(Held)
	ev.Party, ev.Until, ev.Secret = party, until, secret
	if reason := c.refuses(Held, now); reason != "" {
		return ev.Declined(reason)
	}
	return c.handOver(p, ev, now) // a card that could not be taken is not held either
}

// onHold returns why step k of hold id is refused at now, "" if it is not.
func (c Card) onHold(k Kind, id Seq, now time.Time) Reason {
	switch s := c.Standing(now); {
	case !s.may(k):
		return s.refusal()
	case c.Hold.ID != id || !c.Held(now):
		return NotHeld
	case c.Frozen != "":
		return CardFrozen
	}
	return ""
}

// Release decides what giving c up to the counterparty of hold id yields.
func (c Card) Release(id Seq, now time.Time) Event {
	ev := c.about(Released)
	ev.Of = id
	if reason := c.onHold(Released, id, now); reason != "" {
		return ev.Declined(reason)
	}
	return ev
}

// CancelHold decides what the counterparty's giving up of hold id yields.
func (c Card) CancelHold(id Seq, now time.Time) Event {
	ev := c.about(Unheld)
	ev.Of = id
	if reason := c.onHold(Unheld, id, now); reason != "" {
		return ev.Declined(reason)
	}
	return ev
}

// Take decides what receiving c under a new code yields, for the counterparty
// of hold id.
func (c Card) Take(p Program, id Seq, next Serial, key CardKey, now time.Time) Event {
	ev := c.replacing(Taken, next, key)
	ev.Of = id
	switch reason := c.onHold(Taken, id, now); {
	case reason != "":
		return ev.Declined(reason)
	case !c.Hold.Released:
		return ev.Declined(NotReleased)
	}
	return c.handOver(p, ev, now)
}

// Transfer decides what moving c to a new code for the next holder yields.
func (c Card) Transfer(p Program, next Serial, key CardKey, now time.Time) Event {
	ev := c.replacing(Transferred, next, key)
	if reason := c.refuses(Transferred, now); reason != "" {
		return ev.Declined(reason)
	}
	return c.handOver(p, ev, now)
}

// handOver declines ev if the program's terms or limits forbid it.
func (c Card) handOver(p Program, ev Event, now time.Time) Event {
	switch {
	case !p.Transferable:
		return ev.Declined(AgainstTerms)
	case over(p.Limits.PerTransfer, 0, c.Balance), over(p.Limits.PerMonth, c.Moved.at(now), c.Balance):
		return ev.Declined(LimitExceeded)
	}
	return ev
}

// Reissue decides what giving the same holder a new code yields.
func (c Card) Reissue(next Serial, key CardKey, note string, now time.Time) Event {
	ev := c.replacing(Reissued, next, key)
	ev.Note = note
	if reason := c.refuses(Reissued, now); reason != "" {
		return ev.Declined(reason)
	}
	return ev
}

func (c Card) replacing(k Kind, next Serial, key CardKey) Event {
	ev := c.moving(k, CardRef(next), c.Balance)
	ev.Key = key
	return ev
}

// Freeze decides what the staff's stop of c yields.
func (c Card) Freeze(reason Reason, note string, now time.Time) Event {
	ev := c.about(Frozen)
	ev.Reason, ev.Note = reason, note
	switch s := c.Standing(now); {
	case !s.may(Frozen):
		return ev.Declined(s.refusal())
	case c.Frozen != "":
		return ev.Declined(WrongState)
	}
	return ev
}

// Unfreeze decides what ending the staff's stop yields.
func (c Card) Unfreeze(reason Reason, note string) Event {
	ev := c.about(Unfrozen)
	ev.Reason, ev.Note = reason, note
	switch {
	case !c.State.may(Unfrozen):
		return ev.Declined(c.State.refusal())
	case c.Frozen == "":
		return ev.Declined(WrongState)
	}
	return ev
}

// Void decides what cancelling the sale of c yields: what is left goes back to
// the world. It works on a frozen and on a held card.
func (c Card) Void(reason Reason, note string, now time.Time) Event {
	ev := c.about(Voided)
	if c.Balance.IsPositive() {
		ev = c.moving(Voided, WorldRef(c.Program), c.Balance)
	}
	ev.Reason, ev.Note = reason, note
	if s := c.Standing(now); !s.may(Voided) {
		return ev.Declined(s.refusal())
	}
	return ev
}

// Adjust decides what the staff's correction of c by delta yields: up when
// positive, down when negative.
func (c Card) Adjust(delta Money, reason Reason, note string, now time.Time) Event {
	ev := c.moving(Adjusted, WorldRef(c.Program), delta.Neg())
	if delta.IsPositive() {
		ev.Debit, ev.Credit, ev.Amount = WorldRef(c.Program), CardRef(c.Serial), delta
	}
	ev.Reason, ev.Note = reason, note
	after, err := c.Balance.Add(Money{delta.units, c.Balance.cur})
	switch s := c.Standing(now); {
	case delta.cur != c.Balance.cur:
		ev.Amount = Money{0, c.Balance.cur}
		return ev.Declined(WrongCurrency)
	case !s.may(Adjusted) || !delta.IsPositive() && s != StateActive:
		return ev.Declined(s.refusal())
	case c.ended(now):
		return ev.Declined(CardExpired)
	case err != nil || after.units > MaxAmount:
		return ev.Declined(LimitExceeded)
	case after.units < 0:
		return ev.Declined(Insufficient)
	}
	return ev
}

// Expire decides what the end of c's validity yields: what is left is breakage.
func (c Card) Expire(now time.Time) Event {
	ev := c.moving(Expired, BreakageRef(c.Program), c.Balance)
	ev.Until = c.ExpiresAt
	switch {
	case c.State != StateActive:
		return ev.Declined(c.State.refusal())
	case c.Standing(now) != StateExpired:
		return ev.Declined(WrongState)
	}
	return ev
}
