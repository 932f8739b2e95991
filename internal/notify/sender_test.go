package notify_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
)

// inbox is a mail server that keeps what it takes.
type inbox struct {
	mu       sync.Mutex
	mails    []string
	from, to []string
}

func (b *inbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{inbox: b}, nil }

type session struct {
	*inbox
	user bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "unspent" || password != "pa55word" {
			return smtp.ErrAuthFailed
		}
		s.user = true
		return nil
	}), nil
}
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.user {
		return smtp.ErrAuthRequired
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.from = append(s.from, from)
	return nil
}
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to = append(s.to, to)
	return nil
}
func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, string(text))
	return err
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// certificate returns one of localhost, and the pool that trusts it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, of, of, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}, pool
}

// serve starts the inbox and returns its port.
func (b *inbox) serve(t *testing.T, edit func(*smtp.Server), wrap func(net.Listener) net.Listener) string {
	t.Helper()
	s := smtp.NewServer(b)
	s.Domain, s.AllowInsecureAuth = "localhost", true
	s.ErrorLog = discard{}
	if edit != nil {
		edit(s)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if wrap != nil {
		l = wrap(l)
	}
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.Serve(l); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Log(err)
		}
	})
	t.Cleanup(func() {
		_ = s.Close()
		running.Wait()
	})
	return port
}

type discard struct{}

func (discard) Printf(string, ...any) {}
func (discard) Println(...any)        {}

func sender(t *testing.T, address string, pool *x509.CertPool, password string) *notify.Sender {
	t.Helper()
	user := "unspent"
	if password == "" {
		user = ""
	}
	s, err := notify.NewServer(address, user, password)
	if err != nil {
		t.Fatal(err)
	}
	return notify.NewSender(s.Trusting(pool))
}

func TestSend(t *testing.T) {
	config, pool := certificate(t)
	secure := func(s *smtp.Server) { s.TLSConfig, s.AllowInsecureAuth = config, false }
	whole := func(l net.Listener) net.Listener { return tls.NewListener(l, config) }
	tests := map[string]struct {
		scheme   string
		edit     func(*smtp.Server)
		wrap     func(net.Listener) net.Listener
		pool     *x509.CertPool
		password string
		fails    bool
	}{
		"starttls":                  {"smtp", secure, nil, pool, "pa55word", false},
		"tls":                       {"smtps", nil, whole, pool, "pa55word", false},
		"none, here":                {"smtp+plain", nil, nil, nil, "pa55word", false},
		"starttls not offered":      {"smtp", nil, nil, pool, "pa55word", true},
		"certificate of a stranger": {"smtp", secure, nil, nil, "pa55word", true},
		"tls without tls":           {"smtps", nil, nil, pool, "pa55word", true},
		"wrong password":            {"smtps", nil, whole, pool, "password", true},
		"no password":               {"smtps", nil, whole, pool, "", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var b inbox
			port := b.serve(t, tt.edit, tt.wrap)
			m := signed(t, compose(t, letters()["gift"].letter, envelope(notify.Japanese)), edKey(t, "e1"))
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			err := sender(t, tt.scheme+"://localhost:"+port, tt.pool, tt.password).Send(ctx, m)
			b.mu.Lock()
			defer b.mu.Unlock()
			if !tt.fails {
				if err != nil || !slices.Equal(b.mails, []string{string(m.Reveal())}) ||
					!slices.Equal(b.from, []string{"gift+b-" + m.Token() + "@cards.example"}) || !slices.Equal(b.to, []string{"taro@example.jp"}) {
					t.Errorf("Send = %v; the server has %d mails, from %v to %v; want the mail as it was signed", err, len(b.mails), b.from, b.to)
				}
				return
			}
			// Nothing of it is the mail's fault: it waits until the server is mended.
			f, ok := errors.AsType[*notify.Failure](err)
			if !ok || !f.Again || f.Stage != notify.Connecting || len(b.mails) != 0 || strings.Contains(fmt.Sprintf("%v %+v", err, err), "pa55word") {
				t.Errorf("Send = %v with %d mails, want another try", err, len(b.mails))
			}
		})
	}
}

// A mail is sent once by one sender, however often it is asked to, and as often
// as it takes.
func TestSendOnce(t *testing.T) {
	var b inbox
	s := sender(t, "smtp+plain://localhost:"+b.serve(t, nil, nil), nil, "pa55word")
	m := compose(t, letters()["opened"].letter, envelope(notify.Japanese))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for {
				err := s.Send(context.Background(), m)
				if err == nil {
					return
				}
				if f, ok := errors.AsType[*notify.Failure](err); !ok || !f.Again {
					t.Errorf("Send = %v", err)
					return
				}
				time.Sleep(time.Millisecond)
			}
		})
	}
	all.Wait()
	e := envelope(notify.Japanese)
	e.Cause = "evt_1043"
	if err := s.Send(t.Context(), compose(t, letters()["opened"].letter, e)); err != nil {
		t.Error(err)
	}
	if len(b.mails) != 2 {
		t.Errorf("%d mails arrived, want one for each cause", len(b.mails))
	}
}

