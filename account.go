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
	Head    Head
}

// Spend decides what paying amount from a to merchant yields.
func (a Account) Spend(p Program, amount Money, merchant, reference string) Event {
	ev := Event{Kind: Spent, Program: a.Program, Debit: a.Ref, Credit: MerchantRef(a.Program, merchant), Amount: amount, Note: reference}
	switch {
	case amount.cur != a.Balance.cur:
		ev.Amount = Money{0, a.Balance.cur}
		return ev.Declined(WrongCurrency)
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
	if e.Kind == Claimed {
		a.Loaded = a.Loaded.plus(e.Amount.units, e.At)
	}
	a.Head = Head{e.Seq, e.Hash}
	return a
}

// Declined returns the refusal of e: it moves nothing and is about e's subject.
func (e Event) Declined(reason Reason) Event {
	return Event{Kind: Declined, Program: e.Program, Debit: e.Subject(), Amount: Money{0, e.Amount.cur},
		Reason: reason, Asked: e.Kind, Wanted: e.Amount.units, Of: e.Of, Note: e.Note}
}
