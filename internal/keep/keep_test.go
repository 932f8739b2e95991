package keep_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// shelf are cases in a store, with a clock that is set by hand.
type shelf struct {
	*keep.Cases
	store store.Store

	mu  sync.Mutex
	now time.Time
}

func (s *shelf) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *shelf) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// chance is drawn from by several at once.
type chance struct {
	mu sync.Mutex
	r  *rand.ChaCha8
}

func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.r.Read(p)
}

func newShelf(st store.Store, seed byte) *shelf {
	s := &shelf{store: st, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	s.Cases = keep.New(st, keep.Options{Brands: brand.Builtin(), Now: s.clock, Rand: &chance{r: rand.NewChaCha8([32]byte{seed})}})
	return s
}

// onBoth runs a test on both stores.
func onBoth(t *testing.T, test func(t *testing.T, s *shelf)) {
	t.Run("memory", func(t *testing.T) { test(t, newShelf(memory.New(), 1)) })
	t.Run("sqlite", func(t *testing.T) {
		db, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		test(t, newShelf(db, 2))
	})
}

// said is a case of a card from a person, with some words that nobody else may see.
func said() map[string]string {
	return map[string]string{"brand": "amazon-jp", "language": "en", "asker": "holder", "channel": "person", "form": "mail", "last4": "7Q2M",
		"amount": "5000", "currency": "JPY", "got": "2027-01-02", "order": "250-1234567-1234567", "recipient": "secret-taro@example.jp",
		"intent": "use", "opened": "by-me"}
}

// page is an order page that was read, of which a note is known again.
func page(note string, says brand.Meaning, seen time.Time) casefile.EvidenceJSON {
	yen, _ := unspent.ParseCurrency("JPY")
	amount := unspent.NewMoney(5000, yen)
	return casefile.EvidenceJSON{ID: "e1", File: "file-1.png", Kind: assess.OrderPage, Owner: assess.Mine, Says: says, Seen: &seen, Shown: note,
		Grade: assess.Unverified, Card: casefile.CardJSON{Last4: "7Q2M", Amount: &amount}}
}

func content(s *shelf) keep.Content {
	return keep.Content{Said: said(), Evidence: []casefile.EvidenceJSON{page("what the asker has", brand.OrderSent, s.clock())},
		Copies: []casefile.CopyJSON{{File: "file-1.png", Looked: true, JPEG: []byte("the asker's picture")}}}
}

// kept keeps a case.
func (s *shelf) kept(t *testing.T) (keep.CaseLink, keep.Case) {
	t.Helper()
	link, err := s.Draw()
	if err != nil {
		t.Fatal(err)
	}
	k, err := s.Save(t.Context(), link, 0, content(s))
	if err != nil {
		t.Fatal(err)
	}
	return link, k
}

func toGiver() keep.Ask {
	return keep.Ask{Whom: assess.Givers, What: "giver-order-page", Name: "Taro", Note: "Is it still good?", Share: []string{"last4", "amount"}}
}

// asked keeps a case and asks its giver.
func (s *shelf) asked(t *testing.T) (keep.CaseLink, keep.Asked) {
	t.Helper()
	link, _ := s.kept(t)
	a, err := s.Ask(t.Context(), link, "form-1", toGiver())
	if err != nil {
		t.Fatal(err)
	}
	return link, a
}

func deposit(s *shelf, id string) keep.Deposit {
	return keep.Deposit{ID: id, Name: "Hanako", Note: "I looked", Evidence: []casefile.EvidenceJSON{page("what the giver has", brand.OrderRedeemed, s.clock())},
		Copies: []casefile.CopyJSON{{File: "file-1.png", JPEG: []byte("the giver's picture")}}}
}

// fails asserts that an error has a reason, and a sentence in both languages if it has a word.
func fails(t *testing.T, what string, err error, want unspent.Reason, word string) {
	t.Helper()
	faults := unspent.FaultsOf(err)
	if unspent.ReasonOf(err) != want || err == nil || word != "" && (len(faults) != 1 || faults[0].Word != word) {
		t.Errorf("%s: %v (%v), want %s %s", what, err, faults, want, word)
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateComparable(unspent.Money{}),
		cmp.Comparer(func(a, b unspent.Secret) bool { return a.Digest() == b.Digest() })); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestSave(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, first := s.kept(t)
		want := keep.Case{Content: content(s), Rev: 1, Made: s.now, Until: s.now.Add(keep.CaseLife)}
		same(t, "kept", first, want)
		opened, err := s.Open(t.Context(), link)
		same(t, fmt.Sprint("opened ", err), opened, want)

		s.pass(time.Hour)
		again, err := s.Save(t.Context(), link, 0, want.Content)
		same(t, fmt.Sprint("sent twice ", err), again, want)
		other := want.Content
		other.Said = maps.Clone(other.Said)
		other.Said["seal"] = "intact"
		_, err = s.Save(t.Context(), link, 0, other)
		fails(t, "another case under the same link", err, unspent.Conflict, "keep.changed")

		second, err := s.Save(t.Context(), link, 1, other)
		want.Content, want.Rev = other, 2
		same(t, fmt.Sprint("changed ", err), second, want)
		_, err = s.Save(t.Context(), link, 1, content(s))
		fails(t, "an old tab", err, unspent.Conflict, "keep.changed")
		_, err = s.Save(t.Context(), link, 7, content(s))
		fails(t, "a revision that was not", err, unspent.Conflict, "keep.changed")
		opened, err = s.Open(t.Context(), link)
		same(t, fmt.Sprint("still ", err), opened, want)
	})
}

