package mailin

import (
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

// session is one client's talk. It belongs to the goroutine of its connection.
type session struct {
	b    *Box
	ctx  context.Context
	conn *conn
	e    envelope
}

func (b *Box) newSession(ctx context.Context, c *smtp.Conn) (smtp.Session, error) {
	under := c.Conn()
	if secure, ok := under.(*tls.Conn); ok {
		under = secure.NetConn()
	}
	in, ok := under.(*conn)
	if !ok {
		return nil, refuse(421, 4, 3, 0, "not ready")
	}
	b.count.sessions.Inc()
	return &session{b: b, ctx: ctx, conn: in, e: envelope{client: addressOf(in), helo: c.Hostname()}}, nil
}

func refuse(code, class, subject, detail int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{class, subject, detail}, Message: text}
}

// Reset implements [smtp.Session].
func (s *session) Reset() { s.e.from, s.e.to, s.e.token = "", "", "" }

// Logout implements [smtp.Session].
func (s *session) Logout() error { return nil }

// Mail implements [smtp.Session].
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.b.rates.mayTake(s.conn.network) {
		s.b.came(tooMany)
		return refuse(450, 4, 7, 1, "too many mails: try again in a few minutes")
	}
	s.e.from = from
	return nil
}

// Rcpt implements [smtp.Session].
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	local, domain, ok := strings.Cut(to, "@")
	if !ok || !strings.EqualFold(domain, s.b.o.Domain) {
		s.b.rates.took(s.conn.network)
		s.b.came(wrongTo)
		return refuse(550, 5, 7, 1, "relaying denied")
	}
	name, token, hasToken := strings.Cut(strings.ToLower(local), "+")
	if name != boxName || hasToken && token == "" {
		s.b.rates.took(s.conn.network)
		s.b.came(wrongTo)
		return refuse(550, 5, 1, 1, "no such mailbox: send to "+boxName+"@"+s.b.o.Domain)
	}
	if hasToken {
		if _, runs := s.b.cases.find(token, s.b.o.Now()); !runs {
			s.b.rates.took(s.conn.network)
			s.b.came(wrongTo)
			return refuse(550, 5, 1, 1, "this case is over: send to "+boxName+"@"+s.b.o.Domain)
		}
	}
	s.e.to, s.e.token = strings.ToLower(to), token
	return nil
}

// Data implements [smtp.Session].
func (s *session) Data(r io.Reader) (err error) {
	s.b.sending.Add(1)
	defer s.b.sending.Done()
	s.conn.sending.Store(true)
	defer s.conn.sending.Store(false)
	defer func() {
		if v := recover(); v != nil { // the value may repeat the mail; the stack does not
			s.b.o.Log.Error("a mail broke what reads it", "stack", string(debug.Stack()))
			s.b.came(broken)
			err = refuse(451, 4, 3, 0, "not ready: try again later")
		}
	}()
	s.b.rates.took(s.conn.network)
	mail, err := s.take(r)
	if err != nil {
		s.b.hold(-len(mail))
		return err
	}
	o := s.accept(mail)
	if o == "" {
		return nil // it is judged, and its memory given back, by whoever answers
	}
	s.b.hold(-len(mail))
	s.b.came(o)
	return refusals(o)
}

// take reads the mail. It returns the memory that was taken beside an error too.
func (s *session) take(r io.Reader) (mail []byte, err error) {
	if err := s.conn.SetReadDeadline(time.Time{}); err != nil {
		return nil, err
	}
	late := time.AfterFunc(s.b.o.Limits.Data, func() { _ = s.conn.Close() })
	defer late.Stop()
	var ends lineEnds
	piece := make([]byte, 32<<10)
	for {
		n, err := r.Read(piece)
		if ends.bad(piece[:n]) >= 0 || errors.Is(err, errBare) {
			s.b.came(badLines)
			return mail, refuse(550, 5, 6, 0, "lines end with CR LF, and nothing else does")
		}
		if n > 0 && !s.b.hold(n) {
			s.b.came(busy)
			return mail, refuse(452, 4, 3, 1, "too much mail at once: try again later")
		}
		mail = append(mail, piece[:n]...)
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return mail, nil
		case errors.Is(err, smtp.ErrDataTooLarge):
			s.b.came(tooLarge)
			return mail, err
		case errors.Is(err, smtp.ErrTooLongLine): // for good: the same mail has it the next time too
			s.b.came(malformed)
			return mail, refuse(500, 5, 6, 0, "a line is longer than mail allows")
		default:
			s.b.came(cutOff)
			return mail, refuse(451, 4, 4, 2, "the mail did not come whole")
		}
	}
}

// accept gives the mail to whoever judges it, or says what is done instead.
func (s *session) accept(mail []byte) (o outcome) {
	h, err := readHead(mail)
	switch {
	case err != nil || longestBlank(mail) > maxBlank:
		return malformed
	case len(h.all("received")) > maxReceived:
		return looping
	}
	j := job{token: s.e.token, head: h, mail: mail}
	if j.to, o = s.b.whoAsks(s.ctx, s.e, h, mail); o != "" {
		return o
	}
	key := printOf(j.to, j.token, h, mail)
	j.cause = hex.EncodeToString(key[:])
	if !s.b.first(key) {
		return copied
	}
	if !s.b.rates.mayAnswer(s.b.owner(j).String()) {
		s.b.forget(key)
		return tooMany
	}
	select {
	case s.b.jobs <- j:
		s.b.rates.answered(s.b.owner(j).String())
		return ""
	default:
		s.b.forget(key)
		return busy
	}
}

// refusals says what a client is told. A mail that is never answered is taken all
// the same: a refusal would make somebody else write a bounce.
func refusals(o outcome) error {
	switch o {
	case malformed:
		return refuse(554, 5, 6, 0, "the headers of the mail cannot be read")
	case looping:
		return refuse(554, 5, 4, 6, "the mail came through too many servers")
	case unproven:
		return refuse(550, 5, 7, 1, "nobody can tell that the sender is the one: its domain has no SPF record for this server, and no signature "+
			"(DKIM) of its own on a mail To us")
	case notReady:
		return refuse(451, 4, 4, 3, "DNS does not answer for the sender: try again later")
	case tooMany:
		return refuse(450, 4, 7, 1, "too many mails: try again in an hour")
	case busy:
		return refuse(452, 4, 3, 1, "too much mail at once: try again later")
	default:
		return nil
	}
}

// came counts and logs a mail.
func (b *Box) came(o outcome) {
	b.count.mails.WithLabelValues(string(o)).Inc()
	b.o.Log.Info("mail in", "outcome", string(o))
}
