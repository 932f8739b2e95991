package unspent

import "time"

// Head is the newest event of a card or an account.
type Head struct {
	Seq  Seq
	Hash Digest
}

// Window sums up what moved in one calendar month, UTC.
type Window struct {
	Month int32 // year × 12 + month; 0 is never
	Units int64
}

func monthOf(t time.Time) int32 {
	t = t.UTC()
	return int32(t.Year())*12 + int32(t.Month())
}

// at returns what has moved in the month of t.
func (w Window) at(t time.Time) int64 {
	if w.Month == monthOf(t) {
		return w.Units
	}
	return 0
}

// plus returns w with units more in the month of t.
func (w Window) plus(units int64, t time.Time) Window {
	return Window{monthOf(t), w.at(t) + units}
}

// Account is one account of the book other than a card's: a holder's, a
// merchant's, or a program's world or breakage. It holds value of one program,
// that of the first event; the zero value is an account that nothing has touched.
type Account struct {
	Ref     Ref
	Program string
	Balance Money
	Loaded  Window // claims of this month
	Lots    Lots   // what of the balance ends
	Frozen  Reason // why staff stopped it, "" if they did not
	Closed  bool   // for good
	Head    Head
}

// refuses returns why a step of the holder's is refused, "" if it is not.
func (a Account) refuses() Reason {
	switch {
	case a.Closed:
		return AccountClosed
	case a.Frozen != "":
		return AccountFrozen
	}
	return ""
}

// about returns an event of kind k by the staff that is about a and moves nothing.
func (a Account) about(k Kind, reason Reason, note string) Event {
	return Event{Kind: k, Program: a.Program, Debit: a.Ref, Amount: Money{0, a.Balance.cur}, Reason: reason, Note: note}
}

// Freeze decides what the staff's stop of a yields: nothing is claimed to it and
// nothing paid from it. Refunds reach it.
func (a Account) Freeze(reason Reason, note string) Event {
	ev := a.about(Frozen, reason, note)
	if refusal := a.refuses(); refusal == AccountFrozen {
		return ev.Declined(WrongState)
	} else if refusal != "" {
		return ev.Declined(refusal)
	}
	return ev
}

// Unfreeze decides what ending the staff's stop yields.
func (a Account) Unfreeze(reason Reason, note string) Event {
	ev := a.about(Unfrozen, reason, note)
	switch {
	case a.Closed:
		return ev.Declined(AccountClosed)
	case a.Frozen == "":
		return ev.Declined(WrongState)
	}
	return ev
}

// Usable returns what of the balance has not ended at now.
func (a Account) Usable(now time.Time) Money {
	return Money{a.Balance.units - a.Lots.Ended(now).Units(), a.Balance.cur}
}

// Standing returns a as it is at now: without what has ended, even if nothing has swept
// that yet.
func (a Account) Standing(now time.Time) Account {
	a.Balance = a.Usable(now)
	a.Lots, _ = a.Lots.Minus(a.Lots.Ended(now))
	return a
}

// takes returns the lots that a payment of units takes at now, the first to end first.
func (a Account) takes(units int64, now time.Time) Lots {
	live, _ := a.Lots.Minus(a.Lots.Ended(now))
	return live.Take(units)
}

// Adjust decides what the staff's correction of a by delta yields. It works on a
// frozen account. What is added has no end.
func (a Account) Adjust(p Program, delta Money, reason Reason, note string, now time.Time) Event {
	ev := a.about(Adjusted, reason, note)
	ev.Credit, ev.Amount = WorldRef(a.Program), delta.Neg()
	if delta.IsPositive() {
		ev.Debit, ev.Credit, ev.Amount = WorldRef(a.Program), a.Ref, delta
	} else {
		ev.Lots = a.takes(-delta.units, now)
	}
	switch {
	case delta.cur != a.Balance.cur:
		ev.Amount = Money{0, a.Balance.cur}
		return ev.Declined(WrongCurrency)
	case a.Closed:
		return ev.Declined(AccountClosed)
	case delta.IsPositive() && (over(p.Limits.AccountCap, a.Usable(now).units, delta) || over(MaxAmount, a.Balance.units, delta)):
		return ev.Declined(LimitExceeded)
	case !delta.IsPositive() && !a.Usable(now).Covers(delta.Neg()):
		return ev.Declined(Insufficient)
	}
	return ev
}

