package mailin_test

import (
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
	"net/textproto"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/mailin"
)

const plain = "From: <%s>\r\nTo: case@" + domain + "\r\nSubject: hello\r\nMessage-ID: <h@example.jp>\r\n\r\nIs it good?\r\n"

func letter(from string, headers ...string) string {
	return strings.Join(append(headers, ""), "\r\n") + fmt.Sprintf(plain, from)
}

// What a program sent, a list, a bounce, or we ourselves, is taken and never
// answered.
func TestNeverAnswered(t *testing.T) {
	const taro = "taro@example.jp"
	tests := map[string]struct{ from, mail string }{
		"a bounce":                    {"", letter("mailer-daemon@example.jp")},
		"auto-replied":                {taro, letter(taro, "Auto-Submitted: auto-replied")},
		"auto-generated":              {taro, letter(taro, "Auto-Submitted: Auto-Generated; why=x")},
		"bulk":                        {taro, letter(taro, "Precedence: bulk")},
		"junk":                        {taro, letter(taro, "Precedence: Junk")},
		"list":                        {taro, letter(taro, "Precedence: list")},
		"a list's id":                 {taro, letter(taro, "List-Id: <x.example.jp>")},
		"suppressed":                  {taro, letter(taro, "X-Auto-Response-Suppress: All")},
		"a report":                    {taro, letter(taro, "Content-Type: multipart/report; report-type=delivery-status")},
		"mailer-daemon":               {"MAILER-DAEMON@example.jp", letter(taro)},
		"postmaster":                  {"postmaster@example.jp", letter(taro)},
		"no-reply":                    {"no-reply@example.jp", letter(taro)},
		"noreply with a tag":          {"noreply+1@example.jp", letter(taro)},
		"no-reply in From":            {taro, letter("do-not-reply@example.jp")},
		"a list's bounces":            {"talk-bounces@example.jp", letter(taro)},
		"our own address":             {"gift@cards.example", letter("gift@cards.example")},
		"our own, with a mark":        {"gift+b-1@cards.example", letter("gift@cards.example")},
		"our own box":                 {"case@" + domain, letter("case@" + domain)},
		"our own case":                {"case+abc@" + domain, letter("case+abc@" + domain)},
		"our mark":                    {taro, letter(taro, "X-Loop: case@"+domain)},
		"through us before":           {taro, letter(taro, "Received: from mx.example.jp by "+domain+" with ESMTP; Sun, 29 Nov 2026 10:00:00 +0900")},
		"a brand's own server":        {"x@bounces.gift-cards.amazon.co.jp", letter("x@bounces.gift-cards.amazon.co.jp")},
		"redirected by somebody else": {taro, "Resent-From: <jiro@example.jp>\r\n" + letter(taro, "Precedence: bulk")},
		"a program redirected it":     {taro, "Auto-Submitted: auto-forwarded\r\nResent-From: <taro@example.jp>\r\n" + letter(taro)},
	}
	f := open(t, unlimited)
	for name, tt := range tests {
		if code, text := f.send(tt.from, "case@"+domain, tt.mail); code != 250 {
			t.Errorf("%s: %d %s; want it taken", name, code, text)
		}
	}
	f.none()
	if got := f.outcomes("silent"); got != len(tests) {
		t.Errorf("%d of %d are counted as silent:\n%s", got, len(tests), f.log)
	}
}

