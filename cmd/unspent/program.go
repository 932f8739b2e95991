package main

import (
	"context"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// programCmd manages programs.
type programCmd struct {
	Create programCreateCmd `cmd:"" help:"Start a brand of cards. Its terms never change."`
	List   programListCmd   `cmd:"" help:"Every program and its terms."`
}

type programCreateCmd struct {
	writeFlag
	Program      string        `arg:"" help:"Id, such as gift-jpy."`
	Name         string        `required:"" placeholder:"TEXT" help:"As holders see it."`
	Currency     string        `placeholder:"CUR" default:"JPY" help:"ISO 4217 currency (${default})."`
	Validity     string        `placeholder:"PERIOD" help:"From activation, such as P10Y or P6M; for ever if left out."`
	Claimable    bool          `negatable:"" default:"true" help:"A card may be claimed to an account (yes)."`
	Spendable    bool          `negatable:"" default:"true" help:"A card may pay directly (yes)."`
	Transferable bool          `negatable:"" default:"true" help:"A card may be held, handed over and transferred (yes)."`
	AccountCap   int64         `placeholder:"N" help:"Most that an account holds after a claim, in minor units; for JPY the legal defaults if no limit is named."`
	PerTransfer  int64         `placeholder:"N" help:"Most of one claim or hand-over, in minor units."`
	PerMonth     int64         `placeholder:"N" help:"Most of a month's claims or hand-overs, in minor units."`
	RevealWindow time.Duration `placeholder:"DURATION" help:"How long a repeated request shows its codes again (24h)."`
}

// Run creates the program.
func (c *programCreateCmd) Run(ctx context.Context, sh *shell) error {
	cur, err := unspent.ParseCurrency(c.Currency)
	if err != nil {
		return err
	}
	validity, err := unspent.ParsePeriod(c.Validity)
	if err != nil {
		return err
	}
	p := unspent.Program{ID: c.Program, Name: c.Name, Currency: cur, Validity: validity, Claimable: c.Claimable,
		Spendable: c.Spendable, Transferable: c.Transferable, RevealWindow: c.RevealWindow,
		Limits: unspent.Limits{AccountCap: c.AccountCap, PerTransfer: c.PerTransfer, PerMonth: c.PerMonth}}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		made, err := s.CreateProgram(ctx, id, p)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.print("program %s created: %s", made.ID, terms(made))
		return nil
	})
}

type programListCmd struct{}

// Run lists the programs.
func (c *programListCmd) Run(ctx context.Context, sh *shell) error {
	return sh.read(ctx, func(s *connection) error {
		programs, err := s.Programs(ctx)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		rows := make([][]string, len(programs))
		for i, p := range programs {
			rows[i] = []string{p.ID, p.Currency.String(), terms(p), p.Name}
		}
		return sh.rows("PROGRAM CURRENCY TERMS NAME", rows)
	})
}

// terms sums up what a program allows, and its limits.
func terms(p unspent.Program) string {
	parts := []string{"no end"}
	if v := p.Validity.String(); v != "" {
		parts[0] = "valid " + v
	}
	for _, term := range []struct {
		yes  bool
		word string
	}{{p.Claimable, "claimable"}, {p.Spendable, "spendable"}, {p.Transferable, "transferable"}} {
		if term.yes {
			parts = append(parts, term.word)
		}
	}
	for _, limit := range []struct {
		most int64
		word string
	}{{p.Limits.AccountCap, "in an account"}, {p.Limits.PerTransfer, "per claim or hand-over"}, {p.Limits.PerMonth, "a month"}} {
		if limit.most > 0 {
			parts = append(parts, "at most "+unspent.NewMoney(limit.most, p.Currency).String()+" "+limit.word)
		}
	}
	return strings.Join(parts, ", ")
}
