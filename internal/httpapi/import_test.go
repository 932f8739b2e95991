package httpapi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/store"
)

// audited derives everything anew and compares.
func (w *world) audited() {
	w.t.Helper()
	err := w.kept.View(w.t.Context(), func(r store.Reader) error {
		result, err := audit.Run(w.t.Context(), r, audit.Options{})
		if err == nil && !result.Clean() {
			w.t.Errorf("the audit: %v", result.Findings)
		}
		return err
	})
	check(w.t, err)
}

// ownProgram has codes of 16 digits with a PIN of four.
const ownProgram = `{"id":"old","name":"Old","currency":"JPY","codeFormat":{"alphabet":"0123456789","length":16,"check":"luhn","pin":4}}`

// importing is the body of an import into a program.
func importing(program, more string, cards ...string) string {
	return fmt.Sprintf(`{"program":%q,%s"cards":[%s]}`, program, more, strings.Join(cards, ","))
}

// TestSecondRow01Import brings cards of elsewhere: each stands as it did there, is
// found by its own code in any spelling, and is in report and audit.
func TestSecondRow01Import(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", ownProgram, 201)
	const face = `"face":{"amount":5000,"currency":"JPY"}`
	body := importing("old", "",
		`{"code":"4000 0012 3412 3412","pin":"0417",`+face+`,"balance":{"amount":3800,"currency":"JPY"},"order":"A-1","recipient":"taro@example.jp",
			"expiresAt":"2036-12-31T14:59:59Z","firstSeen":"2025-04-01T00:00:00Z"}`,
		`{"code":"40000012341234200001",`+face+`}`,
		`{"code":"4000001234123438","pin":"0002",`+face+`,"state":"spent"}`,
		`{"code":"4000001234123446","pin":"0003",`+face+`,"state":"inactive"}`,
		`{"code":"4000001234123453","pin":"0004",`+face+`,"frozen":"chargeback"}`,
		`{"code":"4000001234123461","pin":"0005",`+face+`,"state":"void"}`,
		`{"code":"4000001234123479","pin":"0006",`+face+`,"state":"expired","expiresAt":"2024-01-01T00:00:00Z"}`,
		`{"code":"4000001234123413","pin":"0007",`+face+`}`,
		`{"code":"4000001234123487","pin":"0008",`+face+`,"order":"4000-0012-3412-3487"}`,
		`{"code":"4000001234123495","pin":"0009",`+face+`,"state":"spent","balance":{"amount":1,"currency":"JPY"}}`)
	dry := w.want("admin", "POST", "/v1/imports", strings.Replace(body, `"cards"`, `"dryRun":true,"cards"`, 1), 201)
	if read(t, dry, "imported") != "7" || read(t, dry, "refused") != "3" {
		t.Errorf("the dry run: %s", dry)
	}
	if said := w.want("merchant", "POST", "/v1/check", `{"code":"4000001234123412 0417"}`, 404); !strings.Contains(said, "not_found") {
		t.Errorf("after the dry run: %s", said)
	}
	done := w.want("admin", "POST", "/v1/imports", body, 201)
	if read(t, done, "imported") != "7" || read(t, done, "refused") != "3" || strings.Contains(done, "400000123412") {
		t.Errorf("the import: %s", done)
	}
	again := w.want("admin", "POST", "/v1/imports", body, 201)
	if read(t, again, "imported") != "0" || read(t, again, "known") != "7" || read(t, again, "rows.0.serial") != read(t, done, "rows.0.serial") {
		t.Errorf("the same file again: %s", again)
	}
	for typed, want := range map[string]string{
		"4000-0012-3412-3412 0417": "active 3800", "４０００００１２３４１２３４１２０４１７": "active 3800", "4000001234123420 0001": "active 5000",
		"4000001234123438 0002": "spent 0", "4000001234123446 0003": "inactive 0", "4000001234123461 0005": "void 0", "4000001234123479 0006": "expired 0",
	} {
		card := w.want("nobody", "POST", "/v1/check", fmt.Sprintf(`{"code":%q}`, typed), 200)
		if got := read(t, card, "state") + " " + read(t, card, "balance.amount"); got != want {
			t.Errorf("%s is %s, want %s", typed, got, want)
		}
	}
	record := w.want("support", "GET", "/v1/cards/"+read(t, done, "rows.0.serial"), "", 200)
	if !strings.Contains(record, `"activatedAt":"2025-04-01T00:00:00Z"`) || !strings.Contains(record, `"order":"A-1"`) ||
		!strings.Contains(record, `"expiresAt":"2036-12-31T14:59:59Z"`) {
		t.Errorf("the record: %s", record)
	}
	w.want("nobody", "POST", "/v1/check", `{"code":"4000001234123412 0418"}`, 404)
	w.want("merchant", "POST", "/v1/spend", `{"code":"4000001234123412 0417","amount":{"amount":800,"currency":"JPY"},"merchant":"m1"}`, 201)
	if got := read(t, w.want("auditor", "GET", "/v1/reports/unspent", "", 200), "programs.0.total.amount"); got != "13000" {
		t.Errorf("unspent value: %s", got)
	}
	w.want("issuer", "POST", "/v1/imports", body, 403)
	w.audited()
}

