package web_test

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/web"
)

// colleague is a person of the staff with a browser and a phone.
type colleague struct {
	*visitor
	id, name, secret string
}

// digits are what their phone shows.
func (c *colleague) digits() string {
	c.w.t.Helper()
	text, err := totp.GenerateCode(c.secret, c.w.now())
	must(c.w.t, err)
	return text
}

// fresh waits for digits that were not used.
func (c *colleague) fresh() string {
	c.w.wait(31 * time.Second)
	return c.digits()
}

func (c *colleague) signIn() page {
	return c.send("/desk/sign-in", "name", c.name, "digits", c.fresh())
}

// enrol opens a link and shows the first digits of a phone.
func (c *colleague) enrol(link string) page {
	c.w.t.Helper()
	p := c.send("/desk/enrol", "link", html.UnescapeString(link)).want(http.StatusOK, `class="qr"`)
	c.secret = strings.ReplaceAll(p.area("secret"), " ", "")
	return c.send("/desk/enrol/do", "ticket", p.field("ticket"), "digits", c.digits())
}

// colleague adds a person who enrols and is signed in.
func (w *world) colleague(name string, role unspent.Role, lang string) *colleague {
	w.t.Helper()
	p, link, err := w.desk.Add(w.t.Context(), admin(), name, role, time.Time{})
	must(w.t, err)
	c := &colleague{visitor: w.visitor(lang), id: p.ID, name: name}
	c.enrol(link).want(http.StatusOK, `action="/desk/sign-out"`)
	return c
}

// An admin adds the first person with a key. From when they have enrolled, without
// script, keys open the desk no more, and they sign in by digits that are good once.
func TestPersonSignsIn(t *testing.T) {
	tests := map[string]struct{ first, badLink, wrongFirst, wrong, nokey, taken string }{
		"ja": {"API キーでもデスクに入れます", "使用済みか、期限が過ぎています", "いまの数字ではありません", "すでに使われています", "サインインできません", "同じ名前のスタッフ"},
		"en": {"API keys still open this desk", "has been used, or its time is over", "not the digits that belong", "were used already",
			"Nobody can sign in", "has this name"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			key := w.key(unspent.Admin)
			boss := w.visitor(lang)
			boss.open("/desk").want(http.StatusOK, `name="key"`)
			boss.send("/desk/sign-in", "key", key).want(http.StatusOK, say.first)
			page := boss.open("/desk/people").want(http.StatusOK, say.first)
			made := boss.send("/desk/people", "id", page.field("id"), "name", "花子", "role", "admin", "ends", "2999-03-31").
				want(http.StatusOK, w.base+"/desk/enrol#")
			boss.send("/desk/people", "id", page.field("id"), "name", "花子", "role", "admin").want(http.StatusOK)
			boss.send("/desk/people", "id", made.field("id"), "name", "花子", "role", "support").want(http.StatusUnprocessableEntity, say.taken)

			hanako := &colleague{visitor: w.visitor(lang), name: "花子"}
			link := made.area("new-link")
			hanako.send("/desk/enrol", "link", "nonsense").want(http.StatusNotFound, say.badLink)
			offered := hanako.send("/desk/enrol", "link", link).want(http.StatusOK, "花子")
			hanako.send("/desk/enrol/do", "ticket", offered.field("ticket"), "digits", "000000").want(http.StatusUnauthorized, say.wrongFirst, offered.area("secret"))
			hanako.enrol(link).want(http.StatusOK, `action="/desk/sign-out"`)
			hanako.send("/desk/enrol/do", "ticket", offered.field("ticket"), "digits", "000000").want(http.StatusUnauthorized)
			hanako.send("/desk/enrol", "link", link).want(http.StatusNotFound, say.badLink)

			if p := boss.open("/desk").want(http.StatusOK, `name="digits"`); strings.Contains(p.html, `name="key"`) {
				t.Errorf("a key opens the desk still:\n%s", p.html)
			}
			boss.send("/desk/sign-in", "key", key).want(http.StatusUnauthorized, say.nokey)

			hanako.send("/desk/sign-out").want(http.StatusOK, `name="digits"`)
			hanako.send("/desk/sign-in", "name", "花子", "digits", hanako.digits()).want(http.StatusUnauthorized, say.wrong, `value="花子"`)
			hanako.signIn().want(http.StatusOK, `action="/desk/sign-out"`)
			hanako.open("/desk/log").want(http.StatusOK, "花子")
			if log := w.log.String(); strings.Contains(log, hanako.secret) || strings.Contains(log, link) {
				t.Error("the log has a secret")
			}
			jar, err := url.Parse(w.base + "/desk")
			must(t, err)
			for _, c := range hanako.http.Jar.Cookies(jar) {
				if strings.HasPrefix(c.Value, "up_") || strings.Contains(c.Value, "up_") {
					t.Error("a browser is given the pass")
				}
				hanako.send("/desk/sign-in", "key", c.Value).want(http.StatusUnauthorized)
			}
		})
	}
}

