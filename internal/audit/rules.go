package audit

import (
	"cmp"
	"fmt"

	"github.com/unspent-dev/unspent"
)

// need is what a card must be for an event to be about it.
type need struct {
	inactive, active, spent bool // one of these states
	live                    bool // its validity has not ended
	free                    bool // not held for anybody
	thawed                  bool // not stopped by staff
	whole                   bool // all that is left moves
}

// needs is the table of docs/reference/journal.md, written down a second time.
func needs(k unspent.Kind) need {
	switch k {
	case unspent.Activated:
		return need{inactive: true, live: true, thawed: true}
	case unspent.Deactivated, unspent.Claimed, unspent.Transferred, unspent.Reissued:
		return need{active: true, live: true, free: true, thawed: true, whole: true}
	case unspent.Spent, unspent.Held:
		return need{active: true, live: true, free: true, thawed: true}
	case unspent.Refunded, unspent.Adjusted:
		return need{active: true, spent: true, live: true}
	case unspent.Released, unspent.Unheld:
		return need{active: true, live: true, thawed: true}
	case unspent.Taken:
		return need{active: true, live: true, thawed: true, whole: true}
	case unspent.Frozen:
		return need{inactive: true, active: true, live: true, thawed: true}
	case unspent.Unfrozen:
		return need{inactive: true, active: true}
	case unspent.Voided:
		return need{inactive: true, active: true, live: true, whole: true}
	case unspent.Expired:
		return need{active: true, whole: true}
	case unspent.Issued, unspent.Imported, unspent.Unclaimed, unspent.Closed, unspent.Declined:
	}
	return need{}
}

// between reports whether an event of kind k moves from one kind of account to
// the other; nothing stands for no credit.
func between(k unspent.Kind, from, to refKind) bool {
	switch k {
	case unspent.Issued, unspent.Imported:
		return from == aCard && to == nothing || from == world && to == aCard
	case unspent.Activated:
		return from == world && to == aCard
	case unspent.Deactivated:
		return from == aCard && to == world
	case unspent.Claimed:
		return from == aCard && to == holder
	case unspent.Spent:
		return (from == aCard || from == holder) && to == merchant
	case unspent.Refunded:
		return from == merchant && (to == aCard || to == holder)
	case unspent.Held, unspent.Released, unspent.Unheld:
		return from == aCard && to == nothing
	case unspent.Frozen, unspent.Unfrozen:
		return (from == aCard || from == holder) && to == nothing
	case unspent.Unclaimed:
		return from == holder && to == aCard
	case unspent.Closed:
		return from == holder && (to == world || to == nothing)
	case unspent.Taken, unspent.Transferred, unspent.Reissued:
		return from == aCard && to == aCard
	case unspent.Voided:
		return from == aCard && (to == world || to == nothing)
	case unspent.Adjusted:
		return (from == aCard || from == holder) && to == world || from == world && (to == aCard || to == holder)
	case unspent.Expired:
		return (from == aCard || from == holder) && to == breakage
	case unspent.Declined:
		return (from == aCard || from == holder) && to == nothing
	}
	return false
}

