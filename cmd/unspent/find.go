package main

import (
	"context"

	"github.com/unspent-dev/unspent/api"
)

// findCmd finds cards without their serial.
type findCmd struct {
	Order     string `placeholder:"TEXT" help:"The order number of the issue."`
	Recipient string `placeholder:"NAME" help:"Who the cards are for, exactly as the issue named them."`
	Last4     string `name:"last4" placeholder:"XXXX" help:"Last four of the code. Never give the whole code."`
	Cursor    string `placeholder:"TEXT" help:"Where an earlier answer said to go on."`
}

// Run prints one page.
func (c *findCmd) Run(ctx context.Context, sh *shell) error {
	return sh.read(ctx, func(s *connection) error {
		found, err := s.Search(ctx, api.SearchRequest{Order: c.Order, Recipient: c.Recipient, Last4: c.Last4, Cursor: api.Cursor(c.Cursor)})
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		if len(found.Cards) == 0 {
			sh.note("no card matches")
			return nil
		}
		rows := make([][]string, len(found.Cards))
		for i, card := range found.Cards {
			rows[i] = []string{card.Serial.String(), string(card.State), card.Balance.String(), dash(card.Last4), dash(card.Order)}
		}
		if err := sh.rows("SERIAL STATE BALANCE LAST4 ORDER", rows); err != nil {
			return err
		}
		if found.Next != "" {
			sh.note("there is more: --cursor %s", found.Next)
		}
		return nil
	})
}

// dash stands in a table where there is nothing.
func dash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
