package audit

import (
	"fmt"
	"strings"

	"github.com/unspent-dev/unspent"
)

// refKind is what stands before the colon of a ref.
type refKind uint8

const (
	nothing refKind = iota
	world
	aCard
	holder
	merchant
	breakage
)

func kindOf(ref unspent.Ref) refKind {
	prefix, _, _ := strings.Cut(string(ref), ":")
	switch prefix {
	case "world":
		return world
	case "card":
		return aCard
	case "account":
		return holder
	case "merchant":
		return merchant
	case "breakage":
		return breakage
	}
	return nothing
}

// side is one end of an event.
type side struct {
	kind  refKind
	at    uint32 // place of the card or account
	fresh bool   // no event has named it before
	*head        // nil if the event has no such side
	card  *card  // if it is one
	acct  *account
}

// side finds one end of e. What no event has named before is added, a card in no
// state: if the event makes it, the event's rule says what it is.
func (a *auditor) side(ref unspent.Ref, e *unspent.Event) side {
	s := side{kind: kindOf(ref)}
	switch {
	case ref == "":
	case s.kind == aCard:
		number, ok := cardNumber(ref)
		if !ok {
			s.kind = nothing // it is followed as an account, so that its chain is
			break
		}
		if s.at = a.card(number); s.at == 0 {
			s.fresh = true
			s.at = a.addCard(card{number: number, program: a.words.of(e.Program)})
		}
		s.card = a.cards.at(s.at)
		s.head = &s.card.head
		return s
	}
	if ref != "" {
		s.at = a.account(ref, e.Program, e.Amount.Currency())
		s.acct = a.accounts.at(s.at)
		s.head = &s.acct.head
		s.fresh = s.seq == 0
	}
	return s
}

// event checks e against everything before it, and then believes it. Of one
// event the first fault is reported, the simplest kind first.
func (a *auditor) event(e *unspent.Event) {
	debit, credit := a.side(e.Debit, e), a.side(e.Credit, e)
	fault, subject := a.form(e, debit, credit), e.Debit
	if fault == "" {
		fault, subject = a.chain(e, debit, credit)
	}
	if fault == "" {
		fault, subject = a.balances(e, debit, credit)
	}
	if fault == "" {
		fault, subject = a.request(e), e.Debit
	}
	if fault == "" {
		fault, subject = a.rule(e, debit, credit), e.Debit
		if credit.kind == aCard && debit.kind != aCard {
			subject = e.Credit
		}
	}
	if fault != "" {
		a.find(e.Seq, string(subject), fault)
	}
	a.apply(e, debit, credit)
	a.believe(e, debit, e.DebitAfter)
	a.believe(e, credit, e.CreditAfter)
	if cur := e.Amount.Currency(); a.totals[cur] != a.known[cur] {
		a.find(e.Seq, cur.String(), fmt.Sprintf("all accounts together hold %d and should hold nothing", a.totals[cur]))
		a.known[cur] = a.totals[cur]
	}
	a.remember(e)
	a.result.Events++
	a.result.Last, a.at, a.kind, a.format = e.Seq, max(a.at, micros(e.At)), e.Kind, max(a.format, e.Format)
	a.corrected(e)
}

// corrected goes back in time where the clock was corrected after e.
func (a *auditor) corrected(e *unspent.Event) {
	for _, c := range a.fixes {
		if c.Seq != e.Seq {
			continue
		}
		a.result.Jumps++
		switch {
		case !c.Was.Equal(e.At):
			a.find(e.Seq, e.Seq.EventID(), "the clock was corrected after it, and it is not dated as it was then")
		case micros(c.To) < a.at:
			a.at = micros(c.To)
		}
	}
}

