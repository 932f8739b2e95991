package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/internal/gate"
)

// The hot calls and the others refuse the same bad input with the same answer,
// header and body.
func TestHotRoutesRefuseLikeTheOthers(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	type input struct {
		body    string
		headers []string
	}
	inputs := []input{
		{body: ""}, {body: "{"}, {body: "[]"}, {body: "null"}, {body: `{"code":"` + code + `"} x`}, {body: `{"code":null}`}, {body: `{"code":7}`},
		{body: `{"code":"` + code + `","code":"` + code + `"}`}, {body: "{\"code\":\"\xff\"}"}, {body: `{"code":"short"}`},
		{body: `{"code":"00000-00000-00000-00001"}`}, {body: `{"code":"00000-00000-00000-00000"}`},
		{body: `{"code":"` + strings.Repeat("x", 65<<10) + `"}`},
		{body: `{"code":"` + code + `"}`, headers: []string{"Content-Type", "text/plain"}},
		{body: `{"code":"` + code + `"}`, headers: []string{"Authorization", "Bearer uk_none_none"}},
		{body: `{"code":"` + code + `"}`, headers: []string{"Authorization", "nonsense"}},
	}
	answer := func(who, path string, in input) string {
		res := w.ask(who, "POST", path, in.body, append([]string{"Idempotency-Key", "k"}, in.headers...)...)
		if res.StatusCode < 400 {
			t.Errorf("POST %s %.60s answers %d", path, in.body, res.StatusCode)
		}
		delete(res.Header, "Date")
		return fmt.Sprint(res.StatusCode, res.Header, text(t, res))
	}
	for _, in := range inputs {
		hot := answer("partner", "/v1/check", in)
		for _, cold := range []string{"/v1/receipts", "/v1/holds/hld_1/release"} {
			if cold == "/v1/receipts" && strings.HasPrefix(in.body, `{"code":"`) && strings.Contains(in.body, `","code"`) {
				continue
			}
			if diff := cmp.Diff(hot, answer("partner", cold, in)); diff != "" {
				t.Errorf("%.60s %v: /v1/check and %s differ:\n%s", in.body, in.headers, cold, diff)
			}
		}
	}
	for name, in := range map[string]input{
		"no id":       {body: `{}`, headers: []string{"Idempotency-Key", ""}},
		"long id":     {body: `{}`, headers: []string{"Idempotency-Key", strings.Repeat("x", 65)}},
		"a query":     {body: `{}`},
		"broken":      {body: `{"amount"`},
		"wrong money": {body: `{"amount":{"amount":1.5,"currency":"JPY"}}`},
	} {
		suffix := ""
		if name == "a query" {
			suffix = "?x=1"
		}
		hot := answer("admin", "/v1/spend"+suffix, in)
		if diff := cmp.Diff(hot, answer("admin", "/v1/refunds"+suffix, in)); diff != "" {
			t.Errorf("%s: /v1/spend and /v1/refunds differ:\n%s", name, diff)
		}
	}
}

