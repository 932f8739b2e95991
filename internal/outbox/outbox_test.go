package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/outbox"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// office is an issuer with an outbox. Its mails are composed, and then taken by a
// list, or by the server of server_test.go.
type office struct {
	t     testing.TB
	store store.Store
	book  *book.Book
	shop  *gift.Shop
	door  *signin.Door
	box   *outbox.Outbox
	head  notify.Letterhead

	mu    sync.Mutex
	now   time.Time
	mails []mail
	link  string
	fail  func(to string) error
	log   *slog.Logger                             // of the outbox; may be nil
	send  func(context.Context, notify.Mail) error // to a server; nil: the list is enough

	handing func(notify.Letter, notify.Envelope) // told of each mail before it is sent; nil: nobody is
}

type mail struct{ kind, to, id, text string }

func (f *office) clock() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *office) wait(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

func (f *office) post(ctx context.Context, l notify.Letter, e notify.Envelope) (string, error) {
	m, err := f.head.Compose(l, e)
	if err != nil {
		return "", err
	}
	if f.handing != nil {
		f.handing(l, e)
	}
	if f.send != nil {
		if err := f.send(ctx, m); err != nil {
			return "", err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail != nil {
		if err := f.fail(e.To.String()); err != nil {
			return "", err
		}
	}
	f.mails = append(f.mails, mail{m.Kind(), m.To().String(), m.ID(), string(m.Reveal())})
	return m.Token(), nil
}

// took returns what was sent since the last time, as "kind to", sorted.
func (f *office) took() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, m := range f.mails {
		all = append(all, m.kind+" "+m.to)
	}
	f.mails = nil
	slices.Sort(all)
	return strings.Join(all, ", ")
}

type locked struct {
	mu     sync.Mutex
	random *rand.ChaCha8
}

func (l *locked) Read(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.random.Read(b)
}

func address(text string) notify.Address {
	a, err := notify.ParseAddress(text)
	if err != nil {
		panic(err)
	}
	return a
}

func jpy(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

func admin() unspent.Actor { return unspent.Actor{ID: "key_admin", Role: unspent.Admin} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newOffice(t testing.TB, st store.Store) *office {
	t.Helper()
	f := &office{t: t, store: st, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	random := &locked{random: rand.NewChaCha8([32]byte{5})}
	ring, err := keyring.New(random, f.now)
	must(t, err)
	f.book, err = book.Open(t.Context(), st, ring, book.Options{Now: f.clock, Steady: func() time.Duration { return f.clock().Sub(time.Unix(0, 0)) },
		Rand: random})
	must(t, err)
	t.Cleanup(func() { must(t, errors.Join(f.book.Close(), st.Close())) })
	validity, err := unspent.ParsePeriod("P3M")
	must(t, err)
	_, err = f.book.CreateProgram(t.Context(), admin(), unspent.Program{ID: "gift-jpy", Name: "Gift", Currency: jpy(0).Currency(), Validity: validity,
		Claimable: true, Spendable: true, Transferable: true})
	must(t, err)
	f.head, err = notify.NewLetterhead(brand.Text{JA: "花見カード", EN: "Hanami Cards"}, address("gift@cards.example"), "https://cards.example")
	must(t, err)
	f.shop = gift.New(st, f.book, gift.Options{Now: f.clock})
	f.door = signin.New(st, signin.Options{Pages: "https://cards.example", Now: f.clock, Rand: random,
		Send: func(_ context.Context, l notify.Letter, _ notify.Envelope) error {
			f.link = l.(notify.SignIn).Link
			return nil
		}})
	f.open()
	return f
}

// open makes the outbox anew, as a start of the server does.
func (f *office) open() {
	f.box = outbox.New(f.store, f.book, f.shop, f.door, outbox.Options{Post: f.post, Now: f.clock, Log: f.log})
}

func (f *office) step() {
	f.t.Helper()
	must(f.t, f.box.Step(f.t.Context()))
}

func (f *office) do(key string, by unspent.Actor, cmd unspent.Command) book.Answer {
	f.t.Helper()
	done, err := f.book.Do(f.t.Context(), unspent.Request{Key: key, By: by, Command: cmd})
	must(f.t, err)
	return done
}

// order places an order of the staff and returns it.
func (f *office) order(number string, people ...string) gift.Order {
	f.t.Helper()
	o := gift.Order{Number: number, Program: "gift-jpy", Giver: gift.Giver{Name: "太郎", Mail: address("taro@example.jp"), Lang: notify.Japanese}}
	for _, p := range people {
		o.Cards = append(o.Cards, gift.Card{To: address(p), Lang: notify.Japanese, Value: jpy(3000), Message: "おめでとう"})
	}
	o, err := f.shop.Place(f.t.Context(), admin(), number, o)
	must(f.t, err)
	return o
}

func (f *office) code(o gift.Order, n int) unspent.Code {
	f.t.Helper()
	code, err := f.shop.Code(f.t.Context(), o.Number, n)
	must(f.t, err)
	return code
}

func (f *office) want(what, want string) {
	f.t.Helper()
	f.step()
	if got := f.took(); got != want {
		f.t.Errorf("%s: sent %q, want %q", what, got, want)
	}
}

func stores(t *testing.T, test func(t *testing.T, f *office)) {
	t.Run("memory", func(t *testing.T) { test(t, newOffice(t, memory.New())) })
	t.Run("sqlite", func(t *testing.T) {
		st, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
		must(t, err)
		test(t, newOffice(t, st))
	})
}

// Each thing that happens is mailed to whom it concerns, once.
func TestEvents(t *testing.T) {
	stores(t, func(t *testing.T, f *office) {
		o := f.order("A-1", "hanako@example.jp", "jiro@example.jp")
		code, second := f.code(o, 0), f.code(o, 1)
		f.want("ordered", "gift hanako@example.jp, gift jiro@example.jp, order taro@example.jp")
		f.want("nothing new", "")
		if _, err := f.shop.Code(t.Context(), o.Number, 0); !errors.Is(err, unspent.NotFound) {
			t.Errorf("the code of a card that was mailed can still be shown: %v", err)
		}
		f.do("claim-1", admin(), unspent.Claim{Code: code, Account: "acct_x"})
		f.want("claimed", "opened taro@example.jp")
		_, err := f.shop.Silence(t.Context(), o.Number, true)
		must(t, err)
		held := f.do("hold-1", admin(), unspent.PlaceHold{Code: second, For: "buyer@example.jp", Until: f.now.Add(time.Hour)})
		f.want("held", "held buyer@example.jp")
		hold := held.Events[0].Seq
		f.do("release-1", admin(), unspent.Release{Hold: hold, Code: second})
		f.want("released", "released buyer@example.jp")
		taken := f.do("take-1", admin(), unspent.Take{Hold: hold, Secret: held.Secret})
		f.want("taken", "taken jiro@example.jp")
		f.do("claim-2", admin(), unspent.Claim{Code: taken.Codes[0], Account: "acct_y"})
		f.want("claimed by somebody else", "")
		plain := f.do("issue-1", admin(), unspent.Issue{Program: "gift-jpy", Value: jpy(500), Count: 1, Activate: true, Recipient: "reader@example.jp"})
		f.want("issued by a program that delivers itself", "")
		f.do("hold-2", admin(), unspent.PlaceHold{Code: plain.Codes[0], For: "a friend", Until: f.now.Add(time.Hour)})
		f.want("held for a name", "")
		f.do("claim-3", admin(), unspent.Claim{Code: f.do("issue-2", admin(),
			unspent.Issue{Program: "gift-jpy", Value: jpy(500), Count: 1, Activate: true}).Codes[0], Account: "acct_z"})
		f.want("claimed, of no order", "")
		f.wait(75 * 24 * time.Hour) // 90 days of validity, less than 30 of them left
		f.want("soon over", "expiring reader@example.jp")
		f.wait(2 * time.Hour)
		f.open()
		f.want("reminded once", "")
	})
}

// Whoever wants no notices gets none, and nobody who was forgotten is mailed.
func TestWishes(t *testing.T) {
	f := newOffice(t, memory.New())
	o := f.order("A-1", "hanako@example.jp")
	code := f.code(o, 0)
	_, err := f.shop.Silence(t.Context(), o.Number, true)
	must(t, err)
	f.want("ordered", "gift hanako@example.jp, order taro@example.jp")
	f.do("claim-1", admin(), unspent.Claim{Code: code, Account: "acct_x"})
	f.want("a quiet order", "")

	o = f.order("A-2", "hanako@example.jp")
	code = f.code(o, 0)
	f.want("ordered", "gift hanako@example.jp, order taro@example.jp")
	must(t, f.door.Ask(t.Context(), address("taro@example.jp"), notify.English, ""))
	_, taro, err := f.door.Enter(t.Context(), f.link[strings.IndexByte(f.link, '#')+1:])
	must(t, err)
	_, err = f.door.Change(t.Context(), taro.Account, notify.English, true)
	must(t, err)
	f.do("claim-2", admin(), unspent.Claim{Code: code, Account: "acct_x"})
	f.want("a quiet person", "")
	_, err = f.door.Change(t.Context(), taro.Account, notify.English, false)
	must(t, err)
	o = f.order("A-3", "hanako@example.jp")
	f.do("claim-3", admin(), unspent.Claim{Code: f.code(o, 0), Account: "acct_x"})
	f.step()
	f.mu.Lock()
	if len(f.mails) != 2 || !strings.Contains(f.mails[1].text, "Content-Language: en") && !strings.Contains(f.mails[0].text, "Content-Language: en") {
		t.Errorf("a giver who reads English is mailed %d times, in Japanese", len(f.mails))
	}
	f.mu.Unlock()
	f.took()

	f.order("A-4", "hanako@example.jp")
	must(t, f.shop.Forget(t.Context(), "acct_nobody", address("hanako@example.jp")))
	f.want("forgotten", "order taro@example.jp")
}

// A mail that failed is tried again, under the same Message-ID; one that is
// refused is dead, and can be tried once more.
func TestTries(t *testing.T) {
	stores(t, func(t *testing.T, f *office) {
		f.fail = func(to string) error {
			if strings.HasPrefix(to, "later") {
				return &notify.Failure{Again: true, Code: 451, Says: "try later"}
			}
			if strings.HasPrefix(to, "none") {
				return &notify.Failure{Code: 550, Says: "no such user"}
			}
			return nil
		}
		o := f.order("A-1", "later@example.jp", "none@example.jp", "hanako@example.jp")
		f.want("first", "gift hanako@example.jp, order taro@example.jp")
		s, err := f.box.State(t.Context())
		must(t, err)
		if len(s.Waiting) != 1 || len(s.Dead) != 1 || s.Waiting[0].Tries != 1 || s.Behind != 0 || !s.Configured || !strings.Contains(s.Dead[0].Said, "550") {
			t.Errorf("state %+v", s)
		}
		if got := f.statuses(o.Number); got != "sent failed delivered" {
			t.Errorf("statuses %q", got)
		}
		f.open()
		f.want("at once again", "")
		f.wait(2 * time.Minute)
		f.want("two minutes later", "")
		f.fail = nil
		f.wait(10 * time.Minute)
		f.want("the server is back", "gift later@example.jp")
		must(t, f.box.Retry(t.Context(), s.Dead[0].ID))
		f.want("tried by hand", "gift none@example.jp")
		if err := f.box.Retry(t.Context(), s.Dead[0].ID); !errors.Is(err, unspent.NotFound) {
			t.Errorf("Retry of what is not dead: %v", err)
		}
		if got := f.statuses(o.Number); got != "delivered delivered delivered" {
			t.Errorf("statuses %q", got)
		}
	})
}

func (f *office) statuses(number string) string {
	f.t.Helper()
	o, err := f.shop.Order(f.t.Context(), number)
	must(f.t, err)
	all, err := f.shop.Statuses(f.t.Context(), o)
	must(f.t, err)
	return strings.Trim(fmt.Sprint(all), "[]")
}

// A gift whose code can no longer be shown is dead, and is sent again under a new
// one.
func TestWindowEnds(t *testing.T) {
	f := newOffice(t, memory.New())
	f.fail = func(string) error { return &notify.Failure{Again: true, Says: "down"} }
	o := f.order("A-1", "hanako@example.jp")
	f.want("down", "")
	f.wait(25 * time.Hour)
	f.fail = nil
	f.want("up again", "order taro@example.jp")
	if got := f.statuses(o.Number); got != "failed" {
		t.Errorf("status %q", got)
	}
	s, err := f.box.State(t.Context())
	must(t, err)
	if err := f.box.Retry(t.Context(), s.Dead[0].ID); !errors.Is(err, unspent.WrongState) {
		t.Errorf("a gift whose code cannot be shown is tried again: %v", err)
	}
	_, err = f.shop.Resend(t.Context(), o.Number, 0, "again")
	must(t, err)
	f.want("sent again", "gift-again hanako@example.jp")
	if got := f.statuses(o.Number); got != "delivered" {
		t.Errorf("status %q", got)
	}
}

// Without a mail server nothing is read, and what is long past by then is no news.
func TestNoServer(t *testing.T) {
	f := newOffice(t, memory.New())
	f.box = outbox.New(f.store, f.book, f.shop, f.door, outbox.Options{Now: f.clock})
	f.order("A-1", "hanako@example.jp")
	f.step()
	f.box.Work(t.Context())
	s, err := f.box.State(t.Context())
	must(t, err)
	if s.Configured || s.Behind != 1 || len(s.Waiting) != 0 {
		t.Errorf("state %+v", s)
	}
	f.wait(outbox.MaxLate + time.Hour)
	f.order("A-2", "jiro@example.jp")
	f.open()
	f.want("named at last", "gift jiro@example.jp, order taro@example.jp")
	if s, err = f.box.State(t.Context()); err != nil || s.Behind != 0 || len(s.Waiting)+len(s.Dead) != 0 {
		t.Errorf("what is no news left state %+v, %v", s, err)
	}
}

// A row that cannot be read holds nobody else up, and is seen.
func TestDamagedRow(t *testing.T) {
	f := newOffice(t, memory.New())
	must(t, f.store.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutDocument(t.Context(), store.Document{Kind: "mail", ID: "gift evt_0", At: f.now.Add(-time.Hour), Body: []byte("{")})
	}))
	f.order("A-1", "hanako@example.jp")
	f.want("beside a damaged row", "gift hanako@example.jp, order taro@example.jp")
	s, err := f.box.State(t.Context())
	must(t, err)
	if len(s.Waiting) != 0 || len(s.Dead) != 1 || s.Dead[0].ID != "gift evt_0" {
		t.Errorf("state %+v", s)
	}
}

// A mail that comes back is noted with its card, and the card is as it was.
func TestBounce(t *testing.T) {
	f := newOffice(t, memory.New())
	o := f.order("A-1", "hanako@example.jp")
	f.step()
	f.mu.Lock()
	var token string
	for _, m := range f.mails {
		if m.kind == "gift" {
			token, _, _ = strings.Cut(m.id, "@")
		}
	}
	f.mu.Unlock()
	must(t, f.box.Bounce(t.Context(), token, "4.2.2", "mailbox full"))
	if got := f.statuses(o.Number); got != "delivered" {
		t.Errorf("after a delay the status is %q", got)
	}
	must(t, f.box.Bounce(t.Context(), token, "5.1.1", "no such\r\n user"))
	if got := f.statuses(o.Number); got != "failed" {
		t.Errorf("status %q", got)
	}
	s, err := f.box.State(t.Context())
	must(t, err)
	if len(s.Bounces) != 1 || s.Bounces[0].Text != "no such user" || s.Bounces[0].Serial != o.Cards[0].Serial().String() {
		t.Errorf("bounces %+v", s.Bounces)
	}
	for _, bad := range [][2]string{{"unknown", "5.1.1"}, {token, "5"}, {token, "5.1.1; DROP"}} {
		if err := f.box.Bounce(t.Context(), bad[0], bad[1], ""); err == nil {
			t.Errorf("Bounce(%q, %q) is taken", bad[0], bad[1])
		}
	}
	f.wait(31 * 24 * time.Hour)
	f.step()
	if err := f.box.Bounce(t.Context(), token, "5.1.1", ""); !errors.Is(err, unspent.NotFound) {
		t.Errorf("a bounce after a month: %v", err)
	}
}

// crashing is a store whose Updates fail, once each, at every place in turn: lost,
// or stored and reported lost.
type crashing struct {
	store.Store
	mu    sync.Mutex
	until int // Updates to go until it fails; negative: never
	after bool
}

func (c *crashing) Update(ctx context.Context, f func(store.Tx) error) error {
	c.mu.Lock()
	hit := c.until == 0
	c.until--
	after := c.after
	c.mu.Unlock()
	if hit && !after {
		return unspent.Errorf(unspent.Unavailable, "lost")
	}
	err := c.Store.Update(ctx, f)
	if hit && err == nil {
		return unspent.Errorf(unspent.Unavailable, "reported lost")
	}
	return err
}

// The process dies at any write. After a new start every mail is sent, and copies
// share their Message-ID.
func TestCrashes(t *testing.T) {
	for at := range 12 {
		for _, after := range []bool{false, true} {
			c := &crashing{Store: memory.New(), until: -1}
			f := newOffice(t, c)
			o := f.order("A-1", "hanako@example.jp", "jiro@example.jp")
			f.do("claim-1", admin(), unspent.Claim{Code: f.code(o, 0), Account: "acct_x"})
			c.mu.Lock()
			c.until, c.after = at, after
			c.mu.Unlock()
			_ = f.box.Step(t.Context())
			c.mu.Lock()
			c.until = -1
			c.mu.Unlock()
			f.open()
			f.wait(outbox.HandingOver)
			f.step()
			ids := map[string]string{}
			for _, m := range f.mails {
				if known := ids[m.kind+m.to]; known != "" && known != m.id {
					t.Errorf("write %d: two mails of kind %s to %s have two ids", at, m.kind, m.to)
				}
				ids[m.kind+m.to] = m.id
			}
			if len(ids) != 3 { // the first card was claimed before it was mailed
				t.Errorf("write %d (%t): sent %v, want three kinds", at, after, ids)
			}
		}
	}
}

// What waits, and what is told of it, holds no code, name or address.
func TestRowsTellNothing(t *testing.T) {
	f := newOffice(t, memory.New())
	f.fail = func(string) error { return &notify.Failure{Again: true, Says: "down"} }
	o := f.order("A-1", "hanako@example.jp")
	code := f.code(o, 0).Reveal()
	f.step()
	must(t, f.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Documents(t.Context(), store.Pick{Kind: "mail", Limit: 100})
		if len(rows) != 2 {
			t.Errorf("%d rows wait, want 2", len(rows))
		}
		for _, d := range rows {
			for _, secret := range []string{code, "hanako", "taro@", "太郎", "おめでとう"} {
				if strings.Contains(string(d.Body)+d.ID, secret) {
					t.Errorf("a row tells %q: %s", secret, d.Body)
				}
			}
		}
		return err
	}))
}

// Whoever holds and holds a card again cannot flood the address that they type: what
// is more than so many mails an hour waits, and is dropped when its hold is over.
func TestHandoversAreCapped(t *testing.T) {
	f := newOffice(t, memory.New())
	code := f.do("issue", admin(), unspent.Issue{Program: "gift-jpy", Value: jpy(500), Count: 1, Activate: true}).Codes[0]
	sent := 0
	hold := func(key string, d time.Duration) {
		t.Helper()
		f.do(key, admin(), unspent.PlaceHold{Code: code, For: "Victim@example.jp", Until: f.clock().Add(d)})
		f.step()
		if got := f.took(); got != "" {
			sent++
		}
	}
	for i := range outbox.MaxHandovers + 10 {
		hold(fmt.Sprint("hold", i), 30*time.Second)
		f.wait(31 * time.Second) // it is over
	}
	if sent != outbox.MaxHandovers {
		t.Errorf("%d mails went out, want %d", sent, outbox.MaxHandovers)
	}
	f.do("last", admin(), unspent.PlaceHold{Code: code, For: "victim@example.jp", Until: f.clock().Add(48 * time.Hour)})
	f.want("the cap holds, however the address is spelled", "")
	s, err := f.box.State(t.Context())
	must(t, err)
	if !strings.Contains(s.Waiting[len(s.Waiting)-1].Said, "within an hour") {
		t.Errorf("the desk is told %+v", s.Waiting)
	}
	f.wait(time.Hour)
	f.want("an hour later: only the hold that is in force", "held victim@example.jp")
}

// The mail of a card that was stopped before it went out waits until the stop is
// lifted; if that takes too long it is dead.
func TestStoppedGiftWaits(t *testing.T) {
	f := newOffice(t, memory.New())
	for n, lifted := range []bool{true, false} {
		o := f.order(fmt.Sprint("A-", n), "hanako@example.jp")
		serial := o.Cards[0].Serial()
		f.do(fmt.Sprint("stop", n), admin(), unspent.Freeze{Serial: serial, Reason: "support_issue"})
		f.want("stopped", "order taro@example.jp")
		s, err := f.box.State(t.Context())
		must(t, err)
		if len(s.Waiting) != 1 || s.Waiting[0].Tries != 0 || !strings.Contains(s.Waiting[0].Said, "stopped") {
			t.Errorf("waiting: %+v", s.Waiting)
		}
		if lifted {
			f.do(fmt.Sprint("lift", n), admin(), unspent.Unfreeze{Serial: serial, Reason: "cleared"})
			f.wait(11 * time.Minute)
			f.want("lifted", "gift hanako@example.jp")
			continue
		}
		f.wait(25 * time.Hour)
		f.want("its code can no longer be shown", "")
		if got := f.statuses(o.Number); got != "stopped" {
			t.Errorf("status %q", got)
		}
		s, err = f.box.State(t.Context())
		must(t, err)
		if len(s.Waiting) != 0 || len(s.Dead) != 1 {
			t.Errorf("state %+v", s)
		}
	}
}