// form checks what an event must look like whatever happened before, and its
// place and time.
func (a *auditor) form(e *unspent.Event, debit, credit side) string {
	program, known := a.programs[e.Program]
	switch {
	case e.Seq != a.result.Last+1:
		return fmt.Sprintf("event %d comes after event %d", e.Seq, a.result.Last)
	case e.At.IsZero() || !whole(e.At) || !whole(e.Until):
		return "its times are not whole microseconds"
	case e.Format < a.format:
		return "its format is older than that of the event before it"
	case micros(e.At) < a.at:
		return "it is earlier than the event before it"
	case !known:
		return fmt.Sprintf("there is no program %q", e.Program)
	case e.Amount.Currency() != program.Currency:
		return fmt.Sprintf("it is in %q, its program in %q", e.Amount.Currency(), program.Currency)
	case e.Amount.Units() < 0 || e.Amount.Units() > unspent.MaxAmount || e.Wanted < 0 || e.Wanted > unspent.MaxAmount:
		return "its amount is out of range"
	case !a.belongs(e.Debit, debit, e) || e.Credit != "" && !a.belongs(e.Credit, credit, e):
		return "it names an account that cannot be, or one of another program"
	case e.Debit == e.Credit:
		return "it moves from an account to itself"
	case e.By == "":
		return "nobody asked for it"
	case len(e.Note) > unspent.MaxReference:
		return "its note is too long"
	}
	return carried(e)
}

// belongs reports whether ref is spelled right and of e's program.
func (a *auditor) belongs(ref unspent.Ref, s side, e *unspent.Event) bool {
	_, name, _ := strings.Cut(string(ref), ":")
	switch s.kind {
	case world, breakage:
		return name == e.Program
	case merchant:
		rest, ok := strings.CutPrefix(name, e.Program)
		return ok && len(rest) > 1 && rest[0] == '/'
	case holder:
		return name != "" && s.acct.program == e.Program
	case aCard:
		return s.card.state == unissued || a.words.text(s.card.program) == e.Program
	case nothing:
	}
	return false
}

// carried checks that an event carries what its kind does, and nothing else.
func carried(e *unspent.Event) string {
	var key, party, until, of, reason, known bool
	switch e.Kind {
	case unspent.Issued:
		key, party, until, known = true, true, true, true
	case unspent.Imported:
		key, party, until, known = true, true, true, true
		reason = e.Reason != ""
	case unspent.Taken:
		key, of, known = true, true, true
	case unspent.Transferred, unspent.Reissued:
		key, known = true, true
	case unspent.Activated, unspent.Expired:
		until, known = true, true
	case unspent.Held:
		party, until, known = true, true, true
	case unspent.Refunded:
		key, of, known = e.Key != unspent.CardKey{}, true, true
		party, until = key, key
	case unspent.Released, unspent.Unheld:
		of, known = true, true
	case unspent.Frozen, unspent.Unfrozen, unspent.Voided, unspent.Adjusted, unspent.Closed:
		reason, known = true, true
	case unspent.Unclaimed:
		reason, of, known = true, true, true
	case unspent.Declined:
		reason, known = true, true
		of = e.Of != 0
	case unspent.Deactivated, unspent.Claimed, unspent.Spent:
		known = true
	}
	declined, held := e.Kind == unspent.Declined, e.Kind == unspent.Held
	issued := e.Kind == unspent.Issued || e.Kind == unspent.Imported || e.Kind == unspent.Refunded && key
	switch {
	case !known:
		return fmt.Sprintf("there is no kind of event %q", e.Kind)
	case (e.Key != unspent.CardKey{}) != key:
		return "a key belongs to an event that makes a card, and to no other"
	case e.Last4 != "" && (!key || len(e.Last4) != 4):
		return "the last four of a code belong to an event that makes a card, and are four"
	case (e.Face.Units() > 0) != issued || issued && e.Face.Currency() != e.Amount.Currency() || e.Face.Units() > unspent.MaxAmount:
		return "a face value belongs to an issue, in its currency, and to nothing else"
	case e.Party != "" && !party || held && e.Party == "":
		return "a party belongs to a hold or an issue, and to nothing else"
	case (e.Secret != unspent.Digest{}) != held:
		return "a secret belongs to a hold, and to nothing else"
	case !e.Until.IsZero() && !until:
		return "an end belongs to a validity or a hold, and to nothing else"
	case (e.Of != 0) != of:
		return "it names an earlier event where it should not, or none where it should"
	case (e.Reason != "") != reason:
		return "it has a reason where it should not, or none where it should"
	case !e.Lots.IsZero() && (kindOf(e.Debit) != holder && kindOf(e.Credit) != holder || e.Lots.Units() > e.Amount.Units()):
		return "lots belong to what leaves an account or reaches one, and are no more than that"
	case declined != asks(e.Asked) || !declined && (e.Asked != "" || e.Wanted != 0 && e.Kind != unspent.Imported):
		return "a question belongs to a refusal, and to nothing else"
	}
	return ""
}

