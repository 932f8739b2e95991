package httpapi_test

import (
	"strings"
	"testing"
)

// TestRow07Erasure forgets somebody by one of their ids: nothing under another one,
// no order and no search has their address afterwards, and others keep theirs.
func TestRow07Erasure(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", `{"id":"gift-jpy","name":"Gift","currency":"JPY"}`, 201)
	order := w.want("issuer", "POST", "/v1/orders", `{"program":"gift-jpy","giver":{"name":"Taro","mail":"taro@example.jp"},"cards":[
		{"value":{"amount":1000,"currency":"JPY"},"to":"Hanako@example.jp","message":"for Hanako"},
		{"value":{"amount":1000,"currency":"JPY"},"to":"jiro@example.jp","message":"for Jiro"}]}`, 201)
	other := w.want("issuer", "POST", "/v1/cards",
		`{"program":"gift-jpy","value":{"amount":5000,"currency":"JPY"},"count":1,"activate":true,"recipient":"HANAKO@example.jp"}`, 201)
	id := read(t, w.want("support", "GET", "/v1/cards/"+read(t, other, "cards.0.serial"), "", 200), "recipient")

	known := w.want("support", "GET", "/v1/parties/"+id, "", 200)
	if !strings.Contains(known, "for Hanako") || strings.Contains(known, "jiro@") || strings.Contains(known, "for Jiro") || read(t, known, "known") != "true" {
		t.Errorf("the export says %s", known)
	}
	second := read(t, known, "ids.0")
	w.want("issuer", "DELETE", "/v1/parties/"+id, "", 204)
	for _, gone := range []string{
		w.want("support", "GET", "/v1/parties/"+id, "", 200),
		w.want("support", "GET", "/v1/parties/"+second, "", 200),
		w.want("support", "GET", "/v1/orders/"+read(t, order, "number"), "", 200),
		w.want("support", "POST", "/v1/orders/search", `{"recipient":"hanako@example.jp"}`, 200),
		w.want("support", "POST", "/v1/cards/search", `{"recipient":"hanako@example.jp"}`, 200),
	} {
		if strings.Contains(strings.ToLower(gone), "hanako") || strings.Contains(gone, `"known":true`) || strings.Contains(gone, `"serial"`) &&
			!strings.Contains(gone, "jiro@") {
			t.Errorf("it still says %s", gone)
		}
	}
	if left := w.want("support", "POST", "/v1/orders/search", `{"recipient":"jiro@example.jp"}`, 200); !strings.Contains(left, "for Jiro") {
		t.Errorf("somebody else was forgotten too: %s", left)
	}
	w.want("issuer", "DELETE", "/v1/parties/"+id, "", 204)
}
