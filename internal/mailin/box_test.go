package mailin_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-smtp"
	"github.com/miekg/dns"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/mailin"
	"github.com/unspent-dev/unspent/internal/notify"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const domain = "in.cards.example"

// keys are those that the tests sign with, made once.
var keys = sync.OnceValue(func() map[string]*rsa.PrivateKey {
	all := map[string]*rsa.PrivateKey{}
	for _, d := range []string{"amazon.co.jp", "signed.example", "evil.example"} {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		all[d] = key
	}
	return all
})

// records are what the DNS server of the tests has: senders that pass SPF from
// this machine, some that do not, and keys.
func records() map[string]string {
	all := map[string]string{
		"example.jp":                      "v=spf1 ip4:127.0.0.1 ip6:::1 -all",
		"other.example":                   "v=spf1 ip4:127.0.0.1 -all",
		"refused.example":                 "v=spf1 ip4:192.0.2.1 -all",
		"soft.example":                    "v=spf1 ip4:192.0.2.1 ~all",
		"in.cards.example":                "v=spf1 ip4:127.0.0.1 -all",
		"cards.example":                   "v=spf1 ip4:127.0.0.1 -all",
		"bounces.gift-cards.amazon.co.jp": "v=spf1 ip4:127.0.0.1 -all",
	}
	for d, key := range keys() {
		public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
		if err != nil {
			panic(err)
		}
		all["s1._domainkey."+d] = "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)
	}
	return all
}

// serveDNS starts a DNS server and returns what asks it, and its address. A name
// that begins with late gets no answer but a failure.
func serveDNS(t testing.TB) (*net.Resolver, string) {
	t.Helper()
	all := records()
	conn, err := (&net.ListenConfig{}).ListenPacket(context.Background(), "udp", "127.0.0.1:0")
	must(t, err)
	started := make(chan struct{})
	s := &dns.Server{PacketConn: conn, NotifyStartedFunc: func() { close(started) }, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		a := new(dns.Msg).SetReply(q)
		name := strings.ToLower(strings.TrimSuffix(q.Question[0].Name, "."))
		text, ok := all[name]
		switch {
		case strings.HasPrefix(name, "late"):
			a.Rcode = dns.RcodeServerFailure
		case !ok:
			a.Rcode = dns.RcodeNameError
		case q.Question[0].Qtype == dns.TypeTXT:
			rr := &dns.TXT{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: 60}}
			for ; len(text) > 255; text = text[255:] {
				rr.Txt = append(rr.Txt, text[:255])
			}
			rr.Txt = append(rr.Txt, text)
			a.Answer = []dns.RR{rr}
		}
		_ = w.WriteMsg(a)
	})}
	done := make(chan error, 1)
	go func() { done <- s.ActivateAndServe() }()
	<-started
	t.Cleanup(func() { must(t, errors.Join(s.Shutdown(), <-done)) })
	at := conn.LocalAddr().String()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", at)
	}}, at
}

// sink is a mail server that takes our answers.
type sink struct {
	took   chan reply
	refuse bool
}

// reply is an answer as it arrived.
type reply struct {
	from, to string
	header   netmail.Header
	subject  string
	text     string // the plain side
	raw      string
}

func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error) { return &sinkTalk{s: s}, nil }

type sinkTalk struct {
	s        *sink
	from, to string
}

func (s *sinkTalk) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }
func (s *sinkTalk) Rcpt(to string, _ *smtp.RcptOptions) error   { s.to = to; return nil }
func (s *sinkTalk) Reset()                                      {}
func (s *sinkTalk) Logout() error                               { return nil }
func (s *sinkTalk) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.s.refuse {
		s.s.took <- reply{}
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "later, " + s.to}
	}
	a, err := openReply(raw)
	if err != nil {
		return err
	}
	a.from, a.to = s.from, s.to
	s.s.took <- a
	return nil
}

func openReply(raw []byte) (reply, error) {
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return reply{}, err
	}
	a := reply{header: m.Header, raw: string(raw)}
	if a.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return reply{}, err
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return reply{}, err
	}
	part, err := multipart.NewReader(m.Body, params["boundary"]).NextPart()
	if err != nil {
		return reply{}, err
	}
	text, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
	a.text = string(text)
	return a, err
}

// office is a box with everything around it, all of it real.
type office struct {
	t    testing.TB
	box  *mailin.Box
	at   string
	sink *sink
	reg  *prometheus.Registry
	log  *lockedBuffer
	stop func()
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func address(t testing.TB, text string) notify.Address {
	t.Helper()
	a, err := notify.ParseAddress(text)
	must(t, err)
	return a
}

func open(t testing.TB, edit func(*mailin.Options)) *office {
	t.Helper()
	f := &office{t: t, sink: &sink{took: make(chan reply, 100)}, reg: prometheus.NewRegistry(), log: &lockedBuffer{}}
	server := smtp.NewServer(f.sink)
	server.Domain, server.ErrorLog = "localhost", slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	taking, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	must(t, err)
	var running sync.WaitGroup
	running.Go(func() { _ = server.Serve(taking) })
	t.Cleanup(func() { _ = server.Close(); running.Wait() })

	out, err := notify.NewServer("smtp+plain://"+taking.Addr().String(), "", "")
	must(t, err)
	from := address(t, "gift@cards.example")
	letterhead, err := notify.NewLetterhead(brand.Text{JA: "花見カード", EN: "Hanami Cards"}, from, "https://cards.example")
	must(t, err)
	sender := notify.NewSender(out)
	resolver, dnsAt := serveDNS(t)
	o := mailin.Options{Domain: domain, Resolver: resolver, Keys: intake.DNS(dnsAt), Own: []notify.Address{from}, Metrics: f.reg,
		Log: slog.New(slog.NewTextHandler(f.log, nil)),
		Post: func(ctx context.Context, l notify.Letter, e notify.Envelope) (string, error) {
			m, err := letterhead.Compose(l, e)
			if err != nil {
				return "", err
			}
			return m.Token(), sender.Send(ctx, m)
		}}
	if edit != nil {
		edit(&o)
	}
	f.box, err = mailin.New(o)
	must(t, err)
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	must(t, err)
	f.at = l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- f.box.Serve(ctx, l) }()
	f.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-served; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	t.Cleanup(f.stop)
	return f
}