// Digits that are guessed are a pause, which is told and counted.
func TestPersonIsPaused(t *testing.T) {
	w := newWorld(t)
	hanako := w.colleague("Hanako", unspent.Support, "en")
	thief := w.visitor("en")
	for range 5 {
		thief.send("/desk/sign-in", "name", "Hanako", "digits", "000000").want(http.StatusUnauthorized)
	}
	thief.send("/desk/sign-in", "name", "Hanako", "digits", "000000").want(http.StatusTooManyRequests, "try again in 1 min")
	hanako.open("/desk").want(http.StatusOK, `action="/desk/sign-out"`) // who is in stays in
	if !strings.Contains(w.log.String(), "a sign-in failed") {
		t.Error("nothing in the log")
	}
	for range 40 {
		w.wait(15 * time.Second)
		thief.send("/desk/sign-in", "name", "Hanako", "digits", "000000")
	}
	w.wait(15 * time.Minute)
	boss := w.colleague("Boss", unspent.Admin, "en")
	boss.open("/desk").want(http.StatusOK, `role="alert"`)
}

// A quarter of an hour after somebody showed that it is they, what moves value asks for
// fresh digits, and five wrong ones end the session.
func TestPersonIsAskedAgain(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	hanako := w.colleague("Hanako", unspent.Support, "en")
	at := "/desk/cards/" + serial.String()
	raise := func(more ...string) page {
		return hanako.send(at+"/raise", append([]string{"id", hanako.open(at).field("id"), "reason", "support_issue", "amount", "1000", "sure", "1"}, more...)...)
	}
	raise().want(http.StatusOK, "6,000")
	w.wait(16 * time.Minute)
	used := hanako.digits()
	asked := raise().want(http.StatusOK, `name="again-digits"`, `name="amount" value="1000"`)
	if strings.Contains(asked.html, `name="again-key"`) {
		t.Error("a person is asked for a key")
	}
	raise("again-digits", used).want(http.StatusOK, "7,000")
	raise().want(http.StatusOK, "8,000")
	w.wait(16 * time.Minute)
	raise("again-digits", used).want(http.StatusUnauthorized, "used already")
	raise("again-key", w.key(unspent.Admin)).want(http.StatusOK, `name="again-digits"`)
	for range 3 {
		raise("again-digits", "000000").want(http.StatusUnauthorized, `name="again-digits"`)
	}
	raise("again-digits", "000000").want(http.StatusUnauthorized, "signed out", `name="name"`)
	hanako.open(at).want(http.StatusOK, `name="name"`)
	hanako.signIn().want(http.StatusOK)
	hanako.open(at).want(http.StatusOK, "8,000")
}

// Whoever is disabled, reset or signs out everywhere is out of every browser at once;
// so is who was idle for half an hour, or whose day is over.
func TestPersonIsOut(t *testing.T) {
	tests := map[string]func(w *world, c, other *colleague){
		"disabled": func(w *world, c, _ *colleague) { must(w.t, w.desk.Disable(w.t.Context(), admin(), c.id)) },
		"reset": func(w *world, c, _ *colleague) {
			_, _, err := w.desk.Reset(w.t.Context(), admin(), c.id)
			must(w.t, err)
		},
		"everywhere": func(_ *world, _, other *colleague) { other.send("/desk/sign-out-everywhere") },
		"idle":       func(w *world, _, _ *colleague) { w.wait(31 * time.Minute) },
		"eight hours": func(w *world, c, other *colleague) {
			for range 24 {
				c.open("/desk")
				other.open("/desk")
				w.wait(20*time.Minute + time.Second)
			}
		},
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := w.colleague("Hanako", unspent.Support, "en")
			other := &colleague{visitor: w.visitor("en"), name: c.name, secret: c.secret}
			other.signIn().want(http.StatusOK, "signed in in 2 browsers")
			do(w, c, other)
			c.open("/desk").want(http.StatusOK, `name="digits"`)
			other.open("/desk/approvals").want(http.StatusOK, `name="digits"`)
		})
	}
}

