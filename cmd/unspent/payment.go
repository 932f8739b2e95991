package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// write runs one write of the book under a request id, which it tells if the
// outcome is not known or the same is to be asked again.
func (sh *shell) write(ctx context.Context, chosen string, do func(s *connection, id string) error) error {
	return sh.read(ctx, func(s *connection) error {
		id, err := sh.newID(chosen)
		if err != nil {
			return err
		}
		if err = do(s, id); err == nil {
			err = sh.stdout.lost()
		}
		switch reason := unspent.ReasonOf(err); {
		case errors.Is(err, errStopped):
		case reason == unspent.Unavailable, reason == unspent.Busy:
			err = withHint(err, "use.sameAgain", "ID", id)
		case reason == unspent.SecondPerson:
			err = withHint(err, "use.onceApproved", "ID", id)
		}
		return err
	})
}

// read runs a question, with a way to the book.
func (sh *shell) read(ctx context.Context, do func(*connection) error) (err error) {
	s, err := sh.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return do(s)
}

// ask puts one question to the book, and shows the answer: as it came, or by show.
func ask[T any](ctx context.Context, sh *shell, put func(*connection) (T, error), show func(T)) error {
	return sh.read(ctx, func(s *connection) error {
		got, err := put(s)
		return passed(sh, s, err, func() { show(got) })
	})
}

// act asks the book for one write, and shows what came of it, as ask does.
func act[T any](ctx context.Context, sh *shell, id string, put func(s *connection, id string) (T, error), show func(T)) error {
	return sh.write(ctx, id, func(s *connection, id string) error {
		got, err := put(s, id)
		return passed(sh, s, err, func() { show(got) })
	})
}

// done is act where nothing comes of it that would be shown.
func done(ctx context.Context, sh *shell, id string, put func(s *connection, id string) error, show func()) error {
	return act(ctx, sh, id, func(s *connection, id string) (struct{}, error) { return struct{}{}, put(s, id) }, func(struct{}) { show() })
}

// passed shows what the newest call answered, unless it failed.
func passed(sh *shell, s *connection, err error, show func()) error {
	switch {
	case err != nil:
		return err
	case sh.json:
		return sh.passOn(s)
	}
	show()
	return nil
}

// moneyFlag is the currency of an amount; that of what it is about if it is left out.
type moneyFlag struct {
	Currency string `placeholder:"CUR"`
}

// parse reads an amount. of tells the currency of what it is about.
func (f moneyFlag) parse(ctx context.Context, sh *shell, text string, of func(*connection) (unspent.Currency, error)) (m unspent.Money, err error) {
	if f.Currency != "" {
		return f.with(nil, text, of)
	}
	err = sh.read(ctx, func(s *connection) error {
		m, err = f.with(s, text, of)
		return err
	})
	return m, err
}

// with is parse over a connection that is open.
func (f moneyFlag) with(s *connection, text string, of func(*connection) (unspent.Currency, error)) (unspent.Money, error) {
	cur, err := unspent.ParseCurrency(f.Currency)
	if f.Currency == "" {
		if cur, err = of(s); unspent.ReasonOf(err) == unspent.Forbidden { // a merchant's key pays from accounts that it may not read
			cur, err = unspent.ParseCurrency("JPY")
		}
	}
	if err != nil {
		return unspent.Money{}, err
	}
	return unspent.ParseMoney(text, cur)
}

// claimCmd moves a card's balance to an account.
type claimCmd struct {
	codeFlag
	writeFlag
	Account string `required:"" placeholder:"ID"`
}

func (c *claimCmd) Run(ctx context.Context, sh *shell) error {
	return act(ctx, sh, c.ID, func(s *connection, id string) (api.ClaimAnswer, error) {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return api.ClaimAnswer{}, err
		}
		return s.Claim(ctx, id, unspent.Claim{Code: code, Account: c.Account})
	}, func(r api.ClaimAnswer) {
		sh.say("cli.claimed", "Amount", sh.lang.money(r.Event.Amount), "Account", r.Account.ID)
		sh.say("cli.accountBalance", "Amount", sh.lang.money(r.Account.Balance))
		for _, l := range r.Event.Lots {
			sh.say("cli.claimedEnds", "Time", l.EndsAt.UTC().Format(time.RFC3339))
		}
	})
}

// spendCmd pays a merchant.
type spendCmd struct {
	codeFlag
	writeFlag
	moneyFlag
	Account   string `placeholder:"ID"`
	Amount    string `required:"" placeholder:"AMOUNT"`
	Merchant  string `required:"" placeholder:"ID"`
	Reference string `placeholder:"TEXT"`
}