// Of two tabs one wins, and the other is told.
func TestTwoAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, _ := s.kept(t)
		var wait sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wait.Go(func() {
				in := content(s)
				in.Said["seal"] = fmt.Sprint("tab ", i)
				_, errs[i] = s.Save(t.Context(), link, 1, in)
			})
		}
		wait.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else {
				fails(t, "the later", err, unspent.Conflict, "keep.changed")
			}
		}
		if k, err := s.Open(t.Context(), link); won != 1 || k.Rev != 2 || err != nil {
			t.Errorf("%d tabs won, the case is at %d, %v", won, k.Rev, err)
		}
	})
}

func TestAsk(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, first := s.asked(t)
		want := keep.Request{Whom: assess.Givers, What: "giver-order-page", Name: "Taro", Note: "Is it still good?", Word: first.Word, State: keep.Open,
			Facts: map[string]string{"brand": "amazon-jp", "language": "en", "asker": "holder", "channel": "person", "form": "mail", "last4": "7Q2M",
				"amount": "5000", "currency": "JPY"},
			Made: s.now, Until: s.now.Add(keep.RequestLife)}
		same(t, "asked", first.Request, want)
		seen, err := s.Look(t.Context(), first.Link)
		same(t, fmt.Sprint("seen ", err), seen, want)

		s.pass(time.Minute)
		again, err := s.Ask(t.Context(), link, "form-1", toGiver())
		same(t, fmt.Sprint("sent twice ", err), again, first)
		shop := keep.Ask{Whom: assess.Shops, What: "till", Until: s.now.Add(60 * 24 * time.Hour)}
		_, err = s.Ask(t.Context(), link, "form-1", shop)
		fails(t, "another under the same id", err, unspent.Conflict, "keep.sentOther")
		second, err := s.Ask(t.Context(), link, "form-2", shop)
		if err != nil || second.Until != first.Made.Add(keep.CaseLife) || second.Link.Digest() == first.Link.Digest() {
			t.Errorf("a second request until %s, %v", second.Until, err)
		}
		if _, ok := second.Facts["last4"]; ok {
			t.Error("what is not shared is shared")
		}
		k, err := s.Open(t.Context(), link)
		same(t, fmt.Sprint("the case has both ", err), k.Requests, []keep.Asked{first, second})

		in, err := first.Input()
		if err != nil || in.Case.Challenge != first.Word || in.Asked != first.Made || in.Case.Card.Last4 != "7Q2M" || in.Check() != nil {
			t.Errorf("their case: %+v, %v", in, err)
		}
		for i := range keep.MaxRequests - 2 {
			if _, err := s.Ask(t.Context(), link, fmt.Sprint("more-", i), toGiver()); err != nil {
				t.Fatal(err)
			}
		}
		_, err = s.Ask(t.Context(), link, "one-more", toGiver())
		fails(t, "one more", err, unspent.TooLarge, "keep.tooMany")
	})
}

