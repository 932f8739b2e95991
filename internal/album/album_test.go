package album

import (
	"strings"
	"testing"
)

// Every page is of a name of its own, and shows what its truth says.
func TestTruth(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range append(Tuned(), Held()...) {
		if seen[p.Name] || p.Case == "" || len(p.Truth["kind"]) != 1 {
			t.Errorf("page %q stands twice, or lacks a case or a kind", p.Name)
		}
		seen[p.Name] = true
		for _, field := range []string{"last4", "order", "recipient", "serial"} {
			for _, value := range p.Truth[field] {
				if shown := strings.Contains(p.Body, value); !shown && !(field == "order" && strings.HasPrefix(p.Name, "held-delivered") || field == "recipient" ||
					field == "last4" && p.Truth["kind"][0] == "mail") {
					t.Errorf("page %q does not show %s %s", p.Name, field, value)
				}
			}
		}
		if p.Code != "" && !strings.Contains(p.Body, p.Code) {
			t.Errorf("page %q does not show its code", p.Name)
		}
	}
	if tuned, held := len(Tuned()), len(Held()); tuned < 336 || held < 40 { // of 80 pictures 22 look photographed
		t.Errorf("%d and %d pages", tuned, held)
	}
}