// talk is a session, a line each way.
type talk struct {
	t    testing.TB
	conn net.Conn
	text *textproto.Conn
}

func (f *office) dial() *talk {
	f.t.Helper()
	c, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", f.at)
	must(f.t, err)
	f.t.Cleanup(func() { _ = c.Close() })
	s := &talk{f.t, c, textproto.NewConn(c)}
	s.want(220)
	return s
}

// want reads a reply.
func (s *talk) want(code int) string {
	s.t.Helper()
	_, text, err := s.text.ReadResponse(code)
	if err != nil {
		s.t.Fatalf("reply: %v; want %d", err, code)
	}
	return text
}

func (s *talk) say(code int, format string, args ...any) string {
	s.t.Helper()
	must(s.t, s.text.PrintfLine(format, args...))
	return s.want(code)
}

// send sends a mail in a session of its own and returns what the box said at the
// end.
func (f *office) send(from, to, mail string) (int, string) {
	f.t.Helper()
	s := f.dial()
	s.say(250, "EHLO client.example")
	s.say(250, "MAIL FROM:<%s>", from)
	s.say(250, "RCPT TO:<%s>", to)
	s.say(354, "DATA")
	w := s.text.DotWriter()
	_, err := io.WriteString(w, strings.ReplaceAll(mail, "\r\n", "\n"))
	must(f.t, errors.Join(err, w.Close()))
	code, text, err := s.text.ReadCodeLine(0)
	if err != nil && code == 0 {
		f.t.Fatal(err)
	}
	_ = s.text.PrintfLine("QUIT")
	_ = s.conn.Close()
	return code, text
}

// answer returns the one answer that came, after the box has come to its end.
func (f *office) answer() reply {
	f.t.Helper()
	f.stop()
	close(f.sink.took)
	a, ok := <-f.sink.took
	if !ok {
		f.t.Fatalf("no answer came; the log says\n%s", f.log)
	}
	if more, ok := <-f.sink.took; ok {
		f.t.Fatalf("a second answer came, to %s", more.to)
	}
	return a
}

// none fails if any answer came.
func (f *office) none() {
	f.t.Helper()
	f.stop()
	close(f.sink.took)
	if a, ok := <-f.sink.took; ok {
		f.t.Errorf("an answer went to %q:\n%s", a.to, a.text)
	}
}

// outcomes returns how many mails came to an outcome.
func (f *office) outcomes(outcome string) (n int) {
	f.t.Helper()
	all, err := f.reg.Gather()
	must(f.t, err)
	for _, family := range all {
		for _, m := range family.GetMetric() {
			for _, l := range m.GetLabel() {
				if l.GetName() == "outcome" && l.GetValue() == outcome {
					n += int(m.GetCounter().GetValue())
				}
			}
		}
	}
	return n
}

// sign signs a mail as a domain does.
func sign(t testing.TB, d, mail string) string {
	t.Helper()
	mail = strings.ReplaceAll(strings.ReplaceAll(mail, "\r\n", "\n"), "\n", "\r\n")
	var out bytes.Buffer
	must(t, dkim.Sign(&out, strings.NewReader(mail), &dkim.SignOptions{Domain: d, Selector: "s1", Signer: keys()[d], Hash: crypto.SHA256,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
		HeaderKeys: []string{"From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}}))
	return out.String()
}

// notice is an opening notice of Amazon, to who bought the card.
func notice(t testing.TB) string {
	t.Helper()
	return sign(t, "amazon.co.jp", `From: "Amazon.co.jp" <do-not-reply@gift-cards.amazon.co.jp>
To: taro@example.jp
Subject: =?UTF-8?B?`+base64.StdEncoding.EncodeToString([]byte("お送りになったAmazonギフトカードが登録されました"))+`?=
Date: Sun, 22 Nov 2026 14:05:00 +0900
Message-ID: <0106-notice@ap-northeast-1.amazonses.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

お送りになったAmazonギフトカードがアカウントに登録されました。
注文番号：250-1234567-1234567
受取人：hanako@example.jp
金額：￥5,000
登録日：2026年11月22日
`)
}

// asked is a mail that somebody writes to us with another attached.
func asked(from, attached string) string {
	return fmt.Sprintf("From: <%s>\nTo: case@%s\nSubject: =?UTF-8?B?44GT44KM44Gv5L2/55So5riI44G/44Gn44GZ44GL77yf?=\nDate: %s\n"+
		"Message-ID: <ask-1@mail.example.jp>\nMIME-Version: 1.0\n"+
		"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\nIs it used?\n--x\nContent-Type: message/rfc822\n\n%s\n--x--\n",
		from, domain, time.Now().UTC().Format(time.RFC1123Z), strings.ReplaceAll(attached, "\r\n", "\n"))
}
