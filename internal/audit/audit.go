package audit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options say how to audit. The zero value reads everything and says nothing.
type Options struct {
	// Progress, if not nil, is told now and then how much of the work is done.
	// total may grow while a serving process appends.
	Progress func(done, total int64)
	// StopAtFirst ends the run at the first finding.
	StopAtFirst bool
}

// Finding is one difference.
type Finding struct {
	Seq     unspent.Seq // of the event that shows it, or the newest one of the stored record that does
	Subject string      // a ref such as card:…, an event such as evt_42, or "request …"
	What    string      // in one clause
}

// Sum is where the value of one currency is, in minor units. Together they are
// zero.
type Sum struct {
	Currency  unspent.Currency
	World     int64 // never positive: what came into being
	Cards     int64
	Accounts  int64
	Merchants int64
	Breakage  int64
}

// Result is what a run read and found.
type Result struct {
	Last     unspent.Seq // the newest event that was read
	Events   int64
	Cards    int64
	Accounts int64        // of holders, merchants and programs
	Requests int64        // that were answered
	Compared int64        // records of the store compared with the journal
	Jumps    int64        // corrections of a clock that had jumped: the events after them may be dated earlier
	Losses   []store.Loss // how the book went on without its end
	Sums     []Sum        // by currency
	Findings []Finding
	More     int64 // findings beyond MaxFindings
}

// Clean reports whether nothing was found.
func (r Result) Clean() bool { return len(r.Findings) == 0 }

// First returns the first finding, in the order of the journal, and whether
// there is one.
func (r Result) First() (Finding, bool) {
	if r.Clean() {
		return Finding{}, false
	}
	return r.Findings[0], true
}

// errStop ends a run at its first finding; errProgram interrupts a read so that
// the programs are read again.
var (
	errStop    = errors.New("first finding")
	errProgram = errors.New("a program that is not known yet")
)

// auditor is one run.
type auditor struct {
	*ledger
	r        store.Reader
	o        Options
	programs map[string]unspent.Program
	ends     map[string]func(time.Time) time.Time // of their validities, of those that were asked for
	fixes    []store.Correction                   // of the clock
	digester digester
	result   Result
	at       int64                      // µs, of the newest event
	kind     unspent.Kind               // of the newest event
	format   uint8                      // the newest of the events before
	totals   map[unspent.Currency]int64 // over all accounts; nothing, at every event
	known    map[unspent.Currency]int64 // totals that were reported
	missed   map[string]bool            // programs that were not known when an event named them
	waiting  map[unspent.Seq][]func()   // comparisons to make when the journal has reached an event
	done     int64
	total    int64
}

// Run audits what r reads. What it finds is in the result, not in the error,
// which says that reading failed; the result then tells how far it came.
func Run(ctx context.Context, r store.Reader, o Options) (Result, error) {
	a := &auditor{ledger: newLedger(), r: r, o: o, totals: map[unspent.Currency]int64{},
		known: map[unspent.Currency]int64{}, missed: map[string]bool{}, ends: map[string]func(time.Time) time.Time{}, waiting: map[unspent.Seq][]func(){}}
	err := a.run(ctx)
	if errors.Is(err, errStop) {
		err = nil
	}
	if err == nil && o.Progress != nil {
		o.Progress(a.total, a.total)
	}
	a.finish()
	return a.result, err
}

func (a *auditor) run(ctx context.Context) error {
	var err error
	if a.fixes, err = store.Corrections(ctx, a.r); err != nil {
		return err
	}
	if a.result.Losses, err = store.Losses(ctx, a.r); err != nil {
		return err
	}
	end := store.NewState()
	if err := a.r.Load(ctx, store.Want{}, end); err != nil {
		return err
	}
	a.total = int64(end.Seq)
	if err := a.journal(ctx); err != nil {
		return err
	}
	if a.result.Last < end.Seq {
		a.find(end.Seq, end.Seq.EventID(), "the store knows this event and the journal ends before it")
	}
	for _, c := range a.fixes {
		if c.Seq > a.result.Last {
			a.find(c.Seq, c.Seq.EventID(), "the clock was corrected after this event and the journal ends before it")
		}
	}
	if err := a.compare(ctx); err != nil {
		return err
	}
	return a.catchUp(ctx)
}

// catchUp reads on to where the records that were newer than the journal came
// from, so that they are compared too.
func (a *auditor) catchUp(ctx context.Context) error {
	if len(a.waiting) == 0 {
		return a.stop()
	}
	if err := a.journal(ctx); err != nil {
		return err
	}
	for seq := range a.waiting {
		a.find(seq, seq.EventID(), "a stored record comes from this event and the journal ends before it")
	}
	return a.stop()
}

// journal reads on to the end. A serving process may have added a program since
// the programs were read: the first event of an unknown one has them read again.
func (a *auditor) journal(ctx context.Context) error {
	for {
		var err error
		if a.programs, err = a.r.Programs(ctx); err != nil {
			return err
		}
		if err = a.r.Journal(ctx, a.result.Last+1, a.read); !errors.Is(err, errProgram) {
			return err
		}
	}
}

// read takes the next event of the journal.
func (a *auditor) read(e unspent.Event) error {
	if _, known := a.programs[e.Program]; !known && !a.missed[e.Program] {
		a.missed[e.Program] = true
		return errProgram
	}
	a.event(&e)
	for _, compare := range a.waiting[e.Seq] {
		compare()
	}
	delete(a.waiting, e.Seq)
	a.step(1)
	return a.stop()
}

// step counts n pieces of work and reports progress every so often.
func (a *auditor) step(n int64) {
	before := a.done / progressSteps
	a.done += n
	a.total = max(a.total, a.done)
	if a.o.Progress != nil && a.done/progressSteps != before {
		a.o.Progress(a.done, a.total)
	}
}

func (a *auditor) stop() error {
	if a.o.StopAtFirst && len(a.result.Findings) > 0 {
		return errStop
	}
	return nil
}

// find reports a difference.
func (a *auditor) find(seq unspent.Seq, subject, what string) {
	if len(a.result.Findings) == MaxFindings || a.o.StopAtFirst && len(a.result.Findings) == 1 {
		a.result.More++
		return
	}
	a.result.Findings = append(a.result.Findings, Finding{seq, subject, what})
}

// finish counts and sums up.
func (a *auditor) finish() {
	r := &a.result
	r.Cards, r.Accounts, r.Requests = int64(a.cards.len()-1), int64(a.accounts.len()), int64(len(a.requests))
	slices.SortStableFunc(r.Findings, func(x, y Finding) int { return int(x.Seq - y.Seq) })
	sums := map[unspent.Currency]*Sum{}
	sum := func(cur unspent.Currency) *Sum {
		if sums[cur] == nil {
			sums[cur] = &Sum{Currency: cur}
		}
		return sums[cur]
	}
	for i := 1; i < a.cards.len(); i++ {
		c := a.cards.at(uint32(i))
		sum(a.programs[a.words.text(c.program)].Currency).Cards += c.balance
	}
	for i := range a.accounts.len() {
		acct := a.accounts.at(uint32(i))
		s := sum(acct.currency)
		switch kindOf(acct.ref) {
		case world:
			s.World += acct.balance
		case merchant:
			s.Merchants += acct.balance
		case breakage:
			s.Breakage += acct.balance
		case holder, aCard, nothing:
			s.Accounts += acct.balance
		}
	}
	for _, s := range sums {
		r.Sums = append(r.Sums, *s)
	}
	slices.SortFunc(r.Sums, func(x, y Sum) int { return strings.Compare(x.Currency.String(), y.Currency.String()) })
}
