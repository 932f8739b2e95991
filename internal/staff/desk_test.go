package staff_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// office is a desk with a clock that is set by hand.
type office struct {
	*staff.Desk
	t    *testing.T
	st   store.Store
	book *book.Book
	ring *keyring.Ring

	mu  sync.Mutex
	now time.Time
}

func newOffice(t *testing.T) *office {
	o := &office{t: t, st: memory.New(), now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	random := &locked{random: rand.NewChaCha8([32]byte{7})}
	var err error
	o.ring, err = keyring.New(random, o.now)
	must(t, err)
	o.book, err = book.Open(t.Context(), o.st, o.ring, book.Options{Now: o.clock, Rand: random})
	must(t, err)
	t.Cleanup(func() { must(t, o.book.Close()) })
	o.open()
	return o
}

// open opens the desk anew, as a start of the server does.
func (o *office) open() {
	o.t.Helper()
	var err error
	o.Desk, err = staff.Open(o.t.Context(), o.st, o.book, o.ring, staff.Options{Pages: "https://cards.example/", Now: o.clock,
		Rand: &locked{random: rand.NewChaCha8([32]byte{byte(o.clock().Unix())})}})
	must(o.t, err)
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

func (o *office) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

func (o *office) wait(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantReason(t *testing.T, what string, err error, want unspent.Reason) {
	t.Helper()
	if got := unspent.ReasonOf(err); (err == nil) != (want == "") || err != nil && got != want {
		t.Errorf("%s: %v (%s), want reason %q", what, err, got, want)
	}
}

func boss() unspent.Actor { return unspent.Actor{ID: "key_boss", Role: unspent.Admin} }

func home() gate.Client { return gate.Remote("203.0.113.9:1") }

// member is somebody of the staff with a phone.
type member struct {
	o        *office
	id, name string
	secret   string
	pass     string
}

func (o *office) add(name string, role unspent.Role, ends time.Time) (id, link string) {
	o.t.Helper()
	p, link, err := o.Add(o.t.Context(), boss(), name, role, ends)
	must(o.t, err)
	address, secret, _ := strings.Cut(link, "#")
	if address != "https://cards.example/desk/enrol" {
		o.t.Errorf("the link leads to %q", address)
	}
	return p.ID, secret
}

// enrol adds somebody who enrols at once.
func (o *office) enrol(name string, role unspent.Role) *member {
	o.t.Helper()
	id, link := o.add(name, role, time.Time{})
	m := &member{o: o, id: id, name: name}
	must(o.t, m.enrol(link))
	return m
}

func (m *member) enrol(link string) error {
	offer, err := m.o.Look(m.o.t.Context(), link)
	if err != nil {
		return err
	}
	m.secret = offer.Secret
	m.pass, _, err = m.o.Enrol(m.o.t.Context(), link, m.secret, m.digits(0))
	return err
}

// digits are what the phone shows when its clock is off.
func (m *member) digits(off time.Duration) string {
	text, err := totp.GenerateCode(m.secret, m.o.clock().Add(off))
	must(m.o.t, err)
	return text
}

func (m *member) enter(digits string) error {
	pass, _, err := m.o.Enter(m.o.t.Context(), home(), m.name, digits)
	if err == nil {
		m.pass = pass
	}
	return err
}

// Digits are good once, around now, and for who has the phone only.
func TestDigits(t *testing.T) {
	const next = 30 * time.Second
	tests := map[string]struct {
		name string
		off  time.Duration // of the phone's clock
		text func(string) string
		want unspent.Reason
	}{
		"now":                  {"Hanako", 0, nil, ""},
		"a phone that is late": {"Hanako", -next, nil, ""},
		"a phone that is fast": {"Hanako", next, nil, ""},
		"too late":             {"Hanako", -2 * next, nil, unspent.Unauthenticated},
		"too fast":             {"Hanako", 2 * next, nil, unspent.Unauthenticated},
		"as people type":       {" ｈａｎａｋｏ ", 0, func(d string) string { return d[:3] + " " + d[3:] }, ""},
		"full width":           {"HANAKO", 0, func(d string) string { return strings.Map(func(r rune) rune { return r - '0' + '０' }, d) }, ""},
		"nobody's name":        {"Jiro", 0, nil, unspent.Unauthenticated},
		"no name":              {" ", 0, nil, unspent.Unauthenticated},
		"a long name":          {strings.Repeat("a", 10_000), 0, nil, unspent.Unauthenticated},
		"no digits":            {"Hanako", 0, func(string) string { return "" }, unspent.Unauthenticated},
		"others":               {"Hanako", 0, func(d string) string { return string('0'+(d[0]-'0'+1)%10) + d[1:] }, unspent.Unauthenticated},
		"seven":                {"Hanako", 0, func(d string) string { return d + "0" }, unspent.Unauthenticated},
		"letters":              {"Hanako", 0, func(string) string { return "abcdef" }, unspent.Unauthenticated},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			m := o.enrol("Hanako", unspent.Support)
			o.wait(3 * next)
			digits := m.digits(tt.off)
			if tt.text != nil {
				digits = tt.text(digits)
			}
			m.name = tt.name
			wantReason(t, "Enter", m.enter(digits), tt.want)
			if tt.want != "" {
				return
			}
			wantReason(t, "the same digits again", m.enter(digits), unspent.Unauthenticated)
			if who, err := o.Who(m.pass); err != nil || who != (unspent.Actor{ID: m.id, Role: unspent.Support}) {
				t.Errorf("Who = %v, %v", who, err)
			}
		})
	}
}

// Of many who use the same digits at the same instant one gets in, and after a start
// of the server they are still used.
func TestDigitsAreGoodOnce(t *testing.T) {
	o := newOffice(t)
	m := o.enrol("Hanako", unspent.Support)
	o.wait(time.Minute)
	digits := m.digits(0)
	var crew sync.WaitGroup
	won := make(chan string, 100)
	for i := range 100 {
		crew.Go(func() {
			pass, _, err := o.Enter(context.WithoutCancel(t.Context()), gate.Remote(fmt.Sprintf("203.0.113.%d:1", i)), m.name, digits)
			if err == nil {
				won <- pass
			}
		})
	}
	crew.Wait()
	if len(won) != 1 {
		t.Errorf("%d got in by the same digits", len(won))
	}
	o.open()
	wantReason(t, "used digits after a start", m.enter(digits), unspent.Unauthenticated)
	_, err := o.Who(<-won)
	wantReason(t, "a pass of before the start", err, unspent.Unauthenticated)
	// Older digits that nobody used are not good either, once newer ones were.
	o.wait(30 * time.Second)
	wantReason(t, "newer ones", m.enter(m.digits(30*time.Second)), "")
	wantReason(t, "older ones", m.enter(m.digits(0)), unspent.Unauthenticated)
}

// A link works once, for a day, and shows whoever opens it first nothing of use: each
// time it is another secret.
func TestStolenLink(t *testing.T) {
	o := newOffice(t)
	_, link := o.add("Hanako", unspent.Support, time.Time{})
	thief, err := o.Look(t.Context(), link)
	must(t, err)
	m := &member{o: o, name: "Hanako"}
	must(t, m.enrol(link))
	if thief.Secret == m.secret {
		t.Error("whoever looked before knows the secret")
	}
	if !strings.Contains(thief.Scan, "secret="+thief.Secret) || !strings.Contains(thief.Scan, "issuer=cards.example") || !strings.Contains(thief.Scan, "Hanako") {
		t.Errorf("a phone scans %q", thief.Scan)
	}
	late := &member{o: o, secret: thief.Secret}
	_, _, err = o.Enrol(t.Context(), link, thief.Secret, late.digits(0))
	wantReason(t, "a link that was used", err, unspent.NotFound)
	_, err = o.Look(t.Context(), link)
	wantReason(t, "Look at a link that was used", err, unspent.NotFound)
	o.wait(time.Minute)
	late.name = "Hanako"
	wantReason(t, "the thief's digits", late.enter(late.digits(0)), unspent.Unauthenticated)

	_, old := o.add("Jiro", unspent.Support, time.Time{})
	o.wait(staff.LinkLife)
	_, err = o.Look(t.Context(), old)
	wantReason(t, "a link of yesterday", err, unspent.NotFound)
	for _, junk := range []string{"", "x", strings.Repeat("a", 1000)} {
		_, err = o.Look(t.Context(), junk)
		wantReason(t, "no link", err, unspent.NotFound)
		_, _, err = o.Enrol(t.Context(), old, junk, "123456")
		wantReason(t, "no secret", err, unspent.Invalid)
	}
	_, fresh := o.add("Saburo", unspent.Support, time.Time{})
	offer, err := o.Look(t.Context(), fresh)
	must(t, err)
	_, _, err = o.Enrol(t.Context(), fresh, offer.Secret, "000000")
	wantReason(t, "wrong first digits", err, unspent.Unauthenticated)
	must(t, (&member{o: o}).enrol(fresh))
}

// Whoever guesses is paused, longer and longer, by client and by name; somebody who is
// in is not.
func TestGuessing(t *testing.T) {
	o := newOffice(t)
	m := o.enrol("Hanako", unspent.Support)
	in := m.pass
	o.wait(time.Minute)
	var pauses []time.Duration
	n := 0
	for tried := o.clock(); o.clock().Sub(tried) < 24*time.Hour; n++ {
		_, _, err := o.Enter(t.Context(), gate.Remote(fmt.Sprintf("198.51.100.%d:1", n%200)), "hanako", "000000")
		if d := staff.PauseOf(err); d > 0 {
			wantReason(t, "Enter", err, unspent.TooManyMisses)
			if len(pauses) == 0 || pauses[len(pauses)-1] != d.Round(time.Second*2) {
				pauses = append(pauses, d.Round(time.Second*2))
			}
			o.wait(d)
		} else {
			wantReason(t, "Enter", err, unspent.Unauthenticated)
		}
	}
	if n > 80 || len(pauses) < 7 || pauses[0] > time.Minute || pauses[len(pauses)-1] < staff.LongestPause {
		t.Errorf("%d tries within a day, pauses of %v", n, pauses)
	}
	_, _, _ = o.Enter(t.Context(), gate.Remote("198.51.100.201:1"), "hanako", "000000")
	wantReason(t, "the person, while their name is paused", m.enter(m.digits(0)), unspent.TooManyMisses)
	if _, err := o.Who(in); err == nil {
		t.Error("a pass of yesterday is good")
	}
	o.wait(staff.LongestPause + time.Minute)
	wantReason(t, "the person afterwards", m.enter(m.digits(0)), "")

	// One client that tries many names; they do not get around it by their own digits.
	other := o.enrol("Jiro", unspent.Support)
	wrong := 0
	for i := range 40 {
		o.wait(40 * time.Second)
		var err error
		if i%2 == 0 {
			_, _, err = o.Enter(t.Context(), gate.Remote("192.0.2.1:1"), fmt.Sprintf("name %d", i), "000000")
		} else {
			_, _, err = o.Enter(t.Context(), gate.Remote("192.0.2.1:2"), other.name, other.digits(0))
		}
		if i%2 == 0 && unspent.ReasonOf(err) == unspent.Unauthenticated {
			wrong++
		}
	}
	if wrong > 12 {
		t.Errorf("one client tried %d names within half an hour", wrong)
	}
}

// A thousand guesses at the same instant are five.
func TestGuessingAtOnce(t *testing.T) {
	o := newOffice(t)
	m := o.enrol("Hanako", unspent.Support)
	o.wait(time.Minute)
	var crew sync.WaitGroup
	looked := make(chan bool, 1000)
	for i := range 1000 {
		crew.Go(func() {
			_, _, err := o.Enter(context.WithoutCancel(t.Context()), gate.Remote(fmt.Sprintf("10.0.%d.%d:1", i/250, i%250)), m.name, fmt.Sprintf("%06d", i))
			if unspent.ReasonOf(err) != unspent.TooManyMisses {
				looked <- true
			}
		})
	}
	crew.Wait()
	if len(looked) != staff.MaxTries {
		t.Errorf("%d guesses were looked at", len(looked))
	}
	// Names that are nobody's do not make the server forget those of people.
	for i := range 30_000 {
		_, _, _ = o.Enter(t.Context(), gate.Remote(fmt.Sprintf("10.%d.%d.%d:1", 1+i/40_000, i/250%250, i%250)), fmt.Sprintf("nobody %d", i), "1")
	}
	wantReason(t, "Enter", m.enter(m.digits(0)), unspent.TooManyMisses)
}

// Whoever is asked again shows digits of now; five wrong ones end the pass.
func TestConfirm(t *testing.T) {
	o := newOffice(t)
	m := o.enrol("Hanako", unspent.Support)
	used := m.digits(0)
	wantReason(t, "the digits of signing in", o.Confirm(t.Context(), m.pass, used), unspent.Unauthenticated)
	o.wait(time.Minute)
	wantReason(t, "fresh ones", o.Confirm(t.Context(), m.pass, m.digits(0)), "")
	wantReason(t, "these again", o.Confirm(t.Context(), m.pass, m.digits(0)), unspent.Unauthenticated)
	o.wait(time.Minute)
	other := o.enrol("Jiro", unspent.Support)
	wantReason(t, "somebody else's", o.Confirm(t.Context(), m.pass, other.digits(30*time.Second)), unspent.Unauthenticated)
	wantReason(t, "fresh ones", o.Confirm(t.Context(), m.pass, m.digits(0)), "")
	for range staff.MaxTries {
		wantReason(t, "a guess", o.Confirm(t.Context(), m.pass, "000000"), unspent.Unauthenticated)
	}
	_, err := o.Who(m.pass)
	wantReason(t, "Who after five", err, unspent.Unauthenticated)
	wantReason(t, "Confirm after five", o.Confirm(t.Context(), m.pass, m.digits(30*time.Second)), unspent.Unauthenticated)
	wantReason(t, "nobody's pass", o.Confirm(t.Context(), "up_planted", "123456"), unspent.Unauthenticated)
	if _, err := o.Who(other.pass); err != nil {
		t.Errorf("somebody else: %v", err)
	}
}

// Whoever is disabled, reset, or whose time is over, is out at once and stays out.
func TestOut(t *testing.T) {
	tests := map[string]func(o *office, m *member){
		"disabled": func(o *office, m *member) { must(o.t, o.Disable(o.t.Context(), boss(), m.id)) },
		"revoked":  func(o *office, m *member) { must(o.t, o.book.RevokeKey(o.t.Context(), boss(), m.id)) },
		"reset": func(o *office, m *member) {
			_, _, err := o.Reset(o.t.Context(), boss(), m.id)
			must(o.t, err)
		},
		"their time is over": func(o *office, _ *member) { o.wait(2 * time.Hour) },
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			id, link := o.add("Hanako", unspent.Support, o.clock().Add(2*time.Hour))
			m := &member{o: o, id: id, name: "Hanako"}
			must(t, m.enrol(link))
			o.wait(time.Minute)
			do(o, m)
			_, err := o.Who(m.pass)
			wantReason(t, "Who", err, unspent.Unauthenticated)
			wantReason(t, "Enter", m.enter(m.digits(0)), unspent.Unauthenticated)
			wantReason(t, "Confirm", o.Confirm(t.Context(), m.pass, m.digits(30*time.Second)), unspent.Unauthenticated)
		})
	}
}

