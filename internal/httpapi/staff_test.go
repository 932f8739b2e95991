package httpapi_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/unspent-dev/unspent"
)

// enrol lets a person of the staff enrol by their link, and keeps their pass under
// their name as keys are kept.
func (w *world) enrol(who, answer string) (id string) {
	w.t.Helper()
	_, link, ok := strings.Cut(read(w.t, answer, "link"), "https://cards.example/desk/enrol#")
	if !ok {
		w.t.Fatalf("no link in %s", answer)
	}
	offer, err := w.desk.Look(w.t.Context(), link)
	check(w.t, err)
	digits, err := totp.GenerateCode(offer.Secret, w.clock())
	check(w.t, err)
	w.keys[who], _, err = w.desk.Enrol(w.t.Context(), link, offer.Secret, digits)
	check(w.t, err)
	return read(w.t, answer, "id")
}

// judged asks for something, which waits until those who may have all judged it.
func (w *world) judged(who, method, path, body string, refused []string, judges ...string) string {
	w.t.Helper()
	w.asked++
	id := "judged-" + strings.Repeat("x", w.asked)
	send := func(status int) string {
		w.t.Helper()
		res := w.ask(who, method, path, body, "Idempotency-Key", id)
		got := text(w.t, res)
		if res.StatusCode != status {
			w.t.Fatalf("%s by %s answers %d, want %d: %s", path, who, res.StatusCode, status, got)
		}
		return got
	}
	if waits := send(409); read(w.t, waits, "reason") != "second_person_needed" {
		w.t.Fatal(waits)
	}
	request := w.open()[0]
	for _, one := range append(refused, who) {
		w.want(one, "POST", "/v1/approvals/"+request+"/approve", "", 403)
	}
	for _, judge := range judges {
		send(409)
		w.want(judge, "POST", "/v1/approvals/"+request+"/approve", "", 200)
	}
	return send(201)
}

// Who may add people, and who judges whom: persons, not keys, once two admins are
// persons; and never a key the person whom it added.
func TestPersonsAreSecondPersons(t *testing.T) {
	w := newWorld(t)
	const add = `{"name":"%","role":"%"}`
	person := func(name, role string) string {
		return strings.NewReplacer(`"name":"%"`, `"name":"`+name+`"`, `"role":"%"`, `"role":"`+role+`"`).Replace(add)
	}
	for _, who := range []string{"nobody", "issuer", "support", "auditor", "store", "merchant", "partner"} {
		status := 403
		if who == "nobody" {
			status = 401
		}
		w.want(who, "POST", "/v1/staff", person("X", "admin"), status)
		w.want(who, "GET", "/v1/staff", "", status)
	}
	// One admin key is alone, as before; the person whom it adds is the same hand.
	answer := w.want("admin", "POST", "/v1/staff", person("Alice", "admin"), 201)
	w.enrol("alice", answer)
	w.enrol("sato", w.want("alice", "POST", "/v1/staff", person("Sato", "support"), 201))
	w.want("alice", "POST", "/v1/staff", person("alice", "support"), 409)
	w.want("alice", "POST", "/v1/staff", person("Program", "partner"), 400)

	// With another admin's key there are two, and the first key is none beside Alice.
	w.keys["boss"] = read(t, w.want("alice", "POST", "/v1/keys", `{"name":"boss","role":"admin"}`, 201), "key")
	bob := w.enrol("bob", w.judged("alice", "POST", "/v1/staff", person("Bob", "admin"), []string{"admin", "support", "sato"}, "boss"))

	// Two admins are persons: keys are nobody, and what one asks for takes both.
	w.judged("boss", "POST", "/v1/staff", person("Carol", "support"), []string{"admin", "sato"}, "bob", "bob", "alice")
	w.judged("alice", "POST", "/v1/staff/"+bob+"/link", "", []string{"admin", "boss", "sato"}, "bob")
	w.want("bob", "GET", "/v1/staff", "", 401) // who was reset is out, and what was asked names him still
	if log := w.want("auditor", "GET", "/v1/actions", "", 200); !strings.Contains(log, `"byName":"Alice","name":"resetPerson","subject":"`+bob) {
		t.Errorf("the log says %s", log)
	}
}

// The key that added two admins alone adds nobody more once they have enrolled: it may be
// in the hand of one of them, so neither lets it pass.
func TestFirstKeyIsNobody(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"alice", "bob"} {
		w.enrol(name, w.want("admin", "POST", "/v1/staff", `{"name":"`+name+`","role":"admin"}`, 201))
	}
	for _, call := range [][2]string{{"/v1/staff", `{"name":"Carol","role":"admin"}`}, {"/v1/keys", `{"name":"k","role":"admin"}`}} {
		w.wait(time.Second) // the newest request is the first
		w.want("admin", "POST", call[0], call[1], 409)
		request := w.open()[0]
		for _, who := range []string{"alice", "bob", "admin", "support"} {
			w.want(who, "POST", "/v1/approvals/"+request+"/approve", "", 403)
		}
	}
	w.wait(time.Second)
	w.judged("alice", "POST", "/v1/staff", `{"name":"Carol","role":"admin"}`, []string{"admin"}, "bob")
}

