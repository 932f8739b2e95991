package counter

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// stake is what a call would move, as a second person sees it.
type stake struct {
	approval.Request
	into     []approval.Count                 // the sums that it counts into; none: one person never does it alone
	look     func() error                     // says why nobody need be asked: it would be refused anyway
	answered func(store.Reader) (bool, error) // whether it was answered before
}

// pass is what lets a call through: a request that a second person approved, or
// that it counts into the sums of one person.
type pass struct {
	stake   stake
	id      string // of the request, "" if it needed none
	part    int    // of a batch
	counted bool
}

func (x *Errand) asks() bool { return x.c.approvals != nil && x.c.SecondPerson.Asks() }

// alone counts what one person may do alone, and reports whether it is that.
func (x *Errand) alone(st stake) (bool, error) {
	if !x.asks() {
		return true, nil
	}
	if len(st.into) > 0 {
		return x.c.approvals.Alone(x.ctx, st.Request, st.into, st.answered)
	}
	var done bool
	err := x.c.Store.View(x.ctx, func(r store.Reader) (err error) {
		done, err = st.answered(r)
		return err
	})
	return done, err
}

// clear refuses a call that needs a second person who has not approved it.
func (x *Errand) clear(st stake) (pass, error) {
	alone, err := x.alone(st)
	if alone || err != nil {
		return pass{stake: st, counted: alone && len(st.into) > 0 && x.asks()}, err
	}
	if st.look != nil {
		if err := st.look(); err != nil {
			return pass{}, err
		}
	}
	passed, err := x.c.approvals.Pass(x.ctx, st.Request)
	if passed.ID != "" {
		x.subject += " " + passed.ID // so that the log tells under which request it was done
	}
	return pass{stake: st, id: passed.ID}, err
}

// carried notes that a call which passed was carried out.
func (x *Errand) carried(p pass) {
	if p.id == "" {
		return
	}
	if err := x.c.approvals.Done(x.ctx, p.id, p.part); err != nil {
		x.c.Incident(x.ctx, err) // it is done, and answers a repetition for as long as the approval lasts
	}
}

// guarded is command for what may need a second person.
func (x *Errand) guarded(cmd unspent.Command) (book.Answer, error) {
	if err := cmd.Validate(); err != nil {
		return book.Answer{}, err
	}
	p, err := x.clearCommand(cmd)
	if err != nil {
		return book.Answer{}, err
	}
	done, err := x.command(cmd)
	switch {
	case err == nil && len(done.Events) > 0:
		x.carried(p)
	case err == nil || len(done.Events) > 0: // nothing was there to do, or it was declined: an answer, and nothing was moved
		p.stake.answered = unanswered
		x.refused(p, err)
	default:
		x.refused(p, err)
	}
	return done, err
}

// refused gives back what a call was counted for that moved nothing. Of one whose
// outcome is not known nothing is given back: it counts once, however often it is
// tried again.
func (x *Errand) refused(p pass, err error) {
	switch reason := unspent.ReasonOf(err); {
	case !p.counted, reason == unspent.Unavailable, reason == unspent.Internal:
		return
	}
	// The caller may have gone away, and what moved nothing is given back even so.
	if err := x.c.approvals.GiveBack(context.WithoutCancel(x.ctx), p.stake.Request, p.stake.into, p.stake.answered); err != nil {
		x.c.Incident(x.ctx, err)
	}
}

func (x *Errand) clearCommand(cmd unspent.Command) (pass, error) {
	if c, ok := cmd.(unspent.Issue); ok && x.c.approvals != nil {
		planned, n, ok, err := x.c.approvals.PassPart(x.ctx, x.by.ID, x.key, c)
		if ok {
			x.subject += " " + planned.ID
		}
		if ok || err != nil {
			return pass{id: planned.ID, part: n}, err
		}
	}
	if !x.asks() {
		return pass{}, nil
	}
	st, err := x.stakeOf(cmd)
	if err != nil || st.Kind == "" {
		return pass{}, err
	}
	return x.clear(st)
}

