package sim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

// actor is one caller of the book.
type actor struct {
	*run
	name    int
	random  *rand.Rand
	count   int    // requests so far
	answers []kept // its own
}

// work takes the actor's steps.
func (a *actor) work(ctx context.Context) error {
	for range a.Steps {
		family := a.random.IntN(len(a.families))
		var err error
		switch n := a.random.IntN(100); {
		case n < 8:
			err = a.repeat(ctx)
		case n < 12:
			err = a.reuse(ctx)
		case n < 14:
			err = a.guess(ctx)
		case n < 16:
			err = a.others(ctx)
		case n < 28:
			err = a.look(ctx, family)
		default:
			err = a.act(ctx, family)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// money is units in the run's currency.
func (a *actor) money(units int64) unspent.Money {
	cur, _ := unspent.ParseCurrency("EUR") // sell has read it before
	return unspent.NewMoney(units, cur)
}

// by is who the actor is: a key, or anyone who has the code. Of holders only those
// who are signed in claim, which is up to the pages.
func (a *actor) by(k unspent.Kind) unspent.Actor {
	holder := unspent.Actor{Role: unspent.Holder}
	if k != unspent.Claimed && holder.May(k) && a.random.IntN(2) == 0 {
		return holder
	}
	return unspent.Actor{ID: fmt.Sprintf("key_%d", a.name), Role: unspent.Admin}
}

func (a *actor) request(c unspent.Command) unspent.Request {
	a.count++
	return unspent.Request{Key: fmt.Sprintf("not-to-be-guessed-%d-%d", a.name, a.count), By: a.by(c.Kind()), Command: c}
}

// open reports whether an error leaves the outcome open.
func open(err error) bool {
	reason := unspent.ReasonOf(err)
	return reason == unspent.Unavailable || reason == unspent.Busy
}

// do asks until there is an answer, or gives up. Some callers have little time.
func (a *actor) do(ctx context.Context, r unspent.Request) (book.Answer, error) {
	for range maxTries {
		limited, cancel := ctx, func() {}
		if a.random.IntN(20) == 0 {
			limited, cancel = context.WithTimeout(ctx, time.Duration(a.random.IntN(300))*time.Microsecond)
		}
		got, err := a.book.Do(limited, r)
		cancel()
		if !open(err) || a.random.IntN(8) == 0 {
			return got, err
		}
	}
	return book.Answer{}, unspent.Errorf(unspent.Unavailable, "given up")
}

// act asks one command about a family and notes what became of it.
func (a *actor) act(ctx context.Context, family int) error {
	in, command := a.choose(family)
	request, call := a.request(command), a.ticks.Add(1)
	got, err := a.do(ctx, request)
	out := answered{known: !open(err), reason: unspent.ReasonOf(err)}
	switch {
	case out.reason == unspent.Invalid && in.kind == unspent.Held:
		return nil // the clock has passed the end that was chosen
	case out.reason == unspent.Internal:
		return err
	case len(got.Events) > 0:
		e := got.Events[0]
		out.at, out.seq = e.At, e.Seq
		out.next, _ = e.Credit.Serial()
	}
	a.note(call, in, out)
	a.run.keep(request, got, err)
	if out.known && len(got.Events) > 0 {
		a.answers = append(a.answers, kept{request, got, out.reason})
	}
	if err == nil {
		a.learn(in, got)
	}
	return nil
}

// learn tells the family what an answer shows.
func (a *actor) learn(in asked, got book.Answer) {
	p, e := a.families[in.family], got.Events[0]
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e.Kind {
	case unspent.Taken, unspent.Transferred, unspent.Reissued:
		next, _ := e.Credit.Serial()
		p.cards = append(p.cards, known{in.line, next, got.Codes[0]})
	case unspent.Held:
		card := known{line: in.line, serial: in.serial}
		for _, c := range p.cards {
			if c.serial == in.serial {
				card = c
			}
		}
		p.holds = append(p.holds, promise{card, e.Seq, got.Secret})
	case unspent.Spent:
		p.spends = append(p.spends, payment{in.line, in.serial, e.Seq, in.units})
	default: // teaches nothing
	}
}

// pick returns one of the last of list, and now and then an older one.
func pick[T any](random *rand.Rand, list []T) T {
	n := len(list)
	if random.IntN(5) > 0 {
		return list[n-1-random.IntN(min(n, 3))]
	}
	return list[random.IntN(n)]
}

// choose draws a command and how the model sees it.
func (a *actor) choose(family int) (asked, unspent.Command) {
	p := a.families[family]
	p.mu.Lock()
	defer p.mu.Unlock()
	card := pick(a.random, p.cards)
	in := asked{family: family, line: card.line, serial: card.serial, units: 1 + a.random.Int64N(faceUnits/2)}
	if a.random.IntN(6) == 0 {
		in.units = faceUnits
	}
	account := fmt.Sprintf("account-%d", family)
	ask := func(c unspent.Command) (asked, unspent.Command) {
		in.kind = c.Kind()
		return in, c
	}
	switch n := a.random.IntN(27); {
	case n < 3:
		return ask(unspent.Claim{Code: card.code, Account: account})
	case n < 7:
		return ask(unspent.Spend{Code: card.code, Amount: a.money(in.units), Merchant: "shop", Reference: "order"})
	case n < 9:
		in.serial = unspent.Serial{}
		return ask(unspent.Spend{Account: account, Amount: a.money(in.units), Merchant: "shop"})
	case n < 12 && len(p.spends) > 0:
		s := pick(a.random, p.spends)
		in.line, in.serial, in.spend, in.paid = s.line, s.serial, s.seq, s.units
		return ask(unspent.Refund{Event: s.seq, Amount: a.money(in.units)})
	case n < 15:
		in.until = a.clock.read().Add(time.Second + time.Duration(a.random.Int64N(int64(maxHold)))).UTC().Truncate(time.Microsecond)
		return ask(unspent.PlaceHold{Code: card.code, For: "hanako@example.jp", Until: in.until})
	case n < 21 && len(p.holds) > 0:
		h := pick(a.random, p.holds)
		in.line, in.serial, in.hold = h.card.line, h.card.serial, h.id
		switch n % 5 {
		case 0:
			return ask(unspent.CancelHold{Hold: h.id, Secret: h.secret})
		case 1, 2:
			return ask(unspent.Take{Hold: h.id, Secret: h.secret})
		}
		return ask(unspent.Release{Hold: h.id, Code: h.card.code})
	case n < 23:
		return ask(unspent.Transfer{Code: card.code})
	}
	return a.staff(in, card)
}

// staff draws a command of the issuer's people.
func (a *actor) staff(in asked, card known) (asked, unspent.Command) {
	ask := func(c unspent.Command) (asked, unspent.Command) {
		in.kind = c.Kind()
		return in, c
	}
	switch a.random.IntN(14) {
	case 0, 1:
		return ask(unspent.Reissue{Serial: card.serial, Note: "lost"})
	case 2:
		return ask(unspent.Freeze{Serial: card.serial, Reason: "support_issue"})
	case 3, 4, 5:
		return ask(unspent.Unfreeze{Serial: card.serial, Reason: "cleared"})
	case 6:
		return ask(unspent.Deactivate{Serial: card.serial})
	case 7, 8, 9:
		return ask(unspent.Activate{Serial: card.serial})
	case 10:
		if a.random.IntN(3) == 0 {
			return ask(unspent.Void{Serial: card.serial, Reason: "chargeback"})
		}
		return ask(unspent.Expire{Serial: card.serial})
	case 11:
		in.units = -in.units
	}
	return ask(unspent.Adjust{Serial: card.serial, Delta: a.money(in.units), Reason: "support_issue"})
}

// look reads a card or the account.
func (a *actor) look(ctx context.Context, family int) error {
	p := a.families[family]
	p.mu.Lock()
	card := pick(a.random, p.cards)
	p.mu.Unlock()
	in, call := asked{family: family, line: card.line, kind: looked}, a.ticks.Add(1)
	if a.random.IntN(3) == 0 {
		got, err := a.book.Account(ctx, fmt.Sprintf("account-%d", family))
		if !open(err) {
			a.note(call, in, answered{known: true, reason: unspent.ReasonOf(err), units: got.Balance.Units()})
		}
		return nil
	}
	in.serial = card.serial
	got, err := a.book.Check(ctx, card.code)
	if open(err) {
		return nil
	}
	c := got.Card
	a.note(call, in, answered{known: true, reason: unspent.ReasonOf(err), sight: line{live: c.Serial, state: c.State, units: c.Balance.Units(),
		hold: c.Hold.ID, until: c.Hold.Until, released: c.Hold.Released, frozen: c.Frozen != ""}})
	return nil
}

// repeat asks an old request again.
func (a *actor) repeat(ctx context.Context) error {
	if len(a.answers) == 0 {
		return nil
	}
	old := a.answers[a.random.IntN(len(a.answers))]
	got, err := a.book.Do(ctx, old.request)
	if open(err) {
		return nil
	}
	a.mu.Lock()
	a.result.Replays++
	a.mu.Unlock()
	return old.same(got, err)
}

// reuse asks something else under an old id.
func (a *actor) reuse(ctx context.Context) error {
	if len(a.answers) == 0 {
		return nil
	}
	old := a.answers[a.random.IntN(len(a.answers))].request
	if old.By.ID == "" {
		return nil // a holder's id belongs to the code
	}
	_, old.Command = a.choose(a.random.IntN(len(a.families)))
	if c, ok := old.Command.(unspent.Spend); ok {
		c.Reference = "another"
		old.Command = c
	} else {
		old.Command = unspent.Spend{Account: "account-0", Amount: a.money(1), Merchant: "another"}
	}
	if _, err := a.book.Do(ctx, old); !open(err) && unspent.ReasonOf(err) != unspent.Conflict {
		return fmt.Errorf("id %s was used for another command: %w", old.Key, orNil(err))
	}
	return nil
}

// guess asks about a code that no card has.
func (a *actor) guess(ctx context.Context) error {
	var seed [32]byte
	for i := range seed {
		seed[i] = byte(a.random.Uint32())
	}
	_, err := a.book.Do(ctx, a.request(unspent.Spend{Code: unspent.DeriveCode(seed, 0), Amount: a.money(1), Merchant: "shop"}))
	if !open(err) && unspent.ReasonOf(err) != unspent.NotFound {
		return fmt.Errorf("a code that no card has: %w", orNil(err))
	}
	return nil
}

// others does what the model does not follow: more cards, and a sweep.
func (a *actor) others(ctx context.Context) error {
	if a.random.IntN(2) == 0 {
		if _, _, err := a.book.Sweep(ctx); err != nil && !open(err) {
			return err
		}
		return nil
	}
	request := a.request(unspent.Issue{Program: "gift", Value: a.money(1 + a.random.Int64N(50)), Count: 1 + a.random.IntN(3),
		Activate: a.random.IntN(2) == 0, Order: "order", Recipient: "jiro@example.jp"})
	got, err := a.do(ctx, request)
	a.run.keep(request, got, err)
	if err != nil && !open(err) {
		return err
	}
	return nil
}
