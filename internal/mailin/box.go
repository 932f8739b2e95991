package mailin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// Options is what a box needs.
type Options struct {
	Domain   string          // of the recipients, and the name that the greeting says
	TLS      *tls.Config     // nil: no STARTTLS
	Resolver Resolver        // of who sends
	Keys     intake.Keys     // that signed the mails of brands
	Eyes     intake.Eyes     // read the pictures that are attached; nil: nobody does
	Papers   *unpack.Papers  // read the PDFs; nil: nothing does
	Brands   brand.Catalogue // none: the built-in ones
	Own      []notify.Address
	// Post writes, signs and hands a letter to a mail server, as an outbox has it.
	Post    func(ctx context.Context, l notify.Letter, e notify.Envelope) (id string, err error)
	Now     func() time.Time      // time.Now if nil
	Rand    io.Reader             // crypto/rand if nil
	Log     *slog.Logger          // none if nil
	Metrics prometheus.Registerer // none if nil
	Limits  Limits                // the zero value is DefaultLimits
}

// Box takes mails and answers them. It is safe for concurrent use.
type Box struct {
	o       Options
	rates   rates
	cases   *cases
	count   counters
	jobs    chan job
	sending sync.WaitGroup  // mails that are being taken
	senders map[string]bool // addresses that brands send from
	issuers map[string]bool // domains that brands have

	mu   sync.Mutex
	held int               // bytes of mails in memory, guarded by mu
	seen map[[32]byte]bool // mails that were taken, guarded by mu
	past [][32]byte        // the same, the oldest first, guarded by mu
}

// job is a mail that is to be judged and answered.
type job struct {
	to    notify.Address
	token string
	head  head
	mail  []byte
	cause string // its hash
}

var domainName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)

// New returns a box that has taken nothing yet.
func New(o Options) (*Box, error) {
	o.Domain = strings.ToLower(o.Domain)
	switch {
	case !domainName.MatchString(o.Domain) || len(o.Domain) > 190:
		return nil, unspent.Errorf(unspent.Invalid, "mails are sent in to a domain such as in.cards.example")
	case o.Resolver == nil || o.Post == nil:
		return nil, unspent.Errorf(unspent.Invalid, "mails that are sent in need DNS, to know who sent them, and a mail server for the answers")
	}
	if len(o.Brands.All()) == 0 {
		o.Brands = brand.Builtin()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	b := &Box{o: o, cases: newCases(o.Rand, o.Limits.Cases), jobs: make(chan job, o.Limits.Waiting),
		senders: map[string]bool{}, issuers: map[string]bool{}, seen: map[[32]byte]bool{}}
	for _, p := range o.Brands.All() {
		for _, m := range p.Mails {
			for _, from := range m.From {
				b.senders[from] = true
				b.issuers[orgOf(from[strings.LastIndexByte(from, '@')+1:])] = true
			}
		}
	}
	var err error
	if b.rates, err = newRates(o.Limits, o.Now, o.Rand); err != nil {
		return nil, err
	}
	b.count, err = newCounters(o.Metrics)
	return b, err
}

// boxName is the part of our addresses before the @, and before the token.
const boxName = "case"

// Address begins a case of somebody and returns the address that takes its mails,
// and until when.
func (b *Box) Address(to notify.Address, in casefile.Input) (notify.Address, time.Time, error) {
	token, until, err := b.begin(running{to: to, in: in, lang: notify.Lang(in.Language)})
	if err != nil {
		return notify.Address{}, time.Time{}, err
	}
	a, err := b.address(token)
	return a, until, err
}

func (b *Box) begin(r running) (token string, until time.Time, err error) {
	r.in.Evidence = nil
	if r.lang == "" {
		r.lang = notify.Japanese
	}
	r.until = b.o.Now().Add(caseTime).UTC().Truncate(time.Minute)
	token, err = b.cases.open(r)
	return token, r.until, err
}

// address returns that of a case, or of none.
func (b *Box) address(token string) (notify.Address, error) {
	if token == "" {
		return notify.ParseAddress(boxName + "@" + b.o.Domain)
	}
	return notify.ParseAddress(boxName + "+" + token + "@" + b.o.Domain)
}

// Serve takes mails on l until ctx is done, then answers what it has accepted, as
// far as there is time for that, and returns when nothing of it runs any more.
func (b *Box) Serve(ctx context.Context, l net.Listener) error {
	limits := b.o.Limits
	in := newListener(l, limits)
	working, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return b.newSession(working, c) }))
	server.Domain, server.TLSConfig = b.o.Domain, b.o.TLS
	server.MaxRecipients, server.MaxMessageBytes, server.MaxLineLength = 1, int64(limits.Mail), maxLine
	server.ReadTimeout, server.WriteTimeout = limits.Command, writeTime
	server.ErrorLog = sessionLog{b.o.Log}
	var crew sync.WaitGroup
	crew.Go(func() {
		for j := range b.jobs {
			b.answer(working, j)
		}
	})
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(in) }() // waited for below
	var err error
	select {
	case err = <-failed:
		failed <- nil
	case <-ctx.Done():
	}
	grace := time.AfterFunc(limits.Grace, func() { in.closeAll(true); end() })
	defer grace.Stop()
	in.closeAll(false)
	err = errors.Join(err, ignoreClosed(server.Shutdown(context.Background())), <-failed)
	b.sending.Wait()
	close(b.jobs)
	crew.Wait()
	return err
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) || errors.Is(err, smtp.ErrServerClosed) {
		return nil
	}
	return err
}

// sessionLog is what the SMTP library tells. It names clients and repeats what
// they said, so only that something happened is passed on.
type sessionLog struct{ log *slog.Logger }

// Printf implements [smtp.Logger].
func (l sessionLog) Printf(format string, args ...any) {
	if strings.HasPrefix(format, "panic") && len(args) == 3 {
		l.log.Error("a mail session broke", "stack", fmt.Sprintf("%s", args[2]))
		return
	}
	l.log.Debug("a mail session ended early")
}

// Println implements [smtp.Logger].
func (l sessionLog) Println(...any) { l.log.Debug("a mail session ended early") }

// hold takes the memory of n more bytes; n may be negative.
func (b *Box) hold(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n > 0 && b.held+n > b.o.Limits.Held {
		return false
	}
	b.held += n
	return true
}

// first notes a mail, and reports whether it is the first copy.
func (b *Box) first(key [32]byte) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.seen[key] {
		return false
	}
	b.seen[key] = true
	if b.past = append(b.past, key); len(b.past) > maxSeen {
		delete(b.seen, b.past[0])
		b.past = b.past[1:]
	}
	return true
}

// forget takes a note back, of a mail that was not taken after all.
func (b *Box) forget(key [32]byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.seen, key)
	b.past = slices.DeleteFunc(b.past, func(k [32]byte) bool { return k == key })
}

// printOf is the same for every copy of a mail that a server sends to somebody
// again because our answer to it was lost.
func printOf(to notify.Address, token string, h head, mail []byte) [32]byte {
	sum := sha256.New()
	for _, part := range []string{to.String(), token, h.value("message-id"), h.value("resent-message-id"), h.value("resent-date"), h.value("date")} {
		fmt.Fprintf(sum, "%d\n%s", len(part), part)
	}
	_, body, _ := strings.Cut(string(mail), "\r\n\r\n")
	io.WriteString(sum, body)
	return [32]byte(sum.Sum(nil))
}