// TestSecondRow01ShortCodes looks codes up that could be guessed: without a PIN at a
// till only, and a miss counts as several.
func TestSecondRow01ShortCodes(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", `{"id":"tiny","name":"Tiny","currency":"JPY","codeFormat":{"alphabet":"0123456789","length":10}}`, 201)
	w.want("admin", "POST", "/v1/programs", `{"id":"other","name":"Other","currency":"JPY","codeFormat":{"alphabet":"0123456789","length":6,"pin":4}}`, 409)
	w.want("admin", "POST", "/v1/imports", importing("tiny", "", `{"code":"1234567890","face":{"amount":500,"currency":"JPY"}}`), 201)
	w.want("nobody", "POST", "/v1/check", `{"code":"1234567890"}`, 401)
	if card := w.want("merchant", "POST", "/v1/check", `{"code":"12345-67890"}`, 200); read(t, card, "balance.amount") != "500" {
		t.Errorf("at a till: %s", card)
	}
	w.want("issuer", "POST", "/v1/cards", `{"program":"tiny","value":{"amount":500,"currency":"JPY"},"count":1,"activate":true}`, 400)
	w.want("admin", "POST", "/v1/programs", ownProgram, 201)
	misses := func(from, code string) (n int) {
		for n < 100 && w.askFrom(from, "nobody", "POST", "/v1/check", fmt.Sprintf(`{"code":%q}`, code)).StatusCode == 404 {
			n++
		}
		return n
	}
	own, ours := misses("192.0.2.7:1", "40000012341234120418"), misses("198.51.100.7:1", unspent.DeriveCode([32]byte{7}, 0).Reveal())
	if own == 0 || own >= ours {
		t.Errorf("%d misses of a short code, and %d of ours, before work is asked for", own, ours)
	}
}

// TestSecondRow07NumericCodes issues codes for a keypad.
func TestSecondRow07NumericCodes(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", `{"id":"keypad","name":"Keypad","currency":"JPY","codeFormat":{"alphabet":"0123456789","length":20,"check":"luhn"}}`, 201)
	const body = `{"program":"keypad","value":{"amount":500,"currency":"JPY"},"count":3,"activate":true}`
	issue := func() string {
		return text(t, w.ask("issuer", "POST", "/v1/cards", body, "Idempotency-Key", "numeric-1"))
	}
	made := issue()
	code := read(t, made, "cards.2.code")
	if len(code) != 20 || strings.Trim(code, "0123456789") != "" {
		t.Errorf("the code: %s", code)
	}
	if again := issue(); again != made {
		t.Errorf("asked again: %s, and before: %s", again, made)
	}
	w.want("nobody", "POST", "/v1/check", fmt.Sprintf(`{"code":%q}`, code), 200)
	w.audited()
}

// What is taken over counts against the second person's limit, unsold cards with what they
// are sold for; nothing counts that is not taken over, and no row of another currency
// hides the others.
func TestImportsNeedASecondPerson(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", ownProgram, 201)
	const row = `{"code":"%s","pin":"0417","face":{"amount":%d,"currency":"%s"},"state":"%s"}`
	dear, unsold := fmt.Sprintf(row, "4000001234123412", 400_000, "JPY", "active"), fmt.Sprintf(row, "4000001234123412", 90_000_000, "JPY", "inactive")
	foreign := fmt.Sprintf(row, "4000001234123420", 1, "USD", "active")
	for name, cards := range map[string][]string{"unsold": {unsold}, "behind another currency": {foreign, unsold}} {
		if said := w.want("admin", "POST", "/v1/imports", importing("old", "", cards...), 409); !strings.Contains(said, "second person") {
			t.Errorf("%s: %s", name, said)
		}
	}
	for range 3 { // known from the second time on
		w.want("admin", "POST", "/v1/imports", importing("old", "", foreign, dear), 201)
	}
	w.audited()
}