// Close decides what ending a for good yields: what is left goes back to the world.
func (a Account) Close(reason Reason, note string) Event {
	ev := a.about(Closed, reason, note)
	if a.Balance.IsPositive() {
		ev.Credit, ev.Amount, ev.Lots = WorldRef(a.Program), a.Balance, a.Lots
	}
	if a.Closed {
		return ev.Declined(AccountClosed)
	}
	return ev
}

// Unclaim decides what undoing a claim to a yields, if it was not undone before: as
// much of it as is left goes back to the card, whose code is good again. It works on a
// frozen account.
func (a Account) Unclaim(c Card, claim Event, undone bool, reason Reason, note string, now time.Time) Event {
	ev := a.about(Unclaimed, reason, note)
	ev.Credit, ev.Of = CardRef(c.Serial), claim.Seq
	if ev.Amount = claim.Amount; !a.Usable(now).Covers(claim.Amount) {
		ev.Amount = a.Usable(now)
	}
	own, _ := a.Lots.Minus(a.Lots.Ended(now))
	ev.Lots = own.undo(claim, ev.Amount.units)
	switch {
	case a.Closed:
		return ev.Declined(AccountClosed)
	case undone || c.State != StateClaimed:
		return ev.Declined(WrongState)
	case c.ended(now):
		return ev.Declined(CardExpired)
	case now.After(claim.At.Add(UnclaimWindow)):
		return ev.Declined(TooLate)
	case !ev.Amount.IsPositive():
		return ev.Declined(Insufficient)
	}
	return ev
}

// undo returns the lots that undoing a claim takes units of: its own first, as far as
// they are there, then the first to end.
func (l Lots) undo(claim Event, units int64) Lots {
	own, rest := Lots{}, l
	for _, lot := range l.List() {
		if lot.Ends.Equal(claim.Lots.First()) {
			own = OneLot(lot.Ends, min(lot.Units, units, claim.Amount.units))
			rest, _ = l.Minus(OneLot(lot.Ends, lot.Units))
		}
	}
	return own.Plus(rest.Take(units - own.Units()))
}

// Spend decides what paying amount from a to merchant yields: what ends first is spent
// first.
func (a Account) Spend(p Program, amount Money, merchant, reference string, now time.Time) Event {
	ev := Event{Kind: Spent, Program: a.Program, Debit: a.Ref, Credit: MerchantRef(a.Program, merchant), Amount: amount, Note: reference}
	ev.Lots = a.takes(amount.units, now)
	switch {
	case amount.cur != a.Balance.cur:
		ev.Amount = Money{0, a.Balance.cur}
		return ev.Declined(WrongCurrency)
	case a.refuses() != "":
		return ev.Declined(a.refuses())
	case !p.Spendable:
		return ev.Declined(AgainstTerms)
	case !a.Usable(now).Covers(amount):
		return ev.Declined(Insufficient)
	}
	return ev
}

// Expire decides what the end of lots of a yields: what has ended is breakage. Accounts
// that the staff stopped are no exception.
func (a Account) Expire(now time.Time) Event {
	ended := a.Lots.Ended(now)
	ev := a.about(Expired, "", "")
	ev.Credit, ev.Amount, ev.Lots = BreakageRef(a.Program), Money{ended.Units(), a.Balance.cur}, ended
	if ended.IsZero() {
		return ev.Declined(WrongState)
	}
	return ev
}

