package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// dear is a card of which support would take away more than one person may.
func dear(w *world) (serial string) {
	w.t.Helper()
	w.ask("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"ギフトカード","currency":"JPY"}`, "Idempotency-Key", "p")
	body := text(w.t, w.ask("admin", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":900000,"currency":"JPY"},"count":1,"activate":true}`, "Idempotency-Key", "c"))
	serial = read(w.t, body, "cards.0.serial")
	res := w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(900_000, "complimentary"), "Idempotency-Key", "up")
	if res.StatusCode != http.StatusOK {
		w.t.Fatal(text(w.t, res))
	}
	return serial
}

func adjustment(units int64, reason string) string {
	return fmt.Sprintf(`{"delta":{"amount":%d,"currency":"JPY"},"reason":%q,"note":"called twice"}`, units, reason)
}

// open returns the ids of what waits or can be carried out, the newest first.
func (w *world) open() []string {
	w.t.Helper()
	var ids []string
	for part := range strings.SplitSeq(text(w.t, w.ask("auditor", "GET", "/v1/approvals?only=open&limit=200", "")), `{"id":"`) {
		if id, _, ok := strings.Cut(part, `","kind"`); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// No key moves more than the sum alone: not an admin's, and not under another
// body, another request id or another key than what was approved.
func TestSecondPerson(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	w.key("colleague", unspent.Support, "")
	w.key("boss", unspent.Admin, "")
	asks := func(who, id string, units int64, want string) {
		t.Helper()
		res := w.ask(who, "POST", "/v1/cards/"+serial+"/adjust", adjustment(units, "support_issue"), "Idempotency-Key", id)
		got := ""
		if body := text(t, res); res.StatusCode != http.StatusOK {
			got = read(t, body, "reason")
		}
		if got != want {
			t.Errorf("%s adjusts by %d under %s: %q, want %q", who, units, id, got, want)
		}
	}
	judges := func(who, verb string, status int) {
		t.Helper()
		res := w.ask(who, "POST", "/v1/approvals/"+w.open()[0]+"/"+verb, "", "Idempotency-Key", who+verb)
		if res.StatusCode != status {
			t.Errorf("%s: %s answers %d, want %d: %s", who, verb, res.StatusCode, status, text(t, res))
		}
	}
	const needed = "second_person_needed"
	asks("support", "small", -1_000_000, "")
	asks("support", "small-up", 1_000_000, "")
	asks("boss", "mine", -1_000_001, needed)
	judges("boss", "approve", http.StatusForbidden)
	asks("support", "k", -1_000_001, needed)
	judges("support", "approve", http.StatusForbidden)
	judges("issuer", "approve", http.StatusForbidden) // who may not adjust
	judges("auditor", "approve", http.StatusForbidden)
	judges("store", "approve", http.StatusForbidden)
	judges("colleague", "approve", http.StatusOK)
	asks("support", "k", -1_000_002, "conflict")
	asks("support", "other", -1_000_001, needed)
	asks("boss", "k", -1_000_001, needed)
	asks("support", "k", -1_000_001, "")
	asks("support", "k", -1_000_001, "")
	w.wait(30 * 24 * time.Hour)
	asks("support", "k", -1_000_001, "") // the book's first answer
	up := func(id string) int {
		return w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(1_000_001, "complimentary"), "Idempotency-Key", id).StatusCode
	}
	if got := up("up-again"); got != http.StatusConflict {
		t.Errorf("more is put back by one person: %d", got)
	}
	judges("colleague", "refuse", http.StatusOK)
	if got := up("up-again"); got != http.StatusConflict {
		t.Errorf("what was refused passes: %d", got)
	}
	if got := read(t, text(t, w.ask("support", "POST", "/v1/cards/6001009999999999999/adjust", adjustment(-5_000_000, "support_issue"), "Idempotency-Key", "none")), "reason"); got != "invalid" && got != "not_found" {
		t.Errorf("a card that there is not: %q", got)
	}
	log := text(t, w.ask("auditor", "GET", "/v1/actions?limit=200", ""))
	for _, want := range []string{`"name":"approve","subject":"apr_`, `"name":"adjust","subject":"` + serial + ` apr_`, `"outcome":"second_person_needed"`, `"outcome":"repeated"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log does not say %s:\n%s", want, log)
		}
	}
	if strings.Contains(log, "called twice") {
		t.Error("the log repeats a note")
	}
}

// What a key approved that is revoked since waits again.
func TestRevokedApprover(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	w.key("colleague", unspent.Support, "")
	adjust := func() int {
		return w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(-1_500_000, "support_issue"), "Idempotency-Key", "k").StatusCode
	}
	adjust()
	judged := text(t, w.ask("colleague", "POST", "/v1/approvals/"+w.open()[0]+"/approve", "", "Idempotency-Key", "a"))
	w.ask("admin", "DELETE", "/v1/keys/"+read(t, judged, "judge"), "", "Idempotency-Key", "r")
	if got := adjust(); got != http.StatusConflict {
		t.Errorf("after the approver's key is revoked: %d", got)
	}
	w.ask("admin", "POST", "/v1/approvals/"+w.open()[0]+"/approve", "", "Idempotency-Key", "a")
	if got := adjust(); got != http.StatusOK {
		t.Errorf("after another has approved: %d", got)
	}
}

// While one approves, one refuses and the asker tries again and again, the card
// moves only if it was approved, and once.
func TestJudgedWhileAsked(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	adjust := func(id string) bool {
		res := w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(-1_000_001, "support_issue"), "Idempotency-Key", id)
		return res.StatusCode == http.StatusOK
	}
	for i := range 20 {
		id := fmt.Sprintf("k%d", i)
		adjust(id)
		request := w.open()[0]
		moved := make(chan bool, 20)
		var crew sync.WaitGroup
		for _, verb := range []string{"approve", "refuse"} {
			crew.Go(func() { w.ask("admin", "POST", "/v1/approvals/"+request+"/"+verb, "", "Idempotency-Key", verb) })
		}
		for range cap(moved) {
			crew.Go(func() { moved <- adjust(id) })
		}
		crew.Wait()
		close(moved)
		state := read(t, text(t, w.ask("auditor", "GET", "/v1/approvals/"+request, "")), "state")
		for ok := range moved {
			if ok && state != "done" {
				t.Fatalf("the card moved, and the request is %s", state)
			}
		}
		if adjust(id) {
			if state == "refused" {
				t.Fatal("what was refused passes")
			}
			res := w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(1_000_000, "complimentary"), "Idempotency-Key", id+"-back")
			again := w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(1, "complimentary"), "Idempotency-Key", id+"-one")
			if res.StatusCode != http.StatusOK || again.StatusCode != http.StatusOK {
				t.Fatalf("putting it back: %s", text(t, res))
			}
		}
	}
	record := text(t, w.ask("auditor", "GET", "/v1/cards/"+serial, ""))
	if got := read(t, record, "balance.amount"); got != "1.8e+06" && got != "1800000" {
		t.Errorf("the balance is %s, want 1800000", got)
	}
}

// Cards that are not sold yet count like others: the key that made them could sell
// them with its next call.
func TestUnsoldCardsNeedASecondPerson(t *testing.T) {
	w := newWorld(t)
	w.ask("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"ギフトカード","currency":"JPY"}`, "Idempotency-Key", "p")
	for name, tt := range map[string]struct {
		path, body string
		status     int
	}{
		"one dear card":       {"/v1/cards", `{"program":"gift-jpy","value":{"amount":1000001,"currency":"JPY"},"count":1,"activate":false}`, http.StatusConflict},
		"many, just below":    {"/v1/cards", `{"program":"gift-jpy","value":{"amount":10000,"currency":"JPY"},"count":100,"activate":false}`, http.StatusCreated},
		"many, just above":    {"/v1/cards", `{"program":"gift-jpy","value":{"amount":10000,"currency":"JPY"},"count":101,"activate":false}`, http.StatusConflict},
		"a batch, just above": {"/v1/batches", `{"program":"gift-jpy","value":{"amount":10000,"currency":"JPY"},"count":101,"activate":false}`, http.StatusCreated},
	} {
		res := w.ask("issuer", "POST", tt.path, tt.body, "Idempotency-Key", strings.ReplaceAll(name, " ", "-"))
		body := text(t, res)
		if res.StatusCode != tt.status {
			t.Errorf("%s: %d, want %d: %s", name, res.StatusCode, tt.status, body)
		}
		if tt.path == "/v1/batches" && read(t, body, "state") != "waiting" {
			t.Errorf("%s: %s, want it to wait", name, body)
		}
	}
}
