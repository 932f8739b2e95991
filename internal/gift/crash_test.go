package gift_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// drivers are the stores that the tests run on.
func drivers(t *testing.T) map[string]func() store.Store {
	return map[string]func() store.Store{
		"memory": func() store.Store { return memory.New() },
		"sqlite": func() store.Store {
			st, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return st
		},
	}
}

// crash breaks every write from the n-th on: it is lost, or stored and reported lost.
func (m *market) crash(n int, hidden bool) (reached func() bool) {
	var mu sync.Mutex
	writes := 0
	m.store.set(func() (before, after bool) {
		mu.Lock()
		defer mu.Unlock()
		writes++
		return writes > n || writes == n && !hidden, writes == n && hidden
	})
	return func() bool {
		mu.Lock()
		defer mu.Unlock()
		return writes >= n
	}
}

// clean folds the whole journal: no value is made or lost, and nobody owes any.
func (m *market) clean(t *testing.T) {
	t.Helper()
	state, sum := store.NewState(), int64(0)
	err := m.store.View(t.Context(), func(r store.Reader) error {
		return r.Journal(t.Context(), 1, state.Apply)
	})
	wantReason(t, "journal", err, "")
	for serial, c := range state.Cards {
		if sum += c.Balance.Units(); c.Balance.Units() < 0 {
			t.Errorf("card %s has %s", serial, c.Balance)
		}
	}
	for ref, a := range state.Accounts {
		if sum += a.Balance.Units(); a.Balance.Units() < 0 && ref != unspent.WorldRef("gift-jpy") {
			t.Errorf("account %s has %s", ref, a.Balance)
		}
	}
	if sum != 0 {
		t.Errorf("all balances together are %d, want 0", sum)
	}
}

// journaled counts the events of a kind.
func (m *market) journaled(t *testing.T, kind unspent.Kind) (n int) {
	t.Helper()
	err := m.store.View(t.Context(), func(r store.Reader) error {
		return r.Journal(t.Context(), 1, func(ev unspent.Event) error {
			if ev.Kind == kind {
				n++
			}
			return nil
		})
	})
	wantReason(t, "journal", err, "")
	return n
}

// The process ends at any write of an order, and of its cancelling. Another one
// takes over, and nobody asks again: what was paid is issued or paid back.
func TestCrash(t *testing.T) {
	for driver, fresh := range drivers(t) {
		for _, cancel := range []bool{false, true} {
			for _, hidden := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, cancel %t, hidden %t", driver, cancel, hidden), func(t *testing.T) {
					for n, reached := 1, true; reached; n++ {
						reached = crashAt(t, fresh(), n, cancel, hidden)
					}
				})
			}
		}
	}
}

// crashAt breaks the n-th write and reports whether there was one.
func crashAt(t *testing.T, st store.Store, n int, cancel, hidden bool) bool {
	m, end := newMarket(t, st)
	defer end()
	m.fund(t, 5000)
	o := order(t, 1000, "now@example.jp", "later@example.jp")
	o.Cards[1].Send = m.now.Add(time.Hour)
	reached := m.crash(n, hidden)
	placed, err := m.Place(t.Context(), holder(), "id", o)
	if cancel && err == nil {
		_, _ = m.Cancel(t.Context(), placed.Number)
	}
	was := reached()
	m.store.set(nil)
	m.Shop = gift.New(m.store, m.book, gift.Options{Now: m.clock})
	for range 3 {
		m.wait(time.Minute)
		m.Catch(t.Context())
	}
	m.clean(t)
	all, err := m.Orders(t.Context(), gift.Page{}, 10)
	wantReason(t, "Orders", err, "")
	issued, balance := m.journaled(t, unspent.Issued)-1, m.balance(t, holder().ID) // but the one that filled the account
	if len(all) == 0 {
		if issued != 0 || balance != 5000 {
			t.Errorf("write %d: no order, %d cards, %d left", n, issued, balance)
		}
		return was
	}
	got := statuses(t, m, all[0].Number)
	want := map[string]int64{"sent waiting": 3000, "sent cancelled": 4000}
	if left, ok := want[got]; !ok || left != balance || issued != 1 {
		t.Errorf("write %d: %q with %d left and %d cards", n, got, balance, issued)
	}
	m.wait(2 * time.Hour)
	m.Catch(t.Context())
	issued, balance = m.journaled(t, unspent.Issued)-1, m.balance(t, holder().ID)
	if balance+int64(issued)*1000 != 5000 {
		t.Errorf("write %d, later: %q with %d left and %d cards", n, statuses(t, m, all[0].Number), balance, issued)
	}
	return was
}

