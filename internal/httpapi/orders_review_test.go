package httpapi_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestRow15ReviewNamesFields reviews an order with several mistakes: each is a fault of
// its field, the address among them, and placing it is refused.
func TestRow15ReviewNamesFields(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"Gift","currency":"JPY"}`, 201)
	bad := fmt.Sprintf(`{"program":"gift-jpy","giver":{"mail":"taro@"},"cards":[{"value":{"amount":150000,"currency":"JPY"},"to":"hanako@example","message":%q}]}`,
		strings.Repeat("x", 1001))
	review := w.want("issuer", "POST", "/v1/orders/review", bad, 200)
	for _, field := range []string{"giver.mail", "cards.to", "cards.message", "cards.value"} {
		if !strings.Contains(review, `"field":"`+field+`"`) {
			t.Errorf("no fault of %s in %s", field, review)
		}
	}
	w.want("issuer", "POST", "/v1/orders", bad, 400)
}

// TestRow12Nulls compares what is null in the answers of reviews with the document.
func TestRow12Nulls(t *testing.T) {
	w := newWorld(t)
	for schema, fields := range map[string][]string{"OrderReview": {"total", "most"}, "OrderFault": {"most"}, "CardStatus": {"held"}, "VerifyAnswer": {"now"}} {
		for _, field := range fields {
			if got := read(t, text(t, w.ask("nobody", "GET", "/openapi.json", "")), "components.schemas."+schema+".properties."+field+".anyOf.1.type"); got != "null" {
				t.Errorf("%s.%s may not be null", schema, field)
			}
		}
	}
}

// TestRow11EveryCallIsOnThePage compares the tags of calls with those that the page
// draws.
func TestRow11EveryCallIsOnThePage(t *testing.T) {
	var doc struct {
		Tags  []struct{ Name string }
		Paths map[string]map[string]struct{ Tags []string }
	}
	w := newWorld(t)
	if err := json.Unmarshal([]byte(text(t, w.ask("nobody", "GET", "/openapi.json", ""))), &doc); err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, tag := range doc.Tags {
		drawn[tag.Name] = true
	}
	for path, ops := range doc.Paths {
		for method, op := range ops {
			if len(op.Tags) != 1 || !drawn[op.Tags[0]] {
				t.Errorf("%s %s has the tags %q, which the page does not draw", method, path, op.Tags)
			}
		}
	}
}

// TestRow13PublicStaysPublic asks for what needs no key with whatever stands in the
// header for one.
func TestRow13PublicStaysPublic(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/healthz", "/readyz", "/docs", "/openapi.json", "/.well-known/jwks.json"} {
		for _, header := range []string{"Basic dXNlcjpwYXNz", "Bearer uk_unknown", "Digest x", "nonsense", ""} {
			if res := w.ask("nobody", "GET", path, "", "Authorization", header); res.StatusCode != 200 {
				t.Errorf("%s with %q: %d", path, header, res.StatusCode)
			}
		}
	}
}

// TestRow08SearchAsTyped finds a card by its recipient's address, however that is
// typed.
func TestRow08SearchAsTyped(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"Gift","currency":"JPY"}`, 201)
	w.want("issuer", "POST", "/v1/cards", `{"program":"gift-jpy","value":{"amount":5000,"currency":"JPY"},"count":1,"activate":true,"recipient":"Hanako.Sato@Example.JP"}`, 201)
	w.want("issuer", "POST", "/v1/orders", `{"program":"gift-jpy","cards":[{"value":{"amount":5000,"currency":"JPY"},"to":"Hanako.Sato@Example.JP"}]}`, 201)
	for _, typed := range []string{"Hanako.Sato@Example.JP", "hanako.sato@example.jp", "HANAKO.SATO@EXAMPLE.JP", " hanako.sato@example.jp ",
		"ｈａｎａｋｏ．ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ"} {
		found := w.want("support", "POST", "/v1/cards/search", fmt.Sprintf(`{"recipient":%q}`, typed), 200)
		if got := strings.Count(found, `"serial"`); got != 2 {
			t.Errorf("%q finds %d cards", typed, got)
		}
		if got := w.want("support", "POST", "/v1/orders/search", fmt.Sprintf(`{"recipient":%q}`, typed), 200); strings.Count(got, `"number"`) != 1 {
			t.Errorf("%q finds %s", typed, got)
		}
	}
}
