package web

import (
	"container/list"
	"crypto/sha256"
	"slices"
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
	parts map[*byte]*content    // the contents of files, which several things can share
	timer *time.Timer           // runs while something is kept
}

// content is that of a file, which takes room once however many things have it.
type content struct {
	who  gate.Client // who kept it first
	size int64
	of   int // how many things have it
}

type shelved[T any] struct {
	key   [sha256.Size]byte
	who   gate.Client
	thing T
	size  int64 // without its parts
	parts [][]byte
	until time.Time
}

func newShelf[T any](now func() time.Time, life time.Duration, most int64) *shelf[T] {
	return &shelf[T]{now: now, life: life, most: most, known: map[[sha256.Size]byte]*list.Element{}, order: list.New(), each: map[gate.Client]int64{},
		parts: map[*byte]*content{}}
}

// put keeps a thing that takes so much of the room, beside its parts, under a key, in
// place of what was kept there.
func (s *shelf[T]) put(who gate.Client, key string, thing T, size int64, parts ...[]byte) {
	parts = slices.DeleteFunc(parts, func(p []byte) bool { return len(p) == 0 })
	one := &shelved[T]{sha256.Sum256([]byte(key)), who, thing, size, parts, s.now().Add(s.life)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(one.key)
	s.count(who, size)
	for _, p := range parts {
		had, ok := s.parts[&p[0]]
		if !ok {
			had = &content{who: who, size: int64(len(p))}
			s.parts[&p[0]] = had
			s.count(who, had.size)
		}
		had.of++
	}
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

// count notes that a client keeps so much more, or less.
func (s *shelf[T]) count(who gate.Client, size int64) {
	s.size += size
	if s.each[who] += size; s.each[who] <= 0 {
		delete(s.each, who)
	}
}

// forget drops what is kept under a key.
func (s *shelf[T]) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(sha256.Sum256([]byte(key)))
}

func (s *shelf[T]) remove(key [sha256.Size]byte) {
	if e, ok := s.known[key]; ok {
		s.drop(e)
	}
}

// expire drops what is over, and sees to it that what is left goes in time, whether
// anybody comes or not.
func (s *shelf[T]) expire() {
	for e := s.order.Front(); e != nil && !s.now().Before(s.old(e).until); e = s.order.Front() {
		s.drop(e)
	}
	if e := s.order.Front(); e != nil && s.timer == nil {
		s.timer = time.AfterFunc(s.old(e).until.Sub(s.now()), func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.timer = nil
			s.expire()
		})
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
	s.count(one.who, -one.size)
	for _, p := range one.parts {
		had := s.parts[&p[0]]
		if had.of--; had.of == 0 {
			delete(s.parts, &p[0])
			s.count(had.who, -had.size)
		}
	}
}
