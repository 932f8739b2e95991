package signin

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

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// broken is a store of which one update is lost, or stored and reported lost, or
// that does something else first.
type broken struct {
	store.Store
	before, after error
	first         func()
}

func (b *broken) Update(ctx context.Context, f func(store.Tx) error) error {
	before, after := b.before, b.after
	b.before, b.after = nil, nil
	if before != nil {
		return before
	}
	return errors.Join(b.Store.Update(ctx, f), after)
}

func (b *broken) View(ctx context.Context, f func(store.Reader) error) error {
	if first := b.first; first != nil {
		b.first = nil
		first()
	}
	return b.Store.View(ctx, f)
}

func mailbox(t *testing.T, text string) notify.Address {
	t.Helper()
	a, err := notify.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// linkTo returns the secret of a new link.
func linkTo(t *testing.T, d *Door, to string) string {
	t.Helper()
	address, err := d.Link(mailbox(t, to), notify.Japanese, "/give")
	if err != nil {
		t.Fatal(err)
	}
	_, secret, _ := strings.Cut(address, "#")
	return secret
}

// enter signs somebody in.
func enter(t *testing.T, d *Door, to string) (string, Person) {
	t.Helper()
	session, p, err := d.Enter(t.Context(), linkTo(t, d, to))
	if err != nil {
		t.Fatal(err)
	}
	return session, p
}

// Many people, each by many links and spellings at once: each has one account,
// and no two have the same.
func TestAccountsInARace(t *testing.T) {
	file, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, st := range map[string]store.Store{"memory": memory.New(), "sqlite": file} {
		t.Run(name, func(t *testing.T) {
			defer st.Close()
			d := New(st, Options{})
			var mu sync.Mutex
			accounts, owners := map[string]string{}, map[string]string{}
			var crew sync.WaitGroup
			for i := range 40 {
				person := fmt.Sprintf("taro%d@example.jp", i%5)
				spelled := person
				if i%2 == 0 {
					spelled = strings.ToUpper(person[:1]) + person[1:]
				}
				secret := linkTo(t, d, spelled)
				crew.Go(func() {
					session, p, err := d.Enter(context.Background(), secret)
					if err != nil {
						t.Error(err)
						return
					}
					if account, err := d.Who(session); err != nil || account != p.Account {
						t.Errorf("the session is of %q, %v; want %q", account, err, p.Account)
					}
					mu.Lock()
					defer mu.Unlock()
					if was := accounts[person]; was != "" && was != p.Account {
						t.Errorf("%s has accounts %s and %s", person, was, p.Account)
					}
					if was := owners[p.Account]; was != "" && was != person {
						t.Errorf("account %s is of %s and of %s", p.Account, was, person)
					}
					accounts[person], owners[p.Account] = p.Account, person
				})
			}
			crew.Wait()
			if len(accounts) != 5 {
				t.Errorf("%d accounts for five people", len(accounts))
			}
		})
	}
}

// A store that fails costs nobody their link, and makes nobody a second account.
func TestEnterAfterFailure(t *testing.T) {
	for name, st := range map[string]*broken{
		"lost":          {Store: memory.New(), before: errors.New("the disk is gone")},
		"reported lost": {Store: memory.New(), after: errors.New("the disk is gone")},
	} {
		t.Run(name, func(t *testing.T) {
			d := New(st, Options{})
			secret := linkTo(t, d, "taro@example.jp")
			if session, p, err := d.Enter(t.Context(), secret); err == nil || session != "" || p != (Person{}) {
				t.Fatalf("Enter = %q, %+v, %v", session, p, err)
			}
			_, p, err := d.Enter(t.Context(), secret)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err = d.Enter(t.Context(), secret); !errors.Is(err, unspent.NotFound) {
				t.Errorf("a third time: %v", err)
			}
			if _, again := enter(t, d, "taro@example.jp"); again.Account != p.Account {
				t.Errorf("accounts %q and %q", p.Account, again.Account)
			}
		})
	}
}

// Somebody who is forgotten while they sign in is not signed in.
func TestForgottenAtTheDoor(t *testing.T) {
	st := &broken{Store: memory.New()}
	d := New(st, Options{})
	_, p := enter(t, d, "taro@example.jp")
	secret := linkTo(t, d, "taro@example.jp")
	d.endAll(p.Account)
	st.first = func() { // the person is gone, and their sessions were ended before this one began
		drop := func(tx store.Tx) error { return tx.DropDocument(context.Background(), personKind, p.Account) }
		if err := st.Store.Update(context.Background(), drop); err != nil {
			t.Error(err)
		}
	}
	session, _, err := d.Enter(t.Context(), secret)
	if !errors.Is(err, unspent.NotFound) || session != "" {
		t.Errorf("Enter = %q, %v", session, err)
	}
	if len(d.sessions) != 0 || len(d.links) != 0 {
		t.Errorf("%d sessions and %d links are left", len(d.sessions), len(d.links))
	}
}

// Two who sign in at the same instant, and one of them leaves: the other stays.
func TestEndIsOfOneSession(t *testing.T) {
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	d := New(memory.New(), Options{Now: func() time.Time { return now }})
	one, _ := enter(t, d, "taro@example.jp")
	two, p := enter(t, d, "taro@example.jp")
	now = now.Add(RenewAfter)
	next, err := d.Renew(one)
	if err != nil || next == one {
		t.Fatalf("Renew = %v", err)
	}
	d.End(one) // by its token of before
	for name, text := range map[string]string{"old": one, "renewed": next} {
		if _, err := d.Who(text); !errors.Is(err, unspent.Unauthenticated) {
			t.Errorf("the %s token after leaving: %v", name, err)
		}
	}
	if account, err := d.Who(two); err != nil || account != p.Account {
		t.Errorf("the other session: %q, %v", account, err)
	}
}

// What is remembered has bounds: tokens that are over make room, and without
// room nobody new gets in, a token stays as it is, and a link goes on working.
func TestBounds(t *testing.T) {
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	d := New(memory.New(), Options{Now: func() time.Time { return now }})
	mine, _ := enter(t, d, "taro@example.jp")
	for i := len(d.sessions); i < maxSessions; i++ {
		d.sessions[token{byte(i), byte(i >> 8), byte(i >> 16), 1}] = &session{account: "acct_x", since: now, seen: now, fresh: now}
	}
	secret := linkTo(t, d, "hanako@example.jp")
	if _, _, err := d.Enter(t.Context(), secret); unspent.ReasonOf(err) != unspent.Busy {
		t.Errorf("Enter without room: %v", err)
	}
	if _, _, err := d.Look(secret); err != nil {
		t.Errorf("the link is used up: %v", err)
	}
	now = now.Add(RenewAfter)
	if text, err := d.Renew(mine); err != nil || text != mine || len(d.sessions) > maxSessions {
		t.Errorf("Renew without room: %v, %d tokens", err, len(d.sessions))
	}
	now = now.Add(SessionIdle)
	enter(t, d, "hanako@example.jp")
	if len(d.sessions) != 1 {
		t.Errorf("%d tokens are left when all are over", len(d.sessions))
	}

	for i := len(d.links); i < 2*maxLinks; i++ {
		d.links[token{byte(i), byte(i >> 8), 1}] = link{until: now.Add(LinkLife)}
	}
	if _, err := d.Link(mailbox(t, "jiro@example.jp"), notify.Japanese, ""); unspent.ReasonOf(err) != unspent.Busy {
		t.Errorf("a link without room: %v", err)
	}
	now = now.Add(LinkLife + time.Second)
	if _, err := d.Link(mailbox(t, "jiro@example.jp"), notify.Japanese, ""); err != nil || len(d.links) != 1 {
		t.Errorf("a link when all are over: %v, %d links", err, len(d.links))
	}
	if _, err := d.Link(mailbox(t, "jiro@example.jp"), notify.Japanese, strings.Repeat("/", maxNext+1)); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("a long way to go: %v", err)
	}
}

