package audit

import "github.com/unspent-dev/unspent"

// apply makes of the cards and accounts what e says, whether or not it may say so.
// Balances and chains are believed afterwards.
func (a *auditor) apply(e *unspent.Event, debit, credit side) {
	switch e.Kind {
	case unspent.Issued, unspent.Imported:
		a.make(e, debit, credit)
		return
	case unspent.Declined:
		return
	case unspent.Spent:
		if credit.head != nil {
			a.paid(e, debit, credit)
		}
	case unspent.Refunded, unspent.Unclaimed:
		if at, ok := a.payment(e.Of); ok {
			a.refunds[at] = refund{a.refunds[at].units + e.Amount.Units(), e.Seq}
		}
	case unspent.Claimed:
		if into := credit.acct; into != nil {
			if m := month(e.At); into.month != m {
				into.month, into.loaded = m, 0
			}
			into.loaded += e.Amount.Units()
			a.claims[debit.at] = claim{credit.at, micros(e.Lots.First())}
			a.paid(e, debit, credit)
		}
	case unspent.Activated, unspent.Deactivated, unspent.Held, unspent.Released, unspent.Unheld, unspent.Taken,
		unspent.Transferred, unspent.Reissued, unspent.Frozen, unspent.Unfrozen, unspent.Voided, unspent.Adjusted, unspent.Closed, unspent.Expired:
	}
	if acct := debit.acct; debit.kind == holder {
		a.stand(e, acct)
		acct.lots = acct.lots.all(said(e), -1)
	}
	if credit.kind == holder {
		credit.acct.lots = credit.acct.lots.all(said(e), 1)
	}
	if e.Kind == unspent.Refunded && e.Key != (unspent.CardKey{}) {
		a.make(e, debit, credit)
		return
	}
	if debit.card != nil && debit.card.state != unissued {
		a.take(e, debit, e.DebitAfter)
	}
	switch {
	case credit.card == nil:
	case debit.card != nil:
		a.succeed(e, debit, credit)
	case credit.card.state != unissued:
		a.take(e, credit, e.CreditAfter)
	}
}

// paid keeps what may be put back.
func (a *auditor) paid(e *unspent.Event, debit, credit side) {
	at := a.payments.push(payment{e.Seq, e.Amount.Units(), payer(debit), credit.at, micros(e.At)})
	if l := said(e); l != nil {
		a.ending[at] = l
	}
}

// make fills in the card that an issue made.
func (a *auditor) make(e *unspent.Event, debit, credit side) {
	made, sold := debit, false
	if credit.card != nil {
		made, sold = credit, true
	}
	c := made.card
	if c == nil || c.state != unissued {
		return
	}
	c.key, c.face, c.state, c.made = e.Key, e.Face.Units(), inactive, micros(e.At)
	copy(c.last4[:], e.Last4)
	c.recipient = a.label(e.Party)
	if e.Kind != unspent.Refunded {
		c.order = a.label(e.Note)
	}
	if sold {
		c.state, c.expires, c.began = active, micros(e.Until), micros(e.At)
	}
	if e.Kind == unspent.Imported {
		a.takeOver(e, c)
	}
}

// takeOver makes a card stand as it did where it comes from.
func (a *auditor) takeOver(e *unspent.Event, c *card) {
	switch e.Reason {
	case "":
	case unspent.CardSpent:
		c.state = spent
	case unspent.CardVoid:
		c.state = void
	case unspent.CardExpired:
		c.state = expired
	default:
		c.frozen = a.words.of(string(e.Reason))
	}
	if c.state == inactive {
		return
	}
	c.expires = micros(e.Until)
	if e.Wanted != 0 {
		c.began = e.Wanted
	}
}

// succeed fills in the card that replaces another.
func (a *auditor) succeed(e *unspent.Event, from, to side) {
	old, c := from.card, to.card
	if !to.fresh || old.state == unissued {
		return
	}
	old.successor = to.at
	c.key, c.face, c.state, c.expires = e.Key, old.face, active, old.expires
	c.made, c.began = micros(e.At), old.began
	copy(c.last4[:], e.Last4)
	c.order, c.recipient = old.order, old.recipient
	r := a.rare[from.at]
	next := rare{month: r.month, moved: r.moved}
	if e.Kind != unspent.Reissued {
		c.recipient = 0
		if m := month(e.At); next.month != m {
			next.month, next.moved = m, 0
		}
		next.moved += e.Amount.Units()
	}
	if next != (rare{}) {
		c.rare = true
		a.rare[to.at] = next
	}
}

// take takes the step of e on one card, which is left with units.
func (a *auditor) take(e *unspent.Event, s side, units int64) {
	c := s.card
	switch e.Kind {
	case unspent.Activated:
		c.state, c.expires, c.sale, c.began = active, micros(e.Until), a.saleLabel(e.By, e.At), micros(e.At)
	case unspent.Deactivated:
		c.state, c.expires, c.sale, c.began = inactive, 0, 0, 0
		a.unhold(s)
	case unspent.Claimed:
		c.state = claimed
	case unspent.Unclaimed:
		c.state = active
	case unspent.Spent, unspent.Refunded, unspent.Adjusted:
		if c.state = active; units == 0 {
			c.state = spent
		}
	case unspent.Held:
		r := a.rare[s.at]
		r.hold, r.until, r.party, r.secret, r.released = e.Seq, micros(e.Until), e.Party, e.Secret, false
		a.rare[s.at], c.rare = r, true
	case unspent.Released:
		if r, ok := a.rare[s.at]; ok {
			r.released = true
			a.rare[s.at] = r
		}
	case unspent.Unheld:
		a.unhold(s)
	case unspent.Taken, unspent.Transferred, unspent.Reissued:
		c.state = replaced
		a.unhold(s)
	case unspent.Frozen:
		c.frozen = a.words.of(string(e.Reason))
	case unspent.Unfrozen:
		c.frozen = 0
	case unspent.Voided:
		c.state = void
		a.unhold(s)
	case unspent.Expired:
		c.state = expired
		a.unhold(s)
	case unspent.Issued, unspent.Imported, unspent.Closed, unspent.Declined:
	}
}

// stand takes the step of e on an account.
func (a *auditor) stand(e *unspent.Event, acct *account) {
	switch e.Kind {
	case unspent.Frozen:
		acct.frozen = a.words.of(string(e.Reason))
	case unspent.Unfrozen:
		acct.frozen = 0
	case unspent.Closed:
		acct.closed, acct.frozen = true, 0
	default: // it stands as before
	}
}

// unhold ends a hold; what was handed over this month stays.
func (a *auditor) unhold(s side) {
	if !s.card.rare {
		return
	}
	r := a.rare[s.at]
	a.rare[s.at] = rare{month: r.month, moved: r.moved}
}
