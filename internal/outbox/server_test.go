package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// exchanger is a mail server. A recipient whose name begins with later or none is
// refused for now or for good; flaw lets it fail otherwise.
type exchanger struct {
	mu   sync.Mutex
	took []taken
	flaw func() flaw // nil: none
}

// taken is a mail that the server has, whatever it answered.
type taken struct{ from, to, id string }

type flaw int

const (
	sound     flaw = iota
	busy           // it refuses for now, before the mail
	forgets        // it takes the mail, and says that it did not
	hangsUp        // it takes the mail, and says nothing
	kindCount      // how many there are
)

func (x *exchanger) next() flaw {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.flaw == nil {
		return sound
	}
	return x.flaw()
}

func (x *exchanger) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &talk{x: x, conn: c, flaw: x.next()}, nil
}

type talk struct {
	x        *exchanger
	conn     *smtp.Conn
	flaw     flaw
	from, to string
}

func (s *talk) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }
func (s *talk) Reset()                                      {}
func (s *talk) Logout() error                               { return nil }
func (s *talk) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	switch {
	case strings.HasPrefix(to, "none"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "<" + to + ">: no such user"}
	case strings.HasPrefix(to, "later"), s.flaw == busy:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox of " + to + " is full"}
	}
	return nil
}

func (s *talk) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	_, id, _ := strings.Cut(string(text), "Message-ID: <")
	id, _, _ = strings.Cut(id, ">")
	s.x.mu.Lock()
	s.x.took = append(s.x.took, taken{s.from, s.to, id})
	s.x.mu.Unlock()
	switch s.flaw {
	case forgets:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try later"}
	case hangsUp:
		return s.conn.Conn().Close()
	default:
		return nil
	}
}

// start serves and returns where.
func (x *exchanger) start(t *testing.T) notify.Server {
	t.Helper()
	s := smtp.NewServer(x)
	s.Domain, s.ErrorLog = "localhost", slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.Serve(l); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Log(err)
		}
	})
	t.Cleanup(func() { _ = s.Close(); running.Wait() })
	server, err := notify.NewServer("smtp+plain://"+l.Addr().String(), "", "")
	must(t, err)
	return server
}

// copies returns how often the server has each mail.
func (x *exchanger) copies() map[taken]int {
	x.mu.Lock()
	defer x.mu.Unlock()
	all := map[taken]int{}
	for _, m := range x.took {
		all[m]++
	}
	return all
}

// A server refuses for now, for good, or takes a mail; what it says is kept
// without the address, and the envelope names the mail.
func TestServer(t *testing.T) {
	stores(t, func(t *testing.T, f *office) {
		x := &exchanger{}
		f.send = notify.NewSender(x.start(t)).Send
		f.order("A-1", "later@example.jp", "none@example.jp", "hanako@example.jp")
		f.want("ordered", "gift hanako@example.jp, order taro@example.jp")
		s, err := f.box.State(t.Context())
		must(t, err)
		if len(s.Waiting) != 1 || len(s.Dead) != 1 || !strings.Contains(s.Waiting[0].Said, "451") || !strings.Contains(s.Dead[0].Said, "550") {
			t.Fatalf("state %+v", s)
		}
		for _, m := range append(s.Waiting, s.Dead...) {
			if strings.Contains(m.Said, "example.jp") || m.Order != "A-1" {
				t.Errorf("of a mail that failed is told %+v; want its order and no address", m)
			}
		}
		for m := range x.copies() {
			token, _, _ := strings.Cut(m.id, "@")
			if m.from != "gift+b-"+token+"@cards.example" {
				t.Errorf("the envelope sender of %s is %s", m.id, m.from)
			}
		}
		f.wait(4 * 24 * time.Hour)
		for range 12 { // tries come to an end
			f.step()
			f.wait(27 * time.Hour)
		}
		if s, err = f.box.State(t.Context()); err != nil || len(s.Waiting) != 0 || len(s.Dead) != 2 {
			t.Errorf("at the end state %+v, %v", s, err)
		}
	})
}

// A store that fails while much is to be read is told of, and holds up no row.
func TestReadFails(t *testing.T) {
	c := &crashing{Store: memory.New(), until: -1}
	f := newOffice(t, c)
	f.fail = func(string) error { return &notify.Failure{Again: true, Code: 451, Says: "later"} }
	f.order("A-1", "hanako@example.jp")
	f.step()
	f.fail = nil
	f.do("issue-1", admin(), unspent.Issue{Program: "gift-jpy", Value: jpy(1), Count: 1000})
	f.wait(2 * time.Minute)
	c.mu.Lock()
	c.until = 0
	c.mu.Unlock()
	if err := f.box.Step(t.Context()); !errors.Is(err, unspent.Unavailable) {
		t.Errorf("Step = %v; want what the store said", err)
	}
	if got := f.took(); got != "gift hanako@example.jp, order taro@example.jp" {
		t.Errorf("sent %q, want what waited", got)
	}
	f.step()
	if s, err := f.box.State(t.Context()); err != nil || s.Behind != 0 {
		t.Errorf("state %+v, %v", s, err)
	}
}

// A mail that was taken just when the process is told to stop is settled.
func TestStopped(t *testing.T) {
	f := newOffice(t, memory.New())
	ctx, stop := context.WithCancel(t.Context())
	f.send = func(_ context.Context, m notify.Mail) error {
		if m.Kind() == "gift" {
			stop()
		}
		return nil
	}
	f.order("A-1", "hanako@example.jp")
	if err := f.box.Step(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Step = %v; want that it was stopped", err)
	}
	if got := f.took(); !strings.Contains(got, "gift hanako@example.jp") {
		t.Fatalf("sent %q", got)
	}
	f.open()
	f.step()
	if got := f.took(); strings.Contains(got, "gift") {
		t.Errorf("after a new start %q is sent once more", got)
	}
}

