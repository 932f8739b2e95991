package gift_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// market is a shop on a book, with a clock that is set by hand. Writes of
// documents can be made to fail.
type market struct {
	*gift.Shop
	book  *book.Book
	store *flaky

	mu  sync.Mutex
	now time.Time
}

// flaky is a store whose Updates can be lost, or be stored and reported lost.
type flaky struct {
	store.Store

	mu    sync.Mutex
	fails func() (before, after bool)
}

func (f *flaky) Update(ctx context.Context, do func(store.Tx) error) error {
	f.mu.Lock()
	fails := f.fails
	f.mu.Unlock()
	before, after := false, false
	if fails != nil {
		before, after = fails()
	}
	if before {
		return unspent.Errorf(unspent.Unavailable, "lost")
	}
	err := f.Store.Update(ctx, do)
	if after && err == nil {
		return unspent.Errorf(unspent.Unavailable, "reported lost")
	}
	return err
}

func (f *flaky) set(fails func() (before, after bool)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fails = fails
}

type fataler interface {
	Helper()
	Fatal(args ...any)
	Errorf(format string, args ...any)
}

func jpy(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

func admin() unspent.Actor  { return unspent.Actor{ID: "key_admin", Role: unspent.Admin} }
func holder() unspent.Actor { return unspent.Actor{ID: "acct_taro", Role: unspent.Holder} }

func newMarket(t fataler, st store.Store) (*market, func()) {
	t.Helper()
	m := &market{store: &flaky{Store: st}, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	random := &locked{random: rand.NewChaCha8([32]byte{3})}
	ring, err := keyring.New(random, m.now)
	if err != nil {
		t.Fatal(err)
	}
	if m.book, err = book.Open(context.Background(), m.store, ring, book.Options{Now: m.clock, Steady: m.steady, Rand: random}); err != nil {
		t.Fatal(err)
	}
	m.Shop = gift.New(m.store, m.book, gift.Options{Now: m.clock})
	term, err := unspent.ParsePeriod("P3M")
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.book.CreateProgram(context.Background(), admin(), unspent.Program{ID: "gift-jpy", Name: "Gift", Currency: jpy(0).Currency(),
		Claimable: true, Spendable: true, Transferable: true, RefundTerm: term})
	if err != nil {
		t.Fatal(err)
	}
	return m, func() {
		m.store.set(nil)
		if err := errors.Join(m.book.Close(), m.store.Close()); err != nil {
			t.Fatal(err)
		}
	}
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

func (m *market) clock() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

func (m *market) steady() time.Duration { return m.clock().Sub(time.Unix(0, 0)) }

func (m *market) wait(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}

// fund puts value on the holder's account.
func (m *market) fund(t fataler, units int64) {
	t.Helper()
	done, err := m.book.Do(context.Background(), unspent.Request{Key: "fund", By: admin(),
		Command: unspent.Issue{Program: "gift-jpy", Value: jpy(units), Count: 1, Activate: true}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.book.Do(context.Background(), unspent.Request{Key: "fund-2", By: admin(),
		Command: unspent.Claim{Code: done.Codes[0], Account: holder().ID}}); err != nil {
		t.Fatal(err)
	}
}

func (m *market) balance(t fataler, id string) int64 {
	t.Helper()
	a, err := m.book.Account(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a.Balance.Units()
}

func to(t fataler, text string) notify.Address {
	t.Helper()
	a, err := notify.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// order is an order of cards for people; of one that is named "" a sheet.
func order(t fataler, units int64, people ...string) gift.Order {
	o := gift.Order{Program: "gift-jpy", Giver: gift.Giver{Name: "太郎", Lang: notify.Japanese}}
	for _, p := range people {
		c := gift.Card{Lang: notify.Japanese, Value: jpy(units), Message: "おめでとう"}
		if p != "" {
			c.To = to(t, p)
		}
		o.Cards = append(o.Cards, c)
	}
	return o
}

func wantReason(t *testing.T, what string, err error, want unspent.Reason) {
	t.Helper()
	if got := unspent.ReasonOf(err); (err == nil) != (want == "") || err != nil && got != want {
		t.Errorf("%s: %v (%s), want reason %q", what, err, got, want)
	}
}

func statuses(t *testing.T, m *market, number string) string {
	t.Helper()
	o, err := m.Order(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	all, err := m.Statuses(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Trim(fmt.Sprint(all), "[]")
}

func open(t *testing.T) *market {
	t.Helper()
	m, end := newMarket(t, memory.New())
	t.Cleanup(end)
	return m
}

// What was paid from an account that is closed since cannot go back there, and becomes no
// card whose code nobody is told: the order stays owed, and says why as often as it is
// tried.
func TestCancelledAfterTheAccountClosed(t *testing.T) {
	m := open(t)
	m.fund(t, 5000)
	o := order(t, 1000, "hanako@example.jp")
	o.Cards[0].Send = m.now.Add(48 * time.Hour)
	o, err := m.Place(t.Context(), holder(), "id-1", o)
	wantReason(t, "Place", err, "")
	_, err = m.book.Do(t.Context(), unspent.Request{Key: "close", By: unspent.Actor{ID: "key_s", Role: unspent.Support},
		Command: unspent.Close{Account: holder().ID, Reason: "support_issue"}})
	wantReason(t, "Close", err, "")
	for range 2 {
		_, err = m.Cancel(t.Context(), o.Number)
		wantReason(t, "Cancel", err, unspent.AccountClosed)
	}
}

// A holder pays once, from their own account, and what they order is issued.
func TestHolderPays(t *testing.T) {
	for name, st := range map[string]func(t *testing.T) store.Store{
		"memory": func(*testing.T) store.Store { return memory.New() },
		"sqlite": func(t *testing.T) store.Store {
			st, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return st
		},
	} {
		t.Run(name, func(t *testing.T) {
			m, end := newMarket(t, st(t))
			defer end()
			m.fund(t, 5000)
			o, err := m.Place(t.Context(), holder(), "id-1", order(t, 1000, "hanako@example.jp", ""))
			wantReason(t, "Place", err, "")
			again, err := m.Place(t.Context(), holder(), "id-1", order(t, 1000, "hanako@example.jp", ""))
			wantReason(t, "Place again", err, "")
			if o.Number != again.Number || o.Cards[0].Serial() != again.Cards[0].Serial() || m.balance(t, holder().ID) != 3000 || m.balance(t, holder().ID) != 3000 {
				t.Errorf("orders %s and %s, balance %d", o.Number, again.Number, m.balance(t, holder().ID))
			}
			if got := statuses(t, m, o.Number); got != "sent printed" {
				t.Errorf("statuses %q", got)
			}
			_, err = m.Place(t.Context(), holder(), "id-1", order(t, 1001, "hanako@example.jp"))
			wantReason(t, "another order under the same id", err, unspent.Conflict)
			_, err = m.Place(t.Context(), holder(), "id-2", order(t, 2000, "hanako@example.jp", "jiro@example.jp"))
			wantReason(t, "more than there is", err, unspent.Insufficient)
			_, err = m.Place(t.Context(), holder(), "id-2", order(t, 2000, "hanako@example.jp", "jiro@example.jp"))
			wantReason(t, "more than there is, again", err, unspent.Insufficient)
			_, err = m.Place(t.Context(), unspent.Actor{ID: "acct_poor", Role: unspent.Holder}, "id-3", order(t, 1, "a@example.jp"))
			if err == nil {
				t.Error("somebody without an account ordered")
			}
			if m.balance(t, holder().ID) != 3000 {
				t.Errorf("balance %d, want 3000", m.balance(t, holder().ID))
			}
		})
	}
}

func TestOrdersThatAreRefused(t *testing.T) {
	m := open(t)
	long := order(t, 1, "a@example.jp")
	long.Cards[0].Message = strings.Repeat("a", gift.MaxMessage+1)
	late, early := order(t, 1, "a@example.jp"), order(t, 1, "")
	late.Cards[0].Send, early.Cards[0].Send = m.now.Add(gift.MaxAhead+time.Hour), m.now.Add(time.Hour)
	many := order(t, 1, make([]string, gift.MaxCards+1)...)
	named := order(t, 1, "")
	named.Number = "a b"
	elsewhere := order(t, 1, "")
	elsewhere.Program = "none"
	euro, _ := unspent.ParseCurrency("EUR")
	foreign := order(t, 1, "")
	foreign.Cards[0].Value = unspent.NewMoney(5, euro)
	for name, tt := range map[string]struct {
		o    gift.Order
		want unspent.Reason
	}{
		"none":    {order(t, 1), unspent.Invalid},
		"many":    {many, unspent.Invalid},
		"free":    {order(t, 0, ""), unspent.Invalid},
		"owing":   {order(t, -5, ""), unspent.Invalid},
		"long":    {long, unspent.Invalid},
		"late":    {late, unspent.Invalid},
		"early":   {early, unspent.Invalid},
		"named":   {named, unspent.Invalid},
		"program": {elsewhere, unspent.NotFound},
		"foreign": {foreign, unspent.WrongCurrency},
	} {
		_, err := m.Place(t.Context(), admin(), name, tt.o)
		wantReason(t, name, err, tt.want)
	}
	taken := order(t, 1, "")
	taken.Number = "A-1"
	_, err := m.Place(t.Context(), admin(), "first", taken)
	wantReason(t, "a number", err, "")
	_, err = m.Place(t.Context(), admin(), "second", taken)
	wantReason(t, "a number that is taken", err, unspent.Conflict)
	all, err := m.Orders(t.Context(), gift.Page{}, 10)
	if err != nil || len(all) != 1 {
		t.Errorf("%d orders, %v; want the one that was taken", len(all), err)
	}
}

// What is ordered for later is issued then, or cancelled and paid back, and never
// both.
func TestLater(t *testing.T) {
	m := open(t)
	m.fund(t, 5000)
	o := order(t, 1000, "now@example.jp", "later@example.jp", "last@example.jp")
	o.Cards[1].Send, o.Cards[2].Send = m.now.Add(time.Hour), m.now.Add(48*time.Hour)
	o, err := m.Place(t.Context(), holder(), "id", o)
	wantReason(t, "Place", err, "")
	want := func(when, want string, balance int64) {
		t.Helper()
		m.Catch(t.Context())
		if got := statuses(t, m, o.Number); got != want || m.balance(t, holder().ID) != balance {
			t.Errorf("%s: %q with %d left, want %q with %d", when, got, m.balance(t, holder().ID), want, balance)
		}
	}
	want("at once", "sent waiting waiting", 2000)
	m.wait(time.Hour)
	want("an hour later", "sent sent waiting", 2000)
	for range 2 {
		_, err = m.Cancel(t.Context(), o.Number)
		wantReason(t, "Cancel", err, "")
	}
	want("cancelled", "sent sent cancelled", 3000)
	m.wait(72 * time.Hour)
	want("after its date", "sent sent cancelled", 3000)
	sent, err := m.Place(t.Context(), holder(), "id-2", order(t, 100, "now@example.jp"))
	wantReason(t, "Place", err, "")
	_, err = m.Cancel(t.Context(), sent.Number)
	wantReason(t, "Cancel of what was sent", err, unspent.NotFound)
}

// Cancelling races with sending: each card is issued or paid back, never both and
// never neither.
func TestCancelRacesWithSending(t *testing.T) {
	for round := range 50 {
		m := open(t)
		m.fund(t, 10_000)
		o := order(t, 1000, "a@example.jp", "b@example.jp", "c@example.jp")
		for n := range o.Cards {
			o.Cards[n].Send = m.now.Add(time.Hour)
		}
		o, err := m.Place(t.Context(), holder(), "id", o)
		wantReason(t, "Place", err, "")
		m.wait(time.Hour)
		var crew sync.WaitGroup
		crew.Go(func() { m.Catch(t.Context()) })
		crew.Go(func() {
			if round%2 == 0 {
				time.Sleep(time.Duration(round) * 20 * time.Microsecond)
			}
			if _, err := m.Cancel(t.Context(), o.Number); err != nil && !errors.Is(err, unspent.NotFound) {
				t.Error(err)
			}
		})
		crew.Wait()
		m.Catch(t.Context())
		issued := int64(strings.Count(statuses(t, m, o.Number), "sent"))
		if got, want := m.balance(t, holder().ID), 10_000-1000*issued; got != want {
			t.Fatalf("%d cards were issued and the balance is %d, want %d", issued, got, want)
		}
	}
}

// Writes are lost, or stored and reported lost, at any step. When all is well
// again, an order is either paid and issued in full, or nothing happened.
func TestFaults(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m, end := newMarket(rt, memory.New())
		defer end()
		m.fund(rt, 5000)
		faults := rapid.SliceOfN(rapid.IntRange(0, 3), 0, 12).Draw(rt, "faults")
		units := rapid.SampledFrom([]int64{1000, 3000}).Draw(rt, "units") // two of 3,000 cannot be paid
		var mu sync.Mutex
		m.store.set(func() (bool, bool) {
			mu.Lock()
			defer mu.Unlock()
			if len(faults) == 0 {
				return false, false
			}
			f := faults[0]
			faults = faults[1:]
			return f == 1, f == 2
		})
		for range 3 { // whoever asks asks again
			_, err := m.Place(context.Background(), holder(), "id", order(rt, units, "hanako@example.jp", ""))
			if err == nil || unspent.ReasonOf(err) == unspent.Insufficient {
				break
			}
		}
		m.store.set(nil)
		for range 3 {
			m.Catch(context.Background())
			m.wait(time.Minute)
		}
		_, err := m.Place(context.Background(), holder(), "id", order(rt, units, "hanako@example.jp", ""))
		all, listed := m.Orders(context.Background(), gift.Page{}, 10)
		if listed != nil || len(all) > 1 {
			rt.Fatalf("%d orders, %v", len(all), listed)
		}
		issued := int64(0)
		for _, o := range all {
			for _, c := range o.Cards {
				issued += int64(len(c.Serials))
			}
		}
		left := m.balance(rt, holder().ID)
		switch {
		case units == 1000 && (err != nil || issued != 2 || left != 3000):
			rt.Fatalf("%d cards, %d left, %v; want 2 cards and 3000", issued, left, err)
		case units == 3000 && (unspent.ReasonOf(err) != unspent.Insufficient || issued != 0 || left != 5000):
			rt.Fatalf("%d cards, %d left, %v; want none and 5000", issued, left, err)
		}
	})
}

// What a holder gives is within the program's limits to handing value on.
func TestHoldersLimits(t *testing.T) {
	m := open(t)
	fund := func(program, id string) {
		t.Helper()
		done, err := m.book.Do(t.Context(), unspent.Request{Key: "fund-" + id, By: admin(),
			Command: unspent.Issue{Program: program, Value: jpy(9000), Count: 1, Activate: true}})
		if err == nil {
			_, err = m.book.Do(t.Context(), unspent.Request{Key: "claim-" + id, By: admin(), Command: unspent.Claim{Code: done.Codes[0], Account: "acct_" + program}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []unspent.Program{
		{ID: "stays", Name: "Stays", Currency: jpy(0).Currency(), Claimable: true, Spendable: true},
		{ID: "little", Name: "Little", Currency: jpy(0).Currency(), Claimable: true, Spendable: true, Transferable: true,
			Limits: unspent.Limits{PerTransfer: 9000, PerMonth: 9000}},
	} {
		_, err := m.book.CreateProgram(t.Context(), admin(), p)
		wantReason(t, "CreateProgram", err, "")
		fund(p.ID, p.ID)
	}
	give := func(program, id string, units int64, people ...string) error {
		o := order(t, units, people...)
		o.Program = program
		_, err := m.Place(t.Context(), unspent.Actor{ID: "acct_" + program, Role: unspent.Holder}, id, o)
		return err
	}
	wantReason(t, "of a program that is not handed on", give("stays", "a", 1, "a@example.jp"), unspent.AgainstTerms)
	wantReason(t, "a card too large", give("little", "b", 9001, "a@example.jp"), unspent.LimitExceeded)
	wantReason(t, "a card too small", give("little", "b2", gift.MinValue-1, "a@example.jp"), unspent.LimitExceeded)
	wantReason(t, "two cards", give("little", "c", 4000, "a@example.jp", "b@example.jp"), "")
	wantReason(t, "too much for the month", give("little", "d", 1001, "a@example.jp"), unspent.LimitExceeded)
	wantReason(t, "the rest of the month", give("little", "e", 1000, "a@example.jp"), "")
	wantReason(t, "the same again", give("little", "e", 1000, "a@example.jp"), "")
	m.wait(31 * 24 * time.Hour)
	fund("little", "again")
	wantReason(t, "the next month", give("little", "f", 1001, "a@example.jp"), "")
}
