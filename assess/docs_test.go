package assess

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// TestDocs compares docs/reference/rules.md with the tables. make docs rewrites
// it.
func TestDocs(t *testing.T) {
	const page = "../docs/reference/rules.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	got, want := string(text), string(text)
	for _, block := range []struct{ name, text string }{
		{"rules", ruleTable()}, {"facts", factTable()}, {"sentences", sentenceTable()},
		{"order", stateOrder()}, {"age", ageTable()}, {"notes", noteTable()},
	} {
		begin := "<!-- " + block.name + ": written by make docs -->\n"
		end := "<!-- end of " + block.name + " -->"
		head, rest, ok := strings.Cut(want, begin)
		_, tail, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("%s needs the lines %q and %q", page, begin, end)
		}
		want = head + begin + block.text + end + tail
	}
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("%s does not say what the code does: make docs rewrites it", page)
	}
	if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// cell makes a text fit for a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

// slotless shows the time of a text as a place: {on} and not {on|}.
func slotless(t brand.Text) brand.Text {
	r := strings.NewReplacer("|}", "}")
	return brand.Text{JA: r.Replace(t.JA), EN: r.Replace(t.EN)}
}

func ruleTable() string {
	var b strings.Builder
	b.WriteString("| | rule | rows | when | says | weight | no contradiction | source |\n|--:|---|---|---|---|---|---|---|\n")
	for i, r := range Rules() {
		says := fmt.Sprintf("`%s`", r.State)
		if r.State == Unknown {
			says = "nothing of it"
		}
		source := r.Source
		if strings.HasPrefix(source, "http") {
			source = "<" + source + ">"
		}
		if strings.HasPrefix(source, "docs/reference/") {
			source = "[states](" + strings.TrimPrefix(source, "docs/reference/") + ")"
		}
		fmt.Fprintf(&b, "| %d | `%s` | %s | %s | %s | %s | %s | %s |\n", i+1, r.ID,
			strings.Trim(strings.ReplaceAll(fmt.Sprint(r.Rows), " ", ", "), "[]"), cell(r.When.String()), says, r.Weight,
			strings.Join(quoted(r.Fits), ", "), source)
	}
	return b.String()
}

func factTable() string {
	var b strings.Builder
	b.WriteString("| fact | holds if |\n|---|---|\n")
	for _, f := range Facts() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f, f.Means())
	}
	return b.String()
}

func sentenceTable() string {
	var b strings.Builder
	b.WriteString("| rule | in Japanese | in English |\n|---|---|---|\n")
	for _, r := range Rules() {
		text := slotless(sentence(r.Text))
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.ID, cell(text.JA), cell(text.EN))
	}
	return b.String()
}

func stateOrder() string {
	return strings.Join(quoted(States()), ", ") + "\n"
}

func ageTable() string {
	days := func(d time.Duration) int { return int(d / (24 * time.Hour)) }
	return fmt.Sprintf("| a finding of unused that is | weighs |\n|---|---|\n| older than %d days | one step less |\n| older than %d days | a hint at most |\n",
		days(FreshFor), days(StaleAfter))
}

func noteTable() string {
	var b strings.Builder
	b.WriteString("| note | at most | in Japanese | in English |\n|---|---|---|---|\n")
	for _, n := range notes {
		most := n.most.String()
		switch {
		case n.most == Proof:
			most = "–"
		case n.unused:
			most += ", if it says unused"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", n.id, most, n.text.JA, n.text.EN)
	}
	return b.String()
}
