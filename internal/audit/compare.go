package audit

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// compare loads everything that the store keeps beside the journal, in batches,
// and compares it with what the events say.
func (a *auditor) compare(ctx context.Context) error {
	cards, accounts, payments := a.cards.len(), a.accounts.len(), a.payments.len()
	a.total = a.done + 2*int64(cards-1) + int64(accounts+payments+len(a.requests))
	for from := 1; from < cards; from += batchSize {
		if err := a.compareCards(ctx, from, min(from+batchSize, cards)); err != nil {
			return err
		}
	}
	for from := 0; from < accounts; from += batchSize {
		if err := a.compareAccounts(ctx, from, min(from+batchSize, accounts)); err != nil {
			return err
		}
	}
	for from := 0; from < payments; from += batchSize {
		if err := a.compareRefunds(ctx, from, min(from+batchSize, payments)); err != nil {
			return err
		}
	}
	if err := a.compareAnswers(ctx); err != nil {
		return err
	}
	return a.strangers(ctx)
}

// load reads one batch and counts it.
func (a *auditor) load(ctx context.Context, want store.Want, n int) (*store.State, error) {
	if err := a.stop(); err != nil {
		return nil, err
	}
	s := store.NewState()
	err := a.r.Load(ctx, want, s)
	if err == nil {
		a.result.Compared += int64(n)
		a.step(int64(n))
	}
	return s, err
}

// compareCards looks every card up twice, as its code and as its serial find it.
func (a *auditor) compareCards(ctx context.Context, from, to int) error {
	var byCode, bySerial store.Want
	serials := make([]unspent.Serial, to-from)
	for i := range serials {
		c := a.cards.at(uint32(from + i))
		serials[i], _ = unspent.SerialOf(c.number)
		bySerial.Serials = append(bySerial.Serials, serials[i])
		byCode.Codes = append(byCode.Codes, c.key)
	}
	for _, want := range []store.Want{byCode, bySerial} {
		got, err := a.load(ctx, want, to-from)
		if err != nil {
			return err
		}
		for i, serial := range serials {
			a.sameCard(uint32(from+i), got.Cards[serial])
		}
	}
	return nil
}

// sameCard compares one stored card with the one at a place.
func (a *auditor) sameCard(at uint32, got unspent.Card) {
	c := a.cards.at(at)
	serial, err := unspent.SerialOf(c.number)
	if c.state == unissued || err != nil {
		return // reported when the event was read
	}
	subject := "card:" + serial.String()
	if a.later(got.Head.Seq, func() { a.sameCard(at, got) }) || !a.sameHead(c.head, got.Head, got.Balance, subject) {
		return
	}
	r := a.rare[at]
	successor := ""
	if c.successor != 0 {
		next, _ := unspent.SerialOf(a.cards.at(c.successor).number)
		successor = next.String()
	}
	program := a.words.text(c.program)
	cur := a.programs[program].Currency
	a.differ(got.Head.Seq, subject, []field{
		{"serial", got.Serial == serial},
		{"code", got.Key == c.key},
		{"last four of the code", got.Last4 == strings.TrimRight(string(c.last4[:]), "\x00")},
		{"program", got.Program == program},
		{"state", got.State == stateNames[c.state]},
		{"face value", got.Face == unspent.NewMoney(c.face, cur)},
		{"currency", got.Balance.Currency() == cur},
		{"validity", micros(got.ExpiresAt) == c.expires},
		{"hold", got.Hold.ID == r.hold && micros(got.Hold.Until) == r.until && got.Hold.For == r.party &&
			got.Hold.Secret == r.secret && got.Hold.Released == r.released},
		{"freeze", string(got.Frozen) == a.words.text(c.frozen)},
		{"successor", got.Successor.String() == successor},
		{"order number", a.label(got.Order) == c.order},
		{"recipient", a.label(got.Recipient) == c.recipient},
		{"sale", a.saleLabel(got.Sold.By, got.Sold.At) == c.sale},
		{"time it was made", micros(got.Made) == c.made},
		{"time its value was sold", micros(got.Began) == c.began},
		{"sum of hand-overs", got.Moved == unspent.Window{Month: r.month, Units: r.moved}},
	})
}

func (a *auditor) compareAccounts(ctx context.Context, from, to int) error {
	var want store.Want
	for i := from; i < to; i++ {
		want.Accounts = append(want.Accounts, a.accounts.at(uint32(i)).ref)
	}
	got, err := a.load(ctx, want, to-from)
	if err != nil {
		return err
	}
	for i, ref := range want.Accounts {
		a.sameAccount(uint32(from+i), got.Accounts[ref])
	}
	return nil
}

