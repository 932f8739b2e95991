package main

import (
	"context"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// stopOf says what the staff did to an account, in the journal's own words; ""
// for nothing.
func stopOf(a api.AccountRecord) string {
	switch {
	case a.Closed:
		return " " + string(unspent.Closed)
	case a.Frozen:
		return " " + string(unspent.Frozen)
	}
	return ""
}

// reasonedAccount is an act of the staff on an account.
type reasonedAccount struct {
	staffFlags
	writeFlag
	Account string `arg:""`
	Reason  string `required:"" placeholder:"REASON"`
}

// onAccount runs one act of the staff on an account and prints its event.
func (sh *shell) onAccount(ctx context.Context, id, account string, do func(s *connection, id string) (api.Event, error)) error {
	return act(ctx, sh, id, do, func(e api.Event) {
		sh.print("account %s %s, event %s; balance %s", account, e.Kind, e.Seq.EventID(), e.Balance)
	})
}

type accountFreezeCmd struct{ reasonedAccount }

func (c *accountFreezeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.onAccount(ctx, c.ID, c.Account, func(s *connection, id string) (api.Event, error) {
		return s.FreezeAccount(ctx, id, unspent.Freeze{Account: c.Account, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type accountUnfreezeCmd struct{ reasonedAccount }

func (c *accountUnfreezeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.onAccount(ctx, c.ID, c.Account, func(s *connection, id string) (api.Event, error) {
		return s.UnfreezeAccount(ctx, id, unspent.Unfreeze{Account: c.Account, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type accountCloseCmd struct{ reasonedAccount }

func (c *accountCloseCmd) Run(ctx context.Context, sh *shell) error {
	return sh.onAccount(ctx, c.ID, c.Account, func(s *connection, id string) (api.Event, error) {
		return s.CloseAccount(ctx, id, unspent.Close{Account: c.Account, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type accountAdjustCmd struct {
	reasonedAccount
	moneyFlag
	By string `required:"" placeholder:"AMOUNT"`
}

func (c *accountAdjustCmd) Run(ctx context.Context, sh *shell) error {
	delta, err := c.parse(ctx, sh, strings.TrimPrefix(c.By, "+"), func(s *connection) (unspent.Currency, error) {
		a, err := s.Account(ctx, c.Account)
		return a.Balance.Currency(), err
	})
	if err != nil {
		return withHint(err, "use.adjust")
	}
	return sh.onAccount(ctx, c.ID, c.Account, func(s *connection, id string) (api.Event, error) {
		return s.AdjustAccount(ctx, id, unspent.Adjust{Account: c.Account, Delta: delta, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type accountUndoClaimCmd struct {
	staffFlags
	writeFlag
	Event  api.EventID `arg:""`
	Reason string      `required:"" placeholder:"REASON"`
}

func (c *accountUndoClaimCmd) Run(ctx context.Context, sh *shell) error {
	return act(ctx, sh, c.ID, func(s *connection, id string) (api.UndoAnswer, error) {
		return s.Unclaim(ctx, id, unspent.Unclaim{Event: unspent.Seq(c.Event), Reason: unspent.Reason(c.Reason), Note: c.Note})
	}, func(a api.UndoAnswer) {
		sh.print("claim undone: %s back on card %s, event %s; %s was not there any more", a.Event.Amount, a.Serial, a.Event.Seq.EventID(), a.Missing)
	})
}