// A reset gives the same person a new secret: what they asked for stays theirs.
func TestReset(t *testing.T) {
	o := newOffice(t)
	m := o.enrol("Hanako", unspent.Support)
	o.wait(time.Minute)
	p, link, err := o.Reset(t.Context(), boss(), m.id)
	must(t, err)
	if p.ID != m.id || p.EnrolledAt.IsZero() {
		t.Errorf("Reset = %+v", p)
	}
	old := *m
	_, secret, _ := strings.Cut(link, "#")
	must(t, m.enrol(secret))
	o.wait(time.Minute)
	wantReason(t, "the old phone", old.enter(old.digits(0)), unspent.Unauthenticated)
	wantReason(t, "the new phone", m.enter(m.digits(0)), "")
	if who, err := o.Who(m.pass); err != nil || who.ID != m.id {
		t.Errorf("Who = %v, %v", who, err)
	}
	must(t, o.Disable(t.Context(), boss(), m.id))
	_, _, err = o.Reset(t.Context(), boss(), m.id)
	wantReason(t, "Reset of who is disabled", err, unspent.NotFound)
}

// Of two of one name, one of whom no longer works here, the other signs in.
func TestNameOfWhoIsOver(t *testing.T) {
	o := newOffice(t)
	id, link := o.add("Hanako", unspent.Support, o.clock().Add(time.Hour))
	old := &member{o: o, id: id, name: "Hanako"}
	must(t, old.enrol(link))
	_, _, err := o.Add(t.Context(), boss(), "hanako", unspent.Support, time.Time{})
	wantReason(t, "Add while they work here", err, unspent.Conflict)
	o.wait(time.Hour)
	wantReason(t, "May", o.May(t.Context(), "hanako", unspent.Support, time.Time{}), "")
	m := o.enrol("hanako", unspent.Support)
	wantReason(t, "May of a name that is had again", o.May(t.Context(), "hanako", unspent.Support, time.Time{}), unspent.Conflict)
	o.wait(time.Minute)
	wantReason(t, "who is over", old.enter(old.digits(0)), unspent.Unauthenticated)
	wantReason(t, "who works here", m.enter(m.digits(0)), "")
	wantReason(t, "Disable of who is over", o.Disable(t.Context(), boss(), old.id), "")
}