// stakeOf returns what cmd would move; nothing if it takes nobody else's value.
func (x *Errand) stakeOf(cmd unspent.Command) (stake, error) {
	st := x.newStake(cmd.Kind(), x.c.Book.Print(cmd))
	st.answered = func(r store.Reader) (bool, error) {
		return x.c.Book.Answered(x.ctx, r, unspent.Request{Key: x.key, By: x.by, Command: cmd})
	}
	switch c := cmd.(type) {
	case unspent.Issue:
		st.Subject, st.Value, st.Count, st.Activate, st.Note = c.Program, c.Value, c.Count, c.Activate, c.Order
		st.Amount = unspent.NewMoney(c.Value.Units()*int64(c.Count), c.Value.Currency())
		st.into = x.issuedInto()
		st.look = func() error { return x.issuable(c) }
		return st, nil
	case unspent.Import:
		return x.importStake(st, c), nil
	case unspent.Activate:
		if x.by.Role == unspent.Store || x.by.Role == unspent.Issuer { // a till is billed, and an issuer's cards counted when they were made
			return stake{}, nil
		}
		seen, err := x.ofCard(&st, c.Serial, "")
		st.Amount, st.Value = seen.Card.Face, seen.Card.Face
		return st, err
	case unspent.Adjust:
		if c.Account != "" {
			_, err := x.ofAccount(&st, c.Account, c.Note)
			st.Amount, st.Value, st.Reason = c.Delta, c.Delta, c.Reason
			return st, err
		}
		_, err := x.ofCard(&st, c.Serial, c.Note)
		st.Amount, st.Value, st.Reason = c.Delta, c.Delta, c.Reason
		return st, err
	case unspent.Reissue: // the code is shown to who asks, and with it all that is on the card
		seen, err := x.ofCard(&st, c.Serial, c.Note)
		st.into, st.look = nil, func() error { return renewable(seen.Card) }
		return st, err
	case unspent.Close:
		a, err := x.ofAccount(&st, c.Account, c.Note)
		st.Amount, st.Value, st.Reason = a.Balance.Neg(), a.Balance.Neg(), c.Reason
		return st, err
	case unspent.Unclaim:
		claim, err := x.c.Book.Event(x.ctx, c.Event)
		if err != nil || claim.Kind != unspent.Claimed {
			return stake{}, err
		}
		_, err = x.ofAccount(&st, claim.Credit.Name(), c.Note)
		st.Amount, st.Value, st.Reason = claim.Amount, claim.Amount, c.Reason
		return st, err
	case unspent.Refund:
		return x.refundStake(st, c)
	case unspent.Spend:
		if x.by.Role != unspent.Admin || c.Account == "" { // others are bound to accounts, and a code is the holder's leave
			return stake{}, nil
		}
		st.Subject, st.Amount, st.Value, st.Note = c.Account, c.Amount, c.Amount, c.Merchant
		return st, nil
	}
	return stake{}, nil
}

// issuedInto are the sums that new value counts into.
func (x *Errand) issuedInto() []approval.Count {
	return []approval.Count{{Most: x.c.SecondPerson}, {Of: "issued " + x.by.ID, Most: x.c.IssueDay}}
}

// ofCard makes st the stake of a card, and counts it as what one person moves.
func (x *Errand) ofCard(st *stake, serial unspent.Serial, note string) (book.Sighting, error) {
	seen, err := x.c.Book.Card(x.ctx, serial)
	st.Subject, st.Amount, st.Value, st.Note = serial.String(), seen.Card.Balance, seen.Card.Balance, note
	st.into = x.movedOf(unspent.CardRef(serial))
	return seen, err
}

// ofAccount makes st the stake of an account, and counts it as what one person moves.
func (x *Errand) ofAccount(st *stake, id, note string) (unspent.Account, error) {
	a, err := x.c.Book.Account(x.ctx, id)
	st.Subject, st.Note = id, note
	st.into = x.movedOf(unspent.AccountRef(id))
	return a, err
}