func (c *spendCmd) Run(ctx context.Context, sh *shell) error {
	return act(ctx, sh, c.ID, func(s *connection, id string) (r api.SpendAnswer, err error) {
		cmd := unspent.Spend{Account: c.Account, Merchant: c.Merchant, Reference: c.Reference}
		if c.Account == "" {
			if cmd.Code, err = sh.code(ctx, c.CodeFile); err != nil {
				return r, err
			}
		}
		cmd.Amount, err = c.with(s, c.Amount, func(s *connection) (unspent.Currency, error) {
			if c.Account != "" {
				a, err := s.Account(ctx, c.Account)
				return a.Balance.Currency(), err
			}
			card, err := s.Check(ctx, cmd.Code)
			return card.Balance.Currency(), err
		})
		if err != nil {
			return r, err
		}
		return s.Spend(ctx, id, cmd)
	}, sh.moved("paid"))
}

// refundCmd puts a spend back.
type refundCmd struct {
	writeFlag
	moneyFlag
	Event     api.EventID `arg:""`
	Amount    string      `required:"" placeholder:"AMOUNT"`
	Reference string      `placeholder:"TEXT"`
}

func (c *refundCmd) Run(ctx context.Context, sh *shell) error {
	amount, err := c.parse(ctx, sh, c.Amount, func(*connection) (unspent.Currency, error) { return unspent.ParseCurrency("JPY") })
	if err != nil {
		return err
	}
	return act(ctx, sh, c.ID, func(s *connection, id string) (api.SpendAnswer, error) {
		return s.Refund(ctx, id, unspent.Refund{Event: unspent.Seq(c.Event), Amount: amount, Reference: c.Reference})
	}, func(r api.SpendAnswer) {
		if r.Card == nil {
			sh.moved("refunded")(r)
			return
		}
		sh.tell("cli.renewed", "Amount", sh.lang.money(r.Event.Amount), "Card", r.Card.Serial.String(), "Time", r.Event.Until.UTC().Format(time.RFC3339))
		if !r.Card.Code.IsZero() {
			sh.tell("cli.newCode")
			sh.print("%s", r.Card.Code.Reveal())
		}
	})
}

// moved prints a payment, or what took one back.
func (sh *shell) moved(verb string) func(api.SpendAnswer) {
	return func(r api.SpendAnswer) {
		sh.print("%s %s, event %s; balance %s", verb, r.Event.Amount, r.Event.Seq.EventID(), r.Balance)
	}
}

// accountCmd reads accounts.
type accountCmd struct {
	Show    accountShowCmd    `cmd:""`
	History accountHistoryCmd `cmd:""`

	Freeze    accountFreezeCmd    `cmd:""`
	Unfreeze  accountUnfreezeCmd  `cmd:""`
	Adjust    accountAdjustCmd    `cmd:""`
	Close     accountCloseCmd     `cmd:""`
	UndoClaim accountUndoClaimCmd `cmd:""`
}

type accountShowCmd struct {
	Account string `arg:""`
}

func (c *accountShowCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) (api.AccountRecord, error) { return s.Account(ctx, c.Account) },
		func(a api.AccountRecord) {
			sh.print("%s %s%s", a.ID, a.Balance, stopOf(a))
			for _, l := range a.Lots {
				sh.print("  %s of it until %s", l.Amount, l.EndsAt.UTC().Format(time.RFC3339))
			}
		})
}

// pageFlags choose a part of a list.
type pageFlags struct {
	Limit  int    `placeholder:"N" default:"50"`
	Cursor string `placeholder:"TEXT"`
}

type accountHistoryCmd struct {
	pageFlags
	Account string `arg:""`
}

func (c *accountHistoryCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) (api.EventPage, error) {
		return s.History(ctx, c.Account, api.Cursor(c.Cursor), c.Limit)
	}, sh.events(sh.lang))
}

// events prints a page of events, in the words of a language: the staff has the
// journal's own.
func (sh *shell) events(l language) func(api.EventPage) {
	return func(p api.EventPage) {
		var rows [][]string
		for _, e := range p.Events {
			kind := l.event(e.Kind)
			if e.Kind == unspent.Declined {
				kind += " " + l.event(e.Asked)
			}
			reference := e.Reference
			if e.PaysOrder() && l != english {
				kind, reference = l.say("event.ordered", "Number", e.Reference), ""
			}
			detail := slices.DeleteFunc([]string{l.reason(e.Reason), reference, e.Note}, func(s string) bool { return s == "" })
			rows = append(rows, []string{stamp(e.At), e.Seq.EventID(), kind, e.Amount.String(), e.Balance.String(), otherSide(e), strings.Join(detail, " ")})
		}
		sh.rows(l.say("cli.events"), rows)
		sh.more(p.Next)
	}
}

// more says how to go on in a list, if there is more.
func (sh *shell) more(next api.Cursor) {
	if next != "" {
		sh.note("there is more: --cursor %s", next)
	}
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
