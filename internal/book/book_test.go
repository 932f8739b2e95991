package book_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// TestMain asks for fewer random stories than rapid's 100: each opens files and
// waits for the disk. -rapid.checks or RAPID_CHECKS ask for as many as one likes.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", cmp.Or(os.Getenv("RAPID_CHECKS"), "25")); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// desk is a book with a clock that only moves when it is told to.
type desk struct {
	*book.Book
	t     testing.TB
	ring  *keyring.Ring
	store store.Store
	o     book.Options
	count int

	mu  sync.Mutex // guards now
	now time.Time
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *desk) wait(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

// secrets are the book's randomness, the same for every desk. It is asked by one
// goroutine at a time in the tests that compare.
type secrets struct {
	mu     sync.Mutex
	source io.Reader
}

func (s *secrets) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.source.Read(b)
}

func newDesk(t testing.TB, s store.Store, o book.Options) *desk {
	t.Helper()
	d := &desk{t: t, store: s, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	random := &secrets{source: rand.NewChaCha8([32]byte{7})}
	var err error
	if d.ring, err = keyring.New(random, d.now); err != nil {
		t.Fatal(err)
	}
	o.Now, o.Rand = d.clock, random
	d.o = o
	d.open()
	t.Cleanup(func() {
		if err := errors.Join(d.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *desk) open() {
	d.t.Helper()
	var err error
	if d.Book, err = book.Open(context.Background(), d.store, d.ring, d.o); err != nil {
		d.t.Fatal(err)
	}
}

func admin() unspent.Actor { return unspent.Actor{ID: "key_admin", Role: unspent.Admin} }

func money(t testing.TB, amount, currency string) unspent.Money {
	t.Helper()
	cur, err := unspent.ParseCurrency(currency)
	if err != nil {
		t.Fatal(err)
	}
	m, err := unspent.ParseMoney(amount, cur)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func euro(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("EUR")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

func gift() unspent.Program {
	return unspent.Program{ID: "gift", Name: "Gift", Currency: euro(0).Currency(), Claimable: true, Spendable: true, Transferable: true}
}

// ask asks as the admin, under a new id.
func (d *desk) ask(c unspent.Command) (book.Answer, error) {
	d.count++
	return d.Do(context.Background(), unspent.Request{Key: fmt.Sprintf("ask-%d", d.count), By: admin(), Command: c})
}

// cards sells n cards of ten euros.
func (d *desk) cards(n int) []unspent.Code {
	d.t.Helper()
	if _, err := d.CreateProgram(context.Background(), admin(), gift()); err != nil {
		d.t.Fatal(err)
	}
	got, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: n, Activate: true})
	if err != nil {
		d.t.Fatal(err)
	}
	return got.Codes
}

func spend(code unspent.Code, units int64) unspent.Command {
	return unspent.Spend{Code: code, Amount: euro(units), Merchant: "shop"}
}

// wantReason asks for a reason, "" for none.
func wantReason(t testing.TB, what string, err error, want unspent.Reason) {
	t.Helper()
	if got := unspent.ReasonOf(err); got != want {
		t.Errorf("%s: %v, reason %q; want %q", what, err, got, want)
	}
}

// shown is everything in an answer that a caller sees.
func shown(a book.Answer, err error) string {
	var b strings.Builder
	for _, e := range a.Events {
		fmt.Fprintf(&b, "%d %s %s %s\n", e.Seq, e.Kind, e.Reason, e.Hash)
	}
	for _, c := range a.Codes {
		fmt.Fprintln(&b, c.Reveal())
	}
	return b.String() + a.Secret.Reveal() + " " + string(unspent.ReasonOf(err))
}

// Every kind of command is answered the second time as the first, in the same
// batch or later, after a restart too; a decline as well.
func TestReplay(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(9)
	serial := func(i int) unspent.Serial {
		seen, err := d.Check(t.Context(), codes[i])
		if err != nil {
			t.Fatal(err)
		}
		return seen.Card.Serial
	}
	hold := func(i int) (unspent.Seq, unspent.Secret) {
		got, err := d.ask(unspent.PlaceHold{Code: codes[i], For: "hanako", Until: d.clock().Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		return got.Events[0].Seq, got.Secret
	}
	taken, secret := hold(0)
	if _, err := d.ask(unspent.Release{Hold: taken, Code: codes[0]}); err != nil {
		t.Fatal(err)
	}
	cancelled, other := hold(1)
	paid, err := d.ask(spend(codes[2], 300))
	wantReason(t, "spend", err, "")
	commands := map[string]unspent.Command{
		"issue":    unspent.Issue{Program: "gift", Value: euro(5), Count: 3, Recipient: "taro@例.example"},
		"take":     unspent.Take{Hold: taken, Secret: secret},
		"cancel":   unspent.CancelHold{Hold: cancelled, Secret: other},
		"refund":   unspent.Refund{Event: paid.Events[0].Seq, Amount: euro(100)},
		"claim":    unspent.Claim{Code: codes[3], Account: "taro"},
		"hold":     unspent.PlaceHold{Code: codes[4], For: "jiro", Until: d.clock().Add(time.Hour)},
		"transfer": unspent.Transfer{Code: codes[5]},
		"reissue":  unspent.Reissue{Serial: serial(6)},
		"freeze":   unspent.Freeze{Serial: serial(7), Reason: "support_issue"},
		"too-much": spend(codes[2], 100_000),
		"void":     unspent.Void{Serial: serial(8), Reason: "chargeback"},
		"activate": unspent.Activate{Serial: serial(2)},
	}
	first := map[string]string{}
	again := func(when string, replayed bool) {
		t.Helper()
		for name, c := range commands {
			got, err := d.Do(t.Context(), unspent.Request{Key: name, By: admin(), Command: c})
			if replayed && shown(got, err) != first[name] || got.Replayed != replayed || len(got.Events) == 0 {
				t.Errorf("%s, %s: %s replayed %v; want %s", name, when, shown(got, err), got.Replayed, first[name])
			}
			first[name] = shown(got, err)
		}
	}
	again("at first", false)
	again("at once", true)
	d.wait(time.Hour)
	again("an hour later", true)
	wantReason(t, "Close", d.Close(), "")
	d.open()
	again("after a restart", true)

	var callers sync.WaitGroup
	answers := make([]string, 8)
	for i := range answers {
		callers.Go(func() {
			answers[i] = shown(d.Do(t.Context(), unspent.Request{Key: "together", By: admin(), Command: spend(codes[2], 7)}))
		})
	}
	callers.Wait()
	for _, a := range answers {
		if a != answers[0] {
			t.Errorf("one request asked eight times at once: %s and %s", a, answers[0])
		}
	}
}

func TestConflict(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(2)
	head := func() unspent.Seq {
		state := store.NewState()
		err := d.store.View(t.Context(), func(r store.Reader) error { return r.Load(t.Context(), store.Want{}, state) })
		wantReason(t, "head", err, "")
		return state.Seq
	}
	do := func(by unspent.Actor, c unspent.Command) error {
		_, err := d.Do(t.Context(), unspent.Request{Key: "k", By: by, Command: c})
		return err
	}
	wantReason(t, "the first request", do(admin(), spend(codes[0], 5)), "")
	was := head()
	for name, c := range map[string]unspent.Command{
		"another amount":  spend(codes[0], 6),
		"another card":    spend(codes[1], 5),
		"another shop":    unspent.Spend{Code: codes[0], Amount: euro(5), Merchant: "other"},
		"another command": unspent.Transfer{Code: codes[0]},
		"many cards":      unspent.Issue{Program: "gift", Value: euro(5), Count: 3},
	} {
		wantReason(t, name, do(admin(), c), unspent.Conflict)
	}
	if head() != was {
		t.Errorf("conflicts added %d events", head()-was)
	}
	wantReason(t, "the same id of another key", do(unspent.Actor{ID: "key_2", Role: unspent.Merchant}, spend(codes[0], 6)), "")
	holder := unspent.Actor{Role: unspent.Holder}
	wantReason(t, "the same id of a holder", do(holder, unspent.Transfer{Code: codes[0]}), "")
	wantReason(t, "the same id of the holder of another card", do(holder, unspent.Transfer{Code: codes[1]}), "")
}

// Codes and secrets are shown again inside the reveal window, not after it, and
// not once their delivery was confirmed.
func TestRevealWindow(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	p := gift()
	p.RevealWindow = time.Hour
	_, err := d.CreateProgram(t.Context(), admin(), p)
	wantReason(t, "CreateProgram", err, "")
	do := func(key string, c unspent.Command) book.Answer {
		got, err := d.Do(t.Context(), unspent.Request{Key: key, By: admin(), Command: c})
		wantReason(t, key, err, "")
		return got
	}
	issue := unspent.Issue{Program: "gift", Value: euro(1000), Count: 2, Activate: true}
	first := do("issue", issue)
	hold := unspent.PlaceHold{Code: first.Codes[0], For: "hanako", Until: d.clock().Add(48 * time.Hour)}
	held := do("hold", hold)
	d.wait(time.Hour - time.Microsecond)
	if got := do("issue", issue); shown(got, nil) != shown(first, nil) || len(got.Codes) != 2 {
		t.Error("inside the window the codes are not shown again")
	}
	if got := do("hold", hold); got.Secret.Reveal() != held.Secret.Reveal() {
		t.Error("inside the window the secret is not shown again")
	}
	d.wait(time.Microsecond)
	for _, swept := range []bool{false, true} {
		if got := do("issue", issue); got.Codes != nil || len(got.Events) != 2 || !got.Replayed {
			t.Errorf("after the window, swept %v: %d codes, %d events, replayed %v", swept, len(got.Codes), len(got.Events), got.Replayed)
		}
		if got := do("hold", hold); !got.Secret.IsZero() {
			t.Errorf("after the window, swept %v, the secret is shown", swept)
		}
		expired, seals, err := d.Sweep(t.Context())
		if want := map[bool]int{false: 2, true: 0}[swept]; seals != want || expired != 0 || err != nil {
			t.Errorf("Sweep = %d, %d, %v; want 0, %d", expired, seals, err, want)
		}
	}
	another := do("another", issue)
	wantReason(t, "ConfirmDelivery by a merchant", d.ConfirmDelivery(t.Context(), unspent.Actor{ID: "key_2", Role: unspent.Merchant},
		another.Events[0].Seq), unspent.Forbidden)
	for _, wrong := range []unspent.Seq{0, 1 << 40, another.Events[1].Seq} {
		wantReason(t, "ConfirmDelivery of another event", d.ConfirmDelivery(t.Context(), admin(), wrong), unspent.NotFound)
	}
	wantReason(t, "ConfirmDelivery", d.ConfirmDelivery(t.Context(), admin(), another.Events[0].Seq), "")
	if got := do("another", issue); got.Codes != nil {
		t.Error("after the delivery was confirmed the codes are shown")
	}
}

// slow is a store whose writes wait until they are let through.
type slow struct {
	store.Store
	begun chan struct{} // one for each write that waits
	pass  chan struct{} // closed: all pass
}

func newSlow() *slow {
	return &slow{Store: memory.New(), begun: make(chan struct{}, 1000), pass: make(chan struct{})}
}

func (s *slow) Update(ctx context.Context, f func(store.Tx) error) error {
	s.begun <- struct{}{}
	<-s.pass
	return s.Store.Update(ctx, f)
}

// prepared returns a desk over a slow store whose cards were sold before it
// became slow.
func prepared(t *testing.T, o book.Options, n int) (*desk, *slow, []unspent.Code) {
	s := newSlow()
	open := s.pass
	close(open)
	d := newDesk(t, s, o)
	codes := d.cards(n)
	wantReason(t, "Close", d.Close(), "")
	s.pass, s.begun = make(chan struct{}), make(chan struct{}, 1000)
	d.open()
	return d, s, codes
}

func TestBusy(t *testing.T) {
	d, s, codes := prepared(t, book.Options{Queue: 3, Batch: 1}, 1)
	const callers = 40
	errs := make(chan error, callers)
	var all sync.WaitGroup
	ask := func(i int) {
		_, err := d.Do(t.Context(), unspent.Request{Key: fmt.Sprint(i), By: admin(), Command: spend(codes[0], 1)})
		errs <- err
	}
	all.Go(func() { ask(0) })
	<-s.begun
	for i := 1; i < callers; i++ {
		all.Go(func() { ask(i) })
	}
	got := map[unspent.Reason]int{}
	for range callers - 8 { // the first, the queue, and what is being gathered still wait
		err := <-errs
		wantReason(t, "with a full queue", err, unspent.Busy)
		got[unspent.ReasonOf(err)]++
	}
	close(s.pass)
	all.Wait()
	for range 8 {
		got[unspent.ReasonOf(<-errs)]++
	}
	if got[""] < 4 || got[""]+got[unspent.Busy] != callers {
		t.Errorf("answers: %v", got)
	}
	seen, err := d.Check(t.Context(), codes[0])
	if want := 1000 - int64(got[""]); seen.Card.Balance.Units() != want || err != nil {
		t.Errorf("%d were accepted and %d are left, want %d; %v", got[""], seen.Card.Balance.Units(), want, err)
	}
}

func TestCloseFinishesWhatWasAccepted(t *testing.T) {
	d, s, codes := prepared(t, book.Options{Batch: 2}, 1)
	const callers = 9
	errs := make(chan error, callers)
	for i := range callers {
		go func() {
			_, err := d.Do(context.Background(), unspent.Request{Key: fmt.Sprint(i), By: admin(), Command: spend(codes[0], 1)})
			errs <- err
		}()
	}
	<-s.begun
	closed := make(chan error, 1)
	go func() { closed <- d.Close() }()
	select {
	case err := <-closed:
		t.Fatalf("Close returned %v before what was accepted was done", err)
	case <-time.After(20 * time.Millisecond):
	}
	close(s.pass)
	wantReason(t, "Close", <-closed, "")
	accepted := int64(0)
	for range callers {
		switch err := <-errs; unspent.ReasonOf(err) {
		case "":
			accepted++
		default:
			wantReason(t, "a request that came too late", err, unspent.Unavailable)
		}
	}
	_, err := d.ask(spend(codes[0], 1))
	wantReason(t, "after Close", err, unspent.Unavailable)
	wantReason(t, "Close again", d.Close(), "")
	d.open()
	seen, err := d.Check(t.Context(), codes[0])
	if seen.Card.Balance.Units() != 1000-accepted || accepted == 0 {
		t.Errorf("%d were accepted and %s is left; %v", accepted, seen.Card.Balance, err)
	}
}

// A caller that stops waiting learns later what came of it.
func TestContextEnds(t *testing.T) {
	d, s, codes := prepared(t, book.Options{}, 1)
	ctx, stop := context.WithCancel(t.Context())
	request := unspent.Request{Key: "k", By: admin(), Command: spend(codes[0], 10)}
	answered := make(chan error, 2)
	go func() {
		_, err := d.Do(ctx, request)
		answered <- err
	}()
	<-s.begun // it is being decided
	late, stopLate := context.WithCancel(t.Context())
	go func() {
		_, err := d.Do(late, unspent.Request{Key: "late", By: admin(), Command: spend(codes[0], 100)})
		answered <- err
	}()
	stop()
	err := <-answered
	wantReason(t, "a caller that went away", err, unspent.Unavailable)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error %v does not say that the caller went away", err)
	}
	stopLate()
	wantReason(t, "another one", <-answered, unspent.Unavailable)
	close(s.pass)
	for range 2 {
		if _, err := d.Do(t.Context(), request); err != nil {
			t.Errorf("asked again: %v", err)
		}
	}
	seen, err := d.Check(t.Context(), codes[0])
	if left := seen.Card.Balance.Units(); left != 990 && left != 890 || err != nil {
		t.Errorf("%d are left; %v", left, err)
	}
	before := seen.Card.Balance.Units()
	gone, end := context.WithCancel(t.Context())
	end()
	_, err = d.Do(gone, unspent.Request{Key: "gone", By: admin(), Command: spend(codes[0], 1)})
	wantReason(t, "a caller that was gone before", err, unspent.Unavailable)
	if seen, _ := d.Check(t.Context(), codes[0]); before-seen.Card.Balance.Units() > 1 {
		t.Errorf("%s is left", seen.Card.Balance)
	}
}

// A program that has issued as much as can be counted issues no more; whatever
// else is asked beside it goes on.
func TestOutOfRange(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(1)
	huge := unspent.Issue{Program: "gift", Value: euro(unspent.MaxAmount), Count: 1, Activate: true}
	for i := 0; ; i++ {
		if _, err := d.ask(huge); err != nil {
			wantReason(t, "cards worth more than can be counted", err, unspent.LimitExceeded)
			break
		} else if i > 1100 {
			t.Fatal("the world has no end")
		}
	}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			r := unspent.Request{Key: fmt.Sprintf("beside-%d", i), By: admin(), Command: spend(codes[0], 1)}
			want := unspent.Reason("")
			if i%3 == 0 {
				r.Command, want = huge, unspent.LimitExceeded
			}
			_, err := d.Do(t.Context(), r)
			wantReason(t, "a request beside it", err, want)
		})
	}
	all.Wait()
}

func TestSweep(t *testing.T) {
	for name, open := range drivers() {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, open(t), book.Options{})
			p := gift()
			p.Validity, _ = unspent.ParsePeriod("P6M")
			_, err := d.CreateProgram(t.Context(), admin(), p)
			wantReason(t, "CreateProgram", err, "")
			got, err := d.ask(unspent.Issue{Program: "gift", Value: euro(1000), Count: 1200, Activate: true})
			wantReason(t, "issue", err, "")
			_, err = d.ask(unspent.Claim{Code: got.Codes[0], Account: "taro"})
			wantReason(t, "claim", err, "")
			d.wait(300 * 24 * time.Hour)
			seen, err := d.Check(t.Context(), got.Codes[1])
			if seen.Card.Standing(seen.AsOf) != unspent.StateExpired || err != nil {
				t.Errorf("before the sweep the card is %s; %v", seen.Card.Standing(seen.AsOf), err)
			}
			for i, want := range []int{1200, 0} { // one of them in the account that it was claimed to
				expired, _, err := d.Sweep(t.Context())
				if expired != want || err != nil {
					t.Errorf("sweep %d: %d, %v; want %d", i, expired, err, want)
				}
			}
			seen, err = d.Check(t.Context(), got.Codes[1199])
			if seen.Card.State != unspent.StateExpired || !seen.Card.Balance.IsZero() || err != nil {
				t.Errorf("after the sweep the card is %s with %s; %v", seen.Card.State, seen.Card.Balance, err)
			}
		})
	}
}