func TestUnknownCodesCostWorkAndThenAPause(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	limits := gate.DefaultLimits()
	const unknown = `{"code":"00000-00000-00000-00000"}`
	for range limits.Client.Work + 3 {
		if res := w.ask("nobody", "POST", "/v1/check", `{"code":"00000-00000-00000-00001"}`); res.StatusCode != 422 {
			t.Fatalf("a mistyped code answers %d: %s", res.StatusCode, text(t, res))
		}
	}
	for i := range limits.Client.Work {
		if res := w.ask("nobody", "POST", "/v1/check", unknown); res.StatusCode != 404 {
			t.Fatalf("miss %d answers %d: %s", i, res.StatusCode, text(t, res))
		}
	}
	res := w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`)
	body := text(t, res)
	if res.StatusCode != 403 || read(t, body, "reason") != "work_required" || read(t, body, "challenge.route") != "/v1/check" {
		t.Fatalf("after %d misses: %d %s", limits.Client.Work, res.StatusCode, body)
	}
	solve := func(body, at string) string {
		var c gate.Challenge
		prefix := ""
		if at != "" {
			prefix = at + "."
		}
		c.Text, c.Route = read(t, body, prefix+"text"), read(t, body, prefix+"route")
		bits, err := strconv.Atoi(read(t, body, prefix+"bits"))
		check(t, err)
		c.Bits = bits
		proof, err := gate.Solve(t.Context(), c)
		check(t, err)
		return proof
	}
	proof := solve(body, "challenge")
	if res := w.ask("nobody", "POST", "/v1/receipts", `{"code":"`+code+`"}`, "Unspent-Work", proof); res.StatusCode != 403 {
		t.Errorf("a proof for /v1/check at /v1/receipts answers %d: %s", res.StatusCode, text(t, res))
	}
	if res := w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`, "Unspent-Work", proof); res.StatusCode != 200 {
		t.Errorf("with the proof: %d %s", res.StatusCode, text(t, res))
	}
	if res := w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`, "Unspent-Work", proof); res.StatusCode != 403 {
		t.Errorf("with the proof again: %d %s", res.StatusCode, text(t, res))
	}
	if res := w.ask("partner", "POST", "/v1/check", `{"code":"`+code+`"}`); res.StatusCode != 200 {
		t.Errorf("with a key: %d %s", res.StatusCode, text(t, res))
	}
	for range limits.Client.Refuse - limits.Client.Work {
		proof := solve(text(t, w.ask("nobody", "GET", "/v1/challenge?route=/v1/check", "")), "")
		if res := w.ask("nobody", "POST", "/v1/check", unknown, "Unspent-Work", proof); res.StatusCode != 404 {
			t.Fatalf("a miss with work answers %d: %s", res.StatusCode, text(t, res))
		}
	}
	res = w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`)
	if body := text(t, res); res.StatusCode != 429 || res.Header.Get("Retry-After") == "" || read(t, body, "reason") != "too_many_misses" {
		t.Errorf("after %d misses: %d, Retry-After %q, %s", limits.Client.Refuse, res.StatusCode, res.Header.Get("Retry-After"), body)
	}
	w.wait(24 * time.Hour)
	if res := w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`); res.StatusCode != 200 {
		t.Errorf("a day later: %d %s", res.StatusCode, text(t, res))
	}
}

// An unknown code, an unknown hold and a wrong secret answer alike.
// A refusal is a row of the journal: a caller without a key who has one dead
// code pays for each as for a code that is not found, but not for a repetition.
func TestRefusalsOfHoldersCount(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	refused := func(id string) string {
		res := w.ask("", "POST", "/v1/transfers", `{"code":"`+code+`"}`, "Idempotency-Key", id)
		return read(t, text(t, res), "reason")
	}
	if res := w.ask("", "POST", "/v1/transfers", `{"code":"`+code+`"}`, "Idempotency-Key", "the-one-that-goes-through"); res.StatusCode != 201 {
		t.Fatalf("transfer = %d", res.StatusCode)
	}
	for range 20 {
		if got := refused("the-same-id-every-time"); got != "replaced" {
			t.Fatalf("a repeated refusal = %q, want replaced", got)
		}
	}
	for i := range 20 {
		switch got := refused(fmt.Sprintf("another-id-%d", i)); {
		case got == "work_required":
			return
		case got != "replaced":
			t.Fatalf("a refusal = %q, want replaced or work_required", got)
		}
	}
	t.Error("20 refusals cost a holder no work")
}

// Declines fill the journal, so a key has only so many an hour; and the receipts
// of a card that has all of them are compared all the same.
func TestDeclinesOfAKeyAreLimited(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	receipt := read(t, text(t, w.ask("", "POST", "/v1/receipts", `{"code":"`+code+`"}`)), "receipt")
	spend := func(who, id string, amount int) *http.Response {
		body := fmt.Sprintf(`{"code":%q,"amount":{"amount":%d,"currency":"JPY"},"merchant":"m1"}`, code, amount)
		return w.ask(who, "POST", "/v1/spend", body, "Idempotency-Key", id)
	}
	limit := gate.DefaultLimits().Decline.Refuse
	for i := range limit {
		if res := spend("merchant", fmt.Sprintf("no-%d", i), 6000); res.StatusCode != 422 {
			t.Fatalf("decline %d = %s", i, text(t, res))
		}
		if i%1000 > 0 {
			continue
		}
		if res := spend("merchant", "no-0", 6000); res.Header.Get("Idempotent-Replayed") != "true" { // nothing new
			t.Fatalf("repeated decline = %s", text(t, res))
		}
	}
	res := spend("merchant", "once-more", 6000)
	if got := read(t, text(t, res), "reason"); res.StatusCode != 429 || got != "too_many_misses" || res.Header.Get("Retry-After") != "1" {
		t.Errorf("past %d declines: %d %s, Retry-After %q", limit, res.StatusCode, got, res.Header.Get("Retry-After"))
	}
	if res := spend("partner", "another", 6000); res.StatusCode != 422 {
		t.Errorf("another key = %s", text(t, res))
	}
	answer := text(t, w.ask("", "POST", "/v1/receipts/verify", `{"receipt":"`+receipt+`"}`))
	for path, want := range map[string]string{"valid": "true", "joined": "true", "changed": "true", "then.unspent": "true", "now.unspent": "true"} {
		if got := read(t, answer, path); got != want {
			t.Errorf("%s = %s, want %s in %s", path, got, want, answer)
		}
	}
	w.wait(time.Second)
	for i := range 10 {
		if res := spend("merchant", fmt.Sprintf("yes-%d", i), 100); res.StatusCode != 201 {
			t.Fatalf("payment %d = %s", i, text(t, res))
		}
	}
}

func TestUnknownAndNotYoursLookTheSame(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	held := text(t, w.ask("nobody", "POST", "/v1/holds", `{"code":"`+code+`","for":"b@example.jp","until":"2027-01-16T10:00:00Z"}`, "Idempotency-Key", "h"))
	const wrong = `{"secret":"0123456789ABCDEFGHJKMNPQRS"}`
	want := text(t, w.ask("partner", "POST", "/v1/check", `{"code":"00000-00000-00000-00000"}`))
	for _, path := range []string{"/v1/holds/" + read(t, held, "hold.id") + "/check", "/v1/holds/hld_1/check", "/v1/holds/hld_99/check"} {
		if got := text(t, w.ask("partner", "POST", path, wrong)); got != want {
			t.Errorf("POST %s answers %s; want %s", path, got, want)
		}
	}
}

func TestLimitsOfBulk(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	list := func(n int) string {
		return "[" + strings.Repeat(`{"code":"`+code+`"},`, n-1) + `{"code":"` + code + `"}]`
	}
	res := w.ask("issuer", "POST", "/v1/checks", list(1000))
	var got struct{ Checks []struct{ Serial string } }
	check(t, json.NewDecoder(res.Body).Decode(&got))
	if len(got.Checks) != 1000 || got.Checks[999].Serial == "" {
		t.Errorf("1,000 codes answer %d, %d checks", res.StatusCode, len(got.Checks))
	}
	if res := w.ask("issuer", "POST", "/v1/checks", list(1001)); res.StatusCode != 413 || read(t, text(t, res), "reason") != "too_large" {
		t.Errorf("1,001 codes answer %d", res.StatusCode)
	}
	res = w.ask("issuer", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":1,"currency":"JPY"},"count":10000,"activate":false}`,
		"Idempotency-Key", "many", "Accept", "application/x-ndjson")
	if n := strings.Count(text(t, res), "\n"); n != 10_000 {
		t.Errorf("10,000 cards are %d lines", n)
	}
}

