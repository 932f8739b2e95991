package notify

import (
	"context"
	"errors"
	"sync"
)

// Sender delivers mails to a server and remembers which it has delivered, so
// that a mail is not sent twice while the process lives. It is safe for
// concurrent use. Across restarts the Message-ID says that two are one.
type Sender struct {
	server Server

	mu    sync.Mutex      // guards what follows
	state map[string]bool // by Message-ID: sent, or on its way
	order []string        // of those sent, oldest first
}

// NewSender returns a sender to a server.
func NewSender(s Server) *Sender { return &Sender{server: s, state: map[string]bool{}} }

// Send delivers m, or returns at once if it has delivered it before. Every error
// is a [*Failure].
func (s *Sender) Send(ctx context.Context, m Mail) error {
	sent, busy := s.begin(m.ID())
	switch {
	case sent:
		return nil
	case busy:
		return &Failure{Again: true, Stage: Connecting, Err: errors.New("the mail is on its way already")}
	}
	f := s.server.deliver(ctx, m)
	s.end(m.ID(), f == nil)
	if f != nil {
		return f
	}
	return nil
}

// begin notes that a mail is on its way, unless it is or was.
func (s *Sender) begin(id string) (sent, busy bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sent, known := s.state[id]
	if !known {
		s.state[id] = false
	}
	return sent, known && !sent
}

// end notes what became of it.
func (s *Sender) end(id string, sent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !sent {
		delete(s.state, id)
		return
	}
	s.state[id] = true
	if s.order = append(s.order, id); len(s.order) > maxSent {
		delete(s.state, s.order[0])
		s.order = s.order[1:]
	}
}
