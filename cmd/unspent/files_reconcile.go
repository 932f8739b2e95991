package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
	"github.com/unspent-dev/unspent/proof"
)

// filesReconcileCmd compares what others have with a book of which the end may be
// missing.
type filesReconcileCmd struct {
	Known []string `arg:"" name:"file"`
	Out   string   `placeholder:"FILE"`
}

// What somebody knows that the book does not.
const (
	unknownEvent   = "event"   // the book ends before it
	anotherEvent   = "differs" // the book has another event of that number
	unknownCard    = "card"    // no event of the book names the card
	unknownPayment = "payment" // no event of the card is of this amount
)

// unknown is one thing that the book does not know, as JSON.
type unknown struct {
	File   string      `json:"file"`
	Line   int         `json:"line"`
	What   string      `json:"what"`
	Event  api.EventID `json:"event,omitempty"`
	Serial string      `json:"serial,omitempty"`
}

// reconciled is the report, as JSON.
type reconciled struct {
	Read     int         `json:"read"`     // lines that name an event, a card or both
	Receipts int         `json:"receipts"` // of them, that are genuine
	Forged   int         `json:"forged"`   // receipts that are not, and count for nothing
	Ends     api.EventID `json:"ends,omitempty"`
	Unknown  []unknown   `json:"unknown"`
	Cards    []string    `json:"cards"`          // to freeze: the book knows them, but not all of what happened to them
	Gone     []string    `json:"gone"`           // cards that the book does not know
	Nameless int         `json:"withoutCard"`    // events that the book does not know, of cards that nobody names
	Last     api.EventID `json:"last,omitempty"` // the newest event that anybody has seen, if the book ends before it
}

// Run reads the journal and what others know, and changes nothing. The answer is
// "no" if they know what the book does not.
func (c *filesReconcileCmd) Run(ctx context.Context, sh *shell) error {
	db, err := sh.existing()
	if err != nil {
		return err
	}
	keys, err := sh.ownKeys(ctx)
	if err != nil {
		return err
	}
	w := &witnesses{sh: sh, keys: keys}
	for _, name := range c.Known {
		if err := w.read(name); err != nil {
			return err
		}
	}
	b := w.wanted()
	if err := sqlite.Events(ctx, db, b.see); err != nil {
		return err
	}
	r := w.compare(b)
	if c.Out != "" {
		if err := os.WriteFile(c.Out, []byte(strings.Join(append(r.Cards, ""), "\n")), 0o600); err != nil {
			return wrong("use.unwritable", "File", c.Out)
		}
	}
	if sh.json {
		return answer(sh.encode(r), len(r.Unknown) == 0)
	}
	sh.reconciled(r, c.Out)
	return answer(nil, len(r.Unknown) == 0)
}

// ownKeys returns the keys with which this issuer's receipts are verified.
func (sh *shell) ownKeys(ctx context.Context) (proof.Keys, error) {
	ring, err := sh.ring(ctx)
	if err != nil {
		return proof.Keys{}, err
	}
	set, err := receipt.New(ring, "").JWKS()
	if err != nil {
		return proof.Keys{}, err
	}
	return proof.ParseKeys(set)
}

// reconciled prints a report.
func (sh *shell) reconciled(r reconciled, out string) {
	for _, u := range r.Unknown {
		named := strings.TrimSpace(u.Event.String() + " " + u.Serial)
		sh.print("%s:%d: %s: %s", u.File, u.Line, named, sh.lang.say("cli.unknown."+u.What))
	}
	ends := cmp.Or(r.Ends.String(), "-")
	if len(r.Unknown) == 0 {
		sh.say("cli.knownAll", "Event", ends, "Lines", r.Read)
	} else {
		sh.say("cli.knownMore", "Event", ends, "Things", len(r.Unknown), "Lines", r.Read)
	}
	if r.Forged > 0 {
		sh.say("cli.knownForged", "Receipts", r.Forged)
	}
	if len(r.Gone) > 0 {
		sh.say("cli.knownGone", "Cards", len(r.Gone))
	}
	if r.Nameless > 0 {
		sh.say("cli.knownNameless", "Events", r.Nameless)
	}
	if len(r.Cards) > 0 {
		sh.say("cli.knownCards", "Cards", len(r.Cards))
		for _, serial := range r.Cards {
			sh.print("%s", serial)
		}
	}
	if len(r.Unknown) == 0 {
		return
	}
	flags := "--all-cards"
	if r.Nameless == 0 && len(r.Cards) > 0 {
		flags = "--cards " + cmp.Or(out, "FILE")
	} else if r.Nameless == 0 {
		flags = "--no-cards"
	}
	if r.Last != 0 {
		flags += " --last " + r.Last.String()
	}
	sh.tell("cli.knownNext", "Path", flags)
}