// shaky is a store whose Updates are lost, or reported lost, by chance.
type shaky struct {
	store.Store
	mu     sync.Mutex
	random *rand.Rand // nil: none is
}

func (s *shaky) Update(ctx context.Context, f func(store.Tx) error) error {
	s.mu.Lock()
	n := 9
	if s.random != nil {
		n = s.random.IntN(8)
	}
	s.mu.Unlock()
	if n == 0 {
		return unspent.Errorf(unspent.Unavailable, "lost")
	}
	err := s.Store.Update(ctx, f)
	if n == 1 && err == nil {
		return unspent.Errorf(unspent.Unavailable, "reported lost")
	}
	return err
}

// shake has the outbox work under faults of server, store and process for a few
// hours, and then without for as long.
func (f *office) shake(x *exchanger, st *shaky, server notify.Server, random *rand.Rand) {
	var mu sync.Mutex // random is asked from several sessions
	x.flaw = func() flaw {
		mu.Lock()
		defer mu.Unlock()
		return flaw(random.IntN(int(kindCount)))
	}
	st.random = rand.New(rand.NewPCG(random.Uint64(), 1))
	for range 8 {
		_ = f.box.Step(f.t.Context())
		if random.IntN(3) == 0 { // the process ends, and with it what the sender remembers
			f.send = notify.NewSender(server).Send
			f.open()
		}
		f.wait(20 * time.Minute)
	}
	x.mu.Lock()
	x.flaw = nil
	x.mu.Unlock()
	st.random = nil
	for range 3 {
		f.wait(3 * time.Hour)
		f.step()
		s, err := f.box.State(f.t.Context())
		must(f.t, err)
		for _, m := range s.Dead { // the process ended twice while it was handed over, and somebody tries it again
			if !strings.Contains(m.Said, "it may have arrived") {
				f.t.Errorf("dead: %+v", m)
			}
			must(f.t, f.box.Retry(f.t.Context(), m.ID))
		}
	}
	f.step()
}

// Whatever fails: each cause is mailed at least once, all copies have one
// Message-ID, nothing waits at the end, and no code is told on the way.
func TestFaults(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() {
		seeds = 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			kept := store.Store(memory.New())
			if seed%4 == 3 {
				var err error
				kept, err = sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
				must(t, err)
			}
			st, x, random := &shaky{Store: kept}, &exchanger{}, rand.New(rand.NewPCG(seed, 0))
			f := newOffice(t, st)
			var log bytes.Buffer
			f.log = slog.New(slog.NewTextHandler(&log, nil))
			f.open()
			server := x.start(t)
			f.send = notify.NewSender(server).Send
			people := []string{"a@example.jp", "b@example.jp", "c@example.jp", "d@example.jp", "e@example.jp"}
			o := f.order("A-1", people...)
			var codes []unspent.Code
			for n := range people {
				codes = append(codes, f.code(o, n))
			}
			f.shake(x, st, server, random)
			f.do("claim-1", admin(), unspent.Claim{Code: codes[0], Account: "acct_x"})
			f.do("claim-2", admin(), unspent.Claim{Code: codes[1], Account: "acct_x"})
			f.do("hold-1", admin(), unspent.PlaceHold{Code: codes[2], For: "buyer@example.jp", Until: f.clock().Add(48 * time.Hour)})
			f.shake(x, st, server, random)

			causes := map[string]int{}
			for m := range x.copies() {
				causes[m.to]++
			}
			want := map[string]int{"taro@example.jp": 3, "buyer@example.jp": 1} // an order mail and two notices
			for _, p := range people {
				want[p] = 1
			}
			for to, n := range want {
				if causes[to] != n {
					t.Errorf("%s has mails of %d Message-IDs, want %d", to, causes[to], n)
				}
			}
			if len(causes) != len(want) {
				t.Errorf("mails went to %v", causes)
			}
			s, err := f.box.State(t.Context())
			must(t, err)
			if s.Behind != 0 || len(s.Waiting)+len(s.Dead) != 0 {
				t.Errorf("at the end state %+v", s)
			}
			if got := f.statuses(o.Number); strings.Contains(got, "sent") || strings.Contains(got, "failed") {
				t.Errorf("at the end statuses %q", got)
			}
			if told := log.String() + fmt.Sprint(s); slices.ContainsFunc(codes, func(c unspent.Code) bool { return strings.Contains(told, c.Reveal()) }) {
				t.Error("a code is told in the log or the state")
			}
		})
	}
}

// What a bounce quotes of a mail is kept without address and code.
func TestBounceTellsNobody(t *testing.T) {
	f := newOffice(t, memory.New())
	o := f.order("A-1", "hanako@example.jp")
	code := f.code(o, 0).Reveal()
	f.step()
	for _, m := range f.mails {
		token, _, _ := strings.Cut(m.id, "@")
		must(t, f.box.Bounce(t.Context(), token, "5.1.1", "smtp; 550 <hanako@example.jp>: unknown (code "+code+") "+strings.Repeat("あ", 200)))
	}
	s, err := f.box.State(t.Context())
	must(t, err)
	o, err = f.shop.Order(t.Context(), o.Number)
	must(t, err)
	told := fmt.Sprintf("%+v %s", s, o.Cards[0].Failed)
	if strings.Contains(told, "hanako") || strings.Contains(told, code) || !strings.Contains(told, "unknown") || len(s.Bounces) != 2 {
		t.Errorf("told of bounces: %s", told)
	}
}
