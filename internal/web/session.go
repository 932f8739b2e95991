package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/staff"
)

// sessions are the members of the staff who are signed in, in memory: a restart
// signs everybody out. A browser has a random token, and only its hash is kept.
type sessions struct {
	now   func() time.Time
	rand  io.Reader
	ended func(key string) // is told of every session that has ended

	mu    sync.Mutex
	known map[[sha256.Size]byte]*session
}

// session is one member of the staff in one browser.
type session struct {
	who   unspent.Actor
	key   string // API key, or a person's pass, which every page of theirs asks with
	since time.Time
	seen  time.Time
	knows time.Time // when they last showed that it is they
}

func (s *session) over(now time.Time) bool {
	return now.Sub(s.since) > sessionLife || now.Sub(s.seen) > sessionIdle
}

// begin signs who in and returns the token.
func (s *sessions) begin(who unspent.Actor, key string) (string, error) {
	token := make([]byte, 32)
	if _, err := io.ReadFull(s.rand, token); err != nil {
		return "", err
	}
	text := base64.RawURLEncoding.EncodeToString(token)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	s.drop(func(old *session) bool { return old.over(now) })
	if staff.IsPass(key) { // one person does not keep others out
		if own := s.of(who.ID); len(own) >= staff.MaxPasses {
			s.drop(func(one *session) bool { return one == own[0] })
		}
	}
	if len(s.known) >= maxSessions {
		return "", unspent.Errorf(unspent.Busy, "too many people are signed in; try again later")
	}
	s.known[sha256.Sum256([]byte(text))] = &session{who, key, now, now, now}
	return text, nil
}

// find returns the session of a token, nil if there is none or it is over.
func (s *sessions) find(token string) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := sha256.Sum256([]byte(token))
	found, now := s.known[id], s.now()
	if found == nil {
		return nil
	}
	if found.over(now) {
		s.drop(func(one *session) bool { return one == found })
		return nil
	}
	found.seen = now
	return found
}

// fresh reports whether whoever has a session has shown lately that it is they.
func (s *sessions) fresh(of *session) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now().Sub(of.knows) <= keyLife
}

// knowsKey reports whether whoever has a session shows their key now.
func (s *sessions) knowsKey(of *session, key string) bool {
	if subtle.ConstantTimeCompare([]byte(key), []byte(of.key)) != 1 {
		return false
	}
	s.show(of)
	return true
}

// show notes that whoever has a session has shown that it is they.
func (s *sessions) show(of *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	of.knows = s.now()
}

// endAll signs somebody out of every browser.
func (s *sessions) endAll(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(func(one *session) bool { return one.who.ID == id })
}

// drop ends the sessions that fit, for who has the lock.
func (s *sessions) drop(fits func(*session) bool) {
	maps.DeleteFunc(s.known, func(_ [sha256.Size]byte, one *session) bool {
		if !fits(one) {
			return false
		}
		s.ended(one.key)
		return true
	})
}

// of returns the sessions of somebody, the oldest first, for who has the lock.
func (s *sessions) of(id string) (all []*session) {
	for _, one := range s.known {
		if one.who.ID == id {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b *session) int { return a.since.Compare(b.since) })
	return all
}

// count returns in how many browsers somebody is signed in.
func (s *sessions) count(id string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for _, one := range s.of(id) {
		if !one.over(now) {
			n++
		}
	}
	return n
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one := s.known[sha256.Sum256([]byte(token))]; one != nil {
		s.drop(func(other *session) bool { return other == one })
	}
}

// cookie is where a browser keeps its token. No other site can send it along,
// and no script can read it.
func (s *server) cookie(token string, age time.Duration) *http.Cookie {
	c := &http.Cookie{Name: s.deskCookie(), Value: token, Path: "/desk", MaxAge: int(age / time.Second), HttpOnly: true,
		Secure: s.secure(), SameSite: http.SameSiteStrictMode}
	if s.secure() {
		c.Path = "/"
	}
	return c
}

// deskCookie names what the browser of a member of the staff keeps.
func (s *server) deskCookie() string { return s.ownCookie("desk") }

// token returns what the browser keeps, "" if it keeps nothing.
func (v *visit) token() string {
	c, err := v.r.Cookie(v.s.deskCookie())
	if err != nil {
		return ""
	}
	return c.Value
}
