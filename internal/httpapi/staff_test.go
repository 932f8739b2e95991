package httpapi_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
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

// judged asks for something, which waits, and has it judged by others until one may.
func (w *world) judged(who, method, path, body string, refused []string, judge string) string {
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
	w.want(judge, "POST", "/v1/approvals/"+request+"/approve", "", 200)
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

	// Two admins are persons: keys are nobody.
	w.judged("boss", "POST", "/v1/staff", person("Carol", "support"), []string{"admin", "sato"}, "bob")
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
