package main

import (
	"context"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

// codeFlag is where a command gets a code from.
type codeFlag struct {
	CodeFile string `placeholder:"FILE" default:"-"`
}

// checkCmd asks whether a card is unspent.
type checkCmd struct {
	codeFlag
	Hold       holdID `placeholder:"HLD"`
	SecretFile string `placeholder:"FILE" default:"-"`
	Many       string `placeholder:"FILE"`
}

// Run prints what the book says. The answer is "no" unless the card is unspent.
func (c *checkCmd) Run(ctx context.Context, sh *shell) error {
	if c.Many != "" && c.Hold != 0 {
		return wrong("use.manyOrHold")
	}
	s, err := sh.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	if c.Many != "" {
		return c.many(ctx, sh, s)
	}
	card, err := c.one(ctx, sh, s)
	if err != nil {
		return err
	}
	if sh.json {
		return answer(sh.passOn(s), card.Unspent)
	}
	standingOf(card).print(sh, sh.when)
	if card.State == unspent.StateActive && card.Held == nil && !card.Frozen {
		sh.say("cli.mayChange")
	}
	return answer(nil, card.Unspent)
}

func (c *checkCmd) one(ctx context.Context, sh *shell, s *connection) (api.CardStatus, error) {
	if c.Hold == 0 {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return api.CardStatus{}, err
		}
		return s.Check(ctx, code)
	}
	secret, err := sh.holdSecret(ctx, c.SecretFile)
	if err != nil {
		return api.CardStatus{}, err
	}
	card, err := s.CheckHold(ctx, unspent.Seq(c.Hold), secret)
	return card, noHold(err)
}

// many prints one line for each code: the line's number, never the code.
func (c *checkCmd) many(ctx context.Context, sh *shell, s *connection) error {
	codes, err := sh.codes(c.Many)
	if err != nil {
		return err
	}
	found, err := s.Checks(ctx, codes)
	if err != nil {
		return err
	}
	all := true
	for _, f := range found {
		all = all && f.Problem == nil && f.Unspent
	}
	if sh.json {
		return answer(sh.passOn(s), all)
	}
	for i, f := range found {
		switch {
		case f.Problem != nil:
			sh.print("%d\t%s", i+1, f.Problem.Reason)
		case f.Unspent:
			sh.print("%d\tunspent\t%s\t%s", i+1, f.Serial, f.Balance)
		default:
			sh.print("%d\tnot unspent\t%s\t%s\t%s", i+1, f.Serial, f.Balance, standingOf(*f.CardStatus).why(sh, sh.when))
		}
	}
	return answer(nil, all)
}

// codes reads one code a line; empty lines are skipped.
func (sh *shell) codes(path string) ([]unspent.Code, error) {
	var codes []unspent.Code
	err := sh.eachLine(path, func(n int, text string) error {
		code, err := unspent.ParseCode(text)
		if err != nil {
			faults := unspent.FaultsOf(err)
			for i := range faults {
				faults[i].Line = n
			}
			return unspent.Errorf(unspent.ReasonOf(err), "line %d: %v", n, err).With(faults...)
		}
		if codes = append(codes, code); len(codes) > client.MaxChecks {
			return refuse(nil, unspent.TooLarge, "use.codesMost", "Most", client.MaxChecks)
		}
		return nil
	})
	if err == nil && len(codes) == 0 {
		err = wrong("use.noCodes")
	}
	return codes, err
}

// standing is what was said about a card at some time, by the book or by a
// receipt.
type standing struct {
	serial, program string
	state           unspent.State
	unspent, frozen bool
	face, balance   unspent.Money
	heldUntil       time.Time
	released        bool
	expiresAt, asOf time.Time
}

func standingOf(c api.CardStatus) standing {
	s := standing{serial: c.Serial.String(), program: c.Program, state: c.State, unspent: c.Unspent, frozen: c.Frozen,
		face: c.Face, balance: c.Balance, expiresAt: c.ExpiresAt.Time, asOf: c.AsOf}
	if c.Held != nil {
		s.heldUntil, s.released = c.Held.Until, c.Held.Released
	}
	return s
}

// why says in a few words why a card is not unspent: first what stays, then
// what may pass.
func (s standing) why(sh *shell, when func(time.Time) string) string {
	if s.state != unspent.StateActive {
		return sh.lang.state(s.state)
	}
	used, err := s.face.Sub(s.balance)
	switch {
	case s.frozen:
		return sh.lang.state("frozen")
	case err == nil && used.IsPositive():
		return sh.lang.say("cli.whyUsed", "Used", sh.lang.money(used), "Face", sh.lang.money(s.face))
	case !s.heldUntil.IsZero():
		return sh.lang.say("cli.whyHeld", "Time", when(s.heldUntil))
	}
	return sh.lang.state(s.state)
}

// print writes the answer first, with the reason of a "no", and then what it
// rests on.
func (s standing) print(sh *shell, when func(time.Time) string, more ...pair) {
	asOf := ""
	if s.unspent {
		sh.say("cli.yesUnspent", "Time", when(s.asOf))
	} else {
		sh.say("cli.notUnspent", "Why", s.why(sh, when))
		asOf = when(s.asOf)
	}
	held, frozen, expires := "", "", ""
	if !s.heldUntil.IsZero() {
		held = when(s.heldUntil)
		if s.released {
			held = sh.lang.say("cli.heldReleased", "Time", held)
		}
	}
	if s.frozen {
		frozen = sh.lang.say("cli.yes")
	}
	switch {
	case !s.expiresAt.IsZero():
		expires = when(s.expiresAt)
	case s.state != unspent.StateInactive: // whose validity has not begun
		expires = sh.lang.say("cli.never")
	}
	sh.table(append([]pair{
		{sh.lang.say("cli.asOf"), asOf},
		{sh.lang.say("cli.card"), s.serial},
		{sh.lang.say("cli.program"), s.program},
		{sh.lang.say("cli.state"), sh.lang.state(s.state)},
		{sh.lang.say("cli.face"), sh.lang.money(s.face)},
		{sh.lang.say("cli.balance"), sh.lang.money(s.balance)},
		{sh.lang.say("cli.heldUntil"), held},
		{sh.lang.say("cli.frozen"), frozen},
		{sh.lang.say("cli.expires"), expires},
	}, more...)...)
}
