package main

import (
	"context"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"
)

// versionCmd prints the version.
type versionCmd struct{}

func (c *versionCmd) Run(sh *shell) error {
	if sh.json {
		return sh.encode(map[string]string{"version": version()})
	}
	sh.print("unspent %s", version())
	return nil
}

// version returns the module's version, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

// helpCmd prints the help of a command.
type helpCmd struct {
	Command []string `arg:"" optional:""`
}

func (c *helpCmd) Run(ctx context.Context, sh *shell) error {
	return sh.main(ctx, append(c.Command, "--lang", string(sh.lang), "--help"))
}

// completionCmd prints what a shell completes this command with.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish"`
}

func (c *completionCmd) Run(sh *shell) error {
	sh.print("%s", map[string]string{
		"bash": `_unspent() { mapfile -t COMPREPLY < <(unspent complete -- "${COMP_WORDS[@]:1:COMP_CWORD}"); }
complete -o default -F _unspent unspent`,
		"zsh": `#compdef unspent
_unspent() { local -a all; all=(${(f)"$(unspent complete -- "${(@)words[2,CURRENT]}")"}); if (( $#all )); then compadd -a all; else _files; fi }
compdef _unspent unspent`,
		"fish": `complete -c unspent -a '(unspent complete -- (commandline -opc)[2..] (commandline -ct))'`,
	}[c.Shell])
	return nil
}

// completeCmd says how the last word of a command line can go on.
type completeCmd struct {
	Words []string `arg:"" optional:"" passthrough:""`
}

func (c *completeCmd) Run(sh *shell, app *kong.Kong) error {
	words := c.Words
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	at, last := app.Model.Node, ""
	for i, word := range words {
		if last = word; i == len(words)-1 {
			break
		}
		for _, child := range at.Children {
			if child.Name == word {
				at = child
			}
		}
	}
	for _, child := range at.Children {
		if !child.Hidden && strings.HasPrefix(child.Name, last) {
			sh.print("%s", child.Name)
		}
	}
	for _, flags := range at.AllFlags(true) {
		for _, f := range flags {
			if strings.HasPrefix(last, "-") && strings.HasPrefix("--"+f.Name, last) {
				sh.print("--%s", f.Name)
			}
		}
	}
	return nil
}
