package book

import (
	"context"
	"crypto/subtle"
	"errors"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// desk decides the commands of one batch, in order, on one loaded state.
type desk struct {
	ctx      context.Context
	book     *Book
	tx       store.Tx
	state    *store.State
	now      time.Time
	programs map[string]unspent.Program
	batch    *batch
	first    unspent.Seq // of the first event that this batch records
	seals    []store.Seal
	parties  []store.Party
	broken   error // the store failed: the whole batch does
}

// sit brings what was read ahead for a batch up to date and loads what that
// leads to now. If the store runs the Update again, everything is read again.
func (b *Book) sit(tx store.Tx, bt *batch) (*desk, error) {
	d := &desk{ctx: context.Background(), book: b, tx: tx, state: bt.state, programs: *b.programs.Load(), batch: bt}
	var err error
	if bt.state = nil; d.state == nil {
		d.state = store.NewState()
		err = tx.Load(d.ctx, bt.want, d.state)
	} else {
		err = tx.Refresh(d.ctx, bt.want, d.state)
	}
	if err != nil {
		return nil, err
	}
	newest := b.newest(d.state)
	if d.now, err = b.clock.stamp(newest); err != nil {
		return nil, err
	}
	if d.now.Before(newest) { // the clock was set back: time never runs backwards in the book
		d.now = newest
	}
	d.first = d.state.Seq + 1
	if next := bt.follow(d.state, bt.pending); !empty(next) {
		bt.want.Add(next)
		err = tx.Load(d.ctx, next, d.state)
	}
	return d, err
}

// ensure loads an account that prefetch could not foresee: one that an earlier
// command of the same batch brought into play.
func (d *desk) ensure(refs ...unspent.Ref) error {
	var want store.Want
	for _, ref := range refs {
		if ref != "" && !ref.IsCard() {
			want.Accounts = ask(d.batch.asked, want.Accounts, ref)
		}
	}
	if len(want.Accounts) == 0 {
		return nil
	}
	d.batch.want.Add(want)
	return d.tx.Load(d.ctx, want, d.state)
}

// serve answers one command: again, or by deciding it.
func (d *desk) serve(p *pending) (Answer, error) {
	if p.ctx.Err() != nil {
		return Answer{}, &unspent.Error{Reason: unspent.Unavailable, Err: p.ctx.Err(),
			Detail: "the caller went away before the request was begun"}
	}
	if a, ok := answered(d.state, p.id, p.older); ok {
		return d.replay(p, a)
	}
	switch c := p.request.Command.(type) {
	case unspent.Issue:
		return d.issue(p, c)
	case unspent.Import:
		return d.imports(p, c)
	}
	ev, err := d.decide(p)
	if err != nil {
		return Answer{}, err
	}
	if ev.Key != (unspent.CardKey{}) {
		ev.Last4 = p.fresh.codes[0].Last4()
	}
	if err := d.ensure(ev.Debit, ev.Credit); err != nil {
		d.broken = err
		return Answer{}, err
	}
	if ev, err = d.record(p, ev); err != nil {
		if !errors.Is(err, unspent.LimitExceeded) { // which changed nothing
			d.broken = err
		}
		return Answer{}, err
	}
	answer := Answer{Events: []unspent.Event{ev}}
	if ev.Kind == unspent.Declined {
		return answer, declineError(ev)
	}
	if p.fresh != nil && (ev.Kind == unspent.Held || ev.Key != unspent.CardKey{}) {
		d.keep(p, ev)
		if ev.Kind == unspent.Held {
			answer.Secret = ownSecret(ev, p.fresh.seed)
		} else {
			answer.Codes = p.fresh.codes
		}
	}
	return answer, nil
}

// record gives ev its place in the journal.
func (d *desk) record(p *pending, ev unspent.Event) (unspent.Event, error) {
	ev.Request, ev.Print, ev.By = p.id, p.print, p.request.By.ID
	if ev.By == "" {
		ev.By = string(p.request.By.Role)
	}
	d.state.At = d.book.newest(d.state)
	return d.state.Record(ev, d.now)
}

// keep puts the sealed seed and the person's name beside the request's first event.
func (d *desk) keep(p *pending, ev unspent.Event) {
	if window := d.programs[ev.Program].RevealWindow; window > 0 {
		d.seals = append(d.seals, store.Seal{Seq: ev.Seq, Until: ev.At.Add(window), Box: p.fresh.box})
	}
	if p.touched.Person != "" {
		d.parties = append(d.parties, store.Party{ID: p.fresh.party, Text: p.touched.Person})
	}
}

// commit writes what the batch decided, if anything.
func (d *desk) commit() error {
	if len(d.state.Journal) == 0 {
		return nil
	}
	if err := d.tx.Append(d.ctx, d.state, d.seals, d.parties); err != nil {
		return err
	}
	for _, p := range d.batch.pending {
		if p.note == nil || len(p.answer.Events) == 0 || p.answer.Replayed {
			continue
		}
		a := p.note.line("", string(unspent.ReasonOf(p.err)))
		a.At = d.now
		if err := d.tx.LogAction(d.ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// replay answers a request that was answered before.
func (d *desk) replay(p *pending, a store.Answer) (Answer, error) {
	if a.Print != p.print {
		return Answer{}, unspent.Errorf(unspent.Conflict, "this request id (Idempotency-Key) was used for another request; take a new one")
	}
	answer := Answer{Replayed: true}
	for seq := a.First; seq <= a.Last; seq++ {
		ev, ok := d.state.Events[seq]
		if seq >= d.first {
			ev, ok = d.state.Journal[seq-d.first], true
		}
		if !ok {
			d.broken = unspent.Errorf(unspent.Internal, "event %d, which answered a request, is missing", seq)
			return Answer{}, d.broken
		}
		answer.Events = append(answer.Events, ev)
	}
	if c, ok := p.request.Command.(unspent.Import); ok {
		return d.imported(p, c, answer), nil
	}
	if answer.Events[0].Kind == unspent.Declined {
		return answer, declineError(answer.Events[0])
	}
	if p.fresh == nil || p.request.By.ID == "" && len(p.request.Key) < minSecretKey {
		return answer, nil // whoever has no key could guess a short request id, and would see the new code
	}
	first := answer.Events[0]
	if !d.now.Before(first.At.Add(d.programs[first.Program].RevealWindow)) {
		return answer, nil // the window has ended, even if nothing has swept the seal yet
	}
	box, err := d.box(a.First)
	if err != nil {
		d.broken = err
		return Answer{}, err
	}
	if box == nil {
		return answer, nil
	}
	seed, err := d.book.ring.Open(box)
	if err != nil {
		return Answer{}, &unspent.Error{Reason: unspent.Internal, Detail: "the codes of this request cannot be shown again", Err: err}
	}
	if answer.Events[0].Kind == unspent.Held {
		answer.Secret = ownSecret(answer.Events[0], seed)
		return answer, nil
	}
	var format unspent.CodeFormat
	if first.Kind == unspent.Issued {
		format = d.programs[first.Program].CodeFormat
	}
	for i := range answer.Events {
		answer.Codes = append(answer.Codes, format.Derive(seed, i))
	}
	return answer, nil
}

// ownSecret returns the secret of a hold if the book made it; the one that the
// counterparty chose is not derived from the seed, and nobody else knows it.
func ownSecret(ev unspent.Event, seed [32]byte) unspent.Secret {
	if secret := unspent.DeriveSecret(seed); sameSecret(ev.Secret, secret) {
		return secret
	}
	return unspent.Secret{}
}

// box returns the sealed seed of the request whose first event is seq.
func (d *desk) box(seq unspent.Seq) ([]byte, error) {
	for _, s := range d.seals {
		if s.Seq == seq {
			return s.Box, nil
		}
	}
	if seq >= d.first {
		return nil, nil
	}
	return d.tx.Seal(d.ctx, seq)
}

// issue makes the cards of one command, all or none.
func (d *desk) issue(p *pending, c unspent.Issue) (Answer, error) {
	program, ok := d.programs[c.Program]
	switch {
	case !ok:
		return Answer{}, unspent.Errorf(unspent.NotFound, "there is no such program")
	case c.Value.Currency() != program.Currency:
		return Answer{}, unspent.Errorf(unspent.WrongCurrency, "program %q is in %s", c.Program, program.Currency)
	case d.state.Accounts[unspent.WorldRef(c.Program)].Balance.Units() < -maxOutstanding:
		return Answer{}, unspent.Errorf(unspent.LimitExceeded, "the program has issued as much as one program can")
	}
	if err := d.issuable(p, program); err != nil {
		return Answer{}, err
	}
	end := program.Ends()(d.now)
	answer := Answer{Codes: p.fresh.codes, Events: make([]unspent.Event, 0, c.Count)}
	d.state.Journal = slices.Grow(d.state.Journal, c.Count)
	for i := range c.Count {
		serial, err := d.book.newSerial(d.state.Seq + 1)
		if err != nil {
			return Answer{}, err
		}
		ev := unspent.Event{Kind: unspent.Issued, Program: c.Program, Debit: unspent.CardRef(serial),
			Amount: unspent.NewMoney(0, program.Currency), Face: c.Value, Key: p.fresh.keys[i], Last4: last4Of(program, p.fresh.codes[i]), Party: p.fresh.party,
			Note: c.Order}
		if c.Activate {
			ev.Debit, ev.Credit, ev.Amount = unspent.WorldRef(c.Program), ev.Debit, c.Value
			ev.Until = end
		}
		if ev, err = d.record(p, ev); err != nil {
			d.broken = err
			return Answer{}, err
		}
		answer.Events = append(answer.Events, ev)
	}
	d.keep(p, answer.Events[0])
	return answer, nil
}

// issuable refuses codes that could be guessed, and those that another card has: of a
// program's own format there are not as many as of ours.
func (d *desk) issuable(p *pending, program unspent.Program) error {
	if program.CodeFormat.IsZero() {
		return nil
	}
	if program.CodeFormat.Guessable() {
		return unspent.Errorf(unspent.Invalid, "codes of program %q are so short that they are only imported; make a program with longer ones", program.ID)
	}
	seen := map[unspent.CardKey]bool{}
	for _, key := range p.fresh.keys {
		if _, taken := d.state.Codes[key]; taken || seen[key] {
			return unspent.Errorf(unspent.Unavailable, "a new code is one that another card has; ask again under a new request id")
		}
		seen[key] = true
	}
	return nil
}

// last4Of returns the last four of a code, none of those that are short without them.
func last4Of(p unspent.Program, code unspent.Code) string {
	if p.CodeFormat.Short() {
		return ""
	}
	return code.Last4()
}

// sameSecret compares in constant time.
func sameSecret(want unspent.Digest, s unspent.Secret) bool {
	got := s.Digest()
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}
