package main

import (
	"context"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// serialArg names a card.
type serialArg struct {
	Serial string `arg:"" help:"The card's serial, 19 digits."`
}

// staffReasons are the reasons that the staff may give, for the help.
func staffReasons() kong.Vars {
	list := func(k unspent.Kind, up bool) string {
		var words []string
		for _, r := range unspent.StaffReasons(k, up) {
			words = append(words, string(r))
		}
		return strings.Join(words, ", ")
	}
	return kong.Vars{"why_freeze": list(unspent.Frozen, false), "why_unfreeze": list(unspent.Unfrozen, false), "why_void": list(unspent.Voided, false),
		"why_raise": list(unspent.Adjusted, true), "why_lower": list(unspent.Adjusted, false)}
}

// staffFlags are what every act of the staff takes beside its reason.
type staffFlags struct {
	Note string `placeholder:"TEXT" help:"For the staff."`
}

// transit runs one staff transition and prints its event. state is the word of what
// is the matter when the state of the card does not allow it, if it is always the
// same.
func (sh *shell) transit(ctx context.Context, id, serial, state string, do func(s *connection, id string, card unspent.Serial) (api.Event, error)) error {
	card, err := unspent.ParseSerial(serial)
	if err != nil {
		return err
	}
	return sh.write(ctx, id, func(s *connection, id string) error {
		e, err := do(s, id, card)
		if unspent.ReasonOf(err) == unspent.WrongState && state != "" {
			return refuse(err, unspent.WrongState, state)
		}
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.print("card %s %s, event %s; balance %s", card, e.Kind, e.Seq.EventID(), e.Balance)
		return nil
	})
}

type activateCmd struct {
	serialArg
	writeFlag
}

// Run activates the card.
func (c *activateCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.activeAlready", func(s *connection, id string, card unspent.Serial) (api.Event, error) {
		return s.Activate(ctx, id, unspent.Activate{Serial: card})
	})
}

type deactivateCmd struct {
	serialArg
	writeFlag
}

// Run deactivates the card.
func (c *deactivateCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.usedAlready",
		func(s *connection, id string, card unspent.Serial) (api.Event, error) {
			return s.Deactivate(ctx, id, unspent.Deactivate{Serial: card})
		})
}

type freezeCmd struct {
	serialArg
	staffFlags
	writeFlag
	Reason string `required:"" placeholder:"REASON" help:"One of ${why_freeze}."`
}

// Run freezes the card.
func (c *freezeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.frozenAlready", func(s *connection, id string, card unspent.Serial) (api.Event, error) {
		return s.Freeze(ctx, id, unspent.Freeze{Serial: card, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type unfreezeCmd struct {
	serialArg
	staffFlags
	writeFlag
	Reason string `required:"" placeholder:"REASON" help:"One of ${why_unfreeze}."`
}

// Run unfreezes the card.
func (c *unfreezeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.notFrozen", func(s *connection, id string, card unspent.Serial) (api.Event, error) {
		return s.Unfreeze(ctx, id, unspent.Unfreeze{Serial: card, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type voidCmd struct {
	serialArg
	staffFlags
	writeFlag
	Reason string `required:"" placeholder:"REASON" help:"One of ${why_void}."`
}

// Run voids the card.
func (c *voidCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "", func(s *connection, id string, card unspent.Serial) (api.Event, error) {
		return s.Void(ctx, id, unspent.Void{Serial: card, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type adjustCmd struct {
	serialArg
	staffFlags
	writeFlag
	moneyFlag
	Reason string `required:"" placeholder:"REASON" help:"Up: one of ${why_raise}. Down: one of ${why_lower}."`
	By     string `required:"" placeholder:"AMOUNT" help:"Up, such as --by 500, or down, such as --by=-500."`
}

// Run adjusts the balance.
func (c *adjustCmd) Run(ctx context.Context, sh *shell) error {
	delta, err := c.parse(strings.TrimPrefix(c.By, "+"))
	if err != nil {
		return withHint(err, "use.adjust")
	}
	return sh.transit(ctx, c.ID, c.Serial, "", func(s *connection, id string, card unspent.Serial) (api.Event, error) {
		return s.Adjust(ctx, id, unspent.Adjust{Serial: card, Delta: delta, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type reissueCmd struct {
	serialArg
	writeFlag
	Note string `placeholder:"TEXT" help:"For the staff."`
}

// Run prints the new code alone.
func (c *reissueCmd) Run(ctx context.Context, sh *shell) error {
	card, err := unspent.ParseSerial(c.Serial)
	if err != nil {
		return err
	}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		r, err := s.Reissue(ctx, id, unspent.Reissue{Serial: card, Note: c.Note})
		if err != nil {
			return err
		}
		return sh.replaced(s, r)
	})
}

// cardCmd reads one card by its serial.
type cardCmd struct {
	Show   cardShowCmd   `cmd:"" help:"State of a card."`
	Events cardEventsCmd `cmd:"" help:"What happened to a card, newest first."`
}

type cardShowCmd struct{ serialArg }

// Run prints the card.
func (c *cardShowCmd) Run(ctx context.Context, sh *shell) error {
	serial, err := unspent.ParseSerial(c.Serial)
	if err != nil {
		return err
	}
	return sh.read(ctx, func(s *connection) error {
		card, err := s.Card(ctx, serial)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		return standingOf(card.CardStatus).print(sh, stamp, pair{"frozen for", string(card.FrozenFor)}, pair{"successor", card.Successor.String()},
			pair{"order", card.Order}, pair{"recipient", card.Recipient}, pair{"held for", card.HeldFor}, pair{"last four", card.Last4})
	})
}

type cardEventsCmd struct {
	serialArg
	pageFlags
}

// Run prints one page.
func (c *cardEventsCmd) Run(ctx context.Context, sh *shell) error {
	serial, err := unspent.ParseSerial(c.Serial)
	if err != nil {
		return err
	}
	return sh.read(ctx, func(s *connection) error {
		p, err := s.CardEvents(ctx, serial, api.Cursor(c.Cursor), c.Limit)
		if err != nil {
			return err
		}
		return sh.events(s, p)
	})
}
