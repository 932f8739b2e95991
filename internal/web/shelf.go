package web

import (
	"container/list"
	"crypto/sha256"
	"sync"
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
)

// shelf keeps things for a while: in memory only, and bounded in all. Whoever lacks
// the key of a thing cannot have it. When there is no room, the client that keeps most
// gives up its oldest. It is safe for concurrent use.
type shelf[T any] struct {
	now  func() time.Time
	life time.Duration
	most int64

	mu    sync.Mutex // guards what follows
	size  int64
	known map[[sha256.Size]byte]*list.Element
	order *list.List            // of *shelved[T], the oldest first
	each  map[gate.Client]int64 // what each client keeps
}

type shelved[T any] struct {
	key   [sha256.Size]byte
	who   gate.Client
	thing T
	size  int64
	until time.Time
}

func newShelf[T any](now func() time.Time, life time.Duration, most int64) *shelf[T] {
	return &shelf[T]{now: now, life: life, most: most, known: map[[sha256.Size]byte]*list.Element{}, order: list.New(), each: map[gate.Client]int64{}}
}

// put keeps a thing that takes so much of the room under a key that is new.
func (s *shelf[T]) put(who gate.Client, key string, thing T, size int64) {
	one := &shelved[T]{sha256.Sum256([]byte(key)), who, thing, size, s.now().Add(s.life)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.size += one.size
	s.each[who] += one.size
	s.known[one.key] = s.order.PushBack(one)
	s.expire()
	for s.size > s.most {
		s.drop(s.spare())
	}
}

// get returns what is kept under a key.
func (s *shelf[T]) get(key string) (thing T, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	e, ok := s.known[sha256.Sum256([]byte(key))]
	if !ok {
		return thing, false
	}
	return s.old(e).thing, true
}

// expire drops what is over.
func (s *shelf[T]) expire() {
	for e := s.order.Front(); e != nil && !s.now().Before(s.old(e).until); e = s.order.Front() {
		s.drop(e)
	}
}

// spare returns the oldest of the client that keeps most.
func (s *shelf[T]) spare() *list.Element {
	var most gate.Client
	for who, size := range s.each {
		if size > s.each[most] {
			most = who
		}
	}
	for e := s.order.Front(); e != nil; e = e.Next() {
		if s.old(e).who == most {
			return e
		}
	}
	return s.order.Front()
}

func (s *shelf[T]) old(e *list.Element) *shelved[T] { return e.Value.(*shelved[T]) }

func (s *shelf[T]) drop(e *list.Element) {
	one := s.old(e)
	s.order.Remove(e)
	delete(s.known, one.key)
	s.size -= one.size
	if s.each[one.who] -= one.size; s.each[one.who] <= 0 {
		delete(s.each, one.who)
	}
}
