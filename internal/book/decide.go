package book

import (
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
)

var errUnknown = unspent.Errorf(unspent.NotFound, "no card answers to this")

// decide finds what the command is about and asks the rules. An error means
// that there was nothing to decide on; a refusal is an event.
func (d *desk) decide(p *pending) (unspent.Event, error) {
	switch c := p.request.Command.(type) {
	case unspent.Claim:
		card, err := d.byCode(p)
		if err != nil {
			return unspent.Event{}, err
		}
		return card.Claim(d.programs[card.Program], d.state.Account(unspent.AccountRef(c.Account), card.Balance.Currency()), d.now), nil
	case unspent.Spend:
		return d.spend(p, c)
	case unspent.Refund:
		return d.refund(p, c)
	case unspent.Unclaim:
		return d.unclaim(c)
	case unspent.PlaceHold:
		return d.placeHold(p, c)
	case unspent.Release:
		card, err := d.byCode(p)
		if err != nil {
			return unspent.Event{}, err
		}
		return card.Release(c.Hold, d.now), nil
	case unspent.CancelHold:
		card, err := d.byHold(c.Hold, c.Secret)
		if err != nil {
			return unspent.Event{}, err
		}
		return card.CancelHold(c.Hold, d.now), nil
	case unspent.Take, unspent.Transfer, unspent.Reissue:
		return d.replace(p)
	}
	if p.touched.Account != "" {
		return d.staffOfAccount(p)
	}
	return d.staff(p)
}

// staffOfAccount decides what is asked of an account by the staff.
func (d *desk) staffOfAccount(p *pending) (unspent.Event, error) {
	account, ok := d.state.Accounts[unspent.AccountRef(p.touched.Account)]
	if !ok {
		return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no such account")
	}
	switch c := p.request.Command.(type) {
	case unspent.Freeze:
		return account.Freeze(c.Reason, c.Note), nil
	case unspent.Unfreeze:
		return account.Unfreeze(c.Reason, c.Note), nil
	case unspent.Adjust:
		return account.Adjust(d.programs[account.Program], c.Delta, c.Reason, c.Note, d.now), nil
	case unspent.Close:
		return account.Close(c.Reason, c.Note), nil
	case unspent.Expire:
		return account.Expire(d.now), nil
	}
	return unspent.Event{}, unspent.Errorf(unspent.Internal, "no rule decides a %T of an account", p.request.Command)
}

// unclaim decides whether a claim is undone.
func (d *desk) unclaim(c unspent.Unclaim) (unspent.Event, error) {
	claim := d.state.Events[c.Event]
	serial, ok := claim.Debit.Serial()
	if claim.Kind != unspent.Claimed || !ok {
		return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no such claim")
	}
	undone := d.state.Refunded[c.Event].Units > 0
	return d.state.Accounts[claim.Credit].Unclaim(d.state.Cards[serial], claim, undone, c.Reason, c.Note, d.now), nil
}

// staff decides what is asked by serial.
func (d *desk) staff(p *pending) (unspent.Event, error) {
	card, ok := d.state.Cards[p.touched.Serial]
	if !ok {
		return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no card with this serial")
	}
	switch c := p.request.Command.(type) {
	case unspent.Activate:
		return card.Activate(d.programs[card.Program], d.now), nil
	case unspent.Deactivate:
		if card.State == unspent.StateActive && !p.request.By.MayUndo(card.Sold, d.now) {
			return unspent.Event{}, unspent.Errorf(unspent.Forbidden, "a store undoes what it sold itself, within %.0f hours; "+
				"the issuer's support can undo it later", unspent.UndoWindow.Hours())
		}
		return card.Deactivate(d.now), nil
	case unspent.Freeze:
		return card.Freeze(c.Reason, c.Note, d.now), nil
	case unspent.Unfreeze:
		return card.Unfreeze(c.Reason, c.Note), nil
	case unspent.Void:
		return card.Void(c.Reason, c.Note, d.now), nil
	case unspent.Adjust:
		return card.Adjust(c.Delta, c.Reason, c.Note, d.now), nil
	case unspent.Expire:
		return card.Expire(d.now), nil
	}
	return unspent.Event{}, unspent.Errorf(unspent.Internal, "no rule decides a %T", p.request.Command)
}

// byCode returns the card of the command's code.
func (d *desk) byCode(p *pending) (unspent.Card, error) {
	card, ok := d.state.CardByKey(p.keys...)
	if !ok {
		return unspent.Card{}, errUnknown
	}
	return card, nil
}

// byHold returns the card of a hold, to whoever has the hold's secret. A hold
// that was never placed and a wrong secret look the same.
func (d *desk) byHold(id unspent.Seq, secret unspent.Secret) (unspent.Card, error) {
	ev := d.state.Events[id]
	if !sameSecret(ev.Secret, secret) || ev.Kind != unspent.Held {
		return unspent.Card{}, errUnknown
	}
	serial, _ := ev.Subject().Serial()
	card, ok := d.state.Cards[serial]
	if !ok {
		return unspent.Card{}, errUnknown
	}
	return card, nil
}