// Refund decides what putting amount of spend back yields, of which done has been put
// back before. It goes to the lots that it was spent from; of a card that was claimed
// to a later, to the lot of that claim. What of them has ended comes back as a lot of the
// validity that p has refunds at; to a closed account nothing comes back, see [Program.Renew].
func (a Account) Refund(p Program, spend, claim Event, done int64, amount Money, reference string, now time.Time) Event {
	ev := Event{Kind: Refunded, Program: a.Program, Debit: spend.Credit, Credit: a.Ref, Amount: amount, Of: spend.Seq, Note: reference}
	if a.Closed {
		return ev.Declined(AccountClosed)
	}
	if ev = ev.refundOf(spend, done); ev.Kind == Declined {
		return ev
	}
	back := spend.Lots.Back(spend.Amount.units, done, amount.units)
	if claim.Kind == Claimed {
		back = OneLot(claim.Lots.First(), amount.units)
	}
	ended := back.Ended(now)
	if !ended.IsZero() && p.RefundTerm == (Period{}) {
		return ev.Declined(CardExpired)
	}
	back, _ = back.Minus(ended)
	ev.Lots = back.Plus(OneLot(p.Renewed(now), ended.Units()))
	return ev
}

// Renewable reports whether the refund e was declined because its card is over or its
// account closed, and p has it refunded to a new card.
func (e Event) Renewable(p Program) bool {
	return e.Kind == Declined && e.Asked == Refunded && (e.Reason == CardExpired || e.Reason == AccountClosed) && p.RefundTerm != (Period{})
}

// Renew decides what putting amount of spend back on a new card yields, of the validity
// that p has refunds at: for person, whose card it was. done has been put back before.
func (p Program) Renew(spend Event, done int64, amount Money, reference string, next Serial, key CardKey, person string, now time.Time) Event {
	ev := Event{Kind: Refunded, Program: p.ID, Debit: spend.Credit, Credit: CardRef(next), Amount: amount, Face: amount,
		Of: spend.Seq, Note: reference, Key: key, Party: person, Until: p.Renewed(now)}
	if refused := ev.refundOf(spend, done); refused.Kind == Declined {
		refused.Debit = spend.Debit // the new card is not there
		return refused
	}
	return ev
}

// refundOf declines the refund e if it is more than what is left of spend.
func (e Event) refundOf(spend Event, done int64) Event {
	switch {
	case e.Amount.cur != spend.Amount.cur:
		e.Amount = Money{0, spend.Amount.cur}
		return e.Declined(WrongCurrency)
	case e.Amount.units > spend.Amount.units-done:
		return e.Declined(RefundExceeded)
	}
	return e
}

// Apply returns the account after e, which names it as debit or credit.
func (a Account) Apply(e Event) Account {
	if a.Head.Seq == 0 {
		a.Program = e.Program
	}
	after := e.DebitAfter
	if a.Ref == e.Credit {
		after = e.CreditAfter
	}
	a.Balance = Money{after, e.Amount.cur}
	switch {
	case !a.Ref.IsAccount():
		a.Head = Head{e.Seq, e.Hash}
		return a
	case a.Ref == e.Credit:
		a.Lots = a.Lots.Plus(e.Lots)
	default:
		a.Lots, _ = a.Lots.Minus(e.Lots)
	}
	switch {
	case e.Kind == Claimed:
		a.Loaded = a.Loaded.plus(e.Amount.units, e.At)
	case e.Kind == Frozen:
		a.Frozen = e.Reason
	case e.Kind == Unfrozen:
		a.Frozen = ""
	case e.Kind == Closed:
		a.Closed, a.Frozen = true, ""
	}
	a.Head = Head{e.Seq, e.Hash}
	return a
}

// Declined returns the refusal of e: it moves nothing and is about e's subject.
func (e Event) Declined(reason Reason) Event {
	return Event{Kind: Declined, Program: e.Program, Debit: e.Subject(), Amount: Money{0, e.Amount.cur},
		Reason: reason, Asked: e.Kind, Wanted: e.Amount.units, Of: e.Of, Note: e.Note}
}