func TestPrograms(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	first, err := d.CreateProgram(t.Context(), admin(), gift())
	wantReason(t, "CreateProgram", err, "")
	if first.CreatedAt != d.clock() || first.RevealWindow != unspent.DefaultRevealWindow {
		t.Errorf("created at %v with a window of %v", first.CreatedAt, first.RevealWindow)
	}
	d.wait(time.Hour)
	again, err := d.CreateProgram(t.Context(), admin(), gift())
	if again != first || err != nil {
		t.Errorf("the same program again is %v, %v; want %v", again, err, first)
	}
	other := gift()
	other.Spendable = false
	_, err = d.CreateProgram(t.Context(), admin(), other)
	wantReason(t, "other terms", err, unspent.Conflict)
	_, err = d.CreateProgram(t.Context(), unspent.Actor{ID: "k", Role: unspent.Issuer}, other)
	wantReason(t, "an issuer", err, unspent.Forbidden)
	_, err = d.CreateProgram(t.Context(), admin(), unspent.Program{ID: "no name", Currency: first.Currency})
	wantReason(t, "a bad id", err, unspent.Invalid)
	yen := unspent.Program{ID: "a-yen", Name: "ギフト", Currency: money(t, "1", "JPY").Currency()}
	_, err = d.CreateProgram(t.Context(), admin(), yen)
	wantReason(t, "another program", err, "")
	all, err := d.Programs(t.Context())
	if len(all) != 2 || all[0].ID != "a-yen" || all[0].Limits != unspent.DefaultLimits(yen.Currency) || all[1] != first || err != nil {
		t.Errorf("Programs = %v, %v", all, err)
	}
}