func (d *desk) spend(p *pending, c unspent.Spend) (unspent.Event, error) {
	if by := p.request.By; !by.MaySettle(c.Merchant) {
		if by.Bound != "" {
			return unspent.Event{}, unspent.Errorf(unspent.Forbidden, "this key acts for merchant %q only", by.Bound)
		}
		return unspent.Event{}, unspent.Errorf(unspent.Forbidden, "merchant %q is paid by orders of gift cards only; take another name", c.Merchant)
	}
	if c.Account != "" {
		account, ok := d.state.Accounts[unspent.AccountRef(c.Account)]
		if !ok {
			return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no such account")
		}
		return account.Spend(d.programs[account.Program], c.Amount, c.Merchant, c.Reference, d.now), nil
	}
	card, err := d.byCode(p)
	if err != nil {
		return unspent.Event{}, err
	}
	return card.Spend(d.programs[card.Program], c.Amount, c.Merchant, c.Reference, d.now), nil
}

func (d *desk) placeHold(p *pending, c unspent.PlaceHold) (unspent.Event, error) {
	until := c.Until.UTC().Truncate(time.Microsecond)
	if !until.After(d.now) || until.After(d.now.Add(unspent.MaxHold)) {
		return unspent.Event{}, unspent.Errorf(unspent.Invalid, "a hold ends in the future, at most %.0f hours from now", unspent.MaxHold.Hours())
	}
	card, err := d.byCode(p)
	if err != nil {
		return unspent.Event{}, err
	}
	digest := c.SecretDigest
	if digest == (unspent.Digest{}) {
		digest = unspent.DeriveSecret(p.fresh.seed).Digest()
	}
	return card.PlaceHold(d.programs[card.Program], p.fresh.party, until, digest, d.now), nil
}

// replace decides the commands that give a card's value a new code.
func (d *desk) replace(p *pending) (unspent.Event, error) {
	next, err := d.book.newSerial(d.state.Seq + 1)
	if err != nil {
		return unspent.Event{}, err
	}
	key := p.fresh.keys[0]
	switch c := p.request.Command.(type) {
	case unspent.Take:
		card, err := d.byHold(c.Hold, c.Secret)
		if err != nil {
			return unspent.Event{}, err
		}
		return card.Take(d.programs[card.Program], c.Hold, next, key, d.now), nil
	case unspent.Reissue:
		card, ok := d.state.Cards[c.Serial]
		if !ok {
			return unspent.Event{}, unspent.Errorf(unspent.NotFound, "there is no card with this serial")
		}
		return card.Reissue(next, key, c.Note, d.now), nil
	}
	card, err := d.byCode(p)
	if err != nil {
		return unspent.Event{}, err
	}
	return card.Transfer(d.programs[card.Program], next, key, d.now), nil
}

// declines says each refusal in one clause.
var declines = map[unspent.Reason]string{
	unspent.CardInactive:   "the card has not been activated yet; the shop that sold it can do that",
	unspent.CardClaimed:    "the card's value has been claimed to an account",
	unspent.CardSpent:      "nothing is left on the card",
	unspent.CardVoid:       "the sale of the card was cancelled",
	unspent.CardReplaced:   "this code is dead: the value has a newer code",
	unspent.CardExpired:    "the card's validity has ended",
	unspent.CardFrozen:     "the issuer has stopped the card; ask its support",
	unspent.CardHeld:       "the card is held for somebody; wait until the hold lapses or is given up",
	unspent.NotHeld:        "there is no such hold any more",
	unspent.NotReleased:    "the holder has not released the card yet",
	unspent.WrongState:     "the card is not in a state for this",
	unspent.WrongCurrency:  "the amount is in another currency than the card",
	unspent.WrongProgram:   "the account holds value of another program; claim into another account",
	unspent.AgainstTerms:   "the terms of this program do not allow this",
	unspent.LimitExceeded:  "this would pass a limit of the program",
	unspent.Insufficient:   "the balance does not cover the amount",
	unspent.RefundExceeded: "this is more than is left to refund of the payment",
	unspent.AccountFrozen:  "the issuer has stopped the account; ask its support",
	unspent.AccountClosed:  "the account is closed",
	unspent.TooLate:        "the time in which this could be undone is over",
}

// declineError is the error of a Declined event.
func declineError(ev unspent.Event) error {
	detail, ok := declines[ev.Reason]
	if !ok {
		detail = "declined"
	}
	return &unspent.Error{Reason: ev.Reason, Detail: detail}
}

// sortedPrograms returns the programs by id.
func sortedPrograms(all map[string]unspent.Program) []unspent.Program {
	list := make([]unspent.Program, 0, len(all))
	for _, p := range all {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b unspent.Program) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return list
}
