package httpapi

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

func TestEveryReasonHasAnAnswer(t *testing.T) {
	for _, r := range unspent.Reasons() {
		a := answers[r]
		if http.StatusText(a.status) == "" || a.status < 400 || a.meaning == "" {
			t.Errorf("reason %s answers %d, %q", r, a.status, a.meaning)
		}
		if (r == unspent.Internal) != (a.status == http.StatusInternalServerError) {
			t.Errorf("reason %s answers %d: that status is for our own faults", r, a.status)
		}
	}
	if len(answers) != len(unspent.Reasons()) {
		t.Errorf("%d reasons have an answer, %d exist", len(answers), len(unspent.Reasons()))
	}
}

// The table in the reference is the table in the code.
func TestReferenceListsTheReasons(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/api.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	want.WriteString("| reason | status | meaning |\n|---|---|---|\n")
	for _, r := range unspent.Reasons() {
		fmt.Fprintf(&want, "| `%s` | %d | %s |\n", r, answers[r].status, answers[r].meaning)
	}
	if !strings.Contains(string(page), want.String()) {
		t.Errorf("docs/reference/api.md does not hold this table:\n%s", want.String())
	}
}
