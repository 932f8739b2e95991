package main

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestDocsCommands parses every command that the documents show, so that none
// names a command or a flag that is not there. What the commands do is tested
// by the scripts of testdata.
func TestDocsCommands(t *testing.T) {
	root := os.DirFS(filepath.Join("..", ".."))
	pages, err := fs.Glob(root, "docs/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, page := range append(pages, "docs/start.md", "README.md") {
		text, err := fs.ReadFile(root, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range shown(string(text)) {
			found++
			if err := understood(line); err != nil {
				t.Errorf("%s shows %q: %v", page, line, err)
			}
		}
	}
	if found < 10 {
		t.Errorf("found %d commands in the documents: the search is broken", found)
	}
}

func TestDocsCommandsCatch(t *testing.T) {
	page := "```console\n$ unspent check --db x\n  $ go run ./cmd/unspent demo > out\n$ make check\n```\n`unspent keys`\n"
	if got, want := strings.Join(shown(page), "|"), "check --db x|demo"; got != want {
		t.Errorf("shown = %q; want %q", got, want)
	}
	for _, bad := range []string{"chek", "check --colour", "hold"} {
		if understood(bad) == nil {
			t.Errorf("%q is understood", bad)
		}
	}
	if err := understood("check --db x"); err != nil {
		t.Errorf("check is not understood: %v", err)
	}
}

var (
	shownCommand = regexp.MustCompile(`(?m)^\s*\$ (?:[A-Z_]+=\S+ )*(?:unspent|go run \./cmd/unspent)((?: [^\n<>|&;]+)?)`)
	consoleBlock = regexp.MustCompile("(?ms)^\\s*```(?:console|sh)\n.*?```")
)

// shown returns the arguments of the commands in a page's console blocks.
func shown(page string) (lines []string) {
	for _, block := range consoleBlock.FindAllString(page, -1) {
		for _, m := range shownCommand.FindAllStringSubmatch(block, -1) {
			lines = append(lines, strings.TrimSpace(m[1]))
		}
	}
	return lines
}

// understood parses a command line and does not run it.
func understood(line string) error {
	var c commands
	parser, err := kong.New(&c, kong.Name("unspent"), kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) {}),
		kong.Bind(&shell{}), kong.BindTo(context.Background(), (*context.Context)(nil)))
	if err != nil {
		return err
	}
	_, err = parser.Parse(strings.Fields(line))
	return err
}