// sameAccount compares one stored account with the one at a place.
func (a *auditor) sameAccount(at uint32, got unspent.Account) {
	acct := a.accounts.at(at)
	if a.later(got.Head.Seq, func() { a.sameAccount(at, got) }) || !a.sameHead(acct.head, got.Head, got.Balance, string(acct.ref)) {
		return
	}
	a.differ(got.Head.Seq, string(acct.ref), []field{
		{"name", got.Ref == acct.ref},
		{"program", got.Program == acct.program},
		{"currency", got.Balance.Currency() == acct.currency},
		{"freeze", string(got.Frozen) == a.words.text(acct.frozen)},
		{"ends", slices.Equal(acct.lots, said(&unspent.Event{Lots: got.Lots}))},
		{"end", got.Closed == acct.closed},
		{"sum of claims", got.Loaded == unspent.Window{Month: acct.month, Units: acct.loaded}},
	})
}

func (a *auditor) compareRefunds(ctx context.Context, from, to int) error {
	var want store.Want
	for i := from; i < to; i++ {
		want.Refunded = append(want.Refunded, a.payments.at(uint32(i)).seq)
	}
	got, err := a.load(ctx, want, to-from)
	if err != nil {
		return err
	}
	for i, seq := range want.Refunded {
		a.sameRefund(uint32(from+i), got.Refunded[seq])
	}
	return nil
}

func (a *auditor) sameRefund(at uint32, got store.Refunds) {
	if a.later(got.Last, func() { a.sameRefund(at, got) }) {
		return
	}
	if want := a.refunds[at]; got.Units != want.units || got.Last != want.last {
		a.find(max(got.Last, want.last), a.payments.at(at).seq.EventID(),
			fmt.Sprintf("%d is stored as put back, the journal says %d", got.Units, want.units))
	}
}

func (a *auditor) compareAnswers(ctx context.Context) error {
	ids := make([]unspent.RequestID, 0, batchSize)
	flush := func() error {
		got, err := a.load(ctx, store.Want{Requests: ids}, len(ids))
		if err != nil {
			return err
		}
		for _, id := range ids {
			want, answer := a.requests[id], got.Answers[id]
			if answer != (store.Answer{First: want.first, Last: want.last, Print: want.print}) {
				a.find(want.first, "request "+hex.EncodeToString(id[:]), "the stored answer is not the one in the journal")
			}
		}
		ids = ids[:0]
		return nil
	}
	for id := range a.requests {
		if ids = append(ids, id); len(ids) == batchSize {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// strangers looks for stored cards that no event made, among those that the
// store can list: the active ones whose validity ends some day.
func (a *auditor) strangers(ctx context.Context) error {
	never := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	for after := (unspent.CardKey{}); ; {
		cards, next, err := a.r.Lapsed(ctx, never, after, batchSize)
		if err != nil {
			return err
		}
		for _, c := range cards {
			a.stranger(c)
		}
		if next == (unspent.CardKey{}) || next == after {
			return a.stop()
		}
		after = next
	}
}

func (a *auditor) stranger(c unspent.Card) {
	if a.card(c.Serial.Number()) != 0 || a.later(c.Head.Seq, func() { a.stranger(c) }) {
		return
	}
	a.find(c.Head.Seq, "card:"+c.Serial.String(), "it is stored and no event made it")
}

// later puts a comparison off until the journal has been read as far as the
// stored record's newest event, and reports whether it did.
func (a *auditor) later(seq unspent.Seq, compare func()) bool {
	if seq <= a.result.Last {
		return false
	}
	a.waiting[seq] = append(a.waiting[seq], compare)
	return true
}

// sameHead compares where a chain stands. If a record is behind or on another
// chain, its other fields say nothing more.
func (a *auditor) sameHead(want head, got unspent.Head, balance unspent.Money, subject string) bool {
	switch {
	case got.Seq == 0:
		a.find(want.seq, subject, "the journal knows it and the store does not")
	case got.Seq != want.seq:
		a.find(want.seq, subject, fmt.Sprintf("its newest event is %d and it is stored as of event %d", want.seq, got.Seq))
	case got.Hash != want.hash:
		a.find(want.seq, subject, "the stored head of its chain is not that of the journal")
	case balance.Units() != want.balance:
		a.find(want.seq, subject, fmt.Sprintf("its stored balance is %d, the journal says %d", balance.Units(), want.balance))
	default:
		return true
	}
	return false
}

// field is one field of a stored record.
type field struct {
	name string
	same bool
}

// differ reports the fields that are not the same.
func (a *auditor) differ(seq unspent.Seq, subject string, fields []field) {
	var names []string
	for _, f := range fields {
		if !f.same {
			names = append(names, f.name)
		}
	}
	if names != nil {
		a.find(seq, subject, "stored otherwise than the journal says: "+strings.Join(names, ", "))
	}
}