func TestAskRefuses(t *testing.T) {
	s := newShelf(memory.New(), 3)
	link, _ := s.kept(t)
	for name, change := range map[string]func(*keep.Ask){
		"the asker":   func(a *keep.Ask) { a.Whom = assess.Mine },
		"the issuer":  func(a *keep.Ask) { a.Whom = assess.Issuers },
		"nothing":     func(a *keep.Ask) { a.What = "" },
		"an address":  func(a *keep.Ask) { a.Share = []string{"recipient"} },
		"in the past": func(a *keep.Ask) { a.Until = s.now },
	} {
		a := toGiver()
		change(&a)
		_, err := s.Ask(t.Context(), link, "form-1", a)
		fails(t, name, err, unspent.Invalid, "")
	}
	_, err := s.Ask(t.Context(), link, "no id", toGiver())
	fails(t, "no id", err, unspent.Invalid, "")
	long := toGiver()
	long.Note = strings.Repeat("あ", keep.MaxNote+1)
	_, err = s.Ask(t.Context(), link, "form-1", long)
	fails(t, "a long note", err, unspent.TooLarge, "keep.tooMuch")

	bare, err := s.Draw()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(t.Context(), bare, 0, keep.Content{Said: map[string]string{"brand": "amazon-jp"}}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Ask(t.Context(), bare, "form-1", toGiver())
	fails(t, "a case that nobody can judge", err, unspent.Invalid, "")
}

// The two verdicts come of what each may see, and nothing else of the case reaches the
// other side.
func TestNobodySeesMore(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, a := s.asked(t)
		theirs, err := s.Deposit(t.Context(), a.Link, deposit(s, "form-2"))
		if err != nil {
			t.Fatal(err)
		}
		mine, err := s.Open(t.Context(), link)
		if err != nil {
			t.Fatal(err)
		}
		joint, err := mine.Answer(brand.Builtin(), s.now)
		if err != nil || joint.State != assess.Used || len(joint.Evidence) != 2 || joint.Evidence[1].Owner != assess.Givers || len(joint.Copies) != 2 {
			t.Errorf("the asker's answer: %s of %d, %v", joint.State, len(joint.Evidence), err)
		}
		other, err := theirs.Answer(brand.Builtin(), s.now)
		if err != nil || other.State != assess.Used || len(other.Evidence) != 1 || len(other.Copies) != 1 {
			t.Errorf("the other side's answer: %s of %d, %v", other.State, len(other.Evidence), err)
		}
		text, err := json.Marshal([]any{theirs, other})
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"what the asker has", "secret-taro", "250-1234567", "2027-01-02", "by-me", "dGhlIGFza2Vy"} {
			if strings.Contains(string(text), secret) {
				t.Errorf("the other side sees %q", secret)
			}
		}
		if !strings.Contains(string(text), "what the giver has") {
			t.Error("the other side does not see what it brought")
		}
		alone := mine
		alone.Requests = nil
		if before, err := alone.Answer(brand.Builtin(), s.now); err != nil || before.State == assess.Used {
			t.Errorf("without the deposit it is %s, %v", before.State, err)
		}
	})
}

