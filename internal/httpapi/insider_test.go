package httpapi_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// theft is a house with somebody's card and account in it, and what a thief has: a
// card of ¥5,000 that they bought and paid ¥1,000 with, and one of ¥700 from a rack,
// which was never sold.
type theft struct {
	*world
	victim, own, rack string // serials
	colleague         string // id of a person of the staff
	codes             map[string]string
	issued            map[string]bool // serials that the thief's own key made
}

func newTheft(t *testing.T) *theft {
	w := &theft{world: newWorld(t), codes: map[string]string{}, issued: map[string]bool{}}
	w.key("boss", unspent.Admin, "")
	p, _, err := w.desk.Add(t.Context(), unspent.Actor{Role: unspent.System}, "Hanako", unspent.Support, time.Time{})
	check(t, err)
	w.colleague = p.ID
	w.cards(1)
	issue := func(id string, value int, sold bool) (serial, code string) {
		body := text(t, w.ask("issuer", "POST", "/v1/cards",
			fmt.Sprintf(`{"program":"gift-jpy","value":{"amount":%d,"currency":"JPY"},"count":1,"activate":%t,"recipient":"hanako@example.jp"}`, value,
				sold), "Idempotency-Key", id))
		serial, code = read(t, body, "cards.0.serial"), read(t, body, "cards.0.code")
		w.codes[serial] = code
		return serial, code
	}
	w.victim, _ = issue("victim", 90_000, true)
	w.own, _ = issue("own", 5000, true)
	w.rack, _ = issue("rack", 700, false)
	_, code := issue("claimed", 80_000, true)
	w.ask("issuer", "POST", "/v1/claim", `{"code":"`+code+`","account":"acct_victim"}`, "Idempotency-Key", "c")
	w.ask("merchant", "POST", "/v1/spend", `{"code":"`+w.codes[w.own]+`","amount":{"amount":1000,"currency":"JPY"},"merchant":"m1"}`, "Idempotency-Key", "s")
	return w
}

// attacks are the calls by which one key tries to take what is not its own, many
// times over and in small parts.
func (w *theft) attacks(payment string) (all [][3]string) {
	add := func(method, path, body string) { all = append(all, [3]string{method, path, body}) }
	card := "/v1/cards/" + w.victim
	add("POST", "/v1/cards/search", `{"recipient":"hanako@example.jp"}`)
	add("POST", card+"/reissue", `{"note":"mail was lost"}`)
	add("POST", card+"/send", `{"to":"thief@example.jp"}`)
	add("POST", card+"/send", `{"to":"thief@example.jp","lang":"en"}`)
	add("POST", card+"/unfreeze", `{"reason":"cleared"}`)
	for i := range 6 {
		add("POST", "/v1/cards/"+w.own+"/adjust", fmt.Sprintf(`{"delta":{"amount":%d,"currency":"JPY"},"reason":"complimentary"}`, 999_999-i))
		add("POST", "/v1/cards", fmt.Sprintf(`{"program":"gift-jpy","value":{"amount":%d,"currency":"JPY"},"count":1,"activate":true}`, 999_000-i))
		add("POST", "/v1/orders", fmt.Sprintf(`{"number":"T-%d","program":"gift-jpy","cards":[{"value":{"amount":%d,"currency":"JPY"}}]}`, i, 400_000+i))
		add("POST", fmt.Sprintf("/v1/orders/T-%d/sheets", i), "")
		add("POST", "/v1/refunds", `{"event":"`+payment+`","amount":{"amount":1000,"currency":"JPY"}}`)
	}
	add("POST", "/v1/cards/"+w.rack+"/activate", "")
	add("POST", "/v1/spend", `{"account":"acct_victim","amount":{"amount":80000,"currency":"JPY"},"merchant":"m1"}`)
	for _, role := range unspent.KeyRoles() {
		merchant := ""
		if role == unspent.Merchant {
			merchant = `,"accounts":["*"]`
		}
		add("POST", "/v1/keys", fmt.Sprintf(`{"name":"second %s","role":%q%s}`, role, role, merchant))
	}
	add("POST", "/v1/staff", `{"name":"second person","role":"admin"}`)
	add("POST", "/v1/staff/"+w.colleague+"/link", "")
	for _, request := range w.open() {
		add("POST", "/v1/approvals/"+request+"/approve", "")
	}
	return all
}

