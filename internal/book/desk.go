package book

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
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
	asked    map[unspent.Ref]struct{} // accounts that were loaded, there or not
	first    unspent.Seq              // of the first event that this batch records
	seals    []store.Seal
	parties  []store.Party
	broken   error // the store failed: the whole batch does
}

func newDesk(ctx context.Context, b *Book, tx store.Tx) *desk {
	return &desk{ctx: ctx, book: b, tx: tx, state: store.NewState(), now: b.now(), programs: *b.programs.Load(),
		asked: map[unspent.Ref]struct{}{}}
}

// prefetch loads what the batch is known to touch, in two reads: first what the
// commands name, then what that leads to.
func (d *desk) prefetch(batch []*pending) error {
	var want store.Want
	for _, p := range batch {
		want.Requests = append(want.Requests, p.id)
		want.Codes = append(want.Codes, p.keys...)
		if s := serialOf(p.request.Command); !s.IsZero() {
			want.Serials = append(want.Serials, s)
		}
		if seq := eventOf(p.request.Command); seq != 0 {
			want.Events = append(want.Events, seq)
			if p.request.Command.Kind() == unspent.Refunded {
				want.Refunded = append(want.Refunded, seq)
			}
		}
		if id := accountOf(p.request.Command); id != "" {
			want.Accounts = d.ask(want.Accounts, unspent.AccountRef(id))
		}
	}
	if err := d.tx.Load(d.ctx, want, d.state); err != nil {
		return err
	}
	if d.now.Before(d.state.At) { // the clock was set back: time never runs backwards in the book
		d.now = d.state.At
	}
	d.first = d.state.Seq + 1
	var next store.Want
	for _, p := range batch {
		d.follow(p, &next)
	}
	if len(next.Serials)+len(next.Accounts)+len(next.Events) == 0 {
		return nil
	}
	return d.tx.Load(d.ctx, next, d.state)
}

// follow adds what p leads to, now that what it names is loaded.
func (d *desk) follow(p *pending, want *store.Want) {
	if a, ok := d.state.Answers[p.id]; ok {
		for seq := a.First; seq <= a.Last; seq++ {
			want.Events = append(want.Events, seq)
		}
		return
	}
	if ev, ok := d.state.Events[eventOf(p.request.Command)]; ok {
		if s, isCard := ev.Subject().Serial(); isCard {
			want.Serials = append(want.Serials, s)
		} else {
			want.Accounts = d.ask(want.Accounts, ev.Subject())
		}
		if ev.Credit != "" && !ev.Credit.IsCard() {
			want.Accounts = d.ask(want.Accounts, ev.Credit)
		}
	}
	program := ""
	if c, ok := d.state.CardByKey(p.keys...); ok {
		program = c.Program
	} else if c, ok := d.state.Cards[serialOf(p.request.Command)]; ok {
		program = c.Program
	} else if a, ok := d.state.Accounts[unspent.AccountRef(accountOf(p.request.Command))]; ok {
		program = a.Program
	}
	switch c := p.request.Command.(type) {
	case unspent.Issue:
		want.Accounts = d.ask(want.Accounts, unspent.WorldRef(c.Program))
	case unspent.Spend:
		want.Accounts = d.ask(want.Accounts, unspent.MerchantRef(program, c.Merchant))
	case unspent.Activate, unspent.Deactivate, unspent.Void, unspent.Adjust:
		want.Accounts = d.ask(want.Accounts, unspent.WorldRef(program))
	case unspent.Expire:
		want.Accounts = d.ask(want.Accounts, unspent.BreakageRef(program))
	}
}

// ask adds ref to those to load, once.
func (d *desk) ask(refs []unspent.Ref, ref unspent.Ref) []unspent.Ref {
	if _, ok := d.asked[ref]; ok {
		return refs
	}
	d.asked[ref] = struct{}{}
	return append(refs, ref)
}

// ensure loads an account that prefetch could not foresee: one that an earlier
// command of the same batch brought into play.
func (d *desk) ensure(refs ...unspent.Ref) error {
	var want store.Want
	for _, ref := range refs {
		if ref != "" && !ref.IsCard() {
			want.Accounts = d.ask(want.Accounts, ref)
		}
	}
	if len(want.Accounts) == 0 {
		return nil
	}
	return d.tx.Load(d.ctx, want, d.state)
}

func serialOf(c unspent.Command) unspent.Serial {
	switch c := c.(type) {
	case unspent.Activate:
		return c.Serial
	case unspent.Deactivate:
		return c.Serial
	case unspent.Reissue:
		return c.Serial
	case unspent.Freeze:
		return c.Serial
	case unspent.Unfreeze:
		return c.Serial
	case unspent.Void:
		return c.Serial
	case unspent.Adjust:
		return c.Serial
	case unspent.Expire:
		return c.Serial
	}
	return unspent.Serial{}
}

