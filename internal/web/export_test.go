package web

import (
	"crypto/rand"
	"crypto/sha256"
	"time"

	"github.com/unspent-dev/unspent"
)

// Patterns returns what every page answers to.
func Patterns() (all []string) {
	for _, rt := range routes() {
		all = append(all, rt.pattern)
	}
	return all
}

// Sessions are those of the desk.
type Sessions struct{ s *sessions }

// NewSessions returns none, which tell of every one that ends.
func NewSessions(now func() time.Time, ended func(key string)) Sessions {
	return Sessions{&sessions{now: now, rand: rand.Reader, ended: ended, known: map[[sha256.Size]byte]*session{}}}
}

// Begin signs in.
func (s Sessions) Begin(who unspent.Actor, key string) (string, error) { return s.s.begin(who, key) }

// Find asks for a page.
func (s Sessions) Find(token string) { s.s.find(token) }

// End signs out.
func (s Sessions) End(token string) { s.s.end(token) }

// EndAll signs out everywhere.
func (s Sessions) EndAll(id string) { s.s.endAll(id) }