// hides stores the next write and reports it lost.
type hides struct {
	store.Store
	next bool
}

func (h *hides) Update(ctx context.Context, f func(store.Tx) error) error {
	err := h.Store.Update(ctx, f)
	if err == nil && h.next {
		h.next, err = false, errors.New("lost, or so it seems")
	}
	return err
}

// What was stored and reported lost is found when it is asked again.
func TestAdminWritesThatWereReportedLost(t *testing.T) {
	h := &hides{Store: memory.New(), next: true}
	d := newDesk(t, h, book.Options{})
	_, err := d.CreateProgram(t.Context(), admin(), gift())
	wantReason(t, "a program that was reported lost", err, unspent.Unavailable)
	p, err := d.CreateProgram(t.Context(), admin(), gift())
	wantReason(t, "and again", err, "")
	if p.Name != "Gift" {
		t.Errorf("the program is %v", p)
	}
	_, err = d.ask(unspent.Issue{Program: "gift", Value: euro(5), Count: 1})
	wantReason(t, "an issue", err, "")
	k, key, err := d.CreateKey(t.Context(), admin(), "till", unspent.Store, "")
	wantReason(t, "CreateKey", err, "")
	h.next = true
	wantReason(t, "a revocation that was reported lost", d.RevokeKey(t.Context(), admin(), k.ID), unspent.Unavailable)
	_, err = d.Authenticate(key)
	wantReason(t, "the key after it", err, unspent.Unauthenticated)
}