// bookKnows is what the journal says of what others name.
type bookKnows struct {
	ends   unspent.Seq
	events map[unspent.Seq]*unspent.Event
	cards  map[string]bool               // by serial; false: named by others only
	of     map[string][]unspent.Seq      // the events of a card
	all    map[unspent.Seq]unspent.Event // of those cards
}

// see takes one event of the journal.
func (b *bookKnows) see(e unspent.Event) error {
	b.ends = e.Seq
	if _, wanted := b.events[e.Seq]; wanted {
		b.events[e.Seq] = &e
	}
	for _, ref := range [...]unspent.Ref{e.Debit, e.Credit} {
		serial, ok := ref.Serial()
		if !ok {
			continue
		}
		if _, wanted := b.cards[serial.String()]; wanted {
			b.cards[serial.String()] = true
			b.of[serial.String()] = append(b.of[serial.String()], e.Seq)
			b.all[e.Seq] = e
		}
	}
	return nil
}

// touches says whether an event moves or changes a card.
func touches(e unspent.Event, serial string) bool {
	for _, ref := range [...]unspent.Ref{e.Debit, e.Credit} {
		if s, ok := ref.Serial(); ok && s.String() == serial {
			return true
		}
	}
	return false
}

// sum says whether a text is an amount, in minor units or as people write it.
func sum(text string, m unspent.Money) bool {
	text = strings.NewReplacer(",", "", "¥", "", "￥", "", "$", "", "円", "", " ", "").Replace(text)
	return text == fmt.Sprint(m.Units()) || text == m.Decimal()
}

// compare says what the witnesses know and the book does not.
func (w *witnesses) compare(b *bookKnows) reconciled {
	r := reconciled{Read: len(w.all), Receipts: w.receipts, Forged: w.forged, Unknown: []unknown{}, Cards: []string{}, Gone: []string{}}
	last, counted := b.ends, map[string]bool{}
	for _, k := range w.all {
		last = max(last, k.event)
		what := k.unknown(b, counted)
		if what == "" {
			continue
		}
		r.Unknown = append(r.Unknown, unknown{File: k.file, Line: k.line, What: what, Event: api.EventID(k.event), Serial: k.serial})
		switch {
		case k.serial == "":
			r.Nameless++
		case b.cards[k.serial]:
			r.Cards = append(r.Cards, k.serial)
		default:
			r.Gone = append(r.Gone, k.serial)
		}
	}
	if r.Ends = api.EventID(b.ends); last > b.ends {
		r.Last = api.EventID(last)
	}
	for _, list := range []*[]string{&r.Cards, &r.Gone} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return r
}

// unknown says what of k the book does not know, "" if it knows it all. An event
// of the book answers for one line of a file that names no event.
func (k *known) unknown(b *bookKnows, counted map[string]bool) string {
	switch {
	case k.event > b.ends:
		return unknownEvent
	case k.event > 0:
		e := b.events[k.event]
		if e == nil || k.serial != "" && !touches(*e, k.serial) || k.hash != "" && k.hash != e.Hash.String() || k.amount != "" && !sum(k.amount, e.Amount) {
			return anotherEvent
		}
		return ""
	case !b.cards[k.serial]:
		return unknownCard
	case k.amount == "":
		return ""
	}
	for _, seq := range b.of[k.serial] {
		mark := k.file + "\x00" + seq.EventID()
		if !counted[mark] && sum(k.amount, b.all[seq].Amount) {
			counted[mark] = true
			return ""
		}
	}
	return unknownPayment
}