func TestDeposit(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, a := s.asked(t)
		first := deposit(s, "form-1")
		r, err := s.Deposit(t.Context(), a.Link, first)
		want := first
		want.At = s.now
		same(t, fmt.Sprint("deposited ", err), r.Deposits, []keep.Deposit{want})
		s.pass(time.Minute)
		for _, again := range []keep.Deposit{first, want} { // the time is not the sender's to say
			r, err = s.Deposit(t.Context(), a.Link, again)
			same(t, fmt.Sprint("sent twice ", err), r.Deposits, []keep.Deposit{want})
		}
		other := first
		other.Note = "something else"
		_, err = s.Deposit(t.Context(), a.Link, other)
		fails(t, "another under the same id", err, unspent.Conflict, "keep.sentOther")

		other.ID, other.Replaces = "form-2", "form-1"
		r, err = s.Deposit(t.Context(), a.Link, other)
		corrected := other
		corrected.At = s.now
		same(t, fmt.Sprint("corrected ", err), r.Deposits, []keep.Deposit{corrected})
		r, err = s.Deposit(t.Context(), a.Link, first)
		same(t, fmt.Sprint("the first, sent late ", err), r.Deposits, []keep.Deposit{corrected})
		late := other
		late.ID = "form-3"
		_, err = s.Deposit(t.Context(), a.Link, late)
		fails(t, "an old tab corrects", err, unspent.Conflict, "keep.changed")

		more := deposit(s, "form-4")
		if _, err := s.Deposit(t.Context(), a.Link, more); err != nil {
			t.Fatal(err)
		}
		k, err := s.Open(t.Context(), link)
		more.At = s.now
		same(t, fmt.Sprint("the asker has both ", err), k.Requests[0].Deposits, []keep.Deposit{corrected, more})
		if k.Requests[0].State != keep.Answered || k.Rev != 1 {
			t.Errorf("the request is %s, the case at %d", k.Requests[0].State, k.Rev)
		}
		for i := range keep.MaxDeposits - 3 {
			if _, err := s.Deposit(t.Context(), a.Link, keep.Deposit{ID: fmt.Sprint("more-", i)}); err != nil {
				t.Fatal(err)
			}
		}
		_, err = s.Deposit(t.Context(), a.Link, keep.Deposit{ID: "one-more"})
		fails(t, "one more", err, unspent.TooLarge, "keep.tooMany")
		_, err = s.Deposit(t.Context(), a.Link, keep.Deposit{ID: "x", Replaces: "x"})
		fails(t, "corrects itself", err, unspent.Invalid, "")
		_, err = s.Deposit(t.Context(), a.Link, keep.Deposit{})
		fails(t, "no id", err, unspent.Invalid, "")
		_, err = s.Deposit(t.Context(), a.Link, keep.Deposit{ID: "y", Copies: make([]casefile.CopyJSON, keep.MaxCopies+1)})
		fails(t, "too many pictures", err, unspent.TooLarge, "keep.tooMuch")
	})
}

// A link that was withdrawn or has lapsed shows and takes nothing, and what came before
// stays with the case.
func TestClosed(t *testing.T) {
	for name, tt := range map[string]struct {
		close func(t *testing.T, s *shelf, link keep.CaseLink)
		state keep.State
		word  string
	}{
		"withdrawn": {func(t *testing.T, s *shelf, link keep.CaseLink) {
			for range 2 { // twice is once
				if err := s.Withdraw(t.Context(), link, "form-1"); err != nil {
					t.Fatal(err)
				}
			}
		}, keep.Withdrawn, "keep.withdrawn"},
		"lapsed": {func(t *testing.T, s *shelf, link keep.CaseLink) {
			s.pass(keep.RequestLife)
			if err := s.Withdraw(t.Context(), link, "form-1"); err != nil { // too late, and no fault
				t.Fatal(err)
			}
		}, keep.Lapsed, "keep.lapsed"},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, s *shelf) {
				link, a := s.asked(t)
				r, err := s.Deposit(t.Context(), a.Link, deposit(s, "form-2"))
				if err != nil {
					t.Fatal(err)
				}
				tt.close(t, s, link)
				seen, err := s.Look(t.Context(), a.Link)
				fails(t, "look", err, unspent.NotFound, tt.word)
				same(t, "what is seen", seen, keep.Request{})
				for _, id := range []string{"form-2", "form-3"} {
					seen, err = s.Deposit(t.Context(), a.Link, deposit(s, id))
					fails(t, "deposit "+id, err, unspent.NotFound, tt.word)
					same(t, "what is seen", seen, keep.Request{})
				}
				if n, err := s.Sweep(t.Context()); n != 0 || err != nil {
					t.Errorf("swept %d, %v", n, err)
				}
				k, err := s.Open(t.Context(), link)
				if err != nil || k.Requests[0].State != tt.state {
					t.Fatalf("the case says %+v, %v", k.Requests, err)
				}
				same(t, "what stays", k.Requests[0].Deposits, r.Deposits)
				if answer, err := k.Answer(brand.Builtin(), s.clock()); err != nil || len(answer.Evidence) != 2 {
					t.Errorf("judged on %d pieces, %v", len(answer.Evidence), err)
				}
			})
		})
	}
	s := newShelf(memory.New(), 4)
	link, _ := s.asked(t)
	fails(t, "no such request", s.Withdraw(t.Context(), link, "form-9"), unspent.NotFound, "keep.gone")
}