func TestKeys(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	k, key, err := d.CreateKey(t.Context(), admin(), "till 3", unspent.Merchant, "m1")
	wantReason(t, "CreateKey", err, "")
	if !strings.HasPrefix(key, "uk_"+strings.TrimPrefix(k.ID, "key_")+"_") {
		t.Errorf("the key of %s has the wrong form", k.ID)
	}
	who, err := d.Authenticate(key)
	if want := (unspent.Actor{ID: k.ID, Role: unspent.Merchant, Bound: "m1"}); who != want || err != nil {
		t.Errorf("Authenticate = %v, %v; want %v", who, err, want)
	}
	for _, wrong := range []string{"", key + "x", key[:len(key)-1], strings.ToUpper(key)} {
		_, err := d.Authenticate(wrong)
		wantReason(t, "a wrong key", err, unspent.Unauthenticated)
	}
	wantReason(t, "Close", d.Close(), "")
	d.open()
	if again, err := d.Authenticate(key); again != who || err != nil {
		t.Errorf("after a restart Authenticate = %v, %v", again, err)
	}
	codes := d.cards(1)
	_, err = d.Do(t.Context(), unspent.Request{Key: "a", By: who, Command: unspent.Spend{Code: codes[0], Amount: euro(5), Merchant: "m2"}})
	wantReason(t, "a bound key for another merchant", err, unspent.Forbidden)
	paid, err := d.Do(t.Context(), unspent.Request{Key: "b", By: admin(), Command: unspent.Spend{Code: codes[0], Amount: euro(5), Merchant: "m2"}})
	wantReason(t, "spend", err, "")
	_, err = d.Do(t.Context(), unspent.Request{Key: "c", By: who, Command: unspent.Refund{Event: paid.Events[0].Seq, Amount: euro(5)}})
	wantReason(t, "a bound key that refunds another merchant's payment", err, unspent.NotFound)
	_, err = d.Do(t.Context(), unspent.Request{Key: "d", By: admin(), Command: unspent.Spend{Code: d.cards(1)[0], Amount: euro(5), Merchant: unspent.GiftShop}})
	wantReason(t, "a payment to the gift shop by anybody but the book", err, unspent.Forbidden)
	shop := unspent.Actor{ID: "shop", Role: unspent.System}
	bought, err := d.Do(t.Context(), unspent.Request{Key: "e", By: shop,
		Command: unspent.Spend{Code: d.cards(1)[0], Amount: euro(5), Merchant: unspent.GiftShop, Reference: "G1"}})
	wantReason(t, "a payment of the gift shop", err, "")
	for i, by := range []unspent.Actor{admin(), {ID: "k1", Role: unspent.Support}, {ID: "k2", Role: unspent.Merchant}} {
		_, err = d.Do(t.Context(), unspent.Request{Key: fmt.Sprint("f", i), By: by, Command: unspent.Refund{Event: bought.Events[0].Seq, Amount: euro(5)}})
		wantReason(t, "a refund of what the gift shop was paid, by "+string(by.Role), err, unspent.Forbidden)
	}
	_, err = d.Do(t.Context(), unspent.Request{Key: "g", By: who, Command: unspent.Refund{Event: bought.Events[0].Seq, Amount: euro(5)}})
	wantReason(t, "a bound key that refunds the gift shop's payment", err, unspent.NotFound)
	_, err = d.Do(t.Context(), unspent.Request{Key: "h", By: shop, Command: unspent.Refund{Event: bought.Events[0].Seq, Amount: euro(5)}})
	wantReason(t, "the gift shop's own refund", err, "")
	wantReason(t, "revoking by a merchant", d.RevokeKey(t.Context(), who, k.ID), unspent.Forbidden)
	wantReason(t, "revoking", d.RevokeKey(t.Context(), admin(), k.ID), "")
	wantReason(t, "revoking nothing", d.RevokeKey(t.Context(), admin(), "key_none"), unspent.NotFound)
	_, err = d.Authenticate(key)
	wantReason(t, "a revoked key", err, unspent.Unauthenticated)
	for name, try := range map[string]func() error{
		"no name":    func() error { _, _, err := d.CreateKey(t.Context(), admin(), "", unspent.Store, ""); return err },
		"a holder's": func() error { _, _, err := d.CreateKey(t.Context(), admin(), "x", unspent.Holder, ""); return err },
		"the gift shop's": func() error {
			_, _, err := d.CreateKey(t.Context(), admin(), "x", unspent.Merchant, unspent.GiftShop)
			return err
		},
		"a bound support": func() error { _, _, err := d.CreateKey(t.Context(), admin(), "x", unspent.Support, "m1"); return err },
	} {
		wantReason(t, name, try(), unspent.Invalid)
	}
	all, err := d.Keys(t.Context())
	if len(all) != 1 || all[0].ID != k.ID || all[0].RevokedAt.IsZero() || err != nil {
		t.Errorf("Keys = %v, %v", all, err)
	}
}

