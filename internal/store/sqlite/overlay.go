package sqlite

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// overlay is what events changed and the state file may not show yet. Its
// generations are read under mu; the old one is never changed.
type overlay struct {
	ages  *ages // every request id that was ever answered
	mu    sync.RWMutex
	seq   unspent.Seq // the newest event of the journal
	at    time.Time
	young *generation
	old   *generation   // being written behind; nil if nothing is
	epoch atomic.Uint64 // counts the generations that were dropped, from 1
}

// generation is what the events of some time changed.
type generation struct {
	*store.State
	made []unspent.Serial // of the cards that were made
	hash unspent.Digest   // of the newest event
}

func newGeneration() *generation { return &generation{State: store.NewState()} }

func newOverlay(known *ages) *overlay {
	o := &overlay{ages: known, young: newGeneration()}
	o.epoch.Store(1)
	return o
}

// size is how many rows a generation will write.
func (g *generation) size() int {
	return len(g.Cards) + len(g.made) + len(g.Accounts) + len(g.Answers) + len(g.Refunded)
}

// absorb takes over what the recorded or replayed events of s changed. It
// returns how many rows the young generation has now, and how many of them are new.
func (o *overlay) absorb(s *store.State, events []unspent.Event) (rows, grown int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before := o.young.size()
	for i := range events {
		e := &events[i]
		o.take(s, e.Debit, e)
		if e.Credit != "" {
			o.take(s, e.Credit, e)
		}
		if a, ok := s.Answers[e.Request]; ok {
			o.young.Answers[e.Request] = a
			o.ages.add(e.Request, a.First)
		}
		if e.Corrects() {
			o.young.Refunded[e.Of] = s.Refunded[e.Of]
		}
	}
	o.seq, o.at = s.Seq, s.At
	o.young.Seq, o.young.hash = s.Seq, events[len(events)-1].Hash
	rows = o.young.size()
	return rows, rows - before
}

func (o *overlay) take(s *store.State, ref unspent.Ref, e *unspent.Event) {
	if serial, ok := ref.Serial(); ok {
		c := s.Cards[serial]
		if c.Key == e.Key {
			o.young.made = append(o.young.made, serial)
		}
		o.young.PutCard(c)
		return
	}
	o.young.Accounts[ref] = s.Accounts[ref]
}

// turn makes the young generation the old one, unless one is waiting to be
// written already, and returns it. nil: there is nothing to write.
func (o *overlay) turn() *generation {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.old == nil && o.young.size() > 0 {
		o.old, o.young = o.young, newGeneration()
	}
	return o.old
}

// retire drops the old generation: every row of it is in the state file.
func (o *overlay) retire() {
	o.mu.Lock()
	o.old = nil
	o.epoch.Add(1)
	o.mu.Unlock()
}

// find puts what the overlay knows into s and returns what it does not know.
// Keys of s that are filled already are neither replaced nor returned.
func (o *overlay) find(want store.Want, s *store.State) (rest store.Want) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	if len(s.Journal) == 0 {
		s.Seq, s.At = o.seq, o.at
	}
	if s.Epoch == 0 {
		s.Epoch = o.epoch.Load()
	}
	for _, key := range want.Codes {
		if !o.findCard(s, key) {
			rest.Codes = append(rest.Codes, key)
		}
	}
	for _, serial := range want.Serials {
		if _, there := s.Cards[serial]; there {
			continue
		}
		if c, ok := o.cardBySerial(serial); ok {
			s.PutCard(c)
		} else {
			rest.Serials = append(rest.Serials, serial)
		}
	}
	rest.Accounts = pick(o, want.Accounts, s.Accounts, func(g *generation) map[unspent.Ref]unspent.Account { return g.Accounts })
	rest.Requests = pick(o, want.Requests, s.Answers, func(g *generation) map[unspent.RequestID]store.Answer { return g.Answers })
	rest.Requests = slices.DeleteFunc(rest.Requests, o.ages.unknown)
	rest.Refunded = pick(o, want.Refunded, s.Refunded, func(g *generation) map[unspent.Seq]store.Refunds { return g.Refunded })
	for _, seq := range want.Events {
		if _, there := s.Events[seq]; !there && seq > 0 && seq <= o.seq {
			rest.Events = append(rest.Events, seq)
		}
	}
	return rest
}

// moved reports whether there are events after seq.
func (o *overlay) moved(seq unspent.Seq) bool {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.seq != seq
}

// refresh replaces what changed since s was loaded with what want names, and
// returns the events that are still to be loaded. It cannot if a generation was
// dropped since: what that one knew is in the files only.
func (o *overlay) refresh(want store.Want, s *store.State) (rest store.Want, ok bool) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	if s.Epoch != o.epoch.Load() {
		return store.Want{}, false
	}
	s.Seq, s.At = o.seq, o.at
	for _, g := range [...]*generation{o.old, o.young} { // the young one knows better
		if g == nil {
			continue
		}
		for _, key := range want.Codes {
			if serial, known := g.Codes[key]; known {
				s.PutCard(g.Cards[serial])
			}
		}
		for _, serial := range want.Serials {
			if c, known := g.Cards[serial]; known {
				s.PutCard(c)
			}
		}
		replace(want.Accounts, s.Accounts, g.Accounts)
		replace(want.Requests, s.Answers, g.Answers)
		replace(want.Refunded, s.Refunded, g.Refunded)
	}
	for _, seq := range want.Events {
		if _, there := s.Events[seq]; !there && seq > 0 && seq <= o.seq {
			rest.Events = append(rest.Events, seq)
		}
	}
	return rest, true
}

func replace[K comparable, V any](keys []K, into, from map[K]V) {
	for _, k := range keys {
		if v, known := from[k]; known {
			into[k] = v
		}
	}
}

// pick copies what the generations know from one of their maps into found.
func pick[K comparable, V any](o *overlay, keys []K, found map[K]V, of func(*generation) map[K]V) (rest []K) {
	for _, k := range keys {
		if _, there := found[k]; there {
			continue
		}
		v, ok := of(o.young)[k]
		if !ok && o.old != nil {
			v, ok = of(o.old)[k]
		}
		if ok {
			found[k] = v
		} else {
			rest = append(rest, k)
		}
	}
	return rest
}

func (o *overlay) findCard(s *store.State, key unspent.CardKey) bool {
	if _, there := s.Codes[key]; there {
		return true
	}
	serial, ok := o.young.Codes[key]
	if !ok && o.old != nil {
		serial, ok = o.old.Codes[key]
	}
	if !ok {
		return false
	}
	c, _ := o.cardBySerial(serial)
	if _, there := s.Cards[serial]; !there {
		s.PutCard(c)
	}
	return true
}

func (o *overlay) cardBySerial(serial unspent.Serial) (unspent.Card, bool) {
	c, ok := o.young.Cards[serial]
	if !ok && o.old != nil {
		c, ok = o.old.Cards[serial]
	}
	return c, ok
}
