package httpapi_test

import (
	"strings"
	"testing"
)

// A refusal that decided nothing is not kept: the same request is decided once there
// is something to decide about, and from then on the answer is always the same. The
// reference promises no more.
func TestRow11_NotFoundIsNoDecision(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	ask := func(id, path, body string) (status int, replayed bool) {
		who := "merchant"
		if path == "/v1/claim" {
			who = "partner"
		}
		res := w.ask(who, "POST", path, body, "Idempotency-Key", id)
		return res.StatusCode, res.Header.Get("Idempotent-Replayed") == "true"
	}
	spend := `{"account":"acct_taro","amount":{"amount":100,"currency":"JPY"},"merchant":"m1"}`
	other := `{"account":"acct_taro","amount":{"amount":200,"currency":"JPY"},"merchant":"m1"}`
	for i, step := range []struct {
		id, path, body string
		status         int
		replayed       bool
	}{
		{"pay", "/v1/spend", spend, 404, false},
		{"pay", "/v1/spend", spend, 404, false},
		{"pay", "/v1/spend", other, 404, false}, // nor is the id taken
		{"claim", "/v1/claim", `{"code":"` + code + `","account":"acct_taro"}`, 201, false},
		{"pay", "/v1/spend", spend, 201, false},
		{"pay", "/v1/spend", spend, 201, true},
		{"pay", "/v1/spend", other, 409, false},
		{"much", "/v1/spend", strings.Replace(spend, "100", "9000", 1), 422, false}, // a decline is a decision
		{"much", "/v1/spend", strings.Replace(spend, "100", "9000", 1), 422, true},
	} {
		if status, replayed := ask(step.id, step.path, step.body); status != step.status || replayed != step.replayed {
			t.Errorf("step %d: %d, replayed %t; want %d, %t", i, status, replayed, step.status, step.replayed)
		}
	}
	promise := read(t, text(t, w.ask("nobody", "GET", "/openapi.json", "")), "info.description")
	for _, want := range []string{"once the book has decided a request", "not_found (there is nothing", "is not kept"} {
		if !strings.Contains(strings.ReplaceAll(promise, "\n", " "), want) {
			t.Errorf("the document does not say %q", want)
		}
	}
}