// scripted is a mail server that answers as it is told: by the command, or "."
// for the end of a mail. An empty answer closes the connection.
func scripted(t *testing.T, answers map[string]string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		running.Wait()
	})
	answer := func(c net.Conn, command, usual string) bool {
		text, ok := answers[command]
		if !ok {
			text = usual
		}
		if text == "" {
			return false
		}
		_, err := io.WriteString(c, text+"\r\n")
		return err == nil
	}
	talk := func(c net.Conn) {
		defer c.Close()
		if !answer(c, "", "220 here") {
			return
		}
		usual := map[string]string{"DATA": "354 go on", "QUIT": "221 bye"}
		r := bufio.NewScanner(c)
		for r.Scan() {
			command, _, _ := strings.Cut(strings.ToUpper(r.Text()), " ")
			reply := usual[command]
			if reply == "" {
				reply = "250 fine"
			}
			if !answer(c, command, reply) {
				return
			}
			if command != "DATA" || !strings.HasPrefix(reply, "354") || answers["DATA"] != "" {
				continue
			}
			for r.Scan() && r.Text() != "." {
			}
			if !answer(c, ".", "250 taken") {
				return
			}
		}
	}
	running.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			running.Go(func() { talk(c) })
		}
	})
	return "smtp+plain://" + l.Addr().String()
}

func TestAnswers(t *testing.T) {
	tests := map[string]struct {
		answers map[string]string
		again   bool
		stage   notify.Stage
		code    int
	}{
		"no greeting":            {map[string]string{"": ""}, true, notify.Connecting, 0},
		"busy":                   {map[string]string{"": "421 too many of you"}, true, notify.Connecting, 421},
		"no service for us":      {map[string]string{"": "554 go away"}, true, notify.Connecting, 554},
		"no hello":               {map[string]string{"EHLO": "550 no", "HELO": "550 no"}, true, notify.Connecting, 550},
		"sender refused for now": {map[string]string{"MAIL": "451 later"}, true, notify.Connecting, 451},
		"sender refused":         {map[string]string{"MAIL": "550 who are you"}, true, notify.Connecting, 550},
		"sign in first":          {map[string]string{"RCPT": "530 5.7.0 sign in"}, true, notify.Addressing, 530},
		"greylisted":             {map[string]string{"RCPT": "450 4.7.1 come again"}, true, notify.Addressing, 450},
		"mailbox full for now":   {map[string]string{"RCPT": "452 4.2.2 full"}, true, notify.Addressing, 452},
		"no such mailbox":        {map[string]string{"RCPT": "550 5.1.1 no such user"}, false, notify.Addressing, 550},
		"connection lost":        {map[string]string{"RCPT": ""}, true, notify.Addressing, 0},
		"data refused":           {map[string]string{"DATA": "554 no"}, false, notify.Writing, 554},
		"data refused for now":   {map[string]string{"DATA": "451 later"}, true, notify.Writing, 451},
		"content refused":        {map[string]string{".": "554 5.7.1 spam"}, false, notify.Answering, 554},
		"try the content again":  {map[string]string{".": "451 4.3.0 later"}, true, notify.Answering, 451},
		"no answer at the end":   {map[string]string{".": ""}, true, notify.Answering, 0},
		"nonsense":               {map[string]string{"RCPT": "banana"}, true, notify.Addressing, 0},
		"many words":             {map[string]string{"RCPT": "550 " + strings.Repeat("x\x1b[31m", 1000)}, false, notify.Addressing, 550},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := sender(t, scripted(t, tt.answers), nil, "")
			err := s.Send(t.Context(), compose(t, letters()["gift"].letter, envelope(notify.English)))
			f, ok := errors.AsType[*notify.Failure](err)
			if !ok || f.Again != tt.again || f.Stage != tt.stage || f.Code != tt.code {
				t.Fatalf("Send = %+v, want again %v at %s with %d", f, tt.again, tt.stage, tt.code)
			}
			if len(f.Error()) > 1000 || strings.Contains(f.Error(), fakeCode().Reveal()) || strings.ContainsRune(f.Error(), '\x1b') {
				t.Errorf("Error() = %q", f.Error())
			}
		})
	}
	t.Run("goodbye does not matter", func(t *testing.T) {
		s := sender(t, scripted(t, map[string]string{"QUIT": ""}), nil, "")
		if err := s.Send(t.Context(), compose(t, letters()["gift"].letter, envelope(notify.English))); err != nil {
			t.Errorf("Send = %v, want nil: the server has the mail", err)
		}
	})
	t.Run("nobody there", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_ = l.Close()
		err = sender(t, "smtp+plain://"+l.Addr().String(), nil, "").Send(t.Context(), compose(t, letters()["gift"].letter, envelope(notify.English)))
		if f, ok := errors.AsType[*notify.Failure](err); !ok || !f.Again {
			t.Errorf("Send = %v, want another try", err)
		}
	})
	t.Run("a server that says nothing is left when the caller gives up", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		err = sender(t, "smtp+plain://"+l.Addr().String(), nil, "").Send(ctx, compose(t, letters()["gift"].letter, envelope(notify.English)))
		if f, ok := errors.AsType[*notify.Failure](err); !ok || !f.Again {
			t.Errorf("Send = %v, want another try", err)
		}
	})
}

