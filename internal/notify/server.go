package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"github.com/unspent-dev/unspent"
)

// Server is a mail server that takes mails from us. It prints without its
// password, which is behind a function.
type Server struct {
	host, address string
	mode          mode
	user          string
	password      func() string
	roots         *x509.CertPool // nil: those of the system
}

type mode int

const (
	startTLS mode = iota
	wholeTLS
	noTLS
)

// NewServer returns the server at an address: smtp://HOST:587 turns to TLS after
// the greeting and refuses a server that cannot, smtps://HOST:465 begins with it,
// and smtp+plain://localhost:25 goes without, to the same machine only. User and
// password may be empty.
func NewServer(address, user, password string) (Server, error) {
	wrong := unspent.Errorf(unspent.Invalid, "a mail server is smtp://HOST:587, smtps://HOST:465, or smtp+plain://localhost:25 on the same "+
		"machine; user and password are told apart from it")
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return Server{}, wrong
	}
	s := Server{host: u.Hostname(), user: user, password: func() string { return password }}
	port := u.Port()
	switch u.Scheme {
	case "smtp":
		s.mode, port = startTLS, orPort(port, "587")
	case "smtps":
		s.mode, port = wholeTLS, orPort(port, "465")
	case "smtp+plain":
		s.mode, port = noTLS, orPort(port, "25")
		if !here(s.host) {
			return Server{}, wrong
		}
	default:
		return Server{}, wrong
	}
	if (user == "") != (password == "") || strings.ContainsAny(user+password, "\x00\r\n") {
		return Server{}, unspent.Errorf(unspent.Invalid, "a mail server takes a user and a password, or neither")
	}
	s.address = net.JoinHostPort(s.host, port)
	return s, nil
}

func orPort(port, usual string) string {
	if port == "" {
		return usual
	}
	return port
}

// here reports whether a host is this machine.
func here(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Trusting returns the server with certificates of its own, instead of those
// that the system trusts.
func (s Server) Trusting(roots *x509.CertPool) Server {
	s.roots = roots
	return s
}

// deliver sends one mail over a connection of its own.
func (s Server) deliver(ctx context.Context, m Mail) *Failure {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	client, leave, err := s.reach(ctx, m.From().Domain())
	defer leave()
	if err != nil {
		return failed(Connecting, err)
	}
	if err := client.Mail("<" + m.Return() + ">"); err != nil {
		return failed(Connecting, err)
	}
	if err := client.Rcpt("<" + m.To().Wire() + ">"); err != nil {
		return failed(Addressing, err)
	}
	if f := write(client, m.in().text); f != nil {
		return f
	}
	_ = client.Quit() // it has the mail; how it says goodbye changes nothing
	return nil
}

// Greet reaches the server, turns to TLS and signs in, as for a mail from a
// domain, and leaves again. Every error is a [*Failure].
func (s Server) Greet(ctx context.Context, domain string) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	client, leave, err := s.reach(ctx, domain)
	defer leave()
	if err != nil {
		return failed(Connecting, err)
	}
	_ = client.Quit() // we were let in; how it says goodbye changes nothing
	return nil
}

// reach connects to the server and opens a session as name. Leave ends it, and
// may be called beside an error too.
func (s Server) reach(ctx context.Context, name string) (client *smtp.Client, leave func(), err error) {
	leave = func() {}
	conn, err := (&net.Dialer{Timeout: connectTime}).DialContext(ctx, "tcp", s.address)
	if err != nil {
		return nil, leave, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) }) // wakes whoever waits for the server
	leave = func() { stop(); _ = conn.Close() }
	if end, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(end); err != nil {
			return nil, leave, err
		}
	}
	client, err = s.open(ctx, conn, name)
	return client, leave, err
}

// write sends the mail itself.
func write(client *smtp.Client, text []byte) *Failure {
	w, err := client.Data()
	if err != nil {
		return failed(Writing, err)
	}
	if _, err := w.Write(text); err != nil {
		return failed(Writing, err)
	}
	if err := w.Close(); err != nil {
		return failed(Answering, err)
	}
	return nil
}

// open greets the server, under TLS unless it is on this machine, and signs in.
func (s Server) open(ctx context.Context, conn net.Conn, name string) (*smtp.Client, error) {
	config := &tls.Config{ServerName: s.host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
	if s.mode == wholeTLS {
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		conn = secure
	}
	client, err := smtp.NewClient(conn, s.host)
	if err != nil {
		return nil, err
	}
	client.SkipSMTPUTF8(true) // all of it is ASCII
	if err := client.Hello(name); err != nil {
		return nil, err
	}
	if s.mode == startTLS {
		if ok, _ := client.Extension("STARTTLS"); !ok {
			return nil, errors.New("the mail server does not offer STARTTLS")
		}
		if err := client.StartTLS(config); err != nil {
			return nil, err
		}
	}
	if s.user != "" {
		if err := client.Auth(smtp.PlainAuth("", s.user, s.password(), s.host, s.mode == noTLS)); err != nil {
			return nil, err
		}
	}
	return client, nil
}