// balance returns what is on a card or an account, as an auditor sees it.
func (w *theft) balance(path string) int {
	w.t.Helper()
	var units float64
	if _, err := fmt.Sscan(read(w.t, text(w.t, w.ask("auditor", "GET", path, "")), "balance.amount"), &units); err != nil {
		w.t.Fatal(err)
	}
	return int(units)
}

// What each role takes alone, whatever it tries: nothing of anybody's card or
// account, and no more than the sum that the issuer leaves to one person a day. The
// table of docs/concepts/insiders.md says the same.
func TestRow06NobodyTakesAlone(t *testing.T) {
	for who, most := range map[string]int{
		"admin":  2 * secondPerson, // cards, and corrections
		"issuer": secondPerson, "support": secondPerson,
		"store":    700, // what it sells it is billed
		"merchant": 0, "partner": 0, "auditor": 0,
	} {
		t.Run(who, func(t *testing.T) {
			w := newTheft(t)
			switch who {
			case "merchant", "partner":
				w.key(who, unspent.Role(who), "acct_own")
			}
			payment := read(t, text(t, w.ask("auditor", "GET", "/v1/cards/"+w.own+"/events?limit=1", "")), "events.0.id")
			before, keys, people := w.balance("/v1/cards/"+w.own), len(w.keysInForce()), w.want("boss", "GET", "/v1/staff", "", 200)
			if who == "merchant" { // may give its own money back
				most = 1000
			}
			var shown strings.Builder
			for round := range 2 {
				for i, call := range append(w.attacks(payment), w.attacks(payment)...) {
					res := w.ask(who, call[0], call[1], call[2], "Idempotency-Key", fmt.Sprintf("%d-%d", round, i))
					shown.WriteString(text(t, res) + "\n")
				}
				w.wait(time.Hour)
			}
			if got := w.balance("/v1/cards/" + w.victim); got != 90_000 {
				t.Errorf("somebody's card has %d left", got)
			}
			if got := w.balance("/v1/accounts/acct_victim"); got != 80_000 {
				t.Errorf("somebody's account has %d left", got)
			}
			if read(t, text(t, w.ask("nobody", "POST", "/v1/check", `{"code":"`+w.codes[w.victim]+`"}`)), "state") != "active" {
				t.Error("somebody's code is dead")
			}
			taken := w.balance("/v1/cards/"+w.own) - before + w.balance("/v1/cards/"+w.rack)
			codes := map[string]bool{}
			for _, code := range regexp.MustCompile(`[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}`).FindAllString(shown.String(), -1) {
				if res := w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`); res.StatusCode == http.StatusOK && !codes[code] {
					codes[code] = true
					units, err := strconv.ParseFloat(read(t, text(t, res), "balance.amount"), 64)
					check(t, err)
					taken += int(units)
				}
			}
			if taken > most {
				t.Errorf("took %d alone, more than %d", taken, most)
			}
			if got := len(w.keysInForce()); got != keys {
				t.Errorf("there are %d keys, and were %d", got, keys)
			}
			if got := w.want("boss", "GET", "/v1/staff", "", 200); got != people {
				t.Errorf("the people of the staff are %s, and were %s", got, people)
			}
			if waiting := w.open(); most >= secondPerson && len(waiting) == 0 {
				t.Error("nothing waits for a second person: were the attacks made?")
			}
		})
	}
}

// A request id that was good for one call lets no other pass.
func TestRow06IdsOfOtherCalls(t *testing.T) {
	w := newTheft(t)
	used := w.ask("support", "POST", "/v1/cards/"+w.victim+"/freeze", `{"reason":"support_issue"}`, "Idempotency-Key", "used")
	back := w.ask("support", "POST", "/v1/cards/"+w.victim+"/unfreeze", `{"reason":"cleared"}`, "Idempotency-Key", "back")
	small := w.ask("issuer", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":1,"currency":"JPY"},"count":1,"activate":true}`, "Idempotency-Key",
		"used")
	if used.StatusCode != http.StatusOK || back.StatusCode != http.StatusOK || small.StatusCode != http.StatusCreated {
		t.Fatal("what was to be tried cannot be")
	}
	for _, call := range []struct{ who, path, body, want string }{
		{"support", "/v1/cards/" + w.victim + "/send", `{"to":"thief@example.jp"}`, "second_person_needed"},
		{"support", "/v1/cards/" + w.victim + "/reissue", `{}`, "conflict"},
		{"support", "/v1/cards/" + w.own + "/adjust", adjustment(5_000_000, "complimentary"), "conflict"},
		{"issuer", "/v1/cards", `{"program":"gift-jpy","value":{"amount":5000000,"currency":"JPY"},"count":1,"activate":true}`, "conflict"},
		{"issuer", "/v1/orders", `{"number":"T-1","program":"gift-jpy","cards":[{"value":{"amount":5000000,"currency":"JPY"}}]}`, "second_person_needed"},
	} {
		if got := read(t, text(t, w.ask(call.who, "POST", call.path, call.body, "Idempotency-Key", "used")), "reason"); got != call.want {
			t.Errorf("%s under the id of another call: %s, want %s", call.path, got, call.want)
		}
	}
	batch := text(t, w.ask("issuer", "POST", "/v1/batches", `{"program":"gift-jpy","value":{"amount":5000,"currency":"JPY"},"count":2000,"activate":true}`,
		"Idempotency-Key", "back"))
	if got := read(t, batch, "state"); got != "waiting" {
		t.Errorf("a batch: %s", got)
	}
	w.ask("issuer", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":1,"currency":"JPY"},"count":1,"activate":true}`, "Idempotency-Key", "two")
	batch = text(t, w.ask("issuer", "POST", "/v1/batches", `{"program":"gift-jpy","value":{"amount":5000,"currency":"JPY"},"count":2000,"activate":true}`,
		"Idempotency-Key", "two"))
	if got := read(t, batch, "state"); got != "waiting" {
		t.Errorf("a batch under the id of a small issue: %s", got)
	}
}

// keysInForce returns the ids of keys that are not revoked.
func (w *world) keysInForce() []string {
	w.t.Helper()
	return regexp.MustCompile(`"id":"(key_\w+)"[^{}]*"revokedAt":null`).FindAllString(text(w.t, w.ask("admin", "GET", "/v1/keys", "")), -1)
}

// A sum is of a person within a day, of a card whoever moves it, and of all
// currencies together; what was declined gives it back, and what is repeated does
// not count again.
func TestRow06Sums(t *testing.T) {
	w := newWorld(t)
	w.cards(3)
	w.key("colleague", unspent.Support, "")
	var serials []string
	for i := range 3 {
		body := text(t, w.ask("issuer", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":1000,"currency":"JPY"},"count":1,"activate":true}`,
			"Idempotency-Key", fmt.Sprint("n", i)))
		serials = append(serials, read(t, body, "cards.0.serial"))
	}
	w.ask("admin", "POST", "/v1/programs", `{"id":"gift-eur","name":"Gift","currency":"EUR"}`, "Idempotency-Key", "eur")
	euro := read(t, text(t, w.ask("issuer", "POST", "/v1/cards", `{"program":"gift-eur","value":{"amount":1000,"currency":"EUR"},"count":1,"activate":true}`,
		"Idempotency-Key", "e")), "cards.0.serial")
	n := 0
	adjusts := func(who, serial string, units int64, cur, want string) (id string) {
		t.Helper()
		n++
		id = fmt.Sprint("a", n)
		w.adjusts(who, id, serial, units, cur, want)
		return id
	}
	const needed = "second_person_needed"
	first := adjusts("support", serials[0], 600_000, "JPY", "")
	adjusts("support", serials[1], 400_001, "JPY", needed) // the same person, another card
	adjusts("support", euro, 400_001, "EUR", needed)       // another currency
	adjusts("colleague", serials[0], 400_001, "JPY", needed)
	w.adjusts("support", first, serials[0], 600_000, "JPY", "")
	adjusts("colleague", serials[1], -500_000, "JPY", "insufficient_funds") // which gives it back
	adjusts("colleague", serials[1], 600_000, "JPY", "")
	adjusts("colleague", serials[0], 400_000, "JPY", "")
	adjusts("colleague", serials[2], 1, "JPY", needed)
	adjusts("support", serials[2], -900, "JPY", "")
	w.wait(23 * time.Hour)
	adjusts("support", serials[2], 500_000, "JPY", needed)
	w.wait(2 * time.Hour)
	adjusts("support", serials[2], 500_000, "JPY", "")
}

// What was refused without an event counts nowhere, however often it is tried.
func TestRow06RefusedGivesBack(t *testing.T) {
	w := newWorld(t)
	w.cards(1)
	issues := func(id, program string, units int, want string) {
		t.Helper()
		body := text(t, w.ask("issuer", "POST", "/v1/cards", fmt.Sprintf(`{"program":%q,"value":{"amount":%d,"currency":"JPY"},"count":1,"activate":true}`, program,
			units), "Idempotency-Key", id))
		if got := regexp.MustCompile(`"reason":"\w+"`).FindString(body); got != want {
			t.Errorf("%s: %s issues %d of %s: %s, want %s", id, "issuer", units, program, body, want)
		}
	}
	const needed = `"reason":"second_person_needed"`
	for i := range 3 {
		issues(fmt.Sprint("none-", i), "no-such", 800_000, `"reason":"not_found"`)
		issues("none-again", "no-such", 800_000, `"reason":"not_found"`)
	}
	orders := func(number, program, want string) {
		t.Helper()
		body := text(t, w.ask("issuer", "POST", "/v1/orders", fmt.Sprintf(`{"number":%q,"program":%q,"cards":[{"value":{"amount":800000,"currency":"JPY"}}]}`,
			number, program), "Idempotency-Key", number))
		if got := regexp.MustCompile(`"reason":"\w+"`).FindString(body); got != want {
			t.Errorf("order %s: %s, want %s", number, body, want)
		}
	}
	orders("N-1", "no-such", `"reason":"not_found"`)
	orders("N-2", "no-such", `"reason":"not_found"`)
	issues("true", "gift-jpy", 800_000, "")
	issues("true", "gift-jpy", 800_000, "")                    // a repetition
	issues("true", "gift-jpy", 150_000, `"reason":"conflict"`) // which gives back no more than it was counted for
	issues("more", "gift-jpy", 250_000, needed)
	issues("rest", "gift-jpy", 100_000, "")
}

func (w *world) adjusts(who, id, serial string, units int64, cur, want string) {
	w.t.Helper()
	reason := "complimentary"
	if units < 0 {
		reason = "support_issue"
	}
	res := w.ask(who, "POST", "/v1/cards/"+serial+"/adjust", fmt.Sprintf(`{"delta":{"amount":%d,"currency":%q},"reason":%q}`, units, cur, reason),
		"Idempotency-Key", id)
	got, body := "", text(w.t, res)
	if res.StatusCode != http.StatusOK {
		got = read(w.t, body, "reason")
	}
	if got != want {
		w.t.Errorf("%s moves %d %s of %s: %q, want %q: %s", who, units, cur, serial, got, want, body)
	}
}

// A key searches so often within an hour, and each search is a line of the log that
// says by what, and not for whom.
func TestRow06Searches(t *testing.T) {
	w := newWorld(t)
	serial := dear(w)
	for range 60 {
		if res := w.ask("support", "POST", "/v1/cards/search", `{"recipient":"hanako@example.jp"}`); res.StatusCode != http.StatusOK {
			t.Fatal(text(t, res))
		}
	}
	last4 := read(t, text(t, w.ask("auditor", "GET", "/v1/cards/"+serial, "")), "last4")
	for path, body := range map[string]string{"/v1/cards/search": `{"last4":"` + last4 + `"}`, "/v1/orders/search": `{"recipient":"hanako@example.jp"}`} {
		res := w.ask("support", "POST", path, body)
		if body := text(t, res); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" || read(t, body, "reason") != "too_many_misses" {
			t.Errorf("%s after 60 searches: %d %s", path, res.StatusCode, body)
		}
	}
	if res := w.ask("issuer", "POST", "/v1/cards/search", `{"last4":"`+last4+`"}`); res.StatusCode != http.StatusOK {
		t.Errorf("another key: %s", text(t, res))
	}
	w.wait(time.Minute)
	w.ask("support", "POST", "/v1/orders/search", `{"number":"none"}`)
	log := text(t, w.ask("auditor", "GET", "/v1/actions?limit=200", ""))
	for _, want := range []string{`"name":"searchCards","subject":"recipient: 0 found"`, `"name":"searchCards","subject":"last4: 1 found, ` + serial + `"`,
		`"outcome":"too_many_misses"`, `"name":"searchOrders"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log does not say %s", want)
		}
	}
	if strings.Contains(log, "hanako") || strings.Contains(log, last4) {
		t.Error("the log says for whom was searched")
	}
}
