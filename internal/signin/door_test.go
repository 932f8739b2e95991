package signin_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// hall is a door with a clock that is set by hand, and its mails.
type hall struct {
	*signin.Door
	t *testing.T

	mu   sync.Mutex
	now  time.Time
	sent []string // addresses, in order
	link string   // the secret of the newest link
	fail error    // of sending
}

func newHall(t *testing.T) *hall {
	h := &hall{t: t, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	random := rand.NewChaCha8([32]byte{7})
	h.Door = signin.New(memory.New(), signin.Options{Pages: "https://cards.example/", Now: h.clock, Rand: &locked{random: random}, Send: h.send})
	return h
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

func (h *hall) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hall) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *hall) send(_ context.Context, l notify.Letter, e notify.Envelope) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.fail != nil {
		return h.fail
	}
	address, secret, _ := strings.Cut(l.(notify.SignIn).Link, "#")
	if address != "https://cards.example/sign-in" {
		h.t.Errorf("the link leads to %q", address)
	}
	h.sent, h.link = append(h.sent, e.To.String()), secret
	return nil
}

func address(t *testing.T, text string) notify.Address {
	t.Helper()
	a, err := notify.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func wantReason(t *testing.T, what string, err error, want unspent.Reason) {
	t.Helper()
	if got := unspent.ReasonOf(err); (err == nil) != (want == "") || err != nil && got != want {
		t.Errorf("%s: %v (%s), want reason %q", what, err, got, want)
	}
}

// in signs somebody in and returns their session.
func (h *hall) in(mail string) (string, signin.Person) {
	h.t.Helper()
	h.wait(2 * time.Minute)
	wantReason(h.t, "Ask", h.Ask(h.t.Context(), address(h.t, mail), notify.English, ""), "")
	session, p, err := h.Enter(h.t.Context(), h.link)
	if err != nil {
		h.t.Fatal(err)
	}
	return session, p
}

// Of many who use one link at the same instant one gets in.
func TestLinkWorksOnce(t *testing.T) {
	h := newHall(t)
	wantReason(t, "Ask", h.Ask(t.Context(), address(t, "taro@example.jp"), notify.Japanese, "/give"), "")
	for range 3 {
		if mail, next, err := h.Look(h.link); err != nil || mail.String() != "taro@example.jp" || next != "/give" {
			t.Fatalf("Look = %v, %q, %v", mail, next, err)
		}
	}
	var crew sync.WaitGroup
	won := make(chan string, 100)
	for range 100 {
		crew.Go(func() {
			session, _, err := h.Enter(t.Context(), h.link)
			if err == nil {
				won <- session
			} else if !errors.Is(err, unspent.NotFound) {
				t.Error(err)
			}
		})
	}
	crew.Wait()
	if len(won) != 1 {
		t.Errorf("%d got in by one link", len(won))
	}
	_, _, err := h.Look(h.link)
	wantReason(t, "Look at a used link", err, unspent.NotFound)
}

func TestLinkEnds(t *testing.T) {
	h := newHall(t)
	wantReason(t, "Ask", h.Ask(t.Context(), address(t, "taro@example.jp"), notify.Japanese, ""), "")
	h.wait(signin.LinkLife + time.Second)
	_, _, err := h.Look(h.link)
	wantReason(t, "Look at an old link", err, unspent.NotFound)
	_, _, err = h.Enter(t.Context(), h.link)
	wantReason(t, "Enter by an old link", err, unspent.NotFound)
	for _, junk := range []string{"", "x", strings.Repeat("a", 1000)} {
		_, _, err = h.Enter(t.Context(), junk)
		wantReason(t, "Enter by nothing", err, unspent.NotFound)
	}
}

// An address is mailed once a minute and five times an hour, in whichever case it
// is written, and whoever asks is told nothing of that.
func TestMailsAreFew(t *testing.T) {
	h := newHall(t)
	for i := range 20 {
		mail := []string{"taro@example.jp", "Taro@Example.jp"}[i%2]
		wantReason(t, "Ask", h.Ask(t.Context(), address(t, mail), notify.Japanese, ""), "")
		h.wait(30 * time.Second)
	}
	if len(h.sent) != 5 {
		t.Errorf("%d mails in ten minutes, want 5", len(h.sent))
	}
	wantReason(t, "Ask for another", h.Ask(t.Context(), address(t, "jiro@example.jp"), notify.Japanese, ""), "")
	h.wait(time.Hour)
	wantReason(t, "Ask later", h.Ask(t.Context(), address(t, "taro@example.jp"), notify.Japanese, ""), "")
	if len(h.sent) != 7 {
		t.Errorf("%d mails, want 7", len(h.sent))
	}
	h.fail = errors.New("550 secret words of the server")
	err := h.Ask(t.Context(), address(t, "saburo@example.jp"), notify.Japanese, "")
	wantReason(t, "Ask while no mail goes out", err, unspent.Unavailable)
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the error tells %q", err)
	}
	wantReason(t, "Ask where there is no mail", signin.New(memory.New(), signin.Options{}).Ask(t.Context(), address(t, "a@example.jp"), notify.Japanese, ""),
		unspent.Unavailable)
}

