package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
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
	body := text(w.t, w.ask("admin", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":900000,"currency":"JPY"},"count":1,"activate":true}`,
		"Idempotency-Key", "c"))
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
	w.wait(26 * time.Hour) // what support put on the card counts for a day
	asks("support", "small", -1_000_000, "")
	w.wait(26 * time.Hour)
	asks("support", "small-up", 1_000_000, "")
	w.wait(26 * time.Hour)
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
	if got := read(t, text(t, w.ask("support", "POST", "/v1/cards/6001009999999999999/adjust", adjustment(-5_000_000, "support_issue"), "Idempotency-Key",
		"none")), "reason"); got != "invalid" && got != "not_found" {
		t.Errorf("a card that there is not: %q", got)
	}
	log := text(t, w.ask("auditor", "GET", "/v1/actions?limit=200", ""))
	for _, want := range []string{`"name":"approve","subject":"apr_`, `"name":"adjust","subject":"` + serial + ` apr_`, `"outcome":"second_person_needed"`,
		`"outcome":"repeated"`} {
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
			w.wait(26 * time.Hour)
			res := w.ask("support", "POST", "/v1/cards/"+serial+"/adjust", adjustment(1_000_000, "complimentary"), "Idempotency-Key", id+"-back")
			w.wait(26 * time.Hour)
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

// Whatever the staff changes, and every showing of codes, is a line of the log, done
// or refused: each call of the API but those that are named here, with the reason.
func TestEverythingIsLogged(t *testing.T) {
	w := newWorld(t)
	reads := "reads, by POST so that nothing secret stands in an address"
	events := "a payment or a hand-over, which is an event of the journal"
	holders := "for holders, whose sessions are no keys of the staff"
	but := map[string]string{
		"check": reads, "checks": reads, "checkHold": reads, "receipt": reads, "verifyReceipt": reads, "reviewOrder": reads, "assess": reads,
		"claim": events, "spend": events, "refund": events, "hold": events, "release": events, "cancelHold": events, "transfer": events,
		"askLink": holders, "lookAtLink": holders, "enter": holders, "renewSession": holders, "leave": holders,
		"changeMe": holders, "forgetMe": holders, "seen": holders,
	}
	var doc struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		} `json:"paths"`
	}
	check(t, json.Unmarshal([]byte(text(t, w.ask("admin", "GET", "/openapi.json", ""))), &doc))
	calls := 0
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if method == "get" {
				continue
			}
			calls++
			at := regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "none")
			w.ask("admin", strings.ToUpper(method), at, "{}", "Idempotency-Key", op.ID+"-0123456789")
			logged := strings.Contains(text(t, w.ask("auditor", "GET", "/v1/actions?limit=1", "")), `"name":"`+op.ID+`"`)
			if _, excused := but[op.ID]; logged == excused {
				t.Errorf("%s %s (%s): in the log: %v", method, path, op.ID, logged)
			}
			delete(but, op.ID)
		}
	}
	if calls < 30 || len(but) > 0 {
		t.Errorf("%d calls were looked at, and there are none that are called %v", calls, but)
	}
}

// A line of the log names the order that it is about.
func TestOrdersInTheLog(t *testing.T) {
	w := newWorld(t)
	w.ask("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"ギフトカード","currency":"JPY"}`, "Idempotency-Key", "p")
	placed := w.ask("issuer", "POST", "/v1/orders",
		`{"number":"A-1","program":"gift-jpy","cards":[{"value":{"amount":500,"currency":"JPY"}},`+
			`{"to":"hanako@example.jp","value":{"amount":500,"currency":"JPY"},"send":"2027-01-20T10:00:00Z"}]}`, "Idempotency-Key", "o")
	if placed.StatusCode != http.StatusCreated {
		t.Fatal(text(t, placed))
	}
	for _, call := range []struct{ method, path, body string }{
		{"POST", "/v1/orders/A-1/sheets", ""}, {"PUT", "/v1/orders/A-1/notices", `{"notices":false}`}, {"POST", "/v1/orders/A-1/cancel", ""}, {"POST",
			"/v1/orders/A-1/cards/0/resend", ""},
	} {
		if res := w.ask("issuer", call.method, call.path, call.body, "Idempotency-Key",
			"k"+call.path[len("/v1/orders/A-1/"):len("/v1/orders/A-1/")+5]); res.StatusCode >= 300 {
			t.Errorf("%s: %s", call.path, text(t, res))
		}
	}
	log := text(t, w.ask("auditor", "GET", "/v1/actions?limit=200", ""))
	for _, name := range []string{"order", "sheets", "orderNotices", "cancelOrder", "resend"} {
		if want := `"name":"` + name + `","subject":"A-1"}`; !strings.Contains(log, want) {
			t.Errorf("the log does not say %s:\n%s", want, log)
		}
	}
}

// A store looks cards up by their number; whom they were issued to is not its to
// search for.
func TestStoreDoesNotSearch(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	for who, want := range map[string]int{"admin": 200, "issuer": 200, "support": 200, "auditor": 200, "store": 403, "merchant": 403} {
		if res := w.ask(who, "POST", "/v1/cards/search", `{"recipient":"hanako@example.jp"}`); res.StatusCode != want {
			t.Errorf("%s searches: %d, want %d", who, res.StatusCode, want)
		}
	}
	if res := w.ask("store", "GET", "/v1/cards/"+serial, ""); res.StatusCode != http.StatusOK {
		t.Errorf("a store sees a card by its number: %d", res.StatusCode)
	}
}

// A page of large orders ends early, and the next goes on behind it.
func TestPagesOfLargeOrders(t *testing.T) {
	w := newWorld(t)
	w.ask("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"ギフトカード","currency":"JPY"}`, "Idempotency-Key", "p")
	card := `{"to":"hanako@example.jp","value":{"amount":10,"currency":"JPY"},"send":"2027-01-20T10:00:00Z"}`
	cards := card + strings.Repeat(","+card, 199)
	for i := range 7 {
		res := w.ask("issuer", "POST", "/v1/orders", fmt.Sprintf(`{"number":"A-%d","program":"gift-jpy","cards":[%s]}`, i, cards), "Idempotency-Key",
			fmt.Sprint("o", i))
		if res.StatusCode != http.StatusCreated {
			t.Fatal(text(t, res))
		}
		w.wait(time.Second)
	}
	var pages []int
	seen := map[string]bool{}
	for cursor := ""; ; {
		var page struct {
			Orders []struct{ Number string }
			Next   string
		}
		check(t, json.Unmarshal([]byte(text(t, w.ask("issuer", "GET", "/v1/orders?limit=100"+cursor, ""))), &page))
		for _, o := range page.Orders {
			seen[o.Number] = true
		}
		if pages = append(pages, len(page.Orders)); page.Next == "" {
			break
		}
		cursor = "&cursor=" + page.Next
	}
	if fmt.Sprint(pages) != "[5 2]" || len(seen) != 7 {
		t.Errorf("pages of %v orders, %d different ones; want 5 and 2", pages, len(seen))
	}
}