// Who cannot be known as the sender is refused while the client waits, and gets
// no mail.
func TestUnproven(t *testing.T) {
	to := "To: case@" + domain + "\nSubject: hello\nDate: Sun, 29 Nov 2026 10:00:00 +0900\nMessage-ID: <h@example>\n\nIs it good?\n"
	tests := map[string]struct {
		from, mail string
		code       int
	}{
		"SPF fails":             {"taro@refused.example", letter("taro@refused.example"), 550},
		"SPF fails softly":      {"taro@soft.example", letter("taro@soft.example"), 550},
		"no SPF":                {"taro@none.example", letter("taro@none.example"), 550},
		"DNS fails":             {"taro@late.example", letter("taro@late.example"), 451},
		"no signature":          {"x@none.example", letter("taro@signed.example"), 550},
		"another's signature":   {"x@none.example", sign(t, "evil.example", "From: <taro@signed.example>\n"+to), 550},
		"a signed mail changed": {"x@none.example", strings.Replace(sign(t, "signed.example", "From: <taro@signed.example>\n"+to), "Is it", "Was it", 1), 550},
		"a From in front":       {"x@none.example", "From: <hanako@signed.example>\r\n" + sign(t, "signed.example", "From: <taro@signed.example>\n"+to), 550},
		"written to others": {"x@none.example", sign(t, "signed.example",
			"From: <taro@signed.example>\n"+strings.Replace(to, "case@"+domain, "hanako@example.jp", 1)), 550},
		"a second To": {"x@none.example", "To: case@" + domain + "\r\n" +
			sign(t, "signed.example", "From: <taro@signed.example>\n"+strings.Replace(to, "case@"+domain, "hanako@example.jp", 1)), 550},
		"Amazon's, as it was": {"x@bounces.amazon.example", notice(t), 550},
		"quoted":              {`"a b"@example.jp`, letter("taro@example.jp"), 550},
	}
	f := open(t, unlimited)
	for name, tt := range tests {
		if code, text := f.send(tt.from, "case@"+domain, tt.mail); code != tt.code {
			t.Errorf("%s: %d %s; want %d", name, code, text, tt.code)
		}
	}
	f.none()
}

// A signature of the sender's own domain is enough without SPF, and the answer
// goes to them, not to who carried the mail.
func TestSigned(t *testing.T) {
	f := open(t, nil)
	mail := sign(t, "signed.example", "From: Taro <taro@mail.signed.example>\nTo: <case@"+domain+
		">\nSubject: hello\nDate: Sun, 29 Nov 2026 10:00:00 +0900\nMessage-ID: <h@example>\n\nIs it good?\n")
	if code, text := f.send("carrier@none.example", "case@"+domain, mail); code != 250 {
		t.Fatalf("the mail is refused: %d %s", code, text)
	}
	if a := f.answer(); a.to != "taro@mail.signed.example" {
		t.Errorf("the answer went to %s", a.to)
	}
}

// Everything but our own boxes is refused at RCPT.
func TestNoRelay(t *testing.T) {
	f := open(t, unlimited)
	for _, to := range []string{"hanako@example.jp", "case@example.jp", "case%example.jp@" + domain, "example.jp!case@" + domain,
		"case@" + domain + ".example.jp", "other@" + domain,
		"case+@" + domain, "case+abcdefghijklmnopqrstuvwxyz@" + domain, `"case"+x@` + domain, "postmaster@" + domain, "case@" + domain + "@example.jp",
		"@example.jp:hanako@example.jp", "case"} {
		s := f.dial()
		s.say(250, "EHLO client.example")
		s.say(250, "MAIL FROM:<taro@example.jp>")
		must(t, s.text.PrintfLine("RCPT TO:<%s>", to))
		if code, text, err := s.text.ReadResponse(5); err != nil {
			t.Errorf("RCPT TO:<%s> is answered with %d %s", to, code, text)
		}
		s.say(502, "DATA")
		_ = s.conn.Close()
	}
	s := f.dial()
	s.say(250, "EHLO client.example")
	s.say(250, "MAIL FROM:<taro@example.jp>")
	s.say(250, "RCPT TO:<CASE@%s>", strings.ToUpper(domain))
	s.say(452, "RCPT TO:<case@%s>", domain) // one recipient
	f.none()
}

