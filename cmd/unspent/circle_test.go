package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/miekg/dns"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// circle is everything between a claim and a verdict, all of it real: a book, a
// key in its file, a mail server, and a DNS server with the key's record.
type circle struct {
	book   *book.Book
	keys   []notify.Key
	signer notify.Signer
	head   notify.Letterhead
	sender *notify.Sender
	took   chan string // what the mail server took
	dns    intake.Keys
	brand  *brand.Profile
}

func mailAddress(t *testing.T, text string) notify.Address {
	t.Helper()
	a, err := notify.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func newCircle(t *testing.T) *circle {
	t.Helper()
	c := &circle{took: make(chan string, 1)}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ring, err := keyring.New(rand.Reader, time.Now())
	must(err)
	c.book, err = book.Open(t.Context(), memory.New(), ring, book.Options{})
	must(err)
	t.Cleanup(func() { _ = c.book.Close() })
	_, err = c.book.CreateProgram(t.Context(), circleAdmin(), unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: circleYen(1).Currency(), Claimable: true})
	must(err)

	db := filepath.Join(t.TempDir(), "unspent.db")
	for selector, a := range map[string]notify.Algorithm{"u2026a": notify.RSA, "u2026b": notify.Ed25519} {
		_, err := notify.CreateKey(notify.KeyPath(db, selector), "hanami.example", selector, a, rand.Reader, time.Now())
		must(err)
		key, err := notify.LoadKey(notify.KeyPath(db, selector))
		must(err)
		c.keys = append(c.keys, key)
	}
	c.signer, err = notify.NewSigner(c.keys...)
	must(err)
	from := mailAddress(t, "gift@mail.hanami.example")
	c.head, err = notify.NewLetterhead(brand.Text{JA: "花見カード", EN: "Hanami Cards"}, from, "https://hanami.example")
	must(err)
	server, err := notify.NewServer("smtp+plain://"+c.serveMail(t), "", "")
	must(err)
	c.sender = notify.NewSender(server)
	c.dns = intake.DNS(c.serveRecords(t))
	c.brand, err = notify.Profile(brand.Builtin(), from, "hanami.example")
	must(err)
	return c
}

func circleAdmin() unspent.Actor { return unspent.Actor{ID: "key_1", Role: unspent.Admin} }

func circleYen(n int64) unspent.Money {
	jpy, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(n, jpy)
}

// mailSession takes mails as a mail server does: with lines of its own in front.
type mailSession struct{ took chan string }

func (s mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s mailSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s mailSession) Reset()                               {}
func (s mailSession) Logout() error                        { return nil }
func (s mailSession) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	s.took <- "Return-Path: <gift@mail.hanami.example>\r\nReceived: from localhost by mx.example.jp with ESMTP;\r\n" +
		"\tMon, 23 Nov 2026 12:00:00 +0900\r\n" + string(text)
	return err
}

func (c *circle) serveMail(t *testing.T) string {
	t.Helper()
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return mailSession{c.took}, nil }))
	s.Domain = "mx.example.jp"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
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
	return l.Addr().String()
}

func (c *circle) serveRecords(t *testing.T) string {
	t.Helper()
	records := map[string]string{}
	for _, k := range c.keys {
		record, err := k.Record()
		if err != nil {
			t.Fatal(err)
		}
		records[k.RecordName()+"."] = record
	}
	conn, err := (&net.ListenConfig{}).ListenPacket(context.Background(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	started := make(chan struct{})
	s := &dns.Server{PacketConn: conn, NotifyStartedFunc: func() { close(started) }, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, ask *dns.Msg) {
		reply := new(dns.Msg).SetReply(ask)
		if record, ok := records[strings.ToLower(ask.Question[0].Name)]; ok {
			reply.Answer = []dns.RR{&dns.TXT{Hdr: dns.RR_Header{Name: ask.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: 60}, Txt: pieces(record)}}
		} else {
			reply.Rcode = dns.RcodeNameError
		}
		_ = w.WriteMsg(reply)
	})}
	done := make(chan error, 1)
	go func() { done <- s.ActivateAndServe() }()
	<-started
	t.Cleanup(func() {
		if err := errors.Join(s.Shutdown(), <-done); err != nil {
			t.Errorf("the DNS server: %v", err)
		}
	})
	return conn.LocalAddr().String()
}

