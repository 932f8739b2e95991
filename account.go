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

// Adjust decides what the staff's correction of a by delta yields. It works on a
// frozen account.
func (a Account) Adjust(p Program, delta Money, reason Reason, note string) Event {
	ev := a.about(Adjusted, reason, note)
	ev.Credit, ev.Amount = WorldRef(a.Program), delta.Neg()
	if delta.IsPositive() {
		ev.Debit, ev.Credit, ev.Amount = WorldRef(a.Program), a.Ref, delta
	}
	switch {
	case delta.cur != a.Balance.cur:
		ev.Amount = Money{0, a.Balance.cur}
		return ev.Declined(WrongCurrency)
	case a.Closed:
		return ev.Declined(AccountClosed)
	case delta.IsPositive() && (over(p.Limits.AccountCap, a.Balance.units, delta) || over(MaxAmount, a.Balance.units, delta)):
		return ev.Declined(LimitExceeded)
	case !delta.IsPositive() && !a.Balance.Covers(delta.Neg()):
		return ev.Declined(Insufficient)
	}
	return ev
}

// Close decides what ending a for good yields: what is left goes back to the world.
func (a Account) Close(reason Reason, note string) Event {
	ev := a.about(Closed, reason, note)
	if a.Balance.IsPositive() {
		ev.Credit, ev.Amount = WorldRef(a.Program), a.Balance
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
	if ev.Amount = claim.Amount; !a.Balance.Covers(claim.Amount) {
		ev.Amount = a.Balance
	}
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

// Spend decides what paying amount from a to merchant yields.
func (a Account) Spend(p Program, amount Money, merchant, reference string) Event {
	ev := Event{Kind: Spent, Program: a.Program, Debit: a.Ref, Credit: MerchantRef(a.Program, merchant), Amount: amount, Note: reference}
	switch {
	case amount.cur != a.Balance.cur:
		ev.Amount = Money{0, a.Balance.cur}
		return ev.Declined(WrongCurrency)
	case a.refuses() != "":
		return ev.Declined(a.refuses())
	case !p.Spendable:
		return ev.Declined(AgainstTerms)
	case !a.Balance.Covers(amount):
		return ev.Declined(Insufficient)
	}
	return ev
}

// Refund decides what putting amount of spend back yields, of which done has
// been put back before.
func (a Account) Refund(spend Event, done int64, amount Money, reference string) Event {
	ev := Event{Kind: Refunded, Program: a.Program, Debit: spend.Credit, Credit: a.Ref, Amount: amount, Of: spend.Seq, Note: reference}
	if a.Closed {
		return ev.Declined(AccountClosed)
	}
	return ev.refundOf(spend, done)
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