// Line ends that another server may take for the end of a mail end the session,
// and nothing that stands behind them is done.
func TestSmuggling(t *testing.T) {
	second := "MAIL FROM:<hanako@example.jp>\r\nRCPT TO:<case@" + domain + ">\r\nDATA\r\nFrom: <hanako@example.jp>\r\nTo: case@" + domain +
		"\r\nMessage-ID: <s@example.jp>\r\n\r\nsmuggled\r\n.\r\n"
	for _, end := range []string{"\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\r\n.\n", "\r\r\n.\r\n", "\r\n\x00.\r\n", "\n\n.\r\n",
		"\r\n.\r\r\n", "\x00\r\n.\r\n", "\r\n.\x00\r\n"} {
		t.Run(fmt.Sprintf("%q", end), func(t *testing.T) {
			f := open(t, unlimited)
			s := f.dial()
			s.say(250, "EHLO client.example")
			s.say(250, "MAIL FROM:<taro@example.jp>")
			s.say(250, "RCPT TO:<case@%s>", domain)
			s.say(354, "DATA")
			_, err := io.WriteString(s.conn, letter("taro@example.jp")+"text"+end+second+"\r\n.\r\nQUIT\r\n")
			must(t, err)
			code, _, err := s.text.ReadResponse(550)
			if err != nil {
				t.Errorf("the mail is answered with %d, %v", code, err)
			}
			for err == nil {
				if code, _, err = s.text.ReadResponse(0); code/100 == 2 || code/100 == 3 {
					t.Errorf("behind it something is answered with %d", code)
				}
			}
			f.none()
			if f.outcomes("bad_lines") != 1 {
				t.Errorf("it is not counted:\n%s", f.log)
			}
		})
	}
	t.Run("commands", func(t *testing.T) {
		f := open(t, unlimited)
		s := f.dial()
		_, err := io.WriteString(s.conn, "EHLO client.example\nMAIL FROM:<taro@example.jp>\n")
		must(t, err)
		if code, text, _ := s.text.ReadResponse(0); code != 421 {
			t.Errorf("commands with bare line ends are answered with %d %s", code, text)
		}
	})
}

// Under TLS the mail itself is looked at; what was sent before TLS is forgotten.
func TestTLS(t *testing.T) {
	pair, roots := certificate(t)
	f := open(t, func(o *mailin.Options) {
		unlimited(o)
		o.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	})
	secure := func() *talk {
		s := f.dial()
		if text := s.say(250, "EHLO client.example"); !strings.Contains(text, "STARTTLS") {
			t.Fatalf("no STARTTLS is offered: %s", text)
		}
		s.say(220, "STARTTLS")
		c := tls.Client(s.conn, &tls.Config{ServerName: domain, RootCAs: roots, MinVersion: tls.VersionTLS12})
		must(t, c.HandshakeContext(t.Context()))
		s.conn, s.text = c, textproto.NewConn(c)
		s.say(250, "EHLO client.example")
		s.say(250, "MAIL FROM:<taro@example.jp>")
		s.say(250, "RCPT TO:<case@%s>", domain)
		return s
	}
	s := secure()
	s.say(354, "DATA")
	_, err := io.WriteString(s.conn, letter("taro@example.jp")+"one\n.\nMAIL FROM:<x@example.jp>\r\n.\r\n")
	must(t, err)
	s.want(550)
	s = secure()
	s.say(354, "DATA")
	_, err = io.WriteString(s.conn, letter("taro@example.jp")+".\r\n")
	must(t, err)
	s.want(250)

	inject := f.dial()
	inject.say(250, "EHLO client.example")
	_, err = io.WriteString(inject.conn, "STARTTLS\r\nMAIL FROM:<x@example.jp>\r\n")
	must(t, err)
	inject.want(220)
	c := tls.Client(inject.conn, &tls.Config{ServerName: domain, RootCAs: roots, MinVersion: tls.VersionTLS12})
	must(t, c.HandshakeContext(t.Context()))
	inject.text = textproto.NewConn(c)
	inject.say(250, "EHLO client.example")
	inject.say(502, "RCPT TO:<case@%s>", domain) // nobody has said MAIL FROM under TLS
	_ = c.Close()
	if a := f.answer(); a.to != "taro@example.jp" {
		t.Errorf("the answer went to %s", a.to)
	}
}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: domain}, DNSNames: []string{domain},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	must(t, err)
	parsed, err := x509.ParseCertificate(raw)
	must(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}