// claimed issues a card to taro and claims it, and returns the event.
func (c *circle) claimed(t *testing.T, key string) unspent.Event {
	t.Helper()
	sold, err := c.book.Do(t.Context(), unspent.Request{Key: "order-" + key, By: circleAdmin(), Command: unspent.Issue{Program: "gift-jpy",
		Value: circleYen(5000), Count: 1, Activate: true, Order: "G-1042", Recipient: "taro@example.jp"}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.book.Do(t.Context(), unspent.Request{Key: "claim-" + key, By: circleAdmin(),
		Command: unspent.Claim{Code: sold.Codes[0], Account: "acct_taro"}})
	if err != nil || got.Events[0].Kind != unspent.Claimed {
		t.Fatalf("claim = %v, %v", got.Events, err)
	}
	return got.Events[0]
}

// deliver writes the notice of a claim, signs it and sends it, and returns what
// arrived.
func (c *circle) deliver(t *testing.T, ev unspent.Event, l notify.Letter, giver string, lang notify.Lang) string {
	t.Helper()
	m, err := c.head.Compose(l, notify.Envelope{To: mailAddress(t, giver), Lang: lang, Cause: ev.Seq.EventID(), At: ev.At})
	if err != nil {
		t.Fatal(err)
	}
	if m, err = c.signer.Sign(m); err != nil {
		t.Fatal(err)
	}
	if err := c.sender.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	select {
	case text := <-c.took:
		return text
	case <-time.After(10 * time.Second):
		t.Fatal("no mail arrived: has this one been sent before?")
		return ""
	}
}

// judge brings a mail as evidence to the case of a card that hanako gave taro.
func (c *circle) judge(t *testing.T, text string, edit func(*assess.Case, *intake.Options)) (assess.Evidence, assess.Verdict) {
	t.Helper()
	now := time.Now().Add(time.Minute)
	on := assess.Case{Asker: assess.Holder, Channel: assess.FromPerson, Form: brand.FormMail,
		Card: assess.Card{Amount: circleYen(5000), Order: "G-1042", Recipient: "taro@example.jp", Giver: "hanako@example.jp"}}
	o := intake.Options{Brand: c.brand, All: brand.Builtin(), Owner: assess.Givers, Seen: now, Keys: c.dns}
	if edit != nil {
		edit(&on, &o)
	}
	o.Card = on.Card
	in, err := intake.Read(t.Context(), "notice.eml", []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Evidence) != 1 {
		t.Fatalf("the mail is %d pieces of evidence", len(in.Evidence))
	}
	in.Evidence[0].ID = "e1"
	return in.Evidence[0], assess.Judge(on, in.Evidence, c.brand, now)
}

// rewritten changes the first part of a mail, its plain text.
func rewritten(t *testing.T, mail, from, to string) string {
	t.Helper()
	head, rest, _ := strings.Cut(mail, "text/plain; charset=UTF-8\r\n\r\n")
	body, tail, _ := strings.Cut(rest, "\r\n--part-")
	raw, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(body, "\r\n", ""))
	text := strings.ReplaceAll(string(raw), from, to)
	if err != nil || text == string(raw) {
		t.Fatalf("the mail has no %q: %v", from, err)
	}
	return head + "text/plain; charset=UTF-8\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(text)) + "\r\n--part-" + tail
}

// TestCircle walks from a claim to the verdict "used, proven", by way of nothing
// but the mail that the giver was sent.
func TestCircle(t *testing.T) {
	c := newCircle(t)
	ev := c.claimed(t, "1")
	notice := notify.Opened{Face: ev.Amount, Recipient: mailAddress(t, "taro@example.jp"), At: ev.At, Order: "G-1042"}
	for _, lang := range []notify.Lang{notify.Japanese, notify.English} {
		t.Run(string(lang), func(t *testing.T) {
			ev := c.claimed(t, string(lang))
			text := c.deliver(t, ev, notice, "hanako@example.jp", lang)
			e, v := c.judge(t, text, nil)
			if e.Says != brand.MailOpened || e.Grade != assess.Verified || e.Card.Amount != circleYen(5000) || e.Card.Order != "G-1042" ||
				e.Card.Recipient != "taro@example.jp" || e.Card.Giver != "hanako@example.jp" || !e.At.Equal(ev.At.Truncate(time.Second)) {
				t.Errorf("the mail says %+v", e)
			}
			if v.State != assess.Used || v.Confidence != assess.Proven {
				t.Errorf("verdict = %s, %s: %s; want used, proven", v.State, v.Confidence, v.Summary.EN)
			}
		})
	}
}

// Somebody else's copy of the brand's file, with the issuer's sender in it, as
// the guide says, proves the same.
func TestCircleByFile(t *testing.T) {
	c := newCircle(t)
	file, err := os.ReadFile(filepath.Join("..", "..", "brand", "data", "unspent.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("id: unspent\n", "id: hanami\n", "gift@cards.example", "gift@mail.hanami.example", "[cards.example]",
		"[hanami.example]").Replace(string(file))
	own, err := brand.Load(fstest.MapFS{"hanami.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	c.brand, _ = own.Find("hanami")
	ev := c.claimed(t, "1")
	notice := notify.Opened{Face: ev.Amount, Recipient: mailAddress(t, "taro@example.jp"), At: ev.At}
	if e, v := c.judge(t, c.deliver(t, ev, notice, "hanako@example.jp", notify.Japanese), nil); v.State != assess.Used || v.Confidence != assess.Proven {
		t.Errorf("verdict = %s, %s from %+v; want used, proven", v.State, v.Confidence, e)
	}
}

// TestCircleBreaks brings what is not the notice of this card, and none of it
// proves anything.
func TestCircleBreaks(t *testing.T) {
	c := newCircle(t)
	ev := c.claimed(t, "1")
	notice := notify.Opened{Face: ev.Amount, Recipient: mailAddress(t, "taro@example.jp"), At: ev.At, Order: "G-1042"}
	good := c.deliver(t, ev, notice, "hanako@example.jp", notify.Japanese)
	if _, v := c.judge(t, good, nil); v.Confidence != assess.Proven {
		t.Fatalf("the mail itself proves nothing: %s", v.Summary.EN)
	}
	other := notice
	other.Recipient = mailAddress(t, "jiro@example.jp")
	spoof := notify.Gift{Code: unspent.DeriveCode([32]byte{1}, 0), Face: circleYen(5000), Order: "G-1042", Giver: "開封通知：お送りになったギフトカードが受け取られました",
		Message: "お送りになったギフトカードは、受け取った方のアカウントに登録されました。\n届け先：taro@example.jp\n金額：￥5,000\n注文番号：G-1042"}
	plain, err := c.head.Compose(notice, notify.Envelope{To: mailAddress(t, "hanako@example.jp"), Lang: notify.Japanese, Cause: "evt_9", At: ev.At})
	if err != nil {
		t.Fatal(err)
	}
	larger := func(on *assess.Case, _ *intake.Options) { on.Card.Amount = circleYen(9000) }
	tests := map[string]struct {
		text string
		edit func(*assess.Case, *intake.Options)
	}{
		"another amount written in": {rewritten(t, good, "5,000", "9,000"), larger},
		"of another amount":         {good, larger},
		"another giver written in": {strings.Replace(good, "To: <hanako@", "To: <jiro@", 1),
			func(on *assess.Case, _ *intake.Options) { on.Card.Giver = "jiro@example.jp" }},
		"to another giver":          {c.deliver(t, ev, notice, "jiro@example.jp", notify.Japanese), nil},
		"another giver, renamed":    {strings.Replace(c.deliver(t, ev, notice, "saburo@example.jp", notify.Japanese), "To: <saburo@", "To: <hanako@", 1), nil},
		"of another recipient":      {c.deliver(t, c.claimed(t, "2"), other, "hanako@example.jp", notify.Japanese), nil},
		"a second To in front":      {"To: <hanako@example.jp>\r\n" + good, nil},
		"a second subject in front": {"Subject: hello\r\n" + good, nil},
		"without a signature":       {string(plain.Reveal()), nil},
		"no key to be had":          {good, func(_ *assess.Case, o *intake.Options) { o.Keys = nil }},
		"brought for another card":  {good, func(_ *assess.Case, o *intake.Options) { o.Used = func([32]byte) bool { return true } }},
		"of another issuer":         {good, func(_ *assess.Case, o *intake.Options) { o.Brand, _ = brand.Builtin().Find(notify.ProfileID) }},
		"a giver's words in a gift": {c.deliver(t, ev, spoof, "hanako@example.jp", notify.Japanese), nil},
		"only the text, copied":     {"From: gift@mail.hanami.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 03:00:00 +0000\r\n\r\n" + good, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e, v := c.judge(t, tt.text, tt.edit)
			if v.Confidence == assess.Proven {
				t.Errorf("verdict = %s, %s from %+v; want nothing proven", v.State, v.Confidence, e)
			}
		})
	}
}
