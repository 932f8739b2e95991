package wording_test

import (
	"os"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/wording"
)

// A line of the tables is a meaning and a sentence. "?" is left open: nothing may
// be taken from it. "-" says nothing.
func messages(t *testing.T, file string) (lines [][2]string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		want, message, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", file, line)
		}
		lines = append(lines, [2]string{want, strings.ReplaceAll(message, `\n`, "\n")})
	}
	return lines
}

func mark(s wording.Sense) string {
	switch {
	case s.Hedged:
		return "?"
	case s.Means == "":
		return "-"
	}
	return string(s.Means)
}

func TestOfMessage(t *testing.T) {
	for _, file := range []string{"testdata/messages.tsv", "testdata/fresh.tsv", "testdata/other.tsv", "testdata/kinds.tsv", "testdata/rough.tsv",
		"testdata/denied.tsv"} {
		for _, line := range messages(t, file) {
			if got := wording.OfMessage(line[1]); mark(got) != line[0] {
				t.Errorf("OfMessage(%q) = %+v; want %s", line[1], got, line[0])
			}
		}
	}
}

// TestStates reads the states, buttons and filters of order pages.
func TestStates(t *testing.T) {
	for _, line := range messages(t, "testdata/states.tsv") {
		got := wording.OfState(line[1])
		if means := strings.Replace(line[0], "-", "", 1); string(got.Means) != means {
			t.Errorf("OfState(%q) = %+v; want %s", line[1], got, line[0])
		}
	}
}
