package web_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/unspent-dev/unspent"
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

// leads returns the address of the first form that ends so.
func (p page) leads(end string) string {
	p.t.Helper()
	before, _, ok := strings.Cut(p.html, end)
	if !ok {
		p.t.Fatalf("no form leads to …%s:\n%s", end, p.html)
	}
	return before[strings.LastIndexByte(before, '"')+1:] + strings.TrimSuffix(end, `"`)
}
