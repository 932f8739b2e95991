package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// signIn signs somebody in by the link that is mailed, under a name for ask.
func (w *world) signIn(who, mail string) (account string) {
	w.t.Helper()
	w.wait(2 * time.Minute)
	w.want("nobody", "POST", "/v1/sign-ins", fmt.Sprintf(`{"mail":%q}`, mail), http.StatusAccepted)
	body := w.want("nobody", "POST", "/v1/sessions", fmt.Sprintf(`{"link":%q}`, w.link[strings.IndexByte(w.link, '#')+1:]), http.StatusCreated)
	w.keys[who] = read(w.t, body, "session")
	return read(w.t, body, "person.account")
}

// want makes a request, which is one of its own, and fails unless the answer has
// the status.
func (w *world) want(who, method, target, body string, status int) string {
	w.t.Helper()
	w.asked++
	res := w.ask(who, method, target, body, "Idempotency-Key", fmt.Sprintf("request-%d-of-this-test", w.asked))
	got := text(w.t, res)
	if res.StatusCode != status {
		w.t.Errorf("%s %s %s %s: %d %s, want %d", who, method, target, body, res.StatusCode, got, status)
	}
	return got
}

// Holders act for themselves alone: their account, their orders, what was sent to
// them. What is somebody else's looks as if it were not there.
func TestHoldersActForThemselves(t *testing.T) {
	w := newWorld(t)
	codes := w.cards(3)
	taro, jiro := w.signIn("taro", "taro@example.jp"), w.signIn("jiro", "jiro@example.jp")
	claim := func(code, account string) string { return fmt.Sprintf(`{"code":%q,"account":%q}`, code, account) }
	w.want("taro", "POST", "/v1/claim", claim(codes[0], jiro), http.StatusNotFound)
	w.want("nobody", "POST", "/v1/claim", claim(codes[0], taro), http.StatusUnauthorized)
	w.want("taro", "POST", "/v1/claim", claim(codes[0], taro), http.StatusCreated)
	w.want("taro", "GET", "/v1/accounts/"+taro, "", http.StatusOK)
	w.want("taro", "GET", "/v1/accounts/"+taro+"/history", "", http.StatusOK)
	w.want("jiro", "GET", "/v1/accounts/"+taro, "", http.StatusNotFound)
	w.want("jiro", "GET", "/v1/accounts/"+taro+"/history", "", http.StatusNotFound)
	w.want("nobody", "GET", "/v1/accounts/"+taro, "", http.StatusUnauthorized)
	w.want("taro", "POST", "/v1/spend", fmt.Sprintf(`{"account":%q,"amount":{"amount":1,"currency":"JPY"},"merchant":"m1"}`, taro), http.StatusForbidden)

	order := `{"program":"gift-jpy","giver":{"name":"太郎","notices":true},"cards":[` +
		`{"to":"hanako@example.jp","value":{"amount":1000,"currency":"JPY"}},{"value":{"amount":500,"currency":"JPY"}}]}`
	placed := w.want("taro", "POST", "/v1/orders", order, http.StatusCreated)
	number := read(t, placed, "number")
	if got := read(t, placed, "giver.mail"); got != "taro@example.jp" {
		t.Errorf("the giver is %s", got)
	}
	w.want("jiro", "POST", "/v1/orders", order, http.StatusNotFound) // has no account yet
	w.want("nobody", "POST", "/v1/orders", order, http.StatusUnauthorized)
	w.want("taro", "POST", "/v1/orders", strings.Replace(order, `"program"`, `"number":"mine","program"`, 1), http.StatusBadRequest)
	for _, call := range [][3]string{{"GET", "/v1/orders/" + number, ""}, {"POST", "/v1/orders/" + number + "/cancel", ""},
		{"POST", "/v1/orders/" + number + "/cards/0/resend", ""},
		{"PUT", "/v1/orders/" + number + "/notices", `{"notices":false}`}, {"POST", "/v1/orders/" + number + "/sheets", ""}} {
		w.want("jiro", call[0], call[1], call[2], http.StatusNotFound)
		w.want("nobody", call[0], call[1], call[2], http.StatusUnauthorized)
		w.want("merchant", call[0], call[1], call[2], http.StatusForbidden)
	}
	if got := w.want("jiro", "GET", "/v1/orders", "", http.StatusOK); !strings.Contains(got, `"orders":[]`) {
		t.Errorf("jiro sees %s", got)
	}
	if sheets := w.want("taro", "POST", "/v1/orders/"+number+"/sheets", "", http.StatusOK); len(read(t, sheets, "sheets.0.code")) != 23 {
		t.Errorf("the sheets are %s", sheets)
	}
	w.want("admin", "POST", "/v1/orders/"+number+"/sheets", "", http.StatusNotFound) // the staff prints no holder's cards

	w.signIn("hanako", "hanako@example.jp")
	received := w.want("hanako", "GET", "/v1/me/cards", "", http.StatusOK)
	if strings.Contains(received, "taro@") || !strings.Contains(received, "太郎") || !strings.Contains(received, `"status":"sent"`) {
		t.Errorf("hanako sees %s", received)
	}
	serial := read(t, received, "cards.0.serial")
	w.want("jiro", "POST", "/v1/me/cards/"+serial+"/seen", "", http.StatusNoContent) // the answer tells nothing
	if got := w.want("taro", "GET", "/v1/orders/"+number, "", http.StatusOK); !strings.Contains(got, `"status":"sent"`) {
		t.Errorf("somebody else's look counts: %s", got)
	}
	w.want("hanako", "POST", "/v1/me/cards/"+serial+"/seen", "", http.StatusNoContent)
	if got := w.want("taro", "GET", "/v1/orders/"+number, "", http.StatusOK); !strings.Contains(got, `"status":"opened"`) {
		t.Errorf("the recipient's look does not count: %s", got)
	}
}

