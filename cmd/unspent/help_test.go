package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// The help is in the language of the flag, or else of the locale.
func TestHelpLanguage(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		env  map[string]string
		want language
	}{
		"LANG":               {nil, map[string]string{"LANG": "ja_JP.UTF-8"}, japanese},
		"LC_ALL":             {nil, map[string]string{"LC_ALL": "ja_JP.UTF-8", "LANG": "C"}, japanese},
		"LC_ALL before LANG": {nil, map[string]string{"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, english},
		"the setting":        {nil, map[string]string{"UNSPENT_LANG": "ja", "LANG": "C"}, japanese},
		"the flag":           {[]string{"--lang", "ja"}, map[string]string{"LANG": "C"}, japanese},
		"the other flag":     {[]string{"--lang=en"}, map[string]string{"LANG": "ja_JP.UTF-8"}, english},
		"nothing":            {nil, nil, english},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.HasPrefix(helpOf(t, func(k string) string { return tt.env[k] }, append(tt.args, "assess")), "使い方"); got != (tt.want == japanese) {
				t.Errorf("the help is Japanese: %t; want %s", got, tt.want)
			}
		})
	}
}

// helpOf returns what --help says of a command.
func helpOf(t *testing.T, getenv func(string) string, args []string) string {
	t.Helper()
	var out bytes.Buffer
	if err := newShell("unspent", getenv, nil, &out, &out).main(t.Context(), append(slices.Clone(args), "--help")); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every command, argument and flag has its help, to the last line in the language,
// and no more than the catalogue has.
func TestHelpOfEveryCommand(t *testing.T) {
	var c commands
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	id, sentence := regexp.MustCompile(`help\.[a-z]+`), regexp.MustCompile(`[a-z]{3,} [a-z]{2,} [a-z]{2,}`)
	var walk func(n *kong.Node, path []string)
	walk = func(n *kong.Node, path []string) {
		for _, lang := range []string{"ja", "en"} {
			for line := range strings.Lines(helpOf(t, func(string) string { return "" }, append([]string{"--lang", lang}, path...))) {
				if id.MatchString(line) || lang == "ja" && sentence.MatchString(line) && !strings.HasPrefix(line, "使い方") {
					t.Errorf("%s in %s: %q", strings.Join(path, " "), lang, line)
				}
			}
		}
		for _, child := range n.Children {
			walk(child, append(slices.Clone(path), child.Name))
		}
	}
	walk(parser.Model.Node, nil)
}