// Whoever has a key and is a person too is not two: what a key asks for takes two persons
// once two admins have enrolled, whichever role it has.
func TestKeyAndPersonAreOne(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	w.key("colleague", unspent.Support, "")
	for _, name := range []string{"alice", "bob"} {
		w.enrol(name, w.want("admin", "POST", "/v1/staff", `{"name":"`+name+`","role":"admin"}`, 201))
	}
	for name, role := range map[string]string{"sato": "support", "ito": "issuer"} {
		w.wait(time.Second)
		w.enrol(name, w.judged("alice", "POST", "/v1/staff", `{"name":"`+name+`","role":"`+role+`"}`, nil, "bob")) // a person's takes one
	}
	adjust := adjustment(-1_500_000, "support_issue")
	batch := `{"program":"gift-jpy","value":{"amount":10000,"currency":"JPY"},"count":200,"activate":false}`
	for _, tt := range []struct{ key, person, path, body string }{
		{"support", "sato", "/v1/cards/" + serial + "/adjust", adjust},
		{"issuer", "ito", "/v1/cards", batch},
		{"colleague", "sato", "/v1/cards/" + serial + "/reissue", `{}`},
	} {
		w.wait(time.Second)
		ask := func() int {
			return w.ask(tt.key, "POST", tt.path, tt.body, "Idempotency-Key", "theirs").StatusCode
		}
		if got := ask(); got != 409 {
			t.Fatalf("%s of the key %s: %d", tt.path, tt.key, got)
		}
		request := w.open()[0]
		for range 2 {
			w.want(tt.person, "POST", "/v1/approvals/"+request+"/approve", "", 200)
			if got := ask(); got != 409 {
				t.Errorf("%s of the key %s passes by %s alone: %d", tt.path, tt.key, tt.person, got)
			}
		}
		if first := read(t, w.want("auditor", "GET", "/v1/approvals/"+request, "", 200), "firstName"); first != tt.person {
			t.Errorf("%q approved first, want %s", first, tt.person)
		}
		w.want("bob", "POST", "/v1/approvals/"+request+"/approve", "", 200)
		if got := ask(); got != 200 && got != 201 {
			t.Errorf("%s of the key %s after two: %d", tt.path, tt.key, got)
		}
	}
}

// What was approved in the name of somebody who is then reset waits again.
func TestResetTakesApprovalsBack(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	sato := w.enrol("sato", w.want("admin", "POST", "/v1/staff", `{"name":"Sato","role":"support"}`, 201))
	ask := func() int {
		return w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(-1_500_000, "support_issue"), "Idempotency-Key", "k").StatusCode
	}
	ask()
	request := w.open()[0]
	w.want("sato", "POST", "/v1/approvals/"+request+"/approve", "", 200)
	w.want("admin", "POST", "/v1/staff/"+sato+"/link", "", 201)
	if got := ask(); got != 409 {
		t.Errorf("what was approved in the name of who was reset: %d", got)
	}
	w.want("admin", "POST", "/v1/approvals/"+request+"/approve", "", 200)
	if got := ask(); got != 200 {
		t.Errorf("after another has approved: %d", got)
	}
}

// Whose time is over does not keep their name, and nobody is asked for who cannot be
// added or given a new link.
func TestNameOfWhoIsOver(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"alice", "bob"} {
		w.enrol(name, w.want("admin", "POST", "/v1/staff", `{"name":"`+name+`","role":"admin"}`, 201))
	}
	old := w.enrol("jiro", w.judged("alice", "POST", "/v1/staff", `{"name":"Jiro","role":"support","ends":"2027-01-15T12:00:00Z"}`, nil, "bob"))
	reason := func(path, body string) string {
		t.Helper()
		return read(t, w.want("alice", "POST", path, body, 409), "reason")
	}
	if got := reason("/v1/staff", `{"name":"JIRO","role":"support"}`); got != "conflict" {
		t.Errorf("a name that somebody has: %s", got)
	}
	w.wait(3 * time.Hour)
	if got := reason("/v1/staff/"+old+"/link", ""); got != "wrong_state" {
		t.Errorf("a new link for whose time is over: %s", got)
	}
	if waits := w.open(); len(waits) != 0 {
		t.Errorf("%d are asked for what cannot be", len(waits))
	}
	w.enrol("jiro", w.judged("alice", "POST", "/v1/staff", `{"name":"Jiro","role":"support"}`, nil, "bob"))
	w.want("jiro", "GET", "/v1/approvals", "", 200)
	w.want("alice", "DELETE", "/v1/staff/"+old, "", 204)
	w.want("jiro", "GET", "/v1/approvals", "", 200)
}

// A pass that is over is told like a key that is not in force, and is no failed sign-in.
func TestPassEnds(t *testing.T) {
	w := newWorld(t)
	id := w.enrol("alice", w.want("admin", "POST", "/v1/staff", `{"name":"Alice","role":"admin","ends":"2027-01-15T12:00:00Z"}`, 201))
	w.want("alice", "GET", "/v1/staff", "", 200)
	w.wait(2 * time.Hour)
	w.want("alice", "GET", "/v1/staff", "", 401)
	w.want("admin", "DELETE", "/v1/staff/"+id, "", 204)
	w.want("admin", "DELETE", "/v1/staff/"+id, "", 204)
	w.want("admin", "DELETE", "/v1/staff/key_1", "", 404)
	w.want("admin", "POST", "/v1/staff/"+id+"/link", "", 404)
	if log := w.log.String(); strings.Contains(log, "a sign-in failed") {
		t.Errorf("the log says %s", log)
	}
}