// documents returns all that is kept.
func (s *shelf) documents(t *testing.T) (all []store.Document, room int) {
	t.Helper()
	err := s.store.View(t.Context(), func(r store.Reader) (err error) {
		for _, kind := range []string{store.KindKept, store.KindAsked} {
			some, err := r.Documents(t.Context(), store.Pick{Kind: kind, Limit: 1000})
			if err != nil {
				return err
			}
			all = append(all, some...)
		}
		room, err = keep.Room(t.Context(), r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, d := range all {
		size += len(d.Body)
	}
	if size != room {
		t.Errorf("%d bytes are kept, and it is said %d", size, room)
	}
	return all, room
}

// gone asserts that nothing of a case can be reached.
func (s *shelf) gone(t *testing.T, link keep.CaseLink, requests ...keep.RequestLink) {
	t.Helper()
	_, err := s.Open(t.Context(), link)
	fails(t, "open", err, unspent.NotFound, "keep.gone")
	_, err = s.Save(t.Context(), link, 1, content(s))
	fails(t, "save", err, unspent.NotFound, "keep.gone")
	_, err = s.Ask(t.Context(), link, "form-9", toGiver())
	fails(t, "ask", err, unspent.NotFound, "keep.gone")
	fails(t, "withdraw", s.Withdraw(t.Context(), link, "form-1"), unspent.NotFound, "keep.gone")
	for _, r := range requests {
		_, err = s.Look(t.Context(), r)
		fails(t, "look", err, unspent.NotFound, "keep.gone")
		_, err = s.Deposit(t.Context(), r, deposit(s, "form-9"))
		fails(t, "deposit", err, unspent.NotFound, "keep.gone")
	}
}

func TestDelete(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, a := s.asked(t)
		b, err := s.Ask(t.Context(), link, "form-2", keep.Ask{Whom: assess.Shops, What: "till"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Deposit(t.Context(), a.Link, deposit(s, "form-3")); err != nil {
			t.Fatal(err)
		}
		other, _ := s.kept(t)
		for range 2 { // deleting twice is no error
			if err := s.Delete(t.Context(), link); err != nil {
				t.Fatal(err)
			}
		}
		s.gone(t, link, a.Link, b.Link)
		if all, _ := s.documents(t); len(all) != 1 {
			t.Errorf("%d documents are left", len(all))
		}
		if _, err := s.Open(t.Context(), other); err != nil {
			t.Errorf("another case: %v", err)
		}
	})
}

// What is over cannot be reached, swept or not, and a sweep deletes it.
func TestSweep(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, a := s.asked(t)
		if _, err := s.Deposit(t.Context(), a.Link, deposit(s, "form-2")); err != nil {
			t.Fatal(err)
		}
		for range 20 {
			s.kept(t)
		}
		s.pass(keep.CaseLife - time.Hour)
		young, _ := s.kept(t)
		if n, err := s.Sweep(t.Context()); n != 0 || err != nil {
			t.Errorf("swept %d, %v", n, err)
		}
		if _, err := s.Open(t.Context(), link); err != nil {
			t.Error(err)
		}
		s.pass(time.Hour)
		s.gone(t, link, a.Link)
		if n, err := s.Sweep(t.Context()); n != 22 || err != nil {
			t.Errorf("swept %d, %v", n, err)
		}
		s.gone(t, link, a.Link)
		if _, err := s.Open(t.Context(), young); err != nil {
			t.Error(err)
		}
		if all, _ := s.documents(t); len(all) != 1 {
			t.Errorf("%d documents are left", len(all))
		}
	})
}

// Whole codes are cut out of whatever somebody typed.
func TestCodesAreCut(t *testing.T) {
	s := newShelf(memory.New(), 5)
	const code = "AQ2M-7HXKPR-9WBD"
	link, _ := s.kept(t)
	in := content(s)
	in.Said["message"] = "it says " + code
	k, err := s.Save(t.Context(), link, 1, in)
	if err != nil {
		t.Fatal(err)
	}
	ask := toGiver()
	ask.Name, ask.Note = code, "the code is "+code
	a, err := s.Ask(t.Context(), link, "form-1", ask)
	if err != nil {
		t.Fatal(err)
	}
	d := deposit(s, "form-2")
	d.Name, d.Note = code, code
	r, err := s.Deposit(t.Context(), a.Link, d)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{k, a.Request, r})
	if err != nil || strings.Contains(string(text), "7HXKPR") || !strings.Contains(string(text), "9WBD") {
		t.Errorf("%s, %v", text, err)
	}
}

