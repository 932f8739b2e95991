package book

import (
	"context"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Row is what came of one card of an import.
type Row struct {
	Serial unspent.Serial // zero if there is no card
	Known  bool           // it was in the book already
	Fault  error          // why it was not taken over
}

// own is what an import's cards need, made in the caller's goroutine.
type own struct {
	keys    [][]unspent.CardKey // of each, newest pepper first
	parties []string            // of each, "" of one without a recipient
}

// owned prepares the cards of an import; nil if there are none.
func (b *Book) owned(cards []unspent.OwnCard) (*own, error) {
	if len(cards) == 0 {
		return nil, nil
	}
	o := &own{keys: make([][]unspent.CardKey, len(cards)), parties: make([]string, len(cards))}
	for i, c := range cards {
		o.keys[i] = b.ring.CardKeys(c.Code)
		if c.Recipient == "" {
			continue
		}
		var err error
		if o.parties[i], err = b.newID("per_"); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// Preview tells what an import would do, and changes nothing.
func (b *Book) Preview(ctx context.Context, c unspent.Import) ([]Row, error) {
	program, err := b.Program(c.Program)
	if err != nil {
		return nil, err
	}
	o, err := b.owned(c.Cards)
	if err != nil {
		return nil, err
	}
	s, err := b.load(ctx, store.Want{Codes: slices.Concat(o.keys...)})
	if err != nil {
		return nil, err
	}
	rows, now, made := make([]Row, len(c.Cards)), b.now(), map[unspent.CardKey]bool{}
	for i, card := range c.Cards {
		key := o.keys[i][0]
		if known, ok := s.CardByKey(o.keys[i]...); ok {
			rows[i] = again(known, program, card)
			continue
		}
		if rows[i].Known = made[key]; rows[i].Known {
			continue
		}
		_, rows[i].Fault = card.Import(program, unspent.Serial{}, key, "", now)
		made[key] = rows[i].Fault == nil
	}
	return rows, nil
}

// again is what is told of a code that the book knows: that the same card is there, or
// that another one has it.
func again(known unspent.Card, p unspent.Program, c unspent.OwnCard) Row {
	if known.Program != p.ID || known.Face != c.Face {
		return Row{Fault: unspent.Errorf(unspent.Conflict, "another card in the book has this code")}
	}
	return Row{Serial: known.Serial, Known: true}
}

// imports takes over the cards of one command that can be, each by itself. Asked again
// it takes over none that it did before.
func (d *desk) imports(p *pending, c unspent.Import) (Answer, error) {
	program, ok := d.programs[c.Program]
	switch {
	case !ok:
		return Answer{}, unspent.Errorf(unspent.NotFound, "there is no such program")
	case d.state.Accounts[unspent.WorldRef(c.Program)].Balance.Units() < -maxOutstanding:
		return Answer{}, unspent.Errorf(unspent.LimitExceeded, "the program has issued as much as one program can")
	}
	answer := Answer{Rows: make([]Row, len(c.Cards))}
	for i, card := range c.Cards {
		if known, ok := d.state.CardByKey(p.own.keys[i]...); ok {
			answer.Rows[i] = again(known, program, card)
			continue
		}
		serial, err := d.book.newSerial(d.state.Seq + 1)
		if err != nil {
			return Answer{}, err
		}
		ev, err := card.Import(program, serial, p.own.keys[i][0], p.own.parties[i], d.now)
		if err != nil {
			answer.Rows[i].Fault = err
			continue
		}
		if ev, err = d.record(p, ev); err != nil {
			d.broken = err
			return Answer{}, err
		}
		if ev.Party != "" {
			d.parties = append(d.parties, store.Party{ID: ev.Party, Text: card.Recipient})
		}
		answer.Events, answer.Rows[i].Serial = append(answer.Events, ev), serial
	}
	return answer, nil
}

// imported tells again what came of the cards of an import that was answered before.
func (d *desk) imported(p *pending, c unspent.Import, answer Answer) Answer {
	program, mine := d.programs[c.Program], map[unspent.Serial]bool{}
	for _, ev := range answer.Events {
		serial, _ := made(ev).Serial()
		mine[serial] = true
	}
	answer.Rows = make([]Row, len(c.Cards))
	for i, card := range c.Cards {
		known, ok := d.state.CardByKey(p.own.keys[i]...)
		if !ok {
			_, answer.Rows[i].Fault = card.Import(program, unspent.Serial{}, p.own.keys[i][0], "", d.now)
			continue
		}
		answer.Rows[i] = again(known, program, card)
		if mine[known.Serial] {
			answer.Rows[i].Known = false
			delete(mine, known.Serial)
		}
	}
	return answer
}

// made returns the card that an event of an issue or an import made.
func made(ev unspent.Event) unspent.Ref {
	if ev.Credit != "" {
		return ev.Credit
	}
	return ev.Debit
}

// Formats returns the formats of codes that programs have beside ours, each once.
func (b *Book) Formats() []unspent.CodeFormat { return *b.formats.Load() }

func formatsOf(programs map[string]unspent.Program) []unspent.CodeFormat {
	var all []unspent.CodeFormat
	for _, p := range sortedPrograms(programs) {
		if f := p.CodeFormat; !f.IsZero() && !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

// ReadCode reads a code as people type it, of any program.
func (b *Book) ReadCode(text string) (unspent.Code, unspent.CodeFormat, error) {
	return unspent.ReadCode(text, b.Formats())
}

// meets refuses a format whose codes could be taken for those of another program.
func (b *Book) meets(f unspent.CodeFormat) error {
	for _, other := range b.Formats() {
		if f.Meets(other) {
			return unspent.Errorf(unspent.Conflict, "codes of %d symbols, PIN included, are of another format in another program; a code could not be told from it",
				f.Length+f.PIN)
		}
	}
	return nil
}
