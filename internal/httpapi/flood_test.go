package httpapi_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/httpapi"
)

// Row 8 of what surrounds the journal: verifying a receipt reads one event however
// many lie between, and whoever sends receipts that nobody here signed is slowed
// like one who guesses codes.
func TestRow08ForgedReceiptsAreSlowed(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	receipt := read(t, text(t, w.ask("", "POST", "/v1/receipts", `{"code":"`+code+`"}`)), "receipt")
	verify := func(compact string) *http.Response {
		return w.ask("", "POST", "/v1/receipts/verify", `{"receipt":"`+compact+`"}`)
	}
	dot := strings.LastIndexByte(receipt, '.')
	forged := receipt[:dot+1] + strings.Repeat("A", len(receipt)-dot-1)
	for range 100 {
		if res := verify(receipt); res.StatusCode != http.StatusOK {
			t.Fatalf("a true receipt = %s", text(t, res))
		}
	}
	for i := range 5 {
		if got := read(t, text(t, verify(forged)), "reason"); got != "receipt_signature" {
			t.Fatalf("forged receipt %d = %s", i, got)
		}
	}
	if got := read(t, text(t, verify(forged)), "reason"); got != "work_required" {
		t.Errorf("after five forged receipts = %s; want work_required", got)
	}
}

// Row 5: a loop of holds ends soon, from one place and from many, and the card that
// takes the card's place is as tired; a hand-over with its mistakes goes through,
// and what was done is answered again.
func TestRow05HoldsOfOneCardEnd(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	n := 0
	ask := func(path, body string, want ...int) string {
		t.Helper()
		n++
		method := http.MethodPost
		if strings.HasPrefix(path, "/v1/holds/") && !strings.HasSuffix(path, "/release") {
			method = http.MethodDelete
		}
		res := w.askFrom(fmt.Sprintf("203.0.%d.9:1", n), "", method, path, body, "Idempotency-Key", fmt.Sprintf("id-%d", n))
		if !slices.Contains(want, res.StatusCode) {
			t.Fatalf("%s %s, the %d. write = %d %s", method, path, n, res.StatusCode, text(t, res))
		}
		return text(t, res)
	}
	hold := func(want ...int) (id, secret string) {
		t.Helper()
		answer := ask("/v1/holds", `{"code":"`+code+`","for":"b@example.jp","until":"2027-01-16T10:00:00Z"}`, want...)
		if strings.Contains(answer, "too_many_changes") {
			return "", ""
		}
		return read(t, answer, "hold.id"), read(t, answer, "secret")
	}
	for range 3 {
		id, secret := hold(201)
		ask("/v1/holds/"+id, `{"secret":"`+secret+`"}`, 200)
	}
	moved := ask("/v1/transfers", `{"code":"`+code+`"}`, 201)
	code = read(t, moved, "card.code")
	for {
		id, secret := hold(201, 429)
		if id == "" {
			break
		}
		if again := w.askFrom("203.0.113.9:1", "", "POST", "/v1/holds", `{"code":"`+code+`","for":"b@example.jp","until":"2027-01-16T10:00:00Z"}`,
			"Idempotency-Key", fmt.Sprintf("id-%d", n)); again.StatusCode != http.StatusCreated || again.Header.Get("Idempotent-Replayed") != "true" {
			t.Fatalf("the %d. write again = %s", n, text(t, again))
		}
		if n > 30 {
			t.Fatal("thirty writes on one card were let through")
		}
		ask("/v1/holds/"+id, `{"secret":"`+secret+`"}`, 200)
	}
	w.wait(30 * time.Minute)
	hold(429)
	w.wait(time.Hour + time.Second)
	if id, _ := hold(201); id == "" {
		t.Error("after its pause the card is still left alone")
	}
	if res := w.ask("partner", "POST", "/v1/check", `{"code":"`+code+`"}`); res.StatusCode != http.StatusOK {
		t.Errorf("a check of the tired card = %s", text(t, res))
	}
}

// One place cannot fill the journal by way of many cards, and one proof is enough
// for both gates.
func TestRow05WritesOfOnePlaceCostWork(t *testing.T) {
	w := newWorld(t)
	codes := w.cards(22)
	var worked []int
	for i, code := range codes {
		for range 5 * (i / 21) { // before the last, as many misses as cost work
			w.ask("", "POST", "/v1/check", `{"code":"00000-00000-00000-00000"}`)
		}
		body := `{"code":"` + code + `","for":"b@example.jp","until":"2027-01-16T10:00:00Z"}`
		id := fmt.Sprintf("hold-%d", i)
		res := w.ask("", "POST", "/v1/holds", body, "Idempotency-Key", id)
		if res.StatusCode == http.StatusForbidden {
			answer := text(t, res)
			bits, err := strconv.Atoi(read(t, answer, "challenge.bits"))
			check(t, err)
			proof, err := gate.Solve(t.Context(), gate.Challenge{Text: read(t, answer, "challenge.text"), Bits: bits})
			check(t, err)
			worked = append(worked, i)
			res = w.ask("", "POST", "/v1/holds", body, "Idempotency-Key", id, "Unspent-Work", proof)
		}
		if res.StatusCode != http.StatusCreated {
			t.Fatalf("hold %d = %s", i, text(t, res))
		}
	}
	if !slices.Equal(worked, []int{20, 21}) {
		t.Errorf("holds %v cost work; want those after the twentieth", worked)
	}
}

// The metric says when the journal grows and no value moves, and when that is over.
func TestRow05IdleGrowthIsTold(t *testing.T) {
	reg := prometheus.NewRegistry()
	m, err := httpapi.NewMetrics(reg)
	check(t, err)
	var told []bool
	m.Growing = func(growing bool, _, _ int) { told = append(told, growing) }
	at := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	batch := func(minute int, o book.Outcome, n int) {
		m.Observe(book.Observation{At: at.Add(time.Duration(minute) * time.Minute), Commands: n, Outcomes: slices.Repeat([]book.Outcome{o}, n)})
	}
	held := book.Outcome{Kind: unspent.Held, Booked: true}
	refused := book.Outcome{Kind: unspent.Spent, Reason: unspent.Insufficient, Booked: true}
	spent := book.Outcome{Kind: unspent.Spent, Booked: true}
	again := book.Outcome{Kind: unspent.Held, Replayed: true}
	batch(0, spent, 100)
	batch(1, held, 599)
	batch(2, again, 5000)
	batch(3, refused, 400)
	if len(told) != 0 {
		t.Fatalf("told %v while value moved too", told)
	}
	batch(4, refused, 2)
	batch(5, refused, 2)
	batch(20, spent, 1)
	if !slices.Equal(told, []bool{true, false}) {
		t.Errorf("told %v; want the beginning and the end", told)
	}
}