func TestTooMuch(t *testing.T) {
	s := newShelf(memory.New(), 6)
	link, _ := s.kept(t)
	for name, change := range map[string]func(*keep.Content){
		"a long answer":     func(c *keep.Content) { c.Said["message"] = strings.Repeat("a", keep.MaxAnswer+1) },
		"many pieces":       func(c *keep.Content) { c.Evidence = make([]casefile.EvidenceJSON, keep.MaxPieces+1) },
		"many pictures":     func(c *keep.Content) { c.Copies = make([]casefile.CopyJSON, keep.MaxCopies+1) },
		"a picture's size":  func(c *keep.Content) { c.Copies[0].JPEG = make([]byte, keep.MaxSealed) },
		"many answers":      func(c *keep.Content) { c.Said = many(keep.MaxSaid + 1) },
		"a field of no one": func(c *keep.Content) { c.Said = map[string]string{"no field": "1"} },
	} {
		in := content(s)
		change(&in)
		_, err := s.Save(t.Context(), link, 1, in)
		if reason := unspent.ReasonOf(err); reason != unspent.TooLarge && reason != unspent.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	in := content(s)
	in.Copies[0].JPEG = make([]byte, keep.MaxSealed*7/10)
	if _, err := s.Save(t.Context(), link, 1, in); err != nil {
		t.Errorf("nearly the most: %v", err)
	}
}

func many(n int) map[string]string {
	all := map[string]string{}
	for i := range n {
		all[fmt.Sprint("f", i)] = "1"
	}
	return all
}

// When there is no room, nothing is kept; what is there can still be opened and deleted.
func TestFull(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		link, _ := s.kept(t)
		_, before := s.documents(t)
		set := func(bytes int) {
			err := s.store.Update(t.Context(), func(tx store.Tx) error {
				return tx.PutDocument(t.Context(), store.Document{Kind: store.KindKeptRoom, ID: "all", Body: fmt.Appendf(nil, `{"bytes":%d}`, bytes)})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		set(keep.MaxKept - 100)
		another, err := s.Draw()
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Save(t.Context(), another, 0, content(s))
		fails(t, "one more", err, unspent.Busy, "keep.full")
		_, err = s.Ask(t.Context(), link, "form-1", toGiver())
		fails(t, "a request", err, unspent.Busy, "keep.full")
		if k, err := s.Open(t.Context(), link); err != nil || len(k.Requests) != 0 {
			t.Errorf("the case has %d requests, %v", len(k.Requests), err)
		}
		if err := s.Delete(t.Context(), link); err != nil {
			t.Fatal(err)
		}
		set(0)
		if all, _ := s.documents(t); len(all) != 0 || before == 0 {
			t.Errorf("%d are left of %d bytes", len(all), before)
		}
	})
}

// flaky is a store whose Updates are lost, or stored and reported lost, or before which
// somebody else is quicker.
type flaky struct {
	store.Store
	before, after bool
	quicker       func()
}

func (f *flaky) Update(ctx context.Context, do func(store.Tx) error) error {
	if quicker := f.quicker; quicker != nil {
		f.quicker = nil
		quicker()
	}
	if f.before {
		return unspent.Errorf(unspent.Unavailable, "lost")
	}
	err := f.Store.Update(ctx, do)
	if f.after && err == nil {
		return unspent.Errorf(unspent.Unavailable, "reported lost")
	}
	return err
}

// Whoever is slower finds what the quicker one has left, and loses nothing of it.
func TestQuicker(t *testing.T) {
	f := &flaky{Store: memory.New()}
	s := newShelf(f, 9)
	link, a := s.asked(t)
	in := content(s)
	in.Said["seal"] = "intact"

	f.quicker = func() {
		if _, err := s.Save(t.Context(), link, 1, content(s)); err != nil {
			t.Error(err)
		}
	}
	_, err := s.Save(t.Context(), link, 1, in)
	fails(t, "the slower of two tabs", err, unspent.Conflict, "keep.changed")
	f.quicker = func() {
		if _, err := s.Ask(t.Context(), link, "form-2", toGiver()); err != nil {
			t.Error(err)
		}
	}
	k, err := s.Save(t.Context(), link, 2, in)
	if err != nil || len(k.Requests) != 2 {
		t.Errorf("saved while somebody was asked: %d requests, %v", len(k.Requests), err)
	}
	f.quicker = func() {
		if _, err := s.Deposit(t.Context(), a.Link, deposit(s, "quicker")); err != nil {
			t.Error(err)
		}
	}
	r, err := s.Deposit(t.Context(), a.Link, deposit(s, "slower"))
	if err != nil || len(r.Deposits) != 2 {
		t.Errorf("two deposits at once: %d, %v", len(r.Deposits), err)
	}
	f.quicker = func() {
		if err := s.Withdraw(t.Context(), link, "form-1"); err != nil {
			t.Error(err)
		}
	}
	_, err = s.Deposit(t.Context(), a.Link, deposit(s, "late"))
	fails(t, "withdrawn meanwhile", err, unspent.NotFound, "keep.withdrawn")
	f.quicker = func() {
		if err := s.Delete(t.Context(), link); err != nil {
			t.Error(err)
		}
	}
	_, err = s.Save(t.Context(), link, 3, content(s))
	fails(t, "deleted meanwhile", err, unspent.NotFound, "keep.gone")
	s.documents(t)
}

// Whatever is asked again after it was lost, or only reported lost, is done once.
func TestAskedAgain(t *testing.T) {
	for _, lost := range []bool{true, false} {
		f := &flaky{Store: memory.New()}
		s := newShelf(f, 7)
		link, err := s.Draw()
		if err != nil {
			t.Fatal(err)
		}
		var request keep.RequestLink
		for name, do := range []func() error{
			func() error { _, err := s.Save(t.Context(), link, 0, content(s)); return err },
			func() error {
				a, err := s.Ask(t.Context(), link, "form-1", toGiver())
				request = a.Link
				return err
			},
			func() error { _, err := s.Deposit(t.Context(), request, deposit(s, "form-2")); return err },
			func() error { return s.Withdraw(t.Context(), link, "form-1") },
		} {
			f.before, f.after = lost, !lost
			if err := do(); !errors.Is(err, unspent.Unavailable) {
				t.Errorf("%d: %v", name, err)
			}
			f.before, f.after = false, false
			if err := do(); err != nil {
				t.Errorf("%d again: %v", name, err)
			}
		}
		k, err := s.Open(t.Context(), link)
		if err != nil || k.Rev != 1 || len(k.Requests) != 1 || k.Requests[0].State != keep.Withdrawn || len(k.Requests[0].Deposits) != 1 {
			t.Errorf("lost %v: %+v, %v", lost, k, err)
		}
		if all, _ := s.documents(t); len(all) != 2 {
			t.Errorf("%d documents", len(all))
		}
	}
}

// The word of a request is short, and differs from request to request.
func TestWords(t *testing.T) {
	s := newShelf(memory.New(), 8)
	var words []string
	for range 20 {
		_, a := s.asked(t)
		if len(a.Word) != 8 || strings.Trim(a.Word, "AEUKMNRTY") != "" {
			t.Errorf("the word %q", a.Word)
		}
		words = append(words, a.Word)
	}
	slices.Sort(words)
	if len(slices.Compact(words)) < 18 {
		t.Errorf("words come again: %v", words)
	}
}