// A person may what their role may.
func TestPersonsRole(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	for role, want := range map[unspent.Role]map[string]int{
		unspent.Support: {"/desk/people": 403, "/desk/keys": 403, "/desk/log": 403, "/desk/approvals": 200, "/desk/cards/" + serial.String(): 200},
		unspent.Auditor: {"/desk/people": 403, "/desk/keys": 403, "/desk/log": 200, "/desk/approvals": 200},
		unspent.Store:   {"/desk/people": 403, "/desk/approvals": 403, "/desk/log": 403},
		unspent.Issuer:  {"/desk/people": 403, "/desk/batches": 200},
		unspent.Admin:   {"/desk/people": 200, "/desk/keys": 200},
	} {
		c := w.colleague("Person "+string(role), role, "en")
		for path, status := range want {
			if p := c.open(path); p.status != status {
				t.Errorf("GET %s by %s is answered with %d, want %d", path, role, p.status, status)
			}
		}
		if role == unspent.Auditor {
			p := c.send("/desk/cards/"+serial.String()+"/freeze", "id", strings.Repeat("a", 32), "reason", "suspicious_activity")
			if p.status == http.StatusOK {
				t.Error("an auditor freezes a card")
			}
		}
	}
}

// Where two admins are persons, a third is added, and one of them given a new link, by
// both of them.
func TestPersonsTakeTwo(t *testing.T) {
	w := newWorld(t)
	alice, bob := w.colleague("Alice", unspent.Admin, "en"), w.colleague("Bob", unspent.Admin, "en")
	ask := func(path string, fields ...string) {
		t.Helper()
		p := alice.open("/desk/people").want(http.StatusOK)
		alice.send(path, append(fields, "id", p.field("id"))...).want(http.StatusOK, `stand waiting`)
	}
	both := func(say string) page {
		t.Helper()
		p := bob.open("/desk/approvals").want(http.StatusOK, say, "Alice")
		bob.send(p.leads(`/approve"`), "id", p.field("id")).want(http.StatusOK)
		p = alice.open("/desk/approvals").want(http.StatusOK)
		return alice.send(p.leads(`/carry"`), "id", p.field("id")).want(http.StatusOK, "/desk/enrol#")
	}
	ask("/desk/people", "name", "Carol", "role", "support", "ends", "2999-03-31")
	carol := &colleague{visitor: w.visitor("en"), name: "Carol"}
	carol.enrol(both("Apr 2999").want(http.StatusOK, "Carol").area("new-link")).want(http.StatusOK)

	ask("/desk/people/" + bob.id + "/reset")
	made := both("Give a person of the staff a new link")
	bob.open("/desk").want(http.StatusOK, `name="digits"`)
	bob.enrol(made.area("new-link")).want(http.StatusOK)
	id := alice.open("/desk/people").field("id")
	alice.send("/desk/people/per_none/disable", "id", id).want(http.StatusNotFound)
	alice.send("/desk/people/"+bob.id+"/disable", "id", id).want(http.StatusOK, "disabled")
	bob.open("/desk").want(http.StatusOK, `name="digits"`)
}

// What a key asks for waits until two persons have approved it, and the page says why.
func TestKeyTakesTwoPersons(t *testing.T) {
	for lang, say := range map[string]string{"ja": "API キーからの依頼です", "en": "An API key asks for this"} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			_, serial := w.card("a")
			cur, err := unspent.ParseCurrency("JPY")
			must(t, err)
			program := &client.Client{BaseURL: w.base, Key: w.key(unspent.Support)}
			alice, bob := w.colleague("Alice", unspent.Admin, lang), w.colleague("Bob", unspent.Admin, lang)
			ask := func() error {
				_, err := program.Adjust(t.Context(), "k", unspent.Adjust{Serial: serial, Delta: unspent.NewMoney(2_000_000, cur), Reason: "complimentary"})
				return err
			}
			if err := ask(); unspent.ReasonOf(err) != unspent.SecondPerson {
				t.Fatal(err)
			}
			p := alice.open("/desk/approvals").want(http.StatusOK)
			p = alice.send(p.leads(`/approve"`), "id", p.field("id")).want(http.StatusOK, say, "Alice")
			if strings.Contains(p.html, `/approve"`) {
				t.Error("who has approved is asked again")
			}
			if err := ask(); unspent.ReasonOf(err) != unspent.SecondPerson {
				t.Errorf("after one: %v", err)
			}
			p = bob.open("/desk/approvals").want(http.StatusOK, say, "Alice")
			if p = bob.send(p.leads(`/approve"`), "id", p.field("id")).want(http.StatusOK, "Alice", "Bob"); strings.Contains(p.html, say) {
				t.Error("it waits after two")
			}
			must(t, ask())
		})
	}
}