// One mailbox is one account, whatever the case of its address.
func TestOneAccountForAMailbox(t *testing.T) {
	h := newHall(t)
	_, first := h.in("taro@example.jp")
	_, again := h.in("TARO@example.JP")
	_, other := h.in("jiro@example.jp")
	if first.Account != again.Account || first.Account == other.Account || !strings.HasPrefix(first.Account, "acct_") {
		t.Errorf("accounts %q, %q and %q", first.Account, again.Account, other.Account)
	}
	if p, err := h.Find(t.Context(), address(t, "Jiro@example.jp")); err != nil || p.Account != other.Account {
		t.Errorf("Find = %+v, %v", p, err)
	}
	_, err := h.Find(t.Context(), address(t, "nobody@example.jp"))
	wantReason(t, "Find nobody", err, unspent.NotFound)
	_, err = h.Change(t.Context(), first.Account, "fr", true)
	wantReason(t, "Change to French", err, unspent.Invalid)
	if p, err := h.Change(t.Context(), first.Account, notify.English, true); err != nil || p.Lang != notify.English || !p.Quiet || p.Mail != first.Mail {
		t.Errorf("Change = %+v, %v", p, err)
	}
}

func TestSessionEnds(t *testing.T) {
	tests := map[string]struct {
		do   func(h *hall, session, other string, p signin.Person)
		want unspent.Reason
	}{
		"at once":     {func(*hall, string, string, signin.Person) {}, ""},
		"idle":        {func(h *hall, _, _ string, _ signin.Person) { h.wait(signin.SessionIdle + time.Second) }, unspent.Unauthenticated},
		"left":        {func(h *hall, s, _ string, _ signin.Person) { h.End(s) }, unspent.Unauthenticated},
		"other left":  {func(h *hall, _, o string, _ signin.Person) { h.End(o) }, ""},
		"nobody left": {func(h *hall, _, _ string, _ signin.Person) { h.End("us_nobody") }, ""},
		"forgotten": {func(h *hall, _, _ string, p signin.Person) {
			wantReason(h.t, "Forget", h.Forget(h.t.Context(), p.Account), "")
		}, unspent.Unauthenticated},
		"used for a month": {func(h *hall, s, _ string, _ signin.Person) {
			for range 31 {
				h.wait(24 * time.Hour)
				_, _ = h.Who(s)
			}
		}, unspent.Unauthenticated},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			session, p := h.in("taro@example.jp")
			other, _ := h.in("taro@example.jp")
			tt.do(h, session, other, p)
			account, err := h.Who(session)
			wantReason(t, "Who", err, tt.want)
			if err == nil && account != p.Account {
				t.Errorf("Who = %q, want %q", account, p.Account)
			}
		})
	}
	_, err := newHall(t).Who("us_planted")
	wantReason(t, "Who of a planted token", err, unspent.Unauthenticated)
}

