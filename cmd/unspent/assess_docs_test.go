package main

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeAssess runs what the README shows of assess: every line of it is
// printed, in that order.
func TestReadmeAssess(t *testing.T) {
	t.Chdir("../..")
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?s)\$ go run \./cmd/unspent (assess [^\n]*)\n(.*?)` + "```").FindStringSubmatch(string(page))
	if shown == nil {
		t.Fatal("the README shows no run of assess")
	}
	var out strings.Builder
	sh := newShell("unspent", func(string) string { return "" }, strings.NewReader(""), &out, io.Discard)
	if err := sh.main(t.Context(), strings.Fields(shown[1])); err != nil {
		t.Errorf("%s = %v", shown[1], err)
	}
	rest := out.String()
	for line := range strings.Lines(shown[2]) {
		if strings.TrimSpace(line) == "…" {
			continue
		}
		_, after, ok := strings.Cut(rest, line)
		if !ok {
			t.Fatalf("the README shows %q, which is not printed, or not there; it is\n%s", line, out.String())
		}
		rest = after
	}
}