// One person fills no place of others: with too many passes of one the oldest ends.
func TestPassesOfOne(t *testing.T) {
	o := newOffice(t)
	other, m := o.enrol("Jiro", unspent.Support), o.enrol("Hanako", unspent.Support)
	passes := []string{m.pass}
	for range staff.MaxPasses {
		o.wait(time.Minute)
		must(t, m.enter(m.digits(0)))
		passes = append(passes, m.pass)
	}
	for i, pass := range append(passes, other.pass) {
		if _, err := o.Who(pass); (err == nil) != (i > 0) {
			t.Errorf("pass %d of %d: %v", i, len(passes), err)
		}
	}
}

// Who may be added, and by whom.
func TestAdd(t *testing.T) {
	o := newOffice(t)
	o.add("Hanako", unspent.Support, time.Time{})
	gone, _ := o.add("Taro", unspent.Support, time.Time{})
	must(t, o.Disable(t.Context(), boss(), gone))
	tests := map[string]struct {
		by   unspent.Role
		name string
		role unspent.Role
		ends time.Time
		want unspent.Reason
	}{
		"another":                {unspent.Admin, "花子", unspent.Issuer, time.Time{}, ""},
		"a name of who is gone":  {unspent.Admin, "Taro", unspent.Support, o.clock().Add(time.Hour), ""},
		"the same name":          {unspent.Admin, "ＨＡＮＡＫＯ ", unspent.Admin, time.Time{}, unspent.Conflict},
		"no name":                {unspent.Admin, " ", unspent.Admin, time.Time{}, unspent.Invalid},
		"a long name":            {unspent.Admin, strings.Repeat("a", 65), unspent.Admin, time.Time{}, unspent.Invalid},
		"a name with a line":     {unspent.Admin, "a\nb", unspent.Admin, time.Time{}, unspent.Invalid},
		"a merchant":             {unspent.Admin, "shop", unspent.Merchant, time.Time{}, unspent.Invalid},
		"the house itself":       {unspent.Admin, "system", unspent.System, time.Time{}, unspent.Invalid},
		"whose time is over":     {unspent.Admin, "Goro", unspent.Support, o.clock(), unspent.Invalid},
		"by support":             {unspent.Support, "Goro", unspent.Support, time.Time{}, unspent.Forbidden},
		"an admin by an auditor": {unspent.Auditor, "Goro", unspent.Admin, time.Time{}, unspent.Forbidden},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, _, err := o.Add(t.Context(), unspent.Actor{ID: "key_1", Role: tt.by}, tt.name, tt.role, tt.ends)
			wantReason(t, "Add", err, tt.want)
		})
	}
	_, _, err := o.Reset(t.Context(), unspent.Actor{Role: unspent.Support}, gone)
	wantReason(t, "Reset by support", err, unspent.Forbidden)
	wantReason(t, "Disable by support", o.Disable(t.Context(), unspent.Actor{Role: unspent.Support}, gone), unspent.Forbidden)
	wantReason(t, "Disable a key", o.Disable(t.Context(), boss(), "key_boss"), unspent.NotFound)
	wantReason(t, "Disable nobody", o.Disable(t.Context(), boss(), "per_0"), unspent.NotFound)
}

