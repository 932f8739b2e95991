package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

// ask puts questions to a person: one screen each at a terminal, line by line
// where a screen cannot be drawn or is not wanted. Answers come from standard
// input and questions go to standard error.
func (sh *shell) ask(ctx context.Context, plain bool, questions []interview.Question) error {
	err := error(nil)
	if len(questions) == 0 {
		return nil
	}
	if plain {
		err = sh.askLines(ctx, questions)
	} else {
		err = sh.askScreens(ctx, questions)
	}
	if errors.Is(err, errStopped) {
		return refuse(err, unspent.Unavailable, "paper.stopped")
	}
	return err
}

func (sh *shell) askLines(ctx context.Context, questions []interview.Question) error {
	for _, q := range questions {
		if !q.Asked() {
			continue
		}
		fmt.Fprintln(sh.stderr)
		for _, line := range wrap(sh.lang.of(q.Title)+"\n"+sh.lang.of(q.Help), usualWidth) {
			if line != "" {
				fmt.Fprintln(sh.stderr, line)
			}
		}
		for {
			err := sh.askOne(ctx, q)
			if err == nil {
				break
			}
			if errors.Is(err, errStopped) {
				return err
			}
			fmt.Fprintln(sh.stderr, sh.lang.told(err))
		}
	}
	return nil
}

// askOne reads the answer to one question. What does not stop everything is said
// to the person, who is asked again.
func (sh *shell) askOne(ctx context.Context, q interview.Question) error {
	options := q.Options
	for i, o := range options {
		fmt.Fprintf(sh.stderr, "%3d. %s\n", i+1, sh.lang.of(o.Label))
	}
	prompt := sh.lang.say("paper.type")
	switch {
	case q.Many != nil:
		prompt = sh.lang.say("paper.several")
	case len(options) > 0:
		prompt = sh.lang.say("paper.choose", "Last", sh.lang.of(options[len(options)-1].Label))
	case q.Lines:
		prompt = sh.lang.say("paper.typeLine")
	}
	var typed []string
	for {
		fmt.Fprint(sh.stderr, prompt)
		line, err := sh.line(ctx)
		if err != nil {
			return err
		}
		if line != "" && q.Lines && len(options) == 0 { // what was typed before is kept
			if err := q.Fault(line); err != nil {
				fmt.Fprintln(sh.stderr, sh.lang.told(err))
				continue
			}
		}
		if line != "" {
			typed = append(typed, line)
		}
		if line == "" || !q.Lines {
			break
		}
		prompt = ""
	}
	answer := strings.Join(typed, "\n")
	if len(options) == 0 {
		if err := q.Fault(answer); err != nil {
			return err
		}
		*q.Value = answer
		return nil
	}
	return sh.choose(q, options, answer)
}

// choose takes the numbers that were typed; the last of single options is what
// stands for no answer.
func (sh *shell) choose(q interview.Question, options []interview.Option, typed string) error {
	var chosen []string
	for n := range strings.FieldsFuncSeq(norm.NFKC.String(typed), func(r rune) bool { return strings.ContainsRune(",、， ", r) }) {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > len(options) {
			return wrong("use.numbers", "Most", len(options))
		}
		chosen = append(chosen, options[i-1].Value)
	}
	switch {
	case q.Many != nil:
		*q.Many = chosen
	case len(chosen) == 0 && q.Again != nil && !*q.Again:
		*q.Again = true
		return wrong("paper.again")
	case len(chosen) == 0:
		*q.Value = options[len(options)-1].Value
	case len(chosen) > 1:
		return wrong("use.numbers", "Most", len(options))
	default:
		*q.Value = chosen[0]
	}
	return nil
}