func TestParties(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(1)
	held, err := d.ask(unspent.PlaceHold{Code: codes[0], For: "hanako@例.example", Until: d.clock().Add(time.Hour)})
	wantReason(t, "hold", err, "")
	id := held.Events[0].Party
	if text, err := d.Party(t.Context(), id); text != "hanako@例.example" || err != nil {
		t.Errorf("Party = %q, %v", text, err)
	}
	wantReason(t, "EraseParty by a merchant", d.EraseParty(t.Context(), unspent.Actor{ID: "k", Role: unspent.Merchant}, id), unspent.Forbidden)
	wantReason(t, "EraseParty", d.EraseParty(t.Context(), admin(), id), "")
	if text, err := d.Party(t.Context(), id); text != "" || err != nil {
		t.Errorf("after it was erased Party = %q, %v", text, err)
	}
}

// A book is read as a journal: whole, from an event on, and until a reader or its
// context has enough.
func TestJournal(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	d.cards(3)
	read := func(ctx context.Context, from unspent.Seq, most int) (n int, err error) {
		err = d.Journal(ctx, from, func(unspent.Event) error {
			if n++; n == most {
				return io.EOF
			}
			return nil
		})
		return n, err
	}
	for name, tt := range map[string]struct {
		from       unspent.Seq
		most, want int
		err        error
	}{"all": {1, 0, 3, nil}, "the last": {3, 0, 1, nil}, "stopped": {1, 2, 2, io.EOF}} {
		if n, err := read(t.Context(), tt.from, tt.most); n != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: %d events, %v; want %d, %v", name, n, err, tt.want, tt.err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := read(ctx, 1, 0)
	wantReason(t, "a context that ended", err, unspent.Unavailable)
}

// The history of a card and of an account, page by page, newest first.
func TestHistory(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(1)
	for i := range 6 {
		_, err := d.ask(spend(codes[0], int64(1+i)))
		wantReason(t, "spend", err, "")
	}
	_, err := d.ask(unspent.Claim{Code: codes[0], Account: "taro"})
	wantReason(t, "claim", err, "")
	seen, err := d.Check(t.Context(), codes[0])
	wantReason(t, "check", err, "")
	ref := unspent.CardRef(seen.Card.Serial)
	whole, next, err := d.History(t.Context(), ref, 0, book.MaxPage)
	if len(whole) != 8 || next != 0 || err != nil || whole[0].Kind != unspent.Claimed || whole[7].Kind != unspent.Issued {
		t.Fatalf("%d events, next %d, %v", len(whole), next, err)
	}
	var paged []unspent.Event
	for at := unspent.Seq(0); ; {
		page, next, err := d.History(t.Context(), ref, at, 3)
		wantReason(t, "a page", err, "")
		paged = append(paged, page...)
		if at = next; at == 0 {
			break
		}
	}
	seqs := func(events []unspent.Event) (all []unspent.Seq) {
		for _, e := range events {
			all = append(all, e.Seq)
		}
		return all
	}
	if diff := gocmp.Diff(seqs(whole), seqs(paged)); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	account, _, err := d.History(t.Context(), unspent.AccountRef("taro"), 0, 10)
	if len(account) != 1 || err != nil {
		t.Errorf("the account has %d events, %v", len(account), err)
	}
	_, _, err = d.History(t.Context(), unspent.AccountRef("taro"), whole[3].Seq, 10)
	wantReason(t, "another's cursor", err, unspent.Invalid)
	_, _, err = d.History(t.Context(), ref, 0, 0)
	wantReason(t, "no page", err, unspent.Invalid)
}

// The clock may be set back: the book's time does not run backwards.
func TestClockStepsBack(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(1)
	held, err := d.ask(unspent.PlaceHold{Code: codes[0], For: "x", Until: d.clock().Add(time.Hour)})
	wantReason(t, "hold", err, "")
	d.wait(2 * time.Hour)
	paid, err := d.ask(spend(codes[0], 1))
	wantReason(t, "spend after the hold lapsed", err, "")
	d.wait(-90 * time.Minute)
	seen, err := d.Check(t.Context(), codes[0])
	if seen.AsOf.Before(paid.Events[0].At) || seen.Card.Held(seen.AsOf) || err != nil {
		t.Errorf("seen as of %v, after an event at %v; held %v", seen.AsOf, paid.Events[0].At, seen.Card.Held(seen.AsOf))
	}
	again, err := d.ask(spend(codes[0], 1))
	wantReason(t, "spend after the clock was set back", err, "")
	if again.Events[0].At.Before(paid.Events[0].At) || paid.Events[0].At.Before(held.Events[0].At) {
		t.Error("an event is earlier than the one before it")
	}
}

// Observe is told of every batch, before or after the caller has its answer.
func TestObserve(t *testing.T) {
	var mu sync.Mutex
	var all []book.Outcome
	d := newDesk(t, memory.New(), book.Options{Observe: func(o book.Observation) {
		mu.Lock()
		defer mu.Unlock()
		all = append(all, o.Outcomes...)
	}})
	codes := d.cards(1)
	_, err := d.ask(spend(codes[0], 9999))
	wantReason(t, "spend", err, unspent.Insufficient)
	d.count--
	_, err = d.ask(spend(codes[0], 9999))
	wantReason(t, "and again", err, unspent.Insufficient)
	wantReason(t, "Close", d.Close(), "")
	want := []book.Outcome{{Kind: unspent.Issued, Booked: true}, {Kind: unspent.Spent, Reason: unspent.Insufficient, Booked: true},
		{Kind: unspent.Spent, Reason: unspent.Insufficient, Replayed: true}}
	if diff := gocmp.Diff(want, all); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

// drivers are what the scenarios run on.
func drivers() map[string]func(t testing.TB) store.Store {
	return map[string]func(t testing.TB) store.Store{
		"memory": func(testing.TB) store.Store { return memory.New() },
		"sqlite": func(t testing.TB) store.Store {
			s, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{Overlay: 4})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
	}
}
