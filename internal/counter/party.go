package counter

import (
	"errors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// mailOf returns the address of a party and whose account signs in with it; neither, if
// it is a name or was erased.
func (x *Errand) mailOf(text string) (mail notify.Address, account string, err error) {
	mail, err = notify.ParseAddress(unspent.FoldAddress(text))
	if err != nil || x.c.Door == nil {
		return mail, "", nil
	}
	p, err := x.c.Door.Find(x.ctx, mail)
	if errors.Is(err, unspent.NotFound) {
		err = nil
	}
	return mail, p.Account, err
}

// forget forgets a person by one of their ids, and everything that is known under the
// others. The name behind the id goes last: cut short, the same call goes on.
func (x *Errand) forget(*struct{}) (*struct{}, error) {
	id := x.asked.PathValue("id")
	text, err := x.c.Book.Party(x.ctx, id)
	if err != nil {
		return nil, err
	}
	mail, account, err := x.mailOf(text)
	if err != nil {
		return nil, err
	}
	if mail != (notify.Address{}) {
		if err := x.forgetPerson(account, mail); err != nil {
			return nil, err
		}
	}
	return nothing(x.c.Book.EraseParty(x.noting(), x.by, id))
}

// forgetPerson forgets somebody in orders and requests, and lets nobody sign in to
// their account any more.
func (x *Errand) forgetPerson(account string, mail notify.Address) error {
	if x.c.Shop != nil {
		if err := x.c.Shop.Forget(x.ctx, account, mail); err != nil {
			return err
		}
	}
	if x.c.approvals != nil {
		if err := x.c.approvals.Forget(x.ctx, mail.String()); err != nil {
			return err
		}
	}
	if account == "" {
		return nil
	}
	return x.c.Door.Forget(x.ctx, account)
}

// party tells what is known of a person, and so whether they are forgotten.
func (x *Errand) party(*struct{}) (*api.PartyRecord, error) {
	out := &api.PartyRecord{ID: x.asked.PathValue("id"), IDs: []string{}, Orders: []api.OrderRecord{}}
	var err error
	if out.Text, err = x.c.Book.Party(x.ctx, out.ID); err != nil || out.Text == "" {
		return out, err
	}
	out.Known = true
	if out.IDs, err = x.c.Book.Namesakes(x.ctx, out.ID); err != nil {
		return nil, err
	}
	mail, account, err := x.mailOf(out.Text)
	if err != nil || mail == (notify.Address{}) || x.c.Shop == nil {
		return out, err
	}
	out.Account = account
	for after := (gift.Page{}); ; {
		orders, err := x.c.Shop.About(x.ctx, mail, after, DefaultPage)
		if err != nil {
			return nil, err
		}
		for _, o := range orders {
			v, err := x.viewOrder(o)
			if err != nil {
				return nil, err
			}
			out.Orders = append(out.Orders, *v)
			after = gift.Page{At: o.At, ID: o.Number}
		}
		if len(orders) < DefaultPage {
			return out, nil
		}
	}
}