// Keys open the desk until an admin has enrolled, and never again.
func TestClosed(t *testing.T) {
	o := newOffice(t)
	o.enrol("Hanako", unspent.Support)
	if o.Closed() || !o.Peopled() {
		t.Errorf("Closed = %v, Peopled = %v when support has enrolled", o.Closed(), o.Peopled())
	}
	o.add("Taro", unspent.Admin, time.Time{})
	if o.Closed() {
		t.Error("closed by an admin who has not enrolled")
	}
	m := o.enrol("Jiro", unspent.Admin)
	_, link, err := o.Reset(t.Context(), boss(), m.id)
	must(t, err)
	must(t, m.enrol(link[strings.Index(link, "#")+1:]))
	must(t, o.Disable(t.Context(), boss(), m.id))
	for _, when := range []string{"at once", "after a start"} {
		if !o.Closed() || o.Settled() {
			t.Errorf("%s: Closed = %v, Settled = %v after one admin", when, o.Closed(), o.Settled())
		}
		o.open()
	}
	if o.enrol("Saburo", unspent.Admin); !o.Settled() {
		t.Error("not settled after two admins")
	}
}

// No key is a person, and what is stored shows neither a link nor a secret.
func TestNothingInClear(t *testing.T) {
	o := newOffice(t)
	m := o.enrol("Hanako", unspent.Support)
	_, link := o.add("Jiro", unspent.Support, time.Time{})
	must(t, o.st.View(t.Context(), func(r store.Reader) error {
		all, err := r.Documents(t.Context(), store.Pick{Kind: "staff", Limit: 10})
		if len(all) != 2 {
			t.Errorf("%d records", len(all))
		}
		for _, d := range all {
			for _, secret := range []string{m.secret, strings.ToLower(m.secret), link, m.pass} {
				if bytes.Contains(d.Body, []byte(secret)) {
					t.Errorf("the record of %s has a secret", d.ID)
				}
			}
		}
		return err
	}))
	for _, key := range []string{"", string(make([]byte, 32)), m.pass, m.id} {
		_, err := o.book.Authenticate(key)
		wantReason(t, "Authenticate", err, unspent.Unauthenticated)
	}
}