// line reads one line that somebody types.
func (sh *shell) line(ctx context.Context) (string, error) {
	text, err := awaited(ctx, func() (string, error) {
		line, err := sh.lines.ReadSlice('\n')
		for errors.Is(err, bufio.ErrBufferFull) { // longer than any answer: it is refused as too long
			line, err = sh.lines.ReadSlice('\n')
		}
		return string(line), err
	})
	if err != nil && (!errors.Is(err, io.EOF) || text == "") {
		fmt.Fprintln(sh.stderr)
		return "", errStopped
	}
	return strings.TrimSpace(text), nil
}

// askScreens asks with one screen for each question; shift and tab goes back.
func (sh *shell) askScreens(ctx context.Context, questions []interview.Question) error {
	var groups []*huh.Group
	for _, q := range questions {
		groups = append(groups, huh.NewGroup(sh.field(q)).WithHideFunc(func() bool { return !q.Asked() }))
	}
	form := huh.NewForm(groups...).WithKeyMap(sh.keyMap()).WithTheme(huh.ThemeFunc(huh.ThemeBase16)).WithWidth(usualWidth)
	// A form that is broken off quits as one that is filled in: the library then
	// waits for its reader of the terminal before it closes what that reads.
	form.SubmitCmd, form.CancelCmd = tea.Quit, tea.Quit
	_, err := tea.NewProgram(screens{form}, tea.WithContext(ctx), tea.WithInput(sh.stdin), tea.WithOutput(sh.stderr)).Run()
	if form.State == huh.StateAborted || errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil {
		return errStopped
	}
	return err
}

// screens is a form as a program of its own.
type screens struct{ form *huh.Form }

// Init implements [tea.Model].
func (s screens) Init() tea.Cmd { return s.form.Init() }

// Update implements [tea.Model]. A form is changed in place.
func (s screens) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, next := s.form.Update(msg)
	return s, next
}

// View implements [tea.Model].
func (s screens) View() tea.View {
	v := tea.NewView(s.form.View())
	v.ReportFocus = true
	return v
}

// valid refuses an answer in the language.
func (sh *shell) valid(q interview.Question) func(string) error {
	return func(answer string) error {
		if err := q.Fault(answer); err != nil {
			return errors.New(sh.lang.told(err))
		}
		return nil
	}
}

func (sh *shell) field(q interview.Question) huh.Field {
	title, help := sh.lang.of(q.Title), sh.lang.of(q.Help)
	var options []huh.Option[string]
	for _, o := range q.Options {
		options = append(options, huh.NewOption(sh.lang.of(o.Label), o.Value))
	}
	switch {
	case q.Many != nil:
		return huh.NewMultiSelect[string]().Title(title).Description(help).Options(options...).Value(q.Many)
	case q.Options != nil:
		if last := q.Options[len(q.Options)-1].Value; *q.Value == "" && !q.First {
			*q.Value = last // where the cursor begins
		}
		return huh.NewSelect[string]().Title(title).Description(help).Options(options...).Value(q.Value)
	case q.Lines:
		return huh.NewText().Title(title).Description(help).Lines(4).ExternalEditor(false).Validate(sh.valid(q)).Value(q.Value)
	}
	return huh.NewInput().Title(title).Description(help).Validate(sh.valid(q)).Value(q.Value)
}

// keyMap says what the keys do in the language.
func (sh *shell) keyMap() *huh.KeyMap {
	k := huh.NewDefaultKeyMap()
	k.Select.Filter.SetEnabled(false)
	k.MultiSelect.Filter.SetEnabled(false)
	type binding interface{ SetHelp(keys, says string) }
	for _, h := range []struct {
		keys, word string
		all        []binding
	}{
		{"shift+tab", "back", []binding{&k.Input.Prev, &k.Text.Prev, &k.Select.Prev, &k.MultiSelect.Prev}},
		{"enter", "next", []binding{&k.Input.Next, &k.Text.Next}},
		{"enter", "end", []binding{&k.Input.Submit, &k.Text.Submit, &k.Select.Submit, &k.MultiSelect.Submit}},
		{"alt+enter / ctrl+j", "newLine", []binding{&k.Text.NewLine}},
		{"enter", "choose", []binding{&k.Select.Next, &k.MultiSelect.Next}},
		{"↑", "up", []binding{&k.Select.Up, &k.MultiSelect.Up}}, {"↓", "down", []binding{&k.Select.Down, &k.MultiSelect.Down}},
		{"x", "toggle", []binding{&k.MultiSelect.Toggle}},
		{"ctrl+a", "all", []binding{&k.MultiSelect.SelectAll}}, {"ctrl+a", "none", []binding{&k.MultiSelect.SelectNone}},
	} {
		for _, b := range h.all {
			b.SetHelp(h.keys, sh.lang.say("keys."+h.word))
		}
	}
	return k
}