func TestHeaders(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	for _, path := range []string{"/v1/check", "/v1/receipts", "/v1/nowhere"} {
		res := w.ask("nobody", "POST", path, `{"code":"`+code+`"}`)
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Strict-Transport-Security": "max-age=31536000"} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("POST %s: %s is %q; want %q", path, name, got, want)
			}
		}
	}
}

func TestMetrics(t *testing.T) {
	w := newWorld(t)
	code := w.cards(1)[0]
	w.ask("nobody", "POST", "/v1/check", `{"code":"`+code+`"}`)
	w.ask("nobody", "POST", "/v1/check", `{"code":"00000-00000-00000-00000"}`)
	for range 2 {
		w.ask("admin", "POST", "/v1/spend", `{"code":"`+code+`","amount":{"amount":9000,"currency":"JPY"},"merchant":"m1"}`, "Idempotency-Key", "s")
	}
	// The book tells of a batch after its answers are out, and before the next.
	w.ask("admin", "POST", "/v1/spend", `{"code":"`+code+`","amount":{"amount":9000,"currency":"JPY"},"merchant":"m1"}`, "Idempotency-Key", "t")
	rec := httptest.NewRecorder()
	w.numbers.ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	got := rec.Body.String()
	for _, want := range []string{
		`unspent_commands_total{command="issued",outcome="accepted",replayed="false"} 1`,
		`unspent_commands_total{command="spent",outcome="insufficient_funds",replayed="true"} 1`,
		`unspent_gate_lookups_total{outcome="hit"} 4`,
		`unspent_gate_lookups_total{outcome="miss"} 1`,
		`unspent_http_requests_total{route="POST /v1/check",status="200"} 1`,
		`unspent_http_requests_total{route="POST /v1/check",status="404"} 1`,
		`unspent_batch_commands_count`, `unspent_commit_seconds_count`, `unspent_queue_depth 0`,
		`unspent_jobs_waiting{queue="mail"} 0`, `unspent_jobs_failing{queue="gift-due"} 0`,
		`unspent_jobs_late_seconds{queue="sweep"} 0`, `unspent_jobs_dead{queue="batch-issue"} 0`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if strings.Contains(got, code) {
		t.Error("/metrics holds a code")
	}
}

// Where the pages are, nobody reads the figures, however the address is spelt.
func TestRow11_MetricsElsewhere(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/metrics", "/%6detrics", "/metric%73", "/metrics/", "/metrics?x=1", "/METRICS", "/v1/../metrics", "//metrics", "/./metrics"} {
		for _, method := range []string{"GET", "HEAD", "POST"} {
			res := w.ask("admin", method, path, "")
			for range 3 { // the mux cleans an address, and sends the caller there
				if at := res.Header.Get("Location"); at != "" {
					res = w.ask("admin", method, at, "")
				}
			}
			if body := text(t, res); res.StatusCode != http.StatusNotFound || strings.Contains(body, "unspent_") {
				t.Errorf("%s %s = %d %.80s; want 404", method, path, res.StatusCode, body)
			}
		}
	}
	for path, want := range map[string]int{"/metrics": 200, "/": 404, "/v1/check": 404, "/desk": 404} {
		rec := httptest.NewRecorder()
		w.numbers.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
		if rec.Code != want {
			t.Errorf("at the address of the figures, %s = %d; want %d", path, rec.Code, want)
		}
	}
}

