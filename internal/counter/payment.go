package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (x *Errand) claim(in *api.ClaimRequest) (*api.ClaimAnswer, error) {
	code, err := x.code(in.Code)
	if err != nil {
		return nil, err
	}
	cmd := unspent.Claim{Code: code, Account: in.Account}
	if err := cmd.Validate(); err != nil {
		return nil, err
	}
	if err := x.actFor(in.Account); err != nil {
		return nil, err
	}
	done, err := x.lookAndDo(cmd, nil)
	if err != nil {
		return nil, err
	}
	ev := done.Events[0]
	v := &api.ClaimAnswer{Event: viewEvent(ev, ev.Subject())}
	v.Account = api.Account{ID: ev.Credit.Name(), Balance: unspent.NewMoney(ev.CreditAfter, ev.Amount.Currency())}
	return v, nil
}

func (x *Errand) spend(in *api.SpendRequest) (*api.SpendAnswer, error) {
	cmd := unspent.Spend{Account: in.Account, Amount: in.Amount, Merchant: in.Merchant, Reference: in.Reference}
	var done book.Answer
	var err error
	if in.Code == "" {
		done, err = x.spendAccount(cmd)
	} else {
		if cmd.Code, err = x.code(in.Code); err != nil {
			return nil, err
		}
		done, err = x.lookAndDo(cmd, nil)
	}
	if err != nil {
		return nil, err
	}
	return moved(done.Events[0]), nil
}

// spendAccount pays from an account, which has no code: the key must be bound to it.
func (x *Errand) spendAccount(cmd unspent.Spend) (book.Answer, error) {
	if err := cmd.Validate(); err != nil {
		return book.Answer{}, err
	}
	if err := x.actFor(cmd.Account); err != nil {
		return book.Answer{}, err
	}
	if x.by.Role == unspent.Admin {
		return x.guarded(cmd)
	}
	return x.command(cmd)
}

func (x *Errand) refund(in *api.RefundRequest) (*api.SpendAnswer, error) {
	done, err := x.guarded(unspent.Refund{Event: unspent.Seq(in.Event), Amount: in.Amount, Reference: in.Reference})
	if err != nil {
		return nil, err
	}
	v := moved(done.Events[0])
	if serial, ok := done.Events[0].Credit.Serial(); ok && done.Events[0].Makes() {
		v.Card = &api.NewCard{Serial: serial}
		if len(done.Codes) > 0 {
			v.Card.Code = done.Codes[0]
		}
	}
	return v, nil
}

// undoClaim gives a claimed card back what of it is still in the account.
func (x *Errand) undoClaim(in *api.UndoRequest) (*api.UndoAnswer, error) {
	done, err := x.guarded(unspent.Unclaim{Event: unspent.Seq(in.Event), Reason: in.Reason, Note: in.Note})
	if err != nil {
		return nil, err
	}
	ev := done.Events[0]
	claim, err := x.c.Book.Event(x.ctx, ev.Of)
	if err != nil {
		return nil, err
	}
	missing, err := claim.Amount.Sub(ev.Amount)
	if err != nil {
		return nil, err
	}
	v := &api.UndoAnswer{Event: viewEvent(ev, ev.Subject()), Missing: missing}
	v.Serial, _ = ev.Credit.Serial()
	return v, nil
}

// moved shows a payment or refund with what it left.
func moved(ev unspent.Event) *api.SpendAnswer {
	v := viewEvent(ev, ev.Subject())
	return &api.SpendAnswer{Event: v, Balance: v.Balance}
}