// Each limit refuses, names itself to the client, and lets others go on.
func TestLimits(t *testing.T) {
	limit := func(edit func(*mailin.Limits)) func(*mailin.Options) {
		return func(o *mailin.Options) { unlimited(o); edit(&o.Limits) }
	}
	t.Run("size", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.Mail = 10_000 }))
		if code, _ := f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp")+strings.Repeat("0123456789\r\n", 1000)); code != 552 {
			t.Errorf("a mail that is too large is answered with %d", code)
		}
		s := f.dial()
		if text := s.say(250, "EHLO client.example"); !strings.Contains(text, "SIZE 10000") {
			t.Errorf("the size is not told: %s", text)
		}
		s.say(552, "MAIL FROM:<taro@example.jp> SIZE=20000")
	})
	t.Run("memory", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.Held = 100 }))
		if code, _ := f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp")+strings.Repeat("0123456789\r\n", 100)); code != 452 {
			t.Errorf("a mail that does not fit is answered with %d", code)
		}
		f.none()
	})
	t.Run("sessions of one network", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.SessionsEach = 2 }))
		f.dial()
		s := f.dial()
		c := dialRaw(t, f.at)
		if line, err := c.ReadLine(); err != nil || !strings.HasPrefix(line, "421 ") {
			t.Errorf("the third session is greeted with %q, %v", line, err)
		}
		must(t, s.text.PrintfLine("QUIT"))
		s.want(221)
	})
	t.Run("mails of one network", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.MailsEach = gate.Allowance{Refuse: 2, Forgive: time.Hour} }))
		for i := range 2 {
			if code, text := f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp", fmt.Sprint("X-N: ", i))+fmt.Sprint(i)+"\r\n"); code != 250 {
				t.Errorf("mail %d: %d %s", i, code, text)
			}
		}
		s := f.dial()
		s.say(250, "EHLO client.example")
		s.say(450, "MAIL FROM:<taro@example.jp>")
	})
	t.Run("answers to one address", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.AnswersEach = gate.Allowance{Refuse: 2, Forgive: time.Hour} }))
		var got []int
		for i, from := range []string{"taro@example.jp", "taro@example.jp", "taro@example.jp", "hanako@example.jp"} {
			code, _ := f.send(from, "case@"+domain, letter(from)+fmt.Sprint(i)+"\r\n")
			got = append(got, code)
		}
		if want := []int{250, 250, 450, 250}; !slices.Equal(got, want) {
			t.Errorf("the mails are answered with %v, want %v", got, want)
		}
	})
	t.Run("answers in all", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.Answers = gate.Allowance{Refuse: 1, Forgive: time.Hour} }))
		f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp"))
		if code, _ := f.send("hanako@example.jp", "case@"+domain, letter("hanako@example.jp")); code != 450 {
			t.Errorf("the second is answered with %d", code)
		}
		f.answer()
	})
	t.Run("a slow sender", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.Data = 50 * time.Millisecond }))
		s := f.dial()
		s.say(250, "EHLO client.example")
		s.say(250, "MAIL FROM:<taro@example.jp>")
		s.say(250, "RCPT TO:<case@%s>", domain)
		s.say(354, "DATA")
		ended(t, s)
		f.none()
	})
	t.Run("a slow command", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.Command = 50 * time.Millisecond }))
		s := f.dial()
		s.want(421)
		ended(t, s)
	})
	t.Run("a session without end", func(t *testing.T) {
		f := open(t, limit(func(l *mailin.Limits) { l.Session = 200 * time.Millisecond }))
		s := f.dial()
		ended(t, s)
	})
	t.Run("commands without end", func(t *testing.T) {
		f := open(t, unlimited)
		s := f.dial()
		for range 1000 {
			if s.text.PrintfLine("NOOP") != nil {
				return
			}
			if _, _, err := s.text.ReadResponse(250); err != nil {
				return
			}
		}
		t.Error("a thousand commands were answered")
	})
	t.Run("a line without end", func(t *testing.T) {
		f := open(t, unlimited)
		s := f.dial()
		if _, err := io.WriteString(s.conn, "EHLO "+strings.Repeat("x", 5000)); err == nil {
			ended(t, s)
		}
	})
	t.Run("servers", func(t *testing.T) {
		f := open(t, unlimited)
		hops := slices.Repeat([]string{"Received: from a.example by b.example; Sun, 29 Nov 2026 10:00:00 +0900"}, 31)
		if code, _ := f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp", hops...)); code != 554 {
			t.Errorf("a mail through 31 servers is answered with %d", code)
		}
		f.none()
	})
	t.Run("headers", func(t *testing.T) {
		f := open(t, unlimited)
		for _, bad := range []string{strings.Repeat("X-A: b\r\n", 50_000) + letter("taro@example.jp"), "no header\r\n" + letter("taro@example.jp"), "text only\r\n"} {
			if code, _ := f.send("taro@example.jp", "case@"+domain, bad); code != 554 {
				t.Errorf("headers that cannot be read are answered with %d", code)
			}
		}
		f.none()
	})
}