// asks reports whether k can be asked for.
func asks(k unspent.Kind) bool {
	switch k {
	case unspent.Issued, unspent.Imported, unspent.Activated, unspent.Deactivated, unspent.Claimed, unspent.Spent, unspent.Refunded,
		unspent.Held, unspent.Released, unspent.Unheld, unspent.Taken, unspent.Transferred, unspent.Reissued,
		unspent.Frozen, unspent.Unfrozen, unspent.Voided, unspent.Adjusted, unspent.Unclaimed, unspent.Closed, unspent.Expired:
		return true
	case unspent.Declined:
	}
	return false
}

// chain checks the links to the previous events and the hash over them.
func (a *auditor) chain(e *unspent.Event, debit, credit side) (string, unspent.Ref) {
	var none head
	if credit.head == nil {
		credit.head = &none
	}
	switch {
	case e.DebitPrev != debit.seq:
		return fmt.Sprintf("its link goes to event %d; the newest of this account is event %d", e.DebitPrev, debit.seq), e.Debit
	case e.CreditPrev != credit.seq:
		return fmt.Sprintf("its link goes to event %d; the newest of this account is event %d", e.CreditPrev, credit.seq), e.Credit
	case a.digester.digest(e, &debit.hash, &credit.hash) != e.Hash:
		return "its hash is not that of what it says and of the events before it", e.Debit
	}
	return "", ""
}

// balances checks the balances after e and their signs.
func (a *auditor) balances(e *unspent.Event, debit, credit side) (string, unspent.Ref) {
	if fault := after(debit, -e.Amount.Units(), e.DebitAfter); fault != "" {
		return fault, e.Debit
	}
	if credit.head == nil {
		if e.CreditAfter != 0 || e.Amount.Units() != 0 {
			return "it moves value to nowhere", e.Debit
		}
		return "", ""
	}
	if fault := after(credit, e.Amount.Units(), e.CreditAfter); fault != "" {
		return fault, e.Credit
	}
	return "", ""
}

// after checks one side's balance after moving units to it.
func after(s side, units, got int64) string {
	want := s.balance + units
	switch {
	case (want > s.balance) != (units > 0):
		return "its balance is out of range"
	case got != want:
		return fmt.Sprintf("its balance afterwards is %d and should be %d", got, want)
	case got < 0 && s.kind != world:
		return fmt.Sprintf("its balance falls to %d", got)
	case got > 0 && s.kind == world:
		return fmt.Sprintf("the world of a program gains %d that it never gave", got)
	}
	return ""
}

// request checks that a request was carried out once: one event, or one per card
// of an issue.
func (a *auditor) request(e *unspent.Event) string {
	if e.Request == (unspent.RequestID{}) {
		return "no request asked for it"
	}
	before, again := a.requests[e.Request]
	switch {
	case !again:
		return ""
	case before.print != e.Print:
		return fmt.Sprintf("its request id was used by event %d for another request", before.first)
	case before.last != e.Seq-1 || e.Kind != a.kind || e.Kind != unspent.Issued && e.Kind != unspent.Imported:
		return fmt.Sprintf("its request was carried out before, by event %d", before.first)
	}
	return ""
}

// believe makes e the newest event of one of its sides.
func (a *auditor) believe(e *unspent.Event, s side, balance int64) {
	if s.head == nil {
		return
	}
	a.totals[e.Amount.Currency()] += balance - s.balance
	*s.head = head{e.Seq, balance, e.Hash}
}

// remember keeps what later events refer to.
func (a *auditor) remember(e *unspent.Event) {
	if e.Request == (unspent.RequestID{}) {
		return
	}
	r, again := a.requests[e.Request]
	if !again {
		r = request{first: e.Seq, print: e.Print}
	}
	r.last = max(r.last, e.Seq)
	a.requests[e.Request] = r
}