// A token that is used is replaced after a while; the one before works a moment
// longer, and ends with the session.
func TestRenew(t *testing.T) {
	h := newHall(t)
	first, p := h.in("taro@example.jp")
	if again, err := h.Renew(first); err != nil || again != first {
		t.Errorf("Renew at once = %q, %v", again, err)
	}
	h.wait(signin.RenewAfter)
	second, err := h.Renew(first)
	if err != nil || second == first {
		t.Fatalf("Renew = %q, %v", second, err)
	}
	if still, err := h.Renew(first); err != nil || still != first {
		t.Errorf("Renew of the token before = %q, %v", still, err)
	}
	if account, err := h.Who(first); err != nil || account != p.Account {
		t.Errorf("the token before: %q, %v", account, err)
	}
	third := func() string {
		h.wait(signin.RenewAfter)
		s, err := h.Renew(second)
		wantReason(t, "Renew again", err, "")
		return s
	}()
	_, err = h.Who(first)
	wantReason(t, "the first token later", err, unspent.Unauthenticated)
	h.End(third)
	_, err = h.Who(second)
	wantReason(t, "the token before, after leaving", err, unspent.Unauthenticated)
	_, err = h.Renew("us_nobody")
	wantReason(t, "Renew of nobody", err, unspent.Unauthenticated)
}

// What is forgotten is gone: the same address is somebody new.
func TestForget(t *testing.T) {
	h := newHall(t)
	_, first := h.in("taro@example.jp")
	wantReason(t, "Forget", h.Forget(t.Context(), first.Account), "")
	_, err := h.Person(t.Context(), first.Account)
	wantReason(t, "Person", err, unspent.NotFound)
	if _, second := h.in("taro@example.jp"); second.Account == first.Account {
		t.Error("somebody who was forgotten has their account again")
	}
	if text := fmt.Sprintf("%v %+v", h.Door, first.Mail); strings.Contains(text, h.link) {
		t.Error("a link is printed")
	}
}

// When thousands of strangers are mailed within an hour, no more of them are; who is
// known here still is, and the answer does not tell which of both it was.
func TestManyStrangers(t *testing.T) {
	h := newHall(t)
	h.in("taro@example.jp")
	h.wait(2 * time.Hour)
	for i := range 10_000 {
		if err := h.Ask(t.Context(), address(t, fmt.Sprintf("a%d@example.jp", i)), notify.Japanese, ""); err != nil {
			t.Fatal(i, err)
		}
	}
	h.wait(2 * time.Minute)
	before := len(h.sent)
	stranger := h.Ask(t.Context(), address(t, "hanako@example.jp"), notify.Japanese, "")
	known := h.Ask(t.Context(), address(t, "Taro@example.jp"), notify.Japanese, "")
	wantReason(t, "Ask of one more stranger", stranger, unspent.Busy)
	if known == nil || known.Error() != stranger.Error() {
		t.Errorf("somebody known is told %v, and a stranger %v", known, stranger)
	}
	wantReason(t, "Ask of one of them again", h.Ask(t.Context(), address(t, "a7@example.jp"), notify.Japanese, ""), "")
	if got := h.sent[before:]; len(got) != 2 || got[0] != "Taro@example.jp" || got[1] != "a7@example.jp" {
		t.Errorf("mailed %v", got)
	}
	h.wait(time.Hour)
	wantReason(t, "Ask an hour later", h.Ask(t.Context(), address(t, "hanako@example.jp"), notify.Japanese, ""), "")
}

// That a server takes no mail for an address is not told to whoever typed it; that
// no server can be reached is.
func TestRefusedAddress(t *testing.T) {
	h := newHall(t)
	for _, tt := range []struct {
		fail *notify.Failure
		want unspent.Reason
	}{
		{&notify.Failure{Stage: notify.Addressing, Code: 550}, ""},
		{&notify.Failure{Stage: notify.Addressing, Code: 450, Again: true}, unspent.Unavailable},
		{&notify.Failure{Stage: notify.Connecting, Code: 535}, unspent.Unavailable},
	} {
		h.wait(2 * time.Minute)
		h.fail = tt.fail
		wantReason(t, tt.fail.Error(), h.Ask(t.Context(), address(t, "taro@example.jp"), notify.Japanese, ""), tt.want)
	}
}