// Many ask for the same order, look for what is due and cancel at the same time.
func TestOrderRaces(t *testing.T) {
	for driver, fresh := range drivers(t) {
		t.Run(driver, func(t *testing.T) {
			m, end := newMarket(t, fresh())
			defer end()
			m.fund(t, 10_000)
			var crew sync.WaitGroup
			numbers := make(chan string, 100)
			for i := range 24 {
				crew.Go(func() {
					switch i % 3 {
					case 0:
						m.Catch(context.Background())
					default:
						o, err := m.Place(context.Background(), holder(), "id", order(t, 1000, "a@example.jp", "b@example.jp", ""))
						if err != nil {
							t.Error(err)
						}
						numbers <- o.Number
						if _, err := m.Cancel(context.Background(), o.Number); err != nil && !errors.Is(err, unspent.NotFound) {
							t.Error(err)
						}
					}
				})
			}
			crew.Wait()
			close(numbers)
			number := <-numbers
			for other := range numbers {
				if other != number {
					t.Fatalf("orders %s and %s for one request", number, other)
				}
			}
			m.Catch(t.Context())
			if got := statuses(t, m, number); got != "sent sent printed" {
				t.Errorf("statuses %q", got)
			}
			if issued, paid := m.journaled(t, unspent.Issued)-1, m.journaled(t, unspent.Spent); issued != 3 || paid != 1 || m.balance(t, holder().ID) != 7000 {
				t.Errorf("%d cards, %d payments, %d left", issued, paid, m.balance(t, holder().ID))
			}
			m.clean(t)
			if o, err := m.Order(t.Context(), number); err != nil || !o.Cancelled.IsZero() {
				t.Errorf("an order of which everything was sent counts as cancelled since %v, %v", o.Cancelled, err)
			}
		})
	}
}