// Who no longer works here can be disabled, and their name is free.
func TestPersonIsOver(t *testing.T) {
	w := newWorld(t)
	boss := w.colleague("Boss", unspent.Admin, "en")
	p, _, err := w.desk.Add(t.Context(), admin(), "Jiro", unspent.Support, w.now().Add(time.Hour))
	must(t, err)
	w.wait(time.Hour)
	boss.signIn().want(http.StatusOK)
	page := boss.open("/desk/people").want(http.StatusOK, "no longer works here since", p.ID+`/disable"`)
	if strings.Contains(page.html, p.ID+`/reset"`) {
		t.Error("a new link is offered for who no longer works here")
	}
	boss.send("/desk/people", "id", page.field("id"), "name", "jiro", "role", "support").want(http.StatusOK, w.base+"/desk/enrol#")
	page = boss.open("/desk/people")
	if page = boss.send("/desk/people/"+p.ID+"/disable", "id", page.field("id")).want(http.StatusOK, "disabled"); strings.Contains(page.html, p.ID+`/disable"`) {
		t.Error("they can be disabled twice")
	}
}

// One person in many browsers keeps nobody else out: the first of theirs is signed out.
func TestManyBrowsersOfOne(t *testing.T) {
	w := newWorld(t)
	other, c := w.colleague("Jiro", unspent.Support, "en"), w.colleague("Hanako", unspent.Support, "en")
	last := c
	for i := range staff.MaxPasses {
		if i%15 == 14 {
			other.open("/desk")
			w.wait(time.Minute)
		}
		last = &colleague{visitor: w.visitor("en"), name: c.name, secret: c.secret}
		last.signIn().want(http.StatusOK, `action="/desk/sign-out"`)
	}
	last.open("/desk").want(http.StatusOK, "signed in in 20 browsers")
	c.open("/desk").want(http.StatusOK, `name="digits"`)
	other.open("/desk").want(http.StatusOK, `action="/desk/sign-out"`)
}

// A pass ends with the session that asks with it, however that ends.
func TestPassEndsWithItsSession(t *testing.T) {
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	var ended []string
	s := web.NewSessions(func() time.Time { return now }, func(key string) { ended = append(ended, key) })
	begin := func(id string) (token string) {
		t.Helper()
		token, err := s.Begin(unspent.Actor{ID: id, Role: unspent.Support}, "up_"+id)
		must(t, err)
		return token
	}
	want := func(what string, keys ...string) {
		t.Helper()
		if slices.Sort(ended); !slices.Equal(ended, keys) {
			t.Errorf("%s: %q ended, want %q", what, ended, keys)
		}
		ended = nil
	}
	token := begin("per_1")
	s.End("nonsense")
	want("nobody's token")
	s.End(token)
	want("signing out", "up_per_1")
	begin("per_1")
	begin("per_1")
	begin("per_2")
	s.EndAll("per_1")
	want("signing out everywhere", "up_per_1", "up_per_1")
	token = begin("per_3")
	now = now.Add(31 * time.Minute)
	s.Find(token)
	want("an idle one that is asked for", "up_per_3")
	begin("per_4")
	want("idle ones that nobody asks for", "up_per_2")
	for range staff.MaxPasses {
		begin("per_4")
	}
	want("too many of one", "up_per_4")
}

// leads returns the address of the first form that ends so.
func (p page) leads(end string) string {
	p.t.Helper()
	before, _, ok := strings.Cut(p.html, end)
	if !ok {
		p.t.Fatalf("no form leads to …%s:\n%s", end, p.html)
	}
	return before[strings.LastIndexByte(before, '"')+1:] + strings.TrimSuffix(end, `"`)
}