func dialRaw(t *testing.T, at string) *textproto.Conn {
	t.Helper()
	c, err := textproto.Dial("tcp", at)
	must(t, err)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// ended fails unless the box ends the session by itself.
func ended(t *testing.T, s *talk) {
	t.Helper()
	must(t, s.conn.SetReadDeadline(time.Now().Add(20*time.Second)))
	for {
		if _, err := s.text.ReadLine(); err != nil {
			var late interface{ Timeout() bool }
			if errors.As(err, &late) && late.Timeout() {
				t.Error("the session goes on")
			}
			return
		}
	}
}

// The same mail twice, as a server sends it that missed our reply, is answered
// once; an answer that the mail server does not take is lost, and not tried again.
func TestOnce(t *testing.T) {
	f := open(t, nil)
	for range 3 {
		if code, _ := f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp")); code != 250 {
			t.Errorf("a copy is answered with %d", code)
		}
	}
	f.answer()
	if f.outcomes("copy") != 2 {
		t.Errorf("%d are counted as copies", f.outcomes("copy"))
	}

	f = open(t, nil)
	f.sink.refuse = true
	f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp"))
	f.answer() // one try
	if f.outcomes("lost") != 1 || f.outcomes("answered") != 0 || strings.Contains(f.log.String(), "@") {
		t.Errorf("the log of a lost answer:\n%s", f.log)
	}
}

// BDAT takes the same way as DATA.
func TestChunks(t *testing.T) {
	f := open(t, nil)
	s := f.dial()
	s.say(250, "EHLO client.example")
	s.say(250, "MAIL FROM:<taro@example.jp>")
	s.say(250, "RCPT TO:<case@%s>", domain)
	mail := letter("taro@example.jp")
	_, err := fmt.Fprintf(s.conn, "BDAT 10\r\n%sBDAT %d LAST\r\n%s", mail[:10], len(mail)-10, mail[10:])
	must(t, err)
	s.want(250)
	s.want(250)
	if a := f.answer(); a.to != "taro@example.jp" {
		t.Errorf("the answer went to %s", a.to)
	}
}

// A stop ends idle sessions at once, and answers what was taken.
func TestStop(t *testing.T) {
	f := open(t, nil)
	f.dial()
	half := f.dial()
	half.say(250, "EHLO client.example")
	f.send("taro@example.jp", "case@"+domain, letter("taro@example.jp"))
	f.answer()
	ended(t, half)
}

// Wrong settings are told when the box is made.
func TestWrongOptions(t *testing.T) {
	for _, domain := range []string{"", "localhost", "a b.example", "-x.example", strings.Repeat("a.", 120) + "example"} {
		if _, err := mailin.New(mailin.Options{Domain: domain}); err == nil {
			t.Errorf("New takes the domain %q", domain)
		}
	}
	if _, err := mailin.New(mailin.Options{Domain: "in.cards.example"}); err == nil {
		t.Error("New takes a box without DNS")
	}
}
