package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

// code reads a code as people type it, of any program. One that is short has a PIN
// behind it, or is asked for with an API key: what can be guessed is not for everybody
// to try.
func (x *Errand) code(text string) (unspent.Code, error) {
	code, format, err := x.c.Book.ReadCode(text)
	if err != nil {
		return code, err
	}
	x.short = format.Short()
	if x.short && format.PIN == 0 && !x.keyed() {
		return unspent.Code{}, unspent.Errorf(unspent.Unauthenticated, "a code as short as this is looked up at a till only, with an API key")
	}
	return code, nil
}

// ReadCode reads a code as people type it, of any program.
func (c *Counter) ReadCode(text string) (unspent.Code, error) {
	code, _, err := c.Book.ReadCode(text)
	return code, err
}

// outcomes of a card of an import.
const (
	wasImported = "imported"
	wasKnown    = "known"
	wasRefused  = "refused"
)

// imports takes over cards of elsewhere, each by itself: what is wrong with one stops
// no other, and is told of it.
func (x *Errand) imports(in *api.ImportRequest) (*api.ImportAnswer, error) {
	if len(in.Cards) < 1 || len(in.Cards) > unspent.MaxImport {
		return nil, unspent.Errorf(unspent.Invalid, "one import has 1 to %d cards; bring more in several", unspent.MaxImport)
	}
	program, err := x.c.Book.Program(in.Program)
	if err != nil {
		return nil, err
	}
	x.subject = in.Program
	rows, cmd, places := make([]book.Row, len(in.Cards)), unspent.Import{Program: in.Program}, []int{}
	for i := range in.Cards {
		card, err := ownCard(program, &in.Cards[i])
		if rows[i].Fault = err; err == nil {
			cmd.Cards, places = append(cmd.Cards, card), append(places, i)
		}
	}
	answer := &api.ImportAnswer{DryRun: in.DryRun, Rows: make([]api.ImportRow, len(rows))}
	if len(cmd.Cards) > 0 {
		taken, err := x.takeOver(cmd, in.DryRun)
		if err != nil {
			return nil, err
		}
		for n, at := range places {
			rows[at] = taken[n]
		}
		answer.Event = api.EventID(x.Event)
	}
	for i, row := range rows {
		answer.Rows[i] = importRow(i, row, answer)
	}
	return answer, nil
}

// takeOver asks the book, or only what it would do.
func (x *Errand) takeOver(cmd unspent.Import, dry bool) ([]book.Row, error) {
	if dry {
		return x.c.Book.Preview(x.ctx, cmd)
	}
	done, err := x.guarded(cmd)
	if err != nil {
		return nil, err
	}
	if len(done.Events) > 0 {
		x.names(done.Events[0])
	}
	return done.Rows, nil
}

// ownCard reads one card. What it leaves out follows from its state.
func ownCard(p unspent.Program, in *api.ImportedCard) (c unspent.OwnCard, err error) {
	if p.CodeFormat.IsZero() {
		c.Code, err = unspent.ParseCode(in.Code)
	} else {
		c.Code, err = p.CodeFormat.Read(in.Code + in.PIN)
	}
	if err != nil {
		return c, err
	}
	if in.Face.Currency() != p.Currency {
		return c, unspent.Errorf(unspent.WrongCurrency, "program %s is in %s", p.ID, p.Currency)
	}
	c.Face, c.State, c.Frozen, c.Order, c.Recipient = in.Face, in.State, in.Frozen, in.Order, in.Recipient
	c.End, c.Seen = in.ExpiresAt.Time, in.FirstSeen.Time
	if c.State == "" {
		c.State = unspent.StateActive
	}
	switch {
	case in.Balance != nil:
		c.Balance = *in.Balance
	case c.State == unspent.StateActive:
		c.Balance = c.Face
	default:
		c.Balance = unspent.NewMoney(0, c.Face.Currency())
	}
	return c, c.Validate()
}

func importRow(i int, row book.Row, sums *api.ImportAnswer) api.ImportRow {
	out := api.ImportRow{Row: i + 1, Outcome: wasImported, Serial: row.Serial}
	switch {
	case row.Fault != nil:
		out.Outcome, out.Reason, out.Detail = wasRefused, unspent.ReasonOf(row.Fault), row.Fault.Error()
		sums.Refused++
	case row.Known:
		out.Outcome = wasKnown
		sums.Known++
	default:
		sums.Imported++
	}
	return out
}

// importStake is what an import brings into the book, what is not sold yet too: nobody
// is asked again when it is. All its cards have the currency of the program.
func (x *Errand) importStake(st stake, c unspent.Import) stake {
	var units int64
	for _, card := range c.Cards {
		worth := card.Balance.Units()
		if card.State == unspent.StateInactive {
			worth = card.Face.Units()
		}
		units = min(units, unspent.MaxAmount-worth) + worth
	}
	st.Subject, st.Count = c.Program, len(c.Cards)
	st.Amount = unspent.NewMoney(units, c.Cards[0].Face.Currency())
	st.Value = st.Amount
	st.into = x.issuedInto()
	return st
}