// Whoever asks is answered the same for every address: known, unknown, just mailed.
func TestAskTellsNothing(t *testing.T) {
	var sent int
	d := New(memory.New(), Options{Send: func(context.Context, notify.Letter, notify.Envelope) error { sent++; return nil }})
	enter(t, d, "known@example.jp")
	for _, mail := range []string{"known@example.jp", "unknown@example.jp", "known@example.jp", "Unknown@example.jp"} {
		if err := d.Ask(t.Context(), mailbox(t, mail), notify.Japanese, ""); err != nil {
			t.Errorf("Ask for %s: %v", mail, err)
		}
	}
	if sent != 2 {
		t.Errorf("%d mails, want 2", sent)
	}
}

// What a door keeps holds no secret that would let anybody in.
func TestSecretsAreNotKept(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	d := New(memory.New(), Options{Rand: random})
	secret := linkTo(t, d, "taro@example.jp")
	session, _ := enter(t, d, "hanako@example.jp")
	for _, text := range []string{fmt.Sprintf("%+v", d.links), fmt.Sprintf("%+v", d.sessions), errLink.Error(), errSession.Error(), hash(secret).String()} {
		if strings.Contains(text, secret) || strings.Contains(text, strings.TrimPrefix(session, SessionPrefix)) {
			t.Errorf("a secret stands in %q", text)
		}
	}
}

// A damaged person is an error of ours that names the account and not the address.
func TestDamagedPerson(t *testing.T) {
	for _, body := range []string{``, `[]`, `{"mail":"hanako at example"}`, `{"mail":7}`, `{}`} {
		st := memory.New()
		err := st.Update(t.Context(), func(tx store.Tx) error {
			return tx.PutDocument(t.Context(), store.Document{Kind: personKind, ID: "acct_1", Body: []byte(body)}, keyOf(mailbox(t, "hanako@example.jp")))
		})
		if err != nil {
			t.Fatal(err)
		}
		d := New(st, Options{})
		_, err = d.Person(t.Context(), "acct_1")
		_, _, entered := d.Enter(t.Context(), linkTo(t, d, "hanako@example.jp"))
		for _, err := range []error{err, entered} {
			if unspent.ReasonOf(err) != unspent.Internal || !strings.Contains(err.Error(), "acct_1") || strings.Contains(err.Error(), "hanako") {
				t.Errorf("%s: %v", body, err)
			}
		}
	}
}

func FuzzReadPerson(f *testing.F) {
	f.Add([]byte(`{"mail":"taro@example.jp","lang":"ja","quiet":true}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := readPerson(store.Document{ID: "acct_1", Body: body})
		if err == nil && (p.Account != "acct_1" || p.Mail == (notify.Address{})) {
			t.Errorf("%q was read as %+v", body, p)
		}
	})
}
