package main

import (
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/texts"
)

// groups are the groups of commands and flags, in their order.
func (l language) groups() (all []kong.Group) {
	for _, key := range []string{"start", "holder", "payment", "issuer", "operation", "described", "bundle", "sources", "book", "serve", "output"} {
		all = append(all, kong.Group{Key: key, Title: l.say("help.group." + key)})
	}
	return all
}

// explain gives commands, arguments and flags their help in the language. One that
// several commands have means the same in all, unless the catalogue has words of its
// own for a command.
func (l language) explain(n *kong.Node, path string) {
	n.Help = l.say("help." + path)
	value := func(v *kong.Value, id string) {
		pairs := append([]any{"Default", v.Default}, reasonsOfStaff()...)
		said, err := texts.Say(string(l), id+"."+path, pairs...)
		if err != nil {
			said = l.say(id, pairs...)
		}
		v.Help = said
	}
	for _, p := range n.Positional {
		value(p, "help.arg."+p.Name)
	}
	for _, f := range n.Flags {
		value(f.Value, "help.flag."+f.Name)
	}
	for _, c := range n.Children {
		l.explain(c, strings.TrimPrefix(path+"."+c.Name, "unspent."))
	}
}

// reasonsOfStaff are the reasons that the staff may give, for the help.
func reasonsOfStaff() (pairs []any) {
	for _, a := range []struct {
		name string
		kind unspent.Kind
		up   bool
	}{{"Freeze", unspent.Frozen, false}, {"Unfreeze", unspent.Unfrozen, false}, {"Void", unspent.Voided, false}, {"Raise", unspent.Adjusted, true},
		{"Lower", unspent.Adjusted, false}, {"Close", unspent.Closed, false}, {"Unclaim", unspent.Unclaimed, false}} {
		var words []string
		for _, r := range unspent.StaffReasons(a.kind, a.up) {
			words = append(words, string(r))
		}
		pairs = append(pairs, a.name, strings.Join(words, ", "))
	}
	return pairs
}

// help prints the help of a command without the settings that only a server has.
func (sh *shell) help(o kong.HelpOptions, ctx *kong.Context) error {
	sh.lang.explain(ctx.Model.Node, "unspent")
	cmd := ctx.Selected()
	for _, f := range ctx.Model.Flags {
		if f.Group != nil && f.Group.Key == "serve" && (cmd == nil || cmd.Group == nil || cmd.Group.Key != "start") {
			f.Hidden = true
		}
	}
	ctx.Model.Help += "\n\n" + sh.lang.say("help.unspent.book") + "\n\n" + sh.lang.say("help.unspent.exit")
	var b strings.Builder
	ctx.Stdout = &b
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return err
	}
	var heads []string // that the printer writes by itself
	for _, id := range []string{"usage", "arguments", "flags", "commands", "more"} {
		head := texts.Both("help.head." + id)
		heads = append(heads, head.EN, sh.lang.of(head))
	}
	_, err := io.WriteString(sh.stdout, strings.NewReplacer(heads...).Replace(b.String()))
	return err
}