func TestNewServer(t *testing.T) {
	tests := map[string]struct {
		address, user, password string
		ok                      bool
	}{
		"starttls":                {"smtp://mail.example", "u", "p", true},
		"tls with a port":         {"smtps://mail.example:4650", "", "", true},
		"plain here":              {"smtp+plain://localhost", "", "", true},
		"plain by address":        {"smtp+plain://[::1]:2525", "", "", true},
		"plain elsewhere":         {"smtp+plain://mail.example", "", "", false},
		"plain to a like name":    {"smtp+plain://localhost.evil.example", "", "", false},
		"password in the address": {"smtp://u:p@mail.example", "", "", false},
		"no scheme":               {"mail.example:25", "", "", false},
		"another scheme":          {"http://mail.example", "", "", false},
		"a folder":                {"smtp://mail.example/x", "", "", false},
		"user alone":              {"smtp://mail.example", "u", "", false},
		"line end in password":    {"smtp://mail.example", "u", "p\r\nQUIT", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := notify.NewServer(tt.address, tt.user, tt.password); (err == nil) != tt.ok ||
				err != nil && (unspent.ReasonOf(err) != unspent.Invalid || strings.Contains(err.Error(), "u:p@")) {
				t.Errorf("NewServer = %v, want ok %v", err, tt.ok)
			}
		})
	}
}

func TestWait(t *testing.T) {
	var total, before time.Duration
	for tries := 1; ; tries++ {
		wait, again := notify.Wait(tries, "a@cards.example")
		if !again {
			if tries != 11 || total < 72*time.Hour || total > 96*time.Hour {
				t.Errorf("it ends after %d tries and %v, want 11 and about three days", tries, total)
			}
			break
		}
		if other, _ := notify.Wait(tries, "a@cards.example"); other != wait {
			t.Errorf("Wait(%d) = %v and %v", tries, wait, other)
		}
		if wait < before*9/10 || wait > 27*time.Hour {
			t.Errorf("Wait(%d) = %v after %v", tries, wait, before)
		}
		total, before = total+wait, wait
	}
	if wait, again := notify.Wait(0, "x"); wait != 0 || !again {
		t.Errorf("Wait(0) = %v, %v; want at once", wait, again)
	}
	spread := map[time.Duration]bool{}
	for i := range 50 {
		wait, _ := notify.Wait(4, fmt.Sprint(i))
		spread[wait] = true
	}
	if len(spread) < 25 {
		t.Errorf("50 mails wait %d different times", len(spread))
	}
}

// An answer says what it answers and that a program wrote it, and nothing comes
// back from it; whatever the answered mail has for a Message-ID, no header is
// added by it.
func TestAnswerHeaders(t *testing.T) {
	letter := letters()["judged"].letter
	tests := map[string]struct{ id, want string }{
		"plain":        {"<CA+x=1.2_3@mail.example.com>", "<CA+x=1.2_3@mail.example.com>"},
		"none":         {"", ""},
		"a line end":   {"<a@b.example>\r\nBcc: x@y.example", ""},
		"a space":      {"<a b@c.example>", ""},
		"two":          {"<a@b.example> <c@d.example>", ""},
		"not ASCII":    {"<あ@b.example>", ""},
		"without <>":   {"a@b.example", ""},
		"far too long": {"<" + strings.Repeat("a", 300) + "@b.example>", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := envelope(notify.Japanese)
			e.Answer = &notify.Answer{To: tt.id, Reply: address("case+t0ken@in.example"), Loop: address("case@in.example")}
			m := compose(t, letter, e)
			h := open(t, m.Reveal()).header
			want := map[string]string{"Auto-Submitted": "auto-replied", "In-Reply-To": tt.want, "References": tt.want,
				"Reply-To": "<case+t0ken@in.example>", notify.LoopHeader: "case@in.example", "Bcc": ""}
			for name, want := range want {
				if got := h.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if m.Return() != "" {
				t.Errorf("the envelope sender is %q, want none", m.Return())
			}
		})
	}
}