// genericBrand is the brand of a card of which nothing is known.
const genericBrand = "other-one-shot"

// ask makes a case of what a person answers.
func (b *brought) ask(ctx context.Context, sh *shell, plain bool, brands brand.Catalogue) error {
	plain = plain || sh.plain()
	i := &interview.Interview{Lang: string(sh.lang), Now: sh.now, Exists: func(path string) bool {
		stat, err := os.Stat(path)
		return err == nil && stat.Mode().IsRegular()
	}}
	if err := sh.ask(ctx, plain, i.First(brands)); err != nil {
		return err
	}
	if i.Brand == interview.OtherBrand { // what holds of any card that is added to an account, with care
		i.Brand = genericBrand
	}
	p, ok := brands.Find(i.Brand)
	if !ok {
		return cannotTell("paper.other")
	}
	if urgent := sh.lang.of(i.Urgent(p)); urgent != "" {
		for _, line := range wrap("\n"+urgent+"\n\n"+sh.lang.say("paper.urgent"), usualWidth) {
			fmt.Fprintln(sh.stderr, line)
		}
	}
	if err := sh.ask(ctx, plain, i.Rest(p)); err != nil {
		return err
	}
	if err := sh.ask(ctx, plain, i.Messages(p)); err != nil {
		return err
	}
	var err error
	if b.in, err = i.Input(p); err != nil {
		return err
	}
	fmt.Fprintln(sh.stderr)
	return b.gather()
}

// offer asks whether to keep the case and its bundle, beside its files. Nothing
// that is there is overwritten, and who stops here has the verdict already.
func (c *assessCmd) offer(ctx context.Context, sh *shell, b *brought, r casefile.Result) error {
	const yes = "yes"
	var keepCase, keepBundle string
	caseTo, bundleTo := free(b.dir, "case", ".yaml"), free(b.dir, "case", ".zip")
	answers := []interview.Option{{Value: yes, Label: texts.Both("yesno.yes")}, {Label: texts.Both("yesno.no")}}
	keep := func(id string, to string, value *string) interview.Question {
		return interview.Question{Title: texts.Both(id), Help: brand.Text{JA: to, EN: to}, Value: value, Options: answers}
	}
	questions := []interview.Question{keep("paper.keepCase", caseTo, &keepCase)}
	if c.Bundle == "" {
		questions = append(questions, keep("paper.keepBundle", bundleTo, &keepBundle))
	}
	err := sh.ask(ctx, c.Plain || sh.plain(), questions)
	if errors.Is(err, errStopped) {
		return nil
	}
	if err != nil {
		return err
	}
	if keepCase == yes {
		err := writeNew(caseTo, func(w io.Writer) error {
			_, err := w.Write(r.Input.YAML())
			return err
		})
		if err != nil {
			return err
		}
		sh.tell("paper.caseSaved", "Path", caseTo)
	}
	if keepBundle == yes {
		c.Bundle = bundleTo
		return c.keep(ctx, sh, r)
	}
	return nil
}

// free returns the path of a file that is not there yet.
func free(dir, name, ext string) string {
	path := filepath.Join(dir, name+ext)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) || n > 1000 {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", name, n, ext))
	}
}