// refundStake counts what is put back by whoever did not get it: a merchant whose
// key is bound gives their own back.
func (x *Errand) refundStake(st stake, c unspent.Refund) (stake, error) {
	if x.by.Bound != "" {
		return stake{}, nil
	}
	paid, err := x.c.Book.Event(x.ctx, c.Event)
	if err != nil || paid.Kind != unspent.Spent {
		return stake{}, err
	}
	st.Subject, st.Amount, st.Value, st.Note = paid.Debit.Name(), c.Amount, c.Amount, c.Reference
	renews, err := x.c.Book.Renews(x.ctx, c)
	if st.into = x.movedOf(paid.Debit); renews { // the code of a new card is shown to who asks, as that of a reissue
		st.into = nil
	}
	return st, err
}

func renewable(c unspent.Card) error {
	if c.State != unspent.StateActive || c.Frozen != "" {
		return unspent.Errorf(unspent.WrongState, "the card is not in a state for a new code")
	}
	return nil
}

func (x *Errand) newStake(kind unspent.Kind, print unspent.Print) stake {
	return stake{Request: approval.Request{Kind: kind, By: x.by.ID, Key: x.key, Print: print}, answered: unanswered}
}

// unanswered is of calls whose request id the book does not see: that it answered
// another command under it says nothing of them.
func unanswered(store.Reader) (bool, error) { return false, nil }

// printOf tells calls apart that are no command of the book.
func (x *Errand) printOf(what ...string) unspent.Print {
	text, err := json.Marshal(what)
	if err != nil {
		panic(err) // texts
	}
	return x.c.Book.Print(unspent.Reissue{Note: string(text)})
}

// movedOf are the sums of who asks and of the card or account that a value moves to
// or from.
func (x *Errand) movedOf(ref unspent.Ref) []approval.Count {
	return []approval.Count{{Of: "moved " + x.by.ID, Most: x.c.SecondPerson}, {Of: string(ref), Most: x.c.SecondPerson}}
}

// clearSend refuses to mail a card to an address that is not its recipient's,
// unless a second person has approved just that.
func (x *Errand) clearSend(serial unspent.Serial, to notify.Address, lang notify.Lang) (pass, error) {
	if !x.asks() {
		return pass{}, nil
	}
	known, err := x.c.Shop.OnRecord(x.ctx, serial, to)
	if known || err != nil {
		return pass{}, err
	}
	st := x.newStake(unspent.Reissued, x.printOf("send", serial.String(), to.String(), string(lang)))
	seen, err := x.ofCard(&st, serial, "")
	if err != nil {
		return pass{}, err
	}
	st.To, st.Lang, st.into, st.look = to.String(), string(lang), nil, func() error { return renewable(seen.Card) }
	return x.clear(st)
}

// clearKey asks another admin for a new key.
func (x *Errand) clearKey(in *api.KeyRequest) error {
	accounts := strings.Join(in.Accounts, " ")
	return x.clearMade(approval.Request{Kind: approval.KeyMade, Subject: in.Name, Role: in.Role, Bound: in.Merchant, Accounts: accounts},
		"key", in.Name, string(in.Role), in.Merchant, accounts)
}

// clearMade asks another admin for what could be a second person, once there has been
// another one. Whether they are still there does not count: an admin could revoke them.
func (x *Errand) clearMade(r approval.Request, what ...string) error {
	if !x.asks() {
		return nil
	}
	others, err := x.otherAdmins()
	if err != nil || !others {
		return err
	}
	st := x.newStake(r.Kind, x.printOf(what...))
	r.By, r.Key, r.Print = st.By, st.Key, st.Print
	passed, err := x.c.approvals.PassOnce(x.ctx, r)
	if passed.ID != "" {
		x.subject = " " + passed.ID
	}
	return err
}