// rule checks that e may happen to what it is about, as that stands.
func (a *auditor) rule(e *unspent.Event, debit, credit side) string {
	if !between(e.Kind, debit.kind, credit.kind) {
		return fmt.Sprintf("what is %s does not move between such accounts", e.Kind)
	}
	if credit.kind != nothing && e.Amount.Units() == 0 {
		return "it moves nothing"
	}
	switch e.Kind { //nolint:exhaustive // those that make a card
	case unspent.Issued:
		return a.issue(e, debit, credit)
	case unspent.Imported:
		return a.imported(e, debit, credit)
	}
	if e.Kind == unspent.Refunded && e.Key != (unspent.CardKey{}) {
		return cmp.Or(a.refund(e, debit, credit), a.renewal(e, credit))
	}
	subject := debit
	if debit.kind != aCard && debit.kind != holder {
		subject = credit
	}
	switch {
	case subject.fresh:
		return "nothing made what it is about"
	case e.Kind == unspent.Declined || subject.card != nil && subject.card.state == unissued:
		return ""
	}
	if subject.card != nil {
		if fault := a.standing(e, subject); fault != "" {
			return fault
		}
	}
	terms := a.programs[e.Program]
	if subject.kind == holder {
		if fault := a.ofAccount(e, terms, subject.acct); fault != "" {
			return fault
		}
	}
	switch e.Kind {
	case unspent.Claimed:
		return cmp.Or(a.claim(e, terms, credit.acct), a.lotsFault(e, debit, credit))
	case unspent.Spent:
		if !terms.Spendable {
			return "its program does not allow to spend"
		}
	case unspent.Refunded:
		return cmp.Or(a.refund(e, debit, credit), a.lotsFault(e, debit, credit))
	case unspent.Taken, unspent.Transferred, unspent.Reissued:
		return a.replace(e, terms, subject, credit)
	case unspent.Unclaimed:
		return cmp.Or(a.unclaim(e, debit, credit), a.lotsFault(e, debit, credit))
	case unspent.Issued, unspent.Imported, unspent.Activated, unspent.Deactivated, unspent.Held, unspent.Released, unspent.Unheld,
		unspent.Frozen, unspent.Unfrozen, unspent.Voided, unspent.Adjusted, unspent.Closed, unspent.Expired, unspent.Declined:
	}
	if subject.card == nil {
		return a.lotsFault(e, debit, credit)
	}
	return a.oneCard(e, terms, subject)
}

// ofAccount checks e, which is about an account, against how that stands.
func (a *auditor) ofAccount(e *unspent.Event, terms unspent.Program, s *account) string {
	frozen := s.frozen != 0
	switch {
	case s.closed:
		return fmt.Sprintf("the account was closed when it was %s", e.Kind)
	case frozen && (e.Kind == unspent.Spent || e.Kind == unspent.Frozen):
		return fmt.Sprintf("the account was frozen when it was %s", e.Kind)
	case !frozen && e.Kind == unspent.Unfrozen:
		return "it was not frozen"
	case e.Kind == unspent.Adjusted && kindOf(e.Debit) == world &&
		(passes(terms.Limits.AccountCap, s.usable(e), e.Amount.Units()) || passes(unspent.MaxAmount, s.balance, e.Amount.Units())):
		return "it passes a limit of its program"
	case e.Kind == unspent.Closed && e.Amount.Units() != s.balance:
		return "only a part of it was taken out when it was closed"
	}
	return ""
}

// usable is what of the balance has not ended when e happens.
func (s *account) usable(e *unspent.Event) int64 {
	gone, _ := s.lots.gone(micros(e.At))
	return s.balance - gone.sum()
}

// unclaim checks e against the claim that it undoes.
func (a *auditor) unclaim(e *unspent.Event, from, to side) string {
	at, ok := a.payment(e.Of)
	if !ok {
		return fmt.Sprintf("event %d, which it undoes, is no claim", e.Of)
	}
	p, units := a.payments.at(at), e.Amount.Units()
	switch {
	case p.payer != payer(to) || p.merchant != from.at:
		return fmt.Sprintf("event %d, which it undoes, was a claim of another card, or to another account", e.Of)
	case a.refunds[at].units != 0:
		return fmt.Sprintf("event %d was undone before", e.Of)
	case to.card.state != claimed || to.card.lapsed(micros(e.At)):
		return fmt.Sprintf("a card that is %s, or past its validity, is not given its value back", stateNames[to.card.state])
	case micros(e.At) > p.at+unspent.UnclaimWindow.Microseconds():
		return "the time in which a claim is undone was over"
	case units != min(p.units, from.acct.usable(e)):
		return fmt.Sprintf("it gives back %d of %d, with %d in the account", units, p.units, from.acct.usable(e))
	}
	return ""
}

