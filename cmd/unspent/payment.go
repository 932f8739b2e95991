package main

import (
	"context"
	"errors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// write runs one write of the book under a request id, which it tells if the
// outcome is not known or the same is to be asked again.
func (sh *shell) write(ctx context.Context, chosen string, do func(s *connection, id string) error) (err error) {
	s, err := sh.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	id, err := sh.newID(chosen)
	if err != nil {
		return err
	}
	if err = do(s, id); err == nil {
		err = sh.stdout.lost()
	}
	if reason := unspent.ReasonOf(err); !errors.Is(err, errStopped) && (reason == unspent.Unavailable || reason == unspent.Busy) {
		return withHint(err, "use.sameAgain", "ID", id)
	}
	if unspent.ReasonOf(err) == unspent.SecondPerson {
		return withHint(err, "use.onceApproved", "ID", id)
	}
	return err
}

// moneyFlag is the currency of an amount.
type moneyFlag struct {
	Currency string `placeholder:"CUR" default:"JPY" help:"ISO 4217 currency of the amount (${default})."`
}

func (f moneyFlag) parse(text string) (unspent.Money, error) {
	cur, err := unspent.ParseCurrency(f.Currency)
	if err != nil {
		return unspent.Money{}, err
	}
	return unspent.ParseMoney(text, cur)
}

// claimCmd moves a card's balance to an account.
type claimCmd struct {
	codeFlag
	writeFlag
	Account string `required:"" placeholder:"ID" help:"The account."`
}

// Run claims the card.
func (c *claimCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return err
		}
		r, err := s.Claim(ctx, id, unspent.Claim{Code: code, Account: c.Account})
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.print("%s", sh.lang.say("cli.claimed", "Amount", sh.lang.money(r.Event.Amount), "Account", r.Account.ID))
		sh.print("%s", sh.lang.say("cli.accountBalance", "Amount", sh.lang.money(r.Account.Balance)))
		return nil
	})
}

// spendCmd pays a merchant.
type spendCmd struct {
	codeFlag
	writeFlag
	moneyFlag
	Account   string `placeholder:"ID" help:"Pay from this account instead of a card."`
	Amount    string `required:"" placeholder:"AMOUNT" help:"Such as 1200 for JPY or 12.00 for EUR."`
	Merchant  string `required:"" placeholder:"ID" help:"Who is paid."`
	Reference string `placeholder:"TEXT" help:"The merchant's order number."`
}

// Run pays.
func (c *spendCmd) Run(ctx context.Context, sh *shell) error {
	amount, err := c.parse(c.Amount)
	if err != nil {
		return err
	}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		cmd := unspent.Spend{Account: c.Account, Amount: amount, Merchant: c.Merchant, Reference: c.Reference}
		if c.Account == "" {
			var err error
			if cmd.Code, err = sh.code(ctx, c.CodeFile); err != nil {
				return err
			}
		}
		r, err := s.Spend(ctx, id, cmd)
		if err != nil {
			return err
		}
		return sh.moved(s, r, "paid")
	})
}

// refundCmd puts a spend back.
type refundCmd struct {
	writeFlag
	moneyFlag
	Event     string `arg:"" help:"Event of the spend, such as evt_42."`
	Amount    string `required:"" placeholder:"AMOUNT" help:"At most what was spent and not put back yet."`
	Reference string `placeholder:"TEXT" help:"The merchant's own number."`
}

// Run refunds.
func (c *refundCmd) Run(ctx context.Context, sh *shell) error {
	event, err := unspent.ParseEventID(c.Event)
	if err != nil {
		return err
	}
	amount, err := c.parse(c.Amount)
	if err != nil {
		return err
	}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		r, err := s.Refund(ctx, id, unspent.Refund{Event: event, Amount: amount, Reference: c.Reference})
		if err != nil {
			return err
		}
		return sh.moved(s, r, "refunded")
	})
}

func (sh *shell) moved(s *connection, r api.SpendAnswer, verb string) error {
	if sh.json {
		return sh.passOn(s)
	}
	sh.print("%s %s, event %s; balance %s", verb, r.Event.Amount, r.Event.Seq.EventID(), r.Balance)
	return nil
}

// accountCmd reads accounts.
type accountCmd struct {
	Show    accountShowCmd    `cmd:"" help:"Balance of an account."`
	History accountHistoryCmd `cmd:"" help:"Claims and payments of an account, newest first."`
}

type accountShowCmd struct {
	Account string `arg:"" help:"The account."`
}

// Run prints the balance.
func (c *accountShowCmd) Run(ctx context.Context, sh *shell) error {
	return sh.read(ctx, func(s *connection) error {
		a, err := s.Account(ctx, c.Account)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.print("%s %s", a.ID, a.Balance)
		return nil
	})
}

// read runs a question that has only one call.
func (sh *shell) read(ctx context.Context, do func(*connection) error) (err error) {
	s, err := sh.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return do(s)
}

// pageFlags choose a part of a list.
type pageFlags struct {
	Limit  int    `placeholder:"N" default:"50" help:"Entries (${default})."`
	Cursor string `placeholder:"TEXT" help:"Where an earlier answer said to go on."`
}

type accountHistoryCmd struct {
	pageFlags
	Account string `arg:"" help:"The account."`
}

// Run prints one page.
func (c *accountHistoryCmd) Run(ctx context.Context, sh *shell) error {
	return sh.read(ctx, func(s *connection) error {
		p, err := s.History(ctx, c.Account, api.Cursor(c.Cursor), c.Limit)
		if err != nil {
			return err
		}
		return sh.events(s, p)
	})
}

// events prints a page of events.
func (sh *shell) events(s *connection, p api.EventPage) error {
	if sh.json {
		return sh.passOn(s)
	}
	rows := make([][]string, len(p.Events))
	for i, e := range p.Events {
		kind, detail := string(e.Kind), string(e.Reason)
		if e.Kind == unspent.Declined {
			kind += " " + string(e.Asked)
		}
		for _, text := range []string{e.Reference, e.Note} {
			if text != "" {
				detail += " " + text
			}
		}
		rows[i] = []string{stamp(e.At), e.Seq.EventID(), kind, e.Amount.String(), e.Balance.String(), otherSide(e), detail}
	}
	if err := sh.rows("TIME EVENT KIND AMOUNT BALANCE WITH DETAIL", rows); err != nil {
		return err
	}
	if p.Next != "" {
		sh.note("there is more: --cursor %s", p.Next)
	}
	return nil
}

// otherSide is the card, account or merchant that value came from or went to.
func otherSide(e api.Event) string {
	if e.Credit == "" {
		return "-"
	}
	if e.Debit.IsLiability() && !e.Credit.IsLiability() || e.Credit.IsCard() && e.Debit.IsCard() {
		return string(e.Credit)
	}
	return string(e.Debit)
}