// A holder who is signed in is no member of the staff, and no key is a holder.
func TestHoldersAndKeys(t *testing.T) {
	w := newWorld(t)
	w.cards(1)
	w.signIn("taro", "taro@example.jp")
	for _, call := range [][2]string{{"GET", "/v1/programs"}, {"GET", "/v1/keys"}, {"GET", "/v1/mails"}, {"GET", "/v1/approvals"}, {"GET", "/v1/actions"},
		{"GET", "/v1/gate"},
		{"POST", "/v1/cards"}, {"POST", "/v1/cards/search"}, {"GET", "/v1/cards/6001004821930557712"}, {"POST", "/v1/bounces"}, {"POST", "/v1/mails/retry"}} {
		w.want("taro", call[0], call[1], "", http.StatusForbidden)
	}
	for _, call := range [][2]string{{"GET", "/v1/me"}, {"DELETE", "/v1/me"}, {"GET", "/v1/me/cards"}, {"POST", "/v1/sessions/renew"},
		{"DELETE", "/v1/sessions/current"}} {
		w.want("issuer", call[0], call[1], "", http.StatusForbidden)
		w.want("nobody", call[0], call[1], "", http.StatusUnauthorized)
	}
	w.keys["thief"] = "us_nobody"
	w.want("thief", "GET", "/v1/me", "", http.StatusUnauthorized)
	w.want("taro", "PUT", "/v1/me", `{"lang":"fr","notices":true}`, http.StatusBadRequest)
	if got := w.want("taro", "PUT", "/v1/me", `{"lang":"en","notices":false}`, http.StatusOK); read(t, got, "notices") != "false" || read(t, got, "lang") != "en" {
		t.Errorf("changed to %s", got)
	}
	w.want("taro", "DELETE", "/v1/sessions/current", "", http.StatusNoContent)
	w.want("taro", "GET", "/v1/me", "", http.StatusUnauthorized)
	w.signIn("again", "taro@example.jp")
	w.want("again", "DELETE", "/v1/me", "", http.StatusNoContent)
	w.want("again", "GET", "/v1/me", "", http.StatusUnauthorized)
}

// Whoever asks for links, or guesses them, is stopped by the gate that stops those
// who guess codes.
func TestLinksPassTheGate(t *testing.T) {
	for name, call := range map[string][3]string{
		"ask":   {"POST", "/v1/sign-ins", `{"mail":"somebody%d@example.jp"}`},
		"look":  {"POST", "/v1/sign-ins/look", `{"link":"guess%d"}`},
		"enter": {"POST", "/v1/sessions", `{"link":"guess%d"}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			last := ""
			for i := range 6 {
				last = text(t, w.ask("nobody", call[0], call[1], fmt.Sprintf(call[2], i)))
			}
			if !strings.Contains(last, "work_required") {
				t.Errorf("the sixth time: %s", last)
			}
			if got := text(t, w.ask("nobody", "POST", "/v1/check", `{"code":"00000-00000-00000-00000"}`)); !strings.Contains(got, "work_required") {
				t.Errorf("codes can still be guessed: %s", got)
			}
		})
	}
}

// An order of the staff above the sum of one person waits for a second one, and
// goes through once, as it was.
func TestOrdersNeedASecondPerson(t *testing.T) {
	w := newWorld(t)
	w.cards(1)
	w.key("second", "issuer", "")
	order := func(to string) string {
		one := fmt.Sprintf(`{"to":%q,"value":{"amount":100000,"currency":"JPY"}}`, to) // as much as one may claim
		return `{"program":"gift-jpy","number":"BIG-1","cards":[` + strings.Repeat(one+",", secondPerson/100_000) + one + `]}`
	}
	ask := func(body string) (int, string) {
		res := w.ask("issuer", "POST", "/v1/orders", body, "Idempotency-Key", "a-big-order-of-gifts")
		return res.StatusCode, text(t, res)
	}
	if status, got := ask(order("hanako@example.jp")); status != http.StatusConflict || read(t, got, "reason") != "second_person_needed" {
		t.Fatalf("%d %s", status, got)
	}
	id := read(t, w.want("second", "GET", "/v1/approvals", "", http.StatusOK), "approvals.0.id")
	w.want("issuer", "POST", "/v1/approvals/"+id+"/approve", "", http.StatusForbidden)
	w.want("second", "POST", "/v1/approvals/"+id+"/approve", "", http.StatusOK)
	if status, got := ask(order("thief@example.jp")); status != http.StatusConflict || read(t, got, "reason") != "conflict" {
		t.Fatalf("another order goes through under the approval: %d %s", status, got)
	}
	status, first := ask(order("hanako@example.jp"))
	if status != http.StatusCreated {
		t.Fatalf("%d %s", status, first)
	}
	if status, again := ask(order("hanako@example.jp")); status != http.StatusCreated || read(t, again, "cards.0.serial") != read(t, first, "cards.0.serial") {
		t.Errorf("asked again: %d %s", status, again)
	}
}