// eventOf returns the earlier event that a command names: a spend or a hold.
func eventOf(c unspent.Command) unspent.Seq {
	switch c := c.(type) {
	case unspent.Refund:
		return c.Event
	case unspent.Release:
		return c.Hold
	case unspent.CancelHold:
		return c.Hold
	case unspent.Take:
		return c.Hold
	}
	return 0
}

func accountOf(c unspent.Command) string {
	switch c := c.(type) {
	case unspent.Claim:
		return c.Account
	case unspent.Spend:
		return c.Account
	}
	return ""
}

// serve answers one command: again, or by deciding it.
func (d *desk) serve(p *pending) (Answer, error) {
	if p.ctx.Err() != nil {
		return Answer{}, &unspent.Error{Reason: unspent.Unavailable, Err: p.ctx.Err(),
			Detail: "the caller went away before the request was begun"}
	}
	if a, ok := d.state.Answers[p.id]; ok {
		return d.replay(p, a)
	}
	if issue, ok := p.request.Command.(unspent.Issue); ok {
		return d.issue(p, issue)
	}
	ev, err := d.decide(p)
	if err != nil {
		return Answer{}, err
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
	if p.fresh != nil {
		d.keep(p, ev)
		if ev.Kind == unspent.Held {
			answer.Secret = unspent.DeriveSecret(p.fresh.seed)
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
	return d.state.Record(ev, d.now)
}

// keep puts the sealed seed and the person's name beside the request's first event.
func (d *desk) keep(p *pending, ev unspent.Event) {
	if window := d.programs[ev.Program].RevealWindow; window > 0 {
		d.seals = append(d.seals, store.Seal{Seq: ev.Seq, Until: ev.At.Add(window), Box: p.fresh.box})
	}
	switch c := p.request.Command.(type) {
	case unspent.Issue:
		if c.Recipient != "" {
			d.parties = append(d.parties, store.Party{ID: p.fresh.party, Text: c.Recipient})
		}
	case unspent.PlaceHold:
		d.parties = append(d.parties, store.Party{ID: p.fresh.party, Text: c.For})
	}
}

// commit writes what the batch decided, if anything.
func (d *desk) commit() error {
	if len(d.state.Journal) == 0 {
		return nil
	}
	return d.tx.Append(d.ctx, d.state, d.seals, d.parties)
}

// replay answers a request that was answered before.
func (d *desk) replay(p *pending, a store.Answer) (Answer, error) {
	if a.Print != p.print {
		return Answer{}, unspent.Errorf(unspent.Conflict, "this request id was used for another request; take a new one")
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
	if answer.Events[0].Kind == unspent.Declined {
		return answer, declineError(answer.Events[0])
	}
	if p.fresh == nil {
		return answer, nil
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
		answer.Secret = unspent.DeriveSecret(seed)
		return answer, nil
	}
	for i := range answer.Events {
		answer.Codes = append(answer.Codes, unspent.DeriveCode(seed, i))
	}
	return answer, nil
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
		return Answer{}, unspent.Errorf(unspent.NotFound, "there is no program %q", c.Program)
	case c.Value.Currency() != program.Currency:
		return Answer{}, unspent.Errorf(unspent.WrongCurrency, "program %q is in %s", c.Program, program.Currency)
	case d.state.Accounts[unspent.WorldRef(c.Program)].Balance.Units() < -maxOutstanding:
		return Answer{}, unspent.Errorf(unspent.LimitExceeded, "the program has issued as much as one program can")
	}
	answer := Answer{Codes: p.fresh.codes, Events: make([]unspent.Event, 0, c.Count)}
	for i := range c.Count {
		serial, err := d.book.newSerial(d.state.Seq + 1)
		if err != nil {
			return Answer{}, err
		}
		ev := unspent.Event{Kind: unspent.Issued, Program: c.Program, Debit: unspent.CardRef(serial),
			Amount: unspent.NewMoney(0, program.Currency), Face: c.Value, Key: p.fresh.keys[i], Party: p.fresh.party, Note: c.Order}
		if c.Activate {
			ev.Debit, ev.Credit, ev.Amount = unspent.WorldRef(c.Program), ev.Debit, c.Value
			ev.Until = program.Validity.After(d.now)
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

// secretDigest is what an event keeps of a hold's secret.
func secretDigest(s unspent.Secret) unspent.Digest { return sha256.Sum256([]byte(s.Reveal())) }

// sameSecret compares in constant time.
func sameSecret(want unspent.Digest, s unspent.Secret) bool {
	got := secretDigest(s)
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}