func TestOpenAPI(t *testing.T) {
	w := newWorld(t)
	body := text(t, w.ask("nobody", "GET", "/openapi.json", ""))
	type media struct {
		Schema   any
		Example  json.RawMessage
		Examples map[string]any
	}
	var spec struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Summary     string
			RequestBody struct{ Content map[string]media }
			Responses   map[string]struct{ Content map[string]media }
		}
	}
	check(t, json.Unmarshal([]byte(body), &spec))
	if !strings.HasPrefix(spec.OpenAPI, "3.1") {
		t.Errorf("openapi is %q", spec.OpenAPI)
	}
	seen := map[string]bool{}
	for path, item := range spec.Paths {
		for method, op := range item {
			name := strings.ToUpper(method) + " " + path
			if seen[op.OperationID] || op.OperationID == "" || op.Summary == "" {
				t.Errorf("%s: operation %q, summary %q", name, op.OperationID, op.Summary)
			}
			seen[op.OperationID] = true
			for kind, m := range op.RequestBody.Content {
				if len(m.Example) == 0 || m.Schema == nil {
					t.Errorf("%s: the %s body has no example or schema", name, kind)
				}
			}
			for status, res := range op.Responses {
				for kind, m := range res.Content {
					if kind == "application/json" && len(m.Example) == 0 || kind == "application/problem+json" && len(m.Examples) == 0 {
						t.Errorf("%s: the %s answer %s has no example", name, kind, status)
					}
				}
			}
			if op.Responses["500"].Content == nil {
				t.Errorf("%s does not document internal errors", name)
			}
			// The example of a body is read: whatever is wrong with it, it is not its form.
			example := op.RequestBody.Content["application/json"].Example
			target := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(path, "hld_1")
			res := w.ask("admin", strings.ToUpper(method), target, string(example), "Idempotency-Key", "example-"+op.OperationID)
			if answer := text(t, res); res.StatusCode == 400 && !strings.Contains(answer, "serial") && !strings.Contains(answer, "evt_42") &&
				!strings.Contains(answer, "route is one of") && !strings.Contains(answer, "72 hours") {
				t.Errorf("%s refuses its own example %s: %s", name, example, answer)
			}
			if res.StatusCode == http.StatusMethodNotAllowed {
				t.Errorf("%s is documented and not served", name)
			}
		}
	}
	for _, name := range []string{"check", "checks", "spend", "claim", "refund", "hold", "release", "cancelHold", "checkHold", "transfer", "issue", "card",
		"cardEvents",
		"activate", "deactivate", "freeze", "unfreeze", "void", "adjust", "reissue", "receipt", "verifyReceipt", "account", "history", "createProgram", "programs",
		"createKey", "keys", "revokeKey", "forget", "confirmDelivery", "challenge", "assess", "approvals", "approval", "approve", "refuse", "planBatch", "actions"} {
		if !seen[name] {
			t.Errorf("the document lacks %s", name)
		}
	}
}