// A giver is told once that their order was accepted, however often it is asked for.
func TestAcceptedOnce(t *testing.T) {
	m := open(t)
	m.fund(t, 5000)
	waiting := func() int {
		var all []store.Document
		err := m.store.View(t.Context(), func(r store.Reader) (err error) {
			all, err = r.Documents(t.Context(), store.Pick{Kind: gift.AcceptedKind, Limit: 10})
			return err
		})
		wantReason(t, "View", err, "")
		return len(all)
	}
	o, err := m.Place(t.Context(), holder(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	if waiting() != 1 {
		t.Fatalf("%d orders were accepted", waiting())
	}
	drop := func(tx store.Tx) error { return tx.DropDocument(context.Background(), gift.AcceptedKind, o.Number) }
	wantReason(t, "Drop", m.store.Update(t.Context(), drop), "")
	_, err = m.Place(t.Context(), holder(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place again", err, "")
	_, err = m.Silence(t.Context(), o.Number, true)
	wantReason(t, "Silence", err, "")
	m.Catch(t.Context())
	if waiting() != 0 {
		t.Error("the giver is told again")
	}
}

// Two who pay one order at the same instant tell the giver once, also when the mail of
// the first has gone out before the second is done.
func TestAnnouncedOnceByTwo(t *testing.T) {
	m := open(t)
	m.fund(t, 5000)
	second := false
	m.store.set(func() (before, after bool) {
		if !second && m.journaled(t, unspent.Spent) == 1 { // it is paid, and that is not noted yet
			second = true
			m.Catch(t.Context())
			err := m.store.Store.Update(t.Context(), func(tx store.Tx) error {
				told, err := tx.Documents(t.Context(), store.Pick{Kind: gift.AcceptedKind, Limit: 10})
				if err != nil || len(told) != 1 {
					return fmt.Errorf("%d orders are told of, %w", len(told), err)
				}
				return tx.DropDocument(t.Context(), gift.AcceptedKind, told[0].ID)
			})
			wantReason(t, "the mail goes out", err, "")
		}
		return false, false
	})
	_, err := m.Place(t.Context(), holder(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	m.store.set(nil)
	err = m.store.View(t.Context(), func(r store.Reader) error {
		told, err := r.Documents(t.Context(), store.Pick{Kind: gift.AcceptedKind, Limit: 10})
		if len(told) != 0 {
			t.Error("the giver is told again")
		}
		return err
	})
	wantReason(t, "View", err, "")
	if !second || m.journaled(t, unspent.Spent) != 1 {
		t.Errorf("%d payments; a second worker came between: %t", m.journaled(t, unspent.Spent), second)
	}
}

// What the book would refuse to issue is refused before it is paid.
func TestRefusedBeforePaying(t *testing.T) {
	m := open(t)
	m.fund(t, 5000)
	code := unspent.DeriveCode([32]byte{1}, 0).Reveal()
	if _, err := m.book.CreateProgram(t.Context(), admin(), unspent.Program{ID: "other", Name: "Other", Currency: jpy(0).Currency(),
		Spendable: true}); err != nil {
		t.Fatal(err)
	}
	likeCode, numbered, elsewhere, huge := order(t, 1000, strings.ToLower(code)+"@example.jp"), order(t, 1000, ""), order(t, 1000, ""),
		order(t, unspent.MaxAmount, "", "")
	numbered.Number = "MINE-1"
	elsewhere.Program = "other"
	for name, tt := range map[string]struct {
		o    gift.Order
		want unspent.Reason
	}{
		"an address like a code":   {likeCode, unspent.Invalid},
		"a number of their own":    {numbered, unspent.Invalid},
		"cards of another program": {elsewhere, unspent.WrongProgram},
		"more than one payment is": {huge, unspent.Invalid},
	} {
		_, err := m.Place(t.Context(), holder(), name, tt.o)
		wantReason(t, name, err, tt.want)
	}
	_, err := m.Place(t.Context(), unspent.Actor{ID: "acct_new", Role: unspent.Holder}, "new", order(t, 1, ""))
	wantReason(t, "of somebody who has nothing yet", err, unspent.NotFound)
	worded := order(t, 1000, "")
	worded.Number = "a." + code
	_, err = m.Place(t.Context(), admin(), "worded", worded)
	wantReason(t, "a number with a code in it", err, unspent.Invalid)
	if all, err := m.Orders(t.Context(), gift.Page{}, 10); err != nil || len(all) != 0 || m.balance(t, holder().ID) != 5000 {
		t.Errorf("%d orders, %v, %d left; want none and 5000", len(all), err, m.balance(t, holder().ID))
	}
}

// A card that could not be sent again can be once the reason is gone.
func TestResendAfterDecline(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	do := func(key string, c unspent.Command) {
		t.Helper()
		_, err := m.book.Do(t.Context(), unspent.Request{Key: key, By: admin(), Command: c})
		wantReason(t, key, err, "")
	}
	for round := range 2 {
		serial := o.Cards[0].Serial()
		do(fmt.Sprint("freeze", round), unspent.Freeze{Serial: serial, Reason: "support_issue"})
		for i := range 3 {
			_, err = m.Resend(t.Context(), o.Number, 0, fmt.Sprint("stopped", round, i))
			wantReason(t, "Resend of a stopped card", err, unspent.CardFrozen)
		}
		do(fmt.Sprint("clear", round), unspent.Unfreeze{Serial: serial, Reason: "cleared"})
		o, err = m.Resend(t.Context(), o.Number, 0, fmt.Sprint("cleared", round))
		wantReason(t, "Resend", err, "")
		if o.Cards[0].Serial() == serial {
			t.Fatal("the card has no new serial")
		}
		m.wait(gift.ResendPause)
		code, err := m.Code(t.Context(), o.Number, 0)
		wantReason(t, "Code", err, "")
		if seen, err := m.book.Check(t.Context(), code); err != nil || seen.Card.Serial != o.Cards[0].Serial() {
			t.Errorf("the code is of %s, %v", seen.Card.Serial, err)
		}
	}
	if got := m.journaled(t, unspent.Reissued); got != 2 {
		t.Errorf("%d new codes, want 2", got)
	}
}

// A code is told only inside the window, and never after its delivery was confirmed.
func TestCodeEnds(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp", ""))
	wantReason(t, "Place", err, "")
	seen, err := m.book.Card(t.Context(), o.Cards[0].Serial())
	wantReason(t, "Card", err, "")
	wantReason(t, "ConfirmDelivery", m.book.ConfirmDelivery(t.Context(), admin(), seen.Card.Head.Seq), "")
	_, err = m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code after the delivery", err, unspent.NotFound)
	_, err = m.Code(t.Context(), o.Number, 1)
	wantReason(t, "Code of the other card", err, "")
	for _, n := range []int{-1, 2} {
		_, err = m.Code(t.Context(), o.Number, n)
		wantReason(t, "Code of no card", err, unspent.NotFound)
	}
	m.wait(unspent.DefaultRevealWindow)
	_, err = m.Code(t.Context(), o.Number, 1)
	wantReason(t, "Code after the window", err, unspent.NotFound)
	m.clean(t)
}

// What the staff does to a card of an order shows in its status.
func TestStatusAfterStaff(t *testing.T) {
	for name, tt := range map[string]struct {
		do   func(serial unspent.Serial) unspent.Command
		want string
	}{
		"deactivated": {func(s unspent.Serial) unspent.Command { return unspent.Deactivate{Serial: s} }, "stopped"},
		"void":        {func(s unspent.Serial) unspent.Command { return unspent.Void{Serial: s, Reason: "chargeback"} }, "stopped"},
		"raised": {func(s unspent.Serial) unspent.Command {
			return unspent.Adjust{Serial: s, Delta: jpy(5), Reason: "complimentary"}
		}, "sent"},
		"emptied": {func(s unspent.Serial) unspent.Command {
			return unspent.Adjust{Serial: s, Delta: jpy(-1000), Reason: "support_issue"}
		}, "used"},
		"reissued": {func(s unspent.Serial) unspent.Command { return unspent.Reissue{Serial: s} }, "passed_on"},
	} {
		m := open(t)
		o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
		wantReason(t, name, err, "")
		_, err = m.book.Do(t.Context(), unspent.Request{Key: "staff", By: admin(), Command: tt.do(o.Cards[0].Serial())})
		wantReason(t, name, err, "")
		if got := statuses(t, m, o.Number); got != tt.want {
			t.Errorf("%s: status %q, want %q", name, got, tt.want)
		}
	}
}

// The largest order there is goes through, and through a restart in between.
func TestLargestOrder(t *testing.T) {
	for driver, fresh := range drivers(t) {
		t.Run(driver, func(t *testing.T) {
			m, end := newMarket(t, fresh())
			defer end()
			o := order(t, 1, make([]string, gift.MaxCards)...)
			for n := range o.Cards {
				o.Cards[n].To, o.Cards[n].Message = to(t, fmt.Sprintf("p%d@example.jp", n)), strings.Repeat("m", gift.MaxMessage)
			}
			m.crash(6, false)
			_, _ = m.Place(t.Context(), admin(), "id", o)
			m.store.set(nil)
			for range 2 {
				m.wait(time.Minute)
				m.Catch(t.Context())
			}
			o, err := m.Place(t.Context(), admin(), "id", o)
			wantReason(t, "Place", err, "")
			if got := strings.Count(statuses(t, m, o.Number), "sent"); got != gift.MaxCards || m.journaled(t, unspent.Issued) != gift.MaxCards {
				t.Errorf("%d cards are sent and %d issued", got, m.journaled(t, unspent.Issued))
			}
			m.clean(t)
		})
	}
}

// Only those who may order do, whatever else they may; nobody's order is free
// for want of a name.
func TestWhoMayOrder(t *testing.T) {
	m := open(t)
	want := map[unspent.Role]unspent.Reason{unspent.Holder: unspent.NotFound, unspent.Store: unspent.Forbidden, unspent.Merchant: unspent.Forbidden,
		unspent.Support: unspent.Forbidden, unspent.Auditor: unspent.Forbidden, unspent.Partner: unspent.Forbidden, "": unspent.Forbidden}
	for _, role := range append(unspent.KeyRoles(), unspent.Holder, unspent.System, "") {
		id := "key_" + string(role)
		if role == unspent.Holder {
			id = ""
		}
		_, err := m.Place(t.Context(), unspent.Actor{ID: id, Role: role}, "id", order(t, 1, ""))
		wantReason(t, "role "+string(role), err, want[role])
	}
}
