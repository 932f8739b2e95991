package store

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// State is a part of the book in memory: what was loaded, and what new events
// made of it. It is the one fold from events to cards, accounts and answers; the
// book decides on it, drivers rebuild their projections with it. It is not safe
// for concurrent use. The zero value is not ready: use [NewState].
type State struct {
	Seq unspent.Seq // of the newest event of the whole journal
	At  time.Time   // when it happened

	Cards    map[unspent.Serial]unspent.Card
	Codes    map[unspent.CardKey]unspent.Serial
	Accounts map[unspent.Ref]unspent.Account
	Answers  map[unspent.RequestID]Answer
	Events   map[unspent.Seq]unspent.Event // asked for by seq
	Refunded map[unspent.Seq]Refunds       // put back so far, by the spend's seq

	Journal []unspent.Event // recorded here and not stored yet

	// Epoch is a driver's own mark of when the state was first loaded; 0 before.
	Epoch uint64
}

// NewState returns an empty state.
func NewState() *State {
	return &State{
		Cards:    map[unspent.Serial]unspent.Card{},
		Codes:    map[unspent.CardKey]unspent.Serial{},
		Accounts: map[unspent.Ref]unspent.Account{},
		Answers:  map[unspent.RequestID]Answer{},
		Events:   map[unspent.Seq]unspent.Event{},
		Refunded: map[unspent.Seq]Refunds{},
	}
}

// PutCard adds a loaded card.
func (s *State) PutCard(c unspent.Card) {
	s.Cards[c.Serial] = c
	s.Codes[c.Key] = c.Serial
}

// CardByKey returns the card with one of the keys.
func (s *State) CardByKey(keys ...unspent.CardKey) (unspent.Card, bool) {
	for _, k := range keys {
		if serial, ok := s.Codes[k]; ok {
			return s.Cards[serial], true
		}
	}
	return unspent.Card{}, false
}

// Account returns an account, an untouched one of cur if it does not exist yet.
func (s *State) Account(ref unspent.Ref, cur unspent.Currency) unspent.Account {
	if a, ok := s.Accounts[ref]; ok {
		return a
	}
	return unspent.Account{Ref: ref, Balance: unspent.NewMoney(0, cur)}
}

// Record gives a decided event its place: seq, links, balances after and hash.
// It applies it and adds it to the journal. The event's debit and credit must
// have been loaded. now is the time of the decision; an event is never earlier
// than the one before it. It fails with LimitExceeded, and changes nothing, if a
// balance of the book would be out of range.
func (s *State) Record(e unspent.Event, now time.Time) (unspent.Event, error) {
	e.Seq = s.Seq + 1
	e.At = now
	if e.At.Before(s.At) {
		e.At = s.At
	}
	debit, units := s.head(e.Debit)
	e.DebitPrev, e.DebitAfter = debit.Seq, units-e.Amount.Units()
	inRange := e.DebitAfter <= units
	var credit unspent.Head
	if e.Credit != "" {
		credit, units = s.head(e.Credit)
		e.CreditPrev, e.CreditAfter = credit.Seq, units+e.Amount.Units()
		inRange = inRange && e.CreditAfter >= units
	}
	if !inRange {
		return unspent.Event{}, unspent.Errorf(unspent.LimitExceeded, "a balance of the book would be out of range")
	}
	e.Format = unspent.Format
	e.Hash = e.Digest(debit.Hash, credit.Hash)
	if err := s.Apply(e); err != nil {
		return unspent.Event{}, err
	}
	s.Journal = append(s.Journal, e)
	return e, nil
}

// WantOf names the card or the account at ref.
func WantOf(ref unspent.Ref) Want {
	if serial, ok := ref.Serial(); ok {
		return Want{Serials: []unspent.Serial{serial}}
	}
	return Want{Accounts: []unspent.Ref{ref}}
}

// Back reads the history of ref from the event at from on, 0 for the newest that s
// knows: it is what drivers make [Reader].History of.
func (s *State) Back(ref unspent.Ref, from unspent.Seq, limit int, event func(unspent.Seq) (unspent.Event, error)) ([]unspent.Event, unspent.Seq, error) {
	if from == 0 {
		head, _ := s.head(ref)
		from = head.Seq
	}
	var events []unspent.Event
	for from != 0 && len(events) < limit {
		e, err := event(from)
		if err != nil {
			return nil, 0, err
		}
		prev, ok := e.Previous(ref)
		if !ok {
			return nil, 0, unspent.Errorf(unspent.Invalid, "the cursor does not belong to this history")
		}
		events, from = append(events, e), prev
	}
	return events, from, nil
}

// head returns the newest event and the balance of ref.
func (s *State) head(ref unspent.Ref) (unspent.Head, int64) {
	if serial, ok := ref.Serial(); ok {
		c := s.Cards[serial]
		return c.Head, c.Balance.Units()
	}
	a := s.Accounts[ref]
	return a.Head, a.Balance.Units()
}

// Apply folds e, which is the next event of every card and account it names.
// Those must have been loaded; an event that a loaded record has already seen
// leaves that record as it is, so a tail of the journal can be applied again.
func (s *State) Apply(e unspent.Event) error {
	if err := s.applyTo(e.Debit, e); err != nil {
		return err
	}
	if e.Credit != "" {
		if err := s.applyTo(e.Credit, e); err != nil {
			return err
		}
	}
	if e.Request != (unspent.RequestID{}) {
		a, ok := s.Answers[e.Request]
		if !ok {
			a = Answer{First: e.Seq, Print: e.Print}
		}
		a.Last = max(a.Last, e.Seq)
		s.Answers[e.Request] = a
	}
	if r := s.Refunded[e.Of]; e.Corrects() && r.Last < e.Seq {
		s.Refunded[e.Of] = Refunds{r.Units + e.Amount.Units(), e.Seq}
	}
	if e.Seq > s.Seq {
		s.Seq, s.At = e.Seq, e.At
	}
	return nil
}

func (s *State) applyTo(ref unspent.Ref, e unspent.Event) error {
	serial, isCard := ref.Serial()
	if !isCard {
		a := s.Account(ref, e.Amount.Currency())
		if a.Head.Seq < e.Seq {
			s.Accounts[ref] = a.Apply(e)
		}
		return nil
	}
	c, ok := s.Cards[serial]
	switch {
	case ok && c.Head.Seq >= e.Seq:
		return nil
	case ok:
		next, err := c.Apply(e)
		if err != nil {
			return err
		}
		s.Cards[serial] = next
	case e.Makes():
		s.PutCard(unspent.NewCard(e, serial))
	default:
		old, _ := e.Debit.Serial()
		from, known := s.Cards[old]
		if e.Credit != ref || !known {
			return unspent.Errorf(unspent.Internal, "event %d names a card that was never issued", e.Seq)
		}
		s.PutCard(from.Succeed(e, serial))
	}
	return nil
}