// standing checks the card against the table.
func (a *auditor) standing(e *unspent.Event, s side) string {
	c, n, now := s.card, needs(e.Kind), micros(e.At)
	switch {
	case !(c.state == inactive && n.inactive || c.state == active && n.active || c.state == spent && n.spent):
		return fmt.Sprintf("a card that is %s cannot be %s", stateNames[c.state], e.Kind)
	case n.live && c.lapsed(now):
		return fmt.Sprintf("its validity had ended when it was %s", e.Kind)
	case n.free && a.held(s, now):
		return fmt.Sprintf("it was held for somebody when it was %s", e.Kind)
	case n.thawed && c.frozen != 0:
		return fmt.Sprintf("it was frozen when it was %s", e.Kind)
	case n.whole && e.Amount.Units() != c.balance:
		return fmt.Sprintf("only a part of it was %s", e.Kind)
	}
	return ""
}

func (a *auditor) held(s side, now int64) bool {
	return s.card.rare && a.rare[s.at].hold != 0 && now < a.rare[s.at].until
}

// issue checks that e makes a new card.
func (a *auditor) issue(e *unspent.Event, debit, credit side) string {
	made := debit
	if credit.kind == aCard {
		made = credit
	}
	switch {
	case !made.fresh:
		return "the card exists already"
	case credit.kind == aCard && e.Amount != e.Face:
		return "a card sold at once is worth its face value"
	case credit.kind == aCard:
		return a.validity(e)
	case !e.Until.IsZero():
		return "the validity of a card begins when it is sold"
	}
	return ""
}

// imported checks that e takes over a card that the book did not know.
func (a *auditor) imported(e *unspent.Event, debit, credit side) string {
	made := debit
	if credit.kind == aCard {
		made = credit
	}
	dead := e.Reason == unspent.CardSpent || e.Reason == unspent.CardVoid || e.Reason == unspent.CardExpired
	switch {
	case !made.fresh:
		return "the card exists already"
	case e.Reason != "" && dead == (credit.kind == aCard):
		return "a card that is dead has nothing left, and only one that lives is frozen"
	case credit.kind != aCard && !dead && !e.Until.IsZero():
		return "the validity of a card begins when it is sold"
	case credit.kind == aCard && !e.Until.IsZero() && !e.At.Before(e.Until):
		return "its validity had ended when it was imported"
	case e.Wanted < 0 || e.Wanted > micros(e.At):
		return "it was first sold after it was imported"
	}
	return ""
}

// validity checks the end that a sale sets.
func (a *auditor) validity(e *unspent.Event) string {
	end, ok := a.ends[e.Program]
	if !ok {
		end = a.programs[e.Program].Ends()
		a.ends[e.Program] = end
	}
	if !e.Until.Equal(end(e.At)) {
		return "its validity is not that of its program"
	}
	return ""
}

// claim checks e against the terms and limits of its program.
func (a *auditor) claim(e *unspent.Event, terms unspent.Program, into *account) string {
	units, loaded := e.Amount.Units(), int64(0)
	if into.month == month(e.At) {
		loaded = into.loaded
	}
	switch {
	case len(into.lots) >= unspent.MaxLots && len(into.lots.all(said(e), 1)) > unspent.MaxLots:
		return "its account has too many ends"
	case into.closed || into.frozen != 0:
		return "it was claimed to an account that was closed or frozen"
	case !terms.Claimable:
		return "its program does not allow to claim"
	case passes(terms.Limits.PerTransfer, 0, units), passes(terms.Limits.PerMonth, loaded, units),
		passes(terms.Limits.AccountCap, into.usable(e), units), passes(unspent.MaxAmount, into.balance, units):
		return "it passes a limit of its program"
	}
	return ""
}

// passes reports whether units more than done are over limit; 0 is no limit.
func passes(limit, done, units int64) bool { return limit != 0 && done > limit-units }

