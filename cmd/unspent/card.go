package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// serialArg names a card.
type serialArg struct {
	Serial unspent.Serial `arg:""`
}

// staffFlags are what every act of the staff takes beside its reason.
type staffFlags struct {
	Note string `placeholder:"TEXT"`
}

// transit runs one staff transition and prints its event. state is the word of what
// is the matter when the state of the card does not allow it, if it is always the
// same.
func (sh *shell) transit(ctx context.Context, id string, card unspent.Serial, state string, do func(s *connection, id string) (api.Event, error)) error {
	return act(ctx, sh, id, func(s *connection, id string) (api.Event, error) {
		e, err := do(s, id)
		if unspent.ReasonOf(err) == unspent.WrongState && state != "" {
			err = refuse(err, unspent.WrongState, state)
		}
		return e, err
	}, func(e api.Event) {
		sh.print("card %s %s, event %s; balance %s", card, e.Kind, e.Seq.EventID(), e.Balance)
	})
}

type activateCmd struct {
	serialArg
	writeFlag
}

func (c *activateCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.activeAlready", func(s *connection, id string) (api.Event, error) {
		return s.Activate(ctx, id, unspent.Activate{Serial: c.Serial})
	})
}

type deactivateCmd struct {
	serialArg
	writeFlag
}

func (c *deactivateCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.usedAlready",
		func(s *connection, id string) (api.Event, error) {
			return s.Deactivate(ctx, id, unspent.Deactivate{Serial: c.Serial})
		})
}

// reasonedCmd is an act of the staff that needs a reason.
type reasonedCmd struct {
	serialArg
	staffFlags
	writeFlag
	Reason string `required:"" placeholder:"REASON"`
}

type freezeCmd struct{ reasonedCmd }

func (c *freezeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.frozenAlready", func(s *connection, id string) (api.Event, error) {
		return s.Freeze(ctx, id, unspent.Freeze{Serial: c.Serial, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type unfreezeCmd struct{ reasonedCmd }

func (c *unfreezeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "use.notFrozen", func(s *connection, id string) (api.Event, error) {
		return s.Unfreeze(ctx, id, unspent.Unfreeze{Serial: c.Serial, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type voidCmd struct{ reasonedCmd }

func (c *voidCmd) Run(ctx context.Context, sh *shell) error {
	return sh.transit(ctx, c.ID, c.Serial, "", func(s *connection, id string) (api.Event, error) {
		return s.Void(ctx, id, unspent.Void{Serial: c.Serial, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type adjustCmd struct {
	serialArg
	staffFlags
	writeFlag
	moneyFlag
	Reason string `required:"" placeholder:"REASON"`
	By     string `required:"" placeholder:"AMOUNT"`
}

func (c *adjustCmd) Run(ctx context.Context, sh *shell) error {
	delta, err := c.parse(ctx, sh, strings.TrimPrefix(c.By, "+"), func(s *connection) (unspent.Currency, error) {
		card, err := s.Card(ctx, c.Serial)
		return card.Balance.Currency(), err
	})
	if err != nil {
		return withHint(err, "use.adjust")
	}
	return sh.transit(ctx, c.ID, c.Serial, "", func(s *connection, id string) (api.Event, error) {
		return s.Adjust(ctx, id, unspent.Adjust{Serial: c.Serial, Delta: delta, Reason: unspent.Reason(c.Reason), Note: c.Note})
	})
}

type reissueCmd struct {
	serialArg
	writeFlag
	Note string `placeholder:"TEXT"`
}

// Run prints the new code alone.
func (c *reissueCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		r, err := s.Reissue(ctx, id, unspent.Reissue{Serial: c.Serial, Note: c.Note})
		return sh.replaced(s, r, err)
	})
}

// cardCmd reads one card by its serial.
type cardCmd struct {
	Show   cardShowCmd   `cmd:""`
	List   cardListCmd   `cmd:""`
	Events cardEventsCmd `cmd:""`
}

type cardShowCmd struct{ serialArg }

func (c *cardShowCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) (api.CardRecord, error) { return s.Card(ctx, c.Serial) }, func(card api.CardRecord) {
		standingOf(card.CardStatus).print(sh, stamp, pair{"frozen for", string(card.FrozenFor)}, pair{"successor", card.Successor.String()},
			pair{"order", card.Order}, pair{"recipient", card.Recipient}, pair{"held for", card.HeldFor}, pair{"last four", card.Last4})
	})
}

type cardEventsCmd struct {
	serialArg
	pageFlags
}

func (c *cardEventsCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) (api.EventPage, error) {
		return s.CardEvents(ctx, c.Serial, api.Cursor(c.Cursor), c.Limit)
	}, sh.events(english))
}

// cardListCmd lists cards of which nothing need be known.
type cardListCmd struct {
	pageFlags
	Program         string  `placeholder:"PROGRAM"`
	State           string  `placeholder:"STATE"`
	Order           string  `placeholder:"TEXT"`
	CreatedFrom     instant `placeholder:"TIME"`
	CreatedBefore   instant `placeholder:"TIME"`
	ActivatedFrom   instant `placeholder:"TIME"`
	ActivatedBefore instant `placeholder:"TIME"`
}

func (c *cardListCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) (api.CardPage, error) {
		return s.Cards(ctx, api.CardList{Program: c.Program, State: unspent.State(c.State), Order: c.Order,
			CreatedFrom: c.CreatedFrom.Time, CreatedBefore: c.CreatedBefore.Time,
			ActivatedFrom: c.ActivatedFrom.Time, ActivatedBefore: c.ActivatedBefore.Time}, api.Cursor(c.Cursor), c.Limit)
	}, func(page api.CardPage) {
		sh.cards(page.Cards)
		sh.more(page.Next)
	})
}

// cards prints a line for each card.
func (sh *shell) cards(all []api.CardRecord) {
	rows := make([][]string, len(all))
	for i, card := range all {
		rows[i] = []string{card.Serial.String(), string(card.State), card.Balance.String(), cmp.Or(card.Last4, "-"), cmp.Or(card.Order, "-")}
	}
	sh.rows("SERIAL STATE BALANCE LAST4 ORDER", rows)
}

// findCmd finds cards without their serial.
type findCmd struct {
	Order     string `placeholder:"TEXT"`
	Recipient string `placeholder:"NAME"`
	Last4     string `name:"last4" placeholder:"XXXX"`
	Cursor    string `placeholder:"TEXT"`
}

func (c *findCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) (api.SearchAnswer, error) {
		return s.Search(ctx, api.SearchRequest{Order: c.Order, Recipient: c.Recipient, Last4: c.Last4, Cursor: api.Cursor(c.Cursor)})
	}, func(found api.SearchAnswer) {
		if len(found.Cards) == 0 {
			sh.note("no card matches")
			return
		}
		sh.cards(found.Cards)
		sh.more(found.Next)
	})
}
