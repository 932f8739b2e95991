package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
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