// refund checks e against the payment that it puts back.
func (a *auditor) refund(e *unspent.Event, debit, credit side) string {
	at, ok := a.payment(e.Of)
	if !ok {
		return fmt.Sprintf("event %d, which it puts back, is no payment", e.Of)
	}
	p := a.payments.at(at)
	switch {
	case a.heir(p.payer) != payer(credit) && e.Key == (unspent.CardKey{}) || p.merchant != debit.at:
		return fmt.Sprintf("event %d, which it puts back, was paid by or to somebody else", e.Of)
	case e.Amount.Units() > p.units-a.refunds[at].units:
		return fmt.Sprintf("it puts back more than is left of event %d", e.Of)
	}
	return ""
}

// heir names where the value of who paid is now: on the card that took its place, or
// in the account that it was claimed to.
func (a *auditor) heir(who uint32) uint32 {
	for who&1 == 1 {
		c := a.cards.at(who >> 1)
		switch {
		case c.state == replaced && c.successor != 0:
			who = c.successor<<1 | 1
		case c.state == claimed:
			return a.claims[who>>1].account << 1
		default:
			return who
		}
	}
	return who
}

// payer names who paid: a card or an account.
func payer(s side) uint32 {
	if s.card != nil {
		return s.at<<1 | 1
	}
	return s.at << 1
}

// replace checks an event that gives a card's value a new code.
func (a *auditor) replace(e *unspent.Event, terms unspent.Program, from, to side) string {
	if !to.fresh {
		return "the new card exists already"
	}
	if e.Kind == unspent.Reissued {
		return ""
	}
	r, moved := a.rare[from.at], int64(0)
	if r.month == month(e.At) {
		moved = r.moved
	}
	switch {
	case !terms.Transferable:
		return "its program does not allow to hand it over"
	case passes(terms.Limits.PerTransfer, 0, e.Amount.Units()), passes(terms.Limits.PerMonth, moved, e.Amount.Units()):
		return "it passes a limit of its program"
	case e.Kind == unspent.Transferred:
		return ""
	case r.hold != e.Of || !a.held(from, micros(e.At)):
		return "it was taken without a hold"
	case !r.released:
		return "it was taken before it was released"
	}
	return ""
}

// oneCard checks the events that concern one card only.
func (a *auditor) oneCard(e *unspent.Event, terms unspent.Program, s side) string {
	now, r := micros(e.At), rare{}
	if s.card != nil && s.card.rare {
		r = a.rare[s.at]
	}
	switch e.Kind {
	case unspent.Activated:
		if e.Amount.Units() != s.card.face {
			return "a card is sold at its face value"
		}
		return a.validity(e)
	case unspent.Deactivated:
		if s.balance != s.card.face {
			return "a sale was undone after the card had been used"
		}
	case unspent.Held:
		switch {
		case !terms.Transferable:
			return "its program does not allow to hold it"
		case micros(e.Until) <= now || e.Until.Sub(e.At) > unspent.MaxHold:
			return "it is held for too long, or not at all"
		}
	case unspent.Released, unspent.Unheld:
		if r.hold != e.Of || now >= r.until {
			return fmt.Sprintf("there was no such hold when it was %s", e.Kind)
		}
	case unspent.Unfrozen:
		if s.card.frozen == 0 {
			return "it was not frozen"
		}
	case unspent.Adjusted:
		up := e.Debit != "" && kindOf(e.Debit) == world
		if !up && s.card.state != active || up && e.CreditAfter > unspent.MaxAmount {
			return "it cannot be adjusted so"
		}
	case unspent.Expired:
		if !s.card.lapsed(now) || micros(e.Until) != s.card.expires {
			return "its validity had not ended"
		}
	case unspent.Issued, unspent.Imported, unspent.Claimed, unspent.Spent, unspent.Refunded, unspent.Taken, unspent.Transferred,
		unspent.Reissued, unspent.Frozen, unspent.Voided, unspent.Unclaimed, unspent.Closed, unspent.Declined:
	}
	return ""
}
