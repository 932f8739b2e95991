package main

import (
	"context"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// programCmd manages programs.
type programCmd struct {
	Create programCreateCmd `cmd:""`
	List   programListCmd   `cmd:""`
}

type programCreateCmd struct {
	writeFlag
	Program      string        `arg:""`
	Name         string        `required:"" placeholder:"TEXT"`
	Currency     string        `placeholder:"CUR" default:"JPY"`
	Validity     string        `placeholder:"PERIOD"`
	Zone         string        `placeholder:"ZONE"`
	Claimable    bool          `negatable:"" default:"true"`
	Spendable    bool          `negatable:"" default:"true"`
	Transferable bool          `negatable:"" default:"true"`
	AccountCap   int64         `placeholder:"N"`
	PerTransfer  int64         `placeholder:"N"`
	PerMonth     int64         `placeholder:"N"`
	Endless      bool          ``
	RefundTerm   string        `placeholder:"PERIOD"`
	RevealWindow time.Duration `placeholder:"DURATION"`
	CodeFormat   string        `placeholder:"FORMAT"`
}

func (c *programCreateCmd) Run(ctx context.Context, sh *shell) error {
	cur, err := unspent.ParseCurrency(c.Currency)
	if err != nil {
		return err
	}
	validity, err := unspent.ParsePeriod(c.Validity)
	if err != nil {
		return err
	}
	format, err := unspent.ParseCodeFormat(c.CodeFormat)
	if err != nil {
		return err
	}
	p := unspent.Program{ID: c.Program, Name: c.Name, Currency: cur, Validity: validity, Zone: c.Zone, Claimable: c.Claimable,
		Spendable: c.Spendable, Transferable: c.Transferable, RevealWindow: c.RevealWindow, CodeFormat: format,
		Limits: unspent.Limits{AccountCap: c.AccountCap, PerTransfer: c.PerTransfer, PerMonth: c.PerMonth}}
	p.Endless = c.Endless
	if p.RefundTerm, err = p.ParseRefundTerm(c.RefundTerm); err != nil {
		return err
	}
	return act(ctx, sh, c.ID, func(s *connection, id string) (unspent.Program, error) { return s.CreateProgram(ctx, id, p) },
		func(made unspent.Program) { sh.print("program %s created: %s", made.ID, terms(made)) })
}

type programListCmd struct{}

func (c *programListCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) ([]unspent.Program, error) { return s.Programs(ctx) }, func(programs []unspent.Program) {
		rows := make([][]string, len(programs))
		for i, p := range programs {
			rows[i] = []string{p.ID, p.Currency.String(), terms(p), p.Name}
		}
		sh.rows("PROGRAM CURRENCY TERMS NAME", rows)
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
	if p.Claimable && p.Endless {
		parts = append(parts, "claimed value without an end")
	}
	if v := p.RefundTerm.String(); v != "" {
		parts = append(parts, "refunds after the end valid "+v)
	}
	if p.Short() {
		parts = append(parts, "of use for six months at most")
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