// The examples have the fields that their schemas say, no others, and all that
// are required.
func TestExamplesFitTheirSchemas(t *testing.T) {
	w := newWorld(t)
	var spec map[string]any
	check(t, json.Unmarshal([]byte(text(t, w.ask("nobody", "GET", "/openapi.json", ""))), &spec))
	schemas := spec["components"].(map[string]any)["schemas"].(map[string]any)
	var fits func(where string, schema map[string]any, v any)
	fits = func(where string, schema map[string]any, v any) {
		if ref, ok := schema["$ref"].(string); ok {
			schema = schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any)
		}
		either, ok := schema["anyOf"].([]any)
		if !ok {
			either, ok = schema["oneOf"].([]any)
		}
		if ok && v != nil {
			fits(where, either[0].(map[string]any), v)
			return
		}
		switch v := v.(type) {
		case []any:
			for i, one := range v {
				fits(fmt.Sprintf("%s[%d]", where, i), schema["items"].(map[string]any), one)
			}
		case map[string]any:
			properties, _ := schema["properties"].(map[string]any)
			for name, value := range v {
				field, ok := properties[name].(map[string]any)
				if !ok {
					t.Errorf("%s: the schema has no field %s", where, name)
					continue
				}
				fits(where+"."+name, field, value)
			}
			required, _ := schema["required"].([]any)
			for _, name := range required {
				if _, ok := v[name.(string)]; !ok {
					t.Errorf("%s lacks %s", where, name)
				}
			}
		}
	}
	var walk func(where string, v any)
	walk = func(where string, v any) {
		node, ok := v.(map[string]any)
		if !ok {
			return
		}
		if schema, ok := node["schema"].(map[string]any); ok && node["example"] != nil {
			fits(where, schema, node["example"])
		}
		for name, child := range node {
			walk(where+" "+name, child)
		}
	}
	walk("", spec["paths"])
}
